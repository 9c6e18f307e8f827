//! Usage over a period, and the ways vendors turn it into one quantity.

use super::{AMOUNT_SCALE, TariffError, checked};
use crate::number::{Decimal, Ratio};

/// The length of a billing period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Seconds in it.
    pub seconds: u32,
}

/// Usage of one meter by one member of a scope: what happened in each span of the period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// Spans in order of time.
    pub spans: Vec<Span>,
}

/// A part of the period, in seconds from its start.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// First second.
    pub from: u32,
    /// The second after the last.
    pub to: u32,
    /// What was used in it.
    pub amount: Amount,
    /// For how many seconds of each day it is there, of what sleeps the rest of it; all day where none is said. When in the
    /// day that is, nobody knows; where something goes by it, at its end.
    pub awake: Option<Decimal>,
}

impl Span {
    /// Something that is there all day.
    #[must_use]
    pub fn new(from: u32, to: u32, amount: Amount) -> Self {
        Self { from, to, amount, awake: None }
    }

    /// Its length.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        self.to.saturating_sub(self.from)
    }
}

/// How much was used in a span.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A total over the span, even through it: commands, gigabytes sent.
    Flow(Decimal),
    /// A state that runs linearly from one value to another: gigabytes stored, instances running.
    Level {
        /// At the span's start.
        opening: Decimal,
        /// At its end.
        closing: Decimal,
    },
    /// Single events, each of a size: builds of 154 s.
    Events(Vec<Event>),
    /// What of a level was deleted, beside the level itself.
    Deleted(Deletions),
}

/// Events of one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// The size of each.
    pub size: Decimal,
    /// How many.
    pub count: Decimal,
    /// The day of the period they happen on, from 0, where it is stated.
    pub on: Option<u32>,
}

/// What of a level was deleted in a span, by the age it had; an empty list says that nothing was.
#[derive(Clone, Debug, PartialEq)]
pub struct Deletions {
    /// Each by its age.
    pub all: Vec<Deleted>,
    /// It is stated, rather than following from how long things are kept.
    pub stated: bool,
}

/// What was deleted at one age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// How much.
    pub size: Decimal,
    /// For how long it had been there, in seconds.
    pub age: Decimal,
    /// The day of the period it was deleted on, from 0, where it is stated.
    pub on: Option<u32>,
}

/// To a multiple of what, and which way, a quantity is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the next whole multiple: a started hour is an hour.
    Up,
    /// To the multiple below.
    Down,
    /// To the nearest, halves away from zero.
    Nearest,
}

impl Rounding {
    /// The quotient as a whole number. What shares of a whole leave in the last digits starts no unit of its own.
    #[must_use]
    pub fn whole(self, ratio: Ratio) -> Option<Decimal> {
        let value = ratio.value()?.round_half_away(AMOUNT_SCALE);
        Some(match self {
            Self::Up => value.ceil(),
            Self::Down => value.floor(),
            Self::Nearest => value.round_half_away(0),
        })
    }

    /// `value` rounded to a multiple of `step`.
    #[must_use]
    pub fn to_multiple(self, value: Decimal, step: Decimal) -> Option<Decimal> {
        self.whole(Ratio { part: value, whole: step })?.product(step)
    }
}

/// How usage through the period becomes one quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OverTime {
    /// The total.
    Sum,
    /// Level times time, in units of `basis` seconds; each span may first be rounded up to whole `started` units.
    Integral {
        /// Seconds of one time unit: a calendar month, 730 hours, an hour.
        basis: Decimal,
        /// Each span's time is rounded up to a multiple of this many seconds.
        started: Option<Decimal>,
        /// None of those that are there counts for more seconds than this.
        at_most: Option<Decimal>,
    },
    /// The highest level.
    Maximum,
    /// The mean over the days of each day's highest level.
    MeanOfDailyPeaks,
    /// The level at the end.
    Last,
    /// The highest of the hours left when the top hundredth is set aside.
    Percentile99OfHours,
    /// A count of different things, already made over the whole period: monthly active users.
    Distinct,
}

/// How the members of a scope become one quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverMembers {
    /// Added up: the included quantity and packages are pooled.
    Sum,
    /// The largest member.
    Maximum,
    /// Each member is priced alone, with its own included quantity and packages.
    Each,
}

impl Usage {
    /// A flow, even over the whole period.
    #[must_use]
    pub fn flow(total: Decimal, period: Period) -> Self {
        Self { spans: vec![Span::new(0, period.seconds, Amount::Flow(total))] }
    }

    /// A constant level over the whole period.
    #[must_use]
    pub fn level(level: Decimal, period: Period) -> Self {
        let amount = Amount::Level { opening: level, closing: level };
        Self { spans: vec![Span::new(0, period.seconds, amount)] }
    }

    /// What is left of the flows when a hard limit lets only `part` of `whole` through; levels stay.
    ///
    /// # Errors
    ///
    /// [`TariffError::Overflow`] past 28 digits.
    pub fn served(&self, share: Ratio) -> Result<Self, TariffError> {
        let cut = |amount: &Amount| match amount {
            Amount::Flow(total) => share.times(*total, Decimal::ONE).map(Amount::Flow),
            Amount::Events(events) => events
                .iter()
                .map(|event| share.times(event.count, Decimal::ONE).map(|count| Event { count, ..*event }))
                .collect::<Option<Vec<_>>>()
                .map(Amount::Events),
            level @ (Amount::Level { .. } | Amount::Deleted(_)) => Some(level.clone()),
        };
        let spans =
            self.spans.iter().map(|span| cut(&span.amount).map(|amount| Span { amount, ..span.clone() }));
        checked(spans.collect::<Option<Vec<_>>>(), "serve").map(|spans| Self { spans })
    }

