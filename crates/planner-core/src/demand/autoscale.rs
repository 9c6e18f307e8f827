//! Autoscaling: how many instances run through the hours of a month, and what the scaler's rule makes of fixed memory.

mod week;

use super::capacity::{Burden, beyond, whole};
use super::{Instance, Shape, Utilisation};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;
use week::Week;

/// The most instances that are worked out.
const MOST: u32 = 1_000;

/// A day, the longest delay and interval.
const DAY: u32 = 86_400;

/// A rule that keeps utilisation near a target: `ceil(instances x utilisation / target)`, the larger of CPU and memory,
/// within its bounds, up at once, down after a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Autoscaler {
    /// The fewest instances.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The CPU utilisation it aims at, as a share: 0.6 for 60 %.
    pub cpu: Option<Decimal>,
    /// The memory utilisation it aims at.
    pub memory: Option<Decimal>,
    /// Seconds that fewer instances must have been enough before any is stopped; then as many stay as were wanted at most
    /// meanwhile.
    pub delay: u32,
    /// Seconds from one look at utilisation to the next.
    pub every: u32,
}

/// What memory that is taken without any request makes of a memory target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedMemory {
    /// It leaves the number of instances to requests.
    Fits,
    /// It keeps up what a peak has started: from the maximum, not even an hour without requests brings the rule below so
    /// many instances.
    Holds(u32),
    /// It is over the target by itself: each new instance brings as much again, so the rule goes to the maximum and stays.
    /// No maximum cures it; a higher target or larger instances do.
    ToTheMaximum,
}

/// How many instances run in a month, and how well they do.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaled {
    /// Seconds of the month by the number of instances that run in them, fewest first. They sum to the month's.
    pub seconds: Vec<(u32, u64)>,
    /// Instances on average: running seconds of all instances over the month's.
    pub mean: Decimal,
    /// Seconds at the maximum in which the rule asks for more.
    pub short_seconds: u64,
    /// The fewest instances the busiest hours end with.
    pub at_peak: u32,
    /// How full each of those is then; above 1 is more than they can do.
    pub peak: Utilisation,
    /// What memory without requests does to the rule; none where it has no memory target or the memory is not stated.
    pub fixed_memory: Option<FixedMemory>,
}

impl Scaled {
    /// Running seconds of all instances, which is what is billed.
    #[must_use]
    pub fn instance_seconds(&self) -> u64 {
        let each = self.seconds.iter().map(|(number, seconds)| u64::from(*number).saturating_mul(*seconds));
        each.fold(0, u64::saturating_add)
    }

    /// The most instances that run at a time.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.seconds.last().map_or(0, |(number, _)| *number)
    }
}

impl Autoscaler {
    /// What the rule wants of `instances` at this utilisation, 1 for all of it. A utilisation without a target, or not
    /// known, has no say. None past 28 digits.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{decimal, demand::Autoscaler};
    /// let rule = Autoscaler { min: 1, max: 10, cpu: decimal("0.6"), memory: decimal("0.6"), delay: 300, every: 60 };
    /// assert_eq!(rule.desired(2, decimal("0.8"), decimal("0.9")), Some(3)); // ceil(2 x 0.9 / 0.6)
    /// ```
    #[must_use]
    pub fn desired(&self, instances: u32, cpu: Option<Decimal>, memory: Option<Decimal>) -> Option<u32> {
        let used = |share: Option<Decimal>| {
            share.map_or(Some(None), |share| share.times(instances.into()).map(Some))
        };
        let wanted = self.wanted(used(cpu)?, used(memory)?)?;
        Some(within(wanted, self.min, self.max))
    }

    /// The rule before its bounds, from utilisation summed over the instances: the product is formed first, so that a
    /// third of three is one.
    fn wanted(&self, cpu: Option<Decimal>, memory: Option<Decimal>) -> Option<Decimal> {
        let mut wanted = Decimal::ZERO;
        for (used, target) in [(cpu, self.cpu), (memory, self.memory)] {
            if let (Some(used), Some(target)) = (used, target) {
                wanted = wanted.max(whole(used, target)?);
            }
        }
        Some(wanted)
    }

    fn check(&self) -> Result<(), Problem> {
        if self.min == 0 || self.max < self.min || self.max > MOST {
            return Err(Problem::new(format!("{} to {} instances cannot be", self.min, self.max))
                .hint("the least is 1, the most at least the least and at most 1,000"));
        }
        for (name, target) in [("CPU", self.cpu), ("memory", self.memory)] {
            // At 100 % the rule would never start another: no instance is measured to be fuller than full.
            if let Some(target) = target.filter(|target| *target <= Decimal::ZERO || *target >= Decimal::ONE)
            {
                let percent = target.times(Decimal::ONE_HUNDRED).unwrap_or(target).normalize();
                return Err(Problem::new(format!("a {name} target of {percent} % cannot be aimed at"))
                    .hint("a target is above 0 % and below 100 %, such as 70 %"));
            }
        }
        if self.every == 0 || self.every > DAY || self.delay > DAY {
            let (every, delay) = (self.every, self.delay);
            return Err(Problem::new(format!("a look every {every} s and a delay of {delay} s cannot be"))
                .hint("the interval is 1 s to a day, the delay at most a day"));
        }
        Ok(())
    }
}

