//! Limits: how near, passed on which day, and what happens then.

use std::borrow::Cow;
use std::sync::Arc;

use super::days::DAY;
use super::demand::Demand;
use super::headroom::headroom;
use super::passing::Passing;
use super::second::Second;
use crate::book::{
    Billed, Confidence, Effect, LimitTerms, Measure, Plan, Product, Settings, Source, Stage, Window,
};
use crate::cycle::Cycle;
use crate::month::Date;
use crate::number::Decimal;
use crate::shown::term;
use crate::unit::{Dimension, Unit};

/// A limit in one month.
#[derive(Clone, Debug)]
#[non_exhaustive]
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
    /// What that meter measures, in words that all vendors share.
    pub measures: &'a [Measure],
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
    /// What it is moved to, where the vendor says which: a plan, or a choice of an option.
    pub to: Option<MoveTo<'a>>,
    /// The same in the vendor's sense, in words.
    pub says: Option<&'a str>,
    /// What becomes of it, in words.
    pub reset: Option<&'a str>,
    /// By which clock its days go, where not by UTC.
    pub clock: Option<&'a str>,
    /// The time it looks at.
    pub window: Window,
    /// The second of the month it is passed at.
    pub passed_at: Option<Second>,
    /// The day it is passed on.
    pub passed_on: Option<Date>,
    /// On how many days of the month it is passed, where it looks at each day.
    pub days: Option<usize>,
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
    /// The billing cycle it was judged over, where that is no calendar month.
    pub cycle: Option<Cycle>,
}

/// The plan a limit moves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MoveTo<'a> {
    /// Its id; the choice that the option takes.
    pub plan: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The option that changes, where it is no plan.
    pub option: Option<&'a str>,
    /// From when it is billed.
    pub billed: Billed,
}

/// A stage that is reached.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StageRow {
    /// The amount it is reached at.
    pub at: Decimal,
    /// What happens.
    pub effect: Effect,
    /// The day.
    pub on: Option<Date>,
    /// The second of the month.
    pub(crate) second: Second,
}

/// How a limit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
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

/// What a limit's row is made of, besides its demand.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    pub(super) account: &'a str,
    pub(super) resource: Option<&'a str>,
    pub(super) unit: &'a str,
    pub(super) source: Option<&'a Source>,
    pub(super) confidence: Option<Confidence>,
    pub(super) tight: Decimal,
    pub(super) cycle: Cycle,
    /// The product and the plan whose limits they are.
    pub(super) of: (&'a Product, &'a Plan),
}

