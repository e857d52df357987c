//! What extractors found in a document, ready to be shown: units, motions, promises, calls, references both ways.
//!
//! What the author of the document says stays in the author's words; the words for a claim only name it.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::DocumentText;
use model::facts::{Claim, DueWindow, Exchange, Extract, Reference, ReferenceKind};
use model::number::{self, OfficialNumber};
use model::span::CharIndex;
use serde_json::{Value, json};
use store::corrections::{Corrected, Correction};
use store::show::around::{DossierRow, Neighbour};
use store::show::document::Document;
use store::show::found::CitedBy;

use crate::error::Error;
use crate::jump::{annex_named, annex_number};
use crate::page::addressed;
use crate::reading::TextLink;
use crate::{App, Lang, address};

/// Papers that are looked up for one page at most.
const MOST_PAPERS: usize = 400;

/// What was found in one document.
#[derive(Debug, Default)]
pub struct Found {
    /// Question–answer units.
    pub units: Vec<Unit>,
    /// Motions it speaks of.
    pub motions: Vec<MotionView>,
    /// Undertakings in it.
    pub promises: Vec<Passage>,
    /// Calls on the cabinet in it.
    pub calls: Vec<Passage>,
    /// What it refers to.
    pub cites: Vec<Cited>,
    /// Who refers to it.
    pub cited_by: Vec<CitedBy>,
    /// Addresses of the passages in `cited_by`.
    pub cited_at: Vec<String>,
    /// What people corrected.
    pub corrections: Vec<Correction>,
    /// References as links in the text.
    pub links: Vec<TextLink>,
    data: Value,
}

/// A question–answer unit.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The number of its address.
    pub n: usize,
    /// The unit.
    pub exchange: Exchange,
    /// Who asks, in words.
    pub askers: String,
    /// The units whose answers it refers to.
    pub see: Vec<Seen>,
}

/// A unit that another one refers to.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The number of its address; none when the document has no such unit.
    pub n: Option<usize>,
    /// Its number as printed.
    pub number: String,
    /// Its answer.
    pub answer: String,
    /// The paper with the questions answered earlier, where it is here.
    pub paper: Option<Neighbour>,
}

/// A mention of a motion.
#[derive(Debug)]
pub struct MotionView {
    /// As printed.
    pub name: String,
    /// Its paper, if known.
    pub target: Option<String>,
    /// Whether the text itself tells the number.
    pub told: bool,
    /// Its page.
    pub address: Option<String>,
    /// Its subject, where it is here.
    pub subject: Option<String>,
    /// Whether it stands in a question: then it is not the one who answers that speaks.
    pub in_question: bool,
    /// What the author says became of it.
    pub claim: Claim,
    /// The sentence.
    pub quote: String,
    /// Anchor of its paragraph.
    pub anchor: Option<String>,
}

/// A quoted sentence with who says it, to whom, and by when.
#[derive(Debug)]
pub struct Passage {
    /// The sentence.
    pub quote: String,
    /// Who says it.
    pub by: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// The days in which it is due, in words.
    pub due: Option<String>,
    /// Anchor of its paragraph.
    pub anchor: Option<String>,
}

/// Something that the document refers to, however often.
#[derive(Debug)]
pub struct Cited {
    /// What it refers to, as extractors write it.
    pub target: String,
    /// In words.
    pub kind: &'static str,
    /// Where that is, and whether on another site.
    pub link: Option<(String, bool)>,
    /// What it is about, where it is here.
    pub subject: Option<String>,
    /// The first sentence that cites it.
    pub quote: String,
    /// Anchor of that sentence's paragraph.
    pub anchor: Option<String>,
    /// How often it is cited.
    pub times: usize,
}

