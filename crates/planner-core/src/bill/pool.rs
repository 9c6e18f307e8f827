//! What an account pools over its resources: quotas, hours, seats, fees.

use std::ptr;
use std::sync::Arc;

use super::account::Walk;
use super::found::Found;
use super::group::{Stretch, pieces};
use super::known::{Ground, Known};
use super::least;
use super::line::{Basis, Line};
use super::meters;
use super::part::Part;
use super::piece::Piece;
use super::requests::Tier;
use super::requirements::{self, Unmet};
use super::resource::holding;
use super::scope::Scope;
use super::{AccountMonth, MeterDemand, MonthUsage, ResourceMonth, Run, stays, unheard};
use crate::book::{Meter, Provider, Settings};
use crate::model::Standing;
use crate::note::{Note, Notes};
use crate::number::Decimal;
use crate::own::Own;
use crate::table::Table;
use crate::tariff::{Period, TariffError, Usage};

/// Prices what the account pools in one part of the month.
pub(super) fn price<'a>(
    walk: &mut Walk<'_, 'a>,
    at: usize,
    (known, ground): (&mut Known<'a>, &Arc<Ground<'a>>),
) -> Result<(), TariffError> {
    let Some(part) = walk.parts.get(at) else { return Ok(()) };
    let account = walk.account;
    let month = Period { seconds: account.cycle.seconds() };
    let (book, end) = (part.contract.book, part.to.min(month.seconds));
    let product = &book.provider.account;
    let settings = walk.settings(part);
    let members = members(walk, at);
    let Counted { readings, mut notes, unpriced } = counted(account, part, &members, &settings)?;
    let unmet: Vec<Unmet<'_>> = requirements::unmet(
        &book.provider,
        product,
        (account.name, account.name),
        part.contract.plan,
        part.contract.plan,
        &settings,
    )
    .collect();
    let settings = settings.without(requirements::refused(&unmet, &account.options));
    let running = members.iter().map(|member| (member.standing, &member.settings));
    if !walk.quiet {
        notes.extend(unheard::of_account(account.name, part.contract, &account.options, &settings, &running));
        notes.extend(unheard::account_usage(account, part.contract, &settings));
    }
    let whole = Run {
        from: part.from,
        to: end,
        plan: None,
        since: None,
        count: Decimal::ONE,
        awake: None,
        usage: Table::default(),
    };
    let idle = account.resources.iter().all(|resource| resource.runs.is_empty());
    let scope = Scope {
        place: walk.place(part),
        product,
        own: Own::default(),
        held: part.held(month)?,
        settings,
        readings: Table::sorted(readings),
        holding: holding(&[Piece { run: &whole, from: part.from, to: end, tier: Tier::all(None) }]),
        begins: !walk.parts.iter().take(at).any(|before| before.contract.plan.0 == part.contract.plan.0),
        since: account.since,
        left: account.leaves(part.from),
        waived: if idle { &product.settle.waived_when_empty } else { &[] },
        unpriced,
        idle,
        part: false,
        spent: walk.spent.clone(),
        within: walk.within.clone(),
        tight: account.tight,
        cycle: account.cycle,
        shape: account.shape,
    };
    walk.found.unmet.extend(unmet);
    walk.found.notes.extend(notes);
    // A ceiling on what is spent looks at the lines of resources too, and what is used up goes on from month to month.
    let spends = scope.terms_of_limits().any(|(_, terms)| terms.spend.is_some());
    let alone = !spends && walk.spent.is_empty() && walk.within.is_empty();
    if let Some(found) = if alone { known.pool(ground, at, &scope) } else { None } {
        walk.found.add(found);
        return Ok(());
    }
    let is_whole = part.is_whole(month);
    let doubts = if walk.quiet { Vec::new() } else { least::notes(&scope) };
    let mut found =
        Found { demands: demands(account.name, &scope), notes: doubts.into(), ..Found::default() };
    let priced = scope.price(&mut walk.lines_in(at..=at))?;
    found.notes.extend(priced.waived.iter().map(|line| waived(account.name, line)));
    if !is_whole && product.settle.prorated.is_none() && priced.lines.iter().any(|line| is_fee_by_time(line))
    {
        found.notes.push(Note::plain(account.name, format_args!(
                "its plan is held for a part of the month, and how {} charges that was not found: the fee, and \
                 what is included, are taken by days",
                book.provider.name
            ),
        ));
    }
    let drawn = found.take(priced, at);
    if alone && drawn.is_empty() {
        known.keep_pool(ground, at, scope, &found);
    }
    walk.draw(drawn);
    walk.found.add(found);
    Ok(())
}

