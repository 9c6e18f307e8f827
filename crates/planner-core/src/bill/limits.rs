//! Limits: how near, passed on which day, and what happens then.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::headroom::headroom;
use super::line::number;
use super::settings::Settings;
use crate::book::{Confidence, Effect, LimitTerms, MeterKind, Source, Stage, Window};
use crate::month::{Date, Month};
use crate::number::{Checked, Number};
use crate::tariff::{Amount, Span, Usage};
use crate::unit::{Dimension, Unit};

/// A limit in one month.
#[derive(Clone, Debug)]
pub struct LimitRow<'a> {
    /// The account it belongs to; empty for the user's own over the whole stack.
    pub account: &'a str,
    /// The resource it belongs to, if one.
    pub resource: Option<&'a str>,
    /// Its id.
    pub limit: &'a str,
    /// What it is, in words.
    pub description: Cow<'a, str>,
    /// The meter it is on; none for a spend.
    pub meter: Option<&'a str>,
    /// The unit of `ceiling` and `usage`.
    pub unit: Cow<'a, str>,
    /// How much is allowed; none where the vendor does not state it.
    pub ceiling: Option<Decimal>,
    /// How much is demanded; none where nobody stated it.
    pub usage: Option<Decimal>,
    /// The share of the ceiling that is left; negative when passed.
    pub headroom: Option<Decimal>,
    /// How it stands.
    pub state: LimitState,
    /// What happens when it is passed.
    pub effect: Effect,
    /// The same in the vendor's sense, in words.
    pub says: Option<&'a str>,
    /// What becomes of it, in words.
    pub reset: Option<&'a str>,
    /// The time it looks at.
    pub window: Window,
    /// The second of the month it is passed at.
    pub passed_at: Option<u32>,
    /// The day it is passed on.
    pub passed_on: Option<Date>,
    /// Warnings and other stages below or at the ceiling, that are reached.
    pub stages: Vec<StageRow>,
    /// How usage over the window was told from usage of the month, where it was.
    pub basis: Option<&'static str>,
    /// Where it was read; none for the user's own.
    pub source: Option<&'a Source>,
    /// How far it can be trusted.
    pub confidence: Option<Confidence>,
    /// Set by the user, not by a vendor.
    pub own: bool,
}

/// A stage that is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct StageRow {
    /// The amount it is reached at.
    pub at: Decimal,
    /// What happens.
    pub effect: Effect,
    /// The day.
    pub on: Option<Date>,
}

/// How a limit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitState {
    /// Passed.
    Over,
    /// Little is left.
    Tight,
    /// Enough is left.
    Ok,
    /// Nobody stated the usage: nothing can be said, and nothing is.
    NotGiven,
    /// The vendor states no ceiling.
    NotStated,
}

impl LimitState {
    /// The word used in output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Tight => "tight",
            Self::Ok => "ok",
            Self::NotGiven => "usage not given",
            Self::NotStated => "not stated",
        }
    }
}

/// How much of something was demanded over a limit's window, and when a given amount of it is passed.
#[derive(Clone, Debug)]
pub(crate) struct Demand {
    pub(crate) used: Decimal,
    pub(crate) basis: Option<&'static str>,
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    /// Grows evenly from zero to `used` between two seconds.
    Even { from: u32, to: u32 },
    /// Is there from a second on, the same in each window.
    Steady { from: u32 },
    /// Runs along these levels.
    Levels(Vec<(u32, u32, Decimal, Decimal)>),
}

