//! Bytes as letters that a link may hold: base64url without padding (RFC 4648, section 5).

use planner_core::document::Problem;

use super::broken;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The letters of some bytes.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().saturating_mul(4).div_ceil(3));
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte));
        // What is short of three bytes is filled with zeros, and one letter less is written for each.
        let bits = bits << (8 * (3_usize.saturating_sub(three.len())));
        for at in 0..=three.len() {
            let six = (bits >> 18_usize.saturating_sub(at.saturating_mul(6))) & 0x3f;
            out.extend(
                usize::try_from(six).ok().and_then(|six| ALPHABET.get(six)).map(|byte| char::from(*byte)),
            );
        }
    }
    out
}

/// The bytes of some letters.
pub(super) fn decode(letters: &str) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::with_capacity(letters.len());
    for four in letters.as_bytes().chunks(4) {
        let mut bits: u32 = 0;
        for letter in four {
            let six =
                ALPHABET.iter().position(|known| known == letter).and_then(|six| u32::try_from(six).ok());
            bits = (bits << 6) | six.ok_or_else(|| broken("it holds a character that no link has"))?;
        }
        // Four letters are three bytes; three are two, two are one, and one is a link that was cut.
        let bytes = match four.len() {
            1 => return Err(broken("its end is missing")),
            length => length.saturating_sub(1),
        };
        let spare = four.len().saturating_mul(6).saturating_sub(bytes.saturating_mul(8));
        if bits & ((1 << spare) - 1) != 0 {
            return Err(broken("its end is missing"));
        }
        let whole = (bits >> spare).to_be_bytes();
        out.extend(whole.get(4_usize.saturating_sub(bytes)..).unwrap_or_default());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..all.len() {
            let bytes = all.get(255 - length..255).unwrap_or_default();
            let letters = encode(bytes);
            assert_eq!(decode(&letters).as_deref(), Ok(bytes), "{letters}");
        }
    }

    #[test]
    fn the_letters_are_those_of_the_standard() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), letters);
        }
        assert_eq!(encode(&[0xfb, 0xef, 0xff]), "--__");
    }

    #[test]
    fn what_no_bytes_are_written_as_is_refused() {
        for letters in ["Z", "Zm9vY", "Zg==", "Zm+v", "Zm/v", "Zm9v ", "Zh", "Zm9", "é", "\u{0}AAA"] {
            assert!(decode(letters).is_err(), "{letters}");
        }
    }
}
