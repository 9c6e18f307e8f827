//! A number opened: how it came about, from what, at which price, and where that was read.

use planner_core::answers::explain::{ExplainedLine, Explanation};
use planner_core::output::LimitOut;

use super::{limits::tone, month_name, source};
use crate::figure::{bar, money, quantity};
use crate::page::{Block, Cell, Column, Field, Page, Records, Table, Tone};

type Fact = (String, Cell, String);

/// The page of an explanation. `file` is what the user named.
pub(crate) fn page(explanation: &Explanation, file: &str) -> Page {
    let mut page = Page { records: records(explanation), ..Page::default() };
    page.title(explanation.id.clone(), month_name(&explanation.month));
    for line in &explanation.lines {
        page.blocks.push(Block::Heading(format!("Line: {}", line.line.description)));
        page.blocks.push(Block::Facts(line_facts(line, &explanation.currency)));
        if line.bands.len() > 1 {
            page.table("Steps of the price", bands(line, &explanation.currency));
        }
    }
    for limit in &explanation.limits {
        page.blocks.push(Block::Heading(format!("Limit: {}", limit.description)));
        page.blocks.push(Block::Facts(limit_facts(limit)));
    }
    let file = if file == "-" { "standard input" } else { file };
    page.table(format!("What it follows from in {file}"), inputs(explanation));
    page
}

fn fact(facts: &mut Vec<Fact>, label: &str, answer: impl Into<Cell>, more: impl Into<String>) {
    facts.push((label.to_owned(), answer.into(), more.into()));
}

fn line_facts(explained: &ExplainedLine, currency: &str) -> Vec<Fact> {
    let line = &explained.line;
    let mut facts = Vec::new();
    match &line.amount {
        Some(amount) => {
            let exact = if line.counted {
                format!("exactly {amount}")
            } else {
                format!("exactly {amount}; listed, not in the total")
            };
            fact(&mut facts, "Amount", Cell::strong(money(amount, currency)), exact);
        }
        None => fact(
            &mut facts,
            "Amount",
            Cell::toned(line.status, Tone::Warn),
            line.why.clone().unwrap_or_default(),
        ),
    }
    if !line.formula.is_empty() {
        fact(&mut facts, "Formula", line.formula.clone(), "");
    }
    if let Some(before) = &explained.before_bounds {
        fact(&mut facts, "Before bounds", money(before, currency), "the item's least or most changed it");
    }
    if let Some(used) = &line.quantity {
        fact(&mut facts, "Used", quantity(used, ""), "before conversion and rounding");
    }
    if let Some(included) = line.included.as_ref().filter(|included| *included != "0") {
        fact(&mut facts, "Included", quantity(included, &line.unit), "");
    }
    if let Some(billed) = &line.billed_quantity {
        fact(&mut facts, "Billed", quantity(billed, &line.unit), "");
    }
    if let Some(price) = &line.unit_price {
        fact(
            &mut facts,
            "Unit price",
            format!("{price} {currency}"),
            format!("for each {}", planner_core::singular(&line.unit)),
        );
    }
    let plan = if line.plan.is_empty() { Cell::dim("none") } else { line.plan.clone().into() };
    fact(&mut facts, "Plan", plan, format!("account {}", line.account));
    if let Some(read) = &line.source {
        fact(&mut facts, "Source", source(read), "");
    }
    if let Some(confidence) = line.confidence {
        let tone = if matches!(confidence, "third-party" | "disputed") { Tone::Warn } else { Tone::Plain };
        fact(&mut facts, "Confidence", Cell::toned(confidence, tone), "");
    }
    if let Some(file) = &line.own {
        fact(&mut facts, "Your own", file.clone(), "not the vendor's price");
    }
    if let Some(since) = &line.since {
        fact(&mut facts, "Since", since.clone(), "the price file that last touched it");
    }
    if let (Some(provider), Some(day)) = (&explained.provider, &explained.book_of) {
        let path = explained.book_path.as_ref().map(|path| format!("at {path}")).unwrap_or_default();
        fact(&mut facts, "Price book", format!("{provider} of {day}"), path);
    }
    facts
}

