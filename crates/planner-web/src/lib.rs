//! Headroom's calculator in the browser: the core's answers, laid out.
//!
//! [`state`] holds one document and the last good answer; `answer`, `budget`, `limits`, `findings` and `chart` turn the core's
//! output into words and drawings; `components` lays them out and computes nothing.

pub mod answer;
pub mod budget;
pub mod cards;
pub mod catalog;
pub mod chart;
pub mod clients;
mod components;
pub mod field;
pub mod findings;
pub mod forms;
pub mod inputs;
mod json;
pub mod keep;
pub mod limits;
pub mod numbers;
mod order;
mod outside;
pub mod persist;
pub mod plans;
pub mod presets;
pub mod questions;
pub mod share;
pub mod shared;
pub mod sheets;
#[cfg(not(target_arch = "wasm32"))]
pub mod shell;
pub mod sources;
pub mod state;
pub mod templates;
pub mod timeline;
pub mod tree;

pub use components::App;
