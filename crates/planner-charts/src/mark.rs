//! How series are told apart: by colour, by dash pattern and by the shape of the end mark, so that no
//! reader depends on colour alone.

/// Colours in `chart.css`: the classes `s0` to `s7`.
const COLOURS: usize = 8;
/// Dash patterns in `chart.css`: the classes `d0` to `d3`.
const DASHES: usize = 4;

/// The shape at the end of a series' line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square on its side.
    Square,
    /// A triangle that points up.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A triangle that points down.
    TriangleDown,
    /// An upright cross.
    Cross,
}

impl Marker {
    /// The marker of the series at `index`; the first six differ.
    #[must_use]
    pub fn of(index: usize) -> Self {
        match index % 6 {
            0 => Self::Circle,
            1 => Self::Square,
            2 => Self::Triangle,
            3 => Self::Diamond,
            4 => Self::TriangleDown,
            _ => Self::Cross,
        }
    }

    /// Corners about the middle, in tenths of a unit; `None` for the disc.
    pub(crate) fn corners(self) -> Option<&'static [(i32, i32)]> {
        match self {
            Self::Circle => None,
            Self::Square => Some(&[(-33, -33), (33, -33), (33, 33), (-33, 33)]),
            Self::Triangle => Some(&[(0, -44), (42, 30), (-42, 30)]),
            Self::Diamond => Some(&[(0, -47), (47, 0), (0, 47), (-47, 0)]),
            Self::TriangleDown => Some(&[(0, 44), (-42, -30), (42, -30)]),
            Self::Cross => Some(&[
                (-15, -45),
                (15, -45),
                (15, -15),
                (45, -15),
                (45, 15),
                (15, 15),
                (15, 45),
                (-15, 45),
                (-15, 15),
                (-45, 15),
                (-45, -15),
                (-15, -15),
            ]),
        }
    }

    /// Radius of the disc, in tenths of a unit.
    pub(crate) const RADIUS: u32 = 38;
}

/// What a legend in HTML needs for one series. The swatch is [`swatch`](crate::swatch) at the same index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// The series' name, as given: not escaped.
    pub name: String,
    /// The classes that carry colour and dash pattern: `s1 d1`.
    pub class: String,
    /// The shape at the end of the line.
    pub marker: Marker,
}

/// One entry for each name, in order.
pub(crate) fn entries<'a>(names: impl Iterator<Item = &'a str>) -> Vec<LegendEntry> {
    let entry = |(index, name): (usize, &str)| LegendEntry {
        name: name.to_owned(),
        class: classes(index),
        marker: Marker::of(index),
    };
    names.enumerate().map(entry).collect()
}

/// Colour and dash class of the series at `index`. Where the colours start again the dashes are moved on
/// by one, so that 24 series in a row differ.
pub(crate) fn classes(index: usize) -> String {
    let dash = (index % DASHES + index / COLOURS) % DASHES;
    format!("s{} d{dash}", index % COLOURS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn series_differ_in_more_than_colour() {
        let names = vec!["x"; 24];
        let looks: BTreeSet<_> =
            entries(names.into_iter()).into_iter().map(|e| format!("{} {:?}", e.class, e.marker)).collect();
        assert_eq!(looks.len(), 24);
        for index in 0..24 {
            assert_ne!(classes(index)[3..], classes(index + 8)[3..], "same colour, same dash");
            assert_ne!(Marker::of(index), Marker::of(index + 1));
        }
    }
}
