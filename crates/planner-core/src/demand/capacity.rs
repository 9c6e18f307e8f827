//! Capacity: what an instance carries, how full it is, how many are needed, and what runs out first.

mod parts;

use crate::document::Problem;
use crate::number::Decimal;
pub use parts::{Bottleneck, ByPart, Carries, Needed, Utilisation};

/// Decimal places that quotients are rounded to before they are rounded up to whole instances: a load of exactly two
/// instances that the 28th digit makes 2.000...01 needs two, not three.
pub(super) const WHOLE_PLACES: u32 = 12;

/// One instance and what a request takes of it, each part as far as it is stated.
///
/// Leave out what is not known: an answer then names the parts it knows and [`Instance::unstated`] the others. Zero is
/// refused where it would mean a part without end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instance {
    /// CPU cores; half a core is 0.5.
    pub cores: Option<Decimal>,
    /// CPU seconds of one request, apart from what it waits for.
    pub cpu_seconds: Option<Decimal>,
    /// Seconds from a request's arrival at the instance to its answer: so long it is in flight.
    pub response_seconds: Option<Decimal>,
    /// Requests an instance works on at a time: threads times processes, or its limit of concurrency.
    pub slots: Option<Decimal>,
    /// Bytes of memory it has.
    pub memory: Option<Decimal>,
    /// Bytes it takes without any request.
    pub fixed_memory: Option<Decimal>,
    /// Bytes that each request in flight takes on top.
    pub request_memory: Option<Decimal>,
}

/// What a part of one of `n` instances is in use for: `base + rate x slope / n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Burden {
    /// The share in use without any request.
    pub(super) base: Decimal,
    /// Instances' worth that one request a second takes: what it takes, over what one instance has.
    pub(super) slope: Decimal,
}

impl Instance {
    /// What each part is in use for, from what is stated.
    pub(super) fn burdens(&self) -> Result<ByPart<Burden>, Problem> {
        for (name, stated, nothing) in [
            ("an instance's cores", self.cores, "leave them out where they are not known"),
            ("the CPU time of a request", self.cpu_seconds, "leave it out where it was not measured"),
            ("the response time", self.response_seconds, "leave it out where it was not measured"),
            (
                "the requests an instance works on at a time",
                self.slots,
                "leave them out where they are not limited",
            ),
            ("an instance's memory", self.memory, "leave it out where it is not known"),
        ] {
            if let Some(value) = stated.filter(|value| *value <= Decimal::ZERO) {
                let value = value.normalize();
                return Err(Problem::new(format!("{name} cannot be {value}; it is above zero")).hint(nothing));
            }
        }
        for (name, stated) in
            [("fixed memory", self.fixed_memory), ("memory of a request", self.request_memory)]
        {
            if let Some(value) = stated.filter(|value| *value < Decimal::ZERO) {
                return Err(Problem::new(format!("the {name} cannot be below zero: {}", value.normalize())));
            }
        }
        self.shares().ok_or_else(beyond)
    }

    fn shares(&self) -> Option<ByPart<Burden>> {
        let burden = |base: Decimal, slope: Decimal| Burden { base, slope };
        let mut burdens = ByPart { cpu: None, slots: None, memory: None };
        if let (Some(cores), Some(seconds)) = (self.cores, self.cpu_seconds) {
            burdens.cpu = Some(burden(Decimal::ZERO, seconds.over(cores)?));
        }
        if let (Some(slots), Some(seconds)) = (self.slots, self.response_seconds) {
            burdens.slots = Some(burden(Decimal::ZERO, seconds.over(slots)?));
        }
        if let (Some(memory), Some(fixed)) = (self.memory, self.fixed_memory) {
            let slope = match (self.request_memory, self.response_seconds) {
                // By Little's law a request a second, each so many seconds, makes so many in flight.
                (Some(each), Some(seconds)) => Some(each.times(seconds)?.over(memory)?),
                (Some(each), None) => each.is_zero().then_some(Decimal::ZERO),
                (None, _) => Some(Decimal::ZERO),
            };
            let base = fixed.over(memory)?;
            burdens.memory = slope.map(|slope| burden(base, slope));
        }
        Some(burdens)
    }

