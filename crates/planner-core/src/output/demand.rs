//! What a stack does, as it is printed.

use serde::Serialize;

/// What each resource does, and what that makes of its vendor's meters.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DemandReport {
    /// The version of this format.
    pub schema_version: u32,
    /// The stack's name.
    pub name: String,
    /// The first month, `2026-12`.
    pub first: String,
    /// The last month.
    pub last: String,
    /// The resources that say what they do.
    pub resources: Vec<DemandOut>,
    /// Price files of the user's own that it rests on, each as a sentence; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
}

/// What one resource does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DemandOut {
    /// Its name.
    pub resource: String,
    /// `provider/product`.
    pub product: String,
    /// Its plan as the stack says; empty where it does not.
    pub plan: String,
    /// What is worth knowing of its instances.
    pub facts: Vec<FactOut>,
    /// What it makes, and which meter counts that.
    pub makes: Vec<MakesOut>,
    /// The hours of a week of the first month, Monday 00:00 UTC first; empty without a load.
    pub hours: Vec<HourOut>,
}

/// One figure, in the first month and in the last.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FactOut {
    /// What it is about: `load`, `jobs` or `sleep`.
    pub about: String,
    /// Its id within the resource.
    pub id: String,
    /// What it is, in words.
    pub label: String,
    /// In the first month; null where it cannot be said.
    pub first: Option<String>,
    /// In the last month.
    pub last: Option<String>,
    /// Whether the figure of the first month, and of the last, is null because it has no bound.
    pub endless: [bool; 2],
    /// Its unit.
    pub unit: String,
    /// How the first month's figure came about.
    pub formula: String,
    /// What follows from it in the first month, in words.
    pub says: Option<String>,
    /// The same in the last month, where it differs.
    pub says_last: Option<String>,
}

/// Something a resource makes, in the first month and in the last.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MakesOut {
    /// What it is: `egress`, `database_size` and so on.
    pub measure: String,
    /// In the first month; what piles up, as it ends.
    pub first: String,
    /// In the last month.
    pub last: String,
    /// The meter's unit; bytes, seconds or nothing where no meter counts it.
    pub unit: String,
    /// The meter that counts it; null where its vendor has none.
    pub meter: Option<String>,
    /// Where it comes from in the stack.
    pub from: String,
}

/// One hour of the week.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HourOut {
    /// The hour, 0 to 167.
    pub hour: u8,
    /// Requests a second.
    pub per_second: String,
    /// The chance that who comes finds it asleep; null where it does not sleep.
    pub asleep: Option<String>,
}