impl Found {
    /// Reads what was found in a document: a fixed number of statements.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn read(
        app: &App,
        lang: Lang,
        document: &Document,
        dossiers: &[DossierRow],
        text: Option<&DocumentText>,
    ) -> Result<Found, Error> {
        let store = &app.store;
        let mut extract = store.structure(document.id)?.unwrap_or_default();
        let corrected = Corrected::of(&extract, store.corrections_of(&document.number)?);
        for (at, reference) in extract.references.iter_mut().enumerate() {
            if let Some(target) = corrected.target("reference", at) {
                target.clone_into(&mut reference.target);
            }
        }
        let sentences = store.show_citing_sentences(document.id)?;
        let targets = store.show_mention_targets(document.id)?;
        let cited_by =
            store.show_cited_by(document.id, &own_numbers(document, dossiers), &citable_from(document))?;
        let motions = targets.values().map(|(target, _)| target.as_str());
        let papers = Papers::of(app, &extract.references, motions)?;
        let paragraphs = store.show_paragraphs(
            &cited_by.iter().map(|by| by.id).collect::<HashSet<_>>().into_iter().collect::<Vec<_>>(),
        )?;
        let anchors = Anchors::of(text);
        let links =
            text.map(|text| text_links(text, &extract, &corrected, &papers, lang)).unwrap_or_default();
        let data = data(&extract, &corrected, &targets, &cited_by);
        let cited_at = cited_by
            .iter()
            .map(|by| {
                let place = paragraphs.get(&by.id).and_then(|paragraphs| paragraphs.anchor(by.start));
                lang.href(address::passage(&by.paper.number, place.as_deref()))
            })
            .collect();
        Ok(Found {
            motions: motion_views(&extract, &corrected, &targets, &papers, &anchors, lang),
            promises: extract
                .commitments
                .iter()
                .enumerate()
                .filter(|(at, _)| !corrected.rejects("commitment", *at))
                .map(|(_, promise)| Passage {
                    quote: promise.quote.clone(),
                    by: promise.by.clone(),
                    to: None,
                    due: promise.due.as_ref().map(|due| window(lang, due)),
                    anchor: anchors.at(promise.span.start),
                })
                .collect(),
            calls: extract
                .calls
                .iter()
                .enumerate()
                .filter(|(at, _)| !corrected.rejects("call", *at))
                .map(|(_, call)| Passage {
                    quote: call.quote.clone(),
                    by: call.by.clone(),
                    to: call.to.clone(),
                    due: call.due.as_ref().map(|due| window(lang, due)),
                    anchor: anchors.at(call.span.start),
                })
                .collect(),
            cites: cites(&extract.references, &corrected, &sentences, &papers, &anchors, lang),
            units: units(extract.exchanges, &corrected, &papers),
            corrections: corrected.corrections,
            cited_by,
            cited_at,
            links,
            data,
        })
    }

    /// The same as data.
    pub fn json(&self) -> &Value {
        &self.data
    }
}

/// The passages of a text that refer to papers here or to other sites: a few statements.
///
/// # Errors
/// The store cannot be read.
pub fn links(app: &App, lang: Lang, id: model::Guid, text: &DocumentText) -> Result<Vec<TextLink>, Error> {
    let extract = app.store.structure(id)?.unwrap_or_default();
    let papers = Papers::of(app, &extract.references, std::iter::empty())?;
    Ok(text_links(text, &extract, &Corrected::default(), &papers, lang))
}

/// The first day on which a document can be cited; empty where its own day is not known.
pub fn citable_from(document: &Document) -> String {
    let date = document.date.as_deref().and_then(|date| date.get(..10)?.parse().ok());
    date.map_or_else(String::new, |date| number::citable_from(date).to_string())
}

/// The numbers under which other papers cite this one.
pub fn own_numbers(document: &Document, dossiers: &[DossierRow]) -> Vec<String> {
    let papers = document
        .sub_number
        .into_iter()
        .flat_map(|sub| dossiers.iter().map(move |dossier| format!("{}-{sub}", dossier.number)));
    // an attachment bears the number of its letter: who cites that number means the letter
    let attachment = document.kind.as_deref() == Some("Bijlage");
    let annex = document.annex_number.as_deref().and_then(annex_named).map(|annex| annex.to_string());
    let numbers = papers.chain(annex).filter(|_| !attachment);
    std::iter::once(document.number.clone()).chain(numbers).collect()
}

