//! `cargo xtask`: set-up, build, serve, test and CI of Headroom. Run it without a word for the list.

mod args;
mod browser;
mod checks;
mod mutants;
mod page;
mod png;
mod process;
mod project;
mod report;
mod screenshot;
mod server;
mod setup;
mod whole;

use std::env;
use std::process::ExitCode;

use anyhow::Result;

use args::Task;

fn main() -> ExitCode {
    let outcome = args::parse(env::args().skip(1)).and_then(run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Help => report::help(args::USAGE),
        Task::Setup => setup::everything()?,
        Task::Build => page::build(&setup::for_page()?)?,
        Task::Serve { port } => page::serve(&setup::for_page()?, port)?,
        Task::Watch { port } => page::watch(&setup::for_page()?, port)?,
        Task::Pictures => page::pictures::draw()?,
        Task::Gallery => page::gallery::draw()?,
        Task::Test => checks::test()?,
        Task::Lint => checks::lint()?,
        Task::Ci => checks::ci()?,
        Task::Bench(words) => checks::bench(&words)?,
        Task::BenchWhole(parts) => whole::bench(&parts)?,
        Task::Mutants(wanted) => mutants::run(&wanted)?,
        Task::Screenshot(shot) => screenshot::take(&shot)?,
    }
    Ok(())
}
