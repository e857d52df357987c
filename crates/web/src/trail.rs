//! The trail of a subject, put together: the papers that the index finds, and of each what speaks of the subject.
//!
//! Nothing is said here that no paper says: every step is a quotation with its address, and what changed is told by
//! setting an early and a late quotation side by side. Start with [`Trail::read`].

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use model::Guid;
use model::facts::Claim;
use serde::Serialize;
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::commitments::CommitmentFilter;
use store::show::document::Actor;
use store::show::found::Paragraphs;
use store::show::motions::{MotionFilter, MotionRow};
use store::show::newest::CABINET_KINDS;
use store::show::subject::{Said, UnitOfPaper};

use crate::error::Error;
use crate::found::{claim_named, claim_words, name_askers};
use crate::party::PartyNames;
use crate::search_port::{Hit, SearchFailure, SearchRequest, Searcher};
use crate::{App, Lang, address};

/// Papers that are looked into for the whole query, and for a part of its words.
const PAPERS: usize = 60;
const NEAR_PAPERS: usize = 30;
/// Entries close by that are shown.
const MOST_NEAR: usize = 12;
/// Texts that are compared with the query, in bytes together.
const MOST_BYTES: usize = 4 << 20;
/// Characters of a quotation.
const LONGEST_QUOTE: usize = 700;

