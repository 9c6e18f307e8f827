//! Prices, windows and conditions in words.

use rust_decimal::Decimal;

use crate::book::{Attribute, Condition, Plan, StepTerms, Wanted, Window};
use crate::money::grouped;
use crate::number::Checked;
use crate::tariff::Formula;
use crate::unit::Unit;

pub(super) const fn window(window: Window) -> &'static str {
    match window {
        Window::Event => " each",
        Window::Instant => "",
        Window::Second => " a second",
        Window::Day => " a day",
        Window::Month => " a month",
        Window::Cycle => " a billing cycle",
        Window::Rolling30Days => " in 30 days",
        Window::Age => " of age",
        Window::Idle => " without use",
    }
}

pub(super) fn condition(condition: &Condition) -> Option<String> {
    let values =
        |wanted: &Wanted| wanted.0.iter().map(|setting| setting.0.as_str()).collect::<Vec<_>>().join(" or ");
    let all: Vec<String> =
        condition.0.iter().map(|(name, wanted)| format!("{name}: {}", values(wanted))).collect();
    if all.is_empty() { None } else { Some(all.join(", ")) }
}

pub(super) fn steps(terms: &StepTerms, unit: &str) -> String {
    let step = |step: &crate::book::PriceStep| {
        let mut text = plain(step.unit);
        if step.per != Decimal::ONE {
            text = format!("{text} / {}", plain(step.per));
        }
        if step.flat > Decimal::ZERO {
            text = format!("{} + {text}", plain(step.flat));
        }
        match step.up_to {
            Some(bound) => format!("{text} up to {}", plain(bound)),
            None => format!("{text} above"),
        }
    };
    format!("{} / {unit}", terms.steps.iter().map(step).collect::<Vec<_>>().join(", "))
}

/// A formula with the plan's own figures put in; what depends on the user stays a name.
pub(super) fn words(formula: &Formula, plan: &Plan, unit: &Unit) -> (String, Option<Decimal>) {
    let mut base = formula.base;
    let mut open = Vec::new();
    for (name, each) in &formula.each {
        let known = match plan.attributes.get(name) {
            Some(Attribute::Quantity(quantity)) => quantity.in_unit(unit).or(Some(quantity.value)),
            _ => None,
        };
        match known.and_then(|value| value.times(*each)).and_then(|part| base.plus(part)) {
            Some(sum) => base = sum,
            None if *each == Decimal::ONE => open.push(name.replace('_', " ")),
            None => open.push(format!("{} x {}", plain(*each), name.replace('_', " "))),
        }
    }
    let bounded = base.max(formula.at_least.unwrap_or(base)).min(formula.at_most.unwrap_or(Decimal::MAX));
    if open.is_empty() {
        return (plain(bounded), Some(bounded));
    }
    if !base.is_zero() {
        open.insert(0, plain(base));
    }
    let mut text = open.join(" + ");
    for (bound, word) in [(formula.at_least, "at least"), (formula.at_most, "at most")] {
        if let Some(bound) = bound {
            text = format!("{text} ({word} {})", plain(bound));
        }
    }
    (text, None)
}

/// A number for reading: thousands apart, no trailing zeros.
pub(super) fn plain(value: Decimal) -> String {
    grouped(value, value.normalize().scale())
}
