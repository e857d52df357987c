//! `/document/{number}`: everything the source says of a document, what it belongs to, and its text for reading.
//!
//! Other notations of its number (`36800-V-49`, `kst-36800-V-49`, `ah-tk-20252026-608`) lead here.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use model::IMPORTED;
use model::facts::Claim;
use model::text::{Problem, Repair};
use serde_json::{Value, json};
use store::originals::Original;
use store::show::around::{ActivityRow, AgendaItemRow, Attachments, CasePaper, CaseRow, DossierRow};
use store::show::document::{Actor, Document, Version};
use store::show::history::{ColumnChange, EventRow};
use store::show::motions::MOTION_KINDS;
use store::show::newest::CABINET_KINDS;
use store::show::votes::{DecisionRow, Tally, VoteRow};

use crate::alike::AlikeView;
use crate::asked::{Asked, reckoned};
use crate::changes::Changes;
use crate::error::Error;
use crate::format::session;
use crate::found::{Found as Extracted, MotionView, claim_words};
use crate::frame::Frame;
use crate::jump::{Found, look_up};
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::reading::{Block, Part, Reading, arrange, repair_name};
use crate::{App, Lang, address};

/// Repairs that a page lists one by one at most.
const MOST_REPAIRS: usize = 40;

/// A document with everything around it.
#[derive(Template)]
#[template(path = "document.html")]
pub struct DocumentPage {
    lang: Lang,
    frame: Frame,
    document: Document,
    /// Subject, or else title.
    heading: String,
    /// Title, where it says more than the heading.
    title: Option<String>,
    versions: Vec<Version>,
    originals: Vec<Original>,
    actors: Vec<Actor>,
    attachments: Attachments,
    dossiers: Vec<DossierRow>,
    cases: Vec<CaseRow>,
    decisions: Vec<DecisionRow>,
    activities: Vec<ActivityRow>,
    agenda_items: Vec<AgendaItemRow>,
    papers: Vec<PaperGroup>,
    /// Sets of questions that it asks, answers or postpones.
    asked: Vec<Asked>,
    history: Vec<EventRow>,
    citation: String,
    publication: Option<String>,
    /// What says nearly the same.
    alike: AlikeView,
    found: Extracted,
    reading: Option<Reading>,
    no_text: &'static str,
    repairs: Vec<Repair>,
    problems: Vec<Problem>,
}

/// Papers of the same case that stand to this one in the same way.
struct PaperGroup {
    heading: &'static str,
    papers: Vec<CasePaper>,
}