/// What is asked for.
pub struct Wanted {
    /// The language of words around quotations.
    pub lang: Lang,
    /// The query.
    pub query: String,
    /// Only this kind of step.
    pub what: Option<String>,
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
    /// Who asked, promised and called, most first.
    pub people: Vec<(&'static str, Vec<(String, usize)>)>,
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
        let people = [
            (lang.t("Wie vroeg", "Who asked"), "vragen"),
            (lang.t("Wie zegde toe", "Who promised"), "toezeggingen"),
            (lang.t("Wie riep op", "Who called for action"), "oproepen"),
            (lang.t("Wie diende moties in", "Who moved motions"), "moties"),
        ];
        let people: Vec<_> = people.into_iter().map(|(words, kind)| (words, who(&found, kind))).collect();
        let changes = changes(lang, &found, gathered);
        if let Some(what) = &wanted.what {
            found.retain(|found| found.passage.kind == what);
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
            people: people.into_iter().filter(|(_, names)| !names.is_empty()).collect(),
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

/// What the papers of a trail hold.
struct Gathered {
    units: Vec<UnitOfPaper>,
    said: Vec<Said>,
    motions: Vec<MotionRow>,
    commitments: Vec<store::show::commitments::CommitmentRow>,
    paragraphs: HashMap<Guid, Paragraphs>,
    authors: HashMap<String, Actor>,
    parties: PartyNames,
}

impl Gathered {
    fn read(app: &App, papers: &[String], query: &str) -> Result<Gathered, Error> {
        let store = &app.store;
        let units = store.show_units_in(papers)?;
        let said = store.show_said_in(papers)?;
        let motions = if papers.is_empty() {
            Vec::new()
        } else {
            let filter = MotionFilter { numbers: papers.to_vec(), ..MotionFilter::default() };
            store.show_motions(&filter, 0, papers.len() as u64)?
        };
        let candidates = store.show_commitments_with(&beginnings(query))?;
        let commitments = if candidates.is_empty() {
            Vec::new()
        } else {
            let numbers = candidates.into_iter().map(|(number, _)| number).collect();
            let filter = CommitmentFilter { numbers, ..CommitmentFilter::default() };
            store.show_commitments(&filter, 0, 400)?
        };
        let ids: HashSet<Guid> = said.iter().map(|said| said.id).collect();
        let paragraphs = store.show_paragraphs(&ids.into_iter().collect::<Vec<_>>())?;
        let authors = store.show_authors_of(papers)?;
        let parties = PartyNames::of(app)?;
        Ok(Gathered { units, said, motions, commitments, paragraphs, authors, parties })
    }

    /// What of all this a query finds.
    fn select(
        &self,
        searcher: &dyn Searcher,
        queries: &[String],
        wanted: &Wanted,
        whole: &HashSet<String>,
        hits: &[Hit],
    ) -> Result<Vec<Found>, SearchFailure> {
        let lang = wanted.lang;
        let mut texts: Vec<String> = Vec::new();
        let mut bytes = 0;
        let unit = |unit: &UnitOfPaper| {
            format!("{} {} {}", unit.heading.as_deref().unwrap_or_default(), unit.question, unit.answer)
        };
        let all = self
            .units
            .iter()
            .map(unit)
            .chain(self.said.iter().map(|said| said.quote.clone()))
            .chain(self.motions.iter().map(|motion| motion.document.subject.clone().unwrap_or_default()))
            .chain(self.commitments.iter().map(|promise| promise.text.clone().unwrap_or_default()));
        for text in all {
            bytes += text.len();
            texts.push(if bytes > MOST_BYTES { String::new() } else { text });
        }
        let mut chosen = searcher.select(queries, &texts)?.into_iter();
        let mut found = Vec::new();
        for unit in &self.units {
            if let Some(Some(query)) = chosen.next() {
                found.push((query, of_unit(lang, unit, &self.parties)));
            }
        }
        for said in &self.said {
            if let Some(Some(query)) = chosen.next() {
                found.push((query, of_said(lang, said, &self.paragraphs)));
            }
        }
        for motion in &self.motions {
            if let Some(Some(query)) = chosen.next() {
                found.push((query, of_motion(lang, motion, &self.parties)));
            }
        }
        for commitment in &self.commitments {
            // the register is no paper of the index: only what the whole query finds counts
            if chosen.next() == Some(Some(0)) {
                found.push((0, of_commitment(lang, commitment)));
            }
        }
        let mut found: Vec<Found> = found
            .into_iter()
            .map(|(query, found)| Found { whole: query == 0, ..found })
            .filter(|found| found.within(wanted))
            .collect();
        self.shorten(searcher, queries, &mut found)?;
        for hit in hits {
            let Some(number) = paper_of(hit).filter(|number| whole.contains(number)) else { continue };
            let of_paper = |found: &&Found| found.whole && found.document.number == number;
            let cabinet = hit.paper.as_deref().is_some_and(|kind| CABINET_KINDS.contains(&kind));
            let said = found.iter().filter(of_paper).count();
            let told = found.iter().filter(of_paper).any(|found| found.passage.kind == "stukken");
            let passage: String = hit.passage.iter().map(|part| part.text.as_str()).collect();
            let bare = passage.trim_matches(|c: char| c == '…' || c.is_whitespace());
            // what a question or answer says is told there
            let in_unit = self.units.iter().any(|unit| {
                unit.document.number == number && (unit.question.contains(bare) || unit.answer.contains(bare))
            });
            let plain = hit.kind == "document" && !bare.is_empty();
            if !plain || told || said > 0 && (!cabinet || in_unit) {
                continue;
            }
            found.push(of_hit(lang, hit, number));
        }
        Ok(found)
    }

    /// Cuts long questions and answers down to the sentences that speak of the subject.
    fn shorten(
        &self,
        searcher: &dyn Searcher,
        queries: &[String],
        found: &mut [Found],
    ) -> Result<(), SearchFailure> {
        let long = |text: &str| text.chars().count() > LONGEST_QUOTE / 2;
        let mut pieces: Vec<String> = Vec::new();
        for found in found.iter() {
            for text in std::iter::once(&found.passage.quote).chain(&found.passage.answer) {
                if long(text) {
                    pieces.extend(sentences(text).into_iter().map(str::to_owned));
                }
            }
        }
        if pieces.is_empty() {
            return Ok(());
        }
        let hits = searcher.select(queries, &pieces)?;
        let speaks: HashSet<&str> = pieces
            .iter()
            .zip(&hits)
            .filter(|(_, hit)| hit.is_some())
            .map(|(piece, _)| piece.as_str())
            .collect();
        for found in found.iter_mut() {
            for text in std::iter::once(&mut found.passage.quote).chain(&mut found.passage.answer) {
                if long(text) {
                    *text = cut(text, &speaks);
                }
            }
        }
        Ok(())
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

fn of_unit(lang: Lang, unit: &UnitOfPaper, parties: &PartyNames) -> Found {
    let party = unit.party.as_deref().map(|printed| parties.short(printed));
    let asked = name_askers(party.as_deref(), &unit.members);
    let passage = Passage {
        kind: "vragen",
        label: lang.t("Gevraagd", "Asked").to_owned(),
        who: Some(asked).filter(|asked| !asked.is_empty()),
        to: unit.respondent.clone(),
        quote: unit.question.clone(),
        answer: Some(unit.answer.clone()).filter(|answer| !answer.is_empty()),
        remark: unit.heading.clone(),
        url: address::unit(&unit.document.number, unit.n),
    };
    Found { id: Some(unit.id), document: unit.document.clone(), whole: true, passage }
}

fn of_said(lang: Lang, said: &Said, paragraphs: &HashMap<Guid, Paragraphs>) -> Found {
    let anchor = paragraphs.get(&said.id).and_then(|paragraphs| paragraphs.anchor(said.start));
    let due = said.due_text.as_ref().map(|text| match &said.due_to {
        Some(day) => {
            format!("{}: {text} ({} {})", lang.t("termijn", "due"), lang.t("uiterlijk", "by"), lang.day(day))
        }
        None => format!("{}: {text}", lang.t("termijn", "due")),
    });
    let (kind, label, remark) = match said.kind.as_str() {
        "promise" => ("toezeggingen", lang.t("Toegezegd", "Promised").to_owned(), due),
        "call" => ("oproepen", lang.t("Oproep", "Call").to_owned(), due),
        _ => {
            let claim = said.claim.as_deref().map(claim_named).unwrap_or_default();
            let name = said.name.clone().unwrap_or_default();
            let asked = if said.in_question { lang.t(", in een vraag", ", in a question") } else { "" };
            ("moties", name, Some(format!("{}{asked}", claim_words(lang, claim))))
        }
    };
    let passage = Passage {
        kind,
        label,
        who: said.by.clone(),
        to: said.to.clone().filter(|_| said.kind == "call"),
        quote: said.quote.clone(),
        answer: None,
        remark,
        url: address::passage(&said.document.number, anchor.as_deref()),
    };
    Found { id: Some(said.id), document: said.document.clone(), whole: true, passage }
}

fn of_motion(lang: Lang, motion: &MotionRow, parties: &PartyNames) -> Found {
    let result = match (&motion.result, &motion.decided) {
        (Some(result), Some(day)) => Some(format!("{} {}", result.trim_end_matches('.'), lang.day(day))),
        (Some(result), None) => Some(result.trim_end_matches('.').to_owned()),
        (None, _) => None,
    };
    let mover = motion.mover.as_ref().map(|mover| match &motion.party {
        Some(party) => format!("{mover} ({})", parties.short(party)),
        None => mover.clone(),
    });
    let passage = Passage {
        kind: "moties",
        label: lang.t("Motie ingediend", "Motion moved").to_owned(),
        who: mover,
        quote: motion.document.subject.clone().unwrap_or_default(),
        remark: result,
        url: address::motion(motion.paper.as_deref().unwrap_or(&motion.document.number)),
        ..Passage::default()
    };
    Found { id: Some(motion.id), document: motion.document.clone(), whole: true, passage }
}

fn of_commitment(lang: Lang, commitment: &store::show::commitments::CommitmentRow) -> Found {
    let made = commitment.made.as_deref().and_then(|made| made.get(..10)).map(str::to_owned);
    let status = commitment.status.clone().unwrap_or_default();
    let remark = match &commitment.due {
        Some(due) => format!("{status}, {} {}", lang.t("termijn", "due"), lang.day(due)),
        None => status,
    };
    let passage = Passage {
        kind: "toezeggingen",
        label: lang.t("Toezegging in het register", "Commitment in the register").to_owned(),
        who: commitment.function.clone().or_else(|| commitment.name.clone()),
        quote: commitment.text.clone().unwrap_or_default(),
        remark: Some(remark).filter(|remark| !remark.is_empty()),
        url: address::commitment(&commitment.number),
        ..Passage::default()
    };
    let document = Neighbour {
        number: commitment.number.clone(),
        kind: Some(lang.t("Toezegging", "Commitment").to_owned()),
        subject: commitment.activity_subject.clone().or_else(|| commitment.text.clone()),
        date: made,
    };
    Found { id: None, document, whole: true, passage }
}

fn of_hit(lang: Lang, hit: &Hit, number: String) -> Found {
    let passage = Passage {
        kind: "stukken",
        label: lang.t("Passage", "Passage").to_owned(),
        quote: hit.passage.iter().map(|part| part.text.as_str()).collect(),
        url: hit.url.clone(),
        ..Passage::default()
    };
    let document = Neighbour {
        number,
        kind: hit.paper.clone(),
        subject: Some(hit.title.clone()),
        date: hit.date.clone(),
    };
    Found { id: None, document, whole: true, passage }
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
            // one sentence may promise and speak of a motion
            Some(known) if known.kind != found.passage.kind => {
                known.label = format!("{}; {}", known.label, found.passage.label);
                known.remark = known.remark.take().or(found.passage.remark);
            }
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

/// Who says what is of a kind, most first.
fn who(found: &[Found], kind: &str) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for found in found.iter().filter(|found| found.whole && found.passage.kind == kind) {
        if let Some(who) = &found.passage.who {
            *counts.entry(who.clone()).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(8);
    counts
}

/// What changed: outcomes of motions, what the cabinet says became of them, and its first and last words.
fn changes(lang: Lang, found: &[Found], gathered: &Gathered) -> Vec<Change> {
    let whole = || found.iter().filter(|found| found.whole);
    let mut changes: Vec<Change> = Vec::new();
    for motion in gathered.motions.iter().filter(|motion| motion.state != "geen") {
        if whole().any(|found| found.id == Some(motion.id)) {
            changes.push(Change {
                date: motion.decided.clone(),
                what: format!(
                    "{}: {}",
                    lang.t("motie", "motion"),
                    motion.result.clone().unwrap_or_default().trim_end_matches('.').to_lowercase()
                ),
                quote: motion.document.subject.clone(),
                url: address::motion(motion.paper.as_deref().unwrap_or(&motion.document.number)),
            });
        }
    }
    let cabinet =
        |document: &Neighbour| document.kind.as_deref().is_some_and(|kind| CABINET_KINDS.contains(&kind));
    for said in gathered.said.iter().filter(|said| said.kind == "motion" && !said.in_question) {
        let claim = said.claim.as_deref().map(claim_named).unwrap_or_default();
        let here = whole().find(|found| found.passage.quote == said.quote && found.id == Some(said.id));
        if claim != Claim::Mentioned
            && cabinet(&said.document)
            && let Some(found) = here
        {
            changes.push(Change {
                date: said.document.date.clone(),
                what: format!("{} {}", said.name.clone().unwrap_or_default(), claim_words(lang, claim)),
                quote: Some(said.quote.clone()),
                url: found.passage.url.clone(),
            });
        }
    }
    let mut spoken: Vec<&Found> = whole()
        .filter(|found| cabinet(&found.document) && found.document.date.is_some())
        .filter(|found| found.passage.kind != "moties" && says_something(&found.passage.quote))
        .collect();
    // of one day an answer or promise says more than a passage
    spoken.sort_by_key(|found| (found.document.date.clone(), found.passage.kind == "stukken"));
    let newest = spoken.last().map(|found| found.document.date.clone());
    let last = spoken.iter().find(|found| Some(&found.document.date) == newest.as_ref());
    if let (Some(first), Some(last)) = (spoken.first(), last)
        && first.document.number != last.document.number
    {
        for (found, what) in [
            (first, lang.t("het kabinet, het eerst", "the cabinet, first")),
            (last, lang.t("het kabinet, het laatst", "the cabinet, last")),
        ] {
            changes.push(Change {
                date: found.document.date.clone(),
                what: what.to_owned(),
                quote: Some(found.passage.answer.clone().unwrap_or_else(|| found.passage.quote.clone())),
                url: found.passage.url.clone(),
            });
        }
    }
    changes.sort_by(|a, b| (a.date.is_none(), &a.date).cmp(&(b.date.is_none(), &b.date)));
    changes.dedup_by(|a, b| a.quote == b.quote && a.what == b.what);
    changes.truncate(12);
    changes
}

/// Whether a passage is a sentence at least: a title says nothing.
fn says_something(passage: &str) -> bool {
    passage.split_whitespace().count() >= 6
        && passage.trim_end().ends_with(['.', '!', '?', ':', ';', '…', '»', '”', '"', ')'])
}

/// The paper that a hit is of or in: of an item with an address of its own the paper stands in the address.
fn paper_of(hit: &Hit) -> Option<String> {
    let path = hit.url.split(['#', '?']).next().unwrap_or_default();
    let mut parts = path.trim_start_matches('/').split('/');
    match parts.next() {
        Some("document" | "vraag") => parts.next().map(str::to_owned),
        _ => hit.number.clone(),
    }
    .filter(|number| !number.is_empty() && number.len() < 40)
}

/// A query for papers with some of the words; none for a query of one word or with operators.
fn some_words(query: &str) -> Option<String> {
    if query.contains(['"', ':', '*', '(', ')', '-']) {
        return None;
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let operator =
        |word: &&str| ["AND", "OR", "NOT", "EN", "OF", "NIET"].contains(word) || word.starts_with("NEAR");
    let telling: Vec<&str> = words.iter().copied().filter(|word| word.chars().count() >= 4).take(6).collect();
    (words.len() > 1 && !words.iter().any(operator) && !telling.is_empty()).then(|| telling.join(" OR "))
}

/// The beginnings of the words of a query: what any form of a word begins with, for a first look.
fn beginnings(query: &str) -> Vec<String> {
    query
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .map(|word| word.chars().take((word.chars().count() - 2).clamp(3, 7)).collect())
        .take(8)
        .collect()
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some((at, _)) = rest.match_indices(['.', '?', '!']).find(|(at, _)| {
            let after = &rest[at + 1..];
            after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase)
        }) {
            found.push(rest[..=at].trim());
            rest = &rest[at + 1..];
        }
        found.push(rest.trim());
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// A long text cut to the sentences that speak of the subject; where something is left out stands an ellipsis.
fn cut(text: &str, speaks: &HashSet<&str>) -> String {
    let all = sentences(text);
    let chosen: Vec<usize> =
        all.iter().enumerate().filter(|(_, sentence)| speaks.contains(*sentence)).map(|(at, _)| at).collect();
    let mut out = String::new();
    let mut before = None;
    for at in if chosen.is_empty() { vec![0] } else { chosen } {
        let Some(sentence) = all.get(at) else { continue };
        if out.chars().count() + sentence.chars().count() > LONGEST_QUOTE && !out.is_empty() {
            break;
        }
        let follows = before.map_or(at == 0, |before: usize| before + 1 == at);
        if !out.is_empty() {
            out.push(' ');
        }
        if !follows {
            out.push_str("[…] ");
        }
        out.extend(sentence.chars().take(LONGEST_QUOTE));
        before = Some(at);
    }
    if before.is_some_and(|before| before + 1 < all.len()) {
        out.push_str(" […]");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_to_what_speaks_of_the_subject() {
        let text = "Eerst dit. Dan de brug. En nog iets. Weer de brug!";
        let speaks = HashSet::from(["Dan de brug.", "Weer de brug!"]);
        assert_eq!(cut(text, &speaks), "[…] Dan de brug. […] Weer de brug!");
        assert_eq!(cut(text, &HashSet::new()), "Eerst dit. […]");
        assert_eq!(cut("", &HashSet::new()), "");
    }

    #[test]
    fn some_words_are_looked_for_only_where_the_query_is_plain() {
        assert_eq!(some_words("medische evacuaties").as_deref(), Some("medische OR evacuaties"));
        for query in
            ["evacuaties", "\"medische evacuaties\"", "soort:motie brug", "brug OR sluis", "de en het"]
        {
            assert_eq!(some_words(query), None, "{query}");
        }
    }

    #[test]
    fn any_form_of_a_word_has_its_beginning() {
        assert_eq!(beginnings("Medische evacuaties én huis"), ["medisc", "evacuat", "hui"]);
    }

    #[test]
    fn a_hit_is_of_the_paper_in_its_address() {
        let hit = |url: &str, number: Option<&str>| Hit {
            url: url.into(),
            number: number.map(str::to_owned),
            ..Hit::default()
        };
        assert_eq!(paper_of(&hit("/document/2031D00010#p3", None)).as_deref(), Some("2031D00010"));
        assert_eq!(paper_of(&hit("/vraag/2031D00010/3", Some("x"))).as_deref(), Some("2031D00010"));
        assert_eq!(paper_of(&hit("/verslag/1", None)), None);
    }
}
