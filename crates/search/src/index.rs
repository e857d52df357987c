//! Opening and asking the index.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use tantivy::index::SegmentId;
use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument};

use crate::complete::{self, Completion, Completions};
use crate::doc::{Kind, SearchDoc};
use crate::error::Result;
use crate::exec::build::FormCache;
use crate::exec::count::{Counted, FacetCounts, ValueTable};
use crate::exec::run::{self, Place, Ranked, Sort, Wanted};
use crate::exec::snippet::{Fragment, Highlighter, Passage, PassageFinder, shorten, whole};
use crate::generation::{self, Generation};
use crate::query::QueryNote;
use crate::query::parse::parse;
use crate::query::plan::{Plan, Planner, looked_for, simplified};
use crate::query::reading::reading;
use crate::schema::{FacetField, Fields, day_of};
use crate::stored::{Stored, Unpacker};
use crate::suggest;
use crate::writer::Writer;

/// The index in a folder. Cheap to clone; all clones are the same index.
#[derive(Clone)]
pub struct Index {
    shared: Arc<Shared>,
}

struct Shared {
    root: PathBuf,
    generation: RwLock<Arc<Generation>>,
    looked: Mutex<Looked>,
    completions: Completions,
    /// The values of all facets, and the segments they were read from.
    values: Mutex<Option<(Vec<SegmentId>, Arc<ValueTable>)>>,
}

/// When this process last looked whether another one has written.
struct Looked {
    at: Instant,
    stamp: Option<(std::time::SystemTime, u64)>,
}

/// How long a commit of another process may stay unseen.
const LOOK_AGAIN: Duration = Duration::from_millis(300);

/// A question to the index.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// What the reader typed; empty finds everything.
    pub query: String,
    /// Values that must be there, as facets show them. Several of one field: any of them.
    pub filters: Vec<(FacetField, String)>,
    /// Only from this day on.
    pub from: Option<Date>,
    /// Only up to this day.
    pub until: Option<Date>,
    /// Order.
    pub sort: Sort,
    /// Hits to skip.
    pub offset: usize,
    /// Hits wanted; at most [`MAX_LIMIT`].
    pub limit: usize,
    /// Where to go on, from [`Results::next`]; `offset` then counts from there.
    pub after: Option<Cursor>,
    /// Whether to count values.
    pub facets: bool,
    /// Today, from which age counts in the ranking; none counts from the newest document.
    pub today: Option<Date>,
}

/// Most hits of one answer.
pub const MAX_LIMIT: usize = 10_000;
/// So many of the best are ordered again by how close the words stand.
const AGAIN: usize = 60;
/// All words together count this much more than scattered ones.
const CLOSENESS: f64 = 0.35;
/// Each further part of the same record counts this much of the one before.
const FURTHER: f64 = 0.85;
/// With fewer results than this, a word may be misspelt.
const FEW: u64 = 5;
/// Fewest documents that words are learned from, and so many that more say little: what some ten million words do not
/// have is no part of many compounds.
pub(crate) const LEARN_FROM: u64 = 100;
const LEARNED_WELL: u64 = 5_000;
/// Values shown per facet.
const FACET_VALUES: usize = 25;

/// A place in the results to go on from. In the sorts by date it stays right when the index changes; by relevance it
/// counts hits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor(At);

#[derive(Debug, Clone, Copy, PartialEq)]
enum At {
    Place(Place),
    Hits(usize),
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            At::Place(place) => write!(out, "{:016x}{:016x}", place.rank.to_bits(), place.tie),
            At::Hits(hits) => write!(out, "{hits}"),
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Cursor, ()> {
        if text.len() != 32 {
            return text.parse().map(|hits| Cursor(At::Hits(hits))).map_err(|_| ());
        }
        let number = |text: Option<&str>| u64::from_str_radix(text.ok_or(())?, 16).map_err(|_| ());
        let (rank, tie) = (number(text.get(..16))?, number(text.get(16..))?);
        Ok(Cursor(At::Place(Place { rank: f64::from_bits(rank), tie })))
    }
}

