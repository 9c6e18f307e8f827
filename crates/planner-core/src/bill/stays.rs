//! What stays while the rest of a resource is off, as a disk does: it is counted for as long as the resource is there.

use super::ResourceMonth;
use super::meters::{self, Reading};
use super::piece::Piece;
use crate::book::{Meter, Settings};
use crate::tariff::{Period, TariffError};

/// What `meter` counted of a resource in some pieces of the month; what stays, for as long as the resource is there.
pub(super) fn reading(
    resource: &ResourceMonth<'_>,
    meter: (&str, &Meter),
    pieces: &[Piece<'_, '_>],
    settings: &Settings<'_>,
    month: Period,
) -> Result<Reading, TariffError> {
    let Some(there) = resource.there.filter(|_| meter.1.stays) else {
        return meters::read(resource, meter, pieces, settings, month);
    };
    let mut whole = resource.clone();
    let ends = resource.runs.iter().skip(1).map(|next| next.from).chain([there.1]);
    let mut from = there.0;
    for (run, end) in whole.runs.iter_mut().zip(ends) {
        // From where the one before it ended, to where the next one begins.
        (run.from, run.to) = (from.min(run.from), run.to.max(end));
        // It does not sleep.
        run.awake = None;
        from = run.to;
    }
    let longer = pieces.iter().filter_map(|piece| {
        let at = resource.runs.iter().position(|run| std::ptr::eq(run, piece.run))?;
        let (old, run) = (resource.runs.get(at)?, whole.runs.get(at)?);
        let from = if piece.from == old.from { run.from } else { piece.from };
        let to = if piece.to == old.to { run.to } else { piece.to };
        Some(Piece { run, from, to, tier: piece.tier })
    });
    meters::read(&whole, meter, &longer.collect::<Vec<_>>(), settings, month)
}
