//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use planner_core::answers::compare::Variation;
use planner_core::projection::{MONTHS, MOST_MONTHS};
use planner_core::{Date, Month};

const EXAMPLES: &str = "\
Examples:
  headroom init shop > shop.yaml                       a commented stack to start from
  headroom project shop.yaml                           cost and headroom over twelve months
  headroom project shop.yaml --months 36 --check       exit 1 when a limit or your ceiling is passed
  headroom compare shop.yaml --vary web=starter,standard
  headroom compare today.yaml tomorrow.yaml            two stacks side by side
  headroom explain shop.yaml web/instances             one number, opened
  headroom prices render/web                           plans, prices, limits and their sources
  headroom find web service                            what people call it, and what to write
  headroom prices diff 2025-01-01 2026-09-01           what vendors changed in between
  headroom project shop.yaml --as-of 2025-01-01 --against 2026-09-01
                                                       what that did to this stack
  headroom demand shop.yaml                            instances, queues, cold starts, and what they make of meters
  headroom redis shop.yaml                             commands of each Redis, idle and busy, and what cuts them
  headroom redis --info before.txt --info-after after.txt --seconds 600
                                                       the same from a running server
  headroom floor shop.yaml                             what it costs with nobody using it, and why
  headroom more shop.yaml                              what one more instance, worker or database costs
  headroom bill september.yaml                         a month of usage, priced as an invoice
  cat shop.yaml | headroom project - --format json     for scripts: money as exact strings

A stack says in YAML or JSON what runs and what is expected; `headroom schema stack` describes it to an editor.
Exit codes: 0 done, 1 a check failed, 2 the input is wrong.";

/// What will my stack cost, what breaks first, and when?
#[derive(Debug, Parser)]
#[command(name = "headroom", version, about, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// Colour the tables
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Price files of your own over the project's: a folder with a folder for each provider
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) pricing: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Even into a file
    Always,
    /// Nowhere
    Never,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables that fit the terminal
    Table,
    /// Everything, exact; `headroom schema output` describes it
    Json,
    /// One row for each line of each month
    Csv,
    /// Tables for a pull request
    Markdown,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Cost and headroom of a stack, month by month
    Project(Project),
    /// Plans or stacks side by side
    Compare(Compare),
    /// What a stack does: instances, queues, sleep, and what that makes of the meters
    Demand(Demand),
    /// Price one month of usage, as an invoice would
    Bill(Bill),
    /// Commands that clients make of a Redis, on which plans they fit, and which settings cut them
    Redis(Redis),
    /// What a stack costs with nobody using it, and why that much remains
    Floor(Floor),
    /// What one more instance, replica, worker, database or thousand users adds
    More(More),
    /// Plans with their prices, limits and sources
    Prices(Prices),
    /// Find products, plans, meters, options and profiles by the words people use
    Find(Find),
    /// Open a number: formula, inputs, price, source
    Explain(Explain),
    /// Print a commented stack to start from
    Init {
        /// What to call it
        #[arg(default_value = "my stack")]
        name: String,
    },
    /// Print the JSON Schema of a file format
    Schema {
        /// Which format
        #[arg(value_enum)]
        which: Which,
    },
    /// Print completions for a shell
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// A format with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    /// What `project` and `compare` read
    Stack,
    /// What `bill` reads
    Usage,
    /// A price file of data/pricing
    Book,
    /// What `--format json` prints
    Output,
}

