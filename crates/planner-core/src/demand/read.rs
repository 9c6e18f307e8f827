//! Reads profile files, and refuses names in them that nothing has.

use rust_decimal::Decimal;

use super::map::{Map, value};
use super::profile::{
    Confidence, Cost, Cycle, Kept, Kind, Measured, Operation, Profile, Renewal, Role, Setting, Value, When,
};
use crate::document::{Node, Problem};
use crate::month::Date;
use crate::unit::Unit;

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
