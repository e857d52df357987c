//! `/motie/{number}`: the trail of a motion. One time line of what was moved, decided and said of it since.
//!
//! What the cabinet says stands apart from what was counted here. Nothing is called carried out by us.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::time::Duration;

use askama::Template;
use jiff::civil::Date;
use model::Guid;
use model::facts::Claim;
use model::number::{Kamerstuk, OfficialNumber};
use serde_json::{Value, json};
use store::show::around::{CaseRow, Neighbour};
use store::show::document::{Actor, Document};
use store::show::found::Paragraphs;
use store::show::motions::{MOTION_KINDS, SaidOfMotion};
use store::show::newest::CABINET_KINDS;
use store::show::votes::DecisionRow;

use crate::error::{Error, Near};
use crate::found::{citable_from, claim_named, claim_words};
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page};
use crate::pages::case::decided;
use crate::pages::document::{give_actors, give_votes};
use crate::speaker::Speakers;
use crate::{App, Lang, address};

/// Transcripts at most that are read for who speaks in them: the newest.
const MOST_TRANSCRIPTS: usize = 6;

const WHAT: (&str, &str) = ("motie", "motion");

/// The trail of a motion.
#[derive(Template)]
#[template(path = "motion.html")]
pub struct MotionPage {
    lang: Lang,
    frame: Frame,
    /// Its number: of its paper, else of its document.
    number: String,
    heading: String,
    /// Its document, where it is here.
    document: Option<Document>,
    movers: Vec<Actor>,
    cases: Vec<CaseRow>,
    steps: Vec<Step>,
    /// What the cabinet said became of it, newest first.
    claims: Vec<Quoted>,
    computed: Computed,
}

/// A step of the time line.
struct Step {
    date: Option<String>,
    what: What,
}

/// What happened.
enum What {
    Moved,
    Decided(Box<DecisionRow>),
    Said(Vec<Quoted>),
}

/// A passage with its document and its address.
#[derive(Clone)]
struct Quoted {
    said: SaidOfMotion,
    author: Option<Actor>,
    /// Who has the floor there, in a transcript.
    speaker: Option<String>,
    cabinet: bool,
    address: String,
}

/// What follows from the records and passages by counting.
#[derive(Debug, Default, PartialEq, Eq, serde::Serialize)]
struct Computed {
    /// Documents that mention the motion.
    documents: usize,
    /// Passages that mention it.
    passages: usize,
    /// Days since the last vote on it.
    days_since_decision: Option<i32>,
    /// Days since it was last mentioned.
    days_since_mention: Option<i32>,
    /// Days between the decision and the first passage after it.
    days_to_first_mention: Option<i32>,
}

