//! What is done with numbers, by name: for whoever follows it.

/// An operation on one or two numbers. Of a rounding, the second operand is how many places are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Rest,
    /// A product that does not vanish.
    Product,
    /// A sum to the last digit.
    ExactSum,
    Most,
    Least,
    Negate,
    Abs,
    Normalize,
    Floor,
    Ceil,
    Fract,
    Decay,
    DecayMean,
    DecayMeanToStart,
    Ln,
    Trunc,
    HalfAway,
    HalfEven,
    Within,
}

/// A comparison of two numbers that the walk went by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Guard {
    Equal,
    Below,
    /// The first has a minus.
    Minus,
    /// The first is whole.
    Whole,
}
