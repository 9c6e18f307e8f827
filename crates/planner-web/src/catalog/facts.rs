//! What a plan has and includes, as a few short facts: `512 MiB memory`, `500,000 commands a month`.

use planner_core::answers::price_list::{AllowedOut, PlanPrices, PriceOut};
use planner_core::book::{Attribute, Category, Measure, Meter, MeterKind, Plan, Product, Provider, Window};
use planner_core::shown::quantity;
use planner_core::{Dimension, singular};

/// As many facts are told of a plan.
pub(super) const MOST: usize = 4;

/// The facts of each of a product's plans, by the plan's id: those in which plans differ first.
pub(super) fn of(
    provider: &Provider,
    product: &Product,
    listed: &[PlanPrices],
) -> Vec<(String, Vec<String>)> {
    let plans = listed.iter().filter_map(|prices| Some((prices, product.plans.get(&prices.id)?)));
    let all: Vec<(&PlanPrices, Vec<String>)> =
        plans.map(|(prices, plan)| (prices, one(provider, product, plan, prices))).collect();
    let shared = |fact: &String| all.len() > 1 && all.iter().all(|(_, facts)| facts.contains(fact));
    let told = |facts: &[String]| {
        let (same, own): (Vec<&String>, Vec<&String>) = facts.iter().partition(|fact| shared(fact));
        own.into_iter().chain(same).take(MOST).cloned().collect()
    };
    all.iter().map(|(prices, facts)| (prices.id.clone(), told(facts))).collect()
}

/// How much a meter matters to who chooses, the most at 0: what is counted and paid for, of an account and of storage what
/// behaviour makes and is paid for; then what else is paid for, what else behaviour makes, the rest. What is read from a cache, and reading
/// and writing what is stored, comes with something else.
pub(super) fn weight(product: &Product, id: &str, meter: &Meter) -> u8 {
    let charges =
        product.charges.values().chain(product.plans.values().flat_map(|plan| plan.charges.values()));
    let paid =
        charges.filter(|terms| terms.meter.as_deref() == Some(id)).any(|terms| terms.when.0.is_empty());
    let counted = meter.kind == MeterKind::Flow && meter.unit.dimension() == Dimension::Count;
    let measured = !meter.measures.is_empty();
    let is_part = |measure: &Measure| {
        matches!(measure, Measure::CachedTokens | Measure::ObjectReads | Measure::ObjectWrites)
    };
    let first = match product.categories.first() {
        None | Some(Category::ObjectStorage) => measured,
        Some(_) => counted,
    };
    match (paid, first) {
        _ if meter.measures.iter().any(is_part) => LEAST,
        (true, true) => 0,
        (true, false) => 1,
        (false, _) if measured => 2,
        (false, _) => LEAST,
    }
}

/// The weight of what matters least.
pub(super) const LEAST: u8 = 3;

fn one(provider: &Provider, product: &Product, plan: &Plan, prices: &PlanPrices) -> Vec<String> {
    let size = |name: &str, noun: &str| match plan.attributes.get(name)? {
        Attribute::Quantity(amount) if amount.unit.is_none() => {
            Some(format!("{} {noun}", quantity(amount.value)))
        }
        Attribute::Quantity(amount) => Some(format!("{amount} {noun}")),
        Attribute::NotStated => None,
    };
    // The two sizes that the core works with, whatever is counted of them.
    let mut facts: Vec<String> = [size("cpu", "CPU"), size("ram", "memory")].into_iter().flatten().collect();
    let meter = |id: &str| product.meters.get(id).or_else(|| provider.account.meters.get(id));
    let limits = prices.limits.iter().filter_map(|limit| {
        let terms = plan.limits.get(&limit.id).or_else(|| product.limits.get(&limit.id))?;
        let id = terms.meter.as_deref().filter(|_| limit.when.is_none())?;
        let meter = meter(id)?;
        Some((weight(product, id, meter), allowed(limit, id, meter, terms.window)?))
    });
    let charges = prices.prices.iter().filter_map(|price| {
        let terms = plan.charges.get(&price.id).or_else(|| product.charges.get(&price.id))?;
        let id = terms.meter.as_deref().filter(|_| price.when.is_none())?;
        let meter = meter(id)?;
        Some((weight(product, id, meter), included(price, id, meter)?))
    });
    let mut weighed: Vec<(u8, String)> = limits.chain(charges).collect();
    weighed.sort_by_key(|(weight, _)| *weight);
    for (_, fact) in weighed {
        add(&mut facts, fact);
    }
    facts
}

/// Adds a fact that is not told yet; of the same amount of the same thing one is enough.
fn add(facts: &mut Vec<String>, fact: String) {
    let noun = |fact: &str| fact.rsplit(' ').next().unwrap_or_default().to_owned();
    let known = |one: &String| *one == fact || noun(one) == noun(&fact) && noun(&fact) == "memory";
    if !facts.iter().any(known) {
        facts.push(fact);
    }
}

