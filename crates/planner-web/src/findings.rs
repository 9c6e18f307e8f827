//! Findings in sentences: what breaks first, what it costs, what the charts show.

use crate::answer::{Answer, ColumnView, lower};
use crate::numbers::list;

/// A day with what happens on it, or nothing, and the columns it happens in.
type Group = (Option<(String, String)>, Vec<String>);

/// What breaks first, on which plan and when.
#[must_use]
pub fn breaks_first(answer: &Answer) -> String {
    if answer.limits.rows.is_empty() {
        return "Nothing is known about the limits of this stack yet.".to_owned();
    }
    let mut groups: Vec<Group> = Vec::new();
    for column in &answer.columns {
        let what = column.limit.as_ref().map(|event| (event.date.clone(), event.effect.clone()));
        match groups.iter_mut().find(|(known, _)| *known == what) {
            Some((_, names)) => names.push(column.title.clone()),
            None => groups.push((what, vec![column.title.clone()])),
        }
    }
    let one = answer.columns.len() == 1;
    // A column with limits nobody could judge is not said to hold.
    let judged = |names: &[String]| {
        let silent = |column: &&ColumnView| !column.unjudged.is_empty() && names.contains(&column.title);
        answer.columns.iter().find(silent)
    };
    let sentence = |(what, names): &Group| match what {
        Some((date, effect)) if one => format!("Breaks first on {date}: {}.", lower(effect)),
        Some((date, effect)) => {
            let verb = if names.len() == 1 { "breaks" } else { "break" };
            format!("{} {verb} first on {date}: {}.", list(names), lower(effect))
        }
        None if let Some(column) = judged(names) => {
            let on = if one || groups.len() == 1 { String::new() } else { format!("On {}: ", list(names)) };
            let none = if on.is_empty() { "None" } else { "none" };
            format!(
                "{on}{none} of the {} that can be judged breaks within {}.",
                column.judged, answer.horizon
            )
        }
        None if one || groups.len() == 1 => format!("No known limit breaks within {}.", answer.horizon),
        None => {
            let verb = if names.len() == 1 { "holds" } else { "hold" };
            format!("{} {verb} for {}.", list(names), answer.horizon)
        }
    };
    groups.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// What the first month costs, on each plan.
#[must_use]
pub fn costs(answer: &Answer) -> String {
    if answer.columns.iter().all(|column| column.unpriced) {
        return format!("There is no price yet for anything in {}, so there is no total.", answer.name);
    }
    let one = |column: &ColumnView| match answer.columns.len() {
        1 => column.now.text.clone(),
        _ => format!("{} on {}", column.now.text, column.title),
    };
    let costs: Vec<String> = answer.columns.iter().map(one).collect();
    format!("{} costs {} in {}.", answer.name, list(&costs), answer.first_month)
}

/// What the cost chart shows.
#[must_use]
pub fn cost_over_time(answer: &Answer) -> String {
    let grows = |column: &ColumnView| column.now.text != column.last.text;
    let one = |column: &ColumnView| {
        if grows(column) {
            format!("goes from {} to {} a month", column.now.text, column.last.text)
        } else {
            format!("costs {} a month", column.now.text)
        }
    };
    match answer.columns.as_slice() {
        [] => String::new(),
        columns if columns.iter().all(|column| column.unpriced) => "Nothing has a price yet".to_owned(),
        [column] => format!("The stack {}", one(column)),
        columns => columns
            .iter()
            .map(|column| format!("{} {}", column.title, one(column)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// What the headroom chart of a column shows.
#[must_use]
pub fn headroom(answer: &Answer, at: usize) -> String {
    let Some(column) = answer.columns.get(at) else { return String::new() };
    let name = if answer.columns.len() == 1 { "The stack" } else { column.title.as_str() };
    match (&column.limit, &column.overage) {
        (Some(event), _) => format!("{name} runs out on {}: {}", event.date, lower(&event.effect)),
        (None, Some(event)) => format!("{name} runs into extra charges on {}", event.date),
        (None, None) if answer.limits.rows.is_empty() => "No limit of the stack is known yet".to_owned(),
        (None, None) if !column.unjudged.is_empty() => {
            format!("{name} stays within the limits that can be judged for {}", answer.horizon)
        }
        (None, None) => format!("{name} stays within every known limit for {}", answer.horizon),
    }
}

/// The heading of a column's bill.
#[must_use]
pub fn bill(answer: &Answer, at: usize) -> String {
    let Some(column) = answer.columns.get(at).filter(|column| !column.unpriced) else {
        return format!("The lines of {}", answer.first_month);
    };
    let total = &column.now.text;
    format!("Where {total} in {} comes from, line by line", answer.first_month)
}
