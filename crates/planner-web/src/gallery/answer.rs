//! The answer, the same on a phone, and the parts that all components are made of.

use planner_core::document::Problem;

use super::states::{after, calm, driver, fresh, looked, on, opened, shop, typed};
use super::{Cut, Group, Room, Showing};
use crate::columns::Sorting;
use crate::field::Field;
use crate::state::{Action, Edit, List, State, Tab};

fn prices_of(state: &State, day: &str) -> State {
    after(state, [Action::Type(Field::PriceDay, day.to_owned()), Action::PricesOf(day.to_owned())])
}

pub(super) fn answer() -> Result<Group, Problem> {
    let (three, shop, fresh, chat) = (on("ai-assistant")?, shop()?, fresh()?, on("convoai")?);
    let (one, calm) = (three.after(Action::Compare(None)), calm()?);
    let refused = typed(&three, driver("visits"), "many");
    let days = prices_of(&one, "2024-11-01");
    let four = after(&three, [Action::AddColumn, Action::Sort(Sorting::Cost)]);
    let kept = one.after(Action::Library(vec![(8, "The one before".to_owned())], None));
    let left_out = typed(&days, Field::Json, &chat.inputs.text);
    let money = typed(&three, Field::Currency, "EUR");
    let rate = typed(&money, Field::Rate, "0.92");
    let mut all = Showing::new(
        "answer",
        Room::Wide,
        "The answer",
        "What breaks first, what it costs, and what is in no sum, side by side.",
    );
    all.of("answer/mod.rs", Cut::Id("finding"));
    all.shows("The finding: what breaks first, and when.", &one);
    all.shows("Nothing breaks.", &calm);
    all.shows("Not all can be judged: it is not said to hold.", &shop);
    all.of("answer/mod.rs", Cut::Class("stack-name"));
    all.shows("A long name wraps.", &shop);
    all.of("answer/mod.rs", Cut::Class("status"));
    all.shows("What the answer is of.", &three);
    all.shows(
        "An input is refused: it says that the answer is older than what stands in the field.",
        &refused,
    );
    all.of("answer/mod.rs", Cut::Class("next"));
    all.shows("Not enough is known: what to state next.", &fresh);
    all.of("answer/mod.rs", Cut::Class("not-counted"));
    all.shows("Everything is in the sums.", &three);
    all.shows("Some things are not.", &shop);
    all.of("answer/toolbar.rs", Cut::Class("toolbar"));
    all.shows("Plans stand side by side.", &three);
    all.shows("One column: what breaks first offers its plans.", &one);
    all.shows("Four columns, the cheapest first: there is room for no more.", &four);
    all.unfolded("answer/beside.rs", Cut::Class("beside"));
    all.shows("Nothing else is kept; prices of another day can be asked for.", &one);
    all.shows("Another stack of the visitor's is kept.", &kept);
    all.shows(
        "A day that no prices are known of is refused with what is allowed.",
        &prices_of(&one, "1999-01-01"),
    );
    all.shows("There is room for no more columns.", &four);
    all.of("answer/beside.rs", Cut::Class("left-out"));
    all.shows("What cannot stand beside the stack as it is now, and why.", &left_out);
    all.of("answer/table.rs", Cut::Class("columns"));
    all.shows("Three plans: what differs stands out, and the cheapest that holds has a badge.", &three);
    all.shows("One column, which breaks.", &one);
    all.shows("Three plans that hold: the cheapest of them has a badge.", &calm);
    all.shows("The same stack under the prices of another day.", &days);
    all.shows("Four columns, the cheapest first.", &four);
    all.shows("Amounts in the reader's money beside dollars.", &rate);
    all.shows("Plans that are needed and not there, a ceiling of one's own, long names.", &shop);
    all.shows("Nothing that can be judged is no good news, and does not look like it.", &fresh);
    all.of("answer/reader.rs", Cut::Class("reader"));
    all.shows("Folded: dollars alone.", &three);
    all.shows("Folded: the rate that amounts rest on.", &rate);
    all.unfolded("answer/reader.rs", Cut::Class("reader"));
    all.shows("A currency was named, and no rate yet.", &money);
    all.shows("A rate that is none is refused.", &typed(&money, Field::Rate, "much"));
    all.group.dark = true;
    Ok(all.group)
}

