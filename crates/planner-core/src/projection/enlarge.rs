//! Provisioned sizes that the vendor enlarges by itself as they fill.

use crate::bill::{MonthUsage, ResourceMonth, Run};
use crate::book::{Grows, Meter, Settings};
use crate::document::Problem;
use crate::model::{Account, Contract};
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::GrowthSteps;

/// Provisioned sizes that vendors have enlarged so far, by resource and meter.
pub(super) type Sizes<'a> = Table<Decimal, (&'a str, &'a str)>;

/// Cuts the month where the vendor enlarges a provisioned size, and remembers the size for the next month.
pub(super) fn enlarge<'a>(
    contract: Contract<'a>,
    account: &Account<'a>,
    month: &mut ResourceMonth<'a>,
    seconds: u32,
    sizes: &mut Sizes<'a>,
) -> Result<(), Problem> {
    let Some(product) = contract.book.provider.products.get(month.product) else { return Ok(()) };
    for (id, meter, grows) in product.meters.iter().filter_map(|(id, m)| Some((id, m, m.grows.as_ref()?))) {
        let Some(first) = month.runs.first() else { return Ok(()) };
        let Some(standing) = contract.find(month.product, first.plan) else { continue };
        let settings = standing.settings(&month.options, account.terms(), Decimal::ONE);
        let fills = month.usage.get(grows.with.as_str()).and_then(|usage| usage.ends(seconds));
        let (Some((opening, closing)), true) = (fills, may_grow(grows, &settings)) else {
            continue;
        };
        let Some(given) = given(month, (id, meter), &settings, seconds) else { continue };
        let size = sizes.get(&(month.name, id.as_str())).copied().unwrap_or(given).most(given);
        // It fills through the whole month, as its usage runs; what is billed are the stretches it is there.
        let steps = rule(grows).through(size, opening, closing, seconds).ok_or_else(|| {
            Problem::new(format!("{} outgrows what the vendor's rule can follow", meter.name))
                .path(format!("{}.usage.{}", month.path, grows.with))
        })?;
        if !month.usage.contains_key(id.as_str()) && steps.iter().all(|step| step.1 == given) {
            continue; // Still the vendor's default: nothing to state.
        }
        let mut runs = Vec::with_capacity(steps.len());
        for run in &month.runs {
            let ends = steps.iter().skip(1).map(|step| step.0).chain([seconds]);
            for (&(from, size), to) in steps.iter().zip(ends) {
                let (from, to) = (from.max(run.from), to.min(run.to));
                if from < to {
                    let mut usage = run.usage.clone();
                    usage.insert(id, MonthUsage::Level { opening: size, closing: size });
                    runs.push(Run { from, to, usage, ..run.clone() });
                    sizes.insert((month.name, id), size);
                }
            }
        }
        month.runs = runs;
    }
    Ok(())
}

fn may_grow(grows: &Grows, settings: &Settings<'_>) -> bool {
    settings.meet(&grows.when) && !grows.unless.as_ref().is_some_and(|unless| settings.meet(unless))
}

/// The size the user states, else the vendor's default.
fn given(
    month: &ResourceMonth<'_>,
    (id, meter): (&str, &Meter),
    settings: &Settings<'_>,
    seconds: u32,
) -> Option<Decimal> {
    match month.usage.get(id) {
        Some(usage) => usage.ends(seconds).map(|(opening, _)| opening),
        None => meter.default.as_ref()?.value(|name| settings.number(name, &meter.unit)).ok(),
    }
}

fn rule(grows: &Grows) -> GrowthSteps {
    GrowthSteps { at: grows.at, by: grows.by, at_most: grows.at_most, to_multiple: grows.to_multiple }
}
