//! Thinks the page out, in a worker: takes what the page tells, answers with what stands there then.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use planner_web::desk::{Desk, Later, Turn, later};
use planner_web::plans;
use planner_web::state::Action;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds without a change after which follows what takes longer than the answer.
const PAUSE: u32 = 150;

#[wasm_bindgen]
extern "C" {
    /// Sends bytes to the page; `worker.js` has it.
    #[wasm_bindgen(js_name = headroomShow)]
    fn show(bytes: &[u8]);
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
    static LATER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Gets ready, with the price books and client profiles that were loaded.
#[wasm_bindgen]
pub fn open(prices: String, profiles: String) {
    plans::load(prices, profiles);
    DESK.set(Some(Desk::default()));
}

/// Takes what the page tells.
#[wasm_bindgen]
pub fn hear(bytes: &[u8]) {
    with(|desk| desk.hear(bytes));
}

fn with(does: impl FnOnce(&mut Desk) -> Turn) {
    let turn = DESK.with_borrow_mut(|desk| desk.as_mut().map(does));
    let Some(turn) = turn else { return };
    show(&turn.shown);
    turn.later.into_iter().for_each(begin);
}

/// Begins what takes a while.
fn begin(what: Later) {
    if what == Later::WorkOut {
        return LATER.set(Some(Timeout::new(PAUSE, || with(|desk| desk.act(Action::WorkOut)))));
    }
    spawn_local(async move {
        if let Some(action) = later(what).await {
            with(|desk| desk.act(action));
        }
    });
}

fn main() {}