fn limit_facts(limit: &LimitOut) -> Vec<Fact> {
    let mut facts = Vec::new();
    fact(
        &mut facts,
        "State",
        Cell::toned(limit.state, tone(limit.state)),
        limit.headroom.as_deref().map(bar).unwrap_or_default(),
    );
    let allowed = limit
        .limit
        .as_ref()
        .map_or_else(|| "not stated".to_owned(), |ceiling| quantity(ceiling, &limit.unit));
    fact(&mut facts, "Allowed", allowed, "");
    let used =
        limit.usage.as_ref().map_or_else(|| "not given".to_owned(), |used| quantity(used, &limit.unit));
    fact(&mut facts, "Demanded", used, limit.basis.unwrap_or_default());
    if let Some(day) = &limit.passed_on {
        fact(&mut facts, "Passed on", day.clone(), "");
    }
    fact(&mut facts, "What happens", limit.consequence.clone(), "");
    if let Some(says) = &limit.says {
        fact(&mut facts, "In full", says.clone(), "");
    }
    for stage in &limit.stages {
        let day = stage.on.as_ref().map(|day| format!("on {day}")).unwrap_or_default();
        fact(
            &mut facts,
            "Before that",
            format!("{} at {}", stage.effect, quantity(&stage.at, &limit.unit)),
            day,
        );
    }
    if let Some(read) = &limit.source {
        fact(&mut facts, "Source", source(read), "");
    }
    if let Some(confidence) = limit.confidence {
        fact(&mut facts, "Confidence", confidence, "");
    }
    facts
}

fn bands(line: &ExplainedLine, currency: &str) -> Table {
    let mut table = Table::new(vec![
        Column::numbers("Units"),
        Column::numbers("Price"),
        Column::numbers("for"),
        Column::numbers("Flat"),
        Column::numbers("Amount"),
    ]);
    for band in &line.bands {
        table.row(vec![
            quantity(&band.units, "").into(),
            band.unit_price.clone().into(),
            quantity(&band.per, "").into(),
            band.flat.clone().into(),
            money(&band.amount, currency).into(),
        ]);
    }
    table
}

fn inputs(explanation: &Explanation) -> Table {
    let mut table = Table::new(vec![
        Column::words("Where"),
        Column::words("Line").spare(1),
        Column::words("Value").wrapping(),
        Column::words("Which means").wrapping().spare(2),
    ]);
    for input in &explanation.inputs {
        let place = match (input.line, input.column) {
            (Some(line), Some(column)) => format!("{line}:{column}"),
            _ => "none".to_owned(),
        };
        table.row(vec![
            input.path.clone().into(),
            Cell::dim(place),
            input.value.clone().into(),
            Cell::dim(input.means.clone().unwrap_or_default()),
        ]);
    }
    table
}

fn records(explanation: &Explanation) -> Records {
    let mut records = Records::new(&["id", "month", "kind", "what", "value", "line", "column"]);
    let mut add = |kind: &str, what: &str, value: Field, place: (Option<u32>, Option<u32>)| {
        let number =
            |number: Option<u32>| number.map_or(Field::Empty, |number| Field::Number(number.to_string()));
        let start = [explanation.id.clone(), explanation.month.clone(), kind.to_owned(), what.to_owned()]
            .map(Field::Text);
        records.rows.push(start.into_iter().chain([value, number(place.0), number(place.1)]).collect());
    };
    for line in &explanation.lines {
        add("line", "amount", Field::number(line.line.amount.as_ref()), (None, None));
        add("line", "formula", Field::text(line.line.formula.clone()), (None, None));
    }
    for limit in &explanation.limits {
        add("limit", "limit", Field::number(limit.limit.as_ref()), (None, None));
        add("limit", "usage", Field::number(limit.usage.as_ref()), (None, None));
        add("limit", "consequence", Field::text(limit.consequence.clone()), (None, None));
    }
    for input in &explanation.inputs {
        add("input", &input.path, Field::text(input.value.clone()), (input.line, input.column));
    }
    records
}