    /// What would have to be stated for every part to be known, in words.
    #[must_use]
    pub fn unstated(&self) -> Vec<&'static str> {
        let parts = [
            ("CPU cores", self.cores),
            ("CPU time of a request", self.cpu_seconds),
            ("response time", self.response_seconds),
            ("requests at a time", self.slots),
            ("memory of an instance", self.memory),
            ("memory without requests", self.fixed_memory),
            ("memory of a request", self.request_memory),
        ];
        parts.into_iter().filter(|(_, stated)| stated.is_none()).map(|(name, _)| name).collect()
    }

    /// How full each of `instances` is at `rate` requests a second, spread evenly over them.
    ///
    /// CPU: rate times CPU seconds over cores. Requests at a time: rate times response time ([Little's
    /// law](https://en.wikipedia.org/wiki/Little%27s_law)) over slots. Memory: the fixed share and each request in flight.
    /// Where the memory of a request is not stated, the fixed share alone is counted. Above 1 is overloaded: work then
    /// waits or is refused, and how long is [`queue`](super::queue())'s answer.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a part of zero or less, a rate below zero, no instances, and past 28 digits.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{decimal, demand::{Bottleneck, Instance}};
    /// let web = Instance {
    ///     cores: decimal("1"),
    ///     cpu_seconds: decimal("0.06"),
    ///     response_seconds: decimal("0.2"),
    ///     slots: decimal("5"),
    ///     ..Instance::default()
    /// };
    /// let full = web.utilisation(decimal("20").unwrap(), decimal("1").unwrap()).unwrap();
    /// assert_eq!(full.cpu, decimal("1.2")); // 20 a second x 60 ms on one core: overloaded
    /// assert_eq!(full.slots, decimal("0.8")); // 4 in flight on 5 threads
    /// assert_eq!(full.memory, None); // nobody stated it
    /// assert_eq!(full.most(), Some((Bottleneck::Cpu, decimal("1.2").unwrap())));
    /// let needed = web.needed(decimal("20").unwrap(), decimal("0.7").unwrap()).unwrap();
    /// assert_eq!(needed.most().unwrap().1.to_string(), "2 instances");
    /// ```
    pub fn utilisation(&self, rate: Decimal, instances: Decimal) -> Result<Utilisation, Problem> {
        not_negative(rate)?;
        if instances <= Decimal::ZERO {
            return Err(Problem::new("no instance runs: its utilisation cannot be said")
                .hint("count at least one instance"));
        }
        let used = |burden: Burden| burden.base.plus(rate.times(burden.slope)?.over(instances)?);
        self.burdens()?.try_map(&used).ok_or_else(beyond)
    }

    /// The rate one instance carries while no part is fuller than `target`, by part; the least of them binds.
    ///
    /// # Errors
    ///
    /// A [`Problem`] as in [`Instance::utilisation`], and for a target that is not above zero and at most 1 (100 %).
    pub fn carries(&self, target: Decimal) -> Result<ByPart<Carries>, Problem> {
        is_target(target)?;
        let carries = |Burden { base, slope }| {
            let room = target.minus(base)?;
            if room < Decimal::ZERO || (room.is_zero() && !slope.is_zero()) {
                return Some(Carries::PerSecond(Decimal::ZERO));
            }
            if slope.is_zero() { Some(Carries::Any) } else { room.over(slope).map(Carries::PerSecond) }
        };
        self.burdens()?.try_map(&carries).ok_or_else(beyond)
    }

    /// The fewest instances that keep each part at `target` or below at `rate` requests a second; the most of them binds.
    ///
    /// # Errors
    ///
    /// A [`Problem`] as in [`Instance::utilisation`] and [`Instance::carries`].
    pub fn needed(&self, rate: Decimal, target: Decimal) -> Result<ByPart<Needed>, Problem> {
        not_negative(rate)?;
        is_target(target)?;
        let needed = |Burden { base, slope }| {
            let (room, load) = (target.minus(base)?, rate.times(slope)?);
            if room < Decimal::ZERO || (room.is_zero() && !load.is_zero()) {
                return Some(Needed::Never);
            }
            let number = if load.is_zero() { Decimal::ZERO } else { whole(load, room)? };
            Some(Needed::Instances(number.max(Decimal::ONE)))
        };
        self.burdens()?.try_map(&needed).ok_or_else(beyond)
    }
}

