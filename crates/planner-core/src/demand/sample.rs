//! What a running server says of its commands: two texts of `INFO`, or a stretch of `MONITOR`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Commands;
use crate::document::{Position, Problem};
use crate::table::Table;
use crate::unit::decimal;

/// Commands that were counted over a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// All of them.
    pub commands: Commands,
    /// Over so many seconds.
    pub seconds: Decimal,
    /// Whether commands in scripts are told from those that clients sent.
    pub tells_scripts: bool,
    /// What a reader should know.
    pub notes: Vec<String>,
}

impl Sample {
    /// Commands a second.
    #[must_use]
    pub fn per_second(&self) -> Option<Commands> {
        let one = |map: &Table<Decimal>| {
            let rate =
                |(name, number): (&String, &Decimal)| Some((name.clone(), number.checked_div(self.seconds)?));
            map.iter().map(rate).collect::<Option<Table<_>>>()
        };
        Some(Commands { wire: one(&self.commands.wire)?, script: one(&self.commands.script)? })
    }
}

/// What an `INFO` text says that matters here.
struct Info {
    calls: BTreeMap<String, u64>,
    uptime: Option<u64>,
    run: Option<String>,
    cluster: bool,
    /// Whether more sections should follow its commands and none does.
    ends_early: bool,
}

