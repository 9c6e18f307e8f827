//! A stack under many assumptions at once: a program of the core, run on columns of samples in floating point.
//!
//! The rules stand once, in the walk of `planner-core`; a [`Program`](planner_core::program::Program) lists what they come to.
//! Here that list is read a second time, with another kind of number: [`Columns`] takes a sample of every input in each lane
//! and gives every figure of every month in each lane. Lanes that lead another way than the program's last run are said to be
//! [elsewhere](Lanes): their figures say nothing, and whoever wants them asks the program for that way first.
//!
//! Only sums, products, quotients, roundings and the `libm` crate are used, so that native code and Wasm give the same bits.

mod arithmetic;
mod columns;

pub use columns::{Columns, LANES, Lanes, Row};

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
