//! Prices that go by a choice: the same price in each region, and the numbers that come with each.

use serde::Serialize;

use super::words::{Figures, Worded, words};
use crate::book::{Choice, Figure, Meter, OptionTerms, Product};
use crate::number::Decimal;
use crate::output::text;
use crate::shown::in_full;
use crate::tariff::Formula;
use crate::unit::Unit;

/// An option of a product whose choices come with numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NumbersBy {
    /// The option: `region`.
    pub option: String,
    /// What it does, in words.
    pub description: String,
    /// The choice that is taken where a stack states none.
    pub default: Option<String>,
    /// Its choices with their numbers, in the book's order.
    pub choices: Vec<ChoiceNumbers>,
}

/// A choice with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChoiceNumbers {
    /// Its word.
    pub choice: String,
    /// What it is, in words: `Frankfurt`.
    pub means: Option<String>,
    /// Its numbers.
    pub numbers: Vec<ChoiceNumber>,
    /// Why nothing is priced there.
    pub unpriced: Option<String>,
}

/// A number of a choice, or why nobody has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChoiceNumber {
    /// Its name.
    pub name: String,
    /// The number.
    pub value: Option<String>,
    /// Why nobody has it.
    pub unpriced: Option<String>,
}

impl ChoiceNumber {
    /// The number, or why there is none, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (&self.value, &self.unpriced) {
            (Some(value), _) => crate::unit::decimal(value).map_or_else(|| value.clone(), in_full),
            (None, why) => format!("unpriced: {}", why.as_deref().unwrap_or("not stated")),
        }
    }
}

/// How a price goes by a choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PriceBy {
    /// The option: `region`.
    pub option: String,
    /// The choice whose price is listed; null where the option has no default.
    pub listed: Option<String>,
    /// From where to where it goes, in words: `0.02 to 0.12 by region`.
    pub says: String,
    /// The price under each choice.
    pub choices: Vec<PriceAt>,
}

/// A price under one choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PriceAt {
    /// Its word.
    pub choice: String,
    /// What it is, in words.
    pub means: Option<String>,
    /// The price, in words.
    pub price: String,
    /// The number in it, where there is one.
    pub amount: Option<String>,
}

/// The options of a product whose choices come with numbers.
pub(super) fn numbers(product: &Product) -> Vec<NumbersBy> {
    let carrying = product.options.iter().filter(|(_, terms)| {
        terms.choices.iter().any(|choice| !choice.numbers.is_empty() || choice.unpriced.is_some())
    });
    let of = |choice: &Choice| ChoiceNumbers {
        choice: choice.word.clone(),
        means: choice.means.clone(),
        numbers: choice.numbers.iter().map(|(name, figure)| number(name, figure)).collect(),
        unpriced: choice.unpriced.clone(),
    };
    carrying
        .map(|(option, terms)| NumbersBy {
            option: option.clone(),
            description: terms.description.clone(),
            default: terms.default.as_ref().map(|word| word.0.clone()),
            choices: terms.choices.iter().map(of).collect(),
        })
        .collect()
}

fn number(name: &str, figure: &Figure) -> ChoiceNumber {
    ChoiceNumber { name: name.to_owned(), value: figure.value.map(text), unpriced: figure.unpriced.clone() }
}

/// A formula's price under the choice that is taken by default, times what its meter counts each as.
pub(super) fn price(
    formula: &Formula,
    meter: Option<&Meter>,
    figures: &Figures<'_>,
    unit: &Unit,
) -> (Worded, Option<PriceBy>) {
    let weight = meter.and_then(|meter| weight(meter, figures));
    let at = |figures: &Figures<'_>| {
        let price = words(formula, figures, unit);
        weight.map_or(price.clone(), |weight| times(price, &words(weight, figures, &Unit::count())))
    };
    let listed = at(figures);
    let mut names = formula.each.iter().chain(weight.iter().flat_map(|weight| &weight.each));
    let Some((option, terms)) = names.find_map(|(name, _)| figures.carrying(name)) else {
        return (listed, None);
    };
    let one = |choice: &Choice| {
        let price = at(&figures.choosing(option, choice));
        (
            PriceAt {
                choice: choice.word.clone(),
                means: choice.means.clone(),
                price: price.text,
                amount: price.amount.map(text),
            },
            price.amount,
        )
    };
    let all: Vec<(PriceAt, Option<Decimal>)> = terms.choices.iter().map(one).collect();
    let factors = weight.into_iter().flat_map(|weight| {
        terms
            .choices
            .iter()
            .filter_map(|c| words(weight, &figures.choosing(option, c), &Unit::count()).amount)
    });
    let says = match (range(all.iter().filter_map(|(_, amount)| *amount)), range(factors)) {
        (Some(range), _) => format!("{range} by {option}"),
        (None, Some(range)) => format!("times {range} by {option}"),
        (None, None) => format!("another by {option}"),
    };
    let by = PriceBy {
        option: option.to_owned(),
        listed: default(terms).map(|choice| choice.word.clone()),
        says,
        choices: all.into_iter().map(|(at, _)| at).collect(),
    };
    (listed, Some(by))
}