/// What the account's meters counted in a part of the month.
struct Counted<'m, 'a> {
    readings: Vec<(&'a str, Vec<Usage>)>,
    notes: Notes,
    /// Meters on which something counts whose price nobody has, with why.
    unpriced: Vec<(&'a str, &'m str)>,
}

fn counted<'m, 'r: 'm, 'a: 'r>(
    account: &AccountMonth<'a>,
    part: &Part<'a>,
    members: &'m [Member<'r, 'a>],
    settings: &Settings<'_>,
) -> Result<Counted<'m, 'a>, TariffError> {
    let (book, month) = (part.contract.book, Period { seconds: account.cycle.seconds() });
    let product = &book.provider.account;
    let mut readings = Vec::with_capacity(product.meters.len());
    let mut notes = Notes::default();
    let mut unpriced = Vec::new();
    for (id, meter) in &product.meters {
        let shared = book.provider.shared(id);
        let products = shared.map(|shared| shared.products.as_slice()).unwrap_or_default();
        let mut counting = members.iter().filter(|member| products.contains(&member.product_at)).peekable();
        let stated = stated(account, &book.provider, id);
        if shared.is_some() && stated.is_empty() && counting.peek().is_none() {
            continue; // Nothing here can make any of it: the meter has no reading at all.
        }
        let Pooled { mut used, silent, .. } =
            pooled(account, part, stated, counting, (id, meter), settings, month)?;
        if !used.is_empty() && !silent.is_empty() {
            notes.push(Note::plain(
                account.name,
                format_args!("{} counts what is stated; {} did not state any", meter.name, silent.join(", ")),
            ));
        }
        if used.is_empty() && shared.is_some_and(|shared| shared.only_fed) {
            used.push(Usage::level(Decimal::ZERO, month));
        }
        // What a resource adds in a place whose prices nobody has is not priced at another place's.
        let mut nowhere =
            members.iter().filter(|member| member.standing.product.reports.iter().any(|report| report == id));
        if let Some(why) = nowhere.find_map(|member| member.settings.unpriced()) {
            unpriced.push((id.as_str(), why));
        }
        readings.push((id.as_str(), used));
    }
    Ok(Counted { readings, notes, unpriced })
}

fn waived(account: &str, line: &Line<'_>) -> Note {
    let (what, plan) = (&line.description, line.plan);
    Note::plain(account, format_args!("{what} of {plan} is waived: nothing runs in it"))
}

/// What the account's meters counted, for ceilings of the user's own.
fn demands<'a>(account: &'a str, scope: &Scope<'_, 'a>) -> Vec<Arc<MeterDemand<'a>>> {
    let demand = |(id, used): (&&str, &Vec<Usage>)| {
        let spans = used.iter().flat_map(|usage| usage.spans.iter().cloned()).collect();
        let (meter, terms) = scope.product.meters.get_key_value(*id).filter(|_| !used.is_empty())?;
        Some(Arc::new(MeterDemand { account, resource: None, meter, terms, usage: Usage { spans } }))
    };
    scope.readings.iter().filter_map(demand).collect()
}

/// Whether a line is a fee that a part of the month has a part of.
fn is_fee_by_time(line: &Line<'_>) -> bool {
    let by_time = match &line.basis {
        Basis::Charge { terms, own, .. } => terms.meter.is_none() && !terms.whole && !own,
        _ => false,
    };
    by_time && line.amount().is_some_and(|amount| !amount.is_zero())
}

/// What counts on one of the account's meters.
struct Pooled<'a> {
    used: Vec<Usage>,
    /// Resources that could state usage of it and do not.
    silent: Vec<&'a str>,
    last: Option<&'a str>,
}

impl<'a> Pooled<'a> {
    /// Adds a stretch of a resource's usage: a resource is one member, however many stretches it has.
    fn add(&mut self, resource: &'a str, usage: Usage) {
        match self.used.last_mut() {
            Some(member) if self.last == Some(resource) => member.spans.extend(usage.spans),
            _ => self.used.push(usage),
        }
        self.last = Some(resource);
    }
}

/// Runs of a resource that are alike, as the account's meters see them.
struct Member<'r, 'a> {
    resource: &'r ResourceMonth<'a>,
    standing: Standing<'a>,
    /// Its place among the book's products.
    product_at: usize,
    settings: Settings<'r>,
    pieces: Vec<Piece<'r, 'a>>,
}

