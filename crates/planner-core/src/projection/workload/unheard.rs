//! What is said of a resource's behaviour and changes nothing in an answer, with why.

mod whole;

use super::instances::Instances;
use super::place::Place;
use super::{Workload, World};
use crate::bill::Vain;
use crate::book::{Feed, Measure, Meter, MeterKind, WokenBy};
use crate::model::Model;
use crate::note::Note;
use crate::stack::{Files, Load, Pooled, Resource, Rows, VectorIndex};

/// Whose meters count what.
#[derive(Clone, Copy)]
struct Meters<'w, 'a> {
    model: &'w Model<'a>,
    /// The resource, as the stack names it; nothing is counted where there is none.
    name: Option<&'w str>,
}

impl Meters<'_, '_> {
    /// Whether a meter counts it, and a charge or a limit in force goes by that meter.
    fn count(self, measure: Measure) -> bool {
        self.in_force(measure).unwrap_or(false)
    }

    fn in_force(self, measure: Measure) -> Option<bool> {
        let (model, name) = (self.model, self.name?);
        let resource = model.named(name)?;
        let book = model.book(resource.stated.provider()).ok()?;
        let (key, _) = book.provider.measuring(resource.product, measure)?;
        let account = model.account_of(resource)?;
        let on = |day| {
            let standing = model.standing(resource, day)?;
            let settings = model.settings(resource, standing, resource.stated.instances())?;
            Some(standing.counts(key, true, &settings, &standing.contract.settings(account.terms())))
        };
        // What acts on one of its plans is not in vain.
        Some(Place::days(model, name).into_iter().filter_map(on).any(|counts| counts))
    }

    fn count_any(self, measures: &[Measure]) -> bool {
        measures.iter().any(|measure| self.count(*measure))
    }
}

/// Notes on all that does nothing.
pub(super) fn notes(world: World<'_, '_>, all: &Workload<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut shaped = false;
    for (name, resource) in world.model.stack.resources.iter() {
        // What has no prices has a line that says so, and is counted by nobody.
        if world.model.named(name).is_none() {
            continue;
        }
        let here = Meters { model: world.model, name: Some(name) };
        let own = all.instances_of(name);
        let mut vain = Vain::default();
        if let Some(load) = &resource.load {
            shaped |= of_load(&mut vain, here, own, load) && load.shape.is_none();
        }
        if let Some(work) = &resource.work {
            shaped |= work.shape.is_none();
            let acts = here.count(Measure::Memory) || by_memory(own);
            vain.unless(acts, work.memory.is_some(), "work.memory", "no price or limit goes by memory");
        }
        for (table, rows) in resource.tables.iter() {
            let ram = Place::days(world.model, name).into_iter().any(|day| {
                Place::of(world.model, (name, resource), day).attribute("ram", Some("B")).is_some()
            });
            of_table(&mut vain, here, &format!("tables.{table}"), rows, ram);
        }
        for (kind, files) in resource.files.iter() {
            of_files(&mut vain, here, &format!("files.{kind}"), files);
        }
        of_the_rest(&mut vain, here, resource);
        of_scaling(&mut vain, own, resource);
        notes.extend(vain.notes(name));
    }
    notes.extend(whole::notes(world, shaped));
    notes
}

/// Whether an autoscaler watches memory.
fn by_memory(own: Option<&Instances<'_>>) -> bool {
    own.is_some_and(|own| {
        let scaling = own.resource.scaling.as_ref();
        own.instance.memory.is_some()
            && own.scales()
            && scaling.is_some_and(|scaling| scaling.memory.is_some())
    })
}