impl Page for MotionPage {
    const ADDRESSES: &'static [&'static str] = &["/motie/{number}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let asked: String = ask.parameter.chars().take(100).collect();
        let (number, document) = match find(app, &ask.parameter)? {
            Sought::Here(_, Some(paper)) if paper != ask.parameter => {
                return Ok(Loaded::Elsewhere(address::motion(&paper)));
            }
            Sought::Here(document, paper) => {
                (paper.unwrap_or_else(|| document.number.clone()), Some(*document))
            }
            Sought::OnlyNamed(paper) if paper != ask.parameter => {
                return Ok(Loaded::Elsewhere(address::motion(&paper)));
            }
            Sought::OnlyNamed(paper) => (paper, None),
            Sought::Nothing => return Err(none(asked, Near::default())),
        };
        if let Some(document) = &document {
            if document.deleted {
                return Err(Error::Withdrawn { number, at: None });
            }
            if !is_motion(document) {
                let documents = vec![neighbour(document)];
                let what = ("Dit nummer heeft wel dit stuk", "This paper has the number, though");
                return Err(none(number, Near { what, documents, house: None }));
            }
        }
        let store = &app.store;
        let id = document.as_ref().map(|document| document.id);
        let mut numbers = vec![number.clone()];
        numbers.extend(document.iter().map(|document| document.number.clone()));
        numbers.dedup();
        let since = document.as_ref().map_or_else(String::new, citable_from);
        let said = apart(store.show_said_of(id, &numbers, &since)?);
        if document.is_none() && said.iter().all(|said| said.claim.is_none()) {
            return Err(none(number, Near::default()));
        }
        let of = id.unwrap_or_default();
        let mut cases = store.show_cases(of)?;
        give_actors(&mut cases, store.show_case_actors(of)?);
        let mut decisions = store.show_decisions(of)?;
        give_votes(&mut decisions, store.show_votes(of)?);
        let documents: Vec<Guid> =
            said.iter().map(|said| said.id).collect::<HashSet<_>>().into_iter().collect();
        let paragraphs = store.show_paragraphs(&documents)?;
        let mut authors: HashMap<Guid, Actor> = HashMap::new();
        for (id, actor) in store.show_actors_of(&documents)? {
            authors.entry(id).or_insert(actor);
        }
        let mut quoted: Vec<Quoted> =
            said.into_iter().map(|said| quote(said, &authors, &paragraphs)).collect();
        give_speakers(app, &mut quoted)?;
        let heading = match &document {
            Some(document) => document.subject.clone().or_else(|| document.title.clone()),
            // «motie op stuk nr. 32» says less than its number
            None => quoted
                .first()
                .map(|quoted| &quoted.said.text)
                .filter(|name| !name.contains("stuk nr"))
                .cloned(),
        };
        let computed = compute(&quoted, &decisions, ask.today());
        let mut claims: Vec<Quoted> =
            quoted.iter().filter(|quoted| quoted.cabinet && quoted.says()).cloned().collect();
        claims.reverse();
        Ok(Loaded::page(MotionPage {
            lang: ask.lang,
            frame: ask.frame(app),
            heading: heading.map_or_else(
                || format!("{} {number}", ask.lang.t("Motie", "Motion")),
                |heading| capital(&heading),
            ),
            movers: store.show_document_actors(of)?,
            steps: steps(document.as_ref(), decisions, quoted),
            number,
            document,
            cases,
            claims,
            computed,
        }))
    }

    fn json(&self) -> Value {
        let steps: Vec<Value> = self
            .steps
            .iter()
            .map(|step| match &step.what {
                What::Moved => json!({ "date": step.date, "kind": "moved" }),
                What::Decided(decision) => json!({ "date": step.date, "kind": "decided", "decision": decision }),
                What::Said(passages) => {
                    json!({ "date": step.date, "kind": "said", "passages": passages.iter().map(Quoted::json).collect::<Vec<_>>() })
                }
            })
            .collect();
        json!({
            "number": self.number,
            "url": address::motion(&self.number),
            "title": self.heading,
            "document": self.document,
            "movers": self.movers,
            "cases": self.cases,
            "cabinet_says": self.claims.iter().map(Quoted::json).collect::<Vec<_>>(),
            "computed": self.computed,
            "steps": steps,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, url) = (self.lang, address::motion(&self.number));
        let mut lines = Vec::new();
        for step in &self.steps {
            match &step.what {
                What::Moved => lines.push(Line {
                    url: url.clone(),
                    title: self.heading.clone(),
                    kind: Some(lang.t("ingediend", "moved").to_owned()),
                    number: Some(self.number.clone()),
                    date: step.date.clone(),
                    ..Line::default()
                }),
                What::Decided(decision) => lines.push(decided(lang, decision, &self.heading)),
                What::Said(passages) => lines.extend(passages.iter().map(|quoted| Line {
                    id: Some(format!("{}@{}", quoted.address, quoted.said.start)),
                    meta: vec![quoted.words(&lang).to_owned()],
                    summary: Some(quoted.said.quote.clone()),
                    ..Line::of_paper(&quoted.said.document, quoted.address.clone())
                })),
            }
        }
        let title = format!("{} {}", lang.t("Motie", "Motion"), self.number);
        Some(Cow::Owned(Listing::of_record(lang, title, url, lines)))
    }
}

impl Quoted {
    fn claim(&self) -> Option<Claim> {
        self.said.claim.as_deref().map(claim_named)
    }

    /// Whether the author says what became of the motion.
    fn says(&self) -> bool {
        self.claim().is_some_and(|claim| claim != Claim::Mentioned)
    }

    /// What the author says of the motion, in words.
    fn words(&self, lang: &Lang) -> &'static str {
        match self.claim() {
            Some(claim) => claim_words(*lang, claim),
            None => lang.t("haalt het stuk aan", "cites the paper"),
        }
    }

    fn json(&self) -> Value {
        let mut value = json!(self.said);
        value["url"] = json!(self.address);
        value["author"] = json!(self.author);
        value["speaker"] = json!(self.speaker);
        value["cabinet"] = json!(self.cabinet);
        value
    }
}

impl MotionPage {
    /// The last vote, or what came instead of it.
    fn outcome(&self) -> Option<&DecisionRow> {
        self.steps.iter().rev().find_map(|step| match &step.what {
            What::Decided(decision) if is_outcome(decision) => Some(decision.as_ref()),
            _ => None,
        })
    }

    fn advice(&self) -> Option<&str> {
        self.cases.iter().find_map(|case| case.cabinet_advice.as_deref())
    }
}

