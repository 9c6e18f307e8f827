//! What the page is laid out from. One component a file; nothing here computes.

mod answer_table;
mod app;
mod calculator;
mod charts;
mod choice;
mod closer;
mod doubts;
mod drivers;
mod event;
mod figure;
mod glance;
mod header;
mod json_editor;
mod limit_rows;
mod mark;
mod proof;
mod resources;
mod text_field;
mod time;
mod toolbar;
mod width;

pub use app::App;

/// How components say what happened.
type Act = yew::UseReducerDispatcher<crate::state::State>;
