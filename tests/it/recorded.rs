//! What a projection, quotes, the floor, one more, Redis, demand, a comparison and another day's prices answer about each
//! reference stack, as figures: `tests/cases/stacks`.
//!
//! A row is a question, a month, a place and what stands there. `UPDATE=1 cargo test -p headroom-tests recorded` writes the
//! tables anew: look at the difference. How an answer reads as text is held by one stack a view, beside the command line.

use std::fmt::Write as _;
use std::fs;

use planner_core::output::{Comparison, MonthOut, Report};
use planner_core::{Date, PlannedStack, Planner, Problem};

use crate::cases::root;

const MONTHS: u32 = 12;

/// Prices of these days are compared.
const DAYS: [&str; 2] = ["2026-09-22", "2026-11-28"];

/// The table of a stack.
#[derive(Default)]
struct Recorded(String);

impl Recorded {
    fn row(&mut self, question: &str, month: &str, place: &str, figures: &[Option<&str>]) {
        let _ = write!(self.0, "{question},{month},{}", quoted(place));
        for figure in figures {
            let _ = write!(self.0, ",{}", quoted(figure.unwrap_or("-")));
        }
        self.0.push('\n');
    }

    fn report(&mut self, question: &str, report: &Report) {
        for month in &report.months {
            self.row(question, &month.month, "total", &[Some(&month.total)]);
        }
        let ends = [report.months.first(), report.months.last()];
        for month in ends.into_iter().flatten().take(report.months.len().min(2)) {
            self.month(question, month);
        }
        for (what, first) in [("first limit", &report.first_limit), ("first overage", &report.first_overage)]
        {
            if let Some(first) = first {
                self.row(question, &first.month, what, &[Some(&first.id), first.date.as_deref()]);
            }
        }
        for note in &report.notes {
            let kind = format!("{:?}", note.kind());
            let kind = kind.split([' ', '(']).next();
            self.row(question, "", "note", &[note.whose(), kind]);
        }
        if let Some(needed) = &report.needed {
            self.row(question, "", "needed", &[Some(&needed.total)]);
        }
    }

    fn month(&mut self, question: &str, month: &MonthOut) {
        for line in &month.lines {
            let figures = [line.quantity.as_deref(), line.amount.as_deref(), Some(line.status)];
            self.row(question, &month.month, &line.id, &figures);
        }
        for limit in &month.limits {
            let figures = [
                limit.usage.as_deref(),
                limit.limit.as_deref(),
                Some(limit.state),
                limit.passed_on.as_deref(),
            ];
            self.row(question, &month.month, &limit.id, &figures);
        }
    }

    /// The first plans of the first resource whose plans come to something else.
    fn compare(&mut self, planner: &Planner, stack: &PlannedStack) {
        let (books, start) = (planner.books(), stack.stack().start.first_day());
        let several = stack.stack().resources.iter().filter_map(|(name, resource)| {
            let (provider, product) = resource.product.split_once('/')?;
            let plans = &books.as_of(provider, start).ok()?.provider.products.get(product)?.plans;
            let some = plans.keys().take(3).map(String::as_str).collect::<Vec<_>>();
            (some.len() > 1).then(|| format!("{name}={}", some.join(",")))
        });
        let differ = |comparison: &Comparison| {
            comparison.columns.array_windows().any(|[one, next]| one.total != next.total)
        };
        let compared: Vec<_> = several.filter_map(|plans| stack.compare(&[&plans], MONTHS).ok()).collect();
        // On Railway there are no plans to choose from but Vercel's, which all cost nothing.
        let some = compared.iter().find(|comparison| differ(comparison)).or(compared.first());
        let comparison = some.expect("something has several plans");
        for column in &comparison.columns {
            let first = column.first_limit.as_ref().map(|first| first.id.as_str());
            let costs = [&column.first_month, &column.last_month, &column.total];
            let [one, last, sum] = costs.map(|cost| Some(cost.as_str()));
            self.row("compare", "", &column.name, &[one, last, sum, first]);
        }
        for row in &comparison.rows {
            let mut figures = Vec::new();
            for (at, column) in comparison.columns.iter().enumerate() {
                let limit = row.limit(at, column);
                figures.push(limit.map(|limit| limit.state));
                figures.push(limit.and_then(|limit| limit.headroom.as_deref()));
            }
            self.row("compare", "", &row.label, &figures);
        }
    }

