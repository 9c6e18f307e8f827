//! Headroom's calculator in the browser: the core's answers, laid out.
//!
//! Two threads share the work. In a worker, [`desk`] holds the [`state`] and asks the core; `answer`, `budget`, `limits`,
//! `findings` and `chart` turn the core's output into words and drawings, and `components` lays them out as elements. On the
//! page's own thread, [`stage`] puts those elements where people see them, and tells the desk what they do ([`wire`]).

pub mod answer;
pub mod budget;
pub mod cards;
pub mod catalog;
pub mod ceilings;
pub mod chart;
pub mod clients;
pub mod columns;
mod components;
pub mod desk;
pub mod differs;
pub mod drawn;
pub mod field;
pub mod findings;
pub mod forms;
#[cfg(not(target_arch = "wasm32"))]
pub mod gallery;
#[cfg(not(target_arch = "wasm32"))]
mod html;
pub mod ids;
pub mod inputs;
mod json;
pub mod keep;
pub mod ladder;
pub mod limits;
pub mod locale;
pub mod measured;
pub mod numbers;
mod order;
mod places;
pub mod plans;
pub mod presets;
pub mod price_days;
pub mod proof;
pub mod questions;
pub mod reader;
pub mod share;
pub mod shared;
pub mod sheets;
#[cfg(not(target_arch = "wasm32"))]
pub mod shell;
pub mod sources;
pub mod stage;
pub mod state;
pub mod templates;
pub mod theme;
pub mod timeline;
pub mod tree;
pub mod wire;
