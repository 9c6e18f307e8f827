//! What conditions and formulas look things up in: options, attributes, the card, the plans.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::book::{Attribute, Condition, OptionKind, OptionTerms, Plan, Product, Table};
use crate::document::Problem;
use crate::unit::{Unit, decimal};

/// The value of an option, as the user gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// True or false.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// A word.
    Word(String),
}

/// A resource's or an account's settings under one plan.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    terms: &'a Table<OptionTerms>,
    given: &'a Table<OptionValue>,
    plan_id: &'a str,
    plan: &'a Plan,
    account_plan: &'a str,
    card: bool,
    count: Decimal,
}

impl<'a> Settings<'a> {
    /// Settings of `product` on `plan`.
    #[must_use]
    pub fn new(
        product: &'a Product,
        (plan_id, plan): (&'a str, &'a Plan),
        given: &'a Table<OptionValue>,
        account_plan: &'a str,
        card: bool,
        count: Decimal,
    ) -> Self {
        Self { terms: &product.options, given, plan_id, plan, account_plan, card, count }
    }

    /// Refuses options the product does not have, and values they cannot take.
    ///
    /// # Errors
    ///
    /// A [`Problem`] at the option, with what it takes.
    pub fn check(product: &Product, given: &Table<OptionValue>, path: &str) -> Result<(), Problem> {
        for (name, value) in given {
            let wrong = |message: String| Problem::new(message).path(format!("{path}.options.{name}"));
            let Some(terms) = product.options.get(name) else {
                let known: Vec<&str> = product.options.keys().map(String::as_str).collect();
                let has = if known.is_empty() {
                    "has no options".to_owned()
                } else {
                    format!("has {}", known.join(", "))
                };
                return Err(wrong(format!("{} has no option `{name}`", product.name))
                    .hint(format!("{} {has}", product.name)));
            };
            let wanted = match (terms.kind, value) {
                (OptionKind::Flag, OptionValue::Flag(_)) => None,
                (OptionKind::Flag, _) => Some("true or false".to_owned()),
                (OptionKind::Count, OptionValue::Number(n)) if n.is_integer() && *n >= Decimal::ZERO => None,
                (OptionKind::Count, _) => Some("a whole number, zero or more".to_owned()),
                (OptionKind::Money, OptionValue::Number(n)) if *n >= Decimal::ZERO => None,
                (OptionKind::Money, _) => Some("an amount of money, zero or more".to_owned()),
                (OptionKind::Choice, OptionValue::Word(word)) if terms.choices.contains(word) => None,
                (OptionKind::Choice, _) => Some(format!("one of {}", terms.choices.join(", "))),
            };
            if let Some(wanted) = wanted {
                return Err(wrong(format!("`{name}` takes {wanted}")).hint(terms.description.clone()));
            }
        }
        Ok(())
    }

    /// Whether every setting of a condition has its value.
    #[must_use]
    pub fn meet(&self, condition: &Condition) -> bool {
        condition.0.iter().all(|(name, wanted)| match wanted.0.as_str() {
            "given" => self.is_given(name),
            "none" => !self.is_given(name),
            wanted => self.word(name) == wanted,
        })
    }

    /// Whether an amount or a number above zero was set.
    fn is_given(&self, name: &str) -> bool {
        match self.given.get(name) {
            None => false,
            Some(OptionValue::Number(number)) => {
                !number.is_zero() || self.terms.get(name).is_some_and(|terms| terms.kind == OptionKind::Money)
            }
            Some(_) => true,
        }
    }

    /// A setting as the word conditions compare with.
    fn word(&self, name: &str) -> Cow<'_, str> {
        match name {
            "card" => return if self.card { "true" } else { "false" }.into(),
            "plan" => return self.plan_id.into(),
            "account-plan" => return self.account_plan.into(),
            _ => {}
        }
        match self.given.get(name) {
            Some(OptionValue::Flag(yes)) => if *yes { "true" } else { "false" }.into(),
            Some(OptionValue::Number(number)) => number.normalize().to_string().into(),
            Some(OptionValue::Word(word)) => word.as_str().into(),
            None => self
                .terms
                .get(name)
                .and_then(|terms| terms.default.as_ref())
                .map_or("false", |value| &value.0)
                .into(),
        }
    }

    /// A name's value for a formula: an option as a number (a flag is 0 or 1), an attribute in `unit`, or the count.
    #[must_use]
    pub fn number(&self, name: &str, unit: &Unit) -> Option<Decimal> {
        if name == "count" {
            return Some(self.count);
        }
        if let Some(attribute) = self.plan.attributes.get(name) {
            return match attribute {
                Attribute::Quantity(quantity) => quantity.in_unit(unit).or(Some(quantity.value)),
                Attribute::NotStated => None,
            };
        }
        let terms = self.terms.get(name)?;
        match self.given.get(name) {
            Some(OptionValue::Flag(yes)) => Some(Decimal::from(u8::from(*yes))),
            Some(OptionValue::Number(number)) => Some(*number),
            Some(OptionValue::Word(_)) => None,
            None => match terms.default.as_ref().map(|value| value.0.as_str()) {
                Some("true") => Some(Decimal::ONE),
                Some("false") => Some(Decimal::ZERO),
                Some(text) => decimal(text),
                None => (terms.kind != OptionKind::Choice && terms.kind != OptionKind::Money)
                    .then_some(Decimal::ZERO),
            },
        }
    }
}
