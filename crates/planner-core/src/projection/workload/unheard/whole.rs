//! What is said of the whole stack, or of an account, and changes nothing in an answer.

use super::super::World;
use super::super::place::Place;
use crate::book::{Fact, LimitTerms, Window};
use crate::model::{Account, Contract, Model};
use crate::note::{Note, NoteKind};
use crate::stack::{Rate, Stack};

/// Notes on it; `shaped` is whether the shape of the week acts on what some resource does.
pub(super) fn notes(world: World<'_, '_>, shaped: bool) -> Vec<Note> {
    let (model, stack) = (world.model, world.model.stack);
    let mut notes: Vec<Note> = labels(stack).into_iter().collect();
    notes.extend(facts(model));
    if stack.shape.is_some() && !shaped && !has_ceilings_of_days(model) {
        notes.push(Note::of(
            NoteKind::vain(&["shape"]),
            "shape changes nothing: no load or work spreads by it, and no limit looks at single days"
                .to_owned(),
        ));
    }
    for (name, account) in stack.accounts.iter() {
        let told = || model.notes.iter().any(|note| note.is_uncounted(name, "region"));
        if let Some(word) = account.region.as_ref().filter(|_| !has_regions(model, name) && !told()) {
            notes.push(Note::about(
                name,
                NoteKind::vain(&["region"]),
                format_args!("region {word} changes nothing: no price of what runs in it goes by region"),
            ));
        }
    }
    notes
}

/// Projects and environments, which are labels.
fn labels(stack: &Stack) -> Option<Note> {
    let used = |label: fn(&crate::stack::Resource) -> bool| stack.resources.iter().any(|(_, one)| label(one));
    let all = [
        ("project", used(|one| one.project.is_some())),
        ("environment", used(|one| one.environment.is_some())),
    ];
    let labels: Vec<&str> = all.into_iter().filter(|(_, used)| *used).map(|(word, _)| word).collect();
    let verb = if labels.len() == 1 { "is a label" } else { "are labels" };
    let says = || format!("{} {verb} of resources: no amount goes by it", labels.join(" and "));
    let note = || Note::of(NoteKind::vain(&labels), says());
    (!labels.is_empty()).then(note)
}

/// Facts that no terms of the stack's accounts ask for.
fn facts(model: &Model<'_>) -> Vec<Note> {
    let asked = |fact: Fact| {
        model.accounts.iter().any(|(_, account)| {
            let book = model.book(account.provider).ok();
            book.is_some_and(|book| {
                book.provider.account.options.values().any(|option| option.fact == Some(fact))
            })
        })
    };
    let stated = Fact::ALL.into_iter().filter(|fact| model.stack.fact(*fact).is_some() && !asked(*fact));
    // Where an account counts it as usage, that is where it belongs.
    let counted = |word: &str| {
        let counts = |account: &Account<'_>| {
            let book = model.book(account.provider).ok();
            book.is_some_and(|book| book.provider.account.meters.contains_key(word))
        };
        model.accounts.iter().find(|(_, account)| counts(account)).map(|(_, account)| account.name)
    };
    stated
        .map(|fact| {
            let word = fact.word();
            let text = match counted(word) {
                Some(name) => format!(
                    "{word} at the top of the stack changes nothing: {name} counts it as usage; write it as `{word}` under \
                     `usage` of the account {name}"
                ),
                None => format!("{word} changes nothing: no terms of these accounts ask for it"),
            };
            Note::of(NoteKind::vain(&[word]), text)
        })
        .collect()
}

/// Whether any limit in force looks at a day by itself, on what something here makes: a vendor's, or one of the user's own.
fn has_ceilings_of_days(model: &Model<'_>) -> bool {
    let daily = |(_, terms): (&str, &LimitTerms)| terms.window == Window::Day;
    let of_day = |at: &Rate| at.to_string().contains("/day");
    let mut own = model.stack.limits.named.iter().filter_map(|(_, limit)| limit.at.as_ref());
    own.any(of_day)
        || model.resources.iter().any(|(_, resource)| {
            if resource.stated.own().quotas().any(daily) {
                return true;
            }
            let days = Place::days(model, resource.name).into_iter();
            days.filter_map(|day| model.standing(resource, day)).any(|standing| {
                let Contract { book, plan } = standing.contract;
                let counts = |(id, terms): (&str, &LimitTerms)| {
                    let meter = terms.meter.as_ref();
                    daily((id, terms)) && meter.is_some_and(|meter| standing.product.counts_on(meter))
                };
                standing.product.limits_of(standing.plan.1).any(daily)
                    || book.provider.account.limits_of(plan.1).any(counts)
            })
        })
        || model.accounts.iter().any(|(_, account)| {
            let stated = account.stated.is_some_and(|stated| !stated.usage.is_empty());
            let contract = model.contract(account, model.start()).ok().filter(|_| stated);
            contract.is_some_and(|c| c.book.provider.account.limits_of(c.plan.1).any(daily))
        })
}

/// Whether a price of an account, or of what runs in it, goes by region.
fn has_regions(model: &Model<'_>, name: &str) -> bool {
    let Some(account) = model.account_named(name) else { return true };
    let Ok(book) = model.book(account.provider) else { return true };
    let regions = |product| crate::book::region::regions(product).is_some();
    let mut resources = model.resources.iter().map(|(_, resource)| resource);
    regions(&book.provider.account)
        || resources.any(|resource| {
            model.account_of(resource).is_some_and(|owner| owner.name == name)
                && book.provider.products.get(resource.product).is_some_and(regions)
        })
}
