//! Figures for each part of an instance, and which part binds.

use std::fmt;

use crate::number::Decimal;

/// What runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bottleneck {
    /// CPU time.
    Cpu,
    /// Requests at a time.
    Slots,
    /// Memory.
    Memory,
}

impl fmt::Display for Bottleneck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "CPU",
            Self::Slots => "requests at a time",
            Self::Memory => "memory",
        })
    }
}

/// A figure for each part of an instance; none where the part is not stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByPart<T> {
    /// For the CPU.
    pub cpu: Option<T>,
    /// For requests at a time.
    pub slots: Option<T>,
    /// For the memory.
    pub memory: Option<T>,
}

impl<T: Copy + Ord> ByPart<T> {
    /// The parts that are stated.
    pub fn stated(&self) -> impl Iterator<Item = (Bottleneck, T)> {
        let parts =
            [(Bottleneck::Cpu, self.cpu), (Bottleneck::Slots, self.slots), (Bottleneck::Memory, self.memory)];
        parts.into_iter().filter_map(|(part, figure)| Some((part, figure?)))
    }

    /// The part with the largest figure, the first of several: what binds utilisation and the number of instances.
    #[must_use]
    pub fn most(&self) -> Option<(Bottleneck, T)> {
        self.stated().reduce(|most, next| if next.1 > most.1 { next } else { most })
    }

    /// The part with the smallest figure, the first of several: what binds the rate that an instance carries.
    #[must_use]
    pub fn least(&self) -> Option<(Bottleneck, T)> {
        self.stated().reduce(|least, next| if next.1 < least.1 { next } else { least })
    }

    pub(super) fn try_map<U>(self, one: &dyn Fn(T) -> Option<U>) -> Option<ByPart<U>> {
        let each = |part: Option<T>| part.map_or(Some(None), |part| one(part).map(Some));
        Some(ByPart { cpu: each(self.cpu)?, slots: each(self.slots)?, memory: each(self.memory)? })
    }
}

/// The share of each part that is in use, 1 for all of it. Above 1 is asked of it and cannot be served.
pub type Utilisation = ByPart<Decimal>;

/// The rate one instance carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carries {
    /// So many requests a second; zero where what it takes without requests reaches the target by itself.
    PerSecond(Decimal),
    /// This part does not grow with requests.
    Any,
}

/// How many instances a rate needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needed {
    /// So many, at least one.
    Instances(Decimal),
    /// Each instance takes the target or more without any request: more instances cure nothing, larger ones do.
    Never,
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instances(number) if *number == Decimal::ONE => f.write_str("1 instance"),
            Self::Instances(number) => write!(f, "{} instances", number.normalize()),
            Self::Never => f.write_str("no number of instances: each is over its target without any request"),
        }
    }
}
