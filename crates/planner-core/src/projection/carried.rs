//! Plans and options that limits moved resources and accounts to, carried into the months after.

use std::sync::Arc;

use crate::bill::{AccountMonth, Bill, Moved, Spent};
use crate::book::{Books, OptionValue};
use crate::document::Problem;
use crate::table::Table;

/// What was moved so far.
#[derive(Default)]
pub(super) struct Carried<'a> {
    /// By resource and the plan that is stated: the one it has become.
    plans: Table<&'a str, (&'a str, &'a str)>,
    /// By account and option: the choice it has become.
    options: Table<&'a str, (&'a str, &'a str)>,
    /// By account: what was used up of what is given once.
    spent: Table<Spent<'a>, &'a str>,
}

impl<'a> Carried<'a> {
    /// Keeps what a month's limits moved. A later move from where an earlier one led goes on from there.
    pub(super) fn keep(&mut self, account: &'a str, bill: &Bill<'a>) {
        for Moved { resource, from, to } in &bill.moved {
            self.plans.insert((resource, from), to);
        }
        if !bill.spent.is_empty() {
            self.spent.insert(account, bill.spent.clone());
        }
        for (option, to) in bill.moved_options() {
            self.options.insert((account, option), to);
        }
    }

    /// Puts a resource on the plan it has been moved to, wherever it is stated to be on the one it was moved from, and an
    /// account's options to what they have become.
    pub(super) fn put(&self, books: &'a Books, month: &mut AccountMonth<'a>) -> Result<(), Problem> {
        for ((_, option), to) in self.options.iter().filter(|((account, _), _)| *account == month.name) {
            let options = Arc::make_mut(&mut month.options);
            options.insert((*option).to_owned(), OptionValue::Word((*to).to_owned()));
        }
        if let Some(spent) = self.spent.get(month.name) {
            month.spent = spent.clone();
        }
        if self.plans.is_empty() {
            return Ok(());
        }
        let products = &books.as_of(month.provider, month.day())?.provider.products;
        for resource in &mut month.resources {
            let Some(product) = products.get(resource.product) else { continue };
            let name = resource.name;
            for run in &mut Arc::make_mut(resource).runs {
                let word = run.plan.or(product.default_plan.as_deref()).unwrap_or_default();
                let Some((mut plan, _)) = product.find_plan(word) else { continue };
                for _ in 0..=product.plans.len() {
                    let Some(to) = self.plans.get(&(name, plan)) else { break };
                    plan = to;
                    run.plan = Some(to);
                }
            }
        }
        Ok(())
    }
}
