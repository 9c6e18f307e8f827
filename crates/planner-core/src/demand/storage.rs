//! Storage over the months: what arrives, how long it is kept, and what lies beside it.
//!
//! Rows become bytes by [`Row`](super::Row) and [`Index`](super::Index); what they come to at the end of each month is the
//! level of the meter that measures a database's size. Where the vendor sells the disk apart and enlarges it in steps, that
//! level fills it, and the book's `grows` says when and by how much: nothing here knows of disks.

use rust_decimal::Decimal;

use crate::number::Checked;

/// What arrives in a month, evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// How many rows, files or messages.
    pub number: Decimal,
    /// The length of the month.
    pub seconds: Decimal,
}

/// How many are kept: at the start of the first month, and at the end of each.
///
/// `start` are there before the first month; `keep` is how many seconds each is kept, and all are kept where there is none.
/// Those of the start are taken to have arrived evenly over the `keep` before it, and so leave evenly. `None` past 28
/// digits, and for months or a `keep` of no length.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::{Arrived, kept};
/// let number = |text| decimal(text).unwrap();
/// let day = 86_400;
/// let month = |days: u32, rows| Arrived { number: number(rows), seconds: (days * day).into() };
/// let months = [month(30, "3000"), month(31, "6200"), month(30, "6000")];
/// assert_eq!(kept(number("500"), &months, None).unwrap(), [500, 3500, 9700, 15700].map(Into::into));
/// // Kept for 15 days: half of what a month of 30 brings.
/// assert_eq!(kept(number("500"), &months, Some((15 * day).into())).unwrap(), [500, 1500, 3000, 3000].map(Into::into));
/// ```
#[must_use]
pub fn kept(start: Decimal, months: &[Arrived], keep: Option<Decimal>) -> Option<Vec<Decimal>> {
    if keep.is_some_and(|keep| keep <= Decimal::ZERO) {
        return None;
    }
    let mut levels = vec![start];
    let (mut all, mut passed) = (start, Decimal::ZERO);
    for end in 1..=months.len() {
        let (so_far, _) = months.split_at_checked(end)?;
        let month = so_far.last()?;
        passed = passed.plus(month.seconds)?;
        all = all.plus(month.number)?;
        levels.push(match keep {
            None => all,
            Some(keep) => last(start, so_far, passed, keep)?,
        });
    }
    Some(levels)
}

/// What of the start and of the months so far arrived in the last `keep` seconds.
fn last(start: Decimal, months: &[Arrived], passed: Decimal, keep: Decimal) -> Option<Decimal> {
    let mut left = keep;
    let mut number = Decimal::ZERO;
    for month in months.iter().rev() {
        if left <= month.seconds {
            return number.plus(month.number.times(left)?.over(month.seconds)?);
        }
        number = number.plus(month.number)?;
        left = left.minus(month.seconds)?;
    }
    number.plus(start.times(keep.minus(passed)?)?.over(keep)?)
}

/// Bytes of a table or index with the rows that were deleted or changed and are not cleaned up yet: `dead` of them for
/// each living one.
///
/// Postgres cleans a table up when a fifth of its rows are dead (`autovacuum_vacuum_scale_factor`), and a table keeps the
/// size it had: 0.2 is what to assume of one whose rows are changed or deleted all the time, 0 of one that only grows.
///
/// Source: `PostgreSQL` documentation, "Routine Vacuuming" and "Automatic Vacuuming".
#[must_use]
pub fn with_dead(bytes: Decimal, dead: Decimal) -> Option<Decimal> {
    bytes.times(dead.plus(Decimal::ONE)?)
}

/// Bytes of the write-ahead log for so many bytes written to tables and indexes. `factor` must be stated: the first change
/// of a page after a checkpoint logs the whole page, so that it is 1 for bulk loads and can be 10 for scattered changes.
///
/// Source: `PostgreSQL` documentation, "WAL Configuration" and `full_page_writes`.
#[must_use]
pub fn write_ahead(written: Decimal, factor: Decimal) -> Option<Decimal> {
    written.times(factor)
}

/// Bytes of backups that go back `days` days: one whole copy, and what changes on each of the days. Only for a vendor that
/// charges for them.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::backups;
/// let gb = |text| decimal(text).unwrap();
/// assert_eq!(backups(gb("20"), gb("0.5"), gb("7")), Some(gb("23.5")));
/// ```
#[must_use]
pub fn backups(whole: Decimal, changed_a_day: Decimal, days: Decimal) -> Option<Decimal> {
    whole.plus(changed_a_day.times(days)?)
}

