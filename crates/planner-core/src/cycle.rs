//! A billing cycle: the days that one invoice covers, a calendar month unless the account has a day of its own.

use crate::month::{Date, Month};

/// From a day to another, which is the first after it; days are UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    from: Date,
    to: Date,
    days: u32,
}

impl Cycle {
    /// The longest there is: a calendar month of 31 days.
    pub const MOST_DAYS: u32 = 31;

    /// The days from `from` to the one before `to`; `None` for no day at all, or more than a month's.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Cycle, Date};
    /// let day = |text| Date::parse(text).unwrap();
    /// let cycle = Cycle::new(day("2026-09-18"), day("2026-10-18")).unwrap();
    /// assert_eq!((cycle.days(), cycle.day_at(14 * 86_400)), (30, day("2026-10-02")));
    /// ```
    #[must_use]
    pub fn new(from: Date, to: Date) -> Option<Self> {
        let days = u32::try_from(to.days_since(from)).ok()?;
        (1..=Self::MOST_DAYS).contains(&days).then_some(Self { from, to, days })
    }

    /// The cycle that begins in a month on a day, on its last day where it is shorter; `None` past the calendar's end.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Cycle, Month};
    /// let cycle = Cycle::beginning_in(Month::parse("2027-02").unwrap(), 30).unwrap();
    /// assert_eq!(cycle.name(), "28 February to 29 March 2027");
    /// ```
    #[must_use]
    pub fn beginning_in(month: Month, day: u8) -> Option<Self> {
        let begins = |month: Month| Date::new(month, day.clamp(1, month.days()));
        Self::new(begins(month)?, begins(month.plus(1)?)?)
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.from.plus_days(self.days.saturating_sub(1)).unwrap_or(self.from)
    }

    /// The first day after it.
    #[must_use]
    pub const fn end(self) -> Date {
        self.to
    }

    /// How many days it has.
    #[must_use]
    pub const fn days(self) -> u32 {
        self.days
    }

    /// How many seconds it has.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.days.saturating_mul(86_400)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day < self.to
    }

    /// The day at so many seconds after its start; the last day when past the end.
    #[must_use]
    pub fn day_at(self, second: u32) -> Date {
        let day = second.checked_div(86_400).unwrap_or(0).min(self.days.saturating_sub(1));
        self.from.plus_days(day).unwrap_or(self.from)
    }

    /// The seconds from its start to the start of a day: none before it, all of it after it.
    #[must_use]
    pub fn second_of(self, day: Date) -> u32 {
        u32::try_from(day.days_since(self.from)).unwrap_or(0).min(self.days).saturating_mul(86_400)
    }

    /// The second at which something that is there until a day is left; past the cycle where it outlives it.
    pub(crate) fn left(self, until: Date) -> u32 {
        if until < self.to { self.second_of(until) } else { u32::MAX }
    }

    /// Whether it is a month of the calendar.
    #[must_use]
    pub fn is_calendar(self) -> bool {
        self == Self::from(self.from.month())
    }

    /// `September 2026`, or `18 September to 17 October 2026`.
    #[must_use]
    pub fn name(self) -> String {
        if self.is_calendar() {
            self.from.month().name()
        } else {
            format!("{} to {}", self.from.day_and_month(), self.last_day().name())
        }
    }
}

impl From<Month> for Cycle {
    fn from(month: Month) -> Self {
        let (from, days) = (month.first_day(), u32::from(month.days()));
        // The last month of the calendar has no day after it that could be told; its length is what counts.
        let to = month.plus(1).map_or(month.last_day(), Month::first_day);
        Self { from, to, days }
    }
}
