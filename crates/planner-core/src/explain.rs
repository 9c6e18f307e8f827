//! A number opened: its formula, the inputs that made it with where they stand, its price and where that was read.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::bill::{Basis, LimitRow, Line};
use crate::book::Product;
use crate::document::{Node, Problem, Value};
use crate::month::Month;
use crate::nearest::nearest;
use crate::output::{LimitOut, LineOut, SCHEMA_VERSION, text};
use crate::projection::{Made, ProjectedMonth, Projection};

/// The most ids an error lists.
const LISTED: usize = 8;

/// Everything with one id in one month. A charge and a limit may share it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The version of this format.
    pub schema_version: u32,
    /// The id: `web/instances`.
    pub id: String,
    /// The month.
    pub month: String,
    /// The currency of every amount.
    pub currency: String,
    /// The lines; several when the plan changes within the month.
    pub lines: Vec<ExplainedLine>,
    /// The limits.
    pub limits: Vec<LimitOut>,
    /// What in the stack it follows from.
    pub inputs: Vec<InputOut>,
}

/// A line with its arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExplainedLine {
    /// The line.
    pub line: LineOut,
    /// What each step of the price contributed.
    pub bands: Vec<BandOut>,
    /// The amount before the item's minimum and maximum, where they changed it.
    pub before_bounds: Option<String>,
    /// Where the price stands in the provider's book.
    pub book_path: Option<String>,
    /// The first day of the newest price file in the book that was used.
    pub book_of: Option<String>,
    /// What that book calls its provider.
    pub provider: Option<String>,
}

/// What one step of a price contributed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BandOut {
    /// Units charged in it.
    pub units: String,
    /// The price of `per` units.
    pub unit_price: String,
    /// How many units that buys.
    pub per: String,
    /// A flat fee charged with it.
    pub flat: String,
    /// What it comes to.
    pub amount: String,
}

/// Something the stack says, or leaves out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InputOut {
    /// Where it stands in the stack.
    pub path: String,
    /// What it says.
    pub value: String,
    /// Its line in the file; null for what the stack does not say.
    pub line: Option<u32>,
    /// Its column in the file.
    pub column: Option<u32>,
    /// What it comes to in the month, or what holds in its place.
    pub means: Option<String>,
}

/// Opens the line or limit of an id, in a month or in the first that has it.
///
/// `document` is the tree the stack was read from.
///
/// # Errors
///
/// A [`Problem`] for an id nothing has, with the nearest ones, or a month outside the projection.
pub fn explain(
    projection: &Projection<'_>,
    document: &Node,
    id: &str,
    month: Option<Month>,
) -> Result<Explanation, Problem> {
    let Some(month) = wanted(projection, id, month)? else {
        let mut known = BTreeSet::new();
        for month in &projection.months {
            known.extend(month.lines.iter().map(Line::id));
            known.extend(month.limits.iter().map(LimitRow::id));
        }
        let near: Vec<&str> =
            nearest(id, known.iter().map(String::as_str)).into_iter().take(LISTED).collect();
        let hint = if near.is_empty() {
            "the stack has no lines".to_owned()
        } else {
            format!("nearest are {}", crate::nearest::some(&near))
        };
        // What has no line of its own is billed where all of its kind is.
        let pooled = projection
            .stack
            .resources
            .get(id.split('/').next().unwrap_or(id))
            .filter(|_| !known.iter().any(|known| known.split('/').next() == id.split('/').next()));
        let problem = Problem::new(format!("no line or limit `{id}`"));
        return Err(match pooled {
            Some(resource) => problem.hint(format!(
                "what it uses is billed to its account at {}, under the account's name: {}",
                resource.provider(),
                crate::nearest::some(&near)
            )),
            None => problem.hint(hint),
        });
    };
    let lines: Vec<&Line<'_>> = month.lines.iter().filter(|line| line.id() == id).collect();
    let limits: Vec<&LimitRow<'_>> = month.limits.iter().filter(|row| row.id() == id).collect();
    let mut inputs = Inputs { projection, month, document, found: Vec::new() };
    for line in &lines {
        if let (Basis::Charge { own: true, .. }, Some(name)) = (&line.basis, line.resource) {
            inputs.add(format!("resources.{name}.charges.{}", line.charge), None);
        }
        inputs.of(line.account, line.resource, line.meter);
    }
    for row in &limits {
        if row.own {
            inputs.add(format!("limits.{}", row.limit), None);
        } else {
            inputs.of(row.account, row.resource, row.meter);
        }
    }
    Ok(Explanation {
        schema_version: SCHEMA_VERSION,
        id: id.to_owned(),
        month: month.month.to_string(),
        currency: projection.currency.to_string(),
        lines: lines.into_iter().map(opened).collect(),
        limits: limits.into_iter().map(LimitOut::from).collect(),
        inputs: inputs.found,
    })
}

