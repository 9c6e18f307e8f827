//! Command budgets: what the clients of a resource make of it, on which plans, and which settings save how much.

mod eviction;
mod sample;
mod weights;

pub use sample::sample;
use weights::Weights;

use crate::book::{Books, Meter, Plan, Product};
use crate::clients::{
    Advice, Commands, Kind, Part, Setup, Usage, Value, advise, commands, memory, parts, shown, together,
    undone,
};
use crate::document::Problem;
use crate::model::Model;
use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::output::{
    AdviceOut, ClientOut, CommandOut, FirstOut, KeptOut, LoadOut, PartOut, PlanOut, ReadingOut, RedisOut,
    RedisReport, SCHEMA_VERSION, UnaskedOut, text,
};
use crate::projection::{Clients, Options, ProjectedMonth, Workings, clients, figures_of};
use crate::stack::{Plans, Resource, Stack};
use crate::table::Table;
use crate::unit::decimal;

/// Decimal places of rates and numbers that are shown.
const PLACES: u32 = 6;

const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// What the clients of every resource make of it: commands idle and at work, under both readings of scripts, on each
/// plan of the product, and what would bring them under the plan's limit.
///
/// # Errors
///
/// A [`Problem`] for a stack without clients, and whatever is wrong with their settings or with the stack.
pub fn redis(books: &Books, stack: &Stack, options: Options) -> Result<RedisReport, Problem> {
    let mut resources = Vec::new();
    for (name, resource) in stack.resources.iter().filter(|(_, resource)| !resource.clients.is_empty()) {
        let all = clients(stack, name, options.months)?;
        resources.push(one(books, stack, options, (name, resource), &all)?);
    }
    if resources.is_empty() {
        return Err(Problem::new("no resource of the stack has clients").path("resources").hint(
            "name those of a Redis: `clients: [ { profile: bullmq/worker, count: 2, jobs: 200 /min } ]`",
        ));
    }
    Ok(RedisReport {
        schema_version: SCHEMA_VERSION,
        name: stack.name.clone(),
        month: stack.start.to_string(),
        months: options.months,
        resources,
        own: crate::projection::own_prices(books, stack, options),
    })
}

fn unasked(all: &[Clients]) -> Vec<UnaskedOut> {
    let silent = all.iter().filter(|client| !client.unasked().is_empty());
    let one = |client: &Clients| UnaskedOut {
        client: client.label.clone(),
        operations: client.unasked().into_iter().map(str::to_owned).collect(),
    };
    silent.map(one).collect()
}

