//! Meters: what is measured, how the vendor counts it, and over what time.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Condition;
use super::read::{formula, optional_formula, share, unit};
use crate::document::scalar::optional;
use crate::tariff::Formula;
use crate::unit::Unit;

/// One measured quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meter {
    /// What it measures, in words.
    pub name: String,
    /// The unit quantities of it are in.
    #[serde(deserialize_with = "unit")]
    pub unit: Unit,
    /// A total over time, a state, or instances running.
    pub kind: MeterKind,
    /// How the vendor counts: weighted inputs. Without it the usage of this name counts once.
    #[serde(default)]
    pub counted: Vec<Counted>,
    /// The vendor's own default where the user gives none.
    #[serde(default, deserialize_with = "optional_formula")]
    pub default: Option<Formula>,
    /// How the vendor enlarges it by itself.
    #[serde(default)]
    pub grows: Option<Grows>,
}

/// A provisioned size that the vendor enlarges in steps as it fills; it never shrinks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grows {
    /// The meter that fills it.
    pub with: String,
    /// Only then.
    #[serde(default)]
    pub when: Condition,
    /// Enlarged when this share of it is full.
    #[serde(deserialize_with = "share")]
    pub at: Decimal,
    /// By this share of its size.
    #[serde(deserialize_with = "share")]
    pub by: Decimal,
    /// Up to the next multiple of this, in the meter's unit.
    #[serde(default, deserialize_with = "optional")]
    pub to_multiple: Option<Decimal>,
    /// By no more than this at once, in the meter's unit.
    #[serde(default, deserialize_with = "optional")]
    pub at_most: Option<Decimal>,
}

/// What kind of quantity a meter measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeterKind {
    /// A total over time.
    Flow,
    /// A state that holds or drifts.
    Level,
    /// Instances, while they run.
    Running,
}

/// One weighted input of a meter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// The input's name, as usage gives it.
    pub from: String,
    /// What each counts as.
    #[serde(deserialize_with = "formula")]
    pub weight: Formula,
    /// Shown when the weight is not one.
    #[serde(default)]
    pub note: Option<String>,
}

/// Usage of an account's meter that a resource makes by itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Feed {
    /// Its running time, in a unit.
    Running(TimeUnit),
    /// A number for each resource.
    Each(#[serde(deserialize_with = "formula")] Formula),
}

/// A time basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// The calendar month, 28 to 31 days.
    Month,
    /// A month of 730 hours.
    #[serde(rename = "month-730h")]
    Month730h,
    /// A month of 30 days.
    #[serde(rename = "month-30d")]
    Month30d,
    /// 24 hours.
    Day,
    /// 3,600 seconds.
    Hour,
    /// 60 seconds.
    Minute,
    /// One second.
    Second,
}

impl TimeUnit {
    /// Its length in a month of `month_seconds`.
    #[must_use]
    pub const fn seconds(self, month_seconds: u32) -> u32 {
        match self {
            Self::Month => month_seconds,
            Self::Month730h => 730 * 3_600,
            Self::Month30d => 30 * 86_400,
            Self::Day => 86_400,
            Self::Hour => 3_600,
            Self::Minute => 60,
            Self::Second => 1,
        }
    }

    /// As it stands behind a unit: `instance-month`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month | Self::Month730h | Self::Month30d => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// How a charge aggregates over time, where not by its meter's nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeRule {
    /// The total.
    Sum,
    /// Level times time.
    Integral,
    /// The highest level.
    Maximum,
    /// The mean of each day's highest level.
    MeanOfDailyPeaks,
    /// The level at the end.
    Last,
    /// The 99th percentile of the hours.
    #[serde(rename = "percentile-99-of-hours")]
    Percentile99OfHours,
    /// A count of different things over the whole period.
    Distinct,
}

/// How the members of an account become one quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberRule {
    /// Added up.
    #[default]
    Sum,
    /// The largest.
    Maximum,
    /// Each priced alone.
    Each,
}
