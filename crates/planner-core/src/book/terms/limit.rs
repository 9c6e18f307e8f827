//! Limits: how much, over what time, and what happens as they are approached and passed.

use super::read::share;
use super::{Condition, Confidence};
use crate::document::{fields, words};
use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::tariff::Formula;

/// A limit and what happens at it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LimitTerms {
    /// What is limited; exactly one of `meter` and `spend`.
    pub meter: Option<String>,
    /// The charges whose sum is limited, by id or tag; an empty list is all of them.
    pub spend: Option<Vec<String>>,
    /// The account's credit that comes before what is limited, by id.
    pub after: Option<String>,
    /// What it is, in words.
    pub description: String,
    /// The id it has in answers, where the limits of several plans are one to who compares the plans; its own where left out.
    pub row: Option<String>,
    /// How much.
    pub ceiling: Ceiling,
    /// Over what time.
    pub window: Window,
    /// In force only then.
    pub when: Condition,
    /// What happens as it is approached and passed, in order. Never empty: not stated is an effect too.
    pub stages: Vec<Stage>,
    /// What becomes of it and when, in words, where the vendor says.
    pub reset: Option<String>,
    /// Where it was read; the plan's source where it is left out.
    pub source: Option<String>,
    /// How far it can be trusted.
    pub confidence: Option<Confidence>,
    /// It is what a charge includes, and stands in no file as a limit.
    pub(crate) follows: bool,
}

fields!(
    LimitTerms {
        meter: optional,
        spend: optional,
        after: optional,
        description: required,
        row: optional,
        ceiling: required,
        window: required,
        when: optional,
        stages: required,
        reset: optional,
        source: optional,
        confidence: optional,
    },
    follows
);

impl LimitTerms {
    /// The id it has in answers, by the one it has in the book.
    #[must_use]
    pub fn row_id<'a>(&'a self, id: &'a str) -> &'a str {
        self.row.as_deref().unwrap_or(id)
    }
}

/// A clock by which days go.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Clock {
    /// What it is called.
    pub name: String,
    /// How many hours it is ahead of UTC, in winter.
    pub utc: Decimal,
    /// It is an hour further ahead from one day to the other: from the first Sunday that is no earlier in the year.
    pub summer: Vec<Date>,
}

fields!(Clock { name: required, utc: required, summer: optional });

impl Clock {
    /// What is wrong with it.
    pub(in crate::book) fn fault(&self) -> Option<String> {
        let whole = self.utc.fract().is_zero() && [0, 2].contains(&self.summer.len());
        (!whole).then(|| {
            "a clock is whole hours ahead of UTC, and its summer is from one day to another".to_owned()
        })
    }

    /// How many hours it is ahead of UTC on a day.
    pub(crate) fn ahead(&self, day: Date) -> i32 {
        let sunday = |of: &Date| {
            let first = Date::new(Month::new(day.month().year(), of.month().number())?, of.day())?;
            first.plus_days(u32::from(6_u8.saturating_sub(first.weekday())))
        };
        let summer = match self.summer.as_slice() {
            [from, to] => sunday(from) <= Some(day) && Some(day) < sunday(to),
            _ => false,
        };
        i32::try_from(self.utc).unwrap_or(0).saturating_add(i32::from(summer))
    }
}

/// How much a limit allows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Ceiling {
    /// A quantity in the meter's unit.
    Amount(Formula),
    /// What the charges on the same meter include.
    Included,
    /// The vendor states none: shown as such, never as unlimited.
    NotStated,
}

/// The time a limit looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Window {
    /// Each single event.
    Event,
    /// At any moment.
    Instant,
    /// Each second.
    Second,
    /// Each day.
    Day,
    /// The calendar month.
    Month,
    /// The billing cycle.
    Cycle,
    /// The last 30 days.
    Rolling30Days,
    /// Time since the resource was made.
    Age,
    /// Time without use.
    Idle,
    /// All the time there is: what is given or bought once.
    Life,
}

impl Window {
    /// The word used in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, window)| *window == self).map_or("", |(word, _)| word)
    }
}

words!(Window {
    Event: "event",
    Instant: "instant",
    Second: "second",
    Day: "day",
    Month: "month",
    Cycle: "cycle",
    Rolling30Days: "rolling-30-days",
    Age: "age",
    Idle: "idle",
    Life: "life",
});

