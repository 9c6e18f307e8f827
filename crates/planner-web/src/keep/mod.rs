//! Named scenarios, kept in the visitor's browser and nowhere else.
//!
//! A [`Library`] is all that is kept, and knows no browser. `written` is its text, `place` where texts are kept and how
//! nothing is lost there, `browser` the browser's own storage. Two tabs may be open at once: each scenario has a
//! revision, and who saves one that another tab changed meanwhile gets a copy beside it.

mod browser;
mod place;
mod written;

use planner_core::document::{MAX_BYTES, Problem, parse_json};

use crate::field::MOST_MONTHS;
use crate::json;

pub use browser::{Watch, change, load, watch};
pub use place::Loaded;

/// The most scenarios that are kept.
pub const MOST_SCENARIOS: usize = 100;

/// The longest name of a scenario, in characters.
pub const LONGEST_NAME: usize = 80;

/// What is put behind the name of a scenario that another tab changed too.
const OWN_COPY: &str = "(from this tab)";

/// A stack with a name, and how it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Which one it is, for as long as it is kept; 0 until it is saved.
    pub id: u64,
    /// How often it was saved: it is not written over where it was saved elsewhere meanwhile. 0 until it is saved.
    pub revision: u64,
    /// What the visitor calls it.
    pub name: String,
    /// The stack as JSON.
    pub text: String,
    /// What stands side by side, as `columns::written` writes it: `api=free,starter`.
    pub vary: Option<String>,
    /// The horizon.
    pub months: u32,
    /// The id of the reference stack it began with.
    pub from: Option<String>,
}

/// All scenarios that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// The scenarios, in the order they were first saved in.
    pub scenarios: Vec<Scenario>,
    /// The id of the next one: none is given twice, so that another tab's old one is never taken for a new one.
    next: u64,
}

/// What became of a scenario that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is kept, as it is here now.
    Kept(Scenario),
    /// Another tab changed it meanwhile: that one stays, and this copy is kept beside it.
    Copied(Scenario),
}

impl Default for Library {
    fn default() -> Self {
        Self { scenarios: Vec::new(), next: 1 }
    }
}

