//! Where something runs, as one word: the option of a product or an account that carries prices by region.

use super::{ChargeTerms, Choice, OptionTerms, OptionValue, Plan, PriceTerms, Product, Provider};
use crate::document::Problem;
use crate::nearest::nearest;
use crate::table::Table;
use crate::tariff::Formula;

/// The id of the option that a region is.
pub(crate) const REGION: &str = "region";

/// What a product's prices have to do with regions; none where they do not go by them.
pub(crate) fn regions(product: &Product) -> Option<&OptionTerms> {
    product.options.get(REGION).filter(|terms| !is_list(terms))
}

/// Whether it merely lists the vendor's words: no choice carries anything, and none is taken where nobody makes one.
fn is_list(terms: &OptionTerms) -> bool {
    let bare = |choice: &Choice| choice.numbers.is_empty() && choice.unpriced.is_none();
    terms.default.is_none() && terms.choices.iter().all(bare)
}

/// Puts a region where the product's own option of it stands. Says whether prices go by it.
///
/// # Errors
///
/// A [`Problem`] at `path` for a word that is no region of the product, or another one than its option has.
pub(crate) fn put(
    product: &Product,
    options: &mut Table<OptionValue>,
    region: &str,
    path: &str,
) -> Result<bool, Problem> {
    let Some(terms) = product.options.get(REGION) else { return Ok(false) };
    let at = if path.is_empty() { REGION.to_owned() } else { format!("{path}.{REGION}") };
    let Some(choice) = terms.choice(region) else {
        let known = nearest(region, terms.words());
        return Err(Problem::new(format!("{} has no region `{region}`", product.name))
            .path(at)
            .hint(format!("its regions are {}", crate::nearest::some(&known))));
    };
    if is_list(terms) {
        return Ok(false); // It is one of the vendor's, and no price goes by it.
    }
    let value = OptionValue::Word(choice.word.clone());
    if let Some(other) = options.get(REGION).filter(|other| **other != value) {
        return Err(Problem::new(format!("the region is `{region}` here and `{other}` in the options"))
            .path(at)
            .hint("leave one of them out"));
    }
    options.insert(REGION.to_owned(), value);
    Ok(true)
}

/// Whether any price of a provider goes by region, and by this one.
///
/// # Errors
///
/// A [`Problem`] at the end of `region` for a word that is no region of any of its products.
pub(crate) fn is_known(book: &Provider, word: &str) -> Result<bool, Problem> {
    let all: Vec<&OptionTerms> =
        std::iter::once(&book.account).chain(book.products.values()).filter_map(regions).collect();
    if all.is_empty() || all.iter().any(|terms| terms.choice(word).is_some()) {
        return Ok(!all.is_empty());
    }
    let mut words: Vec<&str> = all.iter().flat_map(|terms| terms.words()).collect();
    words.sort_unstable();
    words.dedup();
    let known = nearest(word, words.into_iter());
    Err(Problem::new(format!("{} has no region `{word}`", book.name))
        .path(REGION)
        .hint(format!("its regions are {}", known.join(", "))))
}

/// A note on a region of an account that nothing in it goes by.
pub(crate) fn nowhere(name: &str, word: &str) -> String {
    format!(
        "{name}: region {word} changes nothing here: nothing that takes it from its account has prices by region"
    )
}

/// The region that is taken where nobody states one, if the plan's prices go by it.
pub(crate) fn assumed<'a>(
    product: &'a Product,
    plan: &Plan,
    options: &Table<OptionValue>,
) -> Option<&'a str> {
    let terms = regions(product).filter(|_| !options.contains_key(REGION))?;
    let default = terms.choice(&terms.default.as_ref()?.0)?;
    prices_go_by_it(product, plan, terms).then_some(default.word.as_str())
}

/// Whether anything a plan charges differs between regions: by a number that comes with them, or by a condition.
fn prices_go_by_it(product: &Product, plan: &Plan, terms: &OptionTerms) -> bool {
    let names = |formula: &Formula| formula.each.iter().any(|(name, _)| terms.carries(name));
    let charged = |charge: &ChargeTerms| {
        let price = match &charge.price {
            PriceTerms::Fee(formula) | PriceTerms::Each(formula) => names(formula),
            PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => names(&bundle.price),
            _ => false,
        };
        let meter = charge.meter.as_ref().and_then(|meter| product.meters.get(meter));
        let weighed = meter.is_some_and(|meter| meter.counted.iter().any(|input| names(&input.weight)));
        price || weighed || charge.when.0.contains_key(REGION)
    };
    terms.choices.iter().any(|choice| choice.unpriced.is_some())
        || product.charges_of(plan).any(|(_, charge)| charged(charge))
}
