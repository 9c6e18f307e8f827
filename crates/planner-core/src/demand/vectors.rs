//! Vectors: what embeddings take in a Postgres with the pgvector extension, and what an index over them takes.

use super::tables::{aligned, share};
use crate::document::Problem;
use crate::number::Decimal;
use crate::shown::grouped;

/// What is left of an index page beside its header of 24 and the 8 at its end.
const ROOM: u64 = 8_192 - 24 - 8;
/// A pointer to each entry of a page.
const POINTER: u64 = 4;
/// The most dimensions a column can have.
const LONGEST: u64 = 16_000;

/// How exactly a vector is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// 4 bytes a dimension: `vector`.
    #[default]
    Single,
    /// 2 bytes a dimension: `halfvec`.
    Half,
}

impl Precision {
    const fn bytes(self) -> u64 {
        match self {
            Self::Single => 4,
            Self::Half => 2,
        }
    }

    /// The most dimensions that can be indexed.
    ///
    /// Source: pgvector's README, "What if I want to index vectors with more than 2,000 dimensions?"
    #[must_use]
    pub const fn most_indexed(self) -> u32 {
        match self {
            Self::Single => 2_000,
            Self::Half => 4_000,
        }
    }
}

/// A vector of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vector {
    /// Numbers in it.
    pub dimensions: u32,
    /// How exactly each is kept.
    pub precision: Precision,
}

impl Vector {
    /// Bytes of it: 8, and 4 or 2 for each dimension. It is one of the values that can move out of a [`Row`](super::Row),
    /// and is not compressed there.
    ///
    /// Source: pgvector's README, "Vector type": 4 x dimensions + 8; half vectors: 2 x dimensions + 8.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for no dimensions, or more than 16,000.
    pub fn bytes(self) -> Result<Decimal, Problem> {
        self.length().map(Decimal::from)
    }

    fn length(self) -> Result<u64, Problem> {
        let dimensions = u64::from(self.dimensions);
        if dimensions == 0 || dimensions > LONGEST {
            return Err(Problem::new(format!("a vector of {} dimensions", shown(self.dimensions)))
                .hint("a column has 1 to 16,000"));
        }
        Ok(dimensions.saturating_mul(self.precision.bytes()).saturating_add(8))
    }

    fn indexed(self) -> Result<u64, Problem> {
        let length = self.length()?;
        let most = self.precision.most_indexed();
        if self.dimensions <= most {
            return Ok(length);
        }
        let problem = Problem::new(format!(
            "a vector of {} dimensions cannot be indexed: {} are the most at this precision",
            shown(self.dimensions),
            shown(most)
        ));
        Err(problem.hint(match self.precision {
            Precision::Single if self.dimensions <= Precision::Half.most_indexed() => {
                "index it in half precision, or ask the model for fewer dimensions"
            }
            _ => "ask the model for fewer dimensions, or index a part of them",
        }))
    }

    /// Bytes of a row in an HNSW index whose rows have `m` neighbours (16 where nothing is said) above the lowest layer
    /// and twice as many on it.
    ///
    /// A row has two entries: its vector with 72 bytes beside it, and its neighbours, 6 bytes each. They lie on one page
    /// of 8 kB where they can, so a page holds whole pairs: 4 of 384 dimensions, 2 of 768, one of 1,024 or 1,536, and
    /// above 1,968 the neighbours need a page of their own.
    ///
    /// Source: pgvector 0.8, README ("HNSW", index options) and its layout of pages, held against a real index by a test.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for more dimensions than can be indexed, and for `m` outside of 2 to 100.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::demand::{Precision, Vector};
    /// let hnsw = |dimensions, precision| Vector { dimensions, precision }.hnsw(16);
    /// assert_eq!(hnsw(384, Precision::Single).unwrap().to_string(), "2048");
    /// assert_eq!(hnsw(1536, Precision::Single).unwrap().to_string(), "8192");
    /// assert_eq!(hnsw(1536, Precision::Half).unwrap().to_string(), "4096");
    /// assert!(hnsw(3072, Precision::Single).unwrap_err().message.contains("2,000 are the most"));
    /// assert_eq!(hnsw(3072, Precision::Half).unwrap().to_string(), "8192");
    /// ```
    pub fn hnsw(self, m: u32) -> Result<Decimal, Problem> {
        if !(2..=100).contains(&m) {
            return Err(Problem::new(format!("m of {m}")).hint("2 to 100 neighbours; 16 is usual"));
        }
        let element = aligned(self.indexed()?.saturating_add(72));
        let m = u64::from(m);
        let neighbours = aligned(m.saturating_mul(12).saturating_add(4));
        let pair = element.saturating_add(neighbours).saturating_add(2 * POINTER);
        if pair > ROOM {
            return Ok(Decimal::from(2 * 8_192));
        }
        let bytes = share(ROOM, pair).ok_or_else(too_many)?;
        // One row in m is on a second layer too, with m more neighbours: its page may have no room for them.
        if ROOM % pair >= m.saturating_mul(6) {
            return Ok(bytes);
        }
        let m = Decimal::from(m);
        bytes.times(m).and_then(|bytes| bytes.over(m.minus(Decimal::ONE)?)).ok_or_else(too_many)
    }

