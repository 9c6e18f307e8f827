//! How a stack is resolved against the price books: accounts first, then what runs in them.

use std::sync::Arc;

use super::dated::{Dated, LookUp};
use super::{Account, Id, List, Model, Resource, SCALES, regions, scales_in_vain};
use crate::book::{Books, Invoiced, NO_BOOK, OptionValue, Product, Provider, no_book};
use crate::cycle::Cycle;
use crate::document::{Problem, ProblemKind, Problems};
use crate::find::{WrittenIn, is_written, meant_elsewhere, no_price};
use crate::month::Date;
use crate::nearest::is_misspelt;
use crate::note::{Note, NoteKind, Notes};
use crate::own;
use crate::stack::{self, Stack};
use crate::table::Table;

impl<'a> Model<'a> {
    /// Resolves a stack.
    ///
    /// # Errors
    ///
    /// A [`Problem`] whose path says where in the stack: a near miss of a provider, an unknown product or option, scaling
    /// of what does not scale, a month before the first prices.
    pub(crate) fn of(books: &'a Books, stack: &'a Stack, as_of: Option<Date>) -> Result<Self, Problem> {
        let mut model = Self {
            books,
            stack,
            as_of,
            accounts: List::default(),
            resources: List::default(),
            by_name: Table::default(),
            unpriced: Vec::new(),
            notes: Notes::default(),
            assumptions: Vec::new(),
        };
        let mut problems = Problems::default();
        for (name, account) in stack.accounts.iter() {
            problems.keep(model.account((name, account)));
        }
        for (name, resource) in stack.resources.iter() {
            problems.keep(model.resource((name, resource)));
            if problems.is_full() {
                break;
            }
        }
        problems.end(())?;
        let lives =
            model.accounts.iter().flat_map(|(id, account)| model.lives(id, account)).collect::<Vec<_>>();
        model.notes.extend(lives);
        Ok(model)
    }

    /// What of its resources an account's life cuts off, as notes.
    fn lives(&self, id: Id<Account<'a>>, account: &Account<'a>) -> Vec<Note> {
        let named = |cut: &dyn Fn(&Resource<'a>) -> bool| {
            let cut = self.resources.iter().filter(|(_, one)| one.account == id && cut(one));
            cut.map(|(_, one)| one.name).collect::<Vec<_>>().join(", ")
        };
        let mut notes = Vec::new();
        if let Some(since) = account.since.filter(|since| *since > self.stack.start.first_day()) {
            let late = named(&|one| one.since < since);
            if !late.is_empty() {
                notes.push(Note::plain(
                    account.name,
                    format_args!("begins on {}; until then nothing of {late} is counted", since.name()),
                ));
            }
        }
        let first = account.cycle_day.and_then(|day| Cycle::beginning_in(self.stack.start, day));
        if let Some(first) = first.map(Cycle::first_day) {
            let gone = named(&|one| one.until.is_some_and(|until| until <= first));
            if !gone.is_empty() {
                notes.push(Note::plain(
                    account.name,
                    format_args!(
                        "{gone} ends before the first cycle that is shown, from {}: nothing of it is counted",
                        first.name()
                    ),
                ));
            }
        }
        if let Some(until) = account.until {
            let cut = named(&|one| one.until.is_none_or(|own| own > until));
            if !cut.is_empty() {
                notes.push(Note::plain(
                    account.name,
                    format_args!(
                        "ends on {}; from then on nothing of {cut} is counted, though no `until` says so",
                        until.name()
                    ),
                ));
            }
        }
        notes
    }