/// The answer.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// How many documents match: exactly, if `complete`.
    pub total: u64,
    /// Whether every match was visited. Only a query of very many common words is stopped; the total is then a least.
    pub complete: bool,
    /// The page of them that was asked for.
    pub hits: Vec<Hit>,
    /// Values among all matching documents, if asked for; of a field that [`Request::filters`] choose from, among
    /// those that would match without its choice.
    pub facets: Vec<FacetCounts>,
    /// How the query was read, in Dutch; empty for an empty query.
    pub reading: String,
    /// What was read otherwise than it may have been meant.
    pub notes: Vec<QueryNote>,
    /// Another query that finds more, when this one has a word the index does not know.
    pub suggestion: Option<String>,
    /// Where the next page begins; none at the end.
    pub next: Option<Cursor>,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its key.
    pub key: String,
    /// Its official number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Its title in pieces, with the words that matched.
    pub title_fragments: Vec<Fragment>,
    /// Its subject; may be empty.
    pub subject: String,
    /// What it is a part of; may be empty.
    pub context: String,
    /// Its date.
    pub date: Option<Date>,
    /// The address of its page, to the passage if there is one.
    pub url: String,
    /// Its values.
    pub facets: crate::doc::Facets,
    /// The passage that shows best why it was found; its beginning when only the title matched.
    pub passage: Option<Passage>,
    /// How well it matches; only for comparison within one answer.
    pub score: f64,
}

impl Hit {
    /// What it is called where one line must do: its subject says more than its title, which many papers share.
    pub fn name(&self) -> &str {
        if self.subject.is_empty() { &self.title } else { &self.subject }
    }
}

/// What must be done before the index is as good as this program can make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Current,
    /// It was made by another analysis, or has grown so much that it knows more words to take compounds apart by:
    /// [`Writer::renew`] rebuilds it from itself, while it goes on answering.
    Renew,
}

impl Index {
    /// Opens the index in a folder; makes it if there is none. An index whose fields this program cannot read is
    /// left and an empty one begun.
    ///
    /// # Errors
    /// If the folder cannot be read or written, or the index is damaged.
    pub fn open(dir: impl AsRef<Path>) -> Result<Index> {
        let root = dir.as_ref().to_owned();
        let generation = Arc::new(Generation::open_current(&root)?);
        let looked = Looked { at: Instant::now(), stamp: stamp(&generation.dir) };
        Ok(Index {
            shared: Arc::new(Shared {
                root,
                generation: RwLock::new(generation),
                looked: Mutex::new(looked),
                completions: Completions::default(),
                values: Mutex::new(None),
            }),
        })
    }

    /// Opens the one writer; `memory` in bytes bounds what waits for the disk.
    ///
    /// # Errors
    /// [`crate::Error::Busy`] if there already is one, here or in another process.
    pub fn writer(&self, memory: usize) -> Result<Writer> {
        self.look()?;
        let writer = Writer::open(self, memory)?;
        // what a rebuild that was killed has left
        generation::remove_others(self.root(), &self.generation().name);
        Ok(writer)
    }

    /// Whether the index must be rebuilt.
    pub fn state(&self) -> State {
        let (generation, searcher) = self.searcher();
        let documents = searcher.num_docs();
        let other_analysis = generation.made.analysis != crate::ANALYSIS_VERSION && documents > 0;
        // four times the documents know more words: each document is rebuilt at most once in four on average
        let learned = generation.lexicon.documents;
        let times = if learned < LEARNED_WELL { 4 } else { 256 };
        let grown = documents >= LEARN_FROM && documents / times > learned;
        if other_analysis || grown { State::Renew } else { State::Current }
    }