fn one(
    books: &Books,
    stack: &Stack,
    options: Options,
    (name, resource): (&str, &Resource),
    all: &[Clients],
) -> Result<RedisOut, Problem> {
    let month = stack.start;
    let setups = all.iter().map(|client| client.setup(0, month)).collect::<Result<Vec<_>, _>>()?;
    let (mut idle, mut busy) = (Commands::default(), Commands::default());
    let mut outs = Vec::new();
    for (client, setup) in all.iter().zip(&setups) {
        let (quiet, working) = (commands(&setup.idle())?, commands(setup)?);
        idle.add(&quiet, Decimal::ONE).ok_or_else(too_large)?;
        busy.add(&working, Decimal::ONE).ok_or_else(too_large)?;
        outs.push(client_out(client, setup, [&quiet, &working], month)?);
    }
    let mut out = RedisOut {
        resource: name.to_owned(),
        product: resource.product.clone(),
        plan: resource.plan.as_ref().map(ToString::to_string).unwrap_or_default(),
        clients: outs,
        unasked: unasked(all),
        idle: load(&idle, month)?,
        busy: load(&busy, month)?,
        commands: by_name(&busy)?,
        readings: Vec::new(),
        target: None,
        advice: Vec::new(),
        together: Vec::new(),
        eviction: None,
    };
    let model = Model::of(books, stack, options.as_of)?;
    let Some((known, book)) = model.named(name).zip(model.book(resource.provider()).ok()) else {
        return Ok(out);
    };
    let Some(product) = book.provider.products.get(known.product) else { return Ok(out) };
    let day = model.start();
    let standing = model.standing(known, day);
    if let Some(standing) = standing {
        standing.plan.0.clone_into(&mut out.plan);
    }
    let alone = alone(stack, name);
    let on_plans = on_plans(&alone, product, &out.plan, day);
    let mut workings = Workings::default();
    if standing.is_some() {
        let projection = figures_of(books, &alone, options, &mut workings)?;
        out.eviction = eviction::eviction(&projection, (product, resource), all)?;
    }
    let settings = standing.and_then(|standing| model.settings(known, standing, resource.instances()));
    if let (Some((id, meter)), Some(settings)) = (meter(product), settings) {
        let weights = Weights::of(meter, &settings);
        for once in [false, true] {
            let mut reading = weights.reading(once, [&idle, &busy], month)?;
            let options = Options { scripts_count_once: once, ..options };
            let is = (&*out.plan, out.unasked.is_empty());
            reading.plans = plans(books, &on_plans, options, (name, is), &mut workings)?;
            out.readings.push(reading);
        }
        let target = target(books, &alone, options, id, &mut workings)?;
        out.target = target.map(text);
        let seconds = Decimal::from(month.seconds());
        let aim = target.and_then(|target| target.checked_div(seconds)).unwrap_or_default();
        let weigh = |usage: &Usage| weights.count(usage, false);
        let told =
            |advice: Vec<Advice>| advice.iter().map(|one| advice_out(one, all, &setups, seconds)).collect();
        let current = weights.count(&busy.usage().ok_or_else(too_large)?, false).ok_or_else(too_large)?;
        out.advice = told(advise(&setups, aim, &weigh)?);
        if target.is_some() && current > aim {
            out.together = told(together(&setups, aim, &weigh)?);
        }
    } else {
        let reading = ReadingOut {
            reading: "not-counted",
            by_the_book: true,
            evidence: None,
            idle_per_day: "0".to_owned(),
            per_day: "0".to_owned(),
            per_month: "0".to_owned(),
            plans: plans(
                books,
                &on_plans,
                options,
                (name, (&out.plan, out.unasked.is_empty())),
                &mut workings,
            )?,
        };
        out.readings.push(reading);
    }
    Ok(out)
}

fn too_large() -> Problem {
    Problem::new("the clients' usage comes to more than can be computed exactly (28 digits)")
}

/// The stack with this resource alone.
fn alone(stack: &Stack, name: &str) -> Stack {
    let mut alone = stack.clone();
    alone.resources.keep(name);
    alone.limits = crate::stack::OwnLimits::default();
    alone
}

/// The meter that counts commands: the one that takes those in scripts.
fn meter(product: &Product) -> Option<(&str, &Meter)> {
    let counts = |meter: &Meter| meter.counted.iter().any(|counted| counted.from == "script_commands");
    product.meters.iter().find(|(_, meter)| counts(meter)).map(|(id, meter)| (id.as_str(), meter))
}

/// A stack on a plan that can be had.
struct OnPlan<'p> {
    id: &'p str,
    plan: &'p Plan,
    stack: Stack,
}

/// The stack with its resource on every plan that can be had, and on the one it is on.
fn on_plans<'p>(alone: &Stack, product: &'p Product, current: &str, day: Date) -> Vec<OnPlan<'p>> {
    let sold = |plan: &Plan| plan.until.is_none_or(|until| until > day);
    let plans = product.plans.iter().filter(|(id, plan)| *id == current || sold(plan));
    let on = |(id, plan): (&'p String, &'p Plan)| {
        let mut stack = alone.clone();
        for (_, resource) in stack.resources.iter_mut() {
            resource.plan = Some(Plans::one(id.clone()));
            resource.quoted = None;
        }
        OnPlan { id, plan, stack }
    };
    plans.map(on).collect()
}

