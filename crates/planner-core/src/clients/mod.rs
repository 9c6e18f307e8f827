//! The clients of a Redis: how many commands they make, idle and busy, and what they keep in it.
//!
//! A [`Profile`] says what a library was measured to do; a [`Setup`] says how many there are, with which settings, and
//! how often they are asked for what. From the two follow commands by name ([`parts`]), usage by class
//! ([`Commands::usage`]), memory ([`memory`]), what a full Redis loses ([`fates`]) and which setting saves how many
//! ([`advise`]). How a vendor counts is never in a profile.
//!
//! # Example
//!
//! ```
//! use planner_core::decimal;
//! use planner_core::clients::{Profiles, Setup, commands};
//!
//! let (profile, role) = Profiles::named("bullmq/worker").unwrap();
//! let setup = Setup::new(profile.role(&role).unwrap(), decimal("1").unwrap());
//! let idle = commands(&setup).unwrap().times(decimal("86400").unwrap()).unwrap();
//! // One idle worker with its defaults sends this many a day, and three times as many run in its scripts.
//! assert_eq!(idle.on_the_wire().unwrap().round_half_even(0).to_string(), "37302");
//! assert_eq!(idle.in_scripts().unwrap().round_half_even(0).to_string(), "120547");
//! ```

mod advice;
mod commands;
mod eviction;
mod memory;
mod profile;
mod profiles;
mod rates;
mod read;
mod sample;
mod setup;

pub use advice::{Advice, advise, together};
pub use commands::{Class, Commands, Usage, class};
pub use eviction::{Fate, Order, Policy, Popularity, fates, found};
pub use memory::{Held, allocated, memory};
pub use profile::{
    Confidence, Cost, Cycle, Kept, Kind, Length, Limit, Loss, Measured, Operation, Profile, Renewal, Role,
    Setting, Value, Wanted, When,
};
pub use profiles::Profiles;
pub use rates::{Part, commands, parts, undone};
pub use sample::{Monitor, Sample, Vitals, info, monitor, vitals};
pub use setup::{Setup, shown};