/// Files of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Files {
    /// Bytes of one.
    pub size: Decimal,
    /// Calls that write one: 1, or the parts of a large upload and 2 to begin and end it.
    pub writes: Decimal,
    /// Calls that read one over its life, those that a CDN answers left out.
    pub reads: Decimal,
}

/// What files come to in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileUsage {
    /// Bytes of those that are kept.
    pub stored: Decimal,
    /// Calls that write.
    pub writes: Decimal,
    /// Calls that read.
    pub reads: Decimal,
}

impl Files {
    /// What `new` files of a month and `kept` files at its end come to. A file's reads are taken to come in the month it
    /// is written.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::demand::Files;
    /// let photos = Files { size: 2_000_000.into(), writes: 1.into(), reads: 20.into() };
    /// let usage = photos.usage(1_000.into(), 5_000.into()).unwrap();
    /// assert_eq!(usage.stored, 10_000_000_000_u64.into()); // 10 GB
    /// assert_eq!((usage.writes, usage.reads), (1_000.into(), 20_000.into()));
    /// ```
    #[must_use]
    pub fn usage(&self, new: Decimal, kept: Decimal) -> Option<FileUsage> {
        Some(FileUsage {
            stored: kept.times(self.size)?,
            writes: new.times(self.writes)?,
            reads: new.times(self.reads)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u32 = 86_400;

    fn months(days: &[u32], each: u32) -> Vec<Arrived> {
        let month = |days: &u32| Arrived { number: Decimal::from(each), seconds: (days * DAY).into() };
        days.iter().map(month).collect()
    }

    fn at_the_ends(start: u32, days: &[u32], each: u32, keep: Option<u32>) -> Vec<String> {
        let keep = keep.map(|days| Decimal::from(days * DAY));
        let levels = kept(Decimal::from(start), &months(days, each), keep).unwrap_or_default();
        levels
            .into_iter()
            .map(|level| level.round_dp_with_strategy(3, HALF).normalize().to_string())
            .collect()
    }

    const HALF: rust_decimal::RoundingStrategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;

    #[test]
    fn rows_are_kept_as_long_as_is_said() {
        for (start, days, keep, expected) in [
            (0, [30, 30, 30], None, ["0", "300", "600", "900"]),
            (0, [30, 30, 30], Some(60), ["0", "300", "600", "600"]),
            (0, [30, 30, 30], Some(45), ["0", "300", "450", "450"]),
            (0, [31, 28, 31], Some(7), ["0", "67.742", "75", "67.742"]),
            // What was there at the start leaves evenly over what it is kept for.
            (600, [30, 30, 30], Some(60), ["600", "600", "600", "600"]),
            (90, [30, 30, 30], Some(90), ["90", "360", "630", "900"]),
            (50, [30, 30, 30], Some(10), ["50", "100", "100", "100"]),
        ] {
            assert_eq!(at_the_ends(start, &days, 300, keep), expected, "{start} kept {keep:?} days");
        }
    }

    #[test]
    fn longer_kept_is_never_less_and_never_more_than_all() {
        let days = [31, 28, 31, 30, 31, 30];
        let level = |keep: u32| kept(Decimal::ZERO, &months(&days, 1_000), Some(Decimal::from(keep * DAY)));
        let all = kept(Decimal::ZERO, &months(&days, 1_000), None).unwrap_or_default();
        for keep in 1..200 {
            let (shorter, longer) = (level(keep).unwrap_or_default(), level(keep + 1).unwrap_or_default());
            assert_eq!((shorter.len(), longer.len()), (7, 7));
            let pairs = shorter.iter().zip(&longer).zip(&all);
            assert!(pairs.clone().all(|((less, more), all)| less <= more && more <= all), "{keep} days");
        }
    }

    #[test]
    fn what_cannot_be_is_no_number() {
        let month = |seconds: u32| [Arrived { number: Decimal::ONE, seconds: seconds.into() }];
        assert_eq!(kept(Decimal::ONE, &month(DAY), Some(Decimal::ZERO)), None);
        assert_eq!(kept(Decimal::MAX, &month(DAY), None), None);
        assert_eq!(with_dead(Decimal::MAX, Decimal::ONE), None);
        assert_eq!(with_dead(Decimal::from(1_000), Decimal::new(2, 1)), Some(Decimal::from(1_200)));
        assert_eq!(backups(Decimal::ONE, Decimal::MAX, Decimal::TWO), None);
        assert_eq!(write_ahead(Decimal::TEN, Decimal::new(25, 1)), Some(Decimal::from(25)));
    }
}
