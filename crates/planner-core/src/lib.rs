//! What a stack will cost, which limit it meets first, and when.
//!
//! A [stack](PlannedStack) says what runs where, on which plans, and what it is used for; the [books](Books) know what
//! providers charge, allow, and do when a limit is passed. [`project`](PlannedStack::project) joins them month by month. Amounts
//! are exact decimals before tax, every price has a source and a date, and what nobody stated or nobody has a price for stays
//! visible: it is never zero and never guessed. Nothing here reads a clock, a file or the network.
//!
//! # Which limit first, and what does it cost?
//!
//! ```
//! use planner_core::Planner;
//!
//! # fn main() -> Result<(), planner_core::Problem> {
//! let stack = Planner::bundled()?.stack(r#"{
//!     "version": 1, "name": "Cache", "start": "2026-12",
//!     "drivers": { "users": { "start": 4000, "growth": "10 %/month" } },
//!     "resources": { "cache": { "product": "upstash/redis", "plan": "free",
//!         "usage": { "commands": { "per": "users", "times": 100 }, "storage": "50 MB", "bandwidth": "1 GB" } } }
//! }"#)?;
//! let year = stack.project(12)?;
//!
//! // 400,000 commands a month grow past the 500,000 of the free plan in their fourth month.
//! let first = year.figures().first_limit().map(|(_, limit)| (limit.id(), limit.passed_on().unwrap().name()));
//! assert_eq!(first, Some(("cache/commands", "30 March 2027".to_owned())));
//! assert_eq!(year.total().to_string(), "$0.00");
//!
//! // With half of its users it holds for the year: the stack compiled, and run with another number.
//! let mut program = stack.compile(12)?;
//! assert!(program.run(&[("drivers.users", 1_700.into())])?.first_limit().is_none());
//! # Ok(())
//! # }
//! ```
//!
//! A [`Planner`] reads stacks and answers with owned numbers; words and sources come when asked for.
//! The other questions stand beside it: [`compare`](PlannedStack::compare) plans, [`redis`](PlannedStack::redis) budgets,
//! the [`floor`](PlannedStack::floor) with nobody there, [`one more`](PlannedStack::one_more) of anything, what its resources
//! [do](PlannedStack::demand), the [bill](Planner::bill) of a month, another day's [prices](PlannedStack::price_change). Who asks
//! for the same stack with other numbers many times compiles it into a [`Program`]. `examples/` has a budget as a test, a
//! Redis check and two plans beside each other.
//!
//! # Versions
//!
//! Releases follow semantic versioning. Until 1.0 a minor version may change the interface, and CHANGELOG says how. The
//! interface is what stands here: these types, whose fields are private (but for [`Parts`], [`Quantity`] and [`Refusal`], which
//! are made to be taken apart), and the [`records`] that reports are made of, which may gain fields at any time and cannot be
//! made elsewhere. What is below is for Headroom's own command line and page (feature
//! `internals`) and changes without notice. Prices change with any release: they are data with a date, and
//! [`as_of`](PlannedStack::as_of) asks for those of a day.
//! The minimum Rust version is the pinned one, which is the one tested; raising it is a minor version.

// Nobody uses some of what is in the rooms where they are closed.
#![cfg_attr(not(feature = "internals"), allow(dead_code, unused_imports, unreachable_pub))]

mod cycle;
mod model;
mod money;
mod month;
mod nearest;
mod note;
mod table;
mod unit;

// The rooms are open to Headroom's own crates alone, which use more of them than the face does.
#[cfg(feature = "internals")]
pub mod answers;
#[cfg(feature = "internals")]
pub mod bill;
#[cfg(feature = "internals")]
pub mod book;
#[cfg(feature = "internals")]
pub mod clients;
#[cfg(feature = "internals")]
pub mod demand;
#[cfg(feature = "internals")]
pub mod document;
#[cfg(feature = "internals")]
pub mod figures;
#[cfg(feature = "internals")]
pub mod find;
#[cfg(feature = "internals")]
pub mod invoice;
#[cfg(feature = "internals")]
pub mod number;
#[cfg(feature = "internals")]
pub mod output;
#[cfg(feature = "internals")]
pub mod own;
#[cfg(feature = "internals")]
pub mod planner;
#[cfg(all(feature = "program", feature = "internals"))]
pub mod program;
#[cfg(feature = "internals")]
pub mod projection;
#[cfg(feature = "internals")]
pub mod shown;
#[cfg(feature = "internals")]
pub mod stack;
#[cfg(feature = "internals")]
pub mod tariff;

#[cfg(not(feature = "internals"))]
mod answers;
#[cfg(not(feature = "internals"))]
mod bill;
#[cfg(not(feature = "internals"))]
mod book;
#[cfg(not(feature = "internals"))]
mod clients;
#[cfg(not(feature = "internals"))]
mod demand;
#[cfg(not(feature = "internals"))]
mod document;
#[cfg(not(feature = "internals"))]
mod figures;
#[cfg(not(feature = "internals"))]
mod find;
#[cfg(not(feature = "internals"))]
mod invoice;
#[cfg(not(feature = "internals"))]
mod number;
#[cfg(not(feature = "internals"))]
mod output;
#[cfg(not(feature = "internals"))]
mod own;
#[cfg(not(feature = "internals"))]
mod planner;
#[cfg(all(feature = "program", not(feature = "internals")))]
mod program;
#[cfg(not(feature = "internals"))]
mod projection;
#[cfg(not(feature = "internals"))]
mod shown;
#[cfg(not(feature = "internals"))]
mod stack;
#[cfg(not(feature = "internals"))]
mod tariff;

pub use answers::explain::Explanation;
pub use answers::price_change::PriceChange;
pub use bill::LimitState;
pub use book::{Books, Effect};
pub use cycle::Cycle;
pub use document::{Parts, Position, Problem, ProblemKind};
pub use figures::{Figures, LimitFigures, LineFigures, MonthFigures};
pub use money::{Currency, Money};
pub use month::{Date, Month};
pub use note::{Note, NoteKind, Notes};
pub use number::Decimal;
pub use output::{Comparison, DemandReport, FloorReport, OneMoreReport, RedisReport, Report};
pub use planner::{Months, PlannedStack, Planner};
#[cfg(feature = "program")]
pub use program::{Input, Program};
/// What [`Decimal`] is made of and turns into, in the version it is built with.
pub use rust_decimal;
pub use shown::grouped;
pub use unit::{Dimension, Quantity, Refusal, Unit, decimal, singular};

/// What reports are made of: records whose fields are those of the printed JSON, under the same names.
///
/// Numbers are texts here, as they are printed, so that no digit is lost on the way; [`Figures`] has them as numbers. The JSON
/// has a version of its own ([`records::SCHEMA_VERSION`]) and a published schema. A record may gain fields at any time.
pub mod records {
    pub use crate::answers::explain::{BandOut, ExplainedLine, InputOut};
    pub use crate::answers::price_change::{LimitChange, LineChange, PricedOn};
    pub use crate::output::*;
}