/// A ceiling on what is kept or used over a time that people plan in.
fn allowed(limit: &AllowedOut, id: &str, meter: &Meter, window: Window) -> Option<String> {
    let planned = matches!(
        window,
        Window::Instant | Window::Day | Window::Month | Window::Cycle | Window::Rolling30Days
    );
    let counts = planned && meter.kind != MeterKind::Running;
    fact(&limit.allows, id, meter).filter(|_| counts)
}

/// What comes with the plan before more is charged.
fn included(price: &PriceOut, id: &str, meter: &Meter) -> Option<String> {
    let amount = price.included.as_deref()?;
    let amount = amount.strip_suffix(" for each").unwrap_or(amount);
    let time = if meter.kind == MeterKind::Flow { " a month" } else { "" };
    fact(&format!("{amount}{time}"), id, meter)
}

/// An amount with its noun, which is the meter's id in words: `0.25 GB storage`, `500,000 commands a month`.
fn fact(amount: &str, id: &str, meter: &Meter) -> Option<String> {
    // What goes by a setting is a formula, and what nobody states no number.
    let (number, rest) = amount.split_once(' ')?;
    let plain = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let some = number.chars().any(|c| matches!(c, '1'..='9'));
    let symbol = meter.unit.symbol();
    let (unit, time) = match rest.split_once(' ') {
        _ if symbol.is_empty() => ("", rest.trim_start()),
        Some((unit, time)) => (unit, time),
        None => (rest, ""),
    };
    // What is included may be counted in another unit, as of instances for a month.
    let of_meter = unit == symbol || *unit == *singular(symbol);
    if !plain
        || !some
        || !of_meter
        || time.contains(['+', '('])
        || time.starts_with("x ")
        || time.contains("for each")
    {
        return None;
    }
    let noun = id.replace('_', " ");
    let says_unit = LENGTHS.iter().any(|(short, long)| *short == symbol && noun.ends_with(long));
    let (unit, noun) = match meter.unit.dimension() {
        Dimension::Count if number == "1" && noun.ends_with(symbol) => ("", singular(&noun).into_owned()),
        Dimension::Count => ("", noun),
        _ if says_unit => ("", noun),
        _ => (unit, noun),
    };
    let parts = [number, unit, &noun, time].into_iter().filter(|part| !part.is_empty());
    Some(parts.collect::<Vec<_>>().join(" "))
}

/// Units of time that nouns have in them: 500 min of build minutes are 500 build minutes.
const LENGTHS: [(&str, &str); 3] = [("min", "minutes"), ("h", "hours"), ("s", "seconds")];

#[cfg(test)]
mod tests {
    use planner_core::answers::price_list::price_list;
    use planner_core::document::Problem;

    use super::*;
    use crate::plans::books;

    fn facts(provider: &str, id: &str, plan: &str) -> Result<Vec<String>, Problem> {
        let list = price_list(books()?, provider, Some(id), None)?;
        let day = planner_core::Date::parse(&list.as_of).ok_or_else(|| Problem::new("a day"))?;
        let book = &books()?.as_of(provider, day)?.provider;
        let product = book.products.get(id).unwrap_or(&book.account);
        let listed = list.products.into_iter().next().map(|product| product.plans).unwrap_or_default();
        let all = of(book, product, &listed);
        Ok(all.into_iter().find(|(known, _)| known == plan).map(|(_, facts)| facts).unwrap_or_default())
    }

    #[test]
    fn sizes_come_first_and_what_differs_before_what_is_the_same() -> Result<(), Problem> {
        assert_eq!(facts("render", "web", "0.5c-512mb")?, ["0.5 CPU", "512 MiB memory"]);
        let free = facts("upstash", "redis", "free")?;
        assert!(free.len() <= MOST && free.contains(&"500,000 commands a month".to_owned()), "{free:?}");
        let account = facts("render", "account", "hobby")?;
        assert!(account.iter().any(|fact| fact.ends_with("bandwidth a month")), "{account:?}");
        Ok(())
    }

    #[test]
    fn every_fact_is_an_amount_of_something() -> Result<(), Problem> {
        for provider in books()?.providers() {
            let list = price_list(books()?, provider, None, None)?;
            let day = planner_core::Date::parse(&list.as_of).ok_or_else(|| Problem::new("a day"))?;
            let book = &books()?.as_of(provider, day)?.provider;
            for listed in &list.products {
                let id = listed.id.split_once('/').map_or("", |(_, id)| id);
                let product = book.products.get(id).unwrap_or(&book.account);
                for fact in of(book, product, &listed.plans).into_iter().flat_map(|(_, facts)| facts) {
                    let starts = fact.starts_with(|first: char| first.is_ascii_digit());
                    assert!(
                        starts && fact.contains(' ') && fact.chars().count() <= 60,
                        "{}: {fact}",
                        listed.id
                    );
                }
            }
        }
        Ok(())
    }
}
