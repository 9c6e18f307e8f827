//! How numbers and dates are written where the reader lives: told once, before anything is worked out.
//!
//! Everything that the page formats for reading goes through [`own`], as `numbers` does. What the core writes in sentences
//! of its own stays as the core writes it.

use std::cell::Cell;
use std::sync::OnceLock;

use planner_core::{Date, Month};

/// The longest name or pattern that is taken.
const LONGEST: usize = 40;

/// Signs that may stand between thousands.
const GROUPS: [char; 8] = [',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];

thread_local! {
    static OWN: Cell<Option<&'static Locale>> = const { Cell::new(None) };
}

/// How numbers and dates are written somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The sign before decimals: a point or a comma.
    pub decimal: char,
    /// The sign between thousands; none where they stand together.
    pub group: Option<char>,
    /// A day, such as `{d} {m} {y}`: `{m}` is the name of its month, `{s}` the short one.
    pub day: String,
    /// A day where there is little room.
    pub short_day: String,
    /// A month.
    pub month: String,
    /// A month where there is little room.
    pub short_month: String,
    /// The names of the months.
    pub months: Vec<String>,
    /// Their short names.
    pub short_months: Vec<String>,
}

/// The reader's own; English until [`speak`] says otherwise.
#[must_use]
pub fn own() -> &'static Locale {
    static ENGLISH: OnceLock<Locale> = OnceLock::new();
    OWN.get().unwrap_or_else(|| ENGLISH.get_or_init(Locale::english))
}

/// From now on numbers and dates are written like this. What was worked out before stays as it was written.
pub fn speak(locale: Locale) {
    OWN.set(Some(Box::leak(Box::new(locale)))); // once in a visit
}

impl Locale {
    /// As the page is written.
    #[must_use]
    pub fn english() -> Self {
        let names = (1..=12).filter_map(|number| Month::new(2000, number)).map(Month::name);
        let months: Vec<String> =
            names.map(|name| name.split(' ').next().unwrap_or_default().to_owned()).collect();
        Self {
            decimal: '.',
            group: Some(','),
            day: "{d} {m} {y}".to_owned(),
            short_day: "{d} {s} {y}".to_owned(),
            month: "{m} {y}".to_owned(),
            short_month: "{s} {y}".to_owned(),
            short_months: months.iter().map(|name| name.chars().take(3).collect()).collect(),
            months,
        }
    }

    /// Reads what the browser tells of itself: on each line a word, a space, and the rest of the line.
    ///
    /// The words are `decimal`, `group` (nothing behind it where thousands stand together), `day`, `short-day`, `month`,
    /// `short-month`, `months` and `short-months`, with bars between the names. What is missing or strange stays English.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_web::locale::Locale;
    /// let german = Locale::parse("decimal ,\ngroup .\nday {d}. {m} {y}");
    /// assert_eq!(german.number("1,234.5"), "1.234,5");
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut locale = Self::english();
        let (mut decimal, mut group) = (locale.decimal, locale.group);
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let mut letters = rest.chars();
            let sign = letters.next().filter(|_| letters.next().is_none());
            match word {
                "decimal" => decimal = sign.filter(|sign| matches!(sign, '.' | ',')).unwrap_or(decimal),
                "group" if rest.is_empty() => group = None,
                "group" => group = sign.filter(|sign| GROUPS.contains(sign)).or(group),
                "day" => pattern(&mut locale.day, rest, true),
                "short-day" => pattern(&mut locale.short_day, rest, true),
                "month" => pattern(&mut locale.month, rest, false),
                "short-month" => pattern(&mut locale.short_month, rest, false),
                "months" => names(&mut locale.months, rest),
                "short-months" => names(&mut locale.short_months, rest),
                _ => {}
            }
        }
        if group != Some(decimal) {
            (locale.decimal, locale.group) = (decimal, group);
        }
        locale
    }

    /// A number, or an amount, as the core writes it: `1,234.5`.
    #[must_use]
    pub fn number(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        let mut after_digit = false;
        while let Some(letter) = letters.next() {
            let within = after_digit && letters.peek().is_some_and(char::is_ascii_digit);
            match letter {
                ',' if within => out.extend(self.group),
                '.' if within => out.push(self.decimal),
                other => out.push(other),
            }
            after_digit = letter.is_ascii_digit();
        }
        out
    }

    /// `19 September 2027`.
    #[must_use]
    pub fn day(&self, date: Date) -> String {
        self.filled(&self.day, date.day(), date.month())
    }

    /// `19 Sep 2027`.
    #[must_use]
    pub fn short_day(&self, date: Date) -> String {
        self.filled(&self.short_day, date.day(), date.month())
    }

    /// `September 2027`.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        self.filled(&self.month, 1, month)
    }

    /// `Sep 2027`.
    #[must_use]
    pub fn short_month(&self, month: Month) -> String {
        self.filled(&self.short_month, 1, month)
    }

    fn filled(&self, pattern: &str, day: u8, month: Month) -> String {
        let at = usize::from(month.number().saturating_sub(1));
        let name = |names: &[String]| names.get(at).cloned().unwrap_or_default();
        pattern
            .replace("{d}", &day.to_string())
            .replace("{y}", &month.year().to_string())
            .replace("{m}", &name(&self.months))
            .replace("{s}", &name(&self.short_months))
    }
}

