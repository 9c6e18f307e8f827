//! A plotters backend that writes SVG elements with classes instead of colours, and measures text from a
//! table: no inline style for a content security policy to block, and nothing asked of a browser.

use std::convert::Infallible;
use std::fmt::Write;

use plotters::prelude::*;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};

use crate::text;

/// Plotters draws on whole pixels: it is given ten for each unit, so that lines are not jagged.
pub(crate) const TENTHS: i32 = 10;

/// What plotters draws on while one group of elements is written.
///
/// Strokes get the class `line`, filled shapes `fill`; what they look like is the page's, by the class of the
/// group around them. The attributes are for a reader without a style sheet.
pub(crate) struct Pen<'a> {
    out: &'a mut String,
    /// In tenths of a unit.
    size: (u32, u32),
}

/// The area that a drawing function draws on, in tenths of a unit.
pub(crate) type Area<'a> = DrawingArea<Pen<'a>, plotters::coord::Shift>;
/// The pen itself cannot fail, but plotters' signatures can.
pub(crate) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;
type Stroke = Result<(), DrawingErrorKind<Infallible>>;

/// Appends what `draw` draws to `out`.
pub(crate) fn draw(out: &mut String, (width, height): (u32, u32), draw: &dyn Fn(&Area<'_>) -> Drawn) {
    let size = (width * TENTHS.unsigned_abs(), height * TENTHS.unsigned_abs());
    let area = Pen { out, size }.into_drawing_area();
    let drawn = draw(&area);
    debug_assert!(drawn.is_ok(), "the pen cannot fail: {drawn:?}");
}

/// The style that goes with every stroke: groups say how it looks.
pub(crate) fn stroke() -> ShapeStyle {
    ShapeStyle::from(&BLACK)
}

/// The style that goes with every filled shape.
pub(crate) fn fill() -> ShapeStyle {
    BLACK.filled()
}

/// A text style of plotters': only size and anchor matter to the pen.
pub(crate) fn label(size: f64, h_pos: HPos, v_pos: VPos) -> TextStyle<'static> {
    let pos = plotters_backend::text_anchor::Pos::new(h_pos, v_pos);
    let font = FontDesc::new(FontFamily::SansSerif, size * f64::from(TENTHS), FontStyle::Normal);
    TextStyle { font, color: BLACK.to_backend_color(), pos }
}

impl Pen<'_> {
    fn point(&mut self, command: &str, (x, y): BackendCoord) {
        self.out.push_str(command);
        self.tenths(x);
        self.out.push(' ');
        self.tenths(y);
    }

    /// Writes `123` as `12.3`.
    fn tenths(&mut self, value: i32) {
        let (whole, rest) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
        let sign = if value < 0 { "-" } else { "" };
        // Writing to a string cannot fail.
        let _ = match rest {
            0 => write!(self.out, "{sign}{whole}"),
            _ => write!(self.out, "{sign}{whole}.{rest}"),
        };
    }

    fn attribute(&mut self, name: &str, value: i32) {
        let _ = write!(self.out, " {name}=\"");
        self.tenths(value);
        self.out.push('"');
    }

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>, filled: bool) {
        self.out.push_str("<path d=\"");
        for (place, point) in points.into_iter().enumerate() {
            self.point(if place == 0 { "M" } else { "L" }, point);
        }
        self.out.push_str(if filled { "Z\"" } else { "\"" });
        self.close(filled);
    }

    fn close(&mut self, filled: bool) {
        self.out.push_str(if filled {
            " class=\"fill\"/>"
        } else {
            " class=\"line\" fill=\"none\" stroke=\"currentColor\"/>"
        });
    }
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Stroke {
        Ok(())
    }

    fn present(&mut self) -> Stroke {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, _: BackendColor) -> Stroke {
        self.path([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)], true);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, _: &S) -> Stroke {
        self.path([from, to], false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        _: &S,
        filled: bool,
    ) -> Stroke {
        self.out.push_str("<rect");
        for (name, value) in
            [("x", from.0), ("y", from.1), ("width", to.0 - from.0), ("height", to.1 - from.1)]
        {
            self.attribute(name, value);
        }
        self.close(filled);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Stroke {
        self.path(path, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        _: &S,
        filled: bool,
    ) -> Stroke {
        self.out.push_str("<circle");
        let radius = i32::try_from(radius).unwrap_or(i32::MAX);
        for (name, value) in [("cx", center.0), ("cy", center.1), ("r", radius)] {
            self.attribute(name, value);
        }
        self.close(filled);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        _: &S,
    ) -> Stroke {
        self.path(corners, true);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Stroke {
        let tenth_em = tenths(style.size() / f64::from(TENTHS) / 10.0);
        // Moving the base line is understood everywhere, `dominant-baseline` is not.
        let down = match style.anchor().v_pos {
            VPos::Top => 9 * tenth_em,
            VPos::Center => tenth_em * 7 / 2,
            VPos::Bottom => -2 * tenth_em,
        };
        self.out.push_str("<text");
        self.attribute("x", x);
        self.attribute("y", y + down);
        self.out.push_str(match style.anchor().h_pos {
            HPos::Left => ">",
            HPos::Center => " text-anchor=\"middle\">",
            HPos::Right => " text-anchor=\"end\">",
        });
        text::escape_into(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size() / f64::from(TENTHS);
        let pixels = |units: f64| tenths(units).unsigned_abs();
        Ok((pixels(text::width(text, size)), pixels(size * 1.2)))
    }
}

/// Units to tenths of a unit, the pixels that plotters sees.
#[expect(clippy::cast_possible_truncation, reason = "rounded, and `as` saturates where it does not fit")]
pub(crate) fn tenths(units: f64) -> i32 {
    (units * f64::from(TENTHS)).round() as i32
}
