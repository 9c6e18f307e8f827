//! Tests over the whole project: cases as data, worked bills, properties, and the rules of the tree.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expected and stops"
)]

mod bills;
mod cases;
mod contributing;
mod demand;
mod hostile;
mod months;
mod numbers;
mod redis;
mod rules;
mod stacks;
mod tariff;
mod tidy;
