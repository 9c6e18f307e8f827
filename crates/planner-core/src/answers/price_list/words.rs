//! Prices, windows and conditions in words.

use super::choices;
use crate::book::{
    Attribute, Choice, Condition, Figure, OptionTerms, Plan, Product, StepTerms, Wanted, Window,
};
use crate::number::Decimal;
use crate::shown::in_full;
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
        Window::Life => " once",
    }
}

pub(super) fn condition(condition: &Condition) -> Option<String> {
    let values = |wanted: &Wanted| match wanted {
        Wanted::OneOf(_) => wanted.words().collect::<Vec<_>>().join(" or "),
        Wanted::Above(bound) => format!("above {}", in_full(*bound)),
    };
    let all: Vec<String> =
        condition.0.iter().map(|(name, wanted)| format!("{name}: {}", values(wanted))).collect();
    if all.is_empty() { None } else { Some(all.join(", ")) }
}

pub(super) fn steps(terms: &StepTerms, unit: &str) -> String {
    let step = |step: &crate::book::PriceStep| {
        let mut text = in_full(step.unit);
        if step.per != Decimal::ONE {
            text = format!("{text} / {}", in_full(step.per));
        }
        if step.flat > Decimal::ZERO {
            text = format!("{} + {text}", in_full(step.flat));
        }
        match step.up_to {
            Some(bound) => format!("{text} up to {}", in_full(bound)),
            None => format!("{text} above"),
        }
    };
    format!("{} / {unit}", terms.steps.iter().map(step).collect::<Vec<_>>().join(", "))
}

/// What follows a number that is there for each that runs.
pub(super) const EACH: &str = " for each";

/// A formula in words.
#[derive(Clone, Debug)]
pub(super) struct Worded {
    pub(super) text: String,
    /// Its number, where it is one.
    pub(super) amount: Option<Decimal>,
    /// Why it has none under the choice that is made, where nobody has the number.
    pub(super) lacks: Option<String>,
}

/// Where a list finds the numbers that formulas name.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    pub(super) plan: &'a Plan,
    pub(super) product: &'a Product,
    /// The account's product, whose choices carry numbers for all that runs in it.
    pub(super) account: &'a Product,
    /// A choice that is made, by its option; the default's otherwise.
    chosen: Option<(&'a str, &'a Choice)>,
}

impl<'a> Figures<'a> {
    pub(super) const fn new(plan: &'a Plan, product: &'a Product, account: &'a Product) -> Self {
        Self { plan, product, account, chosen: None }
    }

    /// The same under a choice.
    pub(super) const fn choosing(self, option: &'a str, choice: &'a Choice) -> Self {
        Self { chosen: Some((option, choice)), ..self }
    }

    /// The option whose choices carry a number of a name; what the plan states itself goes by nothing.
    pub(super) fn carrying(&self, name: &str) -> Option<(&'a str, &'a OptionTerms)> {
        let own = !self.plan.attributes.contains_key(name) && !self.product.options.contains_key(name);
        let all = self.product.options.iter().chain(&self.account.options);
        all.filter(|_| own)
            .find(|(_, terms)| terms.carries(name))
            .map(|(option, terms)| (option.as_str(), terms))
    }

    /// Whether a name is a figure that other plans state and this one does not.
    fn is_of_others(&self, name: &str) -> bool {
        let set = |product: &Product| product.options.contains_key(name) || product.meters.contains_key(name);
        let states = |plan: &Plan| matches!(plan.attributes.get(name), Some(Attribute::Quantity(_)));
        !set(self.product) && !set(self.account) && self.product.plans.values().any(states)
    }

    /// A plan's own figure, or one of the choice that is made; `Err` says why there is none.
    fn number(&self, name: &str, unit: &Unit) -> Result<Option<Decimal>, String> {
        if let Some(Attribute::Quantity(quantity)) = self.plan.attributes.get(name) {
            return Ok(quantity.in_unit(unit).or(Some(quantity.value)));
        }
        let Some((option, terms)) = self.carrying(name) else { return Ok(None) };
        let made = self.chosen.filter(|(chosen, _)| *chosen == option).map(|(_, choice)| choice);
        let Some(choice) = made.or_else(|| choices::default(terms)) else { return Ok(None) };
        let lacks = || {
            choice
                .unpriced
                .clone()
                .unwrap_or_else(|| format!("nobody states it for {option} {}", choice.word))
        };
        match choice.numbers.get(name) {
            _ if choice.unpriced.is_some() => Err(lacks()),
            Some(Figure { value: Some(value), .. }) => Ok(Some(*value)),
            Some(figure) => Err(figure.unpriced.clone().unwrap_or_else(lacks)),
            None => Err(lacks()),
        }
    }
}

/// A formula with the plan's own figures put in, and those of the default choice; what depends on the user stays a name.
pub(super) fn words(formula: &Formula, figures: &Figures<'_>, unit: &Unit) -> Worded {
    let mut base = formula.base;
    let mut open = Vec::new();
    for (name, each) in &formula.each {
        let known = match figures.number(name, unit) {
            Ok(known) => known,
            Err(why) => {
                return Worded { text: format!("unpriced: {why}"), amount: None, lacks: Some(why) };
            }
        };
        match known.and_then(|value| value.times(*each)).and_then(|part| base.plus(part)) {
            Some(sum) => base = sum,
            None if figures.is_of_others(name) => {
                let text = "not stated".to_owned();
                return Worded { text: text.clone(), amount: None, lacks: Some(text) };
            }
            None if name == "count" => open.push(format!("{}{EACH}", in_full(*each))),
            None if *each == Decimal::ONE => open.push(name.replace('_', " ")),
            None => open.push(format!("{} x {}", in_full(*each), name.replace('_', " "))),
        }
    }
    let bounded = base.max(formula.at_least.unwrap_or(base)).min(formula.at_most.unwrap_or(Decimal::MAX));
    if open.is_empty() {
        return Worded { text: in_full(bounded), amount: Some(bounded), lacks: None };
    }
    if !base.is_zero() {
        open.insert(0, in_full(base));
    }
    let mut text = open.join(" + ");
    for (bound, word) in [(formula.at_least, "at least"), (formula.at_most, "at most")] {
        if let Some(bound) = bound {
            text = format!("{text} ({word} {})", in_full(bound));
        }
    }
    Worded { text, amount: None, lacks: None }
}
