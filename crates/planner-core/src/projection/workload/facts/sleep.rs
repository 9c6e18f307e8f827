//! Facts of sleep: how long it is awake, who meets it asleep, how long they wait.

use super::super::instances::Instances;
use super::super::place::Place;
use super::super::running::Running;
use super::{Facts, percent};
use crate::book::WokenBy;
use crate::number::Decimal;
use crate::shown::term;

impl Instances<'_> {
    pub(super) fn sleep(facts: &mut Facts, running: &Running, place: Option<&Place<'_>>) {
        let sleeps = place.and_then(|place| place.sleeps);
        let Some(terms) = sleeps.filter(|terms| terms.by == WokenBy::Use) else { return };
        let rule = format!("asleep after {} without {}", terms.after, terms.without.phrase());
        let Some(cold) = &running.cold else {
            facts.add("asleep", "Sleeps", None, "", rule);
            facts.says("how often is not known: the stack states no load for it".to_owned());
            return;
        };
        facts.add(
            "awake",
            "Awake",
            Some(cold.awake),
            "h",
            format!("of {} h; {rule}", term(sum(cold.awake, cold.asleep))),
        );
        facts.add(
            "cold-starts",
            "Visits that meet it asleep",
            Some(cold.met),
            "visits",
            format!("of {} in the month", term(cold.sessions.round_half_away(0))),
        );
        facts.add(
            "cold-share",
            "Share of visits that meet it asleep",
            cold.share_met().and_then(percent),
            "%",
            String::new(),
        );
        let requests =
            if cold.requests.is_zero() { None } else { cold.met.over(cold.requests).and_then(percent) };
        facts.add(
            "cold-requests",
            "Share of requests that meet it asleep",
            requests,
            "%",
            format!("of {} in the month", term(cold.requests.round_half_away(0))),
        );
        let longest = cold.waiting.as_ref().map(|waiting| waiting.longest);
        facts.add("longest-wait", "Longest wait for it to wake", longest, "s", String::new());
        if let Some(waiting) = &cold.waiting {
            let who = "those that wake it and those that come meanwhile".to_owned();
            facts.add("waiting", "Visits that wait for it", Some(waiting.sessions), "visits", who);
        } else {
            facts.says("the vendor does not say".to_owned());
        }
        if !cold.pings.is_zero() {
            facts.add("pings", "Pings", Some(cold.pings), "requests", String::new());
            facts.says(
                "no other figure here holds them; every hour awake is taken from what is free".to_owned(),
            );
        }
    }
}

fn sum(one: Decimal, other: Decimal) -> Decimal {
    one.plus(other).unwrap_or(one)
}