    /// Bytes of an `IVFFlat` index over `rows` rows in `lists` lists: an entry of 8 bytes and the vector for each row, and
    /// for each list its centre and a last page that is half empty on average.
    ///
    /// Source: pgvector 0.8, README ("`IVFFlat`") and its layout of pages, held against a real index by a test.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for more dimensions than can be indexed, for `lists` outside of 1 to 32,768, and past 28 digits.
    pub fn ivfflat(self, rows: Decimal, lists: u32) -> Result<Decimal, Problem> {
        if !(1..=32_768).contains(&lists) {
            return Err(Problem::new(format!("{} lists", shown(lists)))
                .hint("1 to 32,768; a thousandth of the rows is usual"));
        }
        let length = self.indexed()?;
        let entry = aligned(length.saturating_add(8)).saturating_add(POINTER);
        let lists = Decimal::from(lists);
        let each = share(ROOM, entry).ok_or_else(too_many)?;
        // Of n entries on a page, (n - 1) / 2 are missing from a list's last page on average.
        let half = Decimal::from(8_192).minus(each).and_then(|bytes| bytes.over(Decimal::TWO));
        let spent = half.and_then(|half| half.plus(each)).and_then(|list| list.times(lists));
        rows.times(each).and_then(|bytes| bytes.plus(spent?)).ok_or_else(too_many)
    }
}

/// The share of a plan's memory that an index fills. A search in an HNSW index jumps all over it: above 1, and already
/// where what else the database keeps in memory has no room beside it, searches wait for the disk.
///
/// `None` without memory.
#[must_use]
pub fn in_memory(index: Decimal, memory: Decimal) -> Option<Decimal> {
    index.over(memory)
}

fn shown(number: u32) -> String {
    grouped(Decimal::from(number), 0)
}

fn too_many() -> Problem {
    Problem::new("the index comes to more than can be computed exactly (28 digits)")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINGLE: Precision = Precision::Single;
    const HALF: Precision = Precision::Half;

    #[test]
    fn an_index_holds_whole_rows_on_its_pages() {
        for (dimensions, precision, m, expected) in [
            (384, SINGLE, 16, "2048"),
            (768, SINGLE, 16, "4096"),
            (948, SINGLE, 16, "4369.06"), // a row on a second layer leaves no room for another
            (949, SINGLE, 16, "8192"),
            (1_024, SINGLE, 16, "8192"),
            (1_536, SINGLE, 16, "8192"),
            (1_968, SINGLE, 16, "8738.13"),
            (1_969, SINGLE, 16, "16384"),
            (2_000, SINGLE, 16, "16384"),
            (1_024, HALF, 16, "2730.66"),
            (1_536, HALF, 16, "4096"),
            (3_072, HALF, 16, "8192"),
            (4_000, HALF, 16, "16384"),
            (384, SINGLE, 32, "2114.06"),
            (1_536, SINGLE, 100, "8192"),
        ] {
            let bytes = Vector { dimensions, precision }.hnsw(m).map(|bytes| bytes.trunc_with_scale(2));
            assert_eq!(
                bytes.map(|bytes| bytes.normalize().to_string()).as_deref(),
                Ok(expected),
                "{dimensions}"
            );
        }
    }

    #[test]
    fn what_cannot_be_indexed_says_why_and_what_can() {
        let said = |dimensions, precision| match (Vector { dimensions, precision }).hnsw(16) {
            Ok(bytes) => bytes.to_string(),
            Err(problem) => format!("{}; {}", problem.message, problem.hint.clone().unwrap_or_default()),
        };
        assert_eq!(
            said(3_072, SINGLE),
            "a vector of 3,072 dimensions cannot be indexed: 2,000 are the most at this precision; index it in half \
             precision, or ask the model for fewer dimensions"
        );
        assert_eq!(
            said(4_096, HALF),
            "a vector of 4,096 dimensions cannot be indexed: 4,000 are the most at this precision; ask the model for \
             fewer dimensions, or index a part of them"
        );
        // Half precision would not do either, so it is not advised.
        assert_eq!(
            said(4_001, SINGLE),
            "a vector of 4,001 dimensions cannot be indexed: 2,000 are the most at this precision; ask the model for fewer \
             dimensions, or index a part of them"
        );
        assert_eq!(said(0, SINGLE), "a vector of 0 dimensions; a column has 1 to 16,000");
        assert_eq!(said(16_001, HALF), "a vector of 16,001 dimensions; a column has 1 to 16,000");
        let vector = Vector { dimensions: 384, precision: SINGLE };
        assert!(vector.hnsw(1).is_err() && vector.hnsw(101).is_err());
        assert!(vector.ivfflat(Decimal::TEN, 0).is_err());
        assert!(vector.ivfflat(Decimal::MAX, 100).is_err());
    }

    #[test]
    fn lists_of_an_index_each_end_on_a_page_of_their_own() {
        let bytes =
            |rows: u32, lists| Vector { dimensions: 384, precision: SINGLE }.ivfflat(rows.into(), lists);
        let page = Decimal::from(8_192);
        // Five rows to a page; two of them are missing from a last one on average, and a fifth holds the list's centre.
        assert_eq!(bytes(100_000, 100).map(|bytes| bytes.over(page)), Ok(Some(Decimal::from(20_060))));
        assert_eq!(in_memory(Decimal::from(20), Decimal::from(16)), Some(Decimal::new(125, 2)));
        assert_eq!(in_memory(Decimal::from(20), Decimal::ZERO), None);
    }
}
