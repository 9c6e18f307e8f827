//! What a running server says of itself, beside what the model says of its clients: the text of `INFO`, pasted and kept nowhere.

use planner_core::clients::{Sample, Vitals, info, vitals};
use planner_core::document::Problem;
use planner_core::output::RedisOut;
use planner_core::{Decimal, decimal, shown};

use crate::numbers::{percent, quantity};
use crate::order;

/// The largest text that is read, in bytes: a server prints some 20 kB.
pub const LARGEST: usize = 262_144;

/// So many commands are told apart.
const COMMANDS: usize = 40;

/// Seconds of a day.
const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// Bytes of a megabyte.
const MEGA: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What was measured, for reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// What it comes to, in a sentence.
    pub finding: String,
    /// What it is, what the server says, and what the model does.
    pub facts: Vec<[String; 3]>,
    /// The commands of a day: by name, as counted, as the model has them.
    pub commands: Vec<[String; 3]>,
    /// How many more commands there are, rarer ones.
    pub more: usize,
    /// What cannot be told from it.
    pub untold: Vec<String>,
}

/// Reads a text of `INFO`, beside what the model says of the same Redis.
///
/// # Errors
///
/// A [`Problem`] for a text that is none, is cut, or is too large.
pub fn measured(text: &str, model: Option<&RedisOut>) -> Result<Measured, Problem> {
    if text.len() > LARGEST {
        return Err(Problem::new("the text is larger than 256 KiB: a server prints some 20 kB")
            .hint("paste what one server printed: `redis-cli INFO everything`"));
    }
    let said = vitals(text)?;
    let sample = info(text, None, None);
    let mut measured = Measured { untold: untold(&sample), ..Measured::default() };
    let counted = said.commands_per_day();
    let expected = model.and_then(|model| a_day(&model.busy.wire_per_day, &model.busy.script_per_day));
    measured.finding = finding(counted, expected);
    measured.facts = facts(&said, model, counted.zip(Some(expected)));
    if let Some(rates) = sample.ok().and_then(|sample| by_name(&sample)) {
        measured.compare(&rates, model);
    }
    Ok(measured)
}

fn a_day(wire: &str, script: &str) -> Option<Decimal> {
    decimal(wire)?.checked_add(decimal(script)?)
}

fn finding(counted: Option<Decimal>, expected: Option<Decimal>) -> String {
    let Some(counted) = counted else {
        return "How many commands a day it counted is not in the text".to_owned();
    };
    let says = ["The server counted ", &shown::quantity(counted), " commands a day"].concat();
    let share = expected.filter(|expected| !expected.is_zero()).and_then(|all| counted.checked_div(all));
    match share {
        Some(share) => [&*says, ": ", &percent(share), " of what the model says"].concat(),
        None => says,
    }
}

fn facts(
    said: &Vitals,
    model: Option<&RedisOut>,
    a_day: Option<(Decimal, Option<Decimal>)>,
) -> Vec<[String; 3]> {
    let number = |number: u64| shown::quantity(Decimal::from(number));
    let bytes = |bytes: Decimal| {
        bytes.checked_div(MEGA).map(|mega| [&*shown::quantity(mega), " MB"].concat()).unwrap_or_default()
    };
    let held = |number: Option<u64>| number.map(|number| bytes(Decimal::from(number)));
    let kept = model.and_then(|model| {
        let all = model.clients.iter().flat_map(|client| &client.memory);
        all.map(|kept| decimal(&kept.bytes)).try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one?))
    });
    let waiting = said.blocked.map(|blocked| [", of them waiting: ", &number(blocked)].concat());
    let clients = said.clients.map(|all| [number(all), waiting.unwrap_or_default()].concat());
    let idle = model.and_then(|model| self::a_day(&model.idle.wire_per_day, &model.idle.script_per_day));
    let rows = [
        ("Server", said.server.clone(), None),
        ("Runs for", said.uptime.map(time), None),
        ("Commands since then", said.commands.map(number), None),
        (
            "Commands a day",
            a_day.map(|(counted, _)| shown::quantity(counted)),
            a_day.and_then(|(_, expected)| expected).map(shown::quantity),
        ),
        (
            "Of them idle",
            idle.map(|_| "not told apart".to_owned()).filter(|_| a_day.is_some()),
            idle.map(shown::quantity),
        ),
        ("Memory held", held(said.memory), kept.filter(|kept| !kept.is_zero()).map(bytes)),
        ("Memory at its most", held(said.peak), None),
        ("Memory allowed", held(said.most), None),
        ("Where it is full", said.policy.clone(), None),
        ("Keys", said.keys.map(number), None),
        ("Keys dropped for room", said.evicted.map(number), None),
        ("Clients connected", clients, None),
    ];
    let row = |(what, counted, model): (&str, Option<String>, Option<String>)| {
        Some([what.to_owned(), counted?, model.unwrap_or_default()])
    };
    rows.into_iter().filter_map(row).collect()
}

/// `3 days 4 hours`.
fn time(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60);
    let part = |number: u64, word: &str| {
        let plural = if number == 1 { "" } else { "s" };
        [&*number.to_string(), " ", word, plural].concat()
    };
    match (days, hours, minutes) {
        (0, 0, 0) => part(seconds, "second"),
        (0, 0, minutes) => part(minutes, "minute"),
        (0, hours, minutes) => [&*part(hours, "hour"), " ", &part(minutes, "minute")].concat(),
        (days, hours, _) => [&*part(days, "day"), " ", &part(hours, "hour")].concat(),
    }
}

