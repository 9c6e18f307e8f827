//! Tables: what a row of a Postgres takes on disk, with its indexes.
//!
//! Everything lies on pages of 8 kB, and a page holds whole rows only: 4.1 kB each take a page each. The rules are those
//! of the `PostgreSQL` documentation (database page layout, TOAST, B-tree); a test holds them against a real server.

use crate::number::Decimal;

/// Bytes of a page.
const PAGE: u64 = 8_192;
/// What is left of a page beside its header of 24.
const ROOM: u64 = PAGE - 24;
/// A pointer to each row or entry of a page.
const POINTER: u64 = 4;
/// The header of a row: 23, aligned to 8.
const HEADER: u64 = 24;
/// A longer row moves its largest values out of itself.
const LONGEST: u64 = 2_032;
/// What stays in the row for a value that moved out.
const MOVED: u64 = 18;
/// A value that moved out is cut into pieces of this size.
const PIECE: u64 = 1_996;
/// What stands before a piece: a row's header, its value, its number, its length.
const PIECE_HEADER: u64 = HEADER + 12;
/// The largest value there can be, 1 GB.
const LARGEST: u64 = 1 << 30;
/// Beyond so many pieces they are taken to fill their pages.
const PACKED: u64 = 24;
/// So many rows show how their pieces lie on pages.
const SHOWN: u64 = 48;

/// The values of a table's usual row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Bytes of what always stays in the row: numbers (8, 4 or 2), times (8), ids (16 of a uuid), short text (its length
    /// and 1), and what aligns them: a value of 8 starts at a multiple of 8.
    pub data: Decimal,
    /// Bytes of each value that can move out of a long row, with its own header of 4 (8 of a vector): text, JSON and
    /// binary data as they are once compressed.
    pub large: Vec<Decimal>,
}

/// Bytes that a row takes on disk, with its share of the page it is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// In the table itself.
    pub row: Decimal,
    /// In what moved out of it, with the index that finds it (TOAST).
    pub moved: Decimal,
}

impl Row {
    /// What it takes: a header of 23 bytes and its values, aligned to 8, and 4 for its pointer, on pages of 8,192 with a
    /// header of 24. Pages are filled whole (a fill factor of 100 %, the default), and nulls are not counted.
    ///
    /// A row above 2,032 bytes moves its largest values out, one after another, until it is not. `None` where what stays
    /// is more than a page, and for values above 1 GB.
    ///
    /// Source: `PostgreSQL` documentation, chapter 65, "Database Physical Storage" (sections 65.2 and 65.6 of release 18).
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::decimal;
    /// use planner_core::demand::Row;
    /// let bytes = |text| decimal(text).unwrap();
    /// // A number, a time and 96 bytes of text: 55 rows to a page.
    /// let row = Row { data: bytes("113"), large: vec![] };
    /// assert_eq!(row.stored().unwrap().row.round_half_even(2), bytes("148.95"));
    /// // A vector of 1,536 dimensions moves out, and is a page's worth of pieces.
    /// let row = Row { data: bytes("8"), large: vec![bytes("6152")] };
    /// assert_eq!(row.stored().unwrap().row.round_half_even(2), bytes("60.24"));
    /// assert_eq!(row.stored().unwrap().moved.round_half_even(0), bytes("8282"));
    /// ```
    #[must_use]
    pub fn stored(&self) -> Option<Stored> {
        let mut large = self.large.iter().map(|bytes| whole(*bytes)).collect::<Option<Vec<_>>>()?;
        large.sort_unstable();
        let mut length = large
            .iter()
            .try_fold(HEADER.checked_add(whole(self.data)?)?, |sum, bytes| sum.checked_add(*bytes))?;
        let mut out = Vec::new();
        while aligned(length) > LONGEST {
            let Some(value) = large.pop().filter(|value| *value > MOVED) else { break };
            length = length.saturating_sub(value).saturating_add(MOVED);
            out.push(value);
        }
        let row = share(ROOM, aligned(length).saturating_add(POINTER))?;
        Some(Stored { row, moved: moved(&out)? })
    }
}

/// What the values that moved out of a row take: pieces of 1,996 bytes on pages of their own, four to a page, and an index
/// over them.
fn moved(values: &[u64]) -> Option<Decimal> {
    let mut pieces = Vec::new();
    let mut packed = 0_u64;
    for value in values {
        let value = value.saturating_sub(4); // Its header stays with the row.
        let mut full = value / PIECE;
        if full > PACKED {
            packed = packed.checked_add(full)?;
            full = 0;
        }
        pieces.extend((0..full).map(|_| PIECE));
        pieces.extend(Some(value % PIECE).filter(|rest| *rest > 0));
    }
    let number = Decimal::from(packed).plus(Decimal::from(pieces.len()))?;
    let pages = pages(&pieces)?.plus(Decimal::from(packed).over(Decimal::from(ROOM / size(PIECE)))?)?;
    let found = Index { key: Decimal::from(8), rows_per_key: Decimal::ONE, random: false }.entry()?;
    pages.times(Decimal::from(PAGE))?.plus(number.times(found)?)
}