/// The papers that references and motions name and that are here.
#[derive(Default)]
pub struct Papers(HashMap<String, Neighbour>);

impl Papers {
    /// Looks them up: a statement for each sort of number that there is.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of<'t>(
        app: &App,
        references: &'t [Reference],
        motions: impl Iterator<Item = &'t str>,
    ) -> Result<Papers, Error> {
        let cited = references
            .iter()
            .filter(|reference| matches!(reference.kind, ReferenceKind::Kamerstuk | ReferenceKind::Document))
            .map(|reference| reference.target.as_str());
        let (mut papers, mut documents) = (HashSet::new(), HashSet::new());
        for target in cited.chain(motions) {
            match target.parse::<model::number::Kamerstuk>() {
                Ok(paper) => papers.extend(paper.sub_number().map(|sub| (paper.dossier.number, sub))),
                Err(_) if matches!(OfficialNumber::parse(target), Some(OfficialNumber::Document(_))) => {
                    documents.insert(target.to_owned());
                }
                Err(_) => {}
            }
        }
        let (mut annexes, mut publications, mut records) = (HashMap::new(), HashSet::new(), HashSet::new());
        for reference in references {
            let target = &reference.target;
            match reference.kind {
                ReferenceKind::Zaak | ReferenceKind::Activiteit => _ = records.insert(target.clone()),
                ReferenceKind::Handelingen => _ = publications.insert(target.clone()),
                ReferenceKind::Aanhangsel => {
                    if let Some(OfficialNumber::Aanhangsel(annex)) = OfficialNumber::parse(target) {
                        annexes.extend(annex_number(&annex).map(|number| (number, target.clone())));
                    }
                }
                _ => {}
            }
        }
        let papers: Vec<_> = papers.into_iter().take(MOST_PAPERS).collect();
        let documents: Vec<_> = documents.into_iter().take(MOST_PAPERS).collect();
        let mut found = HashMap::new();
        for paper in app.store.show_papers_numbered(&papers)? {
            found.entry(paper.paper).or_insert(paper.document);
        }
        for document in app.store.show_documents_numbered(&documents)? {
            found.insert(document.number.clone(), document);
        }
        let numbers: Vec<_> = annexes.keys().take(MOST_PAPERS).cloned().collect();
        for (number, document) in app.store.show_annexes_numbered(&numbers)? {
            if let Some(target) = annexes.get(&number) {
                found.entry(target.clone()).or_insert(document);
            }
        }
        let publications: Vec<_> = publications.into_iter().take(MOST_PAPERS).collect();
        for (identifier, document) in app.store.show_publications_named(&publications)? {
            found.entry(identifier).or_insert(document);
        }
        let records: Vec<_> = records.into_iter().take(MOST_PAPERS).collect();
        for record in app.store.show_cases_and_activities_numbered(&records)? {
            found.insert(record.number.clone(), record);
        }
        Ok(Papers(found))
    }

    /// The document with this number.
    pub fn get(&self, target: &str) -> Option<&Neighbour> {
        self.0.get(target)
    }

    /// Where a reference leads, and whether to another site; none for what is only named.
    fn link(&self, reference: &Reference) -> Option<(String, bool)> {
        match reference.kind {
            ReferenceKind::Kamerstuk | ReferenceKind::Document => {
                Some((address::document(&self.get(&reference.target)?.number), false))
            }
            ReferenceKind::Zaak => Some((address::case(&self.get(&reference.target)?.number), false)),
            ReferenceKind::Activiteit => {
                Some((address::activity(&self.get(&reference.target)?.number), false))
            }
            // what is not here has been published officially
            ReferenceKind::Aanhangsel | ReferenceKind::Handelingen => {
                Some(match self.get(&reference.target) {
                    Some(document) => (address::document(&document.number), false),
                    None => (address::official_publication(&reference.target), true),
                })
            }
            ReferenceKind::Web => web_address(&reference.target).map(|address| (address, true)),
            ReferenceKind::Law => None,
        }
    }
}