    /// Where plans of a product of a provider, or of its account, are looked up.
    fn look_up<'p>(&self, provider: &'p str, product: Option<&'p str>) -> LookUp<'a, 'p> {
        let start = self.stack.start.first_day();
        LookUp { books: self.books, provider, start, as_of: self.as_of, product }
    }

    fn account(&mut self, (name, stated): (&'a str, &'a stack::Account)) -> Result<(), Problem> {
        let (provider, path) = (stated.provider(name), format!("accounts.{name}"));
        if !is_known(self.books, provider, &path)? {
            let named = if stated.provider.is_none() {
                ", and `provider:` says whose account it is where that is only a name"
            } else {
                ""
            };
            self.notes.push(Note::plain(
                name,
                format_args!("no price book for {provider} yet; what it charges is not counted{named}"),
            ));
            return Ok(());
        }
        let cycle_day = stated.cycle_day.filter(|day| *day != 1);
        if let Some(day) = cycle_day
            && let Some(first) = Cycle::beginning_in(self.stack.start, day)
        {
            self.notes.push(Note::about(
                name,
                NoteKind::BilledFrom { day: day.into() },
                format_args!(
                    "billed from day {day}; each month shows the cycle that begins in it, {} the one of {}",
                    self.stack.start.name(),
                    first.name()
                ),
            ));
        }
        let book = &self.book(provider)?.provider;
        if let Some(day) = cycle_day.filter(|_| book.cycle == Invoiced::Calendar) {
            return Err(Problem::new(format!(
                "{} bills by the calendar month, not from day {day} on",
                book.name
            ))
            .path(format!("{path}.cycle_day"))
            .hint("leave `cycle_day` out"));
        }
        let plans = Dated::of(stated.plan.as_ref(), self.look_up(provider, None), &path)?;
        let plan = plans.at(self.stack.start.first_day());
        let contradicted = self.stack.contradicted(name, &book.account, &stated.options);
        self.notes.extend(contradicted.into_iter().map(|text| Note::says(name, NoteKind::Other, text)));
        let mut options = self.stack.settings_of(&book.account, &stated.options);
        regions::of_account(self, book, (name, provider, Some(stated)), plan, &mut options)?;
        let account = Account {
            name,
            provider,
            path: path.into(),
            stated: Some(stated),
            plans,
            options: Arc::new(options),
            card: stated.card,
            since: stated.since,
            until: stated.until,
            cycle_day,
        };
        self.accounts.push(account).map(|_| ()).ok_or_else(too_many)
    }

    fn resource(&mut self, (name, stated): (&'a str, &'a stack::Resource)) -> Result<(), Problem> {
        let (provider, path) = (stated.provider(), format!("resources.{name}"));
        let (known, own) = (is_known(self.books, provider, &format!("{path}.product"))?, stated.own());
        if !known && !own.is_priced() {
            let meant =
                meant_elsewhere(self.books, self.start(), name, (stated.provider(), stated.product_id()));
            self.notes.extend(meant.map(|meant| Note::says(name, NoteKind::Other, meant)));
            self.unpriced.push((name, stated));
            return Ok(());
        }
        let book = &if known { self.book(provider)? } else { no_book()? }.provider;
        let (id, product) = match book.products.get_key_value(stated.product_id()) {
            Some((id, product)) => (id.as_str(), product),
            None if own.is_priced() => self.own_product((name, stated), known, &path)?,
            None => {
                self.refuse_slip(stated, &path)?;
                let lacks = no_price(book, name, stated.product_id(), WrittenIn::Stack);
                self.notes.push(Note::says(name, NoteKind::Unpriced, lacks));
                self.unpriced.push((name, stated));
                return Ok(());
            }
        };
        own.check((book, product), &path)?;
        let plans = Dated::of(stated.plan.as_ref(), self.look_up(provider, Some(id)), &path)?;
        let unmade = plans.unmade(product);
        self.notes.extend(unmade.map(|unmade| Note::plain(name, format_args!("{unmade}"))));
        let plan = plans.at(self.stack.start.first_day());
        let mut options = options(product, stated, &path)?;
        if stated.scaling.is_none() && stated.options.get(SCALES) == Some(&OptionValue::Flag(true)) {
            self.notes.push(scales_in_vain(name, "no `scaling` says from how many to how many"));
        }
        regions::of_resource(self, (book, product), (name, stated), plan, &mut options)?;
        self.books.check_options(
            (provider, self.start()),
            (id, product),
            &options,
            &path,
            WrittenIn::Stack,
        )?;
        let resource = Resource {
            name,
            stated,
            account: self.owner(name, stated, book, known)?,
            path: path.into(),
            product: id,
            plans,
            options: Arc::new(options),
            since: stated.since.unwrap_or(self.stack.start.first_day()),
            until: stated.until,
        };
        let id = self.resources.push(resource).ok_or_else(too_many)?;
        self.by_name.insert(name, id);
        Ok(())
    }

    /// Refuses a product that is a slip of the pen, or of another day.
    fn refuse_slip(&self, stated: &stack::Resource, path: &str) -> Result<(), Problem> {
        let product =
            self.books.product((stated.provider(), self.start()), stated.product_id(), WrittenIn::Stack);
        product.map(|_| ()).map_err(|problem| problem.path(format!("{path}.product")))
    }

    /// A product that no book knows, priced by the user alone; a near miss of a known one is a slip of the pen.
    fn own_product(
        &mut self,
        (name, stated): (&str, &stack::Resource),
        known: bool,
        path: &str,
    ) -> Result<(&'a str, &'a Product), Problem> {
        if known {
            self.refuse_slip(stated, path)?;
        }
        self.notes.push(Note::plain(
            name,
            format_args!("no prices of {} are known beside your own", stated.product),
        ));
        own::unknown()
    }

    /// The account a resource is billed to: the one of the stack, or one that nobody named.
    fn owner(
        &mut self,
        name: &str,
        resource: &'a stack::Resource,
        book: &'a Provider,
        priced: bool,
    ) -> Result<Id<Account<'a>>, Problem> {
        let named = self.stack.account_of(name, resource)?.map(|(name, _)| name);
        let provider = resource.provider();
        let owner = if priced { provider } else { named.unwrap_or(provider) };
        let known = self.accounts.iter().find(|(_, account)| match named {
            Some(named) => account.name == named,
            None => account.name == provider && account.stated.is_none(),
        });
        if let Some((id, _)) = known {
            return Ok(id);
        }
        if book.account.plans.len() > 1 {
            let plan = book.account.default_plan.as_ref().and_then(|plan| book.account.plans.get(plan));
            let plan = plan.map_or("", |plan| plan.name.as_str());
            self.notes.push(Note::plain(
                provider,
                format_args!("no account is named, its default plan {plan} is used"),
            ));
        }
        let mut options = self.stack.settings_of(&book.account, &Table::default());
        regions::of_account(self, book, (provider, provider, None), None, &mut options)?;
        let account = Account {
            name: owner,
            provider: if priced { provider } else { NO_BOOK },
            path: "accounts".into(),
            stated: None,
            plans: Dated::default(),
            options: Arc::new(options),
            card: true,
            since: None,
            until: None,
            cycle_day: None,
        };
        self.accounts.push(account).ok_or_else(too_many)
    }
}