impl Page for DocumentPage {
    const ADDRESSES: &'static [&'static str] = &["/document/{number}"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Atom];
    const SEARCHES: bool = true;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let Some(document) = app.store.show_document(&ask.parameter)? else { return elsewhere(ask, app) };
        let store = &app.store;
        if document.deleted {
            let seen = store.show_history(document.id)?.into_iter().find(|event| event.kind == "deleted");
            return Err(Error::Withdrawn { number: document.number, at: seen.map(|event| event.at) });
        }
        let id = document.id;
        let mut cases = store.show_cases(id)?;
        give_actors(&mut cases, store.show_case_actors(id)?);
        let mut decisions = store.show_decisions(id)?;
        give_votes(&mut decisions, store.show_votes(id)?);
        let versions = store.show_versions(id)?;
        let dossiers = store.show_dossiers(id)?;
        let originals = store.originals(id)?;
        let text = store.text_of(id)?;
        let heading = document
            .subject
            .clone()
            .or_else(|| document.title.clone())
            .unwrap_or_else(|| document.number.clone());
        let title = document.title.clone().filter(|title| *title != heading);
        let title =
            title.filter(|title| dossiers.iter().all(|dossier| dossier.title.as_ref() != Some(title)));
        let has_words = text.as_ref().is_some_and(|text| !text.text.trim().is_empty());
        let asked = asked(ask, app, id)?;
        let papers = store.show_case_papers(id)?;
        let found = Extracted::read(app, ask.lang, &document, &dossiers, text.as_ref())?;
        Ok(Loaded::page(DocumentPage {
            lang: ask.lang,
            frame: ask.frame(app),
            actors: store.show_document_actors(id)?,
            attachments: store.show_attachments(id)?,
            activities: store.show_activities(id)?,
            agenda_items: store.show_agenda_items(id)?,
            papers: group_papers(ask.lang, document.kind.as_deref(), papers),
            asked,
            history: store.show_history(id)?,
            citation: cite(ask.lang, &document, &dossiers),
            publication: publication(&document, &versions),
            no_text: if has_words { "" } else { no_text(ask.lang, &originals, text.is_some()) },
            reading: text.as_ref().filter(|_| has_words).map(|text| arrange(text, &found.links)),
            repairs: text.as_ref().map(|text| text.repairs.clone()).unwrap_or_default(),
            problems: text.map(|text| text.problems).unwrap_or_default(),
            alike: AlikeView::read(app, format!("document/{}", document.number)),
            found,
            heading,
            title,
            versions,
            originals,
            dossiers,
            cases,
            decisions,
            document,
        }))
    }

    fn json(&self) -> Value {
        let number = &self.document.number;
        let originals: Vec<Value> = self
            .originals
            .iter()
            .map(|original| {
                json!({
                    "version": original.version,
                    "sha256": original.hash.to_string(),
                    "length": original.length,
                    "media_type": original.media_type,
                    "format": original.format,
                    "fetched": original.fetched,
                    "url": address::original_version(number, original.version),
                })
            })
            .collect();
        json!({
            "document": self.document,
            "url": address::document(number),
            "house_url": address::house_document(number),
            "source_url": self.imported().is_none().then(|| self.source()),
            "imported": self.imported(),
            "publication": self.publication,
            "publication_url": self.publication.as_deref().map(address::official_publication),
            "citation": self.citation,
            "versions": self.versions,
            "originals": originals,
            "actors": self.actors,
            "attachments": { "of": neighbours(&self.attachments.of), "with": neighbours(&self.attachments.with) },
            "dossiers": self.dossiers,
            "cases": self.cases,
            "decisions": self.decisions,
            "activities": self.activities,
            "agenda_items": self.agenda_items,
            "papers_of_cases": self.papers.iter().flat_map(|group| &group.papers).map(|paper| addressed(paper, address::document(&paper.paper.number))).collect::<Vec<_>>(),
            "questions": self.asked.iter().map(Asked::json).collect::<Vec<_>>(),
            "history": self.history,
            "structure": self.found.json(),
            "text": self.reading.as_ref().map(text_json),
            "repairs": self.repairs,
            "problems": self.problems,
        })
    }

    /// Its first appearance and every change since.
    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, document) = (self.lang, &self.document);
        let url = address::document(&document.number);
        let record = Changes::of(lang, document.id, document.fetched.clone(), self.history.clone());
        let mut lines = record.lines(lang, &self.heading, &url);
        lines.push(Line {
            title: self.heading.clone(),
            kind: document.kind.clone(),
            number: Some(document.number.clone()),
            date: document.date.clone(),
            updated: record.first_seen,
            url: url.clone(),
            ..Line::default()
        });
        Some(Cow::Owned(Listing {
            title: format!("{} {}", document.kind.as_deref().unwrap_or_default(), document.number)
                .trim()
                .to_owned(),
            counted: lang.t("publicatie en veranderingen", "publication and changes").to_owned(),
            total: lines.len() as u64,
            path: url,
            lines,
            ..Listing::default()
        }))
    }
}

impl DocumentPage {
    /// `36800-V, nr. 49`, where it is a numbered paper.
    fn paper_number(&self, dossier: &DossierRow) -> String {
        match self.document.sub_number {
            Some(sub) => format!("{}, nr. {sub}", dossier.number),
            None => dossier.number.clone(),
        }
    }

    fn house(&self) -> String {
        address::house_document(&self.document.number)
    }

    fn source(&self) -> String {
        address::source_record(self.document.id)
    }

    /// The name of the loose file that it was made of.
    fn imported(&self) -> Option<&str> {
        imported(&self.document)
    }

    /// Whether the House has it under this number.
    fn at_the_house(&self) -> bool {
        !has_own_number(&self.document)
    }

    fn repairs_shown(&self) -> &[Repair] {
        &self.repairs[..self.repairs.len().min(MOST_REPAIRS)]
    }

    fn repairs_total(&self) -> u32 {
        self.repairs.iter().map(|repair| repair.count).sum()
    }

