//! Costs in parts, what changes in time, and charts as files.

use planner_core::document::Problem;
use planner_core::{Decimal, decimal};
use planner_web::chart::{self, Drawing, Paper, Parts, Picture, changes, parts};
use planner_web::field::Field;
use planner_web::presets::PRESETS;
use planner_web::sources::proof;
use planner_web::state::{Action, CostBy, Costs, State};

use crate::{page, typed};

const STACKED: [CostBy; 2] = [CostBy::Resource, CostBy::Provider];

/// Every way to look at costs.
fn ways() -> impl Iterator<Item = Costs> {
    CostBy::ALL.into_iter().flat_map(|by| [false, true].map(|running| Costs { by, running }))
}

fn drawn(state: &State, by: CostBy, running: bool) -> Drawing {
    chart::cost(&state.answer, &state.comparison, Costs { by, running }, 0, Paper::Page)
}

/// The page on a stack typed in as JSON, in one column.
fn on(stack: &str) -> Result<State, Problem> {
    let state = page([typed(Field::Json, stack), Action::Leave(Field::Json), Action::Compare(None)])?;
    assert!(!state.refused(), "{:?}", state.drafts.get(&Field::Json));
    Ok(state)
}

#[test]
fn parts_come_to_the_shown_totals_to_the_last_digit() -> Result<(), Problem> {
    for index in 0..PRESETS.len() {
        let state = State::open(index)?;
        for column in &state.comparison.columns {
            let needed = column.report.needed.as_ref();
            let shown = [
                needed.map_or(&column.first_month, |needed| &needed.first_month),
                needed.map_or(&column.last_month, |needed| &needed.last_month),
                needed.map_or(&column.total, |needed| &needed.total),
            ]
            .map(|text| decimal(text));
            for by in STACKED {
                let [monthly, running] = [false, true].map(|running| parts(column, by, running));
                let at = |parts: &Parts, month: usize| parts.in_all.get(month).copied().flatten();
                let drawn = [at(&monthly, 0), at(&monthly, 11), at(&running, 11)];
                assert_eq!(shown, drawn, "{}", state.answer.name);
                for Parts { all, in_all, .. } in [monthly, running] {
                    for (at, total) in in_all.iter().enumerate() {
                        let sum: Decimal = all
                            .iter()
                            .filter_map(|part| part.amounts.get(at).copied().flatten())
                            .fold(Decimal::ZERO, |sum, amount| sum + amount);
                        assert_eq!(Some(sum), *total, "{}, {by:?}, month {at}", state.answer.name);
                    }
                    assert!(all.len() <= 8, "as many as there are colours");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_plan_that_is_needed_is_a_part_of_its_own() -> Result<(), Problem> {
    let state = on(
        r#"{ "version": 1, "name": "t", "start": "2026-12", "accounts": { "supabase": { "plan": "free" } },
        "resources": { "db": { "product": "supabase/database", "plan": "micro" } } }"#,
    )?;
    let drawing = drawn(&state, CostBy::Resource, false);
    assert!(drawing.table.head.iter().any(|name| name.starts_with("needed: ")), "{:?}", drawing.table.head);
    let first = drawing.table.rows.first().and_then(|(_, cells)| cells.last());
    assert_eq!(first, state.answer.columns.first().map(|column| &column.now.text));
    // The lines of the columns are those totals too.
    let lines = drawn(&state, CostBy::Column, false);
    assert_eq!(lines.table.rows.first().and_then(|(_, cells)| cells.first()), first);
    Ok(())
}

#[test]
fn the_title_says_the_largest_part() -> Result<(), Problem> {
    let state = page([])?;
    let standard =
        |by, running| chart::cost(&state.answer, &state.comparison, Costs { by, running }, 2, Paper::Page);
    let monthly = standard(CostBy::Resource, false);
    assert!(
        monthly.title.starts_with("api is the largest part on Standard: $25.00 of "),
        "{}",
        monthly.title
    );
    assert!(monthly.title.ends_with("in November 2027"), "{}", monthly.title);
    let running = standard(CostBy::Provider, true);
    assert!(running.title.starts_with("render is the largest part on Standard: $300"), "{}", running.title);
    assert!(running.title.ends_with("in 12 months"), "{}", running.title);
    let all = drawn(&state, CostBy::Column, true);
    assert!(
        all.title.ends_with("in 12 months") && all.title.contains("Standard comes to $300"),
        "{}",
        all.title
    );
    Ok(())
}

#[test]
fn what_has_no_price_is_named_and_is_no_part() -> Result<(), Problem> {
    let state = on(r#"{ "version": 1, "name": "t", "start": "2026-12", "resources": {
        "files": { "product": "acme/storage" }, "web": { "product": "render/web", "plan": "starter" } } }"#)?;
    for by in STACKED {
        let drawing = drawn(&state, by, false);
        let name = if by == CostBy::Resource { "files" } else { "acme" };
        assert!(!drawing.table.head.iter().any(|head| head == name), "{:?}", drawing.table.head);
        assert!(
            drawing.notes.iter().any(|note| note.starts_with("Not in these sums") && note.contains(name)),
            "{:?}",
            drawing.notes
        );
    }
    let none = on(
        r#"{ "version": 1, "name": "t", "start": "2026-12", "resources": { "files": { "product": "acme/storage" } } }"#,
    )?;
    let drawing = drawn(&none, CostBy::Resource, false);
    assert_eq!(drawing.title, "Nothing has a price yet");
    assert!(drawing.svg.contains("no priced month") && !drawing.svg.contains("$0.00"));
    assert!(drawing.table.rows.iter().flat_map(|(_, cells)| cells).all(|cell| cell == "no price"));
    Ok(())
}

#[test]
fn what_costs_nothing_is_named_and_takes_no_room() -> Result<(), Problem> {
    let state = on(r#"{ "version": 1, "name": "t", "start": "2026-12", "resources": {
        "site": { "product": "render/static" }, "web": { "product": "render/web", "plan": "starter" } } }"#)?;
    let drawing = drawn(&state, CostBy::Resource, false);
    assert!(!drawing.table.head.iter().any(|head| head == "site"), "{:?}", drawing.table.head);
    assert!(drawing.notes.iter().any(|note| note.contains("site")), "{:?}", drawing.notes);
    Ok(())
}

#[test]
fn many_small_parts_stand_together() -> Result<(), Problem> {
    let web = |at: u32| format!(r#""web{at}": {{ "product": "render/web", "plan": "starter" }}"#);
    let resources: Vec<String> = (0..20).map(web).collect();
    let state = on(&format!(
        r#"{{ "version": 1, "name": "t", "start": "2026-12", "resources": {{ {} }} }}"#,
        resources.join(", ")
    ))?;
    let drawing = drawn(&state, CostBy::Resource, false);
    let head = &drawing.table.head;
    assert_eq!(
        (head.len(), head.get(7).map(String::as_str), head.last().map(String::as_str)),
        (9, Some("13 others"), Some("In all"))
    );
    Ok(())
}

#[test]
fn a_change_of_plan_is_marked_in_its_month() -> Result<(), Problem> {
    let state = on(r#"{ "version": 1, "name": "t", "start": "2026-12", "resources": {
        "web": { "product": "render/web", "plan": { "2026-12": "free", "2027-03": "standard" } } } }"#)?;
    let column = state.comparison.columns.first();
    let found = column.map(|column| changes(&column.report)).unwrap_or_default();
    let found: Vec<_> = found.iter().map(|one| (one.month, one.what.as_str())).collect();
    assert_eq!(found, [(3, "web on Standard")]);
    for by in CostBy::ALL {
        let drawing = drawn(&state, by, false);
        assert!(drawing.svg.contains(">web on Standard</text>"), "{by:?}");
        assert_eq!(drawing.table.head.last().map(String::as_str), Some("What changes"));
        let cells: Vec<_> = drawing.table.rows.iter().filter_map(|(_, cells)| cells.last()).collect();
        assert_eq!(cells.iter().position(|cell| *cell == "web on Standard"), Some(3));
    }
    Ok(())
}

#[test]
fn where_nothing_changes_there_is_no_mark() -> Result<(), Problem> {
    let state = page([])?;
    for by in CostBy::ALL {
        let drawing = drawn(&state, by, false);
        assert!(
            !drawing.svg.contains("class=\"change\"")
                && !drawing.table.head.contains(&"What changes".to_owned())
        );
    }
    Ok(())
}

#[test]
fn a_change_of_price_is_marked_in_its_month() -> Result<(), Problem> {
    // Storage is dearer from May 2026 on.
    let state = on(r#"{ "version": 1, "name": "t", "start": "2026-04", "resources": {
        "files": { "product": "backblaze/b2", "usage": { "storage": "500 GB" } } } }"#)?;
    let column = state.comparison.columns.first();
    let found = column.map(|column| changes(&column.report)).unwrap_or_default();
    let prices = found.iter().filter(|one| one.what.ends_with(": new price"));
    assert!(prices.clone().count() > 0, "{found:?}");
    assert!(prices.clone().all(|one| one.month == 1), "it changes in the second month: {found:?}");
    Ok(())
}

#[test]
fn what_changes_in_every_column_is_told_once() -> Result<(), Problem> {
    let stack = r#"{ "version": 1, "name": "t", "start": "2026-12", "resources": {
        "api": { "product": "render/web", "plan": "starter" },
        "web": { "product": "render/web", "plan": { "2026-12": "free", "2027-03": "standard" } } } }"#;
    let state = on(stack)?.after(Action::Compare(Some("api".to_owned())));
    assert!(state.comparison.columns.len() > 1);
    let drawing = drawn(&state, CostBy::Column, false);
    assert_eq!(drawing.svg.matches("class=\"change\"").count(), 1);
    assert!(drawing.svg.contains(">web on Standard</text>"), "without the name of a column");
    Ok(())
}

