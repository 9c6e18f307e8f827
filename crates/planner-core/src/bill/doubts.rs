//! Doubts that lines tell by themselves: missing prices, missing usage, prices that are not the vendor's own word.

use super::line::{Line, State};
use crate::book::Confidence;
use crate::note::{Note, NoteKind, Notes};
use crate::table::Table;

/// Names each doubt once, over the lines of a month or of many.
pub(crate) fn doubts<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>, notes: &mut Notes) {
    let (mut silent, mut unpriced) = (Once::default(), Once::default());
    let (mut awaiting, mut doubted) = (Once::default(), Once::default());
    for line in lines {
        let scope = line.resource.unwrap_or(line.account);
        match &line.state {
            State::Unpriced(why) => unpriced.add((scope, why.as_str(), "")),
            State::NotGiven if let (Some(of), Some(meter)) = (line.awaits, line.meter) => {
                awaiting.add((scope, meter, of));
            }
            State::NotGiven => silent.add((scope, line.meter.unwrap_or(line.charge), "")),
            State::Priced(amount) if !amount.is_zero() => {
                if let Some(word) = line.confidence().filter(|c| *c >= Confidence::ThirdParty) {
                    doubted.add((scope, line.charge, word.word()));
                }
            }
            State::Priced(_) | State::OtherCurrency => {}
        }
    }
    for (scope, why, _) in unpriced.all {
        let text = format!("{scope}: unpriced, {why}; not in the total");
        notes.push(Note::of(NoteKind::Unpriced, text));
    }
    for (scope, charge, word) in doubted.all {
        let text = if word == Confidence::Own.word() {
            format!("{scope}/{charge}: this price is your own")
        } else {
            format!("{scope}/{charge}: this price is {word}, not confirmed by the vendor")
        };
        notes.push(text);
    }
    for (scope, meter, of) in awaiting.all {
        let text = format!(
            "{scope}: {meter} is given, but what is free of it goes by {of}, which is not: state `{of}` too; what it costs \
             is not in the total"
        );
        notes.push(text);
    }
    let mut silent = silent.all;
    silent.sort_unstable();
    for same in silent.chunk_by(|a, b| a.0 == b.0) {
        let scope = same.first().map_or("", |(scope, ..)| scope);
        let meters: Vec<&str> = same.iter().map(|(_, meter, _)| *meter).collect();
        let meters = meters.join(", ");
        let text = format!("{scope}: usage not given for {meters}; what it costs is not in the total");
        notes.push(Note::of(NoteKind::NotGiven, text));
    }
}

/// What is said of scopes, each once, in the order it is met.
#[derive(Default)]
struct Once<'l> {
    all: Vec<(&'l str, &'l str, &'l str)>,
    known: Table<(), (&'l str, &'l str, &'l str)>,
}

impl<'l> Once<'l> {
    fn add(&mut self, one: (&'l str, &'l str, &'l str)) {
        self.known.get_or_insert_with(one, || self.all.push(one));
    }
}
