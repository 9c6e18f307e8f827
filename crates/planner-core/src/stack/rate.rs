//! A rate: a quantity, perhaps for each of some time.

use std::fmt;

use crate::cycle::Cycle;
use crate::document::Scalar;
use crate::month::Month;
use crate::number::Decimal;
use crate::unit::{Dimension, Quantity, Refusal, Unit};

/// A quantity, perhaps for each of some time: `16667 /day`, `10 GB`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// The quantity.
    pub quantity: Quantity,
    /// For each of this time; a month, or a state, where none is written.
    pub per: Option<RateUnit>,
}

/// The time of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month.
    Month,
}

impl RateUnit {
    fn parse(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "s" | "sec" | "second" | "seconds" => Self::Second,
            "min" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hour" | "hours" => Self::Hour,
            "day" | "d" | "days" => Self::Day,
            "week" | "weeks" => Self::Week,
            "month" | "mo" | "months" => Self::Month,
            _ => return None,
        })
    }

    /// Its length in a month.
    pub(crate) fn seconds(self, month: Month) -> u32 {
        self.fixed().unwrap_or_else(|| month.seconds())
    }

    /// Its length, where that is the same in every month.
    const fn fixed(self) -> Option<u32> {
        match self {
            Self::Second => Some(1),
            Self::Minute => Some(60),
            Self::Hour => Some(3_600),
            Self::Day => Some(86_400),
            Self::Week => Some(604_800),
            Self::Month => None,
        }
    }
}

impl Rate {
    /// Reads a quantity with or without `/time` behind it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::try_parse(text).ok()
    }

    /// The same, with what is wrong and what to write instead.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] for what is no quantity, and for a time that is none.
    pub fn try_parse(text: &str) -> Result<Self, Refusal> {
        let Some((amount, time)) = apart(text) else {
            return Ok(Self { quantity: Quantity::try_parse(text)?, per: None });
        };
        let Some(per) = RateUnit::parse(time) else {
            let quantity = Quantity::try_parse(amount)?;
            if YEAR.iter().any(|year| time.trim().eq_ignore_ascii_case(year)) {
                let twelfth =
                    quantity.value.over(Decimal::from(12)).map(|value| value.round_half_away(6).normalize());
                let month = Quantity::new(twelfth.unwrap_or(quantity.value), quantity.unit);
                return Err(Refusal {
                    why: Some("a year is no time here".to_owned()),
                    hint: Some(format!("write what a month has of it: {month} /month")),
                });
            }
            return Err(Refusal {
                why: Some(format!("`{}` is no time", time.trim())),
                hint: Some(format!(
                    "write {quantity} /s, /min, /hour, /day, /week or /month; so much for each of a driver is {{ per: {}, each: {quantity} }}",
                    time.trim()
                )),
            });
        };
        Ok(Self { quantity: Quantity::before(amount, &format!("/{}", per.word()))?, per: Some(per) })
    }

    /// Bytes for each of some time as one quantity, where a meter is in such a unit: 200 MB for each second is 200 MB/s.
    pub(crate) fn combined(&self, wanted: &Unit) -> Option<Quantity> {
        let unit = self.quantity.unit.as_ref().filter(|unit| unit.dimension() == Dimension::Data)?;
        let seconds = self.per?.fixed()?;
        if wanted.dimension() != Dimension::DataRate {
            return None;
        }
        let value = self.quantity.value.times(unit.size())?.over(seconds.into())?.over(wanted.size())?;
        Some(Quantity::new(value, Some(wanted.clone())))
    }

    /// A value in the quantity's unit as what it comes to in a month.
    pub(crate) fn in_month(&self, value: Decimal, month: Month) -> Option<Decimal> {
        self.in_cycle(value, month.into())
    }

    /// The same in another billing cycle, whose own length a `/month` is.
    pub(crate) fn in_cycle(&self, value: Decimal, cycle: Cycle) -> Option<Decimal> {
        match self.per {
            None | Some(RateUnit::Month) => Some(value),
            Some(per) => {
                let unit = per.seconds(cycle.first_day().month());
                value.times(cycle.seconds().into())?.over(unit.into())
            }
        }
    }
}