    /// A number that differs after every commit and every rebuild, by whichever process: answers hold until it moves.
    pub fn revision(&self) -> i64 {
        let (generation, searcher) = self.searcher();
        let number =
            generation.name.get(1..).and_then(|number| number.parse::<i64>().ok()).unwrap_or_default();
        (number << 40) | (searcher.generation().generation_id() as i64 & 0xff_ffff_ffff)
    }

    /// Number of documents.
    pub fn len(&self) -> u64 {
        self.searcher().1.num_docs()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A document by its key, with its passages.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn get(&self, key: &str) -> Result<Option<SearchDoc>> {
        let (generation, searcher) = self.searcher();
        let Some(address) = address_of(&searcher, &generation, key)? else { return Ok(None) };
        let mut unpacker = Unpacker::new().map_err(tantivy::TantivyError::from)?;
        let bytes = stored_bytes(&searcher, &generation, address, &mut unpacker)?;
        Ok(Stored::read(&bytes).and_then(|stored| stored.doc()).filter(|doc| doc.key == key))
    }

    /// Answers a question.
    ///
    /// # Errors
    /// [`crate::Error::Query`] with the place and a sentence if the query has no bounded answer.
    pub fn search(&self, request: &Request) -> Result<Results> {
        let parsed = parse(&request.query)?;
        let (generation, searcher) = self.searcher();
        let mut planner = Planner::new(&generation.lexicon);
        let asked = parsed.ast.as_ref().map_or(Plan::All, |ast| planner.plan(ast));
        let filtered = |filters: &[(FacetField, String)]| {
            simplified(within(with_filters(asked.clone(), filters), request.from, request.until))
        };
        let plan = filtered(&request.filters);
        let limit = request.limit.min(MAX_LIMIT);
        let (skip, after) = match request.after.map(|cursor| cursor.0) {
            Some(At::Hits(hits)) => (request.offset.saturating_add(hits), None),
            Some(At::Place(place)) => (request.offset, Some(place)),
            None => (request.offset, None),
        };
        // the first are ordered again by how close the words stand, whichever page is asked for
        let again = request.sort == Sort::Relevance && after.is_none() && skip < AGAIN && limit > 0;
        let table = self.values(&searcher, &generation.fields)?;
        let wanted = Wanted {
            sort: request.sort,
            skip: if again { 0 } else { skip },
            take: if again { skip.saturating_add(limit).max(AGAIN) } else { limit },
            after,
            counted: request.facets.then_some(Counted::All),
            facet_values: FACET_VALUES,
            today: request.today.map(day_of).or_else(|| table.newest()),
            deadline: Instant::now() + run::TIME,
        };
        let mut forms = FormCache::default();
        let mut found = run::run(&searcher, &generation.fields, &plan, &wanted, &table, &mut forms)?;
        for facets in &mut found.facets {
            // what else could be chosen beside the chosen values: counted as if none of them were
            let others: Vec<(FacetField, String)> =
                request.filters.iter().filter(|(field, _)| *field != facets.field).cloned().collect();
            if others.len() < request.filters.len() {
                let counted = Some(Counted::Only(facets.field));
                let wanted = Wanted { take: 0, skip: 0, counted, ..wanted };
                let beside =
                    run::run(&searcher, &generation.fields, &filtered(&others), &wanted, &table, &mut forms)?;
                *facets = beside.facets.into_iter().next().unwrap_or_else(|| facets.clone());
                found.complete &= beside.complete;
            }
        }
        if again {
            order_by_closeness(&searcher, &generation, &plan, &mut found.ranked, &mut forms)?;
            spread_families(&table, &mut found.ranked);
            found.ranked.drain(..skip.min(found.ranked.len()));
            found.ranked.truncate(limit);
        }
        let suggestion = match &parsed.ast {
            Some(ast) if found.total < FEW => {
                suggest::suggestion(&searcher, &generation.fields, &request.query, ast)?
            }
            _ => None,
        };
        let next = found.ranked.last().filter(|_| found.ranked.len() == limit).map(|last| {
            Cursor(match request.sort {
                Sort::Relevance => At::Hits(skip + limit),
                Sort::Newest | Sort::Oldest => At::Place(last.place),
            })
        });
        let hits = hits(&searcher, &generation, &plan, &found.ranked, &mut forms)?;
        Ok(Results {
            total: found.total,
            complete: found.complete,
            hits,
            facets: found.facets,
            reading: parsed.ast.as_ref().map(reading).unwrap_or_default(),
            notes: parsed.notes,
            suggestion,
            next,
        })
    }

    /// The same documents rebuilt with these words, in the same folder.
    #[cfg(test)]
    pub(crate) fn with_lexicon(self, lexicon: crate::analysis::compound::Lexicon) -> Index {
        let writer = self.writer(crate::MIN_WRITER_MEMORY).unwrap();
        drop(writer.renew_with(lexicon, &mut |_, _| {}).unwrap());
        self
    }

    /// What a reader who has typed `text` may be about to write: values of fields and names of things, the commonest
    /// first.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>> {
        let (generation, searcher) = self.searcher();
        let mut out = self.shared.completions.values(&searcher, &generation.fields, text, limit)?;
        out.extend(complete::items(self, text, limit)?);
        Ok(out)
    }

