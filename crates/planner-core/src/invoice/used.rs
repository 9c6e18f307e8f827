//! Usage of one meter as it is typed in: a total, a level, what was deleted of it, or single events.

use crate::document::{Blank, Fields, Misfit, Place, Read, Value, fields};
use crate::month::Date;
use crate::number::Decimal;
use crate::stack::{Rate, event_size, length, nested};
use crate::unit::Quantity;

/// Usage as it is typed in.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Used {
    /// A total, or a level that holds.
    Amount(Rate),
    /// A level that changes evenly.
    Level {
        /// At the start.
        opening: Quantity,
        /// At the end.
        closing: Quantity,
    },
    /// A level of which it is known what was deleted, and after how long: `{ level: 500 GB, deleted: [{ amount: 50 GB,
    /// after: 10 days }] }`.
    Kept {
        /// At the start.
        opening: Quantity,
        /// At the end.
        closing: Quantity,
        /// What was deleted.
        deleted: Vec<Gone>,
    },
    /// Single events: `[{ each: 154 s, times: 100 }, { each: 20 min, on: 2026-09-07 }]`.
    Events(Vec<Events>),
}

impl Read for Used {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Map(_) => {
                nested(at, &["opening", "closing", "level", "deleted"])?;
                let fields = Fields::of(at, &["opening", "closing", "level", "deleted"])?;
                let (mut opening, mut closing) = (Quantity::blank(), Quantity::blank());
                let (mut level, mut deleted): (Option<Quantity>, Option<Vec<Gone>>) = (None, None);
                fields.optional("level", &mut level);
                fields.optional("deleted", &mut deleted);
                if level.is_none() {
                    fields.required("opening", &mut opening);
                    fields.required("closing", &mut closing);
                }
                fields.end(())?;
                if let Some(level) = level {
                    if at.map()?.iter().any(|(name, _)| name == "opening" || name == "closing") {
                        return Err(at
                            .wrong("a level is given, and an opening or a closing besides")
                            .hint("give `level` where it holds, `opening` and `closing` where it changes"));
                    }
                    (opening, closing) = (level.clone(), level);
                }
                if opening.value < Decimal::ZERO || closing.value < Decimal::ZERO {
                    return Err(at.wrong("a level is not below zero").hint("write 0 where nothing is held"));
                }
                Ok(match deleted {
                    Some(deleted) => Self::Kept { opening, closing, deleted },
                    None => Self::Level { opening, closing },
                })
            }
            Value::List(_) => {
                let events: Vec<Events> = Read::read(at)?;
                if events
                    .iter()
                    .any(|events| events.each.value < Decimal::ZERO || events.times < Decimal::ZERO)
                {
                    return Err(at.wrong("events are not below zero").hint("leave out what did not happen"));
                }
                Ok(Self::Events(events))
            }
            _ => {
                let text =
                    at.text("a quantity, `{ opening, closing }` or a list of `{ each, times, on }`")?;
                let rate = Rate::try_parse(text)
                    .map_err(|refusal| at.refused(text, "a quantity such as 10 GB", refusal))?;
                if rate.quantity.value < Decimal::ZERO {
                    return Err(at
                        .wrong(format!("{text} is below zero"))
                        .hint("write 0 where nothing was used"));
                }
                Ok(Self::Amount(rate))
            }
        }
    }
}

/// Events of one size.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Events {
    /// The size of each.
    pub each: Quantity,
    /// How many; one where it is left out.
    pub times: Decimal,
    /// The day they happen on. Without one they lie on days of their own, as far as there are days.
    pub on: Option<Date>,
}

fields!(Events { each: required_as(event_size), times: or(Decimal::ONE), on: optional });

/// What was deleted of what is stored.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gone {
    /// How much.
    pub amount: Quantity,
    /// For how long it had been stored.
    pub after: Quantity,
    /// The day it was deleted on.
    pub on: Option<Date>,
}

fields!(Gone { amount: required_as(amount), after: required_as(length), on: optional });

fn amount(at: &Place<'_>) -> Result<Quantity, Misfit> {
    let amount = Quantity::read(at)?;
    if amount.value < Decimal::ZERO {
        return Err(at.wrong(format!("{amount} is below zero")).hint("write how much was deleted"));
    }
    Ok(amount)
}
