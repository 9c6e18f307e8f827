//! Starts the page.

use planner_web::{App, persist};

fn main() {
    persist::show(persist::load());
    let root = gloo::utils::document().get_element_by_id("app");
    let root = root.unwrap_or_else(|| gloo::utils::body().into());
    yew::Renderer::<App>::with_root(root).render();
}
