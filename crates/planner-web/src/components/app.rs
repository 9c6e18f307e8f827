//! The whole page: the calculator, or why there is none.

use yew::prelude::*;

use super::calculator::Calculator;
use crate::state::State;

/// The whole page.
#[component]
pub fn App() -> Html {
    let opened = use_memo((), |()| State::open(0));
    match &*opened {
        Ok(state) => html! { <Calculator state={state.clone()} /> },
        Err(problem) => html! { <main><p class="error" role="alert">{ problem.to_string() }</p></main> },
    }
}
