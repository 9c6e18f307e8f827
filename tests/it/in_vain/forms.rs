//! Forms that are the same wherever they stand: series, growth, shapes, ceilings, charges and limits of one's own, clients.

use planner_core::book::Books;

use super::ask::answer;
use crate::cases::none;

/// A field of the schema, a stack with an `@`, and what stands there once and another time: the answers differ, or one of
/// them is refused.
pub(super) struct Trial(pub(super) &'static str, &'static str, [&'static str; 2]);

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
macro_rules! own {
    ($terms:literal) => {
        concat!(
            "resources: { x: { product: acme/thing, count: 3, usage: { message: 9000, other: 100 }, charges: { other: { each: 0 }, message: { ",
            $terms,
            " } } } }"
        )
    };
}
macro_rules! fee {
    ($terms:literal) => {
        concat!(
            "resources: { x: { product: acme/thing, count: 3, until: 2026-12-11, charges: { seat: { fee: ",
            $terms,
            " } } } }"
        )
    };
}
macro_rules! quota {
    ($terms:literal) => {
        concat!(
            "resources: { x: { product: acme/thing, usage: { message: 9000, other: 100 }, ",
            "charges: { message: { each: 1 }, other: { each: 1 }, third: { fee: 3 } }, limits: { message: { ",
            $terms,
            " } } } }"
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
        concat!(
            "resources: { x: { product: acme/thing, until: 2026-12-11, usage: { message: 9000 }, ",
            "charges: { message: { each: 1, included: { amount: 1000@ } } } } }"
        ),
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
    let mut faults = Vec::new();
    for Trial(field, template, values) in TRIALS {
        let answers = values.map(|value| {
            let start = if template.contains("start: @\n") { "" } else { TOP };
            answer(&books, &format!("version: 1\nname: t\n{start}{}", template.replace('@', value)))
        });
        match answers {
            // The first is how it stands without the field: if it is refused, the trial says nothing.
            [Err(problem), _] => faults.push(format!("{field}: {problem}")),
            [without, with] if without == with => {
                faults.push(format!("{field}: `{}` or `{}` is all the same", values[0], values[1]));
            }
            _ => {}
        }
    }
    none(&faults);
}
