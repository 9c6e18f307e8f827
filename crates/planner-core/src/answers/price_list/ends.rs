//! The end of a plan's life, as it is printed.

use serde::Serialize;

use crate::book::{AtEnd, Ends};

/// The end of a plan's life.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EndsOut {
    /// The first day without it.
    pub on: String,
    /// The day it was announced.
    pub announced: Option<String>,
    /// `refused`, or `moved` to another plan.
    pub effect: &'static str,
    /// The plan it is moved to, by id.
    pub to: Option<String>,
    /// The same in words.
    pub says: Option<String>,
}

/// The end as it is printed.
pub(super) fn ends(ends: &Ends) -> EndsOut {
    EndsOut {
        on: ends.on.to_string(),
        announced: ends.announced.map(|day| day.to_string()),
        effect: match ends.effect {
            AtEnd::Refused => "refused",
            AtEnd::Moved => "moved",
        },
        to: ends.to.clone(),
        says: ends.says.clone(),
    }
}
