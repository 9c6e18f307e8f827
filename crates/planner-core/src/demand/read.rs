//! Reads profile files, and refuses names in them that nothing has.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Commands;
use super::profile::{
    Confidence, Cost, Cycle, Kept, Kind, Length, Measured, Operation, Profile, Renewal, Role, Setting, Value,
    Wanted, When,
};
use crate::document::{Node, Problem, Value as Held};
use crate::month::Date;
use crate::nearest::nearest;
use crate::unit::{Quantity, Unit, decimal};

/// A map of a document with its path.
struct Map<'a> {
    entries: &'a [(String, Node)],
    path: String,
}

impl<'a> Map<'a> {
    fn any(node: &'a Node, path: &str) -> Result<Self, Problem> {
        match &node.value {
            Held::Map(entries) => Ok(Self { entries, path: path.to_owned() }),
            _ => Err(Problem::new(format!("found {} where names and values belong", node.kind())).path(path)),
        }
    }

    fn of(node: &'a Node, path: &str, known: &[&str]) -> Result<Self, Problem> {
        let map = Self::any(node, path)?;
        if let Some((name, _)) = map.entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            let near = nearest(name, known.iter().copied());
            return Err(Problem::new(format!("unknown field `{name}`"))
                .path(map.at(name))
                .hint(format!("the fields here are {}", near.join(", "))));
        }
        Ok(map)
    }

    fn at(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn get(&self, name: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, node)| node)
    }

    fn need(&self, name: &str) -> Result<&'a Node, Problem> {
        self.get(name).ok_or_else(|| Problem::new(format!("missing field `{name}`")).path(self.path.clone()))
    }

    fn words(&self, name: &str) -> Result<Option<String>, Problem> {
        let Some(node) = self.get(name) else { return Ok(None) };
        match &node.value {
            Held::Text(text) | Held::Number(text) => Ok(Some(text.clone())),
            _ => Err(Problem::new(format!("found {} where words belong", node.kind())).path(self.at(name))),
        }
    }

    fn word(&self, name: &str) -> Result<String, Problem> {
        self.need(name)?;
        self.words(name).map(Option::unwrap_or_default)
    }

    fn number(&self, name: &str) -> Result<Option<Decimal>, Problem> {
        let Some(text) = self.words(name)? else { return Ok(None) };
        let number = decimal(&text).filter(|number| *number >= Decimal::ZERO);
        number
            .map(Some)
            .ok_or_else(|| Problem::new(format!("`{text}` is no number of zero or more")).path(self.at(name)))
    }

    fn flag(&self, name: &str) -> Result<bool, Problem> {
        match self.get(name).map(|node| &node.value) {
            None => Ok(false),
            Some(Held::Bool(yes)) => Ok(*yes),
            Some(_) => Err(Problem::new("true or false belongs here").path(self.at(name))),
        }
    }

    fn list<T>(
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

    fn names(&self, name: &str) -> Result<Vec<String>, Problem> {
        self.list(name, |node, path| match &node.value {
            Held::Text(text) => Ok(text.clone()),
            _ => Err(Problem::new("a name belongs here").path(path)),
        })
    }

    fn entries<T>(
        &self,
        name: &str,
        one: impl Fn(&Node, &str) -> Result<T, Problem>,
    ) -> Result<Vec<(String, T)>, Problem> {
        let Some(node) = self.get(name) else { return Ok(Vec::new()) };
        let map = Self::any(node, &self.at(name))?;
        map.entries.iter().map(|(key, node)| Ok((key.clone(), one(node, &map.at(key))?))).collect()
    }

    /// Commands by name, in the fields `wire` and `script`.
    fn commands(&self) -> Result<Commands, Problem> {
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
    fn overhead(&self) -> Result<Decimal, Problem> {
        let Some(text) = self.words("overhead")? else { return Ok(Decimal::ZERO) };
        decimal(&text).ok_or_else(|| {
            Problem::new(format!("`{text}` is no number of seconds")).path(self.at("overhead"))
        })
    }

    /// A length in the field `name`, with the fields that go with it.
    fn length(&self, name: &str) -> Result<Length, Problem> {
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

    fn when(&self) -> Result<When, Problem> {
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

fn value(node: &Node, path: &str) -> Result<Value, Problem> {
    match &node.value {
        Held::Bool(yes) => Ok(Value::Flag(*yes)),
        Held::Text(text) | Held::Number(text) => {
            Ok(decimal(text).map_or_else(|| Value::Word(text.clone()), Value::Number))
        }
        _ => Err(Problem::new("true, false, a number or a word belongs here").path(path)),
    }
}

pub(super) fn profile(node: &Node) -> Result<Profile, Problem> {
    let map = Map::of(node, "", &["schema", "client", "name", "measured", "roles"])?;
    if map.word("schema")? != "1" {
        return Err(Problem::new("this format is not known; write schema 1").path("schema"));
    }
    let roles = map.entries("roles", role)?;
    Ok(Profile {
        id: map.word("client")?,
        name: map.word("name")?,
        measured: measured(map.need("measured")?)?,
        roles,
    })
}

fn measured(node: &Node) -> Result<Measured, Problem> {
    let map = Map::of(node, "measured", &["version", "redis", "on", "confidence", "note"])?;
    let confidence = match map.word("confidence")?.as_str() {
        "measured" => Confidence::Measured,
        "derived" => Confidence::Derived,
        "unreproduced" => Confidence::Unreproduced,
        other => {
            return Err(Problem::new(format!("`{other}` is no confidence"))
                .path(map.at("confidence"))
                .hint("write measured, derived or unreproduced"));
        }
    };
    let on = map.words("on")?;
    let day = on.as_deref().and_then(Date::parse);
    if on.is_some() != day.is_some() {
        return Err(Problem::new("a day as 2026-12-31 belongs here").path(map.at("on")));
    }
    Ok(Measured {
        version: map.word("version")?,
        redis: map.words("redis")?,
        on: day,
        confidence,
        note: map.words("note")?,
    })
}

fn role(node: &Node, path: &str) -> Result<Role, Problem> {
    let map = Map::of(
        node,
        path,
        &["name", "does", "slots", "apart", "settings", "cycles", "operations", "memory", "note"],
    )?;
    let role = Role {
        name: map.word("name")?,
        does: map.word("does")?,
        slots: map.words("slots")?,
        apart: map.words("apart")?,
        settings: map.entries("settings", setting)?,
        cycles: map.list("cycles", cycle)?,
        operations: map.entries("operations", operation)?,
        memory: map.list("memory", kept)?,
        note: map.words("note")?,
    };
    names_are_known(&role).map_err(|problem| problem.path(path))?;
    Ok(role)
}

fn setting(node: &Node, path: &str) -> Result<Setting, Problem> {
    let fields = ["written", "says", "unit", "default", "at_least", "at_most", "choices", "tune", "tuned"];
    let map = Map::of(node, path, &fields)?;
    let default = value(map.need("default")?, &map.at("default"))?;
    let choices = map.names("choices")?;
    let kind = match &default {
        Value::Flag(_) => Kind::Flag,
        Value::Word(_) => Kind::Choice(choices),
        Value::Number(_) => {
            let unit = map.words("unit")?.unwrap_or_default();
            let unit = if unit.is_empty() { Some(Unit::count()) } else { Unit::parse(&unit) };
            Kind::Number {
                unit: unit.ok_or_else(|| Problem::new("no such unit").path(map.at("unit")))?,
                at_least: map.number("at_least")?.unwrap_or_default(),
                at_most: map.number("at_most")?.unwrap_or(Decimal::from(1_000_000_000)),
            }
        }
    };
    let setting = Setting {
        written: map.words("written")?,
        says: map.word("says")?,
        kind,
        default,
        tune: map.list("tune", value)?,
        tuned: map.words("tuned")?,
    };
    let fits = |value: &Value| super::setup::fits(&setting.kind, value);
    if !fits(&setting.default) || !setting.tune.iter().all(fits) {
        return Err(Problem::new("the default or a value to try is none the setting can have").path(path));
    }
    Ok(setting)
}

fn cycle(node: &Node, path: &str) -> Result<Cycle, Problem> {
    let fields = [
        "does",
        "every",
        "times",
        "overhead",
        "at_most",
        "woken_by",
        "all_woken",
        "pauses",
        "per",
        "when",
        "wire",
        "script",
    ];
    let map = Map::of(node, path, &fields)?;
    Ok(Cycle {
        does: map.word("does")?,
        every: map.length("every")?,
        woken_by: map.names("woken_by")?,
        all_woken: map.flag("all_woken")?,
        pauses: map.flag("pauses")?,
        per: map.names("per")?,
        when: map.when()?,
        commands: map.commands()?,
    })
}

fn operation(node: &Node, path: &str) -> Result<Operation, Problem> {
    let map = Map::of(node, path, &["does", "takes", "costs", "renews", "sets"])?;
    let renews = map.get("renews").map(|node| {
        let fields = ["every", "times", "overhead", "at_most", "skips", "wire", "script"];
        let map = Map::of(node, &map.at("renews"), &fields)?;
        Ok::<_, Problem>(Renewal {
            every: map.length("every")?,
            skips: map.number("skips")?.unwrap_or_default(),
            commands: map.commands()?,
        })
    });
    Ok(Operation {
        does: map.word("does")?,
        takes: map.words("takes")?,
        costs: map.list("costs", cost)?,
        renews: renews.transpose()?,
        sets: map.names("sets")?,
    })
}

fn cost(node: &Node, path: &str) -> Result<Cost, Problem> {
    let map = Map::of(node, path, &["when", "per", "wire", "script", "backlog"])?;
    let backlog = map
        .get("backlog")
        .map(|node| Map::of(node, &map.at("backlog"), &["wire", "script"]).and_then(|map| map.commands()));
    Ok(Cost {
        when: map.when()?,
        per: map.names("per")?,
        idle: map.commands()?,
        backlog: backlog.transpose()?,
    })
}

fn kept(node: &Node, path: &str) -> Result<Kept, Problem> {
    let fields = ["what", "with", "number", "lifetime", "times", "base", "payload", "wrap", "when"];
    let map = Map::of(node, path, &fields)?;
    let lifetime = map.get("lifetime").map(|_| map.length("lifetime")).transpose()?;
    Ok(Kept {
        what: map.word("what")?,
        with: map.words("with")?,
        number: map.words("number")?,
        lifetime,
        base: map.number("base")?.unwrap_or_default(),
        payload: map.words("payload")?,
        wrap: map.number("wrap")?.unwrap_or_default(),
        when: map.when()?,
    })
}

/// Every name that stands for a setting or an operation is one of this role.
fn names_are_known(role: &Role) -> Result<(), Problem> {
    let mut numbers: Vec<&str> = role.slots.iter().chain(&role.apart).map(String::as_str).collect();
    let mut conditions: Vec<&When> = Vec::new();
    let mut operations: Vec<&str> = Vec::new();
    for cycle in &role.cycles {
        numbers.extend(cycle.every.setting.as_deref());
        numbers.extend(cycle.per.iter().map(String::as_str));
        operations.extend(cycle.woken_by.iter().map(String::as_str));
        conditions.push(&cycle.when);
    }
    for (_, operation) in &role.operations {
        numbers.extend(operation.takes.as_deref());
        numbers.extend(operation.renews.as_ref().and_then(|renews| renews.every.setting.as_deref()));
        for cost in &operation.costs {
            numbers.extend(cost.per.iter().map(String::as_str));
            conditions.push(&cost.when);
        }
        for name in &operation.sets {
            if !role.setting(name).is_some_and(|setting| setting.kind == Kind::Flag) {
                return Err(Problem::new(format!("`{name}` is no flag among the settings")));
            }
        }
    }
    for kept in &role.memory {
        numbers.extend(kept.number.as_deref().into_iter().chain(kept.payload.as_deref()));
        numbers.extend(kept.lifetime.as_ref().and_then(|lifetime| lifetime.setting.as_deref()));
        operations.extend(kept.with.as_deref());
        conditions.push(&kept.when);
    }
    let number = |name: &&str| {
        **name == *super::setup::COUNT
            || role.setting(name).is_some_and(|setting| matches!(setting.kind, Kind::Number { .. }))
    };
    if let Some(name) = numbers.iter().find(|name| !number(name)) {
        return Err(Problem::new(format!("`{name}` is no number among the settings")));
    }
    if let Some(name) = operations.iter().find(|name| role.operation(name).is_none()) {
        return Err(Problem::new(format!("`{name}` is no operation")));
    }
    let mut wanted = conditions.iter().flat_map(|when| &when.0);
    if let Some((name, _)) = wanted.find(|(name, _)| role.setting(name).is_none()) {
        return Err(Problem::new(format!("`{name}` is no setting")));
    }
    let twice = role.settings.iter().find(|(name, _)| role.operation(name).is_some());
    match twice {
        Some((name, _)) => Err(Problem::new(format!("`{name}` is a setting and an operation"))),
        None => Ok(()),
    }
}
