//! Calendar months and days, in UTC.

use std::fmt;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    month: u8,
}

impl Month {
    /// January 2000.
    pub(crate) const FIRST: Self = Self { year: 2000, month: 1 };

    /// A month, `None` outside the years 2000 to 2199 and the months 1 to 12.
    #[must_use]
    pub const fn new(year: u16, month: u8) -> Option<Self> {
        if year < 2000 || year > 2199 || month < 1 || month > 12 { None } else { Some(Self { year, month }) }
    }

    /// Reads `2026-12`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.month
    }

    /// 28 to 31.
    #[must_use]
    pub const fn days(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year.is_multiple_of(4)
                && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            _ => 31,
        }
    }

    /// Seconds in the month: 86,400 a day, since days are UTC.
    #[must_use]
    pub fn seconds(self) -> u32 {
        u32::from(self.days()).saturating_mul(86_400)
    }

    /// How often each day of the week occurs in the month, Monday first: 4 or 5 times.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Month;
    /// // 31 days from a Tuesday on: three days occur once more than the others.
    /// assert_eq!(Month::parse("2026-12").unwrap().weekdays(), [4, 5, 5, 5, 4, 4, 4]);
    /// ```
    #[must_use]
    pub fn weekdays(self) -> [u8; 7] {
        let (first, more) = (self.first_day().weekday(), self.days().saturating_sub(28));
        [0_u8, 1, 2, 3, 4, 5, 6].map(|day| {
            let later = day.saturating_add(7).saturating_sub(first);
            let later = if later < 7 { later } else { later.saturating_sub(7) };
            if later < more { 5 } else { 4 }
        })
    }

    /// The month `count` months later; `None` past the calendar's end.
    #[must_use]
    pub fn plus(self, count: u32) -> Option<Self> {
        let months =
            u32::from(self.year).checked_mul(12)?.checked_add(u32::from(self.month))?.checked_add(count)?;
        let zero_based = months.checked_sub(1)?;
        Self::new(
            u16::try_from(zero_based.checked_div(12)?).ok()?,
            u8::try_from(zero_based.checked_rem(12)?).ok()?.checked_add(1)?,
        )
    }

    /// How many months after `earlier`; `None` when before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<u32> {
        let index = |m: Self| u32::from(m.year).saturating_mul(12).saturating_add(u32::from(m.month));
        index(self).checked_sub(index(earlier))
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        Date { month: self, day: 1 }
    }

    /// The last day.
    #[must_use]
    pub const fn last_day(self) -> Date {
        Date { month: self, day: self.days() }
    }

    /// The day of this month at `second` seconds after its start; the last day when past the end.
    #[must_use]
    pub fn day_at(self, second: u32) -> Date {
        let day = second.checked_div(86_400).unwrap_or(0).saturating_add(1);
        Date { month: self, day: u8::try_from(day).unwrap_or(u8::MAX).min(self.days()) }
    }

    /// `December 2026`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.name_alone(), self.year)
    }

    fn name_alone(self) -> &'static str {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        NAMES.get(usize::from(self.month.saturating_sub(1))).copied().unwrap_or("?")
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    month: Month,
    day: u8,
}

impl Date {
    /// A day of a month; `None` where the month has no such day.
    #[must_use]
    pub const fn new(month: Month, day: u8) -> Option<Self> {
        if day < 1 || day > month.days() { None } else { Some(Self { month, day }) }
    }

