//! Charges: what is charged on, how it is measured, and what it costs.

use super::{Condition, Confidence, MemberRule, TimeRule, TimeUnit};
use crate::document::{Blank, Fields, Misfit, Place, Read, Value, fields, words};
use crate::number::Decimal;
use crate::tariff::{Formula, Rounding};
use crate::unit::Quantity;

/// One thing a plan charges for.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the books of its own")]
#[non_exhaustive]
pub struct ChargeTerms {
    /// What it is charged on; none for a fee that comes with the plan.
    pub meter: Option<String>,
    /// What it is, in words.
    pub description: String,
    /// Groups it belongs to, for credits and levies to cover.
    pub tags: Vec<String>,
    /// Charged only then.
    pub when: Condition,
    /// The time basis of a level's price.
    pub time: Option<TimeUnit>,
    /// Started time units are billed whole.
    pub started: bool,
    /// A fee that is not prorated: charged once for the period, however short the plan is held in it.
    pub whole: bool,
    /// How it aggregates over time.
    pub over_time: Option<TimeRule>,
    /// What is deleted before it was stored for so long is billed for the rest of it, as if it had stayed.
    pub minimum_duration: Option<LeastTerms>,
    /// How the members of an account become one quantity.
    pub members: MemberRule,
    /// The billed unit, where it is not the meter's.
    pub convert: Option<ConvertTerms>,
    /// What comes with the plan.
    pub included: Option<Included>,
    /// What the rest costs.
    pub price: PriceTerms,
    /// Bounds count from the first unit, included ones too.
    pub gross_bounds: bool,
    /// The price list is applied to each instant's level, not to the period's total.
    pub at_level: bool,
    /// The price at each instant's level is for one of them, and paid for as many as run.
    pub per_copy: bool,
    /// The item costs at least this.
    pub minimum: Option<Formula>,
    /// The item costs at most this.
    pub maximum: Option<Formula>,
    /// Each of those that run costs at most this in a month, however many there are.
    pub each_at_most: Option<Formula>,
    /// How the billed unit is written, where not as the meter's.
    pub unit: Option<String>,
    /// Where the price was read; the plan's source where it is left out.
    pub source: Option<String>,
    /// How far it can be trusted; as the plan's where it is left out.
    pub confidence: Option<Confidence>,
}

fields!(ChargeTerms {
    meter: optional,
    description: required,
    tags: optional,
    when: optional,
    time: optional,
    started: optional,
    whole: optional,
    over_time: optional,
    minimum_duration: optional,
    members: optional,
    convert: optional,
    included: optional,
    price: required,
    gross_bounds: optional,
    at_level: optional,
    per_copy: optional,
    minimum: optional,
    maximum: optional,
    each_at_most: optional,
    unit: optional,
    source: optional,
    confidence: optional,
});

/// A least duration: 30 days, or `{ length: 30 days, source, confidence }` where it was read elsewhere than the price.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeastTerms {
    /// How long.
    pub length: Quantity,
    /// Where it was read; the charge's source where it is left out.
    pub source: Option<String>,
    /// How far it can be trusted; as the charge where it is left out.
    pub confidence: Option<Confidence>,
}

impl Read for LeastTerms {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        if !matches!(at.value(), Value::Map(_)) {
            return Ok(Self { length: Read::read(at)?, source: None, confidence: None });
        }
        let fields = Fields::of(at, &["length", "source", "confidence"])?;
        let mut read = Self { length: Quantity::blank(), source: None, confidence: None };
        fields.required("length", &mut read.length);
        fields.optional("source", &mut read.source);
        fields.optional("confidence", &mut read.confidence);
        fields.end(read)
    }
}

/// Unit conversion before pricing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConvertTerms {
    /// Multiplied first.
    pub multiply: Decimal,
    /// Divided last.
    pub divide: Decimal,
    /// The converted quantity is rounded to whole units.
    pub round: Option<Rounding>,
    /// The name of the billed unit.
    pub to: String,
}

fields!(ConvertTerms { multiply: or(Decimal::ONE), divide: or(Decimal::ONE), round: optional, to: required });

/// An included quantity.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Included {
    /// How much.
    pub amount: Formula,
    /// Shortened when the plan is held for a part of the period.
    pub prorate: bool,
    /// Given anew each day, what is left of it lost, or for the whole period.
    pub every: Every,
}

fields!(Included { amount: required, prorate: optional, every: optional });

/// How often an included quantity is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Every {
    /// Once for the period.
    #[default]
    Month,
    /// Each day of it, in the meter's own unit.
    Day,
}

words!(Every { Month: "month", Day: "day" });

/// An included quantity that several charges share.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PoolTerms {
    /// How much, in the unit all of them bill.
    pub amount: Formula,
    /// The charges that draw from it, by id, the first first.
    pub order: Vec<String>,
}

fields!(PoolTerms { amount: required, order: required });

/// What a quantity costs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PriceTerms {
    /// For holding the plan through the period, prorated by time.
    Fee(Formula),
    /// For each unit.
    Each(Formula),
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

impl Blank for PriceTerms {
    fn blank() -> Self {
        Self::Unpriced(String::new())
    }
}

impl Read for PriceTerms {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let kinds = ["fee", "each", "unit", "package", "graduated", "volume", "unpriced"];
        let (kind, terms) = at.kind(&kinds)?;
        match kind {
            "fee" => Read::read(&terms).map(Self::Fee),
            "each" => Read::read(&terms).map(Self::Each),
            "unit" => Read::read(&terms).map(Self::Unit),
            "package" => Read::read(&terms).map(Self::Package),
            "graduated" => Read::read(&terms).map(Self::Graduated),
            "volume" => Read::read(&terms).map(Self::Volume),
            _ => Read::read(&terms).map(Self::Unpriced),
        }
    }
}

/// A price for a number of units.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Bundle {
    /// What they cost.
    pub price: Formula,
    /// How many they are.
    pub per: Decimal,
    /// How a broken package counts.
    pub round: Option<Rounding>,
}

fields!(Bundle { price: required, per: required, round: optional });

/// Steps of a price list with the options engines disagree on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StepTerms {
    /// Rising, the last one open.
    pub steps: Vec<PriceStep>,
    /// A quantity equal to a bound already belongs to the next step.
    pub exclusive: bool,
    /// The first step's flat fee is charged at zero usage too.
    pub flat_at_zero: bool,
}

fields!(StepTerms { steps: required, exclusive: optional, flat_at_zero: optional });

/// One step of a price list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PriceStep {
    /// Cumulative upper bound, inclusive; null for the last.
    pub up_to: Option<Decimal>,
    /// Charged once when the step is entered.
    pub flat: Decimal,
    /// Price of `per` units.
    pub unit: Decimal,
    /// How many units that buys.
    pub per: Decimal,
    /// Sold in whole packages of `per`.
    pub package: Option<Rounding>,
}

fields!(PriceStep {
    up_to: required,
    flat: optional,
    unit: optional,
    per: or(Decimal::ONE),
    package: optional,
});
