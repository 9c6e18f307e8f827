//! Charges and limits of one's own, which have one form in stacks and in bills; and forms that bills alone have.

use planner_core::book::Books;

use super::ask::{Kind, Ran};
use super::forms::{Trial, faults};
use crate::cases::none;

/// What is said of a thing that no book knows, with an `@`.
macro_rules! own {
    ($terms:literal) => {
        concat!(
            "count: 3, usage: { message: 9000, other: 100 }, charges: { other: { each: 0 }, message: { ",
            $terms,
            " } }"
        )
    };
}
macro_rules! fee {
    ($terms:literal) => {
        concat!("count: 3, since: 2026-12-22, charges: { seat: { fee: ", $terms, " } }")
    };
}
macro_rules! quota {
    ($terms:literal) => {
        concat!(
            "usage: { message: 9000, other: 100 }, ",
            "charges: { message: { each: 1 }, other: { each: 1 }, third: { fee: 3 } }, limits: { message: { ",
            $terms,
            " } }"
        )
    };
}

pub(super) const OWN: &[Trial] = &[
    Trial("own_charge.fee", fee!("@"), ["5", "6"]),
    Trial("own_charge.whole", fee!("31@"), ["", ", whole: true"]),
    Trial("own_charge.each", own!("each: @"), ["1", "2"]),
    Trial("own_charge.per", own!("each: 1@"), ["", ", per: 1000"]),
    Trial("own_charge.price", own!("price: { package: { price: @, per: 1000 } }"), ["'1'", "'2'"]),
    Trial("own_charge.meter", own!("each: 1@"), ["", ", meter: other"]),
    Trial("own_charge.unit", own!("each: 1@"), ["", ", unit: GB"]),
    Trial("own_charge.level", own!("each: 1@"), ["", ", level: true"]),
    Trial("own_charge.description", own!("each: 1@"), ["", ", description: what they cost"]),
    Trial("own_charge.included", own!("each: 1@"), ["", ", included: 1000"]),
    Trial("own_charge.included.amount", own!("each: 1, included: { amount: @ }"), ["1000", "2000"]),
    Trial(
        "own_charge.included.prorate",
        "since: 2026-12-22, usage: { message: 9000 }, charges: { message: { each: 1, included: { amount: 1000@ } } }",
        ["", ", prorate: true"],
    ),
    Trial("own_charge.minimum", own!("each: 1@"), ["", ", minimum: 10000"]),
    Trial("own_charge.maximum", own!("each: 1@"), ["", ", maximum: 10"]),
    Trial("own_number.base", fee!("{ base: @, each: { count: 2 } }"), ["5", "6"]),
    Trial("own_number.each", fee!("{ base: 5@ }"), ["", ", each: { count: 2 }"]),
    Trial("own_number.each.count", fee!("{ base: 5, each: { count: @ } }"), ["2", "3"]),
    Trial("own_number.at_least", fee!("{ base: 5@ }"), ["", ", at_least: 50"]),
    Trial("own_number.at_most", fee!("{ base: 5@ }"), ["", ", at_most: 2"]),
    Trial("own_limit.meter", quota!("ceiling: 1000, then: refused@"), ["", ", meter: other"]),
    Trial("own_limit.spend", quota!("ceiling: 1000, then: refused, spend: @"), ["[message]", "[third]"]),
    Trial(
        "own_limit.description",
        quota!("ceiling: 1000, then: refused@"),
        ["", ", description: what is sent"],
    ),
    Trial("own_limit.ceiling", quota!("ceiling: @, then: refused"), ["1000", "2000"]),
    Trial("own_limit.window", quota!("ceiling: 1000, then: refused@"), ["", ", window: day"]),
    Trial("own_limit.then", quota!("ceiling: 1000, then: @"), ["charged", "refused"]),
    Trial(
        "own_limit.stages",
        quota!("ceiling: 1000, @"),
        ["then: refused", "stages: [{ at: 80 %, effect: notified }, { effect: refused }]"],
    ),
    Trial("own_limit.says", quota!("ceiling: 1000, then: refused@"), ["", ", says: it answers 429"]),
    Trial("own_limit.reset", quota!("ceiling: 1000, then: refused@"), ["", ", reset: at noon"]),
];

/// Of a bill alone.
pub(super) const BILL: &[Trial] = &[
    Trial(
        ".month",
        "{ provider: render, month: @, resources: [ { name: x, product: web, plan: starter, hours: 100 } ] }",
        ["2026-11", "2026-12"],
    ),
    Trial(
        ".from",
        "{ provider: supabase, plan: pro, from: @, to: 2026-12-18, resources: [ { name: x, product: database, plan: micro } ] }",
        ["2026-11-18", "2026-11-28"],
    ),
    Trial(
        ".to",
        "{ provider: supabase, plan: pro, from: 2026-11-18, to: @, resources: [ { name: x, product: database, plan: micro } ] }",
        ["2026-12-18", "2026-12-08"],
    ),
    Trial(
        ".provider",
        "{ provider: @, month: 2026-12, resources: [ { name: x, product: redis, plan: fixed-1gb } ] }",
        ["upstash", "vercel"],
    ),
    Trial(
        "deleted.amount",
        "{ provider: cloudflare, month: 2026-12, resources: [ { name: x, product: r2-infrequent-access, \
         usage: { infrequent_storage: { level: 500 GB, deleted: [ { amount: @, after: 9 days } ] } } } ] }",
        ["50 GB", "60 GB"],
    ),
    Trial(
        "deleted.after",
        "{ provider: cloudflare, month: 2026-12, resources: [ { name: x, product: r2-infrequent-access, \
         usage: { infrequent_storage: { level: 500 GB, deleted: [ { amount: 50 GB, after: @ } ] } } } ] }",
        ["9 days", "19 days"],
    ),
];

#[test]
fn every_form_of_ones_own_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    let of = |kind: Kind| {
        let found =
            faults(OWN, |own| kind.answer(&books, &kind.document("acme", "", &[Ran("x", "thing", "", own)])));
        found.into_iter().map(move |fault| format!("{}: {fault}", kind.name()))
    };
    let mut all: Vec<String> = Kind::ALL.into_iter().flat_map(of).collect();
    all.extend(faults(BILL, |text| Kind::Bill.answer(&books, &text.replacen('{', "{ version: 1,", 1))));
    none(&all);
}
