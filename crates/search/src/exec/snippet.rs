//! The best passage of a hit, with the words that matched.
//!
//! The passage is chosen from positions in the index, so that a long document is not read for it; only the passage
//! that is shown is analysed, by the same rules as when it was indexed.

use std::sync::Arc;
use std::time::Instant;

use hashbrown::HashMap;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::build::{Builder, FormCache};
use super::positions::PhraseCheck;
use super::run::{self, Deadline};
use crate::analysis::stem::stem;
use crate::analysis::tokens::{Tokens, boundary_before};
use crate::query::plan::{NearTerm, PhrasePlan, Place, Plan, Way, WordPlan, positive};
use crate::schema::Fields;
use crate::stored::Stored;

/// Characters of a passage that are shown.
const SHOWN: usize = 300;

/// A piece of a passage or title, and whether it is a word that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text, as in the source; not escaped.
    pub text: String,
    /// Whether to highlight it.
    pub highlighted: bool,
}

/// The passage of a document that shows best why it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Fragment of the page's address: `p12`. May be empty.
    pub anchor: String,
    /// Its text, shortened, in pieces.
    pub snippet: Vec<Fragment>,
}

impl Passage {
    /// The text without highlights.
    pub fn text(&self) -> String {
        self.snippet.iter().map(|fragment| fragment.text.as_str()).collect()
    }
}

/// Positions of the query's words in one segment.
pub(crate) struct PassageFinder {
    words: Vec<(Vec<SegmentPostings>, f32)>,
    phrases: Vec<(PhraseCheck, f32)>,
    /// Occurrences of a document, kept to be used again.
    hits: Vec<(u32, usize, f32)>,
    positions: Vec<u32>,
}

/// A passage longer than the title by less than this many bytes may be the title with a label before it.
const TITLE_LABEL: usize = 24;
/// Words within which others stand together with one.
const TOGETHER: u32 = 40;
/// Most occurrences of one word that are looked at in one document.
const ENOUGH: usize = 2000;

impl PassageFinder {
    /// Opens the postings; documents must then be asked for in rising order.
    pub fn open(
        segment: &SegmentReader,
        fields: &Fields,
        plan: &Plan,
        forms: &mut FormCache,
    ) -> tantivy::Result<PassageFinder> {
        let mut builder = Builder {
            fields,
            segment,
            found: &mut Vec::new(),
            next_leaf: 0,
            with_positions: true,
            deadline: Arc::new(Deadline::new(Instant::now() + run::TIME)),
            forms,
        };
        let mut finder =
            PassageFinder { words: Vec::new(), phrases: Vec::new(), hits: Vec::new(), positions: Vec::new() };
        for plan in positive(plan) {
            finder.add(&mut builder, plan)?;
        }
        Ok(finder)
    }

