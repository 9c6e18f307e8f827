//! The tree that JSON and YAML become.

use super::edit::place;
use super::{Children, Problem};

/// A place in a text: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// Which of several files folded into one tree; 0 for a document of one file.
    pub file: u16,
}

/// A value with the place it stands at.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// Where the value starts.
    pub at: Position,
    /// Where its name starts, if it has one.
    pub name_at: Option<Position>,
    /// The value.
    pub value: Value,
}

/// What a node holds. Numbers are kept as they were written: no digit is lost on the way to a decimal.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Children<Node>),
    /// Names with values, in the order they were written; no name twice.
    Map(Children<(String, Node)>),
}

impl Node {
    /// A value at a place.
    #[must_use]
    pub fn new(at: Position, value: Value) -> Self {
        Self { at, name_at: None, value }
    }

    /// Whether two nodes hold the same, wherever they stand.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.says_the_same(other))
            }
            (Value::Map(one), Value::Map(other)) => {
                let within = |(name, node): &(String, Self)| {
                    other.iter().any(|(key, other)| key == name && node.says_the_same(other))
                };
                one.len() == other.len() && one.iter().all(within)
            }
            (one, other) => one == other,
        }
    }

    /// The child of a map by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The same map with a number under a name it lacks; anything else as it is.
    #[must_use]
    pub(crate) fn filled(&self, name: &str, number: &str) -> Self {
        let mut node = self.clone();
        if let Value::Map(entries) = &mut node.value
            && !entries.iter().any(|(key, _)| key == name)
        {
            entries.push((name.to_owned(), Self::new(self.at, Value::Number(number.to_owned()))));
        }
        node
    }

    /// The node at a dotted path such as `resources.web.plan` or `drivers.users.steps[2]`, or its nearest ancestor.
    #[must_use]
    pub fn nearest(&self, path: &str) -> &Self {
        self.descend(path).0
    }

    /// The node at a dotted path; none where only an ancestor is there.
    #[must_use]
    pub fn exact(&self, path: &str) -> Option<&Self> {
        let (node, rest) = self.descend(path);
        rest.is_empty().then_some(node)
    }

    /// The last node on the way down a dotted path, and what is left of the path there.
    fn descend<'p>(&self, path: &'p str) -> (&Self, &'p str) {
        let mut node = self;
        let mut rest = path;
        while !rest.is_empty() {
            let Some((child, after)) = node.child(rest) else { break };
            node = child;
            rest = after.strip_prefix('.').unwrap_or(after);
        }
        (node, rest)
    }

    /// The child that a path starts with. Names may hold dots, as those of models do: the longest that fits counts.
    pub(super) fn child<'p>(&self, path: &'p str) -> Option<(&Self, &'p str)> {
        let ends = |after: &str| after.is_empty() || after.starts_with(['.', '[']);
        match &self.value {
            Value::List(items) => {
                let (step, after) = path.strip_prefix('[')?.split_once(']')?;
                Some((items.get(place(step)?)?, after)).filter(|_| ends(after))
            }
            Value::Map(entries) => {
                let named = entries.iter().filter_map(|(name, node)| {
                    let after = path.strip_prefix(name.as_str())?;
                    ends(after).then_some((node, after))
                });
                named.min_by_key(|(_, after)| after.len())
            }
            _ => None,
        }
    }

    /// Puts the place of `problem.path` into the problem, if it has none yet.
    #[must_use]
    pub fn locate(&self, problem: Problem) -> Problem {
        let mut problem = problem;
        let others = std::mem::take(&mut problem.others);
        problem.others = others.into_iter().map(|other| self.locate(other)).collect();
        if problem.position.is_some() {
            return problem;
        }
        let at = self.nearest(&problem.path).at;
        problem.at(at)
    }

    /// What kind of value this is, for an error to say what was found.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing (null)",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of names to values",
        }
    }
}

/// A map's names and values by name.
pub(super) fn sorted(entries: &[(String, Node)]) -> Vec<&(String, Node)> {
    let mut entries: Vec<&(String, Node)> = entries.iter().collect();
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    entries
}

/// Refuses a map in which a name stands twice, at the first that stood before.
pub(super) fn refuse_twice(entries: &[(String, Node)]) -> Result<(), Problem> {
    let sorted = sorted(entries);
    let place = |(_, node): &(String, Node)| node.name_at.map(|at| (at.line, at.column));
    let twice = sorted.array_windows().filter(|[a, b]| a.0 == b.0);
    let later = twice.map(|&[a, b]| if place(a) < place(b) { b } else { a });
    match later.min_by_key(|entry| place(entry)) {
        None => Ok(()),
        Some((name, node)) => Err(Problem::new(format!("`{name}` is given twice"))
            .at(node.name_at.unwrap_or(node.at))
            .hint("leave one of the two out, or give them different names")),
    }
}
