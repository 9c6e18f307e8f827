//! Tests over the whole project: cases as data, worked bills, properties, and the rules of the tree.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expected and stops"
)]

mod bills;
mod budgets;
mod capacity;
mod cases;
mod columns;
mod contributing;
mod counted;
mod demand;
mod documents;
mod edges;
mod explained;
mod field;
mod find;
mod floor;
mod foreseen;
mod hostile;
mod in_vain;
mod included;
mod lined_up;
mod measures;
mod months;
mod notes;
mod noticed;
mod numbers;
mod one_more;
mod own_files;
mod postgres;
mod program;
mod random;
mod recorded;
mod redis;
mod rooms;
mod rules;
mod sample;
mod shared;
mod sleep;
mod split;
mod stacks;
mod sums;
mod table;
mod tariff;
mod tidy;
mod typed;
mod workload;
mod yaml_written;
