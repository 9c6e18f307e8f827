//! Where texts are kept, and how nothing that stands there is lost.

use planner_core::document::Problem;

use super::Library;
use super::written::Unread;

/// The key that the library is kept under.
pub(super) const KEY: &str = "headroom-scenarios";

/// So many broken libraries are put aside; more than one is strange already.
const MOST_ASIDE: usize = 9;

/// A place that keeps texts by keys. What it refuses with is a sentence.
pub(super) trait Place {
    /// The text under a key.
    fn get(&self, key: &str) -> Result<Option<String>, Problem>;

    /// Keeps a text under a key.
    fn set(&self, key: &str, text: &str) -> Result<(), Problem>;
}

/// A library as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The library; an empty one where none was found.
    pub library: Library,
    /// What has to be said: that what was found is broken, and where it is kept now.
    pub said: Option<Problem>,
}

/// The library of a place. A broken one is put aside under another key, and an empty one begun.
///
/// # Errors
///
/// A [`Problem`] where the place cannot be read, a later version of the page wrote the library, or a broken one cannot be
/// put aside. What is kept stays as it is then, and nothing may be written over it.
pub(super) fn load(place: &impl Place) -> Result<Loaded, Problem> {
    let Some(text) = place.get(KEY)? else { return Ok(Loaded { library: Library::default(), said: None }) };
    match Library::read(&text) {
        Ok(library) => Ok(Loaded { library, said: None }),
        Err(Unread::Later) => {
            Err(Problem::new("a later version of this page keeps its scenarios here, so they are left alone")
                .hint("reload the page to get that version"))
        }
        Err(Unread::Broken(why)) => {
            let key = put_aside(place, &text)?;
            place.set(KEY, &Library::default().write()?)?;
            let said = Problem::new(format!("the scenarios kept here cannot be read ({why})"))
                .hint(format!("they are not lost: the browser keeps them under `{key}`"));
            Ok(Loaded { library: Library::default(), said: Some(said) })
        }
    }
}

/// Changes the library of a place: reads it, as another tab may have changed it, and writes it again.
///
/// # Errors
///
/// As of [`load`], a [`Problem`] of the change, or one of writing. Nothing is changed then.
pub(super) fn change<T>(
    place: &impl Place,
    by: impl FnOnce(&mut Library) -> Result<T, Problem>,
) -> Result<(Loaded, T), Problem> {
    let mut loaded = load(place)?;
    let done = by(&mut loaded.library)?;
    place.set(KEY, &loaded.library.write()?)?;
    Ok((loaded, done))
}

/// Puts a text aside, under the first key that is free or holds it already.
fn put_aside(place: &impl Place, text: &str) -> Result<String, Problem> {
    for number in 1..=MOST_ASIDE {
        let key = format!("{KEY}-broken-{number}");
        match place.get(&key)? {
            Some(known) if known == text => return Ok(key),
            Some(_) => {}
            None => {
                place.set(&key, text)?;
                return Ok(key);
            }
        }
    }
    Err(Problem::new(format!("the scenarios kept here cannot be read, and {MOST_ASIDE} more like them"))
        .hint("clear what the browser keeps for this page, or use another browser"))
}
