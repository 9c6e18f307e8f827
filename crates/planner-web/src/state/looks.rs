//! What is looked at: nothing of it changes the answer.

use super::action::Action;
use crate::reader::Reader;
use crate::theme::Theme;

/// What is looked at.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for alone")]
pub struct Looks {
    /// The tab under the answer.
    pub tab: Tab,
    /// The column looked at closer.
    pub shown: usize,
    /// The month whose bill is looked at, counted from the first; none for all of them.
    pub month: Option<usize>,
    /// How costs are looked at.
    pub costs: Costs,
    /// Whether limits far away are shown too.
    pub all_limits: bool,
    /// The lists that are shown whole, however long they are.
    pub whole: Vec<List>,
    /// Whether a script counts once, instead of each command in it.
    pub once: bool,
    /// The card that is open, by its path as `resources.web`.
    pub card: Option<String>,
    /// Whose plans are listed, by its path.
    pub pick: Option<String>,
    /// Where it is asked which of something is to be added.
    pub asks: Option<String>,
    /// The words that what can be added is looked for by.
    pub find: Option<String>,
    /// What is open over the page.
    pub dialog: Option<Dialog>,
    /// What is kept in this browser: ids and names.
    pub library: Vec<(u64, String)>,
    /// Whether the scenario at hand is being renamed.
    pub renaming: bool,
    /// Why nothing could be kept, if so.
    pub not_kept: Option<String>,
    /// Whether a newer version of the page is there.
    pub is_newer: bool,
    /// The link to share, or why there is none.
    pub link: Option<Result<String, String>>,
    /// What was said last.
    pub said: Option<Said>,
    /// Whether the visitor is still to say how to begin.
    pub welcome: bool,
    /// Light or dark.
    pub theme: Theme,
    /// The money that the reader thinks in.
    pub reader: Reader,
    /// Whether the window is as narrow as a phone.
    pub narrow: bool,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            tab: Tab::Limits,
            shown: 0,
            month: Some(0),
            costs: Costs::default(),
            all_limits: false,
            whole: Vec::new(),
            once: false,
            card: None,
            pick: None,
            asks: None,
            find: None,
            dialog: None,
            library: Vec::new(),
            renaming: false,
            not_kept: None,
            is_newer: false,
            link: None,
            said: None,
            welcome: false,
            theme: Theme::default(),
            reader: Reader::default(),
            narrow: false,
        }
    }
}

impl Looks {
    /// Looks elsewhere.
    pub(super) fn after(&mut self, action: Action) {
        match action {
            Action::Look(tab) | Action::Go(tab) => self.tab = tab,
            Action::Once(once) => self.once = once,
            Action::Show(column) => self.shown = column,
            Action::Month(month) => self.month = month,
            Action::Prove { column, month } => {
                (self.tab, self.shown, self.month) = (Tab::Proof, column, month);
            }
            Action::Costs(costs) => self.costs = costs,
            Action::AllLimits => self.all_limits = !self.all_limits,
            Action::All(list) => match self.whole.iter().position(|known| *known == list) {
                Some(at) => {
                    self.whole.swap_remove(at);
                }
                None => self.whole.push(list),
            },
            Action::Card(card) => (self.card, self.pick) = (card, None),
            Action::Pick(of) => self.pick = of,
            Action::Ask(of) => self.asks = of,
            Action::Find(words) => (self.find, self.welcome) = (words, false),
            Action::Dialog(dialog) => (self.dialog, self.link) = (dialog, None),
            Action::Library(library, said) => {
                self.library = library;
                self.said = said.map(|text| Said { text, undo: false }).or(self.said.take());
            }
            Action::NotKept(why) => self.not_kept = Some(why),
            Action::Newer => self.is_newer = true,
            Action::Link(link) => self.link = Some(link),
            Action::Say(text) => self.said = Some(Said { text, undo: false }),
            Action::Theme(theme) => self.theme = theme,
            Action::Reader(reader) => self.reader = reader,
            Action::Window { narrow } => self.narrow = narrow,
            _ => {}
        }
    }
}

/// A list that may be long: its first rows are laid out, and all of them where they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What is expected.
    Drivers,
    /// What runs.
    Resources,
    /// The accounts.
    Accounts,
    /// What can stand side by side.
    Compared,
    /// What is in no sum.
    NotCounted,
    /// Limits, with how much of each is used.
    Limits,
    /// Limits that nobody can judge.
    Unjudged,
    /// Each Redis.
    Redis,
    /// The clients of a Redis.
    Clients,
    /// Settings that save commands.
    Advice,
    /// Lines and steps of a sheet.
    Rows,
    /// The lines of a bill.
    Lines,
    /// Sources of prices.
    Sources,
    /// What is needed and not there.
    Unmet,
    /// What terms of plans ask.
    Asks,
    /// Doubts that hold for the whole.
    Notes,
    /// What is assumed.
    Assumptions,
    /// What was quoted.
    Quotes,
    /// What can be added.
    Offers,
}

/// How costs over time are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// What they are told apart by.
    pub by: CostBy,
    /// Whether each month stands for all months up to it.
    pub running: bool,
}

/// What costs are told apart by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CostBy {
    /// A line for each column.
    #[default]
    Column,
    /// The resources of the column looked at, upon each other.
    Resource,
    /// Its providers, upon each other.
    Provider,
}

impl CostBy {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Column, Self::Resource, Self::Provider];

    /// What it is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Column => "by column",
            Self::Resource => "by resource",
            Self::Provider => "by provider",
        }
    }
}

/// Something said in passing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// Whether it is about a change that can be undone.
    pub undo: bool,
}

/// What opens over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The stack as a file, to read, edit or paste over.
    File,
    /// A stack file is pasted or dropped.
    Import,
    /// A link to this stack.
    Share,
}

impl Dialog {
    /// The id of the button that opens it.
    #[must_use]
    pub const fn opener(self) -> &'static str {
        match self {
            Self::File => "open-file",
            Self::Import => "open-import",
            Self::Share => "open-share",
        }
    }
}

/// A tab under the answer. It is worked out when it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Headroom over time, and each limit.
    Limits,
    /// Cost over time.
    Cost,
    /// What the clients of a Redis make of it.
    Redis,
    /// What it costs with nobody using it.
    Idle,
    /// What one more of each thing adds.
    OneMore,
    /// Where prices come from, and what changes soon.
    Prices,
    /// The bill, line by line.
    Proof,
    /// Assumptions, doubts and notes.
    Notes,
    /// Questions that the command line answers.
    Questions,
}

impl Tab {
    /// All of them, in their order.
    pub const ALL: [Self; 9] = [
        Self::Limits,
        Self::Cost,
        Self::Redis,
        Self::Idle,
        Self::OneMore,
        Self::Prices,
        Self::Proof,
        Self::Notes,
        Self::Questions,
    ];

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Limits => "Limits",
            Self::Cost => "Cost",
            Self::Redis => "Redis",
            Self::Idle => "Idle",
            Self::OneMore => "One more",
            Self::Prices => "Prices",
            Self::Proof => "Proof",
            Self::Notes => "Notes",
            Self::Questions => "More questions",
        }
    }

    /// The id of its button, and with `-panel` of what it shows.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Limits => "tab-limits",
            Self::Cost => "tab-cost",
            Self::Redis => "tab-redis",
            Self::Idle => "tab-idle",
            Self::OneMore => "tab-one-more",
            Self::Prices => "tab-prices",
            Self::Proof => "tab-proof",
            Self::Notes => "tab-notes",
            Self::Questions => "tab-questions",
        }
    }
}
