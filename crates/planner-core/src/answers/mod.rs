//! The questions about a stack, one a file. What most of them answer stands in `output`; what one question alone answers, beside it.

pub mod compare;
pub mod demand;
pub mod explain;
pub mod floor;
pub mod one_more;
pub mod price_change;
pub mod price_list;
pub mod redis;
