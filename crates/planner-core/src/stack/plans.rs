//! Which plan something is on: one word, or from when on which.

use std::fmt;

use crate::document::{Misfit, Node, Place, Read, Value};
use crate::month::{Date, Month};

/// The plan of an account or a resource over time: `free`, or `{ 2026-12: free, 2027-04: pro }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plans(Vec<PlanFrom>);

/// A plan and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFrom {
    /// The first day on it; none where it is the only one.
    pub from: Option<Date>,
    /// The plan as the user wrote it.
    pub plan: String,
    /// The month or day as the user wrote it.
    key: String,
}

impl Plans {
    /// One plan, all the time.
    pub fn one(plan: impl Into<String>) -> Self {
        Self(vec![PlanFrom { from: None, plan: plan.into(), key: String::new() }])
    }

    /// The plans in order of time; there is at least one.
    #[must_use = "a list is to be read"]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &PlanFrom> {
        self.0.iter()
    }

    /// Puts another plan in place of the one in force on a day, from that day on and up to the next change; `start` is the
    /// day the stack starts on.
    pub(crate) fn change(&mut self, start: Date, day: Date, plan: String) {
        let before = |one: &PlanFrom| one.from.is_none_or(|from| from <= day);
        let at = self.0.iter().rposition(before).unwrap_or(0);
        let Some(one) = self.0.get_mut(at) else { return };
        if one.from.is_none_or(|from| from < start) && day > start {
            (one.from, one.key) = (Some(start), start.to_string());
        }
        if one.from.is_none_or(|from| from >= day) {
            one.plan = plan;
        } else {
            let next = PlanFrom { from: Some(day), plan, key: day.to_string() };
            self.0.insert(at.saturating_add(1), next);
        }
    }

    /// The plan in force on a day: the last that has begun, else the first.
    pub(crate) fn on(&self, day: Date) -> Option<&str> {
        let begun = self.0.iter().rev().find(|one| one.from.is_none_or(|from| from <= day));
        begun.or(self.0.first()).map(|one| one.plan.as_str())
    }

    /// The plan it starts on.
    #[must_use]
    pub fn first(&self) -> &str {
        self.0.first().map_or("", |first| &first.plan)
    }
}

impl PlanFrom {
    /// Where it stands, where the timeline stands at `path`.
    pub(crate) fn path(&self, path: &str) -> String {
        if self.from.is_none() { path.to_owned() } else { format!("{path}.{}", self.key) }
    }
}

/// `free, from 2027-04 pro`.
impl fmt::Display for Plans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, one) in self.0.iter().enumerate() {
            match at {
                0 => f.write_str(&one.plan)?,
                _ => write!(f, ", from {} {}", one.key, one.plan)?,
            }
        }
        Ok(())
    }
}

impl Read for Plans {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let Value::Map(entries) = at.value() else {
            return at
                .text("a plan, or from when on which as { 2026-12: free, 2027-04: pro }")
                .map(Self::one);
        };
        if entries.is_empty() {
            return Err(at.wrong("no plan is given: write a plan, or { 2026-12: free, 2027-04: pro }"));
        }
        let mut all: Vec<PlanFrom> = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            let day = Month::parse(key).map(Month::first_day).or_else(|| Date::parse(key));
            let Some(day) = day else {
                let message = format!("`{key}` is neither a month as 2027-04 nor a day as 2027-04-15");
                // The plan and its date change places easily.
                let date = match &node.value {
                    Value::Text(word) | Value::Number(word) => Some(word.as_str()),
                    _ => None,
                };
                let date = date.filter(|word| Month::parse(word).is_some() || Date::parse(word).is_some());
                let write = date.map_or_else(
                    || "write from when on each plan holds, as { 2026-12: free, 2027-04: pro }".to_owned(),
                    |date| format!("the date comes first: write `{date}: {key}`"),
                );
                return Err(at.wrong_name(node, message).hint(write));
            };
            let known =
                all.iter().find_map(|one| Some((one.from?, &one.key)).filter(|(from, _)| *from >= day));
            if let Some((from, known)) = known {
                if from == day {
                    let same = format!("{known} and {key} are the same day: leave one of them out");
                    return Err(at.wrong_name(node, same));
                }
                let late = format!("{key} stands after {known}: give the plans in order of time");
                return Err(at.wrong_name(node, late).hint(format!("write {{ {} }}", in_order(entries))));
            }
            let plan = at.named(key, node).text("a plan")?.to_owned();
            all.push(PlanFrom { from: Some(day), plan, key: key.clone() });
        }
        Ok(Self(all))
    }
}

/// Plans with their dates, the earliest first. Dates sort as they are written.
fn in_order(entries: &[(String, Node)]) -> String {
    let mut dated: Vec<(&str, String)> = entries
        .iter()
        .filter_map(|(key, node)| match &node.value {
            Value::Text(plan) | Value::Number(plan) => Some((key.as_str(), format!("{key}: {plan}"))),
            _ => None,
        })
        .collect();
    dated.sort();
    dated.into_iter().map(|(_, one)| one).collect::<Vec<_>>().join(", ")
}
