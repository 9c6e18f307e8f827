//! Reads charges and limits of one's own: the words of the price books, with the short ones people write.

use super::{OwnCharges, OwnQuotas};
use crate::book::{
    Billed, Bundle, Ceiling, ChargeTerms, Condition, Effect, Every, Included, LimitTerms, MemberRule, Meter,
    MeterKind, PriceStep, PriceTerms, Stage, Window,
};
use crate::document::{Misfit, Node, Place, Read, Value, fields};
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::{Formula, Mode, Step, StepTable};
use crate::unit::{Quantity, Unit};

/// A charge as it is written.
struct Written {
    fee: Option<Formula>,
    whole: bool,
    each: Option<Formula>,
    per: Option<Decimal>,
    price: Option<PriceTerms>,
    meter: Option<String>,
    unit: Option<Unit>,
    level: bool,
    description: Option<String>,
    included: Option<Included>,
    minimum: Option<Formula>,
    maximum: Option<Formula>,
}

fields!(Written {
    fee: optional,
    whole: optional,
    each: optional,
    per: optional,
    price: optional,
    meter: optional,
    unit: optional,
    level: optional,
    description: optional,
    included: optional_as(included),
    minimum: optional,
    maximum: optional,
});

/// `1000`, or `{ amount: 1000, prorate: true }` as in the books.
fn included(at: &Place<'_>) -> Result<Option<Included>, Misfit> {
    match at.value() {
        Value::Map(entries) if entries.iter().any(|(name, _)| name == "amount") => {
            Included::read(at).map(Some)
        }
        _ => Formula::read(at).map(|amount| Some(Included { amount, prorate: false, every: Every::Month })),
    }
}

/// A field of a charge or a limit as it is written, to be held against the unit of its meter once that is known.
fn stated(id: &str, node: &Node, field: &str) -> Option<(String, Quantity)> {
    match &node.get(field)?.value {
        Value::Text(text) => Some((id.to_owned(), Quantity::parse(text)?)),
        _ => None,
    }
}

impl Read for OwnCharges {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let mut own = Self::default();
        for (id, node) in at.map()? {
            let place = at.named(id, node);
            let shape =
                ["graduated", "volume", "package"].into_iter().find(|shape| node.get(shape).is_some());
            if let Some(shape) = shape {
                let content = if shape == "package" { "{ price: 5, per: 1000 }" } else { STEPS };
                return Err(place
                    .wrong(format!("`{shape}` is a shape of `price`"))
                    .hint(format!("write `price: {{ {shape}: {content} }}`")));
            }
            let written = Written::read(&place)?;
            own.amounts.extend(stated(id, node, "included"));
            own.take(&place, id, written)?;
        }
        Ok(own)
    }
}

impl OwnCharges {
    fn take(&mut self, at: &Place<'_>, id: &str, written: Written) -> Result<(), Misfit> {
        steps_are_sound(at)?;
        let Written { fee, whole, each, per, price, meter, unit, level, .. } = written;
        let price = match (fee, each, price, per) {
            (Some(fee), None, None, None) => PriceTerms::Fee(fee),
            (None, Some(each), None, None) => PriceTerms::Each(each),
            (None, Some(price), None, Some(per)) => PriceTerms::Unit(Bundle { price, per, round: None }),
            (None, None, Some(price), None) => price,
            _ => {
                return Err(at.wrong(
                    "a charge has one price: `fee: 12` a month, `each: 0.004`, `each: 0.5` with `per: 1000`, or \
                     `price:` as in the price books",
                ));
            }
        };
        let is_fee = matches!(price, PriceTerms::Fee(_));
        if is_fee && (meter.is_some() || unit.is_some() || level || written.included.is_some()) {
            return Err(at.wrong("a `fee` counts nothing: it has no `meter`, `unit`, `level` or `included`"));
        }
        if whole && !is_fee {
            return Err(at.wrong("only a `fee` is `whole`: what is counted is charged as it is used"));
        }
        let named = meter.is_some();
        let counts = meter.unwrap_or_else(|| id.to_owned());
        let terms = ChargeTerms {
            meter: (!is_fee).then(|| counts.clone()),
            description: written.description.unwrap_or_else(|| id.to_owned()),
            tags: Vec::new(),
            when: Condition::default(),
            time: None,
            started: false,
            whole,
            over_time: None,
            minimum_duration: None,
            members: MemberRule::Sum,
            convert: None,
            included: written.included,
            price,
            gross_bounds: false,
            at_level: false,
            per_copy: false,
            minimum: written.minimum,
            maximum: written.maximum,
            each_at_most: None,
            unit: None,
            source: None,
            confidence: None,
        };
        sound(&terms).map_err(|message| {
            at.wrong(message).hint("write a price such as `each: 0.004`, or `each: 0.5` with `per: 1000`")
        })?;
        if !is_fee {
            if unit.is_some() || level {
                self.stated.push(counts.clone());
            }
            if named {
                self.named.push(counts.clone());
            }
            self.count(at, counts, unit, level)?;
        }
        self.charges.insert(id.to_owned(), terms);
        Ok(())
    }

