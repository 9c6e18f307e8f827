//! Least durations: what is deleted before it was stored for so long is billed as if it had stayed, and what has to be said
//! of that.

use super::Run;
use super::meters::is_here;
use super::piece::{Piece, running};
use super::scope::Scope;
use crate::book::ChargeTerms;
use crate::note::Note;
use crate::number::{Decimal, Ratio};
use crate::shown::term;
use crate::tariff::{Amount, Deleted, Deletions, Period, TariffError, Usage, checked};
use crate::unit::{Quantity, Unit};

/// A length of time in seconds; `None` for what is none.
pub(crate) fn seconds(length: &Quantity) -> Option<Decimal> {
    length.in_unit(&Unit::parse("s")?)
}

/// The deletions with each size changed alike.
pub(super) fn each(
    deletions: &Deletions,
    change: impl Fn(Decimal) -> Result<Decimal, TariffError>,
) -> Result<Deletions, TariffError> {
    let all = deletions.all.iter().map(|deleted| Ok(Deleted { size: change(deleted.size)?, ..*deleted }));
    Ok(Deletions { all: all.collect::<Result<_, _>>()?, stated: deletions.stated })
}

/// The share of a month's deletions that falls into a piece: what is stated happens while something runs, what follows from
/// how long things are kept happens evenly through the month, as the level it belongs to holds.
pub(super) fn cut(
    deletions: &Deletions,
    piece: &Piece<'_, '_>,
    (whole, runs): (Decimal, &[Run<'_>]),
    month: Period,
) -> Result<Deletions, TariffError> {
    let inside = piece.to.min(month.seconds).saturating_sub(piece.from);
    let seconds = checked(running(piece.run.awake, inside), "share out")?;
    let whole = if deletions.stated { whole } else { month.seconds.into() };
    let share = Ratio { part: seconds, whole: whole.or_one() };
    let mut here = deletions.clone();
    here.all.retain(|deleted| deleted.on.is_none_or(|day| is_here(runs, piece, day)));
    for deleted in here.all.iter_mut().filter(|deleted| deleted.on.is_none() && seconds != whole) {
        deleted.size = checked(share.times(deleted.size, Decimal::ONE), "share out")?;
    }
    Ok(here)
}

/// What a scope's least durations do, or would do if it were stated how long things are kept.
pub(super) fn notes(scope: &Scope<'_, '_>) -> Vec<Note> {
    let who = scope.place.resource.unwrap_or(scope.place.account);
    let mut notes = Vec::new();
    let all: Vec<_> =
        scope.charges().filter_map(|(_, terms)| Some((terms.meter.as_deref()?, least(terms)?))).collect();
    let told = |(_, members): (_, &Vec<Usage>)| members.iter().flat_map(deletions).next().is_some();
    if all.is_empty() && !scope.readings.iter().any(told) {
        return notes;
    }
    for (id, members) in &scope.readings {
        let Some(meter) = scope.meter(id) else { continue };
        let Some((_, (length, least))) = all.iter().find(|(billed, _)| billed == id) else {
            if members.iter().any(is_stated) {
                notes.push(Note::plain(
                    who,
                    format_args!(
                        "`deleted` is stated for {}, but {} has no least duration: it adds nothing",
                        meter.name, scope.place.plan.name
                    ),
                ));
            }
            continue;
        };
        if members.iter().any(is_untold) {
            notes.push(Note::plain(who, format_args!(
                    "what is deleted from {} before {length} have passed is billed for {length}; nothing says how \
                     long it is kept, so nothing is added: state `keep` or `deleted`, or `deleted: []` where all \
                     of it stays",
                    meter.name
                ),
            ));
        }
        let ages = members.iter().flat_map(deletions).flat_map(|one| &one.all);
        let mut early: Vec<Decimal> = ages.map(|deleted| deleted.age).filter(|age| age < least).collect();
        early.sort_unstable();
        early.dedup();
        notes.extend(early.into_iter().filter_map(|age| {
            let days = term(age.over(86_400.into())?);
            let days = if age == Decimal::from(86_400) { "a day".to_owned() } else { format!("{days} days") };
            let of = &meter.name;
            Some(Note::plain(
                who,
                format_args!("what is deleted from {of} after {days} is billed for {length}"),
            ))
        }));
    }
    notes
}

/// A charge's least duration, as the book writes it and in seconds.
fn least(terms: &ChargeTerms) -> Option<(&Quantity, Decimal)> {
    let length = &terms.minimum_duration.as_ref()?.length;
    Some((length, seconds(length)?))
}

fn deletions(usage: &Usage) -> impl Iterator<Item = &Deletions> {
    usage.spans.iter().filter_map(|span| match &span.amount {
        Amount::Deleted(deletions) => Some(deletions),
        _ => None,
    })
}

fn is_stated(usage: &Usage) -> bool {
    deletions(usage).any(|deletions| deletions.stated)
}

/// Whether something is stored of which nothing says how long.
fn is_untold(usage: &Usage) -> bool {
    let stores = |amount: &Amount| match amount {
        Amount::Level { opening, closing } => !(opening.is_zero() && closing.is_zero()),
        _ => false,
    };
    deletions(usage).next().is_none() && usage.spans.iter().any(|span| stores(&span.amount))
}
