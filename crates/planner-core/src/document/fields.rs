//! Types that are read from a map with a name for each field, and from a list of words.

use std::cell::Cell;

use super::{Misfit, Node, Place, ProblemKind, Read, Value};

/// As many unknown names are told of.
const MOST: usize = super::MOST_OTHERS.saturating_add(1);

/// The fields of a map.
///
/// Each is put straight where it belongs, and what does not fit is told at the end. To return each, or its
/// misfit, would move every value twice and drop what was read so far in as many places as there are fields.
pub(crate) struct Fields<'a> {
    at: &'a Place<'a>,
    entries: &'a [(String, Node)],
    misfit: Cell<Option<Misfit>>,
    /// A name is not known: what is missing may be what is meant by it.
    misnamed: bool,
    missing: Cell<Vec<&'static str>>,
}

/// Reads what stands at a place.
type Reader<T> = fn(&Place<'_>) -> Result<T, Misfit>;

impl<'a> Fields<'a> {
    /// The map at a place; any name that is not known is refused, with the nearest that is.
    pub(crate) fn of(at: &'a Place<'a>, known: &[&str]) -> Result<Self, Misfit> {
        let entries = at.map()?;
        let unknown = entries.iter().filter(|(name, _)| !known.contains(&name.as_str())).take(MOST);
        let unknown = unknown
            .map(|(name, node)| at.unknown("field", name, known, node.name_at.unwrap_or(node.at)))
            .reduce(Misfit::beside);
        let misnamed = unknown.is_some();
        Ok(Self { at, entries, misfit: Cell::new(unknown), misnamed, missing: Cell::default() })
    }

    fn find(&self, name: &str) -> Option<Place<'_>> {
        let (name, node) = self.entries.iter().find(|(known, _)| known == name)?;
        Some(self.at.named(name, node))
    }

    fn demand(&self, name: &'static str) -> Option<Place<'_>> {
        let found = self.find(name);
        if found.is_none() && !self.misnamed {
            let mut missing = self.missing.take();
            missing.push(name);
            self.missing.set(missing);
        }
        found
    }

    /// Says what is missing, all of it at once.
    fn lacks(&self) {
        let missing = self.missing.take();
        let Some(first) = missing.first() else { return };
        let plural = if missing.len() > 1 { "s" } else { "" };
        let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("missing field{plural} {}", names.join(", "));
        let missing = self.at.wrong(message).of(ProblemKind::Missing).hint(line_for(first));
        self.misfit.set(Some(match self.misfit.take() {
            None => missing,
            Some(within) => missing.beside(within),
        }));
    }

    fn refuse(&self, misfit: Misfit) {
        self.misfit.set(Some(match self.misfit.take() {
            None => misfit,
            Some(first) => first.beside(misfit),
        }));
    }

    fn put<T>(&self, into: &mut T, read: Result<T, Misfit>) {
        match read {
            Ok(value) => *into = value,
            Err(misfit) => self.refuse(misfit),
        }
    }

    /// A field that must be there.
    pub(crate) fn required<T: Read>(&self, name: &'static str, into: &mut T) {
        self.required_as(name, into, T::read);
    }

    /// A field that must be there, with a reader of its own.
    pub(crate) fn required_as<T>(&self, name: &'static str, into: &mut T, read: Reader<T>) {
        if let Some(place) = self.demand(name) {
            self.put(into, read(&place));
        }
    }

    /// A field that may be left out, and stays as it is then.
    pub(crate) fn optional<T: Read>(&self, name: &str, into: &mut T) {
        self.optional_as(name, into, T::read);
    }

    /// A field that may be left out, and stays as it is then, with a reader of its own.
    pub(crate) fn optional_as<T>(&self, name: &str, into: &mut T, read: Reader<T>) {
        if let Some(place) = self.find(name) {
            self.put(into, read(&place));
        }
    }

    /// What was read, or what does not fit.
    pub(crate) fn end<T>(&self, read: T) -> Result<T, Misfit> {
        self.lacks();
        self.misfit.take().map_or(Ok(read), Err)
    }
}

/// The line that a missing field wants.
fn line_for(name: &str) -> String {
    let example = match name {
        "version" => "version: 1",
        "name" => "name: shop",
        "start" => "start: 2026-12",
        "month" => "month: 2026-09",
        "provider" => "provider: its name",
        "product" => "product: provider/product",
        "resources" => "resources: { web: { product: provider/product } }",
        "min" => "min: 1",
        "max" => "max: 4",
        "each" => "each: 154 s",
        "times" => "times: 100",
        "opening" => "opening: 10 GB",
        "closing" => "closing: 12 GB",
        "requests" => "requests: 200 /min",
        "jobs" => "jobs: 1000 /day",
        _ => return format!("add `{name}:` here"),
    };
    format!("add `{example}`")
}

/// Reads a struct from a map whose names are those of its fields: `fields!(Included { amount: required, prorate: optional });`.
/// An optional field left out has its type's default, or the one given: `or(Decimal::ONE)`. With `_as` comes a reader for
/// the field. Names behind the struct are of fields that are no part of the document.
macro_rules! fields {
    ($of:ident { $($name:ident: $how:ident $(($($given:expr),+))?),+ $(,)? } $(, $later:ident)*) => {
        impl $crate::document::Blank for $of {
            fn blank() -> Self {
                Self {
                    $($name: $crate::document::fields!(@unread $how $(($($given),+))?),)+
                    $($later: Default::default(),)*
                }
            }
        }

        impl $crate::document::Read for $of {
            fn read(at: &$crate::document::Place<'_>) -> Result<Self, $crate::document::Misfit> {
                let fields = $crate::document::Fields::of(at, &[$(stringify!($name)),+])?;
                let mut read: Self = $crate::document::Blank::blank();
                $($crate::document::fields!(
                    @read fields, stringify!($name), &mut read.$name, $how $(($($given),+))?
                );)+
                fields.end(read)
            }
        }
    };
    (@unread required) => { $crate::document::Blank::blank() };
    (@unread required_as($reader:expr)) => { $crate::document::Blank::blank() };
    (@unread optional) => { Default::default() };
    (@unread optional_as($reader:expr)) => { Default::default() };
    (@unread or($default:expr)) => { $default };
    (@unread or_as($default:expr, $reader:expr)) => { $default };
    (@read $fields:ident, $name:expr, $into:expr, or($default:expr)) => { $fields.optional($name, $into) };
    (@read $fields:ident, $name:expr, $into:expr, or_as($default:expr, $reader:expr)) => {
        $fields.optional_as($name, $into, $reader)
    };
    (@read $fields:ident, $name:expr, $into:expr, $how:ident $(($reader:expr))?) => {
        $fields.$how($name, $into $(, $reader)?)
    };
}

/// Reads an enum from the words of its variants: `words!(Applies { NextCycle: "next-cycle", Split: "split" });`.
macro_rules! words {
    ($of:ident { $first:ident: $first_word:literal $(, $variant:ident: $word:literal)* $(,)? }) => {
        impl $of {
            const WORDS: &'static [(&'static str, Self)] =
                &[($first_word, Self::$first) $(, ($word, Self::$variant))*];
        }

        impl $crate::document::Blank for $of {
            fn blank() -> Self {
                Self::$first
            }
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
