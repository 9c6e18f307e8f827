//! Where terms stand in a book, as dotted paths: by them their age and their file are found.

use super::plan::Plan;
use super::terms::{ChargeTerms, PriceTerms};

/// Where the price of a charge stands, and where its terms stand. The two differ where a charge of the whole product is
/// priced by an attribute of the plan. `product` is none for the account itself.
pub(crate) fn of_charge(
    product: Option<&str>,
    (plan_id, plan): (&str, &Plan),
    (id, terms): (&str, &ChargeTerms),
) -> [String; 2] {
    let scope = scope(product);
    if plan.charges.contains_key(id) {
        let place = format!("{scope}.plans.{plan_id}.charges.{id}");
        return [place.clone(), place];
    }
    let formula = match &terms.price {
        PriceTerms::Fee(formula) | PriceTerms::Each(formula) => Some(formula),
        PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => Some(&bundle.price),
        _ => None,
    };
    let attribute = formula.and_then(|f| f.each.iter().find(|(name, _)| plan.attributes.contains_key(name)));
    let terms = format!("{scope}.charges.{id}");
    match attribute {
        Some((name, _)) => [format!("{scope}.plans.{plan_id}.attributes.{name}"), terms],
        None => [terms.clone(), terms],
    }
}

/// Where a limit may stand: with its plan, and with the product.
pub(crate) fn of_limit(product: Option<&str>, plan_id: &str, id: &str) -> [String; 2] {
    either(product, plan_id, "limits", id)
}

/// Where a rule about sleeping may stand: with its plan, and with the product.
pub(crate) fn of_sleep(product: Option<&str>, plan_id: &str, id: &str) -> [String; 2] {
    either(product, plan_id, "sleeps", id)
}

fn either(product: Option<&str>, plan_id: &str, what: &str, id: &str) -> [String; 2] {
    let scope = scope(product);
    [format!("{scope}.plans.{plan_id}.{what}.{id}"), format!("{scope}.{what}.{id}")]
}

/// Where a product stands; the account where none is named.
pub(crate) fn scope(product: Option<&str>) -> String {
    product.map_or_else(|| "account".to_owned(), |product| format!("products.{product}"))
}