    fn price_change(&mut self, stack: &PlannedStack) -> Result<(), Problem> {
        let change = stack.price_change(DAYS.map(|day| Date::parse(day).expect("a day")), MONTHS)?;
        let (before, after) = (&change.before.total, &change.after.total);
        self.row("prices", "", "total", &[Some(before), Some(after), Some(&change.difference)]);
        for line in &change.lines {
            self.row("prices", "", &line.id, &[line.before.as_deref(), line.after.as_deref()]);
        }
        for limit in &change.limits {
            let allowed = [&limit.before, &limit.after].map(|one| one.as_deref());
            self.row("prices", "", &limit.id, &allowed);
        }
        Ok(())
    }

    fn questions(&mut self, planner: &Planner, stack: &PlannedStack) -> Result<(), Problem> {
        self.compare(planner, stack);
        self.price_change(stack)?;
        self.report("project", &stack.report(MONTHS)?);
        // A stack without quotes is refused.
        if let Ok(quoted) = stack.clone().quoted().report(1) {
            self.report("quoted", &quoted);
        }
        for month in &stack.floor(MONTHS)?.months {
            self.row("floor", &month.month, "total", &[Some(&month.floor), Some(&month.usage)]);
            for line in &month.lines {
                self.row("floor", &month.month, &line.id, &[line.floor.as_deref(), line.usage.as_deref()]);
            }
        }
        let more = stack.one_more(MONTHS)?;
        for step in &more.steps {
            let place = format!("{} {}", step.scope, step.what);
            let sooner =
                step.sooner.iter().map(|sooner| sooner.passed.id.as_str()).collect::<Vec<_>>().join(" ");
            let refused = step.refused.as_ref().map(|_| "refused");
            self.row("more", &more.month, &place, &[step.cost.as_deref().or(refused), Some(&sooner)]);
        }
        // So is one without clients, or that says nothing of what its resources do.
        for queue in stack.redis(MONTHS).iter().flat_map(|report| &report.resources) {
            for reading in &queue.readings {
                let place = format!("{} by the book {}", queue.resource, reading.by_the_book);
                let commands = [Some(reading.per_day.as_str()), Some(reading.idle_per_day.as_str())];
                self.row("redis", "", &place, &commands);
                for plan in &reading.plans {
                    let first = plan.first_limit.as_ref().map(|first| first.id.as_str());
                    let place = format!("{place} on {}", plan.name);
                    self.row("redis", "", &place, &[Some(&plan.first_month), first]);
                }
            }
        }
        for resource in stack.demand(MONTHS).iter().flat_map(|report| &report.resources) {
            for fact in &resource.facts {
                let place = format!("{} {}", resource.resource, fact.id);
                self.row(
                    "demand",
                    "",
                    &place,
                    &[fact.first.as_deref(), fact.last.as_deref(), Some(&fact.unit)],
                );
            }
            for makes in &resource.makes {
                let place = format!("{} makes {}", resource.resource, makes.measure);
                self.row("demand", "", &place, &[Some(&makes.first), Some(&makes.last), Some(&makes.unit)]);
            }
        }
        Ok(())
    }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

#[test]
fn the_reference_stacks_come_to_what_is_recorded() {
    let planner = Planner::bundled().expect("the bundled books are whole");
    let files = fs::read_dir(root().join("data/stacks")).expect("the stacks are there");
    let mut stacks: Vec<_> = files.map(|entry| entry.expect("an entry").path()).collect();
    stacks.retain(|path| path.extension().is_some_and(|kind| kind == "yaml"));
    assert!(stacks.len() >= 10, "the reference stacks are there");
    let tables = fs::read_dir(root().join("tests/cases/stacks")).expect("the tables are there").count();
    assert_eq!(tables, stacks.len(), "as many tables as stacks");
    let mut changed = 0;
    for path in stacks {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("the stack is readable");
        let mut found = Recorded("question,month,place,figures\n".to_owned());
        let stack = planner.stack(&text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        found.questions(&planner, &stack).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let table = root().join("tests/cases/stacks").join(format!("{name}.csv"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&table, &found.0).expect("the table is written");
        }
        let recorded = fs::read_to_string(&table).unwrap_or_default();
        let differ = found.0.lines().zip(recorded.lines()).find(|(found, recorded)| found != recorded);
        assert_eq!(differ, None, "{name}: the left is found, the right recorded; UPDATE=1 writes it anew");
        assert_eq!(found.0.lines().count(), recorded.lines().count(), "{name} has other rows");
        // A total and what differs besides.
        changed += recorded.lines().filter(|row| row.starts_with("prices,")).count().saturating_sub(1);
    }
    assert!(changed > 5, "prices of the two days differ: {changed}");
}
