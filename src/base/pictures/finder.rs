//! A quick look for the squares in three corners of a QR code, by which most pictures are known to
//! hold none, and most of the others to hold one in a small part.
//!
//! A straight line through the middle of such a square crosses dark and light parts in the ratio
//! 1 : 1 : 3 : 1 : 1, whatever the direction (ISO/IEC 18004, 6.3.3). Rows are taken for such lines
//! where `rqrr` does, which needs three; of the other lines through the middle, which `rqrr` does not
//! look at, it is only asked that they cross the same parts, up to twice as long and however short.

use std::ops::Range;

use memchr::memchr;

use super::grey::Grey;

/// Wider pictures are not looked at here.
const WIDEST: usize = 1 << 15;

/// How many squares a code has.
const SQUARES: usize = 3;

/// With more squares, a picture is read as a whole.
const MANY: usize = 64;

/// The runs of a row through a square.
const RUNS: [usize; 5] = [1, 1, 3, 1, 1];

/// A part of a picture, in columns and rows of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub columns: Range<usize>,
    pub rows: Range<usize>,
}

/// Where a picture may hold codes: dark on light, and light on dark.
pub(super) fn regions(grey: &Grey) -> [Option<Region>; 2] {
    let whole = Region { columns: 0..grey.width, rows: 0..grey.height };
    if grey.width >= WIDEST {
        return [Some(whole.clone()), Some(whole)];
    }
    dark(grey).map(|dark| region(&squares(&dark, grey.width, grey.height), &whole))
}

/// The part of a picture with these squares and all of their codes; none if there are too few.
fn region(squares: &[Square], whole: &Region) -> Option<Region> {
    if squares.len() < SQUARES {
        return None;
    }
    if squares.len() >= MANY {
        return Some(whole.clone());
    }
    let bounds = |at: fn(&Square) -> usize| {
        let places = squares.iter().map(at);
        places.fold((usize::MAX, 0), |(least, most), place| (least.min(place), most.max(place)))
    };
    let ((left, right), (top, bottom)) = (bounds(|one| one.x), bounds(|one| one.y));
    // The fourth corner of a code that is turned lies outside, and so does the light around it.
    let side = squares.iter().map(|one| one.side).max().unwrap_or_default();
    let around = (right - left).max(bottom - top) + 4 * side;
    let within = |least: usize, most: usize, end: usize| {
        least.saturating_sub(around)..(most + around + 1).min(end)
    };
    Some(Region {
        columns: within(left, right, whole.columns.end),
        rows: within(top, bottom, whole.rows.end),
    })
}

/// For each pixel 1 where it is dark, else 0: of the picture and of its negative. A pixel is dark that is
/// a little darker than the mean of those before it in both directions, as in `rqrr`; in the negative
/// the mean may be half a shade off.
fn dark(grey: &Grey) -> [Vec<u8>; 2] {
    let width = grey.width;
    let reach = u32::try_from(width / 8).unwrap_or(u32::MAX).max(1);
    // Divides by the reach: the sums are below 256 times it, and its square below 2²⁴.
    let inverse = u64::from(u32::MAX) / u64::from(reach) + 1;
    let faded = |sum: u32| {
        let lost = (u64::from(sum + reach - 1) * inverse) >> 32;
        sum - u32::try_from(lost).unwrap_or(sum)
    };
    let (mut forward, mut backward) = (vec![0; width], vec![0; width]);
    // Each goes on in the next row, in the other direction.
    let (mut to_right, mut to_left) = (0, 0);
    let mut dark: [Vec<u8>; 2] = Default::default();
    dark.iter_mut().for_each(|dark| dark.reserve_exact(width * grey.height));
    for row in grey.rows() {
        let places = forward.iter_mut().zip(backward.iter_mut());
        for ((first, last), (forward, backward)) in row.iter().zip(row.iter().rev()).zip(places) {
            to_right = faded(to_right) + u32::from(*first);
            to_left = faded(to_left) + u32::from(*last);
            (*forward, *backward) = (to_right, to_left);
        }
        (to_right, to_left) = (to_left, to_right);
        let means = forward.iter().zip(backward.iter().rev()).map(|(one, other)| one + other);
        let pixels = row.iter().zip(means);
        dark[0].extend(
            pixels.clone().map(|(shade, mean)| {
                u8::from((u32::from(*shade) + 1) * (200 * reach) <= mean * 95)
            }),
        );
        dark[1].extend(pixels.map(|(shade, mean)| {
            u8::from((256 - u32::from(*shade)) * (200 * reach) <= (510 * reach - mean) * 95)
        }));
    }
    dark
}

/// A square in a corner of a code: its middle, and the width of its inner part.
struct Square {
    x: usize,
    y: usize,
    side: usize,
}

/// The squares of a picture, apart from each other; no more than [`MANY`].
fn squares(dark: &[u8], width: usize, height: usize) -> Vec<Square> {
    let mut squares: Vec<Square> = Vec::new();
    for y in 0..height {
        let row = &dark[y * width..][..width];
        let (mut runs, mut count, mut at) = ([0; 5], 0, 0);
        while at < width {
            let shade = row[at];
            let length = memchr(shade ^ 1, &row[at..]).unwrap_or(width - at);
            at += length;
            runs.rotate_left(1);
            runs[4] = length;
            count += 1;
            if shade == 0 || count < runs.len() || !are_of_square(runs) {
                continue;
            }
            let side = runs[2];
            let x = at - runs[4] - runs[3] - side.div_ceil(2);
            let is_known = |one: &Square| one.x.abs_diff(x) <= side && one.y.abs_diff(y) <= side;
            if !squares.iter().any(is_known) && is_crossed(dark, width, (x, y), side) {
                squares.push(Square { x, y, side });
                if squares.len() == MANY {
                    return squares;
                }
            }
        }
    }
    squares
}

/// Whether runs of a row are those of a square, as `rqrr` takes them.
fn are_of_square(runs: [usize; 5]) -> bool {
    let unit = (runs[0] + runs[1] + runs[3] + runs[4]) / 4;
    let most = unit * 3 / 4;
    runs.iter().zip(RUNS).all(|(run, units)| run.abs_diff(units * unit) <= most)
}

/// Whether lines through a place, upright and aslant, cross a square there whose inner part is that
/// wide.
fn is_crossed(dark: &[u8], width: usize, place: (usize, usize), side: usize) -> bool {
    const DIRECTIONS: [(isize, isize); 6] = [(0, -1), (0, 1), (-1, -1), (1, 1), (1, -1), (-1, 1)];
    DIRECTIONS.into_iter().all(|direction| leaves(dark, width, place, direction, side))
}

/// Whether a line from the middle of a square leads through the rest of its inner part, what is light
/// around that, and the outer part.
fn leaves(
    dark: &[u8],
    width: usize,
    (mut x, mut y): (usize, usize),
    (right, down): (isize, isize),
    side: usize,
) -> bool {
    let mut next = || {
        (x, y) = (x.checked_add_signed(right)?, y.checked_add_signed(down)?);
        if x < width { dark.get(y * width + x).copied() } else { None }
    };
    let (mut inner, mut light) = (0, 0);
    loop {
        match next() {
            Some(1) if light == 0 && inner <= side => inner += 1,
            Some(0) if light <= (2 * side / 3).max(2) => light += 1,
            Some(1) => return light > 0,
            _ => return false,
        }
    }
}
