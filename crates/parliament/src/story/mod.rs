//! The dossier that tells a story end to end: medical evacuations of children from the invented Noordland.
//!
//! A motion is adopted; its mover asks in writing what became of it; the same answer is given three times; a federation
//! of doctors calls for a decision before a day; the minister promises a letter before that day, moves the deadline, and
//! sends a letter that meets half of the promise; a second motion follows. All of it is invented. The texts are in
//! `texts/`, in the markup of `script`; their days move by whole years when the simulation is set in a later one, and
//! the numbers are the same for every seed.

mod pieces;
mod script;

use jiff::civil::Date;

use crate::calendar::{long, weekday};
use crate::cases::Rules;
use crate::cases::rows::{
    self, ActivityRow, CaseRow, CommitmentRow, DecisionRow, DocumentRow, Extent, MeetingRow, Signer,
    VERSIONS, Who,
};
use crate::cases::votes::{SITTING, Verdict};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::files::Format;
use crate::papers::Paper;
use crate::people::role::{ALLY, CRITIC, FOREIGN_MINISTER, HEALTH_MINISTER, MOVER, OPPONENT, SECOND};
use crate::transcript::{self, Transcript};
use crate::world::{Case, World};
use pieces::*;

/// Number of the dossier.
pub(crate) const DOSSIER: u32 = 29_995;
/// Title of the dossier.
pub(crate) const TITLE: &str = "De situatie in Noordland";
/// First number in the dossier that the story uses.
pub(crate) const FIRST_PAPER: u32 = 40;
/// Last one.
pub(crate) const LAST_PAPER: u32 = 53;
/// The motion.
pub(crate) const MOTION_PAPER: u32 = 42;

/// The number of the answers in the Aanhangsel.
pub(crate) const ANNEX: u32 = 1_487;

/// Numbers of documents, cases, activities and agenda items that no other case may take, ascending.
pub(crate) const RESERVED: [&[u32]; 4] = [
    &[
        1_412, 2_136, 2_138, 2_260, 6_014, 7_733, 10_288, 13_951, 15_907, 16_120, 16_845, 19_370, 19_402,
        22_516, 27_731, 27_732, 33_440, 33_518, 45_219,
    ],
    &[655, 981, 982, 4_912, 7_133, 9_870, 12_644, 16_402, 19_655],
    &[187, 251, 496, 2_304, 5_127, 5_190, 6_871],
    &[611, 612, 613, 1_204, 4_410, 4_411, 4_412, 12_207, 12_208],
];

/// The moment after which the whole story has happened.
const END: (i16, i8, i8) = (2026, 11, 16);

/// By how many years the story is moved so that it ends before today.
fn moved(today: Date) -> i16 {
    let passed = (today.month(), today.day()) >= (END.1, END.2);
    today.year() - END.0 - i16::from(!passed)
}

/// A day of the story as written for 2026.
pub(crate) fn day(today: Date, year: i16, month: i8, day: i8) -> Date {
    Date::new(year + moved(today), month, day).unwrap_or(today)
}

/// The day on which the story is complete.
pub(crate) fn end(today: Date) -> Date {
    day(today, END.0, END.1, END.2)
}

/// The answers to the written questions.
const ANSWER: u16 = 8;

/// The vote on a motion: the parties in favour.
fn verdict(case: u16) -> Verdict {
    let favour: &[usize] = match case {
        CASE_AGAINST => &[2, 5, 8, 13],
        CASE_SECOND => &[0, 1, 3, 4, 6, 7, 9, 10, 11, 12],
        _ => &[1, 3, 4, 6, 7, 9, 10, 11, 12],
    };
    let mut support = [false; SITTING];
    for &party in favour {
        support[party] = true;
    }
    Verdict { support }
}

pub(crate) struct Story;

impl Story {
    fn day(&self, w: &World, (y, m, d): Day) -> Date {
        day(w.settings.today, y, m, d)
    }

