//! What the input panel shows: a row for each driver and each resource of the document.

use planner_core::Decimal;
use planner_core::document::Node;
use planner_core::{Quantity, decimal};

use crate::field::{self, Field};
use crate::plans::{self, Choice};
use crate::{timeline, tree};

/// A driver's inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverInput {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its figure is counted in: `a month`, `for each of users`.
    pub unit: String,
    /// The figure.
    pub value: String,
    /// The growth; none where it cannot have one of its own.
    pub growth: Option<String>,
    /// Why it is assumed, if it is.
    pub assumed: Option<String>,
    /// The slider's place and its number of places; none for figures a slider cannot show.
    pub slider: Option<(usize, usize)>,
}

/// A resource's inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceInput {
    /// Its name.
    pub name: String,
    /// The product's name, or its id where the books do not know it.
    pub product: String,
    /// The plans to choose from; empty where there is no choice.
    pub choices: Vec<Choice>,
    /// The id of the plan it is on.
    pub plan: String,
    /// The name of that plan, with its price.
    pub plan_name: String,
    /// How many instances; none where the stack says nothing.
    pub count: String,
    /// Whether the books have its prices.
    pub priced: bool,
}

/// An account's inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountInput {
    /// Its name.
    pub name: String,
    /// The name of the plan it is on; empty where it has no plans.
    pub plan: String,
    /// Whether the books know it.
    pub known: bool,
}

/// A row for each account, so many at most: those the stack names.
#[must_use]
pub fn accounts(document: &Node, most: usize) -> Vec<AccountInput> {
    let one = |(name, _): (&str, &Node)| {
        let of = ["accounts.", name].concat();
        let choices = plans::choices(document, &of);
        let word = plans::plan_of(document, &of).unwrap_or_default();
        let plan =
            plans::find(document, &of, &choices, &word).map_or(word.clone(), |known| known.name.clone());
        let plan = in_time(document, &of, plan);
        AccountInput { name: name.to_owned(), plan, known: plans::account(document, name).is_some() }
    };
    tree::entries(document, &["accounts"]).take(most).map(one).collect()
}

/// A row for each driver, so many at most.
#[must_use]
pub fn drivers(document: &Node, most: usize) -> Vec<DriverInput> {
    tree::entries(document, &["drivers"]).take(most).map(|(name, _)| driver(document, name)).collect()
}

/// How many there are: `drivers`, `resources` or `accounts`.
#[must_use]
pub fn count(document: &Node, kind: &str) -> usize {
    tree::entries(document, &[kind]).count()
}

fn driver(document: &Node, name: &str) -> DriverInput {
    let value = Field::Driver(name.to_owned()).read(document);
    let (unit, growth, scale) = match field::driver(document, name) {
        field::Driver::Start(_) => {
            let own = Quantity::parse(&value).is_none_or(|quantity| quantity.unit.is_some());
            let unit = if own { "with its unit" } else { "a month" };
            (unit.to_owned(), Some(Field::Growth(name.to_owned()).read(document)), Some(START))
        }
        field::Driver::Each(_) => {
            let per = tree::text(document, &["drivers", name, "per"]).unwrap_or_default();
            (format!("for each of {}", tree::words(per)), None, Some(EACH))
        }
        field::Driver::Months => ("one figure a month".to_owned(), None, None),
    };
    let slider = scale.and_then(|scale| Some((place(scale, decimal(value.trim())?), length(scale))));
    let assumed = tree::text(document, &["drivers", name, "assumed"]).map(str::to_owned);
    DriverInput { name: name.to_owned(), label: sentence(name), unit, value, growth, assumed, slider }
}

/// A plan's name with what it changes to: `Free, then pro from 2027-04`.
fn in_time(document: &Node, of: &str, first: String) -> String {
    let later = timeline::changes(document, of).into_iter().skip(1);
    later.fold(first, |said, (month, plan)| format!("{said}, then {plan} from {month}"))
}

