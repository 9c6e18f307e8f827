//! Starts the page.

use planner_web::{App, persist, plans};
use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the calculator; `start.js` calls it with the price books and client profiles it loaded.
#[wasm_bindgen]
pub fn start(prices: String, profiles: String) {
    plans::load(prices, profiles);
    persist::show(persist::load());
    let root = gloo::utils::document().get_element_by_id("app");
    let root = root.unwrap_or_else(|| gloo::utils::body().into());
    yew::Renderer::<App>::with_root(root).render();
}

fn main() {}
