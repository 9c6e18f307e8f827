//! Changes of the stack as a whole: parts that come, go, move and get other names.

use planner_core::document::{Node, Problem, Value};

use super::inputs::Inputs;
use crate::numbers::shortened;
use crate::templates::TEMPLATES;
use crate::{catalog, ceilings, clients, templates, timeline, tree};

/// A change of the stack as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A resource of a product such as `upstash/redis` is added.
    Add(String),
    /// A ready-made load is added, by its place.
    Template(usize),
    /// A resource is added that does the same as another.
    Duplicate(String),
    /// A resource is taken away.
    Remove(String),
    /// A resource gets another name.
    Rename(String, String),
    /// A resource moves up or down.
    Shift(String, i32),
    /// A resource, as `resources.web`, or an account takes a plan; with the account plans that it needs, if so.
    Plan {
        /// Whose plan.
        of: String,
        /// Its id.
        plan: String,
        /// Whether what it needs changes too.
        with_needed: bool,
    },
    /// The plan of a resource, or of an account as `accounts.render`, changes once more, later.
    Later(String),
    /// A change of plan moves to another month; with none it is taken away.
    Moment {
        /// Whose plan.
        of: String,
        /// The month it changes in.
        from: String,
        /// The month it is to change in.
        to: String,
    },
    /// What is expected gets one more number.
    AddDriver,
    /// It gets another name, and so does all that follows it.
    RenameDriver(String, String),
    /// It is taken away.
    RemoveDriver(String),
    /// A driver gets one more step, or one more month in its season.
    AddBend(String, &'static str),
    /// A resource gets one more client, such as `bullmq/worker`.
    AddClient(String, String),
    /// A resource connects to a database.
    Connect(String, String),
    /// The owner's own ceilings get one more, on what has this id.
    AddCeiling(String),
    /// A ceiling, by its name, is on something else now, by its id.
    PutCeiling(String, String),
    /// Something is put at a place, with nothing said of it yet: JSON.
    Begin(Vec<String>, &'static str),
    /// What stands at a place is taken away.
    Drop(Vec<String>),
    /// The stack gets another name.
    Name(String),
}

/// A changed document, and what was done in words.
pub(super) struct Done {
    pub(super) document: Node,
    pub(super) said: String,
    /// What was added, by its path, to be opened.
    pub(super) opens: Option<String>,
}

impl Edit {
    /// Makes the change.
    pub(super) fn make(&self, inputs: &Inputs) -> Result<Done, Problem> {
        let document = &inputs.document;
        let done = |document: Node, said: String| Done { document, said, opens: None };
        Ok(match self {
            Self::Add(product) => {
                let (name, document) = catalog::add(document, product)?;
                let opens = Some(format!("resources.{name}"));
                Done { document, said: format!("Added {name}"), opens }
            }
            Self::Template(at) => {
                let template = TEMPLATES.get(*at).ok_or_else(|| Problem::new("there is no such load"))?;
                let added = planner_core::document::parse_json(template.json, 0)?;
                done(templates::merge(document, &added)?, format!("Added {}", template.title))
            }
            Self::Duplicate(name) => {
                let (copy, document) = catalog::duplicate(document, name)?;
                done(document, format!("Added {copy}"))
            }
            Self::Remove(name) => done(catalog::remove(document, name)?, format!("Removed {name}")),
            Self::Rename(from, to) => {
                done(catalog::rename(document, from, to)?, format!("Renamed {from} to {to}"))
            }
            Self::Shift(name, by) => done(catalog::shift(document, name, *by)?, format!("Moved {name}")),
            Self::Plan { of, plan, with_needed } => {
                let short = of.split_once('.').map_or(of.as_str(), |(_, name)| name);
                let changed = match of.strip_prefix("accounts.") {
                    Some(account) => catalog::put_account_plan(document, account, plan, *with_needed)?,
                    None => catalog::put_plan(document, short, plan, *with_needed)?,
                };
                done(changed, format!("Put {short} on {plan}"))
            }
            Self::Later(of) => done(timeline::add(document, of)?, format!("Added a change of plan of {of}")),
            Self::Moment { of, from, to } => {
                done(timeline::shift(document, of, from, to)?, format!("Moved a change of plan of {of}"))
            }
            Self::AddDriver => {
                let (name, document) = catalog::add_driver(document)?;
                let opens = Some(format!("drivers.{name}"));
                Done { document, said: format!("Added {name}"), opens }
            }
            Self::RenameDriver(from, to) => {
                done(catalog::rename_driver(document, from, to)?, format!("Renamed {from} to {to}"))
            }
            Self::RemoveDriver(name) => {
                done(catalog::remove_driver(document, name)?, format!("Removed {name}"))
            }
            Self::AddBend(name, kind) if *kind == catalog::STEPS => {
                done(catalog::add_step(document, name)?, format!("Added a step of {}", tree::words(name)))
            }
            Self::AddBend(name, _) => {
                done(catalog::add_season(document, name)?, format!("Added a month of {}", tree::words(name)))
            }
            Self::AddClient(of, word) => {
                let (title, document) = clients::add(document, of, word)?;
                done(document, format!("Added {title} to {of}"))
            }
            Self::Connect(from, to) => {
                done(catalog::connect(document, from, to)?, format!("Connected {from} to {to}"))
            }
            Self::AddCeiling(on) => {
                let (name, document) = ceilings::add(document, on)?;
                done(document, format!("Added the ceiling {name}"))
            }
            Self::PutCeiling(name, on) => {
                done(ceilings::put_on(document, name, on)?, format!("Changed the ceiling {name}"))
            }
            Self::Begin(place, json) => {
                let place = free(document, place);
                let mut document = document.clone();
                let steps: Vec<&str> = place.iter().map(String::as_str).collect();
                document.put(&steps, planner_core::document::parse_json(json, 0)?.value)?;
                let what = steps.last().map(|step| tree::words(step)).unwrap_or_default();
                done(document, format!("Added {what}"))
            }
            Self::Drop(place) => {
                let mut document = document.clone();
                let steps: Vec<&str> = place.iter().map(String::as_str).collect();
                document.remove(&steps);
                tree::prune(&mut document, &steps);
                let what = steps.last().map(|step| tree::words(step)).unwrap_or_default();
                done(document, format!("Removed {what}"))
            }
            Self::Name(name) => {
                let mut document = document.clone();
                document.put(&["name"], Value::Text(name.clone()))?;
                done(document, format!("Named {}", shortened(name)))
            }
        })
    }
}

/// A place where nothing stands yet: the wanted one, else with a number behind its name.
fn free(document: &Node, place: &[String]) -> Vec<String> {
    let (Some(last), mut place) = (place.last().cloned(), place.to_vec()) else { return Vec::new() };
    let names = std::iter::once(last.clone()).chain((2_u32..).map(|number| format!("{last}-{number}")));
    for name in names {
        if let Some(step) = place.last_mut() {
            *step = name;
        }
        if document.find(&place.iter().map(String::as_str).collect::<Vec<_>>()).is_none() {
            break;
        }
    }
    place
}
