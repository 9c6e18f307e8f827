//! Ends of life: which plan serves each stretch of a month, and the limit that the end of a plan's life is.

use std::borrow::Cow;
use std::sync::Arc;

use super::demand::Demand;
use super::limits::{LimitRow, LimitState, MoveTo};
use super::{AccountMonth, ResourceMonth};
use crate::book::{AtEnd, Billed, Books, Effect, Ends, Plan, Product, Snapshot, Window};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::month::Date;
use crate::note::{Note, NoteKind, Notes};
use crate::number::Decimal;

/// A plan with its id.
pub(super) type Named<'a> = (&'a str, &'a Plan);

/// What is known at the end of a month of plans that end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lives<'a> {
    /// The book of the month's last day: an end may be announced in a file that waits for the next month's prices.
    pub(super) latest: &'a Snapshot,
    cycle: Cycle,
}

/// A stretch of a month, in its seconds, on the plan that serves it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Served<'a> {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) plan: Named<'a>,
}

/// The month with each run cut where its plan ends and serves nobody afterwards: what was used was used before.
pub(super) fn cut_at_ends<'a>(
    books: &Books,
    account: &AccountMonth<'a>,
) -> Result<AccountMonth<'a>, Problem> {
    let (cycle, mut cut) = (account.cycle, account.clone());
    let latest = &books.as_of(account.provider, account.as_of.unwrap_or(cycle.last_day()))?.provider;
    for resource in &mut cut.resources {
        let resource = Arc::make_mut(resource);
        let Some(product) = latest.products.get(resource.product) else { continue };
        let whole = resource.runs.first().map(|run| run.from).zip(resource.runs.last().map(|run| run.to));
        for run in &mut resource.runs {
            let plan = run.plan.or(product.default_plan.as_deref()).and_then(|word| product.find_plan(word));
            let ends = plan.and_then(|(_, plan)| plan.ends.as_ref());
            let end = ends.filter(|ends| ends.effect == AtEnd::Refused).map(|ends| cycle.left(ends.on));
            if let Some(end) = end.filter(|end| run.from < *end && *end < run.to) {
                run.to = end;
                resource.there = resource.there.or(whole);
            }
        }
    }
    Ok(cut)
}

impl<'a> Lives<'a> {
    pub(super) fn new(books: &'a Books, account: &AccountMonth<'_>) -> Result<Self, Problem> {
        let day = account.as_of.unwrap_or(account.cycle.last_day());
        Ok(Self { latest: books.as_of(account.provider, day)?, cycle: account.cycle })
    }

