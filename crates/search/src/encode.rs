//! From a [`SearchDoc`] to its terms and their positions, and to the document that tantivy keeps.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::TantivyDocument;

use crate::alike::{marks, word};
use crate::analysis::compound::Lexicon;
use crate::analysis::encode_term;
use crate::analysis::stem::stem;
use crate::analysis::tokens::Tokens;
use crate::doc::{SearchDoc, soort_prior};
use crate::exec::build::whole_value;
use crate::schema::{FacetField, Fields, GAP, day_of, encode_position};
use crate::stored::Packer;

/// The terms of a document, written for tantivy (see [`encode_position`]).
#[derive(Debug, Default)]
pub(crate) struct Encoded {
    /// Head and passages.
    pub words: String,
    /// Title and subject.
    pub title: String,
    /// Stems of the parts of compounds.
    pub parts: String,
    /// Official number.
    pub number: String,
    /// Words of values and whole values, per facet.
    pub values: [String; 12],
    /// Positions at which the passages begin.
    pub starts: Vec<u32>,
}

/// Turns documents into terms. Keeps what it learned about words: most of a text is the same few thousand.
pub(crate) struct Encoder {
    tokens: Tokens,
    lexicon: Arc<Lexicon>,
    known: HashMap<Box<str>, Known>,
    parts: BTreeSet<Box<str>>,
    packer: Option<Packer>,
    /// Hashes of the words of the passages, for marks.
    hashes: Vec<u64>,
    out: Encoded,
}

/// What is known of a word: its term, and the stems of its parts if it is a compound.
struct Known {
    term: Box<str>,
    parts: Box<[Box<str>]>,
}

/// Words remembered; when full, forgotten all at once.
const REMEMBERED: usize = 200_000;

impl Encoder {
    pub fn new(lexicon: Arc<Lexicon>) -> Encoder {
        let (tokens, out) = (Tokens::default(), Encoded::default());
        Encoder {
            tokens,
            lexicon,
            known: HashMap::new(),
            parts: BTreeSet::new(),
            packer: None,
            hashes: Vec::new(),
            out,
        }
    }

    /// The tantivy document of a [`SearchDoc`].
    ///
    /// # Errors
    /// If there is no memory to pack it.
    pub fn document(&mut self, fields: &Fields, doc: &SearchDoc) -> std::io::Result<TantivyDocument> {
        if self.packer.is_none() {
            self.packer = Some(Packer::new()?);
        }
        self.encode(doc);
        let encoded = &self.out;
        let mut out = TantivyDocument::new();
        out.add_text(fields.key, &doc.key);
        let owner = if doc.owner.is_empty() { &doc.key } else { &doc.owner };
        out.add_text(fields.owner, owner);
        out.add_u64(fields.family, tie_of(owner));
        out.add_text(fields.words, &encoded.words);
        out.add_text(fields.title, &encoded.title);
        out.add_text(fields.parts, &encoded.parts);
        out.add_text(fields.number, &encoded.number);
        for facet in FacetField::ALL {
            let terms = &encoded.values[facet as usize];
            if terms.is_empty() {
                continue;
            }
            out.add_text(fields.of(facet), terms);
            if let Some(column) = fields.columns[facet as usize] {
                values_of(doc, facet).iter().for_each(|value| out.add_text(column, value));
            }
        }
        out.add_u64(fields.day, doc.date.map_or(0, day_of));
        out.add_u64(fields.tie, tie_of(&doc.key));
        out.add_u64(fields.prior, doc.kind.prior() * soort_prior(&doc.facets.soort) / 100);
        for mark in marks(doc, &self.hashes, &mut self.tokens) {
            out.add_u64(fields.marks, mark);
        }
        if let Some(packer) = &mut self.packer {
            out.add_bytes(fields.stored, &packer.pack(doc, &encoded.starts)?);
        }
        Ok(out)
    }

    /// The terms of a document.
    pub fn encode(&mut self, doc: &SearchDoc) -> &Encoded {
        self.parts.clear();
        self.out.starts.clear();
        let mut words = std::mem::take(&mut self.out.words);
        words.clear();
        let (mut last, mut next) = (0, 0);
        for block in head_blocks(doc) {
            next = self.block(block, next, &mut last, &mut words);
        }
        self.hashes.clear();
        for passage in &doc.passages {
            self.out.starts.push(next);
            next = self.block(&passage.text, next, &mut last, &mut words);
        }
        let of_passages = self.hashes.len();
        self.out.words = words;

        let mut title = std::mem::take(&mut self.out.title);
        title.clear();
        let (mut last, mut next) = (0, 0);
        for block in [doc.title.as_str(), doc.subject.as_str()] {
            next = self.block(block, next, &mut last, &mut title);
        }
        self.out.title = title;
        self.hashes.truncate(of_passages);

        self.out.parts.clear();
        let mut last = 0;
        for part in &self.parts {
            encode_position(&mut self.out.parts, &mut last, 0, |out| out.push_str(part));
        }
        self.out.number.clear();
        values(&mut self.tokens, own_number(doc).into_iter(), &mut 0, &mut self.out.number);
        for facet in FacetField::ALL {
            self.facet(doc, facet);
        }
        &self.out
    }

