//! What a resource does, in the owner's words: requests it answers, jobs it works on, rows and files it keeps.
//!
//! Usage of the vendor's meters follows from it, so that nobody has to type gigabytes in.

use super::Series;
use crate::demand::Shape;
use crate::document::{Misfit, Place, Read, Value, fields, words};
use crate::number::Decimal;
use crate::unit::{Dimension, Quantity, Refusal, Unit, meant};

/// Requests that a resource answers.
#[derive(Clone, Debug)]
pub struct Load {
    /// How many there are.
    pub requests: Series,
    /// How many visits they come in: a cold start is met by a visit, not by each of its requests.
    pub sessions: Option<Series>,
    /// How long a visit lasts.
    pub session: Option<Quantity>,
    /// How they spread over the week; the stack's shape where nothing is said.
    pub shape: Option<Shape>,
    /// Processor time of one.
    pub cpu: Option<Quantity>,
    /// How long one takes to answer.
    pub time: Option<Quantity>,
    /// How many an instance answers at a time: threads times processes.
    pub concurrency: Option<Decimal>,
    /// Memory of an instance that does nothing.
    pub memory: Option<Quantity>,
    /// Memory that each request adds while it is answered.
    pub memory_each: Option<Quantity>,
    /// Bytes sent for one.
    pub answer: Option<Quantity>,
    /// The resource that passes them on, where they come through one: the answer is sent there too.
    pub through: Option<String>,
    /// The share that `through` answers from its cache.
    pub cached: Option<Decimal>,
    /// A ping that keeps it awake, every so often.
    pub pings: Option<Quantity>,
    /// Why it is assumed, where nobody stated it.
    pub assumed: Option<String>,
}

fields!(Load {
    requests: required_as(often),
    sessions: optional_as(maybe_often),
    session: optional_as(time),
    shape: optional,
    cpu: optional_as(time),
    time: optional_as(time),
    concurrency: optional_as(slots),
    memory: optional_as(bytes),
    memory_each: optional_as(bytes),
    answer: optional_as(bytes),
    through: optional,
    cached: optional_as(share),
    pings: optional_as(time),
    assumed: optional,
});

impl Load {
    /// Whether a request makes it work, rather than only send what lies there: something is said of the work.
    pub(crate) fn runs_something(&self) -> bool {
        self.cpu.is_some() || self.time.is_some() || self.memory.is_some() || self.concurrency.is_some()
    }

    /// The share of requests that never reaches it.
    pub(crate) fn kept_elsewhere(&self) -> Decimal {
        self.cached.filter(|_| self.through.is_some()).unwrap_or_default()
    }
}

/// Jobs that a resource works on.
#[derive(Clone, Debug)]
pub struct Work {
    /// How many there are.
    pub jobs: Series,
    /// How they spread over the week; the stack's shape where nothing is said.
    pub shape: Option<Shape>,
    /// How long one takes.
    pub time: Quantity,
    /// How many an instance works on at a time.
    pub concurrency: Decimal,
    /// Memory of an instance.
    pub memory: Option<Quantity>,
    /// The longest a job may wait for its turn, nineteen times of twenty.
    pub lag: Option<Quantity>,
    /// Why it is assumed, where nobody stated it.
    pub assumed: Option<String>,
}

fields!(Work {
    jobs: required_as(often),
    shape: optional,
    time: required_as(length),
    concurrency: or_as(Decimal::ONE, one_slots),
    memory: optional_as(bytes),
    lag: optional_as(time),
    assumed: optional,
});

