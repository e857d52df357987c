//! What says the same: questions asked before in nearly the same words, papers that share most of their text, and
//! sentences of an answer that stand in other answers too.
//!
//! Every document carries marks, numbers by which its like are looked up. A text that is compared as a whole has
//! *bands*: two least values of its three-word shingles each under fixed hash functions (MinHash), so that two texts
//! with half of their shingles in common nearly always share a band. A sentence of an answer is one mark. What the
//! marks find is read and compared before it is shown: a mark alone is no proof.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use crate::analysis::tokens::Tokens;
use crate::doc::{Kind, SearchDoc};
use crate::encode::tie_of;
use crate::error::Result;
use crate::generation::Generation;
use crate::index::{Index, address_of, stored_bytes};
use crate::stored::{Stored, Unpacker};

/// Bands of a text; each is two of the hash functions.
const BANDS: usize = 10;
/// Words of a shingle.
const SHINGLE: usize = 3;
/// Words of a text that are compared at most.
const MOST_WORDS: usize = 20_000;
/// Words of a sentence that is worth a mark: shorter ones stand everywhere ("Ja, dat klopt.").
const SENTENCE: usize = 8;
/// Sentences of one answer that get a mark.
const MOST_SENTENCES: usize = 60;
/// Texts that are read to be compared.
const COMPARED: usize = 40;
/// Documents that are counted per sentence.
const COUNTED: usize = 2_000;
/// Part of the shingles that two texts must share.
const LIKE: f32 = 0.35;
/// Part that two whole papers must share: they are longer, and share what all letters share.
const LIKE_WHOLE: f32 = 0.5;

/// Another text that is nearly the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Its key.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Its official number.
    pub number: Option<String>,
    /// What it is called.
    pub title: String,
    /// What it is a part of; may be empty.
    pub context: String,
    /// Its date.
    pub date: Option<Date>,
    /// Its page.
    pub url: String,
    /// The text that is nearly the same.
    pub text: String,
    /// The part of all three-word sequences of both texts that both have: from 0 to 1.
    pub shared: f32,
}

/// Sentences that stand in other answers too, word for word.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The sentences, as they stand in the text that was asked about.
    pub text: String,
    /// In how many other answers they stand.
    pub times: usize,
    /// The first of all, this one included.
    pub first: Place,
    /// The latest other one.
    pub last: Place,
}

/// Where something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Key of the document.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it is a part of; may be empty.
    pub context: String,
    /// Its date.
    pub date: Option<Date>,
    /// Its page.
    pub url: String,
}

impl Place {
    fn of(doc: &SearchDoc) -> Place {
        Place {
            key: doc.key.clone(),
            title: name(doc).to_owned(),
            context: doc.context.clone(),
            date: doc.date,
            url: doc.url.clone(),
        }
    }
}

/// The marks of a document; `words` are the hashes of the words of its passages.
pub(crate) fn marks(doc: &SearchDoc, words: &[u64], tokens: &mut Tokens) -> Vec<u64> {
    match doc.kind {
        Kind::Exchange => {
            let question = doc.passages.first().map_or("", |passage| passage.text.as_str());
            let mut marks = bands(Tag::Question, &shingles(&hashes(question, tokens)));
            for passage in doc.passages.iter().skip(1) {
                let sentences =
                    sentences(&passage.text).into_iter().filter_map(|text| sentence(text, tokens));
                marks.extend(sentences.take(MOST_SENTENCES));
            }
            marks.sort_unstable();
            marks.dedup();
            marks
        }
        Kind::Document | Kind::Motion => bands(Tag::Whole, &shingles(&words[..words.len().min(MOST_WORDS)])),
        _ => Vec::new(),
    }
}

/// What a mark is of: marks of different things never meet.
#[derive(Clone, Copy)]
enum Tag {
    Question = 1,
    Whole = 2,
    Sentence = 3,
}

/// The hash of a word.
pub(crate) fn word(surface: &str) -> u64 {
    tie_of(surface)
}

fn hashes(text: &str, tokens: &mut Tokens) -> Vec<u64> {
    tokens.read(text);
    tokens
        .iter()
        .filter(|(token, _)| !token.joined)
        .map(|(_, surface)| word(surface))
        .take(MOST_WORDS)
        .collect()
}

fn shingles(words: &[u64]) -> Vec<u64> {
    if words.len() < SHINGLE {
        return Vec::new();
    }
    words
        .windows(SHINGLE)
        .map(|words| words.iter().fold(0u64, |all, word| mix(all.rotate_left(21) ^ word)))
        .collect()
}

fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 31)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    value ^ (value >> 29)
}

fn bands(tag: Tag, shingles: &[u64]) -> Vec<u64> {
    // a text of a few words is like too many
    if shingles.len() < 4 {
        return Vec::new();
    }
    let mut least = [u64::MAX; 2 * BANDS];
    for shingle in shingles {
        for (at, least) in least.iter_mut().enumerate() {
            let value = (shingle ^ (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
                .wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *least = (*least).min(value ^ (value >> 32));
        }
    }
    let pairs = least.chunks_exact(2).enumerate();
    pairs.map(|(at, pair)| mix(mix(pair[0] ^ ((tag as u64) << 8 | at as u64)) ^ pair[1])).collect()
}

/// The mark of a sentence; none if it is short.
fn sentence(text: &str, tokens: &mut Tokens) -> Option<u64> {
    let words = hashes(text, tokens);
    (words.len() >= SENTENCE)
        .then(|| words.iter().fold(Tag::Sentence as u64, |all, word| mix(all.rotate_left(17) ^ word)))
}

/// The sentences of a text: it is cut after a full stop, question or exclamation mark before a capital.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', '?', '!', '\n']) {
        let next = &text[at + 1..];
        let ends = text[at..].starts_with('\n')
            || (next.starts_with(' ') && next.trim_start().starts_with(|sign: char| sign.is_uppercase()));
        if ends {
            out.push(text[from..=at].trim());
            from = at + 1;
        }
    }
    out.push(text[from..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// The part of all shingles of both that both have.
fn shared(left: &HashSet<u64>, right: &HashSet<u64>) -> f32 {
    let both = left.intersection(right).count();
    let all = left.len() + right.len() - both;
    if all == 0 { 0.0 } else { both as f32 / all as f32 }
}

fn name(doc: &SearchDoc) -> &str {
    if doc.subject.is_empty() { &doc.title } else { &doc.subject }
}

/// The text of a document that is compared as a whole: the question of a unit, all of a paper.
fn compared(doc: &SearchDoc) -> String {
    match doc.kind {
        Kind::Exchange => doc.passages.first().map_or_else(String::new, |passage| passage.text.clone()),
        _ => doc.passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n"),
    }
}

impl Index {
    /// Texts that are nearly the same as that of a document, the likest first: of a question–answer unit other
    /// questions, of a paper other papers. Parts of the same record are left out.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn alike(&self, key: &str, limit: usize) -> Result<Vec<Alike>> {
        let view = View::of(self);
        let Some((_, doc)) = view.get(key)? else { return Ok(Vec::new()) };
        let mut tokens = Tokens::default();
        let own_words = hashes(&compared(&doc), &mut tokens);
        let own = shingles(&own_words);
        let tag = if doc.kind == Kind::Exchange { Tag::Question } else { Tag::Whole };
        let mut found: HashMap<DocAddress, usize> = HashMap::new();
        for mark in bands(tag, &own) {
            for address in view.marked(mark)? {
                *found.entry(address).or_default() += 1;
            }
        }
        let mut candidates: Vec<(DocAddress, usize)> = found.into_iter().collect();
        candidates.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        candidates.truncate(COMPARED);
        let own: HashSet<u64> = own.into_iter().collect();
        let least = if doc.kind == Kind::Exchange { LIKE } else { LIKE_WHOLE };
        let mut out = Vec::new();
        for other in view.read(candidates.into_iter().map(|(address, _)| address))? {
            if other.key == doc.key || (!doc.owner.is_empty() && other.owner == doc.owner) {
                continue;
            }
            let text = compared(&other);
            let words: HashSet<u64> = shingles(&hashes(&text, &mut tokens)).into_iter().collect();
            let shared = shared(&own, &words);
            if shared >= least {
                let title = name(&other).to_owned();
                let SearchDoc { key, kind, number, context, date, url, .. } = other;
                out.push(Alike { key, kind, number, title, context, date, url, text, shared });
            }
        }
        out.sort_by(|a, b| b.shared.total_cmp(&a.shared).then_with(|| a.key.cmp(&b.key)));
        out.truncate(limit);
        Ok(out)
    }

    /// Sentences of a unit's answer that stand in other answers word for word, in the order of the text.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn repeated(&self, key: &str, limit: usize) -> Result<Vec<Repeat>> {
        let view = View::of(self);
        let Some((own, doc)) = view.get(key)?.filter(|(_, doc)| doc.kind == Kind::Exchange) else {
            return Ok(Vec::new());
        };
        let mut tokens = Tokens::default();
        let mut out: Vec<(Repeat, Vec<DocAddress>)> = Vec::new();
        let texts = doc.passages.iter().skip(1).flat_map(|passage| sentences(&passage.text));
        let mut before_too = false;
        for text in texts.take(MOST_SENTENCES) {
            let Some(mark) = sentence(text, &mut tokens) else {
                before_too = false;
                continue;
            };
            let mut others = view.marked(mark)?;
            others.truncate(COUNTED);
            let ends = view.oldest_and_newest_other(&others, own)?;
            // a sentence that goes on where the one before it did is one repetition with it
            if let Some((last, _)) = out.last_mut().filter(|(_, found)| before_too && *found == others) {
                last.text.push(' ');
                last.text.push_str(text);
                continue;
            }
            before_too = false;
            let Some((first, last)) = ends else { continue };
            let read = view.read([first, last].into_iter())?;
            let says = |other: &SearchDoc, tokens: &mut Tokens| {
                other.passages.iter().any(|passage| {
                    sentences(&passage.text).into_iter().any(|text| sentence(text, tokens) == Some(mark))
                })
            };
            if !read.iter().all(|other| says(other, &mut tokens)) {
                continue;
            }
            let (Some(first), Some(last)) = (read.first(), read.last()) else { continue };
            let times = others.iter().filter(|other| **other != own).count();
            if out.len() >= limit {
                break;
            }
            let repeat =
                Repeat { text: text.to_owned(), times, first: Place::of(first), last: Place::of(last) };
            out.push((repeat, others));
            before_too = true;
        }
        Ok(out.into_iter().map(|(repeat, _)| repeat).collect())
    }
}

/// The index as it was when a question began: places hold within it only.
struct View {
    generation: Arc<Generation>,
    searcher: Searcher,
}

impl View {
    fn of(index: &Index) -> View {
        let (generation, searcher) = index.searcher();
        View { generation, searcher }
    }

    fn get(&self, key: &str) -> Result<Option<(DocAddress, SearchDoc)>> {
        let Some(address) = address_of(&self.searcher, &self.generation, key)? else { return Ok(None) };
        Ok(self.read([address].into_iter())?.pop().map(|doc| (address, doc)))
    }

    /// The documents that carry a mark.
    fn marked(&self, mark: u64) -> Result<Vec<DocAddress>> {
        let (generation, searcher) = (&self.generation, &self.searcher);
        let term = Term::from_field_u64(generation.fields.marks, mark);
        let mut out = Vec::new();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(generation.fields.marks)?;
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else { continue };
            let mut doc = postings.doc();
            while doc != TERMINATED && out.len() < COUNTED {
                if !segment.is_deleted(doc) {
                    out.push(DocAddress::new(ord as u32, doc));
                }
                doc = postings.advance();
            }
        }
        Ok(out)
    }

    /// The oldest of some documents, and the newest of those that are not `own`; none if there is no other.
    fn oldest_and_newest_other(
        &self,
        list: &[DocAddress],
        own: DocAddress,
    ) -> Result<Option<(DocAddress, DocAddress)>> {
        let mut dated = Vec::with_capacity(list.len());
        for address in list {
            let column = self.searcher.segment_reader(address.segment_ord).fast_fields().u64("day")?;
            // what has no date is not the oldest
            let day = column.first(address.doc_id).filter(|day| *day > 0).unwrap_or(u64::MAX);
            dated.push((day, *address));
        }
        dated.sort_unstable();
        let oldest = dated.first().map(|first| first.1);
        Ok(oldest.zip(dated.iter().rev().map(|dated| dated.1).find(|address| *address != own)))
    }

    fn read(&self, list: impl Iterator<Item = DocAddress>) -> Result<Vec<SearchDoc>> {
        let mut unpacker = Unpacker::new().map_err(tantivy::TantivyError::from)?;
        let mut out = Vec::new();
        for address in list {
            let bytes = stored_bytes(&self.searcher, &self.generation, address, &mut unpacker)?;
            out.extend(Stored::read(&bytes).and_then(|stored| stored.doc()));
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::PassageText;

    fn unit(key: &str, date: &str, question: &str, answer: &str) -> SearchDoc {
        let passage = |anchor: &str, text: &str| PassageText { anchor: anchor.into(), text: text.into() };
        SearchDoc {
            key: key.into(),
            kind: Kind::Exchange,
            title: format!("Vraag {key}"),
            date: date.parse().ok(),
            url: format!("/vraag/{key}"),
            passages: vec![passage("vraag", question), passage("antwoord", answer)],
            ..SearchDoc::default()
        }
    }

    fn index(docs: &[SearchDoc]) -> (tempfile::TempDir, Index) {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::open(dir.path()).unwrap();
        let mut writer = index.writer(crate::MIN_WRITER_MEMORY).unwrap();
        for doc in docs {
            writer.upsert(doc).unwrap();
            writer.commit().unwrap();
        }
        (dir, index)
    }

    const HARBOURS: &str =
        "Hoeveel havens hebben in het afgelopen jaar een vergunning gekregen voor het lozen van koelwater?";
    const SAME: &str = "Het kabinet hecht aan schoon water in alle havens van het land.";

    #[test]
    fn a_question_that_was_asked_before_is_found_whatever_its_first_words() {
        let other = "Kunt u zeggen hoeveel havens hebben in het afgelopen jaar een vergunning gekregen voor het lozen van koelwater?";
        let (_dir, index) = index(&[
            unit("a", "2030-01-01", HARBOURS, "Twaalf."),
            unit("b", "2031-01-01", other, "Veertien."),
            unit(
                "c",
                "2031-01-01",
                "Wat kost een nieuwe brug over de rivier bij het dorp in dit jaar?",
                "Veel.",
            ),
        ]);
        let found = index.alike("b", 10).unwrap();
        assert_eq!(found.iter().map(|alike| alike.key.as_str()).collect::<Vec<_>>(), ["a"]);
        assert!(found[0].shared > 0.4 && found[0].shared < 1.0, "{}", found[0].shared);
        assert!(index.alike("c", 10).unwrap().is_empty());
        assert!(index.alike("no such key", 10).unwrap().is_empty());
    }

    #[test]
    fn an_answer_tells_since_when_its_sentences_stand_elsewhere() {
        let (_dir, index) = index(&[
            unit(
                "a",
                "2029-05-01",
                "Eerste vraag over havens?",
                &format!("{SAME} Daarom meten wij twee keer per jaar op alle plaatsen."),
            ),
            unit("b", "2030-05-01", "Tweede vraag over havens?", SAME),
            unit(
                "c",
                "2031-05-01",
                "Derde vraag over havens?",
                &format!("Dat weet ik niet. {SAME} Daarom meten wij twee keer per jaar op alle plaatsen."),
            ),
        ]);
        let found = index.repeated("c", 10).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].text.as_str(), found[0].times), (SAME, 2));
        assert_eq!((found[0].first.key.as_str(), found[0].last.key.as_str()), ("a", "b"));
        assert_eq!((found[1].times, found[1].last.key.as_str()), (1, "a"));
    }

    #[test]
    fn sentences_that_stand_together_elsewhere_are_one_repetition() {
        let both = format!("{SAME} Daarom meten wij twee keer per jaar op alle plaatsen.");
        let (_dir, index) =
            index(&[unit("a", "2029-05-01", "Eerste?", &both), unit("b", "2030-05-01", "Tweede?", &both)]);
        let found = index.repeated("a", 10).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].text.as_str(), found[0].times), (both.as_str(), 1));
        assert_eq!((found[0].first.key.as_str(), found[0].last.key.as_str()), ("a", "b"));
    }

    #[test]
    fn a_changed_document_loses_its_old_marks() {
        let (_dir, index) =
            index(&[unit("a", "2030-01-01", HARBOURS, "Nee."), unit("b", "2031-01-01", HARBOURS, "Ja.")]);
        assert_eq!(index.alike("b", 10).unwrap().len(), 1);
        let mut writer = index.writer(crate::MIN_WRITER_MEMORY).unwrap();
        writer
            .upsert(&unit("a", "2030-01-01", "Iets heel anders over bruggen en wegen in de stad?", "Nee."))
            .unwrap();
        writer.commit().unwrap();
        assert!(index.alike("b", 10).unwrap().is_empty());
    }

    #[test]
    fn texts_of_any_length_have_marks_or_none() {
        let mut tokens = Tokens::default();
        for text in [
            "",
            "een",
            "een twee drie vier vijf",
            "\n.?! .",
            &"woord ".repeat(100_000),
            &"é.É ".repeat(5_000),
        ] {
            let doc = unit("a", "2030-01-01", text, text);
            let words = hashes(text, &mut tokens);
            assert!(marks(&doc, &words, &mut tokens).len() <= BANDS + MOST_SENTENCES);
        }
    }
}
