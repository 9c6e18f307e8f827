//! Which steps a stack can take, each as a changed copy of it.

use super::{Kind, Step};
use crate::answers::floor::still;
use crate::book::{Books, MeterKind, OptionKind, OptionTerms, OptionValue, Plan, Product, Provider};
use crate::document::Problem;
use crate::model::{Model, Standing};
use crate::number::Decimal;
use crate::projection::Options;
use crate::stack::{ABSURD, Account, Base, Given, MOST, Rate, Resource, Series, Stack};
use crate::table::Table;
use crate::unit::{Quantity, decimal};

/// How many more of a driver are asked about.
const THOUSAND: Decimal = Decimal::ONE_THOUSAND;

/// The steps that are taken: each holds a whole stack, so there may be no more than some.
pub(super) struct Steps {
    pub(super) all: Vec<Step>,
    most: usize,
    /// How many there are besides.
    pub(super) left_out: usize,
}

impl Steps {
    /// One more, which is put together where there is room for it.
    fn add(&mut self, step: impl FnOnce() -> Step) {
        if self.all.len() < self.most {
            self.all.push(step());
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }
}

/// The first steps: resource by resource, then accounts, then drivers.
pub(super) fn steps(books: &Books, stack: &Stack, options: Options, most: usize) -> Result<Steps, Problem> {
    let mut all = Steps { all: Vec::new(), most, left_out: 0 };
    let model = Model::of(books, stack, options.as_of)?;
    for (name, resource) in stack.resources.iter() {
        let standing = model.named(name).and_then(|resource| model.standing(resource, model.start()));
        if let Some(Standing { contract, product, plan }) = standing {
            let flows = flows(&contract.book.provider, resource);
            of_resource(&mut all, stack, (name, resource, &flows), product, plan.1);
        }
        for (at, client) in resource.clients.iter().enumerate() {
            let more = client.count.plus(Decimal::ONE);
            let what = client.name.clone().unwrap_or_else(|| client.profile.clone());
            let changed = |resource: &mut Resource| {
                if let (Some(client), Some(more)) = (resource.clients.get_mut(at), more) {
                    client.count = more;
                }
            };
            all.add(|| Step::of(Kind::Client, stack, name, what, changed).counting(client.count));
        }
    }
    for (name, account) in stack.accounts.iter() {
        let Some(known) = model.account_named(name) else { continue };
        of_account(&mut all, stack, (name, account), &model.book(known.provider)?.provider.account);
    }
    for (name, series) in stack.drivers.iter().filter(|(_, series)| is_root(series)) {
        all.add(|| driver(stack, name, series));
    }
    Ok(all)
}

impl Step {
    /// One change to one resource.
    fn of(kind: Kind, stack: &Stack, name: &str, what: String, change: impl FnOnce(&mut Resource)) -> Self {
        let mut changed = stack.clone();
        if let Some(resource) = changed.resources.get_mut(name) {
            change(resource);
        }
        Self {
            kind,
            scope: name.to_owned(),
            what,
            from: None,
            to: None,
            option: None,
            resources: vec![name.to_owned()],
            stack: Ok(changed),
        }
    }