/// Takes a pattern that has all it needs.
fn pattern(known: &mut String, text: &str, has_day: bool) {
    let named = text.contains("{m}") || text.contains("{s}");
    if text.len() <= LONGEST && named && text.contains("{y}") && text.contains("{d}") == has_day {
        text.clone_into(known);
    }
}

/// Takes the names of twelve months.
fn names(known: &mut Vec<String>, text: &str) {
    let all: Vec<String> = text.split('|').map(|name| name.trim().to_owned()).collect();
    if all.len() == known.len() && all.iter().all(|name| !name.is_empty() && name.len() <= LONGEST) {
        *known = all;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser in Germany tells, and one in the United States.
    const GERMAN: &str = "decimal ,\ngroup .\nday {d}. {m} {y}\nshort-day {d}. {s} {y}\n\
        months Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember\n\
        short-months Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sept.|Okt.|Nov.|Dez.";
    const AMERICAN: &str = "decimal .\ngroup ,\nday {m} {d}, {y}\nshort-day {s} {d}, {y}";

    fn said(locale: &Locale) -> Option<[String; 5]> {
        let date = Date::parse("2027-03-09")?;
        let month = date.month();
        Some([
            locale.day(date),
            locale.short_day(date),
            locale.month(month),
            locale.short_month(month),
            locale.number("-$1,234,567.80"),
        ])
    }

    #[test]
    fn the_reader_s_own_signs_order_and_names_are_used() {
        let wanted = |texts: [&str; 5]| Some(texts.map(str::to_owned));
        let english = ["9 March 2027", "9 Mar 2027", "March 2027", "Mar 2027", "-$1,234,567.80"];
        assert_eq!(said(&Locale::english()), wanted(english));
        let german = ["9. März 2027", "9. März 2027", "März 2027", "März 2027", "-$1.234.567,80"];
        assert_eq!(said(&Locale::parse(GERMAN)), wanted(german));
        let american = ["March 9, 2027", "Mar 9, 2027", "March 2027", "Mar 2027", "-$1,234,567.80"];
        assert_eq!(said(&Locale::parse(AMERICAN)), wanted(american));
    }

    #[test]
    fn what_is_strange_stays_english() {
        let all = [
            "",
            "decimal ;",
            "decimal ,", // and a comma between thousands
            "group 0",
            "group ab",
            "day {m} {y}",
            "month {d} {m} {y}",
            "months Januar|Februar",
            "short-months |||||||||||",
            "calendar {d}",
        ];
        for text in all {
            assert_eq!(Locale::parse(text), Locale::english(), "{text}");
        }
        let long = ["day {d} {m} {y} ", &"x".repeat(LONGEST)].concat();
        assert_eq!(Locale::parse(&long), Locale::english());
    }

    #[test]
    fn thousands_stand_apart_as_they_do_there() {
        for (told, wanted) in [
            ("decimal ,\ngroup \u{202f}", "1\u{202f}234,5"),
            ("decimal .\ngroup ’", "1’234.5"),
            ("group ", "1234.5"),
            ("group", "1234.5"),
        ] {
            assert_eq!(Locale::parse(told).number("1,234.5"), wanted, "{told}");
        }
        assert_eq!(Locale::parse(GERMAN).number("a, b. 5, and 1.5."), "a, b. 5, and 1,5.");
    }

    #[test]
    fn the_page_speaks_it_from_then_on() {
        assert_eq!(*own(), Locale::english());
        speak(Locale::parse(GERMAN));
        assert_eq!(crate::numbers::day("2027-03-09"), "9. März 2027");
        assert_eq!(crate::numbers::amount("1234.5", "USD").text, "$1.234,50");
    }
}
