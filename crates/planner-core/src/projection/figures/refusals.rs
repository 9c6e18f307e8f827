//! What is wrong with a figure: its unit, its name, its size, its calendar.

use crate::book::Meter;
use crate::document::Problem;
use crate::unit::{Dimension, Quantity, Refusal, Unit, meant};

/// A quantity in a unit that does not fit, with those that do.
pub(crate) fn wrong_unit(quantity: &Quantity, unit: &Unit, what: &str) -> Problem {
    let unit_word =
        if unit.dimension() == Dimension::Count { format!("a number of {unit}") } else { unit.to_string() };
    if let Some(Refusal { why: Some(why), hint: Some(hint) }) = meant(quantity, unit) {
        return Problem::new(format!("{why}: {what} is measured in {unit_word}")).hint(hint);
    }
    Problem::new(format!("`{quantity}` does not fit: {what} is measured in {unit_word}"))
        .hint(fitting(quantity, unit))
}

/// The units that fit, and what else may be meant.
pub(crate) fn fitting(quantity: &Quantity, unit: &Unit) -> String {
    let or = meant(quantity, unit).and_then(|refusal| refusal.hint);
    let or = or.map(|hint| format!("; or write {hint}")).unwrap_or_default();
    format!("units that fit: {}{or}", unit.alternatives().join(", "))
}

/// A quantity that is given under two of its names.
pub(crate) fn twice(id: &str, key: &str) -> Problem {
    Problem::new(format!("`{key}` is `{id}`, which is given under another of its names as well"))
        .hint("leave one of them out")
}

/// What was deleted of something that is billed only while it is there.
pub(crate) fn no_least(meter: &Meter) -> Problem {
    Problem::new(format!("`deleted` means nothing for {}: no charge on it has a least duration", meter.name))
        .hint("it is billed for as long as it is there: give the level alone")
}

/// What is wrong with a start after which the calendar ends.
pub(in crate::projection) fn too_late() -> Problem {
    Problem::new("the months go past the year 2199").hint("start earlier, or ask for fewer months")
}

/// What is wrong with a figure past the decimals' range.
pub(super) fn too_large(path: &str) -> Problem {
    Problem::new("comes to more than can be computed exactly (28 digits)")
        .path(path)
        .hint("lower the figure, its growth or the number of months")
}