    /// From so many to one more, which must be a count that a stack can state.
    fn counting(self, from: Decimal) -> Self {
        let shown = |count: Decimal| count.normalize().to_string();
        let to = from.plus(Decimal::ONE);
        let stack = match to.filter(|to| *to <= MOST) {
            Some(_) => self.stack,
            None => Err(Problem::new(format!("a count above {MOST} cannot be stated"))),
        };
        Self { from: Some(shown(from)), to: to.map(shown), stack, ..self }
    }
}

fn of_resource(
    all: &mut Steps,
    stack: &Stack,
    (name, resource, flows): (&str, &Resource, &[String]),
    product: &Product,
    plan: &Plan,
) {
    // Without a word that it scales, more of it is another one: a second database, not a second half of the first.
    let scales = product.options.contains_key("autoscaling") || resource.count.is_some();
    // A fee of the user's own is for each of the count; alone, it is all there is to have one more of.
    let own = resource.own().charges().any(|(_, terms)| terms.meter.is_none());
    let own = own && product.charges_of(plan).next().is_none();
    let scales = own || scales && is_run(product, plan) && !is_store(product, plan);
    if scales {
        let more = resource.instances().plus(Decimal::ONE);
        let changed = |resource: &mut Resource| match &mut resource.scaling {
            Some(scaling) if resource.count.is_none() || resource.load.is_some() => {
                scaling.min = scaling.min.saturating_add(1);
                scaling.max = scaling.max.max(scaling.min);
            }
            _ => resource.count = more,
        };
        all.add(|| {
            let step = Step::of(Kind::Instance, stack, name, "instance".to_owned(), changed);
            step.counting(resource.instances())
        });
    }
    for (option, terms, now) in counted(product, &resource.options) {
        let changed = |resource: &mut Resource| raise(&mut resource.options, option, now);
        all.add(|| {
            let step = Step::of(Kind::Option, stack, name, terms.description.clone(), changed);
            Step { option: Some(option.clone()), ..step.counting(now) }
        });
    }
    if !scales && is_there(product, plan) {
        all.add(|| another(stack, (name, resource, flows), product));
    }
}

/// Another one of a resource, without traffic.
fn another(stack: &Stack, (name, resource, flows): (&str, &Resource, &[String]), product: &Product) -> Step {
    let mut copy = resource.clone();
    still(&mut copy);
    for (_, series) in copy.usage.iter_mut().filter(|(name, _)| flows.iter().any(|flow| flow == name)) {
        *series = Series::constant(Rate { quantity: Quantity::new(Decimal::ZERO, None), per: None });
    }
    let mut called = format!("{name} 2");
    while stack.resources.get(&called).is_some() {
        called.push_str(" 2");
    }
    let what = format!("another {}, without traffic", product.name);
    let mut step = Step::of(Kind::Resource, stack, name, what, |_| {});
    if let Ok(stack) = &mut step.stack {
        stack.resources.push(called.clone(), copy);
    }
    Step { resources: vec![called], ..step }
}

/// The usage of a resource that is traffic, also where it is stated and follows no driver: totals over the month.
fn flows(book: &Provider, resource: &Resource) -> Vec<String> {
    let is_flow = |name: &str| {
        let meter = resource.own().usage_key(book, resource.product_id(), name);
        meter.is_some_and(|(_, meter)| meter.kind == MeterKind::Flow)
    };
    resource.usage.iter().map(|(name, _)| name).filter(|name| is_flow(name)).map(str::to_owned).collect()
}

fn of_account(all: &mut Steps, stack: &Stack, (name, account): (&str, &Account), product: &Product) {
    for (option, terms, now) in counted(product, &account.options) {
        all.add(|| {
            let mut step = Step::of(Kind::Option, stack, "", terms.description.clone(), |_| {});
            if let Ok(stack) = &mut step.stack
                && let Some(account) = stack.accounts.get_mut(name)
            {
                raise(&mut account.options, option, now);
            }
            let step = Step { scope: name.to_owned(), resources: Vec::new(), ..step };
            Step { option: Some(option.clone()), ..step.counting(now) }
        });
    }
}

/// The options that count things, with how many there are. One whose default is above one is an amount, not a number of
/// things, and so is one without a default that a meter takes its level from.
fn counted<'a>(
    product: &'a Product,
    given: &'a Table<OptionValue>,
) -> impl Iterator<Item = (&'a String, &'a OptionTerms, Decimal)> {
    let is_level = |name: &str| {
        let mut defaults = product.meters.values().filter_map(|meter| meter.default.as_ref());
        defaults.any(|default| default.each.iter().any(|(known, _)| known == name))
    };
    let counts = product.options.iter().filter(move |(name, terms)| {
        terms.kind == OptionKind::Count && (terms.default.is_some() || !is_level(name))
    });
    counts.filter_map(|(name, terms)| {
        let default = terms.default.as_ref().map_or(Some(Decimal::ZERO), |value| decimal(&value.0))?;
        let now = match given.get(name) {
            Some(OptionValue::Number(number)) => *number,
            _ => default,
        };
        (default <= Decimal::ONE).then_some((name, terms, now))
    })
}

fn raise(options: &mut Table<OptionValue>, name: &str, now: Decimal) {
    if let Some(more) = now.plus(Decimal::ONE) {
        options.insert(name.to_owned(), OptionValue::Number(more));
    }
}