/// An address of another site; nothing but a web page is ever linked.
fn web_address(target: &str) -> Option<String> {
    let lower = target.get(..8.min(target.len())).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(target.to_owned());
    }
    lower.starts_with("www.").then(|| format!("https://{target}"))
}

/// Where the paragraphs of the shown text begin.
struct Anchors(Vec<u32>);

impl Anchors {
    fn of(text: Option<&DocumentText>) -> Anchors {
        let paragraphs = text.map(|text| text.paragraphs.as_slice()).unwrap_or_default();
        Anchors(paragraphs.iter().map(|paragraph| paragraph.span.start).collect())
    }

    fn at(&self, start: u32) -> Option<String> {
        let at = self.0.partition_point(|begin| *begin <= start);
        (at > 0).then(|| format!("p{at}"))
    }
}

/// References as links. Only where the text still says what was read there: the text may be newer.
fn text_links(
    text: &DocumentText,
    extract: &Extract,
    corrected: &Corrected,
    papers: &Papers,
    lang: Lang,
) -> Vec<TextLink> {
    let index = CharIndex::new(&text.text);
    let mut links: Vec<TextLink> = extract
        .references
        .iter()
        .enumerate()
        .filter(|(at, _)| !corrected.rejects("reference", *at))
        .filter(|(_, reference)| {
            reference.span.end <= index.chars() && index.slice(reference.span) == reference.text
        })
        .filter_map(|(_, reference)| {
            let (href, external) = papers.link(reference)?;
            let href = if external { href } else { lang.href(href) };
            Some(TextLink { span: reference.span, href, external })
        })
        .collect();
    links.sort_by_key(|link| link.span);
    let mut end = 0;
    links.retain(|link| {
        let apart = link.span.start >= end;
        end = if apart { link.span.end } else { end };
        apart
    });
    links
}

/// The units of a document with the answers that they refer to.
///
/// A unit that people rejected is left out; the others keep their numbers, which are addresses.
pub fn units(exchanges: Vec<Exchange>, corrected: &Corrected, papers: &Papers) -> Vec<Unit> {
    let see: Vec<Vec<Seen>> = exchanges
        .iter()
        .map(|exchange| exchange.see.iter().map(|number| seen(&exchanges, number, papers)).collect())
        .collect();
    exchanges
        .into_iter()
        .zip(see)
        .enumerate()
        .filter(|(at, _)| !corrected.rejects("exchange", *at))
        .map(|(at, (exchange, see))| Unit { n: exchange.n(at), askers: askers(&exchange), exchange, see })
        .collect()
}

/// The unit with this number: its own, or one that answers several (`5-9` answers 7).
fn seen(exchanges: &[Exchange], number: &str, papers: &Papers) -> Seen {
    let wanted: Option<u32> = number.parse().ok();
    let holds = |exchange: &Exchange| {
        let Some((from, to)) = exchange.number.split_once('-') else { return false };
        match (from.parse::<u32>(), to.parse::<u32>(), wanted) {
            (Ok(from), Ok(to), Some(wanted)) => from <= wanted && wanted <= to,
            _ => false,
        }
    };
    let at = exchanges
        .iter()
        .position(|exchange| exchange.number == number)
        .or_else(|| exchanges.iter().position(holds));
    Seen {
        n: at.map(|at| exchanges[at].n(at)),
        number: number.to_owned(),
        answer: at.map(|at| exchanges[at].answer.clone()).unwrap_or_default(),
        paper: papers.get(number).cloned(),
    }
}

fn askers(exchange: &Exchange) -> String {
    name_askers(exchange.askers.party.as_deref(), &exchange.askers.members)
}

/// Who asks, in words: `Jansen, De Vries (ABC)`.
pub fn name_askers(party: Option<&str>, members: &[String]) -> String {
    match (members.is_empty(), party) {
        (true, Some(party)) => party.to_owned(),
        (true, None) => String::new(),
        (false, Some(party)) => format!("{} ({party})", members.join(", ")),
        (false, None) => members.join(", "),
    }
}