    fn commitment(&self, w: &World, c: &Case, local: u16, revision: u8) -> CommitmentRow {
        let today = w.settings.today;
        let id = |local| w.id(c.owner(), Category::Toezegging, local);
        let said = |text: &str| script::fill(text, moved(today));
        match local {
            0 => CommitmentRow {
                number: said("{TZ202604-112}"),
                day: day(today, 2026, 4, 22),
                to: vec![MOVER, ALLY],
                by: FOREIGN_MINISTER,
                status: if revision == 0 { "Openstaand" } else { "Deels Voldaan" },
                due: Some(if revision == 0 { day(today, 2026, 6, 1) } else { day(today, 2026, 7, 3) }),
                met_by: if revision == 0 {
                    Vec::new()
                } else {
                    vec![said("{2026D22516}"), said("{2026D27731}")]
                },
                text: "De minister van Buitenlandse Zaken stuurt de Kamer vóór 1 juni een brief over de voorwaarden voor een medische evacuatie van kinderen uit Noordland, met daarin het aantal kinderen dat in Nederland kan worden behandeld en de vraag wie de regie voert.".to_owned(),
                changes: None,
            },
            1 => CommitmentRow {
                number: said("{TZ202604-113}"),
                day: day(today, 2026, 4, 22),
                to: vec![ALLY],
                by: HEALTH_MINISTER,
                status: "Openstaand",
                due: Some(day(today, 2026, 7, 3)),
                met_by: Vec::new(),
                text: "De minister van Volksgezondheid, Welzijn en Sport overlegt met de ziekenhuizen over de beschikbare plaatsen en over de nazorg, en informeert de Kamer daarover voor het zomerreces.".to_owned(),
                changes: None,
            },
            _ => CommitmentRow {
                number: said("{TZ202609-041}"),
                day: day(today, 2026, 9, 23),
                to: vec![MOVER],
                by: FOREIGN_MINISTER,
                status: "Openstaand",
                due: Some(day(today, 2026, 12, 15)),
                met_by: Vec::new(),
                text: "De minister van Buitenlandse Zaken stuurt de Kamer uiterlijk 15 december een brief over de regie bij medische evacuaties en over het aantal kinderen.".to_owned(),
                changes: Some((id(0), day(today, 2026, 4, 22))),
            },
        }
    }
}

