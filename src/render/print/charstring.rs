//! Outlines of characters as charstrings (Adobe Technical Note 5177), without hints and without
//! subroutines.

use read_fonts::ps::cs::CommandSink;
use read_fonts::types::Fixed;

/// The most operands before an operator that every reader takes.
const OPERANDS: usize = 48;

/// What is drawn by one operator.
mod operator {
    pub(super) const LINES: u8 = 5;
    pub(super) const CURVES: u8 = 8;
    pub(super) const END: u8 = 14;
    pub(super) const MOVE: u8 = 21;
    pub(super) const CURVES_AND_LINE: u8 = 24;
    pub(super) const LINES_AND_CURVE: u8 = 25;
    // Of each pair the first is for the horizontal.
    pub(super) const MOVE_ALONG: [u8; 2] = [22, 4];
    pub(super) const STRAIGHT_LINES: [u8; 2] = [6, 7];
    pub(super) const CURVES_ALONG: [u8; 2] = [27, 26];
    pub(super) const TURNING_CURVES: [u8; 2] = [31, 30];
}

/// The charstring of a character without an outline.
pub(super) const BLANK: [u8; 1] = [operator::END];

/// A piece of a contour, as steps from point to point.
#[derive(Clone, Copy)]
enum Piece {
    Line([Fixed; 2]),
    Curve([Fixed; 6]),
}

/// How a curve leaves and arrives; axis 0 is horizontal, axis 1 vertical.
#[derive(PartialEq)]
enum Bend {
    /// It leaves and arrives along an axis.
    Along(usize),
    /// It leaves along an axis and arrives along the other one, or in any direction.
    Turn(usize),
    Any,
}

/// Operands, their operator, and how many pieces it draws.
type Drawn = (Vec<Fixed>, u8, usize);

/// Takes an outline and writes it as a charstring.
#[derive(Default)]
pub(super) struct Charstring {
    at: [Fixed; 2],
    contour: Vec<Piece>,
    written: Vec<u8>,
}

impl Charstring {
    /// The charstring; `width` is the difference to the usual width, where there is one.
    pub(super) fn finish(mut self, width: Option<Fixed>) -> Vec<u8> {
        self.end_contour();
        let mut out = Vec::with_capacity(self.written.len() + 6);
        width.into_iter().for_each(|width| number(&mut out, width));
        out.append(&mut self.written);
        out.push(operator::END);
        out
    }

    fn step(&mut self, x: Fixed, y: Fixed) -> [Fixed; 2] {
        let step = [x - self.at[0], y - self.at[1]];
        self.at = [x, y];
        step
    }

    fn write(&mut self, operands: &[Fixed], operator: u8) {
        operands.iter().for_each(|operand| number(&mut self.written, *operand));
        self.written.push(operator);
    }

    fn end_contour(&mut self) {
        let contour = std::mem::take(&mut self.contour);
        let mut rest = &contour[..];
        while let Some(first) = rest.first() {
            let (operands, operator, pieces) = match first {
                Piece::Line(step) if is_straight(step) => straight_lines(rest),
                Piece::Line(_) => lines(rest),
                Piece::Curve(curve) => match bend(curve) {
                    Bend::Along(axis) => curves_along(rest, axis),
                    Bend::Turn(axis) => turning_curves(rest, axis),
                    Bend::Any => curves(rest),
                },
            };
            self.write(&operands, operator);
            rest = &rest[pieces..];
        }
    }
}

impl CommandSink for Charstring {
    fn move_to(&mut self, x: Fixed, y: Fixed) {
        self.end_contour();
        match self.step(x, y) {
            [dx, Fixed::ZERO] => self.write(&[dx], operator::MOVE_ALONG[0]),
            [Fixed::ZERO, dy] => self.write(&[dy], operator::MOVE_ALONG[1]),
            step => self.write(&step, operator::MOVE),
        }
    }

    fn line_to(&mut self, x: Fixed, y: Fixed) {
        let step = self.step(x, y);
        self.contour.push(Piece::Line(step));
    }

    fn curve_to(&mut self, cx0: Fixed, cy0: Fixed, cx1: Fixed, cy1: Fixed, x: Fixed, y: Fixed) {
        let [[a, b], [c, d], [e, f]] = [self.step(cx0, cy0), self.step(cx1, cy1), self.step(x, y)];
        self.contour.push(Piece::Curve([a, b, c, d, e, f]));
    }

    /// Contours close themselves.
    fn close(&mut self) {}
}

/// Whether a line is horizontal or vertical.
fn is_straight(step: &[Fixed; 2]) -> bool {
    step.contains(&Fixed::ZERO)
}

fn bend(curve: &[Fixed; 6]) -> Bend {
    let is_zero = |at: usize| curve[at] == Fixed::ZERO;
    match () {
        () if is_zero(1) && is_zero(5) => Bend::Along(0),
        () if is_zero(0) && is_zero(4) => Bend::Along(1),
        () if is_zero(1) => Bend::Turn(0),
        () if is_zero(0) => Bend::Turn(1),
        () => Bend::Any,
    }
}

