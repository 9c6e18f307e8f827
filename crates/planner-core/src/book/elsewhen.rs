//! What the book of a day does not know and one of another day does: a word is not wrong because its day is.

use super::no_option;
use super::{Books, OptionValue, Product, Provider, Settings};
use crate::document::{Problem, ProblemKind};
use crate::find::{self, WrittenIn};
use crate::month::{Date, Month};
use crate::nearest::{is_slip, nearest};
use crate::table::Table;

/// When a book knew something it does not know on a day.
enum Elsewhen {
    /// First after that day.
    Since(Date),
    /// Last before it: the day of the last file that had it, and of the first that no longer has it.
    Until(Date, Date),
}

impl Books {
    /// A product of a known provider on a day; none where the provider has no such product in any of its files, and so
    /// sells it without a price here.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a slip of the pen and for a product of another day.
    pub(crate) fn product(
        &self,
        (provider, day): (&str, Date),
        id: &str,
        written: WrittenIn,
    ) -> Result<Option<&Product>, Problem> {
        let book = &self.as_of(provider, day)?.provider;
        if let Some(product) = book.products.get(id) {
            return Ok(Some(product));
        }
        let near = nearest(id, book.products.keys().map(String::as_str)).first().copied();
        let elsewhen = self.elsewhen(provider, day, &|book| book.products.contains_key(id));
        // A natural word for a product that is there is a slip as well: `web_service`.
        let joined = id.split_once([' ', '/', ':']).is_some_and(|(one, _)| book.products.contains_key(one));
        let slips =
            joined || near.is_some_and(|near| is_slip(id, near)) || find::product_meant(book, id).is_some();
        if elsewhen.is_none() && !slips {
            return Ok(None);
        }
        Err(self.no_product((provider, day), id, written))
    }

    /// What is wrong with a product that is not there on a day.
    pub(crate) fn no_product(&self, (provider, day): (&str, Date), id: &str, written: WrittenIn) -> Problem {
        let Ok(book) = self.as_of(provider, day) else { return no_provider(provider) };
        let book = &book.provider;
        let known = nearest(id, book.products.keys().map(String::as_str));
        // A plan that stands behind the product belongs beside it.
        if let Some((product, plan)) = id.split_once([' ', '/', ':'])
            && let Some(terms) = book.products.get(product)
        {
            let whither = match (terms.find_plan(plan), book.account.find_plan(plan)) {
                (None, Some(_)) => format!(", and `plan: {plan}` on the account, whose plan it is"),
                (None, None) => ", and what else there is in fields of its own".to_owned(),
                (Some(_), _) => format!(", and `plan: {plan}` beside it"),
            };
            return Problem::new(format!("{} has no product `{id}`", book.name))
                .of(ProblemKind::Unknown)
                .hint(format!("write `{}`{whither}", written.product(book, product)));
        }
        let slip = known.first().copied().filter(|near| is_slip(id, near)).map(str::to_owned);
        let instead =
            find::plan_meant(book, id, written).or_else(|| find::product_instead(book, id)).or(slip);
        let instead = instead.map(|id| format!("did you mean `{id}`? ")).unwrap_or_default();
        let problem = Problem::new(format!("{} has no product `{id}`", book.name))
            .of(ProblemKind::Unknown)
            .hint(format!("{instead}its products are {}", crate::nearest::some(&known)));
        self.dated(problem, (provider, day), &|book| book.products.contains_key(id))
    }

    /// What is wrong with a usage key that names no meter on a day; an empty product is the account itself.
    pub(crate) fn no_meter(&self, provider: &str, day: Date, product: &str, key: &str) -> Problem {
        let Ok(book) = self.as_of(provider, day) else { return no_provider(provider) };
        let problem = book.provider.no_meter(product, key);
        self.dated(problem, (provider, day), &|book| {
            (product.is_empty() || book.products.contains_key(product)) && book.meter(product, key).is_some()
        })
    }

    /// Refuses options as [`Settings::check`] does, and says when they could have been had; an empty product is the
    /// account itself.
    pub(crate) fn check_options(
        &self,
        (provider, day): (&str, Date),
        product: (&str, &Product),
        options: &Table<OptionValue>,
        path: &str,
        written: WrittenIn,
    ) -> Result<(), Problem> {
        let has = |book: &Provider| {
            let other = if product.0.is_empty() { Some(&book.account) } else { book.products.get(product.0) };
            other.is_some_and(|other| Settings::check(other, None, options, path).is_ok())
        };
        let account = self.as_of(provider, day).ok().map(|book| &book.provider.account);
        let account = account.filter(|_| !product.0.is_empty());
        // What is no option there may be sold apart.
        let apart = |mut problem: Problem| {
            let mut unknown =
                options.iter().filter(|(name, _)| !product.1.options.contains_key(name.as_str()));
            let of_it = unknown.next().filter(|(name, value)| {
                let at_it = problem.path.ends_with(&format!(".{name}"));
                at_it && no_option::meant(product.1, account, name, value).is_none()
            });
            let book = self.as_of(provider, day).ok().map(|book| &book.provider);
            let meant = of_it
                .zip(book)
                .and_then(|((name, _), book)| find::resource_meant(book, product.0, name, written));
            if let Some(meant) = meant {
                problem.hint = problem.hint.take().map(|hint| format!("{meant}; or {hint}"));
            }
            problem
        };
        Settings::check(product.1, account, options, path)
            .map_err(apart)
            .map_err(|problem| self.dated(problem, (provider, day), &has))
    }

    /// A problem with what is not there on a day, and when it is.
    pub(crate) fn dated(
        &self,
        mut problem: Problem,
        (provider, day): (&str, Date),
        has: &dyn Fn(&Provider) -> bool,
    ) -> Problem {
        match self.elsewhen(provider, day, has) {
            None => problem,
            Some(Elsewhen::Since(since)) => {
                problem.message = format!("{} on {day}; it is offered since {since}", problem.message);
                problem.hint(format!("use `--as-of {since}`, or a month from {} on", month_from(since)))
            }
            Some(Elsewhen::Until(last, until)) => {
                problem.message = format!("{} on {day}; it was offered before {until}", problem.message);
                problem.hint(format!("use `--as-of {last}`, or a month before {until}"))
            }
        }
    }

    fn elsewhen(&self, provider: &str, day: Date, has: &dyn Fn(&Provider) -> bool) -> Option<Elsewhen> {
        let files = self.files(provider);
        let known = |date: Date| self.as_of(provider, date).is_ok_and(|book| has(&book.provider));
        let later = files.iter().map(|file| file.effective).filter(|effective| *effective > day);
        if let Some(since) = later.clone().find(|effective| known(*effective)) {
            return Some(Elsewhen::Since(since));
        }
        let mut before = files.iter().map(|file| file.effective).filter(|effective| *effective <= day).rev();
        let mut until = before.next()?;
        for effective in before {
            if known(effective) {
                return Some(Elsewhen::Until(effective, until));
            }
            until = effective;
        }
        None
    }
}

fn no_provider(provider: &str) -> Problem {
    Problem::new(format!("no prices of {provider} are known on that day"))
        .hint(format!("`headroom prices {provider}` lists what is known"))
}

/// The first month that starts on a day or after it.
pub(super) fn month_from(day: Date) -> Month {
    let month = day.month();
    if day.day() == 1 { month } else { month.plus(1).unwrap_or(month) }
}
