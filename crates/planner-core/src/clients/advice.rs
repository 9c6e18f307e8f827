//! Which settings save commands, and how many.

use std::rc::Rc;

use super::profile::Value;
use super::{Setup, Usage, commands};
use crate::document::Problem;
use crate::number::Decimal;

/// Commands a second that are as good as none: three in a hundred years.
const NOTHING: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

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
    let mut known = Known::default();
    let tried = clients.iter().map(|client| known.tried(client, weigh)).collect::<Result<Vec<_>, _>>()?;
    best(&tried, target)
}

/// What a client's commands count as, and by how much each setting with values worth trying lowers that.
struct Tried {
    counted: Decimal,
    settings: Vec<TriedSetting>,
}

struct TriedSetting {
    name: String,
    written: Option<String>,
    tuned: Option<String>,
    from: Value,
    /// A value, and how many fewer are counted with it.
    to: Vec<(Value, Decimal)>,
}

/// What was tried of clients; those that are set up alike are tried once.
#[derive(Default)]
struct Known<'p>(Vec<(Setup<'p>, Rc<Tried>)>);

impl<'p> Known<'p> {
    fn tried(
        &mut self,
        client: &Setup<'p>,
        weigh: &dyn Fn(&Usage) -> Option<Decimal>,
    ) -> Result<Rc<Tried>, Problem> {
        if let Some((_, tried)) = self.0.iter().find(|(known, _)| known.is_as(client)) {
            return Ok(Rc::clone(tried));
        }
        let counted = count(client, weigh)?;
        let mut settings = Vec::new();
        for (name, setting) in &client.role.settings {
            let Some(from) = client.value(name) else { continue };
            let mut all = Vec::with_capacity(setting.tune.len());
            for to in setting.tune.iter().filter(|to| **to != from) {
                let mut tried = client.clone();
                tried.set(name, to.clone())?;
                let saves = counted.minus(count(&tried, weigh)?).ok_or_else(super::rates::too_many)?;
                all.push((to.clone(), saves));
            }
            let (written, tuned) = (setting.written.clone(), setting.tuned.clone());
            settings.push(TriedSetting { name: name.clone(), written, tuned, from, to: all });
        }
        let tried = Rc::new(Tried { counted, settings });
        self.0.push((client.clone(), Rc::clone(&tried)));
        Ok(tried)
    }
}

/// The best value of each setting of each client, the best of all first.
fn best(clients: &[Rc<Tried>], target: Decimal) -> Result<Vec<Advice>, Problem> {
    let total = clients.iter().try_fold(Decimal::ZERO, |sum, one| sum.plus(one.counted));
    let total = total.ok_or_else(super::rates::too_many)?;
    let mut all = Vec::new();
    for (client, tried) in clients.iter().enumerate() {
        for setting in &tried.settings {
            let mut best: Option<(&Value, Decimal, Decimal)> = None;
            for (to, saves) in &setting.to {
                // A value further away is to save something with it.
                let more = saves.minus(best.map_or(Decimal::ZERO, |(_, saves, _)| saves));
                if more.is_some_and(|more| more > NOTHING) {
                    let then = total.minus(*saves).ok_or_else(super::rates::too_many)?;
                    best = Some((to, *saves, then));
                }
                if best.is_some_and(|(.., then)| then <= target) {
                    break;
                }
            }
            all.extend(best.map(|(to, saves, then)| Advice {
                client,
                setting: setting.name.clone(),
                written: setting.written.clone(),
                from: setting.from.clone(),
                to: to.clone(),
                saves,
                then,
                enough: then <= target,
                tuned: setting.tuned.clone(),
            }));
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
    let (mut clients, mut known) = (clients.to_vec(), Known::default());
    let mut tried = clients.iter().map(|client| known.tried(client, weigh)).collect::<Result<Vec<_>, _>>()?;
    let mut taken: Vec<Advice> = Vec::new();
    loop {
        let advice = best(&tried, target)?;
        let done = |advice: &&Advice| {
            taken.iter().any(|taken| taken.client == advice.client && taken.setting == advice.setting)
        };
        let Some(best) = advice.into_iter().find(|advice| !done(&advice)) else { return Ok(taken) };
        if let Some((client, tried)) = clients.get_mut(best.client).zip(tried.get_mut(best.client)) {
            client.set(&best.setting, best.to.clone())?;
            *tried = known.tried(client, weigh)?;
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
