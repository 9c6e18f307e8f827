//! A link that holds the whole stack: behind the `#`, so that no server ever sees it.
//!
//! `#s1=…` is the stack, what is compared and the months as compact JSON, its frequent words shortened (`words`),
//! compressed by the browser (`stream`) and written as letters (`base64`). `#p=…` is a reference stack as it stands.
//! Whatever a link holds came from somebody else: it is bounded at each step, and refused with what to do about it.

mod base64;
mod stream;
mod words;

use planner_core::document::{MAX_BYTES, Node, Problem, Value, parse_json, to_json};

use crate::columns::written;
use crate::field::MOST_MONTHS;
use crate::presets::{PRESETS, index_of};
use crate::state::Inputs;
use crate::{json, tree};

/// The longest link that is written or read, in bytes behind the `#`.
pub const LONGEST: usize = 64_000;

const PRESET: &str = "p=";
const PACKED: &str = "s1=";

/// What a link holds, or what one is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The stack as JSON, as the page shows it.
    pub text: String,
    /// What stands side by side, as `columns::written` writes it for a link: `api=free,starter`.
    pub vary: Option<String>,
    /// The horizon.
    pub months: u32,
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A reference stack, by its place in [`PRESETS`].
    Preset(usize),
    /// A stack of somebody's own.
    Parcel(Parcel),
}

/// The link of a stack, with its `#`.
///
/// # Errors
///
/// A [`Problem`] for a stack that is too large for a link, and where the browser cannot compress.
pub async fn link(parcel: &Parcel) -> Result<String, Problem> {
    if let Some(id) = unchanged(parcel) {
        return Ok(format!("#{PRESET}{id}"));
    }
    written(&stream::deflate(&pack(parcel)?).await?)
}

/// What a link opens, from what stands behind its `#`, or with it; none where that is no link of this page.
///
/// # Errors
///
/// A [`Problem`] that says what is wrong with the link, with a hint what to do about it. What is in the stack is not
/// looked at: that is for whoever shows it.
pub async fn open(fragment: &str) -> Result<Option<Opened>, Problem> {
    match read(fragment)? {
        None => Ok(None),
        Some(Link::Preset(index)) => Ok(Some(Opened::Preset(index))),
        Some(Link::Packed(bytes)) => {
            unpack(&stream::inflate(&bytes, MAX_BYTES).await?).map(|parcel| Some(Opened::Parcel(parcel)))
        }
    }
}

/// The reference stack that a link names, as far as it names one.
#[must_use]
pub fn preset(fragment: &str) -> Option<usize> {
    match read(fragment) {
        Ok(Some(Link::Preset(index))) => Some(index),
        _ => None,
    }
}

/// A link taken apart, as far as that goes without unpacking.
#[derive(Debug, PartialEq)]
enum Link {
    Preset(usize),
    Packed(Vec<u8>),
}

fn read(fragment: &str) -> Result<Option<Link>, Problem> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if let Some(id) = fragment.strip_prefix(PRESET) {
        let known = index_of(id).map(Link::Preset);
        return known.map(Some).ok_or_else(|| broken("it names a stack that is not here"));
    }
    let Some(letters) = fragment.strip_prefix(PACKED) else {
        return if is_later(fragment) { Err(later()) } else { Ok(None) };
    };
    if fragment.len() > LONGEST {
        return Err(broken("it is longer than any link of this page"));
    }
    base64::decode(letters).map(|bytes| Some(Link::Packed(bytes)))
}

/// Whether this is a link of a version that is not known here: `s2=…`.
fn is_later(fragment: &str) -> bool {
    let version = fragment.split_once('=').and_then(|(name, _)| name.strip_prefix('s'));
    version.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The link of packed and compressed bytes.
fn written(compressed: &[u8]) -> Result<String, Problem> {
    let link = format!("#{PACKED}{}", base64::encode(compressed));
    if link.len() > LONGEST {
        return Err(Problem::new("this stack is too large for a link").hint("send it as a file instead"));
    }
    Ok(link)
}

/// The reference stack that a parcel is, with what it is compared on and for how long.
fn unchanged(parcel: &Parcel) -> Option<&'static str> {
    let tree = to_json(&parse_json(&parcel.text, 0).ok()?);
    let same = PRESETS.iter().find(|preset| {
        Inputs::of(preset, planner_core::projection::MONTHS).is_ok_and(|inputs| {
            let vary = Some(written::sent(&inputs));
            inputs.months == parcel.months && vary == parcel.vary && to_json(&inputs.document) == tree
        })
    })?;
    Some(same.id)
}

/// A parcel as short as it gets without compression.
fn pack(parcel: &Parcel) -> Result<Vec<u8>, Problem> {
    let mut entries = vec![("stack".to_owned(), parse_json(&parcel.text, 0)?)];
    let vary = parcel.vary.clone().map(|vary| ("vary".to_owned(), tree::empty(Value::Text(vary))));
    entries.extend(vary);
    entries.push(("months".to_owned(), tree::empty(Value::Number(parcel.months.to_string()))));
    Ok(words::shorten(&to_json(&tree::empty(Value::Map(entries.into())))))
}

/// The parcel that was packed.
fn unpack(bytes: &[u8]) -> Result<Parcel, Problem> {
    let text = words::lengthen(bytes)?;
    let tree = parse_json(&text, 0).map_err(|_| broken("what it holds is no stack"))?;
    let stack = tree.get("stack").filter(|stack| matches!(stack.value, Value::Map(_)));
    let stack = stack.ok_or_else(|| broken("there is no stack in it"))?;
    Ok(Parcel { text: json::print(stack), vary: vary(&tree)?, months: months(&tree)? })
}

/// What a document says is compared: nothing where it says nothing.
fn vary(tree: &Node) -> Result<Option<String>, Problem> {
    match tree.get("vary").map(|node| &node.value) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.clone())),
        Some(_) => Err(broken("what it compares is no text")),
    }
}

/// The horizon a document states.
fn months(tree: &Node) -> Result<u32, Problem> {
    let months = tree::text(tree, &["months"]).and_then(|months| months.parse().ok());
    let months = months.filter(|months| (1..=MOST_MONTHS).contains(months));
    months.ok_or_else(|| broken(&format!("its months are not from 1 to {MOST_MONTHS}")))
}

/// A link that cannot be read, and what to do.
fn broken(why: &str) -> Problem {
    Problem::new(format!("this link cannot be read: {why}"))
        .hint("ask for the link again, or for the stack as a file, and paste it here")
}

fn later() -> Problem {
    Problem::new("this link was made by a later version of this page")
        .hint("reload the page, or ask for the stack as a file, and paste it here")
}

#[cfg(test)]
mod tests;
