//! Database connections: how many clients hold, also while a deploy runs old and new ones, against what is allowed.

use rust_decimal::Decimal;

use super::capacity::beyond;
use crate::document::Problem;
use crate::number::Checked;

/// Programs that keep a pool of connections in each of their processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pools {
    /// Instances.
    pub instances: Decimal,
    /// Processes of each instance, each with a pool of its own.
    pub processes: Decimal,
    /// The most connections one pool opens.
    pub pool: Decimal,
    /// Whether a deploy starts the new instances before the old ones stop.
    pub overlap: bool,
}

/// Connections that are held at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// Usually: instances x processes x pool.
    pub usual: Decimal,
    /// While a deploy runs, old and new instances at once; as usual where they do not overlap.
    pub deploying: Decimal,
}

/// Whether connections fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nobody stated how many are allowed.
    NotStated,
    /// So many are left, even while a deploy runs.
    Fits(Decimal),
    /// They fit, but while a deploy runs so many are refused.
    NotWhileDeploying(Decimal),
    /// So many are refused.
    Short(Decimal),
}

/// The connections that all programs together hold at most, every pool full; each program deploys by itself, and the
/// largest deploy counts.
///
/// # Errors
///
/// A [`Problem`] for a number below zero, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::{decimal, demand::{Fit, Pools, connections}};
/// let d = |text| decimal(text).unwrap();
/// let web = Pools { instances: d("3"), processes: d("2"), pool: d("10"), overlap: true };
/// let held = connections(&[web]).unwrap();
/// assert_eq!((held.usual, held.deploying), (d("60"), d("120")));
/// assert_eq!(held.against(decimal("97")), Fit::NotWhileDeploying(d("23")));
/// ```
pub fn connections(programs: &[Pools]) -> Result<Connections, Problem> {
    let (mut usual, mut more) = (Decimal::ZERO, Decimal::ZERO);
    for pools in programs {
        for number in [pools.instances, pools.processes, pools.pool] {
            if number < Decimal::ZERO {
                return Err(Problem::new(format!("{} connections cannot be held", number.normalize()))
                    .hint("instances, processes and pools are counted from zero"));
            }
        }
        let held = pools.instances.times(pools.processes).and_then(|number| number.times(pools.pool));
        let held = held.ok_or_else(beyond)?;
        usual = usual.plus(held).ok_or_else(beyond)?;
        if pools.overlap {
            more = more.max(held);
        }
    }
    Ok(Connections { usual, deploying: usual.plus(more).ok_or_else(beyond)? })
}

impl Connections {
    /// What a pooler with so many connections of its own passes on to the database.
    #[must_use]
    pub fn behind(self, pooler: Decimal) -> Self {
        Self { usual: self.usual.min(pooler), deploying: self.deploying.min(pooler) }
    }

    /// Whether they fit what a plan or a pooler allows.
    #[must_use]
    pub fn against(self, allowed: Option<Decimal>) -> Fit {
        let Some(allowed) = allowed else { return Fit::NotStated };
        // None of these is below zero, so no difference leaves the range.
        let beyond = |held: Decimal| held.minus(allowed).filter(|short| *short > Decimal::ZERO);
        match (beyond(self.usual), beyond(self.deploying)) {
            (Some(short), _) => Fit::Short(short),
            (None, Some(short)) => Fit::NotWhileDeploying(short),
            (None, None) => Fit::Fits(allowed.minus(self.deploying).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pools(instances: u32, processes: u32, pool: u32, overlap: bool) -> Pools {
        Pools { instances: instances.into(), processes: processes.into(), pool: pool.into(), overlap }
    }

    #[test]
    fn connections_are_held_by_every_process_and_twice_in_a_deploy() {
        let d = |number: u32| Decimal::from(number);
        for (programs, allowed, wanted) in [
            (vec![pools(3, 2, 10, true)], Some(d(200)), Fit::Fits(d(80))),
            (vec![pools(3, 2, 10, true)], Some(d(120)), Fit::Fits(d(0))),
            (vec![pools(3, 2, 10, true)], Some(d(119)), Fit::NotWhileDeploying(d(1))),
            (vec![pools(3, 2, 10, false)], Some(d(60)), Fit::Fits(d(0))),
            (vec![pools(3, 2, 10, true)], Some(d(50)), Fit::Short(d(10))),
            (vec![pools(3, 2, 10, true)], None, Fit::NotStated),
            // One deploys at a time: 60 + 20 and 60 more.
            (vec![pools(3, 2, 10, true), pools(2, 1, 10, true)], Some(d(140)), Fit::Fits(d(0))),
            (vec![], Some(d(97)), Fit::Fits(d(97))),
        ] {
            let fit = connections(&programs).map(|held| held.against(allowed));
            assert_eq!(fit, Ok(wanted), "{programs:?}");
        }
    }

    #[test]
    fn a_pooler_passes_on_what_it_has() {
        let held = connections(&[pools(3, 2, 10, true)]).map(|held| held.behind(Decimal::from(40)));
        assert_eq!(held.map(|held| held.against(Some(Decimal::from(60)))), Ok(Fit::Fits(Decimal::from(20))));
    }

    #[test]
    fn fewer_than_none_is_refused() {
        let refused = connections(&[Pools { pool: Decimal::from(-1), ..pools(1, 1, 1, false) }]);
        assert_eq!(
            refused.map_err(|problem| problem.into_parts().message),
            Err("-1 connections cannot be held".to_owned())
        );
    }
}
