//! Whether what changes in time can be meant: a plan from the start on, an end after the beginning, a day that months have.

use super::{PlanFrom, Plans, Stack};
use crate::document::Problem;
use crate::month::Date;

/// Something with a beginning, an end and plans in between.
struct Life<'a> {
    path: String,
    plans: Option<&'a Plans>,
    since: Option<Date>,
    until: Option<Date>,
}

pub(super) fn check(stack: &Stack) -> Result<(), Problem> {
    for (name, account) in stack.accounts.iter() {
        let path = format!("accounts.{name}");
        if let Some(day) = account.cycle_day.filter(|day| *day == 0 || *day > 31) {
            return Err(Problem::new(format!("{day} is no day of a month"))
                .path(format!("{path}.cycle_day"))
                .hint(
                    "the day the billing cycle starts on, 1 to 31; where a month is shorter, its last day",
                ));
        }
        let (since, until) = (account.since, account.until);
        Life { path, plans: account.plan.as_ref(), since, until }.check(stack)?;
    }
    for (name, resource) in stack.resources.iter() {
        let (since, until) = (resource.since, resource.until);
        Life { path: format!("resources.{name}"), plans: resource.plan.as_ref(), since, until }
            .check(stack)?;
    }
    Ok(())
}

impl Life<'_> {
    fn check(&self, stack: &Stack) -> Result<(), Problem> {
        let start = stack.start.first_day();
        if let Some(until) = self.until {
            let wrong = |message: String| Problem::new(message).path(format!("{}.until", self.path));
            if let Some(since) = self.since.filter(|since| until <= *since) {
                return Err(wrong(format!("ends on {until}, and begins on {since}"))
                    .hint("`until` is the first day without it: a day after `since`"));
            }
            if until <= start {
                return Err(wrong(format!("ends on {until}, before the stack starts in {}", stack.start))
                    .hint("`until` is the first day without it: leave out what is gone"));
            }
        }
        let begins = self.since.map_or(start, |since| since.max(start));
        let mut plans = self.plans.into_iter().flat_map(Plans::iter);
        if let Some((first, from)) = plans.next().and_then(dated).filter(|(_, from)| *from > begins) {
            return Err(Problem::new(format!(
                "there is no plan before {from}, and it is there from {begins} on"
            ))
            .path(first.path(&format!("{}.plan", self.path)))
            .hint("give the plan of the start first, as { 2026-12: free, 2027-04: pro }"));
        }
        let late = |(_, from): &(&PlanFrom, Date)| self.until.is_some_and(|until| *from >= until);
        if let Some((one, from)) = plans.filter_map(dated).find(late) {
            return Err(Problem::new(format!("a plan from {from} on, when it is there no longer"))
                .path(one.path(&format!("{}.plan", self.path)))
                .hint("`until` is the first day without it: end it later, or leave the plan out"));
        }
        Ok(())
    }
}

fn dated(one: &PlanFrom) -> Option<(&PlanFrom, Date)> {
    Some((one, one.from?))
}