fn wanted<'p, 'a>(
    projection: &'p Projection<'a>,
    id: &str,
    month: Option<Month>,
) -> Result<Option<&'p ProjectedMonth<'a>>, Problem> {
    let has = |month: &&ProjectedMonth<'_>| {
        month.lines.iter().any(|line| line.id() == id) || month.limits.iter().any(|row| row.id() == id)
    };
    let Some(wanted) = month else { return Ok(projection.months.iter().find(has)) };
    let Some(found) = projection.months.iter().find(|month| month.month == wanted) else {
        let of = |month: Option<&ProjectedMonth<'_>>| {
            month.map(|month| month.month.to_string()).unwrap_or_default()
        };
        let (first, last) = (of(projection.months.first()), of(projection.months.last()));
        return Err(Problem::new(format!("{wanted} is not projected"))
            .hint(format!("the months are {first} to {last}")));
    };
    Ok(Some(found).filter(has))
}

fn opened(line: &Line<'_>) -> ExplainedLine {
    let priced = line.priced();
    let band = |band: &crate::tariff::Band<Decimal>| BandOut {
        units: text(band.units),
        unit_price: text(band.unit),
        per: text(band.per),
        flat: text(band.flat),
        amount: text(band.amount),
    };
    let (book, path) = match &line.basis {
        Basis::Charge { own: false, book, .. } => (Some(*book), line.place()),
        Basis::Adjustment { book, .. } => (Some(*book), None),
        Basis::Charge { .. } | Basis::Quoted(_) | Basis::NoBook => (None, None),
    };
    ExplainedLine {
        line: LineOut::from(line),
        bands: priced.map(|priced| priced.bands.iter().map(band).collect()).unwrap_or_default(),
        before_bounds: priced
            .filter(|priced| priced.before_bounds != priced.amount)
            .map(|priced| text(priced.before_bounds)),
        book_path: path,
        book_of: book.map(|book| book.provider.effective.to_string()),
        provider: book.map(|book| book.provider.name.clone()),
    }
}

struct Inputs<'e, 'a> {
    projection: &'e Projection<'a>,
    month: &'e ProjectedMonth<'a>,
    document: &'e Node,
    found: Vec<InputOut>,
}