/// Rows that a database keeps in one table.
#[derive(Clone, Debug)]
pub struct Rows {
    /// How many there are.
    pub rows: Series,
    /// Bytes of the columns of one, without what the database adds.
    pub row: Quantity,
    /// How many B-tree indexes there are, the primary key among them.
    pub indexes: Decimal,
    /// Bytes of a key in them.
    pub key: Option<Quantity>,
    /// The dimensions of its embedding, if it has one.
    pub vector: Option<u32>,
    /// In half precision: `halfvec`.
    pub half: bool,
    /// How the embedding is indexed.
    pub index: VectorIndex,
    /// The share of the table that deleted and changed rows leave empty.
    pub bloat: Decimal,
    /// How many bytes of write-ahead log each byte that is added makes.
    pub wal: Option<Decimal>,
    /// How long backups go back.
    pub backups: Option<Quantity>,
    /// Why it is assumed, where nobody stated it.
    pub assumed: Option<String>,
}

fields!(Rows {
    rows: required_as(often),
    row: required_as(some_size),
    indexes: or_as(Decimal::ONE, number),
    key: optional_as(bytes),
    vector: optional,
    half: or(false),
    index: or(VectorIndex::None),
    bloat: or_as(Decimal::ZERO, a_share),
    wal: optional_as(maybe_number),
    backups: optional_as(time),
    assumed: optional,
});

/// How embeddings are indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VectorIndex {
    /// Not at all: each search reads every row.
    None,
    /// A graph of neighbours, which wants to be in memory.
    Hnsw,
    /// Lists around centres.
    IvfFlat,
}

words!(VectorIndex { None: "none", Hnsw: "hnsw", IvfFlat: "ivfflat" });

/// Files that a store keeps.
#[derive(Clone, Debug)]
pub struct Files {
    /// How many there are.
    pub files: Series,
    /// Bytes of one.
    pub each: Quantity,
    /// How often any of them is read.
    pub reads: Option<Series>,
    /// The resource that passes them on, where they are read through one.
    pub through: Option<String>,
    /// The share that `through` answers from its cache.
    pub cached: Option<Decimal>,
    /// Why it is assumed, where nobody stated it.
    pub assumed: Option<String>,
}

fields!(Files {
    files: required_as(often),
    each: required_as(some_size),
    reads: optional_as(maybe_often),
    through: optional,
    cached: optional_as(share),
    assumed: optional,
});

/// Lines of logs.
#[derive(Clone, Debug)]
pub struct Logs {
    /// How many lines there are.
    pub lines: Series,
    /// Bytes of one.
    pub each: Quantity,
    /// Why they are assumed, where nobody stated them.
    pub assumed: Option<String>,
}

fields!(Logs { lines: required_as(often), each: required_as(some_size), assumed: optional });

/// Deploys.
#[derive(Clone, Debug)]
pub struct Deploys {
    /// How many there are.
    pub count: Series,
    /// How long one builds.
    pub build: Quantity,
    /// Why they are assumed, where nobody stated them.
    pub assumed: Option<String>,
}

fields!(Deploys { count: required_as(often), build: required_as(length), assumed: optional });

/// Connections that the instances of a resource hold open to a database.
#[derive(Clone, Debug)]
pub struct Connects {
    /// The database, by its name in the stack.
    pub to: String,
    /// How many each instance holds: its pool.
    pub each: Decimal,
    /// Through the vendor's pooler rather than to the database itself.
    pub pooled: Pooled,
    /// Why they are assumed, where nobody stated them.
    pub assumed: Option<String>,
}

fields!(Connects { to: required, each: required_as(some), pooled: or(Pooled::Not), assumed: optional });

/// Whether connections go through a vendor's pooler, and for how long each client holds one to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooled {
    /// To the database itself.
    Not,
    /// Through the pooler, in a mode that is not said.
    Somehow,
    /// For as long as the client is connected.
    Session,
    /// For a transaction.
    Transaction,
}

impl Read for Pooled {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Bool(false) => Ok(Self::Not),
            Value::Bool(true) => Ok(Self::Somehow),
            Value::Text(text) if text == "session" => Ok(Self::Session),
            Value::Text(text) if text == "transaction" => Ok(Self::Transaction),
            _ => Err(at.expected("`session`, `transaction`, true (in a mode that is not said) or false")),
        }
    }
}