    /// The meter of a charge; two charges may count on one, if they agree on it.
    fn count(&mut self, at: &Place<'_>, id: String, unit: Option<Unit>, level: bool) -> Result<(), Misfit> {
        let kind = if level { MeterKind::Level } else { MeterKind::Flow };
        let meter = Meter {
            says: None,
            stand_in: None,
            held: None,
            stays: false,
            each_event: None,
            name: id.clone(),
            also: Vec::new(),
            unit: unit.unwrap_or_else(Unit::count),
            kind,
            measures: Vec::new(),
            counted: Vec::new(),
            default: None,
            grows: None,
        };
        match self.meters.get(&id) {
            Some(known) if known.unit != meter.unit || known.kind != meter.kind => {
                Err(at.wrong(format!("`{id}` is counted in another way by another charge")))
            }
            Some(_) => Ok(()),
            None => {
                self.meters.insert(id, meter);
                Ok(())
            }
        }
    }
}

/// How steps are written.
const STEPS: &str = "{ steps: [ { up_to: 1000, unit: 0.01 }, { up_to: null, unit: 0.005 } ] }";

/// Refuses steps that are no price list, each at its own place.
fn steps_are_sound(at: &Place<'_>) -> Result<(), Misfit> {
    let Some((_, price)) = at.map()?.iter().find(|(name, _)| name == "price") else { return Ok(()) };
    let price = at.named("price", price);
    let Value::Map(shapes) = price.value() else { return Ok(()) };
    let Some((shape, terms)) = shapes.iter().find(|(shape, _)| shape == "graduated" || shape == "volume")
    else {
        return Ok(());
    };
    let terms_at = price.named(shape, terms);
    let Some((_, steps)) = terms_at.map()?.iter().find(|(name, _)| name == "steps") else { return Ok(()) };
    let steps_at = terms_at.named("steps", steps);
    let (mut read, items) = (Vec::new(), steps_at.list()?);
    for (number, item) in items.iter().enumerate() {
        let place = steps_at.item(number, item);
        let step = PriceStep::read(&place)?;
        let bounds = [("up_to", step.up_to), ("flat", Some(step.flat)), ("unit", Some(step.unit))];
        if let Some((field, Some(below))) =
            bounds.into_iter().find(|(_, value)| value.is_some_and(|value| value < Decimal::ZERO))
        {
            return Err(place.wrong(format!("`{field}` is {below}, below zero")).hint(format!(
                "write `{field}: {}`, or 0; what is taken off is a credit, and no price",
                -below
            )));
        }
        if step.per <= Decimal::ZERO {
            return Err(place
                .wrong(format!("`per` is {}: a price is for more than none", step.per))
                .hint("write how many units the price buys, such as `per: 1000`"));
        }
        let PriceStep { up_to, flat, unit, per, package } = step;
        read.push(Step { up_to, flat, unit, per, package });
    }
    match StepTable::new(read, Mode::GRADUATED) {
        Ok(_) => Ok(()),
        Err(error) => {
            let wrong = items.get(error.step().saturating_sub(1)).map_or_else(
                || steps_at.wrong(error.to_string()),
                |item| steps_at.item(error.step().saturating_sub(1), item).wrong(error.to_string()),
            );
            Err(wrong.hint(format!("write steps such as `{shape}: {STEPS}`")))
        }
    }
}

