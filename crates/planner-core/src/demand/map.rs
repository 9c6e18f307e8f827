//! A map of a profile file, read field by field; whatever does not fit is told with its path.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Commands;
use super::profile::{Length, Value, Wanted, When};
use crate::document::{Node, Problem, Value as Held};
use crate::nearest::nearest;
use crate::unit::{Quantity, Unit, decimal};

/// A map of a document with its path.
pub(super) struct Map<'a> {
    entries: &'a [(String, Node)],
    path: String,
}

impl<'a> Map<'a> {
    pub(super) fn any(node: &'a Node, path: &str) -> Result<Self, Problem> {
        match &node.value {
            Held::Map(entries) => Ok(Self { entries, path: path.to_owned() }),
            _ => Err(Problem::new(format!("found {} where names and values belong", node.kind())).path(path)),
        }
    }

    pub(super) fn of(node: &'a Node, path: &str, known: &[&str]) -> Result<Self, Problem> {
        let map = Self::any(node, path)?;
        if let Some((name, _)) = map.entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            let near = nearest(name, known.iter().copied());
            return Err(Problem::new(format!("unknown field `{name}`"))
                .path(map.at(name))
                .hint(format!("the fields here are {}", near.join(", "))));
        }
        Ok(map)
    }

    pub(super) fn at(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, node)| node)
    }

    pub(super) fn need(&self, name: &str) -> Result<&'a Node, Problem> {
        self.get(name).ok_or_else(|| Problem::new(format!("missing field `{name}`")).path(self.path.clone()))
    }

    pub(super) fn words(&self, name: &str) -> Result<Option<String>, Problem> {
        let Some(node) = self.get(name) else { return Ok(None) };
        match &node.value {
            Held::Text(text) | Held::Number(text) => Ok(Some(text.clone())),
            _ => Err(Problem::new(format!("found {} where words belong", node.kind())).path(self.at(name))),
        }
    }

    pub(super) fn word(&self, name: &str) -> Result<String, Problem> {
        self.need(name)?;
        self.words(name).map(Option::unwrap_or_default)
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<Decimal>, Problem> {
        let Some(text) = self.words(name)? else { return Ok(None) };
        let number = decimal(&text).filter(|number| *number >= Decimal::ZERO);
        number
            .map(Some)
            .ok_or_else(|| Problem::new(format!("`{text}` is no number of zero or more")).path(self.at(name)))
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool, Problem> {
        match self.get(name).map(|node| &node.value) {
            None => Ok(false),
            Some(Held::Bool(yes)) => Ok(*yes),
            Some(_) => Err(Problem::new("true or false belongs here").path(self.at(name))),
        }
    }

    pub(super) fn list<T>(
        &self,
        name: &str,
        one: impl Fn(&Node, &str) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        let Some(node) = self.get(name) else { return Ok(Vec::new()) };
        let Held::List(items) = &node.value else {
            return Err(
                Problem::new(format!("found {} where a list belongs", node.kind())).path(self.at(name))
            );
        };
        let at = |index: usize| format!("{}[{index}]", self.at(name));
        items.iter().enumerate().map(|(index, item)| one(item, &at(index))).collect()
    }

    pub(super) fn names(&self, name: &str) -> Result<Vec<String>, Problem> {
        self.list(name, |node, path| match &node.value {
            Held::Text(text) => Ok(text.clone()),
            _ => Err(Problem::new("a name belongs here").path(path)),
        })
    }

    pub(super) fn entries<T>(
        &self,
        name: &str,
        one: impl Fn(&Node, &str) -> Result<T, Problem>,
    ) -> Result<Vec<(String, T)>, Problem> {
        let Some(node) = self.get(name) else { return Ok(Vec::new()) };
        let map = Self::any(node, &self.at(name))?;
        map.entries.iter().map(|(key, node)| Ok((key.clone(), one(node, &map.at(key))?))).collect()
    }

    /// Commands by name, in the fields `wire` and `script`.
    pub(super) fn commands(&self) -> Result<Commands, Problem> {
        let some = |name: &str| -> Result<BTreeMap<String, Decimal>, Problem> {
            let Some(node) = self.get(name) else { return Ok(BTreeMap::new()) };
            let map = Self::any(node, &self.at(name))?;
            let one = |(command, _): &(String, Node)| {
                Ok((command.clone(), map.number(command)?.unwrap_or_default()))
            };
            map.entries.iter().map(one).collect()
        };
        Ok(Commands { wire: some("wire")?, script: some("script")? })
    }

    /// Seconds more, or fewer.
    pub(super) fn overhead(&self) -> Result<Decimal, Problem> {
        let Some(text) = self.words("overhead")? else { return Ok(Decimal::ZERO) };
        decimal(&text).ok_or_else(|| {
            Problem::new(format!("`{text}` is no number of seconds")).path(self.at("overhead"))
        })
    }

    /// A length in the field `name`, with the fields that go with it.
    pub(super) fn length(&self, name: &str) -> Result<Length, Problem> {
        let text = self.word(name)?;
        let second = Unit::parse("s");
        let seconds = Quantity::parse(&text).and_then(|quantity| quantity.in_unit(second.as_ref()?));
        Ok(Length {
            setting: if seconds.is_none() { Some(text) } else { None },
            seconds: seconds.unwrap_or_default(),
            times: self.number("times")?.unwrap_or(Decimal::ONE),
            overhead: self.overhead()?,
            at_most: self.number("at_most")?,
        })
    }

    pub(super) fn when(&self) -> Result<When, Problem> {
        self.entries("when", |node, path| match &node.value {
            Held::Map(_) => {
                let map = Map::of(node, path, &["at_least", "below"])?;
                match (map.number("at_least")?, map.number("below")?) {
                    (Some(least), None) => Ok(Wanted::AtLeast(least)),
                    (None, Some(most)) => Ok(Wanted::Below(most)),
                    _ => Err(Problem::new("give `at_least` or `below`").path(path)),
                }
            }
            _ => value(node, path).map(Wanted::Is),
        })
        .map(When)
    }
}

pub(super) fn value(node: &Node, path: &str) -> Result<Value, Problem> {
    match &node.value {
        Held::Bool(yes) => Ok(Value::Flag(*yes)),
        Held::Text(text) | Held::Number(text) => {
            Ok(decimal(text).map_or_else(|| Value::Word(text.clone()), Value::Number))
        }
        _ => Err(Problem::new("true, false, a number or a word belongs here").path(path)),
    }
}
