//! What is worth knowing of the instances of a resource in one month, each figure with how it came about.

mod jobs;
mod load;
mod sleep;

use super::instances::Instances;
use crate::number::Decimal;

/// A figure with its meaning.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fact {
    /// What it is about: `load`, `jobs`, `sleep` or `data`.
    pub about: &'static str,
    /// Its id within the resource.
    pub id: &'static str,
    /// What it is, in words.
    pub label: &'static str,
    /// The figure; none where it cannot be said, and `says` why.
    pub value: Option<Decimal>,
    /// Whether there is no figure because it has no bound, rather than because nobody states it.
    pub endless: bool,
    /// Its unit.
    pub unit: &'static str,
    /// How it came about, with its numbers.
    pub formula: String,
    /// What follows from it, in words.
    pub says: Option<String>,
}

/// The facts of one month, as they are gathered.
pub(super) struct Facts {
    pub(super) about: &'static str,
    pub(super) all: Vec<Fact>,
}

impl Facts {
    pub(super) fn add(
        &mut self,
        id: &'static str,
        label: &'static str,
        value: Option<Decimal>,
        unit: &'static str,
        formula: String,
    ) {
        let value = value.map(|value| value.round_half_away(6).normalize());
        self.all.push(Fact {
            about: self.about,
            id,
            label,
            value,
            unit,
            formula,
            says: None,
            endless: false,
        });
    }

    /// Says that the figure that was added last has no bound, and why.
    fn endless(&mut self, text: String) {
        self.says(text);
        if let Some(last) = self.all.last_mut() {
            last.endless = true;
        }
    }

    /// Says something about the figure that was added last.
    pub(super) fn says(&mut self, text: String) {
        if let Some(last) = self.all.last_mut() {
            last.says = Some(text);
        }
    }
}

impl Instances<'_> {
    /// The facts of the month at an index.
    pub(super) fn facts(&self, facts: &mut Facts, index: usize) {
        let Some(running) = self.months.get(index) else { return };
        if self.resource.load.is_some() {
            facts.about = "load";
            self.load(facts, running, self.places.get(index));
        }
        facts.about = "jobs";
        self.jobs(facts, running);
        facts.about = "sleep";
        Self::sleep(facts, running, self.places.get(index));
    }

    /// Requests a second in each hour of a week of the first month, and the chance that who comes meets it asleep.
    pub(super) fn hours(&self) -> Vec<(Decimal, Option<Decimal>)> {
        let Some(running) = self.months.first().filter(|_| self.resource.load.is_some()) else {
            return Vec::new();
        };
        let rates = self.shape.by_hour(running.month, running.requests).unwrap_or_default();
        let asleep = |hour: usize| running.cold.as_ref().and_then(|cold| cold.by_hour.get(hour)).copied();
        rates.into_iter().enumerate().map(|(hour, rate)| (rate, asleep(hour))).collect()
    }
}

fn percent(share: Decimal) -> Option<Decimal> {
    share.times(Decimal::ONE_HUNDRED).map(|share| share.round_half_away(2))
}