/// What is wrong with the numbers of a charge: below zero, or by names that only price books have.
fn sound(terms: &ChargeTerms) -> Result<(), String> {
    match &terms.price {
        PriceTerms::Fee(formula) | PriceTerms::Each(formula) => number("a price of your own", formula)?,
        PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => {
            number("a price of your own", &bundle.price)?;
            if bundle.per <= Decimal::ZERO {
                return Err(format!("a price for {} units: it is for more than none", bundle.per));
            }
        }
        PriceTerms::Graduated(_) | PriceTerms::Volume(_) | PriceTerms::Unpriced(_) => {}
    }
    let included = terms.included.iter().map(|included| ("what is included", &included.amount));
    let bounds = terms.minimum.iter().map(|bound| ("the minimum", bound));
    let bounds = bounds.chain(terms.maximum.iter().map(|bound| ("the maximum", bound)));
    included.chain(bounds).try_for_each(|(what, formula)| number(what, formula))
}

/// A number that is not below zero, and that counts at most instances.
fn number(what: &str, formula: &Formula) -> Result<(), String> {
    let parts = formula.each.iter().map(|(_, each)| each).chain([&formula.base]);
    if let Some(below) = parts.chain(&formula.at_most).find(|part| part.is_sign_negative() && !part.is_zero())
    {
        return Err(format!("{what} is {below}, below zero; what is taken off is a credit, and no price"));
    }
    match formula.each.iter().find(|(name, _)| name != "count") {
        Some((name, _)) => Err(format!("{what} goes by `{name}`: one's own go by `count` alone")),
        None => Ok(()),
    }
}

/// A limit as it is written.
struct Quota {
    meter: Option<String>,
    spend: Option<Vec<String>>,
    description: Option<String>,
    ceiling: Ceiling,
    window: Window,
    stages: Vec<Stage>,
    then: Option<Effect>,
    says: Option<String>,
    reset: Option<String>,
}

fields!(Quota {
    meter: optional,
    spend: optional,
    description: optional,
    ceiling: required,
    window: or(Window::Month),
    stages: optional,
    then: optional,
    says: optional,
    reset: optional,
});

impl Read for OwnQuotas {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let (mut all, mut amounts) = (Table::default(), Vec::new());
        for (id, node) in at.map()? {
            let place = at.named(id, node);
            if !matches!(node.value, Value::Map(_)) {
                return Err(place.expected("a ceiling with what happens at it").hint(
                    "write `{ meter: message, ceiling: 8000, then: refused }`, or on what it costs \
                     `{ spend: [], ceiling: 30, then: refused }`",
                ));
            }
            all.insert(id.clone(), quota(&place, id)?);
            amounts.extend(stated(id, node, "ceiling"));
        }
        Ok(Self(all, amounts))
    }
}

fn quota(at: &Place<'_>, id: &str) -> Result<LimitTerms, Misfit> {
    let written = Quota::read(at)?;
    if let Ceiling::Amount(formula) = &written.ceiling {
        number("a ceiling of your own", formula).map_err(|message| at.wrong(message))?;
    }
    let stages = match (written.then, written.stages.is_empty()) {
        (Some(effect), true) => {
            vec![Stage {
                at: Decimal::ONE,
                when: Condition::default(),
                effect,
                to: None,
                option: None,
                billed: Billed::default(),
                says: written.says,
            }]
        }
        (None, false) if written.says.is_none() => written.stages,
        _ => {
            let message =
                "a limit says what happens at it: `then: refused`, or `stages:` as in the price books";
            return Err(at.wrong(message));
        }
    };
    if stages.iter().any(|stage| matches!(stage.effect, Effect::Moved | Effect::Grows)) {
        return Err(
            at.wrong("a limit of your own neither moves nor grows what it is on: say `charged` and price it")
        );
    }
    if written.meter.is_some() && written.spend.is_some() {
        return Err(at.wrong("a limit is on a `meter` or on a `spend`, on one of them"));
    }
    Ok(LimitTerms {
        after: None,
        meter: written.meter.or_else(|| written.spend.is_none().then(|| id.to_owned())),
        spend: written.spend,
        description: written.description.unwrap_or_else(|| id.to_owned()),
        row: None,
        ceiling: written.ceiling,
        window: written.window,
        when: Condition::default(),
        stages,
        reset: written.reset,
        source: None,
        confidence: None,
        follows: false,
    })
}