/// A sample from two texts of `INFO commandstats` taken so many seconds apart, or from one and its server's uptime.
///
/// `INFO` counts a command in a script like one that a client sent: the sample cannot tell them apart.
///
/// # Errors
///
/// A [`Problem`] with its line for a text that is no such `INFO` or is cut, without a time, or with counters that went
/// backwards.
///
/// # Example
///
/// ```
/// use planner_core::demand::info;
/// let before = "# Commandstats\ncmdstat_get:calls=10,usec=5,usec_per_call=0.50\n";
/// let after = "# Commandstats\ncmdstat_get:calls=70,usec=9,usec_per_call=0.13\n";
/// let sample = info(before, Some(after), Some(60)).unwrap();
/// assert_eq!(sample.per_second().unwrap().wire.get("GET").unwrap().to_string(), "1");
/// assert!(info(after, Some(before), Some(60)).is_err()); // went backwards
/// ```
pub fn info(before: &str, after: Option<&str>, seconds: Option<u32>) -> Result<Sample, Problem> {
    let first = read_info(before)?;
    let mut notes = vec![
        "INFO counts a command in a script like one that a client sent: the two are not told apart here; a sample of MONITOR tells them".to_owned(),
    ];
    let (calls, seconds, cluster, ends_early) = match after {
        None => {
            let seconds = seconds.map(u64::from).or(first.uptime).filter(|seconds| *seconds > 0).ok_or_else(|| {
                Problem::new("the text does not say over what time its calls were counted")
                    .hint("give --seconds since the counters started, an INFO text with its `# Server` section, or a second one with --info-after")
            })?;
            notes.push("counted since the server started, or since CONFIG RESETSTAT if somebody said that: the mean of that time".to_owned());
            (first.calls, seconds, first.cluster, first.ends_early)
        }
        Some(text) => {
            let second = read_info(text)?;
            if first.run.is_some() && second.run.is_some() && first.run != second.run {
                return Err(Problem::new(
                    "the server started anew between the two texts: their run_id differs",
                )
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
            let seconds =
                seconds.map(u64::from).or(passed).filter(|seconds| *seconds > 0).ok_or_else(|| {
                    Problem::new("how long the two texts are apart is not known").hint("give --seconds")
                })?;
            if let Some(passed) = passed.filter(|passed| passed.abs_diff(seconds) > 2 + seconds / 20) {
                notes.push(format!(
                    "the uptimes are {passed} s apart, not {seconds} s as was said; {seconds} s are used"
                ));
            }
            let mut calls = second.calls;
            for (name, before) in &first.calls {
                let now = calls.get_mut(name).ok_or_else(|| went_back(name, *before, 0))?;
                *now = now.checked_sub(*before).ok_or_else(|| went_back(name, *before, *now))?;
            }
            (calls, seconds, first.cluster || second.cluster, first.ends_early || second.ends_early)
        }
    };
    if ends_early {
        notes.push(
            "no section follows the commands, as one should: the text may be cut, and commands be missing"
                .to_owned(),
        );
    }
    if cluster {
        notes.push("this is one node of a cluster: the others count their own commands".to_owned());
    }
    let wire = calls.into_iter().filter(|(_, calls)| *calls > 0);
    let wire = wire.map(|(name, calls)| (name, Decimal::from(calls))).collect();
    Ok(Sample {
        commands: Commands { wire, script: Table::default() },
        seconds: Decimal::from(seconds),
        tells_scripts: false,
        notes,
    })
}

fn went_back(name: &str, before: u64, now: u64) -> Problem {
    Problem::new(format!("calls of {name} went back from {before} to {now}"))
        .hint("the server started anew or CONFIG RESETSTAT was said in between, or the two texts are swapped")
}

/// Refuses what a server says where it does not answer.
fn answered(text: &str) -> Result<(), Problem> {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let said = line.trim_start_matches("(error) ").trim_start_matches('-');
    let refused = ["NOAUTH", "WRONGPASS", "NOPERM", "ERR", "LOADING", "Could not connect"];
    if !refused.iter().any(|word| said.starts_with(word)) {
        return Ok(());
    }
    let said: String = said.chars().take(100).collect();
    Err(Problem::new(format!("the server refused: {said}"))
        .hint("log in first: `redis-cli -u redis://user:password@host:port INFO everything`"))
}

fn read_info(text: &str) -> Result<Info, Problem> {
    let mut info =
        Info { calls: BTreeMap::new(), uptime: None, run: None, cluster: false, ends_early: false };
    answered(text)?;
    // Newer servers count what they rejected too: a line without that, where others have it, is cut.
    let longer = text.contains("failed_calls=");
    info.ends_early = text.contains("\n# CPU") && !text.contains("# Keyspace");
    for (number, line) in (1_u32..).zip(text.lines()) {
        let at = Position { line: number, column: 1, file: 0 };
        let Some((name, value)) = line.trim().split_once(':') else { continue };
        match name {
            "uptime_in_seconds" => info.uptime = value.parse().ok(),
            "run_id" => info.run = Some(value.to_owned()),
            "cluster_enabled" => info.cluster |= value == "1",
            _ => {
                let Some(command) = name.strip_prefix("cmdstat_") else { continue };
                let calls = value.split(',').find_map(|part| part.strip_prefix("calls="));
                let whole = value.contains("usec=")
                    && value.contains("usec_per_call=")
                    && (!longer || value.contains("failed_calls="));
                match calls.and_then(|calls| calls.parse().ok()).filter(|_| whole) {
                    Some(calls) => {
                        let name = command.to_ascii_uppercase();
                        let sum = info.calls.entry(name).or_insert(0_u64);
                        *sum = sum.saturating_add(calls);
                    }
                    None => {
                        return Err(Problem::new(format!("the text is cut: `{}` is not whole", line.trim()))
                            .at(at)
                            .hint("take the whole answer to INFO commandstats"));
                    }
                }
            }
        }
    }
    if info.calls.is_empty() {
        return Err(Problem::new("this is no INFO text with a Commandstats section").hint(
            "`redis-cli INFO commandstats` prints one; `redis-cli INFO everything` has the uptime too",
        ));
    }
    Ok(info)
}

/// A sample from a stretch of `MONITOR`, as `redis-cli monitor` prints it.
///
/// Lines marked `lua` are commands in scripts. Its own times say how long it is.
///
/// # Errors
///
/// A [`Problem`] with its line for a text that is no such sample, is too short, or whose times go backwards.
///
/// # Example
///
/// ```
/// use planner_core::demand::monitor;
/// let text = "OK\n100.0 [0 127.0.0.1:5] \"evalsha\" \"f\"\n100.5 [0 lua] \"GET\" \"k\"\n110.0 [0 127.0.0.1:5] \"PING\"\n";
/// let sample = monitor(text).unwrap();
/// assert_eq!(sample.commands.wire.get("EVALSHA").unwrap().to_string(), "1");
/// assert_eq!(sample.commands.script.get("GET").unwrap().to_string(), "1");
/// assert_eq!(sample.seconds.normalize().to_string(), "10");
/// ```
pub fn monitor(text: &str) -> Result<Sample, Problem> {
    answered(text)?;
    let mut commands = Commands::default();
    let mut notes =
        vec!["MONITOR does not show AUTH, HELLO and commands that administer the server".to_owned()];
    let mut times: Option<(Decimal, Decimal)> = None;
    let whole = text.ends_with('\n');
    let last = text.lines().count();
    for (number, line) in (1_usize..).zip(text.lines()) {
        let line = line.trim().trim_start_matches('+');
        if line.is_empty() || line == "OK" {
            continue;
        }
        let at = Position { line: u32::try_from(number).unwrap_or(u32::MAX), column: 1, file: 0 };
        let Some((time, script, name)) = monitored(line) else {
            if number == last && !whole && times.is_some() {
                notes.push("the last line is cut and left out".to_owned());
                continue;
            }
            return Err(Problem::new("this is no line of MONITOR").at(at).hint(
                "lines look like 1700000000.123456 [0 127.0.0.1:6379] \"get\" \"key\"; `redis-cli monitor` prints them",
            ));
        };
        let (from, to) = times.get_or_insert((time, time));
        if time < *to {
            return Err(Problem::new(format!("the time goes back from {to} to {time}"))
                .at(at)
                .hint("give one stretch of one server"));
        }
        *to = time;
        let _ = from;
        let map = if script { &mut commands.script } else { &mut commands.wire };
        match map.get_mut(name.as_str()) {
            Some(count) => *count = count.checked_add(Decimal::ONE).unwrap_or(*count),
            None => map.insert(name, Decimal::ONE),
        }
    }
    let seconds =
        times.and_then(|(from, to)| to.checked_sub(from)).filter(|seconds| *seconds > Decimal::ZERO);
    let Some(seconds) = seconds else {
        return Err(Problem::new("the sample holds no two commands at different times")
            .hint("let `redis-cli monitor` run for some minutes"));
    };
    if seconds < Decimal::from(60) {
        notes.push(format!(
            "{} s are a short sample: timers that go off each half minute may be missing",
            seconds.floor()
        ));
    }
    Ok(Sample { commands, seconds, tells_scripts: true, notes })
}

/// Time, whether it ran in a script, and the command's name.
fn monitored(line: &str) -> Option<(Decimal, bool, String)> {
    let (time, rest) = line.split_once(" [")?;
    let (client, rest) = rest.split_once("] ")?;
    let name = rest.strip_prefix('"')?.split_once('"')?.0;
    let plain = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'|'));
    let script = client.split_once(' ')?.1 == "lua";
    Some((decimal(time)?, script, name.to_ascii_uppercase())).filter(|_| plain)
}
