//! Every figure of what a resource does, by its place in the resource.

use super::{Resource, Series};

/// A figure that a resource is described with.
pub(crate) struct Stated<'a> {
    /// The place, such as `load.requests`.
    pub(crate) at: String,
    /// The figure.
    pub(crate) series: &'a Series,
    /// Why it, or what it belongs to, is assumed.
    pub(crate) assumed: Option<&'a String>,
}

/// Hands over each figure with its place, and why what it belongs to is assumed; to look at or, with `mut`, to change.
macro_rules! figures {
    ($resource:ident, $add:ident, $iter:ident $(, $mutable:ident)?) => {{
        if let Some(load) = &$($mutable)? $resource.load {
            $add("load.requests".to_owned(), & $($mutable)? load.requests, load.assumed.as_ref());
            if let Some(sessions) = &$($mutable)? load.sessions {
                $add("load.sessions".to_owned(), sessions, None);
            }
        }
        if let Some(work) = &$($mutable)? $resource.work {
            $add("work.jobs".to_owned(), & $($mutable)? work.jobs, work.assumed.as_ref());
        }
        for (name, rows) in $resource.tables.$iter() {
            $add(format!("tables.{name}.rows"), & $($mutable)? rows.rows, rows.assumed.as_ref());
        }
        for (name, files) in $resource.files.$iter() {
            $add(format!("files.{name}.files"), & $($mutable)? files.files, files.assumed.as_ref());
            if let Some(reads) = &$($mutable)? files.reads {
                $add(format!("files.{name}.reads"), reads, None);
            }
        }
        if let Some(tokens) = &$($mutable)? $resource.tokens {
            $add("tokens.messages".to_owned(), & $($mutable)? tokens.messages, tokens.assumed.as_ref());
        }
        if let Some(logs) = &$($mutable)? $resource.logs {
            $add("logs.lines".to_owned(), & $($mutable)? logs.lines, logs.assumed.as_ref());
        }
        if let Some(deploys) = &$($mutable)? $resource.deploys {
            $add("deploys.count".to_owned(), & $($mutable)? deploys.count, deploys.assumed.as_ref());
        }
    }};
}

impl Resource {
    /// Every figure of what it does.
    pub(crate) fn stated(&self) -> Vec<Stated<'_>> {
        let mut all = Vec::new();
        let mut add = |at: String, series, assumed| all.push(Stated { at, series, assumed });
        figures!(self, add, iter);
        all
    }

    /// The same figures, by their places, to change.
    pub(crate) fn stated_mut(&mut self) -> Vec<(String, &mut Series)> {
        let mut all = Vec::new();
        let mut add = |at: String, series, _: Option<&String>| all.push((at, series));
        figures!(self, add, iter_mut, mut);
        all
    }
}
