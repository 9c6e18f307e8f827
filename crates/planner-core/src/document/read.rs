//! Typed data from a tree, through serde, with the place of whatever does not fit.

use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::{Node, Position, Problem, Value};
use crate::nearest::{distance, nearest};

/// Reads a tree as a type.
///
/// # Errors
///
/// A [`Problem`] at the value that does not fit: an unknown field with those that are allowed, a missing one, a wrong
/// type, or whatever the type's own reader refuses.
pub fn read<T: DeserializeOwned>(node: &Node) -> Result<T, Problem> {
    T::deserialize(Reader { node, name: None }).map_err(Misfit::problem)
}

/// serde's view of a node.
#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    name: Option<&'a str>,
}

/// An error on its way up: each level adds its step to the path, the innermost gives the place. Boxed, because every
/// type's own reader carries room for it.
#[derive(Debug)]
pub(super) struct Misfit(Box<Parts>);

#[derive(Debug)]
struct Parts {
    message: String,
    path: Vec<String>,
    at: Option<Position>,
}

impl Misfit {
    fn problem(self) -> Problem {
        let Parts { message, path: steps, at } = *self.0;
        let mut path = String::new();
        for step in steps.iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        // serde writes for programmers; these words are for the person who typed the file.
        let message = message
            .replace("invalid type: ", "wrong kind of value: found ")
            .replace("invalid value: ", "found ");
        let hint = nearest_field(&message);
        Problem { message, path, position: at, hint }
    }

    #[inline(never)]
    fn within(mut self, step: String, at: Position) -> Self {
        self.0.path.push(step);
        self.0.at.get_or_insert(at);
        self
    }
}

/// The allowed name nearest to an unknown one, from serde's words: the unknown name, then all that are allowed.
fn nearest_field(message: &str) -> Option<String> {
    let rest =
        message.strip_prefix("unknown field `").or_else(|| message.strip_prefix("unknown variant `"))?;
    let (unknown, allowed) = rest.split_once('`')?;
    let allowed = allowed.split('`').skip(1).step_by(2);
    let near = *nearest(unknown, allowed).first()?;
    (distance(unknown, near) <= 3).then(|| format!("did you mean `{near}`?"))
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Parts { message: message.to_string(), path: Vec::new(), at: None }))
    }
}

impl Reader<'_> {
    #[inline(never)]
    fn here(self, mut misfit: Misfit) -> Misfit {
        misfit.0.at.get_or_insert(self.node.at);
        misfit
    }

    /// The node is of a kind that the visitor does not take.
    #[inline(never)]
    fn wrong(self, wanted: &dyn Expected) -> Misfit {
        let found = match &self.node.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(yes) => Unexpected::Bool(*yes),
            Value::Number(text) => text.parse().map_or(Unexpected::Str(text), Unexpected::Unsigned),
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Map(_) => Unexpected::Map,
        };
        self.here(de::Error::invalid_type(found, wanted))
    }
}

/// Each way to read asks only for the kind of value it wants: a method that could meet any kind would be compiled with
/// all of them for every type.
impl<'de> de::Deserializer<'de> for Reader<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(yes) => visitor.visit_bool(*yes),
            // A number arrives as its text: whole ones as integers for counts, the rest for a decimal's own reader.
            Value::Number(text) => match text.parse::<u64>() {
                Ok(whole) => visitor.visit_u64(whole),
                Err(_) => visitor.visit_borrowed_str(text),
            },
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(items) => visitor.visit_seq(Items { items: items.iter(), next: 0 }),
            Value::Map(entries) => visitor.visit_map(Entries { entries: entries.iter(), value: None }),
        }
        .map_err(|misfit| self.here(misfit))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Number(text) | Value::Text(text) => {
                visitor.visit_borrowed_str(text).map_err(|misfit| self.here(misfit))
            }
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Map(entries) => {
                let entries = Entries { entries: entries.iter(), value: None };
                visitor.visit_map(entries).map_err(|misfit| self.here(misfit))
            }
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::List(items) => {
                let items = Items { items: items.iter(), next: 0 };
                visitor.visit_seq(items).map_err(|misfit| self.here(misfit))
            }
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Bool(yes) => visitor.visit_bool(*yes).map_err(|misfit| self.here(misfit)),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let whole = match &self.node.value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        };
        match whole {
            Some(whole) => visitor.visit_u64(whole).map_err(|misfit| self.here(misfit)),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self).map_err(|misfit| self.here(misfit))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Text(text) => visitor
                .visit_enum(IntoDeserializer::<Misfit>::into_deserializer(text.as_str()))
                .map_err(|m| self.here(m)),
            Value::Map(entries) if entries.len() == 1 => match entries.first() {
                Some((key, node)) => {
                    visitor.visit_enum(Choice { key, node }).map_err(|misfit| self.here(misfit))
                }
                None => Err(self.wrong(&visitor)),
            },
            _ => {
                let wanted = variants.join("`, `");
                Err(self.here(de::Error::custom(format!(
                    "wrong kind of value: found {}, expected one of `{wanted}`",
                    self.node.kind()
                ))))
            }
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u16 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
        ignored_any
    }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Node>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some(node) = self.items.next() else { return Ok(None) };
        let step = format!("[{}]", self.next);
        self.next = self.next.saturating_add(1);
        seed.deserialize(Reader { node, name: None }).map(Some).map_err(|misfit| misfit.within(step, node.at))
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, (String, Node)>,
    value: Option<(&'a str, &'a Node)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((key, node)) = self.entries.next() else { return Ok(None) };
        self.value = Some((key, node));
        let key: de::value::BorrowedStrDeserializer<'de, Misfit> =
            de::value::BorrowedStrDeserializer::new(key);
        seed.deserialize(key).map(Some).map_err(|mut misfit| {
            misfit.0.at.get_or_insert(node.name_at.unwrap_or(node.at));
            misfit
        })
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let (name, node) =
            self.value.take().ok_or_else(|| de::Error::custom("a value was asked for before its name"))?;
        seed.deserialize(Reader { node, name: Some(name) })
            .map_err(|misfit| misfit.within(name.to_owned(), node.at))
    }
}

/// `{ variant: content }` as an enum.
struct Choice<'a> {
    key: &'a str,
    node: &'a Node,
}

impl<'de> de::EnumAccess<'de> for Choice<'de> {
    type Error = Misfit;
    type Variant = Reader<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Reader<'de>), Misfit> {
        let key: de::value::BorrowedStrDeserializer<'de, Misfit> =
            de::value::BorrowedStrDeserializer::new(self.key);
        Ok((seed.deserialize(key)?, Reader { node: self.node, name: Some(self.key) }))
    }
}

impl<'de> de::VariantAccess<'de> for Reader<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Err(self.here(de::Error::custom(format!("`{}` takes no value", self.name.unwrap_or_default()))))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        let step = self.name.unwrap_or_default().to_owned();
        seed.deserialize(self).map_err(|misfit| misfit.within(step, self.node.at))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        de::Deserializer::deserialize_seq(self, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let step = self.name.unwrap_or_default().to_owned();
        de::Deserializer::deserialize_map(self, visitor).map_err(|misfit| misfit.within(step, self.node.at))
    }
}
