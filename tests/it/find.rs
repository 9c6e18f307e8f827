//! What words that people use find first, and that refusals find the same. `tests/cases/find.yaml`.

use planner_core::book::Books;
use planner_core::document::Problem;
use planner_core::find::find;

use crate::cases::{cases, none, word};

#[test]
fn the_first_hit_of_a_word_is_what_people_mean() {
    let books = Books::bundled().expect("the bundled books are whole");
    let mut faults = Vec::new();
    let all = cases("find.yaml");
    assert!(all.len() >= 30, "a test holds thirty words and more");
    for case in all {
        let get = |key: &str| word(&case, key);
        let (wanted, kind, id) = (get("word"), get("kind"), get("id"));
        let (wanted, kind, id) = (wanted.expect("word"), kind.expect("kind"), id.expect("id"));
        let hits = match find(&books, &wanted, None) {
            Ok(found) => found.hits,
            Err(problem) => {
                faults.push(format!("{wanted}: {problem}"));
                continue;
            }
        };
        let place = get("at");
        let is = |hit: &&planner_core::find::Hit| {
            hit.kind == kind && hit.id == id && place.as_ref().is_none_or(|place| hit.at.contains(place))
        };
        if !hits.first().is_some_and(|hit| is(&hit)) {
            let found: Vec<String> =
                hits.iter().take(4).map(|hit| format!("{} {} at {:?}", hit.kind, hit.id, hit.at)).collect();
            faults.push(format!("{wanted}: {kind} {id} is not first: {}", found.join("; ")));
        }
    }
    none(&faults);
}

#[test]
fn what_nothing_is_called_is_said() -> Result<(), Problem> {
    let books = Books::bundled()?;
    for wanted in ["", "!!", "qqqqxyz"] {
        assert!(find(&books, wanted, None).is_err(), "{wanted}");
    }
    Ok(())
}
