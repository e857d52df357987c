//! Writing: documents in, by key; visible and safe after [`Writer::commit`].
//!
//! A process killed between commits leaves the index as it was at the last one. The lock of a killed process is
//! the system's own and falls away with it.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::schema::Value;
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term};

use crate::analysis::compound::Lexicon;
use crate::analysis::decode_term;
use crate::doc::SearchDoc;
use crate::encode::Encoder;
use crate::error::{Error, Result};
use crate::generation::{Generation, remove_others};
use crate::index::{Index, LEARN_FROM, State};
use crate::schema::Fields;
use crate::stored::{Stored, Unpacker};

/// Writes the index; there is one at a time.
pub struct Writer {
    index: Index,
    generation: Arc<Generation>,
    inner: IndexWriter<TantivyDocument>,
    encoder: Encoder,
    memory: usize,
    waiting: Waiting,
}

/// Changes that are handed over together: handing over one by one wakes the thread that takes them for each.
#[derive(Default)]
struct Waiting {
    changes: Vec<UserOperation<TantivyDocument>>,
    bytes: usize,
}

/// So many changes are handed over at once, or so many bytes of text.
const TOGETHER: usize = 64;
const TOGETHER_BYTES: usize = 2 << 20;

impl Waiting {
    fn delete(&mut self, term: Term) {
        self.changes.push(UserOperation::Delete(term));
    }

    fn add(&mut self, doc: &SearchDoc, document: TantivyDocument) {
        self.changes.push(UserOperation::Add(document));
        self.bytes += doc.passages.iter().map(|passage| passage.text.len()).sum::<usize>();
    }

    /// Hands over what waits, if it is enough or everything is wanted.
    fn hand_over(&mut self, inner: &IndexWriter<TantivyDocument>, everything: bool) -> Result<()> {
        if everything || self.changes.len() >= TOGETHER || self.bytes >= TOGETHER_BYTES {
            self.bytes = 0;
            inner.run(std::mem::take(&mut self.changes))?;
        }
        Ok(())
    }
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
            waiting: Waiting::default(),
        })
    }

    /// Puts a document in, in place of the one with the same key. Visible after [`Writer::commit`].
    ///
    /// # Errors
    /// If the disk is full or the index damaged.
    pub fn upsert(&mut self, doc: &SearchDoc) -> Result<()> {
        let fields = &self.generation.fields;
        let document = self.encoder.document(fields, doc).map_err(tantivy::TantivyError::from)?;
        self.waiting.delete(Term::from_field_text(fields.key, &doc.key));
        self.waiting.add(doc, document);
        self.waiting.hand_over(&self.inner, false)
    }

    /// Puts everything that a record makes in, in place of what it made before. Visible after [`Writer::commit`].
    ///
    /// # Errors
    /// If the disk is full or the index damaged.
    pub fn replace(&mut self, owner: &str, docs: impl IntoIterator<Item = SearchDoc>) -> Result<()> {
        self.remove(owner);
        for mut doc in docs {
            owner.clone_into(&mut doc.owner);
            let fields = &self.generation.fields;
            let document = self.encoder.document(fields, &doc).map_err(tantivy::TantivyError::from)?;
            self.waiting.add(&doc, document);
            self.waiting.hand_over(&self.inner, false)?;
        }
        Ok(())
    }

    /// Takes everything out that a record has made. Visible after [`Writer::commit`].
    pub fn remove(&mut self, owner: &str) {
        self.waiting.delete(Term::from_field_text(self.generation.fields.owner, owner));
    }

    /// Takes the document with this key out. Visible after [`Writer::commit`].
    pub fn delete(&mut self, key: &str) {
        self.waiting.delete(Term::from_field_text(self.generation.fields.key, key));
    }

    /// Makes all changes since the last commit visible and safe.
    ///
    /// # Errors
    /// If the disk is full; the index then is as it was at the last commit.
    pub fn commit(&mut self) -> Result<()> {
        self.waiting.hand_over(&self.inner, true)?;
        self.inner.commit()?;
        self.index.changed(&self.generation)?;
        Ok(())
    }

    /// Forgets all changes since the last commit.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn rollback(&mut self) -> Result<()> {
        self.waiting = Waiting::default();
        self.inner.rollback()?;
        Ok(())
    }

    /// Waits until segments are merged, as after a first load; then the index is smallest and fastest.
    ///
    /// # Errors
    /// If the disk is full.
    pub fn settle(mut self) -> Result<()> {
        self.waiting.hand_over(&self.inner, true)?;
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
        let lexicon = learn(&self.generation.reader.searcher(), &self.generation.fields)?;
        self.renew_with(lexicon, progress)
    }

    /// Learns the words of these documents for an index that has none yet, so that what follows is put once, with its
    /// compounds. They are not put themselves. Fewer than a hundred teach nothing.
    ///
    /// # Errors
    /// If the disk is full.
    pub fn learn_from<'d>(mut self, docs: impl IntoIterator<Item = &'d SearchDoc>) -> Result<Writer> {
        let mut learned: hashbrown::HashMap<String, (u64, u32)> = hashbrown::HashMap::new();
        let mut documents = 0;
        for doc in docs {
            documents += 1;
            self.encoder.each_word(doc, |form| match learned.get_mut(form) {
                Some((last, _)) if *last == documents => {}
                Some((last, count)) => (*last, *count) = (documents, *count + 1),
                None if is_learned(form) => _ = learned.insert(form.to_owned(), (documents, 1)),
                None => {}
            });
        }
        if documents < LEARN_FROM || !self.index.is_empty() {
            return Ok(self);
        }
        let words = learned.into_iter().map(|(form, (_, count))| (form, count));
        let words = words.collect();
        self.renew_with(Lexicon::learn(words, documents), &mut |_, _| {})
    }

    pub(crate) fn renew_with(self, lexicon: Lexicon, progress: &mut dyn FnMut(u64, u64)) -> Result<Writer> {
        let (old, searcher) = (self.generation.clone(), self.generation.reader.searcher());
        let new = Generation::create(self.index.root(), &lexicon)?;
        let mut inner = tantivy_writer(&new, self.memory)?;
        let mut encoder = Encoder::new(new.lexicon.clone());
        let mut unpacker = Unpacker::new().map_err(tantivy::TantivyError::from)?;
        let all = searcher.num_docs();
        let mut done = 0;
        let mut waiting = Waiting::default();
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(2).map_err(tantivy::TantivyError::from)?;
            for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let document = document?;
                let bytes = document.get_first(old.fields.stored).and_then(|value| value.as_bytes());
                let bytes = unpacker.unpack(bytes.unwrap_or_default());
                if let Some(doc) = Stored::read(&bytes).and_then(|stored| stored.doc()) {
                    let document =
                        encoder.document(&new.fields, &doc).map_err(tantivy::TantivyError::from)?;
                    waiting.add(&doc, document);
                    waiting.hand_over(&inner, false)?;
                }
                done += 1;
                if done % 1000 == 0 {
                    progress(done, all);
                }
            }
        }
        waiting.hand_over(&inner, true)?;
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
        Ok(Writer { index, generation: new, inner, encoder, memory, waiting })
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
            if is_learned(&form) {
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

/// Whether a form may be a word of the language.
fn is_learned(form: &str) -> bool {
    form.len() <= 30 && form.bytes().all(|byte| byte.is_ascii_lowercase())
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
    // every segment costs each query some look-ups
    policy.set_min_num_segments(4);
    policy.set_del_docs_ratio_before_merge(0.3);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}
