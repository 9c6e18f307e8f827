//! Which settings act: what terms in force ask for, or reckon with.

use super::force::is_counted;
use super::{Contract, Standing};
use crate::book::{
    AdjustTerms, Ceiling, ChargeTerms, Condition, Feed, LimitTerms, OptionTerms, Plan, PriceTerms, Product,
    Provider, Settings,
};
use crate::tariff::Formula;

impl Standing<'_> {
    /// Whether any terms in force, its own and its account's, go by an option of the product: whatever value it has.
    pub(crate) fn hears(self, option: &str, settings: &Settings<'_>, account: &Settings<'_>) -> bool {
        let Some(terms) = self.product.options.get(option) else { return false };
        let ear = Ear {
            provider: &self.contract.book.provider,
            product: self.product,
            plan: self.plan.1,
            settings,
            option,
            terms,
        };
        if ear.hears() {
            return true;
        }
        let shared = &self.contract.book.provider.account;
        let pooled = |id: &str| is_counted(shared, self.contract.plan.1, account, &[id], true);
        let feeds = self.product.feeds.iter().chain(&self.plan.1.feeds);
        let mut fed = feeds.filter(|(_, feed)| matches!(feed, Feed::Each(formula) if ear.reckons(formula)));
        let weighed = |id: &&String| {
            let inputs = shared.meters.get(id.as_str()).map(|meter| meter.counted.as_slice());
            inputs.unwrap_or_default().iter().any(|input| ear.reckons(&input.weight))
        };
        fed.any(|(id, _)| pooled(id)) || self.product.reports.iter().filter(weighed).any(|id| pooled(id))
    }

    /// Whether its own terms go by an option of its account.
    pub(crate) fn hears_of_account(self, option: &str, settings: &Settings<'_>) -> bool {
        let terms = self.contract.book.provider.account.options.get(option);
        let Some(terms) = terms.filter(|_| !self.product.options.contains_key(option)) else { return false };
        Ear {
            provider: &self.contract.book.provider,
            product: self.product,
            plan: self.plan.1,
            settings,
            option,
            terms,
        }
        .hears()
    }
}

impl Contract<'_> {
    /// Whether any terms of the account in force go by an option of it.
    pub(crate) fn hears(self, option: &str, settings: &Settings<'_>) -> bool {
        let product = &self.book.provider.account;
        let Some(terms) = product.options.get(option) else { return false };
        Ear { provider: &self.book.provider, product, plan: self.plan.1, settings, option, terms }.hears()
    }
}

/// An option that is listened for in the terms of a product on a plan.
struct Ear<'e, 's> {
    provider: &'e Provider,
    product: &'e Product,
    plan: &'e Plan,
    settings: &'e Settings<'s>,
    option: &'e str,
    terms: &'e OptionTerms,
}

impl Ear<'_, '_> {
    fn hears(&self) -> bool {
        let (product, plan) = (self.product, self.plan);
        let requirements = || product.requires.values().chain(plan.requires.values());
        product.charges_of(plan).any(|(_, terms)| self.charge(terms))
            || product.limits_of(plan).any(|(_, terms)| self.limit(terms))
            || product.sleeps_of(plan).any(|(_, terms)| self.asked(&terms.when))
            || product.pools.values().chain(plan.pools.values()).any(|pool| self.reckons(&pool.amount))
            || product.adjustments.values().chain(plan.adjustments.values()).any(|terms| self.adjusts(terms))
            || product.meters.iter().any(|(id, meter)| {
                let grown =
                    meter.grows.iter().flat_map(|grows| std::iter::once(&grows.when).chain(&grows.unless));
                let mut sizes = meter.counted.iter().map(|input| &input.weight).chain(&meter.default);
                (sizes.any(|formula| self.reckons(formula)) || grown.into_iter().any(|when| self.asked(when)))
                    && is_counted(product, plan, self.settings, &[id], true)
            })
            || requirements().any(|terms| self.asked(&terms.when)) && self.settings.is_refused(self.option)
            || self.settings.unpriced().is_some()
            || self.terms.choices.iter().any(|choice| choice.unpriced.is_some())
    }

    fn charge(&self, terms: &ChargeTerms) -> bool {
        let price = match &terms.price {
            PriceTerms::Fee(formula) | PriceTerms::Each(formula) => Some(formula),
            PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => Some(&bundle.price),
            PriceTerms::Graduated(_) | PriceTerms::Volume(_) | PriceTerms::Unpriced(_) => None,
        };
        let included = terms.included.as_ref().map(|included| &included.amount);
        let bounds = terms.minimum.iter().chain(&terms.maximum).chain(&terms.each_at_most);
        self.acts(&terms.when, price.into_iter().chain(included).chain(bounds))
    }

    /// A levy, floor or credit that acts, on charges that are there.
    fn adjusts(&self, terms: &AdjustTerms) -> bool {
        let covers = |(id, charge): (&str, &ChargeTerms)| {
            terms.covers.iter().any(|name| name == id || charge.tags.contains(name))
        };
        let mut of_products = self.provider.products.values().flat_map(|product| {
            let plans = product.plans.values().flat_map(|plan| &plan.charges);
            product.charges.iter().chain(plans).map(|(id, charge)| (id.as_str(), charge))
        });
        let covered = terms.covers.is_empty()
            || terms.covers.iter().any(|name| self.product.adjustments.contains_key(name))
            || self.product.charges_of(self.plan).any(covers)
            || of_products.any(covers);
        covered && self.acts(&terms.when, terms.floor.iter().chain(&terms.credit))
    }

    fn limit(&self, terms: &LimitTerms) -> bool {
        let ceiling = match &terms.ceiling {
            Ceiling::Amount(formula) => Some(formula),
            _ => None,
        };
        self.acts(&terms.when, ceiling.into_iter())
            || (self.settings.meet(&terms.when) && terms.stages.iter().any(|stage| self.asked(&stage.when)))
    }

    /// Whether a condition on it decides, or one that holds whatever it is lets an amount act that goes by it.
    fn acts<'f>(&self, when: &Condition, mut amounts: impl Iterator<Item = &'f Formula>) -> bool {
        self.settings.meet_but(when, self.option)
            && (when.0.contains_key(self.option) || amounts.any(|formula| self.reckons(formula)))
    }

    fn asked(&self, when: &Condition) -> bool {
        self.acts(when, std::iter::empty())
    }

    /// Whether a formula goes by it, or by a number that comes with its choices; what a plan states goes before both.
    fn reckons(&self, formula: &Formula) -> bool {
        let named = |name: &String| name == self.option || self.terms.carries(name);
        formula.each.iter().any(|(name, _)| named(name) && !self.plan.attributes.contains_key(name))
    }
}
