//! One account's month: usage and prices in, line items and limits out. The only place that joins them.
//!
//! A projection asks for it month by month, `bill` for one month of explicit usage; both go through [`bill`], so a
//! figure has one way of coming about.

mod account;
mod accrual;
mod adjust;
mod allowance;
mod charges;
mod compile;
mod days;
mod decided;
mod demand;
mod doubts;
mod ends;
mod found;
mod group;
mod headroom;
mod known;
pub(crate) mod least;
mod limits;
mod line;
mod meters;
mod moves;
mod part;
mod passing;
mod piece;
mod pool;
mod probe;
mod requests;
mod requirements;
mod resource;
mod scope;
mod second;
mod settle;
mod spent;
mod stays;
mod unheard;
mod unsplit;
mod vain;

use std::sync::Arc;

use crate::book::{OptionValue, Snapshot};
use crate::cycle::Cycle;
use crate::demand::Shape;
use crate::document::Problem;
use crate::find::WrittenIn;
use crate::model::Terms;
use crate::month::Date;
use crate::note::Notes;
use crate::number::{Decimal, exact_sum};
use crate::own::Own;
use crate::table::Table;
use crate::tariff::{Amount, Deletions, Event, Period, Span};

pub use crate::model::OnPlan;
pub use account::bill;
pub(crate) use account::bill_with;
pub(crate) use accrual::{ALL, Accrual};
pub(crate) use charges::unit_word;
pub(crate) use days::Rhythm;
pub use decided::Decided;
pub(crate) use decided::gather;
pub(crate) use demand::Demand;
pub(crate) use doubts::doubts;
pub(crate) use known::Known;
pub use limits::{LimitRow, LimitState, MoveTo, StageRow};
pub(crate) use line::exchanged;
pub use line::{Basis, InOther, Line, State, Stated};
pub(crate) use passing::{Passing, earliest};
pub(crate) use piece::running;
pub(crate) use probe::{Asked, AskedOf, Bounds, unheard as unheard_in};
pub(crate) use requests::check as check_requests;
pub use requirements::Unmet;
pub(crate) use requirements::{Remedy, can_have};
pub use second::Second;
pub use spent::{Drawn, Spent};
pub(crate) use vain::Vain;

/// One account with everything in it, for one month.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AccountMonth<'a> {
    /// The account's name in the user's document.
    pub name: &'a str,
    /// The provider's id.
    pub provider: &'a str,
    /// The account's plans through the month, in order of time, not overlapping; empty where it does not exist.
    pub plans: Vec<OnPlan<'a>>,
    /// The days that are billed: the month, or the account's own cycle.
    pub cycle: Cycle,
    /// Whether usage is what was used, as a bill has it: all of it was, also where a plan ends within the month.
    pub past: bool,
    /// Prices of this day instead of the month's own.
    pub as_of: Option<Date>,
    /// Since when the account exists.
    pub since: Option<Date>,
    /// The first month that is billed, for credits given once.
    pub first: bool,
    /// What was used up before it of what is given once.
    pub spent: Spent<'a>,
    /// Whether a card is on file.
    pub card: bool,
    /// The account's own settings.
    pub options: Arc<Table<OptionValue>>,
    /// Usage of the account's meters that no resource makes.
    pub usage: Table<MonthUsage, &'a str>,
    /// What runs in it.
    pub resources: Vec<Arc<ResourceMonth<'a>>>,
    /// The headroom at and below which a limit is tight.
    pub tight: Decimal,
    /// How use spreads over the week, where that is stated.
    pub shape: Option<&'a Shape>,
    /// Where the account stands in the user's document.
    pub path: Arc<str>,
}

impl AccountMonth<'_> {
    /// The settings that what runs in it may ask for.
    pub(crate) fn terms(&self) -> Terms<'_> {
        Terms { options: &self.options, card: self.card }
    }

    /// The document that it is read from.
    pub(crate) const fn written(&self) -> WrittenIn {
        if self.past { WrittenIn::Bill } else { WrittenIn::Stack }
    }

    /// Where the user states what a run uses: in a segment of a bill; a stack states it once for all.
    pub(crate) fn place_of_run(&self, at: usize) -> String {
        if self.past { format!("segments[{at}].") } else { String::new() }
    }

    /// The second at which the plan of a second is left; past the month where it stays.
    pub(crate) fn leaves(&self, second: u32) -> u32 {
        let on = self.plans.iter().find(|on| (on.from..on.to).contains(&second));
        let same = self.plans.iter().rfind(|other| on.is_some_and(|on| other.plan == on.plan));
        same.map(|on| on.to).filter(|to| *to < self.cycle.seconds()).unwrap_or(u32::MAX)
    }

    /// The day whose plans count: the one prices are frozen on, else the first that is billed.
    #[must_use]
    pub fn day(&self) -> Date {
        self.as_of.unwrap_or(self.cycle.first_day())
    }
}

