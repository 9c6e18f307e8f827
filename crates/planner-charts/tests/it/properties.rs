//! Whatever goes in, a drawing comes out.

use planner_charts::{
    Change, CostChart, HeadroomChart, Moment, Series, Theme, Threshold, UsageSeries, cost_chart,
    headroom_chart,
};
use planner_core::Decimal;
use planner_core::Month;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::check;

fn any_decimal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        2 => (-1_000_000_i64..1_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => (any::<i128>(), 0_u32..=28).prop_map(|(digits, scale)| {
            rust_decimal::Decimal::try_from_i128_with_scale(digits >> 32, scale).map(Decimal::of).unwrap_or_default()
        }),
        1 => proptest::sample::select(vec![Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28)]),
    ]
}

fn any_months() -> impl Strategy<Value = Vec<Month>> {
    let in_a_row = (2000_u16..2199, 1_u8..=12, 0_u32..130).prop_map(|(year, month, count)| {
        (0..count).filter_map(|n| Month::new(year, month)?.plus(n)).collect()
    });
    let any = vec((2000_u16..2199, 1_u8..=12), 0..20)
        .prop_map(|months| months.into_iter().filter_map(|(year, month)| Month::new(year, month)).collect());
    prop_oneof![4 => in_a_row, 1 => any]
}

fn any_values() -> impl Strategy<Value = Vec<Option<Decimal>>> {
    vec(option::weighted(0.9, any_decimal()), 0..130)
}

fn any_moments() -> impl Strategy<Value = Vec<Moment>> {
    let moment = (any::<String>(), vec(any::<String>(), 0..14));
    vec(moment.prop_map(|(title, values)| Moment { title, values }), 0..40)
}

prop_compose! {
    fn any_cost()(
        words in vec(any::<String>(), 4),
        months in any_months(),
        series in vec((any::<String>(), any_values()), 0..12),
        thresholds in vec((any::<String>(), any_decimal()), 0..4),
        changes in vec((0_usize..140, any::<String>()), 0..6),
        moments in any_moments(),
        (compact, stacked) in any::<(bool, bool)>(),
    ) -> CostChart {
        let mut words = words.into_iter();
        let mut word = || words.next().unwrap_or_default();
        CostChart {
            id: word(), title: word(), currency_symbol: word(), unit: word(), description: String::new(), months,
            series: series.into_iter().map(|(name, values)| Series { name, values }).collect(),
            thresholds: thresholds.into_iter().map(|(name, value)| Threshold { name, value }).collect(),
            changes: changes.into_iter().map(|(month, name)| Change { month, name }).collect(),
            moments, stacked, compact, theme: Theme::Page,
        }
    }
}

prop_compose! {
    fn any_headroom()(
        (id, title, description) in any::<(String, String, String)>(),
        months in any_months(),
        series in vec((any::<String>(), any_values(), option::of((0_usize..140, any_decimal()))), 0..12),
        moments in any_moments(),
        compact in any::<bool>(),
    ) -> HeadroomChart {
        let series = series.into_iter();
        let series = series.map(|(name, share_of_limit, passed)| UsageSeries { name, share_of_limit, passed });
        HeadroomChart {
            id, title, description, months, series: series.collect(), moments, compact, theme: Theme::Page,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_cost_chart_is_a_drawing(chart in any_cost()) {
        let svg = cost_chart(&chart);
        let checked = check(&svg);
        prop_assert!(checked.is_ok(), "{:?}", checked.err());
        prop_assert_eq!(&svg, &cost_chart(&chart));
        let file = cost_chart(&CostChart { theme: Theme::Embedded, ..chart });
        prop_assert!(roxmltree::Document::parse(&file).is_ok());
    }

    #[test]
    fn every_headroom_chart_is_a_drawing(chart in any_headroom()) {
        let svg = headroom_chart(&chart);
        let checked = check(&svg);
        prop_assert!(checked.is_ok(), "{:?}", checked.err());
        let file = headroom_chart(&HeadroomChart { theme: Theme::Embedded, ..chart });
        prop_assert!(roxmltree::Document::parse(&file).is_ok());
    }
}