    /// Tells the form of each word of a document, as it is written into the index.
    pub fn each_word(&mut self, doc: &SearchDoc, mut tell: impl FnMut(&str)) {
        let passages = doc.passages.iter().map(|passage| passage.text.as_str());
        for block in head_blocks(doc).chain(passages) {
            self.tokens.read(block);
            self.tokens.iter().for_each(|(_, surface)| tell(surface));
        }
    }

    /// Appends the terms of a block; returns where the next block begins.
    fn block(&mut self, text: &str, start: u32, last: &mut u32, out: &mut String) -> u32 {
        self.tokens.read(text);
        for (token, surface) in self.tokens.iter() {
            if !self.known.contains_key(surface) {
                if self.known.len() >= REMEMBERED {
                    self.known.clear();
                }
                let mut term = String::new();
                encode_term(surface, &stem(surface), &mut term);
                let parts =
                    self.lexicon.part_stems(surface).into_iter().map(String::into_boxed_str).collect();
                self.known.insert(surface.into(), Known { term: term.into(), parts });
            }
            let known = self.known.get(surface);
            for part in known.iter().flat_map(|known| &known.parts) {
                if !self.parts.contains(part) {
                    self.parts.insert(part.clone());
                }
            }
            if !token.joined {
                self.hashes.push(word(surface));
            }
            let term = known.map_or(surface, |known| &known.term);
            encode_position(out, last, start + token.position, |out| out.push_str(term));
        }
        after(&self.tokens, start)
    }

    fn facet(&mut self, doc: &SearchDoc, facet: FacetField) {
        let out = &mut self.out.values[facet as usize];
        out.clear();
        let whole = values_of(doc, facet);
        let mut last = 0;
        for value in &whole {
            encode_position(out, &mut last, 0, |out| out.push_str(&whole_value(value)));
        }
        if facet == FacetField::Kind {
            // a kind is asked for by its name in addresses or by the one that readers see
            let kinds = [Some(doc.kind), doc.kind.broader()].into_iter().flatten();
            let names = kinds.flat_map(|kind| [kind.slug(), kind.dutch()]);
            values(&mut self.tokens, names, &mut last, out);
        } else {
            values(&mut self.tokens, whole.iter().map(String::as_str), &mut last, out);
        }
    }
}

/// Appends the folded words of values, each value its own block.
fn values<'v>(tokens: &mut Tokens, list: impl Iterator<Item = &'v str>, last: &mut u32, out: &mut String) {
    let mut next = 0;
    for value in list {
        tokens.read(value);
        for (token, surface) in tokens.iter() {
            encode_position(out, last, next + token.position, |out| out.push_str(surface));
        }
        next = after(tokens, next);
    }
}

/// Where the next block begins. A block without words takes no place, so that a step is never longer than a gap.
fn after(tokens: &Tokens, start: u32) -> u32 {
    if tokens.positions() == 0 { start } else { start + tokens.positions() + GAP }
}

/// What is found as words beside the passages, each its own block.
pub(crate) fn head_blocks(doc: &SearchDoc) -> impl Iterator<Item = &str> {
    [doc.title.as_str(), doc.subject.as_str()]
        .into_iter()
        .chain(own_number(doc))
        .chain(doc.facets.from.iter().map(String::as_str))
}

/// The number that is this thing's own: a part shows the number of its whole, and is not found by it.
fn own_number(doc: &SearchDoc) -> Option<&str> {
    let number = doc.number.as_deref()?;
    (doc.owner.is_empty() || doc.key.ends_with(number)).then_some(number)
}

/// The values of a facet, each once.
pub(crate) fn values_of(doc: &SearchDoc, facet: FacetField) -> Vec<String> {
    let facets = &doc.facets;
    let mut values = match facet {
        FacetField::Kind => [Some(doc.kind), doc.kind.broader()]
            .into_iter()
            .flatten()
            .map(|kind| kind.slug().to_owned())
            .collect(),
        FacetField::Soort => facets.soort.clone(),
        FacetField::Year => doc.date.map(|date| date.year().to_string()).into_iter().collect(),
        FacetField::Party => facets.parties.clone(),
        FacetField::Ministry => facets.ministries.clone(),
        FacetField::Committee => facets.committees.clone(),
        FacetField::Dossier => facets.dossiers.clone(),
        FacetField::Case => facets.cases.clone(),
        FacetField::From => facets.from.clone(),
        FacetField::To => facets.to.clone(),
        FacetField::Status => facets.status.clone(),
        FacetField::Vote => facets.votes.clone(),
    };
    values.retain(|value| !value.trim().is_empty());
    values.sort();
    values.dedup();
    values
}

/// A fixed number per key (FNV-1a): the order of what is otherwise equal, the same in every index.
pub(crate) fn tie_of(key: &str) -> u64 {
    key.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
