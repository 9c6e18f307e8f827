//! A library as text: versioned JSON, read as if anybody could have written it.

use planner_core::document::{MAX_BYTES, Node, Problem, Value, parse_json, to_json};

use super::{LONGEST_NAME, Library, MOST_SCENARIOS, Scenario};
use crate::field::MOST_MONTHS;
use crate::{json, tree};

/// The version that is written. A later one is somebody's who has used a later page: it is left alone.
const VERSION: &str = "1";

/// The largest id or revision that is read: nobody saves so often, and what follows it can still be counted.
const MOST: u64 = 1 << 53;

/// Why a text is no library.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unread {
    /// A later version of the page wrote it.
    Later,
    /// It is broken: this is where.
    Broken(Problem),
}

impl Library {
    /// The library as text.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where it could not be read again: it is too large, or nested too deep.
    pub(super) fn write(&self) -> Result<String, Problem> {
        let scenarios = self.scenarios.iter().map(scenario).collect::<Result<Vec<_>, _>>()?;
        let text = to_json(&map(vec![
            ("version", Value::Number(VERSION.to_owned())),
            ("next", Value::Number(self.next.to_string())),
            ("scenarios", Value::List(scenarios.into())),
        ]));
        if text.len() > MAX_BYTES {
            return Err(Problem::new("the scenarios that are kept would be larger than 1 MiB together")
                .hint("remove one that is not needed any more, or download this one as a file"));
        }
        // What could not be read again would be lost: a stack nested as deep as it may be is too deep within a library.
        Self::read(&text)
            .map(|_| text)
            .map_err(|_| Problem::new("this stack cannot be kept").hint("download it as a file instead"))
    }

    /// The library that was written to a text.
    pub(super) fn read(text: &str) -> Result<Self, Unread> {
        let tree = parse_json(text, 0).map_err(Unread::Broken)?;
        match tree::text(&tree, &["version"]) {
            Some(VERSION) => {}
            Some(other) if other.parse::<u64>().is_ok_and(|version| version > 1) => {
                return Err(Unread::Later);
            }
            _ => return Err(Unread::Broken(wrong("version"))),
        }
        let Some(Value::List(items)) = tree.get("scenarios").map(|node| &node.value) else {
            return Err(Unread::Broken(wrong("scenarios")));
        };
        if items.len() > MOST_SCENARIOS {
            return Err(Unread::Broken(Problem::new(format!("{} scenarios are too many", items.len()))));
        }
        let scenarios = items.iter().map(read_one).collect::<Result<Vec<_>, _>>().map_err(Unread::Broken)?;
        let mut ids: Vec<u64> = scenarios.iter().map(|scenario| scenario.id).collect();
        ids.sort_unstable();
        if ids.array_windows().any(|[one, other]| one == other) {
            return Err(Unread::Broken(wrong("id")));
        }
        let next = number(&tree, "next").map_err(Unread::Broken)?;
        let next = ids.last().map_or(next, |last| next.max(last.saturating_add(1))).max(1);
        Ok(Self { scenarios, next })
    }
}

fn scenario(one: &Scenario) -> Result<Node, Problem> {
    let text = |text: &String| Value::Text(text.clone());
    let mut entries = vec![
        ("id", Value::Number(one.id.to_string())),
        ("revision", Value::Number(one.revision.to_string())),
        ("name", text(&one.name)),
        ("months", Value::Number(one.months.to_string())),
    ];
    entries.extend(one.vary.as_ref().map(|vary| ("vary", text(vary))));
    entries.extend(one.from.as_ref().map(|from| ("from", text(from))));
    entries.push(("stack", parse_json(&one.text, 0)?.value));
    Ok(map(entries))
}

fn map(entries: Vec<(&str, Value)>) -> Node {
    let entries = entries.into_iter().map(|(name, value)| (name.to_owned(), tree::empty(value)));
    tree::empty(Value::Map(entries.collect()))
}

fn read_one(node: &Node) -> Result<Scenario, Problem> {
    let name = words(node, "name")?.filter(|name| (1..=LONGEST_NAME).contains(&name.chars().count()));
    let months = number(node, "months")?;
    let months = u32::try_from(months).ok().filter(|months| (1..=MOST_MONTHS).contains(months));
    Ok(Scenario {
        id: number(node, "id").and_then(|id| if id == 0 { Err(wrong("id")) } else { Ok(id) })?,
        revision: number(node, "revision")?,
        name: name.ok_or_else(|| wrong("name"))?,
        text: json::print(node.get("stack").ok_or_else(|| wrong("stack"))?),
        vary: words(node, "vary")?,
        months: months.ok_or_else(|| wrong("months"))?,
        from: words(node, "from")?,
    })
}

fn words(node: &Node, name: &str) -> Result<Option<String>, Problem> {
    match node.get(name).map(|node| &node.value) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.clone())),
        Some(_) => Err(wrong(name)),
    }
}

fn number(node: &Node, name: &str) -> Result<u64, Problem> {
    let digits = match node.get(name).map(|node| &node.value) {
        Some(Value::Number(digits)) => digits.parse().ok(),
        _ => None,
    };
    digits.filter(|number| *number <= MOST).ok_or_else(|| wrong(name))
}

fn wrong(name: &str) -> Problem {
    Problem::new(format!("its `{name}` is missing or wrong"))
}
