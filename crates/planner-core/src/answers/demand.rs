//! What a stack does: instances, queues, sleep, and what each resource makes of its vendor's meters.

use crate::book::Books;
use crate::document::Problem;
use crate::number::Decimal;
use crate::output::{DemandOut, DemandReport, FactOut, HourOut, MakesOut, SCHEMA_VERSION, text};
use crate::projection::{Does, Fact, Options, Workings, does, figures_of};
use crate::stack::Stack;

/// Decimal places of what is shown.
const PLACES: u32 = 6;

/// What every resource does, in the first month and in the last.
///
/// # Errors
///
/// A [`Problem`] for a stack that says nothing of what its resources do, and whatever is wrong with the stack.
///
/// # Example
///
/// ```
/// use planner_core::answers::demand::demand;
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::projection::Options;
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Shop", "start": "2026-11",
///     "resources": { "api": { "product": "render/web", "plan": "free",
///         "load": { "requests": "3000 /month", "sessions": "100 /month", "session": "10 min", "answer": "20 kB" } } }
/// }"#;
/// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
/// let books = Books::bundled().unwrap();
/// let report = demand(&books, &stack, Options::default()).unwrap();
/// let cold = report.resources[0].facts.iter().find(|fact| fact.id == "cold-starts").unwrap();
/// assert_eq!(cold.first.as_deref().map(|met| &met[..4]), Some("94.3")); // of 100 visits
/// ```
pub fn demand(books: &Books, stack: &Stack, options: Options) -> Result<DemandReport, Problem> {
    // Whatever a projection refuses is refused here as well: a plan or a product that does not exist, a day without prices.
    figures_of(books, stack, Options { months: 1, ..options }, &mut Workings::default())?;
    let doing = does(books, stack, options)?;
    if doing.is_empty() {
        return Err(Problem::new("no resource of the stack says what it does").path("resources").hint(
            "say it: `load: { requests: 20000 /day, cpu: 60 ms, answer: 20 kB }`, `work`, `tables`, `files`, `tokens`",
        ));
    }
    let last = stack.start.plus(options.months.saturating_sub(1)).unwrap_or(stack.start);
    Ok(DemandReport {
        schema_version: SCHEMA_VERSION,
        name: stack.name.clone(),
        first: stack.start.to_string(),
        last: last.to_string(),
        resources: doing.into_iter().map(one).collect(),
        own: crate::projection::own_prices(books, stack, options),
    })
}

fn one(does: Does<'_>) -> DemandOut {
    // Facts of one id, as of several tables, stand in the same order in both months.
    let of = |facts: &[Fact], fact: &Fact| {
        facts.iter().filter(|one| one.about == fact.about && one.id == fact.id).count()
    };
    let facts = does.first.iter().enumerate().map(|(at, fact)| {
        let before = of(does.first.get(..at).unwrap_or_default(), fact);
        let mut same = does.last.iter().filter(|last| last.about == fact.about && last.id == fact.id);
        let last = same.nth(before);
        FactOut {
            about: fact.about.to_owned(),
            id: fact.id.to_owned(),
            label: fact.label.to_owned(),
            first: fact.value.map(shown),
            last: last.and_then(|last| last.value).map(shown),
            endless: [fact.endless, last.is_some_and(|last| last.endless)],
            unit: fact.unit.to_owned(),
            formula: fact.formula.clone(),
            says: fact.says.clone(),
            says_last: last
                .and_then(|last| last.says.clone())
                .filter(|says| fact.says.as_ref() != Some(says)),
        }
    });
    let facts = facts.collect();
    DemandOut {
        resource: does.name.to_owned(),
        product: does.resource.product.clone(),
        plan: does.resource.plan.as_ref().map(ToString::to_string).unwrap_or_default(),
        facts,
        makes: does
            .makes
            .into_iter()
            .map(|makes| MakesOut {
                measure: makes.measure.word().to_owned(),
                first: shown(makes.first),
                last: shown(makes.last),
                unit: makes.unit,
                meter: makes.meter.map(str::to_owned),
                from: makes.path,
            })
            .collect(),
        hours: (0_u8..)
            .zip(does.hours)
            .map(|(hour, (rate, asleep))| HourOut {
                hour,
                per_second: shown(rate),
                asleep: asleep.map(shown),
            })
            .collect(),
    }
}

fn shown(value: Decimal) -> String {
    text(value.round_half_away(PLACES))
}
