//! Limits that move a resource to another plan: which plan serves each stretch of a month, and what is kept for the next.

use super::account::Walk;
use super::ends::{Named, Served};
use super::group::Group;
use super::limits::LimitRow;
use super::piece::Piece;
use super::resource;
use super::{Moved, ResourceMonth};
use crate::book::{Billed, MeterKind, Product, Window};
use crate::model::Standing;
use crate::tariff::TariffError;

/// The seconds of a day.
const DAY: u32 = 86_400;

/// What the limits of a resource make of a stretch on a plan.
#[derive(Default)]
pub(super) struct Path<'a> {
    /// The stretches with their plans.
    pub(super) served: Vec<Served<'a>>,
    /// By plan: limits judged on the whole month, as its use counts whatever the plan was before.
    pub(super) rows: Vec<(&'a str, LimitRow<'a>)>,
    /// What becomes of the plan after this month.
    pub(super) moved: Option<Moved<'a>>,
}

/// Follows a stretch from plan to plan, where their limits move it.
///
/// A limit is judged on the use of the whole month on the plan. What is moved at once or with the day leaves the stretch
/// there; what is moved with the next cycle only in the next month.
pub(super) fn follow<'r, 'a>(
    walk: &Walk<'r, 'a>,
    resource: &'r ResourceMonth<'a>,
    (part, standing): (usize, Standing<'a>),
    stretch: Served<'a>,
    pieces: &[Piece<'r, 'a>],
) -> Result<Path<'a>, TariffError> {
    let (mut path, product) = (Path::default(), standing.product);
    let Served { mut from, to, mut plan } = stretch;
    let start = plan.0;
    if !moves(product, plan) {
        path.served.push(stretch);
        return Ok(path);
    }
    for _ in 0..=product.plans.len() {
        let standing = Standing { plan, ..standing };
        let group =
            Group { part, standing, pieces: pieces.to_vec(), rows: Vec::new(), begins: true, part_of: false };
        let (scope, ..) = resource::scope(walk, resource, &group)?;
        let (limits, ..) = scope.limits()?;
        let target = |row: &LimitRow<'a>| {
            let to = row.to.filter(|to| to.option.is_none())?;
            let (id, next) = product.plans.get_key_value(to.plan)?;
            Some((row.passed_at?.pinned().max(from), to.billed, (id.as_str(), next)))
        };
        let first = limits.iter().filter_map(|row| target(row).map(|target| (target, row)));
        let first = first.min_by_key(|((second, ..), _)| *second).filter(|((second, ..), _)| *second < to);
        let Some(((second, billed, next), row)) = first else {
            path.served.push(Served { from, to, plan });
            path.rows
                .extend(limits.into_iter().filter(|row| counts_on(product, row)).map(|row| (plan.0, row)));
            break;
        };
        path.rows.push((plan.0, row.clone()));
        path.moved = Some(Moved { resource: resource.name, from: start, to: next.0 });
        let at = match billed {
            Billed::Second => second,
            Billed::Day => second.saturating_sub(second.checked_rem(DAY).unwrap_or(0)).max(from),
            Billed::Cycle => {
                path.served.push(Served { from, to, plan });
                break;
            }
        };
        if from < at {
            path.served.push(Served { from, to: at, plan });
        }
        (from, plan) = (at, next);
    }
    Ok(path)
}

/// Whether any limit of a plan moves somebody to a plan that is named.
pub(super) fn moves(product: &Product, plan: Named<'_>) -> bool {
    product.limits_of(plan.1).any(|(_, terms)| terms.stages.iter().any(|stage| stage.to.is_some()))
}

/// Whether what was used on another plan before counts on a limit too: a total of the month does, a state does not.
fn counts_on(product: &Product, row: &LimitRow<'_>) -> bool {
    let flow = row.meter.and_then(|meter| product.meters.get(meter)).map(|meter| meter.kind);
    flow == Some(MeterKind::Flow)
        && matches!(row.window, Window::Month | Window::Cycle | Window::Rolling30Days)
}
