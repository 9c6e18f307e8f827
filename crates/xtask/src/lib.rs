//! What `cargo xtask` shares with the end-to-end test: a small webdriver client.

pub mod webdriver;
