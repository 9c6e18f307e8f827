//! Texts of `INFO`: counters of commands, read alone or as the difference of two.

use std::collections::BTreeMap;

use super::{MOST_NAMES, Sample, answered, short, too_many_names};
use crate::clients::Commands;
use crate::document::{Position, Problem};
use crate::number::Decimal;
use crate::table::Table;

/// Counters that only grow, but for `CONFIG RESETSTAT` and a new start.
const GROWS: &[&str] = &[
    "total_connections_received",
    "total_commands_processed",
    "total_net_input_bytes",
    "total_net_output_bytes",
    "expired_keys",
    "evicted_keys",
    "keyspace_hits",
    "keyspace_misses",
];

/// Fields that only one kind of server has, with its name.
const SERVERS: &[(&str, &str)] = &[
    ("dragonfly_version", "Dragonfly"),
    ("valkey_version", "Valkey"),
    ("garnet_version", "Garnet"),
    ("mvcc_depth", "KeyDB"),
];

/// The command that sets all counters to zero, as newer servers count it.
const RESET: &str = "CONFIG|RESETSTAT";

/// Numbers of how a server stands, and nothing that is added up.
const STANDS: &[&str] =
    &["connected_clients", "blocked_clients", "used_memory", "used_memory_peak", "maxmemory"];

/// What an `INFO` text says that matters here.
#[derive(Default)]
pub(super) struct Info {
    pub(super) calls: BTreeMap<String, u64>,
    usec: BTreeMap<String, u64>,
    pub(super) grows: BTreeMap<&'static str, u64>,
    /// How it stands.
    pub(super) stands: BTreeMap<&'static str, u64>,
    /// How many keys there are, in all databases.
    pub(super) keys: Option<u64>,
    /// What it does once its memory is full.
    pub(super) policy: Option<String>,
    pub(super) uptime: Option<u64>,
    run: Option<String>,
    cluster: bool,
    /// Redis' own version, which those that stand in for it give too.
    version: Option<String>,
    /// Another server, with its own version where it has one.
    other: Option<(&'static str, String)>,
    /// Whether more sections should follow its commands and none does.
    ends_early: bool,
}

impl Info {
    pub(super) fn server(&self) -> Option<String> {
        match (&self.other, &self.version) {
            (Some(("KeyDB", _)), Some(version)) => Some(format!("KeyDB {version}")),
            (Some((name, version)), _) => Some(format!("{name} {}", version.trim_start_matches("df-v"))),
            (None, version) => version.as_ref().map(|version| format!("Redis {version}")),
        }
    }