/// Commands a day, by name.
fn by_name(sample: &Sample) -> Option<Vec<(String, Decimal)>> {
    let rates = sample.per_second()?;
    rates.wire.iter().map(|(name, rate)| Some((name.clone(), rate.checked_mul(DAY)?))).collect()
}

impl Measured {
    /// Puts the commands that were counted beside those of the model, and below them what the model alone has.
    fn compare(&mut self, counted: &[(String, Decimal)], model: Option<&RedisOut>) {
        let model = model.map(|model| model.commands.as_slice()).unwrap_or_default();
        let known = |name: &str| {
            let found = model.iter().find(|known| known.name.eq_ignore_ascii_case(name))?;
            a_day(&found.wire_per_day, &found.script_per_day)
        };
        let mut rows: Vec<(bool, Decimal, [String; 3])> = Vec::new();
        for (name, number) in counted {
            let expected = known(name).map(shown::quantity).unwrap_or_default();
            rows.push((false, *number, [name.clone(), shown::quantity(*number), expected]));
        }
        for missing in
            model.iter().filter(|one| !counted.iter().any(|(name, _)| name.eq_ignore_ascii_case(&one.name)))
        {
            let expected = a_day(&missing.wire_per_day, &missing.script_per_day).unwrap_or_default();
            rows.push((true, expected, [missing.name.clone(), quantity("0"), shown::quantity(expected)]));
        }
        let size = |(is_missing, number, _): &(bool, Decimal, _)| {
            (*is_missing, Decimal::ZERO.checked_sub(*number).unwrap_or_default())
        };
        let rows = order::by_key(rows, size);
        self.more = rows.len().saturating_sub(COMMANDS);
        self.commands = rows.into_iter().take(COMMANDS).map(|(.., row)| row).collect();
    }
}

/// What no text of `INFO` tells, and what this one leaves out.
fn untold(sample: &Result<Sample, Problem>) -> Vec<String> {
    let mut all = match sample {
        Ok(sample) => sample.notes.clone(),
        Err(problem) => vec![
            ["Which commands there were: ", &*problem.message, ". `redis-cli INFO everything` prints them."]
                .concat(),
        ],
    };
    all.extend(
        [
            "Which client sent a command, and whether somebody asked for it: all are counted alike.",
            "How they are spread over the day, and how many the busiest minute has: it is a mean.",
            "What of it the vendor counts: that is in the vendor's terms.",
        ]
        .map(str::to_owned),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "# Server\nredis_version:7.0.15\nuptime_in_seconds:86400\n# Clients\nconnected_clients:3\n\
        # Memory\nused_memory:2500000\n# Stats\ntotal_commands_processed:100\n# Commandstats\n\
        cmdstat_get:calls=70,usec=5,usec_per_call=0.50\ncmdstat_set:calls=30,usec=5,usec_per_call=0.50\n# Keyspace\n";

    #[test]
    fn what_is_said_is_read_and_what_is_not_is_told() -> Result<(), Problem> {
        let read = measured(SAID, None)?;
        assert_eq!(read.finding, "The server counted 100 commands a day");
        let fact = |what: &str| {
            read.facts.iter().find(|[known, ..]| known == what).map(|[_, counted, _]| counted.as_str())
        };
        assert_eq!(fact("Runs for"), Some("1 day 0 hours"));
        assert_eq!(fact("Memory held"), Some("2.5 MB"));
        assert_eq!((fact("Clients connected"), fact("Memory allowed")), (Some("3"), None));
        assert_eq!(read.commands.first(), Some(&["GET".to_owned(), "70".to_owned(), String::new()]));
        assert!(read.untold.iter().any(|one| one.contains("script")), "{:?}", read.untold);
        Ok(())
    }

    #[test]
    fn a_text_without_commands_by_name_says_which_to_paste() -> Result<(), Problem> {
        let read = measured("# Server\nuptime_in_seconds:60\ntotal_commands_processed:6\n", None)?;
        assert_eq!(read.finding, "The server counted 8,640 commands a day");
        assert!(read.commands.is_empty());
        assert!(read.untold.first().is_some_and(|one| one.contains("INFO everything")), "{:?}", read.untold);
        let read = measured("# Server\nuptime_in_seconds:60\n", None)?;
        assert!(read.finding.contains("not in the text"), "{}", read.finding);
        Ok(())
    }

    #[test]
    fn what_is_no_such_text_is_refused_with_what_to_paste() {
        let large = "x".repeat(LARGEST + 1);
        for text in ["", "hello", "NOAUTH Authentication required.", &large] {
            let refused = measured(text, None);
            assert!(refused.is_err_and(|problem| problem.hint.is_some()), "{text:.20}");
        }
    }

    #[test]
    fn times_read_as_people_say_them() {
        let all = [5, 60, 7_260, 90_000, 0].map(time);
        assert_eq!(all, ["5 seconds", "1 minute", "2 hours 1 minute", "1 day 1 hour", "0 seconds"]);
    }
}
