//! What is printed without computing: the starter stack, schemas, shell completions.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::{Arguments, Which};

const STARTER: &str = include_str!("starter.yaml");

/// A commented stack that projects as it stands.
pub(super) fn starter(name: &str) -> String {
    // JSON's quotes are YAML's too, whatever the name holds.
    let quoted = serde_json::to_string(name).unwrap_or_default();
    STARTER.replacen("NAME", &quoted, 1)
}

/// The JSON Schema of a format.
pub(super) const fn schema(which: Which) -> &'static str {
    match which {
        Which::Stack => include_str!("../../data/schema/stack.json"),
        Which::Usage => include_str!("../../data/schema/usage.json"),
        Which::Book => include_str!("../../data/schema/book.json"),
        Which::Output => include_str!("../../data/schema/output.json"),
    }
}

/// Completions for a shell.
pub(super) fn completions(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "headroom", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
