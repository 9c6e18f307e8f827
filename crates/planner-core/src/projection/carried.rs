//! Plans that limits moved resources to, carried into the months after.

use crate::bill::{AccountMonth, Moved};
use crate::book::Books;
use crate::document::Problem;
use crate::table::Table;

/// Plans that resources were moved to so far: from the plan that is stated to the one it has become.
#[derive(Default)]
pub(super) struct Carried<'a>(Table<&'a str, (&'a str, &'a str)>);

impl<'a> Carried<'a> {
    /// Keeps what a month's limits moved. A later move from where an earlier one led goes on from there.
    pub(super) fn keep(&mut self, moved: &[Moved<'a>]) {
        for Moved { resource, from, to } in moved {
            self.0.insert((resource, from), to);
        }
    }

    /// Puts a resource on the plan it has been moved to, wherever it is stated to be on the one it was moved from.
    pub(super) fn put(&self, books: &'a Books, month: &mut AccountMonth<'a>) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let products = &books.as_of(month.provider, month.day())?.provider.products;
        for resource in &mut month.resources {
            let Some(product) = products.get(resource.product) else { continue };
            for run in &mut resource.runs {
                let word = run.plan.or(product.default_plan.as_deref()).unwrap_or_default();
                let Some((mut plan, _)) = product.find_plan(word) else { continue };
                for _ in 0..=product.plans.len() {
                    let Some(to) = self.0.get(&(resource.name, plan)) else { break };
                    plan = to;
                    run.plan = Some(to);
                }
            }
        }
        Ok(())
    }
}
