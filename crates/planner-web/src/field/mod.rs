//! The fields a person types into, and what each changes in the document.

mod asks;
mod drafts;
mod driver;
mod end;
mod example;
mod figure;
mod keyed;
mod number;

use planner_core::document::{Node, Problem, Value};

pub use self::asks::Asks;
pub use self::drafts::{Draft, Drafts};
pub(crate) use self::driver::{Driver, driver, open};
use self::driver::{grow, growth, months, path};
pub(crate) use self::end::can_end;
pub(crate) use self::figure::{per, said};
pub(crate) use self::number::shown as shown_number;
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
    /// Where a driver ends in the last month, which its growth is worked out from.
    End(String),
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
    /// A word or number at a place of the document; nothing takes it away.
    At(Vec<String>),
    /// A word or number of a row, which stays until the row is removed.
    Row(Vec<String>),
    /// The name that a row stands under: a month, or a name.
    Key(Vec<String>),
    /// How much there is of something that may follow a driver: the figure, whatever it is for each of.
    Figure(Vec<String>),
    /// The driver that such a figure is for each of; nothing for a month.
    Per(Vec<String>),
    /// The whole stack as JSON.
    Json,
    /// A stack file that is pasted, to be opened.
    Paste,
    /// What the server of a resource says of itself, pasted to look at: no part of the document.
    Info(String),
    /// Another name for the scenario at hand: no part of the document.
    Scenario,
    /// The day whose prices are to stand beside those of today: no part of the document.
    PriceDay,
    /// The currency that the reader thinks in, beside dollars.
    Currency,
    /// How much of it a dollar is.
    Rate,
}

impl Field {
    /// What the document says here.
    #[must_use]
    pub fn read(&self, document: &Node) -> String {
        let text = |path: &[&str]| tree::text(document, path).unwrap_or_default().to_owned();
        match self {
            Self::Driver(name) => match driver(document, name) {
                Driver::Months => months(document, name),
                Driver::Each => figure::amount(document, &["drivers", name]),
                Driver::Start(key) => text(&path(name, key)),
            },
            Self::Growth(name) => text(&growth(document, name)),
            Self::Start => text(&["start"]),
            Self::Plan(name) => crate::plans::plan_of(document, name).unwrap_or_default(),
            Self::Count(name) => text(&["resources", name, "count"]),
            Self::Client(name, at) => text(&["resources", name, "clients", &at.to_string(), "profile"]),
            Self::Given(name, at, what) => clients::read(document, name, *at, what),
            Self::At(place) | Self::Row(place) => tree::shown(document, &steps(place)),
            Self::Key(place) => place.last().cloned().unwrap_or_default(),
            Self::Figure(place) => figure::amount(document, &steps(place)),
            Self::Per(place) => figure::per(document, &steps(place)),
            Self::End(_)
            | Self::Months
            | Self::Json
            | Self::Currency
            | Self::Rate
            | Self::Paste
            | Self::Info(_)
            | Self::Scenario
            | Self::PriceDay => String::new(),
        }
    }

    /// Puts what was typed into a document that is looked at for so many months.
    ///
    /// # Errors
    ///
    /// As of [`Field::write`], and where no growth leads to a wanted end.
    pub fn write_over(&self, document: &mut Node, typed: &str, months: u32) -> Result<(), Problem> {
        match self {
            Self::End(name) => end::reach(document, name, typed, months),
            _ => self.write(document, typed),
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
                Driver::Each if !typed.trim().is_empty() => {
                    figure::put(document, &["drivers", name], typed.trim())
                }
                Driver::Each => Err(Problem::new("nothing is written here").hint("write a number such as 5")),
                Driver::Start(key) => document.put(&path(name, key), tree::typed(typed)),
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
            Self::At(place) => at(document, &steps(place), typed.trim()),
            Self::Row(place) => keyed::put(document, &steps(place), typed.trim()),
            Self::Key(place) => keyed::rename(document, &steps(place), typed.trim()),
            Self::Figure(place) => figure::put(document, &steps(place), typed.trim()),
            Self::Per(place) => figure::follow(document, &steps(place), typed.trim()),
            Self::End(_)
            | Self::Months
            | Self::Json
            | Self::Currency
            | Self::Rate
            | Self::Paste
            | Self::Info(_)
            | Self::Scenario
            | Self::PriceDay => Ok(()),
        }
    }
}

impl Field {
    /// Whether what stands in it is no part of the document, and changes nothing of it by itself.
    #[must_use]
    pub const fn is_apart(&self) -> bool {
        matches!(self, Self::Paste | Self::Info(_) | Self::Scenario | Self::PriceDay)
    }

    /// Whether the answer follows from it: not from what is only looked at, or not opened yet.
    #[must_use]
    pub const fn is_of_the_answer(&self) -> bool {
        !self.is_apart() && !matches!(self, Self::Currency | Self::Rate)
    }

    /// What it is, for whoever undoes a change of it: `visits`, `plan of web`.
    #[must_use]
    pub fn label(&self) -> String {
        let last = |place: &[String]| match place {
            [_, of, .., what] if of != what => format!("{} of {of}", tree::words(what)),
            _ => place.last().map(|step| tree::words(step)).unwrap_or_default(),
        };
        match self {
            Self::Driver(name) => tree::words(name),
            Self::Growth(name) | Self::End(name) => format!("growth of {}", tree::words(name)),
            Self::Start => "first month".to_owned(),
            Self::Months => "horizon".to_owned(),
            Self::Plan(name) => format!("plan of {name}"),
            Self::Count(name) => format!("count of {name}"),
            Self::Client(name, _) => format!("clients of {name}"),
            Self::Given(name, _, what) => format!("{} of a client of {name}", tree::words(what)),
            Self::At(place)
            | Self::Row(place)
            | Self::Key(place)
            | Self::Figure(place)
            | Self::Per(place) => last(place),
            Self::Json | Self::Paste => "stack as JSON".to_owned(),
            Self::Info(name) => format!("what the server of {name} says"),
            Self::Scenario => "name of the scenario".to_owned(),
            Self::PriceDay => "day of the prices".to_owned(),
            Self::Currency => "your currency".to_owned(),
            Self::Rate => "rate of a dollar".to_owned(),
        }
    }
}

fn steps(place: &[String]) -> Vec<&str> {
    place.iter().map(String::as_str).collect()
}

/// A word or number at a place. Where it was the only thing in a map that nothing else needs, the map goes with it.
fn at(document: &mut Node, place: &[&str], typed: &str) -> Result<(), Problem> {
    if typed.is_empty() {
        document.remove(place);
        tree::prune(document, place);
        return Ok(());
    }
    document.put(place, tree::typed(typed))
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
        for amount in ["+100 /month", "+100"] {
            assert_eq!(write(json, &growth, amount)?.1, "+100 /month");
        }
        let grown = r#"{ "drivers": { "users": { "start": 5, "growth": "6 %/month" } } }"#;
        assert_eq!(write(grown, &growth, " ")?.0, r#"{  "drivers": { "users": { "start": 5 } }}"#);
        Ok(())
    }
}