impl Rules for Story {
    fn documents(&self, _: &World, _: &Case) -> u16 {
        PIECES.len() as u16
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        0
    }

    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [0, 0, 0]
    }

    fn number(&self, w: &World, _: &Case, category: Category, local: u16) -> Option<String> {
        Some(number(w.settings.today, category, local))
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let Some(piece) = PIECES.get(usize::from(local)) else {
            return DocumentRow::new("Overig", String::new(), c.date, Extent::Short);
        };
        let subject = script::fill(piece.subject, moved(w.settings.today));
        let mut row = DocumentRow::new(piece.kind, subject, self.day(w, piece.day), piece.extent);
        if let Some(case) = piece.case {
            row = row.of_case(w, c, case);
        }
        if let Some(activity) = piece.activity {
            row = row.of_activity(w, c, activity);
        }
        if let Some(paper) = piece.paper {
            row = row.in_dossier(w, c, paper - FIRST_PAPER);
        }
        row.sources.extend(piece.source.map(|source| w.id(c.owner(), Category::Document, source)));
        row.received = matches!(piece.kind, "Brief regering" | "Antwoord schriftelijke vragen");
        if local == ANSWER {
            let first = crate::calendar::session(row.day);
            row.annex = Some(format!("{:02}{:02}{ANNEX:05}", first % 100, (first + 1) % 100));
            row.published = Some(format!("ah-tk-{first}{}-{ANNEX}", first + 1));
        }
        row
    }

    fn signers(&self, _: &World, _: &Case, local: u16) -> Vec<Signer> {
        let Some(piece) = PIECES.get(usize::from(local)) else { return Vec::new() };
        if piece.kind == "Position paper" {
            let who = Who::Name("Federatie van Artsenverenigingen".to_owned());
            return vec![Signer { who, relation: "Eerste ondertekenaar" }];
        }
        Signer::members(piece.signers)
    }

    fn format(&self, _: &World, _: &Case, local: u16) -> Format {
        PIECES.get(usize::from(local)).map_or(Format::Pdf, |piece| piece.format)
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        let Some(piece) = PIECES.get(usize::from(local)) else { return Paper::default() };
        match piece.text {
            Source::Text(text) => {
                let day = self.day(w, piece.day);
                let running = crate::papers::running(w, c, day, piece.paper);
                script::paper(&running, text, moved(w.settings.today))
            }
            Source::Report(meeting) => {
                let (kind, status) = VERSIONS[2];
                transcript::printed(w, &script::report(w, c, meeting, kind, status))
            }
        }
    }

    fn transcript(&self, w: &World, c: &Case, version: u16) -> Option<Transcript> {
        let (kind, status) = VERSIONS[usize::from(version % 8) % 3];
        match version / 8 {
            meeting @ 0..3 => Some(script::report(w, c, meeting, kind, status)),
            meeting => Some(script::votes(w, c, meeting, (kind, status))),
        }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        activities(self, w, c, e);
        cases(self, w, c, e);
        for local in 0..PIECES.len() as u16 {
            rows::document(w, c, e, local);
        }
        decisions(w, c, e);
        let meetings = [
            (Some(38), (2026, 1, 20), 840, 1020, 3),
            (None, (2026, 4, 22), 600, 780, 3),
            (Some(4), (2026, 9, 23), 1110, 1170, 3),
            (Some(41), (2026, 1, 27), 900, 930, 2),
            (Some(6), (2026, 9, 29), 900, 915, 2),
        ];
        for (local, (plenary, d, start, end, versions)) in (0..).zip(meetings) {
            let day = self.day(w, d);
            let title = || match plenary {
                Some(number) => format!("{number}e vergadering, {} {}", weekday(day), long(day)),
                None => "Noordland".to_owned(),
            };
            rows::meeting(w, c, e, local, &MeetingRow { plenary, day, start, end, versions }, title);
        }
        for local in 0..3 {
            let activity = if local == 2 { SHORT_DEBATE } else { COMMITTEE };
            rows::commitment(w, c, e, local, activity, |revision| self.commitment(w, c, local, revision));
        }
    }

    fn events(&self, _: &World, _: &Case) -> Vec<Event> {
        vec![
            Event::new(Category::Verslag, 0, Change::Delete),
            Event::new(Category::Verslag, 8, Change::Delete),
            Event::new(Category::Document, 3, Change::Again),
            Event::new(Category::Toezegging, 0, Change::Update),
        ]
    }
}

fn activities(story: &Story, w: &World, c: &Case, e: &mut Emission) {
    let day = |d| story.day(w, d);
    let id = |local| w.id(c.owner(), Category::Activiteit, local);
    let committee = Some(0);
    rows::activity(w, c, e, DEBATE, |_| {
        ActivityRow::new(
            "Plenair debat (debat)",
            "Debat over de situatie in Noordland".to_owned(),
            day((2026, 1, 20)),
            840,
            1020,
        )
    });
    let plenary = [
        (MOVER, "Deelnemer"),
        (SECOND, "Deelnemer"),
        (CRITIC, "Deelnemer"),
        (OPPONENT, "Deelnemer"),
        (FOREIGN_MINISTER, "Bewindspersoon c.a."),
    ];
    rows::participants(w, e, DEBATE, &plenary);
    rows::activity(w, c, e, VOTE, |_| {
        let subject =
            "Stemmingen over moties ingediend bij het debat over de situatie in Noordland".to_owned();
        ActivityRow::new("Stemmingen", subject, day((2026, 1, 27)), 900, 930)
    });
    rows::activity(w, c, e, CONTRIBUTION, |_| {
        let subject =
            "Schriftelijk overleg over de humanitaire situatie in Noordland (29 995, nr. 40)".to_owned();
        let row = ActivityRow::new("Inbreng schriftelijk overleg", subject, day((2026, 2, 12)), 720, 720);
        ActivityRow { committee, closed: true, ..row }
    });
    rows::activity(w, c, e, COMMITTEE, |_| ActivityRow {
        committee,
        ..ActivityRow::new("Commissiedebat", "Noordland".to_owned(), day((2026, 4, 22)), 600, 780)
    });
    let people = [
        (MOVER, "Deelnemer"),
        (CRITIC, "Deelnemer"),
        (ALLY, "Deelnemer"),
        (FOREIGN_MINISTER, "Bewindspersoon c.a."),
        (HEALTH_MINISTER, "Bewindspersoon c.a."),
    ];
    rows::participants(w, e, COMMITTEE, &people);
    rows::reservation(w, c, e, 0, COMMITTEE);
    rows::activity(w, c, e, SHORT_DEBATE, |_| ActivityRow {
        continues: vec![id(COMMITTEE)],
        ..ActivityRow::new(
            "Plenair debat (tweeminutendebat)",
            "Tweeminutendebat Noordland (CD d.d. 22/04)".to_owned(),
            day((2026, 9, 23)),
            1110,
            1170,
        )
    });
    rows::participants(w, e, SHORT_DEBATE, &plenary);
    rows::activity(w, c, e, SECOND_VOTE, |_| {
        let subject = "Stemmingen over een motie ingediend bij het tweeminutendebat Noordland".to_owned();
        ActivityRow::new("Stemmingen", subject, day((2026, 9, 29)), 900, 915)
    });
    rows::activity(w, c, e, PLANNED, |_| ActivityRow {
        committee,
        status: "Gepland",
        ..ActivityRow::new("Commissiedebat", "Noordland".to_owned(), day((2026, 12, 16)), 840, 1080)
    });
}

