//! From what a resource used to what its meters counted: inputs, weights, copies, and the stretch of the month.

use std::ptr;

use super::days::DAY;
use super::least;
use super::piece::{Piece, ran};
use super::requests::Used;
use super::{MonthUsage, ResourceMonth, Run};
use crate::book::{Feed, Meter, MeterKind, Settings, TimeUnit};
use crate::note::{Note, NoteKind, Notes};
use crate::number::{Decimal, Ratio};
use crate::tariff::{Amount, Event, OverTime, Period, Rounding, Span, TariffError, Usage, checked};

/// What a meter counted, and doubts about it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// `None` where nobody stated the usage.
    pub(super) usage: Option<Usage>,
    pub(super) notes: Notes,
}

/// What `meter` counted of a resource in some pieces of the month.
pub(super) fn read(
    resource: &ResourceMonth<'_>,
    meter: (&str, &Meter),
    pieces: &[Piece<'_, '_>],
    settings: &Settings<'_>,
    month: Period,
) -> Result<Reading, TariffError> {
    let alike = pieces.array_windows().all(|[one, next]| one.run.count == next.run.count);
    if alike {
        return counted(resource, meter, pieces, settings, month);
    }
    // Weights and defaults may go by the count, which is another one in each piece.
    let mut whole = Reading::default();
    for piece in pieces {
        let settings = settings.clone().counting(piece.run.count);
        let part = counted(resource, meter, std::slice::from_ref(piece), &settings, month)?;
        whole.notes.extend(part.notes);
        whole.usage = match (whole.usage.take(), part.usage) {
            (Some(mut usage), Some(part)) => {
                usage.spans.extend(part.spans);
                Some(usage)
            }
            (usage, part) => usage.or(part),
        };
    }
    Ok(whole)
}

/// The same in pieces with one count.
fn counted(
    resource: &ResourceMonth<'_>,
    (id, meter): (&str, &Meter),
    pieces: &[Piece<'_, '_>],
    settings: &Settings<'_>,
    month: Period,
) -> Result<Reading, TariffError> {
    let mut reading = Reading::default();
    for at in 0..meter.counted.len().max(1) {
        let counted = meter.counted.get(at);
        let input = counted.map_or(id, |counted| counted.from.as_str());
        let Some(raw) = input_usage(resource, input, meter.kind, pieces, month)? else { continue };
        let weight = counted.map_or(Some(Decimal::ONE), |counted| {
            counted.weight.value(|name| settings.number(name, &meter.unit)).ok()
        });
        let Some(weight) = weight else { continue };
        if weight != Decimal::ONE
            && let Some(note) = counted.and_then(|counted| counted.note.as_ref())
        {
            reading.notes.push(Note::plain(resource.name, format_args!("{note}")));
        }
        let weighted = scaled(raw, weight)?;
        reading.usage = Some(match reading.usage.take() {
            None => weighted,
            Some(mut sum) => {
                sum.spans.extend(weighted.spans);
                sum
            }
        });
    }
    if let (Some(usage), Some(step)) = (&mut reading.usage, &meter.each_event) {
        round_events(usage, step.in_unit(&meter.unit))?;
    }
    if reading.usage.is_none()
        && let Some(other) = &meter.stand_in
    {
        reading.usage = input_usage(resource, &other.from, meter.kind, pieces, month)?;
        if reading.usage.is_some() {
            reading.notes.push(Note::plain(resource.name, format_args!("{id} not given, {}", other.says)));
        }
    }
    if reading.usage.is_none()
        && let Some(default) = &meter.default
        && !default.each.iter().any(|(name, _)| settings.is_open(name))
        && let Ok(value) = default.value(|name| settings.number(name, &meter.unit))
    {
        let amount = match meter.kind {
            MeterKind::Flow => Amount::Flow(value),
            MeterKind::Level | MeterKind::Running => Amount::Level { opening: value, closing: value },
        };
        // The default is a size like any other: copies act on it too.
        let weight =
            meter.counted.iter().find(|c| c.from == id).map_or(Some(Decimal::ONE), |c| {
                c.weight.value(|name| settings.number(name, &meter.unit)).ok()
            });
        let spans = pieces.iter().map(|piece| piece.span(amount.clone())).collect();
        reading.usage = Some(scaled(Usage { spans }, weight.unwrap_or(Decimal::ONE))?);
        // What an option of the user's says is no default, and none of something is no news.
        let stated = default.each.iter().any(|(name, _)| settings.is_stated(name));
        if !stated && !value.is_zero() {
            let (of, unit) = (&meter.name, &meter.unit);
            reading.notes.push(Note::about(
                resource.name,
                NoteKind::Default { meter: id.to_owned(), amount: value.shown() },
                format_args!("{of} not given, the vendor's default of {} {unit} is used", value.normalize()),
            ));
        }
    }
    Ok(reading)
}