    fn add(&mut self, builder: &mut Builder<'_>, plan: &Plan) -> tantivy::Result<()> {
        match plan {
            Plan::Word(word) => self.add_word(builder, word)?,
            Plan::Phrase(phrase) => self.add_phrase(builder, phrase)?,
            Plan::Near { terms, .. } => {
                for term in terms {
                    match term {
                        NearTerm::Word(word) => self.add_word(builder, word)?,
                        NearTerm::Phrase(phrase) => self.add_phrase(builder, phrase)?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn add_word(&mut self, builder: &mut Builder<'_>, word: &WordPlan) -> tantivy::Result<()> {
        let word = WordPlan { place: Place::Words, ..word.clone() };
        let lists = builder.positioned(&word)?;
        let documents: u64 = lists.iter().map(|list| u64::from(list.doc_freq())).sum();
        let all = u64::from(builder.segment.max_doc());
        let weight = run::idf(&[documents], all)[0] + 0.1;
        self.words.push((lists, weight));
        Ok(())
    }

    fn add_phrase(&mut self, builder: &mut Builder<'_>, phrase: &PhrasePlan) -> tantivy::Result<()> {
        let phrase = PhrasePlan { place: Place::Words, ..phrase.clone() };
        if let Some(check) = builder.phrase(&phrase)? {
            self.phrases.push((check, 8.0));
        }
        Ok(())
    }

    /// Of the query's words, the part that stands together within some [`TOGETHER`] words of the document: 0 if none,
    /// 1 if all. Less than the distance between passages, so that it never counts across two.
    pub fn closeness(&mut self, doc: DocId) -> f32 {
        let number = self.collect(doc);
        if number < 2 {
            return 0.0;
        }
        let mut counts = vec![0u32; number];
        let (mut first, mut together, mut most) = (0, 0, 0);
        for at in 0..self.hits.len() {
            let (position, word, _) = self.hits[at];
            counts[word] += 1;
            together += usize::from(counts[word] == 1);
            while self.hits[first].0 + TOGETHER < position {
                let left = self.hits[first].1;
                counts[left] -= 1;
                together -= usize::from(counts[left] == 0);
                first += 1;
            }
            most = most.max(together);
        }
        (most.saturating_sub(1)) as f32 / (number - 1) as f32
    }

    /// Fills `hits` with the places of the query's words in a document; returns how many words there are.
    fn collect(&mut self, doc: DocId) -> usize {
        self.hits.clear();
        let mut number = 0;
        for (lists, weight) in &mut self.words {
            for list in lists.iter_mut() {
                if list.doc() < doc {
                    list.seek(doc);
                }
                if list.doc() == doc {
                    list.positions(&mut self.positions);
                    self.hits.extend(self.positions.iter().take(ENOUGH).map(|at| (*at, number, *weight)));
                }
            }
            number += 1;
        }
        for (phrase, weight) in &mut self.phrases {
            if phrase.doc() < doc {
                phrase.seek(doc);
            }
            if phrase.doc() == doc && doc != TERMINATED {
                self.hits.extend(phrase.starts().iter().take(ENOUGH).map(|at| (*at, number, *weight)));
            }
            number += 1;
        }
        self.hits.sort_unstable_by_key(|(at, number, _)| (*at, *number));
        number
    }

    /// The number of the best passage of a document, and how many of the query's words stand in it. None if no word
    /// of the query stands in a passage, as when only its title matched.
    ///
    /// A passage that only says the title or subject again (`Onderwerp: …`) is shown when there is no other.
    pub fn best(&mut self, doc: DocId, stored: &Stored<'_>, names: [&str; 2]) -> Option<(usize, usize)> {
        let number = self.collect(doc);
        let mut best: Option<(f32, usize, usize)> = None;
        let mut at = 0;
        let mut seen = vec![0u32; number];
        while at < self.hits.len() {
            let passage = stored.passage_at(self.hits[at].0);
            seen.fill(0);
            let (mut score, mut kinds) = (0.0, 0);
            while at < self.hits.len() && stored.passage_at(self.hits[at].0) == passage {
                let (_, word, weight) = self.hits[at];
                seen[word] += 1;
                if seen[word] == 1 {
                    kinds += 1;
                    score += weight;
                } else if seen[word] <= 3 {
                    score += 0.15 * weight;
                }
                at += 1;
            }
            if let Some(passage) = passage
                && names.iter().any(|name| says_only(stored.text(passage), name))
            {
                score *= 0.1;
            }
            if let Some(passage) = passage
                && best.is_none_or(|(least, ..)| score > least)
            {
                best = Some((score, passage, kinds));
            }
        }
        best.map(|(_, passage, kinds)| (passage, kinds))
    }
}

/// Whether a passage says a title again, with a label or number before it at most.
fn says_only(text: &str, name: &str) -> bool {
    let (text, name) = (text.trim().trim_end_matches('.'), name.trim().trim_end_matches('.'));
    !name.is_empty()
        && text.len() < name.len() + TITLE_LABEL
        && (text.ends_with(name) || name.starts_with(text))
}

/// Tells which words of a text the query matches.
pub(crate) struct Highlighter {
    stems: Vec<String>,
    forms: Vec<String>,
    beginnings: Vec<String>,
    phrases: Vec<Vec<String>>,
    parts: Vec<String>,
    /// Whether words that were met have one of the parts.
    compounds: HashMap<Box<str>, bool>,
    tokens: Tokens,
}

impl Highlighter {
    pub fn new(plan: &Plan) -> Highlighter {
        let mut this = Highlighter {
            stems: Vec::new(),
            forms: Vec::new(),
            beginnings: Vec::new(),
            phrases: Vec::new(),
            parts: Vec::new(),
            compounds: HashMap::new(),
            tokens: Tokens::default(),
        };
        for plan in positive(plan) {
            match plan {
                Plan::Word(word) => this.word(word),
                Plan::Phrase(phrase) => this.phrases.push(phrase.forms.clone()),
                Plan::Near { terms, .. } => {
                    for term in terms {
                        match term {
                            NearTerm::Word(word) => this.word(word),
                            NearTerm::Phrase(phrase) => this.phrases.push(phrase.forms.clone()),
                        }
                    }
                }
                _ => {}
            }
        }
        this
    }

    fn word(&mut self, word: &WordPlan) {
        for way in &word.ways {
            match way {
                Way::Stem(stem) => self.stems.push(stem.clone()),
                Way::Form(form) => self.forms.push(form.clone()),
                Way::Beginning(beginning) => self.beginnings.push(beginning.clone()),
                Way::Part(part) => self.parts.push(part.clone()),
            }
        }
    }

    /// Whether parts of compounds are looked for.
    pub fn reads_parts(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Byte ranges of the words that match, in order, not overlapping.
    pub fn matches(&mut self, text: &str, parts_of: &dyn Fn(&str) -> Vec<String>) -> Vec<(usize, usize)> {
        self.tokens.read(text);
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        let mut sequence: Vec<(&str, usize, usize)> = Vec::new();
        for (token, surface) in self.tokens.iter() {
            let range = (token.start as usize, token.end as usize);
            if !token.joined && !self.phrases.is_empty() {
                sequence.push((surface, range.0, range.1));
            }
            let found = self.forms.iter().any(|form| form == surface)
                || self.beginnings.iter().any(|beginning| surface.starts_with(beginning.as_str()))
                || has_stem(&self.stems, surface)
                || (may_have_part(&self.parts, surface)
                    && has_part(&mut self.compounds, &self.parts, surface, parts_of));
            if found {
                ranges.push(range);
            }
        }
        for phrase in &self.phrases {
            for window in sequence.windows(phrase.len()) {
                if window.iter().zip(phrase).all(|((surface, ..), form)| surface == form) {
                    ranges.extend(window.iter().map(|(_, start, end)| (*start, *end)));
                }
            }
        }
        ranges.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::new();
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.0 < last.1 => last.1 = last.1.max(range.1),
                _ => merged.push(range),
            }
        }
        merged
    }
}

/// Whether a word has one of these stems. A stem begins as its word does, which spares most words the work.
fn has_stem(stems: &[String], word: &str) -> bool {
    let first = word.chars().next();
    stems.iter().any(|stem| stem.chars().next() == first) && stems.contains(&stem(word))
}

/// Whether a word may be a compound with one of these parts: taking every word apart to see would be slow.
fn may_have_part(parts: &[String], word: &str) -> bool {
    word.len() >= 7 && parts.iter().any(|part| word.contains(part.get(..3).unwrap_or(part)))
}

/// Whether a word is a compound with one of these parts, and of which it is known already.
fn has_part(
    known: &mut HashMap<Box<str>, bool>,
    parts: &[String],
    word: &str,
    parts_of: &dyn Fn(&str) -> Vec<String>,
) -> bool {
    if let Some(known) = known.get(word) {
        return *known;
    }
    let has = parts_of(word).iter().any(|part| parts.contains(part));
    known.insert(word.into(), has);
    has
}

/// The part of a text around the thickest group of matches, in pieces.
pub(crate) fn shorten(text: &str, matches: &[(usize, usize)]) -> Vec<Fragment> {
    let (from, to) = window(text, matches);
    let mut out = Vec::new();
    let mut push = |text: &str, highlighted| {
        if !text.is_empty() {
            out.push(Fragment { text: text.to_owned(), highlighted });
        }
    };
    let mut at = from;
    let lead = if from > 0 { "… " } else { "" };
    let mut lead = Some(lead);
    for &(start, end) in matches.iter().filter(|(start, end)| *start >= from && *end <= to) {
        let before = format!("{}{}", lead.take().unwrap_or(""), &text[at..start]);
        push(&before, false);
        push(&text[start..end], true);
        at = end;
    }
    let tail = if to < text.len() { " …" } else { "" };
    push(&format!("{}{}{tail}", lead.take().unwrap_or(""), &text[at..to]), false);
    out
}

/// All of a text in pieces, as for a title.
pub(crate) fn whole(text: &str, matches: &[(usize, usize)]) -> Vec<Fragment> {
    let mut out = Vec::new();
    let mut at = 0;
    for &(start, end) in matches {
        if at < start {
            out.push(Fragment { text: text[at..start].to_owned(), highlighted: false });
        }
        out.push(Fragment { text: text[start..end].to_owned(), highlighted: true });
        at = end;
    }
    if at < text.len() {
        out.push(Fragment { text: text[at..].to_owned(), highlighted: false });
    }
    out
}

/// The byte range to show: whole words, about [`SHOWN`] bytes, with as many matches as possible.
fn window(text: &str, matches: &[(usize, usize)]) -> (usize, usize) {
    if text.len() <= SHOWN + SHOWN / 4 {
        return (0, text.len());
    }
    let mut best = (0, 0);
    for (at, &(start, _)) in matches.iter().enumerate() {
        let inside = matches[at..].iter().take_while(|(_, end)| *end <= start + SHOWN * 2 / 3).count();
        if inside > best.0 {
            best = (inside, start);
        }
    }
    // some words before the first match, unless the text begins there
    let wanted = best.1.saturating_sub(SHOWN / 4);
    let from = if wanted == 0 { 0 } else { word_start(text, wanted) };
    let to = if from + SHOWN >= text.len() { text.len() } else { word_end(text, from + SHOWN) };
    (from, to)
}

fn word_start(text: &str, at: usize) -> usize {
    let at = boundary_before(text, at);
    let space = text[at..].char_indices().take(40).find(|(_, char)| char.is_whitespace());
    space.map_or(at, |(offset, char)| at + offset + char.len_utf8())
}

fn word_end(text: &str, at: usize) -> usize {
    let at = boundary_before(text, at);
    text[..at]
        .char_indices()
        .rev()
        .take(40)
        .find(|(_, char)| char.is_whitespace())
        .map_or(at, |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_passage_is_cut_at_words_around_its_matches() {
        let text = format!("{}doel staat hier {}", "woord ".repeat(200), "einde ".repeat(200));
        let at = text.find("doel").unwrap();
        let fragments = shorten(&text, &[(at, at + 4)]);
        let shown: String = fragments.iter().map(|fragment| fragment.text.as_str()).collect();
        assert!(shown.starts_with("… woord") && shown.ends_with("einde …"), "{shown}");
        assert!(shown.len() < SHOWN + 20);
        assert_eq!(fragments.iter().filter(|fragment| fragment.highlighted).count(), 1);
    }

    #[test]
    fn a_text_without_spaces_is_cut_too() {
        let text = "é".repeat(5000);
        assert!(shorten(&text, &[]).iter().map(|fragment| fragment.text.len()).sum::<usize>() < SHOWN + 20);
    }
}
