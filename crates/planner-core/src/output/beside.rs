//! What stands beside a projection's totals: what it needs, and how much of it could be judged.

use serde::Serialize;

use super::text;
use crate::invoice::{NeededMonth, PlanChange};
use crate::projection::{Ask, Change, Coverage, Input, Needed};
use crate::shown::grouped;
use crate::unit::decimal;

/// The same stack on the plans that its unmet requirements ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NeededOut {
    /// What has to change.
    pub changes: Vec<ChangeOut>,
    /// Requirements that no plan meets.
    pub unmet: Vec<String>,
    /// What the first month comes to then.
    pub first_month: String,
    /// What the last month comes to then.
    pub last_month: String,
    /// What each month comes to then: for whoever draws it, and not printed.
    #[serde(skip)]
    pub months: Vec<String>,
    /// What the months come to together then.
    pub total: String,
    /// The line that falls most, where they come to less than as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub falls: Option<FallOut>,
}

/// A line that costs less with what is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FallOut {
    /// The line.
    pub line: String,
    /// What its months come to as written.
    pub from: String,
    /// What they come to with what is needed.
    pub to: String,
}

/// A month on the plans that its unmet requirements ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NeededMonthOut {
    /// What has to change.
    pub changes: Vec<ChangeOut>,
    /// Requirements that no plan meets.
    pub unmet: Vec<String>,
    /// What the month comes to then.
    pub total: String,
    /// What the vendor's rounding makes of it.
    pub invoice: String,
    /// The plans that are needed, in words: `web on Micro, account on Pro (for web)`.
    pub says: String,
}

impl From<&NeededMonth> for NeededMonthOut {
    fn from(needed: &NeededMonth) -> Self {
        let change = |change: &PlanChange| ChangeOut {
            path: change.path.clone(),
            plan: change.plan.clone(),
            name: change.name.clone(),
            from: None,
            needed_by: change.needed_by.clone(),
        };
        let says = |change: &PlanChange| words(&change.of, &change.name, None, &change.needed_by);
        Self {
            changes: needed.changes.iter().map(change).collect(),
            unmet: needed.unmet.clone(),
            total: text(needed.total),
            invoice: text(needed.invoice),
            says: needed.changes.iter().map(says).collect::<Vec<_>>().join(", "),
        }
    }
}

/// Who is on which plan, and for whom.
fn words(of: &str, plan: &str, from: Option<&str>, needed_by: &[String]) -> String {
    let others: Vec<&str> = needed_by.iter().map(String::as_str).filter(|who| *who != of).collect();
    let by = if others.is_empty() { String::new() } else { format!(" (for {})", others.join(", ")) };
    let from = from.map(|day| format!(" from {day}")).unwrap_or_default();
    format!("{of} on {plan}{from}{by}")
}

/// A plan that something needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeOut {
    /// Where it is written.
    pub path: String,
    /// The plan's id.
    pub plan: String,
    /// The plan's name.
    pub name: String,
    /// The first day it is needed on, where that is not the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Who needs it.
    pub needed_by: Vec<String>,
}

/// A question that plans' terms ask, and nobody answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AskOut {
    /// The field of the stack that answers it.
    pub fact: &'static str,
    /// What it means.
    pub means: String,
    /// The accounts that ask.
    pub accounts: Vec<String>,
    /// What the answer decides.
    pub decides: Vec<String>,
}

/// How many limits could be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CoverageOut {
    /// Every limit, each once.
    pub limits: usize,
    /// Those that were held against some usage.
    pub judged: usize,
    /// Those whose usage nobody stated.
    pub not_given: usize,
    /// Those whose ceiling the vendor does not state.
    pub not_stated: usize,
    /// The inputs to state next, the one that tells most first.
    pub next: Vec<NextInput>,
}

/// An input nobody stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NextInput {
    /// Where to write it.
    pub path: String,
    /// Limits that break something and wait for it.
    pub breaking: usize,
    /// All limits that wait for it.
    pub limits: usize,
    /// Lines whose cost waits for it.
    pub lines: usize,
}

