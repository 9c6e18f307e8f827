//! Small stacks to add to one's own, converted when the page is built, and how one is added.

use planner_core::document::{Node, Problem, Value};

use crate::tree;

/// A small stack to begin with or to add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its file's name.
    pub id: &'static str,
    /// What people call it: `Small API`.
    pub title: &'static str,
    /// A sentence about it.
    pub about: &'static str,
    /// The stack as JSON.
    pub json: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The template with an id.
#[must_use]
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

/// Fields that hold words rather than names of drivers, in a resource and in what it does.
const WORDS: [&str; 13] = [
    "product",
    "plan",
    "region",
    "project",
    "environment",
    "options",
    "profile",
    "name",
    "index",
    "assumed",
    "note",
    "quoted",
    "shape",
];

/// Fields that name a resource.
const RESOURCES: [&str; 3] = ["through", "to", "resource"];

/// A document with the drivers, accounts and resources of a template behind its own.
///
/// A driver or resource whose name is taken gets a number behind it, and what refers to it in the template follows. An
/// account that the document has at the same provider, under whatever name, serves for both and stays as it is. What else the template says - its name, months, shape and ceilings - stays behind.
///
/// # Errors
///
/// A [`Problem`] where the document has something else than a map where drivers, accounts or resources stand.
///
/// # Example
///
/// ```
/// use planner_core::document::{parse_json, to_json};
/// use planner_web::templates::merge;
/// let own = parse_json(r#"{"drivers":{"jobs":{"start":5}},"resources":{}}"#, 0).unwrap();
/// let new = r#"{"drivers":{"jobs":{"start":9}},"resources":{"queue":{"product":"a/b","usage":{"commands":"jobs"}}}}"#;
/// let both = merge(&own, &parse_json(new, 0).unwrap()).unwrap();
/// assert_eq!(
///     to_json(&both),
///     r#"{"drivers":{"jobs":{"start":5},"jobs-2":{"start":9}},"resources":{"queue":{"product":"a/b","usage":{"commands":"jobs-2"}}}}"#
/// );
/// ```
pub fn merge(document: &Node, template: &Node) -> Result<Node, Problem> {
    let mut merged = document.clone();
    let names = Names {
        drivers: renamed(document, template, "drivers"),
        resources: renamed(document, template, "resources"),
        accounts: accounts(document, template),
    };
    for (name, driver) in tree::entries(template, &["drivers"]) {
        merged.put(&["drivers", of(&names.drivers, name)], names.follow("", driver).value)?;
    }
    for (name, account) in tree::entries(template, &["accounts"]) {
        let (new, at) = (of(&names.accounts, name), provider(name, account));
        if at_provider(document, at).next().is_none() {
            let mut account = names.follow("", account);
            if new != at {
                account.put(&["provider"], Value::Text(at.to_owned()))?;
            }
            merged.put(&["accounts", new], account.value)?;
        }
    }
    for (name, resource) in tree::entries(template, &["resources"]) {
        let mut resource = names.follow("", resource);
        names.bill(document, &mut resource)?;
        merged.put(&["resources", of(&names.resources, name)], resource.value)?;
    }
    Ok(merged)
}

/// The provider of an account: its own name, unless it says otherwise.
fn provider<'a>(name: &'a str, account: &'a Node) -> &'a str {
    tree::text(account, &["provider"]).unwrap_or(name)
}

/// The names of a document's accounts at a provider.
fn at_provider<'a>(document: &'a Node, at: &'a str) -> impl Iterator<Item = &'a str> {
    let accounts = tree::entries(document, &["accounts"]);
    accounts.filter(move |(name, account)| provider(name, account) == at).map(|(name, _)| name)
}

/// The names of a template that are taken, each with its new one.
fn renamed(document: &Node, template: &Node, kind: &str) -> Vec<(String, String)> {
    let has = |node: &Node, name: &str| node.find(&[kind, name]).is_some();
    let free = |name: &String| !has(document, name) && !has(template, name);
    let fresh = |name: &str| (2..u32::MAX).map(|number| format!("{name}-{number}")).find(free);
    let path = [kind];
    let taken = tree::entries(template, &path).map(|(name, _)| name).filter(|name| has(document, name));
    taken.filter_map(|name| Some((name.to_owned(), fresh(name)?))).collect()
}

