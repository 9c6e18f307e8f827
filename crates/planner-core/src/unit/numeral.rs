//! Numbers as people write them: `1,000,000`, `1_000_000`, `2e3`, `0.25`. What can be read in two ways is not read.

use super::Refusal;
use crate::number::Decimal;

/// The largest power of ten that is taken for meant.
const MOST_POWER: u32 = 15;

/// Reads a plain decimal number without losing a digit: optional sign, digits, at most one point.
///
/// `None` for anything else, for more than 28 digits, and for a bare sign or point.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && digits.bytes().last().is_some_and(|b| b.is_ascii_digit());
    if !plain {
        return None;
    }
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

/// The number at the start of a text, with what stands behind it.
pub(super) fn leading(text: &str) -> Result<(Decimal, &str), Refusal> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = unsigned.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_')));
    let (digits, rest) = unsigned.split_at_checked(end.unwrap_or(unsigned.len())).unwrap_or((unsigned, ""));
    apart(digits, rest)?;
    let plain = plain(digits)?;
    let mut value = decimal(&plain).ok_or_else(|| almost(&plain))?;
    let mut rest = rest;
    if let Some((power, behind)) = exponent(rest) {
        let (power, behind) =
            (power.ok_or_else(|| Refusal::new("its exponent is too large", "write the number out"))?, behind);
        value = shifted(value, power)
            .ok_or_else(|| Refusal::new("it has more than 28 digits", "write the number out"))?;
        rest = behind;
    }
    if text.starts_with('-') {
        value = -value;
    }
    Ok((value, rest))
}

/// The digits without what stands between thousands.
fn plain(digits: &str) -> Result<String, Refusal> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    if groups.len() == 1 && !part.contains(',') {
        return Ok(digits.replace('_', ""));
    }
    let threes = |groups: &[&str]| groups.iter().all(|group| group.len() == 3);
    if let [first, others @ ..] = groups.as_slice()
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && threes(others)
        && !part.contains(',')
        && !digits.contains('_')
    {
        return Ok(digits.replace(',', ""));
    }
    let joined = digits.replace([',', '_'], "");
    let readings = match (digits.matches(',').count(), digits.matches('.').count()) {
        // A comma where others have a point, perhaps with points between thousands.
        (1, 0) => [digits.replace(',', "."), joined],
        (1, 1) if part.contains(',') => [digits.replace('.', "").replace(',', "."), joined.replace(',', "")],
        (1, _) => return Err(misplaced(&digits.replace('.', "").replace(',', "."))),
        _ => return Err(misplaced(&joined)),
    };
    let [one, other] = readings.map(|reading| reading.trim_start_matches('0').to_owned()).map(|reading| {
        if reading.starts_with('.') || reading.is_empty() { format!("0{reading}") } else { reading }
    });
    Err(Refusal::new(
        format!("it can be read as {one} or as {other}"),
        format!(
            "write {one} or {other}: a point stands before decimals, commas between thousands as in 1,500"
        ),
    ))
}

fn misplaced(meant: &str) -> Refusal {
    Refusal::new("its commas do not stand between thousands", format!("write {meant}"))
}

/// What is almost a number.
fn almost(plain: &str) -> Refusal {
    let groups: Vec<&str> = plain.split('.').collect();
    match groups.as_slice() {
        [first, others @ ..]
            if others.len() > 1 && !first.is_empty() && others.iter().all(|g| g.len() == 3) =>
        {
            Refusal::new("it has several points", format!("write {}", groups.concat()))
        }
        ["", part] if !part.is_empty() => Refusal::new("it starts with a point", format!("write 0.{part}")),
        [whole, ""] if !whole.is_empty() => Refusal::new("it ends with a point", format!("write {whole}")),
        [one] | [one, _] if !one.is_empty() => Refusal::new("it has more than 28 digits", "round it"),
        _ => Refusal::default(),
    }
}

/// Refuses a second group of digits behind a space or an apostrophe: `1 000 000`.
fn apart(digits: &str, rest: &str) -> Result<(), Refusal> {
    let is_group = |text: &str| {
        let group = text.bytes().take_while(u8::is_ascii_digit).count();
        group == 3
    };
    let mut joined = digits.to_owned();
    let mut rest = rest;
    while let Some(next) = rest.strip_prefix([' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'])
        && is_group(next)
    {
        let (group, behind) = next.split_at_checked(3).unwrap_or((next, ""));
        joined.push_str(group);
        rest = behind;
    }
    if joined.len() == digits.len() {
        return Ok(());
    }
    let joined = joined.replace([',', '_'], "");
    Err(Refusal::new("its digits stand apart", format!("write {joined}")))
}

/// The exponent a text starts with, `None` where it is too large, and the rest of it.
fn exponent(text: &str) -> Option<(Option<i32>, &str)> {
    let behind = text.strip_prefix(['e', 'E'])?;
    let digits = behind.strip_prefix(['-', '+']).unwrap_or(behind);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at_checked(end)?;
    if digits.is_empty() {
        return None;
    }
    let power: Option<i32> =
        digits.parse().ok().filter(|power| *power <= i32::try_from(MOST_POWER).unwrap_or(0));
    Some((power.map(|power| if behind.starts_with('-') { -power } else { power }), rest))
}

/// A number times a power of ten, exactly.
fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    let tens = Decimal::from(10_u64.checked_pow(power.unsigned_abs())?);
    if power >= 0 {
        return value.times(tens);
    }
    let small = value.over(tens)?;
    (small.times(tens)? == value).then_some(small)
}