    /// Reads `2026-12-31`.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Date;
    /// assert!(Date::parse("2028-02-29").is_some());
    /// assert!(Date::parse("2026-02-29").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (month, day) = text.rsplit_once('-')?;
        if day.len() != 2 || !day.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Self::new(Month::parse(month)?, day.parse().ok()?)
    }

    /// The month the day lies in.
    #[must_use]
    pub const fn month(self) -> Month {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day `count` days later; `None` past the calendar's end.
    #[must_use]
    pub fn plus_days(self, count: u32) -> Option<Self> {
        let mut month = self.month;
        let mut day = u32::from(self.day).checked_add(count)?;
        while day > u32::from(month.days()) {
            day = day.checked_sub(u32::from(month.days()))?;
            month = month.plus(1)?;
        }
        Self::new(month, u8::try_from(day).ok()?)
    }

    /// The days from an earlier day to this one; negative where that one is later.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Date;
    /// let day = |text| Date::parse(text).unwrap();
    /// assert_eq!(day("2026-11-21").days_since(day("2025-11-21")), 365);
    /// assert_eq!(day("2028-03-01").days_since(day("2028-02-28")), 2);
    /// assert_eq!(day("2026-01-01").days_since(day("2026-01-08")), -7);
    /// ```
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.number().saturating_sub(earlier.number())
    }

    /// The day of the week, from 0 for Monday to 6 for Sunday.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Date;
    /// assert_eq!(Date::parse("2026-11-21").unwrap().weekday(), 5); // a Saturday
    /// ```
    #[must_use]
    pub fn weekday(self) -> u8 {
        u8::try_from(self.number().saturating_add(1).rem_euclid(7)).unwrap_or(0)
    }

    /// Counts days from one fixed day on; years start in March, so that the leap day comes last.
    fn number(self) -> i32 {
        let (month, day) = (i32::from(self.month.number()), i32::from(self.day));
        let year = i32::from(self.month.year()).saturating_sub(i32::from(month < 3));
        let from_march = month.saturating_add(9).rem_euclid(12);
        let before = from_march.saturating_mul(153).saturating_add(2).div_euclid(5);
        let leaps =
            year.div_euclid(4).saturating_sub(year.div_euclid(100)).saturating_add(year.div_euclid(400));
        year.saturating_mul(365).saturating_add(leaps).saturating_add(before).saturating_add(day)
    }

    /// Seconds from the start of its month to the start of this day.
    #[must_use]
    pub fn second_of_month(self) -> u32 {
        u32::from(self.day.saturating_sub(1)).saturating_mul(86_400)
    }

    /// `22 March 2027`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.day, self.month.name())
    }

    /// `22 March`.
    #[must_use]
    pub fn day_and_month(self) -> String {
        format!("{} {}", self.day, self.month.name_alone())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_one_another_over_years() {
        let month = |text| Month::parse(text).map(|m| m.to_string());
        assert_eq!(Month::parse("2026-12").and_then(|m| m.plus(14)).map(|m| m.to_string()), month("2028-02"));
        assert_eq!(Month::parse("2028-02").map(Month::days), Some(29));
        assert_eq!(Month::parse("2100-02").map(Month::days), Some(28));
        assert_eq!(month("2026-13"), None);
        assert_eq!(month("26-1"), None);
        assert_eq!(month("+026-12"), None);
    }

    #[test]
    fn weekdays_of_a_month_are_counted_on_the_calendar() {
        for (month, wanted) in [
            ("2027-02", [4; 7]),                // 28 days
            ("2028-02", [4, 5, 4, 4, 4, 4, 4]), // 29 days from a Tuesday on
            ("2026-11", [5, 4, 4, 4, 4, 4, 5]), // 30 days from a Sunday on
            ("2026-08", [5, 4, 4, 4, 4, 5, 5]), // 31 days from a Saturday on
            ("2000-01", [5, 4, 4, 4, 4, 5, 5]),
            ("2100-03", [5, 5, 5, 4, 4, 4, 4]),
        ] {
            let counted = Month::parse(month).map(Month::weekdays);
            assert_eq!(counted, Some(wanted), "{month}");
        }
    }

    #[test]
    fn days_cross_months() {
        let date = Date::parse("2026-12-30").and_then(|d| d.plus_days(33));
        assert_eq!(date.map(|d| d.to_string()).as_deref(), Some("2027-02-01"));
        assert_eq!(date.map(Date::name).as_deref(), Some("1 February 2027"));
    }
}
