//! How well a word that people use fits a name: the same, its plural, some of its words, its beginning, a slip of the pen.

use crate::book::Measure;
use crate::nearest::distance;

/// The score at and above which a word is meant, for a refusal to say so.
pub(super) const MEANT: u32 = 60;

/// The score at and above which it is surely another word for the same.
pub(super) const SURE: u32 = 90;

/// Everything something goes by, each with its weight out of 100.
pub(super) type Names = Vec<(String, u32)>;

/// The weight of an id, of the first and of further other words for it, of what all meters of a measure go by, of its name
/// and of what is said of it.
pub(super) const ID: u32 = 100;
pub(super) const ALSO: u32 = 98;
const FURTHER: u32 = 97;
pub(super) const MEASURE: u32 = 94;
pub(super) const NAME: u32 = 80;
pub(super) const SAYS: u32 = 40;

/// Other words for something, the first of them what people mean by it most.
pub(super) fn others(also: &[String]) -> impl Iterator<Item = (String, u32)> + '_ {
    let weights = std::iter::once(ALSO).chain(std::iter::repeat(FURTHER));
    also.iter().cloned().zip(weights)
}

/// A name or a query as its words: lower case, apart by whatever is no letter and no digit.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// What people write for longer words.
const SHORT: &[(&str, &str)] = &[
    ("app", "application"),
    ("db", "database"),
    ("dbs", "databases"),
    ("fn", "function"),
    ("fns", "functions"),
    ("func", "function"),
    ("k8s", "kubernetes"),
    ("kv", "key value"),
    ("mq", "message queue"),
    ("pg", "postgres"),
    ("pgsql", "postgres"),
    ("psql", "postgres"),
    ("vm", "virtual machine"),
    ("vol", "volume"),
];

/// A query with its short words in full; none where it has none.
pub(super) fn in_full(query: &[String]) -> Option<Vec<String>> {
    let full = |word: &String| SHORT.iter().find(|(short, _)| short == word).map(|(_, full)| *full);
    query
        .iter()
        .any(|word| full(word).is_some())
        .then(|| query.iter().flat_map(|word| tokens(full(word).unwrap_or(word))).collect())
}

/// How well a query fits names, 0 to 100.
pub(super) fn score(query: &[String], names: &Names) -> u32 {
    names.iter().map(|(name, weight)| fit(query, &tokens(name)).saturating_mul(*weight)).max().unwrap_or(0)
        / 100
}

/// How well a query fits one name, 0 to 100.
fn fit(query: &[String], name: &[String]) -> u32 {
    if query.is_empty() || name.is_empty() {
        return 0;
    }
    if query == name || query.concat() == name.concat() {
        return 100;
    }
    let singular = |words: &[String]| words.iter().map(|word| one(word).to_owned()).collect::<Vec<_>>();
    let (asked, known) = (singular(query), singular(name));
    if asked == known {
        return 97;
    }
    if asked.iter().all(|word| known.contains(word)) {
        let more = u32::try_from(known.len().saturating_sub(asked.len())).unwrap_or(20).min(20);
        return 80_u32.saturating_sub(more.saturating_mul(3));
    }
    let begins = |word: &String| {
        word.chars().count() >= 3
            && known.iter().any(|known| known.starts_with(word.as_str()) || word == known)
    };
    if asked.iter().all(begins) {
        return 55;
    }
    let (asked, known) = (asked.concat(), known.concat());
    let slips = distance(&asked, &known);
    let length = asked.chars().count().min(known.chars().count());
    // A slip in a short word makes another word of it.
    match (slips, length) {
        (1, 4..) => 72,
        (2, 7..) => 64,
        _ => 0,
    }
}

/// A word without the ending of its plural.
fn one(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() >= 3 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// Words people use for what a meter of a measure counts, whatever its vendor calls it.
pub(super) const fn also(measure: Measure) -> &'static [&'static str] {
    match measure {
        Measure::Egress => &["egress", "bandwidth", "traffic", "data transfer", "outbound", "transfer out"],
        Measure::Requests => &["requests", "hits", "calls"],
        Measure::Cpu => &["cpu", "vcpu", "cores", "processor"],
        Measure::CpuTime => &["cpu time", "cpu", "active cpu", "vcpu hours"],
        Measure::Memory => &["memory", "ram"],
        Measure::MemoryTime => &["memory time", "function memory", "gb-hours", "gb-seconds"],
        Measure::DatabaseSize => &["database size", "db size", "storage", "data"],
        Measure::DiskUsed => &["disk", "disk used", "volume", "ssd"],
        Measure::Dataset => &["dataset", "data size", "redis memory"],
        Measure::ObjectStorage => &["storage", "object storage", "file storage", "files", "blob storage"],
        Measure::ObjectWrites => &["writes", "puts", "uploads", "class a"],
        Measure::ObjectReads => &["reads", "gets", "downloads", "class b"],
        Measure::Connections => &["connections", "conns", "direct connections", "max connections"],
        Measure::Invocations => &["invocations", "function invocations", "executions", "runs", "requests"],
        Measure::PooledSessions => &["pooled sessions", "session mode"],
        Measure::PooledConnections => &["pooled connections", "pooler", "pgbouncer", "pool"],
        Measure::BuildTime => &["build minutes", "build time", "ci minutes", "pipeline minutes"],
        Measure::Builds => &["builds", "deploys", "deployments"],
        Measure::InputTokens => &["input tokens", "prompt tokens", "tokens"],
        Measure::CachedTokens => &["cached tokens", "cached input", "cache reads", "prompt cache"],
        Measure::OutputTokens => &["output tokens", "completion tokens", "tokens"],
        Measure::Logs => &["logs", "log volume", "logging"],
        Measure::Users => &["mau", "monthly active users", "active users", "users"],
        Measure::Messages => &["messages", "mails", "emails", "sms"],
        Measure::AnswerSize => &["payload"],
        Measure::RequestTime => &["timeout"],
        Measure::AtOnce | Measure::FileSize | Measure::RequestCpu | Measure::RequestMemory => &[],
        Measure::Idle => &["idle", "sleep", "inactivity", "spin down", "cold start"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_whatever_is_between_them() {
        let fits = |query: &str, name: &str| fit(&tokens(query), &tokens(name));
        for (query, name, wanted) in [
            ("web service", "web_service", 100),
            ("WebService", "web-service", 100),
            ("seat", "seats", 97),
            ("minutes", "build_minutes", 77),
            ("mem", "memory", 55),
            ("bandwith", "bandwidth", 72),
            ("ram", "rum", 0),
            ("", "x", 0),
        ] {
            assert_eq!(fits(query, name), wanted, "{query} as {name}");
        }
    }
}
