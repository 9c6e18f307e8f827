//! Every field of a bill, on every plan of every product and account: how long something ran, how many, in which
//! stretches, and in which form it is said what was used.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use planner_core::book::{Attribute, Books, MeterKind, Plan, Product, Provider};

use super::ask::{Kind, NO_HINT, Ran, over_all, plans};
use super::settings::{beside, together, usage};
use crate::cases::none;

/// Fields of a resource, as the schema names them: how it stands without, and with.
pub(super) const PLAIN: &[(&str, [&str; 2])] = &[
    ("resource.count", ["", "count: 3"]),
    ("resource.region", ["", "region: somewhere"]),
    ("resource.since", ["", "since: 2026-12-20"]),
    ("resource.since", ["", "since: 2020-01-01"]),
    ("resource.since", ["", "since: 2027-01-01"]),
    ("resource.hours", ["", "hours: 100"]),
    ("resource.charges", ["", "charges: { support: { fee: 12 } }"]),
    ("resource.charges", ["", "charges: { support: { each: 12 } }"]),
    (
        "resource.limits",
        [
            "charges: { calls: { each: 0 } }",
            "charges: { calls: { each: 0 } }, limits: { calls: { ceiling: 12, then: refused } }",
        ],
    ),
    ("segment.days", ["", "segments: [ { days: 10 } ]"]),
    ("segment.days", ["", "segments: [ { days: 10 }, {} ]"]),
    ("segment.hours", ["", "segments: [ { hours: 100 } ]"]),
    ("segment.to", ["", "segments: [ { to: 2026-12-09 12:00 } ]"]),
    ("segment.from", ["", "segments: [ { from: 2026-12-11 } ]"]),
    ("segment.from", ["segments: [ { days: 9 }, {} ]", "segments: [ { days: 9 }, { from: 2026-12-20 } ]"]),
    ("segment.count", ["segments: [ { days: 9 }, {} ]", "segments: [ { days: 9 }, { count: 3 } ]"]),
    ("segment.count", ["segments: [ { days: 9 }, {} ]", "segments: [ { days: 9, count: 3 }, {} ]"]),
    ("segment.count", ["count: 2", "count: 2, segments: [ { days: 9, count: 3 }, {} ]"]),
];

/// Fields of the account.
pub(super) const ACCOUNT: &[(&str, [&str; 2])] = &[
    (".since", ["", "since: 2026-12-20"]),
    (".since", ["", "since: 2020-01-01"]),
    (".since", ["", "since: 2027-01-01"]),
    (".card", ["", "card: false"]),
    (".region", ["", "region: somewhere"]),
    ("plan_segment.days", ["", "segments: [ { days: 10 } ]"]),
    ("plan_segment.days", ["", "segments: [ { days: 10 }, {} ]"]),
    ("plan_segment.to", ["", "segments: [ { to: 2026-12-09 12:00 } ]"]),
    ("plan_segment.from", ["", "segments: [ { from: 2026-12-11 } ]"]),
];

/// Forms of usage, with the fields that are in them: without, and with. An `U` is the meter's unit.
pub(super) const FLOWS: &[(&str, [&str; 2])] = &[
    ("used.each", ["[ { each: 5, times: 9000 } ]", "[ { each: 5000, times: 9000 } ]"]),
    ("used.times", ["[ { each: 5 } ]", "[ { each: 5, times: 9000 } ]"]),
    ("used.on", ["[ { each: 5, times: 9000 } ]", "[ { each: 5, times: 9000, on: 2026-12-07 } ]"]),
];
pub(super) const LEVELS: &[(&str, [&str; 2])] = &[
    ("used.opening", ["{ opening: 5 U, closing: 700 U }", "{ opening: 9000 U, closing: 700 U }"]),
    ("used.closing", ["{ opening: 700 U, closing: 5 U }", "{ opening: 700 U, closing: 9000 U }"]),
    ("used.level", ["{ level: 5 U, deleted: [] }", "{ level: 9000 U, deleted: [] }"]),
    ("used.deleted", ["700 U", "{ level: 700 U, deleted: [] }"]),
    ("used.deleted", ["700 U", "{ level: 700 U, deleted: [ { amount: 5 U, after: 3 days } ] }"]),
    (
        "deleted.on",
        [
            "{ level: 700 U, deleted: [ { amount: 5 U, after: 3 days } ] }",
            "{ level: 700 U, deleted: [ { amount: 5 U, after: 3 days, on: 2026-12-07 } ] }",
        ],
    ),
];

