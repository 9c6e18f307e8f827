//! Random stacks of everything a stack can say: timelines, cycles, caps, credits, growth, clients, sleepers, autoscalers.

use std::fmt::Write as _;

use planner_core::Month;
use planner_core::book::{Books, Invoiced, OptionKind, Product, Provider};

/// What has parts that behaviour and clients fit, drawn more often than the other products.
const WELL_KNOWN: [&str; 12] = [
    "render/web",
    "render/worker",
    "render/key-value",
    "render/postgres",
    "railway/service",
    "fly/machine",
    "vercel/project",
    "supabase/database",
    "upstash/redis",
    "neon/postgres",
    "openai/api",
    "aws/s3",
];

/// Numbers that choose, all from one seed (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    /// Whether one of so many times comes up.
    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        let at = self.below(u64::try_from(all.len()).expect("few"));
        all.get(usize::try_from(at).expect("few")).copied().unwrap_or_default()
    }

    /// An amount of any size up to a power of ten, with a digit behind the point.
    fn amount(&mut self, digits: u32) -> String {
        let size = 10_u64.pow(u32::try_from(self.below(u64::from(digits) + 1)).expect("few"));
        format!("{}.{}", self.below(size), self.below(10))
    }
}

/// The text of the stack that a seed stands for.
pub(crate) fn stack(books: &Books, seed: u64) -> String {
    let dice = &mut Dice::new(seed);
    let start =
        Month::parse("2025-07").and_then(|first| first.plus(u32::try_from(dice.below(30)).expect("few")));
    let start = start.expect("a month");
    let mut text = format!("version: 1\nname: random\nstart: {start}\n");
    let shapes = ["flat", "day", "office", "{ hours: 8-22, days: mon-fri, outside: 10 % }", "{ peak: 6 }"];
    let _ = writeln!(text, "shape: {}", dice.of(&shapes));
    drivers(&mut text, dice, start);
    let well_known = products(books, start, &WELL_KNOWN);
    let every = books.providers().filter_map(|id| books.as_of(id, start.first_day()).ok());
    let every: Vec<&Provider> = every.map(|book| &book.provider).collect();
    let mut resources = String::new();
    let mut used: Vec<&Provider> = Vec::new();
    for at in 0..=dice.below(4) {
        let at_random = |dice: &mut Dice| {
            let provider = nth(&every, dice)?;
            let products: Vec<_> = provider.products.iter().collect();
            nth(&products, dice).map(|(id, product)| (provider, id.as_str(), product))
        };
        let found = if dice.one_in(3) { at_random(dice) } else { nth(&well_known, dice) };
        let Some((provider, id, product)) = found else { continue };
        if !used.iter().any(|known| known.provider == provider.provider) {
            used.push(provider);
        }
        resource(&mut resources, dice, start, at, provider, id, product);
    }
    let _ = writeln!(text, "accounts:");
    for provider in &used {
        account(&mut text, dice, start, provider);
    }
    let _ = writeln!(text, "resources:\n{resources}");
    if dice.one_in(3) {
        let _ = writeln!(
            text,
            "limits:\n  most: {{ spend: {} /month }}\n  users: {{ driver: users, at: {} }}",
            dice.below(200) + 1,
            dice.below(9_000) + 1
        );
    }
    text
}

fn products<'b>(
    books: &'b Books,
    start: Month,
    ids: &[&'static str],
) -> Vec<(&'b Provider, &'static str, &'b Product)> {
    let found = ids.iter().filter_map(|id| {
        let (vendor, product) = id.split_once('/')?;
        let provider = &books.as_of(vendor, start.first_day()).ok()?.provider;
        Some((provider, product, provider.products.get(product)?))
    });
    found.collect()
}

fn nth<T: Copy>(all: &[T], dice: &mut Dice) -> Option<T> {
    let at = dice.below(u64::try_from(all.len()).expect("few"));
    all.get(usize::try_from(at).expect("few")).copied()
}