/// What happens at a share of a limit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stage {
    /// The share of the ceiling, 100 % where left out.
    pub at: Decimal,
    /// Only then; the first stage that fits counts.
    pub when: Condition,
    /// What happens.
    pub effect: Effect,
    /// What it is moved to: a plan by its id, `next` for the plan's own `next`, or a choice of `option`. Of `moved` alone.
    pub to: Option<String>,
    /// The option of the account that takes `to` for its value, where it is no plan that changes; always with the next cycle.
    pub option: Option<String>,
    /// From when that plan is billed.
    pub billed: Billed,
    /// The same in words, with grace and remedy.
    pub says: Option<String>,
}

fields!(Stage {
    at: or_as(Decimal::ONE, share),
    when: optional,
    effect: required,
    to: optional,
    option: optional,
    billed: optional,
    says: optional,
});

/// From when the plan is billed that a limit moves somebody to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Billed {
    /// From the moment the limit is passed.
    #[default]
    Second,
    /// From the start of that day: a vendor that prorates by days.
    Day,
    /// From the next billing cycle.
    Cycle,
}

words!(Billed { Second: "second", Day: "day", Cycle: "cycle" });

/// What happens at a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Somebody is told.
    Notified,
    /// More is billed.
    Charged,
    /// It goes slower.
    Throttled,
    /// More is refused.
    Refused,
    /// More is thrown away.
    Dropped,
    /// Old data makes room.
    Evicted,
    /// Writes are refused, reads work.
    ReadOnly,
    /// It is stopped until the window resets.
    Suspended,
    /// All of it is unreachable until the window resets.
    Offline,
    /// The process is killed and started again.
    Restarted,
    /// It sleeps until woken by hand.
    Paused,
    /// It is put away and can be brought back.
    Archived,
    /// It is gone.
    Deleted,
    /// It is enlarged by a rule, and billed so.
    Grows,
    /// It is moved to another plan.
    Moved,
    /// It is not allowed.
    Forbidden,
    /// The vendor does not say.
    NotStated,
}

words!(Effect {
    Notified: "notified",
    Charged: "charged",
    Throttled: "throttled",
    Refused: "refused",
    Dropped: "dropped",
    Evicted: "evicted",
    ReadOnly: "read-only",
    Suspended: "suspended",
    Offline: "offline",
    Restarted: "restarted",
    Paused: "paused",
    Archived: "archived",
    Deleted: "deleted",
    Grows: "grows",
    Moved: "moved",
    Forbidden: "forbidden",
    NotStated: "not-stated",
});

impl Effect {
    /// The word, as price files and output write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, effect)| *effect == self).map_or("", |(word, _)| word)
    }

    /// The same for reading, in a sentence.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Grows => "enlarged by the vendor",
            Self::Moved => "moved to another plan",
            Self::NotStated => "what happens is not stated by the vendor",
            other => other.word(),
        }
    }

    /// Whether usage above the limit is not served, and so never billed.
    #[must_use]
    pub const fn cuts(self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::Dropped
                | Self::Suspended
                | Self::Offline
                | Self::Paused
                | Self::Forbidden
                | Self::Throttled
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Date};

    #[test]
    fn summer_begins_and_ends_on_sundays() {
        let days = |days: [&str; 2]| days.iter().filter_map(|day| Date::parse(day)).collect();
        let clock =
            |utc: i32, summer| Clock { name: "there".to_owned(), utc: utc.into(), summer: days(summer) };
        let (pacific, berlin) =
            (clock(-8, ["2026-03-08", "2026-11-01"]), clock(1, ["2026-03-25", "2026-10-25"]));
        for (clock, day, ahead) in [
            (&pacific, "2026-03-07", -8),
            (&pacific, "2026-03-08", -7),
            (&pacific, "2026-10-31", -7),
            (&pacific, "2026-11-01", -8),
            (&pacific, "2027-03-13", -8),
            (&pacific, "2027-03-14", -7),
            (&pacific, "2027-11-06", -7),
            (&pacific, "2027-11-07", -8),
            (&berlin, "2027-03-27", 1),
            (&berlin, "2027-03-28", 2),
            (&berlin, "2027-10-30", 2),
            (&berlin, "2027-10-31", 1),
        ] {
            assert_eq!(Date::parse(day).map(|day| clock.ahead(day)), Some(ahead), "{day}");
        }
        assert!(pacific.fault().is_none());
        assert!(Clock { summer: Vec::new(), ..pacific }.fault().is_none());
        assert!(clock(0, ["2026-03-08", "never"]).fault().is_some());
    }
}
