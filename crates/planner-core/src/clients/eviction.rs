//! Eviction: what a full server removes, what that leaves of hit ratios, and who loses a session.

use super::Held;
use crate::demand::none_arrives;
use crate::number::Decimal;

/// Steps of a search by halves: 40 leave less than a millionth of a millionth.
const STEPS: u32 = 40;

/// What a server does with a write that does not fit, as Redis names it (`maxmemory-policy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The write is refused.
    Refuse,
    /// Keys make room.
    Evict {
        /// Only keys that expire go; the others stay whatever comes.
        expiring: bool,
        /// Which go first.
        order: Order,
    },
}

/// Which keys go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Any.
    Random,
    /// Those not used for longest.
    LeastRecent,
    /// Those used least often.
    LeastFrequent,
    /// Those whose time is up soonest.
    SoonestToExpire,
}

impl Policy {
    /// A policy by Redis' word for it.
    ///
    /// Source: <https://redis.io/docs/latest/develop/reference/eviction/> (read 2026-11-21).
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        if word == "noeviction" {
            return Some(Self::Refuse);
        }
        let (reach, order) = word.split_once('-')?;
        let expiring = match reach {
            "allkeys" => false,
            "volatile" => true,
            _ => return None,
        };
        let order = match order {
            "random" => Order::Random,
            "lru" => Order::LeastRecent,
            "lfu" => Order::LeastFrequent,
            "ttl" if expiring => Order::SoonestToExpire,
            _ => return None,
        };
        Some(Self::Evict { expiring, order })
    }
}

/// How often keys are asked for beside one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popularity {
    /// All as often.
    Even,
    /// The second half as often as the first, the third a third as often: Zipf's law.
    Zipf,
}

/// What becomes of items of one kind on a full server.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// The share of them that is there at any moment.
    pub kept: Decimal,
    /// The share that goes before its time; none where their order decides when, not whether.
    pub early: Option<Decimal>,
    /// Seconds that one lives, where the order decides it.
    pub lives: Option<Decimal>,
    /// The share of reads that still find theirs: where all are asked for as often, and by Zipf's law.
    pub found: (Decimal, Decimal),
}

/// What becomes of each kind of item where a server has `room` bytes for keys; none of a kind where all fit, and nothing
/// at all where writes are refused instead.
///
/// Keys of all kinds are taken to be as likely to go, byte for byte. `None` past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::clients::{Policy, Profiles, Setup, fates, memory};
/// let (profile, role) = Profiles::named("cache-aside").unwrap();
/// let mut cache = Setup::new(profile.role(&role).unwrap(), decimal("1").unwrap());
/// cache.ask("misses", decimal("2").unwrap()).unwrap(); // 7,200 entries of 650 bytes, and 1 % whose time is over
/// let held = memory(&cache).unwrap();
/// let fates = fates(Policy::named("allkeys-lru").unwrap(), decimal("2363400").unwrap(), &held).unwrap().unwrap();
/// let fate = fates[0].as_ref().unwrap();
/// assert_eq!(fate.kept.to_string(), "0.5");
/// assert_eq!(fate.found.0.to_string(), "0.5"); // half of the reads, where all keys are asked for as often
/// assert_eq!(fate.found.1.round_half_even(2).to_string(), "0.90"); // by Zipf's law
/// ```
#[must_use]
pub fn fates(policy: Policy, room: Decimal, held: &[Held]) -> Option<Option<Vec<Option<Fate>>>> {
    let Policy::Evict { expiring, order } = policy else { return Some(None) };
    let goes = |held: &Held| !expiring || !held.lifetime.is_zero();
    let (mut wanted, mut stays) = (Decimal::ZERO, Decimal::ZERO);
    for held in held {
        let sum = if goes(held) { &mut wanted } else { &mut stays };
        *sum = sum.plus(held.number.times(held.each)?)?;
    }
    let left = room.minus(stays)?;
    if left <= Decimal::ZERO {
        return Some(None);
    }
    let one = |held: &Held| {
        if wanted <= left || !goes(held) {
            return Some(None);
        }
        fate(order, left.over(wanted)?, held).map(Some)
    };
    held.iter().map(one).collect::<Option<Vec<_>>>().map(Some)
}

fn fate(order: Order, kept: Decimal, held: &Held) -> Option<Fate> {
    let (mut early, mut lives) = (None, None);
    if !held.lifetime.is_zero() {
        match order {
            Order::Random => early = Some(random(kept)?),
            _ => lives = Some(held.lifetime.times(kept)?),
        }
    }
    let by = |popularity| found(order, popularity, held.number, kept);
    Some(Fate { kept, early, lives, found: (by(Popularity::Even)?, by(Popularity::Zipf)?) })
}

/// Of items that are removed at random, the share that goes before its time, so that `kept` of them are there.
///
/// One that is removed with a chance `x` in its lifetime is there for `(1 - e^-x) / x` of it on average; `1 - e^-x` of
/// them go early.
fn random(kept: Decimal) -> Option<Decimal> {
    let there = |x: Decimal| Decimal::ONE.minus(none_arrives(x)?)?.over(x);
    let x = solve(|x| Some(there(x)? <= kept))?;
    Decimal::ONE.minus(none_arrives(x)?)
}

