//! Laws of the tariff, tried on many prices and quantities.

use planner_core::Decimal;
use planner_core::number::Ratio;
use planner_core::tariff::{
    AMOUNT_SCALE, Amount, Charge, Deleted, Deletions, Mode, OverMembers, OverTime, Period, Pricing, Rounding,
    Span, Step, StepTable, Usage, draw,
};
use proptest::prelude::*;

const MONTH: Period = Period { seconds: 2_592_000 };

/// Steps of a price list: widths, unit prices and flat fees of ordinary sizes.
fn steps(with_flat: bool) -> impl Strategy<Value = Vec<Step>> {
    let price = (0_i64..1_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let flat = if with_flat { (0_i64..10_000).boxed() } else { Just(0_i64).boxed() };
    let step = (1_i64..100_000, price, flat, 1_i64..1_000);
    proptest::collection::vec(step, 1..6).prop_map(|all| {
        let last = all.len() - 1;
        let mut bound = Decimal::ZERO;
        let step = |(at, (width, unit, flat, per)): (usize, (i64, Decimal, i64, i64))| {
            bound += Decimal::new(width, 1);
            Step {
                up_to: (at < last).then_some(bound),
                flat: Decimal::new(flat, 2),
                unit,
                per: Decimal::from(per),
                package: None,
            }
        };
        all.into_iter().enumerate().map(step).collect()
    })
}

fn quantity() -> impl Strategy<Value = Decimal> {
    (0_i64..1_000_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn any_decimal() -> impl Strategy<Value = Decimal> {
    (any::<i128>(), 0_u32..=28).prop_map(|(digits, scale)| {
        let digits = digits % 79_228_162_514_264_337_593_543_950_335;
        rust_decimal::Decimal::try_from_i128_with_scale(digits, scale).map_or(Decimal::MAX, Decimal::of)
    })
}

fn table(steps: &[Step], mode: Mode) -> StepTable {
    StepTable::new(steps.to_vec(), mode).expect("the steps rise")
}

fn charge(steps: &[Step], included: Decimal, mode: Mode) -> Charge {
    Charge {
        over_time: OverTime::Sum,
        over_members: OverMembers::Sum,
        minimum_duration: None,
        convert: None,
        included,
        pricing: Pricing {
            table: table(steps, mode),
            gross_bounds: false,
            at_level: false,
            copies: Decimal::ONE,
            by_period: false,
        },
        minimum: None,
        maximum: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_graduated_price_never_falls_with_usage(steps in steps(true), a in quantity(), b in quantity()) {
        let charge = charge(&steps, Decimal::ZERO, Mode::GRADUATED);
        let cost = |used| charge.price(&[Usage::flow(used, MONTH)], MONTH).expect("in range").amount;
        prop_assert!(cost(a.min(b)) <= cost(a.max(b)));
    }

    #[test]
    fn a_graduated_price_without_fees_is_continuous_at_its_bounds(steps in steps(false)) {
        let table = table(&steps, Mode::GRADUATED);
        let hair = Decimal::new(1, 9);
        for bound in steps.iter().filter_map(|step| step.up_to) {
            let at = table.price(Ratio::of(bound), Decimal::ZERO).expect("in range").0;
            let above = table.price(Ratio::of(bound + hair), Decimal::ZERO).expect("in range").0;
            let dearest = steps.iter().map(|step| step.unit / step.per).max().unwrap_or_default();
            prop_assert!(above - at <= dearest * hair + Decimal::new(1, 20), "jumps by {} at {bound}", above - at);
        }
    }

    #[test]
    fn bands_sum_to_the_whole(steps in steps(true), used in quantity(), included in quantity(), volume in any::<bool>()) {
        let mode = Mode { volume, ..Mode::GRADUATED };
        let priced = charge(&steps, included, mode).price(&[Usage::flow(used, MONTH)], MONTH).expect("in range");
        let bands = priced.bands.iter().map(|band| band.amount).sum::<Decimal>();
        prop_assert_eq!(bands.round_half_away(AMOUNT_SCALE), priced.amount);
        prop_assert_eq!(priced.bands.iter().map(|band| band.units).sum::<Decimal>(), priced.billed);
        prop_assert_eq!(priced.billed + priced.included, used);
    }

    #[test]
    fn more_included_never_costs_more(steps in steps(true), used in quantity(), a in quantity(), b in quantity()) {
        let cost = |included| charge(&steps, included, Mode::GRADUATED).price(&[Usage::flow(used, MONTH)], MONTH).expect("in range").amount;
        prop_assert!(cost(a.max(b)) <= cost(a.min(b)));
    }

    #[test]
    fn the_parts_of_a_month_cost_the_month(price in quantity(), cuts in proptest::collection::btree_set(1_u32..2_592_000, 0..6)) {
        let mut ends: Vec<u32> = cuts.into_iter().collect();
        ends.push(MONTH.seconds);
        let mut from = 0;
        let level = Amount::Level { opening: Decimal::ONE, closing: Decimal::ONE };
        let spans = ends.iter().map(|&to| { let span = Span::new(from, to, level.clone()); from = to; span }).collect();
        let mut charge = charge(&[Step::each(price)], Decimal::ZERO, Mode::GRADUATED);
        charge.over_time = OverTime::Integral { basis: MONTH.seconds.into(), started: None, at_most: None };
        prop_assert_eq!(charge.price(&[Usage { spans }], MONTH).expect("in range").amount, price);
    }

    #[test]
    fn what_is_deleted_early_costs_what_it_had_cost_until_its_least_duration(price in quantity(), size in quantity(), age in 0_u32..5_000_000, later in 0_u32..5_000_000, least in 1_u32..5_000_000) {
        let mut charge = charge(&[Step::each(price)], Decimal::ZERO, Mode::GRADUATED);
        let cost = |charge: &Charge, age: u32| {
            let all = vec![Deleted { size, age: age.into(), on: None }];
            let deleted = Amount::Deleted(Deletions { all, stated: true });
            let spans = vec![Span::new(0, MONTH.seconds, deleted)];
            charge.price(&[Usage { spans }], MONTH).expect("in range").amount
        };
        for how in [OverTime::Integral { basis: MONTH.seconds.into(), started: None, at_most: None }, OverTime::MeanOfDailyPeaks] {
            charge.over_time = how;
            charge.minimum_duration = None;
            prop_assert_eq!(cost(&charge, age), Decimal::ZERO);
            charge.minimum_duration = Some(least.into());
            // As much as the same size costs that is there for what is left.
            let left = Decimal::from(least.saturating_sub(age));
            let held = size * left / Decimal::from(MONTH.seconds) * price;
            prop_assert!((cost(&charge, age) - held).abs() < Decimal::new(1, 6));
            prop_assert!(cost(&charge, age.max(later)) <= cost(&charge, age));
            prop_assert_eq!(cost(&charge, least), Decimal::ZERO);
        }
    }

    #[test]
    fn packages_cover_what_is_used(size in 1_i64..10_000, price in 1_i64..10_000, used in quantity()) {
        let step = Step { per: Decimal::from(size), package: Some(Rounding::Up), ..Step::each(Decimal::from(price)) };
        let amount = charge(&[step], Decimal::ZERO, Mode::GRADUATED).price(&[Usage::flow(used, MONTH)], MONTH).expect("in range").amount;
        let packages = amount / Decimal::from(price);
        prop_assert!(packages.is_integer());
        prop_assert!(packages * Decimal::from(size) >= used && (packages - Decimal::ONE) * Decimal::from(size) < used.max(Decimal::new(1, 9)));
    }

    #[test]
    fn a_pool_is_shared_out_once_whatever_the_order(pool in quantity(), wants in proptest::collection::vec(quantity(), 0..6)) {
        let shared = draw(pool, &wants).expect("in range");
        let mut backwards = wants.clone();
        backwards.reverse();
        let sum = |parts: Vec<Decimal>| parts.into_iter().sum::<Decimal>();
        prop_assert_eq!(sum(shared.clone()), pool.min(sum(wants.clone())));
        prop_assert_eq!(sum(shared), sum(draw(pool, &backwards).expect("in range")));
    }

    #[test]
    fn what_each_costs_at_most_never_adds_and_never_lowers_with_more(levels in proptest::collection::vec(0_u32..5, 1..8), more in 0_usize..8, most in 1_u32..720) {
        let length = MONTH.seconds / 8;
        let usage = |levels: &[u32]| Usage {
            spans: (0_u32..).zip(levels).map(|(at, level)| {
                let level = Decimal::from(*level);
                Span::new(at * length, (at + 1) * length, Amount::Level { opening: level, closing: level })
            }).collect(),
        };
        let how = |at_most| OverTime::Integral { basis: Decimal::from(3_600), started: None, at_most };
        let of = |levels: &[u32], at_most| usage(levels).over_time(how(at_most), MONTH).expect("in range").value().expect("in range");
        let most = Decimal::from(most * 3_600);
        let free = of(&levels, None);
        let capped = of(&levels, Some(most));
        prop_assert!(capped <= free);
        prop_assert_eq!(of(&levels, Some(Decimal::from(MONTH.seconds))), free);
        let highest = levels.iter().max().copied().unwrap_or(0);
        prop_assert!(capped <= Decimal::from(highest) * most / Decimal::from(3_600));
        let mut larger = levels.clone();
        if let Some(level) = larger.get_mut(more) {
            *level += 1;
        }
        prop_assert!(of(&larger, Some(most)) >= capped);
    }

    #[test]
    fn no_decimal_makes_the_tariff_panic(quantity in any_decimal(), included in any_decimal(), unit in any_decimal(), per in any_decimal(), bound in any_decimal(), volume in any::<bool>()) {
        let first = Step { up_to: Some(bound), flat: unit, unit, per, package: Some(Rounding::Up) };
        let Ok(table) = StepTable::new(vec![first, Step::each(unit)], Mode { volume, ..Mode::GRADUATED }) else { return Ok(()) };
        for (gross_bounds, at_level, by_period) in [(false, false, false), (true, false, false), (false, true, false), (false, false, true)] {
            let charge = Charge {
                over_time: OverTime::Integral { basis: Decimal::from(MONTH.seconds), started: Some(Decimal::from(3_600)), at_most: None },
                over_members: OverMembers::Each,
                minimum_duration: Some(bound),
                convert: None,
                included,
                pricing: Pricing { table: table.clone(), gross_bounds, at_level, copies: Decimal::ONE, by_period },
                minimum: Some(unit),
                maximum: Some(bound),
            };
            let all = vec![Deleted { size: quantity, age: unit, on: None }];
            let amount = Amount::Deleted(Deletions { all, stated: false });
            let deleted = Usage { spans: vec![Span::new(0, MONTH.seconds, amount)] };
            let _ = charge.price(&[Usage::level(quantity, MONTH), Usage::flow(quantity, MONTH), deleted], MONTH);
        }
    }
}