#[test]
fn how_costs_are_looked_at_changes_nothing_else() -> Result<(), Problem> {
    let state = page([])?;
    let costs = Costs { by: CostBy::Resource, running: true };
    let next = state.after(Action::Costs(costs));
    assert_eq!((next.looks.costs, &next.answer, &next.inputs), (costs, &state.answer, &state.inputs));
    Ok(())
}

#[test]
fn a_file_given_out_changes_nothing() -> Result<(), Problem> {
    let state = page([Action::Say("Copied".to_owned())])?;
    let text = |text: &str| text.to_owned();
    let svg = Action::Save { name: text("a.svg"), kind: "image/svg+xml", text: text("<svg/>") };
    let png = Action::SavePng { name: text("a.png"), svg: text("<svg/>") };
    assert_eq!(state.after(svg), state);
    assert_eq!(state.after(png), state);
    Ok(())
}

/// Every element that begins ends, in the right order, and every attribute has its quotes.
fn is_well_formed(svg: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg.trim();
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { return false };
        let inside = &rest[start + 1..start + end];
        let name = inside.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if inside.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !inside.matches('"').count().is_multiple_of(2) {
            return false;
        } else if !inside.ends_with('/') {
            open.push(name);
        }
        rest = &rest[start + end + 1..];
    }
    open.is_empty() && rest.is_empty()
}

