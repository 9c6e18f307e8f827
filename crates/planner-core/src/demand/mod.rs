//! Demand: the laws that turn behaviour into usage. They know no price and no stack.
//!
//! How traffic spreads over a week ([`Shape`]), what an [`Instance`] carries, how long arrivals wait ([`queue()`]), how far
//! [`Workers`] fall behind ([`backlog`]), how many instances an [`Autoscaler`] runs ([`autoscale()`]), and when something is
//! asleep ([`cold_starts`], [`pauses`]). Tables and vectors become bytes ([`Row`], [`Index`], [`Vector`]), with what a database
//! writes beside them ([`write_ahead`], [`with_dead`], [`backups`]). What the clients of a Redis do is another room, `clients`.

mod autoscale;
mod capacity;
mod queue;
mod shape;
mod sleep;
mod storage;
mod tables;
mod vectors;
mod waiting;
mod workers;

pub use autoscale::{Autoscaler, FixedMemory, Scaled, autoscale};
pub use capacity::{Bottleneck, ByPart, Carries, Instance, Needed, Utilisation};
pub use queue::{Queue, Waiting, queue};
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