impl Demand {
    /// What a meter's usage demands of a window.
    pub(crate) fn of(usage: &Usage<Decimal>, kind: MeterKind, window: Window) -> Option<Self> {
        let from = usage.spans.iter().map(|span| span.from).min().unwrap_or(0);
        let to = usage.spans.iter().map(|span| span.to).max().unwrap_or(0);
        let largest_event = usage.spans.iter().filter_map(|span| match &span.amount {
            Amount::Events(events) => events.iter().map(|event| event.size).max(),
            _ => None,
        });
        if window == Window::Event && kind == MeterKind::Flow {
            return largest_event.max().map(|used| Self { used, basis: None, shape: Shape::Steady { from } });
        }
        if kind == MeterKind::Flow {
            let total = flow(usage)?;
            let length = to.saturating_sub(from).max(1);
            return match window {
                Window::Day => {
                    let used = total.times(Decimal::from(86_400))?.over(Decimal::from(length))?;
                    Some(Self {
                        used,
                        basis: Some("a day's share at even use through the month"),
                        shape: Shape::Steady { from },
                    })
                }
                Window::Second => {
                    let used = total.over(Decimal::from(length))?;
                    Some(Self {
                        used,
                        basis: Some("a second's share at even use through the month; peaks are higher"),
                        shape: Shape::Steady { from },
                    })
                }
                _ => Some(Self { used: total, basis: None, shape: Shape::Even { from, to } }),
            };
        }
        // Several members, and data with its copies, run beside each other: between two cuts their levels add up.
        let held: Vec<&Span<Decimal>> =
            usage.spans.iter().filter(|span| matches!(span.amount, Amount::Level { .. })).collect();
        let mut cuts: Vec<u32> = held.iter().flat_map(|span| [span.from, span.to]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut levels: Vec<(u32, u32, Decimal, Decimal)> = Vec::new();
        for &[start, end] in cuts.array_windows() {
            let mut sum = (Decimal::ZERO, Decimal::ZERO);
            for span in held.iter().filter(|span| span.from <= start && span.to >= end) {
                sum.0 = sum.0.plus(span.level_at(start))?;
                sum.1 = sum.1.plus(span.level_at(end))?;
            }
            levels.push((start, end, sum.0, sum.1));
        }
        let used = levels.iter().map(|&(_, _, opening, closing)| opening.most(closing)).max()?;
        Some(Self { used, basis: None, shape: Shape::Levels(levels) })
    }

    /// Money that accrues evenly through the month.
    pub(crate) fn spend(total: Decimal, month: Month) -> Self {
        Self {
            used: total,
            basis: Some("accruing evenly through the month"),
            shape: Shape::Even { from: 0, to: month.seconds() },
        }
    }

    /// Something that is there all month.
    pub(crate) fn steady(used: Decimal) -> Self {
        Self { used, basis: None, shape: Shape::Steady { from: 0 } }
    }

    /// An age in days at the end of the month.
    pub(crate) fn age(since: Date, month: Month) -> Self {
        let mut days = u32::from(month.days());
        let mut first = since.month();
        while first < month {
            days = days.saturating_add(u32::from(first.days()));
            let Some(next) = first.plus(1) else { break };
            first = next;
        }
        let days = days.saturating_sub(u32::from(since.day().saturating_sub(1)));
        let at_start = days.saturating_sub(u32::from(month.days()));
        let from = if since.month() == month { since.second_of_month() } else { 0 };
        let level = (from, month.seconds(), Decimal::from(at_start), Decimal::from(days));
        Self { used: Decimal::from(days), basis: None, shape: Shape::Levels(vec![level]) }
    }

    /// The second `amount` is passed at; none where it is not.
    pub(crate) fn passes(&self, amount: Decimal) -> Option<u32> {
        if self.used <= amount {
            return None;
        }
        match &self.shape {
            Shape::Steady { from } => Some(*from),
            Shape::Even { from, to } => {
                let length = Decimal::from(to.saturating_sub(*from));
                let passed = amount.most(Decimal::ZERO).times(length)?.over(self.used)?;
                second(passed)?.checked_add(*from)
            }
            Shape::Levels(levels) => levels.iter().find_map(|&(from, to, opening, closing)| {
                if opening > amount {
                    return Some(from);
                }
                if closing <= amount {
                    return None;
                }
                let rise = closing.minus(opening)?;
                let length = Decimal::from(to.saturating_sub(from));
                let passed = amount.minus(opening)?.times(length)?.over(rise)?;
                second(passed)?.checked_add(from)
            }),
        }
    }
}

fn second(value: Decimal) -> Option<u32> {
    value.floor().try_into().ok()
}

fn flow(usage: &Usage<Decimal>) -> Option<Decimal> {
    let mut total = Decimal::ZERO;
    for span in &usage.spans {
        match &span.amount {
            Amount::Flow(part) => total = total.plus(*part)?,
            Amount::Level { .. } => {}
            Amount::Events(events) => {
                for event in events {
                    total = total.plus(event.size.times(event.count)?)?;
                }
            }
        }
    }
    Some(total)
}

/// What a limit's row is made of, besides its demand.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    pub(super) account: &'a str,
    pub(super) resource: Option<&'a str>,
    pub(super) unit: &'a str,
    pub(super) source: Option<&'a Source>,
    pub(super) confidence: Option<Confidence>,
    pub(super) tight: Decimal,
    pub(super) month: Month,
}

