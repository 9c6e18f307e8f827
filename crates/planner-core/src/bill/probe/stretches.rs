//! Where stretches begin and end, as they state it, and what they would be were it elsewhere.

/// The first second of each stretch, and the one after its last.
pub(super) type Ends = Vec<(u32, u32)>;

/// What a stretch states for itself.
#[derive(Clone, Copy, Default)]
pub(crate) struct Bounds {
    pub(crate) count: bool,
    pub(crate) from: bool,
    /// The field that says where it ends.
    pub(crate) to: Option<&'static str>,
}

/// Every bound that a stretch states, with what the stretches would be were it elsewhere.
pub(super) fn moves(
    ends: &[(u32, u32)],
    asked: &[Bounds],
    (start, end): (u32, u32),
) -> Vec<(String, Vec<Ends>)> {
    let mut all = Vec::new();
    let middle = |from: u32, to: u32| from.saturating_add(to.saturating_sub(from) / 2);
    for (at, (bounds, &(from, to))) in asked.iter().zip(ends).enumerate() {
        let before = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(start, |before| before.1);
        let after = ends.get(at.saturating_add(1)).copied();
        let put = |from: u32, to: u32, next: Option<u32>| {
            let mut ends = ends.to_vec();
            if let Some(one) = ends.get_mut(at) {
                *one = (from, to);
            }
            if let Some((one, next)) = ends.get_mut(at.saturating_add(1)).zip(next) {
                one.0 = next;
            }
            ends
        };
        if bounds.from && from > before {
            let moved = [before, middle(from, to)].map(|from| put(from, to, None));
            all.push((format!("segments[{at}].from"), moved.into()));
        }
        let Some(field) = bounds.to else { continue };
        let moved = match after {
            Some((next, until)) if next == to => vec![middle(from, to), middle(to, until)]
                .into_iter()
                .map(|to| put(from, to, Some(to)))
                .collect(),
            after => {
                let last = after.map_or(end, |next| next.0);
                [last, middle(from, to)]
                    .into_iter()
                    .filter(|other| *other != to)
                    .map(|to| put(from, to, None))
                    .collect()
            }
        };
        all.push((format!("segments[{at}].{field}"), moved));
    }
    all
}
