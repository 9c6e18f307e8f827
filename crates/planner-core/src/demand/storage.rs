//! What lies beside the rows of a table: dead rows, the write-ahead log, backups.
//!
//! Rows become bytes by [`Row`](super::Row) and [`Index`](super::Index); what they come to at the end of each month is the
//! level of the meter that measures a database's size. Where the vendor sells the disk apart and enlarges it in steps, that
//! level fills it, and the book's `grows` says when and by how much: nothing here knows of disks.

use crate::number::Decimal;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_no_number() {
        assert_eq!(with_dead(Decimal::MAX, Decimal::ONE), None);
        assert_eq!(write_ahead(Decimal::MAX, Decimal::TWO), None);
        assert_eq!(backups(Decimal::MAX, Decimal::ONE, Decimal::ONE), None);
    }

    #[test]
    fn a_fifth_of_dead_rows_is_a_fifth_more() {
        assert_eq!(with_dead(Decimal::from(100), Decimal::new(2, 1)), Some(Decimal::from(120)));
        assert_eq!(write_ahead(Decimal::from(100), Decimal::from(3)), Some(Decimal::from(300)));
    }
}
