//! Columns of samples come to what the exact program comes to, wherever a sample leads the same way.
#![expect(clippy::indexing_slicing, reason = "lanes and places of known lengths")]

use planner_core::book::Books;
use planner_core::program::{Figures, LineFigures, Program};
use planner_core::{Decimal, Planner};
use planner_risk::{Columns, LANES};

use crate::cases::root;
use crate::random;

const MONTHS: u32 = 14;

/// So many random stacks are tried.
const STACKS: u64 = 500;

fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap()
}

/// How far a figure may lie off: the errors of some thousand operations, and far less than any fee.
fn is_near(found: f64, wanted: f64, slack: f64) -> bool {
    (found - wanted).abs() <= 1e-9 * wanted.abs().max(0.1) + slack
}

/// What a random stack may be off besides: it states what no real one does.
#[derive(Clone, Copy, Default)]
struct Slack {
    /// Of the largest charge of the month: what a credit takes of it is as near as it is.
    charge: f64,
    /// What grows is rounded to nine places each month. A float that lies halfway between two of them may fall to either side,
    /// and is one of the last place off.
    usage: f64,
}

/// The first figure of a lane that is another than the exact one.
fn differs(columns: &Columns, lane: usize, exact: Figures<'_>, slack: Slack) -> Option<String> {
    for (at, month) in exact.months().enumerate() {
        let (found, wanted) = (columns.total(at).unwrap()[lane], float(month.total()));
        let largest = month.lines().filter_map(LineFigures::amount).map(|amount| float(amount.abs()));
        // A total sums charges of usage that may be off.
        let of_charges = largest.fold(0.0, f64::max) * slack.charge + slack.usage;
        if !is_near(found, wanted, of_charges) {
            return Some(format!("the total of {}: {found}, not {wanted}", month.month()));
        }
        for (row, limit) in columns.limits(at).zip(month.limits()) {
            assert_eq!(row.id, limit.id());
            // A ceiling of one's own on what is spent is used by the total.
            let slack = if limit.id().starts_with("own/") { of_charges } else { slack.usage };
            let usage = row.usage.map(|column| column[lane]).zip(limit.usage().map(float));
            // What is left is a difference: it is as near as what it is the difference of.
            let left = row.headroom.map(|column| column[lane] + 1.0);
            let left = left.zip(limit.headroom().map(|left| float(left) + 1.0));
            for (found, wanted) in usage.into_iter().chain(left) {
                if !is_near(found, wanted, slack) {
                    return Some(format!("{} in {}: {found}, not {wanted}", limit.id(), month.month()));
                }
            }
        }
    }
    None
}

fn stacks() -> Vec<(String, String)> {
    let files = std::fs::read_dir(root().join("data/stacks")).unwrap().map(|entry| entry.unwrap().path());
    let yaml = files.filter(|path| path.extension().is_some_and(|kind| kind == "yaml"));
    let named = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).unwrap())
    };
    let mut all: Vec<_> = yaml.map(named).collect();
    all.sort();
    assert!(all.len() >= 5, "the reference stacks are not there");
    all
}

/// Each lane has another share of every input that is above zero: most of them near to what is stated.
fn samples(program: &Program<'_>) -> (Vec<String>, Vec<Vec<Decimal>>) {
    let varied: Vec<_> = program
        .inputs()
        .iter()
        // Another count is another way.
        .filter(|input| input.stated() > Decimal::ZERO && input.place().rsplit('.').next() != Some("count"))
        .collect();
    let names = varied.iter().map(|input| input.place().to_owned()).collect();
    let lanes = (0..LANES).map(|lane| {
        let share = |at: usize| {
            let step = i64::try_from((lane * 7 + at * 13) % 101).unwrap() - 50;
            let width = if lane % 2 == 0 { 1_000_000 } else { 500 };
            Decimal::ONE + Decimal::from(if lane == 0 { 0 } else { step }) / Decimal::from(width)
        };
        varied.iter().enumerate().map(|(at, input)| (input.stated() * share(at)).within(9)).collect()
    });
    (names, lanes.collect())
}

/// How many samples were compared, how many lead another way, and of how many stacks so does what is stated.
#[derive(Default)]
struct Compared {
    same: usize,
    elsewhere: usize,
    astray: usize,
}

