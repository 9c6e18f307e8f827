//! Names of elements: one for each part of the page, readable where names are plain, and never the same for two.

use std::fmt::Write;

/// The id of what these steps lead to: `driver-visits` for a driver, `redis-0-stalled_interval` for a setting of a client.
/// Letters, digits and `_` stand for themselves; a dash within a step is `.-`, a space `..`, anything else its number between
/// dots. So two names that differ anywhere have two ids.
///
/// # Example
///
/// ```
/// use planner_web::ids::id_of;
/// assert_eq!(id_of(&["driver", "page_views"]), "driver-page_views");
/// assert_eq!(id_of(&["name", "web-2"]), "name-web.-2");
/// assert_eq!(id_of(&["name", "my web"]), "name-my..web");
/// ```
#[must_use]
pub fn id_of(steps: &[&str]) -> String {
    let mut id = String::new();
    for (at, step) in steps.iter().enumerate() {
        if at > 0 {
            id.push('-');
        }
        for letter in step.chars() {
            match letter {
                '-' => id.push_str(".-"),
                ' ' => id.push_str(".."),
                '_' => id.push('_'),
                plain if plain.is_alphanumeric() => id.push(plain),
                other => {
                    let _ = write!(id, ".{:x}.", u32::from(other));
                }
            }
        }
    }
    id
}

/// The same for a place of a document.
#[must_use]
pub fn id_of_place(place: &[String]) -> String {
    id_of(&place.iter().map(String::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What the steps were, read back from an id: where that is always possible, no two lead to one id.
    fn steps_of(id: &str) -> Option<Vec<String>> {
        let (mut steps, mut letters) = (vec![String::new()], id.chars().peekable());
        while let Some(letter) = letters.next() {
            if letter == '-' {
                steps.push(String::new());
                continue;
            }
            let read = match letter {
                '.' => match letters.next()? {
                    '-' => '-',
                    '.' => ' ',
                    first => {
                        let rest: String = std::iter::once(first)
                            .chain(letters.by_ref().take_while(|next| *next != '.'))
                            .collect();
                        char::from_u32(u32::from_str_radix(&rest, 16).ok()?)?
                    }
                },
                plain => plain,
            };
            steps.last_mut()?.push(read);
        }
        Some(steps)
    }

    #[test]
    fn no_two_names_have_one_id() {
        let letters = ["a", "b", "2", "-", " ", "_", ".", "\u{a0}", "/", "é", "\"", "2d", ".."];
        let mut names: Vec<String> = vec![String::new()];
        for _ in 0..3 {
            let longer: Vec<String> =
                names.iter().flat_map(|name| letters.map(|letter| [name, letter].concat())).collect();
            names.extend(longer);
            names.sort();
            names.dedup();
        }
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let alone = names.iter().map(|name| vec![name.clone()]);
        let few: Vec<&String> = names.iter().filter(|name| name.chars().count() < 2).collect();
        let pairs = few.iter().flat_map(|one| few.iter().map(|other| vec![(*one).clone(), (*other).clone()]));
        for steps in alone.chain(pairs) {
            let id = id_of_place(&steps);
            assert!(!id.contains(char::is_whitespace), "{id}");
            assert_eq!(steps_of(&id).as_ref(), Some(&steps), "{id}");
            if let Some(other) = known.insert(id.clone(), steps.clone()) {
                assert_eq!(other, steps, "{id}");
            }
        }
        assert!(known.len() > 2_000, "{}", known.len());
    }

    #[test]
    fn plain_names_stay_as_they_are() {
        assert_eq!(id_of(&["driver", "visits"]), "driver-visits");
        assert_eq!(id_of(&["redis", "0", "stalled_interval"]), "redis-0-stalled_interval");
        assert_ne!(id_of(&["driver", "a b"]), id_of(&["driver", "a_b"]));
        assert_ne!(id_of(&["driver", "a-b"]), id_of(&["driver", "a_b"]));
    }
}
