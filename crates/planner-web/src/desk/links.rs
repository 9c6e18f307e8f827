//! Links that hold a stack: made from the one at hand, and opened when the page is.

use super::said;
use crate::columns::written;
use crate::share::{Opened, Parcel, link, open};
use crate::state::{Action, Inputs};

/// The link of a stack, as it stands in the address bar.
pub(super) async fn made(page: &str, inputs: Inputs) -> Action {
    let vary = Some(written::sent(&inputs));
    let parcel = Parcel { text: inputs.text, vary, months: inputs.months };
    let made = link(&parcel).await.map(|fragment| [page, &fragment].concat());
    Action::Link(made.map_err(|problem| said(&problem)))
}

/// What the address of the page opens, by what stands behind its `#`; nothing where it holds no stack.
pub(super) async fn opened(fragment: &str) -> Option<Action> {
    match open(fragment).await {
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