/// What an address means.
enum Sought {
    /// A document that is here, with the number of its paper.
    Here(Box<Document>, Option<String>),
    /// A paper that is not here; others may speak of it.
    OnlyNamed(String),
    Nothing,
}

fn find(app: &App, asked: &str) -> Result<Sought, Error> {
    let store = &app.store;
    let paper = match OfficialNumber::parse(asked) {
        Some(OfficialNumber::Document(number)) => {
            let Some(document) = store.show_document(&number.to_string())? else {
                return Ok(Sought::Nothing);
            };
            let dossier = store.show_dossiers(document.id)?.into_iter().next();
            let paper =
                dossier.zip(document.sub_number).map(|(dossier, sub)| format!("{}-{sub}", dossier.number));
            return Ok(Sought::Here(Box::new(document), paper));
        }
        Some(OfficialNumber::Kamerstuk(paper)) => paper,
        Some(OfficialNumber::Publication(identifier)) => {
            match identifier.trim_start_matches("kst-").parse::<Kamerstuk>() {
                Ok(paper) => paper,
                Err(_) => return Ok(Sought::Nothing),
            }
        }
        _ => return Ok(Sought::Nothing),
    };
    let Some(sub) = paper.sub_number() else { return Ok(Sought::Nothing) };
    let number = store.find_kamerstuk(paper.dossier.number, paper.dossier.addition.as_deref(), sub)?;
    let document = match number {
        Some(number) => store.show_document(&number)?,
        None => None,
    };
    Ok(match document {
        Some(document) => Sought::Here(Box::new(document), Some(paper.to_string())),
        None => Sought::OnlyNamed(paper.to_string()),
    })
}

fn none(number: String, near: Near) -> Error {
    Error::NoRecord { what: WHAT, number, list: "/moties", near: Box::new(near) }
}

fn is_motion(document: &Document) -> bool {
    document.kind.as_deref().is_some_and(|kind| MOTION_KINDS.contains(&kind))
}

fn neighbour(document: &Document) -> Neighbour {
    Neighbour {
        number: document.number.clone(),
        kind: document.kind.clone(),
        subject: document.subject.clone().or_else(|| document.title.clone()),
        date: document.date.clone(),
    }
}

/// Each passage once: a citation inside a mention, and a sentence quoted before in the same document, are left out.
fn apart(said: Vec<SaidOfMotion>) -> Vec<SaidOfMotion> {
    let mut kept: Vec<SaidOfMotion> = Vec::new();
    // passages of one document stand together, its mentions before its citations
    let mut from = 0;
    for said in said {
        if kept.get(from).is_some_and(|first| first.id != said.id) {
            from = kept.len();
        }
        let known = kept[from..].iter().any(|other| {
            other.quote == said.quote
                || (said.claim.is_none() && other.start <= said.start && said.stop <= other.stop)
        });
        if !known {
            kept.push(said);
        }
    }
    kept
}

fn quote(
    said: SaidOfMotion,
    authors: &HashMap<Guid, Actor>,
    paragraphs: &HashMap<Guid, Paragraphs>,
) -> Quoted {
    let anchor = paragraphs.get(&said.id).and_then(|paragraphs| paragraphs.anchor(said.start));
    Quoted {
        author: authors.get(&said.id).cloned(),
        speaker: None,
        cabinet: cabinet_says(&said),
        address: address::passage(&said.document.number, anchor.as_deref()),
        said,
    }
}

/// Tells who says what stands in a transcript. Who signs a report of a committee only signs it.
fn give_speakers(app: &App, quoted: &mut [Quoted]) -> Result<(), Error> {
    let mut read: HashMap<Guid, Speakers> = HashMap::new();
    for quoted in quoted.iter_mut().rev() {
        if !quoted.said.document.kind.as_deref().is_some_and(Speakers::are_in) {
            continue;
        }
        quoted.author = None;
        let id = quoted.said.id;
        if !read.contains_key(&id) {
            if read.len() == MOST_TRANSCRIPTS {
                continue;
            }
            let text = app.store.text_of(id)?;
            read.insert(id, text.as_ref().map(Speakers::of).unwrap_or_default());
        }
        quoted.speaker = read[&id].at(quoted.said.start).map(str::to_owned);
    }
    Ok(())
}

/// A name of a motion as a heading.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether it is the cabinet that speaks: in a paper of its own outside of the questions, or in an answer.
fn cabinet_says(said: &SaidOfMotion) -> bool {
    let kind = said.document.kind.as_deref().unwrap_or_default();
    // reports hold what members wrote too; there only an answer is the cabinet's
    let shared = kind.starts_with("Verslag") || kind.starts_with("Lijst van vragen");
    if shared { said.in_answer } else { !said.in_question && CABINET_KINDS.contains(&kind) }
}

