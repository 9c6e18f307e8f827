//! Pictures of the page in few colours: a fraction of what a browser writes, and the same to the eye.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder};

/// So many colours have a number of one byte.
const MOST: usize = 256;

type Colour = [u8; 3];

/// The picture as a browser writes it, in colours that are nearly the same and at most 256. How clear a pixel is is left out.
pub(crate) fn smaller(picture: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Decoder::new(std::io::Cursor::new(picture)).read_info().context("no PNG")?;
    let mut bytes = vec![0; reader.output_buffer_size().context("a picture that is too large")?];
    let info = reader.next_frame(&mut bytes)?;
    ensure!(info.bit_depth == BitDepth::Eight, "a picture of another depth than a browser's");
    let each = match info.color_type {
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        other => bail!("a picture of another kind than a browser's: {other:?}"),
    };
    let pixels: Vec<Colour> =
        bytes.chunks_exact(each).filter_map(|pixel| pixel.first_chunk().copied()).collect();
    let (palette, numbered) = few(&pixels)?;
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, info.width, info.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_compression(Compression::High);
    encoder.write_header()?.write_image_data(&numbered)?;
    Ok(out)
}

/// A palette, and the number of each pixel's colour in it.
fn few(pixels: &[Colour]) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut counts = BTreeMap::<Colour, usize>::new();
    for colour in pixels {
        *counts.entry(*colour).or_default() += 1;
    }
    for dropped in 0..8 {
        let alike = |colour: &Colour| colour.map(|part| part >> dropped);
        // Of colours that count as one, the most frequent stands for all: what is plain stays as it is.
        let mut palette = BTreeMap::<Colour, (usize, Colour)>::new();
        for (colour, count) in &counts {
            let best = palette.entry(alike(colour)).or_default();
            *best = (*best).max((*count, *colour));
        }
        if palette.len() <= MOST {
            let numbers: BTreeMap<Colour, u8> = palette.keys().copied().zip(0..=u8::MAX).collect();
            let numbered = pixels.iter().map(|colour| numbers.get(&alike(colour)).copied().unwrap_or(0));
            let colours = palette.values().flat_map(|(_, colour)| *colour);
            return Ok((colours.collect(), numbered.collect()));
        }
    }
    bail!("a picture in no colours at all")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_stay_what_they_are_and_many_become_few() -> Result<()> {
        let plain: [Colour; 3] = [[250, 251, 252], [1, 2, 3], [250, 251, 252]];
        assert_eq!(few(&plain)?, (vec![1, 2, 3, 250, 251, 252], vec![1, 0, 1]));
        let many: Vec<Colour> =
            (0..=u8::MAX).flat_map(|low| [[low, 0, 7], [low, 90, 7], [low, 200, 7]]).collect();
        let (palette, numbered) = few(&many)?;
        assert!((100..=256).contains(&(palette.len() / 3)), "{}", palette.len());
        assert_eq!(numbered.len(), many.len());
        assert!(smaller(b"GIF89a").is_err());
        Ok(())
    }

    #[test]
    fn a_picture_stays_as_large_as_it_was() -> Result<()> {
        let mut browser = Vec::new();
        let mut encoder = Encoder::new(&mut browser, 2, 1);
        encoder.set_color(ColorType::Rgba);
        encoder.write_header()?.write_image_data(&[1, 2, 3, 255, 9, 9, 9, 255])?;
        let reader = Decoder::new(std::io::Cursor::new(smaller(&browser)?)).read_info()?;
        assert_eq!((reader.info().width, reader.info().height), (2, 1));
        assert_eq!(reader.info().color_type, ColorType::Indexed);
        Ok(())
    }
}