/// The quotient up to the next whole number, but for what rounding put into its last digits.
pub(super) fn whole(load: Decimal, of: Decimal) -> Option<Decimal> {
    Some(load.over(of)?.round_half_away(WHOLE_PLACES).ceil())
}

pub(super) fn beyond() -> Problem {
    Problem::new("the load comes to more than can be computed exactly (28 digits)")
}

pub(super) fn not_negative(rate: Decimal) -> Result<(), Problem> {
    if rate >= Decimal::ZERO {
        return Ok(());
    }
    Err(Problem::new(format!("{} a second is below zero", rate.normalize())))
}

pub(super) fn is_target(target: Decimal) -> Result<(), Problem> {
    if target > Decimal::ZERO && target <= Decimal::ONE {
        return Ok(());
    }
    let percent = target.times(Decimal::ONE_HUNDRED).unwrap_or(target).normalize();
    Err(Problem::new(format!("a target of {percent} % cannot be; it is above 0 % and at most 100 %")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::decimal;

    fn d(text: &str) -> Decimal {
        decimal(text).unwrap_or_default()
    }

    /// `cores cpu response slots memory fixed request`, `-` for what is not stated.
    fn instance(text: &str) -> Instance {
        let mut parts = text.split(' ').map(decimal);
        let mut next = || parts.next().flatten();
        Instance {
            cores: next(),
            cpu_seconds: next(),
            response_seconds: next(),
            slots: next(),
            memory: next(),
            fixed_memory: next(),
            request_memory: next(),
        }
    }

    #[test]
    fn of_parts_that_are_alike_the_first_binds() {
        let alike = ByPart { cpu: Some(5), slots: Some(5), memory: Some(5) };
        assert_eq!((alike.least(), alike.most()), (Some((Bottleneck::Cpu, 5)), Some((Bottleneck::Cpu, 5))));
        let later = ByPart { cpu: None, slots: Some(7), memory: Some(3) };
        assert_eq!(
            (later.least(), later.most()),
            (Some((Bottleneck::Memory, 3)), Some((Bottleneck::Slots, 7)))
        );
    }

    #[test]
    fn each_part_has_its_utilisation_and_the_fullest_binds() {
        let shown = |used: Utilisation| {
            let one = |part: Option<Decimal>| {
                part.map_or("-".to_owned(), |used| used.round_half_away(7).normalize().to_string())
            };
            let binds = used.most().map_or("nothing".to_owned(), |(part, _)| part.to_string());
            format!("{} {} {}: {binds}", one(used.cpu), one(used.slots), one(used.memory))
        };
        for (stated, rate, number, wanted) in [
            ("1 0.06 0.2 5 512 300 20", "10", "1", "0.6 0.4 0.6640625: memory"),
            ("1 0.06 0.2 5 512 300 20", "10", "2", "0.3 0.2 0.625: memory"),
            ("1 0.06 0.2 5 512 300 20", "30", "2", "0.9 0.6 0.703125: CPU"),
            ("0.5 0.06 - - - - -", "10", "1", "1.2 - -: CPU"),
            ("- - 0.5 10 - - -", "10", "1", "- 0.5 -: requests at a time"),
            ("- - - - 512 256 0", "10", "1", "- - 0.5: memory"),
            ("- - - - 512 256 -", "10", "1", "- - 0.5: memory"), // the fixed share is known
            ("- - - - 512 256 5", "10", "1", "- - -: nothing"),  // in flight for how long?
            ("1 - - - - - -", "10", "1", "- - -: nothing"),
        ] {
            let used = instance(stated).utilisation(d(rate), d(number));
            assert_eq!(used.map(shown), Ok(wanted.to_owned()), "{stated} at {rate} on {number}");
        }
    }

    #[test]
    fn instances_are_counted_by_the_part_that_needs_most() {
        let shown = |needed: ByPart<Needed>| {
            needed.most().map_or("nothing stated".to_owned(), |(part, number)| format!("{number}, {part}"))
        };
        for (stated, rate, target, wanted) in [
            ("1 0.06 - - - - -", "20", "0.6", "2 instances, CPU"), // exactly two
            ("1 0.06 - - - - -", "20.000001", "0.6", "3 instances, CPU"),
            ("1 0.06 - - - - -", "0", "0.6", "1 instance, CPU"),
            ("3 0.1 - - - - -", "60", "1", "2 instances, CPU"), // a third of a second, 28 digits long
            ("1 0.001 2 5 - - -", "20", "0.8", "10 instances, requests at a time"),
            ("1 0.001 0.5 - 512 256 16", "64", "0.75", "4 instances, memory"),
            (
                "1 0.001 0.5 - 512 400 16",
                "64",
                "0.75",
                "no number of instances: each is over its target without any request, memory",
            ),
            ("- - - - 512 384 0", "64", "0.75", "1 instance, memory"), // at the target and nothing on top
            ("- - - - - - -", "64", "0.75", "nothing stated"),
        ] {
            let needed = instance(stated).needed(d(rate), d(target));
            assert_eq!(needed.map(shown), Ok(wanted.to_owned()), "{stated} at {rate}");
        }
    }

    #[test]
    fn one_instance_carries_what_its_fullest_part_lets_through() {
        let shown =
            |carries: ByPart<Carries>| carries.least().map(|(part, most)| format!("{most:?}, {part}"));
        for (stated, target, wanted) in [
            ("1 0.06 0.5 5 - - -", "0.6", "PerSecond(6), requests at a time"),
            ("1 0.06 0.1 5 - - -", "0.6", "PerSecond(10), CPU"),
            ("- - 0.5 - 512 256 16", "0.75", "PerSecond(16), memory"),
            ("1 0.06 0.5 - 512 400 16", "0.75", "PerSecond(0), memory"), // over its target at rest
            ("- - 0.5 - 512 384 16", "0.75", "PerSecond(0), memory"),    // at its target at rest
            ("- - 0.5 - 512 384 0", "0.75", "Any, memory"),
        ] {
            let carries = instance(stated).carries(d(target)).map(shown);
            assert_eq!(carries, Ok(Some(wanted.to_owned())), "{stated}");
        }
    }

    #[test]
    fn what_has_no_answer_is_refused() {
        for (stated, rate, number, target, wanted) in [
            ("0 0.06 - - - - -", "1", "1", "0.6", "an instance's cores cannot be 0; it is above zero"),
            ("1 0 - - - - -", "1", "1", "0.6", "the CPU time of a request cannot be 0; it is above zero"),
            ("- - 0.0 5 - - -", "1", "1", "0.6", "the response time cannot be 0; it is above zero"),
            (
                "- - 1 -5 - - -",
                "1",
                "1",
                "0.6",
                "the requests an instance works on at a time cannot be -5; it is above zero",
            ),
            ("- - - - 0 1 1", "1", "1", "0.6", "an instance's memory cannot be 0; it is above zero"),
            ("- - - - 1 -1 1", "1", "1", "0.6", "the fixed memory cannot be below zero: -1"),
            ("1 1 - - - - -", "-1", "1", "0.6", "-1 a second is below zero"),
            ("1 1 - - - - -", "1", "0", "0.6", "no instance runs: its utilisation cannot be said"),
            ("1 1 - - - - -", "1", "1", "0", "a target of 0 % cannot be; it is above 0 % and at most 100 %"),
            (
                "1 1 - - - - -",
                "1",
                "1",
                "1.5",
                "a target of 150 % cannot be; it is above 0 % and at most 100 %",
            ),
            (
                "0.0001 70000000000000000000000000000 - - - - -",
                "1",
                "1",
                "0.6",
                "the load comes to more than can be computed exactly (28 digits)",
            ),
        ] {
            let instance = instance(stated);
            let used = instance.utilisation(d(rate), d(number)).map(|_| ());
            let needed = instance.needed(d(rate), d(target)).map(|_| ());
            let refused = used.and(needed).map_err(|problem| problem.into_parts().message);
            assert_eq!(refused, Err(wanted.to_owned()), "{stated}");
        }
    }
}
