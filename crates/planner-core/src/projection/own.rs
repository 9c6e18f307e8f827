//! The user's own ceilings, judged like a vendor's.

use rust_decimal::Decimal;

use super::ProjectedMonth;
use crate::bill::{Demand, LimitRow, LimitState, Line, MeterDemand, sum};
use crate::book::{Effect, MeterKind, Window};
use crate::document::Problem;
use crate::nearest::nearest;
use crate::stack::{OwnLimit, Rate, RateUnit, Stack};

/// Adds the user's ceilings to a month's limits.
pub(super) fn limits<'a>(stack: &'a Stack, month: &mut ProjectedMonth<'a>, demands: &[MeterDemand<'a>]) -> Result<(), Problem> {
    let mut rows = Vec::new();
    if let Some(spend) = &stack.limits.spend {
        rows.push(spent(stack, month, "spend", "what the stack may cost".to_owned(), spend, month.total, None, Effect::Notified)?);
    }
    for (name, limit) in &stack.limits.named {
        rows.push(one(stack, month, name, limit, demands)?);
    }
    month.limits.extend(rows);
    Ok(())
}

fn one<'a>(stack: &'a Stack, month: &ProjectedMonth<'a>, name: &'a str, limit: &'a OwnLimit, demands: &[MeterDemand<'a>]) -> Result<LimitRow<'a>, Problem> {
    let path = format!("limits.{name}");
    let wrong = |message: &str, hint: &str| Problem::new(message.to_owned()).path(path.clone()).hint(hint.to_owned());
    let scope = match (&limit.resource, &limit.account) {
        (Some(resource), None) => Some(stack.resources.entry(resource).map(|(name, _)| name).ok_or_else(|| {
            let known = nearest(resource, stack.resources.names());
            wrong(&format!("no resource `{resource}`"), &format!("the resources are {}", known.join(", ")))
        })?),
        (None, Some(account)) => Some(month.accounts.iter().map(|total| total.account).find(|known| known == account).ok_or_else(|| {
            wrong(&format!("no account `{account}` is billed"), "name an account that has resources and prices")
        })?),
        (None, None) => None,
        (Some(_), Some(_)) => return Err(wrong("names a resource and an account", "name one of them")),
    };
    if let Some(spend) = &limit.spend {
        let lines = month.lines.iter().filter(|line| match (&limit.resource, &limit.account) {
            (Some(resource), _) => line.resource == Some(resource.as_str()),
            (_, Some(account)) => line.account == account,
            _ => true,
        });
        let total = sum(lines.filter_map(Line::summed))?;
        let mut row = spent(stack, month, name, format!("your ceiling on the cost of {}", scope.unwrap_or("the stack")), spend, total, scope, limit.then)?;
        row.says.clone_from(&limit.says);
        return Ok(row);
    }
    let Some(at) = &limit.at else {
        return Err(wrong("says neither `at` nor `spend`", "for example `{ resource: cache, meter: commands, at: 10000 /day }`"));
    };
    if let Some(driver) = &limit.driver {
        let figure = month.drivers.iter().find(|(known, _)| known == driver).ok_or_else(|| {
            let known = nearest(driver, stack.drivers.names());
            wrong(&format!("no driver `{driver}`"), &format!("the drivers are {}", known.join(", ")))
        })?;
        let mut row = blank(stack, month, name, format!("your ceiling on {driver}"), None, Some(at.quantity.value), limit.then);
        row.unit = driver.clone();
        row.says.clone_from(&limit.says);
        let demand = Demand::steady(figure.1);
        row.usage = Some(figure.1);
        row.judge(Some(&demand), stack.limits.headroom, month.month);
        return Ok(row);
    }
    let (Some(resource), Some(meter)) = (scope.filter(|_| limit.resource.is_some()), &limit.meter) else {
        return Err(wrong("does not say what it is on", "give `resource` and `meter`, or `driver`, or `spend`"));
    };
    let demand = demands.iter().find(|demand| demand.resource == resource && demand.meter == meter);
    let vendors = month.limits.iter().find(|row| row.resource == Some(resource) && row.meter == Some(meter.as_str()));
    let share = at.quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%");
    let (unit, kind) = match (demand, vendors) {
        (Some(demand), _) => (demand.terms.unit.to_string(), demand.terms.kind),
        (None, Some(row)) => (row.unit.clone(), MeterKind::Level),
        (None, None) => (at.quantity.unit.as_ref().map(ToString::to_string).unwrap_or_default(), MeterKind::Flow),
    };
    let ceiling = if share {
        let vendor = vendors.and_then(|row| row.ceiling);
        vendor.and_then(|ceiling| ceiling.checked_mul(at.quantity.value)?.checked_div(Decimal::ONE_HUNDRED))
    } else {
        match demand {
            Some(demand) => Some(at.quantity.in_unit(&demand.terms.unit).ok_or_else(|| super::wrong_unit(&at.quantity, &demand.terms.unit, &demand.terms.name).path(format!("{path}.at")))?),
            None => Some(at.quantity.value),
        }
    };
    let window = match (at.per, kind) {
        (None | Some(RateUnit::Month), MeterKind::Flow) => Window::Month,
        (Some(RateUnit::Day), MeterKind::Flow) => Window::Day,
        (Some(RateUnit::Second), MeterKind::Flow) => Window::Second,
        (None, _) => Window::Instant,
        _ => return Err(wrong("has a time that is not looked at", "a ceiling is per second, per day or per month, and a state has none")),
    };
    let mut row = blank(stack, month, name, format!("your ceiling on {meter} of {resource}"), Some(resource), ceiling, limit.then);
    row.meter = Some(meter);
    row.unit = unit;
    row.window = window;
    row.says.clone_from(&limit.says);
    let found = demand.and_then(|demand| Demand::of(&demand.usage, demand.terms.kind, window, month.month));
    row.usage = found.as_ref().map(|found| found.used);
    row.basis = found.as_ref().and_then(|found| found.basis);
    row.judge(found.as_ref(), stack.limits.headroom, month.month);
    Ok(row)
}

