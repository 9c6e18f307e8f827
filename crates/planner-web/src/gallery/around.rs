//! What stands around the answer, and what opens over it.

use planner_core::document::Problem;

use super::states::{after, driver, fresh, on, sent, typed};
use super::{Cut, Group, Room, Showing};
use crate::field::Field;
use crate::state::{Action, Dialog, Edit, Inputs, State};
use crate::theme::Theme;

/// A stack that is cut off.
const CUT_OFF: &str = "{ \"version\": 1, \"name\": \"Cut off\",\n  \"resources\": { \"web\": ";

pub(super) fn page() -> Result<Group, Problem> {
    let open = on("ai-assistant")?;
    let changed = after(&open, [Action::Set(driver("visits"), "5000".to_owned())]);
    let library = vec![(7, "Mine".to_owned()), (8, "The one before".to_owned())];
    let kept = changed.after(Action::Kept { visit: changed.visit, id: 7, library, said: None });
    let full =
        "Nothing is kept: this browser's storage is full. Download the stack file to keep it.".to_owned();
    let mut first = open.clone();
    first.looks.welcome = true; // as for somebody who was never here
    let blank = open.after(Action::Blank("2026-12".to_owned()));
    let finds = |words: &str| blank.after(Action::Find(Some(words.to_owned())));
    let taken = Edit::Rename("api".to_owned(), "frontend".to_owned());
    let mut all = Showing::new(
        "page",
        Room::Wide,
        "Around the answer",
        "How to begin, what is at hand, the way back, and what is said in passing.",
    );
    all.of("app/header.rs", Cut::Class("top"));
    all.shows("An example, just opened: there is nothing to undo, and nothing is kept.", &open);
    all.shows("Changed: it can be undone, and the list has the stack's own name.", &changed);
    all.shows("Undone: it can be made again.", &changed.after(Action::Undo));
    all.shows("Kept in this browser: it can get another name, or be removed.", &kept);
    all.shows("It is getting another name.", &kept.after(Action::Renaming(true)));
    all.shows("It could not be kept, and why.", &changed.after(Action::NotKept(full)));
    all.shows(
        "A stack with a long name, from somebody else's link: shown, and not kept until it is changed.",
        &sent(&open)?,
    );
    all.shows("The dark theme was chosen.", &open.after(Action::Theme(Theme::Dark)));
    all.of("app/welcome.rs", Cut::Class("welcome"));
    all.shows("A first visit: the ways to begin, above an example.", &first);
    all.of("app/blank.rs", Cut::Class("blank"));
    all.shows("A stack with nothing in it.", &blank);
    all.shows("Something is looked for.", &finds("redis"));
    all.shows("Nothing has that name.", &finds("zzzz"));
    all.of("app/said.rs", Cut::Class("said"));
    all.shows(
        "Something was added: it can be undone right there.",
        &open.after(Action::Edit(Edit::Template(0))),
    );
    all.shows("A change was refused, and why.", &open.after(Action::Edit(taken)));
    all.shows("Somebody else's stack was opened from a link.", &sent(&open)?);
    all.shows("A newer version of the page is there.", &open.after(Action::Newer));
    Ok(all.group)
}

pub(super) fn dialogs() -> Result<Group, Problem> {
    let (open, small) = (on("ai-assistant")?, fresh()?);
    let over = |state: &State, dialog: Dialog| state.after(Action::Dialog(Some(dialog)));
    let (file, import, share) =
        (over(&small, Dialog::File), over(&open, Dialog::Import), over(&open, Dialog::Share));
    let linked =
        |link: Result<&str, &str>| share.after(Action::Link(link.map(str::to_owned).map_err(str::to_owned)));
    let pasted = typed(&import, Field::Paste, &small.inputs.text);
    let cut_off = typed(&import, Field::Paste, CUT_OFF);
    let problem = Inputs::read(CUT_OFF, None, 12).err().unwrap_or_else(|| Problem::new("it is cut off"));
    let dialog = Cut::Class("dialog");
    let mut all = Showing::new(
        "dialogs",
        Room::Wide,
        "Dialogs",
        "What opens over the page. Escape closes it, and the focus goes back to its button.",
    );
    all.of("dialogs/file.rs", dialog);
    all.shows("The stack as a file, with the numbers of its lines.", &file);
    all.shows(
        "What was typed is refused: the place is named, with an example. The answer stays the last good one.",
        &typed(&file, Field::Json, CUT_OFF),
    );
    all.of("dialogs/import.rs", dialog);
    all.shows("A place to paste a stack file.", &import);
    all.shows("One was pasted, and can be opened.", &pasted);
    all.shows("It could not be read: the place is named.", &cut_off.after(Action::Unread(Box::new(problem))));
    all.of("dialogs/share.rs", dialog);
    all.shows("The link is being made.", &share);
    all.shows(
        "The link, with its length.",
        &linked(Ok("https://example.com/#s1=q1YKSy0qzszPU7JSMlTSUSpOTM1TslJKSU3OT0kFipYk5mQqWSmVFqcWKdUCAA")),
    );
    all.shows(
        "There is no link, and why.",
        &linked(Err("the stack is too large for a link: save it as a file")),
    );
    Ok(all.group)
}