impl<'a> Frame<'a> {
    /// The plan, or the choice of an option, that a stage moves to.
    fn target(&self, stage: &'a Stage) -> Option<MoveTo<'a>> {
        let (product, plan) = self.of;
        if let (Some(option), Some(choice)) = (stage.option.as_deref(), stage.to.as_deref()) {
            return Some(MoveTo { plan: choice, name: choice, option: Some(option), billed: stage.billed });
        }
        let id = match stage.to.as_deref()? {
            "next" => plan.next.as_deref()?,
            id => id,
        };
        let (plan, terms) = product.plans.get_key_value(id)?;
        Some(MoveTo { plan, name: &terms.name, option: None, billed: stage.billed })
    }
}

/// A vendor's limit against its demand.
pub(super) fn row<'a>(
    frame: &Frame<'a>,
    (id, terms): (&'a str, &'a LimitTerms),
    ceiling: Option<Decimal>,
    demand: Option<&Demand<'_>>,
    settings: &Settings<'_>,
) -> LimitRow<'a> {
    let stage = stage_at_ceiling(terms, settings);
    let mut row = LimitRow {
        measures: &[],
        account: frame.account,
        resource: frame.resource,
        limit: terms.row_id(id),
        description: terms.description.as_str().into(),
        meter: terms.meter.as_deref(),
        unit: frame.unit.into(),
        ceiling,
        usage: demand.map(|demand| demand.used),
        headroom: None,
        state: LimitState::NotGiven,
        effect: stage.map_or(Effect::NotStated, |stage| stage.effect),
        to: stage.and_then(|stage| frame.target(stage)),
        says: stage.and_then(|stage| stage.says.as_deref()),
        reset: terms.reset.as_deref(),
        clock: frame.of.0.clock.as_ref().map(|clock| clock.name.as_str()),
        window: terms.window,
        passed_at: None,
        passed_on: None,
        days: None,
        stages: Vec::new(),
        basis: demand.and_then(|demand| demand.basis),
        source: frame.source,
        confidence: frame.confidence,
        own: false,
        cycle: None,
    };
    row.judge(demand, frame.tight, frame.cycle);
    if let (Some(ceiling), Some(demand)) = (ceiling, demand) {
        let whole = terms.stages.iter().filter(|stage| stage.at < Decimal::ONE && settings.meet(&stage.when));
        for stage in whole {
            let Some(at) = ceiling.times(stage.at) else { continue };
            if let Some(second) = demand.passes(at) {
                row.stages.push(StageRow {
                    at,
                    effect: stage.effect,
                    on: Some(frame.cycle.day_at(second.shown())),
                    second,
                });
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
    pub(crate) fn judge(&mut self, demand: Option<&Demand<'_>>, tight: Decimal, cycle: Cycle) {
        self.cycle = Some(cycle).filter(|cycle| !cycle.is_calendar());
        let Some(ceiling) = self.ceiling else {
            self.state = LimitState::NotStated;
            return;
        };
        let Some(demand) = demand else { return };
        self.passed_at = demand.passes(ceiling);
        self.headroom = headroom(ceiling, demand.used);
        self.days = demand.days(ceiling).filter(|_| self.passed_at.is_some());
        self.passed_on = self.passed_at.map(|second| cycle.day_at(second.shown()));
        self.state = if self.passed_at.is_some() {
            LimitState::Over
        } else if self.headroom.is_some_and(|headroom| headroom <= tight) && !self.is_of_one() {
            LimitState::Tight
        } else {
            LimitState::Ok
        };
    }

    /// Puts rows into other days, as many as they were judged over.
    pub(crate) fn move_to(rows: &mut [Arc<Self>], cycle: Cycle) {
        let own = Some(cycle).filter(|cycle| !cycle.is_calendar());
        for row in rows {
            if row.passed_at.is_none() && row.stages.is_empty() && row.cycle == own {
                continue;
            }
            let row = Arc::make_mut(row);
            row.cycle = own;
            row.passed_on = row.passed_at.map(|second| cycle.day_at(second.shown()));
            for stage in &mut row.stages {
                stage.on = Some(cycle.day_at(stage.second.shown()));
            }
        }
    }

    /// Whether all that happens is that the vendor says so: everything runs on and nothing more is billed for it.
    #[must_use]
    pub fn is_notice(&self) -> bool {
        self.effect == Effect::Notified && !self.own && self.confidence.is_some()
    }

    /// When it is passed, and what it does then; none where it is not.
    pub(crate) fn passing(&self) -> Option<Passing> {
        let second = self.passed_at?.shown();
        Some(Passing { on: self.passed_on, second, effect: self.effect, is_notice: self.is_notice() })
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
        let word = match self.to {
            Some(to) if self.effect == Effect::Moved => {
                let of = to.option.map(|option| format!(" of {option}")).unwrap_or_default();
                Cow::Owned(format!("moved to {}{of}", to.name))
            }
            _ if self.effect == Effect::NotStated && self.passed_on.is_some() => Cow::Borrowed("passed"),
            _ => Cow::Borrowed(self.effect.phrase()),
        };
        let later = self.to.is_some_and(|to| to.billed == Billed::Cycle);
        let mut text = match (self.passed_on, self.window) {
            (None, _) if self.effect == Effect::NotStated => word.into_owned(),
            (None, _) => format!("{word} above it"),
            (Some(day), _) if later => {
                format!("{word} with the next cycle, passed on {}", day.day_and_month())
            }
            (Some(_), Window::Second) => format!("{word} whenever a second asks for more"),
            (Some(_), Window::Event) => format!("{word} for each that is larger"),
            (Some(day), Window::Day) => self.each_day(&word, day),
            (Some(day), Window::Month | Window::Cycle) if self.effect.cuts() && self.reset.is_none() => {
                let end = match (self.cycle, self.window) {
                    (Some(cycle), _) => format!("billing cycle ({})", cycle.last_day().day_and_month()),
                    (None, Window::Month) => "month".to_owned(),
                    _ => "billing cycle".to_owned(),
                };
                format!("{word} from {} to the end of the {end}", day.day_and_month())
            }
            (Some(day), Window::Age | Window::Life) => format!("{word} from {}", day.name()),
            (Some(day), _) => format!("{word} from {}", day.day_and_month()),
        };
        if self.effect == Effect::NotStated && self.passed_on.is_some() {
            text.push_str("; ");
            text.push_str(self.effect.phrase());
        }
        if let Some(reset) = &self.reset {
            text.push_str("; ");
            text.push_str(reset);
        }
        text
    }

    /// What happens at a limit on each day, from which hour on, and how often.
    fn each_day(&self, word: &str, first: Date) -> String {
        // Seconds are counted from the cycle's first day, whichever day of a month that is.
        let of_day = self.passed_at.and_then(|at| at.shown().checked_rem(DAY)).unwrap_or(0);
        let minutes = of_day.checked_div(60).unwrap_or(0);
        let (hour, minute) = (minutes.checked_div(60).unwrap_or(0), minutes.checked_rem(60).unwrap_or(0));
        let since = if minutes == 0 {
            String::new()
        } else {
            format!(" from {hour:02}:{minute:02} {}", self.clock.unwrap_or("UTC"))
        };
        let first = first.day_and_month();
        match self.days {
            Some(1) => format!("{word}{since} to the end of {first}"),
            Some(days) if days < 28 => {
                format!("{word}{since} to the end of the day on {days} days, the first {first}")
            }
            _ if since.is_empty() => format!("{word} for the rest of each day, from {first}"),
            _ => format!("{word}{since} to the end of each day, from {first}"),
        }
    }

    /// `redis/commands`, `render/bandwidth` for an account's, `own/...` for the user's.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.scope(), self.limit)
    }

    /// Whether two rows are of one limit, as [`LimitRow::id`] tells it.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// What tells its limit from others: whose it is, and which.
    pub(crate) fn key(&self) -> (&str, &str) {
        (self.scope(), self.limit)
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
            |ceiling| format!("{} {}", term(ceiling), self.unit).trim_end().to_owned(),
        )
    }
}