    fn values(&self, searcher: &Searcher, fields: &Fields) -> Result<Arc<ValueTable>> {
        let segments: Vec<SegmentId> =
            searcher.segment_readers().iter().map(|segment| segment.segment_id()).collect();
        let mut values = self.shared.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read_from, table)) = &*values
            && *read_from == segments
        {
            return Ok(table.clone());
        }
        let before = values.as_ref().map_or_else(HashMap::new, |(ids, table)| table.by_segment(ids));
        let table = Arc::new(ValueTable::read(searcher, fields, &before)?);
        *values = Some((segments, table.clone()));
        Ok(table)
    }

    pub(crate) fn generation(&self) -> Arc<Generation> {
        self.shared.generation.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The state to answer from: at most [`LOOK_AGAIN`] old.
    pub(crate) fn searcher(&self) -> (Arc<Generation>, Searcher) {
        // what cannot be reloaded now still answers as it did
        let _ = self.refresh();
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        (generation, searcher)
    }

    /// Looks whether another process has written, if it is some time ago that it was looked.
    fn refresh(&self) -> Result<()> {
        let looked = self.shared.looked.lock().unwrap_or_else(PoisonError::into_inner).at;
        if looked.elapsed() < LOOK_AGAIN { Ok(()) } else { self.look() }
    }

    /// Looks whether another process has written.
    fn look(&self) -> Result<()> {
        let mut looked = self.shared.looked.lock().unwrap_or_else(PoisonError::into_inner);
        looked.at = Instant::now();
        let generation = self.generation();
        let name = generation::current(&self.shared.root)?;
        if let Some(name) = name.filter(|name| *name != generation.name) {
            let dir = self.shared.root.join(&name);
            if let Some(made) =
                generation::read_made(&dir).filter(|made| made.schema == generation.made.schema)
            {
                let new = Generation::open(dir, name, made)?;
                looked.stamp = stamp(&new.dir);
                self.put(Arc::new(new));
            }
            return Ok(());
        }
        let stamp = stamp(&generation.dir);
        if stamp != looked.stamp {
            generation.reader.reload()?;
            looked.stamp = stamp;
        }
        Ok(())
    }

    /// Called by the writer after a commit.
    pub(crate) fn changed(&self, generation: &Arc<Generation>) -> Result<()> {
        generation.reader.reload()?;
        // what answers are counted by is read now, so that the next reader does not wait for it
        let (generation, searcher) = self.searcher();
        self.values(&searcher, &generation.fields)?;
        Ok(())
    }

    pub(crate) fn put(&self, generation: Arc<Generation>) {
        *self.shared.generation.write().unwrap_or_else(PoisonError::into_inner) = generation;
    }

    pub(crate) fn root(&self) -> &Path {
        &self.shared.root
    }
}

