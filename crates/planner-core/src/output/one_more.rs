//! The cost of one more, as it is printed.

use serde::Serialize;

use super::{FirstOut, UnmetOut};

/// What one more of each thing in a stack adds to its first month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OneMoreReport {
    /// The version of this format.
    pub schema_version: u32,
    /// The stack's name.
    pub name: String,
    /// The month whose costs are compared: the first.
    pub month: String,
    /// The currency of every amount.
    pub currency: String,
    /// The day whose prices are used for all months, if one.
    pub as_of: Option<String>,
    /// How many months limits were looked for in.
    pub horizon: u32,
    /// What the first month costs as it is.
    pub cost: String,
    /// The steps, one at a time, each from the stack as it is.
    pub steps: Vec<OneMore>,
    /// How many steps more there are, where no more than some were asked for.
    #[serde(skip)]
    pub left_out: usize,
    /// How many limits of the stack as it is have no usage to be held against: whether a step passes them is not known.
    #[serde(skip)]
    pub unjudged: usize,
    /// Lines of the stack as it is that have no price or no usage: what a step adds to them is in no amount.
    pub not_counted: Vec<String>,
    /// Price files of the user's own that it rests on, each as a sentence; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OneMore {
    /// `instance`, `option`, `client`, `resource` or `driver`.
    pub kind: &'static str,
    /// The resource, the account or the driver that gets more.
    pub scope: String,
    /// One more of what, in words.
    pub what: String,
    /// How many there are; null where another resource is added.
    pub from: Option<String>,
    /// How many there are then.
    pub to: Option<String>,
    /// What it adds to the first month; negative where it costs less, null where it is refused or has no price.
    pub cost: Option<String>,
    /// Why there is no step: the vendor forbids it, or the stack cannot say it.
    pub refused: Option<String>,
    /// Requirements that the step brings and that are not met.
    pub unmet: Vec<UnmetOut>,
    /// Lines it may add to that have no price or no usage, and so are in no amount.
    pub open: Vec<String>,
    /// Limits that are passed on an earlier day than without it.
    pub sooner: Vec<Sooner>,
}

/// A limit that is passed sooner.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Sooner {
    /// The day it is passed on without the step; null where it is not.
    pub before: Option<String>,
    /// The limit, with its day.
    pub passed: FirstOut,
}
