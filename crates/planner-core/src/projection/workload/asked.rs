//! What a stack leaves open and an answer depends on, said beside it.

use super::World;
use crate::book::{Ceiling, Measure};
use crate::note::{Note, NoteKind};
use crate::number::Decimal;
use crate::shown::term;
use crate::stack::{Connects, Pooled, Resource};

/// Connections through a pooler whose mode nobody says, where the mode decides how many it takes.
pub(super) fn pools(world: World<'_, '_>) -> Vec<Note> {
    let mut all = Vec::new();
    for (name, resource) in world.model.stack.resources.iter() {
        for connects in resource.connects.iter().filter(|connects| connects.pooled == Pooled::Somehow) {
            all.extend(sessions(world, connects).map(|ends| {
                let held = connects.each.times(most(resource)).map(term).unwrap_or_default();
                let kind = NoteKind::Taken { field: "connects".to_owned() };
                let says = format_args!(
                    "through the pooler of {to} in a mode that is not said: transaction mode is assumed. In session \
                     mode each of its {held} connections is held for as long as it is open, and that ends at {ends}: write \
                     `pooled: session` or `pooled: transaction`",
                    to = connects.to
                );
                Note::about(name, kind, says)
            }));
        }
    }
    all
}

fn most(resource: &Resource) -> Decimal {
    resource.scaling.as_ref().map_or_else(|| resource.instances(), |scaling| scaling.max.into())
}

/// Where session mode ends at the other side; none where its vendor has no such limit.
fn sessions(world: World<'_, '_>, connects: &Connects) -> Option<String> {
    let to = world.model.named(&connects.to)?;
    let standing = world.model.standing(to, world.model.start())?;
    let book = &standing.contract.book.provider;
    let (key, meter) = book.measuring(to.product, Measure::PooledSessions)?;
    let settings = world.model.settings(to, standing, Decimal::ONE)?;
    let mut limits = standing.product.limits_of(standing.plan.1);
    let (_, limit) =
        limits.find(|(_, limit)| limit.meter.as_deref() == Some(key) && settings.meet(&limit.when))?;
    let ceiling = match &limit.ceiling {
        Ceiling::Amount(formula) => formula.value(|name| settings.number(name, &meter.unit)).ok(),
        Ceiling::Included | Ceiling::NotStated => None,
    };
    Some(
        ceiling.map_or_else(
            || "the pool's size, which the vendor does not state for this plan".to_owned(),
            term,
        ),
    )
}
