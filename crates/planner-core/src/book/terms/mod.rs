//! The terms a vendor publishes, as they stand in a file.

mod category;
mod charge;
mod limit;
mod measure;
mod meter;
mod option;
pub(super) mod read;
mod request;
mod sleep;

pub use self::category::Category;
pub use self::charge::{
    Bundle, ChargeTerms, ConvertTerms, Every, Included, LeastTerms, PoolTerms, PriceStep, PriceTerms,
    StepTerms,
};
pub use self::limit::{Billed, Ceiling, Clock, Effect, LimitTerms, Stage, Window};
pub use self::measure::Measure;
pub use self::meter::{Counted, Feed, Grows, MemberRule, Meter, MeterKind, StandIn, TimeRule, TimeUnit};
pub use self::option::{Choice, Fact, Figure, OptionKind, OptionTerms};
use self::read::optional_share;
pub use self::request::{Larger, RequestTerms};
pub use self::sleep::{SleepTerms, Span, Wait, Wakes, Without, WokenBy};
use super::plan::Product;
use crate::document::{Fields, Misfit, Place, Read, Value, fields, words};
use crate::money::Currency;
use crate::month::Date;
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::Formula;

/// One provider's book as of a date: every file up to it, merged.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Provider {
    /// The version of this format; 1.
    pub schema: u32,
    /// The provider's id, as stacks name it.
    pub provider: String,
    /// The provider's name, as people write it.
    pub name: String,
    /// How near it is to what this project is about, 1 to 3: of names that fit alike, the nearer comes first.
    pub rank: u32,
    /// The first day of the newest file's prices.
    pub effective: Date,
    /// Whether the newest file splits the month it falls on.
    pub applies: Applies,
    /// What the newest file changed, in words.
    pub announcement: String,
    /// The currency of every price in the book.
    pub currency: Currency,
    /// Which days one invoice covers.
    pub cycle: Invoiced,
    /// Where the prices come from, by key.
    pub sources: Table<Source>,
    /// The subscription: its plans, what they include and share out over resources.
    pub account: Product,
    /// What can be run, by id.
    pub products: Table<Product>,
    /// The account's meters that products count on.
    pub(super) shared: Table<Shared>,
}

fields!(
    Provider {
        schema: required,
        provider: required,
        name: required,
        rank: or(FARTHEST),
        effective: required,
        applies: optional,
        announcement: required,
        currency: required,
        cycle: optional,
        sources: required,
        account: required,
        products: required,
    },
    shared
);

/// Which days an invoice of a vendor covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Invoiced {
    /// A month from a day of the account's own.
    #[default]
    Own,
    /// The calendar month, whichever day an account began on.
    Calendar,
}

words!(Invoiced { Own: "own", Calendar: "calendar" });

/// The rank of a provider that states none.
pub(super) const FARTHEST: u32 = 3;

/// Which products count on a meter of the account.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    /// Their places among the products: compared for each member of an account in each month.
    pub(crate) products: Vec<usize>,
    /// Only by being there: nobody could state any usage.
    pub(crate) only_fed: bool,
}

/// Where prices were read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Source {
    /// What was read.
    pub title: String,
    /// Its address, where it has a public one.
    pub url: Option<String>,
    /// The day it was read.
    pub read: Date,
    /// The day the copy itself carries.
    pub published: Option<Date>,
}

fields!(Source { title: required, url: optional, read: required, published: optional });

/// How far a figure can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Confidence {
    /// The vendor's own words.
    Official,
    /// Worked out from the vendor's own figures.
    Derived,
    /// A third party's reading of the vendor's page.
    ThirdParty,
    /// Sources disagree.
    Disputed,
    /// The user's own, whatever the vendor says.
    Own,
}

words!(Confidence {
    Official: "official",
    Derived: "derived",
    ThirdParty: "third-party",
    Disputed: "disputed",
    Own: "own",
});

impl Confidence {
    /// The word used in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, confidence)| *confidence == self).map_or("", |(word, _)| word)
    }
}

/// What a change does to the month it falls on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Applies {
    /// The next billing cycle is the first with the new prices.
    #[default]
    NextCycle,
    /// The month is split at the day.
    Split,
}

words!(Applies { NextCycle: "next-cycle", Split: "split" });

/// Settings with the values they must have: options of the resource or of its account, `plan`, `card` and `account-plan`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition(pub Table<Wanted>);

impl Condition {
    /// Whether it never holds together with another: a setting would have to have two values.
    pub(in crate::book) fn excludes(&self, other: &Self) -> bool {
        self.0.iter().any(|(name, wanted)| other.0.get(name).is_some_and(|other| wanted.excludes(other)))
    }
}