    fn repair_name(&self, repair: &Repair) -> &'static str {
        let (dutch, english) = repair_name(repair.kind);
        self.lang.t(dutch, english)
    }

    /// Changes worth telling: all but the first appearance of the record.
    fn changes(&self) -> impl Iterator<Item = &EventRow> {
        self.history.iter().filter(|event| event.kind != "new")
    }

    fn has_changes(&self) -> bool {
        self.changes().next().is_some()
    }

    fn first_seen(&self) -> Option<&str> {
        self.history.iter().find(|event| event.kind == "new").map(|event| event.at.as_str())
    }

    fn column_name(&self, change: &ColumnChange) -> String {
        column_name(self.lang, &change.column)
    }

    /// Groups of papers without those that stand with the questions already.
    fn other_papers(&self) -> Vec<(&'static str, Vec<&CasePaper>)> {
        let told = |paper: &&CasePaper| self.asked.iter().all(|set| !set.holds(&paper.paper.number));
        let groups =
            self.papers.iter().map(|group| (group.heading, group.papers.iter().filter(told).collect()));
        groups.filter(|(_, papers): &(_, Vec<_>)| !papers.is_empty()).collect()
    }

    /// Whether the cabinet speaks in this paper.
    fn cabinet_speaks(&self) -> bool {
        self.document.kind.as_deref().is_some_and(|kind| CABINET_KINDS.contains(&kind))
    }

    /// The trail of this paper, if it is a motion.
    fn trail(&self) -> Option<String> {
        let kind = self.document.kind.as_deref()?;
        let number = match (self.dossiers.first(), self.document.sub_number) {
            (Some(dossier), Some(sub)) => format!("{}-{sub}", dossier.number),
            _ => self.document.number.clone(),
        };
        MOTION_KINDS.contains(&kind).then(|| self.lang.href(address::motion(&number)))
    }

    /// Whether motions are mentioned in questions, or outside of them.
    fn speaks(&self, asked: &bool) -> bool {
        self.found.motions.iter().any(|motion| motion.in_question == *asked)
    }

    fn claim(&self, motion: &MotionView) -> &'static str {
        claim_words(self.lang, motion.claim)
    }

    fn shown(&self, value: &Value) -> String {
        shown(self.lang, value)
    }
}

/// The sets of questions that a document asks, answers or postpones, with their papers.
pub(super) fn asked(ask: &Ask, app: &App, document: model::Guid) -> Result<Vec<Asked>, Error> {
    let rows = app.store.show_questions_of(document)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Asked::with_papers(app, rows, reckoned(ask, app)?)
}

/// The number is no document's own: it is another notation of one, or nothing.
fn elsewhere(ask: &Ask, app: &App) -> Result<Loaded<DocumentPage>, Error> {
    let number: String = ask.parameter.chars().take(100).collect();
    match look_up(app, &ask.parameter)? {
        Found::Document(number) => Ok(Loaded::Elsewhere(address::document(&number))),
        Found::Nothing(near) => Err(Error::NoDocument { number, near }),
        Found::Unreadable => Err(Error::NotANumber { number }),
    }
}

pub(super) fn give_actors(cases: &mut [CaseRow], actors: Vec<(model::Guid, Actor)>) {
    let places: HashMap<_, _> = cases.iter().enumerate().map(|(at, case)| (case.id, at)).collect();
    for (id, actor) in actors {
        if let Some(at) = places.get(&id) {
            cases[*at].actors.push(actor);
        }
    }
}

pub(super) fn give_votes(decisions: &mut [DecisionRow], votes: Vec<VoteRow>) {
    let mut by_decision: HashMap<_, Vec<VoteRow>> = HashMap::new();
    for vote in votes {
        by_decision.entry(vote.decision).or_default().push(vote);
    }
    for decision in decisions {
        let votes = by_decision.remove(&decision.id).unwrap_or_default();
        decision.tally = Tally::of(decision.vote_kind.as_deref(), votes);
    }
}

/// Answers beside questions, questions beside answers, the rest together.
fn group_papers(lang: Lang, kind: Option<&str>, papers: Vec<CasePaper>) -> Vec<PaperGroup> {
    let is = |paper: &CasePaper, what: &str| {
        paper.paper.kind.as_deref().is_some_and(|kind| kind.starts_with(what))
    };
    let kind = kind.unwrap_or_default();
    let written = kind.starts_with("Schriftelijke vragen")
        || is_answer(kind)
        || kind.starts_with("Mededeling (uitstel");
    let mut groups = [
        (lang.t("De vragen", "The questions"), Vec::new()),
        (lang.t("Antwoord op deze vragen", "Answer to these questions"), Vec::new()),
        (lang.t("Uitstel van het antwoord", "Postponement of the answer"), Vec::new()),
        (lang.t("Andere stukken bij deze zaak", "Other papers of this case"), Vec::new()),
    ];
    for paper in papers {
        let at = match () {
            () if written && is(&paper, "Schriftelijke vragen") => 0,
            () if written && is_answer(paper.paper.kind.as_deref().unwrap_or_default()) => 1,
            () if written && is(&paper, "Mededeling (uitstel") => 2,
            () => 3,
        };
        groups[at].1.push(paper);
    }
    groups
        .into_iter()
        .filter(|(_, papers)| !papers.is_empty())
        .map(|(heading, papers)| PaperGroup { heading, papers })
        .collect()
}

