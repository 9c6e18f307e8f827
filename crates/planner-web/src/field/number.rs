//! Numbers as people type them, and as they stand in a field that is left: the one home of both rules.
//!
//! - Between thousands may stand commas, spaces of any width, apostrophes, underscores, or points where several do or another
//!   sign follows: `1,234`, `1 234`, `1'234.5`, `1.234,5`, `1,00,000`.
//! - A comma or a point alone, with fewer than three digits behind it, stands before decimals: `1,5`.
//! - Alone before three digits it is what the reader's locale says it is; in English `1,234` is a thousand and more, `1.234` is
//!   not. What the locale does not tell is refused, with both readings; so are groups that are no thousands: `5,0000`.
//! - A field that is left has narrow spaces between thousands, wherever the reader is: a digit more or less leaves no other
//!   number behind, as a comma would that may stand before decimals.
//! - What stands behind the number, a unit or a time, is the core's to read.

use planner_core::document::Problem;
use planner_core::{Decimal, Quantity};

use crate::locale::{self, Locale};

/// What the page writes between thousands. Nobody types it, so that it means nothing wherever it stands.
const NARROW: char = '\u{202f}';

/// A typed number as stacks are written: `1.234,5 GB` is `1234.5 GB`, `1e9` is `1000000000`. What is none stays as it is, for
/// the core to say what is wrong with it.
///
/// # Errors
///
/// A [`Problem`] for a number that can be read in two ways.
pub(crate) fn normal(typed: &str) -> Result<String, Problem> {
    normal_in(typed, &locale::own())
}

fn normal_in(typed: &str, locale: &Locale) -> Result<String, Problem> {
    let text = typed.trim().replace(['\u{a0}', '\u{2009}'], " ").replace('\u{2212}', "-");
    let text = without_narrow(&text);
    let Some((before, written, rest)) = apart(&text) else { return Ok(text) };
    let Some(number) = plain(written, locale)? else { return Ok(text) };
    let number = if number.starts_with('.') { ["0", &number].concat() } else { number };
    let (number, rest) = in_full(number, rest);
    Ok([before, &number, rest].concat())
}

/// A text without the spaces that the page put between digits; elsewhere one is a space like any other.
fn without_narrow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let within =
            out.ends_with(|c: char| c.is_ascii_digit()) && letters.peek().is_some_and(char::is_ascii_digit);
        match letter {
            NARROW if within => {}
            NARROW => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A number of the stack as it stands in a field, thousands apart: `1.5M` is `1 500 000`. What is no number stays as it is.
#[must_use]
pub(crate) fn shown(written: &str) -> String {
    let text = written.trim();
    let Some((before, digits, rest)) = apart(text) else { return written.to_owned() };
    if let Some(counted) = Quantity::parse(text).filter(|all| all.unit.is_none()) {
        let plus = if text.starts_with('+') { "+" } else { "" };
        return [plus, &every_digit(counted.value)].concat();
    }
    let digits = digits.replace([',', '_'], ""); // between thousands, wherever the reader is
    let zeros = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    match planner_core::decimal(&digits).filter(|_| !zeros) {
        Some(value) => [before, &every_digit(value), rest].concat(),
        None => written.to_owned(),
    }
}

fn every_digit(value: Decimal) -> String {
    let english = planner_core::grouped(value, value.normalize().scale());
    let sign = |letter| match letter {
        ',' => NARROW,
        '.' => locale::own().decimal,
        other => other,
    };
    english.chars().map(sign).collect()
}

/// What stands before a number, the number as it is written, and what stands behind it; none where there is no number.
fn apart(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(|c: char| !matches!(c, '+' | '-' | ' ' | '$' | '€' | '£' | '₹' | 'U' | 'S'))?;
    let (before, number) = text.split_at_checked(start)?;
    if !matches!(before.trim_matches(['+', '-', ' ']), "" | "$" | "US$" | "€" | "£" | "₹") {
        return None;
    }
    let mut end = 0;
    for (at, letter) in number.char_indices() {
        let behind = number.get(at.saturating_add(letter.len_utf8())..).unwrap_or_default();
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let belongs = match letter {
            '0'..='9' | '.' | ',' => true,
            '_' => digits > 0,
            ' ' | '\'' | '’' => digits == 3 && at > 0,
            _ => false,
        };
        if !belongs {
            break;
        }
        end = at.saturating_add(letter.len_utf8());
    }
    let (number, rest) = number.split_at_checked(end)?;
    number.contains(|c: char| c.is_ascii_digit()).then_some((before, number, rest))
}

/// The digits of a number with a point before decimals; none where its signs make no sense.
fn plain(written: &str, locale: &Locale) -> Result<Option<String>, Problem> {
    let groups: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).collect();
    let signs: Vec<char> = written
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .map(|sign| if sign == '’' { '\'' } else { sign })
        .collect();
    let [others @ .., last] = signs.as_slice() else { return Ok(Some(written.to_owned())) };
    let joined = groups.concat();
    let alike = others.iter().all(|sign| sign == last);
    let is_point = matches!(last, '.' | ',');
    if let ([whole, part], true) = (groups.as_slice(), is_point) {
        return alone(whole, part, *last, locale);
    }
    if alike {
        return Ok(are_thousands(&groups, *last).then_some(joined));
    }
    // Another sign than before stands before decimals.
    let [thousands @ .., part] = groups.as_slice() else { return Ok(None) };
    let Some(sign) = others.first().filter(|sign| others.iter().all(|other| other == *sign)) else {
        return Ok(None);
    };
    let sane = is_point && sign != last && are_thousands(thousands, *sign);
    Ok(sane.then(|| [&thousands.concat(), ".", part].concat()))
}

