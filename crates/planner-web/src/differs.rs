//! Which cells of a row say something else than the others, so that the eye finds what tells columns apart.

/// Whether each cell of a row differs: from what more of them say than anything else. Where nothing is said most often and
/// they are not all equal, all of them differ.
#[must_use]
pub fn differs(cells: &[&str]) -> Vec<bool> {
    let alike = |cell: &str| cells.iter().filter(|other| **other == cell).count();
    let most = cells.iter().map(|cell| alike(cell)).max().unwrap_or_default();
    let usual: Vec<&str> = cells.iter().copied().filter(|cell| alike(cell) == most).collect();
    let usual = usual.first().copied().filter(|first| usual.iter().all(|cell| cell == first));
    cells.iter().map(|cell| usual != Some(*cell)).collect()
}

/// The class of each cell of a row: one that differs stands out, the others keep quiet. A cell alone in its row does neither.
#[must_use]
pub fn classes(cells: &[&str]) -> Vec<&'static str> {
    match cells {
        [] | [_] => vec![""; cells.len()],
        _ => differs(cells).into_iter().map(|differs| if differs { "differs" } else { "same" }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_differs_from_what_most_say() {
        for (cells, wanted) in [
            (&["a", "a", "a"][..], &[false, false, false][..]),
            (&["a", "a", "b"], &[false, false, true]),
            (&["b", "a", "a", "c"], &[true, false, false, true]),
            (&["a", "b"], &[true, true]),
            (&["a", "b", "c"], &[true, true, true]),
            (&["a", "a", "b", "b"], &[true, true, true, true]),
            (&["a"], &[false]),
            (&[], &[]),
        ] {
            assert_eq!(differs(cells), wanted, "{cells:?}");
        }
    }

    #[test]
    fn a_cell_alone_is_neither_loud_nor_quiet() {
        assert_eq!(classes(&["a"]), [""]);
        assert_eq!(classes(&["a", "a", "b"]), ["same", "same", "differs"]);
    }
}
