//! A stack with nobody using it.

use crate::clients::Profiles;
use crate::number::Decimal;
use crate::output::StatedOut;
use crate::projection::figure;
use crate::stack::{Base, Ordered, Rate, Resource, Series, Stack};
use crate::unit::Quantity;

/// The stack at zero traffic: every driver at zero in every month, its fixed part too, clients connected and asked for
/// nothing. Resources run as many instances as `runs` says, or as many as stated. Usage stated without a driver stays.
pub(super) fn quiet(stack: &Stack, runs: &dyn Fn(&str, &Resource) -> Option<Decimal>) -> Stack {
    let mut quiet = stack.clone();
    for (_, driver) in quiet.drivers.iter_mut() {
        let zero = Quantity::new(Decimal::ZERO, None);
        *driver = Series::constant(Rate { quantity: zero, per: None });
    }
    for (name, resource) in quiet.resources.iter_mut() {
        still(resource);
        if resource.load.is_none() {
            resource.count = runs(name, resource).or(resource.count);
        }
    }
    quiet
}

/// Takes the traffic from one resource: what follows a driver adds nothing, clients are asked for nothing.
pub(crate) fn still(resource: &mut Resource) {
    for (_, series) in resource.usage.iter_mut() {
        match &mut series.base {
            Base::Driver { each, .. } => each.value = Decimal::ZERO,
            Base::Events(events) => events.retain(|event| event.times.drivers().is_empty()),
            Base::Start(_) | Base::Months(_) => {}
        }
        if let Some(deleted) = &mut series.deleted {
            deleted.retain(|gone| gone.amount.drivers().is_empty());
        }
    }
    let rows = resource.tables.iter_mut().map(|(_, rows)| &mut rows.rows);
    for series in rows.chain(resource.files.iter_mut().map(|(_, files)| &mut files.files)) {
        if let Base::Driver { each, .. } = &mut series.base {
            each.value = Decimal::ZERO;
        }
    }
    // Requests and jobs are traffic, also where they are plain rates; pings go on, and keep awake what they keep awake.
    for series in resource.traffic_mut() {
        *series = Series::constant(Rate { quantity: Quantity::new(Decimal::ZERO, None), per: None });
    }
    for client in &mut resource.clients {
        let Ok((profile, role)) = Profiles::named(&client.profile) else { continue };
        let is_asked = |name: &str| profile.role(&role).is_some_and(|role| role.operation(name).is_some());
        client.given.retain(|(name, _)| !is_asked(name));
    }
}

/// Usage that no driver makes: it is counted as it stands.
pub(super) fn stated(stack: &Stack) -> Vec<StatedOut> {
    let mut all = Vec::new();
    let mut add = |scope: &str, name: &str, usage: &Ordered<Series>| {
        for (meter, series) in usage.iter() {
            let value = match &series.base {
                Base::Driver { plus, .. } => {
                    plus.as_ref().map(|plus| (plus.quantity.value, plus.to_string()))
                }
                Base::Start(rate) => Some((rate.quantity.value, figure(series))),
                Base::Months(_) | Base::Events(_) => Some((Decimal::ONE, figure(series))),
            };
            if let Some((_, value)) = value.filter(|(amount, _)| !amount.is_zero()) {
                all.push(StatedOut { path: format!("{scope}.{name}.usage.{meter}"), value });
            }
        }
    };
    for (name, account) in stack.accounts.iter() {
        add("accounts", name, &account.usage);
    }
    for (name, resource) in stack.resources.iter() {
        add("resources", name, &resource.usage);
    }
    for (name, resource) in stack.resources.iter() {
        for stated in resource.stated() {
            // Requests, jobs and messages are traffic, which is at zero; what is kept, logged and built stays.
            let kept =
                ["tables.", "files.", "logs.", "deploys."].iter().any(|start| stated.at.starts_with(start));
            if kept
                && stated.at.rsplit('.').next() != Some("reads")
                && !matches!(stated.series.base, Base::Driver { plus: None, .. })
            {
                let value = figure(stated.series);
                all.push(StatedOut { path: format!("resources.{name}.{}", stated.at), value });
            }
        }
    }
    all
}
