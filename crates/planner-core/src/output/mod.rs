//! What shells print as JSON and pages render: owned, versioned, apart from the core's working types.
//!
//! Money and quantities are strings, so that no reader loses a digit; `null` says that there is none, never zero.

mod beside;
mod comparison;
mod demand;
mod floor;
mod line;
mod one_more;
mod redis;
mod report;

pub use beside::{AskOut, ChangeOut, CoverageOut, FallOut, NeededMonthOut, NeededOut, NextInput};
pub use comparison::{Column, Comparison, ComparisonLimit, ComparisonRow};
pub use demand::{DemandOut, DemandReport, FactOut, HourOut, MakesOut};
pub use floor::{FloorLimit, FloorLine, FloorMonth, FloorReport, StatedOut};
pub use line::{LimitOut, LineOut, OtherOut, SourceOut, StageOut, UnmetOut};
pub use one_more::{OneMore, OneMoreReport, Sooner};
pub use redis::{
    AdviceOut, ClientOut, CommandOut, EvictionOut, KeptOut, LoadOut, LostOut, PartOut, PlanOut, ReadingOut,
    RedisOut, RedisReport, SampleReport, UnaskedOut,
};
pub use report::{
    AccountOut, AssumptionOut, BillOut, DriverOut, FirstOut, MonthOut, NoticeOut, QuoteOut, Report,
};

use crate::number::Decimal;

pub use crate::shown::SCHEMA_VERSION;

/// A decimal as text: exact, without trailing zeros.
pub(crate) fn text(value: Decimal) -> String {
    value.normalize().to_string()
}
