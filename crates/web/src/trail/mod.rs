//! The trail of a subject, put together: the papers that the index finds, and of each what speaks of the subject.
//!
//! Nothing is said here that no paper says: every step is a quotation with its address, and what changed is told by
//! setting an early and a late quotation side by side. Start with [`Trail::read`].

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use model::Guid;
use serde::Serialize;
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::document::Actor;

use crate::error::Error;
use crate::name::folded;
use crate::search_port::{SearchFailure, SearchRequest, Searcher};
use crate::{App, Lang, address};

mod gathered;
mod steps;
mod told;
mod words;

use gathered::{Gathered, paper_of};
pub use told::Voices;
use told::{changes, name_together, voices};
use words::some_words;

/// Papers that are looked into for the whole query, and for a part of its words.
const PAPERS: usize = 60;
const NEAR_PAPERS: usize = 30;
/// Entries close by that are shown.
const MOST_NEAR: usize = 12;

/// What is asked for.
pub struct Wanted {
    /// The language of words around quotations.
    pub lang: Lang,
    /// The query.
    pub query: String,
    /// Only this kind of step.
    pub what: Option<String>,
    /// Only what this voice says: a name of [`Voices`].
    pub who: Option<String>,
    /// Only from this day on.
    pub from: Option<String>,
    /// Only to this day.
    pub until: Option<String>,
    /// Today.
    pub today: Date,
}

/// The trail of a subject.
#[derive(Default)]
pub struct Trail {
    /// Papers that the index found.
    pub total: u64,
    /// What was found of each kind: name in addresses, words, how many.
    pub counts: Vec<(&'static str, &'static str, usize)>,
    /// Who asked, promised, called and moved.
    pub voices: Vec<Voices>,
    /// What changed.
    pub changes: Vec<Change>,
    /// The papers in time order, each with what it says.
    pub entries: Vec<Entry>,
    /// The same of papers with a part of the words.
    pub near: Vec<Entry>,
}

/// A paper in the trail.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The paper.
    pub document: Neighbour,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it says of the subject.
    pub passages: Vec<Passage>,
}

/// Something that a paper says of the subject.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Passage {
    /// `vragen`, `toezeggingen`, `oproepen`, `moties`, `stukken`.
    pub kind: &'static str,
    /// What it is, in words.
    pub label: String,
    /// Who says it, if that is told apart from the paper.
    pub who: Option<String>,
    /// The same, each by itself.
    #[serde(skip)]
    pub voices: Vec<String>,
    /// Those of them whose party was taken from another paper of the trail.
    #[serde(skip)]
    pub completed: Vec<String>,
    /// To whom.
    pub to: Option<String>,
    /// The words of the paper.
    pub quote: String,
    /// The answer to a question.
    pub answer: Option<String>,
    /// What is known beside: a result, a term, a claim.
    pub remark: Option<String>,
    /// Its address.
    pub url: String,
}

/// Something that changed, in quotations.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// Its day.
    pub date: Option<String>,
    /// What happened, in words.
    pub what: String,
    /// The words of the paper.
    pub quote: Option<String>,
    /// Its address.
    pub url: String,
}

/// A passage with the paper that it is of.
struct Found {
    id: Option<Guid>,
    document: Neighbour,
    whole: bool,
    passage: Passage,
}

impl Trail {
    /// Puts a trail together: two searches and a fixed number of statements.
    ///
    /// # Errors
    /// The store cannot be read. A query that cannot be read, or an index that cannot, is the inner error.
    pub fn read(
        app: &App,
        searcher: &dyn Searcher,
        wanted: &Wanted,
    ) -> Result<Result<Trail, SearchFailure>, Error> {
        let request = |query: &str, limit| SearchRequest {
            query: query.to_owned(),
            limit,
            from: wanted.from.clone(),
            until: wanted.until.clone(),
            today: Some(wanted.today),
            ..SearchRequest::default()
        };
        let results = match searcher.search(&request(&wanted.query, PAPERS)) {
            Ok(results) => results,
            Err(error) => return Ok(Err(error)),
        };
        let loose = some_words(&wanted.query);
        let mut hits = results.hits;
        let whole: HashSet<String> = hits.iter().filter_map(paper_of).collect();
        if let Some(loose) = &loose {
            match searcher.search(&request(loose, NEAR_PAPERS)) {
                Ok(more) => hits.extend(more.hits),
                Err(error) => return Ok(Err(error)),
            }
        }
        let mut papers: Vec<String> = Vec::new();
        for paper in hits.iter().filter_map(paper_of) {
            if !papers.contains(&paper) {
                papers.push(paper);
            }
        }
        let gathered = Gathered::read(app, &papers, &wanted.query)?;
        let queries: Vec<String> = std::iter::once(wanted.query.clone()).chain(loose).collect();
        let found = match gathered.select(searcher, &queries, wanted, &whole, &hits) {
            Ok(found) => found,
            Err(error) => return Ok(Err(error)),
        };
        Ok(Ok(Trail::of(wanted, results.total, found, &gathered)))
    }