    /// The end of a plan of a product; of the account where none is named.
    pub(super) fn end(&self, product: Option<&str>, plan: Named<'a>) -> Option<&'a Ends> {
        let book = &self.latest.provider;
        let known = product.map_or(Some(&book.account), |id| book.products.get(id));
        known.and_then(|known| known.plans.get(plan.0)).map_or(&plan.1.ends, |plan| &plan.ends).as_ref()
    }

    /// The second of the month from which on a plan that ends on a day is gone; past the month where it outlives it.
    fn second(&self, on: Date) -> u32 {
        self.cycle.left(on)
    }

    /// Cuts a stretch where the plan ends: what is moved goes on under the plan it is moved to, what is refused does not.
    ///
    /// A plan that the price list of the stretch does not know takes over when a list that knows it does.
    pub(super) fn served(
        &self,
        (id, product): (Option<&str>, &'a Product),
        (from, to): (u32, u32),
        plan: Named<'a>,
    ) -> Vec<Served<'a>> {
        let (mut served, mut from, mut plan) = (Vec::with_capacity(1), from, plan);
        for _ in 0..=product.plans.len() {
            let end = self.end(id, plan);
            let at = end.map_or(to, |end| self.second(end.on).clamp(from, to));
            if from < at {
                served.push(Served { from, to: at, plan });
            }
            let Some(end) = end.filter(|_| at < to) else { break };
            from = at;
            match end.to.as_ref().map(|to| product.plans.get_key_value(to)) {
                Some(Some((id, next))) => plan = (id, next),
                Some(None) => {
                    served.push(Served { from, to, plan });
                    break;
                }
                None => break,
            }
        }
        served
    }

    /// The limits that ends of life are for who is on a plan until a second of the month: its own, and of those it is moved
    /// to within the month. Who leaves before an end does not meet it.
    pub(super) fn limits(
        &self,
        account: &AccountMonth<'a>,
        resource: Option<&ResourceMonth<'a>>,
        (id, product): (Option<&str>, &'a Product),
        (plan, left): (Named<'a>, u32),
        notes: &mut Notes,
    ) -> Vec<LimitRow<'a>> {
        let (mut rows, mut plan) = (Vec::new(), plan);
        let since = resource.map_or(account.since, |resource| resource.since);
        let since = since.unwrap_or(self.cycle.first_day());
        let name = resource.map_or(account.name, |resource| resource.name);
        for _ in 0..=product.plans.len() {
            let Some(end) = self.end(id, plan) else { break };
            if left < self.cycle.seconds() && self.second(end.on) >= left {
                break;
            }
            let next = end.to.as_ref().and_then(|to| product.plans.get_key_value(to));
            if end.on > since {
                let scope = (account, resource.map(|resource| resource.name));
                rows.push(self.row(scope, plan, end, next, since));
            } else if let Some((id, next)) = next {
                let (gone, day) = (&plan.1.name, end.on.name());
                let next = &next.name;
                notes.push(Note::about(
                    name,
                    NoteKind::Moved { to: id.to_owned() },
                    format_args!(
                        "{gone} has ended on {day}; it is moved to {next} and billed so, write `plan: {id}`"
                    ),
                ));
            }
            match next.filter(|_| self.second(end.on) < self.cycle.seconds()) {
                Some((id, next)) => plan = (id, next),
                None => break,
            }
        }
        rows
    }

    fn row(
        &self,
        (account, resource): (&AccountMonth<'a>, Option<&'a str>),
        plan: Named<'a>,
        end: &'a Ends,
        next: Option<(&'a String, &'a Plan)>,
        since: Date,
    ) -> LimitRow<'a> {
        let demand = Demand::age(since, u32::MAX, self.cycle);
        let source = end.source.as_ref().unwrap_or(&plan.1.source);
        let announced =
            end.announced.map(|day| format!(", as announced on {},", day.name())).unwrap_or_default();
        let mut row = LimitRow {
            measures: &[],
            account: account.name,
            resource,
            limit: "end",
            description: Cow::Owned(format!("{}{announced} ends on {}", plan.1.name, end.on.name())),
            meter: None,
            unit: format!("days from {}", since.name()).into(),
            ceiling: Some(Decimal::from(end.on.days_since(since))),
            usage: Some(demand.used),
            headroom: None,
            state: LimitState::NotGiven,
            effect: match end.effect {
                AtEnd::Refused => Effect::Refused,
                AtEnd::Moved => Effect::Moved,
            },
            to: next.map(|(plan, next)| MoveTo {
                plan,
                name: &next.name,
                option: None,
                billed: Billed::Second,
            }),
            says: end.says.as_deref(),
            reset: None,
            clock: None,
            window: Window::Age,
            passed_at: None,
            passed_on: None,
            days: None,
            stages: Vec::new(),
            basis: None,
            source: self.latest.provider.sources.get(source),
            confidence: Some(end.confidence.unwrap_or(plan.1.confidence)),
            own: false,
            cycle: None,
        };
        row.judge(Some(&demand), account.tight, self.cycle);
        row
    }

    /// Refuses a plan that had ended before anything started on it, where nobody is moved anywhere.
    pub(super) fn refuse_ended(
        &self,
        account: &AccountMonth<'_>,
        resource: &ResourceMonth<'_>,
        product: &'a Product,
        plan: Named<'a>,
    ) -> Result<(), Problem> {
        let Some(end) = self.end(Some(resource.product), plan) else { return Ok(()) };
        let start = resource.since.filter(|_| !account.first).unwrap_or(self.cycle.first_day());
        let started = account.first || resource.since.is_some_and(|since| self.cycle.contains(since));
        if end.effect != AtEnd::Refused || !started || end.on > start {
            return Ok(());
        }
        let near = crate::model::to_be_had(product, plan.0, Some(end), &|id, plan| {
            let known = product.plans.get_key_value(id);
            let end = known.and_then(|(id, plan)| self.end(Some(resource.product), (id, plan)));
            plan.is_there(start) && end.is_none_or(|end| end.on > start)
        });
        let says = end.says.as_deref().unwrap_or("it is refused");
        let gone = format!("{} ({}) has ended on {}: {says}", plan.1.name, plan.0, end.on.name());
        Err(Problem::new(gone)
            .path(crate::model::plan_path(&resource.path))
            .hint(format!("name a plan that is there: {}", crate::nearest::some(&near))))
    }
}

#[cfg(test)]
mod tests;
