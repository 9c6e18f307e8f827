//! What stacks often say, in one or two bytes each: a browser compresses without a dictionary, so the link brings its own.
//!
//! The list is a part of the version in the link and never changes; other words are another version.

use planner_core::document::{MAX_BYTES, Problem};

use super::broken;

/// The words of version `s1`, one a line: the most frequent first.
const WORDS: &str = include_str!("words-s1.txt");

/// So many words are one byte, since compact JSON has no control characters. All others are two.
const SHORT: usize = 0x20;

/// The first byte of a word of two: no UTF-8 has it or those above.
const LEAD: u8 = 0xf5;

/// Compact JSON with its frequent words shortened.
pub(super) fn shorten(json: &str) -> Vec<u8> {
    let words: Vec<&str> = WORDS.lines().collect();
    let mut out = Vec::with_capacity(json.len());
    let mut rest = json;
    while !rest.is_empty() {
        let fitting = words.iter().enumerate().filter(|(_, word)| rest.starts_with(**word));
        let longest = fitting.max_by_key(|(_, word)| word.len());
        let length =
            if let Some((code, length)) = longest.and_then(|(at, word)| Some((code(at)?, word.len()))) {
                out.extend(code);
                length
            } else {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                out.extend(rest.bytes().take(length));
                length
            };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The bytes of a word by its place in the list.
fn code(at: usize) -> Option<Vec<u8>> {
    let Some(behind) = at.checked_sub(SHORT) else { return u8::try_from(at).ok().map(|byte| vec![byte]) };
    let lead = u8::try_from(behind / 256).ok().and_then(|page| LEAD.checked_add(page))?;
    Some(vec![lead, u8::try_from(behind % 256).ok()?])
}

/// The compact JSON that was shortened to some bytes.
///
/// # Errors
///
/// A [`Problem`] for a word that is not in the list, for what is not UTF-8 and for more than 1 MiB.
pub(super) fn lengthen(bytes: &[u8]) -> Result<String, Problem> {
    let words: Vec<&str> = WORDS.lines().collect();
    let mut out = Vec::with_capacity(bytes.len());
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        let at = match byte {
            short if usize::from(short) < SHORT => Some(usize::from(short)),
            lead if lead >= LEAD => {
                let page = usize::from(lead.saturating_sub(LEAD)).saturating_mul(256);
                let last = bytes.next().ok_or_else(|| broken("its end is missing"))?;
                Some(SHORT.saturating_add(page).saturating_add(last.into()))
            }
            _ => None,
        };
        match at.map(|at| words.get(at)) {
            None => out.push(byte),
            Some(Some(word)) => out.extend(word.bytes()),
            Some(None) => return Err(broken("it holds a word that is not known")),
        }
        if out.len() > MAX_BYTES {
            return Err(broken("what it holds is larger than 1 MiB"));
        }
    }
    String::from_utf8(out).map_err(|_| broken("what it holds is no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_can_be_told_from_what_stands_beside_it() {
        let mut words: Vec<&str> = WORDS.lines().collect();
        assert!(words.iter().all(|word| word.len() > 2 && word.trim_end() == *word), "{words:?}");
        assert!(words.iter().all(|word| word.chars().all(|c| c >= ' ')));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count, "each stands once");
        assert!(count <= SHORT + 11 * 256);
    }

    #[test]
    fn texts_come_back_and_are_shorter() {
        for text in ["", "x", r#"{"a":"é 🦀 سلام","b":[1,0.10,null]}"#, WORDS.replace('\n', "").as_str()]
        {
            let short = shorten(text);
            assert!(short.len() <= text.len(), "{text}");
            assert_eq!(lengthen(&short).as_deref(), Ok(text));
        }
    }

    #[test]
    fn every_byte_is_read_or_refused() {
        for first in 0..=255 {
            for second in 0..=255 {
                let _ = lengthen(&[first, second]);
            }
        }
        assert!(lengthen(&[0xf5]).is_err(), "half of a word");
        assert!(lengthen(&[0xff, 0xff]).is_err(), "an unknown word");
        assert!(lengthen(&[0xc3]).is_err(), "half of a character");
        assert!(lengthen(&vec![0x00; 1 << 20]).is_err(), "too long once its words are written out");
    }
}
