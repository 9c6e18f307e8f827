//! Tests that need a browser: the page as it is mounted, and the same answers as on the machine that built it.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use planner_core::document::parse_json;
use planner_core::output::Report;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use planner_web::desk::Desk;
use planner_web::keep::{self, Saved, Scenario};
use planner_web::plans;
use planner_web::presets::PRESETS;
use planner_web::share::{self, Opened, Parcel};
use planner_web::stage::Stage;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

include!(concat!(env!("OUT_DIR"), "/reports.rs"));

/// The page, mounted into a place of its own. What its worker thinks out elsewhere is thought out here.
async fn mounted() -> Option<Element> {
    let place = gloo::utils::document().create_element("div").ok()?;
    gloo::utils::body().append_child(&place).ok()?;
    let desk = Rc::new(RefCell::new(Desk::default()));
    let answers: Rc<RefCell<VecDeque<Vec<u8>>>> = Rc::default();
    let heard = Rc::clone(&answers);
    let stage = Stage::open(place.clone(), move |bytes| {
        heard.borrow_mut().push_back(desk.borrow_mut().hear(bytes).shown);
    });
    let shows = stage.clone();
    spawn_local(async move {
        loop {
            let next = answers.borrow_mut().pop_front();
            if let Some(bytes) = next {
                shows.show(&bytes);
            }
            TimeoutFuture::new(5).await;
        }
    });
    TimeoutFuture::new(100).await;
    place.query_selector("main[data-ready=true]").ok()??;
    Some(place)
}

fn read(place: &Element, css: &str) -> String {
    let found = place.query_selector(css).ok().flatten();
    found.and_then(|found| found.text_content()).unwrap_or_default()
}

async fn type_into(place: &Element, css: &str, text: &str) -> Option<()> {
    let field: HtmlInputElement = place.query_selector(css).ok()??.dyn_into().ok()?;
    field.set_value(text);
    let init = EventInit::new();
    init.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &init).ok()?).ok()?;
    TimeoutFuture::new(50).await;
    Some(())
}

#[wasm_bindgen_test]
async fn typing_changes_the_answer() {
    let place = mounted().await;
    assert!(place.is_some(), "the page is mounted");
    let Some(place) = place else { return };
    assert_eq!(read(&place, "[data-testid=total-0]"), "$0.00");
    assert_eq!(read(&place, "[data-testid=total-2]"), "$25.00");
    assert!(type_into(&place, "#driver-visits", "900000").await.is_some());
    let total = read(&place, "[data-testid=total-0]");
    assert_ne!(total, "$0.00", "900,000 visits need more than the included bandwidth");
    assert!(read(&place, "[data-testid=status]").contains(&total));
    place.remove();
}

#[wasm_bindgen_test]
async fn a_bad_figure_keeps_the_last_good_answer() {
    let place = mounted().await;
    assert!(place.is_some(), "the page is mounted");
    let Some(place) = place else { return };
    assert!(type_into(&place, "#driver-visits", "many").await.is_some());
    assert_eq!(read(&place, "[data-testid=total-1]"), "$7.00");
    assert!(read(&place, "#driver-visits-error").contains("`many` is not a quantity"));
    assert!(read(&place, "[data-testid=status]").contains("last good"));
    place.remove();
}

#[wasm_bindgen_test]
fn the_answers_are_those_of_the_machine_that_built_the_page() {
    assert_eq!(REPORTS.len(), PRESETS.len() * 2);
    for (id, months, native) in REPORTS {
        let preset = PRESETS.iter().find(|preset| preset.id == *id);
        let tree = preset.and_then(|preset| parse_json(preset.json, 0).ok());
        let stack = tree.and_then(|tree| Stack::parse(&tree).ok());
        let options = Options { months: *months, ..Options::default() };
        let here = stack
            .as_ref()
            .zip(plans::books().ok())
            .and_then(|(stack, books)| project(books, stack, options).ok());
        let here = here.and_then(|projection| serde_json::to_string(&Report::from(&projection)).ok());
        assert!(here.as_deref() == Some(*native), "{id} over {months} months is another report here");
    }
}

#[wasm_bindgen_test]
async fn every_stack_comes_back_from_its_link() {
    for (index, preset) in PRESETS.iter().enumerate() {
        let parcel =
            Parcel { text: preset.json.to_owned(), vary: preset.vary.map(str::to_owned), months: 24 };
        let link = share::link(&parcel).await.unwrap_or_default();
        assert!(link.starts_with("#s1=") && link.len() <= 1_500, "{}: {}", preset.id, link.len());
        assert_eq!(share::open(&link).await, Ok(Some(Opened::Parcel(parcel))), "{}", preset.id);
        let named = format!("#p={}", preset.id);
        assert_eq!(share::open(&named).await, Ok(Some(Opened::Preset(index))));
    }
}

#[wasm_bindgen_test]
async fn a_link_that_was_cut_or_unpacks_to_too_much_is_refused() {
    let Some(preset) = PRESETS.first() else { return };
    let parcel = Parcel { text: preset.json.to_owned(), vary: None, months: 24 };
    let link = share::link(&parcel).await.unwrap_or_default();
    for end in (4..link.len()).step_by(7) {
        let cut = link.get(..end).unwrap_or_default();
        assert!(share::open(cut).await.is_err(), "cut at {end}");
    }
    // Three mebibytes of one letter.
    let bomb = format!("#s1=7cEBDQAAAMKg2o9vDjeg{}vg0", "A".repeat(4_064));
    let says = share::open(&bomb).await.map_err(|problem| problem.to_string().contains("larger than 1 MiB"));
    assert_eq!(says, Err(true));
}

#[wasm_bindgen_test]
fn scenarios_are_kept_in_the_browser() {
    let scenario = Scenario {
        id: 0,
        revision: 0,
        name: "Shop".to_owned(),
        text: "{ \"name\": \"Shop\" }".to_owned(),
        vary: None,
        months: 12,
        from: None,
    };
    let saved = keep::change(|library| library.save(scenario)).map(|(_, saved)| saved);
    assert!(matches!(saved, Ok(Saved::Kept(_))), "{saved:?}");
    let Ok(Saved::Kept(kept)) = saved else { return };
    assert_eq!(keep::load().map(|loaded| loaded.library.get(kept.id).cloned()), Ok(Some(kept.clone())));
    // No other tab is there, so nothing is heard; but the browser takes the listener.
    let _watch = keep::watch(|| {});
    assert!(keep::change(|library| library.remove(kept.id, kept.revision)).is_ok());
    assert_eq!(keep::load().map(|loaded| loaded.library.get(kept.id).cloned()), Ok(None));
}
