//! A node with the way to it, so that whatever does not fit can say where it stands.

use super::meant;
use super::node::sorted;
use super::{Node, Position, Problem, ProblemKind, Problems, Value};
use crate::nearest::{is_slip, nearest};
use crate::unit::Refusal;

/// What a reader returns for a value that does not fit.
#[derive(Debug)]
pub(crate) struct Misfit(pub(super) Problem);

impl Misfit {
    /// The same, of a kind.
    pub(crate) fn of(mut self, kind: ProblemKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// The first of several, with the others beside it.
    pub(crate) fn beside(self, other: Self) -> Self {
        Self(self.0.beside(other.0))
    }

    /// Reads items one by one, and tells of all that do not fit.
    pub(crate) fn none_of<T>(items: impl Iterator<Item = Result<T, Self>>) -> Result<Vec<T>, Self> {
        let (mut all, mut problems) = (Vec::with_capacity(items.size_hint().0), Problems::default());
        for item in items {
            match item {
                Ok(item) => all.push(item),
                Err(misfit) => {
                    problems.add(misfit.0);
                    if problems.is_full() {
                        break;
                    }
                }
            }
        }
        problems.first().map_or(Ok(all), |first| Err(Self(first)))
    }

    /// The same with a remedy.
    #[inline(never)]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }
}

/// A node of a document and the way to it from the top.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    node: &'a Node,
    way: Option<(&'a Place<'a>, Step<'a>)>,
}

/// The last step of a way.
#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Item(usize),
}

impl<'a> Place<'a> {
    /// The whole document.
    pub(crate) fn top(node: &'a Node) -> Self {
        Self { node, way: None }
    }

    /// What stands here.
    pub(crate) fn value(&self) -> &'a Value {
        &self.node.value
    }

    /// The value under a name of the map that stands here.
    pub(crate) fn named(&'a self, name: &'a str, node: &'a Node) -> Self {
        Self { node, way: Some((self, Step::Name(name))) }
    }

    /// An item of the list that stands here.
    pub(crate) fn item(&'a self, at: usize, node: &'a Node) -> Self {
        Self { node, way: Some((self, Step::Item(at))) }
    }

    /// The names and values of the map that stands here.
    pub(crate) fn map(&self) -> Result<&'a [(String, Node)], Misfit> {
        match self.value() {
            Value::Map(entries) => Ok(entries),
            _ => Err(self.expected("a map of names to values")),
        }
    }

    /// The same by name, sorted.
    pub(crate) fn sorted(&self) -> Result<Vec<&'a (String, Node)>, Misfit> {
        self.map().map(sorted)
    }

    /// The items of the list that stands here.
    pub(crate) fn list(&self) -> Result<&'a [Node], Misfit> {
        match self.value() {
            Value::List(items) => Ok(items),
            _ => Err(self.expected("a list")),
        }
    }

    /// The text or number that stands here, as it was written.
    pub(crate) fn text(&self, expected: &str) -> Result<&'a str, Misfit> {
        match self.value() {
            Value::Text(text) | Value::Number(text) => Ok(text),
            _ => Err(self.expected(expected)),
        }
    }

    /// The one of `kinds` that stands here as `{ kind: content }`, with its content.
    pub(crate) fn kind(&'a self, kinds: &[&'static str]) -> Result<(&'static str, Self), Misfit> {
        let Value::Map(entries) = self.value() else { return Err(self.expected(&one_of(kinds))) };
        let [(name, node)] = entries.as_slice() else { return Err(self.expected(&one_of(kinds))) };
        match kinds.iter().find(|kind| *kind == name) {
            Some(kind) => Ok((kind, self.named(name, node))),
            None => Err(self.unknown("variant", name, kinds, node.name_at.unwrap_or(node.at))),
        }
    }

    /// Something stands here that is none of `words`.
    #[inline(never)]
    pub(crate) fn no_word(&self, words: &[&str]) -> Misfit {
        match self.value() {
            Value::Text(text) => self.unknown("variant", text, words, self.node.at),
            _ => self.expected(&one_of(words)),
        }
    }

    /// What is wrong with what stands here.
    pub(crate) fn wrong(&self, message: impl Into<String>) -> Misfit {
        self.problem(message.into(), self.node.at)
    }

    /// A text that is not what is expected, why, and what to write instead.
    #[inline(never)]
    pub(crate) fn refused(&self, text: &str, expected: &str, refusal: Refusal) -> Misfit {
        let mut misfit = self.wrong(match refusal.why {
            Some(why) => format!("`{text}` is not {expected}: {why}"),
            None => format!("`{text}` is not {expected}"),
        });
        misfit.0.hint = refusal.hint;
        misfit
    }

    /// What is wrong with the name of an entry of the map that stands here.
    pub(crate) fn wrong_name(&self, entry: &Node, message: String) -> Misfit {
        self.problem(message, entry.name_at.unwrap_or(entry.at))
    }

    /// Something else is expected here.
    #[inline(never)]
    pub(crate) fn expected(&self, what: &str) -> Misfit {
        let found = match self.value() {
            Value::Bool(yes) => format!("`{yes}`"),
            Value::Number(text) | Value::Text(text) => format!("`{text}`"),
            _ => self.node.kind().to_owned(),
        };
        let misfit = self.wrong(format!("wrong kind of value: found {found}, expected {what}"));
        misfit.hint(meant::written(&self.path(), self.value(), what).unwrap_or_else(|| example(what)))
    }

    /// A name or word that is not one of those allowed, with the nearest that is.
    #[inline(never)]
    pub(super) fn unknown(&self, what: &str, found: &str, allowed: &[&str], at: Position) -> Misfit {
        let message = format!("unknown {what} `{found}`, expected {}", one_of(allowed));
        let mut misfit = self.problem(message, at);
        let near = nearest(found, allowed.iter().copied()).first().copied();
        let near = meant::field(found, allowed).or(near.filter(|near| is_slip(found, near)));
        misfit.0.kind = ProblemKind::Unknown;
        misfit.0.hint = Some(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if allowed.contains(&"options") && allowed.contains(&"usage") => format!(
                "leave `{found}` out, or write one of those: what is used goes under `usage`, a setting under `options`"
            ),
            None => format!("leave `{found}` out, or write one of those"),
        });
        misfit
    }

    #[inline(never)]
    fn problem(&self, message: String, at: Position) -> Misfit {
        Misfit(Problem::new(message).path(self.path()).at(at))
    }

    fn path(&self) -> String {
        let Some((above, step)) = &self.way else { return String::new() };
        let mut path = above.path();
        match step {
            Step::Item(at) => path.extend(["[", &at.to_string(), "]"]),
            Step::Name(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
        }
        path
    }
}

/// How what is expected is written.
fn example(what: &str) -> String {
    match what {
        "true or false" => "write true or false, without quotes".to_owned(),
        "a whole number" => "write it with digits alone, such as 2".to_owned(),
        "a list" => "write it in brackets, such as [a, b], or with a dash before each".to_owned(),
        "a map of names to values" => "write names with values, such as { name: value }".to_owned(),
        "a text" => "write one word or number, in quotes where it has special characters".to_owned(),
        _ => format!("write {what}"),
    }
}

/// `` one of `a`, `b` ``, or `` `a` or `b` ``.
fn one_of(words: &[&str]) -> String {
    match words {
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` or `{other}`"),
        _ => format!("one of `{}`", words.join("`, `")),
    }
}
