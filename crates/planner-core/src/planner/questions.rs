//! The other questions about a planned stack: each answers with a report, as it is printed.

use super::PlannedStack;
use crate::answers::compare::{Variation, compare, vary};
use crate::answers::demand::demand;
use crate::answers::floor::floor;
use crate::answers::one_more::one_more;
use crate::answers::price_change::{PriceChange, price_change};
use crate::answers::redis::redis;
use crate::document::Problem;
use crate::month::Date;
use crate::output::{Comparison, DemandReport, FloorReport, OneMoreReport, RedisReport};
use crate::projection::Options;

impl PlannedStack {
    /// Plans beside each other, over so many months: `api=starter,standard`, and every combination where several are varied.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`], and for what varies nothing, or too much.
    ///
    /// # Example
    ///
    /// ```
    /// # use planner_core::Planner;
    /// # fn main() -> Result<(), planner_core::Problem> {
    /// let stack = Planner::bundled()?.stack(r#"{
    ///     "version": 1, "name": "Shop", "start": "2026-12",
    ///     "resources": { "web": { "product": "render/web" } }
    /// }"#)?;
    /// let plans = stack.compare(&["web=starter,standard"], 12)?;
    /// let costs: Vec<_> = plans.columns.iter().map(|column| column.first_month.as_str()).collect();
    /// assert_eq!(costs, ["7", "25"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn compare(&self, vary_by: &[&str], months: u32) -> Result<Comparison, Problem> {
        let variations = vary_by.iter().map(|text| Variation::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let stacks = vary(&self.read.1, &variations)?;
        self.asked(compare(&self.books, &stacks, self.over(months)))
    }

    /// How many commands the clients of each Redis send, and what each plan makes of them.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`], and where no resource has clients.
    pub fn redis(&self, months: u32) -> Result<RedisReport, Problem> {
        self.asked(redis(&self.books, &self.read.1, self.over(months)))
    }

    /// What it costs with nobody using it.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`].
    pub fn floor(&self, months: u32) -> Result<FloorReport, Problem> {
        self.asked(floor(&self.books, &self.read.1, self.over(months)))
    }

    /// What one more of each thing adds.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`].
    pub fn one_more(&self, months: u32) -> Result<OneMoreReport, Problem> {
        self.asked(one_more(&self.books, &self.read.1, self.over(months)))
    }

    /// What its resources do: requests, jobs, rows and files, into what their meters count.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`], and where no resource says what it does.
    pub fn demand(&self, months: u32) -> Result<DemandReport, Problem> {
        self.asked(demand(&self.books, &self.read.1, self.over(months)))
    }

    /// What it comes to at the prices of one day, and of another.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`], at the prices of either day.
    pub fn price_change(&self, days: [Date; 2], months: u32) -> Result<PriceChange, Problem> {
        self.asked(price_change(&self.books, &self.read.1, self.over(months), days))
    }

    fn over(&self, months: u32) -> Options {
        Options { months, ..self.options }
    }

    fn asked<T>(&self, answer: Result<T, Problem>) -> Result<T, Problem> {
        answer.map_err(|problem| self.located(problem))
    }
}
