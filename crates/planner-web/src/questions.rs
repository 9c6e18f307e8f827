//! The questions about a stack that the page does not answer itself, each with the command that does.

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub asks: &'static str,
    /// The command that answers it; none where nothing does yet.
    pub command: Option<String>,
}

/// What is asked, and the command for a stack file; none where nothing answers it yet.
const ALL: [(&str, Option<&str>); 17] = [
    ("Which limits are near, as a check in CI that fails?", Some("headroom project FILE --check")),
    (
        "What would another day's prices make of it?",
        Some("headroom project FILE --as-of 2026-09-01 --against 2026-11-28"),
    ),
    ("Is my invoice right?", Some("headroom bill usage.yaml")),
    ("Where does one number come from, down to the line of my file?", Some("headroom explain FILE LINE")),
    ("What do my resources do to their meters, hour by hour?", Some("headroom demand FILE")),
    ("Which prices were read long ago?", Some("headroom prices --stale 90")),
    ("Are my plans allowed for me: commercial use, seats, regions?", Some("headroom project FILE")),
    ("Pay as you go or a fixed plan: from which use on?", None),
    ("Which plans in which month are cheapest, and when to switch?", None),
    ("How bad can the bill get, and does my cap hold?", None),
    ("How many users fit under $50 a month?", None),
    ("Which input moves the bill and each limit most?", None),
    ("Is the same stack cheaper elsewhere?", None),
    ("What are the odds of each limit in each month?", None),
    ("A limit is passed: when does it end by itself, and what ends it now?", None),
    ("What does one tenant, customer or agent run cost?", None),
    ("What does one next step cost, and how is it undone?", None),
];

/// The questions, for a stack of this name.
#[must_use]
pub fn questions(stack: &str) -> Vec<Question> {
    let file = file_name(stack);
    let one = |(asks, command): (&'static str, Option<&str>)| Question {
        asks,
        command: command.map(|command| command.replace("FILE", &file)),
    };
    ALL.into_iter().map(one).collect()
}

/// The name of a stack's file: `ai-assistant.yaml`.
#[must_use]
pub fn file_name(stack: &str) -> String {
    let mut name = String::new();
    for letter in stack.chars().take(60).flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    [if name.is_empty() { "stack" } else { name }, ".yaml"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_the_file_of_the_stack() {
        assert_eq!(file_name("AI assistant"), "ai-assistant.yaml");
        assert_eq!(file_name("; rm -rf / "), "rm-rf.yaml");
        assert_eq!(file_name("\u{202e}"), "stack.yaml");
        let all = questions("Shop");
        assert_eq!(
            all.first().and_then(|one| one.command.as_deref()),
            Some("headroom project shop.yaml --check")
        );
        assert!(all.iter().any(|one| one.command.is_none()));
    }
}