    fn of(wanted: &Wanted, total: u64, mut found: Vec<Found>, gathered: &Gathered) -> Trail {
        let lang = wanted.lang;
        let kinds = [
            ("vragen", lang.t("vragen en antwoorden", "questions and answers")),
            ("toezeggingen", lang.t("toezeggingen", "promises")),
            ("oproepen", lang.t("oproepen", "calls")),
            ("moties", lang.t("moties", "motions")),
            ("stukken", lang.t("andere passages", "other passages")),
        ];
        let of_kind =
            |kind: &str| found.iter().filter(|found| found.whole && found.passage.kind == kind).count();
        let counts = kinds.map(|(kind, words)| (kind, words, of_kind(kind)));
        name_together(&mut found);
        let voices = voices(lang, &found);
        let changes = changes(lang, &found, gathered);
        if let Some(what) = &wanted.what {
            found.retain(|found| found.passage.kind == what);
        }
        if let Some(who) = &wanted.who {
            let who = folded(who);
            found.retain(|found| found.passage.voices.iter().any(|voice| folded(voice) == who));
        }
        let (whole, near): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.whole);
        let mut near = entries(near, gathered);
        // calls and questions say most about what is close by
        near.sort_by_key(|entry| {
            let rank = |passage: &Passage| {
                ["oproepen", "vragen", "toezeggingen", "moties"].iter().position(|kind| *kind == passage.kind)
            };
            (entry.passages.iter().filter_map(rank).min(), std::cmp::Reverse(entry.passages.len()))
        });
        near.truncate(MOST_NEAR);
        sort(&mut near);
        for entry in &mut near {
            entry.passages.truncate(4);
        }
        let mut entries = entries(whole, gathered);
        sort(&mut entries);
        Trail {
            total,
            counts: counts.into_iter().filter(|(_, _, count)| *count > 0).collect(),
            voices,
            changes,
            entries,
            near,
        }
    }

    /// The same as data.
    pub fn json(&self) -> Value {
        let entries = |entries: &[Entry]| -> Vec<Value> {
            entries
                .iter()
                .map(|entry| {
                    json!({
                        "date": entry.document.date,
                        "document": entry.document,
                        "author": entry.author,
                        "url": entry.url(),
                        "passages": entry.passages,
                    })
                })
                .collect()
        };
        let counts: BTreeMap<_, _> = self.counts.iter().map(|(kind, _, count)| (kind, count)).collect();
        json!({
            "total": self.total,
            "counts": counts,
            "voices": self.voices,
            "changes": self.changes,
            "steps": entries(&self.entries),
            "near": entries(&self.near),
        })
    }
}

impl Entry {
    /// The address of its first passage, else of the paper.
    pub fn url(&self) -> String {
        let own = ["/motie/", "/toezegging/"];
        self.passages
            .first()
            .filter(|passage| passage.kind == "stukken" || own.iter().any(|own| passage.url.starts_with(own)))
            .map_or_else(|| address::document(&self.document.number), |passage| passage.url.clone())
    }
}

impl Passage {
    /// One sentence may promise and speak of a motion: then the motion is a remark, so that who promises stands beside what
    /// is promised.
    fn join(&mut self, mut other: Passage) {
        if self.kind == "moties" {
            std::mem::swap(self, &mut other);
        }
        if other.kind == "moties" {
            let spoken =
                other.remark.map(|remark| format!("{remark}: {}", other.label)).unwrap_or(other.label);
            let remarks: Vec<String> = self.remark.take().into_iter().chain([spoken]).collect();
            self.remark = Some(remarks.join(" · "));
        } else {
            self.label = format!("{}; {}", self.label, other.label);
            self.remark = self.remark.take().or(other.remark);
        }
    }
}

impl Found {
    fn within(&self, wanted: &Wanted) -> bool {
        let date = self.document.date.as_deref();
        let after = wanted.from.as_deref().is_none_or(|from| date.is_some_and(|date| date >= from));
        let before = wanted.until.as_deref().is_none_or(|until| date.is_some_and(|date| date <= until));
        after && before
    }
}

/// The papers of what was found, each once.
fn entries(found: Vec<Found>, gathered: &Gathered) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for found in found {
        let place = *places.entry(found.document.number.clone()).or_insert_with(|| {
            let author = gathered.authors.get(&found.document.number).map(name);
            let author = author.or_else(|| found.passage.who.clone().filter(|_| found.id.is_none()));
            entries.push(Entry { document: found.document.clone(), author, passages: Vec::new() });
            entries.len() - 1
        });
        let passages = &mut entries[place].passages;
        match passages.iter_mut().find(|known| known.quote == found.passage.quote) {
            Some(known) if known.kind != found.passage.kind => known.join(found.passage),
            Some(_) => {}
            None => passages.push(found.passage),
        }
    }
    for entry in &mut entries {
        let order = ["stukken", "vragen", "moties", "toezeggingen", "oproepen"];
        entry.passages.sort_by_key(|passage| order.iter().position(|kind| *kind == passage.kind));
    }
    entries
}

fn sort(entries: &mut [Entry]) {
    // what has no day stands last
    entries.sort_by(|a, b| {
        let key = |entry: &Entry| {
            (entry.document.date.is_none(), entry.document.date.clone(), entry.document.number.clone())
        };
        key(a).cmp(&key(b))
    });
}

fn name(actor: &Actor) -> String {
    let name = actor.name.clone().or_else(|| actor.committee.clone()).unwrap_or_default();
    match (&actor.function, &actor.party) {
        (Some(function), _) if !function.starts_with("Tweede Kamerlid") => format!("{name}, {function}"),
        (_, Some(party)) if *party != name => format!("{name} ({party})"),
        _ => name,
    }
}
