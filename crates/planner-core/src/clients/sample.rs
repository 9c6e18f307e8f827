//! What a running server says of its commands and of itself: texts of `INFO`, or a stretch of `MONITOR`.

mod info;
mod monitor;
mod vitals;

use super::Commands;
use crate::document::Problem;
use crate::number::Decimal;
use crate::table::Table;

pub use info::info;
pub use monitor::{Monitor, monitor};
pub use vitals::{Vitals, vitals};

/// Different commands that are told apart: servers know some 250, modules add some.
const MOST_NAMES: usize = 2_000;

/// Seconds below which timers of clients, which go off each half minute, may be missing.
const SHORT: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Commands that were counted over a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// All of them.
    pub commands: Commands,
    /// Over so many seconds.
    pub seconds: Decimal,
    /// Whether commands in scripts are told from those that clients sent.
    pub tells_scripts: bool,
    /// Which server it is and its version, as far as it says: `Valkey 8.1.0`.
    pub server: Option<String>,
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

/// Refuses what a server says where it does not answer.
fn answered(line: &str) -> Result<(), Problem> {
    let said = line.trim().trim_start_matches("(error) ").trim_start_matches('-');
    let refused = ["NOAUTH", "WRONGPASS", "NOPERM", "ERR", "LOADING", "Could not connect"];
    if !refused.iter().any(|word| said.starts_with(word)) {
        return Ok(());
    }
    let said: String = said.chars().take(100).collect();
    Err(Problem::new(format!("the server refused: {said}"))
        .hint("log in first: `redis-cli -u redis://user:password@host:port INFO everything`"))
}

fn too_many_names() -> Problem {
    Problem::new(format!(
        "the text names more than {MOST_NAMES} different commands, more than any server has"
    ))
    .hint("give what one server printed, unchanged")
}

fn short(seconds: Decimal) -> Option<String> {
    (seconds < SHORT).then(|| {
        let shown = seconds.floor();
        format!("{shown} s are a short sample: timers that go off each half minute may be missing")
    })
}
