//! Files that are opened and saved: JSON by the page itself, YAML by a module of its own that is fetched when it is first wanted.

use js_sys::{Function, Promise, Reflect};
use planner_core::document::Problem;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::said;
use crate::state::{Action, Inputs, State};

#[wasm_bindgen]
extern "C" {
    /// The exports of a module, once they can be called; `worker.js` has it.
    #[wasm_bindgen(js_name = headroomModule, catch)]
    fn module(name: &str) -> Result<Promise, JsValue>;
}

/// What opening a file comes to.
pub(super) async fn opened(text: String, months: u32) -> Action {
    let json = if text.trim_start().starts_with('{') { Ok(text) } else { by_yaml("to_json", &text).await };
    // What does not answer is not opened: it stays in its field, with what is wrong.
    let inputs = json.and_then(|json| Inputs::read(&json, None, months));
    match inputs.and_then(|inputs| State::on(inputs.clone()).map(|_| inputs)) {
        Ok(inputs) => {
            Action::Load { inputs: Box::new(inputs), said: "Opened the file".to_owned(), is_own: true }
        }
        Err(problem) => Action::Unread(Box::new(problem)),
    }
}

/// A stack as YAML, given to the visitor.
pub(super) async fn yaml(name: String, json: &str) -> Action {
    match by_yaml("to_yaml", json).await {
        Ok(text) => Action::Save { name, kind: "application/yaml", text },
        Err(problem) => Action::Say(said(&problem)),
    }
}

async fn by_yaml(function: &str, text: &str) -> Result<String, Problem> {
    let missing = |_: JsValue| {
        Problem::new("the reader of YAML could not be loaded")
            .hint("look at your connection and try again, or use JSON")
    };
    let exports = JsFuture::from(module("yaml").map_err(missing)?).await.map_err(missing)?;
    let function = Reflect::get(&exports, &function.into()).map_err(missing)?;
    let function: Function = function.dyn_into().map_err(missing)?;
    let read = function.call1(&JsValue::NULL, &text.into());
    let said =
        |error: JsValue| Problem::new(error.as_string().unwrap_or_else(|| "this is not YAML".to_owned()));
    read.map(|text| text.as_string().unwrap_or_default()).map_err(said)
}
