//! The size budget: what a visitor downloads, counted as gzip.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::report;

/// What everything together should come to, in bytes.
const PAGE_GOAL: usize = 400_000;

/// What the Wasm module alone should come to.
const WASM_GOAL: usize = 300_000;

/// What everything together comes to today, with a little air. It is over its goal, most of it code that reads price
/// files and stacks: these two numbers only ever go down.
const PAGE: usize = 470_000;

/// What the Wasm module alone comes to today.
const WASM: usize = 458_000;

/// Prints the size of every file in a folder; fails if there is too much.
pub(crate) fn check(folder: &Path) -> Result<()> {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(entry.path())?;
            sizes.push((name, bytes.len(), gzip(&bytes)?));
        }
    }
    sizes.sort();
    report::step("what the page downloads");
    for (name, plain, gzip) in &sizes {
        report::line(&format!("{:>9}  gzip {:>9}  {name}", kilobytes(*plain), kilobytes(*gzip)));
    }
    let page: usize = sizes.iter().map(|(_, _, gzip)| gzip).sum();
    let wasm: usize = sizes.iter().filter(|(name, ..)| is_wasm(name)).map(|(_, _, gzip)| gzip).sum();
    let (page_kb, wasm_kb) = (kilobytes(page), kilobytes(wasm));
    report::line(&format!(
        "together, gzip {page_kb} of {}; wasm {wasm_kb} of {}",
        kilobytes(PAGE),
        kilobytes(WASM)
    ));
    for (what, size, goal) in [("page", page, PAGE_GOAL), ("wasm", wasm, WASM_GOAL)] {
        if size > goal {
            report::line(&format!("the {what} is over its goal of {}", kilobytes(goal)));
        }
    }
    ensure!(wasm > 0, "there is no wasm in {}", folder.display());
    ensure!(page <= PAGE, "the page is {page_kb} in gzip, over its budget of {}", kilobytes(PAGE));
    ensure!(wasm <= WASM, "the wasm is {wasm_kb} in gzip, over its budget of {}", kilobytes(WASM));
    Ok(())
}

fn is_wasm(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "wasm")
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Bytes as `123.4 kB`; a kB is 1,000 bytes.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{gzip, kilobytes};

    #[test]
    fn sizes_are_rounded_up_to_a_tenth() {
        assert_eq!(kilobytes(0), "0.0 kB");
        assert_eq!(kilobytes(65_901), "66.0 kB");
        assert_eq!(kilobytes(400_000), "400.0 kB");
    }

    #[test]
    fn repetition_costs_little() {
        assert!(gzip(&[b'a'; 10_000]).is_ok_and(|size| size < 100));
    }
}