/// How often something happens: a driver's name, a rate, or a figure with more to it.
pub(super) fn often(at: &Place<'_>) -> Result<Series, Misfit> {
    Series::read(at)
}

fn maybe_often(at: &Place<'_>) -> Result<Option<Series>, Misfit> {
    often(at).map(Some)
}

fn measured(at: &Place<'_>, dimension: Dimension, wanted: &str) -> Result<Quantity, Misfit> {
    let quantity = Quantity::read(at)?;
    let fits = quantity.unit.as_ref().is_some_and(|unit| unit.dimension() == dimension);
    if !fits || quantity.value < Decimal::ZERO || quantity.value > super::ABSURD {
        let base = Unit::parse(if dimension == Dimension::Data { "B" } else { "s" });
        if let Some(Refusal { why: Some(why), hint: Some(hint) }) =
            base.and_then(|base| meant(&quantity, &base))
        {
            return Err(at.wrong(why).hint(hint));
        }
        return Err(at
            .wrong(format!("{quantity} is no {wanted}, zero or more"))
            .hint(format!("write a {wanted}")));
    }
    Ok(quantity)
}

pub(super) fn time(at: &Place<'_>) -> Result<Option<Quantity>, Misfit> {
    length(at).map(Some)
}

/// A length of time above zero.
pub(crate) fn length(at: &Place<'_>) -> Result<Quantity, Misfit> {
    let length = measured(at, Dimension::Duration, "length of time such as 250 ms")?;
    if length.value.is_zero() {
        return Err(at
            .wrong("a length of zero takes no time at all: leave it out where it is not known")
            .hint("write a length of time such as 250 ms"));
    }
    Ok(length)
}

fn bytes(at: &Place<'_>) -> Result<Option<Quantity>, Misfit> {
    size(at).map(Some)
}

fn size(at: &Place<'_>) -> Result<Quantity, Misfit> {
    measured(at, Dimension::Data, "size such as 20 kB")
}

/// A size that each of many has: none is nothing to count.
fn some_size(at: &Place<'_>) -> Result<Quantity, Misfit> {
    let size = size(at)?;
    if size.value.is_zero() {
        return Err(at.wrong(format!("{size} each is nothing at all")).hint("write a size such as 20 kB"));
    }
    Ok(size)
}

/// A number of what each of many has: none is nothing to count.
fn some(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let number = number(at)?;
    if number.is_zero() {
        return Err(at
            .wrong("0 each are none at all")
            .hint("write a number such as 20, or leave the entry out"));
    }
    Ok(number)
}

fn slots(at: &Place<'_>) -> Result<Option<Decimal>, Misfit> {
    one_slots(at).map(Some)
}

fn one_slots(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let number = Decimal::read(at)?;
    if number < Decimal::ONE || number > Decimal::from(100_000) || !number.is_integer() {
        return Err(at
            .wrong(format!("{number} at a time is no whole number from 1 to 100000"))
            .hint("write how many are worked on at once, such as 10"));
    }
    Ok(number)
}

pub(super) fn number(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let number = Decimal::read(at)?;
    if number < Decimal::ZERO || number > super::ABSURD {
        return Err(at.wrong(format!("{number} is outside 0 to 10^15")).hint("write a number such as 20"));
    }
    Ok(number)
}

fn maybe_number(at: &Place<'_>) -> Result<Option<Decimal>, Misfit> {
    number(at).map(Some)
}

fn share(at: &Place<'_>) -> Result<Option<Decimal>, Misfit> {
    a_share(at).map(Some)
}

pub(super) fn a_share(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let quantity = Quantity::read(at)?;
    match quantity.share() {
        Some(share) if share >= Decimal::ZERO && share <= Decimal::ONE => Ok(share),
        _ => Err(at
            .wrong(format!("{quantity} is no share from 0 % to 100 %"))
            .hint("write a share such as 70 %")),
    }
}