impl Member<'_, '_> {
    /// Whether a stretch is another of its runs, on the same plan and of as many.
    fn goes_on(&self, stretch: &Stretch<'_, '_>) -> bool {
        let (next, first) = (stretch.piece.run, self.pieces.first().map(|piece| piece.run));
        ptr::eq(self.resource, stretch.resource)
            && ptr::eq(self.standing.plan.1, stretch.standing.plan.1)
            && first.is_some_and(|run| run.count == next.count && run.usage.keys().eq(next.usage.keys()))
    }
}

fn members<'r, 'a>(walk: &Walk<'r, 'a>, at: usize) -> Vec<Member<'r, 'a>> {
    let Some(part) = walk.parts.get(at) else { return Vec::new() };
    let (account, products) = (walk.account, &part.contract.book.provider.products);
    let mut members: Vec<Member<'r, 'a>> = Vec::new();
    for stretch in walk.found.stretches.iter().filter(|stretch| stretch.part == at) {
        let Stretch { resource, standing, piece, .. } = *stretch;
        if let Some(known) = members.last_mut().filter(|known| known.goes_on(stretch)) {
            known.pieces.push(piece);
            continue;
        }
        let Some(product_at) = products.position(resource.product) else { continue };
        let settings = standing.settings(&resource.options, account.terms(), piece.run.count);
        members.push(Member { resource, standing, product_at, settings, pieces: vec![piece] });
    }
    members
}

/// What the account states of a meter, or of what the meter is counted from.
fn stated<'a>(account: &AccountMonth<'a>, provider: &Provider, id: &str) -> Table<MonthUsage, &'a str> {
    let counts = |word: &str| provider.account_meters(word).is_some_and(|meters| meters.contains(&id));
    let usage = account.usage.iter().filter(|(word, _)| counts(word));
    Table::sorted(usage.map(|(word, usage)| (*word, usage.clone())).collect())
}

/// Whether a price of the user's own stands in place of the account's charge on a meter, for what a resource counts on it.
fn has_own_price(part: &Part<'_>, resource: &ResourceMonth<'_>, meter: &str) -> bool {
    let charges = part.contract.book.provider.account.charges_of(part.contract.plan.1);
    let mut on_it = charges.filter(|(_, terms)| terms.meter.as_deref() == Some(meter));
    on_it.any(|(id, _)| resource.own.has_charge(id))
}

fn pooled<'m, 'r: 'm, 'a: 'r>(
    account: &AccountMonth<'a>,
    part: &Part<'a>,
    stated: Table<MonthUsage, &'a str>,
    members: impl Iterator<Item = &'m Member<'r, 'a>>,
    (id, meter): (&str, &Meter),
    settings: &Settings<'_>,
    month: Period,
) -> Result<Pooled<'a>, TariffError> {
    let mut pooled = Pooled { used: Vec::new(), silent: Vec::new(), last: None };
    if !stated.is_empty() {
        let own = ResourceMonth {
            name: account.name,
            product: "",
            runs: vec![Run {
                from: account.plans.first().map_or(0, |on| on.from),
                to: account.plans.last().map_or(0, |on| on.to),
                plan: None,
                since: None,
                count: Decimal::ONE,
                awake: None,
                usage: Table::default(),
            }],
            options: Arc::default(),
            usage: stated,
            own: Own::default(),
            since: None,
            awake: None,
            there: None,
            shape: None,
            path: "".into(),
        };
        let pieces: Vec<Piece<'_, '_>> = pieces(&own, part).collect();
        pooled.used.extend(stays::reading(&own, (id, meter), &pieces, settings, month)?.usage);
    }
    for Member { resource, standing, settings, pieces, .. } in members {
        let (product, plan) = (standing.product, standing.plan.1);
        if let Some(feed) = plan.feeds.get(id).or_else(|| product.feeds.get(id))
            && let Some(usage) = meters::fed(feed, pieces, settings, month)?
        {
            pooled.add(resource.name, usage);
        }
        if product.reports.iter().any(|report| report == id) {
            if has_own_price(part, resource, id) {
                pooled.add(resource.name, Usage { spans: Vec::new() });
                continue;
            }
            match stays::reading(resource, (id, meter), pieces, settings, month)?.usage {
                Some(usage) => pooled.add(resource.name, usage),
                // Stretches of a resource follow each other.
                None if pooled.silent.last() != Some(&resource.name) => pooled.silent.push(resource.name),
                None => {}
            }
        }
    }
    Ok(pooled)
}
