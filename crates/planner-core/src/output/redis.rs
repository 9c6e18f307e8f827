//! A command budget as it is printed.

use serde::Serialize;

/// What the clients of each resource make of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RedisReport {
    /// The version of this format.
    pub schema_version: u32,
    /// The stack's name.
    pub name: String,
    /// The month whose rates are shown: the first.
    pub month: String,
    /// How many months the plans are tried over.
    pub months: u32,
    /// The resources that have clients.
    pub resources: Vec<RedisOut>,
    /// Price files of the user's own that it rests on, each as a sentence; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
}

/// What the clients of one resource make of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RedisOut {
    /// Its name.
    pub resource: String,
    /// `provider/product`.
    pub product: String,
    /// Its plan.
    pub plan: String,
    /// The clients.
    pub clients: Vec<ClientOut>,
    /// Those whose commands are not known, since nobody says how often they are asked for anything.
    pub unasked: Vec<UnaskedOut>,
    /// All of them while nobody asks them for anything.
    pub idle: LoadOut,
    /// All of them at work.
    pub busy: LoadOut,
    /// All of them by command, the most frequent first.
    pub commands: Vec<CommandOut>,
    /// What it comes to under each reading of scripts; empty where no plan counts commands.
    pub readings: Vec<ReadingOut>,
    /// The commands a month that advice aims at, as the vendor counts; none where no plan has such a limit.
    pub target: Option<String>,
    /// Settings that lower what the vendor counts, each alone, the best first.
    pub advice: Vec<AdviceOut>,
    /// Settings that together bring it under the target, in the order they are best taken.
    pub together: Vec<AdviceOut>,
    /// What is lost where the clients keep more than the plan holds; none where it fits.
    pub eviction: Option<EvictionOut>,
}

/// A client nobody says the use of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UnaskedOut {
    /// What it is called.
    pub client: String,
    /// What it can be asked for: how often is to be stated.
    pub operations: Vec<String>,
}

/// What is lost once the data no longer fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EvictionOut {
    /// The first month in which it does not fit; figures are of this month.
    pub month: String,
    /// The day from which it does not.
    pub date: Option<String>,
    /// Which keys go, as Redis names it; none where the price book does not say, and any are taken to go.
    pub policy: Option<String>,
    /// Whether writes are refused instead.
    pub refused: bool,
    /// Bytes that fit.
    pub room_bytes: String,
    /// Bytes that the clients would keep.
    pub wanted_bytes: String,
    /// What goes.
    pub lost: Vec<LostOut>,
}

/// What becomes of items of one kind that do not all fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LostOut {
    /// Which clients.
    pub client: String,
    /// One of them.
    pub what: String,
    /// What it means that one is gone: `computed-again`, `signed-out`, `counts-anew` or `lost`.
    pub loss: &'static str,
    /// The share that is there.
    pub kept: String,
    /// The share of reads that still find theirs, where all are asked for as often.
    pub found_even: String,
    /// The same by Zipf's law.
    pub found_zipf: String,
    /// Reads a day that miss and hit before, where all are asked for as often.
    pub misses_even_per_day: Option<String>,
    /// The same by Zipf's law.
    pub misses_zipf_per_day: Option<String>,
    /// Commands a day that these misses cost more, before any weight, where all are asked for as often.
    pub more_commands_even_per_day: Option<String>,
    /// The same by Zipf's law.
    pub more_commands_zipf_per_day: Option<String>,
    /// How many go before their time, a day; none where the order decides when each goes.
    pub early_per_day: Option<String>,
    /// How long one lives then, where the order decides it.
    pub lives_seconds: Option<String>,
    /// How long one would live.
    pub lifetime_seconds: Option<String>,
}