/// One resource for one month.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResourceMonth<'a> {
    /// Its name in the user's document.
    pub name: &'a str,
    /// The product's id, without the provider.
    pub product: &'a str,
    /// When it ran, on which plan, how often. In order of time, not overlapping.
    pub runs: Vec<Run<'a>>,
    /// Its settings.
    pub options: Arc<Table<OptionValue>>,
    /// What it used, by meter or counted input.
    pub usage: Table<MonthUsage, &'a str>,
    /// The prices and limits of the user's own.
    pub own: Own<'a>,
    /// Since when it exists.
    pub since: Option<Date>,
    /// Seconds of the month it is awake, where it sleeps by itself and that is known.
    pub awake: Option<Decimal>,
    /// From when to when it is there, where it may run for a part of that alone.
    pub there: Option<(u32, u32)>,
    /// How its use spreads over the week, where that is stated.
    pub shape: Option<&'a Shape>,
    /// Where it stands in the user's document.
    pub path: Arc<str>,
}

impl ResourceMonth<'_> {
    /// The second at which a plan is left: for another one, or with the resource itself; past the month where it stays.
    /// Hours it stands still count as on it.
    pub(crate) fn leaves(&self, plan: Option<&str>, month: Period) -> u32 {
        let last = self.runs.iter().rposition(|run| run.plan == plan);
        let next = last.and_then(|last| self.runs.get(last.saturating_add(1)));
        let ends = self.there.map(|(_, to)| to).or(self.runs.last().map(|run| run.to));
        let ends = ends.filter(|to| *to < month.seconds).unwrap_or(u32::MAX);
        next.map_or(ends, |next| next.from)
    }
}

/// A stretch of the month with constant plan and count.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Run<'a> {
    /// First second of the month.
    pub from: u32,
    /// The second after the last.
    pub to: u32,
    /// The plan as the user wrote it; the product's default where none is given.
    pub plan: Option<&'a str>,
    /// The day it was changed to; none where it holds from the beginning.
    pub since: Option<Date>,
    /// How many instances.
    pub count: Decimal,
    /// For how many seconds of each day they run, of what sleeps the rest of it; all day where none is said.
    pub awake: Option<Decimal>,
    /// Usage that holds in this stretch alone.
    pub usage: Table<MonthUsage, &'a str>,
}

/// Usage of one meter over a month, in the meter's unit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MonthUsage {
    /// A total, even through the month.
    Flow(Decimal),
    /// A level from the month's start to its end.
    Level {
        /// At the start.
        opening: Decimal,
        /// At the end.
        closing: Decimal,
    },
    /// The same, where it is known what of it was deleted, and after how long.
    Kept {
        /// At the start.
        opening: Decimal,
        /// At the end.
        closing: Decimal,
        /// What was deleted in the month.
        deleted: Deletions,
    },
    /// How much was held for how long, over the whole month and by all that ran: units times seconds, spread evenly.
    Held {
        /// Units times seconds.
        total: Decimal,
        /// The level is that of one copy, and the vendor counts as many as run.
        of_copies: bool,
    },
    /// Single events.
    Events(Vec<Event>),
    /// What was used in each stretch of a cycle.
    Spans(Vec<Span>),
}

impl MonthUsage {
    /// Whether it says how large each of what is counted is.
    pub(crate) fn has_sizes(&self) -> bool {
        let sized = |span: &Span| matches!(span.amount, crate::tariff::Amount::Events(_));
        match self {
            Self::Events(_) => true,
            Self::Spans(spans) => spans.iter().any(sized),
            Self::Flow(_) | Self::Level { .. } | Self::Kept { .. } | Self::Held { .. } => false,
        }
    }

