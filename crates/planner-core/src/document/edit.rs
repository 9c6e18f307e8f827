//! Changes at places of a document: the one home for whoever edits a stack.

use super::{MAX_DEPTH, Node, Position, Problem, Value};

impl Node {
    /// What stands at a path of steps: the names of entries of maps, the places of items of lists from 0.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, step| match &node.value {
            Value::List(items) => items.get(place(step)?),
            _ => node.get(step),
        })
    }

    /// Puts a value at a path of steps, in place of what stands there. Names that are missing on the way are added as maps, as
    /// are those that nothing stands at (null), and a list grows by the item after its last. All of the value stands where the path does.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the path leads into a value that has no names, to an item that no list has, or too deep, and for a
    /// name that is empty. The document is as it was then.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::{Value, parse_json, to_json};
    /// let mut node = parse_json(r#"{"clients":[{"profile":"bullmq"}]}"#, 0).unwrap();
    /// node.put(&["clients", "1", "profile"], Value::Text("celery".to_owned())).unwrap();
    /// node.remove(&["clients", "0"]);
    /// assert_eq!(to_json(&node), r#"{"clients":[{"profile":"celery"}]}"#);
    /// assert!(node.put(&["clients", "9"], Value::Null).is_err());
    /// ```
    pub fn put(&mut self, path: &[&str], value: Value) -> Result<(), Problem> {
        let lead = match () {
            () if path.len().saturating_add(value.levels()) >= MAX_DEPTH => {
                Err(Problem::new(format!("the place is nested deeper than {MAX_DEPTH} levels")))
            }
            () if path.iter().any(|step| step.is_empty()) => {
                Err(Problem::new("a name on the way there is empty"))
            }
            () => self.lead(path),
        };
        lead.map_err(|problem| problem.path(path.join(".")))?;
        self.enter(path, value);
        Ok(())
    }

    /// Puts a value at a dotted path such as `resources.web.plan` or `resources.cache.clients[1].count`, as [`Self::put`] does.
    ///
    /// # Errors
    ///
    /// As of [`Self::put`]; the path is in the problem.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::{Value, parse_json, to_json};
    /// let mut node = parse_json(r#"{"web": {"plan": "starter"}}"#, 0).unwrap();
    /// node.set("web.plan", Value::Text("pro".to_owned())).unwrap();
    /// node.set("cache.plan", Value::Text("free".to_owned())).unwrap();
    /// assert_eq!(to_json(&node), r#"{"web":{"plan":"pro"},"cache":{"plan":"free"}}"#);
    /// assert!(node.set("web.plan.name", Value::Null).is_err());
    /// ```
    pub fn set(&mut self, path: &str, value: Value) -> Result<(), Problem> {
        let put = self.steps(path).and_then(|steps| self.put(&steps, value));
        put.map_err(|problem| problem.path(path))
    }

    /// Takes away what stands at a path of steps; nothing where nothing does.
    pub fn remove(&mut self, path: &[&str]) {
        let Some((last, path)) = path.split_last() else { return };
        match self.step_down(path).map(|node| &mut node.value) {
            Some(Value::Map(entries)) => entries.retain(|(name, _)| name != last),
            Some(Value::List(items)) => {
                if let Some(at) = place(last).filter(|at| *at < items.len()) {
                    items.remove(at);
                }
            }
            _ => {}
        }
    }

    /// Gives an entry of a map another name, at the place where it stands.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where nothing stands at the path or no map has it, and for a name that is empty or taken. The document
    /// is as it was then.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::{parse_json, to_json};
    /// let mut node = parse_json(r#"{"web":1,"cache":2}"#, 0).unwrap();
    /// node.rename(&["web"], "api").unwrap();
    /// assert_eq!(to_json(&node), r#"{"api":1,"cache":2}"#);
    /// assert!(node.rename(&["api"], "cache").is_err());
    /// ```
    pub fn rename(&mut self, path: &[&str], name: &str) -> Result<(), Problem> {
        let wrong = |message: String| Problem::new(message).path(path.join("."));
        let Some((old, holder)) = path.split_last() else { return Err(wrong("it has no name".to_owned())) };
        let missing = || wrong(format!("there is no `{old}`"));
        let Some(Value::Map(entries)) = self.step_down(holder).map(|node| &mut node.value) else {
            return Err(missing());
        };
        let place = entries.iter().position(|(known, _)| known == old).ok_or_else(missing)?;
        if name.is_empty() {
            return Err(wrong("a name is empty".to_owned()).hint("write one letter or more"));
        }
        if entries.iter().enumerate().any(|(at, (known, _))| known == name && at != place) {
            return Err(wrong(format!("`{name}` is there already")).hint("take another name"));
        }
        if let Some(entry) = entries.get_mut(place) {
            name.clone_into(&mut entry.0);
        }
        Ok(())
    }

    /// Moves an entry of a map or an item of a list by so many places, at most to the beginning or the end; nothing where
    /// nothing stands there.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::{parse_json, to_json};
    /// let mut node = parse_json(r#"{"a":1,"b":2,"c":3}"#, 0).unwrap();
    /// node.shift(&["a"], 1);
    /// node.shift(&["c"], -9);
    /// assert_eq!(to_json(&node), r#"{"c":3,"b":2,"a":1}"#);
    /// ```
    pub fn shift(&mut self, path: &[&str], by: i32) {
        let Some((last, holder)) = path.split_last() else { return };
        match self.step_down(holder).map(|node| &mut node.value) {
            Some(Value::Map(entries)) => {
                let at = entries.iter().position(|(name, _)| name == last);
                shift(entries, at, by);
            }
            Some(Value::List(items)) => shift(items, place(last), by),
            _ => {}
        }
    }

    /// Whether a value can be put there.
    fn lead(&self, path: &[&str]) -> Result<(), Problem> {
        let Some((step, rest)) = path.split_first() else { return Ok(()) };
        let child = match &self.value {
            Value::Null => None,
            Value::Map(_) => self.get(step),
            Value::List(items) if place(step) == Some(items.len()) => None,
            Value::List(items) => match place(step).and_then(|at| items.get(at)) {
                None => {
                    return Err(Problem::new(format!(
                        "there is no item `{step}`: the list has {}",
                        items.len()
                    )));
                }
                child => child,
            },
            _ => return Err(Problem::new(format!("{} has no `{}`", self.kind(), path.join(".")))),
        };
        child.map_or(Ok(()), |child| child.lead(rest))
    }

    fn enter(&mut self, path: &[&str], value: Value) {
        let (at, missing) = (self.at, Self::new(self.at, Value::Null));
        let Some((step, rest)) = path.split_first() else {
            self.value = value.all_at(at);
            return;
        };
        if self.find(&[step]).is_none() {
            match &mut self.value {
                Value::List(items) => items.push(missing),
                Value::Map(entries) => entries.push(((*step).to_owned(), missing)),
                nothing => *nothing = Value::Map(vec![((*step).to_owned(), missing)].into()),
            }
        }
        if let Some(child) = self.step_into(step) {
            child.enter(rest, value);
        }
    }

    fn step_down(&mut self, path: &[&str]) -> Option<&mut Self> {
        path.iter().try_fold(self, |node, step| node.step_into(step))
    }

    fn step_into(&mut self, step: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::List(items) => items.get_mut(place(step)?),
            Value::Map(entries) => entries.iter_mut().find(|(name, _)| name == step).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The steps of a dotted path. Names that are there may hold dots and brackets, those that are added do not.
    fn steps<'p>(&self, path: &'p str) -> Result<Vec<&'p str>, Problem> {
        let (mut node, mut steps, mut rest) = (self, Vec::new(), path);
        let mut more = !path.is_empty();
        while let Some((child, after)) = node.child(rest).filter(|_| more) {
            let step = rest.strip_suffix(after).unwrap_or(rest);
            let is_list = matches!(node.value, Value::List(_));
            steps.push(if is_list { step.trim_matches(['[', ']']) } else { step });
            (node, more) = (child, !after.is_empty());
            rest = after.strip_prefix('.').unwrap_or(after);
        }
        let mut wants_item = matches!(node.value, Value::List(_));
        if wants_item
            && let Some((item, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        {
            steps.push(item);
            (wants_item, more) = (false, !after.is_empty());
            // What follows an item stands behind a point; nothing is no name.
            rest = after.strip_prefix('.').unwrap_or_default();
        }
        if more && (wants_item || rest.contains(['[', ']'])) {
            return Err(Problem::new(format!("there is no `{rest}`")));
        }
        steps.extend(rest.split('.').filter(|_| more));
        Ok(steps)
    }
}

