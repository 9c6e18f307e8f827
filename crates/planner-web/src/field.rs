//! The fields a person types into, and what each changes in the document.

use planner_core::document::{Node, Problem, Value};

use crate::{clients, tree};

/// The longest horizon.
pub const MOST_MONTHS: u32 = 36;

/// A field of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A driver's figure.
    Driver(String),
    /// A driver's growth.
    Growth(String),
    /// The first month.
    Start,
    /// How many months.
    Months,
    /// A resource's plan.
    Plan(String),
    /// How many instances of a resource.
    Count(String),
    /// A client of a resource, by its place in the list: which one it is. A free place makes one more; no word
    /// takes it away.
    Client(String, usize),
    /// How many there are of a client, a setting of it, or how often it is asked for something.
    Given(String, usize, String),
    /// The whole stack as JSON.
    Json,
}

/// What a person typed and did not leave yet, or what was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// As typed.
    pub text: String,
    /// Why it was refused, if it was.
    pub problem: Option<Problem>,
}

/// The drafts of all fields: few at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts(Vec<(Field, Draft)>);

impl Drafts {
    /// The draft of a field.
    #[must_use]
    pub fn get(&self, field: &Field) -> Option<&Draft> {
        self.0.iter().find(|(known, _)| known == field).map(|(_, draft)| draft)
    }

    /// Keeps the draft of a field in place of an earlier one.
    pub fn insert(&mut self, field: Field, draft: Draft) {
        self.remove(&field);
        self.0.push((field, draft));
    }

    /// Forgets the draft of a field.
    pub fn remove(&mut self, field: &Field) {
        self.0.retain(|(known, _)| known != field);
    }

    /// Forgets the draft of a field that is left; a refusal stays in sight.
    pub fn leave(&mut self, field: &Field) {
        self.0.retain(|(known, draft)| known != field || draft.problem.is_some());
    }

    /// Forgets the drafts of a resource's clients.
    pub fn forget_clients(&mut self, resource: &str) {
        self.0.retain(|(field, _)| match field {
            Field::Client(name, _) | Field::Given(name, ..) => name != resource,
            _ => true,
        });
    }

    /// Forgets all drafts.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether one of them was refused.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.0.iter().any(|(_, draft)| draft.problem.is_some())
    }
}

impl Field {
    /// What the document says here.
    #[must_use]
    pub fn read(&self, document: &Node) -> String {
        let text = |path: &[&str]| tree::text(document, path).unwrap_or_default().to_owned();
        match self {
            Self::Driver(name) => match driver(document, name) {
                Driver::Months => months(document, name),
                Driver::Start(key) | Driver::Each(key) => text(&path(name, key)),
            },
            Self::Growth(name) => text(&growth(document, name)),
            Self::Start => text(&["start"]),
            Self::Plan(name) => crate::plans::plan_of(document, name).unwrap_or_default(),
            Self::Count(name) => text(&["resources", name, "count"]),
            Self::Client(name, at) => text(&["resources", name, "clients", &at.to_string(), "profile"]),
            Self::Given(name, at, what) => clients::read(document, name, *at, what),
            Self::Months | Self::Json => String::new(),
        }
    }

    /// Puts what was typed into the document.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the document has no place for it.
    pub fn write(&self, document: &mut Node, typed: &str) -> Result<(), Problem> {
        match self {
            Self::Driver(name) => match driver(document, name) {
                Driver::Months => {
                    let items = typed.split(',').map(|item| tree::empty(tree::typed(item)));
                    let items = Value::List(items.collect());
                    document.put(&["drivers", name, "months"], items)
                }
                Driver::Start(key) | Driver::Each(key) => document.put(&path(name, key), tree::typed(typed)),
            },
            Self::Growth(name) => grow(document, name, typed.trim()),
            Self::Start => document.put(&["start"], Value::Text(typed.to_owned())),
            Self::Plan(name) => document.put(&["resources", name, "plan"], Value::Text(typed.to_owned())),
            Self::Count(name) if typed.trim().is_empty() => {
                document.remove(&["resources", name, "count"]);
                Ok(())
            }
            Self::Count(name) => document.put(&["resources", name, "count"], tree::typed(typed)),
            Self::Client(name, at) => clients::become_another(document, name, *at, typed),
            Self::Given(name, at, what) => clients::write(document, name, *at, what, typed.trim()),
            Self::Months | Self::Json => Ok(()),
        }
    }
}

