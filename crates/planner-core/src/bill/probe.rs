//! What is stated of an account and its resources, and changes nothing where it stands: found by pricing the month without it.

mod stretches;
mod used;

use std::cell::LazyCell;
use std::sync::Arc;

pub(crate) use self::stretches::Bounds;
use self::stretches::{Ends, moves};
use self::used::Used;
use super::vain::Vain;
use super::{AccountMonth, Bill, LimitRow, Line, ResourceMonth, Run, bill};
use crate::book::{Books, EXISTS, Product};
use crate::note::{Note, NoteKind, Notes};
use crate::number::Decimal;

/// What is stated, and might do nothing.
#[derive(Default)]
pub(crate) struct Asked<'a> {
    /// That there is no card.
    pub(crate) card: bool,
    pub(crate) since: bool,
    /// The words of usage, which may say more than is counted.
    pub(crate) usage: Vec<&'a str>,
    /// The stretches of the account's plans.
    pub(crate) stretches: Vec<Bounds>,
    /// Of resources, by their place in the month.
    pub(crate) resources: Vec<(usize, AskedOf<'a>)>,
}

/// What is stated of a resource.
#[derive(Default)]
pub(crate) struct AskedOf<'a> {
    pub(crate) count: bool,
    /// Whether none of it is to run.
    pub(crate) none: bool,
    /// Where it states hours: whether they are looked at at all, as they are not for what does not run.
    pub(crate) hours: Option<bool>,
    pub(crate) since: bool,
    /// The words of usage, which may say more than is counted.
    pub(crate) usage: Vec<&'a str>,
    /// Its stretches, one for each of its runs.
    pub(crate) stretches: Vec<Bounds>,
}

impl Asked<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        !self.card
            && !self.since
            && self.usage.is_empty()
            && self.stretches.is_empty()
            && self.resources.iter().all(|(_, asked)| asked.is_empty())
    }
}

impl AskedOf<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        !self.count
            && !self.none
            && self.hours.is_none()
            && !self.since
            && self.usage.is_empty()
            && self.stretches.is_empty()
    }
}

/// Decimal places to which quantities of two bills are held against each other.
const PLACES: u32 = 12;

const NUMBER: &str = "nothing that is stated of it goes by how many there are";
const TIME: &str = "nothing that is stated of it goes by time";

/// Notes on what is stated and changes nothing.
pub(crate) fn unheard<'a>(
    books: &'a Books,
    input: &AccountMonth<'a>,
    found: &Bill<'a>,
    asked: &Asked<'a>,
) -> Notes {
    let mut notes = Notes::default();
    let same = |changed: &AccountMonth<'a>| bill(books, changed).is_ok_and(|other| alike(found, &other));
    let name = input.name;
    if asked.card && same(&AccountMonth { card: true, ..input.clone() }) {
        notes.push(Note::about(
            name,
            NoteKind::vain(&["card"]),
            format_args!("card changes nothing: no limit of what is stated goes by it"),
        ));
    }
    let begins = input.since.is_some_and(|since| since > input.cycle.first_day());
    if asked.since && !begins && same(&AccountMonth { since: None, first: true, ..input.clone() }) {
        notes.push(Note::about(
            name,
            NoteKind::vain(&["since"]),
            format_args!("since changes nothing: no terms of what is stated go by the account's age"),
        ));
    }
    if let Some(day) = input.since.filter(|_| asked.since && !begins && !input.first)
        && !same(&AccountMonth { first: true, ..input.clone() })
    {
        notes.push(Note::plain(
            name,
            format_args!("what a new account is given once is not counted: it is there since {day}"),
        ));
    }
    if asked.since && begins && same(&from_its_start(input)) {
        notes.push(since(name, input));
    }
    let mut vain = Vain::default();
    let ends: Ends = input.plans.iter().map(|on| (on.from, on.to)).collect();
    for (field, moved) in moves(&ends, &asked.stretches, (0, input.cycle.seconds())) {
        let put = |ends: &Ends| {
            let mut changed = input.clone();
            for (on, (from, to)) in changed.plans.iter_mut().zip(ends) {
                (on.from, on.to) = (*from, *to);
            }
            same(&changed)
        };
        vain.unless(!moved.iter().all(put), true, &field, "no terms of what is stated go by it");
    }
    if !asked.usage.is_empty() {
        used::of_account(&mut vain, (input, found), &asked.usage, &same);
    }
    notes.extend(vain.notes(name));
    let empty = AccountMonth { resources: Vec::new(), ..input.clone() };
    for (at, asked) in asked.resources.iter().filter(|(_, asked)| !asked.is_empty()) {
        let Some(one) = input.resources.get(*at).filter(|one| !one.runs.is_empty()) else { continue };
        let alone = AccountMonth { resources: vec![Arc::clone(one)], ..empty.clone() };
        of_resource(books, (&alone, one), found, asked, &mut notes);
    }
    notes
}