/// What was answered already.
type Answers = RefCell<BTreeMap<String, Result<String, String>>>;

struct Walk<'w> {
    books: &'w Books,
    answers: Answers,
    faults: Vec<String>,
}

impl Walk<'_> {
    fn answer(&self, text: String) -> Result<String, String> {
        if let Some(known) = self.answers.borrow().get(&text) {
            return known.clone();
        }
        let answer = Kind::Bill.answer(self.books, &text);
        self.answers.borrow_mut().insert(text, answer.clone());
        answer
    }

    /// A field that changes nothing, is not refused, and nobody names.
    fn hold(&mut self, what: impl Fn() -> String, [without, with]: [String; 2]) {
        let with = match self.answer(with) {
            Ok(with) => with,
            Err(problem) => {
                if problem.ends_with(NO_HINT) {
                    self.faults.push(format!("{}: {problem}", what()));
                }
                return;
            }
        };
        if self.answer(without).as_ref() == Ok(&with) {
            self.faults.push(what());
        }
    }

    /// The same for a form of usage, unless the usage is named as a whole, as nothing that counts or nothing that has a
    /// price: what it says in that form is named with it.
    fn hold_usage(&mut self, key: &str, what: impl Fn() -> String, bare: String, pair: [String; 2]) {
        let named = [format!(": {key} is stated"), format!("usage.{key} changes nothing")];
        let unpriced = |answer: &str| answer.matches("Unpriced(").count();
        let [without, _] = &pair;
        if let (Ok(bare), Ok(without)) = (self.answer(bare), self.answer(without.clone()))
            && (named.iter().any(|named| without.contains(named)) || unpriced(&without) > unpriced(&bare))
        {
            return;
        }
        self.hold(what, pair);
    }
}

#[test]
fn every_field_of_a_bill_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&over_all(&books, |provider| {
        let mut walk = Walk { books: &books, answers: Answers::default(), faults: Vec::new() };
        for (id, product) in &provider.products {
            let mut shapes = BTreeSet::new();
            for plan in plans(product) {
                // Where plans differ in numbers alone, one of them is looked at beside usage, and in every form of it.
                let new = product.plans.get(plan).is_some_and(|plan| shapes.insert(shape(plan)));
                of_resource(&mut walk, provider, (id, product), (plan, new));
                if new {
                    of_usage(&mut walk, provider, id, plan);
                }
                walk.answers.borrow_mut().clear();
            }
        }
        for plan in plans(&provider.account) {
            of_account(&mut walk, provider, plan);
            walk.answers.borrow_mut().clear();
        }
        walk.faults
    }));
}

/// A plan but for the numbers that it states as attributes: which there are, and which of them are nothing.
fn shape(plan: &Plan) -> String {
    let Plan { charges, limits, adjustments, requires, feeds, pools, sleeps, larger, ends, .. } = plan;
    let number = |attribute: &Attribute| match attribute {
        Attribute::Quantity(quantity) => Some(quantity.value.is_zero()),
        Attribute::NotStated => None,
    };
    let attributes: Vec<_> = plan.attributes.iter().map(|(name, one)| (name, number(one))).collect();
    format!(
        "{charges:?} {limits:?} {adjustments:?} {requires:?} {feeds:?} {pools:?} {sleeps:?} {larger:?} {ends:?} {attributes:?}"
    )
}

/// What stands beside a field: nothing, and usage of everything on the least and on the largest plan of the account.
fn contexts(provider: &Provider, id: &str, product: &Product) -> Vec<(String, String)> {
    let used = usage(&together(provider, id, product), "1000");
    let mut all = vec![(String::new(), String::new()), (String::new(), used.clone())];
    if let [_, .., largest] = plans(&provider.account).as_slice() {
        all.push((format!("plan: {largest}"), used));
    }
    all
}