/// What each plan comes to on the same demand.
fn plans<'a>(
    books: &'a Books,
    on_plans: &'a [OnPlan<'_>],
    options: Options,
    (name, (current, judged)): (&str, (&str, bool)),
    workings: &mut Workings<'a>,
) -> Result<Vec<PlanOut>, Problem> {
    let mut all = Vec::new();
    for OnPlan { id, plan, stack } in on_plans {
        let projection = figures_of(books, stack, options, workings)?;
        let sum = |month: &ProjectedMonth<'_>| {
            let lines = month.lines().filter(|line| line.resource == Some(name));
            lines.filter_map(crate::bill::Line::summed).try_fold(Decimal::ZERO, Decimal::checked_add)
        };
        let sums = projection.months.iter().map(sum).collect::<Option<Vec<_>>>().ok_or_else(too_large)?;
        let total = sums
            .iter()
            .try_fold(Decimal::ZERO, |sum, month| sum.checked_add(*month))
            .ok_or_else(too_large)?;
        let lines = projection.months.iter().flat_map(ProjectedMonth::lines);
        let open = lines.filter(|line| line.summed().is_none() && line.resource == Some(name));
        let mut not_counted: Vec<String> = open.map(crate::bill::Line::id).collect();
        not_counted.sort();
        not_counted.dedup();
        let shown = |amount: Option<&Decimal>| amount.copied().map(text).unwrap_or_default();
        all.push(PlanOut {
            plan: (*id).to_owned(),
            name: plan.name.clone(),
            current: *id == current,
            currency: projection.currency.to_string(),
            first_month: shown(sums.first()),
            last_month: shown(sums.last()),
            total: text(total),
            not_counted,
            first_limit: projection.first_limit().map(FirstOut::from),
            judged,
        });
    }
    // The dearest last, and after it what has no price.
    all.sort_by_cached_key(|plan| (plan.is_unpriced(), decimal(&plan.total)));
    Ok(all)
}

/// The least that a plan allows of the meter in a month: the current plan's limit, else the tightest of any plan.
fn target<'a>(
    books: &'a Books,
    alone: &'a Stack,
    options: Options,
    meter: &str,
    workings: &mut Workings<'a>,
) -> Result<Option<Decimal>, Problem> {
    let projection = figures_of(books, alone, Options { months: 1, ..options }, workings)?;
    let limits = projection.months.iter().flat_map(ProjectedMonth::limits);
    let monthly = limits.filter(|row| row.meter == Some(meter) && row.window == crate::book::Window::Month);
    Ok(monthly.filter_map(|row| row.ceiling).min())
}

fn round(value: Decimal) -> String {
    text(value.round_half_away(PLACES))
}

fn load(commands: &Commands, month: Month) -> Result<LoadOut, Problem> {
    let wire = commands.on_the_wire().ok_or_else(too_large)?;
    let script = commands.in_scripts().ok_or_else(too_large)?;
    let over = |rate: Decimal, seconds: Decimal| rate.times(seconds).map(round).ok_or_else(too_large);
    let seconds = Decimal::from(month.seconds());
    Ok(LoadOut {
        wire_per_second: round(wire),
        script_per_second: round(script),
        wire_per_day: over(wire, DAY)?,
        script_per_day: over(script, DAY)?,
        wire_per_month: over(wire, seconds)?,
        script_per_month: over(script, seconds)?,
    })
}

