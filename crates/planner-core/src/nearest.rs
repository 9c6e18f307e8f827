//! Which known word is nearest to an unknown one.

/// The words, nearest to `wanted` first, by edit distance and then by name.
pub(crate) fn nearest<'a>(wanted: &str, words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    sorted(wanted, words.collect())
}

/// Apart, so that sorting is compiled once and not for each kind of iterator.
fn sorted<'a>(wanted: &str, mut words: Vec<&'a str>) -> Vec<&'a str> {
    let wanted = wanted.to_ascii_lowercase();
    words.sort_by_cached_key(|word| (distance(&wanted, word), *word));
    words
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
    }
}
