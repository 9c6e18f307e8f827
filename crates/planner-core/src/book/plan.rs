//! Products and their plans, with names, life and terms.

use super::ends::Ends;
use super::terms::{
    AdjustTerms, Category, ChargeTerms, Clock, Condition, Confidence, Feed, Larger, LimitTerms, Measure,
    Meter, MeterKind, OptionTerms, PoolTerms, PriceTerms, Provider, RequestTerms, SettleTerms, Shared,
    SleepTerms,
};
use super::unmade::Unmade;
use crate::document::{Misfit, Place, Read, fields};
use crate::month::Date;
use crate::table::Table;
use crate::unit::Quantity;

/// The plan that books have for a model nobody names.
const UNNAMED: &str = "unnamed";

/// Something that can be run or subscribed to, with its plans. An account is one too.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Product {
    /// Its name, as people write it.
    pub name: String,
    /// Other words people use for it.
    pub also: Vec<String>,
    /// What it is, the first of them most of all; none of an account.
    pub categories: Vec<Category>,
    /// What it measures, by id.
    pub meters: Table<Meter>,
    /// Which of the account's meters its usage counts on.
    pub reports: Vec<String>,
    /// What it adds to the account's meters by being there.
    pub feeds: Table<Feed>,
    /// Settings that change charges and limits.
    pub options: Table<OptionTerms>,
    /// What it needs elsewhere.
    pub requires: Table<Requirement>,
    /// The plan taken where the user names none; none where one must be named.
    pub default_plan: Option<String>,
    /// Charges of every plan.
    pub charges: Table<ChargeTerms>,
    /// Included quantities that several charges share.
    pub pools: Table<PoolTerms>,
    /// Limits of every plan.
    pub limits: Table<LimitTerms>,
    /// The clock that what is counted or included each day goes by; UTC where it is left out.
    pub clock: Option<Clock>,
    /// When it sleeps without being used, on every plan; of several that hold the first counts.
    pub sleeps: Table<SleepTerms>,
    /// What the vendor's API counts of one request, where a price goes by a request's size.
    pub requests: RequestTerms,
    /// Levies, floors, credits and taxes; of an account alone.
    pub adjustments: Table<AdjustTerms>,
    /// How it settles; of an account alone.
    pub settle: SettleTerms,
    /// Changes of plan that the vendor does not make.
    pub unmade: Vec<Unmade>,
    /// The plans, by stable id.
    pub plans: Table<Plan>,
    /// Every word that names a plan, made alike, with the plan's id.
    words: Table<String>,
}

fields!(
    Product {
        name: required,
        also: optional,
        categories: optional,
        meters: optional,
        reports: optional,
        feeds: optional,
        options: optional,
        requires: optional,
        default_plan: optional,
        charges: optional,
        pools: optional,
        limits: optional,
        clock: optional,
        sleeps: optional,
        requests: optional,
        adjustments: optional,
        settle: optional,
        unmade: optional,
        plans: required,
    },
    words
);

/// One plan, as its provider publishes it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plan {
    /// Its name, as people write it.
    pub name: String,
    /// Other ids that vendors and users write for it.
    pub aliases: Vec<String>,
    /// Since when it can be had, where known.
    pub offered: Option<Date>,
    /// From this day it can no longer be bought; who has it keeps it.
    pub until: Option<Date>,
    /// The end of its life: from then on nobody has it.
    pub ends: Option<Ends>,
    /// The next larger plan, by id: where a limit that moves to `next` leads.
    pub next: Option<String>,
    /// What older customers keep instead.
    pub formerly: Option<Formerly>,
    /// The plan whose prices hold for requests that are larger.
    pub larger: Option<Larger>,
    /// What it is made of: sizes, prices that a product's charges use, ceilings.
    pub attributes: Table<Attribute>,
    /// What it adds to the account's meters by being there.
    pub feeds: Table<Feed>,
    /// Charges of this plan alone; one of the same id replaces the product's.
    pub charges: Table<ChargeTerms>,
    /// Included quantities of this plan that several charges share.
    pub pools: Table<PoolTerms>,
    /// Limits of this plan alone; one of the same id replaces the product's.
    pub limits: Table<LimitTerms>,
    /// When it sleeps on this plan alone; one of the same id replaces the product's.
    pub sleeps: Table<SleepTerms>,
    /// Levies, floors, credits and taxes of this plan; of an account alone.
    pub adjustments: Table<AdjustTerms>,
    /// What it needs elsewhere.
    pub requires: Table<Requirement>,
    /// Said to whoever uses it.
    pub note: Option<String>,
    /// Where it was read.
    pub source: String,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

