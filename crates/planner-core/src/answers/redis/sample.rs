//! A sample of a running server on the plans of a product.

use super::weights::Weights;
use super::{DAY, by_name, load, meter, on_plans, plans, round, too_large};
use crate::book::Books;
use crate::clients::{Commands, Sample};
use crate::document::{Problem, parse_json};
use crate::find::WrittenIn;
use crate::model::Model;
use crate::number::Decimal;
use crate::output::{SCHEMA_VERSION, SampleReport};
use crate::projection::{Options, Workings};
use crate::stack::Stack;

/// What a sample comes to in a month, and on which plans of `provider/product` it fits.
///
/// The rate of the sample is taken for the whole month. Prices are those of `options.as_of`, else the newest.
///
/// # Errors
///
/// A [`Problem`] for an unknown product, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::clients::info;
/// use planner_core::projection::Options;
/// use planner_core::answers::redis::sample;
/// let text = "cmdstat_get:calls=86400,usec=5,usec_per_call=0.50\n";
/// let books = Books::bundled().unwrap();
/// let report = sample(&books, &info(text, None, Some(86_400)).unwrap(), "upstash/redis", Options::default()).unwrap();
/// assert_eq!(report.busy.wire_per_day, "86400");
/// ```
pub fn sample(
    books: &Books,
    sample: &Sample,
    product: &str,
    options: Options,
) -> Result<SampleReport, Problem> {
    let (provider, id) = product.split_once('/').unwrap_or((product, ""));
    let newest = books.files(provider).last().map(|file| file.effective);
    let Some(day) = options.as_of.or(newest) else { return Err(books.unknown(provider)) };
    let book = books.as_of(provider, day)?;
    let Some(terms) = book.provider.products.get(id) else {
        return Err(books.no_product((provider, day), id, WrittenIn::Stack));
    };
    let month = day.month();
    let rate = sample.per_second().ok_or_else(too_large)?;
    let mut report = SampleReport {
        schema_version: SCHEMA_VERSION,
        product: product.to_owned(),
        month: month.to_string(),
        seconds: crate::output::text(sample.seconds),
        server: sample.server.clone(),
        tells_scripts: sample.tells_scripts,
        busy: load(&rate, month)?,
        commands: by_name(&rate)?,
        readings: Vec::new(),
        notes: sample.notes.clone(),
    };
    report.notes.extend(book.own_notes().map(|note| note.text().to_owned()));
    let (Some((_, meter)), Some((plan_id, _))) = (meter(terms), terms.plans.iter().next()) else {
        report.notes.push(format!("no plan of {} counts commands", terms.name));
        return Ok(report);
    };
    let stack = stack(&rate, product, plan_id, &month.to_string())?;
    let model = Model::of(books, &stack, options.as_of)?;
    let resource = model.named("server").ok_or_else(too_large)?;
    let standing = model.standing(resource, day).ok_or_else(too_large)?;
    let settings = model.settings(resource, standing, Decimal::ONE).ok_or_else(too_large)?;
    let weights = Weights::of(meter, &settings);
    let readings = if sample.tells_scripts { &[false, true][..] } else { &[false] };
    let on_plans = on_plans(&stack, terms, "", day);
    let mut workings = Workings::default();
    for once in readings {
        let options = Options { months: 1, scripts_count_once: *once, ..options };
        let mut reading = weights.reading(*once, [&Commands::default(), &rate], month)?;
        reading.plans = plans(books, &on_plans, options, ("server", ("", true)), &mut workings)?;
        report.readings.push(reading);
    }
    report.notes.extend(weights.left_out(&rate, &terms.name)?);
    Ok(report)
}

/// A stack of one resource that is used at a rate.
fn stack(rate: &Commands, product: &str, plan: &str, month: &str) -> Result<Stack, Problem> {
    let usage = rate.times(DAY).and_then(|a_day| a_day.usage()).ok_or_else(too_large)?;
    let one = |(name, number): &(&str, Decimal)| format!("\"{name}\": \"{} /day\"", round(*number));
    let parts: Vec<String> = usage.parts().iter().filter(|(_, number)| !number.is_zero()).map(one).collect();
    let text = format!(
        "{{\"version\": 1, \"name\": \"sample\", \"start\": \"{month}\", \"resources\": {{\"server\": \
         {{\"product\": \"{product}\", \"plan\": \"{plan}\", \"usage\": {{{}}}}}}}}}",
        parts.join(", ")
    );
    Stack::parse(&parse_json(&text, 0)?)
}