/// A row for each resource, so many at most.
#[must_use]
pub fn resources(document: &Node, most: usize) -> Vec<ResourceInput> {
    let one = |(name, _): (&str, &Node)| {
        let choices = plans::choices(document, name);
        let word = plans::plan_of(document, name).unwrap_or_default();
        let known = plans::find(document, name, &choices, &word);
        let id = tree::text(document, &["resources", name, "product"]).unwrap_or_default();
        let product = plans::product_name(document, name);
        ResourceInput {
            name: name.to_owned(),
            product: product.unwrap_or(id).to_owned(),
            plan: known.map_or(word.clone(), |choice| choice.id.clone()),
            plan_name: in_time(document, name, known.map_or(word.clone(), |choice| choice.label.clone())),
            count: Field::Count(name.to_owned()).read(document),
            priced: product.is_some(),
            choices,
        }
    };
    tree::entries(document, &["resources"]).take(most).map(one).collect()
}

/// `page_views` as `Page views`.
#[must_use]
pub fn sentence(name: &str) -> String {
    let words = tree::words(name);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A slider's range: the power of ten it starts at, and its decades.
type Scale = (i32, usize);

/// From 1 to ten million a month.
const START: Scale = (0, 7);
/// From a tenth to ten thousand for each.
const EACH: Scale = (-1, 5);

/// The places within a decade, in tenths of its start.
const STEPS: [i64; 8] = [10, 15, 20, 30, 40, 50, 60, 80];

fn length((_, decades): Scale) -> usize {
    decades.saturating_mul(STEPS.len())
}

/// The figure at a place.
fn figure((first, _): Scale, place: usize) -> Decimal {
    let decade = i32::try_from(place / STEPS.len()).unwrap_or(0).saturating_add(first).saturating_sub(1);
    let step = STEPS.get(place % STEPS.len()).copied().unwrap_or(10);
    match u32::try_from(decade) {
        Ok(power) => Decimal::from(step.saturating_mul(10_i64.saturating_pow(power))),
        Err(_) => Decimal::new(step, decade.unsigned_abs()).normalize(),
    }
}

/// The last place whose figure is not above the value.
fn place(scale: Scale, value: Decimal) -> usize {
    (0..=length(scale)).rev().find(|place| figure(scale, *place) <= value).unwrap_or(0)
}

/// What a driver's slider says at a place.
#[must_use]
pub fn slid(input: &DriverInput, place: usize) -> String {
    let scale = if input.growth.is_some() { START } else { EACH };
    figure(scale, place).to_string()
}

#[cfg(test)]
mod tests {
    use planner_core::document::{Problem, parse_json};

    use super::*;

    #[test]
    fn a_slider_goes_through_round_figures() {
        let figures: Vec<String> = (0..=10).map(|place| figure(START, place).to_string()).collect();
        assert_eq!(figures, ["1", "1.5", "2", "3", "4", "5", "6", "8", "10", "15", "20"]);
        assert_eq!(figure(START, length(START)).to_string(), "10000000");
        assert_eq!(figure(EACH, 0).to_string(), "0.1");
        assert_eq!(figure(EACH, length(EACH)).to_string(), "10000");
    }

    #[test]
    fn a_slider_stands_where_its_figure_is() {
        for at in 0..=length(START) {
            assert_eq!(place(START, figure(START, at)), at);
        }
        assert_eq!(place(START, Decimal::ZERO), 0);
        assert_eq!(place(START, Decimal::from(100_000_000)), length(START));
    }

    #[test]
    fn every_driver_has_a_row() -> Result<(), Problem> {
        let document = parse_json(
            r#"{ "drivers": { "page_views": { "start": 2000, "growth": "6 %/month", "assumed": "why" },
            "jobs": { "per": "page_views", "times": 3 }, "logs": "5 GB /day" } }"#,
            0,
        )?;
        let rows = drivers(&document, 10);
        assert_eq!((count(&document, "drivers"), drivers(&document, 2).len()), (3, 2));
        let shown: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.label.as_str(),
                    row.unit.as_str(),
                    row.value.as_str(),
                    row.growth.as_deref(),
                    row.slider.is_some(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("Page views", "a month", "2000", Some("6 %/month"), true),
                ("Jobs", "for each of page views", "3", None, true),
                ("Logs", "with its unit", "5 GB /day", Some(""), false),
            ]
        );
        Ok(())
    }
}