/// Looks at a resource in an account that has nothing else: what acts there acts anywhere.
fn of_resource<'a>(
    books: &'a Books,
    (alone, one): (&AccountMonth<'a>, &ResourceMonth<'a>),
    found: &Bill<'a>,
    asked: &AskedOf<'a>,
    notes: &mut Notes,
) {
    let bare = LazyCell::new(|| bill(books, alone));
    let same = |change: &dyn Fn(&mut ResourceMonth<'a>)| {
        let mut changed = alone.clone();
        changed.resources.iter_mut().for_each(|one| change(Arc::make_mut(one)));
        let Ok(bare) = &*bare else { return false };
        bill(books, &changed).is_ok_and(|other| alike(bare, &other))
    };
    let mut vain = Vain::default();
    let stated = |at: usize| asked.stretches.get(at).is_some_and(|bounds| bounds.count);
    let none = asked.none && one.runs.iter().all(|run| run.count.is_zero());
    if none && one.usage.values().any(used::is_any) {
        notes.push(Note::plain(one.name, format_args!(
                "count is 0, so none of it runs; what is stated of its usage is counted all the same, but for \
                 what goes by how many there are: leave out what is not used"
            ),
        ));
    } else if asked.count {
        let acts = !same(&|one| one_more(one, &|at| !stated(at)));
        vain.unless(acts, true, "count", NUMBER);
    }
    let cycle = alone.cycle;
    let ends = alone.plans.last().map_or(cycle.seconds(), |on| on.to);
    if let Some(runs) = asked.hours {
        let acts = runs && (!same(&|one| all_hours(one, ends)) || !same(&half_the_hours));
        let product = found.book.provider.products.get(one.product);
        let stays = product.is_some_and(Product::lasts);
        vain.unless(acts, true, "hours", if stays { EXISTS } else { TIME });
    }
    for at in (0..asked.stretches.len()).filter(|at| stated(*at)) {
        let acts = !same(&|one| one_more(one, &|other| other == at));
        vain.unless(acts, true, &format!("segments[{at}].count"), NUMBER);
    }
    let whole = (alone.plans.first().map_or(0, |on| on.from), ends);
    let runs: Ends = one.runs.iter().map(|run| (run.from, run.to)).collect();
    for (field, moved) in moves(&runs, &asked.stretches, whole) {
        let put = |ends: &Ends| {
            same(&|one| {
                for (run, (from, to)) in one.runs.iter_mut().zip(ends) {
                    (run.from, run.to) = (*from, *to);
                }
            })
        };
        vain.unless(!moved.iter().all(put), true, &field, TIME);
    }
    if !asked.usage.is_empty() {
        let (provider, product, words) = (&found.book.provider, one.product, asked.usage.as_slice());
        let of = used::Of { name: one.name, provider, product, words };
        let put = |usage: Used<'a>| same(&|one| one.usage = usage.clone());
        used::look(&mut vain, "", of, (&one.usage, &found.notes), &put);
        for (at, run) in one.runs.iter().enumerate().filter(|(_, run)| !run.usage.is_empty()) {
            let put = |usage: Used<'a>| {
                same(&|one| one.runs.iter_mut().skip(at).take(1).for_each(|run| run.usage = usage.clone()))
            };
            used::look(&mut vain, &alone.place_of_run(at), of, (&run.usage, &found.notes), &put);
        }
    }
    notes.extend(vain.notes(one.name));
    let start = cycle.first_day();
    if asked.since && same(&|one| from_the_start(one, start)) {
        notes.push(since(one.name, alone));
    }
}

