//! Lines and limits as they are printed.

use serde::Serialize;

use super::text;
use crate::bill::{Basis, InOther, LimitRow, Line, State, Unmet};
use crate::book::Source;

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LineOut {
    /// `resource/charge`, or `account/charge`.
    pub id: String,
    /// `resource` or `account`.
    pub scope: &'static str,
    /// The account it is billed to.
    pub account: String,
    /// The resource it is for, if one.
    pub resource: Option<String>,
    /// The meter it is charged on, if one.
    pub meter: Option<String>,
    /// What it is, in words.
    pub description: String,
    /// The plan it belongs to.
    pub plan: String,
    /// What was used and served, in `unit` before conversion.
    pub quantity: Option<String>,
    /// What was charged for.
    pub billed_quantity: Option<String>,
    /// How much of the included quantity was drawn.
    pub included: Option<String>,
    /// The unit of the quantities.
    pub unit: String,
    /// The price of one unit, where there is one.
    pub unit_price: Option<String>,
    /// The exact amount; null where nobody stated the usage or nobody has the price.
    pub amount: Option<String>,
    /// What it is in its vendor's currency, where that is not the one of the sum, as the unit price and the formula are;
    /// left out where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherOut>,
    /// `priced`, `usage not given`, `unpriced` or `other currency`.
    pub status: &'static str,
    /// Why it is unpriced.
    pub why: Option<String>,
    /// Whether the amount is in the total.
    pub counted: bool,
    /// The amount's formula with its numbers.
    pub formula: String,
    /// Where the price was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: Option<&'static str>,
    /// The price file or the charge of the user's own that it rests on; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// Since when it has been so.
    pub since: Option<String>,
}

/// An amount in another currency than that of the sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OtherOut {
    /// The vendor's currency.
    pub currency: String,
    /// The exact amount in it.
    pub amount: String,
    /// How much of the sum's currency the user gives for one of it; null where no rate is stated, and it is in no sum.
    pub rate: Option<String>,
}

impl From<&InOther> for OtherOut {
    fn from(other: &InOther) -> Self {
        Self { currency: other.currency.to_string(), amount: text(other.amount), rate: other.rate.map(text) }
    }
}

/// Where a figure was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SourceOut {
    /// What was read.
    pub title: String,
    /// Its address, where it has a public one.
    pub url: Option<String>,
    /// The day it was read.
    pub read: String,
    /// The day the copy carries.
    pub published: Option<String>,
}

impl From<&Source> for SourceOut {
    fn from(source: &Source) -> Self {
        Self {
            title: source.title.clone(),
            url: source.url.clone(),
            read: source.read.to_string(),
            published: source.published.map(|date| date.to_string()),
        }
    }
}

impl From<&Line<'_>> for LineOut {
    fn from(line: &Line<'_>) -> Self {
        let priced = line.priced();
        let (status, why) = match &line.state {
            State::Priced(_) => ("priced", None),
            State::NotGiven => ("usage not given", None),
            State::Unpriced(why) => ("unpriced", Some(why.clone())),
            State::OtherCurrency => ("other currency", None),
        };
        Self {
            id: line.id(),
            scope: if line.resource.is_some() { "resource" } else { "account" },
            account: line.account.to_owned(),
            resource: line.resource.map(str::to_owned),
            meter: line.meter.map(str::to_owned),
            description: line.description.to_string(),
            plan: line.plan.to_owned(),
            quantity: priced.map(|priced| text(priced.quantity)),
            billed_quantity: priced.map(|priced| text(priced.billed)),
            included: priced.map(|priced| text(priced.included)),
            unit: line.unit.to_string(),
            unit_price: line.unit_price().map(text),
            amount: line.amount().map(text),
            other: line.other.as_deref().map(OtherOut::from),
            status,
            why,
            counted: line.counts && line.amount().is_some(),
            formula: match &line.basis {
                Basis::NoBook => String::new(),
                _ => line.formula(),
            },
            source: line.source().map(SourceOut::from),
            confidence: line.confidence().map(crate::book::Confidence::word),
            own: line.own(),
            since: line.since().map(|date| date.to_string()),
        }
    }
}