/// Tells one commit from the next.
fn stamp(dir: &Path) -> Option<(std::time::SystemTime, u64)> {
    let meta = std::fs::metadata(dir.join("meta.json")).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

fn within(asked: Plan, from: Option<Date>, until: Option<Date>) -> Plan {
    if from.is_none() && until.is_none() {
        return asked;
    }
    let days = Plan::Days { from: from.map_or(1, day_of), to: until.map_or(u64::MAX, day_of) };
    Plan::And(vec![asked, Plan::Filter(Box::new(days))])
}

pub(crate) fn with_filters(asked: Plan, filters: &[(FacetField, String)]) -> Plan {
    if filters.is_empty() {
        return asked;
    }
    let mut list = vec![asked];
    for facet in FacetField::ALL {
        let values: Vec<Plan> = filters
            .iter()
            .filter(|(field, _)| *field == facet)
            .map(|(_, value)| Plan::Value { facet, value: value.clone() })
            .collect();
        if !values.is_empty() {
            list.push(Plan::Filter(Box::new(Plan::Or(values))));
        }
    }
    Plan::And(list)
}

/// Where the document with this key stands.
pub(crate) fn address_of(
    searcher: &Searcher,
    generation: &Generation,
    key: &str,
) -> Result<Option<tantivy::DocAddress>> {
    let term = tantivy::Term::from_field_text(generation.fields.key, key);
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let inverted = segment.inverted_index(generation.fields.key)?;
        let option = tantivy::schema::IndexRecordOption::Basic;
        let Some(mut postings) =
            inverted.read_postings(&term, option).map_err(tantivy::TantivyError::from)?
        else {
            continue;
        };
        let mut doc = tantivy::DocSet::doc(&postings);
        while doc != tantivy::TERMINATED {
            if !segment.is_deleted(doc) {
                return Ok(Some(tantivy::DocAddress::new(ord as u32, doc)));
            }
            doc = tantivy::DocSet::advance(&mut postings);
        }
    }
    Ok(None)
}

pub(crate) fn stored_bytes(
    searcher: &Searcher,
    generation: &Generation,
    address: tantivy::DocAddress,
    unpacker: &mut Unpacker,
) -> Result<Vec<u8>> {
    let document: TantivyDocument = searcher.doc(address)?;
    let bytes = document.get_first(generation.fields.stored).and_then(|value| value.as_bytes());
    Ok(unpacker.unpack(bytes.unwrap_or_default()))
}

/// Orders the best again: documents in which the words stand together come first among equals.
fn order_by_closeness(
    searcher: &Searcher,
    generation: &Generation,
    plan: &Plan,
    ranked: &mut [Ranked],
    forms: &mut FormCache,
) -> Result<()> {
    // one word is always close to itself
    if looked_for(plan) < 2 {
        return Ok(());
    }
    let count = AGAIN.min(ranked.len());
    let first = &mut ranked[..count];
    let mut order: Vec<usize> = (0..first.len()).collect();
    order.sort_by_key(|at| first[*at].address);
    let mut finder: Option<(u32, PassageFinder)> = None;
    for at in order {
        let address = first[at].address;
        if finder.as_ref().is_none_or(|(segment, _)| *segment != address.segment_ord) {
            let segment = searcher.segment_reader(address.segment_ord);
            finder =
                Some((address.segment_ord, PassageFinder::open(segment, &generation.fields, plan, forms)?));
        }
        let Some((_, finder)) = &mut finder else { continue };
        first[at].place.rank *= 1.0 + CLOSENESS * f64::from(finder.closeness(address.doc_id));
    }
    first.sort_by(|a, b| a.place.order(&b.place));
    Ok(())
}

