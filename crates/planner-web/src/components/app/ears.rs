//! What the page hears of the window: its size, keys, files that are dropped, links, leaving.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, Event};

use super::{keys, narrow};
use crate::components::Act;
use crate::components::parts::tag::read_file;
use crate::outside;
use crate::state::Action;

/// Listens for as long as what it gives is there.
pub(super) fn all(act: &Act) -> Vec<EventListener> {
    vec![
        on(act, "resize", |act, _| act.emit(Action::Window { narrow: narrow() })),
        on(act, "headroom-update", |act, _| act.emit(Action::Newer)),
        // What was changed a moment ago is kept before the page is gone.
        on(act, "pagehide", |act, _| act.emit(Action::Keep)),
        on(act, "hashchange", |act, _| open_address(act)),
        on(act, "keydown", |act, event| {
            if let Some(action) = keys::action(event) {
                act.emit(action);
            }
        }),
        // Without this the browser would leave the page for the file.
        on(act, "dragover", |_, event| event.prevent_default()),
        on(act, "drop", |act, event| {
            let dropped = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            let Some(file) = dropped.and_then(|dropped| dropped.files()).and_then(|files| files.get(0))
            else {
                return; // a text that is dragged into a field
            };
            event.prevent_default();
            let act = act.clone();
            read_file(&file, move |read| act.emit(read.map_or_else(Action::Say, Action::Open)));
        }),
    ]
}

/// Opens what the address of the page holds, if it holds a stack.
pub(super) fn open_address(act: &Act) {
    let act = act.clone();
    spawn_local(async move {
        if let Some(action) = outside::from_address().await {
            act.emit(action);
        }
    });
}

fn on(act: &Act, name: &'static str, hears: fn(&Act, &Event)) -> EventListener {
    let (act, prevents) = (act.clone(), EventListenerOptions::enable_prevent_default());
    EventListener::new_with_options(&gloo::utils::window(), name, prevents, move |event| hears(&act, event))
}
