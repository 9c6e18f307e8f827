//! What is found while an account's month is walked: lines, limits, and what has to be said beside them.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::decided::{self, Decided};
use super::group::Stretch;
use super::line::Line;
use super::requirements::Unmet;
use super::scope::Priced;
use super::spent::Draw;
use super::{LimitRow, MeterDemand, Moved};
use crate::note::Notes;
use crate::number::Decimal;
use crate::tariff::{TariffError, checked};

/// What has been found so far.
#[derive(Clone, Default)]
pub(super) struct Found<'r, 'a> {
    pub(super) demands: Vec<Arc<MeterDemand<'a>>>,
    pub(super) unmet: Vec<Unmet<'a>>,
    pub(super) notes: Notes,
    /// Which plan serves each stretch of each resource.
    pub(super) stretches: Vec<Stretch<'r, 'a>>,
    /// What limits moved to another plan.
    pub(super) moved: Vec<Moved<'a>>,
    pub(super) lines: Vec<Arc<Line<'a>>>,
    /// The part of the month each line is of.
    pub(super) of: Vec<usize>,
    pub(super) limits: Vec<Arc<LimitRow<'a>>>,
    pub(super) decided: Vec<Decided<'a>>,
}

impl<'a> Found<'_, 'a> {
    /// Adds what was found after it.
    pub(super) fn add(&mut self, more: Self) {
        self.demands.extend(more.demands);
        self.unmet.extend(more.unmet);
        self.notes.extend(more.notes);
        self.stretches.extend(more.stretches);
        self.moved.extend(more.moved);
        self.lines.extend(more.lines);
        self.of.extend(more.of);
        self.limits.extend(more.limits);
        decided::gather(&mut self.decided, more.decided);
    }

    /// The lines of parts of the month, for something that takes off them.
    pub(super) fn lines_in(&mut self, parts: RangeInclusive<usize>) -> Vec<&mut Arc<Line<'a>>> {
        let all = self.lines.iter_mut().zip(&self.of);
        all.filter(|(_, of)| parts.contains(of)).map(|(line, _)| line).collect()
    }

    /// Adds what a scope comes to in a part of the month; what it used up is left to the account.
    pub(super) fn take(&mut self, priced: Priced<'a>, part: usize) -> Vec<Draw<'a>> {
        self.of.resize(self.lines.len().saturating_add(priced.lines.len()), part);
        self.lines.extend(priced.lines);
        self.take_limits(priced.limits);
        decided::gather(&mut self.decided, priced.decided);
        priced.drawn
    }

    /// Adds limits that come from no scope's terms.
    pub(super) fn take_limits(&mut self, limits: Vec<LimitRow<'a>>) {
        self.limits.extend(limits.into_iter().map(Arc::new));
    }

    /// A bound on a resource's month holds for its stretches together: on two plans it is not met twice.
    pub(super) fn bound_once(&mut self) -> Result<(), TariffError> {
        let (lines, of) = (&mut self.lines, &self.of);
        // By part of the month: each has its share of the bound already.
        let mut bounds: Vec<(&str, usize)> =
            lines.iter().zip(of).map(|(line, part)| (line.charge, *part)).collect();
        bounds.sort_unstable();
        bounds.dedup();
        for (id, part) in bounds {
            let here = lines.iter_mut().zip(of).filter(|(line, of)| line.charge == id && **of == part);
            let mut same: Vec<&mut Arc<Line<'a>>> = here.map(|(line, _)| line).collect();
            let exact = |line: &&mut Arc<Line<'a>>| line.priced().map(|priced| priced.before_bounds);
            let bounded = same
                .iter()
                .any(|line| line.priced().is_some_and(|priced| priced.amount != priced.before_bounds));
            if same.len() < 2 || !bounded {
                continue;
            }
            let mut before = Decimal::ZERO;
            for amount in same.iter().filter_map(exact) {
                before = checked(before.plus(amount), "add up")?;
            }
            let amounts = same.iter().filter_map(|line| line.priced().map(|priced| priced.amount));
            let together =
                if same.iter().any(|line| line.priced().is_some_and(|p| p.amount > p.before_bounds)) {
                    before.max(amounts.max().unwrap_or(before))
                } else {
                    before.min(amounts.max().unwrap_or(before))
                };
            let rest = checked(together.minus(before), "add up")?;
            for (at, line) in same.iter_mut().enumerate() {
                let share = line.priced().map_or(Decimal::ZERO, |priced| priced.before_bounds);
                let share = if at == 0 { checked(share.plus(rest), "add up")? } else { share };
                Arc::make_mut(line).settle(share);
            }
        }
        Ok(())
    }
}