/// A number of instances within bounds.
fn within(wanted: Decimal, min: u32, max: u32) -> u32 {
    if wanted > Decimal::from(max) { max } else { u32::try_from(wanted).unwrap_or(0).max(min) }
}

/// How many instances a rule runs in a month of `total` requests that spread over the week by a shape.
///
/// The week is gone through twice, look by look, and the second time counts: it starts as it ends. Utilisation follows the
/// hour's rate at once ([`Instance::utilisation`]) and is never measured above 100 %, so that an overload is met in steps;
/// work an overload leaves behind is not carried on. Each hour of the week then stands for all its like in the month.
///
/// # Errors
///
/// A [`Problem`] for bounds, targets or times that cannot be, for targets of which none meets a part of the instance that is
/// stated, and as in [`Instance::utilisation`].
///
/// # Example
///
/// ```
/// use planner_core::{Month, decimal, demand::{Autoscaler, Instance, Shape, autoscale}};
/// let web = Instance { cores: decimal("1"), cpu_seconds: decimal("0.1"), ..Instance::default() };
/// let rule = Autoscaler { min: 1, max: 4, cpu: decimal("0.6"), memory: None, delay: 0, every: 60 };
/// // Six hours of the day have 10 requests a second, the others 5.
/// let hours: Vec<_> = (0..24).map(|hour| decimal(if hour < 6 { "2" } else { "1" }).unwrap()).collect();
/// let month = Month::parse("2026-11").unwrap();
/// let scaled = autoscale(&rule, &web, &Shape::of(&hours).unwrap(), month, decimal("16200000").unwrap()).unwrap();
/// assert_eq!(scaled.seconds, [(1, 18 * 3600 * 30), (2, 6 * 3600 * 30)]);
/// assert_eq!(scaled.mean, decimal("1.25").unwrap());
/// assert_eq!(scaled.peak.cpu, decimal("0.5"));
/// ```
pub fn autoscale(
    rule: &Autoscaler,
    instance: &Instance,
    shape: &Shape,
    month: Month,
    total: Decimal,
) -> Result<Scaled, Problem> {
    rule.check()?;
    let burdens = instance.burdens()?;
    let (cpu, memory) =
        (burdens.cpu.filter(|_| rule.cpu.is_some()), burdens.memory.filter(|_| rule.memory.is_some()));
    if cpu.is_none() && memory.is_none() {
        return Err(Problem::new("nothing says what the autoscaler sees").hint(
            "give a CPU target with cores and the CPU time of a request, or a memory target with an instance's memory and \
             what is taken of it",
        ));
    }
    let rates: Option<Vec<Decimal>> =
        shape.rates(month, total).map(|spells| spells.iter().map(|spell| spell.per_second).collect());
    let rates = rates.ok_or_else(beyond)?;
    let seen = Seen { rule, cpu, memory };
    let run = Week::run(&seen, &rates, shape.levels(), month).ok_or_else(beyond)?;
    let peak = rates.first().copied().unwrap_or_default();
    let scaled = Scaled {
        mean: run.mean(month).ok_or_else(beyond)?,
        seconds: run.seconds(),
        short_seconds: run.short,
        at_peak: run.at_peak,
        peak: instance.utilisation(peak, Decimal::from(run.at_peak))?,
        fixed_memory: seen.fixed_memory(peak)?,
    };
    Ok(scaled)
}

/// A rule with what it sees.
struct Seen<'a> {
    rule: &'a Autoscaler,
    cpu: Option<Burden>,
    memory: Option<Burden>,
}

impl Seen<'_> {
    /// What the rule wants of so many instances at a rate, before its maximum: one more stands for any number above it.
    fn wants(&self, instances: u32, rate: Decimal) -> Option<u32> {
        let number = Decimal::from(instances);
        let used = |burden: Option<Burden>| match burden {
            None => Some(None),
            // No instance is measured to be fuller than full.
            Some(Burden { base, slope }) => {
                Some(Some(base.times(number)?.plus(rate.times(slope)?)?.min(number)))
            }
        };
        let wanted = self.rule.wanted(used(self.cpu)?, used(self.memory)?)?;
        Some(within(wanted, self.rule.min, self.rule.max.saturating_add(1)))
    }

    /// What memory without requests does, by the rule itself.
    fn fixed_memory(&self, peak: Decimal) -> Result<Option<FixedMemory>, Problem> {
        let (Some(Burden { base, slope }), Some(target)) = (self.memory, self.rule.memory) else {
            return Ok(None);
        };
        if base > target || (base == target && !slope.is_zero() && !peak.is_zero()) {
            return Ok(Some(FixedMemory::ToTheMaximum));
        }
        let mut number = self.rule.max;
        loop {
            let idle = self.wants(number, Decimal::ZERO).ok_or_else(beyond)?;
            if idle >= number {
                break;
            }
            number = idle;
        }
        let fixed = if number > self.rule.min { FixedMemory::Holds(number) } else { FixedMemory::Fits };
        Ok(Some(fixed))
    }
}

#[cfg(test)]
mod tests;
