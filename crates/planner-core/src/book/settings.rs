//! What conditions and formulas look things up in: options, attributes, the card, the plans.

use std::borrow::Cow;
use std::fmt;

use super::no_option;
use super::{Attribute, Choice, Condition, Figure, OptionKind, OptionTerms, Plan, Product, Table, Wanted};
use crate::document::{Problem, ProblemKind};
use crate::nearest::nearest;
use crate::number::Decimal;
use crate::unit::{Quantity, Unit, decimal};

/// The value of an option, as the user gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptionValue {
    /// True or false.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// A word.
    Word(String),
}

impl fmt::Display for OptionValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(yes) => yes.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}

/// A number that comes with the choices of an option.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried<'a> {
    /// The option.
    pub(crate) option: &'a str,
    /// The choice that is made; none where the user makes none and the vendor has no default.
    pub(crate) choice: Option<&'a Choice>,
    /// The number; none where the choice does not carry it.
    pub(crate) figure: Option<&'a Figure>,
    /// Whether it is an option of the account.
    pub(crate) of_account: bool,
}

impl Carried<'_> {
    /// Why there is no number.
    pub(crate) fn lacks(&self) -> Option<String> {
        match (self.figure, self.choice) {
            (Some(figure), _) => figure.unpriced.clone(),
            (None, Some(choice)) => Some(format!("nobody states it for {} {}", self.option, choice.word)),
            (None, None) => Some(format!("{} is not stated", self.option)),
        }
    }
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
    /// The account's options, which conditions of its products may ask for too.
    account: Option<(&'a Table<OptionTerms>, &'a Table<OptionValue>)>,
    /// Options that were asked for and cannot be had.
    refused: Vec<&'a str>,
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
        Self {
            terms: &product.options,
            given,
            plan_id,
            plan,
            account_plan,
            card,
            count,
            account: None,
            refused: Vec::new(),
        }
    }

    /// The same within an account: what is no option of the product may be one of the account.
    #[must_use]
    pub fn within(self, account: &'a Product, given: &'a Table<OptionValue>) -> Self {
        Self { account: Some((&account.options, given)), ..self }
    }

    /// The same with another count.
    #[must_use]
    pub fn counting(self, count: Decimal) -> Self {
        Self { count, ..self }
    }

    /// The same without some options, which were asked for and cannot be had.
    #[must_use]
    pub fn without(self, refused: Vec<&'a str>) -> Self {
        Self { refused, ..self }
    }

    /// An option's terms and what was given for it.
    fn option(&self, name: &str) -> (Option<&'a OptionTerms>, Option<&'a OptionValue>) {
        let (terms, given) = match (self.terms.get(name), self.account) {
            (None, Some((terms, given))) => (terms.get(name), given),
            (own, _) => (own, self.given),
        };
        let refused = self.refused.contains(&name);
        (terms, given.get(name).filter(|_| !refused))
    }

    /// What an option does and the default it has, where the user said nothing of it; and whether it is the account's.
    pub(crate) fn default_of(&self, name: &str) -> Option<(&'a str, &'a str, bool)> {
        let (Some(terms), None) = self.option(name) else { return None };
        let default = terms.default.as_ref()?;
        Some((&terms.description, &default.0, !self.terms.contains_key(name)))
    }

    /// Refuses options the product does not have, and values they cannot take.
    ///
    /// # Errors
    ///
    /// A [`Problem`] at the option, with what it takes.
    pub fn check(
        product: &Product,
        account: Option<&Product>,
        given: &Table<OptionValue>,
        path: &str,
    ) -> Result<(), Problem> {
        for (name, value) in given {
            let wrong = |message: String| Problem::new(message).path(format!("{path}.options.{name}"));
            let Some(terms) = product.options.get(name) else {
                let hint = no_option::hint(product, account, name, value);
                return Err(wrong(format!("{} has no option `{name}`", product.name))
                    .of(ProblemKind::Unknown)
                    .hint(hint));
            };
            if let Some(other) = terms.excludes.iter().find(|other| {
                let other = given.get(*other).zip(product.options.get(*other));
                is_set(terms, value) && other.is_some_and(|(value, terms)| is_set(terms, value))
            }) {
                return Err(wrong(format!("`{name}` and `{other}` exclude each other"))
                    .hint(format!("leave one of them out: {}", terms.description)));
            }
            let wanted = match (terms.kind, value) {
                (_, OptionValue::Number(n)) if terms.beyond(*n).is_some() => {
                    terms.beyond(*n).map(|(takes, _)| takes)
                }
                (OptionKind::Flag, OptionValue::Flag(_)) => None,
                (OptionKind::Flag, _) => Some("true or false".to_owned()),
                (OptionKind::Count, OptionValue::Number(n)) if n.is_zero() && terms.fact.is_some() => {
                    Some("a whole number, one or more".to_owned())
                }
                (OptionKind::Count, OptionValue::Number(n)) if n.is_integer() && *n >= Decimal::ZERO => None,
                (OptionKind::Count, _) => Some("a whole number, zero or more".to_owned()),
                (OptionKind::Money, OptionValue::Number(n)) if *n >= Decimal::ZERO => None,
                (OptionKind::Money, _) => Some("an amount of money, zero or more".to_owned()),
                (OptionKind::Choice, OptionValue::Word(word)) if terms.choice(word).is_some() => None,
                (OptionKind::Choice, _) => {
                    Some(format!("one of {}", terms.words().collect::<Vec<_>>().join(", ")))
                }
            };
            if let Some(wanted) = wanted {
                let write = match value {
                    // What is almost a number says itself what to write.
                    OptionValue::Word(word)
                        if matches!(terms.kind, OptionKind::Count | OptionKind::Money) =>
                    {
                        Quantity::try_parse(word).err().and_then(|refusal| refusal.hint)
                    }
                    _ => None,
                };
                let write = write.unwrap_or_else(|| format!("write `{name}: {}`", example(terms, value)));
                return Err(
                    wrong(format!("`{name}` takes {wanted}")).hint(format!("{}: {write}", terms.description))
                );
            }
        }
        Ok(())
    }

    /// Whether every setting of a condition has its value.
    #[must_use]
    pub fn meet(&self, condition: &Condition) -> bool {
        condition.0.iter().all(|(name, wanted)| self.has(name, wanted))
    }

    /// Whether every setting of a condition but one has its value.
    pub(crate) fn meet_but(&self, condition: &Condition, option: &str) -> bool {
        condition.0.iter().all(|(name, wanted)| name == option || self.has(name, wanted))
    }

    pub(crate) fn has(&self, name: &str, wanted: &Wanted) -> bool {
        if let Wanted::Above(bound) = wanted {
            return self.number(name, &Unit::count()).is_some_and(|number| number > *bound);
        }
        wanted.words().any(|wanted| match wanted {
            "given" => self.is_given(name),
            "none" => !self.is_given(name),
            wanted => self.word(name) == wanted,
        })
    }

    /// Why nothing is priced under a choice that is made: a region whose prices the book lacks.
    pub(crate) fn unpriced(&self) -> Option<&'a str> {
        let given = self.given.iter().filter(|(name, _)| !self.refused.contains(&name.as_str()));
        let mut chosen = given.filter_map(|(name, value)| match value {
            OptionValue::Word(word) => self.terms.get(name)?.choice(word),
            OptionValue::Flag(_) | OptionValue::Number(_) => None,
        });
        chosen.find_map(|choice| choice.unpriced.as_deref())
    }

    /// Whether an option was asked for and cannot be had.
    pub(crate) fn is_refused(&self, name: &str) -> bool {
        self.refused.contains(&name)
    }

    /// Whether a name is an option that the user says nothing of, and the vendor has no default for.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        let (terms, given) = self.option(name);
        given.is_none() && terms.is_some_and(|terms| terms.default.is_none())
    }

    /// Whether the user said anything of an option.
    pub(crate) fn is_stated(&self, name: &str) -> bool {
        self.option(name).1.is_some()
    }

    /// Whether an amount or a number above zero was set.
    fn is_given(&self, name: &str) -> bool {
        match self.option(name) {
            (_, None) => false,
            (Some(terms), Some(value @ OptionValue::Number(_))) => is_set(terms, value),
            (None, Some(OptionValue::Number(number))) => !number.is_zero(),
            _ => true,
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
        match self.option(name) {
            (_, Some(OptionValue::Flag(yes))) => if *yes { "true" } else { "false" }.into(),
            (_, Some(OptionValue::Number(number))) => number.normalize().to_string().into(),
            (terms, Some(OptionValue::Word(word))) => {
                // Other words for a choice are that choice.
                terms.and_then(|terms| terms.choice(word)).map_or(word.as_str(), |choice| &choice.word).into()
            }
            (terms, None) => {
                terms.and_then(|terms| terms.default.as_ref()).map_or("false", |value| &value.0).into()
            }
        }
    }

    /// The number of a name that comes with a choice, under the choice that is made.
    pub(crate) fn carried(&self, name: &str) -> Option<Carried<'a>> {
        let own = self.terms.iter().map(|terms| (terms, self.given, false));
        let account = self.account.into_iter();
        let account = account.flat_map(|(terms, given)| terms.iter().map(move |terms| (terms, given, true)));
        let ((option, terms), given, of_account) =
            own.chain(account).find(|((_, terms), ..)| terms.carries(name))?;
        let given = given.get(option).filter(|_| !self.refused.contains(&option.as_str()));
        let word = match (given, &terms.default) {
            (Some(OptionValue::Word(word)), _) => Some(word.as_str()),
            (Some(_), _) => None,
            (None, default) => default.as_ref().map(|word| word.0.as_str()),
        };
        let choice = word.and_then(|word| terms.choice(word));
        let figure = choice.and_then(|choice| choice.numbers.get(name));
        Some(Carried { option, choice, figure, of_account })
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
        let (terms, given) = self.option(name);
        let Some(terms) = terms else {
            return self.carried(name)?.figure?.value;
        };
        match given {
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

/// Whether an option is set to something that acts: a flag to true, a number above zero, any word.
fn is_set(terms: &OptionTerms, value: &OptionValue) -> bool {
    match value {
        OptionValue::Flag(yes) => *yes,
        OptionValue::Number(number) => !number.is_zero() || terms.kind == OptionKind::Money,
        OptionValue::Word(_) => true,
    }
}

/// A value an option takes, as near as can be to the one that was given.
fn example(terms: &OptionTerms, given: &OptionValue) -> String {
    let word = match given {
        OptionValue::Word(word) => word.as_str(),
        OptionValue::Flag(_) | OptionValue::Number(_) => "",
    };
    let number = || Quantity::parse(word).map(|quantity| quantity.value.abs().normalize().to_string());
    let near = match given {
        OptionValue::Number(number) => terms.beyond(*number).map(|(_, near)| near),
        OptionValue::Flag(_) | OptionValue::Word(_) => None,
    };
    let least = || terms.words().next().map(str::to_owned).or(terms.at_least.map(|least| least.to_string()));
    match terms.kind {
        OptionKind::Flag => "true".to_owned(),
        OptionKind::Count => near.or_else(least).unwrap_or_else(|| "2".to_owned()),
        // An amount is in the currency of the book, and stands without its sign.
        OptionKind::Money => near.or_else(number).or_else(least).unwrap_or_else(|| "100".to_owned()),
        OptionKind::Choice => nearest(word, terms.words()).first().copied().unwrap_or_default().to_owned(),
    }
}
