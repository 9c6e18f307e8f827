//! Plans side by side: what each costs by itself, what the whole stack comes to on it, and what breaks.

use planner_core::answers::compare::{Variation, columns, vary};
use planner_core::answers::price_list::price_list;
use planner_core::book::{Plan, Product, Snapshot};
use planner_core::document::{Node, Problem, Value};
use planner_core::output::{Column, CoverageOut, MonthOut, NeededOut};
use planner_core::projection::Options;
use planner_core::stack::Stack;
use planner_core::{Date, Decimal, decimal};

use super::facts;
use super::offers::{MOST_PLANS, Needs, PlanOffer, PlanOffers, Verdict};
use super::price::{self, ONE, Price};
use crate::answer::{Event, place, view};
use crate::columns::Origin;
use crate::numbers::amount;
use crate::plans::{attribute, books, choice, dearness};
use crate::state::Inputs;
use crate::{order, tree};

/// What the plans are of.
pub(super) struct Whose<'a> {
    /// The resource; none of an account.
    pub(super) resource: Option<&'a str>,
    /// As a variation names it.
    pub(super) name: String,
    /// Where it stands in the document.
    pub(super) path: [&'a str; 2],
}

/// Plans with what they are judged by.
pub(super) struct Shelf<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) stack: &'a Stack,
    pub(super) book: &'static Snapshot,
    pub(super) product: &'static Product,
    pub(super) id: &'a str,
    pub(super) whose: Whose<'a>,
    pub(super) current: Option<&'a str>,
    pub(super) day: Date,
}

