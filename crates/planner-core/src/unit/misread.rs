//! What looks like a quantity and is another, or could be: bits, counts where bytes belong, words for numbers that mean
//! different things to different readers. None of it is guessed; each refusal says what to write instead.

use super::spelling::{bytes_meant, first, is_bits, multiple};
use super::{Dimension, Quantity, Refusal, Unit};
use crate::number::Decimal;

/// Words for numbers that could mean several things, or are other languages', with what to write for each.
const DOUBTFUL: &[(&[&str], &[&str])] = &[
    (&["mil"], &["k", "M"]),
    (&["mm"], &["M"]),
    (&["kk", "milhao", "milhoes"], &["M"]),
    (&["mille", "tausend", "mila", "duizend", "tys", "thou"], &["k"]),
    (&["millionen", "millones", "millon", "milioni", "milione", "milions", "miljoen", "mill"], &["M"]),
    (&["milliard", "milliarde", "milliarden", "miliardi", "miljard", "mld", "mia"], &[" billion"]),
    (&["lac", "lacs"], &[" lakh"]),
    (&["cr"], &[" crore"]),
    (&["tn", "trn"], &[" trillion"]),
];

/// Words for a number of things that is no power of ten.
const GROUPS: &[(&str, u32)] = &[("dozen", 12), ("dozens", 12)];

/// Words for numbers, to see a slip of the pen in.
const WORDS: [&str; 5] = ["thousand", "million", "billion", "trillion", "hundred"];

/// A word for a number that is not taken, where a text starts with one.
pub(super) fn in_doubt(value: Decimal, text: &str, time: &str) -> Option<Refusal> {
    let (word, rest) = first(text);
    let small = word.strip_suffix('.').unwrap_or(word).to_ascii_lowercase();
    let value = value.normalize();
    let behind = if rest.is_empty() { time.to_owned() } else { format!(" {rest}{time}") };
    if let Some((_, times)) = GROUPS.iter().find(|(known, _)| *known == small) {
        let all = value.times(Decimal::from(*times))?.normalize();
        return Some(Refusal::new(format!("{word} is no number here"), format!("write {all}{behind}")));
    }
    if let Some((_, readings)) = DOUBTFUL.iter().find(|(known, _)| known.contains(&small.as_str())) {
        let readings: Vec<String> = readings.iter().map(|one| format!("{value}{one}{behind}")).collect();
        let why = format!("{word} is no number here");
        return Some(Refusal::new(why, format!("write {}", readings.join(" or "))));
    }
    let near = WORDS.iter().find(|known| {
        small.len() > 4 && multiple(word).is_none() && crate::nearest::distance(&small, known) < 2
    })?;
    Some(Refusal::new(format!("{word} is no number"), format!("write {value} {near}{behind}")))
}

/// What a word behind a number reads as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// Both at once: `5 GB`.
    Quantity,
    /// A number: `k`, `million`, and what is close to one.
    Number,
    /// A unit: `GB`, `min`, and what is close to one: `gb`.
    Unit,
}

/// What a name reads as that is no name for a thing, whatever its case, with an example of how it is read.
pub(crate) fn reads_as(name: &str) -> Option<(Reads, String)> {
    if Quantity::parse(name).is_some() {
        return Some((Reads::Quantity, name.to_owned()));
    }
    let small = name.to_ascii_lowercase();
    let reads = [name, &small].into_iter().find_map(|word| {
        match Quantity::try_parse(&format!("5 {word}")) {
            Ok(Quantity { unit: None, .. }) => Some(Reads::Number),
            Ok(Quantity { unit: Some(unit), .. }) => {
                let counts = matches!(unit.dimension(), Dimension::Count | Dimension::CountHeld);
                (!counts).then_some(Reads::Unit)
            }
            Err(Refusal { why: Some(_), .. }) if in_doubt(Decimal::ONE, word, "").is_some() => {
                Some(Reads::Number)
            }
            // A single letter such as `b` is refused wherever it stands behind a number.
            Err(Refusal { why: Some(_), .. }) => (word.len() > 1).then_some(Reads::Unit),
            Err(_) => None,
        }
    })?;
    Some((reads, format!("5 {name}")))
}

/// Hours and minutes as a clock shows them: `12:30`.
pub(super) fn clock(hours: Decimal, rest: &str) -> Option<Refusal> {
    let minutes: u8 = rest.strip_prefix(':')?.parse().ok().filter(|minutes| *minutes < 60)?;
    let hours = hours.normalize();
    Some(Refusal::new("it is a time on a clock", format!("write {hours}h {minutes}m for a length of time")))
}

