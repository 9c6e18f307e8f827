//! What a view makes and a renderer prints: titles, facts, tables, lists.

/// How a text is meant, for renderers that can show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// What the eye should find.
    Strong,
    /// What may be skipped.
    Dim,
    /// Well.
    Good,
    /// Worth a look.
    Warn,
    /// Something happens.
    Bad,
}

/// A text with its tone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The text.
    pub(crate) text: String,
    /// Its tone.
    pub(crate) tone: Tone,
}

impl Cell {
    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }

    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self::toned(text, Tone::Strong)
    }

    pub(crate) fn dim(text: impl Into<String>) -> Self {
        Self::toned(text, Tone::Dim)
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }
}

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers, their decimal points below each other.
    Point,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) name: String,
    /// The side.
    pub(crate) align: Align,
    /// Whether its cells may be broken over lines.
    pub(crate) wraps: bool,
    /// Left out where the page is narrow: the highest first; 0 stays.
    pub(crate) spare: u8,
}

impl Column {
    pub(crate) fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), align: Align::Left, wraps: false, spare: 0 }
    }

    pub(crate) fn numbers(name: impl Into<String>) -> Self {
        Self { align: Align::Point, ..Self::words(name) }
    }

    /// The same, broken over lines where it is too wide.
    pub(crate) fn wrapping(self) -> Self {
        Self { wraps: true, ..self }
    }

    /// The same, left out where the page is narrow.
    pub(crate) fn spare(self, spare: u8) -> Self {
        Self { spare, ..self }
    }
}

/// Rows under headings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The rows, as long as there are columns.
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }
}

/// A part of a page.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// What the page is about, with a line below.
    Title(String, String),
    /// A heading.
    Heading(String),
    /// Labels with their answers; an answer may have more to it.
    Facts(Vec<(String, Cell, String)>),
    /// A table.
    Table(Table),
    /// A list.
    List(Vec<String>),
    /// A sentence.
    Text(String),
}

/// Everything a command prints.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its parts, in order.
    pub(crate) blocks: Vec<Block>,
    /// The same as plain rows, exact, for CSV.
    pub(crate) records: Records,
}

impl Page {
    pub(crate) fn title(&mut self, title: impl Into<String>, below: impl Into<String>) {
        self.blocks.push(Block::Title(title.into(), below.into()));
    }

    pub(crate) fn table(&mut self, heading: impl Into<String>, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Heading(heading.into()));
            self.blocks.push(Block::Table(table));
        }
    }

    pub(crate) fn list(&mut self, heading: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::Heading(heading.into()));
            self.blocks.push(Block::List(items));
        }
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }
}

/// Rows for machines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records {
    /// The names of the fields.
    pub(crate) fields: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Vec<Field>>,
}

impl Records {
    pub(crate) fn new(fields: &[&str]) -> Self {
        Self { fields: fields.iter().map(|&name| name.to_owned()).collect(), rows: Vec::new() }
    }
}

/// A field of a row.
#[derive(Clone, Debug)]
pub(crate) enum Field {
    /// Words, perhaps the user's own.
    Text(String),
    /// A number, written by us.
    Number(String),
    /// Nothing: not zero.
    Empty,
}

impl Field {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn words(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.clone()))
    }

    pub(crate) fn number(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, |text| Self::Number(text.clone()))
    }
}
