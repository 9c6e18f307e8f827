//! A stretch of `MONITOR`, line by line, so that it may be as long as it likes.

use std::collections::BTreeMap;

use super::{MOST_NAMES, Sample, answered, short, too_many_names};
use crate::clients::Commands;
use crate::document::{Position, Problem};
use crate::number::Decimal;
use crate::unit::decimal;

/// Bytes of a line that are enough to read its time, its client and its command.
const HEAD: usize = 400;

/// A sample that is read line by line.
///
/// # Example
///
/// ```
/// use planner_core::clients::Monitor;
/// let mut monitor = Monitor::default();
/// for line in ["OK", "100.0 [0 127.0.0.1:5] \"get\" \"k\"", "100.1 [0 127.0.0.1:5] \"get\" \"k\""] {
///     monitor.line(line).unwrap();
/// }
/// // Two commands within a tenth of a second say nothing of a minute; who ran it knows how long it ran.
/// assert!(monitor.clone().end(None).is_err());
/// assert_eq!(monitor.end(Some(60)).unwrap().seconds.to_string(), "60");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Monitor {
    counts: BTreeMap<(bool, String), u64>,
    times: Option<(Decimal, Decimal)>,
    /// The longest time without a command.
    gap: Decimal,
    lines: u32,
    /// A line that is none, which is forgiven only at the end of a text.
    cut: Option<Problem>,
}

impl Monitor {
    /// Bytes of a line that matter: the rest of a longer one need not be given.
    pub const HEAD: usize = HEAD;

    /// Takes the next line, without its end.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its line for one that is none of `MONITOR`, whose time goes back, or that names one command too many.
    pub fn line(&mut self, line: &str) -> Result<(), Problem> {
        if let Some(problem) = self.cut.take() {
            return Err(problem);
        }
        self.lines = self.lines.saturating_add(1);
        let line = line.trim().trim_start_matches('+');
        if line.is_empty() || line == "OK" {
            return Ok(());
        }
        if self.times.is_none() {
            answered(line)?;
        }
        let at = Position { line: self.lines, column: 1, file: 0 };
        let Some((time, script, name)) = monitored(line) else {
            self.cut = Some(Problem::new("this is no line of MONITOR").at(at).hint(
                "lines look like 1700000000.123456 [0 127.0.0.1:6379] \"get\" \"key\"; `redis-cli monitor` prints them",
            ));
            return Ok(());
        };
        let (_, to) = self.times.get_or_insert((time, time));
        if time < *to {
            return Err(Problem::new(format!("the time goes back from {to} to {time}"))
                .at(at)
                .hint("give one stretch of one server"));
        }
        self.gap = self.gap.max(time.saturating_sub(*to));
        *to = time;
        let key = (script, name);
        if let Some(count) = self.counts.get_mut(&key) {
            *count = count.saturating_add(1);
            return Ok(());
        }
        if self.counts.len() >= MOST_NAMES {
            return Err(too_many_names().at(at));
        }
        self.counts.insert(key, 1);
        Ok(())
    }

    /// What was counted. `seconds` is how long it was watched, by who did; without it, the time from the first command to
    /// the last is taken.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a last line that is none, for commands that are further apart than `seconds`, and without `seconds`
    /// where the commands are too few to say how long it was.
    pub fn end(mut self, seconds: Option<u32>) -> Result<Sample, Problem> {
        if let Some(problem) = self.cut.take() {
            return Err(problem);
        }
        self.counted(seconds)
    }

    /// The same where the last line has no end: it may be cut, and is left out then.
    ///
    /// # Errors
    ///
    /// As [`Monitor::end`].
    pub fn end_cut(mut self, seconds: Option<u32>) -> Result<Sample, Problem> {
        let cut = self.cut.take();
        if self.times.is_none()
            && let Some(problem) = cut
        {
            return Err(problem);
        }
        let mut sample = self.counted(seconds)?;
        if cut.is_some() {
            sample.notes.push("the last line is cut and left out".to_owned());
        }
        Ok(sample)
    }

