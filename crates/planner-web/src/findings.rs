//! Findings in sentences: what breaks first, what it costs, what the charts show.

use planner_core::Decimal;

use crate::answer::{Answer, ColumnView, Event, lower};
use crate::numbers::{self, list, shortened};

/// What happens on a day, to what, and the columns it happens in; nothing for those in which nothing breaks.
type Group<'a> = (Option<&'a Event>, Vec<&'a ColumnView>);

/// What breaks first, on which plan and when; and which plan holds.
#[must_use]
pub fn breaks_first(answer: &Answer) -> String {
    if answer.limits.rows.is_empty() {
        return "Nothing is known about the limits of this stack yet.".to_owned();
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for column in &answer.columns {
        let same = |known: Option<&Event>| match (known, &column.limit) {
            (Some(one), Some(other)) => one.date == other.date && one.what == other.what,
            (None, None) => true,
            _ => false,
        };
        match groups.iter_mut().find(|(known, _)| same(*known)) {
            Some((_, columns)) => columns.push(column),
            None => groups.push((column.limit.as_ref(), vec![column])),
        }
    }
    let whole = groups.len() == 1;
    let said = groups.iter().map(|(event, columns)| match event {
        Some(event) => breaks(event, columns, whole),
        None => holds(answer, columns, whole),
    });
    said.collect::<Vec<_>>().join(" ")
}

/// `api runs out of memory on 19 September 2027 on Free and Starter and is restarted.`
fn breaks(event: &Event, columns: &[&ColumnView], everywhere: bool) -> String {
    let on = if everywhere { String::new() } else { [" ", &places_of(columns)].concat() };
    format!("{} runs out of {} on {}{on} {}.", event.of, event.runs_out_of, event.date, then(event.word))
}

/// `Standard, $25.00 a month, holds for 12 months.` Where limits wait for usage, nothing is said to hold.
fn holds(answer: &Answer, columns: &[&ColumnView], whole: bool) -> String {
    let names: Vec<String> = columns.iter().map(|column| subject(column)).collect();
    let on = if whole { String::new() } else { [&sentence(&places_of(columns)), ": "].concat() };
    if let Some(column) = columns.iter().find(|column| !column.unjudged.is_empty()) {
        let none = if on.is_empty() { "None" } else { "none" };
        return format!(
            "{on}{none} of the {} that can be judged breaks within {}.",
            column.judged, answer.horizon
        );
    }
    if whole {
        return format!("No known limit breaks within {}.", answer.horizon);
    }
    match columns {
        [column] if !column.unpriced => {
            format!("{}, {} a month, holds for {}.", subject(column), column.now.text, answer.horizon)
        }
        [_] => format!("{} holds for {}.", list(&names), answer.horizon),
        _ => format!("{} hold for {}.", list(&names), answer.horizon),
    }
}

/// Where something is so: `on Free and Starter`, `as it was and at the prices of 1 January 2026`.
#[must_use]
pub fn places(phrases: &[String]) -> String {
    let plans: Vec<String> =
        phrases.iter().filter_map(|one| one.strip_prefix("on ")).map(str::to_owned).collect();
    let plans = (!plans.is_empty()).then(|| ["on ", &list(&plans)].concat());
    let others = phrases.iter().filter(|one| !one.starts_with("on ")).cloned();
    list(&plans.into_iter().chain(others).collect::<Vec<_>>())
}

fn places_of(columns: &[&ColumnView]) -> String {
    places(&columns.iter().map(|column| column.place.clone()).collect::<Vec<_>>())
}

/// A phrase at the beginning of a sentence.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A column as who does something in a sentence: a plan by its name, the stack as it is or was.
fn subject(column: &ColumnView) -> String {
    if column.place.starts_with("as it ") || column.place.starts_with("at the prices of ") {
        return ["The stack ", &column.place].concat();
    }
    column.title.clone()
}

/// What happens at a limit, by its word, as the end of a sentence.
fn then(word: &str) -> &'static str {
    match word {
        "notified" => "and somebody is told",
        "charged" => "and costs more",
        "grows" => "and is made larger, which costs more",
        "throttled" => "and is slowed down",
        "refused" => "and refuses more",
        "dropped" => "and loses what comes next",
        "evicted" => "and drops old data",
        "read-only" => "and takes no more writes",
        "suspended" => "and is suspended",
        "offline" => "and cannot be reached",
        "restarted" => "and is restarted",
        "paused" => "and is paused",
        "archived" => "and is put away",
        "deleted" => "and is deleted",
        "moved" => "and is moved to another plan",
        "forbidden" => "which its terms forbid",
        _ => "and what happens then is not stated",
    }
}

