//! Tables of a database: bytes of their rows and indexes, and the memory that vector indexes want.

use super::super::figures::{Begins, added, counts, held};
use super::facts::Facts;
use super::limits::row;
use super::place::Place;
use super::{Part, World, base, too_large};
use crate::bill::LimitRow;
use crate::book::{Effect, Measure, WokenBy};
use crate::demand::{Index, Precision, Row, Vector, backups, pauses, with_dead, write_ahead};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;
use crate::shown::term;
use crate::stack::{Resource, Rows, Stack, VectorIndex};

/// Neighbours of a row in an HNSW index, where nothing is said: pgvector's default.
const NEIGHBOURS: u32 = 16;

/// Bytes of a row that stay in it where the whole is too long: the rest is taken to be one long text.
const SHORT: Decimal = Decimal::from_parts(200, 0, 0, false, 0);

/// The longest row that stays whole.
const LONG: Decimal = Decimal::from_parts(2_000, 0, 0, false, 0);

/// Bytes of a B-tree's key where nothing is said: a number or a time.
const KEY: Decimal = Decimal::from_parts(8, 0, 0, false, 0);

/// The tables of a resource over the months.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    name: &'a str,
    /// Its place in each month, one more than there are months.
    places: Vec<Place<'a>>,
    all: Vec<TableOf<'a>>,
    /// How often it is used in each month, as far as that is known: visits of the resources that connect to it.
    uses: Vec<Decimal>,
    stack: &'a Stack,
}

#[derive(Debug)]
struct TableOf<'a> {
    name: &'a str,
    rows: &'a Rows,
    /// How many rows there are, one more than there are months.
    held: Vec<Decimal>,
    /// How many are added in each month.
    added: Vec<Decimal>,
    /// Bytes that each takes in the table, in its B-trees, and in its vector index.
    row: Decimal,
    trees: Decimal,
    vectors: Decimal,
}

/// Works out the tables of a resource that has some, and adds their size.
pub(super) fn of<'a>(
    parts: &mut Vec<Part<'a>>,
    world: World<'a, '_>,
    (name, resource): (&'a str, &'a Resource),
) -> Result<Option<Tables<'a>>, Problem> {
    let mut all = Vec::new();
    for (table, rows) in resource.tables.iter() {
        let path = format!("resources.{name}.tables.{table}");
        let begins = Begins::with(Begins::of(world.model, (name, resource)), &rows.rows);
        let at = format!("{path}.rows");
        let held =
            held(&rows.rows, world.model.stack, world.months, world.drivers, (&at, begins), Decimal::ONE)?;
        let (row, trees, vectors) = sizes(rows, &path)?;
        let added = added(&rows.rows, world.model.stack, world.months, world.drivers, &at)?;
        let one = TableOf { name: table, rows, held, added, row, trees, vectors };
        let values = one.held.iter().map(|held| one.bytes(*held)).collect::<Option<Vec<_>>>();
        let values = values.ok_or_else(|| too_large(&path))?;
        parts.push(Part { begins, ..Part::of(name, Measure::DatabaseSize, values, &path) });
        all.push(one);
    }
    if all.is_empty() {
        return Ok(None);
    }
    let uses = uses(world, name)?;
    let months = (0..=world.months).filter_map(|index| world.model.stack.start.plus(index));
    let places = months.map(|month| Place::in_month(world.model, (name, resource), month)).collect();
    Ok(Some(Tables { name, places, all, uses, stack: world.model.stack }))
}

/// Visits of the resources that hold connections to it; empty where none says how many it has.
fn uses(world: World<'_, '_>, name: &str) -> Result<Vec<Decimal>, Problem> {
    let mut all: Vec<Decimal> = Vec::new();
    for (other, resource) in world.model.stack.resources.iter() {
        let Some(load) = resource.load.as_ref().filter(|_| resource.connects.iter().any(|to| to.to == name))
        else {
            continue;
        };
        let path = format!("resources.{other}.load");
        let (visits, what) = match &load.sessions {
            Some(sessions) => (sessions, "sessions"),
            None => (&load.requests, "requests"),
        };
        let at = format!("{path}.{what}");
        let visits = counts(visits, world.model.stack, world.months, world.drivers, &at)?;
        if all.is_empty() {
            all = visits;
        } else {
            let sums = all.iter().zip(&visits).map(|(sum, more)| sum.plus(*more));
            all = sums.collect::<Option<_>>().ok_or_else(|| too_large(&path))?;
        }
    }
    Ok(all)
}

