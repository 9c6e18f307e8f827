//! The forms, as a list: words and examples for each field of what a resource does.

use planner_core::book::Measure;

use super::{Form, Kind, Part};

const fn part(key: &'static str, label: &'static str, kind: Kind, help: &'static str) -> Part {
    Part { key, label, help, kind }
}

const ASSUMED: Part =
    part("assumed", "Why you assume it", Kind::Text, "where nobody stated it; it is listed as assumed");

/// Connections to a database: one form for each, since a stack lists them.
pub const CONNECTS: Form = Form {
    key: "connects",
    title: "Connects",
    begin: r#"{ "each": 10, "assumed": "a pool of ten: nobody stated it yet" }"#,
    entry: None,
    parts: &[
        part("to", "To", Kind::Database, "the database it holds connections to"),
        part("each", "Connections of each instance", Kind::Text, "its pool, times its processes: 10"),
        part(
            "pooled",
            "How",
            Kind::Meanings(&[
                ("", "to the database itself"),
                ("transaction", "through the vendor's pooler, for a transaction"),
                ("session", "through the vendor's pooler, for a session"),
                ("true", "through the vendor's pooler, in a mode you don't know"),
            ]),
            "a pooler shares few connections among many",
        ),
        ASSUMED,
    ],
    measures: &[Measure::Connections, Measure::PooledConnections, Measure::PooledSessions],
};

/// Every form of a field that holds one thing, or several by name.
pub const FORMS: &[Form] = &[
    Form {
        key: "load",
        title: "Serves requests",
        begin: r#"{ "requests": 10000 }"#,
        entry: None,
        parts: &[
            part("requests", "Requests", Kind::Figure, "a month, or for each of a driver: 10 for each visit"),
            part("answer", "Size of an answer", Kind::Text, "bytes that go to the user: 20 kB"),
            part("cpu", "Processor time of one", Kind::Text, "what one request keeps a core busy: 30 ms"),
            part("time", "Time of one", Kind::Text, "from request to answer, waiting included: 300 ms"),
            part(
                "concurrency",
                "At a time",
                Kind::Text,
                "requests that one instance works on: threads or workers: 4",
            ),
            part("memory", "Memory", Kind::Text, "of one instance at rest: 200 MB"),
            part("memory_each", "Memory of one", Kind::Text, "that each request at work adds: 5 MB"),
            part("sessions", "Visits", Kind::Figure, "people who come, where requests belong to visits"),
            part("session", "Length of a visit", Kind::Text, "how long one stays: 10 min"),
            part("cached", "Answered by a cache", Kind::Text, "the share that a CDN in front answers: 80 %"),
            part("through", "Through", Kind::Resource, "the resource in front of it that all of it passes"),
            part("shape", "Over the week", Kind::Words(&["flat", "day", "office"]), "when requests come"),
            ASSUMED,
        ],
        measures: &[Measure::Egress, Measure::Requests, Measure::Invocations, Measure::Cpu, Measure::Memory],
    },
    Form {
        key: "work",
        title: "Works off jobs",
        begin: r#"{ "jobs": 10000, "time": "1 s" }"#,
        entry: None,
        parts: &[
            part("jobs", "Jobs", Kind::Figure, "a month, or for each of a driver"),
            part("time", "Time of one", Kind::Text, "how long a job takes: 2 s"),
            part("concurrency", "At a time", Kind::Text, "jobs that one instance works on: 10"),
            part("memory", "Memory", Kind::Text, "of one instance: 300 MB"),
            part("lag", "May wait", Kind::Text, "how long a job may wait in the busiest hour: 1 min"),
            ASSUMED,
        ],
        measures: &[Measure::Cpu, Measure::Memory],
    },
    Form {
        key: "tables",
        title: "Keeps rows in a table",
        begin: r#"{ "rows": 20000, "row": "500 B" }"#,
        entry: Some("rows"),
        parts: &[
            part("rows", "Rows", Kind::Figure, "that are added a month, or for each of a driver"),
            part("row", "Size of a row", Kind::Text, "its columns, without what the database adds: 500 B"),
            part("indexes", "Indexes", Kind::Text, "the primary key among them: 2"),
            part("vector", "Dimensions of its embedding", Kind::Text, "where it has one: 1536"),
            part(
                "index",
                "Index of embeddings",
                Kind::Words(&["none", "hnsw", "ivfflat"]),
                "how they are searched",
            ),
            part("backups", "Backups are kept", Kind::Text, "where they count: 7 days"),
            ASSUMED,
        ],
        measures: &[Measure::DatabaseSize, Measure::DiskUsed],
    },
    Form {
        key: "files",
        title: "Keeps files",
        begin: r#"{ "files": 1000, "each": "1 MB" }"#,
        entry: Some("files"),
        parts: &[
            part("files", "Files", Kind::Figure, "that are added a month, or for each of a driver"),
            part("each", "Size of one", Kind::Text, "1 MB"),
            part("reads", "Downloads", Kind::Figure, "a month, or for each of a driver"),
            part(
                "cached",
                "Answered by a cache",
                Kind::Text,
                "the share of downloads that a CDN answers: 80 %",
            ),
            part("through", "Through", Kind::Resource, "the resource in front of it that downloads pass"),
            ASSUMED,
        ],
        measures: &[Measure::ObjectStorage, Measure::ObjectWrites, Measure::ObjectReads],
    },
    Form {
        key: "tokens",
        title: "Answers messages with a model",
        begin: r#"{ "messages": 1000, "input": 1000, "output": 300 }"#,
        entry: None,
        parts: &[
            part("messages", "Messages", Kind::Figure, "a month, or for each of a driver"),
            part("input", "Tokens in", Kind::Text, "that go in with one, what is cached included: 1000"),
            part("output", "Tokens out", Kind::Text, "that come out with one: 300"),
            part(
                "cached",
                "Cached",
                Kind::Text,
                "the share of those going in that the vendor has cached: 50 %",
            ),
            ASSUMED,
        ],
        measures: &[Measure::InputTokens, Measure::CachedTokens, Measure::OutputTokens],
    },
    Form {
        key: "logs",
        title: "Writes logs",
        begin: r#"{ "lines": 100000, "each": "200 B" }"#,
        entry: None,
        parts: &[
            part("lines", "Lines", Kind::Figure, "a month, or for each of a driver"),
            part("each", "Size of one", Kind::Text, "200 B"),
            ASSUMED,
        ],
        measures: &[Measure::Logs],
    },
    Form {
        key: "deploys",
        title: "Is deployed",
        begin: r#"{ "count": 20, "build": "2 min" }"#,
        entry: None,
        parts: &[
            part("count", "Deploys", Kind::Figure, "a month: 20"),
            part("build", "A build takes", Kind::Text, "2 min"),
            ASSUMED,
        ],
        measures: &[Measure::BuildTime, Measure::Builds],
    },
];
