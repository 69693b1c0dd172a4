//! A quick look for the squares in three corners of a QR code, by which most pictures are known to
//! hold none.
//!
//! A straight line through the middle of such a square crosses dark and light parts in the ratio
//! 1 : 1 : 3 : 1 : 1, whatever the direction (ISO/IEC 18004, 6.3.3). Rows are taken for such lines
//! exactly where `rqrr` does, which needs three; of the column through the middle, which `rqrr` does not
//! look at, it is only asked that it crosses the same parts, up to three times as long or short.

use memchr::memchr;

use super::grey::Grey;

/// Wider pictures are not looked at here.
const WIDEST: usize = 1 << 15;

/// How many squares a code has.
const SQUARES: usize = 3;

/// The runs of a row through a square.
const RUNS: [usize; 5] = [1, 1, 3, 1, 1];

/// Whether a picture may hold a code: dark on light, and light on dark.
pub(super) fn may_hold_codes(grey: &Grey) -> [bool; 2] {
    if grey.width >= WIDEST {
        return [true; 2];
    }
    dark(grey).map(|dark| has_squares(&dark, grey.width, grey.height))
}

/// For each pixel 1 where it is dark, else 0: of the picture and of its negative. A pixel is dark that is
/// a little darker than the mean of those before it in both directions, as in `rqrr`.
fn dark(grey: &Grey) -> [Vec<u8>; 2] {
    let width = grey.width;
    let reach = u32::try_from(width / 8).unwrap_or(u32::MAX).max(1);
    // Dividing by the reach, which a number below 2³² ÷ reach allows; the sums are below 256 · reach.
    let inverse = u64::from(u32::MAX) / u64::from(reach) + 1;
    let faded = |sum: u32| {
        let lost = (u64::from(sum + reach - 1) * inverse) >> 32;
        sum - u32::try_from(lost).unwrap_or(sum)
    };
    let mut sums = [[0; 2]; 2];
    let mut means = [vec![0; width], vec![0; width]];
    let mut dark = [Vec::new(), Vec::new()].map(|mut dark: Vec<u8>| {
        dark.reserve_exact(width * grey.height);
        dark
    });
    for (y, row) in grey.rows().enumerate() {
        means.iter_mut().for_each(|means| means.fill(0));
        for at in 0..width {
            let places = if y % 2 == 0 { [width - 1 - at, at] } else { [at, width - 1 - at] };
            for (direction, place) in places.into_iter().enumerate() {
                let shades = [row[place], 255 - row[place]];
                for (tone, shade) in shades.into_iter().enumerate() {
                    let sum = faded(sums[tone][direction]) + u32::from(shade);
                    sums[tone][direction] = sum;
                    means[tone][place] += sum;
                }
            }
        }
        for (tone, (dark, means)) in dark.iter_mut().zip(&means).enumerate() {
            let tones = row.iter().map(|shade| if tone == 0 { *shade } else { 255 - shade });
            let is_dark =
                |(shade, mean): (u8, &u32)| (u32::from(shade) + 1) * (200 * reach) <= mean * 95;
            dark.extend(tones.zip(means).map(|pair| u8::from(is_dark(pair))));
        }
    }
    dark
}

/// Whether there are as many squares as a code has, apart from each other.
fn has_squares(dark: &[u8], width: usize, height: usize) -> bool {
    let mut squares: Vec<(usize, usize)> = Vec::new();
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
            let is_known =
                |&(left, top): &(usize, usize)| left.abs_diff(x) <= side && top.abs_diff(y) <= side;
            let is_new = !squares.iter().any(is_known);
            if is_new && is_crossed(dark, width, (x, y), side) {
                squares.push((x, y));
                if squares.len() == SQUARES {
                    return true;
                }
            }
        }
    }
    false
}

/// Whether runs of a row are those of a square, as `rqrr` takes them.
fn are_of_square(runs: [usize; 5]) -> bool {
    let unit = (runs[0] + runs[1] + runs[3] + runs[4]) / 4;
    let most = unit * 3 / 4;
    runs.iter().zip(RUNS).all(|(run, units)| run.abs_diff(units * unit) <= most)
}

/// Whether the column through a place crosses a square there whose inner part is that wide.
fn is_crossed(dark: &[u8], width: usize, (x, y): (usize, usize), side: usize) -> bool {
    let column = |y: usize| dark.get(y * width + x).copied();
    let mut height = 1;
    for is_upwards in [true, false] {
        let mut at = y;
        let mut next = || {
            at = if is_upwards { at.checked_sub(1)? } else { at + 1 };
            column(at)
        };
        // The rest of the inner part, what is around it, and the outer part begins.
        let mut parts = [0; 2];
        let mut part = 0;
        loop {
            match next() {
                Some(shade) if usize::from(shade == 0) == part => parts[part] += 1,
                Some(_) if part == 0 && parts[0] <= 3 * side => (part, parts[1]) = (1, 1),
                Some(_) if part == 1 => break,
                _ => return false,
            }
        }
        height += parts[0];
        if parts[1] > side {
            return false;
        }
    }
    (side.div_ceil(3)..=3 * side).contains(&height)
}
