//! Libraries in a place that a test can look into.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::place::{self, KEY, Place};
use super::written::Unread;
use super::*;

/// A place with room for so many bytes.
struct Shelf(RefCell<BTreeMap<String, String>>, usize);

impl Shelf {
    fn holding(text: &str) -> Self {
        Self(RefCell::new(BTreeMap::from([(KEY.to_owned(), text.to_owned())])), usize::MAX)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }
}

impl Place for Shelf {
    fn get(&self, key: &str) -> Result<Option<String>, Problem> {
        Ok(self.text(key))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Problem> {
        if text.len() > self.1 {
            return Err(Problem::new("The browser keeps nothing here: its storage for this page is full"));
        }
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }
}

fn scenario(name: &str) -> Scenario {
    Scenario {
        id: 0,
        revision: 0,
        name: name.to_owned(),
        text: "{ \"name\": \"Shop\" }\n".to_owned(),
        vary: Some("api=free,starter".to_owned()),
        months: 12,
        from: Some("ai-assistant".to_owned()),
    }
}

fn kept(saved: Saved) -> Scenario {
    match saved {
        Saved::Kept(scenario) => scenario,
        Saved::Copied(copy) => panic!("it was copied: {copy:?}"),
    }
}

#[test]
fn what_is_kept_comes_back() -> Result<(), Problem> {
    let mut library = Library::default();
    let first = kept(library.save(scenario("  Shop  "))?);
    assert_eq!((first.id, first.revision, first.name.as_str()), (1, 1, "Shop"));
    let plain =
        Scenario {
            vary: None, from: None, months: MOST_MONTHS, ..scenario("Größe \"🦀\" \u{202e}سلام\n")
        };
    library.save(plain)?;
    let text = library.write()?;
    assert!(text.starts_with(r#"{"version":1,"#), "{text}");
    let read = Library::read(&text).map_err(|unread| Problem::new(format!("{unread:?}")))?;
    assert_eq!(read, library);
    assert_eq!(read.write()?, text);
    Ok(())
}

#[test]
fn no_id_is_given_twice() -> Result<(), Problem> {
    let mut library = Library::default();
    let first = kept(library.save(scenario("a"))?);
    library.remove(first.id, first.revision)?;
    let read = Library::read(&library.write()?).map_err(|unread| Problem::new(format!("{unread:?}")))?;
    assert_eq!(read, library);
    assert_eq!(kept(library.save(scenario("b"))?).id, 2);
    Ok(())
}

#[test]
fn what_another_tab_changed_is_not_written_over() -> Result<(), Problem> {
    let shelf = Shelf(RefCell::default(), usize::MAX);
    let (_, saved) = place::change(&shelf, |library| library.save(scenario("Shop")))?;
    let (one, other) = (kept(saved.clone()), kept(saved));
    // The other tab saves first.
    let other = Scenario { months: 24, ..other };
    let (_, saved) = place::change(&shelf, |library| library.save(other))?;
    assert_eq!(kept(saved).revision, 2);
    // This one has another horizon, and what it read is old.
    let (loaded, saved) =
        place::change(&shelf, |library| library.save(Scenario { months: 30, ..one.clone() }))?;
    let names: Vec<(&str, u32)> =
        loaded.library.scenarios.iter().map(|one| (one.name.as_str(), one.months)).collect();
    assert_eq!(names, [("Shop", 24), ("Shop (from this tab)", 30)]);
    assert!(matches!(saved, Saved::Copied(copy) if copy.id == 2));
    // Once more, and the same as is there.
    let (loaded, _) = place::change(&shelf, |library| library.save(Scenario { months: 31, ..one.clone() }))?;
    assert_eq!(loaded.library.scenarios[2].name, "Shop (from this tab) 2");
    let (loaded, saved) =
        place::change(&shelf, |library| library.save(Scenario { months: 24, ..one.clone() }))?;
    assert_eq!((loaded.library.scenarios.len(), kept(saved).revision), (3, 2));
    // Nor is it removed.
    let refused = place::change(&shelf, |library| library.remove(one.id, one.revision));
    assert!(refused.is_err_and(|problem| problem.to_string().contains("another tab")));
    Ok(())
}

#[test]
fn a_scenario_gets_another_name() -> Result<(), Problem> {
    let shelf = Shelf(RefCell::default(), usize::MAX);
    let (_, one) = place::change(&shelf, |library| library.save(scenario("Shop")).map(kept))?;
    let (_, other) = place::change(&shelf, |library| library.save(scenario("Queue")).map(kept))?;
    let (loaded, named) =
        place::change(&shelf, |library| library.rename(one.id, one.revision, "  Shop of 2027 "))?;
    assert_eq!((named.name.as_str(), named.revision, &named.text), ("Shop of 2027", 2, &one.text));
    assert_eq!(loaded.library.get(one.id), Some(&named));
    // The same name again changes nothing, and what it is called now can be saved.
    let (_, same) = place::change(&shelf, |library| library.rename(one.id, 2, "Shop of 2027"))?;
    assert_eq!(same, named);
    let (_, saved) = place::change(&shelf, |library| library.save(Scenario { months: 24, ..named.clone() }))?;
    assert_eq!(kept(saved).revision, 3);
    // What is refused leaves all as it was.
    let before = place::load(&shelf)?.library;
    for (revision, name, why) in [
        (3, " ", "a scenario needs a name"),
        (3, &*"ü".repeat(81), "the name has 81 characters"),
        (3, "Queue", "another scenario is called Queue"),
        (2, "Older", "another tab changed this scenario"),
    ] {
        let refused = place::change(&shelf, |library| library.rename(one.id, revision, name));
        assert!(refused.is_err_and(|problem| problem.to_string().contains(why)), "{why}");
    }
    let taken = place::change(&shelf, |library| library.rename(one.id, 3, "Queue")).expect_err("taken");
    assert_eq!(taken.hint.as_deref(), Some("Queue 2 is free"));
    assert_eq!(place::load(&shelf)?.library, before);
    place::change(&shelf, |library| library.remove(other.id, other.revision))?;
    let gone = place::change(&shelf, |library| library.rename(other.id, other.revision, "Again"));
    assert!(gone.is_err_and(|problem| problem.to_string().contains("removed")));
    Ok(())
}

#[test]
fn what_another_tab_removed_is_kept_again() -> Result<(), Problem> {
    let mut library = Library::default();
    let one = kept(library.save(scenario("Shop"))?);
    library.remove(one.id, one.revision)?;
    library.remove(one.id, one.revision)?;
    let again = kept(library.save(one)?);
    assert_eq!((again.id, again.revision, library.scenarios.len()), (1, 2, 1));
    Ok(())
}

#[test]
fn the_bounds_are_said() -> Result<(), Problem> {
    let mut library = Library::default();
    let mut says = |scenario: Scenario| library.save(scenario).expect_err("too much").to_string();
    assert_eq!(says(scenario("  ")), "a scenario needs a name");
    assert_eq!(says(scenario(&"ü".repeat(81))), "the name has 81 characters");
    assert!(says(Scenario { text: "{".to_owned(), ..scenario("a") }).contains("the document ends here"));
    assert!(says(Scenario { months: 0, ..scenario("a") }).contains("0 is not a number of months"));
    let large = format!("\"{}\"", "x".repeat(1 << 20));
    assert!(says(Scenario { text: large, ..scenario("a") }).contains("1 MiB"));
    for _ in 0..MOST_SCENARIOS {
        let name = library.unused_name("Shop");
        library.save(scenario(&name))?;
    }
    assert_eq!(library.scenarios.last().map(|one| one.name.as_str()), Some("Shop 100"));
    assert!(library.save(scenario("more")).is_err_and(|problem| problem.to_string().contains("no more fit")));
    let half = format!("\"{}\"", "x".repeat(600_000));
    let large = |name: &str| Scenario { text: half.clone(), ..scenario(name) };
    let shelf = Shelf(RefCell::default(), usize::MAX);
    place::change(&shelf, |library| library.save(large("a")))?;
    let refused = place::change(&shelf, |library| library.save(large("b"))).expect_err("1.2 MB");
    assert!(refused.to_string().contains("1 MiB together"), "{refused}");
    assert_eq!(place::load(&shelf)?.library.scenarios.len(), 1);
    Ok(())
}

#[test]
fn a_stack_nested_too_deep_to_be_read_again_is_not_written() {
    let shelf = Shelf(RefCell::default(), usize::MAX);
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let save = |levels| {
        let scenario = Scenario { text: deep(levels), ..scenario("deep") };
        place::change(&shelf, |library| library.save(scenario))
    };
    assert!(save(60).is_ok());
    assert!(save(64).is_err_and(|problem| problem.to_string().contains("cannot be kept")));
    assert!(
        place::load(&shelf).is_ok_and(|loaded| loaded.library.scenarios.len() == 1 && loaded.said.is_none())
    );
}

#[test]
fn names_stay_within_their_bound() {
    let mut library = Library::default();
    let long = "ü".repeat(80);
    for _ in 0..12 {
        let name = library.unused_name(&long);
        assert!(name.chars().count() <= LONGEST_NAME, "{name}");
        assert!(library.save(scenario(&name)).is_ok());
    }
    assert_eq!(library.unused_name(" "), "Scenario");
    assert_eq!(library.unused(&long, OWN_COPY).chars().count(), LONGEST_NAME);
}

#[test]
fn a_later_version_is_left_alone() {
    let text = r#"{"version":2,"scenarios":{"new":"shape"}}"#;
    let shelf = Shelf::holding(text);
    let refused = place::change(&shelf, |library| library.save(scenario("a"))).expect_err("later");
    assert!(refused.to_string().contains("a later version of this page"), "{refused}");
    assert_eq!(shelf.text(KEY).as_deref(), Some(text));
    assert_eq!(shelf.0.borrow().len(), 1);
}

#[test]
fn what_is_broken_is_put_aside_and_never_lost() -> Result<(), Problem> {
    let shelf = Shelf::holding("{\"version\":1");
    let loaded = place::load(&shelf)?;
    let said = loaded.said.map(|said| (said.to_string(), said.hint.clone().unwrap_or_default()));
    assert!(said.is_some_and(|(says, hint)| says.contains("cannot be read") && hint.contains("-broken-1`")));
    assert_eq!(shelf.text("headroom-scenarios-broken-1").as_deref(), Some("{\"version\":1"));
    assert_eq!(place::load(&shelf)?.said, None, "it is said once");
    place::change(&shelf, |library| library.save(scenario("a")))?;
    for at in 2..=9 {
        shelf.set(KEY, &"x".repeat(at))?;
        place::load(&shelf)?;
    }
    assert_eq!(shelf.0.borrow().len(), 10);
    shelf.set(KEY, "one more")?;
    assert!(place::change(&shelf, |library| library.save(scenario("a"))).is_err());
    assert_eq!(shelf.text(KEY).as_deref(), Some("one more"));
    Ok(())
}

#[test]
fn a_full_place_loses_nothing() {
    let text = "broken";
    let shelf = Shelf(RefCell::new(BTreeMap::from([(KEY.to_owned(), text.to_owned())])), 3);
    let refused = place::load(&shelf).expect_err("it is full");
    assert!(refused.to_string().starts_with("The browser keeps nothing here: "), "{refused}");
    assert_eq!(shelf.text(KEY).as_deref(), Some(text));
}

#[test]
fn hostile_texts_are_refused() {
    let one = r#"{"id":1,"revision":1,"name":"a","months":12,"stack":{}}"#;
    let library = |scenarios: &str| format!(r#"{{"version":1,"next":2,"scenarios":[{scenarios}]}}"#);
    assert!(Library::read(&library(one)).is_ok());
    for (from, to) in [
        ("\"id\":1", "\"id\":0"),
        ("\"id\":1", "\"id\":-1"),
        ("\"id\":1", "\"id\":18446744073709551616"),
        ("\"id\":1", "\"id\":1.5"),
        ("\"id\":1", "\"id\":\"1\""),
        ("\"revision\":1,", ""),
        ("\"name\":\"a\"", "\"name\":\"\""),
        ("\"name\":\"a\"", "\"name\":7"),
        ("\"name\":\"a\"", "\"name\":\"\\ud800\""),
        ("\"months\":12", "\"months\":0"),
        ("\"months\":12", "\"months\":4294967297"),
        ("\"months\":12", "\"months\":12,\"vary\":{}"),
        ("\"months\":12", "\"months\":12,\"from\":null"),
        (",\"stack\":{}", ""),
    ] {
        assert!(one.contains(from));
        let text = library(&one.replace(from, to));
        assert!(matches!(Library::read(&text), Err(Unread::Broken(_))), "{text}");
    }
    let many = vec![one; 101].join(",");
    let long = one.replace("\"a\"", &format!("\"{}\"", "a".repeat(81)));
    for scenarios in [format!("{one},{one}"), many, long, "null".to_owned(), "[]".to_owned(), "7".to_owned()]
    {
        assert!(matches!(Library::read(&library(&scenarios)), Err(Unread::Broken(_))), "{scenarios:.80}");
    }
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"version":1}"#,
        r#"{"version":0,"scenarios":[]}"#,
        "\u{0}",
        "{\"version\":\"x\"}",
    ] {
        assert!(matches!(Library::read(text), Err(Unread::Broken(_))), "{text}");
    }
    for field in ["id", "revision"] {
        let text = one.replace(&format!("\"{field}\":1"), &format!("\"{field}\":{}", u64::MAX));
        assert!(matches!(Library::read(&library(&text)), Err(Unread::Broken(_))), "{text}");
    }
}