fn drivers(text: &mut String, dice: &mut Dice, start: Month) {
    let growth = |dice: &mut Dice| match dice.below(6) {
        0 => format!(", growth: {} %/month", dice.amount(2)),
        1 => format!(", growth: -{} %/month", dice.below(30)),
        2 => format!(", growth: +{} /month", dice.amount(3)),
        3 => {
            format!(
                ", growth: {{ logistic: {{ ceiling: {}, rate: 30 %/month }} }}",
                10_000 + dice.below(9_999)
            )
        }
        _ => String::new(),
    };
    let later = start.plus(2).expect("a month");
    let more = match dice.below(5) {
        0 => format!(", steps: {{ {later}: {} }}", dice.amount(4)),
        1 => ", season: { 12: 150 %, 8: 60 % }".to_owned(),
        _ => String::new(),
    };
    let users = format!("{{ start: {}{}{more} }}", dice.amount(5), growth(dice));
    let jobs = match dice.below(3) {
        0 => format!("{{ start: {} /min{} }}", dice.amount(3), growth(dice)),
        1 => format!("{{ months: [{}, {}, {}] }}", dice.amount(5), dice.amount(6), dice.amount(5)),
        _ => format!("{{ per: users, times: {} }}", dice.amount(2)),
    };
    let _ = writeln!(text, "drivers:\n  users: {users}\n  jobs: {jobs}");
    let _ =
        writeln!(text, "  requests: {{ per: users, times: {}, start: {} }}", dice.amount(3), dice.amount(4));
    let _ = writeln!(text, "  visits: {{ per: requests, times: 0.{} }}", 1 + dice.below(9));
}

/// A plan, or from when on which.
fn plan(dice: &mut Dice, start: Month, product: &Product) -> Option<String> {
    let plans: Vec<&String> = product.plans.keys().collect();
    let one = nth(&plans, dice)?;
    if !dice.one_in(4) {
        return Some(one.clone());
    }
    let later = start.plus(1 + u32::try_from(dice.below(3)).expect("few")).expect("a month");
    let day = if dice.one_in(2) { format!("-{:02}", 1 + dice.below(28)) } else { String::new() };
    Some(format!("{{ {start}: {one}, {later}{day}: {} }}", nth(&plans, dice)?))
}

fn account(text: &mut String, dice: &mut Dice, start: Month, provider: &Provider) {
    let _ = writeln!(text, "  {}:", provider.provider);
    let _ = writeln!(text, "    options: {{ {} }}", options(&provider.account, dice));
    if let Some(plan) = plan(dice, start, &provider.account) {
        let _ = writeln!(text, "    plan: {plan}");
    }
    if provider.cycle == Invoiced::Own && dice.one_in(3) {
        let _ = writeln!(text, "    cycle_day: {}", 1 + dice.below(31));
    }
    if dice.one_in(6) {
        let _ = writeln!(text, "    card: false");
    }
}