impl<'e> Inputs<'e, '_> {
    /// What a line or limit of a resource, or of an account, follows from.
    fn of(&mut self, account: &str, resource: Option<&str>, meter: Option<&str>) {
        if let Some(name) = resource {
            let base = format!("resources.{name}");
            for key in ["product", "plan", "count", "hours", "scaling", "since", "quoted", "options"] {
                self.add(format!("{base}.{key}"), None);
            }
            if !self.has(&format!("{base}.plan")) {
                let plan =
                    self.month.lines.iter().find(|line| line.resource == Some(name)).map(|line| line.plan);
                self.left_out(format!("{base}.plan"), default(plan));
            }
            self.usage(&base, name, meter);
            return;
        }
        let base = format!("accounts.{account}");
        for key in ["plan", "card", "since", "options"] {
            self.add(format!("{base}.{key}"), None);
        }
        if !self.has(&format!("{base}.plan")) {
            let plan = self
                .month
                .lines
                .iter()
                .find(|line| line.resource.is_none() && line.account == account)
                .map(|line| line.plan);
            self.left_out(format!("{base}.plan"), default(plan));
        }
        let Some(meter) = meter else { return };
        self.series(&format!("{base}.usage.{meter}"));
        let stack = self.projection.stack;
        for (name, resource) in stack.resources.iter() {
            let owner = stack
                .account_of(name, resource)
                .ok()
                .flatten()
                .map_or(resource.provider(), |(owner, _)| owner);
            if owner == account {
                self.series(&format!("resources.{name}.usage.{meter}"));
                self.made(name, &[meter]);
            }
        }
    }

    fn usage(&mut self, base: &str, name: &str, meter: Option<&str>) {
        let Some(meter) = meter else { return };
        let product = self.product(name);
        let terms = product.and_then(|product| product.meters.get(meter));
        let mut keys: Vec<&str> = vec![meter];
        keys.extend(terms.iter().flat_map(|terms| &terms.counted).map(|input| input.from.as_str()));
        keys.extend(terms.and_then(|terms| terms.grows.as_ref()).map(|grows| grows.with.as_str()));
        keys.dedup();
        let before = self.found.len();
        for key in &keys {
            self.series(&format!("{base}.usage.{key}"));
        }
        self.made(name, &keys);
        let running = terms.is_some_and(|terms| terms.kind == crate::book::MeterKind::Running);
        if self.found.len() == before && !running {
            let default = terms.is_some_and(|terms| terms.default.is_some());
            let means = if default { "the vendor's default" } else { "usage not given" };
            self.left_out(format!("{base}.usage.{meter}"), Some(means.to_owned()));
        }
    }

    /// What usage of a resource follows from besides: what it does, or who its clients are.
    fn made(&mut self, name: &str, keys: &[&str]) {
        let of_it = |made: &&Made| made.resource == name && keys.contains(&made.meter.as_str());
        let mut blocks: Vec<String> = Vec::new();
        for made in self.projection.made.iter().filter(of_it) {
            // `resources.chat.tokens` of `resources.chat.tokens.messages`.
            let block = made.path.split('.').take(3).collect::<Vec<_>>().join(".");
            if !blocks.contains(&block) {
                blocks.push(block);
            }
        }
        for block in blocks {
            let document = self.document;
            match document.exact(&block).map(|node| &node.value) {
                Some(Value::Map(entries)) => {
                    for (field, node) in entries {
                        let at = format!("{block}.{field}");
                        match &node.value {
                            // A table or a kind of file among others.
                            Value::Map(inner) if node.get("per").is_none() && node.get("start").is_none() => {
                                for (field, _) in inner {
                                    self.series(&format!("{at}.{field}"));
                                }
                            }
                            _ => self.series(&at),
                        }
                    }
                }
                _ => self.series(&block),
            }
        }
        let clients = format!("resources.{name}.clients");
        if !self.found.iter().any(|input| input.path.starts_with(&format!("resources.{name}.usage."))) {
            self.add(clients, None);
        }
    }

    /// The product of a resource, through the book of any line that was priced for it.
    fn product(&self, name: &str) -> Option<&'e Product> {
        let (projection, month) = (self.projection, self.month);
        let id = projection.stack.resources.get(name)?.product_id();
        month.lines.iter().filter(|line| line.resource == Some(name)).find_map(|line| match &line.basis {
            Basis::Charge { book, .. } => book.provider.products.get(id),
            _ => None,
        })
    }

    /// A figure over the months, with the drivers it follows.
    fn series(&mut self, path: &str) {
        self.add(path.to_owned(), None);
        let mut at = path.to_owned();
        // Drivers make no circle: the stack was checked. The bound holds where it was not.
        for _ in 0..LISTED {
            let Some(node) = self.exact(&at) else { return };
            // A bare name is a driver too.
            let Value::Text(driver) = node.get("per").map_or(&node.value, |per| &per.value) else { return };
            if self.projection.stack.drivers.get(driver).is_none() {
                return;
            }
            at = format!("drivers.{driver}");
            let figure = self.month.drivers.iter().find(|(name, _)| name == driver);
            let means = figure.map(|(_, value)| {
                format!(
                    "{} in {}",
                    crate::money::grouped(*value, value.normalize().scale().min(2)),
                    self.month.month.name()
                )
            });
            self.add(at.clone(), means);
        }
    }

    fn has(&self, path: &str) -> bool {
        self.found.iter().any(|input| input.path == path)
    }

    fn add(&mut self, path: String, means: Option<String>) {
        let Some(node) = self.exact(&path) else { return };
        let (value, at) = (shown(node), node.at);
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

/// What holds where no plan is named; nothing where the vendor's plans are not known.
fn default(plan: Option<&str>) -> Option<String> {
    plan.filter(|plan| !plan.is_empty()).map(|plan| format!("the default plan {plan}"))
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
