//! `headroom prices`: what vendors charge, and what they changed.

use planner_core::price_list::{PriceList, price_diff, price_list};

use super::books;
use crate::args::{Prices, PricesCommand};
use crate::failure::Failure;
use crate::render::render;
use crate::terminal::Terminal;
use crate::view;

pub(super) fn run(asked: &Prices, terminal: &Terminal) -> Result<String, Failure> {
    let books = books()?;
    if let Some(PricesCommand::Diff { from, to, format }) = &asked.command {
        let diff = price_diff(books, *from, *to)?;
        return render(*format, terminal, &diff, || view::diff::page(&diff));
    }
    let Some(of) = &asked.of else {
        let lists = books.providers().map(|provider| price_list(books, provider, None, asked.as_of));
        let lists = lists.collect::<Result<Vec<PriceList>, _>>()?;
        return render(asked.format, terminal, &lists, || view::prices::overview(&lists, asked.as_of));
    };
    let (provider, product) =
        of.split_once('/').map_or((of.as_str(), None), |(provider, product)| (provider, Some(product)));
    let list = price_list(books, provider, product, asked.as_of)?;
    render(asked.format, terminal, &list, || view::prices::page(&list, product.is_some(), asked.as_of))
}
