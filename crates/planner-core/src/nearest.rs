//! Which known word is nearest to an unknown one.

/// The words, nearest to `wanted` first, by edit distance and then by name.
pub(crate) fn nearest<'a>(wanted: &str, words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    sorted(wanted, words.collect())
}

/// How many names a refusal lists.
const LISTED: usize = 12;

/// Names for a refusal, in their order: the first dozen, and how many more there are.
pub(crate) fn some<T: AsRef<str>>(names: &[T]) -> String {
    let first: Vec<&str> = names.iter().take(LISTED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(LISTED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Apart, so that sorting is compiled once and not for each kind of iterator.
fn sorted<'a>(wanted: &str, mut words: Vec<&'a str>) -> Vec<&'a str> {
    let wanted = wanted.to_ascii_lowercase();
    words.sort_by_cached_key(|word| (far(&wanted, word), *word));
    words
}

/// How far a word is from the one that is wanted: what starts alike is nearer.
pub(crate) fn far(wanted: &str, word: &str) -> usize {
    let alike = wanted.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    distance(wanted, word).saturating_mul(2).saturating_sub(alike.min(distance(wanted, word)))
}

/// Whether a word is the other with a slip of the pen, or one with the other among its parts (`web_service` for `web`).
pub(crate) fn is_slip(typed: &str, known: &str) -> bool {
    let part =
        || typed.split(['-', '_', ' ']).any(|part| part.eq_ignore_ascii_case(known)) && known.len() > 2;
    is_misspelt(typed, known) || part()
}

/// Whether a word is the other with a letter or two too few, too many, wrong or swapped, the more the longer it is. A short
/// word with another letter in it is another word: `sqs` is not `ses`.
pub(crate) fn is_misspelt(typed: &str, known: &str) -> bool {
    let (typed, known) = (typed.to_ascii_lowercase(), known.to_ascii_lowercase());
    let (longest, shortest) =
        (typed.chars().count().max(known.chars().count()), typed.chars().count().min(known.chars().count()));
    let most = match longest {
        0..=3 if longest == shortest => 0,
        0..7 => 1,
        _ => 2,
    };
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().take(64).collect();
        letters.sort_unstable();
        letters
    };
    let swapped = || letters(&typed) == letters(&known) && distance(&typed, &known) <= 2;
    longest > 1 && (distance(&typed, &known) <= most || swapped())
}

/// How many letters have to change to get from one word to the other; long words are cut.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        let mut next = vec![left];
        for (to, above) in b.iter().zip(row.iter().skip(1)) {
            let replaced = diagonal.saturating_add(usize::from(from != to));
            left = replaced.min(left.saturating_add(1)).min(above.saturating_add(1));
            next.push(left);
            diagonal = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_comes_first() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(
            nearest("satndard", ["free", "starter", "standard"].into_iter()).first(),
            Some(&"standard")
        );
        let models = ["gpt-4-turbo", "gpt-5.4", "o3"];
        assert_eq!(nearest("gpt-5.4-pro", models.into_iter()).first(), Some(&"gpt-5.4"));
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_another_word() {
        for (typed, known) in
            [("postgers", "postgres"), ("wbe", "web"), ("webb", "web"), ("web_service", "web"), ("wb", "web")]
        {
            assert!(is_slip(typed, known), "{typed} for {known}");
        }
        for (typed, known) in [
            ("ec2", "s3"),
            ("kv", "r2"),
            ("lambda", "s3"),
            ("queue", "key-value"),
            ("rds", "s3"),
            ("sqs", "ses"),
            ("s4", "s3"),
            ("images", "pages"),
            ("docker", "worker"),
        ] {
            assert!(!is_slip(typed, known), "{typed} for {known}");
        }
    }
}