/// Whether a piece needs all its operands.
fn is_slanted(piece: Option<&Piece>) -> bool {
    matches!(piece, Some(Piece::Line(step)) if !is_straight(step))
}

fn is_bent_anyhow(piece: Option<&Piece>) -> bool {
    matches!(piece, Some(Piece::Curve(curve)) if bend(curve) == Bend::Any)
}

/// The axis, and the other one, by turns.
fn by_turns(axis: usize) -> impl Iterator<Item = usize> {
    [axis, 1 - axis].into_iter().cycle()
}

/// Horizontal and vertical lines by turns.
fn straight_lines(rest: &[Piece]) -> Drawn {
    let first = usize::from(matches!(rest[0], Piece::Line([Fixed::ZERO, _])));
    let along = |(piece, axis): (&Piece, usize)| match piece {
        Piece::Line(step) if step[1 - axis] == Fixed::ZERO => Some(step[axis]),
        _ => None,
    };
    let operands: Vec<Fixed> =
        rest.iter().zip(by_turns(first)).map_while(along).take(OPERANDS).collect();
    let pieces = operands.len();
    (operands, operator::STRAIGHT_LINES[first], pieces)
}

/// Lines of any direction, with straight ones that stand alone between them, and a curve behind.
fn lines(rest: &[Piece]) -> Drawn {
    let mut operands = Vec::new();
    let mut pieces = 0;
    while let Some(Piece::Line(step)) = rest.get(pieces)
        && operands.len() < OPERANDS
        && (is_slanted(rest.get(pieces)) || is_slanted(rest.get(pieces + 1)))
    {
        operands.extend(step);
        pieces += 1;
    }
    match rest.get(pieces) {
        Some(Piece::Curve(curve))
            if operands.len() + 6 <= OPERANDS
                && bend(curve) == Bend::Any
                && !is_bent_anyhow(rest.get(pieces + 1)) =>
        {
            operands.extend(curve);
            (operands, operator::LINES_AND_CURVE, pieces + 1)
        }
        _ => (operands, operator::LINES, pieces),
    }
}

/// Curves of any direction, and a line behind.
fn curves(rest: &[Piece]) -> Drawn {
    let mut operands = Vec::new();
    let mut pieces = 0;
    while let Some(Piece::Curve(curve)) = rest.get(pieces)
        && operands.len() < OPERANDS
        && bend(curve) == Bend::Any
    {
        operands.extend(curve);
        pieces += 1;
    }
    match rest.get(pieces) {
        Some(Piece::Line(step))
            if operands.len() + 2 <= OPERANDS
                && !is_straight(step)
                && !is_slanted(rest.get(pieces + 1)) =>
        {
            operands.extend(step);
            (operands, operator::CURVES_AND_LINE, pieces + 1)
        }
        _ => (operands, operator::CURVES, pieces),
    }
}

/// Curves that leave and arrive along one axis.
fn curves_along(rest: &[Piece], axis: usize) -> Drawn {
    let along = |piece: &Piece| match piece {
        Piece::Curve(curve) if bend(curve) == Bend::Along(axis) => {
            Some([curve[axis], curve[2], curve[3], curve[4 + axis]])
        }
        _ => None,
    };
    let operands: Vec<_> = rest.iter().map_while(along).take(OPERANDS / 4).collect();
    let pieces = operands.len();
    (operands.concat(), operator::CURVES_ALONG[axis], pieces)
}

/// Curves that leave along one axis and arrive along the other, by turns; the last may arrive in any
/// direction.
fn turning_curves(rest: &[Piece], first: usize) -> Drawn {
    let mut operands = Vec::new();
    let mut pieces = 0;
    for (piece, axis) in rest.iter().zip(by_turns(first)) {
        match piece {
            Piece::Curve(curve)
                if curve[1 - axis] == Fixed::ZERO && operands.len() + 5 <= OPERANDS =>
            {
                operands.extend([curve[axis], curve[2], curve[3], curve[5 - axis]]);
                pieces += 1;
                if curve[4 + axis] != Fixed::ZERO {
                    operands.push(curve[4 + axis]);
                    break;
                }
            }
            _ => break,
        }
    }
    (operands, operator::TURNING_CURVES[first], pieces)
}

/// An operand, in as few bytes as it takes (section 3.2 of the note).
fn number(out: &mut Vec<u8>, value: Fixed) {
    let whole = value.to_i32();
    let Some(short) = i16::try_from(whole).ok().filter(|_| Fixed::from_i32(whole) == value) else {
        out.push(255);
        out.extend(value.to_bits().to_be_bytes());
        return;
    };
    let two_bytes = |first: u16, beyond: u16| (beyond + (first << 8)).to_be_bytes();
    let beyond = short.unsigned_abs().saturating_sub(108);
    match short {
        -107..=107 => out.extend((short + 139).to_be_bytes().last()),
        108..=1131 => out.extend(two_bytes(247, beyond)),
        -1131..=-108 => out.extend(two_bytes(251, beyond)),
        _ => {
            out.push(28);
            out.extend(short.to_be_bytes());
        }
    }
}
