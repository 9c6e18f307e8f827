//! What people write for something else: other words for a field, and a value without the map around it.

use super::Value;

/// Words people write for a field, and its name.
const MEANT: &[(&str, &str)] = &[
    ("days", "hours"),
    ("instances", "count"),
    ("replicas", "count"),
    ("quantity", "count"),
    ("qty", "count"),
    ("size", "plan"),
    ("tier", "plan"),
    ("model", "plan"),
    ("rps", "requests"),
    ("traffic", "requests"),
    ("requests", "messages"),
    ("response", "answer"),
    ("latency", "time"),
    ("duration", "time"),
    ("sku", "plan"),
    ("type", "product"),
    ("service", "product"),
    ("use", "product"),
    ("env", "environment"),
    ("begin", "start"),
    ("date", "month"),
    ("period", "month"),
    ("vendor", "provider"),
    ("services", "resources"),
    ("budget", "limits"),
    ("month", "start"),
    ("value", "start"),
    ("rate", "growth"),
    ("factor", "times"),
    ("price", "quoted"),
    ("cost", "quoted"),
    ("ceiling", "at"),
    ("limit", "at"),
    ("max", "at"),
    ("maximum", "at"),
    ("effect", "then"),
    ("minimum", "min"),
    ("maximum", "max"),
    ("end", "to"),
    ("start", "from"),
    ("until", "to"),
];

/// The field of those allowed that a word stands for.
pub(super) fn field(found: &str, allowed: &[&str]) -> Option<&'static str> {
    let meant = MEANT.iter().find(|(typed, meant)| *typed == found && allowed.contains(meant));
    meant.map(|(_, meant)| *meant)
}

/// How to write a value that stands at a path as what is expected there, where that can be told.
pub(super) fn written(path: &str, value: &Value, expected: &str) -> Option<String> {
    let steps: Vec<&str> = path.split('.').collect();
    if matches!(value, Value::Bool(_)) && steps.iter().rev().nth(1) == Some(&"usage") {
        return Some("`usage` has amounts: a setting that is true or false goes under `options`".to_owned());
    }
    if expected == "a list" && matches!((value, steps.as_slice()), (Value::Map(_), ["resources"])) {
        return Some(
            "here each has its name within it: write `- { name: web, product: ... }` for each".to_owned(),
        );
    }
    if expected != "a map of names to values" {
        return None;
    }
    let text = match value {
        Value::Text(text) | Value::Number(text) => text.as_str(),
        Value::List(_) if matches!(steps.as_slice(), ["resources" | "accounts" | "drivers" | "limits"]) => {
            return Some("give each a name before it instead of a dash, such as `web: { ... }`".to_owned());
        }
        _ => return None,
    };
    let is_number = matches!(value, Value::Number(_));
    let inside = match steps.as_slice() {
        ["accounts", _] if is_number => "plan: PLAN".to_owned(),
        ["accounts", _] => format!("plan: {text}"),
        ["resources", _] if is_number => "product: provider/product".to_owned(),
        ["resources", _] => format!("product: {text}"),
        ["limits", _] => format!("resource: NAME, meter: METER, at: {text}"),
        [.., "load"] => format!("requests: {text}"),
        [.., "usage"] => format!("METER: {text}"),
        [.., "tokens"] => format!("messages: {text}"),
        _ => return None,
    };
    let name = steps.last().copied().unwrap_or_default();
    Some(format!("write `{name}: {{ {inside} }}`"))
}
