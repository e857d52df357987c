//! The piece table: where in the file each character of the document stands.

use encoding_rs::WINDOWS_1252;

use crate::doc::{u16_at, u32_at};
use crate::limits::Limits;

/// The document's characters by position.
pub(super) struct Pieces {
    /// First position of each piece, and of each its characters with the place of the first in the file.
    pieces: Vec<Piece>,
}

struct Piece {
    start: u32,
    /// Place of its first character in the file, in bytes.
    place: u32,
    wide: bool,
    chars: Vec<char>,
}

impl Pieces {
    /// Reads the Clx.
    pub fn read(word: &[u8], clx: &[u8], limits: &Limits) -> Self {
        let mut at = 0;
        // property changes come before the table
        while clx.get(at) == Some(&1) {
            at += 3 + usize::from(u16_at(clx, at + 1));
        }
        let mut pieces = Vec::new();
        if clx.get(at) != Some(&2) {
            return Pieces { pieces };
        }
        let length = u32_at(clx, at + 1) as usize;
        let table = clx.get(at + 5..(at + 5).saturating_add(length)).unwrap_or(&[]);
        let count = table.len().saturating_sub(4) / 12;
        let mut total = 0usize;
        for number in 0..count {
            let (start, end) = (u32_at(table, number * 4), u32_at(table, number * 4 + 4));
            let coded = u32_at(table, (count + 1) * 4 + number * 8 + 2);
            let wide = coded & 0x4000_0000 == 0;
            let place = if wide { coded } else { (coded & 0x3FFF_FFFF) / 2 };
            let size = if wide { 2 } else { 1 };
            let wanted = end.saturating_sub(start) as usize * size;
            let from = (place as usize).min(word.len());
            let bytes = &word[from..from.saturating_add(wanted).min(word.len())];
            total += bytes.len();
            // overlapping pieces must not multiply a small file
            if total > limits.max_text.min(word.len().saturating_mul(4)) {
                break;
            }
            let chars = match wide {
                true => bytes.chunks_exact(2).map(|b| unit(u16::from_le_bytes([b[0], b[1]]))).collect(),
                false => bytes.iter().map(|byte| narrow(*byte)).collect(),
            };
            pieces.push(Piece { start, place, wide, chars });
        }
        pieces.sort_by_key(|piece: &Piece| piece.start);
        Pieces { pieces }
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The character at a position of the document, and its place in the file.
    pub fn at(&self, position: u32) -> Option<(char, u32)> {
        let piece = self.pieces[..self.pieces.partition_point(|piece| piece.start <= position)].last()?;
        let offset = position - piece.start;
        let c = piece.chars.get(offset as usize)?;
        Some((*c, piece.place.saturating_add(offset * if piece.wide { 2 } else { 1 })))
    }
}

/// Half of a character outside the first plane is dropped: Word 97 hardly has them.
fn unit(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}')
}

fn narrow(byte: u8) -> char {
    if byte < 0x80 {
        return char::from(byte);
    }
    WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{FFFD}')
}