/// Bytes of a row in the table, in its B-trees, and in its vector index.
fn sizes(rows: &Rows, path: &str) -> Result<(Decimal, Decimal, Decimal), Problem> {
    let beyond = || too_large(path);
    let bytes = base(&rows.row, "B").ok_or_else(beyond)?;
    let mut row = Row { data: bytes, large: Vec::new() };
    if bytes > LONG {
        row.data = SHORT;
        row.large.push(bytes.minus(SHORT).ok_or_else(beyond)?);
    }
    let mut vectors = Decimal::ZERO;
    if let Some(dimensions) = rows.vector {
        let precision = if rows.half { Precision::Half } else { Precision::Single };
        let vector = Vector { dimensions, precision };
        let at = |problem: Problem| problem.path(format!("{path}.vector"));
        row.large.push(vector.bytes().map_err(at)?);
        vectors = match rows.index {
            VectorIndex::None => Decimal::ZERO,
            VectorIndex::Hnsw => vector.hnsw(NEIGHBOURS).map_err(at)?,
            VectorIndex::IvfFlat => {
                // A thousand rows to a list, as its documentation advises.
                let list = vector.ivfflat(Decimal::ONE_THOUSAND, 1).map_err(at)?;
                list.over(Decimal::ONE_THOUSAND).ok_or_else(beyond)?
            }
        };
    } else if rows.index != VectorIndex::None {
        return Err(Problem::new("an index of embeddings without an embedding")
            .path(format!("{path}.index"))
            .hint("say its dimensions, such as `vector: 1536`"));
    }
    let stored = row.stored().ok_or_else(|| {
        Problem::new(format!("a row of {} cannot be kept", rows.row))
            .path(format!("{path}.row"))
            .hint("write the size of one row, such as 300 B")
    })?;
    let whole = stored.row.plus(stored.moved).and_then(|bytes| with_dead(bytes, rows.bloat));
    let key = rows.key.as_ref().map_or(Some(KEY), |key| base(key, "B")).ok_or_else(beyond)?;
    let entry = Index { key, rows_per_key: Decimal::ONE, random: false }.entry().ok_or_else(|| {
        Problem::new(format!("a key of {} B is too long for an index", key.normalize()))
            .path(format!("{path}.key"))
    })?;
    let trees = entry.times(rows.indexes);
    let tidy = |bytes: Decimal| bytes.round_half_away(6);
    Ok((whole.map(tidy).ok_or_else(beyond)?, trees.map(tidy).ok_or_else(beyond)?, tidy(vectors)))
}

impl TableOf<'_> {
    fn bytes(&self, rows: Decimal) -> Option<Decimal> {
        rows.times(self.row.plus(self.trees)?.plus(self.vectors)?).map(|bytes| bytes.round_half_away(0))
    }
}

impl TableOf<'_> {
    /// The write-ahead log and the backups, where the stack says what they are made of. No vendor bills them apart; a disk
    /// that holds them has to have the room.
    fn log_and_backups(&self, facts: &mut Facts, index: usize) {
        let megabytes = |bytes: Option<Decimal>| bytes.and_then(|bytes| bytes.over(Decimal::from(1_000_000)));
        // What the month that ends here has added.
        let new = self.added.get(index.saturating_sub(1)).and_then(|rows| self.bytes(*rows));
        if let Some(factor) = self.rows.wal {
            let log = new.and_then(|new| write_ahead(new, factor));
            let formula = format!("{}: what is added, {} times", self.name, term(factor));
            facts.add("wal", "Write-ahead log of the month", megabytes(log), "MB", formula);
        }
        if let Some(kept) = &self.rows.backups {
            let days = base(kept, "s").and_then(|seconds| seconds.over(Decimal::from(86_400)));
            let a_day = new.and_then(|new| new.over(Decimal::from(30)));
            let whole = self.held.get(index).and_then(|rows| self.bytes(*rows));
            let bytes = whole.and_then(|whole| backups(whole, a_day?, days?));
            let formula = format!("{}: a copy, and what {kept} add", self.name);
            facts.add("backups", "Backups", megabytes(bytes), "MB", formula);
        }
    }
}

