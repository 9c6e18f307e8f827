//! Use of a resource by those that connect to it, where it states no load of its own: what wakes a database that sleeps.

use super::super::figures::counts;
use super::instances::since;
use super::{World, base, too_large};
use crate::document::Problem;
use crate::number::Decimal;
use crate::stack::Resource;

/// How a resource is used over the months.
#[derive(Debug)]
pub(super) struct Uses {
    /// Requests of the resources that connect to it, and the visits they come in; one more than there are months.
    pub(super) requests: Vec<Decimal>,
    pub(super) visits: Vec<Decimal>,
    /// How long a visit lasts, in seconds.
    pub(super) session: Decimal,
    /// Seconds from one ping of them to the next.
    pub(super) pings: Option<Decimal>,
}

impl Uses {
    /// Requests and visits in the month at an index.
    pub(super) fn in_month(&self, index: usize) -> (Decimal, Decimal) {
        let of = |all: &[Decimal]| all.get(index).copied().unwrap_or_default();
        (of(&self.requests), of(&self.visits))
    }
}

/// The use that follows from the loads of those that connect to a resource; none where none of them states one.
pub(super) fn of(world: World<'_, '_>, name: &str) -> Result<Option<Uses>, Problem> {
    let mut uses: Option<Uses> = None;
    for (other, resource) in world.model.stack.resources.iter() {
        if !resource.connects.iter().any(|connects| connects.to == name) {
            continue;
        }
        let Some(load) = &resource.load else { continue };
        let path = format!("resources.{other}.load");
        let often = |series, what: &str| {
            counts(series, world.model.stack, world.months, world.drivers, &format!("{path}.{what}"))
        };
        let passed = Decimal::ONE.minus(load.kept_elsewhere()).ok_or_else(|| too_large(&path))?;
        let reaching = |all: Vec<Decimal>| {
            super::each(&since(world, resource, all), passed).ok_or_else(|| too_large(&path))
        };
        let requests = reaching(often(&load.requests, "requests")?)?;
        let visits = match &load.sessions {
            Some(sessions) => reaching(often(sessions, "sessions")?)?,
            None => requests.clone(),
        };
        let seconds = |quantity: &Option<crate::unit::Quantity>| base(quantity.as_ref()?, "s");
        let known = uses.get_or_insert_with(|| Uses {
            requests: vec![Decimal::ZERO; requests.len()],
            visits: vec![Decimal::ZERO; visits.len()],
            session: Decimal::ZERO,
            pings: None,
        });
        for (sum, more) in [(&mut known.requests, &requests), (&mut known.visits, &visits)] {
            for (sum, more) in sum.iter_mut().zip(more) {
                *sum = sum.plus(*more).ok_or_else(|| too_large(&path))?;
            }
        }
        known.session = known.session.most(seconds(&load.session).unwrap_or_default());
        known.pings = match (known.pings, seconds(&load.pings)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok(uses)
}

/// Pings of a resource in each month, one more than there are months; none before it exists.
pub(super) fn pings(world: World<'_, '_>, resource: &Resource) -> Option<Vec<Decimal>> {
    let every = base(resource.load.as_ref()?.pings.as_ref()?, "s").filter(|every| !every.is_zero())?;
    let month = |index| {
        let seconds = Decimal::from(world.model.stack.start.plus(index)?.seconds());
        seconds.over(every).map(|whole| whole.floor())
    };
    let all = (0..=world.months).map(month).collect::<Option<Vec<_>>>()?;
    Some(since(world, resource, all))
}
