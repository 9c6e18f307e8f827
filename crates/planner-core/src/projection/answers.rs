//! Answers on top of the months: what comes first, what was assumed, what was quoted, what to doubt.

use super::coverage::{Coverage, coverage};
use super::workload::Made;
use super::{Options, ProjectedMonth, Projection};
use crate::bill::{Decided, LimitRow, Line, Passing, Unmet, doubts, earliest};
use crate::model::{Assumption, Model};
use crate::month::Month;
use crate::note::{Note, NoteKind, Notes};
use crate::stack::{Base, Given, Series, Stack};
use crate::table::Table;

/// The first time something happens.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct First<'p, 'a> {
    /// The month.
    pub month: Month,
    /// The limit that is passed.
    pub limit: &'p LimitRow<'a>,
}

impl<'a> Projection<'a> {
    /// The earliest passed limit whose effect is other than more being charged, or an e-mail.
    #[must_use]
    pub fn first_limit(&self) -> Option<First<'_, 'a>> {
        self.first(None, Passing::breaks)
    }

    /// The same of the user's own ceilings alone, or of what vendors limit alone.
    #[must_use]
    pub fn first_limit_of(&self, own: bool) -> Option<First<'_, 'a>> {
        self.first(Some(own), Passing::breaks)
    }

    /// The earliest passed limit that charges more.
    #[must_use]
    pub fn first_overage(&self) -> Option<First<'_, 'a>> {
        self.first(None, Passing::charges)
    }

    /// Every limit that is passed, the first time each, in order of time; what vendors merely say is no such limit.
    pub(crate) fn passed(&self) -> Vec<First<'_, 'a>> {
        let mut all: Vec<First<'_, 'a>> = Vec::new();
        let mut known: Table<(), (&str, &str)> = Table::default();
        for month in &self.months {
            for limit in month.limits().filter(|limit| limit.passed_at.is_some() && !limit.is_notice()) {
                known.get_or_insert_with(limit.key(), || all.push(First { month: month.month, limit }));
            }
        }
        all.sort_by_key(|first| first.limit.passing().map(|passing| passing.moment()));
        all
    }