/// A vendor's limit against its demand.
pub(super) fn row<'a>(
    frame: &Frame<'a>,
    (id, terms): (&'a str, &'a LimitTerms),
    ceiling: Option<Decimal>,
    demand: Option<&Demand>,
    settings: &Settings<'_>,
) -> LimitRow<'a> {
    let stage = stage_at_ceiling(terms, settings);
    let mut row = LimitRow {
        account: frame.account,
        resource: frame.resource,
        limit: id,
        description: terms.description.as_str().into(),
        meter: terms.meter.as_deref(),
        unit: frame.unit.into(),
        ceiling,
        usage: demand.map(|demand| demand.used),
        headroom: None,
        state: LimitState::NotGiven,
        effect: stage.map_or(Effect::NotStated, |stage| stage.effect),
        says: stage.and_then(|stage| stage.says.as_deref()),
        reset: terms.reset.as_deref(),
        window: terms.window,
        passed_at: None,
        passed_on: None,
        stages: Vec::new(),
        basis: demand.and_then(|demand| demand.basis),
        source: frame.source,
        confidence: frame.confidence,
        own: false,
    };
    row.judge(demand, frame.tight, frame.month);
    if let (Some(ceiling), Some(demand)) = (ceiling, demand) {
        let whole = terms.stages.iter().filter(|stage| stage.at < Decimal::ONE && settings.meet(&stage.when));
        for stage in whole {
            let Some(at) = ceiling.times(stage.at) else { continue };
            if let Some(second) = demand.passes(at) {
                row.stages.push(StageRow { at, effect: stage.effect, on: Some(frame.month.day_at(second)) });
            }
        }
    }
    row
}

/// The stage that acts when the ceiling itself is passed, under these settings.
pub(super) fn stage_at_ceiling<'a>(terms: &'a LimitTerms, settings: &Settings<'_>) -> Option<&'a Stage> {
    terms.stages.iter().find(|stage| stage.at >= Decimal::ONE && settings.meet(&stage.when))
}

impl LimitRow<'_> {
    /// Sets headroom, state and day from the demand.
    pub(crate) fn judge(&mut self, demand: Option<&Demand>, tight: Decimal, month: Month) {
        let Some(ceiling) = self.ceiling else {
            self.state = LimitState::NotStated;
            return;
        };
        let Some(demand) = demand else { return };
        self.passed_at = demand.passes(ceiling);
        self.headroom = headroom(ceiling, demand.used);
        self.passed_on = self.passed_at.map(|second| month.day_at(second));
        self.state = if self.passed_at.is_some() {
            LimitState::Over
        } else if self.headroom.is_some_and(|headroom| headroom <= tight) && !self.is_of_one() {
            LimitState::Tight
        } else {
            LimitState::Ok
        };
    }

    /// Whether at most one thing may be had: having it is no warning, there is nothing between none and all.
    fn is_of_one(&self) -> bool {
        let counted = Unit::parse(&self.unit)
            .is_none_or(|unit| matches!(unit.dimension(), Dimension::Count | Dimension::CountHeld));
        counted && self.ceiling.is_some_and(|ceiling| ceiling <= Decimal::ONE)
    }

    /// What happens, in a sentence's worth of words: `refused from 22 March to the end of the month`.
    #[must_use]
    pub fn consequence(&self) -> String {
        let word = self.effect.phrase();
        let mut text = match (self.passed_on, self.window) {
            (None, _) => format!("{word} above it"),
            (Some(_), Window::Second) => format!("{word} whenever a second asks for more"),
            (Some(_), Window::Event) => format!("{word} for each that is larger"),
            (Some(day), Window::Day) => {
                format!("{word} for the rest of each day, from {}", day.day_and_month())
            }
            (Some(day), Window::Month | Window::Cycle) if self.effect.cuts() && self.reset.is_none() => {
                format!(
                    "{word} from {} to the end of the {}",
                    day.day_and_month(),
                    if self.window == Window::Month { "month" } else { "billing cycle" }
                )
            }
            (Some(day), _) => format!("{word} from {}", day.day_and_month()),
        };
        if let Some(reset) = &self.reset {
            text.push_str("; ");
            text.push_str(reset);
        }
        text
    }

    /// `redis/commands`, `render/bandwidth` for an account's, `own/...` for the user's.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.scope(), self.limit)
    }

    /// Whether two rows are of one limit, as [`LimitRow::id`] tells it.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.limit == other.limit && self.scope() == other.scope()
    }

    /// The resource it belongs to, or the account; `own` for the user's.
    pub(crate) fn scope(&self) -> &str {
        if self.own { "own" } else { self.resource.unwrap_or(self.account) }
    }

    /// The ceiling with its unit, for reading.
    #[must_use]
    pub fn ceiling_text(&self) -> String {
        self.ceiling.map_or_else(
            || "not stated".to_owned(),
            |ceiling| format!("{} {}", number(ceiling), self.unit).trim_end().to_owned(),
        )
    }
}
