//! Names in a profile that stand for settings and operations: each is one of its role.

use crate::clients::profile::{Kind, Length, Role, When};
use crate::unit::decimal;

/// Every name that stands for a setting or an operation is one of this role.
pub(super) fn names_are_known(role: &Role) -> Result<(), String> {
    if role.slots.as_deref().is_some_and(|slots| decimal(slots).is_none()) {
        numbers_of(role, role.slots.as_slice())?;
    }
    numbers_of(role, role.apart.as_slice())?;
    if let Some(limit) = &role.limit {
        numbers_of(role, &[limit.number.clone(), limit.per.clone()])?;
    }
    for cycle in &role.cycles {
        length_of(role, &cycle.every)?;
        numbers_of(role, &cycle.per)?;
        operations_of(role, &cycle.woken_by)?;
        settings_of(role, &cycle.when)?;
    }
    for (_, operation) in &role.operations {
        numbers_of(role, operation.takes.as_slice())?;
        if let Some(renews) = &operation.renews {
            length_of(role, &renews.every)?;
            numbers_of(role, &renews.per)?;
            settings_of(role, &renews.when)?;
        }
        for cost in &operation.costs {
            numbers_of(role, &cost.per)?;
            numbers_of(role, &cost.shared_by)?;
            settings_of(role, &cost.when)?;
        }
        for name in &operation.sets {
            if !role.setting(name).is_some_and(|setting| setting.kind == Kind::Flag) {
                return Err(format!("`{name}` is no flag among the settings"));
            }
        }
    }
    for kept in &role.memory {
        numbers_of(role, kept.number.as_slice())?;
        numbers_of(role, kept.payload.as_slice())?;
        if let Some(lifetime) = &kept.lifetime {
            length_of(role, lifetime)?;
        }
        operations_of(role, kept.with.as_slice())?;
        operations_of(role, &kept.read_by)?;
        settings_of(role, &kept.when)?;
    }
    match role.settings.iter().find(|(name, _)| role.operation(name).is_some()) {
        Some((name, _)) => Err(format!("`{name}` is a setting and an operation")),
        None => Ok(()),
    }
}

fn length_of(role: &Role, length: &Length) -> Result<(), String> {
    numbers_of(role, length.setting.as_slice())?;
    numbers_of(role, length.plus.as_slice())?;
    length.steps.as_ref().map_or(Ok(()), |step| length_of(role, step))
}

fn numbers_of(role: &Role, names: &[String]) -> Result<(), String> {
    let number = |name: &String| {
        *name == crate::clients::setup::COUNT
            || role.setting(name).is_some_and(|setting| matches!(setting.kind, Kind::Number { .. }))
    };
    match names.iter().find(|name| !number(name)) {
        Some(name) => Err(format!("`{name}` is no number among the settings")),
        None => Ok(()),
    }
}

fn operations_of(role: &Role, names: &[String]) -> Result<(), String> {
    match names.iter().find(|name| role.operation(name).is_none()) {
        Some(name) => Err(format!("`{name}` is no operation")),
        None => Ok(()),
    }
}

fn settings_of(role: &Role, when: &When) -> Result<(), String> {
    match when.0.iter().find(|(name, _)| role.setting(name).is_none()) {
        Some((name, _)) => Err(format!("`{name}` is no setting")),
        None => Ok(()),
    }
}