fn since(name: &str, input: &AccountMonth<'_>) -> Note {
    let month = input.cycle.name();
    Note::about(name, NoteKind::vain(&["since"]), format_args!("since changes nothing in {month}: {TIME}"))
}

fn one_more(one: &mut ResourceMonth<'_>, goes: &dyn Fn(usize) -> bool) {
    for (_, run) in one.runs.iter_mut().enumerate().filter(|(at, _)| goes(*at)) {
        run.count = run.count.plus(Decimal::ONE).unwrap_or(run.count);
    }
}

fn all_hours(one: &mut ResourceMonth<'_>, seconds: u32) {
    if let Some(last) = one.runs.last_mut() {
        last.to = last.to.max(seconds);
        if last.count.is_zero() {
            last.count = Decimal::ONE; // No hours at all leave a run of none.
        }
    }
    one.awake = None;
}

fn half_the_hours(one: &mut ResourceMonth<'_>) {
    match (&mut one.awake, one.runs.last_mut()) {
        (Some(awake), _) => *awake = awake.over(Decimal::TWO).unwrap_or(*awake),
        (None, Some(last)) => last.to = last.from.saturating_add(last.to.saturating_sub(last.from) / 2),
        (None, None) => {}
    }
}

fn from_the_start(one: &mut ResourceMonth<'_>, start: crate::month::Date) {
    if let Some(first) = one.runs.first_mut() {
        first.from = 0;
    }
    one.since = Some(start);
}

/// The month of an account that begins in it, had it been there from the first day.
fn from_its_start<'a>(input: &AccountMonth<'a>) -> AccountMonth<'a> {
    let mut changed = AccountMonth { since: Some(input.cycle.first_day()), ..input.clone() };
    let Some(first) = changed.plans.first_mut() else { return changed };
    let begins = std::mem::take(&mut first.from);
    let runs = changed.resources.iter_mut().filter_map(|one| Arc::make_mut(one).runs.first_mut());
    runs.filter(|run: &&mut Run<'_>| run.from == begins).for_each(|run| run.from = 0);
    changed
}

/// Whether two bills say the same.
fn alike(one: &Bill<'_>, other: &Bill<'_>) -> bool {
    // A quantity that is cut and put together again may have other last digits.
    let near = |one: Option<Decimal>, other: Option<Decimal>| {
        one.map(|one| one.round_half_away(PLACES)) == other.map(|other| other.round_half_away(PLACES))
    };
    let counted = |line: &Line<'_>| line.meter.and_then(|_| line.priced()).map(|priced| priced.quantity);
    let line = |(one, other): (&Line<'_>, &Line<'_>)| {
        let same = std::mem::discriminant(&one.state) == std::mem::discriminant(&other.state);
        one.charge == other.charge
            && same
            && near(one.amount(), other.amount())
            && near(counted(one), counted(other))
    };
    let limit = |(one, other): (&LimitRow<'_>, &LimitRow<'_>)| {
        one.limit == other.limit
            && near(one.usage, other.usage)
            && near(one.ceiling, other.ceiling)
            && one.effect == other.effect
            && match (one.passed_at, other.passed_at) {
                (Some(one), Some(other)) => one.shown().abs_diff(other.shown()) <= 1,
                (one, other) => one == other,
            }
    };
    near(Some(one.invoice), Some(other.invoice))
        && one.lines.len() == other.lines.len()
        && one.limits.len() == other.limits.len()
        && one.unmet.len() == other.unmet.len()
        && one.notes == other.notes
        && one.lines().zip(other.lines()).all(line)
        && one.limits().zip(other.limits()).all(limit)
}
