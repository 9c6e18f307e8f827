//! Parts of usage that may do nothing in the form they are stated in: how often it happens, on which day, and what weighs
//! nothing.

use super::super::meters::scaled;
use super::super::{AccountMonth, Bill, MonthUsage, Vain};
use crate::book::Provider;
use crate::note::Note;
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::{Event, Formula, Usage};

pub(super) type Used<'a> = Table<MonthUsage, &'a str>;

/// Whose usage it is, in which book, and which of it the user states by these words.
#[derive(Clone, Copy)]
pub(super) struct Of<'s, 'a> {
    pub(super) name: &'s str,
    pub(super) provider: &'s Provider,
    pub(super) product: &'s str,
    pub(super) words: &'s [&'a str],
}

/// Names the parts of an account's usage that change nothing.
pub(super) fn of_account<'a>(
    vain: &mut Vain,
    (input, found): (&AccountMonth<'a>, &Bill<'a>),
    words: &[&'a str],
    same: &dyn Fn(&AccountMonth<'a>) -> bool,
) {
    let of = Of { name: input.name, provider: &found.book.provider, product: "", words };
    let put = |usage| same(&AccountMonth { usage, ..input.clone() });
    look(vain, "", of, (&input.usage, &found.notes), &put);
}

/// Names the parts of usage that change nothing, and are not named as a whole already: `same` says whether a month does not
/// differ with another usage.
pub(super) fn look<'a>(
    vain: &mut Vain,
    at: &str,
    of: Of<'_, 'a>,
    (usage, notes): (&Used<'a>, &[Note]),
    same: &dyn Fn(Used<'a>) -> bool,
) {
    let is =
        |word: &str, key: &str| of.provider.usage_key(of.product, word).map_or(word, |(id, _)| id) == key;
    let stated = |key: &str| {
        of.words.iter().any(|word| is(word, key)) && !notes.iter().any(|note| note.is_uncounted(of.name, key))
    };
    for (key, used) in usage.iter().filter(|(key, _)| stated(key)) {
        let with = |other: MonthUsage| {
            let mut usage = usage.clone();
            usage.insert(key, other);
            same(usage)
        };
        if let Some(other) = any_day(used) {
            let why = "nothing that is charged or limited goes by the day";
            vain.unless(!with(other), true, &format!("{at}usage.{key}.on"), why);
        }
        let weighs_nothing = may_weigh_nothing(of, key) && twice(used).is_some_and(&with);
        if weighs_nothing {
            vain.unless(
                false,
                true,
                &format!("{at}usage.{key}"),
                "it weighs nothing in what is counted here",
            );
        } else if let (MonthUsage::Events(events), Some(other)) = (used, twice(used))
            && events.iter().any(|event| event.count != Decimal::ONE)
        {
            let why = "only the size of each counts";
            vain.unless(!with(other), true, &format!("{at}usage.{key}.times"), why);
        }
    }
}

/// Whether it is more than none.
pub(super) fn is_any(stated: &MonthUsage) -> bool {
    twice(stated).is_some()
}

/// Whether it is one of several inputs of a meter, of a weight that can be none.
fn may_weigh_nothing(of: Of<'_, '_>, key: &str) -> bool {
    let zero = |weight: &Formula| {
        let least = weight.at_least.unwrap_or_default();
        least.is_zero() && (weight.base.is_zero() || !weight.each.is_empty())
    };
    let meter = of.provider.meter(of.product, key);
    meter.is_some_and(|meter| meter.counted.iter().any(|input| input.from == key && zero(&input.weight)))
}

/// Twice as much of the same, or far more often; none where that is as much.
fn twice(stated: &MonthUsage) -> Option<MonthUsage> {
    let mut used = stated.clone();
    let double = |value: &mut Decimal| value.plus(*value).map(|twice| *value = twice);
    match &mut used {
        MonthUsage::Flow(total) | MonthUsage::Held { total, .. } => double(total)?,
        MonthUsage::Level { opening, closing } | MonthUsage::Kept { opening, closing, .. } => {
            double(opening).and(double(closing))?;
        }
        // So many that some fall on one day.
        MonthUsage::Events(events) => events
            .iter_mut()
            .try_for_each(|event| event.count.times(Decimal::ONE_HUNDRED).map(|often| event.count = often))?,
        MonthUsage::Spans(spans) => {
            let two = scaled(Usage { spans: std::mem::take(spans) }, Decimal::TWO).ok()?;
            *spans = two.spans;
        }
    }
    (used != *stated).then_some(used)
}

/// The same on other days, where it has days: half of each event a day apart, what is deleted on any.
fn any_day(used: &MonthUsage) -> Option<MonthUsage> {
    let mut used = used.clone();
    let mut any = false;
    match &mut used {
        MonthUsage::Events(events) => {
            let mut apart = Vec::new();
            for event in events.iter_mut() {
                let Some(on) = event.on else { continue };
                event.count = event.count.over(Decimal::TWO)?;
                apart.push(Event { on: Some(on.checked_sub(1).unwrap_or(1)), ..*event });
            }
            any = !apart.is_empty();
            events.extend(apart);
        }
        MonthUsage::Kept { deleted, .. } => {
            deleted.all.iter_mut().for_each(|one| any |= one.on.take().is_some());
        }
        _ => {}
    }
    any.then_some(used)
}
