//! Where a resource stands in the price book: its plan, with what the behaviour of its instances needs of it.

use super::base;
use crate::bill::can_have;
use crate::book::{Attribute, Plan, SleepTerms};
use crate::demand::Instance;
use crate::model::Model;
use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::stack::{Load, Resource};
use crate::unit::Unit;

/// A resource's plan; nothing where its provider has no price book or the plan is not known.
#[derive(Clone, Debug, Default)]
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
    /// The place of a resource on a day.
    pub(super) fn of(model: &Model<'a>, (name, resource): (&'a str, &'a Resource), day: Date) -> Self {
        // What is not known is told where the resource is priced.
        let Some(held) = model.named(name) else {
            return Self { account: resource.provider(), ..Self::default() };
        };
        let account = model.account_of(held).map_or(resource.provider(), |account| account.name);
        let unknown = Self { account, ..Self::default() };
        let Some(standing) = model.standing(held, day) else { return unknown };
        let Some(settings) = model.settings(held, standing, resource.instances()) else { return unknown };
        let (product, plan) = (standing.product, standing.plan);
        let account_plan = standing.contract.plan.0;
        let scales =
            resource.scaling.is_some() && can_have(product, plan, account_plan, &settings, "autoscaling");
        let sleeps =
            product.sleeps_of(plan.1).map(|(_, terms)| terms).find(|terms| settings.meet(&terms.when));
        Self { account, plan: Some(plan.1), scales, sleeps }
    }

    /// The place of a resource in a month: on its first day, or on the first it exists in it.
    pub(super) fn in_month(model: &Model<'a>, of: (&'a str, &'a Resource), month: Month) -> Self {
        let begins = of.1.since.filter(|since| since.month() == month);
        Self::of(model, of, begins.unwrap_or(month.first_day()))
    }

    /// Whether another is the same, by the terms of the same book.
    pub(super) fn is(&self, other: &Self) -> bool {
        fn same<T>(one: Option<&T>, other: Option<&T>) -> bool {
            one.map(std::ptr::from_ref) == other.map(std::ptr::from_ref)
        }
        (self.account, self.scales) == (other.account, other.scales)
            && same(self.plan, other.plan)
            && same(self.sleeps, other.sleeps)
    }

    /// The day a stack starts on, and those on which a resource or its account changes the plan.
    pub(super) fn days(model: &Model<'a>, name: &str) -> Vec<Date> {
        let mut all = vec![model.start()];
        all.extend(Self::all_changes(model, name));
        all
    }

    fn all_changes(model: &Model<'a>, name: &str) -> Vec<Date> {
        let Some(held) = model.named(name) else { return Vec::new() };
        let account = model.account_of(held).into_iter().flat_map(|account| account.plans.changes());
        held.plans.changes().chain(account).collect()
    }

    /// The days of a month, after its first in it, on which a resource or its account changes the plan.
    pub(super) fn changes(model: &Model<'a>, name: &str, month: Month) -> Vec<Date> {
        let mut all = Self::all_changes(model, name);
        all.retain(|day| day.month() == month && day.day() > 1);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// An attribute of the plan in a unit; a bare number as it stands.
    pub(super) fn attribute(&self, name: &str, unit: Option<&str>) -> Option<Decimal> {
        match (self.plan?.attributes.get(name)?, unit) {
            (Attribute::Quantity(quantity), Some(unit)) => quantity.in_unit(&Unit::parse(unit)?),
            (Attribute::Quantity(quantity), None) => Some(quantity.value),
            (Attribute::NotStated, _) => None,
        }
    }

    /// One instance, from its plan and what is said of its load.
    pub(super) fn instance(&self, resource: &Resource) -> Instance {
        let load = resource.load.as_ref();
        let seconds = |of: fn(&Load) -> Option<&crate::unit::Quantity>| base(of(load?)?, "s");
        let bytes = |of: fn(&Load) -> Option<&crate::unit::Quantity>| base(of(load?)?, "B");
        let working = resource.work.as_ref().and_then(|work| base(work.memory.as_ref()?, "B"));
        let fixed = match (bytes(|load| load.memory.as_ref()), working) {
            (Some(one), Some(other)) => one.plus(other),
            (one, other) => one.or(other),
        };
        Instance {
            cores: self.attribute("cpu", None),
            cpu_seconds: seconds(|load| load.cpu.as_ref()),
            response_seconds: seconds(|load| load.time.as_ref()),
            slots: load.and_then(|load| load.concurrency),
            memory: self.attribute("ram", Some("B")),
            fixed_memory: fixed,
            request_memory: bytes(|load| load.memory_each.as_ref()),
        }
    }
}