/// The choice that is taken where nobody makes one.
pub(super) fn default(terms: &OptionTerms) -> Option<&Choice> {
    terms.choice(&terms.default.as_ref()?.0)
}

/// What a meter counts each as, where that goes by a choice.
fn weight<'m>(meter: &'m Meter, figures: &Figures<'_>) -> Option<&'m Formula> {
    let [counted] = meter.counted.as_slice() else { return None };
    counted.weight.each.iter().any(|(name, _)| figures.carrying(name).is_some()).then_some(&counted.weight)
}

fn times(price: Worded, factor: &Worded) -> Worded {
    match (price.amount, factor.amount) {
        (_, Some(one)) if one == Decimal::ONE => price,
        (Some(amount), Some(factor)) if amount.times(factor).is_some() => {
            let amount = amount.times(factor);
            Worded { text: amount.map(in_full).unwrap_or_default(), amount, lacks: price.lacks }
        }
        _ => Worded {
            text: format!("({}) x {}", price.text, factor.text),
            amount: None,
            lacks: price.lacks.or_else(|| factor.lacks.clone()),
        },
    }
}

fn range(amounts: impl Iterator<Item = Decimal> + Clone) -> Option<String> {
    let (least, most) = (amounts.clone().min()?, amounts.max()?);
    Some(if least == most { in_full(least) } else { format!("{} to {}", in_full(least), in_full(most)) })
}

#[cfg(all(test, feature = "bundled"))]
mod tests {
    use crate::answers::price_list::{PriceOut, price_list};
    use crate::book::Books;
    use crate::document::Problem;

    fn price(provider: &str, product: &str, plan: &str, charge: &str) -> Result<PriceOut, Problem> {
        let list = price_list(&Books::bundled()?, provider, Some(product), None)?;
        let plans = list.products.into_iter().flat_map(|product| product.plans);
        let charges = plans.filter(|one| one.id == plan).flat_map(|plan| plan.prices);
        charges.into_iter().find(|price| price.id == charge).ok_or_else(|| Problem::new("no such price"))
    }

    /// Render's workflows have no hours of Flex, and Google's tiers are each the account's on that tier.
    #[test]
    fn a_plan_has_no_prices_of_others_and_no_raw_names() -> Result<(), Problem> {
        let list = price_list(&Books::bundled()?, "render", Some("workflow"), None)?;
        let plans = list.products.iter().flat_map(|product| &product.plans);
        let flex = plans.filter(|plan| plan.id == "flex").flat_map(|plan| &plan.prices);
        assert!(flex.into_iter().all(|price| !price.price.contains("hour price") && price.when.is_none()));
        let custom = price("render", "web", "custom", "previews")?;
        assert_eq!(custom.in_words(), "not stated");
        let list = price_list(&Books::bundled()?, "google", Some("gemini"), None)?;
        let limits = list.products.iter().flat_map(|product| &product.plans).flat_map(|plan| &plan.limits);
        let tiers = limits.filter(|limit| limit.allows.ends_with("USD a month"));
        assert!(tiers.into_iter().all(|limit| limit.when.is_some()));
        Ok(())
    }

    /// Fly's pages: 0.02 a GB from North America and Europe, 0.12 from Africa and India; a Machine in São Paulo costs
    /// 1.615384615 of one in Ashburn.
    #[test]
    fn a_price_that_goes_by_region_is_that_of_the_default_with_its_range() -> Result<(), Problem> {
        let egress = price("fly", "machine", "shared-cpu-1x-256mb", "egress")?;
        assert_eq!(egress.in_words(), "0.02 / GB; 0.02 to 0.12 by region");
        assert_eq!(egress.amount.as_deref(), Some("0.02"));
        let by = egress.by.as_ref();
        assert_eq!(by.and_then(|by| by.listed.as_deref()), Some("iad"));
        let johannesburg = by.and_then(|by| by.choices.iter().find(|at| at.choice == "jnb"));
        assert_eq!(johannesburg.and_then(|at| at.amount.as_deref()), Some("0.12"));
        let running = price("fly", "machine", "shared-cpu-1x-256mb", "instances")?;
        assert!(running.in_words().ends_with("; times 1 to 1.615384615 by region"), "{}", running.in_words());
        Ok(())
    }
}
