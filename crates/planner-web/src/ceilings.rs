//! Ceilings of the owner's own, by name: on a number that grows, on what something costs, on a meter.

use planner_core::book::{Meter, MeterKind, Product};
use planner_core::document::{Node, Problem, Value};
use planner_core::{Decimal, decimal};

use crate::field::Field;
use crate::ids::id_of;
use crate::{plans, tree};

/// Where they stand in a document.
const LIMITS: &str = "limits";

/// What is no name of one: these two are ceilings on the whole.
const WHOLE: [&str; 2] = ["headroom", "spend"];

/// So many resources and accounts are offered: what else there is, the stack file takes.
const MOST: usize = 100;

/// What a ceiling can be on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is known by.
    pub id: String,
    /// What it is, for a list: `web: Bandwidth`.
    pub label: String,
    /// What a ceiling on it may say, with examples.
    pub help: String,
    /// What a stack says for it.
    entries: Vec<(&'static str, String)>,
    /// What a ceiling on it begins with.
    begin: (&'static str, String),
}

/// A ceiling by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// Its name.
    pub name: String,
    /// The id of what it is on.
    pub subject: String,
    /// What it is on, in words.
    pub on: String,
    /// Where its amount is written.
    pub amount: Vec<String>,
    /// What it may say, with examples.
    pub help: String,
    /// What happens at it: empty where somebody is told.
    pub then: String,
}

/// What ceilings can be on in a stack: its drivers, what each part costs, its meters. Of a large stack the first parts alone.
#[must_use]
pub fn subjects(document: &Node) -> Vec<Subject> {
    let mut all: Vec<Subject> =
        tree::entries(document, &["drivers"]).map(|(name, _)| often(document, name)).collect();
    all.push(cost(Vec::new()));
    for (kind, list) in [("resource", "resources"), ("account", "accounts")] {
        for (name, _) in tree::entries(document, &[list]).take(MOST) {
            all.push(cost(vec![(kind, name.to_owned())]));
            let meters = product(document, kind, name).into_iter().flat_map(|product| &product.meters);
            all.extend(meters.map(|(id, meter)| metered(kind, name, id, meter)));
        }
    }
    all
}

