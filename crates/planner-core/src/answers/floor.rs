//! The zero-traffic floor: what a stack costs with nobody using it, and why that much remains.

mod quiet;
mod why;

use crate::bill::{LimitRow, Line, State, Unmet};
use crate::book::{Books, Effect, MeterKind, Window};
use crate::document::Problem;
use crate::model::Model;
use crate::number::Decimal;
use crate::output::{
    FirstOut, FloorLimit, FloorLine, FloorMonth, FloorReport, LimitOut, NeededOut, SCHEMA_VERSION, text,
};
use crate::projection::{First, Options, ProjectedMonth, Projection, Workings, figures_of, needing};
use crate::stack::{Resource, Stack};
use crate::table::Table;

pub(crate) use quiet::still;

/// Decimal places that amounts are compared at.
const PLACES: u32 = 18;

/// What a stack costs in its first and in its last month with nobody using it, beside what it costs as stated.
///
/// Every driver is at zero, with its fixed part; what is derived from one follows. Clients stay connected: what they poll
/// is part of the floor, the operations they are asked for are not. Usage stated without a driver is counted as it stands
/// and listed. What piles up stays at its start. A service that scales by itself runs at its least, one that falls asleep
/// without use runs not at all.
///
/// # Errors
///
/// A [`Problem`] of either projection.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::answers::floor::floor;
/// use planner_core::projection::Options;
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Shop", "start": "2026-12",
///     "drivers": { "users": { "start": 500000 } },
///     "resources": {
///         "web": { "product": "render/web", "plan": "standard" },
///         "cache": { "product": "upstash/redis", "plan": "payg", "usage": { "commands": { "per": "users", "times": 2 } } }
///     }
/// }"#;
/// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
/// let report = floor(&Books::bundled().unwrap(), &stack, Options::default()).unwrap();
/// // 25 for the instance, and 1,000,000 commands at 0.20 a 100,000.
/// let first = &report.months[0];
/// assert_eq!((first.floor.as_str(), first.stated.as_str(), first.usage.as_str()), ("25", "27", "2"));
/// ```
pub fn floor(books: &Books, stack: &Stack, options: Options) -> Result<FloorReport, Problem> {
    let stated = figures_of(books, stack, options, &mut Workings::default())?;
    let mut workings = Workings::default();
    let asleep = asleep(&stated);
    let at_rest = quiet::quiet(stack, &|name, resource| runs(&stated, &asleep, name, resource));
    let quiet = figures_of(books, &at_rest, options, &mut workings)?;
    let quiet = needing(quiet, books, workings);
    let mut months = Vec::new();
    let ends =
        [quiet.months.first().zip(stated.months.first()), quiet.months.last().zip(stated.months.last())];
    for (quiet, stated) in ends.into_iter().flatten().take(if options.months > 1 { 2 } else { 1 }) {
        months.push(month(stack, quiet, stated)?);
    }
    let model = Model::of(books, stack, options.as_of)?;
    let mut notes = crate::projection::own_prices(books, stack, options);
    for (name, resource) in stack.resources.iter() {
        if let Some(least) =
            runs(&stated, &asleep, name, resource).filter(|least| resource.load.is_none() || least.is_zero())
        {
            notes.push(if least.is_zero() {
                format!("{name}: asleep, since nobody uses it; no instance runs")
            } else {
                format!("{name}: scaled down to its least, {least} at a time")
            });
        }
    }
    let passed = |passed: First<'_, '_>| FloorLimit {
        why: why::limit(&model, &passed),
        passed: FirstOut::from(passed),
    };
    Ok(FloorReport {
        schema_version: SCHEMA_VERSION,
        name: stack.name.clone(),
        currency: stated.currency.to_string(),
        as_of: options.as_of.map(|day| day.to_string()),
        quoted: options.quoted,
        horizon: options.months,
        months,
        needed: quiet.needed.as_ref().map(NeededOut::from),
        limits: quiet
            .passed()
            .into_iter()
            .filter(|first| is_up(&at_rest, &quiet, first))
            .map(passed)
            .collect(),
        idle: idle(&stated).map(LimitOut::from).collect(),
        stated: quiet::stated(stack),
        notes,
    })
}

/// The limits on the time without use that hold for what nobody uses: a client that is connected uses it.
fn idle<'p, 'a>(stated: &'p Projection<'a>) -> impl Iterator<Item = &'p LimitRow<'a>> {
    let first = stated.months.first().into_iter().flat_map(ProjectedMonth::limits);
    first.filter(|row| {
        let resource = row.resource.and_then(|name| stated.stack.resources.get(name));
        row.window == Window::Idle
            && resource.is_some_and(|resource| resource.clients.is_empty() && !is_pinged(resource))
    })
}

/// What falls asleep by itself where nobody uses it.
fn asleep<'p>(stated: &'p Projection<'_>) -> Table<(), &'p str> {
    let sleeps = idle(stated).filter(|row| row.effect == Effect::Suspended);
    sleeps.filter_map(|row| Some((row.resource?, ()))).collect()
}

/// Whether something keeps asking it, so that it does not fall asleep: nobody uses it, but the pings go on.
fn is_pinged(resource: &Resource) -> bool {
    resource.load.as_ref().is_some_and(|load| load.pings.is_some())
}