/// An amount and the time it is for: `500 /day`, `500 per day`, `500 a day`, `500 daily`.
fn apart(text: &str) -> Option<(&str, &str)> {
    let word = || text.trim_end().rsplit_once(' ');
    let short = || {
        let (amount, time) = word()?;
        let daily = time.eq_ignore_ascii_case("daily").then_some("day");
        let time = daily.or(time.strip_suffix("ly").filter(|time| RateUnit::parse(time).is_some()))?;
        Some((amount, time))
    };
    let spoken = || {
        let (amount, time) = word()?;
        let (amount, article) = amount.trim_end().rsplit_once(' ')?;
        let joins = ["a", "an", "each", "every"].iter().any(|known| article.eq_ignore_ascii_case(known));
        (joins && RateUnit::parse(time).is_some()).then_some((amount, time))
    };
    let yearly = || word().filter(|(_, time)| YEAR.iter().any(|year| time.eq_ignore_ascii_case(year)));
    let parts = text.rsplit_once('/').or_else(|| text.split_once(" per ")).or_else(spoken).or_else(short);
    parts.or_else(|| abbreviated(text.trim_end())).or_else(yearly)
}

/// Words for a year, which is no time of a rate.
const YEAR: [&str; 8] = ["year", "years", "yr", "y", "yearly", "annually", "annual", "pa"];

/// Abbreviations of something for each of some time, as engineers write them: `10 rps`, `2k qps`, `60 rpm`.
const EACH: [(&str, &str); 9] = [
    ("rps", "s"),
    ("qps", "s"),
    ("tps", "s"),
    ("hz", "s"),
    ("rpm", "min"),
    ("qpm", "min"),
    ("tpm", "min"),
    ("rph", "hour"),
    ("rpd", "day"),
];

fn abbreviated(text: &str) -> Option<(&str, &str)> {
    EACH.iter().find_map(|(word, time)| {
        let at = text.len().checked_sub(word.len())?;
        let (amount, end) = text.split_at_checked(at)?;
        let number = amount.trim_end().trim_end_matches(['k', 'K', 'M']).trim_end();
        let is_number = number.ends_with(|last: char| last.is_ascii_digit());
        (end.eq_ignore_ascii_case(word) && is_number).then_some((amount, *time))
    })
}

impl Scalar for Rate {
    const EXPECTED: &'static str = "a quantity such as 10 GB or 500 /day";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn refusal(text: &str) -> Refusal {
        Self::try_parse(text).err().unwrap_or_default()
    }
}

impl RateUnit {
    /// The word it is written with behind the `/`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.quantity)?;
        self.per.map_or(Ok(()), |per| write!(f, " /{}", per.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engineers_abbreviate() {
        for (text, wanted) in [
            ("10 rps", "10 /s"),
            ("2k qps", "2000 /s"),
            ("60rpm", "60 /min"),
            ("0.5 Hz", "0.5 /s"),
            ("5 RPD", "5 /day"),
        ] {
            assert_eq!(Rate::parse(text), Rate::parse(wanted), "{text}");
        }
        let refused = |text| Rate::try_parse(text).err().and_then(|refusal| refusal.hint).unwrap_or_default();
        assert!(refused("600 /year").ends_with("50 /month"), "{}", refused("600 /year"));
        assert!(refused("600 yearly").ends_with("50 /month"), "{}", refused("600 yearly"));
        assert!(Rate::parse("5 gateways").is_some(), "a noun is a noun");
    }

    #[test]
    fn a_rate_comes_to_more_in_a_longer_month() {
        let rate = Rate::parse("16667 /day");
        let in_month = |text| {
            Month::parse(text).and_then(|m| rate.as_ref().and_then(|r| r.in_month(r.quantity.value, m)))
        };
        assert_eq!(in_month("2026-11"), Some(Decimal::from(500_010)));
        assert_eq!(in_month("2026-12"), Some(Decimal::from(516_677)));
        assert_eq!(Rate::parse("5 /fortnight"), None);
    }

    #[test]
    fn a_rate_is_read_as_people_say_it() {
        for text in
            ["100 /day", "100/Day", "100 per day", "100 a day", "100 each day", "100 every day", "100 daily"]
        {
            assert_eq!(Rate::parse(text).map(|rate| rate.to_string()).as_deref(), Some("100 /day"), "{text}");
        }
        assert_eq!(Rate::parse("5 GB an hour").map(|rate| rate.to_string()).as_deref(), Some("5 GB /hour"));
        assert_eq!(Rate::parse("5 things a piece").and_then(|rate| rate.per), None);
        let bits = Rate::try_parse("2 Mbit/s").err().unwrap_or_default();
        assert_eq!(bits.hint.as_deref(), Some("write 0.25 MB/s, or 2 MB/s where bytes are meant"));
    }
}
