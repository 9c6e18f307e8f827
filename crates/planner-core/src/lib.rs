//! What a stack will cost, which limit it meets first, and when.
//!
//! A [stack](stack::Stack) says what runs where, on which plans, and what it is used for; the [books](book::Books) know what
//! providers charge, allow, and do when a limit is passed. [`project`](projection::project) joins them month by month. Amounts
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
//! let first = year.figures().first_limit().map(|(_, limit)| (limit.id, limit.passed_on.unwrap().name()));
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
//! The other questions stand beside it: [`compare`](answers::compare::compare) plans, [`redis`](answers::redis::redis) budgets,
//! the [`floor`](answers::floor::floor) with nobody there, [`one more`](answers::one_more::one_more) of anything, the
//! [`bill`](invoice::UsageDocument::bill) of a month, another day's [prices](answers::price_change::price_change). Who asks for the same
//! stack with other numbers many times compiles it into a [`Program`]. `examples/` has a budget as a test, a
//! Redis check and two plans beside each other.
//!
//! # Versions
//!
//! Releases follow semantic versioning. Until 1.0 a minor version may change the interface, and CHANGELOG says how. What stands
//! at the root is the face: who keeps to it is told first of what changes. The modules below it are what it is made of, for
//! Headroom's own command line and page; what they answer with may gain fields at any time, and cannot be made or taken apart
//! elsewhere. Prices change with any release: they are data with a date, and [`Options::as_of`](projection::Options) asks for those of a day.
//! The minimum Rust version is the pinned one, which is the one tested; raising it is a minor version.

pub mod answers;
pub mod bill;
pub mod book;
pub mod clients;
mod cycle;
pub mod demand;
pub mod document;
pub mod figures;
pub mod find;
pub mod invoice;
mod model;
mod money;
mod month;
mod nearest;
mod note;
pub mod number;
pub mod output;
pub mod own;
pub mod planner;
#[cfg(feature = "program")]
pub mod program;
pub mod projection;
pub mod shown;
pub mod stack;
mod table;
pub mod tariff;
mod unit;

pub use answers::explain::Explanation;
pub use answers::price_change::PriceChange;
pub use book::Books;
pub use cycle::Cycle;
pub use document::{Problem, ProblemKind};
pub use figures::{Figures, LimitFigures, LineFigures, MonthFigures};
pub use money::{Currency, Money};
pub use month::{Date, Month};
pub use note::{Note, NoteKind, Notes};
pub use number::Decimal;
pub use output::{Comparison, DemandReport, FloorReport, OneMoreReport, RedisReport, Report};
pub use planner::{Months, PlannedStack, Planner};
#[cfg(feature = "program")]
pub use program::Program;
/// What [`Decimal`] is made of and turns into, in the version it is built with.
pub use rust_decimal;
pub use shown::grouped;
pub use unit::{Dimension, Quantity, Refusal, Unit, decimal, singular};
