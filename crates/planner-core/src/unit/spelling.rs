//! How people and invoices spell units, and what looks like one and is none.

use std::borrow::Cow;

/// Longer and other spellings of the known symbols.
const SPELLINGS: &[(&str, &str)] = &[
    ("KB", "kB"),
    ("bytes", "B"),
    ("byte", "B"),
    ("kilobyte", "kB"),
    ("kilobytes", "kB"),
    ("megabyte", "MB"),
    ("megabytes", "MB"),
    ("gigabyte", "GB"),
    ("gigabytes", "GB"),
    ("terabyte", "TB"),
    ("terabytes", "TB"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "min"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("d", "days"),
    ("day", "days"),
    ("week", "weeks"),
    ("percent", "%"),
    ("KB/s", "kB/s"),
    ("MBps", "MB/s"),
    ("mb-per-second", "MB/s"),
    ("$", "dollars"),
    ("US$", "dollars"),
    ("USD", "dollars"),
    ("€", "euros"),
    ("EUR", "euros"),
    ("£", "pounds"),
    ("GBP", "pounds"),
    ("₹", "rupees"),
    ("INR", "rupees"),
];

/// Letters for powers of ten, with the power; their case matters.
const LETTERS: &[(&str, u32)] = &[("k", 3), ("K", 3), ("M", 6)];

/// Words and short forms for powers of ten that mean one thing alone, whatever their case.
const MULTIPLES: &[(&str, u32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("tsd", 3),
    ("lakh", 5),
    ("mn", 6),
    ("mio", 6),
    ("mln", 6),
    ("million", 6),
    ("crore", 7),
    ("bn", 9),
    ("mrd", 9),
    ("billion", 9),
    ("trillion", 12),
];

/// Times for which something is held, in seconds; months have no length of their own.
const TIMES: &[(&str, Option<u32>)] = &[
    ("second", Some(1)),
    ("sec", Some(1)),
    ("s", Some(1)),
    ("minute", Some(60)),
    ("min", Some(60)),
    ("hour", Some(3_600)),
    ("hr", Some(3_600)),
    ("h", Some(3_600)),
    ("day", Some(86_400)),
    ("month", None),
    ("mo", None),
];

/// Units of bytes by what an unsure hand writes for them in small letters.
const BYTES: &[(&str, &str)] = &[
    ("b", "B"),
    ("kb", "kB"),
    ("mb", "MB"),
    ("gb", "GB"),
    ("tb", "TB"),
    ("pb", "PB"),
    ("kib", "KiB"),
    ("mib", "MiB"),
    ("gib", "GiB"),
    ("tib", "TiB"),
];

/// The symbol a spelling stands for, or the text itself. Whole words may be in any case; of letters it matters: `Mb`.
pub(super) fn symbol(text: &str) -> &str {
    let whole = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    let is = |word: &str| word == text || whole(word) && word.eq_ignore_ascii_case(text);
    SPELLINGS.iter().find(|(word, _)| is(word)).map_or(text, |(_, symbol)| symbol)
}

/// The sign of a currency that a text starts with, with the rest of it.
pub(super) fn currency(text: &str) -> Option<(&'static str, &str)> {
    let mut signs = SPELLINGS.iter().filter(|(word, _)| word.ends_with(['$', '€', '£', '₹']));
    signs.find_map(|(sign, word)| Some((*word, text.strip_prefix(sign)?)))
}

/// The three letters of the currency a noun names.
pub(super) fn currency_code(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "dollar" => "USD",
        "euro" => "EUR",
        "pound" => "GBP",
        "rupee" => "INR",
        _ => return None,
    })
}

/// Whether a word names something that can be counted. A power of ten does not, nor does what hides one (`5 B users`)
/// or bytes with the wrong letters.
pub(super) fn is_noun(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphabetic();
    let word = text.bytes().all(|b| letter(b) || matches!(b, b'-' | b'_' | b' '))
        && text.bytes().next().is_some_and(letter);
    let first = text.split(' ').next().unwrap_or(text);
    let short = first.len() < 2 || (first.len() < 3 && first.len() < text.len());
    let small = text.to_ascii_lowercase();
    let bytes = text.len() < 5 && BYTES.iter().any(|(bytes, _)| bytes.len() > 1 && small.starts_with(bytes));
    let binary = matches!(first, "Ki" | "Mi" | "Gi" | "Ti");
    word && !short && !bytes && !binary && multiple(text).is_none()
}

/// The power of ten a text starts with, with the rest of it.
pub(super) fn multiple(text: &str) -> Option<(u32, &str)> {
    let (word, rest) = first(text);
    let named = || {
        let word = word.strip_suffix('.').unwrap_or(word);
        let one = word.strip_suffix(['s', 'S']).filter(|one| one.len() > 3).unwrap_or(word);
        MULTIPLES.iter().find(|(known, _)| one.eq_ignore_ascii_case(known))
    };
    let (_, power) = LETTERS.iter().find(|(letter, _)| *letter == word).or_else(named)?;
    Some((*power, rest))
}

/// The first word of a text, and the rest.
pub(super) fn first(text: &str) -> (&str, &str) {
    text.split_once(' ').map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

/// The unit of bytes that stands behind a spelling with the wrong letters: bits, or neither.
pub(super) fn bytes_meant(text: &str) -> Option<&'static str> {
    if BYTES.iter().any(|(_, symbol)| *symbol == text) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let small = small.strip_suffix("its").or(small.strip_suffix("it")).unwrap_or(&small);
    let small = small.strip_suffix("ps").or(small.strip_suffix("/s")).unwrap_or(small);
    BYTES.iter().find(|(word, _)| *word == small).map(|(_, symbol)| *symbol)
}

/// Whether a unit of bytes with the wrong letters is plainly one of bits.
pub(super) fn is_bits(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    small.contains("bit") || small.ends_with("bps") || (text.contains('b') && text != small)
}

/// What is held, and for how long, in a text such as `GB-hours` or `vCPU minutes`.
pub(super) fn held(text: &str) -> Option<(&str, Option<u32>)> {
    let (held, time) = text.rsplit_once(['-', ' '])?;
    let time = time.to_ascii_lowercase();
    let time = if time.len() > 2 { time.strip_suffix('s').unwrap_or(&time) } else { &time };
    let (_, seconds) = TIMES.iter().find(|(word, _)| *word == time)?;
    Some((held.trim_end(), *seconds))
}

/// One of what is counted: `branch` of `branches`, `query` of `queries`.
pub(super) fn one(text: &str) -> Cow<'_, str> {
    let ends = |ending: &str| text.len() > ending.len() && text.ends_with(ending);
    if let (true, Some(stem)) = (ends("ies"), text.strip_suffix("ies")) {
        return [stem, "y"].concat().into();
    }
    let long = ["ches", "shes", "sses", "xes"].into_iter().any(ends);
    let one = if long { text.strip_suffix("es") } else { text.strip_suffix('s') };
    one.filter(|_| !ends("ss")).unwrap_or(text).into()
}

/// What is counted, whatever the case, singular or plural.
pub(super) fn noun(text: &str) -> String {
    one(&text.to_ascii_lowercase()).into_owned()
}
