//! What the page is laid out from: one component that holds the state, and a function for each part of it. Nothing here computes.
//!
//! - `app`: the page around the rest: its head, how to begin, what is said in passing;
//! - `answer`: what it costs and what breaks first, in columns;
//! - `inputs`: what is expected, what runs, accounts;
//! - `tabs`: what is looked at closer;
//! - `dialogs`: what opens over the page;
//! - `parts`: elements, fields, lists and marks that all others are made of.
//!
//! Each folder has its own style sheet beside it.

mod answer;
mod app;
mod dialogs;
mod inputs;
mod parts;
mod tabs;

pub use app::App;

/// How the parts say what happened.
type Act = yew::Callback<crate::state::Action>;

/// The page in a state, for the shell: nothing happens in it.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn page(state: &crate::state::State) -> yew::Html {
    app::page(state, &Act::noop()).html()
}
