//! The table of what was foreseen beside what was measured, and the bands that each row is held to.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use planner_core::Decimal;
use planner_core::clients::{Setup, parts};

use crate::cases::root;
use crate::redis::{Row, total};

/// The table and what is off.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) text: String,
    pub(crate) faults: Vec<String>,
    pub(crate) seen: BTreeSet<String>,
    pub(crate) rows: usize,
    excused: Vec<String>,
    short: Vec<String>,
}

impl Table {
    pub(crate) fn head(&mut self, title: &str, about: &str, unit: &str) {
        let _ = writeln!(self.text, "\n## {title}\n\n{about}\n");
        let _ = writeln!(
            self.text,
            "| Row | Client | What | Predicted {unit} | Measured {unit} | Off |\n|---|---|---|--:|--:|--:|"
        );
    }

    /// A prediction beside what was measured: on the wire, and in scripts; each may be off by a share or by so many.
    pub(crate) fn row(&mut self, id: &str, row: &Row, pairs: &[(Decimal, Decimal, Decimal)], share: Decimal) {
        for (predicted, measured, events) in pairs {
            if (*predicted - *measured).abs() > (*measured * share).max(*events) {
                self.faults.push(format!("{id}: {predicted:.3} predicted, {measured:.3} measured"));
            }
        }
        self.shown(id, row, pairs, Off::of(pairs), share, None);
    }

    /// Writes a row. On the wire, and all together, it is within its band; or a case says why it is not, and the changelog
    /// names the row with its figure among the known gaps.
    pub(crate) fn shown(
        &mut self,
        id: &str,
        row: &Row,
        pairs: &[(Decimal, Decimal, Decimal)],
        off: Decimal,
        share: Decimal,
        why: Option<&str>,
    ) {
        self.seen.insert(id.to_owned());
        self.rows += 1;
        let percent = format!("{:.1} %", off * Decimal::ONE_HUNDRED);
        match (off > share, why) {
            (true, Some(why)) => {
                if !known_gaps().contains(&format!("`{id}` {percent}")) {
                    self.faults.push(format!("CHANGELOG's known gaps do not say `{id}` {percent}"));
                }
                self.excused.push(format!("- {id}, {percent}: {why}."));
            }
            (true, None) => self.faults.push(format!("{id} is off by {percent}")),
            (false, Some(_)) => self.faults.push(format!("{id} is foreseen now: say so")),
            (false, None) => {}
        }
        let shown = |pick: fn(&(Decimal, Decimal, Decimal)) -> Decimal| {
            let all = pairs.iter().map(|pair| short(pick(pair)));
            all.collect::<Vec<_>>().join(" + ")
        };
        let _ = writeln!(
            self.text,
            "| {id} | {} | {} | {} | {} | {percent} |",
            row.client.replace('|', "/"),
            row.what.replace('|', "/"),
            shown(|pair| pair.0),
            shown(|pair| pair.1),
        );
    }

    /// As [`Self::row`], of a window that may have seen few events of slow timers.
    pub(crate) fn window(
        &mut self,
        id: &str,
        row: &Row,
        pairs: &[(Decimal, Decimal, Decimal)],
        holds: &Holds,
        share: Decimal,
    ) {
        for (predicted, measured, events) in pairs {
            if (*predicted - *measured).abs() > (*measured * share).max(*events) {
                self.faults.push(format!("{id}: {predicted:.3} predicted, {measured:.3} measured"));
            }
        }
        let off = Off::of(pairs);
        let within = holds.wire.off(row.wire).max(holds.all.off(row.wire + row.script));
        if off > share && within <= share {
            let sum: Decimal = pairs.iter().map(|pair| pair.0).sum();
            self.short.push(format!(
                "- {id}: {} a day in the long run; {} s hold {} to {} commands, and held {}.",
                short(sum),
                short(row.window),
                short(holds.all.least),
                short(holds.all.most),
                short(row.wire + row.script)
            ));
        }
        self.shown(id, row, pairs, off.min(within), share, None);
    }

    /// Rows whose windows saw few events, under their table.
    pub(crate) fn short_windows(&mut self) {
        let short = std::mem::take(&mut self.short);
        if !short.is_empty() {
            let about = "Windows that end between two events of a slow timer are held to what they can hold, which is what Off is by there; the same is \
                         run apart over whole rounds of it";
            let _ = writeln!(self.text, "\n{about}:\n\n{}", short.join("\n"));
        }
    }

    /// What is known to be off, under its table.
    pub(crate) fn known(&mut self) {
        let excused = std::mem::take(&mut self.excused);
        if !excused.is_empty() {
            let _ = writeln!(self.text, "\nKnown to be off:\n\n{}", excused.join("\n"));
        }
    }
}

/// How many commands a window can hold: of a timer that goes off only a few times in it, a whole number of events.
#[derive(Default)]
pub(crate) struct Holds {
    wire: Bounds,
    all: Bounds,
}

#[derive(Default)]
struct Bounds {
    least: Decimal,
    most: Decimal,
}

impl Bounds {
    fn add(&mut self, least: Decimal, most: Decimal) {
        (self.least, self.most) = (self.least + least, self.most + most);
    }

    /// By what share a number is outside.
    fn off(&self, measured: Decimal) -> Decimal {
        let outside = (self.least - measured).max(measured - self.most).max(Decimal::ZERO);
        outside.checked_div(measured).unwrap_or_default()
    }
}

impl Holds {
    /// Adds what a client can do in a window.
    pub(crate) fn add(&mut self, setup: &Setup<'_>, window: Decimal) {
        for part in parts(setup).expect("parts") {
            let (wire, script) = total(&part.commands);
            let timer = setup.role.cycles.iter().find(|cycle| part.by_itself && cycle.does == part.what);
            let (mut least, mut most) = (window, window);
            if let Some(cycle) = timer {
                let one = total(&cycle.commands);
                let each: Decimal = cycle
                    .per
                    .iter()
                    .filter_map(|name| setup.number(name))
                    .fold(Decimal::ONE, std::ops::Mul::mul);
                let events =
                    ((wire + script) * window).checked_div((one.0 + one.1) * each).unwrap_or_default();
                if !events.is_zero() && events < Decimal::TEN {
                    (least, most) = (window * events.floor() / events, window * events.ceil() / events);
                }
            }
            self.wire.add(wire * least, wire * most);
            self.all.add((wire + script) * least, (wire + script) * most);
        }
    }
}

/// By how much a prediction is off.
pub(crate) struct Off;

impl Off {
    /// The larger of what is sent and of all together, in scripts too.
    pub(crate) fn of(pairs: &[(Decimal, Decimal, Decimal)]) -> Decimal {
        let wire = pairs.first().map(|pair| (pair.0, pair.1)).unwrap_or_default();
        let all =
            pairs.iter().fold((Decimal::ZERO, Decimal::ZERO), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        Self::one(wire).max(Self::one(all))
    }

    fn one((predicted, measured): (Decimal, Decimal)) -> Decimal {
        (predicted - measured).abs().checked_div(measured).unwrap_or_default()
    }
}

fn known_gaps() -> String {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).expect("the changelog");
    let (_, gaps) = text.split_once("### Known gaps").expect("known gaps");
    let section = gaps.split("\n##").next().unwrap_or(gaps);
    section.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn short(number: Decimal) -> String {
    if number >= Decimal::ONE_HUNDRED {
        planner_core::grouped(number, 0)
    } else {
        let text = format!("{:.2}", number.round_half_even(2));
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}
