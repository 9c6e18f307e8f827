//! Whether the window is as narrow as a phone.

use gloo::events::EventListener;
use yew::prelude::*;

/// Narrower than this the page is laid out for a phone, as in the style sheet.
const PHONE: f64 = 720.0;

fn narrow() -> bool {
    let width = gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width < PHONE)
}

/// True on a phone; follows the window.
#[hook]
pub(super) fn use_compact() -> bool {
    let compact = use_state_eq(narrow);
    {
        let compact = compact.clone();
        use_effect_with((), move |()| {
            let listener =
                EventListener::new(&gloo::utils::window(), "resize", move |_| compact.set(narrow()));
            move || drop(listener)
        });
    }
    *compact
}
