//! The terms a vendor publishes, as they stand in a file.

mod charge;
mod limit;
mod meter;
pub(super) mod read;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

pub use self::charge::{
    Bundle, ChargeTerms, ConvertTerms, Included, PoolTerms, PriceStep, PriceTerms, StepTerms,
};
pub use self::limit::{Ceiling, Effect, LimitTerms, Stage, Window};
pub use self::meter::{Counted, Feed, Grows, MemberRule, Meter, MeterKind, TimeRule, TimeUnit};
use self::read::{currency, optional_formula, optional_share};
use super::plan::Product;
use super::table::Table;
use crate::document::scalar::{optional, scalar};
use crate::money::Currency;
use crate::month::Date;
use crate::tariff::Formula;

/// One provider's book as of a date: every file up to it, merged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The version of this format; 1.
    pub schema: u32,
    /// The provider's id, as stacks name it.
    pub provider: String,
    /// The provider's name, as people write it.
    pub name: String,
    /// The first day of the newest file's prices.
    #[serde(deserialize_with = "scalar")]
    pub effective: Date,
    /// Whether the newest file splits the month it falls on.
    #[serde(default)]
    pub applies: Applies,
    /// What the newest file changed, in words.
    pub announcement: String,
    /// The currency of every price in the book.
    #[serde(deserialize_with = "currency")]
    pub currency: Currency,
    /// Where the prices come from, by key.
    pub sources: Table<Source>,
    /// The subscription: its plans, what they include and share out over resources.
    pub account: Product,
    /// What can be run, by id.
    pub products: Table<Product>,
    #[serde(skip)]
    pub(super) only_fed: BTreeSet<String>,
}

/// Where prices were read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What was read.
    pub title: String,
    /// Its address, where it has a public one.
    #[serde(default)]
    pub url: Option<String>,
    /// The day it was read.
    #[serde(deserialize_with = "scalar")]
    pub read: Date,
    /// The day the copy itself carries.
    #[serde(default, deserialize_with = "optional")]
    pub published: Option<Date>,
}

/// How far a figure can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The vendor's own words.
    Official,
    /// Worked out from the vendor's own figures.
    Derived,
    /// A third party's reading of the vendor's page.
    ThirdParty,
    /// Sources disagree.
    Disputed,
}

impl Confidence {
    /// The word used in files and output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Derived => "derived",
            Self::ThirdParty => "third-party",
            Self::Disputed => "disputed",
        }
    }
}

/// What a change does to the month it falls on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// The next billing cycle is the first with the new prices.
    #[default]
    NextCycle,
    /// The month is split at the day.
    Split,
}

/// Settings with the values they must have: options of the resource, `card` and `account-plan` of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Condition(pub Table<Setting>);

/// A value a setting is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting(pub String);

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word;
        impl serde::de::Visitor<'_> for Word {
            type Value = Setting;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("true, false or a word")
            }
            fn visit_bool<E: Error>(self, yes: bool) -> Result<Setting, E> {
                Ok(Setting(yes.to_string()))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Setting, E> {
                Ok(Setting(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Word)
    }
}

/// A setting of a resource or an account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionTerms {
    /// What it does, in words.
    pub description: String,
    /// What values it takes.
    pub kind: OptionKind,
    /// The words it takes, when it is a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Its value where the user gives none.
    #[serde(default)]
    pub default: Option<Setting>,
}

/// What values an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// A levy, floor, credit or tax of an account plan; [`AdjustTerms::turn`] says in which order they act.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdjustTerms {
    /// What it is, in words.
    pub description: String,
    /// The charges it covers, by id or tag; an empty list is all of them.
    pub covers: Vec<String>,
    /// In force only then.
    #[serde(default)]
    pub when: Condition,
    /// A share that is added.
    #[serde(default, deserialize_with = "optional_share")]
    pub percent: Option<Decimal>,
    /// A minimum the covered charges are raised to.
    #[serde(default, deserialize_with = "optional_formula")]
    pub floor: Option<Formula>,
    /// An amount that is taken off, never more than the covered charges.
    #[serde(default, deserialize_with = "optional_formula")]
    pub credit: Option<Formula>,
    /// A tax: it comes after everything else.
    #[serde(default)]
    pub tax: bool,
    /// The credit is given in the account's first month alone.
    #[serde(default)]
    pub once: bool,
    /// Where it was read.
    #[serde(default)]
    pub source: Option<String>,
}

impl AdjustTerms {
    /// Its turn: levies, then what is raised to a floor, then credits, then taxes.
    #[must_use]
    pub fn turn(&self) -> u8 {
        match (self.tax, &self.percent, &self.floor) {
            (true, _, _) => 3,
            (false, Some(_), _) => 0,
            (false, None, Some(_)) => 1,
            (false, None, None) => 2,
        }
    }
}

/// How an account settles.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettleTerms {
    /// A total below this is not collected.
    #[serde(default, deserialize_with = "optional")]
    pub defer_below: Option<Decimal>,
    /// Charges that are waived in a month without resources.
    #[serde(default)]
    pub waived_when_empty: Vec<String>,
}
