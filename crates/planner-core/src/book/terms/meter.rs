//! Meters: what is measured, how the vendor counts it, and over what time.

use super::read::share;
use super::{Condition, Measure};
use crate::document::{Misfit, Place, Read, fields, words};
use crate::number::Decimal;
use crate::tariff::Formula;
use crate::unit::{Dimension, Quantity, Unit};

/// One measured quantity.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Meter {
    /// What it measures, in words.
    pub name: String,
    /// Other names of it: what the vendor's own API and invoices call it, and what people do.
    pub also: Vec<String>,
    /// What a figure of it takes in and leaves out, in words, where that has to be said.
    pub says: Option<String>,
    /// The unit quantities of it are in.
    pub unit: Unit,
    /// A total over time, a state, or instances running.
    pub kind: MeterKind,
    /// What it measures of the world, in words that all vendors share: a demand finds its meter by them.
    pub measures: Vec<Measure>,
    /// How the vendor counts: weighted inputs. Without it the usage of this name counts once.
    pub counted: Vec<Counted>,
    /// What is taken for it where nobody states it, said as assumed; it is never more than this meter.
    pub stand_in: Option<StandIn>,
    /// The level that makes it where nobody states it: so much for as long as it runs, by the hour.
    pub held: Option<String>,
    /// It is there whether what it belongs to runs or not, as a disk is: hours do not cut it.
    pub stays: bool,
    /// Each event is rounded up to a multiple of this, wherever it is counted: a job to whole minutes.
    pub each_event: Option<Quantity>,
    /// The vendor's own default where the user gives none.
    pub default: Option<Formula>,
    /// How the vendor enlarges it by itself.
    pub grows: Option<Grows>,
}

fields!(Meter {
    name: required,
    also: optional,
    says: optional,
    unit: required,
    kind: required,
    measures: optional,
    counted: optional,
    stand_in: optional,
    held: optional,
    stays: optional,
    each_event: optional,
    default: optional,
    grows: optional,
});

/// Another meter that is taken for one that is not stated: texts for their segments.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StandIn {
    /// The other meter.
    pub from: String,
    /// What is assumed by that, in words.
    pub says: String,
}

fields!(StandIn { from: required, says: required });

impl Meter {
    /// Whether usage can be stated of it under its own id: it does not run by itself, and what it counts is not stated
    /// under other names alone.
    #[must_use]
    pub fn is_stated(&self, id: &str) -> bool {
        self.kind != MeterKind::Running
            && (self.counted.is_empty() || self.counted.iter().any(|input| input.from == id))
    }

    /// A quantity in the meter's unit; `None` where it does not fit. Time that something ran fits a length of time where
    /// the meter's name says that it measures that: 6,000 build minutes.
    #[must_use]
    pub fn fit(&self, quantity: &Quantity) -> Option<Decimal> {
        let same = quantity.in_unit(&self.unit);
        if same.is_some() || self.unit.dimension() != Dimension::Duration {
            return same;
        }
        let unit = quantity.unit.as_ref().filter(|unit| unit.dimension() == Dimension::CountHeld)?;
        let named = self.name.to_ascii_lowercase().contains(&unit.noun());
        let seconds = quantity.value.times(unit.size()).filter(|_| named && !unit.is_monthly())?;
        seconds.over(self.unit.size())
    }
}

/// A provisioned size that the vendor enlarges in steps as it fills; it never shrinks.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Grows {
    /// The meter that fills it.
    pub with: String,
    /// Only then.
    pub when: Condition,
    /// Not then.
    pub unless: Option<Condition>,
    /// Enlarged when this share of it is full.
    pub at: Decimal,
    /// By this share of its size.
    pub by: Decimal,
    /// Up to the next multiple of this, in the meter's unit.
    pub to_multiple: Option<Decimal>,
    /// By no more than this at once, in the meter's unit.
    pub at_most: Option<Decimal>,
}

fields!(Grows {
    with: required,
    when: optional,
    unless: optional,
    at: required_as(share),
    by: required_as(share),
    to_multiple: optional,
    at_most: optional,
});

/// What kind of quantity a meter measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeterKind {
    /// A total over time.
    Flow,
    /// A state that holds or drifts.
    Level,
    /// Instances, while they run.
    Running,
}

words!(MeterKind { Flow: "flow", Level: "level", Running: "running" });

/// One weighted input of a meter.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Counted {
    /// The input's name, as usage gives it.
    pub from: String,
    /// Other names of it.
    pub also: Vec<String>,
    /// What each counts as.
    pub weight: Formula,
    /// Shown when the weight is not one.
    pub note: Option<String>,
    /// Why it is taken to count so, where the vendor does not say it outright.
    pub evidence: Option<String>,
}

fields!(Counted { from: required, also: optional, weight: required, note: optional, evidence: optional });

/// Usage of an account's meter that a resource makes by itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Feed {
    /// Its running time, in a unit.
    Running(TimeUnit),
    /// A number for each resource.
    Each(Formula),
}

impl Read for Feed {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let (kind, terms) = at.kind(&["running", "each"])?;
        match kind {
            "running" => Read::read(&terms).map(Self::Running),
            _ => Read::read(&terms).map(Self::Each),
        }
    }
}

/// A time basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeUnit {
    /// The calendar month, 28 to 31 days.
    Month,
    /// A month of 730 hours.
    Month730h,
    /// A month of 672 hours, which are 28 days.
    Month672h,
    /// A month of 30 days.
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

words!(TimeUnit {
    Month: "month",
    Month730h: "month-730h",
    Month672h: "month-672h",
    Month30d: "month-30d",
    Day: "day",
    Hour: "hour",
    Minute: "minute",
    Second: "second",
});

impl TimeUnit {
    /// Its length in a month of `month_seconds`.
    #[must_use]
    pub const fn seconds(self, month_seconds: u32) -> u32 {
        match self {
            Self::Month => month_seconds,
            Self::Month730h => 730 * 3_600,
            Self::Month672h => 672 * 3_600,
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
            Self::Month | Self::Month730h | Self::Month672h | Self::Month30d => "month",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// How a charge aggregates over time, where not by its meter's nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    Percentile99OfHours,
    /// A count of different things over the whole period.
    Distinct,
}

words!(TimeRule {
    Sum: "sum",
    Integral: "integral",
    Maximum: "maximum",
    MeanOfDailyPeaks: "mean-of-daily-peaks",
    Last: "last",
    Percentile99OfHours: "percentile-99-of-hours",
    Distinct: "distinct",
});

/// How the members of an account become one quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemberRule {
    /// Added up.
    #[default]
    Sum,
    /// The largest.
    Maximum,
    /// Each priced alone.
    Each,
}

words!(MemberRule { Sum: "sum", Maximum: "maximum", Each: "each" });