/// Says whether the shape of the week acts on it.
fn of_load(vain: &mut Vain, here: Meters<'_, '_>, own: Option<&Instances<'_>>, load: &Load) -> bool {
    let hop = Meters { name: load.through.as_deref(), ..here };
    let Some(own) = own else { return false };
    let instance = &own.instance;
    let runs = here.count(Measure::Invocations);
    let cpu = instance.cpu_seconds.is_some()
        && (instance.cores.is_some() || here.count_any(&[Measure::CpuTime, Measure::Cpu]));
    let at_peak = instance.cpu_seconds.is_some() && instance.cores.is_some();
    let slots = instance.response_seconds.is_some() && instance.slots.is_some();
    let memory = here.count(Measure::Memory) || by_memory(Some(own));
    let each = memory
        && instance.fixed_memory.is_some()
        && instance.request_memory.is_some()
        && instance.response_seconds.is_some();
    let sent = load.answer.is_some() && (here.count(Measure::Egress) || hop.count(Measure::Egress));
    let scaled = own.months.iter().any(|running| running.scaled.is_some());
    let runs_by_time = own.sleeps_by_use() && here.goes_by_time();
    let counted =
        here.count(Measure::Requests) || hop.count(Measure::Requests) || (runs && load.runs_something());
    let acts = counted || cpu || slots || each || sent || scaled || runs_by_time;
    vain.unless(acts, true, "load.requests", "nothing counts them, nor what is said of them");
    let asleep = "it says how often a service that sleeps is met asleep, and no price here goes by that";
    vain.unless(runs_by_time, load.sessions.is_some(), "load.sessions", asleep);
    vain.unless(runs_by_time && load.sessions.is_some(), load.session.is_some(), "load.session", asleep);
    let timed = instance.response_seconds.is_some() && here.count(Measure::AtOnce);
    let shaped = at_peak || slots || each || scaled || runs_by_time || timed;
    vain.unless(shaped, load.shape.is_some(), "load.shape", "nothing that is said goes by the busiest hour");
    let why = "no price or limit goes by processor time, and the plan's processors are not stated";
    vain.unless(cpu || runs || here.count(Measure::RequestCpu), load.cpu.is_some(), "load.cpu", why);
    // A function's memory is counted for as long as each run holds it; that it runs at all is counted by itself.
    let held = here.count(Measure::MemoryTime) && load.memory.is_some() && load.time.is_some();
    let why = "how many are answered at a time takes `concurrency` beside it, or `memory_each` with a meter of memory";
    let timed = timed || here.count(Measure::RequestTime);
    vain.unless(slots || each || held || runs || timed, load.time.is_some(), "load.time", why);
    let why = "how full it is takes `time` beside it";
    vain.unless(slots || runs, load.concurrency.is_some(), "load.concurrency", why);
    let only = load.cpu.is_none() && load.time.is_none() && load.concurrency.is_none();
    let why = "no price or limit goes by memory in use; what counts it by time takes `time` beside it";
    let own = here.count(Measure::RequestMemory);
    vain.unless(memory || held || own || (runs && only), load.memory.is_some(), "load.memory", why);
    let why = "it takes `memory` and `time` beside it, and a meter that counts memory";
    vain.unless(each || (own && load.memory.is_some()), load.memory_each.is_some(), "load.memory_each", why);
    vain.unless(
        sent || here.count(Measure::AnswerSize),
        load.answer.is_some(),
        "load.answer",
        "no price or limit goes by what is sent",
    );
    let kept = load.cached.is_some_and(|cached| !cached.is_zero()) && load.through.is_some() && acts;
    let passes =
        hop.count(Measure::Requests) || (load.answer.is_some() && hop.count(Measure::Egress)) || kept;
    vain.unless(passes, load.through.is_some(), "load.through", "nothing there counts what passes");
    vain.unless(
        kept,
        load.cached.is_some(),
        "load.cached",
        "it is the share that `through` answers: none is named, or nothing counts the rest",
    );
    let pinged = here.count(Measure::Requests)
        || (runs && load.runs_something())
        || (instance.cpu_seconds.is_some() && here.count_any(&[Measure::CpuTime, Measure::Cpu]))
        || (load.answer.is_some() && here.count(Measure::Egress))
        || runs_by_time;
    vain.unless(
        pinged,
        load.pings.is_some(),
        "load.pings",
        "it does not sleep on this plan, and nothing counts requests",
    );
    shaped
}