/// What a ceiling with these entries is on; none where the books do not know it.
fn known(document: &Node, entries: &[(&'static str, String)], is_cost: bool) -> Option<Subject> {
    match entries {
        [("driver", name)] => Some(often(document, name)),
        [(kind, name), ("meter", id)] => {
            Some(metered(kind, name, id, product(document, kind, name)?.meters.get(id.as_str())?))
        }
        _ => is_cost.then(|| cost(entries.to_vec())),
    }
}

fn product(document: &Node, kind: &str, name: &str) -> Option<&'static Product> {
    let found =
        if kind == "account" { plans::account(document, name) } else { plans::product(document, name) };
    found.map(|(product, _)| product)
}

fn often(document: &Node, name: &str) -> Subject {
    let own = decimal(Field::Driver(name.to_owned()).read(document).trim());
    let own = own.filter(|own| *own > Decimal::ZERO).and_then(|own| own.checked_mul(Decimal::TEN));
    let begin = own.map_or("10000".to_owned(), |own| own.normalize().to_string());
    let label = ["how many ", &tree::words(name)].concat();
    subject(vec![("driver", name.to_owned())], label, "a month: 2000".to_owned(), ("at", begin))
}

fn cost(entries: Vec<(&'static str, String)>) -> Subject {
    let label = match entries.first() {
        None => "what all of it costs".to_owned(),
        Some(("account", name)) => ["what the account ", name, " costs"].concat(),
        Some((_, name)) => ["what ", name, " costs"].concat(),
    };
    subject(entries, label, "50 /month, or 10 /day".to_owned(), ("spend", "50 /month".to_owned()))
}

fn metered(kind: &'static str, name: &str, id: &str, meter: &Meter) -> Subject {
    let time = if meter.kind == MeterKind::Flow { ", /day or /month" } else { "" };
    let help = [meter.unit.to_string().as_str(), time, "; or a share of the vendor's limit: 80 %"].concat();
    let label = [name, ": ", &crate::answer::lower(&meter.name)].concat();
    let entries = vec![(kind, name.to_owned()), ("meter", id.to_owned())];
    subject(entries, label, help, ("at", "80 %".to_owned()))
}

fn subject(
    entries: Vec<(&'static str, String)>,
    label: String,
    help: String,
    begin: (&'static str, String),
) -> Subject {
    Subject { id: known_by(&entries), label, help, entries, begin }
}

fn known_by(entries: &[(&'static str, String)]) -> String {
    let steps = entries.iter().flat_map(|(key, name)| [*key, name.as_str()]);
    id_of(&std::iter::once("on").chain(steps).collect::<Vec<_>>())
}

/// The ceilings by name, in the order of the document.
#[must_use]
pub fn ceilings(document: &Node) -> Vec<Ceiling> {
    let named = tree::entries(document, &[LIMITS]).filter(|(name, _)| !WHOLE.contains(name));
    named.map(|(name, node)| ceiling(document, name, node)).collect()
}

fn ceiling(document: &Node, name: &str, node: &Node) -> Ceiling {
    let on = |key| Some((key, tree::text(node, &[key])?.to_owned()));
    let entries: Vec<_> = ["driver", "resource", "account", "meter"].into_iter().filter_map(on).collect();
    let is_cost = node.find(&["spend"]).is_some();
    let known = known(document, &entries, is_cost);
    let said = || entries.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    Ceiling {
        name: name.to_owned(),
        amount: [LIMITS, name, if is_cost { "spend" } else { "at" }].map(str::to_owned).to_vec(),
        on: known.as_ref().map_or_else(said, |subject| subject.label.clone()),
        help: known.map(|subject| subject.help).unwrap_or_default(),
        then: tree::text(node, &["then"]).filter(|then| *then != "notified").unwrap_or_default().to_owned(),
        subject: known_by(&entries),
    }
}

/// The document with one more ceiling, on what has this id, and its name.
///
/// # Errors
///
/// A [`Problem`] where nothing has that id.
pub fn add(document: &Node, on: &str) -> Result<(String, Node), Problem> {
    let subject = find(document, on)?;
    let base =
        subject.entries.iter().rev().map(|(_, name)| tree::words(name)).collect::<Vec<_>>().join(" of ");
    let base = match (base.is_empty(), subject.begin.0) {
        (true, _) => "everything".to_owned(),
        (_, "spend") => ["cost of ", &base].concat(),
        _ if WHOLE.contains(&base.as_str()) => ["most ", &base].concat(),
        _ => base,
    };
    let taken = |name: &str| document.find(&[LIMITS, name]).is_some();
    let mut names = std::iter::once(base.clone()).chain((2_u32..).map(|number| format!("{base} {number}")));
    let name = names.find(|name| !taken(name)).unwrap_or_default();
    let mut next = document.clone();
    hold(&mut next, &name, &subject)?;
    Ok((name, next))
}

/// The document with a ceiling on something else. Its amount goes with what it was on.
///
/// # Errors
///
/// A [`Problem`] where nothing has that id.
pub fn put_on(document: &Node, name: &str, on: &str) -> Result<Node, Problem> {
    let subject = find(document, on)?;
    let mut next = document.clone();
    for key in ["driver", "resource", "account", "meter", "at", "spend"] {
        next.remove(&[LIMITS, name, key]);
    }
    hold(&mut next, name, &subject)?;
    Ok(next)
}

fn find(document: &Node, on: &str) -> Result<Subject, Problem> {
    subjects(document).into_iter().find(|subject| subject.id == on).ok_or_else(|| {
        Problem::new("there is nothing of that name to hold a ceiling against").hint("choose one of the list")
    })
}

fn hold(document: &mut Node, name: &str, subject: &Subject) -> Result<(), Problem> {
    for (key, of) in &subject.entries {
        document.put(&[LIMITS, name, key], Value::Text(of.clone()))?;
    }
    let (key, amount) = &subject.begin;
    document.put(&[LIMITS, name, key], tree::typed(amount))
}
