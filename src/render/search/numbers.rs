//! Numbers in LEB128: seven bits per byte, the low ones first; the high bit means that more follow.

use tantivy::DocId;

use crate::base::narrow::to_u32;

pub(super) fn write_number(out: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            out.push(low & 0x7F);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Documents in their order: their number, then each as the difference from the one before.
pub(super) fn write_list(out: &mut Vec<u8>, documents: &[DocId]) {
    write_number(out, to_u32(documents.len()));
    let mut last = 0;
    for &document in documents {
        write_number(out, document - last);
        last = document;
    }
}

/// Takes a number off bytes that [`write_number`] wrote; 0 if there are none left.
pub(super) fn read_number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    number
}

/// Takes `length` bytes off.
pub(super) fn read_bytes<'b>(bytes: &mut &'b [u8], length: u32) -> &'b [u8] {
    let (taken, rest) = bytes.split_at(length as usize);
    *bytes = rest;
    taken
}
