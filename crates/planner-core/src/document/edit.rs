//! Another value at a place of a document.

use super::{Children, MAX_DEPTH, Node, Problem, Value};

impl Node {
    /// Puts a value at a dotted path such as `resources.web.plan`, in place of what stands there. Names that are missing on the
    /// way are added as maps; an item of a list has to be there.
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
        if levels >= MAX_DEPTH {
            return Err(Problem::new(format!("the place is nested deeper than {MAX_DEPTH} levels")));
        }
        self.put(path, value).map_err(|problem| problem.path(path))
    }

    fn put(&mut self, path: &str, value: Value) -> Result<(), Problem> {
        if path.is_empty() {
            self.value = value;
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