fn of_table(vain: &mut Vain, here: Meters<'_, '_>, at: &str, rows: &Rows, ram: bool) {
    let size = here.count(Measure::DatabaseSize);
    let graph = ram && rows.index == VectorIndex::Hnsw && rows.vector.is_some();
    let one = crate::number::Decimal::ONE;
    let why = "no price or limit goes by the size of a database";
    for (field, stated, acts) in [
        ("rows", true, size || graph),
        ("row", true, size),
        ("indexes", rows.indexes != one, size),
        ("key", rows.key.is_some(), size && !rows.indexes.is_zero()),
        ("vector", rows.vector.is_some(), size || graph),
        ("half", rows.half && rows.vector.is_some(), size || graph),
        ("index", rows.index != VectorIndex::None, size || graph),
        ("bloat", !rows.bloat.is_zero(), size),
    ] {
        vain.unless(acts, stated, &format!("{at}.{field}"), why);
    }
    let why = "it says how an embedding is kept, and there is none";
    vain.unless(rows.vector.is_some(), rows.half, &format!("{at}.half"), why);
    let why = "no vendor bills them apart; `headroom demand` shows them";
    vain.unless(false, rows.wal.is_some(), &format!("{at}.wal"), why);
    vain.unless(false, rows.backups.is_some(), &format!("{at}.backups"), why);
}

fn of_files(vain: &mut Vain, here: Meters<'_, '_>, at: &str, files: &Files) {
    let hop = Meters { name: files.through.as_deref(), ..here };
    let kept = here.count_any(&[Measure::ObjectStorage, Measure::ObjectWrites]);
    let passes = hop.count_any(&[Measure::Requests, Measure::Egress]);
    let read = here.count_any(&[Measure::ObjectReads, Measure::Egress]) || passes;
    let reads = files.reads.is_some();
    let sent = reads && (here.count(Measure::Egress) || hop.count(Measure::Egress));
    vain.unless(kept, true, &format!("{at}.files"), "no price or limit goes by files");
    vain.unless(
        kept || sent || here.count(Measure::FileSize),
        true,
        &format!("{at}.each"),
        "no price or limit goes by their bytes",
    );
    vain.unless(read, reads, &format!("{at}.reads"), "no price or limit goes by what is read");
    let cached = files.cached.is_some_and(|cached| !cached.is_zero());
    let spared = here.count_any(&[Measure::ObjectReads, Measure::Egress]);
    let why = "it says how they are read, and no reads that are counted are stated";
    vain.unless(
        reads && (passes || (cached && spared)),
        files.through.is_some(),
        &format!("{at}.through"),
        why,
    );
    let acts = reads && files.through.is_some() && spared;
    vain.unless(
        acts,
        files.cached.is_some(),
        &format!("{at}.cached"),
        "it is the share that `through` answers of reads: none is named, or nothing counts the rest",
    );
}

fn of_the_rest(vain: &mut Vain, here: Meters<'_, '_>, resource: &Resource) {
    let why = "no price or limit goes by commands, or what they keep";
    vain.unless(here.counts_clients(), !resource.clients.is_empty(), "clients", why);
    if let Some(tokens) = &resource.tokens {
        let (input, output) = (here.count(Measure::InputTokens), here.count(Measure::OutputTokens));
        vain.unless(input || output, true, "tokens.messages", "no price or limit goes by tokens");
        let stated = tokens.input.iter().any(|prompt| !prompt.size.is_zero());
        vain.unless(input, stated, "tokens.input", "no price or limit goes by tokens that go in");
        vain.unless(
            output,
            !tokens.output.is_zero(),
            "tokens.output",
            "no price or limit goes by tokens that come out",
        );
        let cached = here.count(Measure::CachedTokens);
        vain.unless(
            cached,
            !tokens.cached.is_zero(),
            "tokens.cached",
            "nothing is priced apart from a cache",
        );
    }
    let logs = here.count(Measure::Logs);
    vain.unless(logs, resource.logs.is_some(), "logs", "no price or limit goes by logs");
    if resource.deploys.is_some() {
        let (time, builds) = (here.count(Measure::BuildTime), here.count(Measure::Builds));
        vain.unless(time || builds, true, "deploys.count", "no price or limit goes by builds");
        vain.unless(time, true, "deploys.build", "no price or limit goes by the time of builds");
    }
    for (at, connects) in resource.connects.iter().enumerate() {
        let there = Meters { name: Some(&connects.to), ..here };
        let counted = match connects.pooled {
            Pooled::Not => there.count(Measure::Connections),
            Pooled::Somehow | Pooled::Transaction => there.count(Measure::PooledConnections),
            Pooled::Session => there.count_any(&[Measure::PooledConnections, Measure::PooledSessions]),
        };
        let kind = match connects.pooled {
            Pooled::Not => "connections",
            _ => "clients of a pooler",
        };
        let why = format!("no limit of {} on {kind} is known", connects.to);
        vain.unless(counted, true, &format!("connects[{at}]"), &why);
        let mode = connects.pooled != Pooled::Session || !counted || there.count(Measure::PooledSessions);
        let why = format!("{} has one mode for all clients of its pooler", connects.to);
        vain.unless(mode, true, &format!("connects[{at}].pooled: session"), &why);
    }
}

