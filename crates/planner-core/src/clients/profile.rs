//! A client profile: what a library does to a Redis, as it was measured, with the settings that change it.
//!
//! Profiles are files of `data/profiles`, one for each library. They hold commands by name and never how a vendor
//! counts them.

use super::Commands;
use crate::document::{Node, Problem, read};
use crate::month::Date;
use crate::number::Decimal;
use crate::unit::Unit;

/// What one library does.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its id, as stacks write it before the slash.
    pub id: String,
    /// The library's name.
    pub name: String,
    /// What was measured.
    pub measured: Measured,
    /// Other libraries whose commands these are, as their users know them.
    pub stands_for: Vec<String>,
    /// What its parts do, by id.
    pub roles: Vec<(String, Role)>,
}

impl Profile {
    /// Reads a profile file.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place: an unknown or missing field, a number that is none, a name that nothing has.
    pub fn parse(node: &Node) -> Result<Self, Problem> {
        read(node)
    }

    /// A role by its id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&Role> {
        find(&self.roles, id)
    }
}

/// What a profile rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The library's version, and that of its Redis client.
    pub version: String,
    /// The server's version.
    pub redis: Option<String>,
    /// The day.
    pub on: Option<Date>,
    /// How it is known.
    pub confidence: Confidence,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// How a profile is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Counted on a real server with the real library; the counts are in the repository.
    Measured,
    /// It follows from the library's source or documentation.
    Derived,
    /// Somebody measured it once; it has not been reproduced here.
    Unreproduced,
}

impl Confidence {
    /// The word profiles write.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Derived => "derived",
            Self::Unreproduced => "unreproduced",
        }
    }
}

/// One part a program plays: a worker, a producer, a session store.
#[derive(Clone, Debug)]
pub struct Role {
    /// What one is called: `worker`.
    pub name: String,
    /// What it does, as a sentence's end.
    pub does: String,
    /// Other libraries that do this part alone, as their users know them.
    pub stands_for: Vec<String>,
    /// How many jobs one runs at a time: the setting that says it, or a number.
    pub slots: Option<String>,
    /// The setting that counts groups with clients of their own: each queue with its workers.
    pub apart: Option<String>,
    /// What holds back how many jobs of a group start.
    pub limit: Option<Limit>,
    /// Settings, by our name.
    pub settings: Vec<(String, Setting)>,
    /// The library's settings that change no command, as it writes them.
    pub inert: Vec<String>,
    /// What it does over and over by itself.
    pub cycles: Vec<Cycle>,
    /// What it does when asked, by name.
    pub operations: Vec<(String, Operation)>,
    /// What it leaves in memory.
    pub memory: Vec<Kept>,
    /// Said beside it.
    pub note: Option<String>,
}

/// So many jobs may start within a time, all clients of a group together.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The setting that says how many; zero is no limit.
    pub number: String,
    /// The setting that says within what time.
    pub per: String,
}

impl Role {
    /// A setting by our name.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        find(&self.settings, name)
    }

    /// An operation by its name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        find(&self.operations, name)
    }
}

fn find<'a, T>(all: &'a [(String, T)], name: &str) -> Option<&'a T> {
    all.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// A setting of a library, or a fact about its use.
#[derive(Clone, Debug)]
pub struct Setting {
    /// As the library writes it; none where it is a fact about the use.
    pub written: Option<String>,
    /// What it says.
    pub says: String,
    /// What it may be.
    pub kind: Kind,
    /// The library's default.
    pub default: Value,
    /// Values worth trying to save commands, the nearest to the default first.
    pub tune: Vec<Value>,
    /// What is given up by changing it.
    pub tuned: Option<String>,
}

/// What a setting may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number in a unit, within bounds.
    Number {
        /// The unit.
        unit: Unit,
        /// The least.
        at_least: Decimal,
        /// The most.
        at_most: Decimal,
    },
    /// True or false.
    Flag,
    /// One of these words.
    Choice(Vec<String>),
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number in the setting's unit.
    Number(Decimal),
    /// True or false.
    Flag(bool),
    /// A word.
    Word(String),
}

/// Something a client does over and over: it polls, or a timer goes off.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// What it is, in words.
    pub does: String,
    /// How long one takes.
    pub every: Length,
    /// The operations that end it early, so that it does not run out.
    pub woken_by: Vec<String>,
    /// Whether each operation ends it for all who wait, rather than for one of them.
    pub all_woken: bool,
    /// Whether it stops while every slot is busy.
    pub pauses: bool,
    /// Where each poll that finds nothing is followed by a wait twice as long, up to `every`: the seconds after one
    /// that found something.
    pub from: Option<Decimal>,
    /// What a poll that finds something issues, where that is not the operation's.
    pub found: Commands,
    /// What it happens for each of: `count`, or settings that count.
    pub per: Vec<String>,
    /// Only then.
    pub when: When,
    /// What one issues.
    pub commands: Commands,
}

