//! What of a stack a number follows from.

use super::InputOut;
use crate::book::{Measure, MeterKind, Product};
use crate::clients::Usage;
use crate::document::{Node, Value};
use crate::projection::{Made, ProjectedMonth, Projection};

/// The most drivers one figure goes through.
const LONGEST: usize = 8;

/// The inputs that were found so far.
pub(super) struct Inputs<'e, 'a> {
    pub(super) projection: &'e Projection<'a>,
    pub(super) month: &'e ProjectedMonth<'a>,
    pub(super) document: &'e Node,
    pub(super) found: Vec<InputOut>,
    /// How often something was found, again too.
    pub(super) told: usize,
}

impl<'e> Inputs<'e, '_> {
    /// What a line or limit of a resource, or of an account, follows from.
    pub(super) fn of(&mut self, account: &str, resource: Option<&str>, meter: Option<&str>) {
        if let Some(name) = resource {
            let base = format!("resources.{name}");
            for key in
                ["product", "plan", "count", "hours", "scaling", "region", "since", "quoted", "options"]
            {
                self.add(format!("{base}.{key}"), None);
            }
            self.plan(&base);
            self.usage(&base, name, meter);
            return;
        }
        let base = format!("accounts.{account}");
        for key in ["plan", "card", "region", "since", "options"] {
            self.add(format!("{base}.{key}"), None);
        }
        self.plan(&base);
        let Some(meter) = meter else { return };
        let keys = keys(self.product(&base), meter);
        self.stated(&base, &keys);
        let stack = self.projection.stack;
        for (name, resource) in stack.resources.iter() {
            let owner = stack.account_of(name, resource).ok().flatten();
            if owner.map_or(resource.provider(), |(owner, _)| owner) == account {
                let base = format!("resources.{name}");
                self.stated(&base, &keys);
                self.made(&base, name, &keys);
            }
        }
    }

    /// The plan that was taken where none is named. What has one plan alone is bought without naming it.
    fn plan(&mut self, base: &str) {
        let known = self.projection.terms.iter().find(|(known, ..)| known == base);
        if !self.has(&format!("{base}.plan")) && known.is_none_or(|(_, product, _)| product.plans.len() > 1) {
            self.left_out(format!("{base}.plan"), known.map(|(.., plan)| format!("the default plan {plan}")));
        }
    }

    /// The product of a resource, or of an account, as the stack begins.
    fn product(&self, base: &str) -> Option<&'e Product> {
        self.projection.terms.iter().find(|(known, ..)| known == base).map(|(_, product, _)| *product)
    }

    fn usage(&mut self, base: &str, name: &str, meter: Option<&str>) {
        let Some(meter) = meter else { return };
        let product = self.product(base);
        let (keys, before) = (keys(product, meter), self.told);
        self.stated(base, &keys);
        self.made(base, name, &keys);
        let terms = product.and_then(|product| product.meters.get(meter));
        let running = terms.is_some_and(|terms| terms.kind == MeterKind::Running);
        if self.told == before && !running {
            let default = terms.is_some_and(|terms| terms.default.is_some());
            let means = if default { "the vendor's default" } else { "usage not given" };
            self.left_out(format!("{base}.usage.{meter}"), Some(means.to_owned()));
        }
    }

    /// Usage that is stated.
    fn stated(&mut self, base: &str, keys: &[&str]) {
        for key in keys {
            self.series(&format!("{base}.usage.{key}"));
        }
    }

    /// What usage of a resource follows from besides: what it does, or who its clients are.
    fn made(&mut self, base: &str, name: &str, keys: &[&str]) {
        let (projection, document) = (self.projection, self.document);
        let of_it = |made: &&Made| made.resource == name && keys.contains(&made.meter.as_str());
        for made in projection.made.iter().filter(of_it) {
            let what = made.path.split('.').nth(2).unwrap_or_default();
            // `resources.chat.tokens` of `resources.chat.tokens.messages`; tables and kinds of files have a name besides.
            let depth = if matches!(what, "tables" | "files") { 4 } else { 3 };
            let block = made.path.split('.').take(depth).collect::<Vec<_>>().join(".");
            match document.exact(&block).map(|node| &node.value) {
                Some(Value::Map(fields)) => {
                    for (field, _) in fields.iter().filter(|(field, _)| follows(made.measure, what, field)) {
                        self.series(&format!("{block}.{field}"));
                    }
                }
                _ => self.series(&block),
            }
            if what == "connects" {
                self.add(block.replace(what, "count"), None);
                self.add(block.replace(what, "scaling"), None);
            }
        }
        let kept = |meter| self.product(base)?.meters.get(meter).map(|terms| &terms.measures);
        let by_clients = Usage::default().parts().iter().any(|(part, _)| keys.contains(part))
            || keys.iter().any(|key| kept(*key).is_some_and(|of| of.contains(&Measure::Dataset)));
        if by_clients {
            self.add(format!("{base}.clients"), None);
        }
    }

    /// A figure over the months, with the drivers it follows.
    fn series(&mut self, path: &str) {
        self.add(path.to_owned(), None);
        let mut at = path.to_owned();
        // Drivers make no circle: the stack was checked. The bound holds where it was not.
        for _ in 0..LONGEST {
            let Some(node) = self.exact(&at) else { return };
            // A bare name is a driver too.
            let Value::Text(driver) = node.get("per").map_or(&node.value, |per| &per.value) else { return };
            if self.projection.stack.drivers.get(driver).is_none() {
                return;
            }
            at = format!("drivers.{driver}");
            let figure = self.month.drivers.iter().find(|(name, _)| name == driver);
            let means = figure.map(|(_, value)| {
                format!("{} in {}", crate::shown::quantity(*value), self.month.month.name())
            });
            self.add(at.clone(), means);
        }
    }

    fn has(&self, path: &str) -> bool {
        self.found.iter().any(|input| input.path == path)
    }

    pub(super) fn add(&mut self, path: String, means: Option<String>) {
        let Some(node) = self.exact(&path) else { return };
        let (value, at) = (shown(node), node.at);
        self.told = self.told.saturating_add(1);
        if !self.has(&path) {
            self.found.push(InputOut { path, value, line: Some(at.line), column: Some(at.column), means });
        }
    }

    fn left_out(&mut self, path: String, means: Option<String>) {
        if !self.has(&path) {
            self.found.push(InputOut {
                path,
                value: "not stated".to_owned(),
                line: None,
                column: None,
                means,
            });
        }
    }

    fn exact(&self, path: &str) -> Option<&Node> {
        self.document.exact(path)
    }
}

