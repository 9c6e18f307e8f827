//! What the tab at hand and the open list of plans show: worked out once nobody has typed for a moment.

use planner_core::answers::redis::redis;
use planner_core::document::Problem;
use planner_core::output::RedisReport;
use planner_core::projection::Options;
use planner_core::stack::Stack;

use super::inputs::Inputs;
use super::looks::{Looks, Tab};
use crate::catalog::{PlanOffers, account_plan_offers, plan_offers};
use crate::clients::{self, MOST_WORKED_OUT};
use crate::plans;
use crate::shared::Shared;
use crate::sheets::{Sheet, sheet};

/// What was worked out of some inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    /// Whether it is older than the inputs, or not there yet.
    pub stale: bool,
    /// What clients make of each Redis.
    pub redis: Option<Shared<Result<RedisReport, Problem>>>,
    /// The sheet of a tab.
    pub sheet: Option<(Tab, Shared<Result<Sheet, Problem>>)>,
    /// The plans that are listed, and whose they are.
    pub offers: Option<(String, Shared<Result<PlanOffers, Problem>>)>,
}

impl Worked {
    /// Works out what is looked at.
    pub(super) fn of(inputs: &Inputs, looks: &Looks) -> Self {
        let document = &inputs.document;
        let options = Options { months: inputs.months, ..Options::default() };
        let asks_redis = looks.tab == Tab::Redis && clients::any(document);
        let redis = asks_redis.then(|| {
            let first = clients::only_first(document, MOST_WORKED_OUT);
            let report = Stack::parse(&first).and_then(|stack| redis(plans::books()?, &stack, options));
            Shared::new(report.map_err(|problem| document.locate(problem)))
        });
        let sheet = sheet(looks.tab, inputs).map(|sheet| (looks.tab, Shared::new(sheet)));
        let offers = looks.pick.as_ref().map(|of| {
            let offers = match of.split_once('.') {
                Some(("accounts", account)) => account_plan_offers(inputs, account),
                Some((_, resource)) => plan_offers(inputs, resource),
                None => Ok(PlanOffers::default()),
            };
            (of.clone(), Shared::new(offers.map_err(|problem| document.locate(problem))))
        });
        Self { stale: false, redis, sheet, offers }
    }

    /// Whether what is looked at takes longer than the answer.
    pub(super) fn takes_long(inputs: &Inputs, looks: &Looks) -> bool {
        let tab = match looks.tab {
            Tab::Redis => clients::any(&inputs.document),
            tab => matches!(tab, Tab::Idle | Tab::OneMore),
        };
        tab || looks.pick.is_some()
    }
}