/// A number with one comma or point in it.
fn alone(whole: &str, part: &str, sign: char, locale: &Locale) -> Result<Option<String>, Problem> {
    if whole.is_empty() && part.is_empty() {
        return Ok(None);
    }
    let decimals = || if part.is_empty() { whole.to_owned() } else { [whole, ".", part].concat() };
    let thousands = part.len() == 3 && (1..=3).contains(&whole.len());
    let few = part.len() < 3 || whole.is_empty() || whole.starts_with('0');
    let groups = locale.group == Some(sign) || locale.decimal == '.' && sign == ',';
    if few || locale.decimal == sign || !thousands && !groups {
        return Ok(Some(decimals()));
    }
    if thousands && groups {
        return Ok(Some([whole, part].concat()));
    }
    // English, as all that is said: the reader sees it by the locale.
    let [one, other] = [[whole, part].concat(), [whole, ".", part].concat()];
    let readings =
        ["`", whole, &sign.to_string(), part, "` can be read as ", &one, " or as ", &other].concat();
    Err(Problem::new(readings).hint(["write ", &one, " or ", &other].concat()))
}

/// Whether groups of digits are thousands, or hundreds before a last thousand, as in India.
fn are_thousands(groups: &[&str], sign: char) -> bool {
    let [first, others @ .., last] = groups else { return false };
    if sign == '_' {
        return !first.is_empty();
    }
    let of = |size: usize| others.iter().all(|group| group.len() == size);
    let is_first = |most: usize| (1..=most).contains(&first.len()) && !first.starts_with('0');
    let in_india = sign == ',' && of(2) && is_first(2);
    last.len() == 3 && (of(3) && is_first(3) || in_india)
}

/// A number with its power of ten worked in, and the rest of the text.
fn in_full(number: String, rest: &str) -> (String, &str) {
    let end = rest.find(|c: char| !matches!(c, 'e' | 'E' | '+' | '-' | '0'..='9')).unwrap_or(rest.len());
    let Some((power, behind)) = rest.split_at_checked(end).filter(|_| rest.starts_with(['e', 'E'])) else {
        return (number, rest);
    };
    match Quantity::parse(&[&number, power].concat()).filter(|all| all.unit.is_none()) {
        Some(all) => (all.value.normalize().to_string(), behind),
        None => (number, rest),
    }
}

#[cfg(test)]
mod tests;
