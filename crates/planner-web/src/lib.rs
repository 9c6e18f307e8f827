//! Headroom's calculator in the browser.

mod page;

pub use page::Page;
