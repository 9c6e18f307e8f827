//! Doubts that lines tell by themselves: missing prices, missing usage, prices that are not the vendor's own word.

use super::line::{Line, State};
use crate::book::Confidence;
use crate::note::{Note, NoteKind, Notes};
use crate::table::Table;

/// Names each doubt once, over the lines of a month or of many.
pub(crate) fn doubts<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>, notes: &mut Notes) {
    let (mut silent, mut unpriced) = (Once::default(), Once::default());
    let (mut awaiting, mut doubted) = (Once::default(), Vec::new());
    for line in lines {
        let scope = line.resource.unwrap_or(line.account);
        match &line.state {
            State::Unpriced(why) => unpriced.add((scope, why.as_str(), "")),
            State::NotGiven if let (Some(of), Some(meter)) = (line.awaits, line.meter) => {
                awaiting.add((scope, meter, of));
            }
            State::NotGiven => silent.add((scope, line.meter.unwrap_or(line.charge), "")),
            // A price is as doubtful where nothing says what its currency is worth.
            State::Priced(_) | State::OtherCurrency => {
                let charged = line.other.as_ref().map(|other| other.amount).or(line.amount());
                if charged.is_some_and(|amount| !amount.is_zero())
                    && let Some(found) = line.confidence().filter(|c| *c >= Confidence::ThirdParty)
                {
                    let one = (scope, line.charge, found);
                    if !doubted.contains(&one) {
                        doubted.push(one);
                    }
                }
            }
        }
    }
    for (scope, why, _) in unpriced.all {
        notes.push(Note::about(scope, NoteKind::Unpriced, format_args!("unpriced, {why}; not in the total")));
    }
    for (scope, charge, confidence) in doubted {
        let of = charge.to_owned();
        let (kind, says) = match confidence {
            Confidence::Own => (NoteKind::OwnPrice { charge: of }, "this price is your own".to_owned()),
            confidence => {
                let says = format!("this price is {}, not confirmed by the vendor", confidence.word());
                (NoteKind::Doubted { charge: of }, says)
            }
        };
        notes.push(Note::says(scope, kind, format!("{scope}/{charge}: {says}")));
    }
    for (scope, meter, of) in awaiting.all {
        let kind = NoteKind::Awaits { meter: meter.to_owned(), by: of.to_owned() };
        notes.push(Note::about(
            scope,
            kind,
            format_args!(
                "{meter} is given, but what is free of it goes by {of}, which is not: state `{of}` too; what it costs is not \
                 in the total"
            ),
        ));
    }
    let mut silent = silent.all;
    silent.sort_unstable();
    for same in silent.chunk_by(|a, b| a.0 == b.0) {
        let scope = same.first().map_or("", |(scope, ..)| scope);
        let meters: Vec<String> = same.iter().map(|(_, meter, _)| (*meter).to_owned()).collect();
        let named = meters.join(", ");
        notes.push(Note::about(
            scope,
            NoteKind::NotGiven { meters },
            format_args!("usage not given for {named}; what it costs is not in the total"),
        ));
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