fn of_scaling(vain: &mut Vain, own: Option<&Instances<'_>>, resource: &Resource) {
    let Some(scaling) = &resource.scaling else { return };
    let scales = own.is_none_or(Instances::scales);
    let sees = |own: &Instances<'_>| (own.sees_cpu(), own.sees_memory());
    let (cpu, memory) = own.map(sees).unwrap_or_default();
    let why = if scales {
        "how many run is not worked out: it takes a `load` that says what the target watches"
    } else {
        "its plan does not scale by itself"
    };
    vain.unless(cpu, scaling.cpu.is_some(), "scaling.cpu", why);
    vain.unless(memory, scaling.memory.is_some(), "scaling.memory", why);
    vain.unless(cpu || memory, scaling.down_after.is_some(), "scaling.down_after", why);
}

impl Meters<'_, '_> {
    /// Whether any meter counts what clients do, or what they keep.
    fn counts_clients(self) -> bool {
        let Some(resource) = self.name.and_then(|name| self.model.named(name)) else { return false };
        let Ok(book) = self.model.book(resource.stated.provider()) else { return false };
        let provider = &book.provider;
        provider.measuring(resource.product, Measure::Dataset).is_some()
            || crate::clients::Usage::default()
                .parts()
                .iter()
                .any(|(key, _)| provider.meter(resource.product, key).is_some())
    }

    /// Whether anything is charged or shared out by the time it runs.
    fn goes_by_time(self) -> bool {
        let Some(resource) = self.name.and_then(|name| self.model.stack.resources.get(name)) else {
            return false;
        };
        let Ok(book) = self.model.book(resource.provider()) else { return false };
        let Some(product) = book.provider.products.get(resource.product_id()) else { return false };
        let runs = |feed: &Feed| matches!(feed, Feed::Running(_));
        let fed = product.feeds.values().any(runs)
            || product.plans.values().any(|plan| plan.feeds.values().any(runs));
        let held =
            |meter: &Meter| meter.held.as_ref().is_some_and(|level| resource.usage.get(level).is_some());
        fed || product.meters.values().any(|meter| meter.kind == MeterKind::Running || held(meter))
    }
}

impl Instances<'_> {
    fn sleeps_by_use(&self) -> bool {
        self.places.iter().any(|place| place.sleeps.is_some_and(|terms| terms.by == WokenBy::Use))
    }

    /// Whether one of its plans scales by itself.
    fn scales(&self) -> bool {
        self.places.iter().any(|place| place.scales)
    }

    fn sees_cpu(&self) -> bool {
        let scaling =
            self.resource.scaling.as_ref().filter(|_| self.scales() && self.resource.load.is_some());
        scaling.is_some_and(|scaling| scaling.cpu.is_some())
            && self.instance.cores.is_some()
            && self.instance.cpu_seconds.is_some()
    }

    fn sees_memory(&self) -> bool {
        by_memory(Some(self)) && self.instance.fixed_memory.is_some()
    }
}
