//! Whether the built page can run under its own content security policy.
//!
//! The policy has no exception: the start-up script is a file, and the one style sheet stands in the page, allowed by its hash. So
//! the page must hold nothing else inline, and nothing from elsewhere.

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// What the policy must say.
const REQUIRED: [&str; 4] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "manifest-src 'self'",
    "worker-src 'self'",
];

/// What it must not.
const FORBIDDEN: [&str; 4] = ["'unsafe-inline'", "'unsafe-eval'", "http:", "*"];

/// Where the style sheet stands in `index.html`, and what the policy says before it is there.
const STYLES: &str = "<!-- styles -->";
const NO_STYLE: &str = "style-src 'none'";

/// `index.html` with its style sheet, which the policy then allows, and no other.
pub(super) fn styled(template: &str, styles: &str) -> Result<String> {
    for mark in [STYLES, NO_STYLE] {
        ensure!(template.contains(mark), "index.html has no place for `{mark}`");
    }
    ensure!(!styles.contains("</"), "a style sheet that ends the element it stands in");
    Ok(template.replace(NO_STYLE, &allowed(styles)).replace(STYLES, styles))
}

/// What allows one style sheet.
fn allowed(styles: &str) -> String {
    format!("style-src 'sha256-{}'", STANDARD.encode(Sha256::digest(styles)))
}

/// Checks the text of `index.html`.
pub(super) fn check(html: &str) -> Result<()> {
    let meta = tags(html, "<meta").find(|tag| tag.contains("Content-Security-Policy"));
    let policy = meta.and_then(|tag| attribute(tag, "content")).context("there is no policy")?;
    for rule in REQUIRED {
        ensure!(policy.contains(rule), "the policy lacks `{rule}`");
    }
    for rule in FORBIDDEN {
        ensure!(!policy.contains(rule), "the policy allows `{rule}`");
    }
    ensure!(html.contains("<script"), "no script starts the page");
    for script in html.split("<script").skip(1) {
        let (tag, body) = script.split_once('>').context("a script tag has no end")?;
        let (body, _) = body.split_once("</script").context("a script has no end")?;
        ensure!(
            attribute(tag, "src").is_some() && body.trim().is_empty(),
            "an inline script: {}",
            body.trim()
        );
    }
    let mut sheets = html.split("<style>").skip(1).filter_map(|rest| Some(rest.split_once("</style>")?.0));
    let sheet = sheets.next().context("the page has no style sheet")?;
    ensure!(sheets.next().is_none() && !html.contains(" style="), "an inline style");
    ensure!(
        policy.split(';').any(|rule| rule.trim() == allowed(sheet)),
        "the policy does not allow the style sheet alone"
    );
    for tag in tags(html, "<script").chain(tags(html, "<link")) {
        let address = attribute(tag, "src").or_else(|| attribute(tag, "href")).unwrap_or_default();
        if address.contains("//") && !address.starts_with("data:") {
            bail!("something from elsewhere: {address}");
        }
    }
    Ok(())
}

/// The inside of each tag that starts like this.
fn tags<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(start).skip(1).filter_map(|rest| Some(rest.split_once('>')?.0))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::{check, styled};

    const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                          script-src 'self' 'wasm-unsafe-eval'; style-src 'none'; \
                          manifest-src 'self'; worker-src 'self'\" /><style><!-- styles --></style>";

    fn page(rest: &str) -> String {
        [&*styled(POLICY, "p { color: red }").unwrap_or_default(), rest].concat()
    }

    #[track_caller]
    fn refused(html: &str, why: &str) {
        let said = check(html).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains(why), "{said}");
    }

    #[test]
    fn a_page_of_files_and_its_styles_passes() {
        let page = page("<link rel=\"icon\" href=\"data:,//\" /><script src=\"./start.js\"></script>");
        assert!(check(&page).is_ok(), "{page}");
        // As `openssl dgst -sha256 -binary | base64` tells of it.
        assert!(page.contains("'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='"), "{page}");
    }

    #[test]
    fn a_page_without_policy_script_or_styles_is_refused() {
        refused("<script src=\"a.js\"></script>", "there is no policy");
        refused(POLICY, "no script starts the page");
        refused(&POLICY.replace("<style>", "<script src=\"a.js\"></script>"), "the page has no style sheet");
        assert!(styled("<style></style>", "").is_err(), "a page without a place for them");
        assert!(styled(POLICY, "p {} </style>").is_err());
    }

    #[test]
    fn inline_code_is_refused() {
        refused(&page("<script>run()</script>"), "an inline script: run()");
        refused(&page("<script src=\"a.js\"></script><p style=\"x\">"), "an inline style");
        refused(&page("<script src=\"a.js\"></script><style>q {}</style>"), "an inline style");
    }

    #[test]
    fn styles_that_the_policy_does_not_know_are_refused() {
        let other = page("<script src=\"a.js\"></script>").replace("red", "blue");
        refused(&other, "does not allow the style sheet alone");
        refused(
            &page("<script src=\"a.js\"></script>").replace("style-src", "style-src 'self'"),
            "does not allow",
        );
    }

    #[test]
    fn other_peoples_servers_are_refused() {
        let page = page("<script src=\"https://example.com/a.js\"></script>");
        refused(&page, "something from elsewhere: https://example.com/a.js");
    }

    #[test]
    fn a_lax_policy_is_refused() {
        let lax = page("<script src=\"a.js\"></script>")
            .replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-inline'");
        refused(&lax, "the policy allows `'unsafe-inline'`");
    }
}
