//! Written questions of members, the notice that the answer takes longer, and the answer.

use jiff::civil::Date;

use crate::calendar::{after, session, working};
use crate::cases::Rules;
use crate::cases::debate::capital;
use crate::cases::rows::{self, CaseRow, DocumentRow, Extent, Signer};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::papers::{self, Paper};
use crate::story;
use crate::topics::TOPICS;
use crate::world::{Case, Tail, World};

pub(crate) struct Questions;

/// How far the questions have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Asked,
    Answered {
        postponed: bool,
    },
    /// The answer is among the last changes.
    AnsweredLate,
}

pub(crate) fn stage(c: &Case) -> Stage {
    match (c.tail, c.rng(1).below(12)) {
        (Some(Tail::Answered), _) => Stage::AnsweredLate,
        (_, 0) => Stage::Asked,
        (_, n) => Stage::Answered { postponed: n < 5 },
    }
}

pub(crate) fn askers(w: &World, c: &Case) -> Vec<usize> {
    let mut rng = c.rng(2);
    let count = [1, 1, 1, 2, 3][rng.below(5)];
    w.members(&mut rng, count)
}

pub(crate) fn subject(c: &Case) -> String {
    let mut rng = c.rng(3);
    let subject = rng.pick(TOPICS[c.topic].subjects);
    let paper = ["Het Ochtendblad", "De Streekbode", "Nieuws Vandaag", "Het Handelsjournaal"][rng.below(4)];
    match rng.below(3) {
        0 => capital(subject),
        1 => format!(
            "Het bericht «{}: zorgen over {subject}» ({paper}, {})",
            TOPICS[c.topic].organisation,
            crate::calendar::long(after(c.date, -2))
        ),
        _ => format!("Het bericht over problemen met {subject}"),
    }
}

/// The day of the answer.
pub(crate) fn answered(w: &World, c: &Case) -> Date {
    let days = match stage(c) {
        Stage::Answered { postponed: true } => 45,
        _ => 20,
    };
    working(after(c.date, days)).min(w.settings.today).max(c.date)
}

/// `2025-2026, nr. 1106` as the House keys it: `252601106`.
pub(crate) fn annex(c: &Case, day: Date) -> String {
    let first = session(day) % 100;
    format!("{first:02}{:02}{:05}", first + 1, annex_number(c))
}

/// Case numbers begin anew in January and sessions in September, so that this is unique within a session.
pub(crate) fn annex_number(c: &Case) -> u32 {
    let number = if c.date.month() >= 9 { c.cases.saturating_sub(15_900) } else { c.cases + 8_200 };
    // the story has this one
    if number == story::ANNEX { 30_000 } else { number }
}

const ASKED: u16 = 0;
const ANSWER: u16 = 1;

impl Rules for Questions {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        match stage(c) {
            Stage::Asked | Stage::AnsweredLate => 1,
            Stage::Answered { postponed } => 2 + u16::from(postponed),
        }
    }

    fn late_documents(&self, _: &World, c: &Case) -> u16 {
        u16::from(stage(c) == Stage::AnsweredLate)
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        0
    }

    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [1, 0, 0]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let day = answered(w, c);
        let mut row = match local {
            ASKED => DocumentRow::new("Schriftelijke vragen", subject(c), c.date, Extent::Short),
            ANSWER => {
                let subject = format!("Antwoord op vragen van {} over {}", names(w, c), lower(&subject(c)));
                DocumentRow::new("Antwoord schriftelijke vragen", subject, day, Extent::Letter)
            }
            _ => {
                let subject =
                    format!("Uitstel beantwoording vragen van {} over {}", names(w, c), lower(&subject(c)));
                let day = working(after(c.date, 21)).min(w.settings.today).max(c.date);
                DocumentRow::new("Mededeling (uitstel antwoord)", subject, day, Extent::Short)
            }
        };
        if local == ANSWER {
            row.annex = Some(annex(c, day));
            row.published = Some(format!("ah-tk-{}{}-{}", session(day), session(day) + 1, annex_number(c)));
        }
        row.received = local != ASKED;
        row.of_case(w, c, 0)
    }

    fn signers(&self, w: &World, c: &Case, local: u16) -> Vec<Signer> {
        match local {
            ASKED => Signer::members(&askers(w, c)),
            _ => vec![Signer::person(TOPICS[c.topic].ministry, "Eerste ondertekenaar")],
        }
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        match local {
            ASKED => papers::questions(w, c),
            ANSWER => papers::answers(w, c),
            _ => papers::postponement(w, c),
        }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let mut actors = rows::movers(&askers(w, c), None);
        actors.push(Signer::person(TOPICS[c.topic].ministry, "Gericht aan"));
        rows::case(w, c, e, 0, &actors, |revision| CaseRow {
            term: Some(after(c.date, 21)),
            done: revision > 0 || matches!(stage(c), Stage::Answered { .. }),
            ..CaseRow::new("Schriftelijke vragen", subject(c), c.date)
        });
        rows::document(w, c, e, ASKED);
        match stage(c) {
            Stage::Asked => {}
            Stage::Answered { postponed } => {
                rows::document(w, c, e, ANSWER);
                if postponed {
                    rows::document(w, c, e, 2);
                }
            }
            Stage::AnsweredLate => rows::late_document(w, c, e, ANSWER),
        }
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        if stage(c) == Stage::AnsweredLate {
            return vec![
                Event::new(Category::Document, ANSWER, Change::Add),
                Event::new(Category::DocumentVersie, ANSWER * 4, Change::Add),
                Event::new(Category::DocumentActor, ANSWER * 32, Change::Add),
                Event::new(Category::Zaak, 0, Change::Update),
            ];
        }
        if c.rng(4).one_in(14) {
            return vec![Event::new(Category::Zaak, 0, Change::Again)];
        }
        Vec::new()
    }
}

/// `het lid Rietvoorn (VrijBurger)`, `de leden A en B`.
pub(crate) fn names(w: &World, c: &Case) -> String {
    let askers = askers(w, c);
    let called: Vec<String> = askers.iter().map(|&p| w.people[p].called()).collect();
    match called.split_last() {
        Some((only, [])) => {
            let party = w.people[askers[0]].party().map_or("", |p| p.short);
            format!("het lid {only} ({party})")
        }
        Some((last, rest)) => format!("de leden {} en {last}", rest.join(", ")),
        None => String::new(),
    }
}

pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
