//! A number opened: its formula, the inputs that made it with where they stand, its price and where that was read.

mod inputs;

use std::collections::BTreeSet;

use serde::Serialize;

use self::inputs::Inputs;
use crate::bill::{Basis, LimitRow, Line};
use crate::document::{Node, Problem};
use crate::month::Month;
use crate::nearest::nearest;
use crate::output::{LimitOut, LineOut, SCHEMA_VERSION, text};
use crate::projection::{ProjectedMonth, Projection};

/// The most ids an error lists.
const LISTED: usize = 8;

/// Everything with one id in one month. A charge and a limit may share it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The version of this format.
    pub schema_version: u32,
    /// The id: `web/instances`.
    pub id: String,
    /// The month.
    pub month: String,
    /// The currency of every amount.
    pub currency: String,
    /// The lines; several when the plan changes within the month.
    pub lines: Vec<ExplainedLine>,
    /// The limits.
    pub limits: Vec<LimitOut>,
    /// What in the stack it follows from.
    pub inputs: Vec<InputOut>,
}

/// A line with its arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExplainedLine {
    /// The line.
    pub line: LineOut,
    /// What each step of the price contributed.
    pub bands: Vec<BandOut>,
    /// The amount before the item's minimum and maximum, where they changed it.
    pub before_bounds: Option<String>,
    /// Where the price stands in the provider's book.
    pub book_path: Option<String>,
    /// The first day of the newest price file in the book that was used.
    pub book_of: Option<String>,
    /// What that book calls its provider.
    pub provider: Option<String>,
}

/// What one step of a price contributed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BandOut {
    /// Units charged in it.
    pub units: String,
    /// The price of `per` units.
    pub unit_price: String,
    /// How many units that buys.
    pub per: String,
    /// A flat fee charged with it.
    pub flat: String,
    /// What it comes to.
    pub amount: String,
}

/// Something the stack says, or leaves out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InputOut {
    /// Where it stands in the stack.
    pub path: String,
    /// What it says.
    pub value: String,
    /// Its line in the file; null for what the stack does not say.
    pub line: Option<u32>,
    /// Its column in the file.
    pub column: Option<u32>,
    /// What it comes to in the month, or what holds in its place.
    pub means: Option<String>,
}

/// Opens the line or limit of an id, in a month or in the first that has it.
///
/// `document` is the tree the stack was read from.
///
/// # Errors
///
/// A [`Problem`] for an id nothing has, with the nearest ones, or a month outside the projection.
pub fn explain(
    projection: &Projection<'_>,
    document: &Node,
    id: &str,
    month: Option<Month>,
) -> Result<Explanation, Problem> {
    let Some(month) = wanted(projection, id, month)? else {
        let mut known = BTreeSet::new();
        for month in &projection.months {
            known.extend(month.lines().map(Line::id));
            known.extend(month.limits().map(LimitRow::id));
        }
        let near: Vec<&str> =
            nearest(id, known.iter().map(String::as_str)).into_iter().take(LISTED).collect();
        let hint = if near.is_empty() {
            "the stack has no lines".to_owned()
        } else {
            format!("nearest are {}", crate::nearest::some(&near))
        };
        // What has no line of its own is billed where all of its kind is.
        let pooled = projection
            .stack
            .resources
            .get(id.split('/').next().unwrap_or(id))
            .filter(|_| !known.iter().any(|known| known.split('/').next() == id.split('/').next()));
        let problem = Problem::new(format!("no line or limit `{id}`"));
        return Err(match pooled {
            Some(resource) => problem.hint(format!(
                "what it uses is billed to its account at {}, under the account's name: {}",
                resource.provider(),
                crate::nearest::some(&near)
            )),
            None => problem.hint(hint),
        });
    };
    let lines: Vec<&Line<'_>> = month.lines().filter(|line| line.id() == id).collect();
    let limits: Vec<&LimitRow<'_>> = month.limits().filter(|row| row.id() == id).collect();
    let mut inputs = Inputs { projection, month, document, found: Vec::new(), told: 0 };
    for line in &lines {
        if let (Basis::Charge { own: true, .. }, Some(name)) = (&line.basis, line.resource) {
            inputs.add(format!("resources.{name}.charges.{}", line.charge), None);
        }
        inputs.of(line.account, line.resource, line.meter);
    }
    for row in &limits {
        if row.own {
            inputs.add(format!("limits.{}", row.limit), None);
        } else {
            inputs.of(row.account, row.resource, row.meter);
        }
    }
    Ok(Explanation {
        schema_version: SCHEMA_VERSION,
        id: id.to_owned(),
        month: month.month.to_string(),
        currency: projection.currency.to_string(),
        lines: lines.into_iter().map(opened).collect(),
        limits: limits.into_iter().map(LimitOut::from).collect(),
        inputs: inputs.found,
    })
}

fn wanted<'p, 'a>(
    projection: &'p Projection<'a>,
    id: &str,
    month: Option<Month>,
) -> Result<Option<&'p ProjectedMonth<'a>>, Problem> {
    let has = |month: &&ProjectedMonth<'_>| {
        month.lines().any(|line| line.id() == id) || month.limits().any(|row| row.id() == id)
    };
    let Some(wanted) = month else { return Ok(projection.months.iter().find(has)) };
    let Some(found) = projection.months.iter().find(|month| month.month == wanted) else {
        let of = |month: Option<&ProjectedMonth<'_>>| {
            month.map(|month| month.month.to_string()).unwrap_or_default()
        };
        let (first, last) = (of(projection.months.first()), of(projection.months.last()));
        return Err(Problem::new(format!("{wanted} is not projected"))
            .hint(format!("the months are {first} to {last}")));
    };
    Ok(Some(found).filter(has))
}

fn opened(line: &Line<'_>) -> ExplainedLine {
    let priced = line.priced();
    let band = |band: &crate::tariff::Band| BandOut {
        units: text(band.units),
        unit_price: text(band.unit),
        per: text(band.per),
        flat: text(band.flat),
        amount: text(band.amount),
    };
    let (book, path) = match &line.basis {
        Basis::Charge { own: false, book, .. } => (Some(*book), line.place()),
        Basis::Adjustment { book, .. } => (Some(*book), None),
        Basis::Charge { .. } | Basis::Quoted(_) | Basis::NoBook => (None, None),
    };
    ExplainedLine {
        line: LineOut::from(line),
        bands: priced.map(|priced| priced.bands.iter().map(band).collect()).unwrap_or_default(),
        before_bounds: priced
            .filter(|priced| priced.before_bounds != priced.amount)
            .map(|priced| text(priced.before_bounds)),
        book_path: path,
        book_of: book.map(|book| book.provider.effective.to_string()),
        provider: book.map(|book| book.provider.name.clone()),
    }
}
