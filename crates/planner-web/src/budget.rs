//! What the clients of a Redis make of it, in words: commands, the day they run out, plans that fit, settings that save.

use planner_core::Decimal;
use planner_core::document::Node;
use planner_core::output::{AdviceOut, FirstOut, PlanOut, RedisOut, RedisReport};
use planner_core::{Quantity, decimal};

use crate::answer::{Event, event, lower};
use crate::limits::{Standing, used};
use crate::numbers::{Amount, amount, month, percent, quantity};
use crate::tree;

/// So many of the plans that fit are shown: the cheapest.
const PLANS: usize = 3;

/// So many clients are named that nobody says the use of.
const MOST_NAMED: usize = 5;

/// No more left than this is little, where the stack says nothing: as the core warns.
const LITTLE: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

/// A command budget for reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Budget {
    /// What happens, on which plan and when.
    pub finding: String,
    /// How many commands, by what they are counted over.
    pub counts: Vec<(String, String)>,
    /// How it stands against the limit that is passed first, in the month it is; where none is, against the plan's limit of
    /// a month, in the first. None where the plan has no such limit.
    pub standing: Option<Standing>,
    /// The used share in percent, at most 100.
    pub used: u32,
    /// The same in words, with the month.
    pub left: String,
    /// What breaks first.
    pub limit: Option<Event>,
    /// Whether scripts can be read in two ways.
    pub two_readings: bool,
    /// Why the book reads them as it does.
    pub evidence: String,
    /// The plan it is on, and the cheapest that fit.
    pub plans: Vec<Fit>,
    /// How many dearer plans fit too.
    pub more_plans: String,
    /// Those, the cheapest first.
    pub dearer: Vec<Fit>,
    /// Settings that save commands, the best first.
    pub advice: Vec<Advice>,
    /// What they come to together.
    pub together: String,
}

/// A plan on these commands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Its name.
    pub name: String,
    /// The first month.
    pub now: Amount,
    /// All months.
    pub total: Amount,
    /// What breaks first, if anything.
    pub limit: Option<Event>,
    /// Whether that can be told.
    pub judged: bool,
}

/// A setting to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The client's place.
    pub client: usize,
    /// The setting, as a stack writes it.
    pub setting: String,
    /// What it should be, as a stack writes it.
    pub to: String,
    /// `drainDelay 5 s to 300 s`.
    pub change: String,
    /// How many it saves.
    pub saves: String,
    /// What is given up.
    pub gives_up: String,
}

impl Budget {
    /// Puts what a report says of a resource into words.
    #[must_use]
    pub fn new(document: &Node, report: &RedisReport, resource: &RedisOut, once: bool) -> Self {
        let mut budget = Self { two_readings: resource.readings.len() > 1, ..Self::default() };
        let own = resource.readings.get(usize::from(once)).or(resource.readings.first());
        let Some(reading) = own else {
            budget.finding = [&resource.resource, ": its plans are not known, nor whether they fit"].concat();
            budget.sent(resource);
            return budget;
        };
        let current = reading.plans.iter().find(|plan| plan.current);
        let plan = current.map_or(resource.plan.as_str(), |plan| plan.name.as_str());
        budget.limit = current.and_then(|plan| plan.first_limit.as_ref()).map(event);
        budget.finding = if let Some(limit) = &budget.limit {
            [&resource.resource, " on ", plan, ": ", &lower(&limit.effect), " on ", &limit.date].concat()
        } else if resource.unasked.is_empty() {
            let months = report.months.to_string();
            [&resource.resource, " on ", plan, " holds, in all months tried: ", &months].concat()
        } else {
            let all = resource.unasked.iter().map(|silent| silent.client.as_str());
            let mut silent = all.take(MOST_NAMED).collect::<Vec<_>>().join(", ");
            let more = resource.unasked.len().saturating_sub(MOST_NAMED);
            if more > 0 {
                silent = [&*silent, " and ", &more.to_string(), " more"].concat();
            }
            [&resource.resource, ": how often ", &silent, " is asked for anything is not stated"].concat()
        };
        if reading.reading == "not-counted" {
            budget.sent(resource);
        } else {
            let counts = [
                ("Idle, a day", &reading.idle_per_day),
                ("At work, a day", &reading.per_day),
                (&*["In ", &month(&report.month)].concat(), &reading.per_month),
            ];
            budget.counts = counts.map(|(over, count)| (over.to_owned(), quantity(count))).to_vec();
            let own = tree::text(document, &["limits", "headroom"]).and_then(Quantity::parse);
            let little = own.and_then(|own| own.share()).unwrap_or(LITTLE);
            budget.weigh(
                (resource.target.as_deref(), &reading.per_month),
                plan,
                &month(&report.month),
                little,
            );
            budget.evidence =
                resource.readings.iter().find_map(|one| one.evidence.clone()).unwrap_or_default();
        }
        if let Some(first) = current.and_then(|plan| plan.first_limit.as_ref()) {
            budget.speak_of(first, plan);
        }
        budget.fits(&reading.plans);
        budget.advice = resource.advice.iter().map(|one| advice(one, resource.clients.len() > 1)).collect();
        if let (Some(target), Some(last)) = (&resource.target, resource.together.last()) {
            let verdict = if last.enough { "bring" } else { "do not bring" };
            let (then, target) = (quantity(&last.then_per_month), quantity(target));
            budget.together =
                ["All together they ", verdict, " it under ", &target, " a month: ", &then, " are left."]
                    .concat();
        }
        budget
    }

