//! Doubts that lines tell by themselves: missing prices, missing usage, prices that are not the vendor's own word.

use super::line::{Line, State};
use crate::book::Confidence;

/// Names each doubt once, over the lines of a month or of many.
pub(crate) fn doubts<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>, notes: &mut Vec<String>) {
    let mut silent: Vec<(&str, &str)> = Vec::new();
    let mut unpriced: Vec<(&str, &str)> = Vec::new();
    let mut awaiting: Vec<(&str, &str, &str)> = Vec::new();
    let mut doubted: Vec<(&str, &str, Confidence)> = Vec::new();
    for line in lines {
        let scope = line.resource.unwrap_or(line.account);
        match &line.state {
            State::Unpriced(why) => once(&mut unpriced, (scope, why)),
            State::NotGiven if let (Some(of), Some(meter)) = (line.awaits, line.meter) => {
                once(&mut awaiting, (scope, meter, of));
            }
            State::NotGiven => once(&mut silent, (scope, line.meter.unwrap_or(line.charge))),
            State::Priced(amount) if !amount.is_zero() => {
                if let Some(word) = line.confidence().filter(|c| *c >= Confidence::ThirdParty) {
                    once(&mut doubted, (scope, line.charge, word));
                }
            }
            State::Priced(_) | State::OtherCurrency => {}
        }
    }
    for (scope, why) in unpriced {
        notes.push(format!("{scope}: unpriced, {why}; not in the total"));
    }
    for (scope, charge, word) in doubted {
        notes.push(match word {
            Confidence::Own => format!("{scope}/{charge}: this price is your own"),
            word => {
                format!("{scope}/{charge}: this price is {}, not confirmed by the vendor", word.word())
            }
        });
    }
    for (scope, meter, of) in awaiting {
        notes.push(format!(
            "{scope}: {meter} is given, but what is free of it goes by {of}, which is not: state `{of}` too; what it costs \
             is not in the total"
        ));
    }
    silent.sort_unstable();
    for same in silent.chunk_by(|a, b| a.0 == b.0) {
        let scope = same.first().map_or("", |(scope, _)| scope);
        let meters: Vec<&str> = same.iter().map(|(_, meter)| *meter).collect();
        notes.push(format!(
            "{scope}: usage not given for {}; what it costs is not in the total",
            meters.join(", ")
        ));
    }
}

/// Adds to a list what is not in it yet.
fn once<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}