/// What is held and for how long, where nothing or a sign stands between both: `GBh`, `GB*s`; and whether it may be the
/// plural of what is held alone: `GBs`.
fn held_joined(text: &str) -> Option<(&str, &'static str, bool)> {
    let times = [("hours", "hours"), ("hour", "hours"), ("hrs", "hours"), ("hr", "hours"), ("h", "hours")];
    let more = [
        ("seconds", "seconds"),
        ("second", "seconds"),
        ("secs", "seconds"),
        ("sec", "seconds"),
        ("s", "seconds"),
    ];
    let (of, long, short) = times.into_iter().chain(more).find_map(|(time, long)| {
        let of = text.strip_suffix(time)?;
        Some((of, long, time))
    })?;
    let bare = of.trim_end_matches([' ', '*', 'x', '\u{b7}', '\u{d7}', '.', '-']);
    let unit = Unit::parse(bare).filter(|unit| unit.is_data() || bare.len() < of.len())?;
    let fits = matches!(unit.dimension(), Dimension::Data | Dimension::Count);
    fits.then_some((bare, long, short == "s" && bare.len() == of.len()))
}

/// What is wrong with a word that is no unit, before a `/time`.
pub(super) fn no_unit(value: Decimal, text: &str, time: &str) -> Refusal {
    let value = value.normalize();
    if let Some(bytes) = bytes_meant(text) {
        if !is_bits(text) {
            return Refusal::new(format!("{text} is no unit"), format!("write {value} {bytes}{time}"));
        }
        let eighth = value.over(Decimal::from(8)).map_or(value, |eighth| eighth.normalize());
        let small = text.to_ascii_lowercase();
        let time = if small.ends_with("ps") || small.ends_with("/s") { "/s" } else { time };
        return Refusal::new(
            format!("{text} is bits, and a byte is 8 of them"),
            format!("write {eighth} {bytes}{time}, or {value} {bytes}{time} where bytes are meant"),
        );
    }
    if let Some((of, long, plural)) = held_joined(text) {
        let or =
            if plural { format!(", or {value} {of}{time} where nothing is held") } else { String::new() };
        return Refusal::new(format!("{text} is no unit"), format!("write {value} {of}-{long}{time}{or}"));
    }
    let (word, rest) = first(text);
    let binary = |letter: &str| format!("write {value} {letter}iB{time}");
    match word {
        "Ki" | "Mi" | "Gi" | "Ti" => {
            Refusal::new(format!("{word} is no unit"), binary(word.get(..1).unwrap_or_default()))
        }
        "G" | "g" | "T" | "t" => {
            let (large, count) =
                if word.eq_ignore_ascii_case("g") { ("G", "billion") } else { ("T", "trillion") };
            let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
            Refusal::new(
                format!("{word} is no unit"),
                format!(
                    "write {value} {large}B{time} for a size, or {value} {count}{rest}{time} for a count"
                ),
            )
        }
        "m" | "b" | "B" if !rest.is_empty() => {
            let count = if word == "m" { "million" } else { "billion" };
            Refusal::new(format!("{word} is no number"), format!("write {value} {count} {rest}{time}"))
        }
        _ => Refusal::default(),
    }
}

/// What to write instead of a quantity that does not fit, where it looks like one that does: `400M` and `512m` of bytes.
/// What is plainly meant has a reason of its own; the rest may be meant, beside the units that fit.
pub(super) fn meant(
    value: Decimal,
    unit: Option<&Unit>,
    counted: Option<u32>,
    wanted: &Unit,
) -> Option<Refusal> {
    let value = value.normalize();
    match (unit.map(Unit::symbol), counted) {
        (None, Some(power)) if wanted.is_data() => {
            // The letter of thousands that it is written with; a hundred or a lakh has none of its own.
            let (letter, size) = match power {
                6..9 => ("M", 6),
                9..12 => ("G", 9),
                12.. => ("T", 12),
                _ => ("k", 3),
            };
            let number = value.over(Decimal::from(10_u64.pow(size)))?.normalize();
            let binary = letter.to_ascii_uppercase();
            Some(Refusal::new(
                format!("`{number}{letter}` is a count, and this is a size in bytes"),
                format!("write {number} {letter}B or {number} {binary}iB"),
            ))
        }
        (Some("min"), Some(_)) if wanted.is_data() => {
            Some(or_else(&format!("{value} MB or {value} MiB where m stands for megabytes")))
        }
        (Some("min"), Some(_)) if wanted.dimension() == Dimension::Count => {
            Some(or_else(&format!("{value}M where m stands for millions")))
        }
        (Some("B"), _) if wanted.dimension() == Dimension::Count => {
            Some(or_else(&format!("{value} billion where B stands for billions")))
        }
        (Some(symbol), _) if wanted.is_data() && unit?.dimension() == Dimension::Duration => {
            let hint = format!("a size such as 100 {wanted}: {value} {symbol} is a length of time");
            Some(Refusal { why: None, hint: Some(hint) })
        }
        _ => None,
    }
}

/// What to write beside the units that fit.
fn or_else(hint: &str) -> Refusal {
    Refusal { why: None, hint: Some(hint.to_owned()) }
}
