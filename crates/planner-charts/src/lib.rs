//! Headroom's charts: months and amounts in, an SVG drawing as text out.
//!
//! [`cost_chart`] draws cost over time, as lines or as parts upon each other, [`headroom_chart`] the used share of limits. Both are pure: the same
//! text natively and in Wasm, nothing read, nothing measured by a browser. Plotters lays the drawing out; a
//! backend of this crate writes it with classes instead of colours, so that one style sheet ([`CSS`]) themes
//! it light and dark and a content security policy of `style-src 'self'` holds. All text is escaped.
//!
//! Amounts come as decimals and become floats here, for their place on the sheet: nothing is computed from
//! the drawing. A missing value is a gap, never zero.

mod change;
mod cost;
#[cfg(feature = "file")]
mod file;
mod headroom;
mod label;
mod mark;
mod moment;
mod pen;
mod place;
mod run;
mod scale;
mod sheet;
mod stack;
mod swatch;
mod text;
mod theme;

pub use change::Change;
pub use cost::{CostChart, Series, Threshold, cost_chart, legend};
pub use headroom::{HeadroomChart, UsageSeries, headroom_chart, headroom_legend};
pub use mark::{LegendEntry, Marker};
pub use moment::Moment;
pub use swatch::swatch;
pub use theme::{CSS, Theme};
