//! Another value at a place of a document.

use super::{Children, MAX_DEPTH, Node, Position, Problem, Value};

impl Node {
    /// Puts a value at a dotted path such as `resources.web.plan`, in place of what stands there. Names that are missing on the
    /// way are added as maps; an item of a list has to be there. All of the value stands where the place does.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the way leads into a value that has no names, to an item that no list has, or too deep.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::{Value, parse_json, to_json};
    /// let mut node = parse_json(r#"{"web": {"plan": "starter"}}"#, 0).unwrap();
    /// node.set("web.plan", Value::Text("pro".to_owned())).unwrap();
    /// node.set("cache.plan", Value::Text("free".to_owned())).unwrap();
    /// assert_eq!(node.exact("web.plan").unwrap().value, Value::Text("pro".to_owned()));
    /// assert!(node.exact("cache.plan").is_some());
    /// assert!(node.set("web.plan.name", Value::Null).is_err());
    /// ```
    pub fn set(&mut self, path: &str, value: Value) -> Result<(), Problem> {
        let levels = path.matches(['.', '[']).count().saturating_add(1);
        if levels.saturating_add(value.levels()) >= MAX_DEPTH {
            return Err(Problem::new(format!("the place is nested deeper than {MAX_DEPTH} levels")));
        }
        if path.split('.').any(str::is_empty) && !path.is_empty() {
            return Err(Problem::new(format!("`{path}` has a name that is empty")));
        }
        self.put(path, value).map_err(|problem| problem.path(path))
    }

    fn put(&mut self, path: &str, value: Value) -> Result<(), Problem> {
        if path.is_empty() {
            self.value = value.all_at(self.at);
            return Ok(());
        }
        let at = self.at;
        if let Some((child, rest)) = self.child_mut(path) {
            return child.put(rest.strip_prefix('.').unwrap_or(rest), value);
        }
        let kind = self.kind();
        let Value::Map(entries) = &mut self.value else {
            return Err(Problem::new(format!("{kind} has no `{path}`")));
        };
        let (name, rest) = path.split_once('.').unwrap_or((path, ""));
        if name.is_empty() || name.contains(['[', ']']) {
            return Err(Problem::new(format!("there is no `{name}`")));
        }
        let mut child = Self::new(at, Value::Map(Children::default()));
        child.put(rest, value)?;
        entries.push((name.to_owned(), child));
        Ok(())
    }
}

impl Value {
    /// How many levels of maps and lists there are in it.
    fn levels(&self) -> usize {
        let within = |nodes: &mut dyn Iterator<Item = &Node>| {
            nodes.map(|node| node.value.levels()).max().unwrap_or(0).saturating_add(1)
        };
        match self {
            Self::List(items) => within(&mut items.iter()),
            Self::Map(entries) => within(&mut entries.iter().map(|(_, node)| node)),
            _ => 0,
        }
    }

    /// The same, with all of it at one place: where it was written is in another text.
    fn all_at(self, at: Position) -> Self {
        let put = |node: Node| Node { at, name_at: node.name_at.map(|_| at), value: node.value.all_at(at) };
        match self {
            Self::List(items) => Self::List(items.into_iter().map(put).collect()),
            Self::Map(entries) => {
                Self::Map(entries.into_iter().map(|(name, node)| (name, put(node))).collect())
            }
            plain => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_json;

    #[test]
    fn what_is_put_in_stands_where_it_is_put_and_not_too_deep() -> Result<(), Problem> {
        let mut node = parse_json("{\n  \"web\": { \"usage\": {} }\n}", 0)?;
        let place = node.exact("web.usage").map(|node| node.at);
        node.set("web.usage", parse_json("\n\n{ \"bandwidth\": \"1 GB\" }", 0)?.value)?;
        assert_eq!(node.exact("web.usage.bandwidth").map(|node| node.at), place);
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(node.set(&"a.".repeat(40), parse_json(&deep(10), 0)?.value).is_err(), "a name is empty");
        let path = ["a"; 40].join(".");
        assert!(node.set(&path, parse_json(&deep(30), 0)?.value).is_err(), "70 levels");
        node.set(&path, parse_json(&deep(10), 0)?.value)
    }
}
