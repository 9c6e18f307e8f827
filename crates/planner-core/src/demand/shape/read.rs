//! Reads shapes from documents, and writes them as documents and as sentences.

use std::fmt::{self, Write as _};

use super::{Shape, WEEK};
use crate::document::{Fields, Misfit, Place, Read, Value, word};
use crate::number::Decimal;
use crate::unit::{Quantity, decimal};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Every day of the week; Monday is the lowest bit.
const ALL: u8 = 0b111_1111;

/// What the document said.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    Flat,
    Day,
    Office,
    /// From one hour to another, on the days of a mask, and this share of it outside.
    Within(Vec<(u8, u8)>, u8, Decimal),
    Peak(Decimal),
    /// Weights for so many days.
    Weights(usize),
}

/// Makes a shape that has a name.
type Named = fn() -> Shape;

impl Read for Shape {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let shape = match at.value() {
            Value::List(_) => Self::of(&Vec::read(at)?),
            Value::Map(entries) if entries.iter().any(|(name, _)| name == "peak") => {
                let (fields, mut peak) = (Fields::of(at, &["peak"])?, Decimal::ZERO);
                fields.required("peak", &mut peak);
                Self::peaked(fields.end(peak)?)
            }
            Value::Map(_) => {
                let fields = Fields::of(at, &["hours", "days", "outside"])?;
                let (mut hours, mut days, mut outside) = (Vec::new(), ALL, Decimal::ZERO);
                fields.required_as("hours", &mut hours, self::hours);
                fields.optional_as("days", &mut days, self::days);
                fields.optional_as("outside", &mut outside, self::outside);
                let (hours, days, outside) = fields.end((hours, days, outside))?;
                return Ok(within(hours, days, outside));
            }
            Value::Text(_) => {
                let words: [(&str, Named); 3] =
                    [("flat", Self::flat), ("day", Self::day), ("office", Self::office)];
                return Ok(word(at, &words)?());
            }
            _ => {
                return Err(at.expected(
                    "`flat`, `day`, `office`, { hours: 9-17, days: mon-fri, outside: 5 % }, { peak: 6 } or a list of 24 or \
                     168 weights",
                ));
            }
        };
        shape.map_err(|problem| at.wrong(problem.into_parts().message))
    }
}

/// Full weight within the hours of the days, a share of it outside. Hours over midnight belong to the day they start on.
pub(super) fn within(hours: Vec<(u8, u8)>, days: u8, outside: Decimal) -> Shape {
    let mut weights = vec![outside; WEEK];
    for (from, to) in &hours {
        let long =
            if to > from { to.saturating_sub(*from) } else { to.saturating_add(24).saturating_sub(*from) };
        for day in (0_usize..7).filter(|day| days & (1 << day) != 0) {
            let start = day.saturating_mul(24).saturating_add(usize::from(*from));
            for hour in start..start.saturating_add(usize::from(long)) {
                if let Some(weight) = weights.get_mut(hour.checked_rem(WEEK).unwrap_or(0)) {
                    *weight = Decimal::ONE;
                }
            }
        }
    }
    Shape::leveled(&weights, Said::Within(hours, days, outside))
}

/// The parts of a text with commas, or of a list of such texts.
fn parts(at: &Place<'_>, expected: &str) -> Result<Vec<String>, Misfit> {
    let mut parts = Vec::new();
    let mut add = |text: &str| parts.extend(text.split(',').map(|part| part.trim().to_owned()));
    match at.value() {
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                add(at.item(number, item).text(expected)?);
            }
        }
        _ => add(at.text(expected)?),
    }
    match parts.len() {
        0 => Err(at.wrong(format!("the list is empty, expected {expected}"))),
        1..=24 => Ok(parts),
        many => Err(at.wrong(format!("{many} parts are given; 24 are the most"))),
    }
}

fn hours(at: &Place<'_>) -> Result<Vec<(u8, u8)>, Misfit> {
    const EXPECTED: &str = "hours of a day such as 9-17, or 22-6 over midnight";
    let mut hours = Vec::new();
    for part in parts(at, EXPECTED)? {
        let span = part.split_once('-').and_then(|(from, to)| Some((hour(from)?, hour(to)?)));
        let Some((from, to)) = span else { return Err(at.wrong(format!("`{part}` is not {EXPECTED}"))) };
        if from > 23 || to > 24 {
            return Err(
                at.wrong(format!("`{part}` is past midnight: hours start at 0 to 23 and end at 0 to 24"))
            );
        }
        if from == to {
            return Err(at.wrong(format!("`{part}` holds no hour; the whole day is 0-24")));
        }
        hours.push((from, to));
    }
    Ok(hours)
}