fields!(Plan {
    name: required,
    aliases: optional,
    offered: optional,
    until: optional,
    ends: optional,
    next: optional,
    formerly: optional,
    larger: optional,
    attributes: optional,
    feeds: optional,
    charges: optional,
    pools: optional,
    limits: optional,
    sleeps: optional,
    adjustments: optional,
    requires: optional,
    note: optional,
    source: required,
    confidence: required,
});

/// A plan older customers are on under the same name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Formerly {
    /// Whose account is older than this.
    pub since_before: Date,
    /// Keeps it before this day.
    pub until: Date,
    /// The plan they are on.
    pub plan: String,
}

fields!(Formerly { since_before: required, until: required, plan: required });

/// Something that must hold elsewhere, with what happens otherwise.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Requirement {
    /// Needed only then.
    pub when: Condition,
    /// The account must be on one of these plans.
    pub account_plan: Vec<String>,
    /// The plan must have one of these as its id.
    pub plan: Vec<String>,
    /// This attribute of the plan must be at least that.
    pub attribute: Option<AtLeast>,
    /// What happens otherwise.
    pub otherwise: String,
    /// Where it was read.
    pub source: Option<String>,
}

fields!(Requirement {
    when: optional,
    account_plan: optional,
    plan: optional,
    attribute: optional,
    otherwise: required,
    source: optional,
});

/// An attribute with the least it must be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AtLeast {
    /// The attribute.
    pub name: String,
    /// The least.
    pub at_least: Quantity,
}

fields!(AtLeast { name: required, at_least: required });

/// What a plan states of itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Attribute {
    /// A quantity.
    Quantity(Quantity),
    /// Said not to be known or not to be stated.
    NotStated,
}

impl Read for Attribute {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.text("a quantity such as 512 MB, or `not-stated`")? {
            "not-stated" => Ok(Self::NotStated),
            text => Quantity::parse(text).map(Self::Quantity).ok_or_else(|| {
                at.wrong(format!("`{text}` is neither a quantity such as 512 MB nor `not-stated`"))
            }),
        }
    }
}

impl Plan {
    /// Whether it can be had on a day.
    pub(crate) fn is_there(&self, day: Date) -> bool {
        self.offered.is_none_or(|offered| offered <= day)
            && self.until.is_none_or(|until| until > day)
            && self.ends.as_ref().is_none_or(|ends| ends.on > day)
    }
}

impl Product {
    /// The plan a user's word names: by id or alias, whatever the case and whether words are apart by space, `_` or `-`.
    #[must_use]
    pub fn find_plan(&self, word: &str) -> Option<(&str, &Plan)> {
        let by_id = self.plans.get_key_value(word);
        let found = by_id.or_else(|| self.plans.get_key_value(self.words.get(&alike(word))?));
        found.map(|(id, plan)| (id.as_str(), plan))
    }

    /// Whether a plan is one that people choose: neither the prices of larger requests, nor the plan that stands for none.
    pub(crate) fn is_chosen(&self, id: &str) -> bool {
        let larger = |other: &Plan| other.larger.as_ref().is_some_and(|larger| larger.plan == id);
        id != UNNAMED && !self.plans.values().any(larger)
    }

    /// The plans that can be chosen on a day, by id: those that a new customer gets, or changes to.
    pub fn on_sale(&self, day: Date) -> impl Iterator<Item = (&str, &Plan)> {
        let there = self.plans.iter().filter(move |(id, plan)| self.is_chosen(id) && plan.is_there(day));
        there.map(|(id, plan)| (id.as_str(), plan))
    }

    /// Indexes the plans by every word for them. A word for two plans is refused, with both.
    pub(super) fn index(&mut self) -> Result<(), (String, String, String)> {
        let named = |(id, plan): (&String, &Plan)| {
            let words: Vec<(String, String)> =
                std::iter::once(id).chain(&plan.aliases).map(|word| (alike(word), id.clone())).collect();
            words
        };
        let mut words: Vec<(String, String)> = self.plans.iter().flat_map(named).collect();
        words.sort_unstable();
        words.dedup();
        if let Some([a, b]) = words.array_windows().find(|[a, b]| a.0 == b.0) {
            return Err((a.0.clone(), a.1.clone(), b.1.clone()));
        }
        self.words = Table::sorted(words);
        Ok(())
    }

