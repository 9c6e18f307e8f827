//! What commands count as by a price book, and what of them it leaves out.

use super::{DAY, round, too_large};
use crate::book::{Counted, Meter, Settings};
use crate::clients::{Class, Commands, Usage, class};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;
use crate::output::ReadingOut;

/// What each kind of command counts as, by the book.
pub(super) struct Weights {
    by_kind: Vec<(String, Decimal)>,
    evidence: Option<String>,
}

impl Weights {
    pub(super) fn of(meter: &Meter, settings: &Settings<'_>) -> Self {
        let value = |name: &str| settings.number(name, &meter.unit);
        let weight =
            |counted: &Counted| (counted.from.clone(), counted.weight.value(value).unwrap_or(Decimal::ONE));
        let evidence = meter.counted.iter().find(|counted| counted.from == "script_commands");
        Self {
            by_kind: meter.counted.iter().map(weight).collect(),
            evidence: evidence.and_then(|counted| counted.evidence.clone()),
        }
    }

    /// What usage counts as; commands in scripts left out where a script counts once.
    pub(super) fn count(&self, usage: &Usage, once: bool) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for (name, number) in usage.parts() {
            let weight =
                self.by_kind.iter().find(|(known, _)| known == name).map_or(Decimal::ZERO, |(_, w)| *w);
            if !(once && name == "script_commands") {
                sum = sum.checked_add(number.times(weight)?)?;
            }
        }
        Some(sum)
    }

    /// Why fewer are billed than were counted: what commands count nothing, and how many they are in a day.
    pub(super) fn left_out(&self, commands: &Commands, product: &str) -> Result<Option<String>, Problem> {
        let all = commands.usage().ok_or_else(too_large)?;
        let counts =
            |kind: &str| self.by_kind.iter().any(|(known, weight)| known == kind && !weight.is_zero());
        if all.unbilled.is_zero() || counts("unbilled") {
            return Ok(None);
        }
        let a_day = all.unbilled.times(DAY).ok_or_else(too_large)?;
        let names: Vec<&str> = commands
            .wire
            .keys()
            .filter(|name| class(name) == Class::Connection)
            .map(String::as_str)
            .collect();
        Ok(Some(format!(
            "{product} does not bill commands about the connection: {} a day of {} are left out",
            crate::shown::grouped(a_day, 0),
            names.join(", ")
        )))
    }

    pub(super) fn reading(
        &self,
        once: bool,
        [idle, busy]: [&Commands; 2],
        month: Month,
    ) -> Result<ReadingOut, Problem> {
        let counted = |commands: &Commands, seconds: Decimal| {
            let usage = commands.usage().and_then(|usage| self.count(&usage, once));
            usage.and_then(|sum| sum.times(seconds)).map(round).ok_or_else(too_large)
        };
        Ok(ReadingOut {
            reading: if once { "once" } else { "each-counts" },
            by_the_book: !once,
            evidence: if once { None } else { self.evidence.clone() },
            idle_per_day: counted(idle, DAY)?,
            per_day: counted(busy, DAY)?,
            per_month: counted(busy, month.seconds().into())?,
            plans: Vec::new(),
        })
    }
}