/// Settings that change prices: caps, commitments, credits, budgets and what else has a number or a flag.
fn options(product: &Product, dice: &mut Dice) -> String {
    let one = |(id, terms): (&String, &planner_core::book::OptionTerms)| match (&terms.kind, dice.below(6)) {
        (OptionKind::Money, 0..3) => Some(format!("{id}: {}", dice.below(300))),
        (OptionKind::Count, 0) => Some(format!("{id}: 1")),
        (OptionKind::Flag, 0) => Some(format!("{id}: true")),
        _ => None,
    };
    product.options.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

fn resource(
    text: &mut String,
    dice: &mut Dice,
    start: Month,
    at: u64,
    provider: &Provider,
    id: &str,
    product: &Product,
) {
    let _ = writeln!(text, "  r{at}:\n    product: {}/{id}", provider.provider);
    if let Some(plan) = plan(dice, start, product) {
        let _ = writeln!(text, "    plan: {plan}");
    }
    let _ = writeln!(text, "    options: {{ {} }}", options(product, dice));
    if dice.one_in(5) {
        let day = start.plus(u32::try_from(dice.below(3)).expect("few")).expect("a month");
        let _ = writeln!(text, "    since: {day}-{:02}", 1 + dice.below(28));
    }
    if dice.one_in(4) {
        let _ = writeln!(text, "    count: {}", 1 + dice.below(4));
    } else if product.options.contains_key("autoscaling") && dice.one_in(2) {
        let _ = writeln!(text, "    scaling: {{ min: 1, max: {}, cpu: 70 % }}", 2 + dice.below(4));
    }
    if dice.one_in(8) {
        let _ = writeln!(text, "    hours: {}", 1 + dice.below(700));
    }
    if dice.one_in(6)
        && let Some(meter) = nth(&product.meters.keys().collect::<Vec<_>>(), dice)
    {
        let _ = writeln!(
            text,
            "    charges: {{ own: {{ meter: {meter}, price: {{ each: {} }}, description: ours }} }}",
            dice.amount(2)
        );
    }
    if dice.one_in(12) {
        let _ = writeln!(text, "    quoted: {}", dice.amount(2));
    }
    doings(text, dice, product);
}

/// What the resource does, of what its meters can count.
fn doings(text: &mut String, dice: &mut Dice, product: &Product) {
    if dice.one_in(2) {
        usage(text, dice, product);
        return;
    }
    let has = |measure: &str| product.meters.keys().any(|key| key.contains(measure));
    if has("egress") || has("bandwidth") || has("requests") || has("memory") {
        let does = dice.below(4);
        if does < 2 {
            let _ = writeln!(
                text,
                "    load: {{ requests: requests, sessions: visits, session: {} min, cpu: {} ms, time: {} ms, \
                 concurrency: {}, memory: {} MB, memory_each: {} MB, answer: {} kB }}",
                1 + dice.below(20),
                1 + dice.below(90),
                90 + dice.below(900),
                1 + dice.below(20),
                50 + dice.below(900),
                dice.below(9),
                dice.amount(2)
            );
        } else if does == 2 {
            let _ = writeln!(
                text,
                "    work: {{ jobs: jobs, time: {} s, concurrency: {}, lag: 1 min, memory: {} MB }}",
                1 + dice.below(5),
                1 + dice.below(8),
                90 + dice.below(500)
            );
        }
        let _ = writeln!(text, "    deploys: {{ count: {} /month, build: 4 min }}", dice.below(90));
    }
    if has("commands") || has("keys") {
        let client = match dice.below(5) {
            0 => format!(
                "{{ profile: bullmq/worker, count: {}, jobs: jobs, job_time: 2 s }}",
                1 + dice.below(3)
            ),
            1 => "{ profile: upstash-ratelimit/limiter, checks: requests }".to_owned(),
            2 => format!(
                "{{ profile: connect-redis/session, payload: {} kB, lifetime: {} days, logins: users, reads: requests }}",
                1 + dice.below(60),
                1 + dice.below(40)
            ),
            3 => format!(
                "{{ profile: cache-aside/cache, payload: {} kB, lifetime: 3 days, misses: users, hits: requests }}",
                1 + dice.below(60)
            ),
            _ => "{ profile: sidekiq-6/process, concurrency: 10, jobs: jobs, job_time: 1 s }".to_owned(),
        };
        let _ = writeln!(text, "    clients: [{client}]");
    }
    if has("tokens") || has("input") {
        let _ = writeln!(
            text,
            "    tokens: {{ messages: requests, input: {}, output: {}, cached: {} % }}",
            dice.below(3_000),
            dice.below(900),
            dice.below(100)
        );
    }
    if has("data") && dice.one_in(2) {
        let _ = writeln!(
            text,
            "    tables: {{ t: {{ rows: requests, row: {} B, indexes: {}, vector: {}, index: hnsw }} }}",
            20 + dice.below(2_000),
            dice.below(4),
            64 * (1 + dice.below(30))
        );
    }
    if has("class_a") || has("put") || has("writes") {
        let _ = writeln!(
            text,
            "    files: {{ f: {{ files: {{ per: users, times: 3, keep: {} days }}, each: {} kB, reads: requests }} }}",
            1 + dice.below(90),
            1 + dice.below(900)
        );
    }
}

/// Usage of some of its meters, as people type it.
fn usage(text: &mut String, dice: &mut Dice, product: &Product) {
    // What is inside another, or stands beside another that is never less, is refused in most random sizes.
    let bound = |key: &str| {
        product.requests.inside.contains_key(key)
            || product.meters.get(key).is_some_and(|meter| meter.stand_in.is_some())
    };
    let stated = product.meters.iter().filter(|(key, meter)| meter.is_stated(key) && !bound(key));
    let stated: Vec<&String> = stated.map(|(key, _)| key).collect();
    let mut usage: Vec<String> = Vec::new();
    for key in stated {
        match dice.below(6) {
            0 => usage.push(format!("{key}: {}", dice.amount(6))),
            1 => usage.push(format!("{key}: {{ per: users, times: {} }}", dice.amount(3))),
            2 => usage.push(format!(
                "{key}: {{ start: {}, growth: {} %/month }}",
                dice.amount(5),
                dice.below(20)
            )),
            _ => {}
        }
    }
    let _ = writeln!(text, "    usage: {{ {} }}", usage.join(", "));
}