impl Compared {
    /// Runs samples of a stack in columns, and each that leads the same way alone.
    fn stack(&mut self, name: &str, program: &mut Program<'_>, slack: Slack) {
        let (names, lanes) = samples(program);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut columns = Columns::of(program, &names).unwrap();
        let inputs: Vec<[f64; LANES]> =
            (0..names.len()).map(|at| std::array::from_fn(|lane| float(lanes[lane][at]))).collect();
        let there = columns.run(&inputs).unwrap().each();
        self.astray += usize::from(!there[0]);
        self.elsewhere += there.iter().filter(|there| !**there).count();
        for (lane, numbers) in lanes.iter().enumerate().filter(|(lane, _)| there[*lane]) {
            let given: Vec<(&str, Decimal)> = names.iter().copied().zip(numbers.iter().copied()).collect();
            let exact = program.run(&given).unwrap();
            self.same += 1;
            assert_eq!(differs(&columns, lane, exact, slack), None, "lane {lane} of {name}");
        }
    }
}

#[test]
fn a_sample_that_leads_the_same_way_comes_to_what_is_exact() {
    let planner = Planner::bundled().unwrap();
    let mut compared = Compared::default();
    for (name, text) in stacks() {
        let stack = planner.stack(&text).unwrap();
        compared.stack(&name, &mut stack.compile(MONTHS).unwrap(), Slack::default());
    }
    let Compared { same, elsewhere, astray } = compared;
    assert!(same > elsewhere && elsewhere > 0, "{same} compared, {elsewhere} elsewhere");
    assert_eq!(astray, 0, "what is stated leads another way in floats");
}

#[test]
fn so_does_one_of_a_random_stack() {
    let (planner, books) = (Planner::bundled().unwrap(), Books::bundled().unwrap());
    let (mut compared, mut compiled) = (Compared::default(), 0_usize);
    for seed in 0..STACKS {
        let text = random::stack(&books, seed);
        // What a product has no meter for is refused.
        let Ok(stack) = planner.stack(&text) else { continue };
        let Ok(mut program) = stack.compile(3) else { continue };
        compiled += 1;
        compared.stack(&text, &mut program, Slack { charge: 1e-12, usage: 3e-9 });
    }
    let Compared { same, elsewhere, astray } = compared;
    assert!(compiled > 120 && same > elsewhere, "{compiled}: {same} compared, {elsewhere} elsewhere");
    // A figure that lies just at a bound.
    assert!(astray * 10 < compiled, "of {astray} stacks what is stated leads another way in floats");
}

#[test]
fn what_is_no_input_is_refused() {
    let planner = Planner::bundled().unwrap();
    let stack = planner.stack(&stacks()[0].1).unwrap();
    let program = stack.compile(1).unwrap();
    assert!(Columns::of(&program, &["drivers.nobody"]).is_err());
    let place = program.inputs()[0].place();
    assert!(Columns::of(&program, &[place, place]).is_err());
}

#[test]
fn what_no_stack_can_state_leads_nowhere() {
    let stack = r#"{
        "version": 1, "name": "Shop", "start": "2026-12", "drivers": { "users": { "start": 500 } },
        "accounts": { "render": { "usage": { "bandwidth": "3 GB" } } },
        "resources": { "web": { "product": "render/web", "count": 2,
            "usage": { "build_minutes": { "per": "users", "times": 2 } } } }
    }"#;
    let stack = Planner::bundled().unwrap().stack(stack).unwrap();
    let program = stack.compile(2).unwrap();
    let places = ["drivers.users", "resources.web.count", "accounts.render.usage.bandwidth"];
    let mut columns = Columns::of(&program, &places).unwrap();
    let stated = [[500.0; LANES], [2.0; LANES], [3.0; LANES]];
    assert!(columns.run(&stated).unwrap().all());
    for (at, strange) in
        [(0, -1.0), (0, f64::NAN), (0, f64::INFINITY), (0, 1e16), (1, -1.0), (1, 1e6), (2, -0.5)]
    {
        let mut given = stated;
        given[at][3] = strange;
        let there = columns.run(&given).unwrap().each();
        assert!(!there[3] && there[2], "{strange} of {}", places[at]);
    }
    assert!(columns.run(&stated[..2]).is_err() && columns.run(&[]).is_err());
    assert!(columns.run(&[stated[0]; 4]).is_err());
}