fn is_answer(kind: &str) -> bool {
    kind.starts_with("Antwoord schriftelijke vragen")
}

/// As papers are cited: `Kamerstukken II 2025/26, 36800-V, nr. 49`; for others by their own number.
fn cite(lang: Lang, document: &Document, dossiers: &[DossierRow]) -> String {
    let year = document.session_year.as_deref().map(session).unwrap_or_default();
    if let (Some(dossier), Some(sub)) = (dossiers.first(), document.sub_number) {
        return format!("Kamerstukken II {year}, {}, nr. {sub}", dossier.number).replace(" ,", ",");
    }
    if let Some(number) = document.annex_number.as_deref().and_then(annex_serial) {
        return format!("Aanhangsel Handelingen II {year}, nr. {number}").replace(" ,", ",");
    }
    let kind = document.kind.as_deref().unwrap_or(lang.t("Document", "Document"));
    let date = document.date.as_deref().map(|date| format!(", {}", Lang::Nl.day(date))).unwrap_or_default();
    if has_own_number(document) {
        let title = document.title.as_deref().unwrap_or(&document.number);
        return format!("{kind}, “{title}”{date}");
    }
    format!("{kind}, Tweede Kamer {}{date}", document.number)
}

/// The number in the annex without its session: `242500608` is 608.
fn annex_serial(annex: &str) -> Option<u32> {
    annex.get(4..).filter(|rest| annex.len() == 9 && !rest.is_empty())?.parse().ok()
}

/// The identifier of the official publication: of the current version, else of the newest that has one.
fn publication(document: &Document, versions: &[Version]) -> Option<String> {
    let current = versions.iter().filter(|version| Some(version.id) == document.current_version);
    current.chain(versions).find_map(|version| version.external_id.clone())
}

/// The name of the loose file that a document was made of; none for those of the House.
fn imported(document: &Document) -> Option<&str> {
    document.organisation.as_deref()?.strip_prefix(IMPORTED)
}

/// Whether a loose file told no number of the House: then the House does not know it by this one.
fn has_own_number(document: &Document) -> bool {
    imported(document).is_some() && document.number.starts_with("IMPORT-")
}

/// Why there is nothing to read.
fn no_text(lang: Lang, originals: &[Original], was_read: bool) -> &'static str {
    if originals.first().is_some_and(|original| original.length == 0) {
        return lang.t("Het bestand is leeg.", "The file is empty.");
    }
    match originals.first().map(|original| original.format.as_str()) {
        None => lang.t(
            "Het bestand van dit document is hier nog niet opgehaald. Bij de Kamer is het wel te lezen.",
            "The file of this document was not fetched here yet. It can be read at the House.",
        ),
        Some("other") => lang.t(
            "Dit soort bestand wordt hier niet gelezen (een afbeelding, een rekenblad of een presentatie, bijvoorbeeld). Download het om het te bekijken.",
            "This kind of file is not read here (a picture, a sheet or slides, for example). Download it to look at it.",
        ),
        Some(_) if was_read => lang.t(
            "In het bestand staat geen leesbare tekst; waarschijnlijk is het een scan. Open het origineel om het te bekijken.",
            "There is no readable text in the file; it is probably a scan. Open the original to look at it.",
        ),
        Some(_) => lang.t(
            "De tekst van het bestand is nog niet gelezen. Open het origineel, of kom later terug.",
            "The text of the file was not read yet. Open the original, or come back later.",
        ),
    }
}

fn column_name(lang: Lang, column: &str) -> String {
    let names = match column {
        "kind" => ("soort", "kind"),
        "number" => ("nummer", "number"),
        "title" => ("titel", "title"),
        "subject" => ("onderwerp", "subject"),
        "date" => ("datum", "date"),
        "sub_number" => ("volgnummer", "sub-number"),
        "session_year" => ("vergaderjaar", "session"),
        "citation_title" => ("citeertitel", "citation title"),
        "registered" => ("geregistreerd op", "registered on"),
        "received" => ("ontvangen op", "received on"),
        "annex_number" => ("aanhangselnummer", "annex number"),
        "sender_reference" => ("kenmerk afzender", "sender's reference"),
        "current_version" => ("huidige versie", "current version"),
        "content_type" => ("bestandstype", "file type"),
        "content_length" => ("bestandsgrootte", "file size"),
        "organisation" => ("organisatie", "organisation"),
        "AttachmentOf" => ("bijlage bij", "attachment of"),
        "DocumentActivity" => ("activiteiten", "activities"),
        "DocumentAgendaItem" => ("agendapunten", "agenda items"),
        "DocumentCase" => ("zaken", "cases"),
        "DocumentDossier" => ("dossier", "dossier"),
        other => return other.replace('_', " "),
    };
    lang.t(names.0, names.1).to_owned()
}