/// What holds for every projection.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Horizon {
    /// How many months
    #[arg(long, default_value_t = MONTHS, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MONTHS)))]
    pub(crate) months: u32,
    /// Use the prices of this day for every month
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Sum what the owner was quoted instead of the book's prices
    #[arg(long)]
    pub(crate) quoted: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Project {
    /// The stack file; - reads standard input
    pub(crate) stack: String,
    #[command(flatten)]
    pub(crate) horizon: Horizon,
    /// The same stack under the prices of this day too, and what differs; needs --as-of
    #[arg(long, value_name = "DATE", value_parser = date, requires = "as_of", conflicts_with = "check")]
    pub(crate) against: Option<Date>,
    /// Exit 1 when a limit other than a charged one, or a ceiling of your own, is passed; with =notices also when a vendor
    /// merely says something
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "limits", value_name = "WHAT")]
    pub(crate) check: Option<Check>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// What a check fails for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Check {
    /// Limits that are passed, but for those that are charged; and your own ceilings
    Limits,
    /// The same, and what vendors merely say, such as an e-mail
    Notices,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// One stack file with --vary, or several to put side by side
    #[arg(required = true, value_name = "STACK")]
    pub(crate) stacks: Vec<String>,
    /// A resource or an account (`accounts.NAME`) and the plans to try; given again, every combination
    #[arg(long, value_name = "NAME=PLAN,PLAN", value_parser = variation)]
    pub(crate) vary: Vec<Variation>,
    #[command(flatten)]
    pub(crate) horizon: Horizon,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Redis {
    /// The stack file, whose resources name their clients; - reads standard input
    #[arg(required_unless_present_any = ["info", "monitor"], conflicts_with_all = ["info", "monitor"])]
    pub(crate) stack: Option<String>,
    /// Instead, what `redis-cli INFO everything` (or `INFO commandstats`) of a running server printed
    #[arg(long, value_name = "FILE", conflicts_with = "monitor")]
    pub(crate) info: Option<String>,
    /// The same, some time later
    #[arg(long, value_name = "FILE", requires = "info")]
    pub(crate) info_after: Option<String>,
    /// How far the two are apart, since when a single one counts, or how long `redis-cli monitor` ran
    #[arg(long, value_name = "N", conflicts_with = "stack", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) seconds: Option<u32>,
    /// Instead, some minutes of what `redis-cli monitor` printed
    #[arg(long, value_name = "FILE")]
    pub(crate) monitor: Option<String>,
    /// The product whose plans are tried on the server's commands
    #[arg(long, value_name = "PROVIDER/PRODUCT", default_value = "upstash/redis")]
    pub(crate) product: String,
    /// How many months the plans are tried over, for a stack
    #[arg(long, default_value_t = MONTHS, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MONTHS)))]
    pub(crate) months: u32,
    /// Use the prices of this day for every month
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Demand {
    /// The stack file; - reads standard input
    pub(crate) stack: String,
    #[command(flatten)]
    pub(crate) horizon: Horizon,
    /// The hours of the week too: requests, and the chance to meet each service asleep
    #[arg(long)]
    pub(crate) hours: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Floor {
    /// The stack file; - reads standard input
    pub(crate) stack: String,
    #[command(flatten)]
    pub(crate) horizon: Horizon,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct More {
    /// The stack file; - reads standard input
    pub(crate) stack: String,
    /// In how many months limits are looked for; costs are those of the first
    #[arg(long, default_value_t = MONTHS, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MONTHS)))]
    pub(crate) months: u32,
    /// Use the prices of this day for every month
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Bill {
    /// The usage file; - reads standard input
    pub(crate) usage: String,
    /// Use the prices of this day instead of the month's
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Prices {
    #[command(subcommand)]
    pub(crate) command: Option<PricesCommand>,
    /// A provider or one of its products; all of them where left out
    #[arg(value_name = "PROVIDER[/PRODUCT]")]
    pub(crate) of: Option<String>,
    /// Prices of this day; those of the newest file where left out (no clock is read)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Instead, the sources read more than so many days ago: before --as-of, else before today
    #[arg(long, value_name = "DAYS")]
    pub(crate) stale: Option<u32>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PricesCommand {
    /// Everything that is wrong in price books; exit 1 where something is
    Check {
        /// A folder with a folder of price files for each provider; the books compiled in where left out
        folder: Option<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// What vendors changed between two days
    Diff {
        /// The earlier day
        #[arg(value_parser = date)]
        from: Date,
        /// The later day
        #[arg(value_parser = date)]
        to: Date,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Find {
    /// What it is called: ram, web service, egress, queue, PITR
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// Names of this day; those of each newest file where left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The stack file; - reads standard input
    pub(crate) stack: String,
    /// The id of a line or a limit, such as web/instances
    pub(crate) line: String,
    /// The month; the first that has the line where left out
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub(crate) month: Option<Month>,
    #[command(flatten)]
    pub(crate) horizon: Horizon,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a day is written as 2026-12-31".to_owned())
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "a month is written as 2026-12".to_owned())
}

fn variation(text: &str) -> Result<Variation, String> {
    Variation::parse(text).map_err(|problem| {
        let parts = problem.into_parts();
        parts.hint.unwrap_or(parts.message)
    })
}
