//! One order for everything the page sorts, so that sorting is compiled once.

use planner_core::Decimal;

/// The items by their keys, smallest first; equal ones stay as they were. What the flag marks goes last.
#[must_use]
pub(crate) fn by_key<T>(items: Vec<T>, key: impl Fn(&T) -> (bool, Decimal)) -> Vec<T> {
    let keys = items.iter().map(key).collect();
    let mut slots: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places(keys).into_iter().filter_map(|at| slots.get_mut(at)?.take()).collect()
}

fn places(keys: Vec<(bool, Decimal)>) -> Vec<usize> {
    let mut places: Vec<((bool, Decimal), usize)> = keys.into_iter().zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_stay_and_marked_ones_go_last() {
        let items = vec![("a", false, 2), ("b", true, 1), ("c", false, 1), ("d", false, 2)];
        let sorted = by_key(items, |item| (item.1, Decimal::from(item.2)));
        assert_eq!(sorted.into_iter().map(|item| item.0).collect::<String>(), "cadb");
    }
}