#[test]
fn every_chart_is_a_file_that_needs_nothing_else() -> Result<(), Problem> {
    assert!(is_well_formed("<a b=\"c\"><d/></a>") && !is_well_formed("<a><d></a>") && !is_well_formed("<a"));
    for index in 0..PRESETS.len() {
        let state = State::open(index)?;
        let last = state.comparison.columns.len() - 1;
        let costs = ways().map(|costs| Picture::Cost(costs, last));
        for picture in [Picture::Limits(0), Picture::Limits(last)].into_iter().chain(costs) {
            let (name, svg) = picture.file(&state.answer, &state.comparison);
            assert!(is_well_formed(&svg), "{name}");
            assert!(name.contains(".svg") && !name.contains(".yaml"), "{name}");
            assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
            for foreign in ["var(", "light-dark", "href", "@import", "<script", "<image", "currentcolor-"] {
                assert!(!svg.contains(foreign), "{name}: {foreign}");
            }
            assert_eq!(svg.matches("://").count(), 1, "{name}: the name space and no other address");
            assert!(svg.matches("url(").count() == svg.matches("url(#").count(), "{name}");
            let finding = picture.draw(&state.answer, &state.comparison, Paper::File).title;
            let first = finding.split(' ').next().unwrap_or_default();
            assert!(svg.contains("class=\"heading\"") && svg.contains(first), "{name}: its finding");
            assert!(
                svg.contains("<rect class=\"paper\"") && svg.contains("fill=\"#fff\""),
                "{name}: on white"
            );
        }
    }
    Ok(())
}

#[test]
fn a_file_names_the_stack_whatever_it_is_called() -> Result<(), Problem> {
    let state = on(r#"{ "version": 1, "name": "<b>&\"A\" \"", "start": "2026-12", "resources": {
        "web": { "product": "render/web", "plan": "starter" } } }"#)?;
    let (name, svg) = Picture::Limits(0).file(&state.answer, &state.comparison);
    assert_eq!(name, "b-a-limits.svg");
    assert!(is_well_formed(&svg) && svg.contains("&lt;b&gt;&amp;"));
    Ok(())
}

#[test]
fn a_month_that_is_pointed_at_says_what_its_row_of_the_table_says() -> Result<(), Problem> {
    let state = page([typed(Field::Months, "36")])?;
    for picture in ways().map(|costs| Picture::Cost(costs, 0)).chain([Picture::Limits(0)]) {
        let drawing = picture.draw(&state.answer, &state.comparison, Paper::Page);
        assert_eq!(drawing.svg.matches("class=\"moment\"").count(), 36);
        let (month, cells) = drawing.table.rows.last().cloned().unwrap_or_default();
        let said = drawing.svg.rsplit("class=\"moment\"").next().unwrap_or_default();
        assert!(said.contains(&format!(">{month}</text>")), "{said}");
        assert!(cells.iter().all(|cell| said.contains(cell.as_str())), "{cells:?} in {said}");
        let phone = picture.draw(&state.answer, &state.comparison, Paper::Phone);
        assert!(drawing.labelled && !phone.labelled && !phone.legend.is_empty());
    }
    Ok(())
}

#[test]
fn a_printed_line_says_its_sum_its_formula_and_its_source() -> Result<(), Problem> {
    let state = page([])?;
    let report = state.comparison.columns.last().map(|column| &column.report);
    let lines = report.and_then(|report| report.months.first()).map(|month| month.lines.as_slice());
    let all: Vec<String> = lines.unwrap_or_default().iter().map(|line| proof(line, "USD")).collect();
    assert!(
        all.iter()
            .any(|line| line.starts_with("api, ") && line.contains("$25.00 = ") && line.contains(", read ")),
        "{all:#?}"
    );
    Ok(())
}
