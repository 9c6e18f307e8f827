//! One plan of a list: what it charges, includes and allows, in words.

use super::words::{EACH, Figures, condition, steps, window, words};
use super::{AllowedOut, LeastOut, NamedValue, PlanPrices, PriceOut, choices, sleep};
use crate::bill::unit_word;
use crate::book::{
    Attribute, Ceiling, ChargeTerms, Condition, Confidence, LimitTerms, Plan, PriceTerms, Product, Provider,
    Snapshot, Stage, Table, place,
};
use crate::number::Decimal;
use crate::output::SourceOut;
use crate::shown::in_full;
use crate::tariff::Formula;
use crate::unit::Unit;

/// A plan with where it stands.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) snapshot: &'a Snapshot,
    /// The product's id; none for the account.
    pub(super) id: Option<&'a str>,
    pub(super) product: &'a Product,
    pub(super) plan_id: &'a str,
    pub(super) plan: &'a Plan,
}

impl Listed<'_> {
    pub(super) fn prices(&self) -> PlanPrices {
        let Self { snapshot, product, plan_id, plan, .. } = *self;
        let here = format!("{}.plans.{plan_id}", place::scope(self.id));
        let trust = self.trust(None, &[here]);
        PlanPrices {
            id: plan_id.to_owned(),
            name: plan.name.clone(),
            aliases: plan.aliases.clone(),
            offered: plan.offered.map(|day| day.to_string()),
            until: plan.until.map(|day| day.to_string()),
            ends: plan.ends.as_ref().map(super::ends::ends),
            attributes: plan
                .attributes
                .iter()
                .map(|(name, value)| NamedValue { name: name.clone(), value: attribute(value) })
                .collect(),
            billed_by: billed_by(&snapshot.provider, product, plan),
            prices: self.charges(),
            limits: product
                .limits_of(plan)
                .filter(|(_, terms)| !terms.follows && self.holds(&terms.when))
                .map(|(id, terms)| of_limit(self, id, terms))
                .collect(),
            sleeps: sleep::sleeps(self),
            note: plan.note.clone(),
            source: self.source(None, trust),
            confidence: trust.word(),
            since: snapshot.since(&priced_at(&place::scope(self.id), plan_id, plan)).to_string(),
        }
    }

    /// Whether something may hold on this plan.
    fn holds(&self, when: &Condition) -> bool {
        when.0.get("plan").is_none_or(|wanted| wanted.allows(self.plan_id))
    }

    /// What is always charged comes before what a setting adds.
    fn charges(&self) -> Vec<PriceOut> {
        let all = self.product.charges_of(self.plan).filter(|(_, terms)| self.holds(&terms.when));
        let mut all: Vec<PriceOut> = all.map(|(id, terms)| of_charge(self, id, terms)).collect();
        all.sort_by_key(|price| price.when.is_some());
        all
    }

    /// Where its formulas find their numbers.
    fn figures(&self) -> Figures<'_> {
        Figures::new(self.plan, self.product, &self.snapshot.provider.account)
    }

    /// How far something at these places can be trusted.
    pub(super) fn trust(&self, says: Option<Confidence>, places: &[String]) -> Confidence {
        self.snapshot.trust(says.unwrap_or(self.plan.confidence), places)
    }

    /// Where something was read: its own source, or its plan's.
    pub(super) fn source(&self, key: Option<&String>, trust: Confidence) -> Option<SourceOut> {
        let key = key.unwrap_or(&self.plan.source);
        self.snapshot.source_of(key, trust == Confidence::Own).map(SourceOut::from)
    }
}

/// Where a plan's prices stand: a change of its names is no change of its price.
fn priced_at(path: &str, plan_id: &str, plan: &Plan) -> String {
    if plan.attributes.contains_key("price") {
        format!("{path}.plans.{plan_id}.attributes.price")
    } else if plan.charges.is_empty() {
        format!("{path}.plans.{plan_id}.attributes")
    } else {
        format!("{path}.plans.{plan_id}.charges")
    }
}

