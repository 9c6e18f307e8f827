//! Demand: behaviour into usage. How many commands the clients of a Redis make, idle and busy, and what they keep in it.
//!
//! A [`Profile`] says what a library was measured to do; a [`Setup`] says how many there are, with which settings, and
//! how often they are asked for what. From the two follow commands by name ([`parts`]), usage by class
//! ([`Commands::usage`]), memory ([`memory`]) and which setting saves how many ([`advise`]). Tables and vectors become
//! bytes ([`Row`], [`Index`], [`Vector`]), with what a database writes beside them ([`write_ahead`], [`with_dead`],
//! [`backups`]). No price is known here.
//!
//! What runs programs is here too: how traffic spreads over a week ([`Shape`]), what an [`Instance`] carries, how long
//! arrivals wait ([`queue()`]), how far [`Workers`] fall behind ([`backlog`]), how many instances an [`Autoscaler`] runs
//! ([`autoscale()`]), and when something is asleep ([`cold_starts`], [`pauses`]).
//!
//! # Example
//!
//! ```
//! use planner_core::decimal;
//! use planner_core::demand::{Profiles, Setup, commands};
//!
//! let (profile, role) = Profiles::named("bullmq/worker").unwrap();
//! let setup = Setup::new(profile.role(&role).unwrap(), decimal("1").unwrap());
//! let idle = commands(&setup).unwrap().times(decimal("86400").unwrap()).unwrap();
//! // One idle worker with its defaults sends this many a day, and three times as many run in its scripts.
//! assert_eq!(idle.on_the_wire().unwrap().round_half_even(0).to_string(), "37302");
//! assert_eq!(idle.in_scripts().unwrap().round_half_even(0).to_string(), "120547");
//! ```

mod advice;
mod autoscale;
mod capacity;
mod commands;
mod eviction;
mod memory;
mod profile;
mod profiles;
mod queue;
mod rates;
mod read;
mod sample;
mod setup;
mod shape;
mod sleep;
mod storage;
mod tables;
mod vectors;
mod waiting;
mod workers;

pub use advice::{Advice, advise, together};
pub use autoscale::{Autoscaler, FixedMemory, Scaled, autoscale};
pub use capacity::{Bottleneck, ByPart, Carries, Instance, Needed, Utilisation};
pub use commands::{Class, Commands, Usage, class};
pub use eviction::{Fate, Order, Policy, Popularity, fates, found};
pub use memory::{Held, allocated, memory};
pub use profile::{
    Confidence, Cost, Cycle, Kept, Kind, Length, Limit, Loss, Measured, Operation, Profile, Renewal, Role,
    Setting, Value, Wanted, When,
};
pub use profiles::Profiles;
pub use queue::{Queue, Waiting, queue};
pub use rates::{Part, commands, parts, undone};
pub use sample::{Monitor, Sample, info, monitor};
pub use setup::{Setup, shown};
pub use shape::{Shape, Spell};
pub use sleep::{
    ColdStarts, Ended, Pauses, Pool, Pooled, Sleeper, Waking, always_on, cold_starts, hours_a_day,
    longest_gap, pauses, pool,
};
pub use storage::{backups, with_dead, write_ahead};
pub use tables::{Index, Row, Stored};
pub use vectors::{Precision, Vector, in_memory};
pub use waiting::{Occupancy, backed_off, expiries, none_arrives, occupancy};
pub use workers::{Backlog, Workers, backlog};
