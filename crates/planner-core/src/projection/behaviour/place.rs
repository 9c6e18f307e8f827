//! Where a resource stands in the price book: its plan, with what the behaviour of its instances needs of it.

use rust_decimal::Decimal;

use super::World;
use crate::bill::{OptionValue, Settings, can_have};
use crate::book::{Attribute, Plan, SleepTerms};
use crate::document::Problem;
use crate::stack::Resource;
use crate::table::Table;
use crate::unit::Unit;

/// A resource's plan; nothing where its provider has no price book or the plan is not known.
#[derive(Debug, Default)]
pub(super) struct Place<'a> {
    /// The account it is billed to, or its provider.
    pub(super) account: &'a str,
    pub(super) plan: Option<&'a Plan>,
    /// Whether it is scaled, and may be.
    pub(super) scales: bool,
    /// When it sleeps.
    pub(super) sleeps: Option<&'a SleepTerms>,
}

impl<'a> Place<'a> {
    /// The place of a resource under the prices of the first month.
    pub(super) fn of(
        world: World<'a, '_>,
        (name, resource): (&'a str, &'a Resource),
    ) -> Result<Self, Problem> {
        let account = world.stack.account_of(name, resource)?;
        let owner = account.map_or(resource.provider(), |(name, _)| name);
        let account = account.map(|(_, account)| account);
        // What is not known is told where the resource is priced.
        let unknown = Self { account: owner, ..Self::default() };
        let Ok(book) = world.books.as_of(resource.provider(), world.day) else { return Ok(unknown) };
        let book = &book.provider;
        let Some(product) = book.products.get(resource.product_id()) else { return Ok(unknown) };
        let named = resource.plan.as_deref().or(product.default_plan.as_deref()).unwrap_or_default();
        let Some(plan) = product.find_plan(named) else { return Ok(unknown) };
        let default = || book.account.default_plan.as_deref().unwrap_or_default();
        let account_plan = account.and_then(|account| account.plan.as_deref());
        let account_plan =
            account_plan.map_or_else(default, |word| book.account.find_plan(word).map_or(word, |(id, _)| id));
        let none = Table::default();
        let mut options = resource.options.clone();
        if resource.scaling.is_some() {
            options.insert("autoscaling".to_owned(), OptionValue::Flag(true));
        }
        let card = account.is_none_or(|account| account.card);
        let settings = Settings::new(product, plan, &options, account_plan, card, resource.instances())
            .within(&book.account, account.map_or(&none, |account| &account.options));
        let scales =
            resource.scaling.is_some() && can_have(product, plan, account_plan, &settings, "autoscaling");
        let sleeps =
            product.sleeps_of(plan.1).map(|(_, terms)| terms).find(|terms| settings.meet(&terms.when));
        Ok(Self { account: owner, plan: Some(plan.1), scales, sleeps })
    }

    /// An attribute of the plan in a unit; a bare number as it stands.
    pub(super) fn attribute(&self, name: &str, unit: Option<&str>) -> Option<Decimal> {
        match (self.plan?.attributes.get(name)?, unit) {
            (Attribute::Quantity(quantity), Some(unit)) => quantity.in_unit(&Unit::parse(unit)?),
            (Attribute::Quantity(quantity), None) => Some(quantity.value),
            (Attribute::NotStated, _) => None,
        }
    }
}
