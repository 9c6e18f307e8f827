//! Traffic: tokens, logs, builds and bytes that behaviour makes, a coefficient for each.

use rust_decimal::Decimal;

use crate::number::Checked;

/// What messages cost a language model to read and to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Tokens given to it, without those it reads from a cache.
    pub input: Decimal,
    /// Tokens it reads from a cache.
    pub cached: Decimal,
    /// Tokens it answers.
    pub output: Decimal,
}

/// The tokens of `messages` messages with so many tokens each, of whose input a share comes from a cache (0.6 for 60 %).
///
/// What a cache is charged for writing is not in it. `None` past 28 digits, and for a share outside of 0 to 1.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::tokens;
/// let number = |text| decimal(text).unwrap();
/// let all = tokens(number("40000"), number("1500"), number("300"), number("0.6")).unwrap();
/// assert_eq!((all.input, all.cached), (number("24000000"), number("36000000")));
/// assert_eq!(all.output, number("12000000"));
/// ```
#[must_use]
pub fn tokens(messages: Decimal, input: Decimal, output: Decimal, from_cache: Decimal) -> Option<Tokens> {
    if from_cache < Decimal::ZERO || from_cache > Decimal::ONE {
        return None;
    }
    let given = messages.times(input)?;
    let cached = given.times(from_cache)?;
    Some(Tokens { input: given.minus(cached)?, cached, output: messages.times(output)? })
}

/// A place that answers come through on their way to users: a CDN, the service behind it, its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Bytes it answers each request with, as they go over the wire: compressed, with their headers.
    pub payload: Decimal,
    /// How many requests it makes of the next place for each one it gets: 0.2 for a cache that has 80 % of them, 3 for a
    /// service with three queries a request.
    pub passes: Decimal,
}

/// What goes through a hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// Requests it gets.
    pub requests: Decimal,
    /// Bytes it answers.
    pub bytes: Decimal,
}

/// What goes through each hop, the one next to the users first: every one that answers over the internet pays for it.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::{Hop, through};
/// let number = |text| decimal(text).unwrap();
/// // A CDN that has 90 % of what is asked for, before a service whose answers it compresses.
/// let hops = [
///     Hop { payload: number("20000"), passes: number("0.1") },
///     Hop { payload: number("60000"), passes: number("0") },
/// ];
/// let [cdn, service] = through(number("1000000"), &hops).unwrap().try_into().unwrap();
/// assert_eq!(cdn.bytes, number("20000000000")); // 20 GB
/// assert_eq!((service.requests, service.bytes), (number("100000"), number("6000000000")));
/// ```
#[must_use]
pub fn through(requests: Decimal, hops: &[Hop]) -> Option<Vec<Traffic>> {
    let mut requests = requests;
    let mut traffic = Vec::with_capacity(hops.len());
    for hop in hops {
        traffic.push(Traffic { requests, bytes: requests.times(hop.payload)? });
        requests = requests.times(hop.passes)?;
    }
    Some(traffic)
}

/// Bytes of logs: so many lines for each request, of so many bytes each with what the shipper adds.
#[must_use]
pub fn logs(requests: Decimal, lines: Decimal, bytes: Decimal) -> Option<Decimal> {
    requests.times(lines)?.times(bytes)
}

/// Seconds of builds. Rounding each build up is the vendor's, and the book's.
#[must_use]
pub fn build_time(builds: Decimal, seconds: Decimal) -> Option<Decimal> {
    builds.times(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_all_counted_once() {
        let number = |text: &str| crate::decimal(text).unwrap_or_default();
        for share in ["0", "0.333333333", "0.6", "1"] {
            let all = tokens(number("12345"), number("1501"), number("7"), number(share));
            let given = all.and_then(|all| all.input.plus(all.cached));
            assert_eq!(given, Some(number("18529845")), "{share}");
        }
        for share in ["-0.1", "1.1", "60"] {
            assert_eq!(tokens(Decimal::ONE, Decimal::ONE, Decimal::ONE, number(share)), None, "{share}");
        }
    }

    #[test]
    fn every_hop_answers_what_reaches_it() {
        let number = Decimal::from;
        let hop = |payload: u32, passes| Hop { payload: number(payload), passes };
        let hops =
            [hop(10, Decimal::new(5, 1)), hop(20, number(3)), hop(100, Decimal::ZERO), hop(1, Decimal::ONE)];
        let found = through(number(1_000), &hops).unwrap_or_default();
        let found: Vec<(Decimal, Decimal)> = found.iter().map(|hop| (hop.requests, hop.bytes)).collect();
        let expected = [(1_000, 10_000), (500, 10_000), (1_500, 150_000), (0, 0)];
        assert_eq!(found, expected.map(|(requests, bytes)| (number(requests), number(bytes))));
        assert_eq!(through(number(1), &[]), Some(Vec::new()));
    }

    #[test]
    fn what_is_too_large_is_no_number() {
        let two = Decimal::TWO;
        assert_eq!(logs(Decimal::MAX, two, Decimal::ONE), None);
        assert_eq!(logs(Decimal::from(1_000_000), two, Decimal::from(300)), Some(Decimal::from(600_000_000)));
        assert_eq!(build_time(Decimal::from(60), Decimal::from(150)), Some(Decimal::from(9_000)));
        assert_eq!(build_time(Decimal::MAX, two), None);
        assert_eq!(through(Decimal::MAX, &[Hop { payload: two, passes: two }]), None);
    }
}
