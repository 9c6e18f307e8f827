//! The answer: one column for each plan; cost, what breaks first, headroom.

use super::choice::Choice;
use super::mark::{mark, state_of};
use super::tag::{Tag, tag, words};
use super::{Act, limit_rows};
use crate::answer::{ColumnView, Event};
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
    let mut heads = tag("tr").role("row").child(tag("td").role("cell"));
    for (at, column) in columns.iter().enumerate() {
        heads = heads.child(head(at, column, state, act));
    }
    let now = |cell: Tag, at: usize, column: &ColumnView| {
        let total = tag("output").with("data-testid", &format!("total-{at}"));
        cell.child(money(total, &column.now))
    };
    tag("table")
        .role("table")
        .class(&format!("columns of-{}", columns.len()))
        .with("aria-label", "Cost and limits, side by side")
        .child(tag("thead").role("rowgroup").child(heads))
        .child(
            tag("tbody")
                .role("rowgroup")
                .child(row("now", "A month, in ", &answer.first_month, &now))
                .child(row("then", "In ", &answer.last_month, &|cell, _, column| money(cell, &column.last)))
                .child(row("then", "All ", &answer.horizon, &|cell, _, column| money(cell, &column.total)))
                .maybe(
                    columns.iter().any(|column| column.needed.is_some()).then(|| {
                        row("event", "With what it needs", "", &|cell, _, column| needed(cell, column))
                    }),
                )
                .child(row("event", "Breaks first", "", &|cell, _, column| {
                    event(cell, column.limit.as_ref(), Standing::Over, &column.unjudged)
                }))
                .child(row("event", "Charged more", "", &|cell, _, column| {
                    event(cell, column.overage.as_ref(), Standing::Charged, &column.unjudged)
                })),
        )
        .child(limit_rows::view(state, act))
}

/// The head of a column: its plan, to change.
fn head(at: usize, column: &ColumnView, state: &State, act: &Act) -> Tag {
    let head = tag("th").role("columnheader").with("scope", "col");
    let title = words("span", &column.title).class("plan");
    let Some(variation) = &state.inputs.variation else { return head.child(title) };
    let choices = plans::choices(&state.inputs.document, &variation.name);
    let mut options: Vec<(String, String)> =
        choices.into_iter().map(|choice| (choice.id, choice.label)).collect();
    if variation.plans.len() > 1 {
        options.push((String::new(), "Remove this column".to_owned()));
    }
    let label = format!("Plan of {}, column {}", variation.name, at.saturating_add(1));
    let id = format!("column-{at}");
    let list = Choice { id: &id, label: &label, quiet: true, options, value: &column.plan };
    let head = head
        .child(title.with("aria-hidden", "true"))
        .child(words("span", &column.detail).class("detail").with("aria-hidden", "true"));
    let act = act.clone();
    list.add(head, move |plan| {
        act.emit(if plan.is_empty() { Action::RemoveColumn(at) } else { Action::Column(at, plan) });
    })
}

fn money(cell: Tag, amount: &Amount) -> Tag {
    cell.child(words("span", &amount.text).class("amount").with("title", &amount.exact))
}

/// The total on the plans that are needed, and which they are.
fn needed(cell: Tag, column: &ColumnView) -> Tag {
    let Some((total, plans)) = &column.needed else { return cell };
    money(cell.child(mark(Standing::Tight)), total).child(words("small", plans))
}

/// What happens first. Where usage is missing, "nothing" is no good news: it says how much could be judged.
fn event(cell: Tag, first: Option<&Event>, standing: Standing, unjudged: &str) -> Tag {
    let Some(first) = first else {
        let none = if standing == Standing::Over { "Nothing known" } else { "By no known limit" };
        if unjudged.is_empty() {
            return cell.child(state_of(Standing::Ok, none));
        }
        let why = (standing == Standing::Over).then(|| words("small", unjudged));
        return cell.child(state_of(Standing::Unknown, none)).maybe(why);
    };
    cell.child(state_of(standing, &first.effect))
        .child(words("time", &first.short_date))
        .child(words("span", &first.what).class("what").child(words("small", &first.usage)))
        .child(words("small", &first.says).class("says"))
}