/// What a running server's commands come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SampleReport {
    /// The version of this format.
    pub schema_version: u32,
    /// `provider/product`.
    pub product: String,
    /// The month the rate is taken for.
    pub month: String,
    /// How long was counted.
    pub seconds: String,
    /// Which server it is, as far as it says; left out where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// Whether commands in scripts are told from those that clients sent.
    pub tells_scripts: bool,
    /// How many there were.
    pub busy: LoadOut,
    /// By command, the most frequent first.
    pub commands: Vec<CommandOut>,
    /// What it comes to under each reading of scripts.
    pub readings: Vec<ReadingOut>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// Clients of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClientOut {
    /// What they are called.
    pub label: String,
    /// `client/role`.
    pub profile: String,
    /// How many there are.
    pub count: String,
    /// How the profile is known.
    pub confidence: &'static str,
    /// The version it is of.
    pub version: String,
    /// Said beside the profile.
    pub note: Option<String>,
    /// What is to be known of this part of the library, with what it makes in a month if it does all by itself; left out
    /// where there is nothing to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// Jobs a day that are asked for and not done, so that the queue grows by as many; left out where all are done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_per_day: Option<String>,
    /// While nobody asks them for anything.
    pub idle: LoadOut,
    /// At work.
    pub busy: LoadOut,
    /// What they do.
    pub parts: Vec<PartOut>,
    /// What they keep in memory at the end of the month.
    pub memory: Vec<KeptOut>,
}

/// Numbers of commands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LoadOut {
    /// Sent in a second.
    pub wire_per_second: String,
    /// Run in scripts in a second.
    pub script_per_second: String,
    /// Sent in a day.
    pub wire_per_day: String,
    /// Run in scripts in a day.
    pub script_per_day: String,
    /// Sent in the month.
    pub wire_per_month: String,
    /// Run in scripts in the month.
    pub script_per_month: String,
}

/// One reason for commands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartOut {
    /// What is done.
    pub what: String,
    /// Whether nobody asked for it.
    pub by_itself: bool,
    /// How its commands of a day come about.
    pub formula: String,
    /// Sent in a day.
    pub wire_per_day: String,
    /// Run in scripts in a day.
    pub script_per_day: String,
}

/// What is kept in memory.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KeptOut {
    /// One of them.
    pub what: String,
    /// How the bytes come about.
    pub formula: String,
    /// Bytes at the end of the month.
    pub bytes: String,
}

/// One command.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CommandOut {
    /// Its name.
    pub name: String,
    /// Sent in a day.
    pub wire_per_day: String,
    /// Run in scripts in a day.
    pub script_per_day: String,
}

/// What it comes to under one reading of scripts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReadingOut {
    /// `each-counts`: the call and each command in it; `once`: the call alone.
    pub reading: &'static str,
    /// Whether it is the price book's.
    pub by_the_book: bool,
    /// Why the book reads it so.
    pub evidence: Option<String>,
    /// Counted in a day while nobody asks for anything.
    pub idle_per_day: String,
    /// Counted in a day.
    pub per_day: String,
    /// Counted in the month.
    pub per_month: String,
    /// Every plan on it.
    pub plans: Vec<PlanOut>,
}

/// A plan on this usage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlanOut {
    /// Its id.
    pub plan: String,
    /// Its name.
    pub name: String,
    /// Whether the stack has it.
    pub current: bool,
    /// The currency of the amounts.
    pub currency: String,
    /// What the first month comes to.
    pub first_month: String,
    /// What the last month comes to.
    pub last_month: String,
    /// What all months come to.
    pub total: String,
    /// Charges without a price or without usage, which are in none of these.
    pub not_counted: Vec<String>,
    /// The first limit of it that is passed with another effect than more being charged.
    pub first_limit: Option<super::FirstOut>,
    /// Whether it can be judged: not where nobody says how often some clients are asked for anything.
    pub judged: bool,
}

impl PlanOut {
    /// Whether nothing of it has a price.
    #[must_use]
    pub fn is_unpriced(&self) -> bool {
        self.total == "0" && !self.not_counted.is_empty()
    }
}

/// A setting that lowers what is counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdviceOut {
    /// Which clients.
    pub client: String,
    /// The same by their place in the stack's list, for whoever changes it; two may be called alike.
    #[serde(skip)]
    pub place: usize,
    /// The setting, as a stack writes it.
    pub setting: String,
    /// As the library writes it.
    pub written: Option<String>,
    /// What it is, with its unit.
    pub from: String,
    /// What it should be.
    pub to: String,
    /// Fewer counted in the month.
    pub saves_per_month: String,
    /// Counted in the month then.
    pub then_per_month: String,
    /// Whether that is no more than the target.
    pub enough: bool,
    /// What is given up.
    pub gives_up: Option<String>,
}