    /// Refuses a text that counts more commands than it lists: lines of it are missing. Redis, Valkey and `KeyDB` sum both alike.
    fn whole(&self) -> Result<(), Problem> {
        let listed = self.calls.values().fold(0_u64, |sum, calls| sum.saturating_add(*calls));
        let Some(total) = self.grows.get("total_commands_processed").copied() else { return Ok(()) };
        let comparable = !matches!(self.other, Some(("Dragonfly" | "Garnet", _)));
        // A twentieth for commands that run while the text is written.
        if comparable && listed < total.saturating_sub(total / 20) {
            return Err(Problem::new(format!(
                "the text is cut: it lists {listed} calls of the {total} commands that the server processed"
            ))
            .hint("take the whole answer to INFO everything"));
        }
        Ok(())
    }
}

/// A sample from two texts of `INFO commandstats` taken so many seconds apart, or from one and its server's uptime.
///
/// `INFO` counts a command in a script like one that a client sent: the sample cannot tell them apart.
///
/// # Errors
///
/// A [`Problem`] with its line for a text that is no such `INFO` or is cut, without a time, with a time that its uptimes
/// deny, or with counters that went backwards or were reset.
///
/// # Example
///
/// ```
/// use planner_core::clients::info;
/// let before = "# Commandstats\ncmdstat_get:calls=10,usec=5,usec_per_call=0.50\n";
/// let after = "# Commandstats\ncmdstat_get:calls=70,usec=9,usec_per_call=0.13\n";
/// let sample = info(before, Some(after), Some(60)).unwrap();
/// assert_eq!(sample.per_second().unwrap().wire.get("GET").unwrap().to_string(), "1");
/// assert!(info(after, Some(before), Some(60)).is_err()); // went backwards
/// ```
pub fn info(before: &str, after: Option<&str>, seconds: Option<u32>) -> Result<Sample, Problem> {
    let first = read(before)?;
    let mut notes = vec![
        "INFO counts a command in a script like one that a client sent: the two are not told apart here; a sample of MONITOR tells them".to_owned(),
    ];
    let said = seconds.map(u64::from);
    let (last, calls, seconds) = match after {
        None => {
            let seconds = since_start(&first, said, &mut notes)?;
            let calls = first.calls.clone();
            (first, calls, seconds)
        }
        Some(text) => {
            let second = read(text)?;
            let seconds = apart(&first, &second, said)?;
            let calls = between(&first, &second)?;
            let ends_early = first.ends_early || second.ends_early;
            (Info { ends_early, cluster: first.cluster || second.cluster, ..second }, calls, seconds)
        }
    };
    if last.ends_early {
        notes.push(
            "no section follows the commands, as one should: the text may be cut, and commands be missing"
                .to_owned(),
        );
    }
    if last.cluster {
        notes.push("this is one node of a cluster: the others count their own commands".to_owned());
    }
    if let (Some(server), Some((name, _))) = (last.server(), &last.other) {
        notes.push(format!("the text is of {server}, which answers as Redis does: what {name} counts as a command is not held against a run here"));
    }
    notes.extend(short(Decimal::from(seconds)));
    let wire = calls.into_iter().filter(|(_, calls)| *calls > 0);
    let wire = wire.map(|(name, calls)| (name, Decimal::from(calls))).collect();
    Ok(Sample {
        commands: Commands { wire, script: Table::default() },
        seconds: Decimal::from(seconds),
        tells_scripts: false,
        server: last.server(),
        notes,
    })
}

/// Over what time a text alone counts.
fn since_start(info: &Info, said: Option<u64>, notes: &mut Vec<String>) -> Result<u64, Problem> {
    if let (Some(said), Some(uptime)) = (said, info.uptime) {
        if said > uptime.saturating_add(1) {
            return Err(Problem::new(format!(
                "the server runs for {uptime} s: its counters do not count {said} s"
            ))
            .hint("leave --seconds out: the uptime says over what time they count"));
        }
        if said.saturating_add(1) < uptime {
            notes.push(format!(
                "taken over {said} s, as was said, though the server runs for {uptime} s: right only if CONFIG RESETSTAT was said {said} s before"
            ));
        }
    }
    let seconds = said.or(info.uptime).filter(|seconds| *seconds > 0).ok_or_else(|| {
        Problem::new("the text does not say over what time its calls were counted")
            .hint("give --seconds since the counters started, an INFO text with its `# Server` section, or a second one with --info-after")
    })?;
    notes.push(
        "counted since the server started, or since CONFIG RESETSTAT if somebody said that: the mean of that time"
            .to_owned(),
    );
    Ok(seconds)
}

/// How far two texts are apart: by their uptimes, which are whole seconds, and by who took them; the two have to agree.
fn apart(first: &Info, second: &Info, said: Option<u64>) -> Result<u64, Problem> {
    if first.run.is_some() && second.run.is_some() && first.run != second.run {
        return Err(Problem::new("the server started anew between the two texts: their run_id differs")
            .hint("take both texts from one server while it runs"));
    }
    let passed = match (first.uptime, second.uptime) {
        (Some(a), Some(b)) if b < a => {
            return Err(Problem::new(format!("the uptime went back from {a} s to {b} s"))
                .hint("the server started anew, or the two texts are swapped"));
        }
        (Some(a), Some(b)) => Some(b.saturating_sub(a)),
        _ => None,
    };
    if let (Some(passed), Some(said)) = (passed, said)
        && passed.abs_diff(said) > (passed / 20).max(1)
    {
        return Err(Problem::new(format!("the uptimes of the two texts are {passed} s apart, not {said} s"))
            .hint("leave --seconds out: the texts say it themselves"));
    }
    said.or(passed)
        .filter(|seconds| *seconds > 0)
        .ok_or_else(|| Problem::new("how long the two texts are apart is not known").hint("give --seconds"))
}

/// What was called between two texts.
fn between(first: &Info, second: &Info) -> Result<BTreeMap<String, u64>, Problem> {
    let mut calls = second.calls.clone();
    for (name, before) in &first.calls {
        let now = calls.get_mut(name).ok_or_else(|| went_back(&format!("calls of {name}"), *before, 0))?;
        *now =
            now.checked_sub(*before).ok_or_else(|| went_back(&format!("calls of {name}"), *before, *now))?;
    }
    for (name, before) in &first.usec {
        let now = second.usec.get(name).copied().unwrap_or_default();
        if now < *before {
            return Err(went_back(&format!("the microseconds of {name}"), *before, now));
        }
    }
    for (name, before) in &first.grows {
        if let Some(now) = second.grows.get(name).filter(|now| *now < before) {
            return Err(went_back(name, *before, *now));
        }
    }
    // The command is counted after it has set all to zero: it stands there once, or once more than before.
    if calls.get(RESET).is_some_and(|calls| *calls > 0) {
        return Err(Problem::new("CONFIG RESETSTAT was said between the two texts: counting started anew")
            .hint("take both texts without it, or the second alone with --seconds since it was said"));
    }
    Ok(calls)
}

fn went_back(what: &str, before: u64, now: u64) -> Problem {
    Problem::new(format!("{what} went back from {before} to {now}"))
        .hint("the server started anew or CONFIG RESETSTAT was said in between, or the two texts are swapped")
}

fn read(text: &str) -> Result<Info, Problem> {
    let info = scan(text)?;
    if info.calls.is_empty() {
        return Err(Problem::new("this is no INFO text with a Commandstats section").hint(
            "`redis-cli INFO commandstats` prints one; `redis-cli INFO everything` has the uptime too",
        ));
    }
    info.whole()?;
    Ok(info)
}

/// What a text says, whichever sections of `INFO` it holds.
pub(super) fn scan(text: &str) -> Result<Info, Problem> {
    answered(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default())?;
    let mut info =
        Info { ends_early: text.contains("\n# CPU") && !text.contains("# Keyspace"), ..Info::default() };
    // Newer servers count what they rejected too: a line without that, where others have it, is cut.
    let longer = text.contains("failed_calls=");
    for (number, line) in (1_u32..).zip(text.lines()) {
        let at = Position { line: number, column: 1, file: 0 };
        let Some((name, value)) = line.trim().split_once(':') else { continue };
        match name {
            "uptime_in_seconds" => info.uptime = value.parse().ok(),
            "run_id" => info.run = Some(value.to_owned()),
            "redis_version" => info.version = Some(value.chars().take(40).collect()),
            "cluster_enabled" => info.cluster |= value == "1",
            "maxmemory_policy" => info.policy = Some(value.chars().take(40).collect()),
            _ => {
                let counter = |all: &[&'static str]| all.iter().copied().find(|known| *known == name);
                if let Some((_, server)) = SERVERS.iter().find(|(field, _)| *field == name) {
                    info.other = Some((server, value.chars().take(40).collect()));
                } else if let Some(counter) = counter(GROWS) {
                    info.grows.extend(value.parse().ok().map(|number| (counter, number)));
                } else if let Some(stands) = counter(STANDS) {
                    info.stands.extend(value.parse().ok().map(|number| (stands, number)));
                } else if let Some(keys) = keys(name, value) {
                    info.keys = Some(info.keys.unwrap_or_default().saturating_add(keys));
                } else if let Some(command) = name.strip_prefix("cmdstat_") {
                    called(&mut info, command, line.trim(), value, longer)
                        .map_err(|problem| problem.at(at))?;
                }
            }
        }
    }
    Ok(info)
}

/// How many keys a database has: `db0:keys=2,expires=1,avg_ttl=13748`.
fn keys(name: &str, value: &str) -> Option<u64> {
    name.strip_prefix("db")?.parse::<u32>().ok()?;
    value.split(',').find_map(|part| part.strip_prefix("keys="))?.parse().ok()
}

/// A line of a command, such as `cmdstat_get:calls=10,usec=5,usec_per_call=0.50`.
fn called(info: &mut Info, command: &str, line: &str, value: &str, longer: bool) -> Result<(), Problem> {
    let part = |name: &str| value.split(',').find_map(|part| part.strip_prefix(name));
    let whole = part("usec=").is_some()
        && part("usec_per_call=").is_some()
        && (!longer || part("failed_calls=").is_some());
    let shown: String = line.chars().take(100).collect();
    let Some(calls) = part("calls=").filter(|_| whole) else {
        return Err(Problem::new(format!("the text is cut: `{shown}` is not whole"))
            .hint("take the whole answer to INFO commandstats"));
    };
    let Ok(calls) = calls.parse::<u64>() else {
        return Err(Problem::new(format!("`{calls}` is no number of calls in `{shown}`"))
            .hint("a server writes a whole number of zero or more; give its answer unchanged"));
    };
    let name = command.to_ascii_uppercase();
    if info.calls.contains_key(&name) {
        return Err(Problem::new(format!("`cmdstat_{command}` stands there twice"))
            .hint("give one answer of one server to a file; two of them go to --info and --info-after"));
    }
    if info.calls.len() >= MOST_NAMES {
        return Err(too_many_names());
    }
    info.usec.extend(part("usec=").and_then(|usec| usec.parse().ok()).map(|usec| (name.clone(), usec)));
    info.calls.insert(name, calls);
    Ok(())
}
