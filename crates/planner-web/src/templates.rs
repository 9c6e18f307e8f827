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
/// account that the document has at the same provider serves for both and stays as it is; at another provider it is
/// renamed. What else the template says - its name, months, shape and ceilings - stays behind.
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
    let taken =
        |kind: &str| tree::entries(document, &[kind]).map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    let names = Names {
        drivers: renamed(template, "drivers", &taken("drivers"), |_, _| false),
        resources: renamed(template, "resources", &taken("resources"), |_, _| false),
        accounts: renamed(template, "accounts", &taken("accounts"), |name, account| {
            let own = document.find(&["accounts", name]);
            own.is_some_and(|own| provider(name, own) == provider(name, account))
        }),
    };
    for (name, driver) in tree::entries(template, &["drivers"]) {
        let driver = names.driver("", driver);
        merged.put(&["drivers", of(&names.drivers, name)], driver.value)?;
    }
    for (name, account) in tree::entries(template, &["accounts"]) {
        let new = of(&names.accounts, name);
        if merged.find(&["accounts", new]).is_some() {
            continue;
        }
        let mut account = names.driver("", account);
        if new != name && account.get("provider").is_none() {
            account.put(&["provider"], Value::Text(name.to_owned()))?;
        }
        merged.put(&["accounts", new], account.value)?;
    }
    for (name, resource) in tree::entries(template, &["resources"]) {
        let mut resource = names.driver("", resource);
        names.bill(&mut resource)?;
        merged.put(&["resources", of(&names.resources, name)], resource.value)?;
    }
    Ok(merged)
}

/// The provider of an account: its own name, unless it says otherwise.
fn provider<'a>(name: &'a str, account: &'a Node) -> &'a str {
    tree::text(account, &["provider"]).unwrap_or(name)
}

/// The names of a template that are taken, each with its new one.
fn renamed(
    template: &Node,
    kind: &str,
    taken: &[String],
    shared: impl Fn(&str, &Node) -> bool,
) -> Vec<(String, String)> {
    let own: Vec<(&str, &Node)> = tree::entries(template, &[kind]).collect();
    let clash =
        own.iter().filter(|(name, node)| taken.iter().any(|known| known == *name) && !shared(name, node));
    let free =
        |name: &str| own.iter().all(|(known, _)| *known != name) && taken.iter().all(|known| known != name);
    let fresh = |name: &str| (2..u32::MAX).map(|number| format!("{name}-{number}")).find(|name| free(name));
    clash.filter_map(|(name, _)| Some(((*name).to_owned(), fresh(name)?))).collect()
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
    fn driver(&self, field: &str, node: &Node) -> Node {
        let value = match &node.value {
            Value::Text(text) if RESOURCES.contains(&field) => {
                Value::Text(of(&self.resources, text).to_owned())
            }
            Value::Text(text) => Value::Text(of(&self.drivers, text).to_owned()),
            Value::List(items) => Value::List(items.iter().map(|item| self.driver(field, item)).collect()),
            Value::Map(entries) => {
                let entry = |(name, node): &(String, Node)| {
                    let words = WORDS.contains(&name.as_str());
                    (name.clone(), if words { node.clone() } else { self.driver(name, node) })
                };
                Value::Map(entries.iter().map(entry).collect())
            }
            plain => plain.clone(),
        };
        tree::empty(value)
    }

    /// Bills a resource to its account under that one's new name.
    fn bill(&self, resource: &mut Node) -> Result<(), Problem> {
        let named = tree::text(resource, &["account"]).map(str::to_owned);
        let product = tree::text(resource, &["product"]).and_then(|product| product.split_once('/'));
        let by_provider = product.map(|(provider, _)| provider.to_owned());
        let name = named.or(by_provider).unwrap_or_default();
        let new = of(&self.accounts, &name);
        if new == name {
            return Ok(());
        }
        resource.put(&["account"], Value::Text(new.to_owned()))
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