impl Library {
    /// The scenario with an id.
    #[must_use]
    pub fn get(&self, id: u64) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == id)
    }

    /// Keeps a scenario, its text as the page prints it: a new one where its id is 0, else in place of what was kept under its id. One that was removed
    /// meanwhile is kept again.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a name that is empty or too long, for months that the page does not show, for a text that is no
    /// JSON or too large, and for one scenario too many. Nothing is changed then.
    pub fn save(&mut self, scenario: Scenario) -> Result<Saved, Problem> {
        let scenario = checked(scenario)?;
        let known = self.scenarios.iter_mut().find(|known| known.id == scenario.id);
        match known {
            // Nothing changed, or both tabs saved the same: there is nothing to keep twice.
            Some(known) if known.says_the_same(&scenario) => Ok(Saved::Kept(known.clone())),
            Some(known) if known.revision == scenario.revision => {
                *known = Scenario { revision: known.revision.saturating_add(1), ..scenario };
                Ok(Saved::Kept(known.clone()))
            }
            Some(_) => {
                let name = self.unused(&scenario.name, OWN_COPY);
                self.add(Scenario { id: 0, name, ..scenario }).map(Saved::Copied)
            }
            None => self.add(scenario).map(Saved::Kept),
        }
    }

    /// Gives a scenario another name, one that no other has. What it holds stays.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a name that is empty, too long or another scenario's, and where another tab changed or removed this
    /// one since this revision of it. Nothing is changed then.
    pub fn rename(&mut self, id: u64, revision: u64, name: &str) -> Result<Scenario, Problem> {
        let name = named(name)?;
        if self.scenarios.iter().any(|known| known.id != id && known.name == name) {
            return Err(Problem::new(format!("another scenario is called {name}"))
                .hint(format!("{} is free", self.unused_name(&name))));
        }
        let gone = || {
            Problem::new("another tab removed this scenario, so it was not renamed")
                .hint("a change of the stack keeps it again")
        };
        let known = self.scenarios.iter_mut().find(|known| known.id == id).ok_or_else(gone)?;
        if known.revision != revision {
            return Err(Problem::new("another tab changed this scenario, so it was not renamed")
                .hint("look at it first, then rename it"));
        }
        if known.name != name {
            (known.name, known.revision) = (name, known.revision.saturating_add(1));
        }
        Ok(known.clone())
    }

    /// Removes a scenario; nothing where it is gone already.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where another tab changed it since this revision of it: it stays.
    pub fn remove(&mut self, id: u64, revision: u64) -> Result<(), Problem> {
        if self.get(id).is_some_and(|known| known.revision != revision) {
            return Err(Problem::new("another tab changed this scenario, so it was not removed")
                .hint("look at it first, then remove it"));
        }
        self.scenarios.retain(|known| known.id != id);
        Ok(())
    }

    /// A name that no scenario has yet: the wanted one, else with a number behind it.
    #[must_use]
    pub fn unused_name(&self, wanted: &str) -> String {
        let wanted = wanted.trim();
        let wanted = if wanted.is_empty() { "Scenario" } else { wanted };
        if self.is_free(wanted) { shortened(wanted, "") } else { self.unused(wanted, "") }
    }

    /// A name with some words behind it that no scenario has yet.
    fn unused(&self, name: &str, words: &str) -> String {
        let first = usize::from(words.is_empty()).saturating_add(1);
        let mut behind = (first..).map(|number| match (words, number) {
            (words, 1) => words.to_owned(),
            ("", number) => number.to_string(),
            (words, number) => format!("{words} {number}"),
        });
        let free = behind.find_map(|behind| Some(shortened(name, &behind)).filter(|name| self.is_free(name)));
        free.unwrap_or_else(|| name.to_owned())
    }

    fn is_free(&self, name: &str) -> bool {
        self.scenarios.iter().all(|known| known.name != name)
    }

    fn add(&mut self, scenario: Scenario) -> Result<Scenario, Problem> {
        if self.scenarios.len() >= MOST_SCENARIOS {
            return Err(Problem::new(format!("{MOST_SCENARIOS} scenarios are kept, and no more fit"))
                .hint("remove one that is not needed any more"));
        }
        // One that was removed elsewhere comes back under its own id; it is known to no other scenario.
        let id = if scenario.id == 0 { self.next } else { scenario.id };
        self.next = self.next.max(id.saturating_add(1));
        let scenario = Scenario { id, revision: scenario.revision.saturating_add(1), ..scenario };
        self.scenarios.push(scenario.clone());
        Ok(scenario)
    }
}

impl Scenario {
    /// Whether two hold the same, whatever their revision.
    fn says_the_same(&self, other: &Self) -> bool {
        let other = Self { id: self.id, revision: self.revision, ..other.clone() };
        *self == other
    }
}

/// A name as it is kept; one that is none, or too long, is refused.
fn named(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 {
        return Err(Problem::new("a scenario needs a name").hint("type one"));
    }
    if length > LONGEST_NAME {
        return Err(Problem::new(format!("the name has {length} characters"))
            .hint(format!("shorten it to {LONGEST_NAME}")));
    }
    Ok(name.to_owned())
}

/// A scenario as it will be read again; what could not be kept is refused.
fn checked(scenario: Scenario) -> Result<Scenario, Problem> {
    let name = named(&scenario.name)?;
    if !(1..=MOST_MONTHS).contains(&scenario.months) {
        return Err(Problem::new(format!(
            "{} is not a number of months from 1 to {MOST_MONTHS}",
            scenario.months
        )));
    }
    if scenario.text.len() > MAX_BYTES {
        return Err(Problem::new("the stack is larger than 1 MiB").hint("download it as a file instead"));
    }
    let text = json::print(&parse_json(&scenario.text, 0)?);
    Ok(Scenario { name, text, ..scenario })
}

/// A name with some words behind it, cut so that both fit.
fn shortened(name: &str, behind: &str) -> String {
    let room = LONGEST_NAME.saturating_sub(behind.chars().count()).saturating_sub(1);
    let cut: String = name.chars().take(if behind.is_empty() { LONGEST_NAME } else { room }).collect();
    format!("{} {behind}", cut.trim_end()).trim_end().to_owned()
}

#[cfg(test)]
mod tests;
