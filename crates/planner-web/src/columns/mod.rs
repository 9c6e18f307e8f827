//! The columns of the answer: what each is of, working them out, and their order.

mod beside;
mod sorting;
pub(crate) mod written;

use planner_core::answers::compare::{column, columns as of_stacks, vary};
use planner_core::document::Problem;
use planner_core::output::Column;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

pub use self::beside::Beside;
pub use self::sorting::Sorting;
pub(crate) use self::sorting::{sorted, total};
use crate::plans;
use crate::state::Inputs;

/// What a column is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The stack as it stands.
    #[default]
    Stack,
    /// The stack on a plan, by its place among those that are compared.
    Plan(usize),
    /// What stands beside it, by its place among that.
    Beside(usize),
}

/// The columns of some inputs, in the order they were asked for.
pub(crate) struct Columns {
    /// Each with what it is of.
    pub(crate) all: Vec<(Origin, Column)>,
    /// What cannot stand beside the stack as it is now, by its place, and why.
    pub(crate) left_out: Vec<(usize, Problem)>,
}

impl Columns {
    /// Works the columns out. What stands beside the stack is refused by itself: it keeps nobody from changing the stack.
    pub(crate) fn of(inputs: &Inputs) -> Result<Self, Problem> {
        let stack = Stack::parse(&inputs.document)?;
        let mut stacks = match &inputs.variation {
            Some(variation) => vary(&stack, std::slice::from_ref(variation))?,
            None => vec![(stack.name.clone(), stack.clone())],
        };
        let own = stacks.len();
        let others = inputs.beside.iter().filter_map(|one| Some((one.title(), Stack::clone(one.stack()?))));
        stacks.extend(others);
        let options = Options { months: inputs.months, ..Options::default() };
        let mut worked_out = of_stacks(plans::books()?, &stacks, options);
        let mut columns = Self { all: Vec::with_capacity(stacks.len()), left_out: Vec::new() };
        for (at, one) in worked_out.by_ref().take(own).enumerate() {
            let origin = if inputs.variation.is_some() { Origin::Plan(at) } else { Origin::Stack };
            let column = one.map_err(|problem| inputs.document.locate(problem))?;
            columns.all.push((origin, column));
        }
        for (at, one) in inputs.beside.iter().enumerate() {
            let other = match one {
                Beside::Prices(day) => {
                    let options = Options { as_of: Some(*day), ..options };
                    let projection = project(plans::books()?, &stack, options);
                    projection.map(|projection| column(&one.title(), &projection))
                }
                Beside::AsItWas(_) | Beside::Stack(..) => match worked_out.next() {
                    Some(other) => other,
                    None => continue,
                },
            };
            match (other, one) {
                (Ok(column), Beside::AsItWas(_)) => columns.all.insert(0, (Origin::Beside(at), column)),
                (Ok(column), _) => columns.all.push((Origin::Beside(at), column)),
                (Err(problem), _) => columns.left_out.push((at, problem)),
            }
        }
        Ok(columns)
    }
}

/// Whether anything of a column has a price.
pub(crate) fn has_price(column: &Column) -> bool {
    column.report.months.iter().flat_map(|month| &month.lines).any(|line| line.counted)
}