/// How a driver is written, and the key its figure stands under; none for a bare figure.
pub(crate) enum Driver {
    /// A figure of its own.
    Start(Option<&'static str>),
    /// So much for each unit of another driver.
    Each(Option<&'static str>),
    /// A figure for each month.
    Months,
}

pub(crate) fn driver(document: &Node, name: &str) -> Driver {
    let has = |key| document.find(&["drivers", name, key]).is_some();
    match () {
        () if has("months") => Driver::Months,
        () if has("per") => Driver::Each(Some(if has("each") { "each" } else { "times" })),
        () if has("start") => Driver::Start(Some("start")),
        () => Driver::Start(None),
    }
}

fn path<'a>(name: &'a str, key: Option<&'a str>) -> Vec<&'a str> {
    ["drivers", name].into_iter().chain(key).collect()
}

fn months(document: &Node, name: &str) -> String {
    let items = match document.find(&["drivers", name, "months"]).map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let texts: Vec<&str> = items.iter().filter_map(|item| tree::text(item, &[])).collect();
    texts.join(", ")
}

fn growth<'a>(document: &Node, name: &'a str) -> Vec<&'a str> {
    let logistic = document.find(&["drivers", name, "growth", "logistic"]).is_some();
    if logistic {
        vec!["drivers", name, "growth", "logistic", "rate"]
    } else {
        vec!["drivers", name, "growth"]
    }
}

fn grow(document: &mut Node, name: &str, typed: &str) -> Result<(), Problem> {
    let place = growth(document, name);
    if typed.is_empty() {
        document.remove(&["drivers", name, "growth"]);
        return Ok(());
    }
    if let Driver::Start(None) = driver(document, name)
        && let Some(figure) = document.find(&["drivers", name]).map(|node| node.value.clone())
    {
        document
            .put(&["drivers", name], Value::Map(vec![("start".to_owned(), tree::empty(figure))].into()))?;
    }
    document.put(&place, Value::Text(spelled(typed)))
}

/// A bare number, and a share without its time, are meant a month: `6` and `6 %` are `6 %/month`.
fn spelled(typed: &str) -> String {
    let number = typed.strip_suffix('%').map_or(typed, str::trim_end);
    match planner_core::decimal(number) {
        Some(_) => format!("{number} %/month"),
        None => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use planner_core::document::parse_json;

    use super::*;

    fn write(json: &str, field: &Field, typed: &str) -> Result<(String, String), Problem> {
        let mut document = parse_json(json, 0)?;
        field.write(&mut document, typed)?;
        Ok((crate::json::print(&document).replace('\n', ""), field.read(&document)))
    }

    #[test]
    fn a_driver_is_written_where_its_figure_stands() -> Result<(), Problem> {
        let users = Field::Driver("users".to_owned());
        for (json, typed, expected) in [
            (r#"{ "drivers": { "users": 500 } }"#, "1500", r#"{  "drivers": { "users": 1500 }}"#),
            (
                r#"{ "drivers": { "users": { "start": 5 } } }"#,
                "2k",
                r#"{  "drivers": { "users": { "start": "2k" } }}"#,
            ),
            (
                r#"{ "drivers": { "users": { "per": "a", "times": 5 } } }"#,
                "7",
                r#"{  "drivers": { "users": { "per": "a", "times": 7 } }}"#,
            ),
            (
                r#"{ "drivers": { "users": { "months": [1] } } }"#,
                "7, 8",
                r#"{  "drivers": { "users": { "months": [ 7, 8 ] } }}"#,
            ),
        ] {
            assert_eq!(write(json, &users, typed)?, (expected.to_owned(), typed.to_owned()));
        }
        Ok(())
    }

    #[test]
    fn growth_is_a_share_a_month_unless_said_otherwise() -> Result<(), Problem> {
        let growth = Field::Growth("users".to_owned());
        let json = r#"{ "drivers": { "users": 500 } }"#;
        assert_eq!(write(json, &growth, "6")?.1, "6 %/month");
        assert_eq!(
            write(json, &growth, "6.5%")?.0,
            r#"{  "drivers": { "users": { "start": 500, "growth": "6.5 %/month" } }}"#
        );
        assert_eq!(write(json, &growth, "+100 /month")?.1, "+100 /month");
        let grown = r#"{ "drivers": { "users": { "start": 5, "growth": "6 %/month" } } }"#;
        assert_eq!(write(grown, &growth, " ")?.0, r#"{  "drivers": { "users": { "start": 5 } }}"#);
        Ok(())
    }
}