/// What a meter counts that nobody states, where it is a level for as long as the resource is awake: in its unit times hours.
pub(super) fn held(
    reading: &mut Reading,
    resource: &ResourceMonth<'_>,
    (id, meter): (&str, &Meter),
    pieces: &[Piece<'_, '_>],
    sleeps: bool,
    month: Period,
) -> Result<(), TariffError> {
    let Some(level) = meter.held.as_ref().filter(|_| reading.usage.is_none()) else { return Ok(()) };
    let Some(held) = input_usage(resource, level, MeterKind::Level, pieces, month)? else { return Ok(()) };
    let ran = ran(resource.runs.iter())?;
    let awake = match resource.awake {
        None if sleeps => {
            reading.notes.push(Note::plain(resource.name, format_args!(
                    "{id} is {level} for as long as it is awake, which nobody states: give `hours`, a `load` of \
                     what connects to it, or {id} itself"
                ),
            ));
            return Ok(());
        }
        awake => awake.unwrap_or(ran),
    };
    let basis = basis(TimeUnit::Hour, month);
    let mut spans = Vec::with_capacity(held.spans.len());
    for span in &held.spans {
        let one = Usage { spans: vec![span.clone()] };
        let all = one.over_time(OverTime::Integral { basis, started: None, at_most: None }, month)?;
        let part = all.part.product(awake);
        let whole = all.whole.product(ran.or_one());
        let hours = part.zip(whole).and_then(|(part, whole)| Ratio { part, whole }.value());
        spans.push(Span { amount: Amount::Flow(checked(hours, "aggregate")?), ..span.clone() });
    }
    reading.usage = Some(Usage { spans });
    Ok(())
}

/// What a resource adds to an account's meter by running or by being there.
pub(super) fn fed(
    feed: &Feed,
    pieces: &[Piece<'_, '_>],
    settings: &Settings<'_>,
    month: Period,
) -> Result<Option<Usage>, TariffError> {
    match feed {
        Feed::Each(formula) => {
            let whole = crate::unit::Unit::count();
            let Ok(value) = formula.value(|name| settings.number(name, &whole)) else { return Ok(None) };
            Ok(Some(Usage { spans: pieces.iter().map(|piece| level_span(piece, value)).collect() }))
        }
        Feed::Running(unit) => {
            let mut spans = Vec::new();
            for piece in pieces {
                let one = Usage { spans: vec![level_span(piece, piece.run.count)] };
                let basis = Decimal::from(unit.seconds(month.seconds));
                let hours =
                    one.over_time(OverTime::Integral { basis, started: None, at_most: None }, month)?;
                let hours = checked(hours.value(), "aggregate")?;
                spans.push(piece.span(Amount::Flow(hours)));
            }
            Ok(Some(Usage { spans }))
        }
    }
}

fn level_span(piece: &Piece<'_, '_>, level: Decimal) -> Span {
    piece.span(Amount::Level { opening: level, closing: level })
}

