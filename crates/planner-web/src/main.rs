//! Shows the page: its own thread. What stands there comes from the worker (`src/bin/desk.rs`).

use std::cell::RefCell;

use planner_web::stage::Stage;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Sends bytes to the worker; `start.js` has it.
    #[wasm_bindgen(js_name = headroomTell)]
    fn tell(bytes: &[u8]);
}

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

/// Opens the page, which stands there once the worker answers.
#[wasm_bindgen]
pub fn start() {
    let root = gloo::utils::document().get_element_by_id("app");
    let root = root.unwrap_or_else(|| gloo::utils::body().into());
    STAGE.set(Some(Stage::open(root, tell)));
}

/// Shows what the worker answered.
#[wasm_bindgen]
pub fn show(bytes: &[u8]) {
    let stage = STAGE.with_borrow(Clone::clone);
    if let Some(stage) = stage {
        stage.show(bytes);
    }
}

fn main() {}