    fn counted(self, seconds: Option<u32>) -> Result<Sample, Problem> {
        let span = self.times.map_or(Decimal::ZERO, |(from, to)| to.saturating_sub(from));
        let mut notes = vec![
            "MONITOR does not show AUTH and commands that administer the server; whether it shows HELLO depends on the server's version"
                .to_owned(),
        ];
        let seconds = match seconds.map(Decimal::from) {
            Some(said) => watched(said, span, self.gap, &mut notes)?,
            None => spanned(span, self.gap, &mut notes)?,
        };
        notes.extend(short(seconds));
        let mut commands = Commands::default();
        for ((script, name), count) in self.counts {
            let map = if script { &mut commands.script } else { &mut commands.wire };
            map.insert(name, Decimal::from(count));
        }
        Ok(Sample { commands, seconds, tells_scripts: true, server: None, notes })
    }
}

/// How long it was by who watched; commands cannot be further apart than that, but for the second that was rounded away.
fn watched(said: Decimal, span: Decimal, gap: Decimal, notes: &mut Vec<String>) -> Result<Decimal, Problem> {
    if span > said.saturating_add(Decimal::ONE) {
        return Err(Problem::new(format!(
            "the commands are {} s apart, which {said} s do not hold",
            span.round_half_away(3).normalize()
        ))
        .hint("--seconds says how long MONITOR ran; leave it out to take the time between the first and the last command"));
    }
    let silent = said.saturating_sub(span);
    if silent > gap.saturating_add(said / Decimal::TEN) {
        notes.push(format!(
            "of the {said} s that --seconds says, the commands span {}; the rest is taken to have been silent",
            span.round_half_away(3).normalize()
        ));
    }
    Ok(said.max(span))
}

/// How long it was by the commands alone. What passed before the first and after the last is not known: each about as
/// long as two commands are apart, which is nothing where there are many.
fn spanned(span: Decimal, gap: Decimal, notes: &mut Vec<String>) -> Result<Decimal, Problem> {
    let how = "say how long MONITOR ran with --seconds";
    if span.is_zero() {
        return Err(Problem::new("the sample holds no two commands at different times")
            .hint(format!("let `redis-cli monitor` run for some minutes, and {how}")));
    }
    let shown = |seconds: Decimal| seconds.round_half_away(3).normalize();
    if span < Decimal::ONE || gap.saturating_mul(Decimal::from(4)) >= span {
        return Err(Problem::new(format!(
            "the commands are too few to say how long MONITOR ran: the first and the last are {} s apart, and {} s passed without one",
            shown(span),
            shown(gap)
        ))
        .hint(how));
    }
    if gap.saturating_mul(Decimal::from(20)) >= span {
        notes.push(format!(
            "up to {} s passed without a command, and as much may be missing before the first and after the last of {} s: {how}",
            shown(gap),
            shown(span)
        ));
    }
    Ok(span)
}

/// A sample from a stretch of `MONITOR`, as `redis-cli monitor` prints it.
///
/// Lines marked `lua` are commands in scripts. `seconds` is how long it was watched, where that is known: on a quiet server
/// the commands' own times do not say it.
///
/// # Errors
///
/// A [`Problem`] with its line for a text that is no such sample, is too short, or whose times go backwards.
///
/// # Example
///
/// ```
/// use planner_core::clients::monitor;
/// let text = "OK\n100.0 [0 127.0.0.1:5] \"evalsha\" \"f\"\n100.5 [0 lua] \"GET\" \"k\"\n110.0 [0 127.0.0.1:5] \"PING\"\n";
/// let sample = monitor(text, Some(90)).unwrap();
/// assert_eq!(sample.commands.wire.get("EVALSHA").unwrap().to_string(), "1");
/// assert_eq!(sample.commands.script.get("GET").unwrap().to_string(), "1");
/// assert_eq!(sample.seconds.to_string(), "90");
/// ```
pub fn monitor(text: &str, seconds: Option<u32>) -> Result<Sample, Problem> {
    let mut monitor = Monitor::default();
    for line in text.lines() {
        monitor.line(line)?;
    }
    if text.ends_with('\n') { monitor.end(seconds) } else { monitor.end_cut(seconds) }
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