fn shown(lang: Lang, value: &Value) -> String {
    match value {
        Value::Null => lang.t("leeg", "empty").to_owned(),
        Value::String(text) if text.parse::<model::Guid>().is_ok() => {
            lang.t("een andere", "another one").to_owned()
        }
        Value::String(text) if text.len() == 10 => lang.day(text),
        Value::String(text) => text.clone(),
        Value::Array(ids) => match ids.len() {
            0 => lang.t("geen", "none").to_owned(),
            1 => lang.t("één verwijzing", "one reference").to_owned(),
            many => format!("{many} {}", lang.t("verwijzingen", "references")),
        },
        other => other.to_string(),
    }
}

fn neighbours(list: &[store::show::around::Neighbour]) -> Vec<Value> {
    list.iter().map(|neighbour| addressed(neighbour, address::document(&neighbour.number))).collect()
}

/// The text as data: paragraphs with their anchors, and the notes.
fn text_json(reading: &Reading) -> Value {
    let line = |parts: &[Part]| -> String {
        parts
            .iter()
            .map(|part| match part {
                Part::Text(text) | Part::Link(_, _, text) => text.clone(),
                Part::Break => "\n".to_owned(),
                Part::Mark(_, label) => format!("[{label}]"),
            })
            .collect()
    };
    let mut page = None;
    let mut paragraphs = Vec::new();
    let mut put = |kind: &str, anchor: usize, text: String, page: Option<u32>| {
        paragraphs.push(json!({ "anchor": format!("p{anchor}"), "kind": kind, "text": text, "page": page }));
    };
    for block in &reading.blocks {
        match block {
            Block::Page(number) => page = Some(*number),
            Block::Heading(_, heading) => put("heading", heading.anchor, line(&heading.parts), page),
            Block::Paragraph(paragraph) => put("paragraph", paragraph.anchor, line(&paragraph.parts), page),
            Block::List(items) => {
                items.iter().for_each(|item| put("list_item", item.anchor, line(&item.parts), page))
            }
            Block::Table(rows) => rows.iter().for_each(|row| {
                let cells: Vec<String> = row.cells.iter().map(|cell| line(&cell.parts)).collect();
                put("table_row", row.anchor, cells.join("\t"), page);
            }),
            Block::Speech(_) => {}
        }
    }
    let notes: Vec<Value> =
        reading.notes.iter().map(|note| json!({ "label": note.label, "text": line(&note.parts) })).collect();
    json!({ "paragraphs": paragraphs, "notes": notes, "cut": reading.cut })
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::show::around::Neighbour;

    fn paper(kind: &str) -> CasePaper {
        let paper =
            Neighbour { number: "2031D00001".into(), kind: Some(kind.into()), subject: None, date: None };
        CasePaper { case: "2031Z00001".into(), paper }
    }

    #[track_caller]
    fn check(kind: &str, papers: &[&str], headings: &[&str]) {
        let groups = group_papers(Lang::Nl, Some(kind), papers.iter().map(|kind| paper(kind)).collect());
        assert_eq!(groups.iter().map(|group| group.heading).collect::<Vec<_>>(), headings);
    }

    #[test]
    fn questions_show_their_answer_and_answers_their_questions() {
        check(
            "Schriftelijke vragen",
            &["Antwoord schriftelijke vragen (nader)", "Mededeling (uitstel antwoord)"],
            &["Antwoord op deze vragen", "Uitstel van het antwoord"],
        );
        check(
            "Antwoord schriftelijke vragen",
            &["Schriftelijke vragen", "Bijlage"],
            &["De vragen", "Andere stukken bij deze zaak"],
        );
        check("Brief regering", &["Schriftelijke vragen"], &["Andere stukken bij deze zaak"]);
    }

    #[test]
    fn an_annex_number_holds_its_session() {
        assert_eq!(annex_serial("242500608"), Some(608));
        assert_eq!(annex_serial("608"), None);
        assert_eq!(annex_serial("ééééé"), None);
    }
}
