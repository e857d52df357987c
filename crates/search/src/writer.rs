//! Writing: documents in, by key; visible and safe after [`Writer::commit`].
//!
//! A process killed between commits leaves the index as it was at the last one. The lock of a killed process is
//! the system's own and falls away with it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::Value;
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term};

use crate::analysis::compound::Lexicon;
use crate::analysis::stem::stem;
use crate::analysis::tokens::Tokens;
use crate::analysis::{decode_term, encode_term};
use crate::doc::{Kind, SearchDoc, soort_prior};
use crate::error::{Error, Result};
use crate::exec::build::whole_value;
use crate::generation::{Generation, remove_others};
use crate::index::{Index, State};
use crate::schema::{FacetField, Fields, GAP, day_of, encode_position};
use crate::stored;

/// Writes the index; there is one at a time.
pub struct Writer {
    index: Index,
    generation: Arc<Generation>,
    inner: IndexWriter<TantivyDocument>,
    encoder: Encoder,
    memory: usize,
}

/// Least memory that writing takes, in bytes.
pub const MIN_WRITER_MEMORY: usize = 32 << 20;

impl Writer {
    /// Opens the writer of an index; `memory` bounds what is kept of documents before they go to disk.
    pub(crate) fn open(index: &Index, memory: usize) -> Result<Writer> {
        let generation = index.generation();
        let inner = tantivy_writer(&generation, memory)?;
        Ok(Writer {
            index: index.clone(),
            inner,
            encoder: Encoder::new(generation.lexicon.clone()),
            generation,
            memory,
        })
    }

    /// Puts a document in, in place of the one with the same key. Visible after [`Writer::commit`].
    ///
    /// # Errors
    /// If the disk is full or the index damaged.
    pub fn upsert(&mut self, doc: &SearchDoc) -> Result<()> {
        let fields = &self.generation.fields;
        self.inner.delete_term(Term::from_field_text(fields.key, &doc.key));
        let document = self.encoder.document(fields, doc);
        self.inner.add_document(document)?;
        Ok(())
    }

    /// Takes the document with this key out. Visible after [`Writer::commit`].
    pub fn delete(&mut self, key: &str) {
        self.inner.delete_term(Term::from_field_text(self.generation.fields.key, key));
    }

    /// Makes all changes since the last commit visible and safe.
    ///
    /// # Errors
    /// If the disk is full; the index then is as it was at the last commit.
    pub fn commit(&mut self) -> Result<()> {
        self.inner.commit()?;
        self.index.changed(&self.generation)?;
        Ok(())
    }

    /// Forgets all changes since the last commit.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn rollback(&mut self) -> Result<()> {
        self.inner.rollback()?;
        Ok(())
    }

    /// Waits until segments are merged, as after a first load; then the index is smallest and fastest.
    ///
    /// # Errors
    /// If the disk is full.
    pub fn settle(mut self) -> Result<()> {
        self.inner.commit()?;
        let (index, generation) = (self.index.clone(), self.generation.clone());
        self.inner.wait_merging_threads()?;
        index.changed(&generation)
    }

    /// Rebuilds the index from itself beside the old one, by the analysis of this program and with the words it has
    /// now, and puts it in the old one's place. Readers go on with the old one until then. Changes before it are
    /// committed. `progress` is told how many documents are done.
    ///
    /// # Errors
    /// If the disk is full or the index damaged; the old one then stays in use.
    pub fn renew(mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Writer> {
        self.commit()?;
        let (old, searcher) = (self.generation.clone(), self.generation.reader.searcher());
        let lexicon = learn(&searcher, &old.fields)?;
        let new = Generation::create(self.index.root(), &lexicon)?;
        let mut inner = tantivy_writer(&new, self.memory)?;
        let mut encoder = Encoder::new(new.lexicon.clone());
        let all = searcher.num_docs();
        let mut done = 0;
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(2).map_err(tantivy::TantivyError::from)?;
            for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let document = document?;
                let bytes = document.get_first(old.fields.stored).and_then(|value| value.as_bytes());
                if let Some(doc) = bytes.and_then(stored::Stored::read).and_then(|stored| stored.doc()) {
                    inner.add_document(encoder.document(&new.fields, &doc))?;
                }
                done += 1;
                if done % 1000 == 0 {
                    progress(done, all);
                }
            }
        }
        inner.commit()?;
        progress(all, all);
        new.make_current(self.index.root())?;
        let new = Arc::new(new);
        new.reader.reload()?;
        self.index.put(new.clone());
        let Writer { index, memory, inner: old_inner, .. } = self;
        // stops its merges and lets go of its lock
        drop(old_inner);
        remove_others(index.root(), &new.name);
        Ok(Writer { index, generation: new, inner, encoder, memory })
    }

    /// Rebuilds the index if [`Index::state`] asks for it.
    ///
    /// # Errors
    /// As [`Writer::renew`].
    pub fn renew_if_due(self, progress: &mut dyn FnMut(u64, u64)) -> Result<Writer> {
        match self.index.state() {
            State::Current => Ok(self),
            State::Renew => self.renew(progress),
        }
    }

    /// Memory that this writer may use, in bytes.
    pub fn memory(&self) -> usize {
        self.memory
    }
}