/// A condition's settings but for the plan, which is known.
fn others(when: &Condition) -> Option<String> {
    let settings =
        when.0.iter().filter(|(name, _)| *name != "plan").map(|(name, value)| (name.clone(), value.clone()));
    condition(&Condition(Table::sorted(settings.collect())))
}

fn attribute(value: &Attribute) -> String {
    match value {
        Attribute::Quantity(quantity) => quantity.to_string(),
        Attribute::NotStated => "not stated".to_owned(),
    }
}

fn of_charge(listed: &Listed<'_>, id: &str, terms: &ChargeTerms) -> PriceOut {
    let Listed { product, plan, .. } = *listed;
    let meter = terms.meter.as_ref().and_then(|id| product.meters.get(id));
    let base = meter.map_or_else(Unit::count, |meter| meter.unit.clone());
    let unit = unit_word(terms, meter);
    let figures = listed.figures();
    let number = |formula: &Formula| words(formula, &figures, &base).text;
    // A price of many units, or by a started package, is of that many: ` / started 100 GB`.
    let priced = |formula: &Formula, per: String| {
        let (price, by) = choices::price(formula, meter, &figures, &base);
        // Where no choice is taken by default, the price is all of them.
        let open = by.as_ref().filter(|by| by.listed.is_none());
        let range = open.and_then(|by| by.says.strip_suffix(&format!(" by {}", by.option)));
        let text = match (range, price.lacks.is_some()) {
            (Some(range), _) => format!("{range}{per}"),
            (None, true) => price.text,
            (None, false) => format!("{}{per}", price.text),
        };
        (text, price.amount, by)
    };
    let (text, amount, by) = match &terms.price {
        PriceTerms::Fee(formula) => priced(formula, " a month".to_owned()),
        PriceTerms::Each(formula) => priced(formula, format!(" / {unit}")),
        PriceTerms::Unit(bundle) => priced(&bundle.price, format!(" / {} {unit}", in_full(bundle.per))),
        PriceTerms::Package(bundle) => {
            priced(&bundle.price, format!(" / started {} {unit}", in_full(bundle.per)))
        }
        PriceTerms::Graduated(terms) => (steps(terms, &unit), None, None),
        PriceTerms::Volume(terms) => (format!("all of it at {}", steps(terms, &unit)), None, None),
        PriceTerms::Unpriced(why) => (format!("unpriced: {why}"), None, None),
    };
    let mut text = text;
    let bounds =
        [(&terms.minimum, "at least"), (&terms.maximum, "at most"), (&terms.each_at_most, "each at most")];
    for (bound, word) in bounds {
        if let Some(formula) = bound {
            text = format!("{text}, {word} {}", number(formula));
        }
    }
    if let Some(least) = &terms.minimum_duration {
        text = format!("{text}, for at least {}", least.length);
    }
    // What is included is counted in the billed unit; of a level that is priced moment by moment, in the level's.
    let counted = if terms.at_level { base.symbol() } else { &unit };
    let included = terms.included.as_ref().map(|included| counting(&number(&included.amount), counted));
    let places = place::of_charge(listed.id, (listed.plan_id, plan), (id, terms));
    let trust = listed.trust(terms.confidence, &places);
    PriceOut {
        id: id.to_owned(),
        description: terms.description.clone(),
        price: text,
        amount: amount.map(crate::output::text),
        by,
        minimum_duration: terms.minimum_duration.as_ref().map(|least| {
            let trust = listed.trust(least.confidence.or(terms.confidence), &places);
            LeastOut {
                length: least.length.to_string(),
                source: listed.source(least.source.as_ref().or(terms.source.as_ref()), trust),
                confidence: trust.word(),
            }
        }),
        included,
        when: others(&terms.when),
        source: listed.source(terms.source.as_ref(), trust),
        confidence: trust.word(),
    }
}