/// A value as it could stand in a file, on one line.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(text) | Value::Text(text) => text.clone(),
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(name, node)| format!("{name}: {}", shown(node))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// The keys of usage that a meter is counted from, itself among them.
fn keys<'m>(product: Option<&'m Product>, meter: &'m str) -> Vec<&'m str> {
    let terms = product.and_then(|product| product.meters.get(meter));
    let mut keys = vec![meter];
    keys.extend(terms.iter().flat_map(|terms| &terms.counted).map(|input| input.from.as_str()));
    keys.extend(terms.and_then(|terms| terms.grows.as_ref()).map(|grows| grows.with.as_str()));
    keys.dedup();
    keys
}

/// Whether what a resource makes follows from a field of what is said of it.
fn follows(measure: Measure, what: &str, field: &str) -> bool {
    use Measure::{
        AnswerSize, AtOnce, BuildTime, CachedTokens, Cpu, CpuTime, Egress, InputTokens, Memory, MemoryTime,
        ObjectReads, ObjectStorage, ObjectWrites, OutputTokens, RequestCpu, RequestMemory, RequestTime,
        Requests,
    };
    match (measure, field) {
        (RequestCpu, _) => return field == "cpu",
        (RequestTime, _) => return field == "time",
        (RequestMemory, _) => return field.starts_with("memory"),
        (AnswerSize, _) => return field == "answer",
        (AtOnce, "time") => return true,
        _ => {}
    }
    let only: &[Measure] = match (what, field) {
        ("tokens", "output") => &[OutputTokens],
        ("tokens", "cached") => &[InputTokens, CachedTokens],
        ("deploys", "build") => &[BuildTime],
        ("files", "files") => &[ObjectStorage, ObjectWrites],
        ("files", "each") => &[ObjectStorage, Egress],
        ("files", "reads" | "through" | "cached") => &[ObjectReads, Requests, Egress],
        ("load", "answer") => &[Egress],
        ("load", "cpu") => &[Cpu, CpuTime],
        ("load", "time" | "memory") => &[Memory, MemoryTime],
        ("load", "memory_each" | "shape") => &[Memory],
        ("load", "sessions" | "session" | "concurrency") | ("tables", "wal" | "backups") => &[],
        _ => return true,
    };
    only.contains(&measure)
}