fn cases(story: &Story, w: &World, c: &Case, e: &mut Emission) {
    let day = |d| story.day(w, d);
    let activity = |local| w.id(c.owner(), Category::Activiteit, local);
    let item = |local| w.id(c.owner(), Category::Agendapunt, local);
    let letter = |subject: &'static str, d: Day, paper: u32| {
        CaseRow::new("Brief regering", subject.to_owned(), day(d)).in_dossier(w, c, paper - FIRST_PAPER)
    };
    let foreign = rows::movers(&[FOREIGN_MINISTER], Some(0));
    rows::case(w, c, e, CASE_LETTER, &foreign, |_| CaseRow {
        activities: vec![activity(CONTRIBUTION), activity(COMMITTEE)],
        items: vec![item(3), item(4)],
        ..letter(PIECES[0].subject, PIECES[0].day, 40)
    });
    for (case, subject, people, paper, debate, vote, place, appraisal) in [
        (CASE_AGAINST, AGAINST, &[OPPONENT][..], 41, DEBATE, VOTE, 1, "Ontraden"),
        (CASE_MOTION, MOTION, &[MOVER, SECOND, ALLY][..], 42, DEBATE, VOTE, 2, "Oordeel Kamer"),
        (CASE_SECOND, SECOND_MOTION, &[MOVER, CRITIC][..], 53, SHORT_DEBATE, SECOND_VOTE, 8, "Oordeel Kamer"),
    ] {
        let movers = rows::movers(people, Some(0));
        rows::case(w, c, e, case, &movers, |_| {
            let d = if paper == 53 { (2026, 9, 23) } else { (2026, 1, 20) };
            let row = CaseRow::new("Motie", subject.to_owned(), day(d));
            CaseRow {
                activities: vec![activity(debate), activity(vote)],
                items: vec![item(place)],
                related: if case == CASE_SECOND {
                    vec![w.id(c.owner(), Category::Zaak, CASE_MOTION)]
                } else {
                    vec![]
                },
                appraisal: Some(appraisal),
                ..row.in_dossier(w, c, paper - FIRST_PAPER)
            }
        });
    }
    let mut askers = rows::movers(&[MOVER, ALLY], None);
    askers.push(Signer::person(FOREIGN_MINISTER, "Gericht aan"));
    askers.push(Signer::person(HEALTH_MINISTER, "Gericht aan"));
    rows::case(w, c, e, CASE_QUESTIONS, &askers, |_| CaseRow {
        term: Some(day((2026, 3, 31))),
        ..CaseRow::new("Schriftelijke vragen", QUESTIONS.to_owned(), day((2026, 3, 10)))
    });
    let call =
        [Signer { who: Who::Name("Federatie van Artsenverenigingen".to_owned()), relation: "Indiener" }];
    rows::case(w, c, e, CASE_CALL, &call, |_| CaseRow {
        activities: vec![activity(COMMITTEE)],
        items: vec![item(6)],
        ..CaseRow::new(
            "Position paper",
            script::fill(PIECES[9].subject, moved(w.settings.today)),
            day((2026, 4, 15)),
        )
    });
    rows::case(w, c, e, CASE_DELAY, &foreign, |_| letter(PIECES[13].subject, PIECES[13].day, 49));
    rows::case(w, c, e, CASE_HALF, &foreign, |_| CaseRow {
        activities: vec![activity(SHORT_DEBATE), activity(PLANNED)],
        done: false,
        ..letter(PIECES[14].subject, PIECES[14].day, 51)
    });
    rows::case(w, c, e, CASE_FIRST_TERM, &foreign, |_| {
        CaseRow::new("Brief regering", PIECES[18].subject.to_owned(), day(PIECES[18].day))
    });
}

