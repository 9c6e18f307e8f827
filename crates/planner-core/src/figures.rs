//! What months come to, as numbers that borrow from no stack: totals, lines and limits of each month.
//!
//! They are constants of a finished projection, or stand in the slots of a program's run.

#[cfg(feature = "program")]
mod places;

#[cfg(feature = "program")]
pub use places::{LimitPlaces, MonthPlaces, Place};

use crate::bill::{LimitRow, LimitState, Passing, Second, earliest};
use crate::book::Effect;
use crate::cycle::Cycle;
use crate::month::{self, Date};
use crate::number::Decimal;
use crate::projection::{ProjectedMonth, Projection};

/// A number of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) number: rust_decimal::Decimal,
    /// It was worked out again in this run.
    #[cfg(feature = "program")]
    pub(crate) moved: bool,
}

/// A figure: a constant, or what stands in a slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    number: Decimal,
    slot: Option<usize>,
}

/// Where the figures of a month stand.
#[derive(Debug)]
pub(crate) struct Month {
    of: month::Month,
    total: Cell,
    accounts: Vec<(String, [Cell; 2])>,
    lines: Vec<(String, Option<Cell>)>,
    limits: Vec<Limit>,
}

#[derive(Debug)]
struct Limit {
    id: String,
    state: LimitState,
    effect: Effect,
    notice: bool,
    /// The ceiling, the usage, the headroom, and the second at which it is passed.
    cells: [Option<Cell>; 4],
    days: Days,
}

/// From which day seconds are counted.
#[derive(Clone, Copy, Debug)]
enum Days {
    /// In the days that an account is billed for.
    Of(Cycle),
    /// From a day on.
    From(Date),
    /// It is passed on none.
    No,
}

impl Cell {
    fn of(number: Decimal) -> Self {
        Self { number, slot: None }
    }

    /// Finds its slot in the trace that led to it.
    #[cfg(feature = "program")]
    pub(crate) fn bind(&mut self, trace: &crate::number::trace::Trace) {
        self.slot = self.number.slot(trace);
    }

    fn read(&self, slots: &[Slot]) -> Decimal {
        self.slot
            .and_then(|slot| slots.get(slot))
            .map_or(self.number.shown(), |slot| Decimal::of(slot.number))
    }
}

impl Days {
    /// Counted so that a second is on a day, from the first of a month or later.
    fn since(month: month::Month, second: u32, day: Date) -> Self {
        let first = month.first_day();
        let later =
            i32::try_from(second / 86_400).ok().and_then(|days| day.days_since(first).checked_sub(days));
        let later = later.and_then(|days| u32::try_from(days).ok());
        later.and_then(|days| first.plus_days(days)).map_or(Self::No, Self::From)
    }

    fn at(self, second: u32) -> Option<Date> {
        match self {
            Self::Of(cycle) => Some(cycle.day_at(second)),
            Self::From(first) => first.plus_days(second.checked_div(86_400)?),
            Self::No => None,
        }
    }
}

impl Month {
    #[cfg(feature = "program")]
    pub(crate) fn cells_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        let accounts = self.accounts.iter_mut().flat_map(|(_, cells)| cells);
        let lines = self.lines.iter_mut().filter_map(|(_, cell)| cell.as_mut());
        let limits = self.limits.iter_mut().flat_map(|limit| limit.cells.iter_mut().flatten());
        std::iter::once(&mut self.total).chain(accounts).chain(lines).chain(limits)
    }
}

/// Where the figures of a projection stand.
pub(crate) fn layout(projection: &Projection<'_>) -> Vec<Month> {
    projection.months.iter().map(of_month).collect()
}

fn of_month(month: &ProjectedMonth<'_>) -> Month {
    let limit = |row: &LimitRow<'_>| Limit {
        id: row.id(),
        state: row.state,
        effect: row.effect,
        notice: row.is_notice(),
        cells: [row.ceiling, row.usage, row.headroom, row.passed_at.map(Second::number)]
            .map(|number| number.map(Cell::of)),
        days: match (row.passed_at, row.passed_on) {
            (Some(second), Some(day)) if row.own => Days::since(month.month, second.shown(), day),
            (Some(_), Some(_)) => Days::Of(row.cycle.unwrap_or_else(|| month.month.into())),
            _ => Days::No,
        },
    };
    Month {
        of: month.month,
        total: Cell::of(month.total),
        accounts: month
            .accounts
            .iter()
            .map(|account| (account.account.to_owned(), [Cell::of(account.total), Cell::of(account.invoice)]))
            .collect(),
        lines: month.lines().map(|line| (line.id(), line.summed().map(Cell::of))).collect(),
        limits: month.limits().map(limit).collect(),
    }
}

/// The figures of a run.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'p> {
    months: &'p [Month],
    slots: &'p [Slot],
}

/// The figures of a month.
#[derive(Clone, Copy, Debug)]
pub struct MonthFigures<'p> {
    of: &'p Month,
    slots: &'p [Slot],
}

/// A line of a month.
#[derive(Clone, Copy, Debug)]
pub struct LineFigures<'p> {
    id: &'p str,
    amount: Option<Decimal>,
}

