//! Redis commands by name, and the classes that price books weigh.

use crate::number::Decimal;
use crate::table::Table;

/// Numbers of commands by name, those clients send apart from those that scripts run.
///
/// What a number stands for (a second, one job) is the holder's matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Commands {
    /// Sent by clients; a pipeline of five is five.
    pub wire: Table<Decimal>,
    /// Run inside scripts.
    pub script: Table<Decimal>,
}

impl Commands {
    /// Adds another's commands, so many times. `None` past 28 digits.
    #[must_use]
    pub fn add(&mut self, other: &Self, times: Decimal) -> Option<()> {
        for (own, its) in [(&mut self.wire, &other.wire), (&mut self.script, &other.script)] {
            for (name, number) in its {
                let more = number.times(times)?;
                if !more.is_zero() {
                    match own.get_mut(name.as_str()) {
                        Some(sum) => *sum = sum.plus(more)?,
                        None => own.insert(name.clone(), more),
                    }
                }
            }
        }
        Some(())
    }

    /// The same, so many times.
    #[must_use]
    pub fn times(&self, times: Decimal) -> Option<Self> {
        let mut all = Self::default();
        all.add(self, times)?;
        Some(all)
    }

    /// How many clients send.
    #[must_use]
    pub fn on_the_wire(&self) -> Option<Decimal> {
        sum(self.wire.values())
    }

    /// How many scripts run.
    #[must_use]
    pub fn in_scripts(&self) -> Option<Decimal> {
        sum(self.script.values())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wire.is_empty() && self.script.is_empty()
    }

    /// The same by class, as price books take usage.
    #[must_use]
    pub fn usage(&self) -> Option<Usage> {
        let mut usage = Usage { script_commands: self.in_scripts()?, ..Usage::default() };
        for (name, number) in &self.wire {
            let class = match class(name) {
                Class::Read => &mut usage.reads,
                Class::Write => &mut usage.writes,
                Class::Script => &mut usage.script_calls,
                Class::Connection => &mut usage.unbilled,
            };
            *class = class.plus(*number)?;
        }
        Some(usage)
    }
}

fn sum<'a>(mut numbers: impl Iterator<Item = &'a Decimal>) -> Option<Decimal> {
    numbers.try_fold(Decimal::ZERO, |sum, number| sum.plus(*number))
}

/// What a command does, as far as anybody bills by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It changes nothing, or concerns the connection's own transaction or subscription.
    Read,
    /// It changes data, or may.
    Write,
    /// It runs a script.
    Script,
    /// It opens, checks or describes a connection.
    Connection,
}

const CONNECTION: &[&str] =
    &["AUTH", "COMMAND", "CONFIG", "HELLO", "INFO", "PING", "QUIT", "RESET", "SELECT"];

const SCRIPT: &[&str] = &["EVAL", "EVALSHA", "EVALSHA_RO", "EVAL_RO", "FCALL", "FCALL_RO"];

#[rustfmt::skip]
const READ: &[&str] = &[
    "BITCOUNT", "BITPOS", "CLIENT", "DBSIZE", "DISCARD", "DUMP", "ECHO", "EXEC", "EXISTS", "EXPIRETIME", "GEODIST",
    "GEOHASH", "GEOPOS", "GEOSEARCH", "GET", "GETBIT", "GETRANGE", "HEXISTS", "HGET", "HGETALL", "HKEYS", "HLEN",
    "HMGET", "HRANDFIELD", "HSCAN", "HSTRLEN", "HVALS", "KEYS", "LINDEX", "LLEN", "LPOS", "LRANGE", "MEMORY", "MGET",
    "MONITOR", "MULTI", "OBJECT", "PEXPIRETIME", "PFCOUNT", "PSUBSCRIBE", "PTTL", "PUBSUB", "PUNSUBSCRIBE",
    "RANDOMKEY", "SCAN", "SCARD", "SCRIPT", "SDIFF", "SINTER", "SINTERCARD", "SISMEMBER", "SMEMBERS", "SMISMEMBER",
    "SRANDMEMBER", "SSCAN", "SSUBSCRIBE", "STRLEN", "SUBSCRIBE", "SUNION", "SUNSUBSCRIBE", "TIME", "TTL", "TYPE",
    "UNSUBSCRIBE", "UNWATCH", "WAIT", "WATCH", "XINFO", "XLEN", "XPENDING", "XRANGE", "XREAD", "XREVRANGE", "ZCARD",
    "ZCOUNT", "ZDIFF", "ZINTER", "ZLEXCOUNT", "ZMSCORE", "ZRANDMEMBER", "ZRANGE", "ZRANGEBYLEX", "ZRANGEBYSCORE",
    "ZRANK", "ZREVRANGE", "ZREVRANGEBYSCORE", "ZREVRANK", "ZSCAN", "ZSCORE", "ZUNION",
];

/// The class of a command by its name; a sub-command (`SCRIPT|LOAD`) has its command's.
///
/// Reads and writes are Redis' own `readonly` and `write` flags. What is not known counts as a write, the dearer of
/// the two where they differ.
///
/// # Example
///
/// ```
/// use planner_core::clients::{Class, class};
/// assert_eq!(class("GET"), Class::Read);
/// assert_eq!(class("bzpopmin"), Class::Write);
/// assert_eq!(class("SCRIPT|LOAD"), Class::Read);
/// ```
#[must_use]
pub fn class(name: &str) -> Class {
    let head = name.split(['|', ' ']).next().unwrap_or(name).to_ascii_uppercase();
    let is = |list: &[&str]| list.binary_search(&head.as_str()).is_ok();
    if is(CONNECTION) {
        Class::Connection
    } else if is(SCRIPT) {
        Class::Script
    } else if is(READ) {
        Class::Read
    } else {
        Class::Write
    }
}

/// Numbers of commands by what price books tell apart. What each counts as is the book's matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Commands that change nothing.
    pub reads: Decimal,
    /// Commands that change data.
    pub writes: Decimal,
    /// Calls of scripts.
    pub script_calls: Decimal,
    /// Commands that scripts run.
    pub script_commands: Decimal,
    /// Commands about the connection.
    pub unbilled: Decimal,
}

impl Usage {
    /// The names of the parts, as usage gives them, with their numbers.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Decimal); 5] {
        [
            ("reads", self.reads),
            ("writes", self.writes),
            ("script_calls", self.script_calls),
            ("script_commands", self.script_commands),
            ("unbilled", self.unbilled),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_nothing_twice() {
        for list in [CONNECTION, SCRIPT, READ] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
        assert!(READ.iter().all(|name| !CONNECTION.contains(name) && !SCRIPT.contains(name)));
    }

    #[test]
    fn every_command_is_in_one_part_of_the_usage() {
        let one = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), Decimal::ONE)).collect();
        let commands =
            Commands { wire: one(&["GET", "SET", "EVALSHA", "PING", "MULTI"]), script: one(&["GET", "SET"]) };
        let usage = commands.usage().map(|usage| usage.parts().map(|(_, number)| number.to_string()));
        assert_eq!(usage, Some(["2", "1", "1", "2", "1"].map(str::to_owned)));
    }
}
