//! `headroom prices`: what vendors charge, what they changed, and whether the books can be trusted.

use std::path::Path;

use planner_core::answers::price_list::{PriceList, price_diff, price_list, stale_sources};
use planner_core::book::{Books, audit};

use super::{Context, Outcome};
use crate::args::{Format, Prices, PricesCommand};
use crate::clock::today;
use crate::failure::Failure;
use crate::pricing::Folder;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Prices, with: &Context<'_>) -> Result<Outcome, Failure> {
    match &asked.command {
        Some(PricesCommand::Check { folder, format }) => check(folder.as_deref(), *format, with),
        Some(PricesCommand::Diff { from, to, format }) => {
            let diff = price_diff(with.books()?, *from, *to)?;
            Ok(render(*format, with.terminal, &diff, || view::diff::page(&diff))?.into())
        }
        None => list(asked, with).map(Outcome::from),
    }
}

fn list(asked: &Prices, with: &Context<'_>) -> Result<String, Failure> {
    let books = with.books()?;
    if let Some(days) = asked.stale {
        let provider = asked.of.as_deref().map(|of| of.split_once('/').map_or(of, |(provider, _)| provider));
        let stale = stale_sources(books, provider, asked.as_of.map_or_else(today, Ok)?, days)?;
        return render(asked.format, with.terminal, &stale, || view::stale::page(&stale));
    }
    let Some(of) = &asked.of else {
        let lists = books.providers().map(|provider| price_list(books, provider, None, asked.as_of));
        let lists = lists.collect::<Result<Vec<PriceList>, _>>()?;
        return render(asked.format, with.terminal, &lists, || view::prices::overview(&lists, asked.as_of));
    };
    let (provider, product) =
        of.split_once('/').map_or((of.as_str(), None), |(provider, product)| (provider, Some(product)));
    let list = price_list(books, provider, product, asked.as_of)?;
    render(asked.format, with.terminal, &list, || view::prices::page(&list, product.is_some(), asked.as_of))
}

fn check(folder: Option<&Path>, format: Format, with: &Context<'_>) -> Result<Outcome, Failure> {
    let books = match folder {
        Some(folder) => Folder::read(folder)?.books()?,
        None => Books::bundled()?,
    };
    let books = match with.pricing {
        Some(own) => Folder::read(own)?.layered(books)?,
        None => books,
    };
    let findings = audit(&books);
    let files = books.providers().map(|provider| books.files(provider).len()).sum();
    let text = render(format, with.terminal, &findings, || view::findings::page(&findings, &books, files))?;
    let failed = match findings.len() {
        0 => Vec::new(),
        1 => vec!["1 thing is wrong in the price books".to_owned()],
        more => vec![format!("{more} things are wrong in the price books")],
    };
    Ok(Outcome { text, failed })
}