/// The place of an item, which is digits alone: `+1` is none.
pub(super) fn place(step: &str) -> Option<usize> {
    step.bytes().all(|byte| byte.is_ascii_digit()).then(|| step.parse().ok())?
}

/// Moves one of some by so many places.
fn shift<T>(all: &mut Vec<T>, at: Option<usize>, by: i32) {
    let Some(at) = at.filter(|at| *at < all.len()) else { return };
    let one = all.remove(at);
    let steps = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    let to = if by < 0 { at.saturating_sub(steps) } else { at.saturating_add(steps).min(all.len()) };
    all.insert(to, one);
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
    use crate::document::{parse_json, to_json};

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

    #[test]
    fn dotted_paths_lead_where_steps_do() -> Result<(), Problem> {
        let written = r#"{"gpt-4.1":{"plan":"a"},"list":[{"b":1}],"none":null,"word":"x"}"#;
        for (path, expected) in [
            ("gpt-4.1.plan", Some(r#"{"gpt-4.1":{"plan":7},"list":[{"b":1}],"none":null,"word":"x"}"#)),
            ("list[0].b", Some(r#"{"gpt-4.1":{"plan":"a"},"list":[{"b":7}],"none":null,"word":"x"}"#)),
            (
                "list[1].b",
                Some(r#"{"gpt-4.1":{"plan":"a"},"list":[{"b":1},{"b":7}],"none":null,"word":"x"}"#),
            ),
            ("none.b", Some(r#"{"gpt-4.1":{"plan":"a"},"list":[{"b":1}],"none":{"b":7},"word":"x"}"#)),
            ("", Some("7")),
            ("list[2].b", None),
            ("list[last]", None),
            ("list.b", None),
            ("gpt-4.1[0]", None),
            ("more[0]", None),
            ("word.b", None),
            ("gpt-4.1.", None),
            ("gpt-4.1..plan", None),
            (".", None),
            ("list[0]].b", None),
            ("list.0.b", None),
            ("list.1", None),
            ("list[+0].b", None),
            ("list[1]b", None),
            ("list[0]b", None),
        ] {
            let mut node = parse_json(written, 0)?;
            let put = node.set(path, Value::Number("7".to_owned()));
            assert_eq!(put.is_ok(), expected.is_some(), "{path}: {put:?}");
            assert_eq!(to_json(&node), expected.unwrap_or(written), "{path}");
        }
        Ok(())
    }

    #[test]
    fn what_is_taken_away_leaves_the_rest() -> Result<(), Problem> {
        let mut node = parse_json(r#"{"a":{"b":1,"c":2},"d":[1,2]}"#, 0)?;
        for path in
            [&["a", "b"][..], &["d", "0"], &["d", "7"], &["d", "last"], &["e", "f"], &["a", "c", "x"], &[]]
        {
            node.remove(path);
        }
        assert_eq!(to_json(&node), r#"{"a":{"c":2},"d":[2]}"#);
        Ok(())
    }

    #[test]
    fn names_change_where_they_stand_and_never_twice() -> Result<(), Problem> {
        let mut node = parse_json(r#"{"a":{"b":1,"c":2},"d":[1,2]}"#, 0)?;
        node.rename(&["a", "b"], "x")?;
        node.rename(&["a", "x"], "x")?;
        for (path, name) in
            [(&["a", "x"][..], "c"), (&["a", "x"], ""), (&["a", "b"], "y"), (&["d", "0"], "y"), (&[], "y")]
        {
            assert!(node.rename(path, name).is_err(), "{path:?} as `{name}`");
        }
        assert_eq!(to_json(&node), r#"{"a":{"x":1,"c":2},"d":[1,2]}"#);
        Ok(())
    }

    #[test]
    fn what_moves_stops_at_the_ends() -> Result<(), Problem> {
        for (path, by, wanted) in [
            (&["a"][..], 0, r#"{"a":1,"b":2,"c":[1,2,3]}"#),
            (&["a"], i32::MAX, r#"{"b":2,"c":[1,2,3],"a":1}"#),
            (&["b"], i32::MIN, r#"{"b":2,"a":1,"c":[1,2,3]}"#),
            (&["c", "2"], -1, r#"{"a":1,"b":2,"c":[1,3,2]}"#),
            (&["c", "3"], -1, r#"{"a":1,"b":2,"c":[1,2,3]}"#),
            (&["x"], 1, r#"{"a":1,"b":2,"c":[1,2,3]}"#),
            (&["a", "x"], 1, r#"{"a":1,"b":2,"c":[1,2,3]}"#),
        ] {
            let mut node = parse_json(r#"{"a":1,"b":2,"c":[1,2,3]}"#, 0)?;
            node.shift(path, by);
            assert_eq!(to_json(&node), wanted, "{path:?} by {by}");
        }
        Ok(())
    }
}
