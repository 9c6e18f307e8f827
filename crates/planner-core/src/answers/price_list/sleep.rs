//! What a plan says of sleeping, as a sentence.

use serde::Serialize;

use super::plan::Listed;
use super::words::condition;
use crate::book::{SleepTerms, Wakes, WokenBy, place};
use crate::output::SourceOut;

/// When a plan sleeps without being used, and what wakes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SleepsOut {
    /// The rule's id.
    pub id: String,
    /// The rule, in words: `after 15 min without inbound traffic; what wakes it waits about 60 s`.
    pub sleeps: String,
    /// Seconds without use.
    pub after: String,
    /// Without what: `inbound`, `outbound` or `use`.
    pub without: &'static str,
    /// Seconds that waking usually takes; null where not stated.
    pub wakes: Option<String>,
    /// What wakes it: the next `use`, or a person by `hand`.
    pub by: &'static str,
    /// The settings it sleeps with.
    pub when: Option<String>,
    /// What counts as use, where more is said.
    pub kept_awake_by: Option<String>,
    /// What sleeping and waking bring with them.
    pub says: Option<String>,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: &'static str,
}

/// Every rule of a plan.
pub(super) fn sleeps(listed: &Listed<'_>) -> Vec<SleepsOut> {
    let rule = |(id, terms): (&str, &SleepTerms)| {
        let trust = listed.trust(terms.confidence, &place::of_sleep(listed.id, listed.plan_id, id));
        SleepsOut {
            id: id.to_owned(),
            sleeps: sentence(terms),
            after: crate::output::text(terms.after.seconds()),
            without: terms.without.word(),
            wakes: terms.wakes.typical().map(crate::output::text),
            by: terms.by.word(),
            when: condition(&terms.when),
            kept_awake_by: terms.kept_awake_by.clone(),
            says: terms.says.clone(),
            source: listed.source(terms.source.as_ref(), trust),
            confidence: trust.word(),
        }
    };
    listed.product.sleeps_of(listed.plan).map(rule).collect()
}

fn sentence(terms: &SleepTerms) -> String {
    let start = format!("after {} without {}", terms.after, terms.without.phrase());
    match (&terms.wakes, terms.by) {
        (Wakes::NotStated, WokenBy::Hand) => format!("{start}; a person has to wake it"),
        (Wakes::NotStated, WokenBy::Use) => format!("{start}; how long waking takes is not stated"),
        (Wakes::In(wait), by) => {
            let most = wait.at_most.as_ref().map(|most| format!(", {most} at most")).unwrap_or_default();
            let who = if by == WokenBy::Hand { "a person has to wake it, in" } else { "what wakes it waits" };
            format!("{start}; {who} about {}{most}", wait.typical)
        }
    }
}
