//! Which settings save commands, and how many.

use rust_decimal::Decimal;

use super::profile::Value;
use super::{Setup, Usage, commands};
use crate::document::Problem;
use crate::number::Checked;

/// A setting that lowers what is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Which of the clients, by its place.
    pub client: usize,
    /// The setting, by our name.
    pub setting: String,
    /// As the library writes it.
    pub written: Option<String>,
    /// What it is.
    pub from: Value,
    /// What it should be.
    pub to: Value,
    /// How many fewer are counted a second, all clients together.
    pub saves: Decimal,
    /// What is counted a second then, all clients together.
    pub then: Decimal,
    /// Whether that is no more than the target.
    pub enough: bool,
    /// What is given up.
    pub tuned: Option<String>,
}

/// For every setting with values worth trying: the first that brings what is counted under `target` a second, else
/// the one that lowers it most. The best comes first; settings that save nothing are left out.
///
/// `weigh` says what usage counts as, by the vendor's book.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
pub fn advise(
    clients: &[Setup<'_>],
    target: Decimal,
    weigh: &dyn Fn(&Usage) -> Option<Decimal>,
) -> Result<Vec<Advice>, Problem> {
    let counted: Vec<Decimal> =
        clients.iter().map(|client| count(client, weigh)).collect::<Result<_, _>>()?;
    let total = counted.iter().try_fold(Decimal::ZERO, |sum, one| sum.plus(*one));
    let total = total.ok_or_else(super::rates::too_many)?;
    let mut all = Vec::new();
    for ((at, client), before) in clients.iter().enumerate().zip(&counted) {
        for (name, setting) in &client.role.settings {
            let Some(from) = client.value(name) else { continue };
            let mut best: Option<Advice> = None;
            for to in setting.tune.iter().filter(|to| **to != from) {
                let mut tried = client.clone();
                tried.set(name, to.clone())?;
                let after = count(&tried, weigh)?;
                let saves = before.minus(after).ok_or_else(super::rates::too_many)?;
                let then = total.minus(saves).ok_or_else(super::rates::too_many)?;
                if saves > best.as_ref().map_or(Decimal::ZERO, |best| best.saves) {
                    best = Some(Advice {
                        client: at,
                        setting: name.clone(),
                        written: setting.written.clone(),
                        from: from.clone(),
                        to: to.clone(),
                        saves,
                        then,
                        enough: then <= target,
                        tuned: setting.tuned.clone(),
                    });
                }
                if best.as_ref().is_some_and(|best| best.enough) {
                    break;
                }
            }
            all.extend(best);
        }
    }
    all.sort_by_key(|advice| std::cmp::Reverse(advice.saves));
    Ok(all)
}

/// The clients with the best advice taken, one after the other, until what is counted is under `target` a second.
/// What was taken, and what is counted then.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
pub fn together(
    clients: &[Setup<'_>],
    target: Decimal,
    weigh: &dyn Fn(&Usage) -> Option<Decimal>,
) -> Result<Vec<Advice>, Problem> {
    let mut clients = clients.to_vec();
    let mut taken: Vec<Advice> = Vec::new();
    loop {
        let advice = advise(&clients, target, weigh)?;
        let done = |advice: &&Advice| {
            taken.iter().any(|taken| taken.client == advice.client && taken.setting == advice.setting)
        };
        let Some(best) = advice.into_iter().find(|advice| !done(&advice)) else { return Ok(taken) };
        if let Some(client) = clients.get_mut(best.client) {
            client.set(&best.setting, best.to.clone())?;
        }
        let enough = best.enough;
        taken.push(best);
        if enough {
            return Ok(taken);
        }
    }
}

/// What a client's commands count as, a second.
fn count(client: &Setup<'_>, weigh: &dyn Fn(&Usage) -> Option<Decimal>) -> Result<Decimal, Problem> {
    commands(client)?.usage().and_then(|usage| weigh(&usage)).ok_or_else(super::rates::too_many)
}
