//! The Wasm as people download it: without the sections that only tools read, such as the names of functions.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// What every Wasm file starts with: its magic number and version 1.
const HEAD: &[u8] = b"\0asm\x01\0\0\0";

/// The id of a section that does not change what runs.
const CUSTOM: u8 = 0;

/// Takes what does not run out of every Wasm file of a folder.
pub(super) fn strip_all(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|end| end == "wasm") {
            let stripped =
                strip(&fs::read(&file)?).with_context(|| format!("cannot read {}", file.display()))?;
            fs::write(&file, stripped).with_context(|| format!("cannot write {}", file.display()))?;
        }
    }
    Ok(())
}

/// The same module without its custom sections.
fn strip(module: &[u8]) -> Result<Vec<u8>> {
    let mut rest = module.strip_prefix(HEAD).context("this is no Wasm module of version 1")?;
    let mut kept = HEAD.to_vec();
    while let Some((id, after)) = rest.split_first() {
        let (length, body) = size(after)?;
        let head = rest.len() - body.len();
        let (section, others) = rest.split_at_checked(head + length).context("a section is cut")?;
        if *id != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = others;
    }
    Ok(kept)
}

/// A size as seven bits a byte, the lowest first, and what follows it.
fn size(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let (mut size, mut rest) = (0, bytes);
    for place in 0..5 {
        let (byte, after) = rest.split_first().context("a section has no size")?;
        size |= usize::from(byte & 0x7f) << (7 * place);
        rest = after;
        if byte & 0x80 == 0 {
            return Ok((size, rest));
        }
    }
    bail!("a section's size is too long")
}

#[cfg(test)]
mod tests {
    use super::{HEAD, strip};

    #[test]
    fn only_custom_sections_go() -> anyhow::Result<()> {
        let (types, name) = (b"\x01\x04\x01\x60\0\0".as_slice(), b"\0\x05\x04name".as_slice());
        let long = [b"\x05\x80\x01".as_slice(), &[7; 128]].concat(); // its size takes two bytes
        let module = [HEAD, name, types, name, &long].concat();
        assert_eq!(strip(&module)?, [HEAD, types, &long].concat());
        Ok(())
    }

    #[test]
    fn what_is_no_module_or_cut_is_refused() {
        assert!(strip(b"<!doctype html>").is_err());
        assert!(strip(&[HEAD, b"\x01\x04\x01"].concat()).is_err());
        assert!(strip(&[HEAD, b"\x01\xff"].concat()).is_err());
    }
}
