//! The command line from outside: whole output, errors, exit codes.

mod bad_input;
mod commands;
#[cfg(unix)]
mod documents;
mod output;
mod own_prices;
mod run;
mod schema;