impl Shelf<'_> {
    /// Each plan with what is said of it, the cheapest first.
    pub(super) fn offers(&self) -> Result<PlanOffers, Problem> {
        let (plans, left_out) = self.plans();
        let ids: Vec<String> = plans.iter().map(|(id, _)| (*id).to_owned()).collect();
        if ids.is_empty() {
            return Ok(PlanOffers::default());
        }
        let stacks = vary(self.stack, &[Variation { name: self.whose.name.clone(), plans: ids }])?;
        let options = Options { months: self.inputs.months, ..Options::default() };
        let list = price_list(books()?, &self.book.provider.provider, Some(self.id), Some(self.day))?;
        let listed = list.products.into_iter().next().map(|product| product.plans).unwrap_or_default();
        let facts = facts::of(&self.book.provider, self.product, &listed);
        let mut priced = Vec::with_capacity(plans.len());
        for ((id, plan), column) in plans.into_iter().zip(columns(books()?, &stacks, options)) {
            let price = self.price(id, column.as_ref().ok())?;
            let first_month = column.as_ref().ok().and_then(|column| decimal(&column.first_month));
            let known = facts.iter().find(|(known, _)| known == id);
            let choice = choice(id, plan);
            let (total, verdict, needs) = match column {
                Ok(column) => self.judge(&column),
                Err(problem) => (String::new(), Verdict::Refused(problem.message.clone()), None),
            };
            let offer = PlanOffer {
                id: choice.id,
                name: choice.name,
                detail: choice.detail,
                price: price.text(),
                included: known.map(|(_, facts)| facts.clone()).unwrap_or_default(),
                is_current: self.current == Some(id),
                total,
                verdict,
                needs,
            };
            // What is paid by use has its place by what the stack costs on it.
            let by_use = first_month.filter(|_| price.fixed.is_none()).unwrap_or_default();
            priced.push((offer, size(plan), by_use, price.rank()));
        }
        let priced = order::by_key(priced, |(_, size, ..)| (false, *size));
        let priced = order::by_key(priced, |(_, _, by_use, _)| (false, *by_use));
        let priced = order::by_key(priced, |(.., rank)| *rank);
        Ok(PlanOffers { offers: priced.into_iter().map(|(offer, ..)| offer).collect(), left_out })
    }

    /// The plans on sale and the current one; with how many are left out.
    fn plans(&self) -> (Vec<(&'static str, &'static Plan)>, usize) {
        let mut plans: Vec<(&str, &Plan)> = self.product.on_sale(self.day).collect();
        let kept = self.current.filter(|current| plans.iter().all(|(id, _)| id != current));
        let kept = kept.and_then(|id| self.product.plans.get_key_value(id));
        plans.extend(kept.map(|(id, plan)| (id.as_str(), plan)));
        // Nobody waits for the prices of hundreds of plans: the nearest by what the book orders them by.
        let plans = order::by_key(plans, |(id, plan)| dearness(id, plan));
        let all = plans.len();
        let at = plans.iter().position(|(id, _)| self.current == Some(*id)).unwrap_or(0);
        let first = at.saturating_sub(MOST_PLANS / 2).min(all.saturating_sub(MOST_PLANS));
        let near = plans.into_iter().skip(first).take(MOST_PLANS);
        (near.collect(), all.saturating_sub(MOST_PLANS))
    }

    /// What a plan costs a month before it is used: a resource's by itself, an account's without what runs in it. A fee that
    /// is waived for an empty account is that of the stack.
    fn price(&self, plan: &str, column: Option<&Column>) -> Result<Price, Problem> {
        let alone = price::of(&self.alone(plan)?, self.whose.resource.map(|_| ONE), self.product);
        if self.whose.resource.is_some() || alone.text().is_some() {
            return Ok(alone);
        }
        let account = self.name();
        let first = column.and_then(|column| Some((column, column.report.months.first()?)));
        let fees = |(column, month): (&Column, &MonthOut)| {
            let fees = month.lines.iter().filter(|line| line.resource.is_none() && line.meter.is_none());
            Price::new(fees.filter(|line| line.account == account), self.product, &column.currency)
        };
        Ok(first.map(fees).unwrap_or_default())
    }

    /// The stack without anything but this on a plan: what is said of the whole stack and of accounts stays.
    fn alone(&self, plan: &str) -> Result<Node, Problem> {
        let mut document = self.inputs.document.clone();
        let own = document.find(&self.whose.path).cloned();
        for part in ["about", "drivers", "resources", "limits", "shape"] {
            document.remove(&[part]);
        }
        document.put(&["resources"], Value::Map(Vec::new().into()))?;
        let accounts = tree::entries(&document, &["accounts"]).map(|(name, _)| name.to_owned());
        for name in accounts.collect::<Vec<_>>() {
            // What an account uses goes by drivers, which are gone.
            document.remove(&["accounts", &name, "usage"]);
            if self.whose.resource.is_none() && self.name() != name {
                document.remove(&["accounts", &name]);
            }
        }
        let at = if self.whose.resource.is_some() { ["resources", ONE] } else { ["accounts", self.name()] };
        for field in ["product", "account", "region", "options"] {
            if let Some(value) =
                own.as_ref().filter(|_| at == ["resources", ONE]).and_then(|own| own.get(field))
            {
                document.put(&[at[0], at[1], field], value.value.clone())?;
            }
        }
        document.put(&[at[0], at[1], "plan"], Value::Text(plan.to_owned()))?;
        Ok(document)
    }

    /// What the resource or account is called.
    fn name(&self) -> &str {
        self.whose.path[1]
    }

    fn judge(&self, column: &Column) -> (String, Verdict, Option<Needs>) {
        let view = view(self.inputs, Origin::Stack, column);
        let needed = column.report.needed.as_ref().filter(|needed| self.is_needed(needed));
        let needs = needed.map(|needed| Needs {
            words: needed.words(),
            total: amount(&needed.total, &column.currency).text,
        });
        let verdict = match view.limit.or(view.own) {
            Some(Event { short_date: date, what, effect, .. }) => Verdict::Breaks { date, what, effect },
            None if view.unjudged.is_empty() => Verdict::Holds { months: self.inputs.months },
            None => Verdict::NotJudged(unjudged(&column.report.coverage)),
        };
        (view.now.text, verdict, needs)
    }

    /// Whether plans are needed for this, rather than for something else in the stack.
    fn is_needed(&self, needed: &NeededOut) -> bool {
        let own = self.name();
        let plan = format!("{}.plan", self.whose.name);
        needed
            .changes
            .iter()
            .any(|change| change.path == plan || change.needed_by.iter().any(|who| who == own))
    }
}

/// How much of what may break can be judged, and what to state next, in an entry of a list.
fn unjudged(coverage: &CoverageOut) -> String {
    if coverage.limits == 0 {
        return "no limit is known".to_owned();
    }
    let known = match coverage.judged {
        0 => ["none of ", &coverage.limits.to_string(), " limits can be judged"].concat(),
        _ => ["none of the ", &coverage.share(), " that can be judged breaks"].concat(),
    };
    let next = coverage.next.first().filter(|_| coverage.not_given > 0);
    let next = next.map(|next| ["; state ", &place(&next.path), " next"].concat());
    known + &next.unwrap_or_default()
}

/// How large a plan is: the largest amount of data among its sizes, in bytes.
fn size(plan: &Plan) -> Decimal {
    let sizes = plan.attributes.keys().filter_map(|name| attribute(plan, name));
    sizes.max().unwrap_or_default()
}
