//! What the page is made of: elements, fields, lists, buttons, marks.

pub(super) mod button;
pub(super) mod choice;
pub(super) mod long;
pub(super) mod mark;
pub(super) mod proven;
pub(super) mod tag;
pub(super) mod text_field;