/// One or two digits.
fn hour(text: &str) -> Option<u8> {
    let text = text.trim();
    let digits = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn days(at: &Place<'_>) -> Result<u8, Misfit> {
    const EXPECTED: &str = "days such as mon-fri or mon,wed,fri: mon, tue, wed, thu, fri, sat, sun";
    let mut days = 0;
    for part in parts(at, EXPECTED)? {
        let (from, to) = part.split_once('-').unwrap_or((&part, &part));
        let (Some(mut day), Some(last)) = (day(from), day(to)) else {
            return Err(at.wrong(format!("`{part}` is not {EXPECTED}")));
        };
        days |= 1 << day;
        while day != last {
            day = day.saturating_add(1).checked_rem(7).unwrap_or(0);
            days |= 1 << day;
        }
    }
    Ok(days)
}

fn day(text: &str) -> Option<usize> {
    DAYS.iter().position(|day| day.eq_ignore_ascii_case(text.trim()))
}

fn outside(at: &Place<'_>) -> Result<Decimal, Misfit> {
    const EXPECTED: &str = "a share of 0 % to 100 %, such as 5 %";
    let text = at.text(EXPECTED)?;
    let share = match decimal(text) {
        Some(none) if none.is_zero() => Some(none),
        _ => Quantity::parse(text).and_then(|quantity| quantity.share()),
    };
    share
        .filter(|share| *share >= Decimal::ZERO && *share <= Decimal::ONE)
        .ok_or_else(|| at.wrong(format!("`{text}` is not {EXPECTED}")))
}

fn spans(hours: &[(u8, u8)]) -> String {
    let spans: Vec<String> = hours.iter().map(|(from, to)| format!("{from}-{to}")).collect();
    spans.join(", ")
}

fn named(days: u8) -> String {
    let mut text = String::new();
    for (day, name) in DAYS.iter().enumerate() {
        let (here, before, next) = (days >> day & 1, (days << 1) >> day & 1, days >> day >> 1 & 1);
        if here == 0 {
            continue;
        }
        match (before, next) {
            (1, 1) => {}
            (1, _) => text.extend(["-", name]),
            (_, _) if text.is_empty() => text.push_str(name),
            (_, _) => text.extend([", ", name]),
        }
    }
    text
}

fn percent(share: Decimal) -> Decimal {
    share.times(Decimal::ONE_HUNDRED).unwrap_or_default().normalize()
}

/// As a document says it, in one line.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.said {
            Said::Flat => f.write_str("flat"),
            Said::Day => f.write_str("day"),
            Said::Office => f.write_str("office"),
            Said::Within(hours, days, outside) => {
                let (hours, days, outside) = (spans(hours), named(*days), percent(*outside));
                write!(f, "{{ hours: \"{hours}\", days: \"{days}\", outside: {outside} % }}")
            }
            Said::Peak(times) => write!(f, "{{ peak: {} }}", times.normalize()),
            Said::Weights(days) => {
                let separators = std::iter::once("").chain(std::iter::repeat(", "));
                f.write_char('[')?;
                for (weight, between) in self.weights().take(days.saturating_mul(24)).zip(separators) {
                    write!(f, "{between}{}", weight.normalize())?;
                }
                f.write_char(']')
            }
        }
    }
}