/// What a piece takes on a page.
fn size(piece: u64) -> u64 {
    aligned(piece.saturating_add(PIECE_HEADER)).saturating_add(POINTER)
}

/// Pages that a row's pieces take, as they come: each on the page of the one before it where there is room, else on an
/// earlier page with room, else on a new one. The last page counts by how far it is filled: more rows follow.
fn pages(pieces: &[u64]) -> Option<Decimal> {
    let mut room: Vec<u64> = Vec::new();
    for _ in 0..SHOWN {
        for piece in pieces {
            let size = size(*piece);
            let place = room.iter_mut().rev().find(|room| **room >= size);
            match place {
                Some(room) => *room = room.saturating_sub(size),
                None => room.push(ROOM.saturating_sub(size)),
            }
        }
    }
    let (Some(last), before) = (room.pop(), room) else { return Some(Decimal::ZERO) };
    // What a page comes to hold at best.
    let full = before.first().map_or(ROOM, |room| ROOM.saturating_sub(*room));
    let last = Decimal::from(ROOM.saturating_sub(last)).over(Decimal::from(full))?;
    Decimal::from(before.len()).plus(last)?.over(Decimal::from(SHOWN))
}

/// One index of a table: a B-tree, which is what Postgres makes where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// Bytes of its columns: 8 of a number or a time, 16 of a uuid, text with its header.
    pub key: Decimal,
    /// How many rows have the same key; 1 where keys are unique.
    pub rows_per_key: Decimal,
    /// Whether rows come in no order of the key, as with random ids.
    pub random: bool,
}

impl Index {
    /// What a row takes in it: 8 bytes, the key aligned to 8, and 4 for a pointer. Rows of one key share an entry, with 6
    /// bytes for each.
    ///
    /// Pages are 90 % full where rows come in order. Where they do not, a page that is full is split into halves that fill
    /// up again: 68 % is the mean of what was measured while such an index grew, between 63 and 73 %. `None` for a key
    /// that no page has room for three of.
    ///
    /// Source: `PostgreSQL` documentation, chapter "B-Tree Indexes" (64.1 of release 18: fill, deduplication, splits).
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::decimal;
    /// use planner_core::demand::Index;
    /// let index = |key, rows, random| {
    ///     let (key, rows_per_key) = (decimal(key).unwrap(), decimal(rows).unwrap());
    ///     Index { key, rows_per_key, random }.entry().unwrap().round_half_even(1).to_string()
    /// };
    /// assert_eq!(index("8", "1", false), "22.5"); // an id that counts up
    /// assert_eq!(index("16", "1", true), "42.0"); // a random uuid
    /// assert_eq!(index("8", "1000", false), "6.9"); // few different values
    /// ```
    #[must_use]
    pub fn entry(&self) -> Option<Decimal> {
        // The longest entry of many rows is a tenth of a page.
        const LONGEST_SHARED: u64 = 812;
        let alone = aligned(whole(self.key)?).saturating_add(8);
        let rows = whole(self.rows_per_key.floor())?.min(LONGEST_SHARED.saturating_sub(alone) / 6).max(1);
        let entry = if rows == 1 { alone } else { aligned(alone.saturating_add(rows.saturating_mul(6))) };
        // 16 bytes at the end of each page tell its neighbours, and its first entry, a key alone, where it ends.
        let filled = if self.random { 68 } else { 90 };
        let room = ((ROOM - 16) * filled / 100).checked_sub(alone.saturating_add(POINTER))?;
        let entries = |each: u64| room.checked_div(each.saturating_add(POINTER)).filter(|number| *number > 1);
        let leaf = Decimal::from(PAGE).over(Decimal::from(rows.saturating_mul(entries(entry)?)))?;
        // Each page has an entry in a page above it, and that one in one above it.
        let above = Decimal::from(entries(alone)?);
        leaf.times(above)?.over(above.minus(Decimal::ONE)?)
    }

    /// What it takes with so many rows: whole pages, and one that says where it begins.
    #[must_use]
    pub fn bytes(&self, rows: Decimal) -> Option<Decimal> {
        let pages = rows.times(self.entry()?)?.over(Decimal::from(PAGE))?.ceil();
        pages.plus(Decimal::ONE)?.times(Decimal::from(PAGE))
    }
}

