//! What the page does beside showing: it reads and writes files, keeps scenarios, makes and opens links. All of it happens in
//! this browser, some of it later than it was asked for; what came of it is an action like any other.

mod files;
mod keeping;
mod links;

pub(crate) use files::{as_yaml, opened};
pub(crate) use keeping::{Keeping, names};
pub(crate) use links::{from_address, made};

use planner_core::document::Problem;

/// A refusal as one sentence, with what to do.
pub(crate) fn said(problem: &Problem) -> String {
    let hint = problem.hint.as_ref().map(|hint| ["; ", hint].concat()).unwrap_or_default();
    [problem.to_string(), hint].concat()
}