    /// Whether it is counted as it happens, and is no state.
    pub(crate) fn flows(&self) -> bool {
        use crate::tariff::Amount;
        match self {
            Self::Flow(_) | Self::Events(_) => true,
            Self::Spans(spans) => {
                spans.iter().any(|span| matches!(span.amount, Amount::Flow(_) | Amount::Events(_)))
            }
            Self::Level { .. } | Self::Kept { .. } | Self::Held { .. } => false,
        }
    }

    /// A state at the start and at the end of a month of so many seconds; none for what is no state.
    #[must_use]
    pub fn ends(&self, seconds: u32) -> Option<(Decimal, Decimal)> {
        match self {
            Self::Level { opening, closing } | Self::Kept { opening, closing, .. } => {
                Some((*opening, *closing))
            }
            Self::Held { total, .. } => total.over(seconds.into()).map(|mean| (mean, mean)),
            Self::Spans(spans) => {
                let levels = || spans.iter().filter(|span| matches!(span.amount, Amount::Level { .. }));
                let (first, last) = (levels().next()?, levels().next_back()?);
                Some((first.level_at(first.from), last.level_at(last.to)))
            }
            Self::Flow(_) | Self::Events(_) => None,
        }
    }
}

/// What an account's month comes to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Bill<'a> {
    /// Every line, resources first, the account last.
    pub lines: Vec<Arc<Line<'a>>>,
    /// Every limit.
    pub limits: Vec<Arc<LimitRow<'a>>>,
    /// What each resource's meters counted, where anybody stated it.
    pub demands: Vec<Arc<MeterDemand<'a>>>,
    /// Requirements that are not met.
    pub unmet: Vec<Unmet<'a>>,
    /// Doubts, each once.
    pub notes: Notes,
    /// Defaults that cut something, each once.
    pub decided: Vec<Decided<'a>>,
    /// What limits moved to another plan, where it stays.
    pub moved: Vec<Moved<'a>>,
    /// What is used up by its end of what is given once.
    pub spent: Spent<'a>,
    /// The book of the month's end.
    pub book: &'a Snapshot,
    /// What is really invoiced for the lines that are summed.
    pub invoice: Decimal,
    /// Something in it goes by a date: it need not come to the same on other days.
    pub(crate) dated: bool,
}

/// A resource that a limit moved to another plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved<'a> {
    /// The resource.
    pub resource: &'a str,
    /// The plan it was on, by id.
    pub from: &'a str,
    /// The plan it is on from then on, by id.
    pub to: &'a str,
}

impl<'a> Bill<'a> {
    /// The options of the account that its limits move with the next cycle, with what they become.
    pub(crate) fn moved_options(&self) -> impl Iterator<Item = (&'a str, &'a str)> + '_ {
        let passed = self.limits.iter().filter(|row| row.passed_at.is_some() && row.resource.is_none());
        passed.filter_map(|row| row.to).filter_map(|to| to.option.map(|option| (option, to.plan)))
    }
}

/// What a meter counted over the month: what behaviour asks for, before any limit cuts it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MeterDemand<'a> {
    /// The account.
    pub account: &'a str,
    /// The resource; none for a meter of the account.
    pub resource: Option<&'a str>,
    /// The meter.
    pub meter: &'a str,
    /// Its unit and kind.
    pub terms: &'a crate::book::Meter,
    /// The usage.
    pub usage: crate::tariff::Usage,
}

impl<'a> Bill<'a> {
    /// Every line, resources first, the account last.
    pub fn lines(&self) -> impl Iterator<Item = &Line<'a>> + Clone {
        self.lines.iter().map(|line| &**line)
    }

    /// Every limit.
    pub fn limits(&self) -> impl Iterator<Item = &LimitRow<'a>> + Clone {
        self.limits.iter().map(|row| &**row)
    }

    /// The exact sum of the lines that count; lines without a price or usage add nothing and are listed.
    ///
    /// # Errors
    ///
    /// A [`Problem`] past 28 digits.
    pub fn total(&self) -> Result<Decimal, Problem> {
        sum(self.lines().filter_map(Line::summed))
    }
}

pub(crate) fn sum(amounts: impl Iterator<Item = Decimal>) -> Result<Decimal, Problem> {
    let mut total = Decimal::ZERO;
    for amount in amounts {
        total = exact_sum(total, amount).ok_or_else(|| {
            Problem::new("the sum of the lines is too large to be exact (28 digits)")
                .hint("lower the figures of the usage")
        })?;
    }
    Ok(total)
}
