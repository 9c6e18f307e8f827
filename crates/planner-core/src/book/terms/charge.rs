//! Charges: what is charged on, how it is measured, and what it costs.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::read::{formula, optional_formula, rounding};
use super::{Condition, Confidence, MemberRule, TimeRule, TimeUnit};
use crate::document::scalar::{optional, scalar};
use crate::tariff::{Formula, Rounding};
use crate::unit::Quantity;

/// One thing a plan charges for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChargeTerms {
    /// What it is charged on; none for a fee that comes with the plan.
    #[serde(default)]
    pub meter: Option<String>,
    /// What it is, in words.
    pub description: String,
    /// Groups it belongs to, for credits and levies to cover.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Charged only then.
    #[serde(default)]
    pub when: Condition,
    /// The time basis of a level's price.
    #[serde(default)]
    pub time: Option<TimeUnit>,
    /// Started time units are billed whole.
    #[serde(default)]
    pub started: bool,
    /// How it aggregates over time.
    #[serde(default)]
    pub over_time: Option<TimeRule>,
    /// Each event is rounded up to a multiple of this.
    #[serde(default, deserialize_with = "optional")]
    pub each_event: Option<Quantity>,
    /// How the members of an account become one quantity.
    #[serde(default)]
    pub members: MemberRule,
    /// The billed unit, where it is not the meter's.
    #[serde(default)]
    pub convert: Option<ConvertTerms>,
    /// What comes with the plan.
    #[serde(default)]
    pub included: Option<Included>,
    /// What the rest costs.
    pub price: PriceTerms,
    /// Bounds count from the first unit, included ones too.
    #[serde(default)]
    pub gross_bounds: bool,
    /// The price list is applied to each instant's level, not to the period's total.
    #[serde(default)]
    pub at_level: bool,
    /// The item costs at least this.
    #[serde(default, deserialize_with = "optional_formula")]
    pub minimum: Option<Formula>,
    /// The item costs at most this.
    #[serde(default, deserialize_with = "optional_formula")]
    pub maximum: Option<Formula>,
    /// How the billed unit is written, where not as the meter's.
    #[serde(default)]
    pub unit: Option<String>,
    /// Where the price was read; the plan's source where it is left out.
    #[serde(default)]
    pub source: Option<String>,
    /// How far it can be trusted; as the plan's where it is left out.
    #[serde(default)]
    pub confidence: Option<Confidence>,
}

/// Unit conversion before pricing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConvertTerms {
    /// Multiplied first.
    #[serde(default = "one", deserialize_with = "scalar")]
    pub multiply: Decimal,
    /// Divided last.
    #[serde(default = "one", deserialize_with = "scalar")]
    pub divide: Decimal,
    /// The converted quantity is rounded to whole units.
    #[serde(default, deserialize_with = "rounding")]
    pub round: Option<Rounding>,
    /// The name of the billed unit.
    pub to: String,
}

fn one() -> Decimal {
    Decimal::ONE
}

/// An included quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Included {
    /// How much.
    #[serde(deserialize_with = "formula")]
    pub amount: Formula,
    /// Shortened when the plan is held for a part of the period.
    #[serde(default)]
    pub prorate: bool,
}

/// An included quantity that several charges share.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolTerms {
    /// How much, in the unit all of them bill.
    #[serde(deserialize_with = "formula")]
    pub amount: Formula,
    /// The charges that draw from it, by id, the first first.
    pub order: Vec<String>,
}

/// What a quantity costs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PriceTerms {
    /// For holding the plan through the period, prorated by time.
    Fee(#[serde(deserialize_with = "formula")] Formula),
    /// For each unit.
    Each(#[serde(deserialize_with = "formula")] Formula),
    /// For each unit, with the price of many.
    Unit(Bundle),
    /// For each started package.
    Package(Bundle),
    /// Each unit at its own step's price.
    Graduated(StepTerms),
    /// Every unit at the price of the step the total falls in.
    Volume(StepTerms),
    /// A price nobody has: the reason is shown, never a zero.
    Unpriced(String),
}

/// A price for a number of units.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// What they cost.
    #[serde(deserialize_with = "formula")]
    pub price: Formula,
    /// How many they are.
    #[serde(deserialize_with = "scalar")]
    pub per: Decimal,
    /// How a broken package counts.
    #[serde(default, deserialize_with = "rounding")]
    pub round: Option<Rounding>,
}

/// Steps of a price list with the options engines disagree on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepTerms {
    /// Rising, the last one open.
    pub steps: Vec<PriceStep>,
    /// A quantity equal to a bound already belongs to the next step.
    #[serde(default)]
    pub exclusive: bool,
    /// The first step's flat fee is charged at zero usage too.
    #[serde(default)]
    pub flat_at_zero: bool,
}

/// One step of a price list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceStep {
    /// Cumulative upper bound, inclusive; null for the last.
    #[serde(deserialize_with = "optional")]
    pub up_to: Option<Decimal>,
    /// Charged once when the step is entered.
    #[serde(default, deserialize_with = "scalar")]
    pub flat: Decimal,
    /// Price of `per` units.
    #[serde(default, deserialize_with = "scalar")]
    pub unit: Decimal,
    /// How many units that buys.
    #[serde(default = "one", deserialize_with = "scalar")]
    pub per: Decimal,
    /// Sold in whole packages of `per`.
    #[serde(default, deserialize_with = "rounding")]
    pub package: Option<Rounding>,
}