/// A length of time: a setting, or seconds, times a factor, plus another setting, plus what a cycle took longer when measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    /// The setting; otherwise `seconds`.
    pub setting: Option<String>,
    /// Where no setting says it.
    pub seconds: Decimal,
    /// So many times that.
    pub times: Decimal,
    /// And another setting more.
    pub plus: Option<String>,
    /// And so many seconds more.
    pub overhead: Decimal,
    /// And up to a whole number of these, where it is looked at only once for each.
    pub steps: Option<Box<Length>>,
    /// But no longer than this.
    pub at_most: Option<Decimal>,
}

/// Something a client does when asked: a job, a session read, a check of a limit.
#[derive(Clone, Debug)]
pub struct Operation {
    /// What it is, in words.
    pub does: String,
    /// The setting that says how long one occupies a slot.
    pub takes: Option<String>,
    /// What it costs: all parts whose condition holds.
    pub costs: Vec<Cost>,
    /// What of it is paid for one that is asked for and not yet done: it is put into the queue.
    pub adds: Commands,
    /// What happens again and again while one runs.
    pub renews: Option<Renewal>,
    /// Flags that are true once there are any of it.
    pub sets: Vec<String>,
}

/// A part of what an operation costs.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Only then.
    pub when: When,
    /// So many times: `count`, or settings that count.
    pub per: Vec<String>,
    /// Once for so many together: settings that count.
    pub shared_by: Vec<String>,
    /// Only once for each lull of a client: where a job's end, and not another's start, follows on a start.
    pub lulls: bool,
    /// Where it meets an idle client.
    pub idle: Commands,
    /// Where it comes from a backlog, if that differs.
    pub backlog: Option<Commands>,
}

/// What happens again and again while an operation runs.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// How often.
    pub every: Length,
    /// So many of the first are left out.
    pub skips: Decimal,
    /// So many times: `count`, where every client looks at all that run.
    pub per: Vec<String>,
    /// Only then.
    pub when: When,
    /// Whether a client sends it once for all of its jobs that are due, rather than once for each; commands in scripts are
    /// for each in any case.
    pub together: bool,
    /// What one issues.
    pub commands: Commands,
}

/// What a client leaves in memory: items that arrive with an operation, and are kept for a time or up to a number.
#[derive(Clone, Debug)]
pub struct Kept {
    /// One of them, in words.
    pub what: String,
    /// The operation each comes with; without one there are as many as `number` says.
    pub with: Option<String>,
    /// The setting that says how many there are at most, or at all; zero is no bound.
    pub number: Option<String>,
    /// The setting that says how long one is kept; zero is for good.
    pub lifetime: Option<Length>,
    /// Bytes of one besides its payload.
    pub base: Decimal,
    /// The setting that says how large the payload is.
    pub payload: Option<String>,
    /// Bytes written around the payload, allocated with it.
    pub wrap: Decimal,
    /// The operations that read one and find it.
    pub read_by: Vec<String>,
    /// What a read issues more that finds it gone.
    pub refill: Commands,
    /// What it means that one is gone before its time.
    pub loss: Loss,
    /// Only then.
    pub when: When,
}

/// What it means that an item is gone before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It is worked out again when it is next asked for.
    ComputedAgain,
    /// Somebody is signed out.
    SignedOut,
    /// Somebody may do more than was allowed: counting starts anew.
    CountsAnew,
    /// It is lost: a job, or what is known of one.
    Lost,
}

impl Loss {
    /// The word profiles write.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ComputedAgain => "computed-again",
            Self::SignedOut => "signed-out",
            Self::CountsAnew => "counts-anew",
            Self::Lost => "lost",
        }
    }
}

/// Settings with the values they must have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When(pub Vec<(String, Wanted)>);

/// What a setting must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Exactly this.
    Is(Value),
    /// Anything else.
    Not(Value),
    /// A number of at least this.
    AtLeast(Decimal),
    /// A number below this.
    Below(Decimal),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_json;

    #[test]
    fn a_time_below_zero_is_refused() -> Result<(), Problem> {
        let text = |lifetime: &str| {
            format!(
                r#"{{"schema": 1, "client": "x", "name": "X", "measured": {{"version": "1", "confidence": "measured"}},
                "roles": {{"a": {{"name": "a", "does": "it", "operations": {{"returns": {{"does": "it"}}}},
                "memory": [{{"what": "a key", "with": "returns", "lifetime": "{lifetime}"}}]}}}}}}"#
            )
        };
        Profile::parse(&parse_json(&text("5 s"), 0)?)?;
        Profile::parse(&parse_json(&text("0 s"), 0)?)?;
        for below in ["-5", "-5 s"] {
            let refused = Profile::parse(&parse_json(&text(below), 0)?).err();
            let said = refused.map(|problem| (problem.path.clone(), problem.message.clone()));
            let wanted = ("roles.a.memory[0].lifetime".to_owned(), format!("`{below}` is a time below zero"));
            assert_eq!(said, Some(wanted));
        }
        Ok(())
    }
}