    /// One quantity for the period.
    ///
    /// # Errors
    ///
    /// [`TariffError::Overflow`] past 28 digits.
    pub fn over_time(&self, how: OverTime, period: Period) -> Result<Ratio, TariffError> {
        let quantity = match how {
            OverTime::Sum | OverTime::Distinct => self.sum().map(Ratio::of),
            OverTime::Integral { basis, started, at_most } => {
                let part = match at_most {
                    Some(most) => self.layered(started, most),
                    None => self.integral(started),
                };
                part.map(|part| Ratio { part, whole: basis })
            }
            OverTime::Maximum => Some(Ratio::of(self.peak(0, u32::MAX))),
            OverTime::Last => Some(Ratio::of(self.last(period))),
            OverTime::MeanOfDailyPeaks => self.mean_of_peaks(period),
            OverTime::Percentile99OfHours => Some(Ratio::of(self.percentile_99(period))),
        };
        checked(quantity, "aggregate")
    }

    /// What was deleted before it was `least` seconds old, in units times the seconds that were left of them, as the
    /// part of the quantity of [`Usage::over_time`]: beside it, it is as if each had stayed. `None` past 28 digits.
    pub(super) fn left_of(&self, least: Decimal, how: OverTime) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        for span in &self.spans {
            let Amount::Deleted(deletions) = &span.amount else { continue };
            for deleted in &deletions.all {
                let left = least.checked_sub(deleted.age)?.most(Decimal::ZERO);
                total = total.checked_add(deleted.size.product(left)?)?;
            }
        }
        match how {
            OverTime::MeanOfDailyPeaks => total.checked_div(Decimal::from(86_400)),
            _ => Some(total),
        }
    }

    fn sum(&self) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        for span in &self.spans {
            match &span.amount {
                Amount::Flow(flow) => total = total.checked_add(*flow)?,
                Amount::Level { closing, .. } => total = total.checked_add(*closing)?,
                Amount::Events(events) => {
                    for event in events {
                        total = total.checked_add(event.size.product(event.count)?)?;
                    }
                }
                Amount::Deleted(_) => {}
            }
        }
        Some(total)
    }

    fn integral(&self, started: Option<Decimal>) -> Option<Decimal> {
        // A stretch that goes on at the same level starts no hour of its own.
        let joined = started.map(|_| self.joined());
        let mut total = Decimal::ZERO;
        for span in joined.as_ref().unwrap_or(&self.spans) {
            let Amount::Level { opening, closing } = span.amount else { continue };
            let seconds = span.time(started)?;
            let held = if opening == closing {
                opening.product(seconds)?
            } else {
                let twice = opening.checked_add(closing)?.product(seconds)?;
                twice.checked_div(Decimal::from(2))?
            };
            total = total.checked_add(held)?;
        }
        Some(total)
    }

    /// The spans, with those of one constant level that follow each other without a gap made one.
    fn joined(&self) -> Vec<Span> {
        let mut joined: Vec<Span> = Vec::with_capacity(self.spans.len());
        for span in self.spans.iter().filter(|span| !matches!(span.amount, Amount::Deleted(_))) {
            let constant = |amount: &Amount| match amount {
                Amount::Level { opening, closing } if opening == closing => Some(*opening),
                _ => None,
            };
            match joined.last_mut() {
                Some(last)
                    if last.to == span.from
                        && last.awake.is_none()
                        && span.awake.is_none()
                        && constant(&last.amount).is_some()
                        && constant(&last.amount) == constant(&span.amount) =>
                {
                    last.to = span.to;
                }
                _ => joined.push(span.clone()),
            }
        }
        joined
    }

    /// The highest level between two seconds.
    fn peak(&self, from: u32, to: u32) -> Decimal {
        let mut highest = Decimal::ZERO;
        let here = |span: &&Span| {
            span.from < to && span.to > from && span.is_awake(span.from.max(from), span.to.min(to))
        };
        for span in self.spans.iter().filter(here) {
            if let Amount::Level { .. } = span.amount {
                highest =
                    highest.most(span.level_at(span.from.max(from))).most(span.level_at(span.to.min(to)));
            } else if let Amount::Flow(flow) = span.amount {
                highest = highest.most(flow);
            }
        }
        highest
    }

    /// What is there at the period's end; nothing of what ended before.
    fn last(&self, period: Period) -> Decimal {
        let held = |span: &&Span| !matches!(span.amount, Amount::Deleted(_));
        let last = self.spans.iter().rev().filter(held).find(|span| span.to >= period.seconds);
        last.map_or(Decimal::ZERO, |span| match span.amount {
            Amount::Level { closing, .. } => closing,
            Amount::Flow(flow) => flow,
            Amount::Events(_) | Amount::Deleted(_) => Decimal::ZERO,
        })
    }

    fn mean_of_peaks(&self, period: Period) -> Option<Ratio> {
        let days = period.seconds.div_ceil(86_400).max(1);
        let mut total = Decimal::ZERO;
        for day in 0..days {
            let from = day.checked_mul(86_400)?;
            total = total.checked_add(self.peak(from, from.checked_add(86_400)?))?;
        }
        Some(Ratio { part: total, whole: Decimal::from(days) })
    }

    fn percentile_99(&self, period: Period) -> Decimal {
        let hours = period.seconds.div_ceil(3_600).max(1);
        let hour = |hour: u32| hour.saturating_mul(3_600);
        let mut levels: Vec<Decimal> =
            (0..hours).map(|h| self.peak(hour(h), hour(h.saturating_add(1)))).collect();
        levels.sort();
        let aside = levels.len().checked_div(100).unwrap_or(0);
        levels.iter().rev().nth(aside).copied().unwrap_or(Decimal::ZERO)
    }
}