fn decisions(w: &World, c: &Case, e: &mut Emission) {
    let case = |local| w.id(c.owner(), Category::Zaak, local);
    let decide = |e: &mut Emission, local, item, cases: &[_], voting, kind: &str, text: &str| {
        rows::decision(c, e, local, &DecisionRow { item, cases, voting, kind, text, order: 1 });
    };
    rows::item(w, c, e, 0, DEBATE, None, || "Debat over de situatie in Noordland".to_owned());
    rows::item(w, c, e, 1, VOTE, Some("Stemmingen"), || AGAINST.to_owned());
    rows::item(w, c, e, 2, VOTE, Some("Stemmingen"), || MOTION.to_owned());
    rows::item(w, c, e, 3, CONTRIBUTION, None, || PIECES[0].subject.to_owned());
    rows::item(w, c, e, 4, COMMITTEE, Some("Stukken van de minister"), || PIECES[0].subject.to_owned());
    rows::item(w, c, e, 5, COMMITTEE, Some("Stukken van de minister"), || PIECES[5].subject.to_owned());
    rows::item(w, c, e, 6, COMMITTEE, Some("Overig"), || {
        "Oproep Federatie van Artsenverenigingen".to_owned()
    });
    rows::item(w, c, e, 7, SHORT_DEBATE, None, || "Tweeminutendebat Noordland".to_owned());
    rows::item(w, c, e, 8, SECOND_VOTE, Some("Stemmingen"), || SECOND_MOTION.to_owned());
    decide(e, 0, 0, &[case(CASE_AGAINST)], None, "Ingediend", "Ingediend.");
    decide(e, 1, 0, &[case(CASE_MOTION)], None, "Ingediend", "Ingediend.");
    for (local, item, motion) in [(2, 1, CASE_AGAINST), (3, 2, CASE_MOTION), (4, 8, CASE_SECOND)] {
        let verdict = verdict(motion);
        let (kind, text) = match verdict.adopted() {
            true => ("Stemmen - aangenomen", "Aangenomen."),
            false => ("Stemmen - verworpen", "Verworpen."),
        };
        decide(e, local, item, &[case(motion)], Some("Met handopsteken"), kind, text);
        rows::votes(w, e, local, local * 16, &verdict, None);
    }
    decide(e, 5, 3, &[case(CASE_LETTER)], None, "Leveren inbreng", "Inbreng geleverd op 12 februari.");
    decide(e, 6, 4, &[case(CASE_LETTER)], None, "Behandelen [en afdoen]", "Behandeld.");
    decide(e, 7, 6, &[case(CASE_CALL)], None, "Behandelen [en afdoen]", "Betrokken bij het commissiedebat.");
    decide(e, 8, 7, &[case(CASE_SECOND)], None, "Ingediend", "Ingediend.");
}