/// One input's usage, cut to the pieces.
fn input_usage(
    resource: &ResourceMonth<'_>,
    input: &str,
    kind: MeterKind,
    pieces: &[Piece<'_, '_>],
    month: Period,
) -> Result<Option<Usage>, TariffError> {
    if kind == MeterKind::Running {
        return Ok(Some(Usage {
            spans: pieces.iter().map(|piece| level_span(piece, piece.run.count)).collect(),
        }));
    }
    let nowhere = pieces.iter().all(|piece| !piece.run.usage.contains_key(input));
    if nowhere && !resource.usage.contains_key(input) {
        return Ok(None);
    }
    let mut spans = Vec::with_capacity(pieces.len());
    let ran = ran(resource.runs.iter().filter(|run| !run.usage.contains_key(input)))?;
    // Pieces as long as the one before, of the same usage, have the same share of what flows.
    let mut last: Option<(&Used<'_>, Decimal, Decimal, Amount)> = None;
    for piece in pieces {
        // Usage stated for the run is shared over the run; the rest over all runs that state none.
        let (used, whole, runs) = if piece.run.usage.contains_key(input) {
            let length = checked(piece.run.seconds(), "share out")?;
            (&piece.run.usage, length, std::slice::from_ref(piece.run))
        } else {
            (&resource.usage, ran, resource.runs.as_slice())
        };
        let Some(usage) = piece.tier.part(used, input)? else { continue };
        if let MonthUsage::Spans(all) = &*usage {
            for span in all {
                spans.extend(within(span, piece)?);
            }
            continue;
        }
        let length = checked(piece.seconds(), "share out")?;
        let known = last.as_ref().filter(|(of, seconds, all, _)| {
            ptr::eq(*of, used) && (*seconds, *all) == (length, whole) && !piece.tier.divides(input)
        });
        let amount = match known {
            Some((.., amount)) => amount.clone(),
            None => cut(&usage, piece, (whole, runs), month)?,
        };
        if matches!(amount, Amount::Flow(_)) && matches!(&*usage, MonthUsage::Flow(_)) {
            last = Some((used, length, whole, amount.clone()));
        }
        spans.push(piece.span(amount));
        if let MonthUsage::Kept { deleted, .. } = &*usage {
            let amount = Amount::Deleted(least::cut(deleted, piece, (whole, runs), month)?);
            spans.push(piece.span(amount));
        }
    }
    Ok((!spans.is_empty()).then_some(Usage { spans }))
}

/// A stretch of usage as far as it lies in a piece.
fn within(span: &Span, piece: &Piece<'_, '_>) -> Result<Option<Span>, TariffError> {
    let (from, to) = (span.from.max(piece.from), span.to.min(piece.to));
    if from >= to {
        return Ok(None);
    }
    let share =
        Ratio { part: Decimal::from(to.saturating_sub(from)), whole: Decimal::from(span.seconds().max(1)) };
    let of = |value: Decimal| checked(share.times(value, Decimal::ONE), "share out");
    let amount = match &span.amount {
        Amount::Flow(total) => Amount::Flow(of(*total)?),
        Amount::Level { .. } => Amount::Level { opening: span.level_at(from), closing: span.level_at(to) },
        Amount::Events(events) => {
            let cut = events.iter().map(|event| Ok(Event { count: of(event.count)?, ..*event }));
            Amount::Events(cut.collect::<Result<_, TariffError>>()?)
        }
        Amount::Deleted(deletions) => Amount::Deleted(least::each(deletions, of)?),
    };
    Ok(Some(Span { awake: span.awake.or(piece.run.awake), ..Span::new(from, to, amount) }))
}

/// The share of a month's usage that falls into a piece.
fn cut(
    usage: &MonthUsage,
    piece: &Piece<'_, '_>,
    (whole, runs): (Decimal, &[Run<'_>]),
    month: Period,
) -> Result<Amount, TariffError> {
    let seconds = checked(piece.seconds(), "share out")?;
    let share = Ratio { part: seconds, whole: whole.or_one() };
    let of = |value: Decimal| {
        if seconds == whole { Ok(value) } else { checked(share.times(value, Decimal::ONE), "share out") }
    };
    match usage {
        MonthUsage::Flow(total) => of(*total).map(Amount::Flow),
        MonthUsage::Spans(spans) => {
            // Cut one by one, not by shares of the whole.
            let mut total = Decimal::ZERO;
            for span in spans {
                if let Some(Span { amount: Amount::Flow(part), .. }) = within(span, piece)? {
                    total = checked(total.plus(part), "share out")?;
                }
            }
            Ok(Amount::Flow(total))
        }
        MonthUsage::Events(events) => {
            let here = events.iter().filter(|event| event.on.is_none_or(|day| is_here(runs, piece, day)));
            let cut = here.map(|event| match event.on {
                Some(_) => Ok(*event),
                None => of(event.count).map(|count| Event { count, ..*event }),
            });
            cut.collect::<Result<Vec<_>, _>>().map(Amount::Events)
        }
        MonthUsage::Held { total, of_copies } => {
            let copies =
                if *of_copies && !piece.run.count.is_zero() { piece.run.count } else { Decimal::ONE };
            let time = checked(whole.or_one().product(copies), "share out")?;
            let level = checked(total.over(time), "share out")?;
            Ok(Amount::Level { opening: level, closing: level })
        }
        MonthUsage::Level { opening, closing } | MonthUsage::Kept { opening, closing, .. } => {
            let at = |second: u32| -> Result<Decimal, TariffError> {
                if opening == closing || second == 0 {
                    return Ok(*opening);
                }
                if second >= month.seconds {
                    return Ok(*closing);
                }
                let rise = closing.minus(*opening);
                let passed = Ratio { part: Decimal::from(second), whole: Decimal::from(month.seconds) };
                let level = rise
                    .and_then(|rise| passed.times(rise, Decimal::ONE))
                    .and_then(|rise| opening.plus(rise));
                checked(level, "share out")
            };
            Ok(Amount::Level { opening: at(piece.from)?, closing: at(piece.to)? })
        }
    }
}

/// Whether what happens on a day, from 0, falls into a piece: what is stated for several runs, into the first that runs on
/// that day.
pub(super) fn is_here(runs: &[Run<'_>], piece: &Piece<'_, '_>, day: u32) -> bool {
    let start = day.saturating_mul(DAY);
    let end = start.saturating_add(DAY);
    let first = runs.iter().find(|run| run.from < end && run.to > start);
    first.is_some_and(|run| {
        let at = start.max(run.from);
        std::ptr::eq(run, piece.run) && piece.from <= at && at < piece.to
    })
}

/// Rounds each event up to a multiple of a step.
fn round_events(usage: &mut Usage, step: Option<Decimal>) -> Result<(), TariffError> {
    let Some(step) = step else { return Ok(()) };
    for span in &mut usage.spans {
        if let Amount::Events(events) = &mut span.amount {
            for event in events {
                event.size = checked(Rounding::Up.to_multiple(event.size, step), "round")?;
            }
        }
    }
    Ok(())
}

pub(super) fn scaled(usage: Usage, weight: Decimal) -> Result<Usage, TariffError> {
    if weight == Decimal::ONE {
        return Ok(usage);
    }
    let times = |value: Decimal| checked(value.product(weight), "count");
    let spans = usage.spans.into_iter().map(|span| {
        let amount = match span.amount {
            Amount::Flow(total) => Amount::Flow(times(total)?),
            Amount::Level { opening, closing } => {
                Amount::Level { opening: times(opening)?, closing: times(closing)? }
            }
            Amount::Events(events) => {
                let events =
                    events.into_iter().map(|event| Ok(Event { count: times(event.count)?, ..event }));
                Amount::Events(events.collect::<Result<Vec<_>, TariffError>>()?)
            }
            Amount::Deleted(deletions) => Amount::Deleted(least::each(&deletions, times)?),
        };
        Ok(Span { amount, ..span })
    });
    spans.collect::<Result<Vec<_>, _>>().map(|spans| Usage { spans })
}

/// Seconds of a month for a time unit, as a decimal.
pub(super) fn basis(unit: TimeUnit, month: Period) -> Decimal {
    Decimal::from(unit.seconds(month.seconds))
}
