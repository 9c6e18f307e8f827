//! Text in, plain data out: what people and vendors' files say, with the place of every word.
//!
//! JSON and YAML become one tree of [`Node`]s that remember file, line and column. Typed data is read from that tree, so
//! every error, of syntax, of shape or of meaning, can name its place. Numbers stay text until they become decimals.
//! Input is bounded in size and depth and never panics.

mod bare;
mod blank;
mod children;
mod edit;
mod fields;
mod json;
mod meant;
mod mistaken;
mod node;
mod place;
mod problem;
mod read;
mod written;
#[cfg(feature = "yaml")]
mod yaml;
mod yaml_written;

pub(crate) use blank::Blank;
pub use children::Children;
pub(crate) use fields::{Fields, fields, word, words};
pub use json::parse_json;
pub(crate) use mistaken::{bill_wanted, stack_wanted};
pub use node::{Node, Position, Value};
pub(crate) use place::{Misfit, Place};
pub(crate) use problem::Problems;
pub use problem::{MOST_OTHERS, Parts, Problem, ProblemKind};
pub(crate) use read::{Read, Scalar, read};
pub use written::to_json;
#[cfg(feature = "yaml")]
pub use yaml::parse_yaml;
pub use yaml_written::to_yaml;

/// The largest text that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;

/// Refuses bytes that are too many or not UTF-8.
///
/// # Errors
///
/// A [`Problem`] that names the size and the bound, or the first byte that is not UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|&b| b == b'\n').count();
        let column = before.iter().rev().take_while(|&&b| b != b'\n').count().saturating_add(1);
        let at = Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            file: 0,
        };
        Problem::new("the input is not UTF-8 text")
            .of(ProblemKind::Syntax)
            .at(at)
            .hint("save the file as UTF-8")
    })
}

fn too_large() -> Problem {
    Problem::new(format!("the input is larger than {MAX_BYTES} bytes (1 MiB)"))
        .of(ProblemKind::Syntax)
        .hint("a stack file is a few kilobytes; check that this is the file you meant")
}
