//! Forms of a stack that are the same wherever they stand: series, growth, shapes, ceilings, clients.

use planner_core::book::Books;

use super::ask::answer;
use crate::cases::none;

/// A field of the schema, a stack with an `@`, and what stands there once and another time: the answers differ, or one of
/// them is refused.
pub(super) struct Trial(pub(super) &'static str, pub(super) &'static str, pub(super) [&'static str; 2]);

const TOP: &str = "start: 2026-12\n";

/// Usage of a meter that is a flow, of one that is a level, and of one that is told one by one.
macro_rules! flow {
    ($usage:literal) => {
        concat!(
            "drivers: { users: { start: 1000 }, jobs: { start: 50 } }\n",
            "resources: { x: { product: upstash/redis, plan: pay-as-you-go, usage: { commands: ",
            $usage,
            " } } }"
        )
    };
}
macro_rules! level {
    ($usage:literal) => {
        concat!(
            "drivers: { users: { start: 1000 } }\n",
            "resources: { x: { product: upstash/redis, plan: pay-as-you-go, usage: { storage: ",
            $usage,
            " } } }"
        )
    };
}
macro_rules! kept {
    ($usage:literal) => {
        concat!(
            "resources: { x: { product: cloudflare/r2-infrequent-access, usage: { infrequent_storage: ",
            $usage,
            " } } }"
        )
    };
}
macro_rules! events {
    ($usage:literal) => {
        concat!("resources: { x: { product: vercel/project, usage: { function_seconds: [", $usage, "] } } }")
    };
}
macro_rules! runs {
    ($usage:literal) => {
        concat!(
            "resources: { x: { product: render/workflow, plan: standard, usage: { run_time: [",
            $usage,
            "] } } }"
        )
    };
}
macro_rules! shaped {
    ($shape:literal) => {
        concat!(
            "shape: ",
            $shape,
            "\nresources: { x: { product: render/web, plan: standard, load: { requests: 3000000, cpu: 200 ms } } }"
        )
    };
}
macro_rules! ceiling {
    ($limit:literal) => {
        concat!(
            "drivers: { users: { start: 1000 }, jobs: { start: 50 } }\n",
            "accounts: { first: { provider: upstash }, second: { provider: upstash } }\n",
            "resources:\n",
            "  x: { product: upstash/redis, account: first, plan: pay-as-you-go, usage: { commands: 900000, storage: 2 GB } }\n",
            "  y: { product: upstash/redis, account: second, plan: pay-as-you-go, usage: { commands: 500000, storage: 1 GB } }\n",
            "limits: { ",
            $limit,
            " }"
        )
    };
}
macro_rules! client {
    ($client:literal) => {
        concat!(
            "drivers: { jobs: { start: 50000 } }\n",
            "resources: { x: { product: upstash/redis, plan: pay-as-you-go, clients: [{ ",
            $client,
            " }] } }"
        )
    };
}
macro_rules! prompts {
    ($input:literal) => {
        concat!(
            "resources: { x: { product: openai/api, plan: gpt-5.4, tokens: { messages: 1000, output: 10, input: ",
            $input,
            " } } }"
        )
    };
}
macro_rules! pool {
    ($connects:literal) => {
        concat!(
            "resources:\n  db: { product: supabase/database, plan: micro }\n",
            "  other: { product: render/postgres, plan: basic-256mb }\n",
            "  x: { product: render/web, plan: standard, connects: [{ ",
            $connects,
            " }] }"
        )
    };
}

pub(super) const TRIALS: &[Trial] = &[
    Trial("series.start", flow!("{ start: @ }"), ["100000", "900000"]),
    Trial("series.start", flow!("{ per: users, each: 300@ }"), ["", ", start: 500000"]),
    Trial("series.per", flow!("{ per: @, each: 3000 }"), ["users", "jobs"]),
    Trial("series.each", flow!("{ per: users, each: @ }"), ["3000", "4000"]),
    Trial("series.times", flow!("{ per: users, times: @ }"), ["3000", "4000"]),
    Trial("series.keep", level!("{ per: users, each: 10 MB@ }"), ["", ", keep: 10 days"]),
    Trial(
        "series.deleted",
        kept!("{ start: 500 GB@ }"),
        ["", ", deleted: [{ amount: 50 GB, after: 9 days }]"],
    ),
    Trial(
        "series.deleted.amount",
        kept!("{ start: 500 GB, deleted: [{ amount: @, after: 9 days }] }"),
        ["50 GB", "60 GB"],
    ),
    Trial(
        "series.deleted.after",
        kept!("{ start: 500 GB, deleted: [{ amount: 50 GB, after: @ }] }"),
        ["9 days", "19 days"],
    ),
    Trial("series.months", flow!("{ months: [@] }"), ["100000", "100000, 200000"]),
    Trial("series.growth", flow!("{ start: 100000@ }"), ["", ", growth: 5 %/month"]),
    Trial("series.steps", flow!("{ start: 100000@ }"), ["", ", steps: { 2027-01: 300000 }"]),
    Trial("series.season", flow!("{ start: 100000@ }"), ["", ", season: { 12: 150 % }"]),
    Trial("series.assumed", flow!("{ start: 100000@ }"), ["", ", assumed: nobody knows"]),
    Trial(
        "growth.logistic",
        flow!("{ start: 100000@ }"),
        ["", ", growth: { logistic: { ceiling: 900000, rate: 9 %/month } }"],
    ),
    Trial(
        "growth.logistic.ceiling",
        flow!("{ start: 100000, growth: { logistic: { ceiling: @, rate: 9 %/month } } }"),
        ["900000", "200000"],
    ),
    Trial(
        "growth.logistic.rate",
        flow!("{ start: 100000, growth: { logistic: { ceiling: 900000, rate: @ } } }"),
        ["9 %/month", "3 %/month"],
    ),
    Trial("event.each", events!("{ each: @, times: 9 }"), ["200", "400"]),
    Trial("event.times", runs!("{ each: 30 min, times: @ }"), ["90", "900"]),
    Trial("shape.hours", shaped!("{ hours: @ }"), ["9-17", "9-10"]),
    Trial("shape.days", shaped!("{ hours: 9-17@ }"), ["", ", days: mon"]),
    Trial("shape.outside", shaped!("{ hours: 9-17@ }"), ["", ", outside: 90 %"]),
    Trial("shape.peak", shaped!("{ peak: @ }"), ["3", "9"]),
    Trial(".limits.spend", ceiling!("@"), ["", "spend: 3"]),
    Trial(".limits.headroom", ceiling!("@"), ["", "headroom: 99 %"]),
    Trial("limit.resource", ceiling!("mine: { resource: @, meter: commands, at: 700000 }"), ["x", "y"]),
    Trial("limit.account", ceiling!("mine: { account: @, spend: 1 }"), ["first", "second"]),
    Trial("limit.driver", ceiling!("mine: { driver: @, at: 500 }"), ["users", "jobs"]),
    Trial("limit.meter", ceiling!("mine: { resource: x, meter: @, at: 500000 }"), ["commands", "storage"]),
    Trial("limit.at", ceiling!("mine: { resource: x, meter: commands, at: @ }"), ["500000", "950000"]),
    Trial("limit.spend", ceiling!("mine: { resource: x, spend: @ }"), ["1", "100"]),
    Trial(
        "limit.then",
        ceiling!("mine: { resource: x, meter: commands, at: 500000@ }"),
        ["", ", then: charged"],
    ),
    Trial(
        "limit.says",
        ceiling!("mine: { resource: x, meter: commands, at: 500000@ }"),
        ["", ", says: I am told"],
    ),
    Trial("client.profile", client!("profile: @, jobs: jobs"), ["bullmq/worker", "bullmq/producer"]),
    Trial("client.count", client!("profile: bullmq/worker, jobs: jobs@"), ["", ", count: 9"]),
    Trial("client.assumed", client!("profile: bullmq/worker, jobs: jobs@"), ["", ", assumed: nobody knows"]),
    Trial("prompt.size", prompts!("{ size: @ }"), ["1000", "300000"]),
    Trial("prompt.share", prompts!("[{ share: @, size: 300000 }, { size: 1000 }]"), ["10 %", "90 %"]),
    Trial("connects.to", pool!("to: @, each: 300"), ["db", "other"]),
    Trial("connects.each", pool!("to: db, each: @"), ["3", "300"]),
    Trial("connects.pooled", pool!("to: db, each: 30@"), ["", ", pooled: session"]),
    Trial("connects.assumed", pool!("to: db, each: 30@"), ["", ", assumed: nobody knows"]),
    Trial(
        ".start",
        "start: @\nresources: { x: { product: upstash/redis, plan: pay-as-you-go, usage: { commands: { start: 1000000, growth: 5 %/month, steps: { 2027-01: 900000 } } } } }",
        ["2026-12", "2027-01"],
    ),
    Trial(
        ".drivers",
        "drivers: { users: @ }\nresources: { x: { product: upstash/redis, plan: pay-as-you-go, usage: { commands: { per: users, each: 1000 } } } }",
        ["5000", "9000"],
    ),
    Trial(
        ".currency",
        "@resources: { x: { product: upstash/redis, plan: pay-as-you-go } }",
        ["", "currency: EUR\n"],
    ),
    Trial(
        ".rates",
        "@resources: { x: { product: hetzner/server, plan: cx23 }, y: { product: upstash/redis, plan: pay-as-you-go } }",
        ["", "currency: USD\nrates: { EUR: 1.1 }\n"],
    ),
    Trial(
        ".rates",
        "@resources: { y: { product: upstash/redis, plan: pay-as-you-go } }",
        ["", "rates: { EUR: 1.1 }\n"],
    ),
    Trial(
        "resource.account",
        "accounts: { a: { provider: render, plan: professional }, b: { provider: render, plan: organization } }\nresources: { x: { product: render/web, account: @ } }",
        ["a", "b"],
    ),
    Trial("account.provider", "accounts: { a: { provider: @ } }\nresources: {}", ["render", "vercel"]),
];

#[test]
fn every_form_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&faults(TRIALS, |text| {
        let start = if text.contains("start: 20") { "" } else { TOP };
        answer(&books, &format!("version: 1\nname: t\n{start}{text}"))
    }));
}

/// The fields of trials that change nothing, and nobody says so.
pub(super) fn faults(trials: &[Trial], answer: impl Fn(&str) -> Result<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for Trial(field, template, values) in trials {
        match values.map(|value| answer(&template.replace('@', value))) {
            // The first is how it stands without the field: if it is refused, the trial says nothing.
            [Err(problem), _] => faults.push(format!("{field}: {problem}")),
            [without, with] if without == with => {
                faults.push(format!("{field}: `{}` or `{}` is all the same", values[0], values[1]));
            }
            _ => {}
        }
    }
    faults
}
