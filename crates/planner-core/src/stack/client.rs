//! Clients of a resource, as a stack lists them: a profile, how many, settings, and how often they are asked for what.

use super::Series;
use super::resource::count;
use crate::document::{Misfit, Place, Read, Value};
use crate::number::Decimal;

/// Programs of one kind that use a resource: two workers, a session store.
#[derive(Clone, Debug)]
pub struct Client {
    /// `client/role` of the profile that says what they do.
    pub profile: String,
    /// What to call them, where the profile's word is not enough.
    pub name: Option<String>,
    /// How many there are; one where nothing is said.
    pub count: Decimal,
    /// Settings and operations by name, in the order of the document; which is which, the profile knows.
    pub given: Vec<(String, Given)>,
    /// Why they are assumed, where nobody stated them.
    pub assumed: Option<String>,
}

/// What is given for a setting or an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// True or false.
    Flag(bool),
    /// A word: of a setting, or the driver an operation follows.
    Word(String),
    /// A figure over the months; a setting takes its start.
    Figure(Box<Series>),
}

impl Given {
    /// Where it follows a driver, which one.
    pub(super) fn series(&self) -> Option<&Series> {
        match self {
            Self::Figure(series) => Some(series),
            Self::Flag(_) | Self::Word(_) => None,
        }
    }
}

impl Read for Client {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let entries = at.map()?;
        let mut client = Self {
            profile: String::new(),
            name: None,
            count: Decimal::ONE,
            given: Vec::new(),
            assumed: None,
        };
        for (name, node) in entries {
            let place = at.named(name, node);
            match name.as_str() {
                "profile" => client.profile = Read::read(&place)?,
                "name" => client.name = Read::read(&place)?,
                "count" => client.count = count(&place)?.unwrap_or(Decimal::ONE),
                "assumed" => client.assumed = Read::read(&place)?,
                _ => client.given.push((name.clone(), Given::read(&place)?)),
            }
        }
        if client.profile.is_empty() {
            return Err(at
                .wrong("missing field `profile`: which client this is, such as bullmq/worker")
                .hint("add `profile: bullmq/worker`"));
        }
        Ok(client)
    }
}

impl Read for Given {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Bool(yes) => Ok(Self::Flag(*yes)),
            Value::Text(text) if Series::named(text).is_some() => Ok(Self::Word(text.clone())),
            _ => Series::read(at).map(|series| Self::Figure(Box::new(series))),
        }
    }
}