fn client_out(
    client: &Clients,
    setup: &Setup<'_>,
    [idle, busy]: [&Commands; 2],
    month: Month,
) -> Result<ClientOut, Problem> {
    let part = |part: &Part| {
        let a_day = part.commands.times(DAY).ok_or_else(too_large)?;
        Ok(PartOut {
            what: part.what.clone(),
            by_itself: part.by_itself,
            formula: part.formula.clone(),
            wire_per_day: a_day.on_the_wire().map(round).ok_or_else(too_large)?,
            script_per_day: a_day.in_scripts().map(round).ok_or_else(too_large)?,
        })
    };
    let kept = |held: &crate::clients::Held| {
        Ok(KeptOut {
            what: held.what.clone(),
            formula: held.formula(),
            bytes: held
                .bytes(month.seconds().into())
                .map(|bytes| text(bytes.round_half_away(0)))
                .ok_or_else(too_large)?,
        })
    };
    Ok(ClientOut {
        label: client.label.clone(),
        profile: format!("{}/{}", client.profile.id, client.role),
        count: text(client.count),
        confidence: client.profile.measured.confidence.word(),
        version: client.profile.measured.version.clone(),
        note: client.profile.measured.note.clone(),
        says: says(client, setup, idle, month)?,
        undone_per_day: Some(undone(setup)?.times(DAY).ok_or_else(too_large)?)
            .filter(|left| !left.is_zero())
            .map(round),
        idle: load(idle, month)?,
        busy: load(busy, month)?,
        parts: parts(setup)?.iter().map(part).collect::<Result<_, Problem>>()?,
        memory: memory(setup)?.iter().map(kept).collect::<Result<_, Problem>>()?,
    })
}

/// The role's note; with the month's commands where nobody asks it for anything, so that it is told what merely being there
/// makes.
fn says(
    client: &Clients,
    setup: &Setup<'_>,
    idle: &Commands,
    month: Month,
) -> Result<Option<String>, Problem> {
    let Some(note) = &setup.role.note else { return Ok(None) };
    if !setup.role.operations.is_empty() {
        return Ok(Some(format!("{}: {note}", client.label)));
    }
    let both = |commands: &Commands| commands.on_the_wire()?.checked_add(commands.in_scripts()?);
    let a_month = both(idle).and_then(|rate| rate.times(month.seconds().into())).ok_or_else(too_large)?;
    Ok(Some(format!(
        "{}: {note}; {} commands in {month} with nobody asking for anything",
        client.label,
        crate::shown::grouped(a_month, 0)
    )))
}

/// Commands of a day by name, the most frequent first.
fn by_name(all: &Commands) -> Result<Vec<CommandOut>, Problem> {
    let a_day = all.times(DAY).ok_or_else(too_large)?;
    let mut names: Vec<&String> = a_day.wire.keys().chain(a_day.script.keys()).collect();
    names.sort();
    names.dedup();
    let of = |map: &Table<Decimal>, name: &str| map.get(name).copied().unwrap_or_default();
    let mut rows: Vec<(Decimal, CommandOut)> = Vec::new();
    for name in names {
        let (wire, script) = (of(&a_day.wire, name), of(&a_day.script, name));
        let row = CommandOut { name: name.clone(), wire_per_day: round(wire), script_per_day: round(script) };
        rows.push((wire.checked_add(script).ok_or_else(too_large)?, row));
    }
    rows.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn advice_out(one: &Advice, clients: &[Clients], setups: &[Setup<'_>], seconds: Decimal) -> AdviceOut {
    let setting = setups.get(one.client).and_then(|setup| setup.role.setting(&one.setting));
    let unit = match setting.map(|setting| &setting.kind) {
        Some(Kind::Number { unit, .. }) => unit.to_string(),
        _ => String::new(),
    };
    let value = |value: &Value| format!("{} {unit}", shown(value)).trim_end().to_owned();
    let month = |rate: Decimal| rate.times(seconds).map(round).unwrap_or_default();
    AdviceOut {
        client: clients.get(one.client).map(|client| client.label.clone()).unwrap_or_default(),
        place: one.client,
        setting: one.setting.clone(),
        written: one.written.clone(),
        from: value(&one.from),
        to: value(&one.to),
        saves_per_month: month(one.saves),
        then_per_month: month(one.then),
        enough: one.enough,
        gives_up: one.tuned.clone(),
    }
}
