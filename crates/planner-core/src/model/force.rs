//! Which usage counts for anything: by a charge or a limit that is in force, of a product or of the account it reports to.

use super::{Contract, Standing};
use crate::book::{Ceiling, ChargeTerms, LimitTerms, Meter, MeterKind, Plan, Product, Settings, Window};
use crate::tariff::Formula;

impl Standing<'_> {
    /// Whether a charge or a limit in force under these settings, its own and its account's, counts a usage key.
    ///
    /// `sized` is whether the usage says how large each is: a limit on the size of one reads nothing from a total.
    pub(crate) fn counts(
        self,
        key: &str,
        sized: bool,
        settings: &Settings<'_>,
        account: &Settings<'_>,
    ) -> bool {
        let shared = &self.contract.book.provider.account;
        let pooled: Vec<&str> =
            meters_of(shared, key).into_iter().filter(|id| self.product.counts_on(id)).collect();
        let own = meters_of(self.product, key);
        (own.is_empty() && pooled.is_empty())
            || is_counted(shared, self.contract.plan.1, account, &pooled, sized)
            || is_counted(self.product, self.plan.1, settings, &own, sized)
    }
}

impl Contract<'_> {
    /// Whether a charge or a limit of the account in force counts a usage key of it.
    pub(crate) fn counts(self, key: &str, sized: bool, settings: &Settings<'_>) -> bool {
        let account = &self.book.provider.account;
        is_counted(account, self.plan.1, settings, &meters_of(account, key), sized)
    }
}

/// The meters that a usage key is, or is counted into.
fn meters_of<'p>(product: &'p Product, key: &str) -> Vec<&'p str> {
    let is_of = |meter: &Meter| meter.counted.iter().any(|input| input.from == key);
    product
        .meters
        .iter()
        .filter(|(id, meter)| *id == key || is_of(meter))
        .map(|(id, _)| id.as_str())
        .collect()
}

/// Whether charges or limits in force, or other meters, go by one of some meters.
pub(super) fn is_counted(
    product: &Product,
    plan: &Plan,
    settings: &Settings<'_>,
    ids: &[&str],
    sized: bool,
) -> bool {
    let is_one = |id: &String| ids.contains(&id.as_str());
    let named = |formula: &Formula| formula.each.iter().any(|(name, _)| is_one(name));
    let charge = |terms: &ChargeTerms| {
        terms.meter.as_ref().is_some_and(is_one)
            || terms.included.as_ref().is_some_and(|included| named(&included.amount))
    };
    // An age goes by since when something exists, whatever is said to be used.
    let reads = |terms: &LimitTerms, meter: &String| match terms.window {
        Window::Age => false,
        Window::Event => sized || product.meters.get(meter).is_none_or(|meter| meter.kind != MeterKind::Flow),
        _ => true,
    };
    let limit = |terms: &LimitTerms| {
        terms.meter.as_ref().is_some_and(|id| is_one(id) && reads(terms, id))
            || matches!(&terms.ceiling, Ceiling::Amount(formula) if named(formula))
    };
    let meter = |meter: &Meter| {
        let other = meter.stand_in.as_ref().map(|other| &other.from);
        let grown = meter.grows.as_ref().map(|grows| &grows.with);
        [other, grown, meter.held.as_ref()].into_iter().flatten().any(is_one)
    };
    product.meters.values().any(meter)
        || product.charges_of(plan).any(|(_, terms)| charge(terms) && settings.meet(&terms.when))
        || product.limits_of(plan).any(|(_, terms)| limit(terms) && settings.meet(&terms.when))
}
