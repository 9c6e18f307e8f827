//! The size budget: what a visitor downloads, counted as gzip.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{prices, report};

/// What everything together may come to, in bytes.
const PAGE: usize = 705_000;

/// What the Wasm module may come to.
const WASM: usize = 566_000;

/// What all price books may come to.
const PRICES: usize = 120_000;

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
    let of = |counts: fn(&str) -> bool| -> usize {
        sizes.iter().filter(|(name, ..)| counts(name)).map(|(_, _, gzip)| gzip).sum()
    };
    let parts = [
        ("the page", of(|_| true), PAGE),
        ("its wasm", of(is_wasm), WASM),
        ("its price books", of(|name| name == prices::FILE), PRICES),
    ];
    for (what, size, most) in parts {
        let (found, most_kb) = (kilobytes(size), kilobytes(most));
        report::line(&format!("{what}: gzip {found} of {most_kb}"));
        ensure!(size > 0, "{what}: nothing in {}", folder.display());
        ensure!(size <= most, "{what}: {found} in gzip, over the budget of {most_kb}");
    }
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
