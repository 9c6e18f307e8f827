//! `docs/design.md`: what the page is made of, with the pictures of it.

use super::Group;

const TOKENS: &str = include_str!("../../style/tokens.css");

const HEAD: &str = "# Design\n\n\
    What the calculator's page is made of, from its own code. `cargo xtask gallery` writes this file and draws its pictures; look\n\
    at both after a change of a component or a style sheet. Each state is made by actions in `crates/planner-web/src/gallery`,\n\
    on the same layout that visitors see.\n\n\
    ## Tokens\n\n\
    Every colour, space and size comes from `crates/planner-web/style/tokens.css`; the charts' own from\n\
    `crates/planner-charts/src/chart.css`.\n\n\
    | token | light | dark |\n|---|---|---|\n";

/// The document on groups.
#[must_use]
pub fn design(groups: &[Group]) -> String {
    let mut out = String::from(HEAD);
    for (name, [light, dark]) in tokens(TOKENS) {
        out.push_str(&["| `", name, "` | `", light, "` | `", dark, "` |\n"].concat());
    }
    for group in groups {
        write(&mut out, group);
    }
    out
}

fn write(out: &mut String, group: &Group) {
    out.push_str(&["\n## ", group.title, "\n\n", group.about, "\n\n| code | state |\n|---|---|\n"].concat());
    let mut last = "";
    for one in &group.shown {
        let code = ["`components/", one.of, "`"].concat();
        out.push_str(&["| ", if one.of == last { "" } else { &code }, " | ", one.says, " |\n"].concat());
        last = one.of;
    }
    out.push_str(&["\n![", group.title, "](design/", group.id, ".png)\n"].concat());
    if group.dark {
        out.push_str(&["\n![", group.title, ", dark](design/", group.id, "-dark.png)\n"].concat());
    }
}

/// The tokens of a style sheet, each with its value in the light and in the dark.
fn tokens(css: &str) -> Vec<(&str, [&str; 2])> {
    let mut text = Vec::new();
    for part in css.split("/*") {
        text.push(part.split_once("*/").map_or(part, |(_, rest)| rest));
    }
    let declared = text.into_iter().flat_map(|part| part.split([';', '{', '}']));
    let pairs =
        declared.filter_map(|one| one.trim().split_once(':')).filter(|(name, _)| name.starts_with("--"));
    pairs.map(|(name, value)| (name, shades(value.trim()))).collect()
}

fn shades(value: &str) -> [&str; 2] {
    let both = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
    // No colour that is written with commas in brackets comes first.
    both.and_then(|both| both.split_once(", ")).map_or([value; 2], |(light, dark)| [light, dark])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_with_both_shades() {
        let css = "/* All. */ :root { color: red; --a: light-dark(#fff, #000); /* space */\n --s1: 1rem; --b: var(--a); }";
        assert_eq!(tokens(css), [("--a", ["#fff", "#000"]), ("--s1", ["1rem"; 2]), ("--b", ["var(--a)"; 2])]);
        let count = TOKENS.matches("\n  --").count();
        assert!(tokens(TOKENS).len() >= count && count > 10, "{count}");
    }
}
