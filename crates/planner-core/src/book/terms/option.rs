//! Settings that change charges and limits, and choices that carry numbers of their own.

use super::{Confidence, Setting};
use crate::decimal;
use crate::document::{Blank, Fields, Misfit, Place, Read, Value, fields, words};
use crate::number::Decimal;
use crate::table::Table;

/// A setting of a resource or an account.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OptionTerms {
    /// What it does, in words.
    pub description: String,
    /// Other words people use for it.
    pub also: Vec<String>,
    /// What values it takes.
    pub kind: OptionKind,
    /// What it takes, when it is a choice; the only numbers it takes, when it is a count or an amount.
    pub choices: Vec<Choice>,
    /// Its value where the user gives none.
    pub default: Option<Setting>,
    /// The least it takes, where it is a number that is set.
    pub at_least: Option<Decimal>,
    /// The most it takes, where it is a number.
    pub at_most: Option<Decimal>,
    /// Options of the same product that cannot be set beside it.
    pub excludes: Vec<String>,
    /// The fact of the whole stack that it is, so that it is stated once: `commercial: true` at the top.
    pub fact: Option<Fact>,
}

fields!(OptionTerms {
    description: required,
    also: optional,
    kind: required,
    choices: optional_as(choices),
    default: optional,
    at_least: optional,
    at_most: optional,
    excludes: optional,
    fact: optional,
});

/// One of the words a choice takes, with the numbers that come with it: a region with its prices.
///
/// A formula names such a number like any other; which one it is, the choice decides. A choice without the number leaves
/// the charge unpriced.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Choice {
    /// The word.
    pub word: String,
    /// What it is, in words: `Frankfurt`.
    pub means: Option<String>,
    /// Other words for it.
    pub also: Vec<String>,
    /// Its numbers, by the names formulas use.
    pub numbers: Table<Figure>,
    /// Why nothing is priced where it is chosen: a region whose prices the book lacks.
    pub unpriced: Option<String>,
    /// Where its numbers were read; that of the charge where it is left out.
    pub source: Option<String>,
    /// How far they can be trusted; as far as the charge where it is left out.
    pub confidence: Option<Confidence>,
}

fields!(
    Choice {
        means: optional,
        also: optional,
        numbers: optional,
        unpriced: optional,
        source: optional,
        confidence: optional,
    },
    word
);

impl Choice {
    /// Whether a word names it.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.word == word || self.also.iter().any(|also| also.eq_ignore_ascii_case(word))
    }
}

/// A number that comes with a choice, or why nobody has it: one of the two.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Figure {
    /// The number.
    pub value: Option<Decimal>,
    /// Why nobody has it: shown, never a zero.
    pub unpriced: Option<String>,
    /// Where it was read; the choice's source where it is left out.
    pub source: Option<String>,
    /// How far it can be trusted.
    pub confidence: Option<Confidence>,
}

impl Blank for Figure {
    fn blank() -> Self {
        Self::default()
    }
}

impl Read for Figure {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let mut figure = Self::default();
        if let Value::Map(_) = at.value() {
            let fields = Fields::of(at, &["value", "unpriced", "source", "confidence"])?;
            fields.optional("value", &mut figure.value);
            fields.optional("unpriced", &mut figure.unpriced);
            fields.optional("source", &mut figure.source);
            fields.optional("confidence", &mut figure.confidence);
            fields.end(())?;
        } else {
            figure.value = Some(Read::read(at)?);
        }
        if figure.value.is_some() == figure.unpriced.is_some() {
            return Err(at.wrong("a number has a `value`, or says why it is `unpriced`"));
        }
        Ok(figure)
    }
}

/// Reads the words of a choice: a list of them, or a map from each to what comes with it.
fn choices(at: &Place<'_>) -> Result<Vec<Choice>, Misfit> {
    let Value::Map(entries) = at.value() else {
        let words: Vec<String> = Read::read(at)?;
        return Ok(words.into_iter().map(|word| Choice { word, ..Choice::default() }).collect());
    };
    let one = |(word, node): &(String, crate::document::Node)| {
        let choice: Choice = Read::read(&at.named(word, node))?;
        Ok(Choice { word: word.clone(), ..choice })
    };
    entries.iter().map(one).collect()
}

impl OptionTerms {
    /// The choice that a word names.
    #[must_use]
    pub fn choice(&self, word: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.is(word))
    }

    /// The words it takes.
    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.choices.iter().map(|choice| choice.word.as_str())
    }

    /// What it takes, and the nearest of that, where a number is out of its bounds or none of the only ones it takes.
    pub(crate) fn beyond(&self, number: Decimal) -> Option<(String, String)> {
        if self.kind == OptionKind::Choice {
            return None;
        }
        if !self.choices.is_empty() {
            if self.choice(&number.normalize().to_string()).is_some() {
                return None;
            }
            let enough = |word: &&str| decimal(word).is_some_and(|least| least >= number);
            let near = self.words().find(enough).or(self.words().last())?;
            return Some((
                format!("one of {}", self.words().collect::<Vec<_>>().join(", ")),
                near.to_owned(),
            ));
        }
        // Zero of a count is none of it, not too few.
        let set = !number.is_zero() || self.kind == OptionKind::Money;
        let least = self.at_least.filter(|least| number < *least && set);
        let near = least.or(self.at_most.filter(|most| number > *most))?;
        let takes = match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("{least} or more"),
            (None, most) => format!("{} or less", most.unwrap_or_default()),
        };
        Some((takes, near.to_string()))
    }

    /// Whether a name is a number that comes with its choices.
    #[must_use]
    pub fn carries(&self, name: &str) -> bool {
        self.choices.iter().any(|choice| choice.numbers.contains_key(name))
    }
}

/// What plans' terms ask about whoever uses them, whatever the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fact {
    /// It earns somebody money.
    Commercial,
    /// It asks for donations.
    Donations,
    /// It shows sponsors.
    Sponsors,
    /// How many people work on it.
    Seats,
}

words!(Fact { Commercial: "commercial", Donations: "donations", Sponsors: "sponsors", Seats: "seats" });

impl Fact {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Commercial, Self::Donations, Self::Sponsors, Self::Seats];

    /// The word, as stacks and price files write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, fact)| *fact == self).map_or("", |(word, _)| word)
    }
}

/// What values an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// True or false.
    Flag,
    /// A whole number.
    Count,
    /// An amount of the book's currency.
    Money,
    /// One of a list of words.
    Choice,
}

words!(OptionKind { Flag: "flag", Count: "count", Money: "money", Choice: "choice" });