/// Orders the best again: of one record (a letter with fifty answers) the best part stands where it stood, each further
/// one a little lower, so that one record does not fill the page.
fn spread_families(table: &ValueTable, ranked: &mut [Ranked]) {
    let count = AGAIN.min(ranked.len());
    let first = &mut ranked[..count];
    let mut seen: HashMap<u64, i32> = HashMap::new();
    for one in first.iter_mut() {
        let Some(values) = table.segment(one.address.segment_ord as usize) else { continue };
        let before = seen.entry(values.families.get_val(one.address.doc_id)).or_default();
        one.place.rank *= FURTHER.powi((*before).min(8));
        *before += 1;
    }
    first.sort_by(|a, b| a.place.order(&b.place));
}

/// Shows the documents that made it: their heads, and of each the passage that shows best why.
fn hits(
    searcher: &Searcher,
    generation: &Generation,
    plan: &Plan,
    ranked: &[Ranked],
    forms: &mut FormCache,
) -> Result<Vec<Hit>> {
    let mut highlighter = Highlighter::new(plan);
    let mut unpacker = Unpacker::new().map_err(tantivy::TantivyError::from)?;
    let mut out: Vec<Option<Hit>> = vec![None; ranked.len()];
    // positions are walked in the order of the index
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    order.sort_by_key(|at| ranked[*at].address);
    let mut finder: Option<(u32, PassageFinder)> = None;
    for at in order {
        let Ranked { place, address } = ranked[at];
        if finder.as_ref().is_none_or(|(segment, _)| *segment != address.segment_ord) {
            let segment = searcher.segment_reader(address.segment_ord);
            finder =
                Some((address.segment_ord, PassageFinder::open(segment, &generation.fields, plan, forms)?));
        }
        let bytes = stored_bytes(searcher, generation, address, &mut unpacker)?;
        let Some(stored) = Stored::read(&bytes) else { continue };
        let Some(head) = stored.head() else { continue };
        let names = [head.title.as_str(), head.subject.as_str()];
        let best = finder.as_mut().and_then(|(_, finder)| finder.best(address.doc_id, &stored, names));
        let parts = |word: &str| generation.lexicon.part_stems(word);
        // found by a part of a compound: the index does not say where it stands
        let best =
            best.or_else(|| best_by_reading(&stored, &mut highlighter, &parts).map(|passage| (passage, 1)));
        let shown = best.map(|(passage, _)| passage).or((stored.len() > 0).then_some(0));
        let passage = shown.map(|passage| {
            let text = stored.text(passage);
            let matches = highlighter.matches(text, &parts);
            Passage { anchor: stored.anchor(passage).to_owned(), snippet: shorten(text, &matches) }
        });
        let mut url = head.url;
        if let Some(passage) = passage.as_ref().filter(|passage| best.is_some() && !passage.anchor.is_empty())
        {
            url.push('#');
            url.push_str(&passage.anchor);
        }
        let title_matches = highlighter.matches(&head.title, &parts);
        out[at] = Some(Hit {
            kind: head.kind,
            key: head.key,
            number: head.number,
            title_fragments: whole(&head.title, &title_matches),
            title: head.title,
            subject: head.subject,
            context: head.context,
            date: head.date,
            url,
            facets: head.facets,
            passage,
            score: place.rank,
        });
    }
    Ok(out.into_iter().flatten().collect())
}

/// Most bytes of a document that are read to find a passage by.
const READ_AT_MOST: usize = 40_000;

/// The first passage with most matches, by reading them.
fn best_by_reading(
    stored: &Stored<'_>,
    highlighter: &mut Highlighter,
    parts: &dyn Fn(&str) -> Vec<String>,
) -> Option<usize> {
    if !highlighter.reads_parts() {
        return None;
    }
    let mut read = 0;
    let mut best: Option<(usize, usize)> = None;
    for passage in 0..stored.len() {
        let text = stored.text(passage);
        read += text.len();
        if read > READ_AT_MOST {
            break;
        }
        let matches = highlighter.matches(text, parts).len();
        if matches > best.map_or(0, |(most, _)| most) {
            best = Some((matches, passage));
        }
    }
    best.map(|(_, passage)| passage)
}
