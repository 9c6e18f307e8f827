//! Numbers that would fall below zero: prices, what is included, ceilings, bounds, attributes.

use super::plan::{Attribute, Plan, Product};
use super::terms::{Ceiling, ChargeTerms, LimitTerms, OptionKind, PriceTerms, Provider};
use crate::number::Decimal;
use crate::tariff::Formula;

/// What a formula's names may stand for.
pub(super) struct Signs<'a> {
    pub(super) provider: &'a Provider,
    pub(super) product: &'a Product,
}

impl Signs<'_> {
    /// What of a charge falls below zero under a plan, and how far; steps are checked where they are put together.
    pub(super) fn of_charge(&self, plan: &Plan, terms: &ChargeTerms) -> Option<String> {
        let price = match &terms.price {
            PriceTerms::Fee(formula) | PriceTerms::Each(formula) => Some(formula),
            PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => Some(&bundle.price),
            PriceTerms::Graduated(_) | PriceTerms::Volume(_) | PriceTerms::Unpriced(_) => None,
        };
        let per = match &terms.price {
            PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => bundle.per,
            _ => Decimal::ONE,
        };
        if per <= Decimal::ZERO {
            return Some(format!("a price for {per} units: it is for more than none"));
        }
        let included = terms.included.as_ref().map(|included| &included.amount);
        [
            ("the price", price),
            ("what is included", included),
            ("the minimum", terms.minimum.as_ref()),
            ("the maximum", terms.maximum.as_ref()),
            ("the most each costs", terms.each_at_most.as_ref()),
        ]
        .into_iter()
        .find_map(|(what, formula)| self.said(plan, what, formula?))
    }

    /// What of a limit falls below zero under a plan.
    pub(super) fn of_limit(&self, plan: &Plan, terms: &LimitTerms) -> Option<String> {
        match &terms.ceiling {
            Ceiling::Amount(formula) => self.said(plan, "the ceiling", formula),
            Ceiling::Included | Ceiling::NotStated => None,
        }
    }

    /// That something falls below zero under a plan, if it may.
    pub(super) fn said(&self, plan: &Plan, what: &str, formula: &Formula) -> Option<String> {
        let least = self.least(plan, formula);
        match least {
            Some(least) if least >= Decimal::ZERO => None,
            Some(least) => Some(format!("{what} can be {}, below zero", least.normalize())),
            None => Some(format!("{what} falls below zero: say `at_least`")),
        }
    }

    /// The least a formula can be; none where it falls without end.
    fn least(&self, plan: &Plan, formula: &Formula) -> Option<Decimal> {
        let mut least = Some(formula.base);
        for (name, each) in formula.each.iter().filter(|(_, each)| each.is_sign_negative()) {
            least = least.zip(self.most(plan, name)).and_then(|(least, most)| least.plus(each.times(most)?));
        }
        let least = match (least, formula.at_least) {
            (Some(least), Some(bound)) => Some(least.max(bound)),
            (least, bound) => least.or(bound),
        };
        match (least, formula.at_most) {
            (Some(least), Some(bound)) => Some(least.min(bound)),
            (least, _) => least,
        }
    }

    /// The most a name can be; none where it has no end.
    fn most(&self, plan: &Plan, name: &str) -> Option<Decimal> {
        if let Some(Attribute::Quantity(quantity)) = plan.attributes.get(name) {
            return Some(quantity.value);
        }
        let options = || self.product.options.iter().chain(&self.provider.account.options);
        if options().any(|(id, option)| id == name && option.kind == OptionKind::Flag) {
            return Some(Decimal::ONE);
        }
        let numbers = options().flat_map(|(_, option)| &option.choices);
        let numbers = numbers.filter_map(|choice| choice.numbers.get(name)?.value);
        numbers.max()
    }
}

impl Plan {
    /// An attribute that is below zero.
    pub(super) fn negative_attribute(&self) -> Option<String> {
        let below = |(name, attribute): (&String, &Attribute)| match attribute {
            Attribute::Quantity(quantity) if quantity.value < Decimal::ZERO => {
                Some(format!("`{name}` is {quantity}, below zero"))
            }
            _ => None,
        };
        self.attributes.iter().find_map(below)
    }
}