impl Shape {
    /// The shape in words: `9-17 UTC on mon-fri, nothing outside`.
    #[must_use]
    pub fn words(&self) -> String {
        let said = match &self.said {
            Said::Flat => "the same at every hour",
            Said::Day => "the usual day of consumers, low at night and highest in the evening, UTC (assumed)",
            Said::Office => "9-17 UTC on mon-fri, nothing outside",
            Said::Within(hours, days, outside) => {
                let on = if *days == ALL { "every day".to_owned() } else { format!("on {}", named(*days)) };
                let rest = match outside {
                    none if none.is_zero() => "nothing outside".to_owned(),
                    share => format!("{} % of it outside", percent(*share)),
                };
                return format!("{} UTC {on}, {rest}", spans(hours));
            }
            Said::Peak(times) => return format!("one hour a day at {} times the mean", times.normalize()),
            Said::Weights(1) => "24 weights, one for each hour of a day, UTC",
            Said::Weights(_) => "168 weights, one for each hour of a week, UTC",
        };
        said.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{parse_json, read};

    fn shape(text: &str) -> Result<Shape, String> {
        parse_json(text, 0)
            .and_then(|node| read(&node))
            .map_err(|problem: crate::document::Problem| problem.into_parts().message)
    }

    fn listed(weights: &[u32]) -> String {
        let weights: Vec<String> = weights.iter().map(u32::to_string).collect();
        format!("[{}]", weights.join(","))
    }

    #[test]
    fn every_form_is_read_and_told_in_words() {
        for (text, busy, words) in [
            (r#""flat""#, 168, "the same at every hour"),
            (r#""office""#, 40, "9-17 UTC on mon-fri, nothing outside"),
            (
                r#""day""#,
                7,
                "the usual day of consumers, low at night and highest in the evening, UTC (assumed)",
            ),
            (
                r#"{"hours": "9-17", "days": "mon-fri", "outside": "5 %"}"#,
                40,
                "9-17 UTC on mon-fri, 5 % of it outside",
            ),
            (r#"{"hours": "0-24", "days": "sat, sun"}"#, 48, "0-24 UTC on sat-sun, nothing outside"),
            (
                r#"{"hours": ["8-12", "13-17"], "days": "Mon,wed,fri"}"#,
                24,
                "8-12, 13-17 UTC on mon, wed, fri, nothing outside",
            ),
            (r#"{"hours": "22-6", "outside": 0}"#, 56, "22-6 UTC every day, nothing outside"),
            (
                r#"{"hours": "12-13", "days": ["fri-mon"], "outside": "0.5 %"}"#,
                4,
                "12-13 UTC on mon, fri-sun, 0.5 % of it outside",
            ),
            (r#"{"peak": 6}"#, 7, "one hour a day at 6 times the mean"),
            (r#"{"peak": 24}"#, 7, "one hour a day at 24 times the mean"),
        ] {
            let heaviest =
                |shape: &Shape| shape.levels().iter().map(|level| usize::from(*level == 0)).sum::<usize>();
            let told = shape(text).map(|shape| (shape.words(), heaviest(&shape)));
            assert_eq!(told, Ok((words.to_owned(), busy)), "{text}");
        }
        let lists = [listed(&[1; 24]), listed(&[7; 168])].map(|text| shape(&text).map(|shape| shape.words()));
        let words =
            ["24 weights, one for each hour of a day, UTC", "168 weights, one for each hour of a week, UTC"];
        assert_eq!(lists, words.map(|words| Ok(words.to_owned())));
    }

    #[test]
    fn hours_over_midnight_belong_to_the_day_they_start_on() {
        let hours = shape(r#"{"hours": "22-6", "days": "sun"}"#).map(|shape| {
            let busy = |(hour, level): (usize, &u8)| (*level == 0).then_some(hour);
            shape.levels().iter().enumerate().filter_map(busy).collect::<Vec<_>>()
        });
        assert_eq!(hours, Ok(vec![0, 1, 2, 3, 4, 5, 166, 167])); // Monday's first six, Sunday's last two
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        let mut negative = [1; 24].map(|weight: u32| weight.to_string());
        negative[3] = "-1".to_owned();
        let negative = format!("[{}]", negative.join(","));
        for (text, wanted) in [
            (r#""weekend""#, "unknown variant `weekend`, expected one of `flat`, `day`, `office`"),
            (
                "[]",
                "0 weights are given; a shape has 24 (the hours of a day) or 168 (of a week, from Monday 00:00 UTC)",
            ),
            (
                "[1, 2]",
                "2 weights are given; a shape has 24 (the hours of a day) or 168 (of a week, from Monday 00:00 UTC)",
            ),
            (&listed(&[0; 24]), "all weights are zero; at least one hour has some traffic"),
            (&negative, "a weight of -1 cannot be; weights are 0 to 1,000,000"),
            (&listed(&[1_000_001; 24]), "a weight of 1000001 cannot be; weights are 0 to 1,000,000"),
            (r#"["a"]"#, "`a` is not a decimal number of at most 28 digits, such as 0.25"),
            (
                r#"{"peak": 0.5}"#,
                "a peak of 0.5 times the mean cannot be; one hour a day has 1 to 24 times the mean",
            ),
            (
                r#"{"peak": 25}"#,
                "a peak of 25 times the mean cannot be; one hour a day has 1 to 24 times the mean",
            ),
            (r#"{"peak": 6, "hours": "9-17"}"#, "unknown field `hours`, expected `peak`"),
            ("{}", "missing field `hours`"),
            (r#"{"hours": "9-25"}"#, "`9-25` is past midnight: hours start at 0 to 23 and end at 0 to 24"),
            (r#"{"hours": "24-6"}"#, "`24-6` is past midnight: hours start at 0 to 23 and end at 0 to 24"),
            (r#"{"hours": "9-9"}"#, "`9-9` holds no hour; the whole day is 0-24"),
            (r#"{"hours": "9"}"#, "`9` is not hours of a day such as 9-17, or 22-6 over midnight"),
            (
                r#"{"hours": "9:30-17"}"#,
                "`9:30-17` is not hours of a day such as 9-17, or 22-6 over midnight",
            ),
            (r#"{"hours": "-9-17"}"#, "`-9-17` is not hours of a day such as 9-17, or 22-6 over midnight"),
            (
                r#"{"hours": []}"#,
                "the list is empty, expected hours of a day such as 9-17, or 22-6 over midnight",
            ),
            (
                r#"{"hours": "9-17", "days": "someday"}"#,
                "`someday` is not days such as mon-fri or mon,wed,fri: mon, tue, wed, thu, fri, sat, sun",
            ),
            (r#"{"hours": "9-17", "outside": 5}"#, "`5` is not a share of 0 % to 100 %, such as 5 %"),
            (
                r#"{"hours": "9-17", "outside": "101 %"}"#,
                "`101 %` is not a share of 0 % to 100 %, such as 5 %",
            ),
        ] {
            assert_eq!(shape(text).map(|shape| shape.to_string()), Err(wanted.to_owned()), "{text}");
        }
    }
}
