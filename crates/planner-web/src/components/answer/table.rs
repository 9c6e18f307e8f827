//! The answer in columns, one for each plan: cost, what breaks first, what is charged more.

use crate::answer::{ColumnView, Event};
use crate::components::Act;
use crate::components::parts::choice::Choice;
use crate::components::parts::mark::{mark, state_of};
use crate::components::parts::proven::proven;
use crate::components::parts::tag::{Tag, tag, words};
use crate::limits::Standing;
use crate::numbers::Amount;
use crate::plans;
use crate::state::{Action, State};

// The roles are written out because a phone lays the table out as a grid, which would take them away.
pub(super) fn view(state: &State, act: &Act) -> Tag {
    let answer = &state.answer;
    let columns = answer.columns.as_slice();
    let row = |class: &str, head: &str, rest: &str, fill: &dyn Fn(Tag, usize, &ColumnView) -> Tag| {
        let head = words("th", head).text(rest).role("rowheader").with("scope", "row");
        let mut row = tag("tr").role("row").class(class).child(head);
        for (at, column) in columns.iter().enumerate() {
            row = row.child(fill(tag("td").role("cell"), at, column));
        }
        row
    };
    let some = |there: fn(&ColumnView) -> bool, row: &dyn Fn() -> Tag| columns.iter().any(there).then(row);
    let mut heads = tag("tr").role("row").child(tag("td").role("cell"));
    for (at, column) in columns.iter().enumerate() {
        heads = heads.child(head(at, column, state, act));
    }
    let last = usize::try_from(state.inputs.months).unwrap_or(1).saturating_sub(1);
    let proof = |cell: Tag, of: (usize, Option<usize>), column: &ColumnView, sum: &Amount| {
        if column.unpriced { money(cell, sum) } else { cell.child(proven(sum, of, act)) }
    };
    let now = |cell: Tag, at: usize, column: &ColumnView| {
        let total = tag("output").with("data-testid", &format!("total-{at}"));
        cell.child(proof(total, (at, Some(0)), column, &column.now))
    };
    let then =
        |cell: Tag, at: usize, column: &ColumnView| proof(cell, (at, Some(last)), column, &column.last);
    let all = |cell: Tag, at: usize, column: &ColumnView| proof(cell, (at, None), column, &column.total);
    let needed = || row("then part", "of it for what it needs", "", &|cell, _, column| needed(cell, column));
    let own = || row("event", "Own ceiling passed", "", &|cell, _, column| own(cell, column.own.as_ref()));
    let breaks = |cell: Tag, _: usize, column: &ColumnView| {
        event(cell, column.limit.as_ref(), Standing::Over, &column.unjudged)
    };
    let charged = |cell: Tag, _: usize, column: &ColumnView| {
        event(cell, column.overage.as_ref(), Standing::Charged, &column.unjudged)
    };
    let body = tag("tbody")
        .role("rowgroup")
        .child(row("now", "A month, in ", &answer.first_month, &now))
        .maybe(some(|column| column.needed.is_some(), &needed))
        .child(row("then", "In ", &answer.last_month, &then))
        .child(row("then", "All ", &answer.horizon, &all))
        .child(row("event", "Breaks first", "", &breaks))
        .maybe(some(|column| column.own.is_some(), &own))
        .child(row("event", "Charged more", "", &charged));
    tag("table")
        .role("table")
        .class(&format!("columns of-{}", columns.len()))
        .with("aria-label", "Cost and limits, side by side")
        .child(tag("thead").role("rowgroup").child(heads))
        .child(body)
}

/// The head of a column: its plan, to change.
fn head(at: usize, column: &ColumnView, state: &State, act: &Act) -> Tag {
    let head = tag("th").role("columnheader").with("scope", "col");
    let title = words("span", &column.title).class("plan");
    let cheapest = column.is_cheapest.then(|| words("span", "cheapest that holds").class("badge"));
    let Some(variation) = state.inputs.variation.as_ref().filter(|_| state.inputs.beside.is_none()) else {
        return head.child(title).maybe(cheapest);
    };
    let choices = plans::choices(&state.inputs.document, &variation.name);
    let mut options: Vec<(String, String)> = choices
        .into_iter()
        .filter(|choice| choice.id == column.plan || !variation.plans.contains(&choice.id))
        .map(|choice| (choice.id, choice.label))
        .collect();
    if variation.plans.len() > 1 {
        options.push((String::new(), "Remove this column".to_owned()));
    }
    let label = format!("Plan of {}, column {}", variation.name, at.saturating_add(1));
    let id = format!("column-{at}");
    let list = Choice { id: &id, label: &label, quiet: true, options, value: &column.plan };
    let detail = tag("span").class("detail").with("aria-hidden", "true").text(&column.detail);
    let head = head.child(title.with("aria-hidden", "true")).child(detail).maybe(cheapest);
    let act = act.clone();
    list.add(head, move |plan| {
        act.emit(if plan.is_empty() { Action::RemoveColumn(at) } else { Action::Column(at, plan) });
    })
}

fn money(cell: Tag, amount: &Amount) -> Tag {
    cell.child(words("span", &amount.text).class("amount").with("title", &amount.exact))
}

/// What of the first month is for the plans that are needed, and which they are.
fn needed(cell: Tag, column: &ColumnView) -> Tag {
    let Some((added, plans)) = &column.needed else { return cell };
    money(cell, added).child(words("small", plans))
}

/// The first of the stack's own ceilings that is passed.
fn own(cell: Tag, first: Option<&Event>) -> Tag {
    let Some(first) = first else { return cell.child(state_of(Standing::Ok, "no")) };
    cell.child(mark(Standing::Tight))
        .child(words("time", &first.short_date))
        .child(words("span", &first.what).class("what").child(words("small", &first.usage)))
}

/// What happens first. Where usage is missing, "nothing" is no good news.
fn event(cell: Tag, first: Option<&Event>, standing: Standing, unjudged: &str) -> Tag {
    let Some(first) = first else {
        let over = standing == Standing::Over;
        return cell.child(match (over, unjudged.is_empty()) {
            (true, true) => state_of(Standing::Ok, "nothing"),
            (true, false) => state_of(Standing::Unknown, "nothing that can be judged"),
            (false, true) => state_of(Standing::Ok, "by nothing"),
            (false, false) => state_of(Standing::Unknown, "by nothing that can be judged"),
        });
    };
    cell.child(state_of(standing, &first.effect))
        .child(words("time", &first.short_date))
        .child(words("span", &first.what).class("what").child(words("small", &first.usage)))
        .child(words("small", &first.says).class("says"))
}
