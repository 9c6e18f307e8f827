//! Requirements that are not met, with what happens otherwise and what meeting them costs.

use rust_decimal::Decimal;

use super::settings::Settings;
use crate::book::{Attribute, Plan, PriceTerms, Product, Provider, Requirement};

/// A requirement that is not met.
#[derive(Clone, Debug)]
pub struct Unmet<'a> {
    /// The resource that has it.
    pub resource: &'a str,
    /// What is needed.
    pub needs: String,
    /// What happens otherwise.
    pub otherwise: &'a str,
    /// What meeting it adds a month, where it is a plan of the account with one fee.
    pub costs: Option<Decimal>,
}

/// The requirements of a resource's plan that do not hold.
pub(super) fn unmet<'a>(
    provider: &'a Provider,
    product: &'a Product,
    resource: &'a str,
    (plan_id, plan): (&'a str, &'a Plan),
    (account_plan_id, account_plan): (&'a str, &'a Plan),
    settings: &Settings<'_>,
) -> Vec<Unmet<'a>> {
    let all = product.requires.values().chain(plan.requires.values());
    all.filter(|requirement| settings.meet(&requirement.when))
        .filter_map(|requirement| {
            judge(provider, requirement, (plan_id, plan), (account_plan_id, account_plan))
                .map(|(needs, costs)| Unmet { resource, needs, otherwise: &requirement.otherwise, costs })
        })
        .collect()
}

fn judge(
    provider: &Provider,
    requirement: &Requirement,
    (plan_id, plan): (&str, &Plan),
    (account_plan_id, account_plan): (&str, &Plan),
) -> Option<(String, Option<Decimal>)> {
    if !requirement.account_plan.is_empty()
        && !requirement.account_plan.iter().any(|id| id == account_plan_id)
    {
        let account = &provider.account;
        let cheapest = requirement
            .account_plan
            .iter()
            .filter_map(|id| account.plans.get(id).and_then(|plan| fee(account, plan).map(|fee| (fee, plan))))
            .min_by_key(|(fee, _)| *fee);
        let costs = cheapest
            .as_ref()
            .and_then(|(new, _)| new.checked_sub(fee(account, account_plan).unwrap_or(Decimal::ZERO)));
        let name =
            cheapest.map_or_else(|| requirement.account_plan.join(" or "), |(_, plan)| plan.name.clone());
        return Some((format!("the {name} plan of {}", account.name), costs));
    }
    if !requirement.plan.is_empty() && !requirement.plan.iter().any(|id| id == plan_id) {
        return Some((format!("one of the plans {}", requirement.plan.join(", ")), None));
    }
    let wanted = requirement.attribute.as_ref()?;
    let enough = match plan.attributes.get(&wanted.name) {
        Some(Attribute::Quantity(has)) => match &wanted.at_least.unit {
            Some(unit) => has.in_unit(unit).is_none_or(|has| has >= wanted.at_least.value),
            None => has.value >= wanted.at_least.value,
        },
        _ => true, // Not stated: nothing can be said against it.
    };
    (!enough).then(|| (format!("at least {} {}", wanted.at_least, wanted.name), None))
}

/// An account plan's one fee, where it is a plain number.
fn fee(account: &Product, plan: &Plan) -> Option<Decimal> {
    // Charges with conditions are for extras; the fee is what comes with the plan.
    let charges = account.charges_of(plan).map(|(_, terms)| terms).filter(|terms| terms.when.0.is_empty());
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
                Some(Attribute::Quantity(quantity)) => each.checked_mul(quantity.value),
                _ => None,
            },
            _ => None,
        }),
        _ => None,
    }
}
