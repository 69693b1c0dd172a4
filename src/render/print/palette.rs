//! The few colours of a picture: those of its areas as they are, and some shades for the edges
//! between them.
//!
//! Pages are flat: letters and plates of a few colours. Quantisers for photographs choose means of
//! many colours, so that a brand’s colour moves, and take longer than drawing the page.

use std::cmp::Reverse;
use std::ops::Range;

use png::BitDepth;
use rustc_hash::FxHashMap;

use crate::base::narrow::to_u32;

/// How far apart two greys of areas may be that count as one: the drawing of letters over an area
/// leaves shades beside it that nobody can tell apart.
const SAME_AREA: u8 = 6;

/// Colours whose channels are equal when divided by this are counted together.
const KIN: u8 = 12;

/// The same, and how far a grey may move, in a picture that is not flat.
const FINE: u8 = 4;

/// The colours of half a byte. A picture that needs more is not flat, but has a photograph or a
/// gradient on it, and keeps finer shades.
const FLAT: usize = 16;

/// How much more a difference of hue counts than one of light.
const HUE: i64 = 4;

/// How few colours a picture keeps.
#[derive(Clone, Copy)]
pub(super) struct Few {
    /// The share of the picture, as its reciprocal, from which a colour is that of an area, which
    /// stays as it is.
    pub area: usize,
    /// How far a grey may move.
    pub tolerance: u8,
    /// The most colours. If there are more, those of few pixels move further.
    pub most: usize,
}

/// A picture as places in a list of colours.
pub(super) struct Indexed {
    pub palette: Vec<[u8; 3]>,
    pub depth: BitDepth,
    /// Row after row, each from a byte of its own on.
    pub packed: Vec<u8>,
    /// How many bytes a row has.
    pub row: usize,
}

/// The rows of a picture as runs of equal pixels. Rows that look like the one above share its runs.
#[derive(Default)]
struct Runs {
    colours: Vec<[u8; 3]>,
    /// How many pixels have each colour.
    counts: Vec<usize>,
    runs: Vec<Run>,
    rows: Vec<Range<usize>>,
}

struct Run {
    /// A place in [`Runs::colours`].
    colour: usize,
    length: usize,
}

/// Opaque pixels in few colours.
pub(super) fn index(pixels: &[[u8; 4]], width: usize, few: Few) -> Indexed {
    let runs = Runs::of(pixels, width);
    let area = pixels.len() / few.area;
    let mut palette = runs.palette(KIN, area, few);
    if palette.len() > FLAT {
        palette = runs.palette(FINE, area, Few { tolerance: FINE, ..few });
    }
    let nearest = |colour: &[u8; 3]| {
        let places = (0..=u8::MAX).zip(&palette);
        places.min_by_key(|(_, known)| unlikeness(**known, *colour)).map_or(0, |(place, _)| place)
    };
    let places: Vec<u8> = runs.colours.iter().map(nearest).collect();
    let (depth, pixels_a_byte) = match palette.len() {
        0..=2 => (BitDepth::One, 8),
        3..=4 => (BitDepth::Two, 4),
        5..=16 => (BitDepth::Four, 2),
        _ => (BitDepth::Eight, 1),
    };
    let row = width.div_ceil(pixels_a_byte);
    Indexed { packed: runs.pack(row, &places, pixels_a_byte), palette, depth, row }
}

impl Runs {
    fn of(pixels: &[[u8; 4]], width: usize) -> Runs {
        let mut all = Runs::default();
        let mut places = FxHashMap::default();
        let mut above: &[[u8; 4]] = &[];
        for pixels in pixels.chunks_exact(width) {
            if pixels != above {
                let first = all.runs.len();
                for run in pixels.chunk_by(|left, right| left == right) {
                    let [red, green, blue, _] = run[0];
                    let colour = *places.entry([red, green, blue]).or_insert_with(|| {
                        all.colours.push([red, green, blue]);
                        all.colours.len() - 1
                    });
                    all.runs.push(Run { colour, length: run.len() });
                }
                all.counts.resize(all.colours.len(), 0);
                all.rows.push(first..all.runs.len());
            } else if let Some(same) = all.rows.last().cloned() {
                all.rows.push(same);
            }
            above = pixels;
            for run in all.rows.last().map_or(&[][..], |row| &all.runs[row.clone()]) {
                all.counts[run.colour] += run.length;
            }
        }
        all
    }

