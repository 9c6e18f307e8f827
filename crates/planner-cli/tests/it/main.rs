//! The command line from outside: whole output, errors, exit codes.

mod bad_input;
mod commands;
mod output;
mod run;
mod schema;
