//! What a running server says of itself, whichever sections of `INFO` there are: how long it runs, how much it did and holds.

use super::info::{Info, scan};
use crate::document::Problem;
use crate::number::Decimal;

/// Seconds of a day.
const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// What one text of `INFO` says of a server. What it leaves out is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Vitals {
    /// Which server it is and its version: `Valkey 8.1.0`.
    pub server: Option<String>,
    /// For how many seconds it runs.
    pub uptime: Option<u64>,
    /// Commands since it started, or since somebody said `CONFIG RESETSTAT`; those in scripts are counted too.
    pub commands: Option<u64>,
    /// Clients that are connected now.
    pub clients: Option<u64>,
    /// Clients that wait for something just now.
    pub blocked: Option<u64>,
    /// Bytes that it holds.
    pub memory: Option<u64>,
    /// The most it ever held.
    pub peak: Option<u64>,
    /// The most it may hold; none where it says nothing, or that there is no bound.
    pub most: Option<u64>,
    /// What it does once that is full, as it names it: `noeviction`.
    pub policy: Option<String>,
    /// Keys in all databases.
    pub keys: Option<u64>,
    /// Keys that had to go since it started, for the memory was full.
    pub evicted: Option<u64>,
}

impl Vitals {
    /// Commands a day, as the mean since it started.
    #[must_use]
    pub fn commands_per_day(&self) -> Option<Decimal> {
        let uptime = Decimal::from(self.uptime.filter(|uptime| *uptime > 0)?);
        Decimal::from(self.commands?).times(DAY)?.checked_div(uptime)
    }
}

/// What a text of `INFO` says of a server.
///
/// # Errors
///
/// A [`Problem`] for a text in which no server says anything of itself, and with its line for one that is cut.
///
/// # Example
///
/// ```
/// use planner_core::clients::vitals;
/// let text = "# Server\nredis_version:7.4.1\nuptime_in_seconds:86400\n# Stats\ntotal_commands_processed:5000\n";
/// let said = vitals(text).unwrap();
/// assert_eq!(said.server.as_deref(), Some("Redis 7.4.1"));
/// assert_eq!(said.commands_per_day().unwrap().to_string(), "5000");
/// assert!(vitals("hello").is_err());
/// ```
pub fn vitals(text: &str) -> Result<Vitals, Problem> {
    let info = scan(text)?;
    let grows = |name: &str| info.grows.get(name).copied();
    let stands = |name: &str| info.stands.get(name).copied();
    let listed = || info.calls.values().fold(0_u64, |sum, calls| sum.saturating_add(*calls));
    let said = Vitals {
        server: info.server(),
        uptime: info.uptime,
        commands: grows("total_commands_processed").or_else(|| (!info.calls.is_empty()).then(listed)),
        clients: stands("connected_clients"),
        blocked: stands("blocked_clients"),
        memory: stands("used_memory"),
        peak: stands("used_memory_peak"),
        most: stands("maxmemory").filter(|most| *most > 0),
        policy: info.policy.clone(),
        keys: keys(&info, text),
        evicted: grows("evicted_keys"),
    };
    if said == Vitals::default() {
        return Err(Problem::new("this is no INFO text: no server says anything of itself in it")
            .hint("`redis-cli INFO everything` prints one: `uptime_in_seconds:86400`, and so on"));
    }
    Ok(said)
}

/// How many keys there are: a server without any names no database.
fn keys(info: &Info, text: &str) -> Option<u64> {
    info.keys.or_else(|| text.contains("# Keyspace").then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "# Server\r\nredis_version:7.0.15\r\nvalkey_version:8.1.0\r\nuptime_in_seconds:172800\r\n\
        # Clients\r\nconnected_clients:12\r\nblocked_clients:3\r\n# Memory\r\nused_memory:1048576\r\n\
        used_memory_peak:2097152\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n# Stats\r\n\
        total_commands_processed:400\r\nevicted_keys:7\r\n# Keyspace\r\ndb0:keys=5,expires=1,avg_ttl=1\r\ndb3:keys=6,expires=0\r\n";

    #[test]
    fn every_section_is_heard() -> Result<(), Problem> {
        let said = vitals(SAID)?;
        let known = Vitals {
            server: Some("Valkey 8.1.0".to_owned()),
            uptime: Some(172_800),
            commands: Some(400),
            clients: Some(12),
            blocked: Some(3),
            memory: Some(1_048_576),
            peak: Some(2_097_152),
            most: None, // no bound
            policy: Some("noeviction".to_owned()),
            keys: Some(11),
            evicted: Some(7),
        };
        assert_eq!(said, known);
        assert_eq!(said.commands_per_day(), Some(Decimal::from(200)));
        Ok(())
    }

    #[test]
    fn what_is_not_there_is_none_and_nothing_is_refused() -> Result<(), Problem> {
        let one = |text| vitals(text).map(|said| (said.commands, said.keys, said.commands_per_day()));
        assert_eq!(one("uptime_in_seconds:0\ntotal_commands_processed:5\n")?, (Some(5), None, None));
        assert_eq!(one("cmdstat_get:calls=10,usec=5,usec_per_call=0.50\n")?, (Some(10), None, None));
        assert_eq!(one("# Keyspace\nmaxmemory:5\n")?, (None, Some(0), None));
        for text in ["", "hello", "NOAUTH Authentication required.", "cmdstat_get:calls=10\n", "uptime:5"] {
            assert!(vitals(text).is_err(), "{text}");
        }
        let many = format!("used_memory:{}0\nuptime_in_seconds:5", u64::MAX);
        assert_eq!(vitals(&many)?.memory, None);
        Ok(())
    }
}
