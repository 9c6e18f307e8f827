//! Tests over the whole project: cases as data, worked bills, properties, and the rules of the tree.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expected and stops"
)]

mod behaviour;
mod bills;
mod capacity;
mod cases;
mod contributing;
mod counted;
mod demand;
mod field;
mod find;
mod floor;
mod foreseen;
mod hostile;
mod measures;
mod months;
mod numbers;
mod one_more;
mod postgres;
mod redis;
mod rules;
mod sleep;
mod stacks;
mod sums;
mod tariff;
mod tidy;
mod typed;
