//! What a word without quotes is in YAML.

use super::Value;

/// A bare word by YAML's core schema: nothing, true or false, a number, else a text.
pub(super) fn bare(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if crate::unit::decimal(text).is_some() => {
            Value::Number(text.strip_prefix('+').unwrap_or(text).to_owned())
        }
        _ => Value::Text(text.to_owned()),
    }
}
