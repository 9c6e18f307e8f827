//! Links that hold a stack: made from the one at hand, and opened when the page is.

use wasm_bindgen::JsValue;

use super::said;
use crate::share::{Opened, Parcel, link, open};
use crate::state::{Action, Inputs};

/// The link of a stack, as it stands in the address bar.
pub(crate) async fn made(inputs: Inputs) -> Action {
    let vary = inputs.variation.as_ref().map(ToString::to_string);
    let parcel = Parcel { text: inputs.text, vary, months: inputs.months };
    let here = gloo::utils::window().location();
    let page = [here.origin().unwrap_or_default(), here.pathname().unwrap_or_default()].concat();
    let made = link(&parcel).await.map(|fragment| [page, fragment].concat());
    Action::Link(made.map_err(|problem| said(&problem)))
}

/// What the address of the page opens; nothing where it holds no stack.
pub(crate) async fn from_address() -> Option<Action> {
    let fragment = gloo::utils::window().location().hash().unwrap_or_default();
    match open(&fragment).await {
        Ok(None) => None,
        Ok(Some(Opened::Preset(index))) => Some(Action::Preset(index)),
        Ok(Some(Opened::Parcel(parcel))) => {
            let inputs = Inputs::read(&parcel.text, parcel.vary.as_deref(), parcel.months);
            let opened = "Somebody sent you this stack. Yours are kept; a change makes this one yours too.";
            Some(match inputs {
                Ok(inputs) => {
                    Action::Load { inputs: Box::new(inputs), said: opened.to_owned(), is_own: false }
                }
                Err(problem) => Action::Say(said(&problem)),
            })
        }
        Err(problem) => Some(Action::Say(said(&problem))),
    }
}

/// Takes the link out of the address: the stack is not what it holds any more, and a reload is to show the one at hand.
pub(super) fn leave_address() {
    let window = gloo::utils::window();
    let holds = window.location().hash().is_ok_and(|hash| !hash.is_empty());
    if let (true, Ok(page), Ok(history)) = (holds, window.location().pathname(), window.history()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&page));
    }
}