/// The share of reads that find their key, where `kept` of `number` keys are there.
///
/// Reads are taken to be independent. Where all keys are asked for as often, it is the share of keys. By Zipf's law: the
/// characteristic-time approximation of Che, Tung and Wang (2002) for the least recent; `T p / (1 + T p)` for random
/// removal, and for first in, first out, which has the same ratio (Gelenbe 1973); the most popular keys for the least
/// frequent. Redis picks the least recent of a small sample, which comes close.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::clients::{Order, Popularity, found};
/// let left = |order| found(order, Popularity::Zipf, decimal("20000").unwrap(), decimal("0.5").unwrap()).unwrap();
/// assert!(left(Order::Random) < left(Order::LeastRecent));
/// assert!(left(Order::LeastRecent) < left(Order::LeastFrequent));
/// ```
#[must_use]
pub fn found(order: Order, popularity: Popularity, number: Decimal, kept: Decimal) -> Option<Decimal> {
    if kept >= Decimal::ONE || number <= Decimal::ONE {
        return Some(Decimal::ONE.min(kept));
    }
    if popularity == Popularity::Even || kept <= Decimal::ZERO {
        return Some(kept.max(Decimal::ZERO));
    }
    let groups = zipf(number)?;
    let room = number.times(kept)?;
    let sum = |one: &dyn Fn(Decimal, Decimal) -> Option<Decimal>| {
        groups.iter().try_fold(Decimal::ZERO, |sum, (keys, weight)| sum.plus(one(*keys, *weight)?))
    };
    let all = sum(&|keys, weight| keys.times(weight))?;
    if order == Order::LeastFrequent {
        let (mut left, mut kept) = (room, Decimal::ZERO);
        for (keys, weight) in &groups {
            kept = kept.plus(left.min(*keys).times(*weight)?)?;
            left = left.minus(*keys)?.max(Decimal::ZERO);
        }
        return kept.over(all);
    }
    let there = |weight: Decimal, time: Decimal| -> Option<Decimal> {
        let reads = weight.times(time)?;
        match order {
            Order::LeastRecent => Decimal::ONE.minus(none_arrives(reads)?),
            _ => reads.over(reads.plus(Decimal::ONE)?),
        }
    };
    let time = solve(|time| Some(sum(&|keys, weight| keys.times(there(weight, time)?))? >= room))?;
    sum(&|keys, weight| keys.times(weight)?.times(there(weight, time)?))?.over(all)
}

/// Keys by rank, `1 / rank` each: the first sixteen one by one, the others in groups that share their middle's weight.
fn zipf(number: Decimal) -> Option<Vec<(Decimal, Decimal)>> {
    let (mut groups, mut from) = (Vec::new(), Decimal::ONE);
    while from <= number {
        // A sixteenth more each time: the middle is then off by less than a thousandth.
        let width = from
            .over(Decimal::from(16))?
            .floor()
            .max(Decimal::ONE)
            .min(number.minus(from)?.plus(Decimal::ONE)?);
        let middle = from.plus(width.minus(Decimal::ONE)?.over(Decimal::TWO)?)?;
        groups.push((width, Decimal::ONE.over(middle)?));
        from = from.plus(width)?;
    }
    Some(groups)
}

/// The least number above zero for which something holds that holds for all larger ones: doubled until it does, then by
/// halves.
fn solve(holds: impl Fn(Decimal) -> Option<bool>) -> Option<Decimal> {
    let (mut low, mut high) = (Decimal::ZERO, Decimal::ONE);
    while !holds(high)? {
        low = high;
        high = high.times(Decimal::TWO)?;
    }
    for _ in 0..STEPS {
        let middle = low.plus(high)?.over(Decimal::TWO)?;
        if holds(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

impl Held {
    /// Reads a second that no longer find theirs, by the share that does.
    #[must_use]
    pub fn misses(&self, found: Decimal) -> Option<Decimal> {
        self.reads.times(Decimal::ONE.minus(found)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;

    fn number(text: &str) -> Decimal {
        crate::decimal(text).unwrap_or_default()
    }

    #[test]
    fn every_policy_of_redis_has_a_name_and_nothing_else_has() {
        for order in ["lru", "lfu", "random"] {
            for reach in ["allkeys", "volatile"] {
                assert!(Policy::named(&format!("{reach}-{order}")).is_some(), "{reach}-{order}");
            }
        }
        assert_eq!(Policy::named("noeviction"), Some(Policy::Refuse));
        assert!(Policy::named("volatile-ttl").is_some());
        for wrong in ["allkeys-ttl", "allkeys", "lru", "", "volatile-", "ALLKEYS-LRU"] {
            assert_eq!(Policy::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_goes_early_and_what_is_there_fit_together() {
        // By hand: x = 1 gives (1 - 1/e) there, and as many gone early.
        let there = number("0.6321205588");
        assert_eq!(random(there).map(|early| early.round_half_away(6)), Some(number("0.632121")));
        // x = 2: (1 - e^-2) / 2 there, 1 - e^-2 early.
        assert_eq!(
            random(number("0.4323323584")).map(|early| early.round_half_away(6)),
            Some(number("0.864665"))
        );
    }

    #[test]
    fn the_groups_of_zipf_hold_every_key_once() {
        for keys in ["1", "2", "16", "17", "1000", "123457", "1000000000"] {
            let groups = zipf(number(keys)).unwrap_or_default();
            let sum: Decimal = groups.iter().map(|(keys, _)| *keys).sum();
            assert_eq!(sum, number(keys));
        }
        // The sum of 1/r for 1,000 keys is 7.485470860550.
        let sum: Decimal =
            zipf(number("1000")).unwrap_or_default().iter().map(|(keys, weight)| keys * weight).sum();
        assert!((sum - number("7.485470860550")).abs() < number("0.005"), "{sum}");
    }
}