fn motion_views(
    extract: &Extract,
    corrected: &Corrected,
    targets: &HashMap<usize, (String, bool)>,
    papers: &Papers,
    anchors: &Anchors,
    lang: Lang,
) -> Vec<MotionView> {
    // questions stand in the order of the text in all kinds of papers but one, so they are all looked at
    let questions: Vec<_> = extract.exchanges.iter().map(|exchange| exchange.question_span).collect();
    extract
        .motions
        .iter()
        .enumerate()
        .filter(|(at, _)| !corrected.rejects("motion", *at))
        .map(|(at, mention)| {
            let target = targets.get(&at);
            let paper = target.and_then(|(target, _)| papers.get(target));
            MotionView {
                name: mention.name.clone(),
                address: target.map(|(target, _)| lang.href(address::motion(target))),
                target: target.map(|(target, _)| target.clone()),
                told: target.is_none_or(|(_, told)| *told),
                subject: paper.and_then(|paper| paper.subject.clone()),
                in_question: questions.iter().any(|question| question.overlaps(mention.span)),
                claim: mention.claim,
                quote: mention.quote.clone(),
                anchor: anchors.at(mention.span.start),
            }
        })
        .collect()
}

fn cites(
    references: &[Reference],
    corrected: &Corrected,
    sentences: &HashMap<usize, String>,
    papers: &Papers,
    anchors: &Anchors,
    lang: Lang,
) -> Vec<Cited> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut cites: Vec<Cited> = Vec::new();
    for (at, reference) in references.iter().enumerate() {
        if corrected.rejects("reference", at) {
            continue;
        }
        let kind = kind_name(lang, reference.kind);
        if let Some(place) = places.get(&(kind, reference.target.as_str())) {
            cites[*place].times += 1;
            continue;
        }
        places.insert((kind, &reference.target), cites.len());
        cites.push(Cited {
            target: reference.target.clone(),
            kind,
            link: papers
                .link(reference)
                .map(|(href, external)| (if external { href } else { lang.href(href) }, external)),
            subject: papers.get(&reference.target).and_then(|paper| paper.subject.clone()),
            quote: sentences.get(&at).cloned().unwrap_or_else(|| reference.text.clone()),
            anchor: anchors.at(reference.span.start),
            times: 1,
        });
    }
    cites
}

/// The structure in the shapes of the contract, with what only the records tell.
fn data(
    extract: &Extract,
    corrected: &Corrected,
    targets: &HashMap<usize, (String, bool)>,
    cited_by: &[CitedBy],
) -> Value {
    let mut motions = json!(extract.motions);
    for (at, motion) in motions.as_array_mut().into_iter().flatten().enumerate() {
        if let Some((target, told)) = targets.get(&at) {
            motion["target"] = json!(target);
            motion["target_told"] = json!(told);
        }
    }
    let cited_by: Vec<Value> =
        cited_by.iter().map(|by| addressed(by, address::document(&by.paper.number))).collect();
    let kept = |what: &'static str, items: Value| -> Value {
        let items = items.as_array().cloned().unwrap_or_default().into_iter().enumerate();
        items.filter(|(at, _)| !corrected.rejects(what, *at)).map(|(_, item)| item).collect()
    };
    json!({
        "document": extract.document,
        "exchanges": kept("exchange", json!(extract.exchanges)),
        "references": kept("reference", json!(extract.references)),
        "motions": kept("motion", motions),
        "commitments": kept("commitment", json!(extract.commitments)),
        "calls": kept("call", json!(extract.calls)),
        "problems": extract.problems,
        "corrections": corrected.corrections,
        "cited_by": cited_by,
    })
}

/// What a text says became of a motion, in words: never a verdict of ours.
pub fn claim_words(lang: Lang, claim: Claim) -> &'static str {
    match claim {
        Claim::Done => lang.t("zegt dat het gedaan is", "says it is done"),
        Claim::InProgress => lang.t("zegt dat eraan gewerkt wordt", "says it is under way"),
        Claim::WillDo => lang.t("zegt het te gaan doen", "says it will be done"),
        Claim::NotDone => lang.t("zegt dat het (nog) niet gedaan is", "says it is not done (yet)"),
        Claim::LeftToNextCabinet => lang.t("laat het aan een volgend kabinet", "leaves it to a next cabinet"),
        Claim::AdvisedAgainst => lang.t("ontraadt de motie", "advises against the motion"),
        Claim::Mentioned => lang.t("noemt de motie", "mentions the motion"),
    }
}