/// What charges for a plan that has no charge of its own: the account, by what it reports there.
fn billed_by(book: &Provider, product: &Product, plan: &Plan) -> Option<String> {
    if product.charges_of(plan).next().is_some() {
        return None;
    }
    let counts = |meter: &str| product.counts_on(meter);
    let meters =
        book.account.meters.iter().filter(|(id, _)| counts(id)).map(|(_, meter)| meter.name.as_str());
    let meters: Vec<&str> = meters.collect();
    (!meters.is_empty()).then(|| format!("by the account: {}", meters.join(", ")))
}

/// Whether a name is an attribute that other plans state and this one does not.
fn not_stated(product: &Product, plan: &Plan, name: &str) -> bool {
    let stated = |plan: &Plan| matches!(plan.attributes.get(name), Some(Attribute::Quantity(_)));
    let elsewhere =
        product.options.contains_key(name) || product.meters.contains_key(name) || name == "count";
    let elsewhere = elsewhere || product.options.values().any(|terms| terms.carries(name));
    !elsewhere && !stated(plan)
}

/// A number in words with what it counts: `10 branches for each`, `1 database`.
fn counting(number: &str, unit: &str) -> String {
    let (number, each) = number.strip_suffix(EACH).map_or((number, ""), |number| (number, EACH));
    let unit = if number == "1" { crate::unit::singular(unit) } else { unit.into() };
    format!("{number} {unit}{each}")
}

fn of_limit(listed: &Listed<'_>, id: &str, terms: &LimitTerms) -> AllowedOut {
    let Listed { snapshot, product, plan_id, plan, .. } = *listed;
    let book = &snapshot.provider;
    let meter = terms.meter.as_ref().and_then(|id| product.meters.get(id));
    let base = meter.map_or_else(Unit::count, |meter| meter.unit.clone());
    let unit = meter.map_or_else(|| book.currency.to_string(), |meter| meter.unit.to_string());
    let charges = product.charges_of(plan);
    let ceiling = match &terms.ceiling {
        // A figure this plan does not state, though its neighbours do.
        Ceiling::Amount(formula) if formula.each.iter().any(|(name, _)| not_stated(product, plan, name)) => {
            "not stated".to_owned()
        }
        Ceiling::Amount(formula) => counting(&words(formula, &listed.figures(), &base).text, &unit),
        Ceiling::NotStated => "not stated".to_owned(),
        Ceiling::Included => {
            let charge = charges
                .clone()
                .map(|(_, charge)| charge)
                .find(|charge| charge.meter == terms.meter && charge.included.is_some());
            let amount = charge.and_then(|charge| charge.included.as_ref());
            amount.map_or_else(
                || "what is included".to_owned(),
                |included| counting(&words(&included.amount, &listed.figures(), &base).text, &unit),
            )
        }
    };
    // What happens may depend on settings: each case with its own, and none that is another plan's.
    let fits = |stage: &&Stage| stage.when.0.get("plan").is_none_or(|wanted| wanted.allows(plan_id));
    let said = |stage: &Stage| match others(&stage.when) {
        Some(when) => format!("{} ({when})", stage.effect.word()),
        None => stage.effect.word().to_owned(),
    };
    let mut stages = Vec::new();
    for stage in terms.stages.iter().filter(|stage| stage.at >= Decimal::ONE).filter(fits) {
        stages.push(said(stage));
        if others(&stage.when).is_none() {
            break; // The first stage that fits counts, and this one always does.
        }
    }
    let then = if stages.is_empty() { "not-stated".to_owned() } else { stages.join(", else ") };
    let trust = listed.trust(terms.confidence, &place::of_limit(listed.id, plan_id, id));
    AllowedOut {
        id: id.to_owned(),
        description: terms.description.clone(),
        allows: format!("{ceiling}{}", window(terms.window)),
        then,
        when: others(&terms.when),
        source: listed.source(terms.source.as_ref(), trust),
        confidence: trust.word(),
    }
}
