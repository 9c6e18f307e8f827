//! How numbers and dates are written where the reader lives.
//!
//! The page and the core write English; on its way to the reader every text goes through [`Locale::sentence`], and every
//! drawing through [`Locale::drawing`], so that no page mixes two ways. The words stay English, months too: what changes are
//! the signs within numbers and whether the day or the month comes first. Fields read numbers by it (`field`).

use std::borrow::Cow;
use std::cell::Cell;

use crate::catalog::month_name;

/// Signs that may stand between thousands.
const GROUPS: [char; 8] = [',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];

thread_local! {
    static OWN: Cell<Locale> = const { Cell::new(Locale::ENGLISH) };
}

/// How numbers and dates are written somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The sign before decimals: a point or a comma.
    pub decimal: char,
    /// The sign between thousands; none where they stand together.
    pub group: Option<char>,
    /// Whether hundreds stand in twos before the last thousand, as in India: `12,34,567`.
    pub lakhs: bool,
    /// Whether the month comes before the day: `September 19, 2027`.
    pub month_first: bool,
}

/// The reader's own; English until [`speak`] says otherwise.
#[must_use]
pub fn own() -> Locale {
    OWN.get()
}

/// From now on numbers and dates are written like this. What was written before stays.
pub fn speak(locale: Locale) {
    OWN.set(locale);
}

impl Locale {
    /// As the page is written.
    pub const ENGLISH: Self = Self { decimal: '.', group: Some(','), lakhs: false, month_first: false };

    /// Reads what the browser tells of itself: on each line a word, a space, and the rest of the line.
    ///
    /// The words are `decimal`, `group` (nothing behind it where thousands stand together), `lakhs` and `month-first`. What is
    /// missing or strange stays English.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_web::locale::Locale;
    /// let german = Locale::parse("decimal ,\ngroup .");
    /// assert_eq!(german.sentence("$1,234.50 on 19 September 2027"), "$1.234,50 on 19 September 2027");
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut locale = Self::ENGLISH;
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let mut letters = rest.chars();
            let sign = letters.next().filter(|_| letters.next().is_none());
            match word {
                "decimal" => {
                    locale.decimal = sign.filter(|sign| matches!(sign, '.' | ',')).unwrap_or('.');
                }
                "group" if rest.is_empty() => locale.group = None,
                "group" => locale.group = sign.filter(|sign| GROUPS.contains(sign)).or(locale.group),
                "lakhs" => locale.lakhs = true,
                "month-first" => locale.month_first = true,
                _ => {}
            }
        }
        if locale.group == Some(locale.decimal) {
            (locale.decimal, locale.group) = (Self::ENGLISH.decimal, Self::ENGLISH.group);
        }
        locale
    }

    /// An English text with its numbers and dates as they are written here. Versions (`1.2.3`), names (`0.5c-512mb`),
    /// numbers that a letter stands beside, and what was typed (in backquotes) stay.
    #[must_use]
    pub fn sentence<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if *self == Self::ENGLISH || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut before) = (text, ' ');
        while let Some(letter) = rest.chars().next() {
            let apart = !before.is_alphanumeric() && !matches!(before, '.' | ',' | '_' | '/' | '\'' | '`');
            let found = if apart { self.date(rest).or_else(|| self.number(rest)) } else { None };
            let (written, length) = found.unwrap_or_else(|| (letter.to_string(), letter.len_utf8()));
            out.push_str(&written);
            let (read, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            before = read.chars().next_back().unwrap_or(' ');
            rest = behind;
        }
        Cow::Owned(out)
    }

    /// A drawing (SVG) whose texts are written as they are here; what stands in its tags are no texts.
    #[must_use]
    pub fn drawing<'a>(&self, svg: &'a str) -> Cow<'a, str> {
        if *self == Self::ENGLISH {
            return Cow::Borrowed(svg);
        }
        let pieces = svg.split_inclusive('>').map(|piece| {
            let (text, tag) =
                piece.split_at_checked(piece.find('<').unwrap_or(piece.len())).unwrap_or((piece, ""));
            [&*self.sentence(text), tag].concat()
        });
        Cow::Owned(pieces.collect())
    }

    /// A number at the start of a text, as it is written here, and its length there.
    fn number(&self, text: &str) -> Option<(String, usize)> {
        let end = text.find(|c: char| !matches!(c, '0'..='9' | ',' | '.')).unwrap_or(text.len());
        let english = text.get(..end)?.trim_end_matches([',', '.']);
        let behind = text.get(english.len()..)?.chars().next();
        if english.is_empty() || behind.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let (whole, decimals) =
            english.split_once('.').map_or((english, None), |(whole, part)| (whole, Some(part)));
        let mut groups = whole.split(',');
        let first = groups.next()?.len();
        let grouped = whole.contains(',');
        let sane = if grouped {
            (1..=3).contains(&first) && groups.all(|group| group.len() == 3)
        } else {
            first > 0
        };
        if !sane || decimals.is_some_and(|part| part.is_empty() || part.contains([',', '.'])) {
            return None;
        }
        let mut written = if grouped { self.grouped(&whole.replace(',', "")) } else { whole.to_owned() };
        if let Some(part) = decimals {
            written.push(self.decimal);
            written.push_str(part);
        }
        Some((written, english.len()))
    }

    /// Digits with the sign between thousands.
    fn grouped(&self, digits: &str) -> String {
        let mut out = String::with_capacity(digits.len().saturating_mul(2));
        for (left, digit) in (0..digits.len()).rev().zip(digits.chars()) {
            out.push(digit);
            let ends = if self.lakhs && left > 3 { left % 2 == 1 } else { left % 3 == 0 };
            if ends && left > 0 {
                out.extend(self.group);
            }
        }
        out
    }

    /// A day at the start of a text, with or without its year, where the month comes first; and its length there.
    fn date(&self, text: &str) -> Option<(String, usize)> {
        if !self.month_first {
            return None;
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let day = text.get(..digits).filter(|_| (1..=2).contains(&digits))?;
        let rest = text.get(digits..)?;
        let gap = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}'))?;
        let behind = rest.get(gap.len_utf8()..)?;
        let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        let month = behind.get(..letters)?;
        let is_month = |name: &str| name == month || name.get(..3) == Some(month);
        (1..=12).filter_map(|number| month_name(&number.to_string())).find(|name| is_month(name))?;
        let mut length = digits.checked_add(gap.len_utf8())?.checked_add(letters)?;
        let mut written = [month, &gap.to_string(), day].concat();
        let year = text.get(length..)?.strip_prefix([' ', '\u{a0}']);
        let year =
            year.and_then(|year| year.get(..4)).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(year) = year {
            let gap = text.get(length..)?.chars().next()?;
            length = length.checked_add(gap.len_utf8())?.checked_add(year.len())?;
            written.push(',');
            written.push(gap);
            written.push_str(year);
        }
        Some((written, length))
    }
}

#[cfg(test)]
mod tests;
