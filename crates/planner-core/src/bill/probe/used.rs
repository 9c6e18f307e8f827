//! Parts of usage that may do nothing in the form they are stated in: how often it happens, on which day, and what weighs
//! nothing.

use rust_decimal::Decimal;

use super::super::meters::scaled;
use super::super::{AccountMonth, Bill, MonthUsage, Vain, unheard};
use crate::book::Provider;
use crate::number::Checked;
use crate::table::Table;
use crate::tariff::{Formula, Usage};

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
    (usage, notes): (&Used<'a>, &[String]),
    same: &dyn Fn(Used<'a>) -> bool,
) {
    let is =
        |word: &str, key: &str| of.provider.usage_key(of.product, word).map_or(word, |(id, _)| id) == key;
    let stated =
        |key: &str| of.words.iter().any(|word| is(word, key)) && !unheard::is_named(notes, of.name, key);
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

/// Twice as much of the same, or as often; none where that is as much.
fn twice(stated: &MonthUsage) -> Option<MonthUsage> {
    let mut used = stated.clone();
    let double = |value: &mut Decimal| value.plus(*value).map(|twice| *value = twice);
    match &mut used {
        MonthUsage::Flow(total) | MonthUsage::Held { total, .. } => double(total)?,
        MonthUsage::Level { opening, closing } | MonthUsage::Kept { opening, closing, .. } => {
            double(opening).and(double(closing))?;
        }
        MonthUsage::Events(events) => events.iter_mut().try_for_each(|event| double(&mut event.count))?,
        MonthUsage::Spans(spans) => {
            let two = scaled(Usage { spans: std::mem::take(spans) }, Decimal::TWO).ok()?;
            *spans = two.spans;
        }
    }
    (used != *stated).then_some(used)
}

/// The same without the days it happens on, where there are any.
fn any_day(used: &MonthUsage) -> Option<MonthUsage> {
    let mut used = used.clone();
    let days: Vec<&mut Option<u32>> = match &mut used {
        MonthUsage::Events(events) => events.iter_mut().map(|event| &mut event.on).collect(),
        MonthUsage::Kept { deleted, .. } => deleted.all.iter_mut().map(|one| &mut one.on).collect(),
        _ => return None,
    };
    let mut any = false;
    for day in days {
        any |= day.take().is_some();
    }
    any.then_some(used)
}