/// The accounts of a template that go by another name: that of the document's own at the same provider, which serves for
/// both, or a new one where theirs is taken.
fn accounts(document: &Node, template: &Node) -> Vec<(String, String)> {
    let mut names = renamed(document, template, "accounts");
    for (name, account) in tree::entries(template, &["accounts"]) {
        let mut own: Vec<&str> = at_provider(document, provider(name, account)).collect();
        own.sort_by_key(|own| *own != name);
        if let Some(own) = own.first() {
            names.retain(|(known, _)| known != name);
            names.push((name.to_owned(), (*own).to_owned()));
        }
    }
    names
}

/// What the names of a template become, where they do not stay.
struct Names {
    drivers: Vec<(String, String)>,
    accounts: Vec<(String, String)>,
    resources: Vec<(String, String)>,
}

/// The new name of what had a name in the template.
fn of<'a>(names: &'a [(String, String)], name: &'a str) -> &'a str {
    names.iter().find(|(old, _)| old == name).map_or(name, |(_, new)| new)
}

impl Names {
    /// A node under a name, with the drivers and resources it refers to under theirs.
    fn follow(&self, field: &str, node: &Node) -> Node {
        let value = match &node.value {
            Value::Text(text) if RESOURCES.contains(&field) => {
                Value::Text(of(&self.resources, text).to_owned())
            }
            Value::Text(text) => Value::Text(of(&self.drivers, text).to_owned()),
            Value::List(items) => Value::List(items.iter().map(|item| self.follow(field, item)).collect()),
            Value::Map(entries) => {
                let entry = |(name, node): &(String, Node)| {
                    let words = WORDS.contains(&name.as_str());
                    (name.clone(), if words { node.clone() } else { self.follow(name, node) })
                };
                Value::Map(entries.iter().map(entry).collect())
            }
            plain => plain.clone(),
        };
        tree::empty(value)
    }