/// A claim by its name in the store.
pub fn claim_named(name: &str) -> Claim {
    serde_json::from_value(Value::String(name.to_owned())).unwrap_or_default()
}

/// When something is due, in words: the words of the text and the days that they mean.
pub fn window(lang: Lang, due: &DueWindow) -> String {
    let day = |date: jiff::civil::Date| lang.day(&date.to_string());
    let days = match (due.from, due.to) {
        (Some(from), Some(to)) if from == to => format!("{} {}", lang.t("op", "on"), day(from)),
        (Some(from), Some(to)) => {
            format!("{} {} {} {}", lang.t("tussen", "between"), day(from), lang.t("en", "and"), day(to))
        }
        (None, Some(to)) => format!("{} {}", lang.t("uiterlijk", "by"), day(to)),
        (Some(from), None) => format!("{} {}", lang.t("vanaf", "from"), day(from)),
        (None, None) => return format!("“{}”", due.text),
    };
    if due.text.is_empty() { days } else { format!("{days} (“{}”)", due.text) }
}

fn kind_name(lang: Lang, kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Kamerstuk => lang.t("Kamerstuk", "Paper"),
        ReferenceKind::Document => lang.t("Document", "Document"),
        ReferenceKind::Zaak => lang.t("Zaak", "Case"),
        ReferenceKind::Activiteit => lang.t("Activiteit", "Activity"),
        ReferenceKind::Handelingen => lang.t("Handelingen", "Proceedings"),
        ReferenceKind::Aanhangsel => lang.t("Aanhangsel", "Annex"),
        ReferenceKind::Law => lang.t("Wet of verdrag", "Law or treaty"),
        ReferenceKind::Web => lang.t("Website", "Website"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(number: &str, answer: &str, see: &[&str]) -> Exchange {
        Exchange {
            number: number.into(),
            answer: answer.into(),
            see: see.iter().map(|number| (*number).into()).collect(),
            ..Exchange::default()
        }
    }

    #[test]
    fn an_answer_that_refers_to_another_shows_it() {
        let units = units(
            vec![
                exchange("1", "Ja.", &[]),
                exchange("2-4", "Nee.", &[]),
                exchange("5", "Zie 1, 3 en 9.", &["1", "3", "9"]),
            ],
            &Corrected::default(),
            &Papers::default(),
        );
        let see: Vec<_> = units[2].see.iter().map(|seen| (seen.n, seen.answer.as_str())).collect();
        assert_eq!(see, [(Some(1), "Ja."), (Some(2), "Nee."), (None, "")]);
    }

    #[test]
    fn only_web_pages_become_links() {
        for (target, address) in [
            ("https://voorbeeld.example/a", Some("https://voorbeeld.example/a")),
            ("HTTP://voorbeeld.example", Some("HTTP://voorbeeld.example")),
            ("www.voorbeeld.example", Some("https://www.voorbeeld.example")),
            ("javascript:alert(1)", None),
            ("ééé", None),
        ] {
            assert_eq!(web_address(target).as_deref(), address, "{target}");
        }
    }

    #[test]
    fn a_window_says_its_days_and_its_words() {
        let date = |date: &str| Some(date.parse().unwrap());
        let due = |from, to| DueWindow { from, to, text: "voorjaar".into() };
        let check = |due: DueWindow, words: &str| assert_eq!(window(Lang::Nl, &due), words);
        check(due(None, date("2031-03-01")), "uiterlijk 1 maart 2031 (“voorjaar”)");
        check(
            due(date("2031-03-01"), date("2031-06-30")),
            "tussen 1 maart 2031 en 30 juni 2031 (“voorjaar”)",
        );
        check(due(None, None), "“voorjaar”");
    }
}