#[expect(clippy::too_many_arguments, reason = "a row's own parts, gathered once for the two kinds of spend")]
fn spent<'a>(
    stack: &Stack,
    month: &ProjectedMonth<'_>,
    name: &'a str,
    description: String,
    ceiling: &Rate,
    total: Decimal,
    scope: Option<&'a str>,
    effect: Effect,
) -> Result<LimitRow<'a>, Problem> {
    let (window, days) = match ceiling.per {
        None | Some(RateUnit::Month) => (Window::Month, 1),
        Some(RateUnit::Day) => (Window::Day, u32::from(month.month.days())),
        _ => return Err(Problem::new("a spend is per day or per month").path(format!("limits.{name}"))),
    };
    let used = total.checked_div(Decimal::from(days)).unwrap_or(total);
    let mut row = blank(stack, month, name, description, scope, Some(ceiling.quantity.value), effect);
    row.window = window;
    row.unit = "USD".to_owned();
    let demand = if window == Window::Month { Demand::spend(used, month.month) } else { Demand::steady(used) };
    row.usage = Some(used);
    row.basis = demand.basis;
    row.judge(Some(&demand), stack.limits.headroom, month.month);
    Ok(row)
}

fn blank<'a>(
    _stack: &Stack,
    _month: &ProjectedMonth<'_>,
    name: &'a str,
    description: String,
    resource: Option<&'a str>,
    ceiling: Option<Decimal>,
    effect: Effect,
) -> LimitRow<'a> {
    LimitRow {
        account: "your limits",
        resource,
        limit: name,
        description,
        meter: None,
        unit: String::new(),
        ceiling,
        usage: None,
        headroom: None,
        state: LimitState::NotGiven,
        effect,
        says: None,
        reset: None,
        window: Window::Month,
        passed_at: None,
        passed_on: None,
        stages: Vec::new(),
        basis: None,
        source: None,
        confidence: None,
        own: true,
    }
}
