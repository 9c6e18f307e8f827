//! The questions about a stack, one a file: what each answers is printed as it stands in `output`.

pub mod compare;
pub mod demand;
pub mod explain;
pub mod floor;
pub mod one_more;
pub mod price_change;
pub mod price_list;
pub mod redis;
