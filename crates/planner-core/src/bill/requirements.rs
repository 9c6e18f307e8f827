//! Requirements that are not met, with what happens otherwise and what meeting them costs.

use crate::book::{
    Attribute, ChargeTerms, OptionValue, Plan, PriceTerms, Product, Provider, Requirement, Settings, Wanted,
};
use crate::number::Decimal;
use crate::table::Table;

/// A requirement that is not met.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unmet<'a> {
    /// The account it is in.
    pub account: &'a str,
    /// The resource that has it, or the account.
    pub resource: &'a str,
    /// What is required.
    pub requirement: &'a Requirement,
    provider: &'a Provider,
    product: &'a Product,
    account_plan: &'a Plan,
    /// The plan it is not met on: the resource's, or the account's own.
    plan: &'a Plan,
    /// All that is required of the same plan as it is set up, met or not: what meets one and breaks another is no remedy.
    of_all: Vec<&'a Requirement>,
    /// What one of the book's currency is in that of the sum; none where no rate is stated.
    pub(crate) rate: Option<Decimal>,
}

/// The plan that meets a requirement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Remedy<'a> {
    /// A plan of the account, at this provider.
    Account { provider: &'a str, plan: (&'a str, &'a Plan) },
    /// A plan of the resource itself.
    Resource { plan: (&'a str, &'a Plan) },
}

impl<'a> Unmet<'a> {
    /// What is needed, in words.
    #[must_use]
    pub fn needs(&self) -> String {
        let requirement = self.requirement;
        if !requirement.account_plan.is_empty() {
            let account = &self.provider.account;
            let name = self
                .cheapest()
                .map_or_else(|| requirement.account_plan.join(" or "), |(_, plan)| plan.name.clone());
            return format!("the {name} plan of {}", account.name);
        }
        match &requirement.attribute {
            Some(wanted) => format!("at least {} {}", wanted.at_least, wanted.name),
            None => format!("one of the plans {}", requirement.plan.join(", ")),
        }
    }

    /// What meeting it adds a month, where it is a plan of the account with one fee; in the currency of the sum.
    #[must_use]
    pub fn costs(&self) -> Option<Decimal> {
        let (new, _) = self.cheapest()?;
        let more = new.minus(fee(&self.provider.account, self.account_plan)?)?;
        let rate = self.rate?;
        if rate == Decimal::ONE { Some(more) } else { super::exchanged(more, rate) }
    }

    /// The cheapest plan that meets it, and everything else that is unmet `beside` it in the same account; none where
    /// there is no such plan to be had.
    pub(crate) fn remedy<'u>(&self, beside: &(impl Iterator<Item = &'u Self> + Clone)) -> Option<Remedy<'a>>
    where
        'a: 'u,
    {
        let account = &self.provider.account;
        if !self.requirement.account_plan.is_empty() {
            let fits = |(id, _): &(&'a str, &'a Plan)| {
                beside.clone().flat_map(|other| &other.of_all).all(|all| one_of(&all.account_plan, id))
            };
            let had = plans(account).filter(fits);
            let priced = had.clone().filter_map(|plan| fee(account, plan.1).map(|fee| (fee, plan)));
            let plan =
                priced.min_by_key(|(fee, _)| *fee).map(|(_, plan)| plan).or_else(|| had.clone().next())?;
            return Some(Remedy::Account { provider: &self.provider.provider, plan });
        }
        let fits = |(id, plan): &(&str, &Plan)| {
            self.of_all.iter().all(|all| one_of(&all.plan, id) && enough(all, plan))
        };
        // A book lists the plans that a requirement asks for from the smallest up.
        let listed = |id: &str| self.requirement.plan.iter().position(|listed| listed == id);
        let has = |plan: &Plan| match plan.attributes.get(&self.requirement.attribute.as_ref()?.name) {
            Some(Attribute::Quantity(has)) => Some(has.value),
            _ => None,
        };
        let fitting = plans(self.product).filter(fits);
        // What is not stated may do, and what is known to is before it.
        let plan = fitting.min_by_key(|(id, plan)| {
            let (has, fee) = (has(plan), fee(self.product, plan));
            (listed(id), has.is_none(), has, fee.is_none(), fee)
        })?;
        Some(Remedy::Resource { plan })
    }

    /// Whether a word of the user's, or none, means the plan that a remedy stands in place of.
    pub(crate) fn is_on(&self, remedy: &Remedy<'_>, word: Option<&str>) -> bool {
        let (product, plan) = match remedy {
            Remedy::Account { .. } => (&self.provider.account, self.account_plan),
            Remedy::Resource { .. } => (self.product, self.plan),
        };
        let known = word.or(product.default_plan.as_deref()).and_then(|word| product.find_plan(word));
        known.is_some_and(|(_, known)| std::ptr::eq(known, plan))
    }

    /// Whether a word of the user's, or none, means the plan it is not met on.
    pub(crate) fn is_for(&self, word: Option<&str>) -> bool {
        let known =
            word.or(self.product.default_plan.as_deref()).and_then(|word| self.product.find_plan(word));
        known.is_some_and(|(_, known)| std::ptr::eq(known, self.plan))
    }

    /// The plan that is taken where the user names none.
    pub(crate) fn default_plan(&self, remedy: &Remedy<'_>) -> Option<&'a str> {
        let product = match remedy {
            Remedy::Account { .. } => &self.provider.account,
            Remedy::Resource { .. } => self.product,
        };
        product.default_plan.as_deref()
    }

    /// Whether it is met on a plan of the account.
    pub(crate) fn allows(&self, account_plan: &str) -> bool {
        one_of(&self.requirement.account_plan, account_plan)
    }

    /// The plan of the same product that goes with a plan of the account, where that one is settled.
    pub(crate) fn beside(&self, account_plan: &str) -> Option<(&'a str, &'a Plan)> {
        let goes = |plan: &Plan| {
            let mut all = self.product.requires.values().chain(plan.requires.values());
            all.all(|requirement| {
                !requirement.when.0.is_empty() || one_of(&requirement.account_plan, account_plan)
            })
        };
        plans(self.product).find(|(_, plan)| goes(plan))
    }

    fn cheapest(&self) -> Option<(Decimal, &Plan)> {
        let account = &self.provider.account;
        let plans = self.requirement.account_plan.iter().filter_map(|id| account.plans.get(id));
        plans.filter_map(|plan| fee(account, plan).map(|fee| (fee, plan))).min_by_key(|(fee, _)| *fee)
    }
}