/// A limit of a month.
#[derive(Clone, Copy, Debug)]
pub struct LimitFigures<'p> {
    of: &'p Limit,
    ceiling: Option<Decimal>,
    usage: Option<Decimal>,
    headroom: Option<Decimal>,
    passed_at: Option<u32>,
}

impl<'p> Figures<'p> {
    pub(crate) fn new(months: &'p [Month], slots: &'p [Slot]) -> Self {
        Self { months, slots }
    }

    /// The months, the stack's first before the others.
    #[must_use]
    pub fn months(self) -> impl ExactSizeIterator<Item = MonthFigures<'p>> {
        self.months.iter().map(move |of| MonthFigures { of, slots: self.slots })
    }

    /// The earliest limit that is passed and does more than charge or say so, with its month.
    #[must_use]
    pub fn first_limit(self) -> Option<(month::Month, LimitFigures<'p>)> {
        self.first(Passing::breaks)
    }

    /// The earliest limit that is passed and charges more, with its month.
    #[must_use]
    pub fn first_overage(self) -> Option<(month::Month, LimitFigures<'p>)> {
        self.first(Passing::charges)
    }

    fn first(self, wanted: fn(&Passing) -> bool) -> Option<(month::Month, LimitFigures<'p>)> {
        let limits = self.months().flat_map(|month| month.limits().map(move |limit| (month.month(), limit)));
        let passing = |limit: &LimitFigures<'_>| {
            let (on, effect, is_notice) = (limit.passed_on(), limit.effect(), limit.is_notice());
            Some(Passing { on, second: limit.passed_at?, effect, is_notice })
        };
        earliest(limits, |(_, limit)| passing(limit), wanted)
    }

    /// What the months come to together; none past 28 digits.
    #[must_use]
    pub fn total(self) -> Option<Decimal> {
        self.months().try_fold(Decimal::ZERO, |sum, month| sum.plus(month.total()))
    }
}

impl<'p> MonthFigures<'p> {
    /// The month.
    #[must_use]
    pub fn month(self) -> month::Month {
        self.of.of
    }

    /// The exact sum of its lines.
    #[must_use]
    pub fn total(self) -> Decimal {
        self.of.total.read(self.slots)
    }

    /// The accounts, each with its exact sum and with what the vendor's rounding makes of it.
    #[must_use]
    pub fn accounts(self) -> impl ExactSizeIterator<Item = (&'p str, Decimal, Decimal)> {
        self.of.accounts.iter().map(move |(name, [total, invoice])| {
            (name.as_str(), total.read(self.slots), invoice.read(self.slots))
        })
    }

    /// The lines, in the order of the projection.
    #[must_use]
    pub fn lines(self) -> impl ExactSizeIterator<Item = LineFigures<'p>> {
        self.of
            .lines
            .iter()
            .map(move |(id, amount)| LineFigures { id, amount: amount.map(|amount| amount.read(self.slots)) })
    }

    /// The limits, in the order of the projection.
    #[must_use]
    pub fn limits(self) -> impl ExactSizeIterator<Item = LimitFigures<'p>> {
        self.of.limits.iter().map(move |limit| {
            let [ceiling, usage, headroom, passed] =
                limit.cells.map(|cell| cell.map(|cell| cell.read(self.slots)));
            let passed_at = passed.and_then(|second| u32::try_from(second.exact()).ok());
            LimitFigures { of: limit, ceiling, usage, headroom, passed_at }
        })
    }
}

impl<'p> LineFigures<'p> {
    /// Its id, such as `web/instances`.
    #[must_use]
    pub fn id(self) -> &'p str {
        self.id
    }

    /// What it comes to; none where it has no price, or nobody stated what is used.
    #[must_use]
    pub fn amount(self) -> Option<Decimal> {
        self.amount
    }
}

impl<'p> LimitFigures<'p> {
    /// Its id, such as `cache/commands`.
    #[must_use]
    pub fn id(self) -> &'p str {
        &self.of.id
    }

    /// How it stands.
    #[must_use]
    pub fn state(self) -> LimitState {
        self.of.state
    }

    /// What happens when it is passed.
    #[must_use]
    pub fn effect(self) -> Effect {
        self.of.effect
    }

    /// How much is allowed; none where the vendor does not state it.
    #[must_use]
    pub fn ceiling(self) -> Option<Decimal> {
        self.ceiling
    }

    /// How much is demanded; none where nobody stated it.
    #[must_use]
    pub fn usage(self) -> Option<Decimal> {
        self.usage
    }

    /// The share of the ceiling that is left; below zero where it is passed.
    #[must_use]
    pub fn headroom(self) -> Option<Decimal> {
        self.headroom
    }

    /// The second, from the first of the days that are billed, at which it is passed.
    #[must_use]
    pub fn passed_at(self) -> Option<u32> {
        self.passed_at
    }

    /// The day on which it is passed.
    #[must_use]
    pub fn passed_on(self) -> Option<Date> {
        self.passed_at.and_then(|second| self.of.days.at(second))
    }

    /// Whether all that happens is that the vendor says so.
    #[must_use]
    pub fn is_notice(self) -> bool {
        self.of.notice
    }
}
