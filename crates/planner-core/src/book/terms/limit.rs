//! Limits: how much, over what time, and what happens as they are approached and passed.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::read::{ceiling, share};
use super::{Condition, Confidence};
use crate::tariff::Formula;

/// A limit and what happens at it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitTerms {
    /// What is limited; exactly one of `meter` and `spend`.
    #[serde(default)]
    pub meter: Option<String>,
    /// The charges whose sum is limited, by id or tag; an empty list is all of them.
    #[serde(default)]
    pub spend: Option<Vec<String>>,
    /// What it is, in words.
    pub description: String,
    /// How much.
    #[serde(deserialize_with = "ceiling")]
    pub ceiling: Ceiling,
    /// Over what time.
    pub window: Window,
    /// In force only then.
    #[serde(default)]
    pub when: Condition,
    /// What happens as it is approached and passed, in order. Never empty: not stated is an effect too.
    pub stages: Vec<Stage>,
    /// What becomes of it and when, in words, where the vendor says.
    #[serde(default)]
    pub reset: Option<String>,
    /// Where it was read; the plan's source where it is left out.
    #[serde(default)]
    pub source: Option<String>,
    /// How far it can be trusted.
    #[serde(default)]
    pub confidence: Option<Confidence>,
}

/// How much a limit allows.
#[derive(Clone, Debug, PartialEq)]
pub enum Ceiling {
    /// A quantity in the meter's unit.
    Amount(Formula),
    /// What the charges on the same meter include.
    Included,
    /// The vendor states none: shown as such, never as unlimited.
    NotStated,
}

/// The time a limit looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// Each single event.
    Event,
    /// At any moment.
    Instant,
    /// Each second.
    Second,
    /// Each day.
    Day,
    /// The calendar month.
    Month,
    /// The billing cycle.
    Cycle,
    /// The last 30 days.
    #[serde(rename = "rolling-30-days")]
    Rolling30Days,
    /// Time since the resource was made.
    Age,
    /// Time without use.
    Idle,
}

/// What happens at a share of a limit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The share of the ceiling, 100 % where left out.
    #[serde(default = "whole", deserialize_with = "share")]
    pub at: Decimal,
    /// Only then; the first stage that fits counts.
    #[serde(default)]
    pub when: Condition,
    /// What happens.
    pub effect: Effect,
    /// The same in words, with grace and remedy.
    #[serde(default)]
    pub says: Option<String>,
}

fn whole() -> Decimal {
    Decimal::ONE
}

/// What happens at a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Somebody is told.
    Notified,
    /// More is billed.
    Charged,
    /// It goes slower.
    Throttled,
    /// More is refused.
    Refused,
    /// More is thrown away.
    Dropped,
    /// Old data makes room.
    Evicted,
    /// Writes are refused, reads work.
    ReadOnly,
    /// It is stopped until the window resets.
    Suspended,
    /// All of it is unreachable until the window resets.
    Offline,
    /// The process is killed and started again.
    Restarted,
    /// It sleeps until woken by hand.
    Paused,
    /// It is put away and can be brought back.
    Archived,
    /// It is gone.
    Deleted,
    /// It is enlarged by a rule, and billed so.
    Grows,
    /// It is moved to another plan.
    Moved,
    /// It is not allowed.
    Forbidden,
    /// The vendor does not say.
    NotStated,
}

impl Effect {
    /// The word, as price files and output write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Notified => "notified",
            Self::Charged => "charged",
            Self::Throttled => "throttled",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
            Self::Evicted => "evicted",
            Self::ReadOnly => "read-only",
            Self::Suspended => "suspended",
            Self::Offline => "offline",
            Self::Restarted => "restarted",
            Self::Paused => "paused",
            Self::Archived => "archived",
            Self::Deleted => "deleted",
            Self::Grows => "grows",
            Self::Moved => "moved",
            Self::Forbidden => "forbidden",
            Self::NotStated => "not-stated",
        }
    }

    /// The same for reading, in a sentence.
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Grows => "enlarged by the vendor",
            Self::Moved => "moved to another plan",
            Self::NotStated => "what happens is not stated by the vendor",
            other => other.word(),
        }
    }

    /// Whether usage above the limit is not served, and so never billed.
    #[must_use]
    pub const fn cuts(self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::Dropped
                | Self::Suspended
                | Self::Offline
                | Self::Paused
                | Self::Forbidden
                | Self::Throttled
        )
    }
}