/// The requirements of a resource's plan that do not hold.
pub(super) fn unmet<'a>(
    provider: &'a Provider,
    product: &'a Product,
    (account, resource): (&'a str, &'a str),
    plan: (&'a str, &'a Plan),
    (account_plan_id, account_plan): (&'a str, &'a Plan),
    settings: &Settings<'_>,
) -> impl Iterator<Item = Unmet<'a>> {
    let all = product.requires.values().chain(plan.1.requires.values());
    let of_all: Vec<&Requirement> = all.filter(|requirement| settings.meet(&requirement.when)).collect();
    let lacking = of_all.clone().into_iter().filter(move |one| !holds(one, plan, account_plan_id));
    lacking.map(move |requirement| Unmet {
        account,
        resource,
        requirement,
        provider,
        product,
        account_plan,
        plan: plan.1,
        of_all: of_all.clone(),
        rate: Some(Decimal::ONE),
    })
}

/// The options that are asked for and cannot be had: those that a requirement which is not met depends on.
pub(super) fn refused<'a>(unmet: &[Unmet<'a>], given: &Table<OptionValue>) -> Vec<&'a str> {
    let names = unmet.iter().flat_map(|unmet| unmet.requirement.when.0.keys());
    names.map(String::as_str).filter(|name| given.contains_key(*name)).collect()
}

/// Whether an option can be had: no requirement that depends on it is unmet.
pub(crate) fn can_have(
    product: &Product,
    plan: (&str, &Plan),
    account_plan_id: &str,
    settings: &Settings<'_>,
    option: &str,
) -> bool {
    let mut all = product.requires.values().chain(plan.1.requires.values());
    all.all(|requirement| {
        !requirement.when.0.contains_key(option)
            || !settings.meet(&requirement.when)
            || holds(requirement, plan, account_plan_id)
    })
}

fn holds(requirement: &Requirement, (plan_id, plan): (&str, &Plan), account_plan_id: &str) -> bool {
    one_of(&requirement.account_plan, account_plan_id)
        && one_of(&requirement.plan, plan_id)
        && enough(requirement, plan)
}

/// Whether a plan is one of those wanted; no wanted plans want any.
fn one_of(wanted: &[String], id: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| wanted == id)
}

/// Whether a plan has as much of an attribute as is required.
fn enough(requirement: &Requirement, plan: &Plan) -> bool {
    requirement.attribute.as_ref().is_none_or(|wanted| match plan.attributes.get(&wanted.name) {
        Some(Attribute::Quantity(has)) => match &wanted.at_least.unit {
            Some(unit) => has.in_unit(unit).is_none_or(|has| has >= wanted.at_least.value),
            None => has.value >= wanted.at_least.value,
        },
        _ => true, // Not stated: nothing can be said against it.
    })
}

/// The plans that can be bought, in the book's order.
fn plans(product: &Product) -> impl Iterator<Item = (&str, &Plan)> + Clone {
    let bought = product.plans.iter().filter(|(_, plan)| plan.until.is_none());
    bought.map(|(id, plan)| (id.as_str(), plan))
}

/// An account plan's one fee, where it is a plain number.
fn fee(account: &Product, plan: &Plan) -> Option<Decimal> {
    // Charges with conditions are for extras, but for those that hold where nothing is set: the fee comes with the plan.
    let holds = |(name, wanted): (&String, &Wanted)| {
        let default = account.options.get(name).and_then(|option| option.default.as_ref());
        default.is_some_and(|default| wanted.words().any(|word| word == default.0))
    };
    let all = |terms: &ChargeTerms| terms.when.0.iter().all(|(name, wanted)| holds((name, wanted)));
    let charges = account.charges_of(plan).map(|(_, terms)| terms).filter(|terms| all(terms));
    let mut fees = charges.clone().filter_map(|terms| match &terms.price {
        PriceTerms::Fee(formula) => Some(formula),
        _ => None,
    });
    if charges.clone().any(|terms| terms.meter.is_none() && matches!(terms.price, PriceTerms::Unpriced(_))) {
        return None; // A fee nobody states is not a fee of zero.
    }
    match (fees.next(), fees.next()) {
        (None, _) => Some(Decimal::ZERO),
        (Some(fee), None) => fee.as_number().or_else(|| match fee.each.as_slice() {
            [(name, each)] => match plan.attributes.get(name) {
                Some(Attribute::Quantity(quantity)) => each.times(quantity.value),
                _ => None,
            },
            _ => None,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
