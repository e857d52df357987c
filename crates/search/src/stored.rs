//! What the index keeps of a [`SearchDoc`]: all of it, so that a hit can be shown and the index rebuild itself.
//!
//! Layout: version, length of the head, the head as JSON, number of passages, per passage the position of its first
//! word, its length and its anchor, then all texts. A hit reads only the head and the one passage it shows. All of it is
//! packed with zstd, one document at a time: a hit then costs its own text only, and one context serves all hits of an
//! answer (making one asks the processor what it can do, which is slow on virtual machines).

use crate::doc::{PassageText, SearchDoc};

const VERSION: u8 = 1;
/// How hard to pack.
const LEVEL: i32 = 3;
/// Largest document that is unpacked, in bytes: a damaged length must not ask for all memory.
const LARGEST: usize = 1 << 30;

/// Packs documents; to be used again.
pub(crate) struct Packer(zstd::bulk::Compressor<'static>);

impl Packer {
    pub fn new() -> std::io::Result<Packer> {
        Ok(Packer(zstd::bulk::Compressor::new(LEVEL)?))
    }

    /// The document packed: its length, then zstd.
    pub fn pack(&mut self, doc: &SearchDoc, starts: &[u32]) -> std::io::Result<Vec<u8>> {
        let plain = write(doc, starts);
        let mut out = Vec::new();
        number(&mut out, plain.len() as u64);
        out.extend_from_slice(&self.0.compress(&plain)?);
        Ok(out)
    }
}

/// Unpacks documents; to be used again.
pub(crate) struct Unpacker(zstd::bulk::Decompressor<'static>);

impl Unpacker {
    pub fn new() -> std::io::Result<Unpacker> {
        Ok(Unpacker(zstd::bulk::Decompressor::new()?))
    }

    /// What [`Stored::read`] reads; empty for damaged bytes.
    pub fn unpack(&mut self, mut bytes: &[u8]) -> Vec<u8> {
        let len = read_number(&mut bytes).map_or(0, |len| len as usize);
        if len > LARGEST {
            return Vec::new();
        }
        self.0.decompress(bytes, len).unwrap_or_default()
    }
}

/// Writes a document; `starts` are the positions at which its passages begin.
fn write(doc: &SearchDoc, starts: &[u32]) -> Vec<u8> {
    let head = serde_json::to_vec(doc).unwrap_or_default();
    let texts: usize = doc.passages.iter().map(|passage| passage.text.len()).sum();
    let mut out = Vec::with_capacity(head.len() + texts + doc.passages.len() * 10 + 16);
    out.push(VERSION);
    number(&mut out, head.len() as u64);
    out.extend_from_slice(&head);
    number(&mut out, doc.passages.len() as u64);
    let mut last = 0;
    for (passage, start) in doc.passages.iter().zip(starts) {
        number(&mut out, u64::from(start - last));
        last = *start;
        number(&mut out, passage.text.len() as u64);
        number(&mut out, passage.anchor.len() as u64);
        out.extend_from_slice(passage.anchor.as_bytes());
    }
    for passage in &doc.passages {
        out.extend_from_slice(passage.text.as_bytes());
    }
    out
}

/// A stored document, read as far as needed.
pub(crate) struct Stored<'b> {
    head: &'b [u8],
    passages: Vec<Place<'b>>,
    texts: &'b [u8],
}

struct Place<'b> {
    start: u32,
    text: (usize, usize),
    anchor: &'b str,
}

impl<'b> Stored<'b> {
    /// Reads the table; none if the bytes are not what [`write`] made.
    pub fn read(bytes: &'b [u8]) -> Option<Stored<'b>> {
        let (&version, mut rest) = bytes.split_first()?;
        if version != VERSION {
            return None;
        }
        let head_len = read_number(&mut rest)? as usize;
        let head = rest.get(..head_len)?;
        rest = &rest[head_len..];
        let count = read_number(&mut rest)? as usize;
        let mut passages = Vec::with_capacity(count.min(rest.len()));
        let (mut start, mut text) = (0u32, 0usize);
        for _ in 0..count {
            start = start.checked_add(read_number(&mut rest)? as u32)?;
            let len = read_number(&mut rest)? as usize;
            let anchor_len = read_number(&mut rest)? as usize;
            let anchor = std::str::from_utf8(rest.get(..anchor_len)?).ok()?;
            rest = &rest[anchor_len..];
            passages.push(Place { start, text: (text, text + len), anchor });
            text += len;
        }
        (rest.len() == text).then_some(Stored { head, passages, texts: rest })
    }

    /// The document without its passages.
    pub fn head(&self) -> Option<SearchDoc> {
        serde_json::from_slice(self.head).ok()
    }

    /// The whole document.
    pub fn doc(&self) -> Option<SearchDoc> {
        let mut doc = self.head()?;
        doc.passages = (0..self.len())
            .map(|at| PassageText { anchor: self.anchor(at).to_owned(), text: self.text(at).to_owned() })
            .collect();
        Some(doc)
    }

    /// Number of passages.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    /// The anchor of a passage.
    pub fn anchor(&self, passage: usize) -> &'b str {
        self.passages.get(passage).map_or("", |place| place.anchor)
    }

    /// The text of a passage.
    pub fn text(&self, passage: usize) -> &'b str {
        self.passages
            .get(passage)
            .and_then(|place| self.texts.get(place.text.0..place.text.1))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }

    /// The passage that a position stands in; none for the head.
    pub fn passage_at(&self, position: u32) -> Option<usize> {
        self.passages.partition_point(|place| place.start <= position).checked_sub(1)
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc() -> SearchDoc {
        let passage = |anchor: &str, text: &str| PassageText { anchor: anchor.into(), text: text.into() };
        SearchDoc {
            key: "document/1".into(),
            title: "Één".into(),
            passages: vec![passage("p1", "Eerste."), passage("", ""), passage("p3", "Dërde.")],
            ..SearchDoc::default()
        }
    }

    #[test]
    fn a_document_reads_back() {
        let bytes = write(&doc(), &[3, 104, 205]);
        let stored = Stored::read(&bytes).unwrap();
        assert_eq!(stored.doc().unwrap(), doc());
        assert_eq!((stored.text(2), stored.anchor(2)), ("Dërde.", "p3"));
        assert_eq!(
            [0, 3, 103, 104, 999].map(|at| stored.passage_at(at)),
            [None, Some(0), Some(0), Some(1), Some(2)]
        );
    }

    #[test]
    fn a_packed_document_reads_back_and_a_damaged_one_is_none() {
        let mut packed = Packer::new().unwrap().pack(&doc(), &[3, 104, 205]).unwrap();
        let mut unpacker = Unpacker::new().unwrap();
        assert_eq!(Stored::read(&unpacker.unpack(&packed)).unwrap().doc().unwrap(), doc());
        packed.truncate(packed.len() / 2);
        assert!(Stored::read(&unpacker.unpack(&packed)).is_none());
        assert!(Stored::read(&unpacker.unpack(&[0xff; 9])).is_none());
    }

    #[test]
    fn cut_bytes_are_refused() {
        let bytes = write(&doc(), &[3, 104, 205]);
        for end in 0..bytes.len() {
            assert!(Stored::read(&bytes[..end]).is_none(), "cut at {end}");
        }
    }
}
