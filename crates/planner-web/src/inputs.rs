//! What the input panel shows: a row for each driver and each resource of the document.

use planner_core::document::Node;
use planner_core::{Quantity, decimal};

use crate::field::{self, Field};
use crate::plans::{self, Choice};
use crate::{ladder, timeline, tree};

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
    /// What it says in words, where it follows another: `5 for each of visits`.
    pub said: Option<String>,
    /// The place of its slider among round figures; none for what a slider cannot show, and where the drawing has handles.
    pub slider: Option<i32>,
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
    let place = ["drivers", name];
    let (mut growth, mut said, mut slider) = (None, None, None);
    let unit = match field::driver(document, name) {
        field::Driver::Start(_) => {
            growth = Some(Field::Growth(name.to_owned()).read(document));
            let own = Quantity::parse(&value).is_none_or(|quantity| quantity.unit.is_some());
            (if own { "with its unit" } else { "a month" }).to_owned()
        }
        field::Driver::Each => {
            said = field::said(document, &place);
            slider = decimal(value.trim()).and_then(ladder::place).map(|place| place.clamp(EACH.0, EACH.1));
            format!("for each of {}", tree::words(&field::per(document, &place)))
        }
        field::Driver::Months => "one figure a month".to_owned(),
    };
    let assumed = tree::text(document, &["drivers", name, "assumed"]).map(str::to_owned);
    DriverInput { name: name.to_owned(), label: sentence(name), unit, value, growth, assumed, said, slider }
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

/// The first and the last place of a slider for so many of each: from a tenth to ten thousand.
pub const EACH: (i32, i32) = (-ladder::DECADE, 40);

#[cfg(test)]
mod tests {
    use planner_core::document::{Problem, parse_json};

    use super::*;

    #[test]
    fn every_driver_has_a_row() -> Result<(), Problem> {
        let document = parse_json(
            r#"{ "drivers": { "page_views": { "start": 2000, "growth": "6 %/month", "assumed": "why" },
            "jobs": { "per": "page_views", "times": 3 }, "logs": "5 GB /day", "mails": "jobs" } }"#,
            0,
        )?;
        let rows = drivers(&document, 10);
        assert_eq!((count(&document, "drivers"), drivers(&document, 2).len()), (4, 2));
        let shown: Vec<_> = rows
            .iter()
            .map(|row| {
                (row.label.as_str(), row.unit.as_str(), row.value.as_str(), row.growth.as_deref(), row.slider)
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("Page views", "a month", "2000", Some("6 %/month"), None),
                ("Jobs", "for each of page views", "3", None, Some(5)),
                ("Logs", "with its unit", "5 GB /day", Some(""), None),
                ("Mails", "for each of jobs", "1", None, Some(0)),
            ]
        );
        let said: Vec<Option<&str>> = rows.iter().map(|row| row.said.as_deref()).collect();
        assert_eq!(said, [None, Some("3 for each of page views"), None, Some("1 for each of jobs")]);
        Ok(())
    }
}