fn of_resource(
    walk: &mut Walk<'_>,
    provider: &Provider,
    (id, product): (&str, &Product),
    (plan, new): (&str, bool),
) {
    let name = &provider.provider;
    for (account, used) in contexts(provider, id, product).into_iter().take(if new { 3 } else { 1 }) {
        let document =
            |own: &str| Kind::Bill.document(name, &account, &[Ran("x", id, plan, &beside(&[&used, own]))]);
        for (field, [without, with]) in PLAIN {
            let what = || format!("{name}/{id} {plan}: {field}: {with} [{account}; {used}]");
            walk.hold(what, [document(without), document(with)]);
        }
        let Some(other) = plans(product).into_iter().find(|other| *other != plan) else { continue };
        let document =
            |own: &str| Kind::Bill.document(name, &account, &[Ran("x", id, "", &beside(&[&used, own]))]);
        for moved in [
            format!("segments: [ {{ days: 10, plan: {plan} }}, {{ plan: {other} }} ]"),
            format!("segments: [ {{ plan: {other}, days: 10 }}, {{ plan: {plan} }} ]"),
        ] {
            let what = || format!("{name}/{id} {plan}: segment.plan: {moved}");
            walk.hold(what, [document(&format!("plan: {plan}")), document(&moved)]);
        }
    }
}

/// Each meter and counted input in each form, and in a stretch.
fn of_usage(walk: &mut Walk<'_>, provider: &Provider, id: &str, plan: &str) {
    let name = &provider.provider;
    let document = |own: &str| Kind::Bill.document(name, "", &[Ran("x", id, plan, own)]);
    for key in provider.usage_keys(id) {
        for (field, pair) in forms(provider, id, key) {
            let what = || format!("{name}/{id} {plan}: {key}: {field} {}", pair[1]);
            walk.hold_usage(
                key,
                what,
                document(""),
                pair.clone().map(|used| document(&format!("usage: {{ {key}: {used} }}"))),
            );
        }
        let stretch = |used: &str| format!("segments: [ {{ days: 10 }}, {{ usage: {{ {used} }} }} ]");
        for amount in ["1", "1000000"] {
            let with = stretch(&format!("{key}: {amount}"));
            let what = || format!("{name}/{id} {plan}: segment.usage {with}");
            walk.hold(what, [document(&stretch("")), document(&with)]);
        }
        let (used, every) = (usage(&[key], "9000"), format!("segments: [ {{ usage: {{ {key}: 70 }} }} ]"));
        let what = || format!("{name}/{id} {plan}: usage {key} beside {every}");
        walk.hold(what, [document(&every), document(&beside(&[&used, &every]))]);
    }
}

/// The forms that usage of a key may have.
fn forms(provider: &Provider, id: &str, key: &str) -> Vec<(&'static str, [String; 2])> {
    let Some(meter) = provider.meter(id, key) else { return Vec::new() };
    let all = match meter.kind {
        MeterKind::Flow => FLOWS,
        _ => LEVELS,
    };
    let unit = meter.unit.to_string();
    all.iter().map(|(field, pair)| (*field, pair.map(|form| form.replace('U', &unit)))).collect()
}

fn of_account(walk: &mut Walk<'_>, provider: &Provider, plan: &str) {
    let name = &provider.provider;
    let mut runs: Vec<(String, String)> = Vec::new();
    for (id, product) in &provider.products {
        runs.push((id.clone(), usage(&together(provider, id, product), "1000")));
    }
    let all: Vec<Ran<'_>> = runs.iter().map(|(id, own)| Ran(id, id, "", own)).collect();
    let on = format!("plan: {plan}");
    for resources in [&[][..], &all] {
        let document = |own: &str| Kind::Bill.document(name, &beside(&[&on, own]), resources);
        for (field, [without, with]) in ACCOUNT {
            let what = || format!("{name} {plan}: {field}: {with} ({} resources)", resources.len());
            walk.hold(what, [document(without), document(with)]);
        }
        if let Some(other) = plans(&provider.account).into_iter().find(|other| *other != plan) {
            let document = |own: &str| Kind::Bill.document(name, own, resources);
            let moved = format!("segments: [ {{ days: 10, plan: {plan} }}, {{ plan: {other} }} ]");
            let what =
                || format!("{name} {plan}: plan_segment.plan: {moved} ({} resources)", resources.len());
            walk.hold(what, [document(&on), document(&moved)]);
        }
    }
    for key in provider.usage_keys("") {
        let document = |own: &str| Kind::Bill.document(name, &beside(&[&on, own]), &[]);
        for (field, pair) in forms(provider, "", key) {
            let what = || format!("{name} {plan}: {key}: {field} {}", pair[1]);
            walk.hold_usage(
                key,
                what,
                document(""),
                pair.clone().map(|used| document(&format!("usage: {{ {key}: {used} }}"))),
            );
        }
    }
}
