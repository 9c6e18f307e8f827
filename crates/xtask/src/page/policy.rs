//! Whether the built page can run under its own content security policy.
//!
//! The policy names no hash and no exception: the start-up script is a file. So the page must hold nothing inline, and
//! nothing from elsewhere.

use anyhow::{Context, Result, bail, ensure};

/// What the policy must say.
const REQUIRED: [&str; 5] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
];

/// What it must not.
const FORBIDDEN: [&str; 4] = ["'unsafe-inline'", "'unsafe-eval'", "http:", "*"];

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
    ensure!(!html.contains("<style") && !html.contains(" style="), "an inline style");
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
    use super::check;

    const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                          script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                          manifest-src 'self'; worker-src 'self'\" />";

    #[track_caller]
    fn refused(html: &str, why: &str) {
        let said = check(html).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains(why), "{said}");
    }

    #[test]
    fn a_page_of_files_passes() {
        let page =
            format!("{POLICY}<link rel=\"icon\" href=\"data:,//\" /><script src=\"./start.js\"></script>");
        assert!(check(&page).is_ok());
    }

    #[test]
    fn a_page_without_policy_or_script_is_refused() {
        refused("<script src=\"a.js\"></script>", "there is no policy");
        refused(POLICY, "no script starts the page");
    }

    #[test]
    fn inline_code_is_refused() {
        refused(&format!("{POLICY}<script>run()</script>"), "an inline script: run()");
        refused(&format!("{POLICY}<script src=\"a.js\"></script><p style=\"x\">"), "an inline style");
    }

    #[test]
    fn other_peoples_servers_are_refused() {
        let page = format!("{POLICY}<script src=\"https://example.com/a.js\"></script>");
        refused(&page, "something from elsewhere: https://example.com/a.js");
    }

    #[test]
    fn a_lax_policy_is_refused() {
        let lax = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
        refused(&format!("{lax}<script src=\"a.js\"></script>"), "the policy allows `'unsafe-inline'`");
    }
}