impl<'a> Tables<'a> {
    pub(super) const fn name(&self) -> &'a str {
        self.name
    }

    /// Bytes of the HNSW indexes in the month at an index; none without any.
    fn graphs(&self, index: usize) -> Option<Decimal> {
        let graphs = self.all.iter().filter(|table| table.rows.index == VectorIndex::Hnsw);
        let mut sum = None;
        for table in graphs {
            let bytes = table.held.get(index)?.times(table.vectors)?;
            sum = sum.unwrap_or(Decimal::ZERO).plus(bytes);
        }
        sum
    }

    /// The memory of the plan against what searches in vector indexes want of it.
    pub(super) fn limits(&self, index: usize, month: Month, tight: Decimal) -> Option<LimitRow<'a>> {
        let place = self.places.get(index)?;
        let memory = place.attribute("ram", Some("B"))?;
        let opening = self.graphs(index)?;
        let closing = self.graphs(index.checked_add(1)?).unwrap_or(opening);
        let gigabytes = |bytes: Decimal| bytes.over(Decimal::from(1_000_000_000));
        let levels = (gigabytes(opening)?, gigabytes(closing)?);
        let mut row = row(place, self.name, gigabytes(memory)?, levels, month, tight)?;
        row.limit = "vectors-in-memory";
        row.description = "Vector indexes, which want to be in memory".into();
        row.unit = "GB".into();
        row.effect = Effect::Throttled;
        row.says = Some("searches wait for the disk");
        row.basis = Some("beside all else the database keeps in memory");
        Some(row)
    }

    /// How likely it is paused for want of use, where its plan pauses it and a hand has to wake it.
    pub(super) fn pauses(&self, facts: &mut Facts, index: usize) {
        let sleeps = self.places.get(index).and_then(|place| place.sleeps);
        let Some(terms) = sleeps.filter(|terms| terms.by == WokenBy::Hand) else { return };
        let month = u32::try_from(index).ok().and_then(|index| self.stack.start.plus(index));
        let rule = format!(
            "paused after {} without {}, until somebody wakes it",
            terms.after,
            terms.without.phrase()
        );
        let found = self.uses.get(index).zip(month);
        let found =
            found.and_then(|(uses, month)| Some((uses, pauses(*uses, terms.after.seconds(), month).ok()?)));
        let Some((uses, found)) = found else {
            facts.add("paused", "Chance to be paused in a month", None, "", rule);
            facts.says(
                "how often it is used is not known: no resource that connects to it states a load".to_owned(),
            );
            return;
        };
        let chance = found.within.times(Decimal::ONE_HUNDRED);
        let formula = format!("{} visits in the month, at random; {rule}", term(uses.round_half_away(0)));
        facts.add("paused", "Chance to be paused in a month", chance, "%", formula);
        if found.certain {
            facts.says("its visits are so rare that it is paused even when they come evenly".to_owned());
        }
    }

    /// The facts of the month at an index, as it ends.
    pub(super) fn facts(&self, facts: &mut Facts, index: usize) {
        let place = self.places.get(index);
        let index = index.saturating_add(1);
        for table in &self.all {
            let Some(held) = table.held.get(index) else { continue };
            let size = table.bytes(*held).and_then(|bytes| bytes.over(Decimal::from(1_000_000)));
            let formula = format!(
                "{}: {} rows x ({} B with their pages + {} B in B-trees + {} B in a vector index)",
                table.name,
                term(held.round_half_away(0)),
                term(table.row.round_half_away(1)),
                term(table.trees.round_half_away(1)),
                term(table.vectors.round_half_away(1)),
            );
            facts.add("table", "Size of a table", size, "MB", formula);
            table.log_and_backups(facts, index);
        }
        if let Some(graphs) = self.graphs(index) {
            let memory = place.and_then(|place| place.attribute("ram", Some("B")));
            let used = memory.and_then(|memory| graphs.over(memory)?.times(Decimal::ONE_HUNDRED));
            facts.add(
                "vectors-in-memory",
                "Memory that vector indexes want",
                used.map(|used| used.round_half_away(2)),
                "%",
                "of the plan's memory; searches jump all over the index".to_owned(),
            );
            if memory.is_none() {
                facts.says("the plan's memory is not stated".to_owned());
            }
        }
    }
}
