//! The user's own ceilings, judged like a vendor's.

use std::sync::Arc;

use super::{ProjectedMonth, ceilings};
use crate::bill::{Accrual, Demand, LimitRow, LimitState, Line, MeterDemand, Rhythm, Second};
use crate::book::{Effect, MeterKind, Window};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::model::Model;
use crate::nearest::nearest;
use crate::number::Decimal;
use crate::stack::{OwnLimit, Rate, RateUnit, Resource, Stack};
use crate::tariff::Usage;

/// Adds the user's ceilings to a month's limits.
pub(super) fn limits<'a>(
    model: &Model<'a>,
    month: &mut ProjectedMonth<'a>,
    demands: &[Arc<MeterDemand<'a>>],
) -> Result<(), Problem> {
    let stack = model.stack;
    let mut rows = Vec::new();
    if let Some(ceiling) = &stack.limits.spend {
        let own =
            Own { model, stack, month, name: "spend", scope: None, effect: Effect::Notified, says: None };
        rows.push(own.spend(
            "your ceiling on the cost of the stack".to_owned(),
            ceiling,
            Some(own.accruals(|_| true)),
        )?);
    }
    for (name, limit) in &stack.limits.named {
        let scope = scope(stack, month, name, limit)?;
        let own = Own { model, stack, month, name, scope, effect: limit.then, says: limit.says.as_ref() };
        rows.push(own.row(limit, demands)?);
    }
    month.limits.extend(rows.into_iter().map(Arc::new));
    Ok(())
}

/// The resource or account a ceiling names.
fn scope<'a>(
    stack: &'a Stack,
    month: &ProjectedMonth<'a>,
    name: &str,
    limit: &OwnLimit,
) -> Result<Option<&'a str>, Problem> {
    let wrong =
        |message: String, hint: String| Problem::new(message).path(format!("limits.{name}")).hint(hint);
    match (&limit.resource, &limit.account) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => {
            Err(wrong("names a resource and an account".to_owned(), "name one of them".to_owned()))
        }
        (Some(resource), None) => {
            stack.resources.entry(resource).map(|(known, _)| Some(known)).ok_or_else(|| {
                let known = nearest(resource, stack.resources.names());
                wrong(
                    format!("no resource `{resource}`"),
                    format!("the resources are {}", crate::nearest::some(&known)),
                )
            })
        }
        (None, Some(account)) => match month.accounts.iter().find(|total| total.account == account) {
            Some(total) => Ok(Some(total.account)),
            None => Err(wrong(
                format!("no account `{account}` is billed"),
                match nearest(account, month.accounts.iter().map(|total| total.account)).as_slice() {
                    [] => "no account here has prices".to_owned(),
                    known => format!("the accounts are {}", crate::nearest::some(known)),
                },
            )),
        },
    }
}

/// One ceiling with what it is judged in.
struct Own<'p, 'a> {
    model: &'p Model<'a>,
    stack: &'a Stack,
    month: &'p ProjectedMonth<'a>,
    name: &'a str,
    scope: Option<&'a str>,
    effect: Effect,
    says: Option<&'a String>,
}

