//! What a resource's month came to before: the same on the same ground comes to the same, whatever else there is.
//!
//! A question asks for months that are alike, or for stacks that differ in one thing. What a resource used, and under what it
//! is billed, is kept with what came of it, and looked up by what it is: a stack or a month in which only one resource is
//! another works out that one.

use std::ptr;
use std::sync::Arc;

use super::account::Walk;
use super::found::Found;
use super::group::Stretch;
use super::part::Part;
use super::piece::Piece;
use super::requests::Tier;
use super::scope::Scope;
use super::{LimitRow, ResourceMonth, Spent};
use crate::book::{OptionValue, Plan, Snapshot, Window};
use crate::cycle::Cycle;
use crate::demand::Shape;
use crate::model::Standing;
use crate::month::Date;
use crate::number::{Decimal, looked_up};
use crate::table::Table;
use crate::tariff::Usage;

/// As many months of a resource are kept: those of the longest projection that is usual, and a few beside.
const KEPT: usize = 48;

/// What is known of resources, by their names.
#[derive(Clone, Default)]
pub(crate) struct Known<'a> {
    /// What is known says nothing of what changes nothing: only amounts and limits are asked for.
    pub(super) quiet: bool,
    grounds: Vec<Arc<Ground<'a>>>,
    /// What accounts pool, by their names.
    pools: Table<Vec<Arc<KnownPool<'a>>>, &'a str>,
    resources: Table<Vec<OfMonth<'a>>, &'a str>,
}

/// A month of a resource, with what it came to on each ground.
#[derive(Clone)]
struct OfMonth<'a> {
    month: Arc<ResourceMonth<'a>>,
    came_to: Vec<Arc<CameTo<'a>>>,
}

/// What a resource's month came to.
struct CameTo<'a> {
    ground: Arc<Ground<'a>>,
    /// The days it was worked out for.
    cycle: Cycle,
    found: Found<'a, 'a>,
    stretches: Vec<StretchOf<'a>>,
}

/// What an account's pools came to in a part of a month, by what was counted in it.
struct KnownPool<'a> {
    ground: Arc<Ground<'a>>,
    part: usize,
    cycle: Cycle,
    readings: Table<Vec<Usage>, &'a str>,
    unpriced: Vec<(&'a str, String)>,
    shape: Option<Shape>,
    since: Option<Date>,
    idle: bool,
    found: Found<'a, 'a>,
}

/// A stretch, by the place of its run.
struct StretchOf<'a> {
    part: usize,
    run: usize,
    from: u32,
    to: u32,
    tier: Tier<'a>,
    standing: Standing<'a>,
}

/// What of an account's month acts on what a resource in it comes to, but for where in the calendar it lies.
pub(super) struct Ground<'a> {
    account: &'a str,
    provider: &'a str,
    seconds: u32,
    parts: Vec<PartOf<'a>>,
    latest: &'a Snapshot,
    options: Arc<Table<OptionValue>>,
    card: bool,
    first: bool,
    tight: Decimal,
}

/// A part of the month, by what is held in it.
struct PartOf<'a> {
    book: &'a Snapshot,
    plan: &'a Plan,
    span: (u32, u32),
    on: (u32, u32),
    all: Option<u32>,
}

impl PartialEq for PartOf<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.book, other.book)
            && ptr::eq(self.plan, other.plan)
            && (self.span, self.on, self.all) == (other.span, other.on, other.all)
    }
}

impl PartialEq for Ground<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.account, self.provider, self.seconds) == (other.account, other.provider, other.seconds)
            && ptr::eq(self.latest, other.latest)
            && self.parts == other.parts
            && (self.card, self.first, self.tight) == (other.card, other.first, other.tight)
            && self.options == other.options
    }
}

impl<'a> Known<'a> {
    /// From now on it is asked what changes nothing, or not. What was found without is not known to whoever asks.
    pub(crate) fn hush(&mut self, quiet: bool) -> bool {
        let forgets = self.quiet && !quiet;
        if forgets {
            *self = Self::default();
        }
        self.quiet = quiet;
        forgets
    }

