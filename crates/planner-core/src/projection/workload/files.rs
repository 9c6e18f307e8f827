//! Files that are kept: their bytes, and how often they are written and read.

use super::super::figures::{Begins, Gone, added, counts, held};
use super::sends::{Way, send};
use super::{Part, World, base, each, too_large};
use crate::book::Measure;
use crate::document::Problem;
use crate::stack::Resource;

/// Adds the files a resource keeps.
pub(super) fn add<'a>(
    parts: &mut Vec<Part<'a>>,
    world: World<'a, '_>,
    (name, resource): (&'a str, &'a Resource),
) -> Result<(), Problem> {
    let begins = Begins::of(world.model, (name, resource));
    let (mut largest, mut months) = (None, 0);
    for (kind, files) in resource.files.iter() {
        let path = format!("resources.{name}.files.{kind}.files");
        let bytes = base(&files.each, "B").ok_or_else(|| too_large(&path))?;
        largest = largest.max(Some(bytes));
        // In bytes from the start: a third of a file times its size would be off by the file's last digit.
        let at = (path.as_str(), begins);
        let values = held(&files.files, world.model.stack, world.months, world.drivers, at, bytes)?;
        months = values.len();
        let writes = added(&files.files, world.model.stack, world.months, world.drivers, &path)?;
        let written = each(&writes, bytes).ok_or_else(|| too_large(&path))?;
        parts.push(Part {
            gone: Gone::following(&files.files, begins, (&written, &values)),
            begins: Begins::with(begins, &files.files),
            ..Part::of(name, Measure::ObjectStorage, values, &path)
        });
        parts.push(Part::of(name, Measure::ObjectWrites, writes, &path));
        if let Some(reads) = &files.reads {
            let path = format!("resources.{name}.files.{kind}.reads");
            let reads = counts(reads, world.model.stack, world.months, world.drivers, &path)?;
            let way =
                Way { name, through: files.through.as_deref(), cached: files.cached.unwrap_or_default() };
            send(parts, world, way, &reads, Some(bytes), (Measure::ObjectReads, &path))
                .ok_or_else(|| too_large(&path))?;
        }
    }
    if let Some(bytes) = largest.filter(|_| world.counts(resource, Measure::FileSize)) {
        parts.push(Part::of(
            name,
            Measure::FileSize,
            vec![bytes; months],
            &format!("resources.{name}.files"),
        ));
    }
    Ok(())
}
