//! Sleeping: after how long without what something is put to sleep, and what wakes it.

use std::fmt;

use super::{Condition, Confidence};
use crate::document::{Blank, Misfit, Place, Read, Scalar, Value, fields, words};
use crate::number::Decimal;
use crate::unit::{Dimension, Quantity};

/// When something sleeps without being used, and what it takes to wake it.
///
/// What it costs asleep is no part of it: charges on running time say that.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SleepTerms {
    /// How long it has to be without.
    pub after: Span,
    /// Without what.
    pub without: Without,
    /// In force only then.
    pub when: Condition,
    /// How long whoever wakes it waits.
    pub wakes: Wakes,
    /// Who wakes it.
    pub by: WokenBy,
    /// What counts as use and so keeps it awake, in words, where the vendor says more than `without` does.
    pub kept_awake_by: Option<String>,
    /// What falling asleep and waking bring with them, in words.
    pub says: Option<String>,
    /// Where it was read; the plan's source where it is left out.
    pub source: Option<String>,
    /// How far it can be trusted; as the plan's where it is left out.
    pub confidence: Option<Confidence>,
}

fields!(SleepTerms {
    after: required,
    without: required,
    when: optional,
    wakes: required,
    by: or(WokenBy::Use),
    kept_awake_by: optional,
    says: optional,
    source: optional,
    confidence: optional,
});

/// What something has to be without to fall asleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Without {
    /// Requests from outside: what it sends by itself does not count.
    Inbound,
    /// Packets it sends, whoever asked for them: its own polling keeps it awake.
    Outbound,
    /// Use of a database or a project.
    Use,
}

words!(Without { Inbound: "inbound", Outbound: "outbound", Use: "use" });

impl Without {
    /// The word, as price files and output write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, without)| *without == self).map_or("", |(word, _)| word)
    }

    /// The same for reading, behind "without".
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Inbound => "inbound traffic",
            Self::Outbound => "outbound packets",
            Self::Use => "use",
        }
    }
}

/// Who wakes what sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WokenBy {
    /// The next use does: it waits and is served.
    Use,
    /// A person does: until then every use fails.
    Hand,
}

words!(WokenBy { Use: "use", Hand: "hand" });

impl WokenBy {
    /// The word, as price files and output write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, by)| *by == self).map_or("", |(word, _)| word)
    }
}

/// How long whoever wakes it waits. A vendor that does not say so has this said of it; it is never no time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wakes {
    /// So long.
    In(Box<Wait>),
    /// The vendor does not say.
    NotStated,
}

impl Wakes {
    /// Seconds it usually takes; none where not stated.
    #[must_use]
    pub fn typical(&self) -> Option<Decimal> {
        match self {
            Self::In(wait) => Some(wait.typical.seconds()),
            Self::NotStated => None,
        }
    }

    /// Seconds it takes at most, or usually where no most is stated; none where neither is.
    #[must_use]
    pub fn longest(&self) -> Option<Decimal> {
        match self {
            Self::In(wait) => Some(wait.at_most.as_ref().unwrap_or(&wait.typical).seconds()),
            Self::NotStated => None,
        }
    }
}

impl Blank for Wakes {
    fn blank() -> Self {
        Self::NotStated
    }
}

impl Blank for Span {
    fn blank() -> Self {
        Self { said: Quantity::blank(), seconds: Decimal::ZERO }
    }
}

impl Read for Wakes {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Text(text) if text == "not-stated" => Ok(Self::NotStated),
            Value::Map(_) => Wait::read(at).map(Box::new).map(Self::In),
            _ => Err(at.expected("`not-stated`, or a map such as { \"typical\": \"60 s\" }")),
        }
    }
}

/// A wait, as it usually is and at most.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wait {
    /// Usually.
    pub typical: Span,
    /// At most, where stated.
    pub at_most: Option<Span>,
}

fields!(Wait { typical: required, at_most: optional });

/// A length of time above zero, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    said: Quantity,
    seconds: Decimal,
}

impl Span {
    /// Its length in seconds.
    #[must_use]
    pub const fn seconds(&self) -> Decimal {
        self.seconds
    }
}

impl Scalar for Span {
    const EXPECTED: &'static str = "a length of time above zero with its unit, such as 15 min or 7 days";
    fn scalar(text: &str) -> Option<Self> {
        let said = Quantity::parse(text)?;
        let unit = said.unit.as_ref().filter(|unit| unit.dimension() == Dimension::Duration)?;
        let seconds = crate::number::Decimal::times(said.value, unit.size())?;
        (seconds > Decimal::ZERO).then_some(Self { said, seconds })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Problem, parse_json, read};

    fn terms(text: &str) -> Result<SleepTerms, Problem> {
        read(&parse_json(text, 0)?)
    }

    #[test]
    fn what_is_said_is_read() -> Result<(), Problem> {
        let terms = terms(
            r#"{ "after": "15 min", "without": "inbound", "wakes": { "typical": "60 s", "at_most": "2 min" } }"#,
        )?;
        assert_eq!(terms.after.seconds(), Decimal::from(900));
        assert_eq!(terms.after.to_string(), "15 min");
        assert_eq!((terms.without, terms.by), (Without::Inbound, WokenBy::Use));
        assert_eq!(terms.wakes.typical(), Some(Decimal::from(60)));
        assert_eq!(terms.wakes.longest(), Some(Decimal::from(120)));
        Ok(())
    }

    #[test]
    fn a_wait_nobody_states_is_none() -> Result<(), Problem> {
        let terms = terms(r#"{ "after": "7 days", "without": "use", "wakes": "not-stated", "by": "hand" }"#)?;
        assert_eq!((terms.wakes.typical(), terms.wakes.longest()), (None, None));
        assert_eq!((terms.after.seconds(), terms.by), (Decimal::from(604_800), WokenBy::Hand));
        Ok(())
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (text, wanted) in [
            (r#"{ "after": "15 min", "without": "inbound" }"#, "missing field `wakes`"),
            (
                r#"{ "after": "15", "without": "inbound", "wakes": "not-stated" }"#,
                "after: `15` is not a length of time above zero with its unit, such as 15 min or 7 days",
            ),
            (
                r#"{ "after": "0 min", "without": "use", "wakes": "not-stated" }"#,
                "`0 min` is not a length of time",
            ),
            (
                r#"{ "after": "5 GB", "without": "use", "wakes": "not-stated" }"#,
                "`5 GB` is not a length of time",
            ),
            (
                r#"{ "after": "5 min", "without": "traffic", "wakes": "not-stated" }"#,
                "unknown variant `traffic`, expected one of `inbound`, `outbound`, `use`",
            ),
            (
                r#"{ "after": "5 min", "without": "use", "wakes": "soon" }"#,
                "found `soon`, expected `not-stated`, or a map",
            ),
            (r#"{ "after": "5 min", "without": "use", "wakes": {} }"#, "wakes: missing field `typical`"),
        ] {
            let said = terms(text).map_or_else(|problem| problem.to_string(), |terms| format!("{terms:?}"));
            assert!(said.contains(wanted), "{said} does not say {wanted}");
        }
    }
}