    /// The same month as it is known already; from now on it is.
    pub(crate) fn month(&mut self, month: Arc<ResourceMonth<'a>>) -> Arc<ResourceMonth<'a>> {
        let Some(all) = self.resources.get_or_insert_with(month.name, Vec::new) else { return month };
        // Months that are alike follow each other.
        if let Some(known) = looked_up(|| all.iter().rev().find(|known| *known.month == *month)) {
            return Arc::clone(&known.month);
        }
        if all.len() == KEPT {
            all.remove(0);
        }
        all.push(OfMonth { month: Arc::clone(&month), came_to: Vec::new() });
        month
    }

    /// The ground of an account's month.
    pub(super) fn ground(&mut self, walk: &Walk<'_, 'a>) -> Arc<Ground<'a>> {
        let account = walk.account;
        let ground = Ground {
            account: account.name,
            provider: account.provider,
            seconds: account.cycle.seconds(),
            parts: walk
                .parts
                .iter()
                .map(|part| PartOf {
                    book: part.contract.book,
                    plan: part.contract.plan.1,
                    span: (part.from, part.to),
                    on: part.on,
                    all: part.all,
                })
                .collect(),
            latest: walk.lives.latest,
            options: Arc::clone(&account.options),
            card: account.card,
            first: account.first,
            tight: account.tight,
        };
        if let Some(known) = looked_up(|| self.grounds.iter().rev().find(|known| ***known == ground)) {
            return Arc::clone(known);
        }
        let ground = Arc::new(ground);
        self.grounds.push(Arc::clone(&ground));
        ground
    }

    /// What a resource's month came to on a ground, moved to the days of the walk; none where it has to be worked out.
    pub(super) fn came_to<'r>(
        &self,
        ground: &Arc<Ground<'a>>,
        walk: &Walk<'r, 'a>,
        month: &'r Arc<ResourceMonth<'a>>,
    ) -> Option<Found<'r, 'a>> {
        let known = self.resources.get(month.name)?.iter().find(|known| Arc::ptr_eq(&known.month, month))?;
        let cycle = walk.account.cycle;
        // A week may have its shape, so a month has to begin on the same day of it.
        let weekly = month.shape.filter(|shape| !shape.is_daily());
        let weekday = |cycle: Cycle| weekly.map(|_| cycle.first_day().weekday());
        let same = |known: &&Arc<CameTo<'a>>| {
            Arc::ptr_eq(&known.ground, ground) && weekday(known.cycle) == weekday(cycle)
        };
        let known = looked_up(|| known.came_to.iter().find(same)).filter(|_| !walk.has_spent(month.name))?;
        let mut found = known.found.clone();
        if known.cycle != cycle {
            LimitRow::move_to(&mut found.limits, cycle);
        }
        for stretch in &known.stretches {
            let StretchOf { part, from, to, tier, standing, .. } = *stretch;
            let run = month.runs.get(stretch.run)?;
            found.stretches.push(Stretch {
                resource: month,
                part,
                piece: Piece { run, from, to, tier },
                standing,
            });
        }
        Some(found)
    }

    /// What an account's pools came to in a part of a month in which the same was counted, moved to other days.
    pub(super) fn pool<'r>(
        &self,
        ground: &Arc<Ground<'a>>,
        part: usize,
        scope: &Scope<'_, 'a>,
    ) -> Option<Found<'r, 'a>>
    where
        'a: 'r,
    {
        let weekly = scope.shape.filter(|shape| !shape.is_daily());
        let weekday = |cycle: Cycle| weekly.map(|_| cycle.first_day().weekday());
        let same = |known: &&Arc<KnownPool<'a>>| {
            let unpriced = known.unpriced.iter().map(|(meter, why)| (*meter, why.as_str()));
            Arc::ptr_eq(&known.ground, ground)
                && (known.part, known.idle) == (part, scope.idle)
                && weekday(known.cycle) == weekday(scope.cycle)
                && known.shape.as_ref() == scope.shape
                && known.since == scope.since
                && known.readings == scope.readings
                && unpriced.eq(scope.unpriced.iter().copied())
        };
        let pools = self.pools.get(scope.place.account)?;
        let known = looked_up(|| pools.iter().rev().find(same))?;
        let mut found = known.found.clone();
        if known.cycle != scope.cycle {
            LimitRow::move_to(&mut found.limits, scope.cycle);
        }
        Some(found)
    }

    /// Keeps what an account's pools came to, where it comes to the same on other days.
    pub(super) fn keep_pool(
        &mut self,
        ground: &Arc<Ground<'a>>,
        part: usize,
        scope: Scope<'_, 'a>,
        found: &Found<'_, 'a>,
    ) {
        if ages(found) || scope.shape.is_some() && scope.product.clock.is_some() {
            return;
        }
        let Some(all) = self.pools.get_or_insert_with(scope.place.account, Vec::new) else { return };
        if all.len() == KEPT {
            all.remove(0);
        }
        all.push(Arc::new(KnownPool {
            ground: Arc::clone(ground),
            part,
            cycle: scope.cycle,
            unpriced: scope.unpriced.iter().map(|(meter, why)| (*meter, (*why).to_owned())).collect(),
            shape: scope.shape.cloned(),
            since: scope.since,
            idle: scope.idle,
            readings: scope.readings,
            found: found.kept(),
        }));
    }

    /// Keeps what a resource's month came to, where it comes to the same on other days.
    pub(super) fn keep(
        &mut self,
        ground: &Arc<Ground<'a>>,
        walk: &Walk<'_, 'a>,
        month: &Arc<ResourceMonth<'a>>,
    ) {
        let found = &walk.found;
        if ages(found) || walk.has_end(month) || walk.has_spent(month.name) || has_seasons(walk, month) {
            return;
        }
        let Some(all) = self.resources.get_mut(month.name) else { return };
        let Some(known) = all.iter_mut().find(|known| Arc::ptr_eq(&known.month, month)) else { return };
        let stretch = |one: &Stretch<'_, 'a>| StretchOf {
            part: one.part,
            run: month.runs.iter().position(|run| ptr::eq(run, one.piece.run)).unwrap_or(usize::MAX),
            from: one.piece.from,
            to: one.piece.to,
            tier: one.piece.tier,
            standing: one.standing,
        };
        known.came_to.push(Arc::new(CameTo {
            ground: Arc::clone(ground),
            cycle: walk.account.cycle,
            stretches: found.stretches.iter().map(stretch).collect(),
            found: found.kept(),
        }));
    }
}