pub(super) fn phone() -> Result<Group, Problem> {
    let narrow = |state: State| state.after(Action::Window { narrow: true });
    let (three, fresh) = (narrow(on("ai-assistant")?), narrow(fresh()?));
    let mut all = Showing::new(
        "phone",
        Room::Phone,
        "On a phone",
        "The answer in one line stays in sight. Tables become grids, and drawings narrower.",
    );
    all.of("answer/glance.rs", Cut::Class("glance"));
    all.shows("What breaks and what holds, at a glance.", &three);
    all.shows("Not all is stated.", &fresh);
    all.of("answer/table.rs", Cut::Class("columns"));
    all.shows("Three plans on a phone.", &three);
    all.of("tabs/figure.rs", Cut::Name("figure"));
    all.shows("Limits over time on a phone.", &three);
    all.of("tabs/limit_rows.rs", Cut::Class("headroom-table"));
    all.shows("Each limit on a phone.", &three);
    Ok(all.group)
}

pub(super) fn parts() -> Result<Group, Problem> {
    let (three, shop, fresh) = (on("ai-assistant")?, shop()?, fresh()?);
    let redis = looked(&on("convoai")?, Tab::Redis);
    let setting = Field::Given("redis".to_owned(), 0, "drain_delay".to_owned());
    let changed = after(&redis, [Action::Set(setting.clone(), "60".to_owned()), Action::WorkOut]);
    let api = opened(&three, "resources.api");
    let offers = three.after(Action::Find(Some(String::new())));
    let mut all = Showing::new(
        "parts",
        Room::Narrow,
        "Parts",
        "What all components are made of: fields, lists, buttons, marks.",
    );
    all.of("parts/text_field.rs", Cut::Around("driver-visits"));
    all.shows("A field with its unit.", &three);
    all.shows(
        "Refused, in a line that is always kept: nothing moves.",
        &typed(&three, driver("visits"), "many"),
    );
    all.of("parts/text_field.rs", Cut::Around("redis-0-drain_delay"));
    all.shows("With help, and the default where nothing stands.", &redis);
    all.shows("Changed from its default.", &changed);
    all.shows("Refused as it is typed.", &typed(&redis, setting, "5 GB"));
    all.of("parts/choice.rs", Cut::Around("stack-commercial"));
    all.shows("A list with its label.", &three);
    all.of("parts/choice.rs", Cut::Around("redis-0-profile"));
    all.shows("A list in groups.", &redis);
    all.of("parts/button.rs", Cut::Class("solid"));
    all.shows("A button that looks like one.", &three);
    all.of("parts/button.rs", Cut::Class("ways"));
    all.shows("Buttons that do not, where there is nothing to do.", &three);
    all.shows("One of them can be pressed.", &api.after(Action::Edit(Edit::Template(0))));
    all.of("parts/proven.rs", Cut::Class("proven"));
    all.shows("An amount that leads to what it rests on.", &three);
    all.of("parts/mark.rs", Cut::Class("state ok"));
    all.shows("All is well.", &three);
    all.of("parts/mark.rs", Cut::Class("state over"));
    all.shows("It breaks.", &three);
    all.of("parts/mark.rs", Cut::Class("state charged"));
    all.shows("More is charged.", &shop);
    all.of("parts/mark.rs", Cut::Class("state unknown"));
    all.shows("It cannot be judged.", &fresh);
    all.of("parts/mark.rs", Cut::Class("bar"));
    all.shows("How much of a limit is used, as a bar.", &three);
    all.of("parts/long.rs", Cut::Class("rest"));
    all.shows("A long list: how many more there are.", &offers);
    all.shows("The same list, shown whole.", &offers.after(Action::All(List::Offers)));
    Ok(all.group)
}
