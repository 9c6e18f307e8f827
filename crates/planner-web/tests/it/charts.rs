//! What the charts are drawn from.

use planner_core::document::Problem;
use planner_web::chart::{self, Paper};
use planner_web::field::Field;
use planner_web::presets::PRESETS;
use planner_web::state::{Action, Costs, State};

use crate::{page, typed};

#[test]
fn the_cost_chart_has_a_line_for_each_column_and_its_table() -> Result<(), Problem> {
    let state = page([])?;
    let drawing = chart::cost(&state.answer, &state.comparison, Costs::default(), 0, Paper::Page);
    assert_eq!(drawing.table.head, ["Free", "Starter", "Standard"]);
    let (month, cells) = drawing.table.rows.first().cloned().unwrap_or_default();
    assert_eq!(
        (month.as_str(), cells),
        ("Dec 2026", ["$0.00", "$7.00", "$25.00"].map(str::to_owned).to_vec())
    );
    assert_eq!(drawing.table.rows.len(), 12);
    assert!(drawing.svg.starts_with("<svg") && !drawing.svg.contains("style="));
    Ok(())
}

#[test]
fn the_headroom_chart_shows_the_limits_that_move() -> Result<(), Problem> {
    let state = page([])?;
    let drawing = chart::headroom(&state.answer, &state.comparison, 0, Paper::Phone);
    assert_eq!(drawing.title, "Free runs out on 19 October 2027: restarted");
    let names: Vec<&str> = drawing.legend.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "render: outbound bandwidth included in the workspace",
            "api: memory of an instance",
            "render: hours of all free web services together",
            "api: processor time in the busiest hour",
            "api: requests at a time in the busiest hour"
        ]
    );
    Ok(())
}

#[test]
fn every_column_of_every_preset_can_be_drawn() -> Result<(), Problem> {
    for index in 0..PRESETS.len() {
        let state = State::open(index)?;
        for at in 0..state.comparison.columns.len() {
            let drawing = chart::headroom(&state.answer, &state.comparison, at, Paper::Page);
            assert!(
                drawing.legend.len() <= 5 && drawing.svg.trim_end().ends_with("</svg>"),
                "{}",
                state.answer.name
            );
        }
    }
    Ok(())
}

/// The chart of what a stack costs, typed in as JSON.
fn cost_of(stack: &str) -> Result<chart::Drawing, Problem> {
    let state = page([typed(Field::Json, stack), Action::Leave(Field::Json)])?;
    assert!(!state.refused());
    Ok(chart::cost(&state.answer, &state.comparison, Costs::default(), 0, Paper::Page))
}

#[test]
fn the_users_budget_is_a_line_of_the_cost_chart() -> Result<(), Problem> {
    let stack = r#"{ "version": 1, "name": "t", "start": "2026-12", "limits": { "spend": 20 },
        "resources": { "web": { "product": "render/web", "plan": "starter" } } }"#;
    let budget = |drawing: &chart::Drawing| drawing.svg.matches("budget").count();
    assert!(budget(&cost_of(stack)?) > 0);
    assert_eq!(budget(&cost_of(&stack.replace(r#""limits": { "spend": 20 },"#, ""))?), 0);
    Ok(())
}

#[test]
fn the_cost_chart_is_in_the_currency_of_its_stack() -> Result<(), Problem> {
    let drawing = cost_of(
        r#"{ "version": 1, "name": "t", "start": "2026-12",
        "resources": { "vm": { "product": "hetzner/server", "plan": "cx33" } } }"#,
    )?;
    assert!(drawing.svg.contains("EUR a month") && !drawing.svg.contains('$'), "{}", drawing.svg);
    Ok(())
}
