//! Price books: what vendors publish, dated and sourced, as data.
//!
//! A provider's first file holds everything; each later one holds only what changed that day and is merged over the
//! ones before it, keyed by stable ids. [`Books::as_of`] folds the files up to a date. Nothing here computes a price.

mod audit;
mod check;
mod elsewhen;
mod ends;
mod files;
mod fold;
mod history;
mod included;
mod keys;
mod least;
mod measuring;
mod no_option;
mod nobody;
pub(crate) mod place;
mod plan;
pub(crate) mod region;
mod settings;
mod signs;
mod strange;
mod terms;
mod unmade;

pub use crate::table::Table;
pub use audit::{Finding, audit};
pub use check::check;
pub use ends::{AtEnd, Ends};
pub use files::{PriceFile, Snapshot};
pub use history::Books;
pub(crate) use keys::EXISTS;
pub(crate) use nobody::{NO_BOOK, no_book};
pub use plan::{Attribute, Formerly, Plan, Product, Requirement};
pub use settings::{OptionValue, Settings};
pub use terms::{
    AdjustTerms, Applies, Billed, Bundle, Category, Ceiling, ChargeTerms, Choice, Clock, Condition,
    Confidence, ConvertTerms, Counted, Effect, Every, Fact, Feed, Figure, Grows, Included, Invoiced, Larger,
    LeastTerms, LimitTerms, Measure, MemberRule, Meter, MeterKind, OptionKind, OptionTerms, PoolTerms,
    PriceStep, PriceTerms, Provider, RequestTerms, Setting, SettleTerms, SleepTerms, Source, Span, Stage,
    StandIn, StepTerms, TimeRule, TimeUnit, Wait, Wakes, Wanted, Window, Without, WokenBy, in_turn,
};
pub use unmade::Unmade;
