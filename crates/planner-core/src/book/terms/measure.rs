//! Measures: what a meter measures of the world, whatever its vendor calls it.

use super::MeterKind;
use crate::document::words;
use crate::unit::Dimension;

/// Something that behaviour makes and a meter measures.
///
/// A demand speaks of measures, a book of its vendor's meters; `measures` of a meter says which of them it counts. A
/// meter that counts only some of a measure (one region, one price class, the largest single piece) names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// Bytes answered to users over the internet.
    Egress,
    /// Requests received.
    Requests,
    /// Runs of a function, one for each request that it works on.
    Invocations,
    /// Memory of functions for as long as each run of them holds it.
    MemoryTime,
    /// CPU cores in use by one instance.
    Cpu,
    /// CPU time, whichever instance spends it.
    CpuTime,
    /// Bytes of memory in use by one instance.
    Memory,
    /// Bytes of a database: its tables and their indexes.
    DatabaseSize,
    /// Bytes used on a volume that is billed by use.
    DiskUsed,
    /// Bytes of the keys of a Redis.
    Dataset,
    /// Bytes of files.
    ObjectStorage,
    /// Calls that write or list files.
    ObjectWrites,
    /// Calls that read files.
    ObjectReads,
    /// Open connections to a database or a Redis itself.
    Connections,
    /// Clients of a database's pooler.
    PooledConnections,
    /// Those that hold a connection to the database for as long as they are connected.
    PooledSessions,
    /// Time that builds run.
    BuildTime,
    /// Builds, or deployments where each is one.
    Builds,
    /// Tokens given to a model, as its vendor's API counts them: with or without those read from a cache.
    InputTokens,
    /// Tokens given to a model that it reads from a cache.
    CachedTokens,
    /// Tokens a model answers.
    OutputTokens,
    /// Bytes of logs taken in.
    Logs,
    /// Users active in the month.
    Users,
    /// Messages sent.
    Messages,
    /// Time without traffic.
    Idle,
    /// Processor time of one request.
    RequestCpu,
    /// How long one takes.
    RequestTime,
    /// Bytes of memory that the process has which works on one.
    RequestMemory,
    /// Bytes answered to one.
    AnswerSize,
    /// How many are worked on at a time in the busiest hour.
    AtOnce,
    /// Bytes of the largest file.
    FileSize,
}

words!(Measure {
    Egress: "egress",
    Requests: "requests",
    Invocations: "invocations",
    MemoryTime: "memory_time",
    Cpu: "cpu",
    CpuTime: "cpu_time",
    Memory: "memory",
    DatabaseSize: "database_size",
    DiskUsed: "disk_used",
    Dataset: "dataset",
    ObjectStorage: "object_storage",
    ObjectWrites: "object_writes",
    ObjectReads: "object_reads",
    Connections: "connections",
    PooledConnections: "pooled_connections",
    PooledSessions: "pooled_sessions",
    BuildTime: "build_time",
    Builds: "builds",
    InputTokens: "input_tokens",
    CachedTokens: "cached_tokens",
    OutputTokens: "output_tokens",
    Logs: "logs",
    Users: "users",
    Messages: "messages",
    Idle: "idle",
    RequestCpu: "request_cpu",
    RequestTime: "request_time",
    RequestMemory: "request_memory",
    AnswerSize: "answer_size",
    AtOnce: "at_once",
    FileSize: "file_size",
});

impl Measure {
    /// The word used in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, measure)| *measure == self).map_or("", |(word, _)| word)
    }

    /// What a meter of it must be: the dimension of its unit, and a total over time or a state.
    #[must_use]
    pub const fn nature(self) -> (Dimension, MeterKind) {
        match self {
            Self::Egress | Self::Logs => (Dimension::Data, MeterKind::Flow),
            Self::Memory
            | Self::DatabaseSize
            | Self::DiskUsed
            | Self::Dataset
            | Self::ObjectStorage
            | Self::RequestMemory
            | Self::AnswerSize
            | Self::FileSize => (Dimension::Data, MeterKind::Level),
            Self::MemoryTime => (Dimension::DataHeld, MeterKind::Flow),
            Self::CpuTime | Self::BuildTime | Self::RequestTime => (Dimension::Duration, MeterKind::Flow),
            Self::Idle | Self::RequestCpu => (Dimension::Duration, MeterKind::Level),
            Self::Cpu | Self::Connections | Self::PooledConnections | Self::PooledSessions | Self::AtOnce => {
                (Dimension::Count, MeterKind::Level)
            }
            Self::Requests
            | Self::Invocations
            | Self::ObjectWrites
            | Self::ObjectReads
            | Self::Builds
            | Self::InputTokens
            | Self::CachedTokens
            | Self::OutputTokens
            | Self::Users
            | Self::Messages => (Dimension::Count, MeterKind::Flow),
        }
    }

    /// Whether it is of the largest one, or of the most at a time: what is stated of it is the whole of it.
    pub(crate) const fn is_of_one(self) -> bool {
        matches!(
            self,
            Self::RequestCpu
                | Self::RequestTime
                | Self::RequestMemory
                | Self::AnswerSize
                | Self::AtOnce
                | Self::FileSize
        )
    }

    /// The unit that what behaviour makes of it is reckoned in: bytes, seconds, or a plain number.
    #[must_use]
    pub const fn base(self) -> &'static str {
        match self.nature().0 {
            Dimension::Data => "B",
            Dimension::Duration => "s",
            Dimension::DataHeld => "B-seconds",
            _ => "",
        }
    }
}
