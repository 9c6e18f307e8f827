//! What of a level is deleted in each month, and after how long, where that is stated or follows from how long it is kept.

use super::{Begins, Drivers, Use, monthly, no_least, quantities, too_large, values, wrong_unit};
use crate::bill::least;
use crate::book::MeterKind;
use crate::document::Problem;
use crate::number::Decimal;
use crate::stack::{Base, Series, Stack};
use crate::tariff::{Deleted, Deletions};

/// What is deleted of a level over the months.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct Gone {
    all: Vec<Aged>,
    stated: bool,
}

/// What is deleted at one age, in seconds; how much in each month.
#[derive(Clone, Debug, PartialEq)]
struct Aged {
    age: Decimal,
    amounts: Vec<Decimal>,
}

impl Gone {
    /// What follows from how long a series keeps what each unit of its driver adds: that, after so long; nothing, where it
    /// stays forever. None where nothing says it. `added` is what is added in each month, `levels` what is there as each begins,
    /// one more than there are months: what is added and raises the level by less has left it.
    pub(in crate::projection) fn following(
        series: &Series,
        begins: Option<Begins>,
        (added, levels): (&[Decimal], &[Decimal]),
    ) -> Option<Self> {
        let Base::Driver { keep, bare: false, .. } = &series.base else { return None };
        let Some(keep) = keep else { return Some(Self { all: Vec::new(), stated: false }) };
        let mut amounts = Vec::with_capacity(added.len());
        for (index, (added, &[opening, closing])) in added.iter().zip(levels.array_windows()).enumerate() {
            let arrived = begins.map_or(Some(*added), |begins| begins.arriving(index, *added))?;
            amounts.push(arrived.minus(closing.minus(opening)?)?.most(Decimal::ZERO));
        }
        Some(Self { all: vec![Aged { age: least::seconds(keep)?, amounts }], stated: false })
    }

    /// The same with every amount changed alike, to another unit.
    pub(in crate::projection) fn changed(
        &self,
        change: impl Fn(&Decimal) -> Option<Decimal>,
    ) -> Option<Self> {
        let one = |aged: &Aged| {
            let amounts = aged.amounts.iter().map(&change).collect::<Option<_>>()?;
            Some(Aged { age: aged.age, amounts })
        };
        let all = self.all.iter().map(one).collect::<Option<_>>()?;
        Some(Self { all, stated: self.stated })
    }

    /// In the month at an index.
    pub(super) fn month(&self, index: usize) -> Deletions {
        let at = |aged: &Aged| aged.amounts.get(index).or(aged.amounts.last()).copied().unwrap_or_default();
        let all = self.all.iter().map(|aged| Deleted { size: at(aged), age: aged.age, on: None });
        Deletions { all: all.collect(), stated: self.stated }
    }

    /// What is deleted of both.
    pub(super) fn plus(one: Option<&Self>, other: Option<&Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => {
                let all = one.all.iter().chain(&other.all).cloned().collect();
                Some(Self { all, stated: one.stated || other.stated })
            }
            (one, other) => one.or(other).cloned(),
        }
    }
}

/// What of a level's series is deleted, where what is deleted early is billed for longer; `levels` is what is there.
pub(super) fn of(
    (series, levels): (&Series, &[Decimal]),
    used: Use<'_>,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Option<Gone>, Problem> {
    let meter = used.meter;
    let flow = |series: &Series, path: &str| {
        if let Some(quantity) = quantities(series).into_iter().find(|quantity| meter.fit(quantity).is_none())
        {
            return Err(wrong_unit(quantity, &meter.unit, &meter.name).path(path));
        }
        let values = values(series, (stack.start, None), months, drivers, &|quantity| meter.fit(quantity));
        let values = values.map_err(|problem| problem.path(path))?;
        monthly(series, values, stack.start).ok_or_else(|| too_large(path))
    };
    let has_least = used.book.has_least(used.product, used.key);
    let Some(deleted) = &series.deleted else {
        if meter.kind != MeterKind::Level || !has_least {
            return Ok(None);
        }
        let added = series.added().map(|added| flow(&added, path)).transpose()?.unwrap_or_default();
        return Ok(Gone::following(series, used.begins, (&added, levels)));
    };
    if meter.kind != MeterKind::Level {
        let problem = Problem::new(format!("{} is a flow: nothing of it is stored or deleted", meter.name));
        return Err(problem.path(path).hint("leave `deleted` out"));
    }
    if !has_least {
        return Err(no_least(meter).path(path));
    }
    if matches!(&series.base, Base::Driver { keep: Some(_), .. }) {
        return Err(Problem::new("`keep` says how long it is stored, and `deleted` says it as well")
            .path(path)
            .hint("leave one of them out"));
    }
    let mut all = Vec::with_capacity(deleted.len());
    for (at, gone) in deleted.iter().enumerate() {
        let path = format!("{path}.deleted[{at}]");
        let bare = matches!(&gone.amount.base, Base::Driver { keep: Some(_), .. } | Base::Events(_));
        if bare || gone.amount.deleted.is_some() {
            return Err(Problem::new("what is deleted is an amount a month, and is not kept besides")
                .path(format!("{path}.amount"))
                .hint("write `50 GB`, or `{ per: a driver, each: 10 MB }`"));
        }
        let age = least::seconds(&gone.after).ok_or_else(|| too_large(&path))?;
        all.push(Aged { age, amounts: flow(&gone.amount, &format!("{path}.amount"))? });
    }
    Ok(Some(Gone { all, stated: true }))
}