/// How many instances of a resource run with nobody using it, where that is another number than stated: none of what
/// falls asleep by itself, the least of what really scales and lacks nothing it needs for that.
fn runs(
    stated: &Projection<'_>,
    asleep: &Table<(), &str>,
    name: &str,
    resource: &Resource,
) -> Option<Decimal> {
    if is_pinged(resource) {
        return None;
    }
    if asleep.contains_key(name) {
        return Some(Decimal::ZERO);
    }
    let mut unmet = stated.months.iter().flat_map(|month| &month.unmet);
    let lacks =
        |unmet: &Unmet<'_>| unmet.resource == name && unmet.requirement.when.0.contains_key("autoscaling");
    let least = Decimal::from(resource.scaling.as_ref()?.min);
    (least < resource.count? && !unmet.any(lacks)).then_some(least)
}

/// Whether what passes a limit is there: the memory of a process that sleeps is not, though it is stated.
fn is_up(at_rest: &Stack, quiet: &Projection<'_>, first: &First<'_, '_>) -> bool {
    let Some(name) = first.limit.resource.filter(|_| first.limit.window != Window::Age) else { return true };
    let mut lines = quiet.months.iter().flat_map(ProjectedMonth::lines);
    let runs = |line: &Line<'_>| {
        line.resource == Some(name)
            && line.measured().is_some_and(|(_, meter)| meter.kind == MeterKind::Running)
    };
    let asleep = at_rest.resources.get(name).is_some_and(|resource| resource.instances().is_zero());
    !(asleep && lines.any(runs))
}

fn month(
    stack: &Stack,
    quiet: &ProjectedMonth<'_>,
    stated: &ProjectedMonth<'_>,
) -> Result<FloorMonth, Problem> {
    let too_large = || Problem::new("the difference is too large to be exact (28 digits)");
    let mut lines: Vec<FloorLine> = Vec::new();
    let (at_rest, as_stated) = (alike(quiet), alike(stated));
    let mut seen: Table<(), Charge<'_>> = Table::default();
    for line in stated.lines().chain(quiet.lines()) {
        let before = seen.len();
        seen.insert(charge(line), ());
        if seen.len() == before {
            continue;
        }
        let key = charge(line);
        let quiet = at_rest.get(&key).map(Vec::as_slice).unwrap_or_default();
        let stated = as_stated.get(&key).map(Vec::as_slice).unwrap_or_default();
        let (at_rest, as_stated) = (amount(quiet), amount(stated));
        // Where one of them is open, so is the difference.
        let usage = match (at_rest, as_stated) {
            (Some(floor), Some(stated)) => Some(stated.minus(floor).ok_or_else(too_large)?),
            _ => None,
        };
        let mut same = quiet.iter().copied();
        let remains = same.find(|one| one.summed().is_some_and(|amount| !amount.is_zero()));
        lines.push(FloorLine {
            id: line.id(),
            description: line.description.to_string(),
            plan: line.plan.to_owned(),
            floor: at_rest.map(text),
            stated: as_stated.map(text),
            usage: usage.map(text),
            why: remains.map(|line| why::line(stack, line)),
            formula: remains.map(Line::formula).unwrap_or_default(),
            open: open(stated).or_else(|| open(quiet)),
        });
    }
    let (floor, stated_total) = (tidy(quiet.total), tidy(stated.total));
    Ok(FloorMonth {
        month: stated.month.to_string(),
        floor: text(floor),
        stated: text(stated_total),
        usage: text(stated_total.minus(floor).ok_or_else(too_large)?),
        lines,
    })
}

/// Without what rounding at the 28th digit leaves behind: a third taken three times is one.
pub(crate) fn tidy(amount: Decimal) -> Decimal {
    amount.round_half_away(PLACES).normalize()
}

/// A charge of a scope.
type Charge<'l> = (&'l str, Option<&'l str>, &'l str);

fn charge<'l>(line: &'l Line<'_>) -> Charge<'l> {
    (line.account, line.resource, line.charge)
}

/// The lines of a month by their charge: one that new prices split has two of them.
fn alike<'l>(month: &'l ProjectedMonth<'_>) -> Table<Vec<&'l Line<'l>>, Charge<'l>> {
    let mut all: Table<Vec<&Line<'_>>, Charge<'_>> = Table::default();
    for line in month.lines() {
        all.get_or_insert_with(charge(line), Vec::new).into_iter().for_each(|same| same.push(line));
    }
    all
}

/// What lines of one charge come to; nothing where there is none of them, and no amount where one of them has none.
fn amount(same: &[&Line<'_>]) -> Option<Decimal> {
    same.iter().try_fold(Decimal::ZERO, |sum, one| sum.plus(one.summed()?)).map(tidy)
}

/// Why a line of a charge is in no sum, in a word.
fn open(same: &[&Line<'_>]) -> Option<&'static str> {
    same.iter().find_map(|one| match &one.state {
        State::NotGiven => Some("usage not given"),
        State::Unpriced(_) => Some("unpriced"),
        State::OtherCurrency => Some("in another currency"),
        State::Priced(_) if !one.counts => Some("not quoted"),
        State::Priced(_) => None,
    })
}
