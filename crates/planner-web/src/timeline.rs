//! A plan that changes in time, in the document: `free`, or `{ 2026-12: free, 2027-04: pro }`.

use planner_core::Month;
use planner_core::document::{Node, Problem, Value};

use crate::{plans, tree};

/// Months between a change and the one that is added after it.
const APART: u32 = 3;

/// The changes of plan of a resource, or of an account as `accounts.render`: the month each begins in, and the plan. None where
/// it is on one plan all the time.
#[must_use]
pub fn changes(document: &Node, of: &str) -> Vec<(String, String)> {
    let place = place(of);
    let text = |(month, _): (&str, &Node)| {
        let plan = tree::shown(document, &[&place[..], &[month]].concat());
        (month.to_owned(), plan)
    };
    tree::entries(document, &place).map(text).collect()
}

/// The document with one more change of plan: some months after the last, to the next plan in price.
///
/// # Errors
///
/// A [`Problem`] where nothing comes after it: no month, or no other plan.
pub fn add(document: &Node, of: &str) -> Result<Node, Problem> {
    let nothing = || Problem::new("there is no other plan to change to");
    let mut changed = document.clone();
    let place = place(of);
    let start = tree::text(document, &["start"]).unwrap_or_default().to_owned();
    let mut all = changes(document, of);
    if all.is_empty() {
        let plan = plans::plan_of(document, of).ok_or_else(nothing)?;
        all.push((start, plan));
    }
    let (last, plan) = all.last().cloned().ok_or_else(nothing)?;
    let month =
        last.get(..7).and_then(Month::parse).and_then(|month| month.plus(APART)).ok_or_else(nothing)?;
    let choices = plans::choices(document, of);
    let at =
        plans::find(document, of, &choices, &plan).and_then(|now| choices.iter().position(|one| one == now));
    let next =
        choices.get(at.map_or(0, |at| at.saturating_add(1))).or(choices.first()).ok_or_else(nothing)?;
    all.push((month.to_string(), next.id.clone()));
    write(&mut changed, &place, all)?;
    Ok(changed)
}

/// The document with a change moved to another month; with no month it is taken away, and a single plan left is written alone.
///
/// # Errors
///
/// A [`Problem`] for what is no month, or one that another change has.
pub fn shift(document: &Node, of: &str, from: &str, to: &str) -> Result<Node, Problem> {
    let mut all = changes(document, of);
    if to.is_empty() {
        all.retain(|(month, _)| month != from);
    } else {
        if to.get(..7).and_then(Month::parse).is_none() {
            return Err(Problem::new(format!("`{to}` is not a month as 2027-04")));
        }
        if all.iter().any(|(month, _)| month == to && month != from) {
            return Err(Problem::new(format!("the plan changes in {to} already")));
        }
        for (month, _) in &mut all {
            if month == from {
                to.clone_into(month);
            }
        }
        all.sort();
    }
    let mut changed = document.clone();
    write(&mut changed, &place(of), all)?;
    Ok(changed)
}

fn write(document: &mut Node, place: &[&str], all: Vec<(String, String)>) -> Result<(), Problem> {
    if let [(_, plan)] = all.as_slice() {
        return document.put(place, Value::Text(plan.clone()));
    }
    let entries = all.into_iter().map(|(month, plan)| (month, tree::empty(Value::Text(plan))));
    document.put(place, Value::Map(entries.collect::<Vec<_>>().into()))
}

fn place(of: &str) -> [&str; 3] {
    of.strip_prefix("accounts.").map_or(["resources", of, "plan"], |account| ["accounts", account, "plan"])
}

#[cfg(test)]
mod tests {
    use planner_core::document::{parse_json, to_json};

    use super::*;

    #[test]
    fn a_plan_changes_to_the_next_and_back_to_one() -> Result<(), Problem> {
        let document = parse_json(
            r#"{ "start": "2026-12", "resources": { "web": { "product": "render/web", "plan": "free" } } }"#,
            0,
        )?;
        let two = add(&document, "web")?;
        let expected = [("2026-12", "free"), ("2027-03", "0.5c-512mb")];
        assert_eq!(changes(&two, "web"), expected.map(|(month, plan)| (month.to_owned(), plan.to_owned())));
        let moved = shift(&two, "web", "2027-03", "2027-06")?;
        assert_eq!(changes(&moved, "web").last().map(|(month, _)| month.as_str()), Some("2027-06"));
        assert!(
            shift(&two, "web", "2027-03", "2026-12").is_err() && shift(&two, "web", "2027-03", "x").is_err()
        );
        let one = shift(&moved, "web", "2027-06", "")?;
        assert_eq!(to_json(&one), to_json(&document));
        Ok(())
    }
}
