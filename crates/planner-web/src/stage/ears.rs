//! What the page hears of the window: its size, keys, files that are dropped, links, leaving.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event};

use super::{Stage, errands, keys};
use crate::wire::Heard;

/// Narrower than this the page is laid out for a phone, as in the style sheet.
const PHONE: f64 = 720.0;

/// Listens for as long as what it gives is there.
pub(super) fn all(stage: &Stage) -> Vec<EventListener> {
    vec![
        on(stage, "resize", |stage, _| stage.tell(Heard::Window { narrow: narrow() })),
        on(stage, "headroom-update", |stage, _| stage.tell(Heard::Newer)),
        // What was changed a moment ago is kept before the page is gone.
        on(stage, "pagehide", |stage, _| stage.keep_now()),
        on(stage, "hashchange", |stage, _| stage.tell(Heard::Address(address().1))),
        on(stage, "keydown", |stage, event| {
            if let Some(heard) = keys::heard(event) {
                stage.tell(heard);
            }
        }),
        // Without this the browser would leave the page for the file.
        on(stage, "dragover", |_, event| event.prevent_default()),
        on(stage, "drop", |stage, event| {
            let dropped = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            let Some(file) = dropped.and_then(|dropped| dropped.files()).and_then(|files| files.get(0))
            else {
                return; // a text that is dragged into a field
            };
            event.prevent_default();
            errands::read_file(stage, &file);
        }),
    ]
}

/// Whether the window is as narrow as a phone.
pub(super) fn narrow() -> bool {
    let width = gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width < PHONE)
}

/// The page's address, and what stands in it from the `#` on.
pub(super) fn address() -> (String, String) {
    let here = gloo::utils::window().location();
    let page = [here.origin().unwrap_or_default(), here.pathname().unwrap_or_default()].concat();
    (page, here.hash().unwrap_or_default())
}

fn on(stage: &Stage, name: &'static str, hears: fn(&Stage, &Event)) -> EventListener {
    let (stage, prevents) = (stage.clone(), EventListenerOptions::enable_prevent_default());
    EventListener::new_with_options(&gloo::utils::window(), name, prevents, move |event| hears(&stage, event))
}