    /// Bills a resource to its account under that one's new name. Where that is the only one at its provider, nothing
    /// has to be said.
    fn bill(&self, document: &Node, resource: &mut Node) -> Result<(), Problem> {
        let product = tree::text(resource, &["product"]).and_then(|product| product.split_once('/'));
        let at = product.map(|(provider, _)| provider).unwrap_or_default();
        let named = tree::text(resource, &["account"]);
        let several = at_provider(document, at).nth(1).is_some();
        let new = of(&self.accounts, named.unwrap_or(at)).to_owned();
        if named.is_some() || several || new != at {
            resource.put(&["account"], Value::Text(new))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use planner_core::document::{parse_json, to_json};
    use planner_core::output::Report;
    use planner_core::projection::{MONTHS, Options, project};
    use planner_core::stack::Stack;

    use super::*;
    use crate::plans;
    use crate::presets::PRESETS;

    fn total(document: &Node) -> Result<Report, Problem> {
        let stack = Stack::parse(document)?;
        let projection = project(plans::books()?, &stack, Options { months: MONTHS, ..Options::default() })?;
        Ok(Report::from(&projection))
    }

    #[test]
    fn every_template_gives_an_answer_and_marks_what_it_assumes() -> Result<(), Problem> {
        assert!(TEMPLATES.len() >= 5, "{} templates", TEMPLATES.len());
        for template in TEMPLATES {
            let report = total(&parse_json(template.json, 0)?)?;
            assert_eq!(report.months.len(), 12, "{}", template.id);
            assert!(!report.assumptions.is_empty(), "{}", template.id);
            let limits = report.months.iter().flat_map(|month| &month.limits);
            let (known, unknown): (Vec<_>, Vec<_>) =
                limits.partition(|limit| limit.state != "usage not given");
            assert!(known.len() > unknown.len() * 3, "{}: {unknown:?}", template.id);
            assert!(
                template.about.ends_with(['.', '?']) && !template.title.ends_with('.'),
                "{}",
                template.id
            );
        }
        assert_eq!(template("small-api").map(|template| template.title), Some("Small API"));
        Ok(())
    }

    #[test]
    fn every_template_can_be_added_to_every_stack_and_twice() -> Result<(), Problem> {
        for preset in PRESETS {
            let own = parse_json(preset.json, 0)?;
            for template in TEMPLATES {
                let template = parse_json(template.json, 0)?;
                let once = merge(&own, &template)?;
                let twice = merge(&once, &template)?;
                let count = |node: &Node, kind| tree::entries(node, &[kind]).count();
                for kind in ["drivers", "resources"] {
                    assert_eq!(count(&once, kind), count(&own, kind) + count(&template, kind));
                    assert_eq!(count(&twice, kind), count(&once, kind) + count(&template, kind));
                }
                let read = parse_json(&to_json(&twice), 0)?;
                Stack::parse(&read).map_err(|problem| problem.hint(to_json(&twice)))?;
            }
        }
        Ok(())
    }

    #[test]
    fn a_template_added_to_itself_uses_its_own_drivers() -> Result<(), Problem> {
        for template in TEMPLATES {
            let one = parse_json(template.json, 0)?;
            let both = merge(&one, &one)?;
            let report = total(&parse_json(&to_json(&both), 0)?)?;
            // Each driver is followed by something: none of the new ones is left without.
            let idle: Vec<_> =
                report.notes.iter().filter(|note| note.text().contains("nothing goes by it")).collect();
            assert!(idle.is_empty(), "{}: {idle:?}", template.id);
        }
        Ok(())
    }

    #[test]
    fn what_is_taken_gets_another_name_and_what_refers_to_it_follows() -> Result<(), Problem> {
        let own = parse_json(
            r#"{"version":1,"name":"Own","drivers":{"jobs":{"start":1},"jobs-2":{"start":2}},
                "accounts":{"acme":{"provider":"other"},"same":{"plan":"pro"}},
                "resources":{"web":{"product":"acme/web"}}}"#,
            0,
        )?;
        let template = parse_json(
            r#"{"version":1,"name":"New","drivers":{"jobs":{"start":9},"mails":{"per":"jobs","times":2}},
                "accounts":{"acme":{"plan":"free","usage":{"x":"jobs"}},"same":{"plan":"free"}},
                "resources":{"web":{"product":"acme/web","note":"jobs","load":{"requests":"jobs","assumed":"jobs"}},
                             "cdn":{"product":"same/cdn","load":{"requests":{"per":"mails"},"through":"web"},
                                    "connects":[{"to":"web","each":5}]}}}"#,
            0,
        )?;
        let merged = to_json(&merge(&own, &template)?);
        for part in [
            r#""drivers":{"jobs":{"start":1},"jobs-2":{"start":2},"jobs-3":{"start":9},"mails":{"per":"jobs-3","times":2}}"#,
            r#""acme":{"provider":"other"},"same":{"plan":"pro"},"acme-2":{"plan":"free","usage":{"x":"jobs-3"},"provider":"acme"}}"#,
            r#""web-2":{"product":"acme/web","note":"jobs","load":{"requests":"jobs-3","assumed":"jobs"},"account":"acme-2"}"#,
            r#""cdn":{"product":"same/cdn","load":{"requests":{"per":"mails"},"through":"web-2"},"connects":[{"to":"web-2","each":5}]}"#,
        ] {
            assert!(merged.contains(part), "{part}\n{merged}");
        }
        assert!(merged.starts_with(r#"{"version":1,"name":"Own","drivers":"#), "{merged}");
        Ok(())
    }

    #[test]
    fn one_account_at_a_provider_serves_for_both() -> Result<(), Problem> {
        let template = parse_json(
            r#"{"accounts":{"acme":{"plan":"free"}},"resources":{"db":{"product":"acme/db"},"odd":{"product":"none"}}}"#,
            0,
        )?;
        for (own, accounts, resource) in [
            ("{}", r#"{"acme":{"plan":"free"}}"#, r#"{"product":"acme/db"}"#),
            (r#"{"acme":{}}"#, r#"{"acme":{}}"#, r#"{"product":"acme/db"}"#),
            (
                r#"{"work":{"provider":"acme"}}"#,
                r#"{"work":{"provider":"acme"}}"#,
                r#"{"product":"acme/db","account":"work"}"#,
            ),
            (
                r#"{"work":{"provider":"acme"},"acme":{}}"#,
                r#"{"work":{"provider":"acme"},"acme":{}}"#,
                r#"{"product":"acme/db","account":"acme"}"#,
            ),
        ] {
            let merged = merge(&parse_json(&format!(r#"{{"accounts":{own}}}"#), 0)?, &template)?;
            let part = |path: &[&str]| merged.find(path).map(to_json);
            assert_eq!(part(&["accounts"]).as_deref(), Some(accounts));
            assert_eq!(part(&["resources", "db"]).as_deref(), Some(resource), "{own}");
        }
        Ok(())
    }

    #[test]
    fn a_document_of_another_shape_is_refused() -> Result<(), Problem> {
        let template = parse_json(TEMPLATES.first().map_or("{}", |template| template.json), 0)?;
        for text in ["[]", "7", r#"{"drivers":[]}"#, r#"{"resources":"none"}"#, r#"{"accounts":5}"#] {
            assert!(merge(&parse_json(text, 0)?, &template).is_err(), "{text}");
        }
        for text in ["{}", "null", r#"{"drivers":null}"#] {
            assert!(merge(&parse_json(text, 0)?, &template).is_ok(), "{text}");
        }
        Ok(())
    }
}
