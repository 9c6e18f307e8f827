//! What the page is laid out from: one component that holds the state, and a function a file for each part of it.
//! Nothing here computes.

mod answer_table;
mod app;
mod calculator;
mod charts;
mod choice;
mod clients;
mod closer;
mod doubts;
mod drivers;
mod figure;
mod glance;
mod header;
mod json_editor;
mod limit_rows;
mod mark;
mod panel;
mod proof;
mod redis;
mod resources;
mod sheets;
mod tag;
mod text_field;
mod time;
mod toolbar;

pub use app::App;

/// How the parts say what happened.
type Act = yew::Callback<crate::state::Action>;

/// The page in a state, for the shell: nothing happens in it.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn page(state: &crate::state::State) -> yew::Html {
    calculator::view(state, &Act::noop()).html()
}