/// Bytes each of so many takes of a page, which holds whole ones only.
pub(super) fn share(room: u64, each: u64) -> Option<Decimal> {
    let number = room.checked_div(each).filter(|number| *number > 0)?;
    Decimal::from(PAGE).over(Decimal::from(number))
}

/// The next multiple of 8.
pub(super) fn aligned(bytes: u64) -> u64 {
    bytes.saturating_add(7) / 8 * 8
}

/// A whole number of bytes, no more than 1 GB.
fn whole(bytes: Decimal) -> Option<u64> {
    u64::try_from(bytes.ceil()).ok().filter(|bytes| *bytes <= LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(data: u64, large: &[u64]) -> Option<(String, String)> {
        let large = large.iter().map(|bytes| Decimal::from(*bytes)).collect();
        let stored = Row { data: Decimal::from(data), large }.stored()?;
        Some((stored.row.trunc_with_scale(1).to_string(), stored.moved.trunc().to_string()))
    }

    #[test]
    fn a_page_holds_whole_rows() {
        for (data, large, expected) in [
            (0, &[][..], Some(("28.1", "0"))),        // 291 of 28 bytes
            (1, &[], Some(("36.2", "0"))),            // 226 of 36
            (8, &[], Some(("36.2", "0"))),            // the same, aligned
            (1_000, &[], Some(("1170.2", "0"))),      // 7 of 1,028
            (1_001, &[], Some(("1170.2", "0"))),      // 7 of 1,036
            (4_060, &[], Some(("8192.0", "0"))),      // one page each
            (8_137, &[], None),                       // more than a page
            (1_000, &[1_008], Some(("2048.0", "0"))), // 2,032 bytes are not too long yet
            (1_001, &[1_008], Some(("1170.2", "1192"))),
            (2_100, &[1_000], Some(("2730.6", "1192"))), // what can move out does, though the row stays long
            (2_100, &[10], Some(("2730.6", "0"))),       // nothing is gained by moving so little
        ] {
            let expected = expected.map(|(row, moved)| (row.to_owned(), moved.to_owned()));
            assert_eq!(row(data, large), expected, "{data} and {large:?}");
        }
    }

    #[test]
    fn what_moves_out_is_pieces_of_a_quarter_page() {
        // Of a million bytes there are 501 pieces and a shorter one: 125 pages and a part of one, and what finds them.
        let (_, moved) = row(8, &[1_000_004]).unwrap_or_default();
        assert_eq!(moved, "1037389");
        assert_eq!(row(8, &[LARGEST + 1]), None);
    }

    #[test]
    fn the_largest_values_move_out_first_and_only_as_many_as_must() {
        let apart = |large: &[u64]| row(100, large).unwrap_or_default();
        assert_eq!(apart(&[700, 1_500]), apart(&[1_500, 700]));
        let Some((kept, _)) = row(100 + 700 + 18, &[]) else { return };
        assert_eq!(apart(&[700, 1_500]).0, kept);
    }

    #[test]
    fn more_data_never_takes_less() {
        let bytes = |data: u64| {
            Row { data: Decimal::from(data), large: Vec::new() }.stored().map(|stored| stored.row)
        };
        let sizes: Vec<Option<Decimal>> = (0..8_137).map(bytes).collect();
        assert!(sizes.array_windows().all(|[less, more]| less <= more), "a longer row takes less");
        assert!(sizes.iter().all(Option::is_some));
    }

    #[test]
    fn indexes_grow_with_their_keys_and_shrink_with_equal_ones() {
        let entry = |key: u32, rows: u32, random| {
            let index = Index { key: Decimal::from(key), rows_per_key: Decimal::from(rows), random };
            index.entry().map(|bytes| bytes.trunc_with_scale(1).to_string())
        };
        for (key, rows, random, expected) in [
            (4, 1, false, Some("22.5")), // a key of 4 is aligned to 8
            (8, 1, false, Some("22.5")),
            (8, 1, true, Some("29.7")),
            (16, 1, false, Some("31.5")),
            (16, 1, true, Some("42.0")),
            (8, 2, false, Some("20.2")),
            (8, 10, false, Some("9.4")),
            (8, 1_000_000, false, Some("6.9")),
            (2_000, 1, false, Some("8192.0")),
            (2_700, 1, false, None), // no page holds three
        ] {
            assert_eq!(entry(key, rows, random).as_deref(), expected, "{key}, {rows} a key, {random}");
        }
    }
}