impl<'a> Own<'_, 'a> {
    fn row(&self, limit: &'a OwnLimit, demands: &[Arc<MeterDemand<'a>>]) -> Result<LimitRow<'a>, Problem> {
        if let Some(ceiling) = &limit.spend {
            let own = |line: &&Line<'_>| match (&limit.resource, &limit.account) {
                (Some(resource), _) => line.resource == Some(resource.as_str()),
                (_, Some(account)) => line.account == account,
                _ => true,
            };
            // A resource without any price has no cost that could be judged: not zero, not given.
            let parts = self.accruals(|line| own(&line));
            return self.spend(
                format!("your ceiling on the cost of {}", self.scope.unwrap_or("the stack")),
                ceiling,
                Some(parts).filter(|parts| !parts.is_empty()),
            );
        }
        let Some(at) = &limit.at else {
            return Err(self.wrong(
                "says neither `at` nor `spend`",
                "for example `{ resource: cache, meter: commands, at: 10000 /day }`",
            ));
        };
        match (&limit.driver, &limit.resource, &limit.meter) {
            (Some(driver), None, None) => self.driver(driver, at),
            (None, resource, Some(meter)) if self.scope.is_some() => {
                self.meter((limit, resource.is_some()), meter, at, demands)
            }
            _ => Err(self.wrong(
                "does not say what it is on",
                "give `resource` or `account` with a `meter`, or `driver`, or `spend`",
            )),
        }
    }

    /// What lines come to, with the seconds from the first day looked at in which they do; a cycle that begins later ends
    /// later as well.
    fn accruals(&self, of: impl Fn(&Line<'_>) -> bool) -> Vec<Accrual> {
        let first = self.cycle().first_day();
        let mut all = Vec::new();
        for line in self.month.lines().filter(|line| of(line)) {
            let billed = self.month.accounts.iter().find(|total| total.account == line.account);
            let later = billed.map_or(0, |total| total.cycle.first_day().days_since(first));
            let at = |second: Second| if second == Second::LAST { second } else { second.shifted(later) };
            let before = all.len();
            if let Some(amount) = line.summed() {
                line.accrue(amount, &mut all);
            }
            for ((from, to), _) in all.iter_mut().skip(before) {
                (*from, *to) = (at(*from), at(*to));
            }
        }
        all
    }

    /// The account it is on, or that of the resource it is on.
    fn owner(&self) -> Option<&'a str> {
        self.scope.map(|scope| match self.stack.resources.get(scope) {
            Some(resource) => self.stack.account_name(scope, resource),
            None => scope,
        })
    }

    /// The days a ceiling looks at: the cycle of the account it is on, else the month.
    fn cycle(&self) -> Cycle {
        let account = self.owner();
        let billed = self.month.accounts.iter().find(|total| Some(total.account) == account);
        billed.map_or(self.month.month.into(), |total| total.cycle)
    }

    /// How use lies in the month: the shape of the resource it is on, or the stack's, by the clock of its vendor.
    fn rhythm(&self) -> Rhythm<'a> {
        let resource = self.scope.and_then(|name| self.stack.resources.get(name));
        let shape = resource.map_or(self.stack.shape.as_ref(), |resource| self.stack.shape_of(resource));
        let account = self.scope.and_then(|name| self.stack.accounts.get(name).map(|it| it.provider(name)));
        let provider = resource.map(Resource::provider).or(account);
        let book = provider.and_then(|provider| self.model.book(provider).ok());
        let clock = book.and_then(|book| {
            let product = book.provider.products.get(resource.map_or("", Resource::product_id));
            product.and_then(|product| product.clock.as_ref()).or(book.provider.account.clock.as_ref())
        });
        Rhythm { cycle: self.cycle(), shape, clock }
    }

    fn wrong(&self, message: &str, hint: &str) -> Problem {
        Problem::new(message).path(format!("limits.{}", self.name)).hint(hint)
    }

    fn spend(
        &self,
        description: String,
        ceiling: &Rate,
        parts: Option<Vec<Accrual>>,
    ) -> Result<LimitRow<'a>, Problem> {
        let window = match ceiling.per {
            None | Some(RateUnit::Month) => Window::Month,
            Some(RateUnit::Day) => Window::Day,
            _ => {
                return Err(self.wrong("has a time that is not looked at", "a spend is per day or per month"));
            }
        };
        let demand = parts.and_then(|parts| match window {
            Window::Month => Demand::spend(&parts, self.cycle()),
            _ => Demand::spend_of_a_day(&parts, self.cycle()),
        });
        let unit = self.month.currency.to_string();
        Ok(self.judged(description, None, unit, window, Some(ceiling.quantity.value), demand.as_ref()))
    }

    fn driver(&self, driver: &str, at: &Rate) -> Result<LimitRow<'a>, Problem> {
        let figure = self.month.drivers.iter().find(|(known, _)| *known == driver).ok_or_else(|| {
            let known = nearest(driver, self.stack.drivers.names());
            self.wrong(
                &format!("no driver `{driver}`"),
                &format!("the drivers are {}", crate::nearest::some(&known)),
            )
        })?;
        let demand = Demand::steady(figure.1);
        Ok(self.judged(
            format!("your ceiling on {driver}"),
            None,
            driver.to_owned(),
            Window::Month,
            Some(at.quantity.value),
            Some(&demand),
        ))
    }

    /// On a meter of the resource that is named, or of the account.
    fn meter(
        &self,
        (limit, of_resource): (&OwnLimit, bool),
        meter: &'a str,
        at: &Rate,
        demands: &[Arc<MeterDemand<'a>>],
    ) -> Result<LimitRow<'a>, Problem> {
        let scope = self.scope.unwrap_or_default();
        let is_own = |account: &str, resource: Option<&str>| match (of_resource, resource) {
            (true, Some(resource)) => resource == scope,
            (false, None) => account == scope,
            _ => false,
        };
        let same = || {
            let own = demands.iter().filter(|demand| is_own(demand.account, demand.resource));
            own.filter(|demand| demand.meter == meter)
        };
        let metered = same().next();
        let terms = match metered {
            Some(demand) => Some(demand.terms),
            None => ceilings::metered(self.model, limit, meter, &format!("limits.{}", self.name))?,
        };
        let kind = terms.map_or(MeterKind::Flow, |terms| terms.kind);
        let window = match (at.per, kind) {
            (None | Some(RateUnit::Month), MeterKind::Flow) => Window::Month,
            (Some(RateUnit::Day), MeterKind::Flow) => Window::Day,
            (Some(RateUnit::Second), MeterKind::Flow) => Window::Second,
            (None, _) => Window::Instant,
            _ => {
                return Err(self.wrong(
                    "has a time that is not looked at",
                    "a ceiling is per second, per day or per month; a state has none",
                ));
            }
        };
        // A share is of the vendor's limit that looks at the same time.
        let same_time = |row: &&LimitRow<'a>| match window {
            Window::Month => matches!(row.window, Window::Month | Window::Cycle | Window::Rolling30Days),
            other => row.window == other,
        };
        let own_meter = |row: &&LimitRow<'a>| is_own(row.account, row.resource) && row.meter == Some(meter);
        // The least, where several are on it: that is the one that is met.
        let vendors = self.month.limits().filter(own_meter).filter(same_time);
        let vendors = vendors.min_by_key(|row| (row.ceiling.is_none(), row.ceiling));
        let unit = terms.map(|terms| &terms.unit).or(at.quantity.unit.as_ref());
        let unit = unit.map(ToString::to_string).unwrap_or_default();
        let share = at.quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%");
        let ceiling = match (share, terms) {
            (true, _) => {
                let vendor = match vendors {
                    Some(row) => row.ceiling,
                    None => self.of_account(meter, &same_time),
                };
                vendor.and_then(|ceiling| ceiling.times(at.quantity.value)?.over(Decimal::ONE_HUNDRED))
            }
            (false, Some(terms)) => Some(at.quantity.in_unit(&terms.unit).ok_or_else(|| {
                super::wrong_unit(&at.quantity, &terms.unit, &terms.name)
                    .path(format!("limits.{}.at", self.name))
            })?),
            (false, None) => Some(at.quantity.value),
        };
        let usage = Usage { spans: same().flat_map(|demand| demand.usage.spans.iter().cloned()).collect() };
        let demand = metered.and_then(|demand| Demand::of(&usage, demand.terms.kind, window, self.rhythm()));
        let description = format!("your ceiling on {meter} of {scope}");
        let row = self.judged(description, Some(meter), unit, window, ceiling, demand.as_ref());
        let clock = self.rhythm().clock.map(|clock| clock.name.as_str());
        let row = LimitRow { clock: clock.filter(|_| window == Window::Day), ..row };
        Ok(if of_resource { row } else { LimitRow { resource: None, ..row } })
    }

    /// What its account is allowed of what a resource counts, in the resource's unit.
    fn of_account(&self, meter: &str, same_time: &impl Fn(&&LimitRow<'a>) -> bool) -> Option<Decimal> {
        let resource = self.stack.resources.get(self.scope?)?;
        let meters = &self.model.book(resource.provider()).ok()?.provider.account.meters;
        let owner = self.owner();
        let pooled = |row: &&LimitRow<'a>| row.resource.is_none() && Some(row.account) == owner;
        self.month.limits().filter(pooled).filter(same_time).find_map(|row| {
            let input = meters.get(row.meter?)?.counted.iter().find(|input| input.from == meter)?;
            row.ceiling?.over(input.weight.value(|_| None).ok()?)
        })
    }

    fn judged(
        &self,
        description: String,
        meter: Option<&'a str>,
        unit: String,
        window: Window,
        ceiling: Option<Decimal>,
        demand: Option<&Demand<'_>>,
    ) -> LimitRow<'a> {
        let mut row = LimitRow {
            measures: &[],
            account: "own",
            resource: self.scope,
            limit: self.name,
            description: description.into(),
            meter,
            unit: unit.into(),
            ceiling,
            usage: demand.map(|demand| demand.used),
            headroom: None,
            state: LimitState::NotGiven,
            effect: self.effect,
            to: None,
            says: self.says.map(String::as_str),
            reset: None,
            clock: None,
            window,
            passed_at: None,
            passed_on: None,
            days: None,
            stages: Vec::new(),
            basis: demand.and_then(|demand| demand.basis),
            source: None,
            confidence: None,
            own: true,
            cycle: None,
        };
        row.judge(demand, self.stack.limits.headroom, self.cycle());
        // What a cycle that began later comes to may be passed after the month.
        let day = |at: Second| self.cycle().first_day().plus_days(at.shown().checked_div(86_400)?);
        row.passed_on = row.passed_at.and_then(day);
        row
    }
}
