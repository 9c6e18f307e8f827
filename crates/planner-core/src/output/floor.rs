//! A stack at zero traffic, as it is printed.

use serde::Serialize;

use super::{FirstOut, LimitOut, NeededOut};

/// What a stack costs with nobody using it, beside what it costs as stated.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FloorReport {
    /// The version of this format.
    pub schema_version: u32,
    /// The stack's name.
    pub name: String,
    /// The currency of every amount.
    pub currency: String,
    /// The day whose prices are used for all months, if one.
    pub as_of: Option<String>,
    /// Whether quotes are summed instead of the book's prices.
    pub quoted: bool,
    /// How many months were looked at.
    pub horizon: u32,
    /// The first month, and the last where there are several.
    pub months: Vec<FloorMonth>,
    /// What it costs at zero traffic on the plans that its unmet requirements ask for; null where all are met.
    pub needed: Option<NeededOut>,
    /// Limits that are passed with nobody using the stack, each on its first day, in order of time.
    pub limits: Vec<FloorLimit>,
    /// What happens to what nobody uses: limits on the time without use.
    pub idle: Vec<LimitOut>,
    /// Usage that is stated and follows no driver: counted as it stands.
    pub stated: Vec<StatedOut>,
    /// What else was taken to change with the traffic.
    pub notes: Vec<String>,
}

/// A month of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FloorMonth {
    /// The month.
    pub month: String,
    /// The fixed part: the exact sum at zero traffic.
    pub floor: String,
    /// The exact sum at the stated traffic.
    pub stated: String,
    /// The part that comes from use: `stated` less `floor`.
    pub usage: String,
    /// Every line that either has.
    pub lines: Vec<FloorLine>,
}

/// A line at zero traffic and at the stated one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FloorLine {
    /// `resource/charge`, or `account/charge`.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// The plan it belongs to.
    pub plan: String,
    /// The amount at zero traffic; null where it is in no sum.
    pub floor: Option<String>,
    /// The amount at the stated traffic; null where it is in no sum.
    pub stated: Option<String>,
    /// `stated` less `floor`, where both have an amount.
    pub usage: Option<String>,
    /// Why something remains, in a word or two: `fee`, `always-on instances`; null where nothing does.
    pub why: Option<&'static str>,
    /// The formula of what remains, with its numbers.
    pub formula: String,
    /// Why it is in no sum: `unpriced`, `usage not given` or `not quoted`.
    pub open: Option<&'static str>,
}

/// A limit that is passed at zero traffic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FloorLimit {
    /// By what, in a word or two: `idle polling`.
    pub why: &'static str,
    /// The limit, with its day.
    pub passed: FirstOut,
}

/// Usage that follows no driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatedOut {
    /// Where it stands.
    pub path: String,
    /// What is stated.
    pub value: String,
}
