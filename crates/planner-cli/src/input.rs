//! Files and standard input: read within bounds, and told apart as JSON or YAML.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use planner_core::document::{self, MAX_BYTES, Node, Problem, parse_json, parse_yaml};
use planner_core::stack::Stack;

use crate::clock::today;
use crate::failure::Failure;

/// A document that was read, with what an error in it needs.
#[derive(Debug)]
pub(crate) struct Document {
    /// How the user named it.
    name: String,
    text: String,
    /// What stands in it.
    pub(crate) node: Node,
}

impl Document {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &str) -> Result<Self, Failure> {
        let name = if path == "-" { "standard input".to_owned() } else { path.to_owned() };
        let bytes = bytes(path).map_err(|error| cannot_read(&name, &error))?;
        let text = document::text(&bytes).map_err(|problem| {
            // What is too large has no place; of what is not UTF-8 the line is shown as far as it can be.
            let shown = if bytes.len() > MAX_BYTES { "".into() } else { String::from_utf8_lossy(&bytes) };
            Failure::inside(problem, &name, &shown)
        })?;
        let node = if is_json(path, text) { parse_json(text, 0) } else { parse_yaml(text, 0) };
        let node = node.map_err(|problem| Failure::inside(problem, &name, text))?;
        Ok(Self { text: text.to_owned(), node, name })
    }

    /// A problem with what stands in the document, put at its place.
    pub(crate) fn refuse(&self, mut problem: Problem) -> Failure {
        // A problem of the price books names their file in its path; its place is not in this document.
        if problem.path.contains(".json") {
            problem.position = None;
            return Failure::from(problem);
        }
        let problem = if problem.path.is_empty() { problem } else { self.node.locate(problem) };
        Failure::inside(problem, &self.name, &self.text)
    }

    /// The stack in it; the current month is its first where it states none.
    pub(crate) fn stack(&self) -> Result<Stack, Failure> {
        let stack = match today() {
            Ok(day) => Stack::parse_in(&self.node, day.month()),
            Err(failure) if self.node.get("start").is_none() => return Err(failure),
            Err(_) => Stack::parse(&self.node),
        };
        stack.map_err(|problem| self.refuse(problem))
    }

    /// How the user named it, without folders and ending.
    pub(crate) fn stem(&self) -> &str {
        Path::new(&self.name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(&self.name)
    }
}

/// Reads what a server printed line by line, of each the first `most` bytes, and says whether the last had an end. `take` is
/// given the number of each line and its text.
///
/// A text in UTF-16 is read whole, within 64 MiB.
pub(crate) fn each_line(
    path: &str,
    most: usize,
    mut take: impl FnMut(u64, &str) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let failed = |error: io::Error| cannot_read(path, &error);
    let mut source: Box<dyn BufRead> = if path == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(failed)?))
    };
    let start = source.fill_buf().map_err(failed)?;
    if matches!(start, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        let mut bytes = Vec::new();
        source.take(WIDE).read_to_end(&mut bytes).map_err(failed)?;
        let text = decoded(&bytes);
        for (number, line) in (1_u64..).zip(text.lines()) {
            take(number, line)?;
        }
        return Ok(text.ends_with('\n'));
    }
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let mut ended = false;
        loop {
            let part = source.fill_buf().map_err(failed)?;
            let end = part.iter().position(|byte| *byte == b'\n');
            let text = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
            line.extend(text.iter().take(most.saturating_sub(line.len())));
            let used = text.len().saturating_add(usize::from(end.is_some()));
            source.consume(used);
            ended |= end.is_some();
            if ended || used == 0 {
                break;
            }
        }
        if line.is_empty() && !ended {
            return Ok(true);
        }
        take(number, String::from_utf8_lossy(&line).trim_start_matches('\u{feff}'))?;
        if !ended {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The most of a text in UTF-16 that is read.
const WIDE: u64 = 64 << 20;

/// Reads what a server printed: a text within `most` bytes, named for errors.
pub(crate) fn printed(path: &str, most: u64) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let source: io::Result<Box<dyn Read>> = if path == "-" {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(path).map(|file| Box::new(file) as _)
    };
    let read = source.and_then(|source| source.take(most.saturating_add(1)).read_to_end(&mut bytes));
    read.map_err(|error| cannot_read(path, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(Failure::new(
            format!("{path} is larger than {} MiB, which no INFO text is", most >> 20),
            "give what `redis-cli INFO everything` printed; what MONITOR printed goes to --monitor",
        ));
    }
    // Keys and values may be any bytes; names of commands are not.
    Ok(decoded(&bytes))
}

/// What was printed as text: UTF-8, or UTF-16 with its mark, as some shells write what they redirect.
fn decoded(bytes: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units = rest
            .chunks_exact(2)
            .map(|two| of([two.first().copied().unwrap_or(0), two.last().copied().unwrap_or(0)]));
        char::decode_utf16(units).map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// At most one byte more than is taken, so that what is too large is known without being read.
fn bytes(path: &str) -> io::Result<Vec<u8>> {
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn cannot_read(name: &str, error: &io::Error) -> Failure {
    let (why, hint) = match error.kind() {
        io::ErrorKind::NotFound => (
            "there is no such file".to_owned(),
            "`headroom init > stack.yaml` writes one to start from".to_owned(),
        ),
        io::ErrorKind::IsADirectory => ("it is a folder".to_owned(), "name a file in it".to_owned()),
        io::ErrorKind::PermissionDenied => {
            ("it may not be read".to_owned(), "check who may read it".to_owned())
        }
        _ => (error.to_string(), "give a YAML or JSON file, or - for standard input".to_owned()),
    };
    Failure::new(format!("{name} cannot be read: {why}"), hint)
}

/// By the ending; without one by how it starts.
fn is_json(path: &str, text: &str) -> bool {
    match Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str())
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("json") => true,
        Some("yaml" | "yml") => false,
        _ => text.trim_start_matches('\u{feff}').trim_start().starts_with('{'),
    }
}