    /// Lines that are in no sum in some month, by id.
    pub(crate) fn not_counted(&self) -> Vec<String> {
        let lines = self.months.iter().flat_map(super::ProjectedMonth::lines);
        let mut ids: Vec<String> = lines.filter(|line| line.summed().is_none()).map(Line::id).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn first(&self, own: Option<bool>, wanted: fn(&Passing) -> bool) -> Option<First<'_, 'a>> {
        let of = |limit: &&LimitRow<'a>| own.is_none_or(|own| limit.own == own);
        let rows = self
            .months
            .iter()
            .flat_map(|month| month.limits().filter(of).map(|limit| First { month: month.month, limit }));
        earliest(rows, |first| first.limit.passing(), wanted)
    }
}

/// What is said beside the figures of months.
#[derive(Default)]
pub(super) struct Said {
    /// Doubts that hold for the whole, each once.
    pub(super) notes: Notes,
    /// Inputs nobody stated, with why they were assumed.
    pub(super) assumptions: Vec<Assumption>,
    /// How many limits could be judged.
    pub(super) coverage: Coverage,
}

/// What is to be said beside months; `notes` are those of the months themselves, `made` what usage follows from behaviour, and
/// `defaults` what cut something.
pub(super) fn said(
    model: &Model<'_>,
    months: &[ProjectedMonth<'_>],
    options: Options,
    (mut all, made): (Notes, &[Made]),
    defaults: &[Decided<'_>],
) -> Said {
    let stack = model.stack;
    let idle: Vec<&str> = stack.idle_drivers().collect();
    if !idle.is_empty() {
        let it = if idle.len() == 1 { "it" } else { "them" };
        let fields = idle.iter().map(|driver| format!("drivers.{driver}")).collect();
        let text = format!("{}: nothing goes by {it}", crate::nearest::some(&idle));
        all.push(Note::of(NoteKind::Vain { fields }, text));
    }
    notes(stack, months, options, &mut all);
    // What follows from behaviour was stated by nobody; that it does nothing there is told of the workload.
    let stated = |made: &Made| stack.resources.get(&made.resource)?.usage.get(&made.meter);
    let said_of = |note: &Note, made: &Made| note.is_uncounted(&made.resource, &made.meter);
    all.retain(|note| !made.iter().any(|made| said_of(note, made) && stated(made).is_none()));
    all.once_each();
    let by_default = defaults.iter().map(by_default);
    let assumed = assumptions(stack).into_iter().chain(model.assumptions.iter().cloned());
    Said { notes: all, assumptions: assumed.chain(by_default).collect(), coverage: coverage(stack, months) }
}

/// Every input with `assumed`.
fn assumptions(stack: &Stack) -> Vec<Assumption> {
    let mut all = Vec::new();
    let mut add = |path: String, value: String, reason: Option<&String>| {
        if let Some(reason) = reason {
            all.push(Assumption { path, value, reason: reason.clone() });
        }
    };
    for (path, value, reason) in &stack.filled {
        add(path.clone(), value.clone(), Some(reason));
    }
    for (name, series) in stack.drivers.iter() {
        add(format!("drivers.{name}"), figure(series), series.assumed.as_ref());
    }
    for (name, account) in stack.accounts.iter() {
        add(
            format!("accounts.{name}.plan"),
            account.plan.as_ref().map(ToString::to_string).unwrap_or_default(),
            account.assumed.as_ref(),
        );
        for (key, series) in account.usage.iter() {
            add(format!("accounts.{name}.usage.{key}"), figure(series), series.assumed.as_ref());
        }
    }
    for (name, resource) in stack.resources.iter() {
        add(
            format!("resources.{name}"),
            resource.plan.as_ref().map(ToString::to_string).unwrap_or_default(),
            resource.assumed.as_ref(),
        );
        for (key, series) in resource.usage.iter() {
            add(format!("resources.{name}.usage.{key}"), figure(series), series.assumed.as_ref());
        }
        for stated in resource.stated() {
            add(format!("resources.{name}.{}", stated.at), figure(stated.series), stated.assumed);
            add(
                format!("resources.{name}.{}", stated.at),
                figure(stated.series),
                stated.series.assumed.as_ref(),
            );
        }
        for (at, connects) in resource.connects.iter().enumerate() {
            add(
                format!("resources.{name}.connects[{at}]"),
                format!("{} to {}", connects.each, connects.to),
                connects.assumed.as_ref(),
            );
        }
        for (at, client) in resource.clients.iter().enumerate() {
            let path = format!("resources.{name}.clients[{at}]");
            add(
                path.clone(),
                format!("{} {}", client.count.normalize(), client.profile),
                client.assumed.as_ref(),
            );
            for (key, given) in &client.given {
                if let Given::Figure(series) = given {
                    add(format!("{path}.{key}"), figure(series), series.assumed.as_ref());
                }
            }
        }
    }
    all
}

/// A default that cut something, where it would be stated.
fn by_default(decided: &Decided<'_>) -> Assumption {
    let scope = match decided.resource {
        Some(resource) => format!("resources.{resource}"),
        None => format!("accounts.{}", decided.account),
    };
    Assumption {
        path: format!("{scope}.options.{}", decided.option),
        value: decided.value.clone(),
        reason: decided.reason(),
    }
}

/// A series as it is written, for reading.
pub(crate) fn figure(series: &Series) -> String {
    match &series.base {
        Base::Start(rate) => rate.to_string(),
        Base::Driver { driver, each, plus: None, .. } => format!("{each} for each of {driver}"),
        Base::Driver { driver, each, plus: Some(plus), .. } => {
            format!("{plus} and {each} for each of {driver}")
        }
        Base::Months(_) => "month by month".to_owned(),
        Base::Events(events) => {
            let one = |event: &crate::stack::Event| format!("{} x {}", figure(&event.times), event.each);
            events.iter().map(one).collect::<Vec<_>>().join(" and ")
        }
    }
}

/// Doubts that hold for all months: what the lines tell, and requirements that are not met.
fn notes(stack: &Stack, months: &[ProjectedMonth<'_>], options: Options, notes: &mut Notes) {
    let mut lacking: Vec<&Unmet<'_>> = Vec::new();
    for month in months {
        for unmet in &month.unmet {
            let same = |known: &&Unmet<'_>| {
                known.resource == unmet.resource && known.requirement.otherwise == unmet.requirement.otherwise
            };
            if !lacking.iter().any(same) {
                lacking.push(unmet);
            }
        }
    }
    for unmet in lacking {
        let cost = unmet
            .costs()
            .map(|cost| format!(" (+{} a month)", crate::shown::grouped(cost, 2)))
            .unwrap_or_default();
        let (resource, otherwise) = (unmet.resource, &unmet.requirement.otherwise);
        let text = format!("{resource} needs {}{cost}; otherwise {otherwise}", unmet.needs());
        notes.push(Note::says(resource, NoteKind::Needs { costs: unmet.costs() }, text));
    }
    doubts(months.iter().flat_map(super::ProjectedMonth::lines), notes);
    for (name, resource) in stack.resources.iter() {
        if let Some(note) = &resource.note {
            notes.push(Note::about(name, NoteKind::OfTheUser, format_args!("{note}")));
        }
        if let (Some(scaling), None) = (&resource.scaling, resource.count) {
            let (least, most) = (scaling.min, scaling.max);
            notes.push(Note::about(
                name,
                NoteKind::Scales { least, most },
                format_args!("billed at its least of {least} instances; it may scale to {most}"),
            ));
        }
    }
    if let Some(day) = options.as_of {
        notes.push(Note::of(NoteKind::AsOf(day), format!("prices of {day} are used for every month")));
    }
    if options.quoted {
        notes.push(Note::of(
            NoteKind::Other,
            "quoted amounts take the place of the book's; what nobody quoted is listed and not summed"
                .to_owned(),
        ));
    }
}
