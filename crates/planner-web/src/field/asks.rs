//! What a field asks for: by that it is read, shown, and has an example.

use planner_core::book::{OptionKind, OptionTerms, Product};
use planner_core::clients::Kind;
use planner_core::document::{Node, Problem};
use planner_core::{Currency, Quantity, Unit};

use super::number::{normal, shown};
use super::{Driver, Field, driver, steps};
use crate::{clients, forms, plans};

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A number, with its unit and time where it has any.
    Number,
    /// A sum of money.
    Money,
    /// A number for each of several months.
    Numbers,
    /// A month.
    Month,
    /// A day.
    Day,
    /// Words: a name, one of a list, a reason, a file.
    Words,
}

impl Field {
    /// What it asks for, in a document.
    #[must_use]
    pub fn asks(&self, document: &Node) -> Asks {
        match self {
            Self::Driver(name) => match driver(document, name) {
                Driver::Months => Asks::Numbers,
                Driver::Start(_) | Driver::Each => Asks::Number,
            },
            Self::Growth(_)
            | Self::Count(_)
            | Self::Figure(_)
            | Self::Months
            | Self::Rate
            | Self::End(_)
            | Self::Row(_) => Asks::Number,
            Self::Given(name, at, what) => match clients::setting(document, name, *at, what).map(|s| &s.kind)
            {
                Some(Kind::Flag | Kind::Choice(_)) => Asks::Words,
                Some(Kind::Number { .. }) | None => Asks::Number,
            },
            Self::At(place) => at(document, &steps(place)),
            Self::Start | Self::Key(_) => Asks::Month,
            Self::PriceDay => Asks::Day,
            Self::Plan(_)
            | Self::Client(..)
            | Self::Per(_)
            | Self::Currency
            | Self::Json
            | Self::Paste
            | Self::Info(_)
            | Self::Scenario => Asks::Words,
        }
    }

    /// What was typed, as the document is written: numbers in plain digits.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a number that can be read in two ways.
    pub fn meant(&self, document: &Node, typed: &str) -> Result<String, Problem> {
        match self.asks(document) {
            Asks::Number => normal(typed),
            Asks::Money => normal(typed).map(|text| self.bare(document, text)),
            Asks::Numbers => {
                // A semicolon leaves commas to the numbers.
                let apart = typed.contains(';');
                if let Some(problem) = doubted(typed).filter(|_| !apart) {
                    return Err(problem);
                }
                let items = typed.split(if apart { ';' } else { ',' });
                Ok(items.map(normal).collect::<Result<Vec<_>, _>>()?.join(", "))
            }
            Asks::Month | Asks::Day | Asks::Words => Ok(typed.to_owned()),
        }
    }

    /// What the document says, as it stands in a field that nobody types into: numbers with thousands apart.
    #[must_use]
    pub fn shown(&self, document: &Node, written: &str) -> String {
        match self.asks(document) {
            Asks::Number | Asks::Money => shown(written),
            Asks::Numbers | Asks::Month | Asks::Day | Asks::Words => written.to_owned(),
        }
    }

    /// A sum without its sign, where that is of the currency that the vendor charges in.
    fn bare(&self, document: &Node, text: String) -> String {
        let Self::At(place) = self else { return text };
        let Some(sum) = Quantity::parse(&text) else { return text };
        let Some(code) = sum.unit.as_ref().and_then(Unit::currency) else { return text };
        let is_own = currency(document, &steps(place)).is_some_and(|own| own.code() == code);
        if is_own { sum.value.normalize().to_string() } else { text }
    }
}

/// Why a list of figures can be read in two ways: `1,200` is one figure or two.
fn doubted(typed: &str) -> Option<Problem> {
    let parts: Vec<&str> = typed.split(',').collect();
    let [before, after] = parts.array_windows().find(|[before, after]| {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        before.ends_with(|c: char| c.is_ascii_digit()) && digits == 3
    })?;
    let before = before.trim();
    let said = ["`", before, ",", after.trim_end(), "` is one figure or two"].concat();
    Some(
        Problem::new(said)
            .hint("write `;` or a space behind what ends a figure: `1200, 1350` or `1,200; 1,350`"),
    )
}

fn at(document: &Node, place: &[&str]) -> Asks {
    match place {
        ["seats"] | [_, _, "cycle_day"] | ["limits", "spend" | "headroom"] => Asks::Number,
        [_, _, "quoted"] => Asks::Money,
        [_, _, "since" | "until"] => Asks::Day,
        [_, _, "options", id] => match option(document, place, id).map(|terms| terms.kind) {
            Some(OptionKind::Count) => Asks::Number,
            Some(OptionKind::Money) => Asks::Money,
            Some(OptionKind::Flag | OptionKind::Choice) | None => Asks::Words,
        },
        [_, _, form, .., part] => match part_of(form, part) {
            Some(forms::Kind::Text) if *part != "assumed" => Asks::Number,
            Some(forms::Kind::Figure) => Asks::Number,
            _ => Asks::Words,
        },
        _ => Asks::Words,
    }
}

/// How a form asks for a part of it.
pub(super) fn part_of(form: &str, part: &str) -> Option<forms::Kind> {
    forms::form(form)?.parts.iter().find(|known| known.key == part).map(|known| known.kind)
}

/// What a place of a resource or an account belongs to, in the books.
pub(super) fn product(document: &Node, place: &[&str]) -> Option<&'static Product> {
    let known = match place {
        ["accounts", name, ..] => plans::account(document, name),
        ["resources", name, ..] => plans::product(document, name),
        _ => None,
    };
    known.map(|(product, _)| product)
}

/// An option of it.
pub(super) fn option(document: &Node, place: &[&str], id: &str) -> Option<&'static OptionTerms> {
    product(document, place)?.options.get(id)
}

/// The currency that its vendor charges in.
fn currency(document: &Node, place: &[&str]) -> Option<Currency> {
    plans::provider(document, place).map(|provider| provider.currency)
}
