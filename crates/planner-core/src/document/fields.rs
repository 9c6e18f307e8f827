//! Types that are read from a map with a name for each field, and from a list of words.

use super::{Misfit, Node, Place, Read, Value};

/// The fields of a map, all of them known names.
pub(crate) struct Fields<'a> {
    at: &'a Place<'a>,
    entries: &'a [(String, Node)],
}

impl<'a> Fields<'a> {
    /// The map at a place; any name that is not known is refused, with the nearest that is.
    pub(crate) fn of(at: &'a Place<'a>, known: &[&str]) -> Result<Self, Misfit> {
        let entries = at.map()?;
        match entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(Self { at, entries }),
            Some((name, node)) => Err(at.unknown("field", name, known, node.name_at.unwrap_or(node.at))),
        }
    }

    fn find(&self, name: &str) -> Option<Place<'_>> {
        let (name, node) = self.entries.iter().find(|(known, _)| known == name)?;
        Some(self.at.named(name, node))
    }

    fn demand(&self, name: &str) -> Result<Place<'_>, Misfit> {
        self.find(name).ok_or_else(|| self.at.wrong(format!("missing field `{name}`")))
    }

    /// A field that must be there.
    pub(crate) fn required<T: Read>(&self, name: &str) -> Result<T, Misfit> {
        T::read(&self.demand(name)?)
    }

    /// A field that must be there, with a reader of its own.
    pub(crate) fn required_as<T>(
        &self,
        name: &str,
        read: fn(&Place<'_>) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        read(&self.demand(name)?)
    }

    /// A field that may be left out, and is its type's default then.
    pub(crate) fn optional<T: Read + Default>(&self, name: &str) -> Result<T, Misfit> {
        self.find(name).map_or_else(|| Ok(T::default()), |place| T::read(&place))
    }

    /// A field that may be left out, with a reader of its own.
    pub(crate) fn optional_as<T: Default>(
        &self,
        name: &str,
        read: fn(&Place<'_>) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        self.find(name).map_or_else(|| Ok(T::default()), |place| read(&place))
    }

    /// A field that may be left out, and is `default` then, with a reader of its own.
    pub(crate) fn or_as<T>(
        &self,
        name: &str,
        default: T,
        read: fn(&Place<'_>) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        self.find(name).map_or(Ok(default), |place| read(&place))
    }

    /// A field that may be left out, and is `default` then.
    pub(crate) fn or<T: Read>(&self, name: &str, default: T) -> Result<T, Misfit> {
        self.find(name).map_or(Ok(default), |place| T::read(&place))
    }
}

/// Reads a struct from a map whose names are those of its fields, each by a method of [`Fields`]:
/// `fields!(Included { amount: required, prorate: optional });`. Names behind the struct are of fields that are no part
/// of the document.
macro_rules! fields {
    ($of:ident { $($name:ident: $how:ident $(($($given:expr),+))?),+ $(,)? } $(, $later:ident)*) => {
        impl $crate::document::Read for $of {
            fn read(at: &$crate::document::Place<'_>) -> Result<Self, $crate::document::Misfit> {
                let fields = $crate::document::Fields::of(at, &[$(stringify!($name)),+])?;
                Ok(Self {
                    $($name: fields.$how(stringify!($name) $($(, $given)+)?)?,)+
                    $($later: Default::default(),)*
                })
            }
        }
    };
}

/// Reads an enum from the words of its variants: `words!(Applies { NextCycle: "next-cycle", Split: "split" });`.
macro_rules! words {
    ($of:ident { $($variant:ident: $word:literal),+ $(,)? }) => {
        impl $of {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];
        }

        impl $crate::document::Read for $of {
            fn read(at: &$crate::document::Place<'_>) -> Result<Self, $crate::document::Misfit> {
                $crate::document::word(at, Self::WORDS)
            }
        }
    };
}

pub(crate) use {fields, words};

/// The value of the word at a place.
pub(crate) fn word<T: Copy>(at: &Place<'_>, words: &[(&str, T)]) -> Result<T, Misfit> {
    let said = |(word, _): &&(&str, T)| matches!(at.value(), Value::Text(text) if text == word);
    match words.iter().find(said) {
        Some((_, value)) => Ok(*value),
        None => Err(at.no_word(&words.iter().map(|(word, _)| *word).collect::<Vec<_>>())),
    }
}