impl From<&Needed> for NeededOut {
    fn from(needed: &Needed) -> Self {
        Self {
            changes: needed.changes.iter().map(ChangeOut::from).collect(),
            unmet: needed.unmet.clone(),
            first_month: text(needed.first_month),
            last_month: text(needed.last_month),
            months: needed.months.iter().copied().map(text).collect(),
            total: text(needed.total),
            falls: needed.falls.as_ref().map(|fall| FallOut {
                line: fall.line.clone(),
                from: text(fall.from),
                to: text(fall.to),
            }),
        }
    }
}

impl NeededOut {
    /// The plans that are needed, in words: `Pro for vercel (web)`.
    #[must_use]
    pub fn words(&self) -> String {
        let one = |change: &ChangeOut| {
            let of = change.path.split('.').nth(1).unwrap_or_default();
            words(of, &change.name, change.from.as_deref(), &change.needed_by)
        };
        let changes = self.changes.iter().map(one).collect::<Vec<_>>().join(", ");
        // Less than as written is told why.
        let falls = self.falls.as_ref().map(|fall| {
            let amount = |text: &String| decimal(text).map_or(text.clone(), |amount| grouped(amount, 2));
            format!(
                "; lower because {} falls from {} to {} in all",
                fall.line,
                amount(&fall.from),
                amount(&fall.to)
            )
        });
        changes + &falls.unwrap_or_default()
    }
}

impl From<&Ask> for AskOut {
    fn from(ask: &Ask) -> Self {
        Self {
            fact: ask.fact.word(),
            means: ask.means.clone(),
            accounts: ask.accounts.clone(),
            decides: ask.decides.clone(),
        }
    }
}

impl AskOut {
    /// The question in words: ``say `commercial:` at the top (takes payments ...): vercel asks, Hobby is ...``.
    #[must_use]
    pub fn words(&self) -> String {
        let (asks, decides) = (self.accounts.join(", "), self.decides.join("; "));
        format!("`{}:` at the top of the stack - {}. It decides for {asks}: {decides}", self.fact, self.means)
    }
}

impl From<&Change> for ChangeOut {
    fn from(change: &Change) -> Self {
        Self {
            path: change.path.clone(),
            plan: change.plan.clone(),
            name: change.name.clone(),
            from: change.from.map(|day| day.to_string()),
            needed_by: change.needed_by.clone(),
        }
    }
}

impl From<&Coverage> for CoverageOut {
    fn from(coverage: &Coverage) -> Self {
        Self {
            limits: coverage.limits,
            judged: coverage.judged,
            not_given: coverage.not_given,
            not_stated: coverage.not_stated,
            next: coverage.next.iter().map(NextInput::from).collect(),
        }
    }
}

impl CoverageOut {
    /// Whether limits are known and none of them waits for usage: only then may anything be said to hold.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.not_given == 0 && self.judged > 0
    }

    /// The share that was judged: `9 of 25 limits`.
    #[must_use]
    pub fn share(&self) -> String {
        format!("{} of {} limits", self.judged, self.limits)
    }

    /// The share that was judged, and what to state next, in words; empty where nothing waits for usage.
    ///
    /// `of the 9 of 25 limits whose usage is given; state accounts.vercel.usage.invocations next: it decides 2 limits`
    #[must_use]
    pub fn words(&self) -> String {
        if self.is_whole() {
            return String::new();
        }
        let share = format!("of the {} that can be judged", self.share());
        if self.not_given == 0 {
            return "no limit of this stack is known".to_owned();
        }
        let Some(next) = self.next.first() else { return share };
        let count = |count: usize, word: &str| {
            (count > 0).then(|| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        };
        let decides: Vec<String> =
            [count(next.limits, "limit"), count(next.lines, "line")].into_iter().flatten().collect();
        format!("{share}; state {} next: it decides {}", next.path, decides.join(" and "))
    }
}

impl From<&Input> for NextInput {
    fn from(input: &Input) -> Self {
        Self { path: input.path.clone(), breaking: input.breaking, limits: input.limits, lines: input.lines }
    }
}
