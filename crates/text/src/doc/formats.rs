//! Formatting pages: which stretches of the file are deleted, hidden, bold, of which style, the end of a row.

use crate::doc::{u16_at, u32_at};

/// What the formatting says of a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub deleted: bool,
    pub hidden: bool,
    pub bold: bool,
    pub style: u16,
    pub in_row: bool,
    pub row_end: bool,
}

/// Stretches of the file with their formatting, sorted.
pub(super) struct Formats {
    runs: Vec<(u32, u32, Look)>,
}

/// Size of a formatting page.
const PAGE: usize = 512;
/// Most stretches that are kept.
const MOST: usize = 2_000_000;

impl Formats {
    /// Formatting of characters.
    pub fn characters(word: &[u8], pages: &[u8]) -> Self {
        Self::read(word, pages, |page, runs, run| {
            let offset = usize::from(*page.get((runs + 1) * 4 + run)?) * 2;
            let length = usize::from(*page.get(offset).filter(|_| offset > 0)?);
            Some((0, page.get(offset + 1..offset + 1 + length)?))
        })
    }

    /// Formatting of paragraphs.
    pub fn paragraphs(word: &[u8], pages: &[u8]) -> Self {
        Self::read(word, pages, |page, runs, run| {
            let offset = usize::from(*page.get((runs + 1) * 4 + run * 13)?) * 2;
            let first = usize::from(*page.get(offset).filter(|_| offset > 0)?);
            let (from, length) = match first {
                0 => (offset + 2, usize::from(*page.get(offset + 1)?) * 2),
                first => (offset + 1, first * 2 - 1),
            };
            let whole = page.get(from..from + length)?;
            Some((u16_at(whole, 0), whole.get(2..)?))
        })
    }

    fn read<'w>(
        word: &'w [u8],
        pages: &[u8],
        properties: impl Fn(&'w [u8], usize, usize) -> Option<(u16, &'w [u8])>,
    ) -> Self {
        let mut runs = Vec::new();
        let count = pages.len().saturating_sub(4) / 8;
        for number in 0..count {
            let at = (u32_at(pages, (count + 1) * 4 + number * 4) & 0x3F_FFFF) as usize * PAGE;
            let Some(page) = word.get(at..at + PAGE) else { continue };
            let in_page = usize::from(page[PAGE - 1]).min(100);
            for run in 0..in_page {
                let (from, to) = (u32_at(page, run * 4), u32_at(page, run * 4 + 4));
                if let Some((style, list)) = properties(page, in_page, run)
                    && from < to
                    && runs.len() < MOST
                {
                    runs.push((from, to, look(style, list)));
                }
            }
        }
        runs.sort_by_key(|(from, ..)| *from);
        Formats { runs }
    }

    /// What holds at a place of the file.
    pub fn look(&self, place: u32) -> Look {
        let before = self.runs.partition_point(|(from, ..)| *from <= place);
        match self.runs[..before].last() {
            Some((_, to, look)) if place < *to => *look,
            _ => Look::default(),
        }
    }
}

/// Reads a list of property changes.
fn look(style: u16, list: &[u8]) -> Look {
    let mut look = Look { style, ..Look::default() };
    let mut at = 0;
    while at + 2 < list.len() + 1 {
        let code = u16_at(list, at);
        let operand = list.get(at + 2).copied().unwrap_or(0);
        let on = operand == 1 || operand == 0x81;
        match code {
            0x0800 => look.deleted = on,
            0x083C => look.hidden = on,
            0x0835 => look.bold = on,
            0x2416 => look.in_row = operand != 0,
            0x2417 => look.row_end = operand != 0,
            0 => break,
            _ => {}
        }
        let size = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if code == 0xD608 || code == 0xD606 => usize::from(u16_at(list, at + 2)) + 1,
            _ => usize::from(operand) + 1,
        };
        at += 2 + size;
    }
    look
}
