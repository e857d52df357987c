//! Places in a text, counted in characters.
//!
//! The JSON contract counts characters (Unicode scalar values), Rust strings count bytes. [`CharIndex`]
//! translates between the two in constant time per block, so that extractors may work on bytes and
//! publish characters.

use serde::{Deserialize, Serialize};

/// A half-open range of **character** offsets into the text that `kamerspoor text FILE` prints.
///
/// Serialised as `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Span {
    /// A span from `start` up to and not including `end`.
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Number of characters.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The characters of `text` in this span. Linear in the offset: for many spans use [`CharIndex::slice`].
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.start as usize).take(self.len() as usize).collect()
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Translates byte offsets of one text into character offsets and back.
#[derive(Debug, Clone)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Number of characters before each block of [`BLOCK`] bytes.
    blocks: Vec<u32>,
}

const BLOCK: usize = 128;

impl<'t> CharIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0u32;
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(count);
            count += block.iter().filter(|byte| is_char_start(**byte)).count() as u32;
        }
        blocks.push(count);
        CharIndex { text, blocks }
    }

    /// Number of characters in the text.
    pub fn chars(&self) -> u32 {
        self.blocks.last().copied().unwrap_or(0)
    }

    /// The character offset of a byte offset; an offset past the end is the end.
    pub fn char_at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        let Some(&before) = self.blocks.get(block) else { return self.chars() };
        let rest = &self.text.as_bytes()[block * BLOCK..byte];
        before + rest.iter().filter(|byte| is_char_start(**byte)).count() as u32
    }

    /// The byte offset of a character offset; an offset past the end is the end.
    pub fn byte_at(&self, char: u32) -> usize {
        if char >= self.chars() {
            return self.text.len();
        }
        let block = self.blocks.partition_point(|&before| before <= char).saturating_sub(1);
        let mut left = char - self.blocks[block];
        let bytes = self.text.as_bytes();
        for (at, byte) in bytes.iter().enumerate().skip(block * BLOCK) {
            if is_char_start(*byte) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// The span of a byte range.
    pub fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.char_at(bytes.start), self.char_at(bytes.end))
    }

    /// The part of the text that a span covers.
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[self.byte_at(span.start)..self.byte_at(span.end)]
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_and_characters_translate_both_ways(text in "\\PC{0,400}") {
            let index = CharIndex::new(&text);
            prop_assert_eq!(index.chars() as usize, text.chars().count());
            for (char, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.char_at(byte), char as u32);
                prop_assert_eq!(index.byte_at(char as u32), byte);
            }
        }
    }

    #[test]
    fn a_span_quotes_its_characters_not_its_bytes() {
        let text = "één motie";
        let index = CharIndex::new(text);
        let at = text.find("motie").unwrap();
        let span = index.span(at..at + 5);
        assert_eq!((span.start, span.end), (4, 9));
        assert_eq!(index.slice(span), "motie");
        assert_eq!(span.of(text), "motie");
        assert_eq!(serde_json::to_string(&span).unwrap(), "[4,9]");
    }
}