fn steps(document: Option<&Document>, decisions: Vec<DecisionRow>, quoted: Vec<Quoted>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    steps.extend(document.map(|document| Step { date: document.date.clone(), what: What::Moved }));
    steps.extend(
        decisions
            .into_iter()
            .rev()
            .filter(|decision| decision.text.is_some() || decision.tally.is_some())
            // that it was moved is told already, with its paper
            .filter(|decision| {
                document.is_none()
                    || decision.text.as_deref().map(|text| text.trim_end_matches('.')) != Some("Ingediend")
            })
            .map(|decision| Step { date: decision.date.clone(), what: What::Decided(Box::new(decision)) }),
    );
    let mut said: Vec<Step> = Vec::new();
    for quoted in quoted {
        match said.last_mut() {
            Some(Step { what: What::Said(passages), .. })
                if passages.last().is_some_and(|last| last.said.id == quoted.said.id) =>
            {
                passages.push(quoted);
            }
            _ => said.push(Step { date: quoted.said.document.date.clone(), what: What::Said(vec![quoted]) }),
        }
    }
    steps.append(&mut said);
    // what has no day stands last; on one day it was moved, decided, spoken of
    steps.sort_by(|a, b| (a.date.is_none(), &a.date).cmp(&(b.date.is_none(), &b.date)));
    steps
}

fn is_outcome(decision: &DecisionRow) -> bool {
    decision.tally.is_some()
        || decision
            .kind
            .as_deref()
            .is_some_and(|kind| kind.starts_with("Stemmen - ") || kind == "Overgenomen")
}

fn compute(quoted: &[Quoted], decisions: &[DecisionRow], today: Date) -> Computed {
    let day = |date: &Option<String>| date.as_deref().and_then(|date| date.parse::<Date>().ok());
    let days = |from: Date, to: Date| from.until(to).ok().map(|span| span.get_days());
    let decided =
        decisions.iter().filter(|decision| is_outcome(decision)).find_map(|decision| day(&decision.date));
    let decided = decided.filter(|decided| *decided <= today);
    let mentioned: Vec<Date> = quoted
        .iter()
        .filter_map(|quoted| day(&quoted.said.document.date))
        .filter(|day| *day <= today)
        .collect();
    let first_after = decided.and_then(|decided| mentioned.iter().find(|day| **day >= decided).copied());
    Computed {
        documents: quoted.iter().map(|quoted| quoted.said.id).collect::<HashSet<_>>().len(),
        passages: quoted.len(),
        days_since_decision: decided.and_then(|decided| days(decided, today)),
        days_since_mention: mentioned.iter().max().and_then(|last| days(*last, today)),
        days_to_first_mention: decided.zip(first_after).and_then(|(decided, first)| days(decided, first)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(document: u8, claim: Option<&str>, quote: &str, start: u32, stop: u32) -> SaidOfMotion {
        SaidOfMotion {
            id: Guid([document; 16]),
            document: Neighbour { number: "2031D00001".into(), kind: None, subject: None, date: None },
            text: "motie".into(),
            claim: claim.map(str::to_owned),
            quote: quote.into(),
            start,
            stop,
            told: true,
            in_question: false,
            in_answer: false,
        }
    }

    #[test]
    fn a_claim_in_a_question_or_by_members_is_not_the_cabinets() {
        let in_kind = |kind: &str, in_question, in_answer| {
            let mut said = said(1, Some("done"), "De motie is uitgevoerd.", 0, 5);
            said.document.kind = Some(kind.to_owned());
            (said.in_question, said.in_answer) = (in_question, in_answer);
            cabinet_says(&said)
        };
        assert!(in_kind("Brief regering", false, false));
        assert!(!in_kind("Antwoord schriftelijke vragen", true, false));
        assert!(in_kind("Antwoord schriftelijke vragen", false, true));
        assert!(!in_kind("Verslag van een schriftelijk overleg", false, false));
        assert!(in_kind("Verslag van een schriftelijk overleg", false, true));
        assert!(!in_kind("Motie", false, false));
    }

    #[test]
    fn a_passage_that_mentions_and_cites_is_one_passage() {
        let kept = apart(vec![
            said(1, Some("done"), "De motie (nr. 7) is klaar.", 10, 40),
            said(1, None, "Kop. De motie (nr. 7) is klaar.", 20, 25),
            said(1, None, "Zie ook nr. 7.", 60, 65),
            said(2, None, "Zie ook nr. 7.", 60, 65),
        ]);
        assert_eq!(
            kept.iter().map(|said| (said.id.0[0], said.start)).collect::<Vec<_>>(),
            [(1, 10), (1, 60), (2, 60)]
        );
    }
}
