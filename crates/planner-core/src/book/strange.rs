//! Numbers by a name of the user's own choice that nothing reads: a `prise` where the book has a `price`.

use crate::document::{Node, Problem, Value};
use crate::nearest::{is_slip, nearest};

/// The maps of a book whose names are free: what a plan has, and what a choice carries.
const FREE: [&str; 2] = ["attributes", "numbers"];

/// Refuses a number in files of the user's own whose name neither the provider's own files have, nor anything in the
/// user's. A provider of which there are no other files has no names to hold it against.
pub(super) fn check<'n>(bundled: &[&'n Node], own: &[&'n Node]) -> Result<(), Problem> {
    if bundled.is_empty() {
        return Ok(());
    }
    let (mut known, mut said): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for tree in bundled {
        walk(tree, "", &mut |_, name, free, _| {
            if free {
                known.push(name);
            }
        });
    }
    for tree in own {
        walk(tree, "", &mut |_, name, free, _| {
            if !free {
                said.push(name);
            }
        });
    }
    let mut strange = None;
    for tree in own {
        walk(tree, "", &mut |path, name, free, node| {
            if free && strange.is_none() && !known.contains(&name) && !said.contains(&name) {
                strange = Some((format!("{path}.{name}"), name, node));
            }
        });
    }
    let Some((path, name, node)) = strange else { return Ok(()) };
    let near = nearest(name, known.iter().copied());
    let hint = match near.first().filter(|near| is_slip(name, near)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "leave it out, or price something by it: a number is used where a charge or a limit names it"
            .to_owned(),
    };
    Err(Problem::new(format!("nothing goes by a number `{name}`"))
        .path(path.trim_start_matches('.'))
        .at(node.name_at.unwrap_or(node.at))
        .hint(hint))
}

/// Every name and text of a tree, with its way, and whether it names a number in one of the free maps.
fn walk<'n>(node: &'n Node, path: &str, visit: &mut dyn FnMut(&str, &'n str, bool, &'n Node)) {
    match &node.value {
        Value::Text(text) => visit(path, text, false, node),
        Value::List(items) => items.iter().for_each(|item| walk(item, path, visit)),
        Value::Map(entries) => {
            let free = FREE.iter().any(|free| path.ends_with(&format!(".{free}")));
            for (name, child) in entries {
                visit(path, name, free, child);
                if !free {
                    walk(child, &format!("{path}.{name}"), visit);
                }
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::Null => {}
    }
}