/// What the first month costs, on each plan.
#[must_use]
pub fn costs(answer: &Answer) -> String {
    if answer.columns.iter().all(|column| column.unpriced) {
        let name = shortened(&answer.name);
        return format!("There is no price yet for anything in {name}, so there is no total.");
    }
    let one = |column: &ColumnView| match answer.columns.len() {
        1 => column.now.text.clone(),
        _ => [&column.now.text, " ", &column.place].concat(),
    };
    let costs: Vec<String> = answer.columns.iter().map(one).collect();
    format!("{} costs {} in {}.", shortened(&answer.name), list(&costs), answer.first_month)
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
            .map(|column| [&subject(column), " ", &one(column)].concat())
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// What the cost chart shows where months are summed up.
#[must_use]
pub fn cost_in_all(answer: &Answer) -> String {
    match answer.columns.as_slice() {
        [] => String::new(),
        columns if columns.iter().all(|column| column.unpriced) => "Nothing has a price yet".to_owned(),
        [column] => format!("The stack comes to {} in {}", column.total.text, answer.horizon),
        columns => {
            let one = |column: &ColumnView| [&*column.title, " comes to ", &column.total.text].concat();
            let all: Vec<String> = columns.iter().map(one).collect();
            format!("{} in {}", list(&all), answer.horizon)
        }
    }
}

/// Which part of a column's cost is the largest at the end: its name and amount, and what all come to.
#[must_use]
pub fn largest_part(
    answer: &Answer,
    at: usize,
    largest: Option<((&str, Decimal), Decimal)>,
    currency: &str,
    when: &str,
) -> String {
    let on = answer.columns.get(at).filter(|_| answer.columns.len() > 1);
    let on = on.map(|column| [" on ", &column.title].concat()).unwrap_or_default();
    let money = |amount: Decimal| numbers::amount(&amount.normalize().to_string(), currency).text;
    match largest {
        None => ["Nothing has a price yet", &on].concat(),
        Some(((_, part), _)) if part <= Decimal::ZERO => format!("Nothing costs anything in {when}{on}"),
        Some(((name, part), total)) => {
            let share = part.checked_div(total).filter(|share| *share <= Decimal::ONE).map(numbers::percent);
            let share = share.map(|share| format!(" ({share})")).unwrap_or_default();
            format!("{name} is the largest part{on}: {} of {}{share} in {when}", money(part), money(total))
        }
    }
}

/// What the headroom chart of a column shows.
#[must_use]
pub fn headroom(answer: &Answer, at: usize) -> String {
    let Some(column) = answer.columns.get(at) else { return String::new() };
    let name = if answer.columns.len() == 1 { "The stack".to_owned() } else { subject(column) };
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

#[cfg(test)]
mod tests {
    use planner_core::Effect;

    use super::then;

    #[test]
    fn what_happens_at_each_limit_has_its_words() {
        for effect in [
            Effect::Notified,
            Effect::Charged,
            Effect::Throttled,
            Effect::Refused,
            Effect::Dropped,
            Effect::Evicted,
            Effect::ReadOnly,
            Effect::Suspended,
            Effect::Offline,
            Effect::Restarted,
            Effect::Paused,
            Effect::Archived,
            Effect::Deleted,
            Effect::Grows,
            Effect::Moved,
            Effect::Forbidden,
        ] {
            assert!(!then(effect.word()).contains("not stated"), "{effect:?}");
        }
        assert!(then(Effect::NotStated.word()).contains("not stated"));
    }
}