/// Whether there are prices of a provider. A near miss of one that is known is a slip of the pen, not another provider.
fn is_known(books: &Books, provider: &str, path: &str) -> Result<bool, Problem> {
    if books.providers().any(|known| known == provider) {
        return Ok(true);
    }
    let written = books.providers().find(|known| is_written(books, known, provider));
    let near = || books.nearest(provider).into_iter().find(|known| is_misspelt(provider, known));
    let Some(near) = written.or_else(near) else { return Ok(false) };
    Err(Problem::new(format!("no prices of a provider `{provider}` are known"))
        .of(ProblemKind::Unknown)
        .path(path)
        .hint(format!("did you mean {near}?")))
}

/// A resource's settings: those it states, and what follows from how it scales.
fn options(product: &Product, stated: &stack::Resource, path: &str) -> Result<Table<OptionValue>, Problem> {
    let mut options = stated.options.clone();
    if let Some(scaling) = &stated.scaling {
        let at = || format!("{path}.scaling");
        if !product.options.contains_key(SCALES) {
            return Err(Problem::new(format!("{} does not scale by itself", product.name))
                .path(at())
                .hint("leave `scaling` out, and say with `count` how many run"));
        }
        if scaling.min == 0 || scaling.min > scaling.max {
            return Err(Problem::new(format!("scaling from {} to {} instances", scaling.min, scaling.max))
                .path(at())
                .hint("`min` is at least 1 and not above `max`"));
        }
        options.insert(SCALES.to_owned(), OptionValue::Flag(true));
    }
    Ok(options)
}

fn too_many() -> Problem {
    Problem::new("more than 65,536 accounts or resources are too many")
        .hint("write those that are alike as one with a `count`")
}