/// The words of an index and how many documents have them.
fn learn(searcher: &Searcher, fields: &Fields) -> Result<Lexicon> {
    let mut words: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.words)?;
        let mut stream = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
        while let Some((term, info)) = stream.next() {
            let Some((_, form)) = decode_term(term) else { continue };
            if form.len() <= 30 && form.bytes().all(|byte| byte.is_ascii_lowercase()) {
                *words.entry(form).or_default() += info.doc_freq;
            }
        }
        // a corpus has no end of words that stand in it once
        if words.len() > 3_000_000 {
            words.retain(|_, count| *count > 1);
        }
    }
    Ok(Lexicon::learn(words, searcher.num_docs()))
}

fn tantivy_writer(generation: &Generation, memory: usize) -> Result<IndexWriter<TantivyDocument>> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(memory.max(MIN_WRITER_MEMORY))
        .build();
    let writer = generation.index.writer_with_options(options).map_err(|error| match error {
        tantivy::TantivyError::LockFailure(..) => Error::Busy(generation.dir.clone()),
        error => Error::Index(error),
    })?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(6);
    policy.set_del_docs_ratio_before_merge(0.3);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// Turns documents into terms. Keeps what it learned about words: most of a text is the same few thousand.
pub(crate) struct Encoder {
    tokens: Tokens,
    lexicon: Arc<Lexicon>,
    known: HashMap<Box<str>, Known>,
    parts: BTreeSet<Box<str>>,
    words: String,
    title: String,
    values: String,
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
        Encoder {
            tokens: Tokens::default(),
            lexicon,
            known: HashMap::new(),
            parts: BTreeSet::new(),
            words: String::new(),
            title: String::new(),
            values: String::new(),
        }
    }

    /// The tantivy document of a [`SearchDoc`].
    pub fn document(&mut self, fields: &Fields, doc: &SearchDoc) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_text(fields.key, &doc.key);
        self.words.clear();
        self.title.clear();
        self.parts.clear();
        let (mut last, mut next) = (0, 0);
        for block in head_blocks(doc) {
            next = self.block(block, next, &mut last);
        }
        let mut starts = Vec::with_capacity(doc.passages.len());
        for passage in &doc.passages {
            starts.push(next);
            next = self.block(&passage.text, next, &mut last);
        }
        out.add_text(fields.words, &self.words);
        let (mut last, mut next) = (0, 0);
        std::mem::swap(&mut self.words, &mut self.title);
        self.words.clear();
        for block in [doc.title.as_str(), doc.subject.as_str()] {
            next = self.block(block, next, &mut last);
        }
        std::mem::swap(&mut self.words, &mut self.title);
        out.add_text(fields.title, &self.title);
        self.values.clear();
        let mut last = 0;
        for part in &self.parts {
            encode_position(&mut self.values, &mut last, 0, |out| out.push_str(part));
        }
        out.add_text(fields.parts, &self.values);
        if let Some(number) = &doc.number {
            self.value_words([number.as_str()].into_iter());
            out.add_text(fields.number, &self.values);
        }
        self.facets(fields, doc, &mut out);
        out.add_u64(fields.day, doc.date.map_or(0, day_of));
        out.add_u64(fields.tie, tie_of(&doc.key));
        out.add_u64(fields.prior, doc.kind.prior() * soort_prior(&doc.facets.soort) / 100);
        out.add_bytes(fields.stored, &stored::write(doc, &starts));
        out
    }

    /// Appends the terms of a block to `words`; returns where the next block begins.
    fn block(&mut self, text: &str, start: u32, last: &mut u32) -> u32 {
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
            let term = known.map_or(surface, |known| &known.term);
            encode_position(&mut self.words, last, start + token.position, |out| out.push_str(term));
        }
        start + self.tokens.positions() + GAP
    }

    fn facets(&mut self, fields: &Fields, doc: &SearchDoc, out: &mut TantivyDocument) {
        for facet in FacetField::ALL {
            let values = values_of(doc, facet);
            if values.is_empty() {
                continue;
            }
            if facet == FacetField::Kind {
                // a kind is asked for by its name in addresses or by the one that readers see
                self.value_words([doc.kind.slug(), doc.kind.dutch()].into_iter());
            } else {
                self.value_words(values.iter().map(String::as_str));
            }
            let mut terms = String::new();
            let mut last = 0;
            for value in &values {
                encode_position(&mut terms, &mut last, 0, |out| out.push_str(&whole_value(value)));
            }
            terms.push_str(&self.values);
            out.add_text(fields.of(facet), &terms);
            if let Some(column) = fields.columns[facet as usize] {
                values.iter().for_each(|value| out.add_text(column, value));
            }
        }
    }

    /// Writes the folded words of values, each value its own block.
    fn value_words<'v>(&mut self, values: impl Iterator<Item = &'v str>) {
        self.values.clear();
        let (mut last, mut next) = (0, 0);
        for value in values {
            self.tokens.read(value);
            for (token, surface) in self.tokens.iter() {
                encode_position(&mut self.values, &mut last, next + token.position, |out| {
                    out.push_str(surface)
                });
            }
            next += self.tokens.positions() + GAP;
        }
    }
}

/// What is found as words beside the passages, each its own block.
pub(crate) fn head_blocks(doc: &SearchDoc) -> impl Iterator<Item = &str> {
    [doc.title.as_str(), doc.subject.as_str()]
        .into_iter()
        .chain(doc.number.as_deref())
        .chain(doc.facets.from.iter().map(String::as_str))
        .filter(|block| !block.is_empty())
}

/// The values of a facet, each once.
pub(crate) fn values_of(doc: &SearchDoc, facet: FacetField) -> Vec<String> {
    let facets = &doc.facets;
    let mut values = match facet {
        FacetField::Kind => vec![Kind::slug(doc.kind).to_owned()],
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