impl Walk<'_, '_> {
    /// Whether a plan of a resource ends some day, within the month or not: who leaves before does not meet the end, and what
    /// begins after it is refused.
    pub(super) fn has_end(&self, month: &ResourceMonth<'_>) -> bool {
        let ends = |part: &Part<'_>| {
            let Some(product) = part.contract.book.provider.products.get(month.product) else { return false };
            let words = month.runs.iter().map(|run| run.plan.or(product.default_plan.as_deref()));
            let mut plans = words.filter_map(|word| product.find_plan(word?));
            plans.any(|plan| self.lives.end(Some(month.product), plan).is_some())
        };
        self.parts.iter().any(ends)
    }

    /// Whether anything is used up before of what a resource is given once, or may spend in the cycle.
    fn has_spent(&self, resource: &str) -> bool {
        let of = |spent: &Spent<'_>| spent.keys().any(|(known, _)| *known == resource);
        of(&self.spent) || of(&self.within)
    }
}

/// Whether anything of it goes by a date.
fn ages(found: &Found<'_, '_>) -> bool {
    found.limits.iter().any(|row| row.window == Window::Age && row.usage.is_some())
}

impl<'a> Found<'_, 'a> {
    /// The same but for the stretches, which are those of one month.
    fn kept(&self) -> Found<'a, 'a> {
        Found {
            demands: self.demands.clone(),
            unmet: self.unmet.clone(),
            notes: self.notes.clone(),
            stretches: Vec::new(),
            moved: self.moved.clone(),
            lines: self.lines.clone(),
            of: self.of.clone(),
            limits: self.limits.clone(),
            decided: self.decided.clone(),
        }
    }
}

/// Whether a shape is told by a clock that changes with the seasons: no day of it is at the same hours of another.
fn has_seasons(walk: &Walk<'_, '_>, month: &ResourceMonth<'_>) -> bool {
    let clock =
        |book: &Snapshot| book.provider.products.get(month.product).is_some_and(|one| one.clock.is_some());
    month.shape.is_some() && walk.parts.iter().any(|part| clock(part.contract.book))
}
