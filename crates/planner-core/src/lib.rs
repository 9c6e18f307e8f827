//! What a stack will cost, which limit it meets first, and when.

pub mod behaviour;
pub mod bill;
pub mod book;
pub mod compare;
mod cycle;
pub mod demand;
pub mod document;
pub mod explain;
pub mod find;
pub mod floor;
mod model;
mod money;
mod month;
mod nearest;
pub mod number;
pub mod one_more;
pub mod output;
pub mod own;
pub mod price_change;
pub mod price_list;
pub mod projection;
pub mod redis;
pub mod stack;
mod table;
pub mod tariff;
mod unit;
pub mod usage;

pub use cycle::Cycle;
pub use money::{Currency, Money, grouped};
pub use month::{Date, Month};
pub use unit::{Dimension, Quantity, Refusal, Unit, decimal, singular};
