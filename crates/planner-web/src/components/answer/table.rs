//! The answer in columns: cost, what breaks first, what is charged more.

use crate::answer::{ColumnView, Event};
use crate::columns::Origin;
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::mark::{mark, state_of};
use crate::components::parts::proven::proven;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::differs::classes;
use crate::limits::Standing;
use crate::numbers::Amount;
use crate::plans;
use crate::state::{Action, State};

/// A row: its class, its head and what stands small in it.
struct Row<'a> {
    class: &'a str,
    head: &'a str,
    rest: &'a str,
    /// What a column says in it: by this columns differ.
    says: fn(&ColumnView) -> String,
    /// Fills its cell.
    fill: &'a dyn Fn(Tag, usize, &ColumnView) -> Tag,
}

// The roles are written out because a phone lays the table out as a grid, which would take them away.
pub(super) fn view(state: &State, act: &Act) -> Tag {
    let answer = &state.answer;
    let columns = answer.columns.as_slice();
    let reader = &state.looks.reader;
    let about = |amount: &Amount| reader.about(amount).map(|text| words("small", &text).class("about"));
    let some =
        |there: fn(&ColumnView) -> bool, row: &Row<'_>| columns.iter().any(there).then(|| row.view(columns));
    let mut heads = tag("tr").role("row").child(tag("td").role("cell"));
    for (at, column) in columns.iter().enumerate() {
        heads = heads.child(head(at, column, state, act));
    }
    let last_month = usize::try_from(state.inputs.months).unwrap_or(1).saturating_sub(1);
    let proof = |cell: Tag, of: (usize, Option<usize>), column: &ColumnView, sum: &Amount| {
        if column.unpriced { money(cell, sum) } else { cell.child(proven(sum, of, act)) }
    };
    let first = |cell: Tag, at: usize, column: &ColumnView| {
        let total = tag("output").with("data-testid", &["total-", &at.to_string()].concat());
        cell.child(proof(total, (at, Some(0)), column, &column.now)).maybe(about(&column.now))
    };
    let then = |cell: Tag, at: usize, column: &ColumnView| {
        proof(cell, (at, Some(last_month)), column, &column.last).maybe(about(&column.last))
    };
    let sum = |cell: Tag, at: usize, column: &ColumnView| {
        proof(cell, (at, None), column, &column.total).maybe(about(&column.total))
    };
    let now = Row { class: "now", head: "A month, in ", rest: &answer.first_month, says: now, fill: &first };
    let needed = Row {
        class: "then part",
        head: "of it for what it needs",
        rest: "",
        says: |column| {
            column
                .needed
                .as_ref()
                .map(|(added, plans)| [&added.text, plans.as_str()].concat())
                .unwrap_or_default()
        },
        fill: &|cell, _, column| needed(cell, column),
    };
    let last = Row {
        class: "then",
        head: "In ",
        rest: &answer.last_month,
        says: |column| column.last.text.clone(),
        fill: &then,
    };
    let all = Row {
        class: "then",
        head: "All ",
        rest: &answer.horizon,
        says: |column| column.total.text.clone(),
        fill: &sum,
    };
    let breaks = Row {
        class: "event",
        head: "Breaks first",
        rest: "",
        says: |column| says(column.limit.as_ref(), &column.unjudged),
        fill: &|cell, _, column| event(cell, column.limit.as_ref(), Standing::Over, &column.unjudged),
    };
    let own = Row {
        class: "event",
        head: "Own ceiling passed",
        rest: "",
        says: |column| says(column.own.as_ref(), ""),
        fill: &|cell, _, column| own(cell, column.own.as_ref()),
    };
    let charged = Row {
        class: "event",
        head: "Charged more",
        rest: "",
        says: |column| says(column.overage.as_ref(), &column.unjudged),
        fill: &|cell, _, column| event(cell, column.overage.as_ref(), Standing::Charged, &column.unjudged),
    };
    let body = tag("tbody")
        .role("rowgroup")
        .child(now.view(columns))
        .maybe(some(|column| column.needed.is_some(), &needed))
        .child(last.view(columns))
        .child(all.view(columns))
        .child(breaks.view(columns))
        .maybe(some(|column| column.own.is_some(), &own))
        .child(charged.view(columns));
    tag("table")
        .role("table")
        .class(&format!("columns of-{}", columns.len()))
        .with("aria-label", "Cost and limits, side by side")
        .child(tag("thead").role("rowgroup").child(heads))
        .child(body)
}

impl Row<'_> {
    /// The row over all columns: what differs stands out, what is equal keeps quiet.
    fn view(&self, columns: &[ColumnView]) -> Tag {
        let head = words("th", self.head).text(self.rest).role("rowheader").with("scope", "row");
        let said: Vec<String> = columns.iter().map(self.says).collect();
        let classes = classes(&said.iter().map(String::as_str).collect::<Vec<_>>());
        let mut row = tag("tr").role("row").class(self.class).child(head);
        for ((at, column), class) in columns.iter().enumerate().zip(classes) {
            row = row.child((self.fill)(cell(class), at, column));
        }
        row
    }
}

/// A cell of a row that differs from the others, or says the same.
pub(in crate::components) fn cell(class: &str) -> Tag {
    let cell = tag("td").role("cell");
    if class.is_empty() { cell } else { cell.class(class) }
}

/// The head of a column: its plan, to change; or what else it is of, to take away.
fn head(at: usize, column: &ColumnView, state: &State, act: &Act) -> Tag {
    let head = tag("th").role("columnheader").with("scope", "col");
    let title = words("span", &column.title).class("plan");
    let detail = || words("span", &column.detail).class("detail");
    let cheapest = column.is_cheapest.then(|| words("span", "cheapest that holds").class("badge"));
    let variation = state.inputs.variation.as_ref();
    let (place, variation) = match (column.origin, variation) {
        (Origin::Plan(place), Some(variation)) => (place, variation),
        (Origin::Beside(place), _) => {
            let label = ["Remove the column ", &column.title].concat();
            let remove =
                button("Remove").with("aria-label", &label).acts(On::Click, act, Action::RemoveBeside(place));
            return head.child(title).child(detail()).maybe(cheapest).child(remove);
        }
        _ => return head.child(title).maybe(cheapest),
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
    let id = format!("column-{place}");
    let list = Choice { id: &id, label: &label, quiet: true, options, value: &column.plan };
    let head = head
        .child(title.with("aria-hidden", "true"))
        .child(detail().with("aria-hidden", "true"))
        .maybe(cheapest);
    let act = act.clone();
    list.add(head, move |plan| {
        act.emit(if plan.is_empty() { Action::RemoveColumn(place) } else { Action::Column(place, plan) });
    })
}

fn now(column: &ColumnView) -> String {
    column.now.text.clone()
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

/// What a cell says happens first, in one text.
fn says(first: Option<&Event>, unjudged: &str) -> String {
    match first {
        Some(first) => {
            [&first.effect, &first.short_date, &first.what, &first.usage].map(String::as_str).join(" ")
        }
        None => (if unjudged.is_empty() { "nothing" } else { "nothing that can be judged" }).to_owned(),
    }
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
