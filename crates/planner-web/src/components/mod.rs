//! What the page is laid out from: a function of the state for each part of it. Nothing here computes, and nothing here knows a
//! browser.
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

pub(crate) use app::page;
#[cfg(test)]
pub(crate) use parts::tag::tag;
pub(crate) use parts::tag::{Act, Child, Ear, On, Tag, words};