/// An official number of the story.
fn number(today: Date, category: Category, local: u16) -> String {
    let (letter, numbers) = match category {
        Category::Document => ('D', RESERVED[0]),
        Category::Zaak => ('Z', RESERVED[1]),
        Category::Activiteit => ('A', RESERVED[2]),
        _ => ('P', RESERVED[3]),
    };
    let number = numbers.get(usize::from(local)).copied().unwrap_or(0);
    format!("{}{letter}{number:05}", END.0 + moved(today))
}

/// The numbers of the story, for tests and for the demo's texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryNumbers {
    /// The dossier.
    pub dossier: u32,
    /// Number of the motion in the dossier.
    pub motion_paper: u32,
    /// Case of the motion.
    pub motion_case: String,
    /// Document of the motion.
    pub motion_document: String,
    /// Seats in favour of the motion and against it.
    pub motion_votes: (u32, u32),
    /// Debate in which the motion was moved.
    pub debate: String,
    /// Report of the written consultation; its answer 2 is given twice more, word for word.
    pub consultation_document: String,
    /// Case of the written questions.
    pub questions_case: String,
    /// The written questions.
    pub questions_document: String,
    /// The answers; answer 2 is the same again.
    pub answers_document: String,
    /// The federation's call for a decision before 1 June.
    pub call_document: String,
    /// Committee debate in which the letter was promised before 1 June.
    pub committee_debate: String,
    /// The list of questions; answer 3 is the same for the third time.
    pub list_document: String,
    /// The letter that moves the deadline.
    pub delay_document: String,
    /// The letter that meets half of the promise.
    pub letter_document: String,
    /// The short debate with the second motion.
    pub short_debate: String,
    /// Case of the second motion.
    pub second_motion_case: String,
    /// Written answers of the first term, with broken ligatures.
    pub first_term_document: String,
    /// The commitments: a letter before 1 June, talks with hospitals, a letter before 15 December.
    pub commitments: [String; 3],
    /// The committee debate that is still to come.
    pub planned_debate: String,
}

/// The numbers of the story in a simulation with that last day.
pub fn story(today: Date) -> StoryNumbers {
    let document = |local| number(today, Category::Document, local);
    let case = |local| number(today, Category::Zaak, local);
    let activity = |local| number(today, Category::Activiteit, local);
    let commitment = |text| script::fill(text, moved(today));
    let votes = u32::from(verdict(CASE_MOTION).seats_for());
    StoryNumbers {
        dossier: DOSSIER,
        motion_paper: MOTION_PAPER,
        motion_case: case(CASE_MOTION),
        motion_document: document(2),
        motion_votes: (votes, 150 - votes),
        debate: activity(DEBATE),
        consultation_document: document(5),
        questions_case: case(CASE_QUESTIONS),
        questions_document: document(6),
        answers_document: document(ANSWER),
        call_document: document(9),
        committee_debate: activity(COMMITTEE),
        list_document: document(12),
        delay_document: document(13),
        letter_document: document(14),
        short_debate: activity(SHORT_DEBATE),
        second_motion_case: case(CASE_SECOND),
        first_term_document: document(18),
        commitments: [
            commitment("{TZ202604-112}"),
            commitment("{TZ202604-113}"),
            commitment("{TZ202609-041}"),
        ],
        planned_debate: activity(PLANNED),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_votes_of_the_story() {
        assert_eq!(verdict(CASE_MOTION).seats_for(), 87);
        assert!(!verdict(CASE_AGAINST).adopted());
        assert_eq!(verdict(CASE_SECOND).seats_for(), 112);
    }

    #[test]
    fn the_story_ends_before_today() {
        assert_eq!(end(date(2026, 11, 20)), date(2026, 11, 16));
        assert_eq!(end(date(2026, 11, 15)), date(2025, 11, 16));
        assert_eq!(end(date(2028, 1, 1)), date(2027, 11, 16));
        assert_eq!(story(date(2028, 1, 1)).motion_case, "2027Z00982");
    }

    #[test]
    fn reserved_numbers_ascend_and_suffice() {
        for numbers in RESERVED {
            assert!(numbers.is_sorted());
        }
        assert_eq!(RESERVED[0].len(), PIECES.len());
        assert_eq!(PIECES[16].kind, "Motie");
    }
}
