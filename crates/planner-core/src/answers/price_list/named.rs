//! What a product counts and what can be set on it: meters with their units, options with their choices.

use serde::Serialize;

use crate::book::{Meter, MeterKind, OptionKind, OptionTerms, Product, Provider};

/// Something a product counts, to be stated under `usage`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MeterOut {
    /// Its id, as `usage` names it.
    pub id: String,
    /// What it is, in words.
    pub name: String,
    /// The unit quantities are in; empty for plain numbers.
    pub unit: String,
    /// `flow`, a total over the month, `level`, a state, or `running`, what `count` and `hours` say.
    pub kind: &'static str,
    /// What it measures of the world, in words that all vendors share.
    pub measures: Vec<&'static str>,
    /// What may be stated instead of it: the inputs it is counted from.
    pub inputs: Vec<String>,
    /// What a figure of it takes in and leaves out, where that has to be said.
    pub says: Option<String>,
    /// Whether it is the account's, shared by all that runs in it.
    pub shared: bool,
    /// Other words for it.
    pub also: Vec<String>,
}

/// Something that can be set, under `options`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OptionOut {
    /// Its id, as `options` names it.
    pub id: String,
    /// What it does, in words.
    pub description: String,
    /// `flag`, `count`, `money` or `choice`.
    pub kind: &'static str,
    /// What it takes, when it is a choice; the only numbers it takes, when it is a count or an amount.
    pub choices: Vec<ChoiceOut>,
    /// Its value where nothing is said; none where it is off.
    pub default: Option<String>,
    /// Other words for it.
    pub also: Vec<String>,
}

/// One of what a choice takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChoiceOut {
    /// The word.
    pub word: String,
    /// What it is, in words.
    pub means: Option<String>,
    /// Other words for it.
    pub also: Vec<String>,
    /// Why nothing is priced where it is chosen.
    pub unpriced: Option<String>,
}

/// The meters of a product: its own, then those of the account that it reports.
pub(super) fn meters(book: &Provider, product: &Product) -> Vec<MeterOut> {
    let own = product.meters.iter().map(|(id, meter)| measured(id, meter, false));
    let shared =
        product.reports.iter().filter_map(|id| Some(measured(id, book.account.meters.get(id)?, true)));
    own.chain(shared).collect()
}

fn measured(id: &str, meter: &Meter, shared: bool) -> MeterOut {
    let inputs = meter.counted.iter().map(|input| input.from.clone()).filter(|from| from != id);
    MeterOut {
        id: id.to_owned(),
        name: meter.name.clone(),
        unit: meter.unit.symbol().to_owned(),
        kind: match meter.kind {
            MeterKind::Flow => "flow",
            MeterKind::Level => "level",
            MeterKind::Running => "running",
        },
        measures: meter.measures.iter().map(|measure| measure.word()).collect(),
        inputs: inputs.collect(),
        says: meter.says.clone(),
        shared,
        also: meter.also.clone(),
    }
}

/// The options of a product.
pub(super) fn options(product: &Product) -> Vec<OptionOut> {
    let one = |(id, option): (&String, &OptionTerms)| OptionOut {
        id: id.clone(),
        description: option.description.clone(),
        kind: match option.kind {
            OptionKind::Flag => "flag",
            OptionKind::Count => "count",
            OptionKind::Money => "money",
            OptionKind::Choice => "choice",
        },
        choices: option
            .choices
            .iter()
            .map(|choice| ChoiceOut {
                word: choice.word.clone(),
                means: choice.means.clone(),
                also: choice.also.clone(),
                unpriced: choice.unpriced.clone(),
            })
            .collect(),
        default: option.default.as_ref().map(|default| default.0.clone()),
        also: option.also.clone(),
    };
    product.options.iter().map(one).collect()
}
