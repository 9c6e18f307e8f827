//! A resource's month by price list and plan: which plan serves each stretch of it.

use super::account::{Walk, too_large};
use super::ends::Served;
use super::moves;
use super::part::Part;
use super::piece::Piece;
use super::requests::{self as sized, Tier};
use super::{LimitRow, ResourceMonth};
use crate::book::Books;
use crate::document::Problem;
use crate::model::Standing;
use crate::own;

/// A resource under one price list on one plan.
pub(super) struct Group<'r, 'a> {
    /// Which part of the month.
    pub(super) part: usize,
    pub(super) standing: Standing<'a>,
    pub(super) pieces: Vec<Piece<'r, 'a>>,
    /// Limits that are judged on the whole month, instead of the group's own of the same id.
    pub(super) rows: Vec<LimitRow<'a>>,
    /// The resource was not on its plan earlier in the month.
    pub(super) begins: bool,
    /// Only its requests of some size, on the plan that prices them; fees, limits and the rest stand elsewhere.
    pub(super) part_of: bool,
}

impl Group<'_, '_> {
    fn is_of(&self, part: usize, plan: &str) -> bool {
        self.part == part && self.standing.plan.0 == plan
    }
}

impl<'a> Group<'_, 'a> {
    /// Its requests of some sizes, on the plan that prices them.
    pub(super) fn tier(&self, (plan, tier): sized::OnPlan<'a>, part_of: bool) -> Self {
        Self {
            part: self.part,
            standing: Standing { plan, ..self.standing },
            pieces: self.pieces.iter().map(|piece| Piece { tier, ..*piece }).collect(),
            rows: if part_of { Vec::new() } else { self.rows.clone() },
            begins: self.begins,
            part_of,
        }
    }
}

/// A stretch of a run on the plan that serves it, in a part of the month.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'r, 'a> {
    pub(super) resource: &'r ResourceMonth<'a>,
    pub(super) part: usize,
    pub(super) piece: Piece<'r, 'a>,
    pub(super) standing: Standing<'a>,
}

/// The groups of a resource's month, in order of time; the walk keeps the stretches they are made of.
pub(super) fn groups<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    books: &'a Books,
    resource: &'r ResourceMonth<'a>,
) -> Result<Vec<Group<'r, 'a>>, Problem> {
    let (account, lives) = (walk.account, walk.lives);
    let mut groups: Vec<Group<'r, 'a>> = Vec::new();
    for part in 0..walk.parts.len() {
        let Some(list) = walk.parts.get(part) else { break };
        let contract = list.contract;
        let on = (account.provider, account.day());
        let product = own::product(&contract.book.provider, resource.product).ok_or_else(|| {
            let problem = books.no_product(on, resource.product, account.written());
            problem.path(format!("{}.product", resource.path))
        })?;
        books.check_options(
            on,
            (resource.product, product),
            &resource.options,
            &resource.path,
            account.written(),
        )?;
        sized::check(product, &resource.usage, &format!("{}.usage", resource.path))?;
        let stated = resource.runs.iter().enumerate().filter(|(_, run)| !run.usage.is_empty());
        for (at, run) in stated {
            sized::check(
                product,
                &run.usage,
                &format!("{}.{}usage", resource.path, account.place_of_run(at)),
            )?;
        }
        let pieces: Vec<Piece<'_, '_>> = pieces(resource, list).collect();
        let mut known: Option<(Standing<'a>, Vec<Piece<'r, 'a>>)> = None;
        for piece in &pieces {
            // Most runs are on the plan of the one before.
            let is_on = |(_, same): &(_, Vec<Piece<'_, '_>>)| {
                same.first().is_some_and(|first| first.run.plan == piece.run.plan)
            };
            let (standing, same) = if let Some(known) = known.take().filter(is_on) {
                known
            } else {
                let (word, day) = (piece.run.plan, account.day());
                let standing = contract.standing(
                    books,
                    resource.product,
                    word,
                    (day, account.written()),
                    &resource.path,
                )?;
                lives.refuse_ended(account, resource, product, standing.plan)?;
                let same = pieces.iter().filter(|other| other.run.plan == piece.run.plan);
                (standing, same.copied().collect())
            };
            let id = Some(resource.product);
            if lives.end(id, standing.plan).is_none() && !moves::moves(product, standing.plan) {
                // Its plan serves all of it.
                walk.found.stretches.push(Stretch { resource, part, piece: *piece, standing });
                put(&mut groups, (part, standing), *piece);
                known = Some((standing, same));
                continue;
            }
            for stretch in lives.served((id, product), (piece.from, piece.to), standing.plan) {
                let path = moves::follow(walk, resource, (part, standing), stretch, &same)
                    .map_err(|error| too_large(error, &resource.path))?;
                walk.found.moved.extend(path.moved);
                for Served { from, to, plan } in path.served {
                    let (piece, standing) = (Piece { from, to, ..*piece }, Standing { plan, ..standing });
                    walk.found.stretches.push(Stretch { resource, part, piece, standing });
                    put(&mut groups, (part, standing), piece);
                }
                for (id, row) in path.rows {
                    match groups.iter_mut().find(|group| group.is_of(part, id)) {
                        Some(group) => group.rows.push(row),
                        // The plan is left as soon as it is met: there is no stretch on it to say so.
                        None => walk.found.take_limits(vec![row]),
                    }
                }
            }
            known = Some((standing, same));
        }
    }
    Ok(groups)
}

/// Puts a piece into the group it is of.
fn put<'r, 'a>(
    groups: &mut Vec<Group<'r, 'a>>,
    (part, standing): (usize, Standing<'a>),
    piece: Piece<'r, 'a>,
) {
    if let Some(group) = groups.iter_mut().find(|group| group.is_of(part, standing.plan.0)) {
        group.pieces.push(piece);
        return;
    }
    let begins = !groups.iter().any(|group| group.standing.plan.0 == standing.plan.0);
    groups.push(Group { part, standing, pieces: vec![piece], rows: Vec::new(), begins, part_of: false });
}

/// The runs of a resource, as far as they lie in a part of the month.
pub(super) fn pieces<'r, 'a>(
    resource: &'r ResourceMonth<'a>,
    part: &Part<'a>,
) -> impl Iterator<Item = Piece<'r, 'a>> {
    let (start, end) = (part.from, part.to);
    let tier = Tier::all(part.contract.book.provider.products.get(resource.product));
    resource.runs.iter().filter_map(move |run| {
        let (from, to) = (run.from.max(start), run.to.min(end));
        (from < to).then_some(Piece { run, from, to, tier })
    })
}