/// Whether a plan charges for instances while they run.
fn is_run(product: &Product, plan: &Plan) -> bool {
    let running =
        |meter: &String| product.meters.get(meter).is_some_and(|meter| meter.kind == MeterKind::Running);
    product
        .charges_of(plan)
        .any(|(_, terms)| terms.when.0.is_empty() && terms.meter.as_ref().is_some_and(running))
}

/// Whether it keeps something whose size is charged: more instances of it are other databases, not more of the same.
fn is_store(product: &Product, plan: &Plan) -> bool {
    let level =
        |meter: &String| product.meters.get(meter).is_some_and(|meter| meter.kind == MeterKind::Level);
    product.charges_of(plan).any(|(_, terms)| terms.meter.as_ref().is_some_and(level))
        || product.meters.values().any(|meter| meter.default.is_some())
}

/// Whether there is something to have one more of: it runs, has a fee or a size, or counts by being there. What is only
/// billed by its use is the same in one piece or two.
fn is_there(product: &Product, plan: &Plan) -> bool {
    let fee = product.charges_of(plan).any(|(_, terms)| terms.meter.is_none() && terms.when.0.is_empty());
    let mut meters = product.meters.values();
    fee || !product.feeds.is_empty()
        || !plan.feeds.is_empty()
        || meters.any(|meter| meter.kind == MeterKind::Running || meter.default.is_some())
}

fn is_root(series: &Series) -> bool {
    !matches!(series.base, Base::Driver { .. })
}

/// A thousand more of a driver: a month, or in whatever time it is stated for.
fn driver(stack: &Stack, name: &str, series: &Series) -> Step {
    let (time, from, to) = match &series.base {
        Base::Start(rate) => {
            let mut more = rate.clone();
            more.quantity.value = more.quantity.value.plus(THOUSAND).unwrap_or(more.quantity.value);
            let time = rate.per.map_or("month", crate::stack::RateUnit::word);
            (time, Some(rate.to_string()), Some(Rate::to_string(&more)))
        }
        _ => ("month", None, None),
    };
    let mut changed = stack.clone();
    let raised = changed.drivers.get_mut(name).and_then(raise_driver);
    Step {
        kind: Kind::Driver,
        scope: name.to_owned(),
        what: format!("a thousand more a {time}"),
        from,
        to,
        option: None,
        resources: followers(stack, name),
        stack: raised.map(|()| changed).ok_or_else(|| Problem::new("a thousand more is too large a number")),
    }
}

/// Adds a thousand to every figure the series starts from. `None` past the largest that a stack can state.
fn raise_driver(series: &mut Series) -> Option<()> {
    let raise = |figure: &mut Quantity| {
        figure.value = figure.value.plus(THOUSAND).filter(|more| *more <= ABSURD)?;
        Some(())
    };
    match &mut series.base {
        Base::Start(rate) => raise(&mut rate.quantity)?,
        Base::Months(months) => months.iter_mut().try_for_each(raise)?,
        Base::Driver { .. } | Base::Events(_) => {}
    }
    series.steps.values_mut().try_for_each(raise)
}

/// The resources whose usage follows a driver, at first or second hand.
fn followers(stack: &Stack, driver: &str) -> Vec<String> {
    let mut known = vec![driver];
    for _ in 0..stack.drivers.len() {
        for (name, series) in stack.drivers.iter() {
            if follows(series, &known) && !known.contains(&name) {
                known.push(name);
            }
        }
    }
    let asked = |given: &Given| match given {
        Given::Word(word) => known.contains(&word.as_str()),
        Given::Figure(series) => follows(series, &known),
        Given::Flag(_) => false,
    };
    let uses = |resource: &Resource| {
        resource.usage.iter().any(|(_, series)| follows(series, &known))
            || resource.stated().iter().any(|stated| follows(stated.series, &known))
            || resource.clients.iter().any(|client| client.given.iter().any(|(_, given)| asked(given)))
    };
    let all = stack.resources.iter().filter(|(_, resource)| uses(resource));
    all.map(|(name, _)| name.to_owned()).collect()
}

fn follows(series: &Series, known: &[&str]) -> bool {
    series.drivers().iter().any(|driver| known.contains(driver))
}
