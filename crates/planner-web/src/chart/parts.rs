//! The parts of what a column costs: by resource or by provider, in each month.

use planner_core::output::{Column, LineOut, MonthOut, NeededOut};
use planner_core::{Decimal, decimal};

use crate::order;
use crate::places::Places;
use crate::state::CostBy;

/// The most parts that are told apart; what is smaller stands together.
const MOST: usize = 7;

/// What can be lost of a sum behind its 28th digit, and nothing more.
const LAST_DIGIT: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// What a column costs, in parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// The parts, the largest over all months first.
    pub all: Vec<Part>,
    /// What each month comes to: exactly the sum of its parts.
    pub in_all: Vec<Option<Decimal>>,
    /// Those that cost nothing.
    pub free: Vec<String>,
    /// Those of which something is in no sum: it has no price, or nobody stated its usage.
    pub not_counted: Vec<String>,
}

/// One part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The resource or provider.
    pub name: String,
    /// What it comes to in each month; none where nothing of it has a price.
    pub amounts: Vec<Option<Decimal>>,
    /// Whether it stands for several small ones.
    pub is_rest: bool,
}

/// The parts of a column. With `running`, each month stands for all months up to it.
#[must_use]
pub fn parts(column: &Column, by: CostBy, running: bool) -> Parts {
    let months = column.report.months.as_slice();
    let mut found = Parts::default();
    let mut all = sorted(&mut found, column, by);
    let needed = needed(column);
    found.in_all = in_all(column);
    all.extend(needed);
    let mut all = order::by_key(all, |part| (false, Decimal::ZERO.saturating_sub(size(part))));
    // One alone is told by its name.
    let told = if all.len() > MOST.saturating_add(1) { MOST } else { all.len() };
    let rest = all.split_off(told);
    all.extend(together(&rest, months.len()));
    if running {
        for part in &mut all {
            sum_up(&mut part.amounts);
        }
        sum_up(&mut found.in_all);
    }
    settle(&mut all, &found.in_all);
    found.all = all;
    found
}

/// What each month comes to, with what the column needs; none where nothing in the column has a price.
#[must_use]
pub(super) fn in_all(column: &Column) -> Vec<Option<Decimal>> {
    let needed = column.report.needed.as_ref().map(|needed| needed.months.as_slice()).unwrap_or_default();
    let months = column.report.months.iter().enumerate();
    let counted = |month: &MonthOut| month.lines.iter().any(|line| line.counted);
    if !column.report.months.iter().any(counted) {
        return months.map(|_| None).collect();
    }
    months.map(|(at, month)| decimal(needed.get(at).unwrap_or(&month.total))).collect()
}

/// The parts that cost something; those that do not are named.
fn sorted(found: &mut Parts, column: &Column, by: CostBy) -> Vec<Part> {
    let mut names = Places::default();
    let mut owners: Vec<(Vec<Worth>, bool)> = Vec::new();
    let count = column.report.months.len();
    for (at, month) in column.report.months.iter().enumerate() {
        for line in &month.lines {
            let place = names.place(&owner(line, month, by));
            if place == owners.len() {
                owners.push((vec![Worth::Absent; count], false));
            }
            let Some((months, misses)) = owners.get_mut(place) else { continue };
            *misses |= line.amount.is_none();
            if let Some(month) = months.get_mut(at) {
                month.add(line);
            }
        }
    }
    let mut parts = Vec::new();
    for (name, place) in names.sorted() {
        let Some((months, misses)) = owners.get_mut(place).map(std::mem::take) else { continue };
        if misses {
            found.not_counted.push(name.clone());
        }
        let amounts: Vec<Option<Decimal>> = months.into_iter().map(Worth::amount).collect();
        match amounts.iter().flatten().find(|amount| !amount.is_zero()) {
            Some(_) => parts.push(Part { name, amounts, is_rest: false }),
            None if !misses => found.free.push(name),
            None => {}
        }
    }
    parts
}