    /// The most frequent colour, then always the one that is worst off with those before it: by how
    /// unlike they are, and by how many pixels it has. Colours of areas have many, shades of edges
    /// few each.
    fn palette(&self, kin: u8, area: usize, few: Few) -> Vec<[u8; 3]> {
        let kins = self.kins(kin);
        let far = |count: usize| squared(if count >= area { SAME_AREA } else { few.tolerance });
        let mut palette: Vec<[u8; 3]> = kins.iter().map(|(_, colour)| *colour).take(1).collect();
        let mut left: Vec<u64> = vec![u64::MAX; kins.len()];
        while let Some(&last) = palette.last()
            && palette.len() < few.most
        {
            for (&(_, colour), left) in kins.iter().zip(&mut left) {
                *left = (*left).min(unlikeness(last, colour));
            }
            let open = kins.iter().zip(&left).filter(|&(&(count, _), &left)| left > far(count));
            let worst = open.max_by_key(|&(&(count, _), &left)| left.saturating_mul(count as u64));
            let Some((&(_, worst), _)) = worst else { break };
            palette.push(worst);
        }
        palette
    }

    /// Colours that look alike as the most frequent one of them, with how many pixels all have:
    /// those of most pixels, and those first.
    fn kins(&self, kin: u8) -> Vec<(usize, [u8; 3])> {
        let mut by_count: Vec<_> = self.counts.iter().zip(&self.colours).collect();
        by_count.sort_unstable_by_key(|&(&count, &colour)| (Reverse(count), colour));
        let mut kins = Vec::new();
        let mut places = FxHashMap::default();
        for (&count, &colour) in by_count {
            let place = *places.entry(colour.map(|channel| channel / kin)).or_insert_with(|| {
                kins.push((0, colour));
                kins.len() - 1
            });
            kins[place].0 += count;
        }
        kins.sort_unstable_by_key(|&(count, colour)| (Reverse(count), colour));
        kins
    }

    fn pack(&self, bytes: usize, places: &[u8], pixels_a_byte: usize) -> Vec<u8> {
        let bits = to_u32(8 / pixels_a_byte);
        let mut packed = Vec::with_capacity(bytes * self.rows.len());
        let mut line = Vec::with_capacity(bytes * pixels_a_byte);
        let mut above = 0..0;
        for row in &self.rows {
            if *row == above {
                packed.extend_from_within(packed.len() - bytes..);
                continue;
            }
            line.clear();
            for run in &self.runs[row.clone()] {
                line.resize(line.len() + run.length, places[run.colour]);
            }
            line.resize(bytes * pixels_a_byte, 0);
            packed.extend(line.chunks_exact(pixels_a_byte).map(|pixels| {
                pixels.iter().fold(0u8, |byte, place| byte.unbounded_shl(bits) | place)
            }));
            above = row.clone();
        }
        packed
    }
}

/// How unlike two colours look. What one has of a hue and the other has not counts more than light:
/// grey may become a lighter grey, not red.
fn unlikeness(one: [u8; 3], other: [u8; 3]) -> u64 {
    let [red, green, blue] = [0, 1, 2].map(|at| i64::from(one[at]) - i64::from(other[at]));
    let light = red.pow(2) + green.pow(2) + blue.pow(2);
    (light + HUE * ((red - green).pow(2) + (green - blue).pow(2))).unsigned_abs()
}

/// The unlikeness of two greys that are so far apart.
fn squared(apart: u8) -> u64 {
    3 * u64::from(apart).pow(2)
}
