//! The size budget: what a visitor downloads to begin with, counted as gzip.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{modules, prices};
use crate::report;

/// What everything that is loaded at the start may come to, in bytes.
const PAGE: usize = 962_000;

/// What the Wasm of the page and its worker may come to together.
const WASM: usize = 805_000;

/// What the Wasm of the page's own thread may come to: with it a visitor can press and type.
const THREAD: usize = 90_000;

/// What all price books may come to.
const PRICES: usize = 120_000;

/// Prints the size of every file in a folder; fails if there is too much.
pub(super) fn check(folder: &Path) -> Result<()> {
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
        let later = if begins(name) { "" } else { "  (not at the start)" };
        report::line(&format!("{:>9}  gzip {:>9}  {name}{later}", kilobytes(*plain), kilobytes(*gzip)));
    }
    let of = |counts: fn(&str) -> bool| -> usize {
        sizes.iter().filter(|(name, ..)| begins(name) && counts(name)).map(|(_, _, gzip)| gzip).sum()
    };
    let parts = [
        ("the page", of(|_| true), PAGE),
        ("its wasm", of(is_wasm), WASM),
        ("of that its own thread's", of(|name| is_wasm(name) && name.starts_with("page-")), THREAD),
        ("its price books", of(is_prices), PRICES),
    ];
    for (what, size, most) in parts {
        let (found, most_kb) = (kilobytes(size), kilobytes(most));
        report::line(&format!("{what}: gzip {found} of {most_kb}"));
        ensure!(size > 0, "{what}: nothing in {}", folder.display());
        ensure!(size <= most, "{what}: {found} in gzip, over the budget of {most_kb}");
    }
    Ok(())
}

/// Whether the page needs a file to show its answer: no picture, and no module that is fetched when it is first
/// wanted.
fn begins(name: &str) -> bool {
    let later = |module: &modules::Module| name.starts_with(&format!("{}-", module.name));
    let picture = Path::new(name).extension().is_some_and(|end| end == "png");
    !picture && !modules::modules().filter(|module| module.is_later()).any(later)
}

fn is_prices(name: &str) -> bool {
    prices::FILE.split_once('.').is_some_and(|(stem, _)| name.starts_with(&format!("{stem}-")))
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
    use super::{begins, gzip, is_prices, kilobytes};

    #[test]
    fn pictures_are_no_part_of_the_start() {
        assert!(begins("page-0123456789abcdef_bg.wasm") && begins("icon.svg") && begins("sw.js"));
        assert!(begins("desk-0123456789abcdef_bg.wasm") && !begins("yaml-0123456789abcdef_bg.wasm"));
        assert!(!begins("card.png"));
        assert!(is_prices("prices-0123456789abcdef.txt") && !is_prices("profiles-0123456789abcdef.txt"));
    }

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