/// The values that a setting may have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// One of them: a word, or a list of words.
    OneOf(Vec<Setting>),
    /// A number above this: `{ "above": "1" }`.
    Above(Decimal),
}

impl Wanted {
    /// Whether a word is one of the values.
    #[must_use]
    pub fn allows(&self, word: &str) -> bool {
        match self {
            Self::OneOf(all) => all.iter().any(|setting| setting.0 == word),
            Self::Above(bound) => crate::unit::decimal(word).is_some_and(|number| number > *bound),
        }
    }

    /// Whether no value is one of both.
    fn excludes(&self, other: &Self) -> bool {
        let apart = |one: &Self, other: &Self| match one {
            Self::OneOf(all) => all.iter().all(|setting| match setting.0.as_str() {
                "given" => other.words().all(|word| word == "none") && matches!(other, Self::OneOf(_)),
                word => !other.allows(word),
            }),
            Self::Above(_) => matches!(other, Self::OneOf(_)),
        };
        apart(self, other) && apart(other, self)
    }

    /// The words it may be, where it is one of some.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            Self::OneOf(all) => all.as_slice(),
            Self::Above(_) => &[],
        };
        all.iter().map(|setting| setting.0.as_str())
    }
}

/// A value a setting is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting(pub String);

impl Read for Condition {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        Table::read(at).map(Self)
    }
}

impl Read for Wanted {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::List(_) => Vec::read(at).map(Self::OneOf),
            Value::Map(_) => {
                let fields = Fields::of(at, &["above"])?;
                let mut bound = Decimal::ZERO;
                fields.required("above", &mut bound);
                fields.end(Self::Above(bound))
            }
            _ => Setting::read(at).map(|setting| Self::OneOf(vec![setting])),
        }
    }
}

impl Read for Setting {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Bool(yes) => Ok(Self(yes.to_string())),
            _ => at.text("true, false or a word").map(|text| Self(text.to_owned())),
        }
    }
}

/// A levy, floor, credit or tax of an account plan; [`in_turn`] says in which order they act.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AdjustTerms {
    /// What it is, in words.
    pub description: String,
    /// The charges it covers, by id or tag; an empty list is all of them.
    pub covers: Vec<String>,
    /// In force only then.
    pub when: Condition,
    /// A share that is added.
    pub percent: Option<Decimal>,
    /// A minimum the covered charges are raised to.
    pub floor: Option<Formula>,
    /// An amount that is taken off, never more than the covered charges.
    pub credit: Option<Formula>,
    /// A tax: it comes after everything else.
    pub tax: bool,
    /// The credit is given once, as the account begins; what is left of it is there in the months after.
    pub once: bool,
    /// For how many months what is left of it is there.
    pub lasts: Option<u32>,
    /// Where it was read.
    pub source: Option<String>,
}

fields!(AdjustTerms {
    description: required,
    covers: required,
    when: optional,
    percent: optional_as(optional_share),
    floor: optional,
    credit: optional,
    tax: optional,
    once: optional,
    lasts: optional,
    source: optional,
});

impl AdjustTerms {
    /// Its turn, where it covers no other: levies, then what is raised to a floor, then credits, then taxes.
    fn turn(&self) -> u8 {
        match (self.tax, &self.percent, &self.floor) {
            (true, _, _) => 3,
            (false, Some(_), _) => 0,
            (false, None, Some(_)) => 1,
            (false, None, None) => 2,
        }
    }
}

/// Puts adjustments into the order they act in: by their kind, and each after those it covers by name, as a commitment that
/// counts what a credit took off comes after the credit.
pub fn in_turn<'a>(all: &mut Vec<(&'a String, &'a AdjustTerms)>) {
    all.sort_by_key(|(_, terms)| terms.turn());
    let mut waiting = std::mem::take(all);
    while !waiting.is_empty() {
        let free = waiting.iter().position(|(_, terms)| {
            !waiting.iter().any(|(id, other)| !std::ptr::eq(*other, *terms) && terms.covers.contains(id))
        });
        // Two that cover each other have no order but their kinds'.
        all.push(waiting.remove(free.unwrap_or(0)));
    }
}

/// How an account settles.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SettleTerms {
    /// A total below this is not collected.
    pub defer_below: Option<Decimal>,
    /// Charges and minimums that are waived in a month without resources.
    pub waived_when_empty: Vec<String>,
    /// Where the vendor says that a plan held for a part of the month is charged for that part; none where he does not say.
    pub prorated: Option<Prorated>,
}

fields!(SettleTerms { defer_below: optional, waived_when_empty: optional, prorated: optional });

/// What is known of how parts of a month are charged.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Prorated {
    /// Where it was read.
    pub source: String,
}

fields!(Prorated { source: required });