/// What a part comes to in a month, while its lines are added up.
#[derive(Clone, Copy)]
enum Worth {
    /// It is not there, or not yet.
    Absent,
    /// It is there, and nothing of it has a price.
    Silent,
    /// What has a price.
    Of(Decimal),
}

impl Worth {
    fn add(&mut self, line: &LineOut) {
        let amount = line.amount.as_deref().filter(|_| line.counted).and_then(decimal);
        *self = match (*self, amount) {
            (Self::Of(sum), Some(amount)) => Self::Of(sum.saturating_add(amount)),
            (Self::Absent | Self::Silent, Some(amount)) => Self::Of(amount),
            (Self::Absent, None) => Self::Silent,
            (known, None) => known,
        };
    }

    const fn amount(self) -> Option<Decimal> {
        match self {
            Self::Absent => Some(Decimal::ZERO),
            Self::Silent => None,
            Self::Of(sum) => Some(sum),
        }
    }
}

/// Whose a line is.
fn owner(line: &LineOut, month: &MonthOut, by: CostBy) -> String {
    match (by, &line.resource) {
        (CostBy::Provider, _) => {
            let account = month.accounts.iter().find(|account| account.account == line.account);
            account.map_or(&line.account, |account| &account.provider).clone()
        }
        (_, Some(resource)) => resource.clone(),
        (_, None) => [&*line.account, " account"].concat(),
    }
}

/// What the plans add that the column needs.
fn needed(column: &Column) -> Option<Part> {
    let needed: &NeededOut = column.report.needed.as_ref()?;
    let added = |(total, month): (&String, &MonthOut)| decimal(total)?.checked_sub(decimal(&month.total)?);
    let amounts: Vec<Option<Decimal>> = needed.months.iter().zip(&column.report.months).map(added).collect();
    let name = ["needed: ", &needed.words()].concat();
    amounts.iter().flatten().any(|amount| !amount.is_zero()).then_some(Part { name, amounts, is_rest: false })
}

/// How much a part comes to in all months; a credit weighs as much as a cost.
fn size(part: &Part) -> Decimal {
    part.amounts.iter().flatten().fold(Decimal::ZERO, |sum, amount| sum.saturating_add(amount.abs()))
}

/// Small parts as one.
fn together(rest: &[Part], months: usize) -> Option<Part> {
    let sum = |at: usize| {
        let amounts = rest.iter().filter_map(|part| part.amounts.get(at).copied().flatten());
        amounts
            .fold(None, |sum: Option<Decimal>, amount| Some(sum.unwrap_or_default().saturating_add(amount)))
    };
    let part = Part {
        name: format!("{} others", rest.len()),
        amounts: (0..months).map(sum).collect(),
        is_rest: true,
    };
    (!rest.is_empty()).then_some(part)
}

/// Each month stands for all months up to it.
pub(super) fn sum_up(amounts: &mut [Option<Decimal>]) {
    let mut sum: Option<Decimal> = None;
    for amount in amounts {
        if let Some(amount) = *amount {
            sum = Some(sum.unwrap_or_default().saturating_add(amount));
        }
        *amount = sum;
    }
}

/// A sum of 28 digits may lose its last one, which the largest part takes.
fn settle(parts: &mut [Part], in_all: &[Option<Decimal>]) {
    for (at, total) in in_all.iter().enumerate() {
        let amounts = parts.iter().filter_map(|part| part.amounts.get(at).copied().flatten());
        let sum = amounts.fold(Decimal::ZERO, Decimal::saturating_add);
        let lost = total.unwrap_or(sum).saturating_sub(sum);
        if lost.is_zero() || lost.abs() >= LAST_DIGIT {
            continue;
        }
        let largest = parts.iter_mut().find_map(|part| part.amounts.get_mut(at)?.as_mut());
        if let Some(largest) = largest {
            *largest = largest.saturating_add(lost);
        }
    }
}