/// A limit in one month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LimitOut {
    /// `resource/limit`, or `account/limit`.
    pub id: String,
    /// `resource`, `account` or `own`.
    pub scope: &'static str,
    /// The account it belongs to.
    pub account: String,
    /// The resource it belongs to, if one.
    pub resource: Option<String>,
    /// The meter it is on; null for a spend.
    pub meter: Option<String>,
    /// What it is, in words.
    pub description: String,
    /// How much is allowed; null where it is not stated.
    pub limit: Option<String>,
    /// How much is demanded; null where nobody stated it.
    pub usage: Option<String>,
    /// The unit of both.
    pub unit: String,
    /// The share that is left; negative when passed, -1 of a ceiling of nothing, null where nothing can be said.
    pub headroom: Option<String>,
    /// `ok`, `tight`, `over`, `usage not given` or `not stated`.
    pub state: &'static str,
    /// What happens when it is passed, in one word.
    pub effect: &'static str,
    /// Whether all that happens is that the vendor says so.
    pub notice: bool,
    /// What it is moved to, where the vendor says which: a plan by its id, or a choice of an option of the account.
    pub to: Option<String>,
    /// The same with its dates.
    pub consequence: String,
    /// The same in the vendor's sense.
    pub says: Option<String>,
    /// The day it is passed.
    pub passed_on: Option<String>,
    /// How usage over the window was told from the month's.
    pub basis: Option<&'static str>,
    /// Stages below the ceiling that are reached.
    pub stages: Vec<StageOut>,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: Option<&'static str>,
}

/// A stage that is reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StageOut {
    /// The amount it is reached at.
    pub at: String,
    /// What happens.
    pub effect: &'static str,
    /// The day.
    pub on: Option<String>,
}

impl From<&LimitRow<'_>> for LimitOut {
    fn from(row: &LimitRow<'_>) -> Self {
        let stage = |stage: &crate::bill::StageRow| StageOut {
            at: text(stage.at),
            effect: stage.effect.word(),
            on: stage.on.map(|date| date.to_string()),
        };
        Self {
            id: row.id(),
            scope: match (row.own, row.resource) {
                (true, _) => "own",
                (false, Some(_)) => "resource",
                (false, None) => "account",
            },
            account: row.account.to_owned(),
            resource: row.resource.map(str::to_owned),
            meter: row.meter.map(str::to_owned),
            description: row.description.to_string(),
            limit: row.ceiling.map(text),
            usage: row.usage.map(text),
            unit: row.unit.to_string(),
            headroom: row.headroom.map(text),
            state: row.state.word(),
            effect: row.effect.word(),
            notice: row.is_notice(),
            to: row.to.map(|to| to.plan.to_owned()),
            consequence: row.consequence(),
            says: row.says.map(str::to_owned),
            passed_on: row.passed_on.map(|date| date.to_string()),
            basis: row.basis,
            stages: row.stages.iter().map(stage).collect(),
            source: row.source.map(SourceOut::from),
            confidence: row.confidence.map(crate::book::Confidence::word),
        }
    }
}

/// A requirement that is not met.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UnmetOut {
    /// The resource that has it.
    pub resource: String,
    /// What is needed.
    pub needs: String,
    /// What happens otherwise.
    pub otherwise: String,
    /// What meeting it adds a month.
    pub costs: Option<String>,
}

impl From<&Unmet<'_>> for UnmetOut {
    fn from(unmet: &Unmet<'_>) -> Self {
        Self {
            resource: unmet.resource.to_owned(),
            needs: unmet.needs(),
            otherwise: unmet.requirement.otherwise.clone(),
            costs: unmet.costs().map(text),
        }
    }
}
