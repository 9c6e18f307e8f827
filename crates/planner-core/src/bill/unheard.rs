//! What is set or used and changes nothing there: each with where that is.

use super::{AccountMonth, MonthUsage};
use crate::book::{Ceiling, OptionTerms, OptionValue, Plan, Product, Provider, Settings};
use crate::model::{Contract, SCALES, Standing};
use crate::note::{Note, NoteKind};
use crate::own::Own;
use crate::table::Table;
use crate::tariff::Formula;

/// A resource on a plan, with what is set and used there.
pub(super) struct Here<'s, 'a> {
    pub(super) name: &'a str,
    /// The product's id.
    pub(super) product: &'a str,
    pub(super) own: Own<'a>,
    pub(super) standing: Standing<'a>,
    pub(super) settings: &'s Settings<'s>,
    pub(super) account: &'s Settings<'s>,
}

impl Here<'_, '_> {
    /// Notes on its options that nothing goes by.
    pub(super) fn options(&self, options: &Table<OptionValue>) -> Vec<Note> {
        let Standing { contract, product, plan } = self.standing;
        let on = format!("{} of {}{}", plan.1.name, product.name, in_account(contract));
        let heard =
            |option: &str| option == SCALES || self.standing.hears(option, self.settings, self.account);
        notes(self.name, &on, product, options, self.settings, heard)
    }

    /// Notes on its usage that nothing counts.
    pub(super) fn usage<'u>(&self, stated: impl Iterator<Item = (&'u str, &'u MonthUsage)>) -> Vec<Note> {
        let (name, (_, plan)) = (self.name, self.standing.plan);
        let (contract, product) = (self.standing.contract, self.standing.product);
        let provider = &contract.book.provider;
        let in_force = |key: &str, sized: bool| self.standing.counts(key, sized, self.settings, self.account);
        let why = |key: &str, usage: &MonthUsage| {
            if self.own.counts(key) {
                None
            } else if !counts(provider, self.product, product, plan, key) {
                Some(format!("{name}: {key} is stated, but nothing on {} counts it", plan.name))
            } else if !in_force(key, true) {
                let account = &contract.plan.1.name;
                Some(format!(
                    "{name}: {key} is stated, but nothing counts it on {account} of its account and with its settings"
                ))
            } else if !usage.has_sizes() && !in_force(key, false) {
                Some(format!(
                    "{name}: {key} is stated as a total, but only the size of each counts here: write `{key}: [{{ each: \
                     ..., times: ... }}]`"
                ))
            } else {
                None
            }
        };
        let note = |(key, usage): (&str, &MonthUsage)| {
            let kind = NoteKind::Uncounted { key: key.to_owned() };
            why(key, usage).map(|text| Note::says(name, kind, text))
        };
        stated.filter_map(note).collect()
    }
}

/// Notes on the options of an account that nothing goes by, in it or in what runs in it.
pub(super) fn of_account<'m, 's: 'm>(
    name: &str,
    contract: Contract<'_>,
    options: &Table<OptionValue>,
    settings: &Settings<'_>,
    members: &(impl Iterator<Item = (Standing<'m>, &'m Settings<'s>)> + Clone),
) -> Vec<Note> {
    let heard = |option: &str| {
        let mut members = members.clone();
        contract.hears(option, settings)
            || members.any(|(standing, settings)| standing.hears_of_account(option, settings))
    };
    let product = &contract.book.provider.account;
    notes(name, &contract.plan.1.name, product, options, settings, heard)
}

/// Notes on usage of an account that nothing counts.
pub(super) fn account_usage(
    account: &AccountMonth<'_>,
    contract: Contract<'_>,
    settings: &Settings<'_>,
) -> Vec<Note> {
    let (name, plan) = (account.name, &contract.plan.1.name);
    let unheard =
        account.usage.iter().filter(|(key, usage)| !contract.counts(key, usage.has_sizes(), settings));
    let note = |key: &str| {
        let kind = NoteKind::Uncounted { key: key.to_owned() };
        Note::about(name, kind, format_args!("{key} is stated, but nothing on {plan} counts it"))
    };
    unheard.map(|(key, _)| note(key)).collect()
}

fn in_account(contract: Contract<'_>) -> String {
    match contract.book.provider.account.plans.len() {
        1 => String::new(),
        _ => format!(" in an account on {}", contract.plan.1.name),
    }
}

fn notes(
    name: &str,
    on: &str,
    product: &Product,
    options: &Table<OptionValue>,
    settings: &Settings<'_>,
    heard: impl Fn(&str) -> bool,
) -> Vec<Note> {
    let idle = options.iter().filter(|(option, value)| {
        let terms = product.options.get(option.as_str());
        terms.is_some_and(|terms| !is_default(terms, value)) && !settings.is_refused(option) && !heard(option)
    });
    let note = |(option, _): (&String, _)| {
        let fact = product.options.get(option.as_str()).and_then(|terms| terms.fact);
        let fact = fact.map(|fact| format!(" (`{}:` at the top of the stack sets it too)", fact.word()));
        let fact = fact.unwrap_or_default();
        let kind = NoteKind::vain(&[&format!("options.{option}")]);
        Note::about(
            name,
            kind,
            format_args!("{option} is set, but no price or limit goes by it on {on}{fact}"),
        )
    };
    idle.map(note).collect()
}

/// Whether it is what holds where nothing is set.
fn is_default(terms: &OptionTerms, value: &OptionValue) -> bool {
    let default = terms.default.as_ref().map(|default| default.0.as_str());
    match value {
        OptionValue::Flag(yes) => *yes == (default == Some("true")),
        OptionValue::Number(number) => default.and_then(crate::unit::decimal) == Some(*number),
        OptionValue::Word(word) => {
            default.is_some_and(|default| terms.choice(word).is_some_and(|choice| choice.word == default))
        }
    }
}

/// Whether a charge or limit of the plan, or the account, counts a usage key. What counts only with a setting counts.
fn counts(provider: &Provider, product_id: &str, product: &Product, plan: &Plan, key: &str) -> bool {
    if product.reports.iter().any(|report| report == key) {
        return true;
    }
    let pooled = product.reports.iter().filter_map(|report| provider.account.meters.get(report.as_str()));
    if pooled.flat_map(|meter| &meter.counted).any(|input| input.from == key) {
        return true;
    }
    let Some(asked) = provider.meter(product_id, key) else { return true };
    let mut meters = product.meters.iter().filter(|(_, meter)| std::ptr::eq(*meter, asked));
    let Some((id, _)) = meters.next() else { return true };
    if product.meters.values().any(|meter| meter.stand_in.as_ref().is_some_and(|other| other.from == *id)) {
        return true;
    }
    let names = |formula: &Formula| formula.each.iter().any(|(name, _)| name == id);
    product.charges_of(plan).any(|(_, terms)| terms.meter.as_deref() == Some(id.as_str()))
        || product.limits_of(plan).any(|(_, terms)| {
            terms.meter.as_deref() == Some(id.as_str())
                || matches!(&terms.ceiling, Ceiling::Amount(formula) if names(formula))
        })
        || product.meters.values().any(|meter| meter.grows.as_ref().is_some_and(|grows| grows.with == *id))
}