    /// What clients send, where nobody counts it.
    fn sent(&mut self, resource: &RedisOut) {
        let counts = [
            ("Sent idle, a day", &resource.idle.wire_per_day),
            ("Sent at work, a day", &resource.busy.wire_per_day),
            ("Run in scripts besides, a day", &resource.busy.script_per_day),
        ];
        self.counts = counts.map(|(over, count)| (over.to_owned(), quantity(count))).to_vec();
    }

    /// How much of what a month may have is used in the first, of the most that is allowed and of what there is.
    fn weigh(&mut self, (target, per_month): (Option<&str>, &str), plan: &str, month: &str, little: Decimal) {
        let Some(share) = share(target, Some(per_month)) else {
            self.left = [plan, " has no limit of commands in a month"].concat();
            return;
        };
        let left = Decimal::ONE.saturating_sub(share);
        self.standing = Some(match &self.limit {
            _ if left > little => Standing::Ok,
            _ if left >= Decimal::ZERO => Standing::Tight,
            Some(_) => Standing::Over,
            None => Standing::Charged,
        });
        self.used = used(left).unwrap_or_default();
        self.left = [&*percent(share), " of what ", plan, " allows in ", month].concat();
        let allowed = quantity(target.unwrap_or_default());
        self.counts.push(([plan, " allows, a month"].concat(), allowed));
    }

    /// Where a limit is passed, the bar is about that one, in the month it is passed in, as the finding is.
    fn speak_of(&mut self, first: &FirstOut, plan: &str) {
        let Some(share) = share(first.limit.as_deref(), first.usage.as_deref()) else { return };
        self.standing = Some(Standing::Over);
        self.used = used(Decimal::ONE.saturating_sub(share)).unwrap_or_default();
        let what = lower(&first.description);
        self.left =
            [&*percent(share), " of what ", plan, " allows in ", &month(&first.month), ": ", &what].concat();
    }

    fn fits(&mut self, plans: &[PlanOut]) {
        let mut shown: usize = 0;
        for plan in plans.iter().filter(|plan| plan.current || plan.first_limit.is_none()) {
            let is_more = !plan.current && shown >= PLANS;
            let list = if is_more { &mut self.dearer } else { &mut self.plans };
            shown = shown.saturating_add(usize::from(plan.first_limit.is_none()));
            let money = |text: &str| {
                if plan.is_unpriced() {
                    return Amount { text: "no price".to_owned(), ..Amount::default() };
                }
                amount(text, &plan.currency)
            };
            list.push(Fit {
                name: plan.name.clone(),
                now: money(&plan.first_month),
                total: money(&plan.total),
                limit: plan.first_limit.as_ref().map(event),
                judged: plan.judged,
            });
        }
        if !self.dearer.is_empty() {
            self.more_plans = ["Dearer plans that fit too: ", &self.dearer.len().to_string()].concat();
        }
    }
}

/// The share that is used of what is allowed; none where either is not known.
fn share(allowed: Option<&str>, used: Option<&str>) -> Option<Decimal> {
    decimal(used?)?.checked_div(decimal(allowed?)?)
}

fn advice(one: &AdviceOut, several: bool) -> Advice {
    let name = one.written.as_deref().unwrap_or(&one.setting);
    let of = if several { [" of ", one.client.as_str()].concat() } else { String::new() };
    let enough = if one.enough { ": enough alone" } else { "" };
    Advice {
        client: one.place,
        setting: one.setting.clone(),
        to: one.to.clone(),
        change: [name, &of, ": ", &one.from, " to ", &one.to].concat(),
        saves: ["saves ", &quantity(&one.saves_per_month), " a month", enough].concat(),
        gives_up: one.gives_up.clone().unwrap_or_default(),
    }
}
