//! The command line: one task, and for some of them a few options.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::mutants::Wanted;

pub(crate) const USAGE: &str = "\
cargo xtask <task>

  serve [--port N]   set up, build, serve the page on 127.0.0.1 (port 8080); builds once
  watch [--port N]   the same, built quickly and again at every change; reload the page yourself
  build              set up, build the release page into dist/, hold its size against the budget
  test               set up, then every test: native, Wasm in Chromium, the built page in Chromium and Firefox
  lint               formatting, then Clippy for this machine and for wasm32, warnings denied
  ci                 lint, then test
  bench [--quick] [NAME...]
                     time questions as multiples of a yardstick: `name ns multiple`; those whose name has a word
  bench --page [process] [strokes] [large] [loads]
                     time the command line as a whole process, and the built page in Chromium: keys, large stacks, loads
  mutants [--part K/N] [--choose]
                     make the single changes of tests/mutants.txt, and tell which no quick test notices; hours, unless in parts
  setup              only install what is missing
  pictures           draw the icons and the card of assets/ anew, as PNG
  gallery            write docs/design.md anew, and draw every component of the page in every state for it
  screenshot [--width N] [--height N] [--dark] [--out FILE]
                     build, then take a picture of the page (1280 x 900, docs/screenshot.png)

What is missing is installed first: the wasm32 standard library; for tests wasm-bindgen, Chromium, Firefox and their drivers.";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Setup,
    Build,
    Serve { port: u16 },
    Watch { port: u16 },
    Test,
    Lint,
    Pictures,
    Gallery,
    Ci,
    Bench(Vec<String>),
    BenchWhole(Vec<String>),
    Mutants(Wanted),
    Screenshot(Shot),
}

/// How a picture of the page is taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shot {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
    pub(crate) out: PathBuf,
}

impl Default for Shot {
    fn default() -> Self {
        Self { width: 1280, height: 900, dark: false, out: PathBuf::from("docs/screenshot.png") }
    }
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Task> {
    let mut words = words.into_iter();
    let Some(task) = words.next() else { return Ok(Task::Help) };
    let mut port = 8080;
    let mut shot = Shot::default();
    let serves = matches!(task.as_str(), "serve" | "watch");
    let draws = task == "screenshot";
    let times = task == "bench";
    let changes = task == "mutants";
    let mut wanted = Wanted::default();
    let (mut rows, mut whole) = (Vec::new(), false);
    while let Some(option) = words.next() {
        match option.as_str() {
            "-h" | "--help" => return Ok(Task::Help),
            "--port" if serves => port = number(&option, words.next())?,
            "--width" if draws => shot.width = number(&option, words.next())?,
            "--height" if draws => shot.height = number(&option, words.next())?,
            "--dark" if draws => shot.dark = true,
            "--out" if draws => shot.out = words.next().context("--out needs a file name")?.into(),
            "--choose" if changes => wanted.choose = true,
            "--part" if changes => wanted.part = Some(part(words.next())?),
            "--page" if times => whole = true,
            "--quick" if times => rows.push(option),
            name if times && !name.starts_with('-') => rows.push(option),
            _ => bail!("`{task}` knows no `{option}`\n\n{USAGE}"),
        }
    }
    Ok(match task.as_str() {
        "help" | "-h" | "--help" => Task::Help,
        "setup" => Task::Setup,
        "build" => Task::Build,
        "serve" => Task::Serve { port },
        "watch" => Task::Watch { port },
        "test" => Task::Test,
        "lint" => Task::Lint,
        "pictures" => Task::Pictures,
        "gallery" => Task::Gallery,
        "ci" => Task::Ci,
        "bench" if whole => Task::BenchWhole(rows),
        "bench" => Task::Bench(rows),
        "mutants" => Task::Mutants(wanted),
        "screenshot" => Task::Screenshot(shot),
        _ => bail!("no task `{task}`\n\n{USAGE}"),
    })
}

fn part(word: Option<String>) -> Result<(usize, usize)> {
    let word = word.context("--part needs two numbers, such as 0/10")?;
    let parts = word.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
    let found = parts.filter(|(part, of)| part < of);
    found.with_context(|| format!("--part needs a part and how many there are, such as 0/10, not `{word}`"))
}

fn number<T: std::str::FromStr>(option: &str, word: Option<String>) -> Result<T> {
    let word = word.with_context(|| format!("{option} needs a number"))?;
    word.parse().ok().with_context(|| format!("{option} needs a number, not `{word}`"))
}

#[cfg(test)]
mod tests {
    use super::{Shot, Task, Wanted, parse};

    fn task(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|error| error.to_string())
    }

    #[test]
    fn serving_takes_a_port() {
        assert_eq!(task("serve"), Ok(Task::Serve { port: 8080 }));
        assert_eq!(task("serve --port 9000"), Ok(Task::Serve { port: 9000 }));
    }

    #[test]
    fn a_picture_may_be_small_and_dark() {
        let shot = Shot { width: 390, height: 844, dark: true, out: "phone.png".into() };
        let line = "screenshot --width 390 --height 844 --dark --out phone.png";
        assert_eq!(task(line), Ok(Task::Screenshot(shot)));
    }

    #[test]
    fn changes_are_made_in_parts() {
        let wanted = Wanted { choose: false, part: Some((1, 10)) };
        assert_eq!(task("mutants --part 1/10"), Ok(Task::Mutants(wanted)));
    }

    #[test]
    fn no_word_and_any_help_show_the_tasks() {
        for line in ["", "help", "--help", "build --help"] {
            assert_eq!(task(line), Ok(Task::Help), "{line}");
        }
    }

    #[test]
    fn mistakes_name_the_word() {
        for (line, said) in [
            ("fly", "no task `fly`"),
            ("build --port 1", "`build` knows no `--port`"),
            ("serve --port", "--port needs a number"),
            ("mutants --part 3/3", "--part needs a part and how many there are"),
            ("serve --port 70000", "--port needs a number, not `70000`"),
        ] {
            let text = task(line).err().unwrap_or_default();
            assert!(text.starts_with(said), "{line}: {text}");
        }
    }
}