    /// Whether it counts on a meter of the account: by usage, or by being there on one of its plans.
    #[must_use]
    pub fn counts_on(&self, meter: &str) -> bool {
        self.reports.iter().any(|report| report == meter)
            || self.feeds.contains_key(meter)
            || self.plans.values().any(|plan| plan.feeds.contains_key(meter))
    }

    /// Whether it is billed for as long as it exists, however long it runs.
    #[must_use]
    pub(crate) fn lasts(&self) -> bool {
        self.meters.values().any(|meter| meter.kind == MeterKind::Running && meter.stays)
    }

    /// Whether what it keeps is there while it sleeps: it is charged for being awake by a meter of its own.
    #[must_use]
    pub fn sleeps_in_place(&self) -> bool {
        self.meters.values().any(|meter| meter.held.is_some())
    }

    /// Whether anything about it runs, or is paid for while it is held: else hours say nothing of it.
    #[must_use]
    pub fn runs(&self) -> bool {
        let of_process = |meter: &Meter| {
            meter.kind == MeterKind::Running
                || meter.held.is_some()
                || meter.measures.iter().any(|measure| matches!(measure, Measure::Cpu | Measure::Memory))
        };
        let plans = || self.plans.values();
        let running = |feed: &Feed| matches!(feed, Feed::Running(_));
        let fee = |charge: &ChargeTerms| matches!(charge.price, PriceTerms::Fee(_));
        self.meters.values().any(of_process)
            || self.feeds.values().chain(plans().flat_map(|plan| plan.feeds.values())).any(running)
            || self.charges.values().chain(plans().flat_map(|plan| plan.charges.values())).any(fee)
    }

    /// Whether something of it stays while it does not run.
    #[must_use]
    pub(crate) fn stays(&self) -> bool {
        self.meters.values().any(|meter| meter.stays)
    }

    /// Every charge of a plan: the product's, with the plan's own over them and after them.
    pub fn charges_of<'a>(
        &'a self,
        plan: &'a Plan,
    ) -> impl Iterator<Item = (&'a str, &'a ChargeTerms)> + Clone {
        over(&self.charges, &plan.charges)
    }

    /// Every limit of a plan: the product's, with the plan's own over them and after them.
    pub fn limits_of<'a>(
        &'a self,
        plan: &'a Plan,
    ) -> impl Iterator<Item = (&'a str, &'a LimitTerms)> + Clone {
        over(&self.limits, &plan.limits)
    }

    /// Every rule of a plan about sleeping: the product's, with the plan's own over them and after them.
    pub fn sleeps_of<'a>(
        &'a self,
        plan: &'a Plan,
    ) -> impl Iterator<Item = (&'a str, &'a SleepTerms)> + Clone {
        over(&self.sleeps, &plan.sleeps)
    }
}

fn over<'a, T>(base: &'a Table<T>, own: &'a Table<T>) -> impl Iterator<Item = (&'a str, &'a T)> + Clone {
    let replaced = base.iter().map(|(id, terms)| (id.as_str(), own.get(id).unwrap_or(terms)));
    replaced.chain(
        own.iter().filter(|(id, _)| !base.contains_key(id.as_str())).map(|(id, terms)| (id.as_str(), terms)),
    )
}

impl Provider {
    /// Finds out which products count on each of the account's meters.
    pub(super) fn index(&mut self) {
        let mut shared = Vec::new();
        for meter in self.account.meters.keys() {
            let counting = self.products.values().enumerate().filter(|(_, product)| product.counts_on(meter));
            let products: Vec<usize> = counting.map(|(at, _)| at).collect();
            let only_fed = !self.products.values().any(|product| product.reports.contains(meter));
            if !products.is_empty() {
                shared.push((meter.clone(), Shared { products, only_fed }));
            }
        }
        self.shared = Table::sorted(shared);
    }

    /// Which products count on a meter of the account; none where none does.
    pub(crate) fn shared(&self, meter: &str) -> Option<&Shared> {
        self.shared.get(meter)
    }
}

/// One spelling for all that name the same plan: `pro_plus`, `Pro-Plus` and `pro plus`.
fn alike(word: &str) -> String {
    word.trim().to_ascii_lowercase().replace([' ', '_'], "-")
}
