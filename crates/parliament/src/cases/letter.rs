//! A letter of the government to the House, its attachments, and what the committee decided on it.

use crate::cases::rows::{self, CaseRow, DocumentRow, Extent, Signer};
use crate::cases::{Kind, Rules};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::files::Format;
use crate::papers::{self, Paper};
use crate::topics::TOPICS;
use crate::world::{Case, Tail, World};

pub(crate) struct Letter;

/// What sort of letter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Progress,
    Reaction,
    Motions,
    Commitment,
}

pub(crate) fn sort(c: &Case) -> Sort {
    [Sort::Progress, Sort::Progress, Sort::Reaction, Sort::Motions, Sort::Commitment][c.rng(1).below(5)]
}

pub(crate) fn topic_subject(c: &Case) -> &'static str {
    c.rng(2).choose(TOPICS[c.topic].subjects)
}

pub(crate) fn subject(c: &Case) -> String {
    let subject = topic_subject(c);
    match sort(c) {
        Sort::Progress => {
            format!("Stand van zaken {}", subject.trim_start_matches("de ").trim_start_matches("het "))
        }
        Sort::Reaction => format!(
            "Reactie op verzoek commissie over het bericht van {} inzake {subject}",
            TOPICS[c.topic].organisation
        ),
        Sort::Motions => format!("Uitvoering van moties en toezeggingen over {subject}"),
        Sort::Commitment => format!("Toezegging gedaan tijdens het commissiedebat over {subject}"),
    }
}

/// A case without attachments, with one, or with a few.
fn attachments(c: &Case) -> u16 {
    [0, 0, 1, 1, 2, 3][c.rng(3).below(6)]
}

/// The one who signs: mostly the minister, sometimes a state secretary.
pub(crate) fn signer(c: &Case) -> usize {
    TOPICS[c.topic].ministry
}

impl Rules for Letter {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        1 + attachments(c)
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        1
    }

    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [1, 0, 0]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        if local == 0 {
            let mut row = DocumentRow::new("Brief regering", subject(c), c.date, Extent::Letter);
            row.received = true;
            row.sender_ref = Some(format!("{}-{}", 4_100_000 + c.documents, c.topic));
            return row.of_case(w, c, 0).in_dossier(w, c, 0);
        }
        let subject = match local {
            1 => format!("Rapport over {}", topic_subject(c)),
            2 => "Beslisnota bij Kamerbrief".to_owned(),
            _ => format!("Factsheet {}", TOPICS[c.topic].title.to_lowercase()),
        };
        let mut row = DocumentRow::new("Bijlage", subject, c.date, Extent::Letter);
        row.sources.push(w.id(c.owner(), Category::Document, 0));
        row.of_case(w, c, 0)
    }

    fn signers(&self, _: &World, c: &Case, local: u16) -> Vec<Signer> {
        if local > 0 {
            return Vec::new();
        }
        vec![Signer::person(signer(c), "Eerste ondertekenaar")]
    }

    fn format(&self, _: &World, c: &Case, local: u16) -> Format {
        let mut rng = c.rng(0x666f_726d ^ u64::from(local));
        match (local, rng.below(12)) {
            // reports are often pictures, spreadsheets of text or worse
            (1.., 0) => Format::Scan,
            (1.., 1) => Format::Damaged,
            (1.., 2) => Format::Html,
            (1.., 3) => Format::Text,
            _ => Format::usual(&mut rng),
        }
    }

    fn paper(&self, w: &World, c: &Case, local: u16, revision: u8) -> Paper {
        if local == 0 { papers::letter(w, c, revision) } else { papers::attachment(w, c, local) }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let ministry = TOPICS[c.topic].ministry;
        let movers = rows::movers(&[signer(c)], Some(ministry));
        rows::case(w, c, e, 0, &movers, |_| {
            let mut row = CaseRow::new("Brief regering", subject(c), c.date);
            if let Some((meeting, place)) = c.handled {
                row.activities.push(w.id(meeting + 1, Category::Activiteit, 0));
                row.items.push(w.id(meeting + 1, Category::Agendapunt, place));
            }
            row.done = c.handled.is_some();
            row.in_dossier(w, c, 0)
        });
        for local in 0..self.documents(w, c) {
            rows::document(w, c, e, local);
        }
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        debug_assert_eq!(c.kind, Kind::Letter);
        if c.tail == Some(Tail::NewVersion) || c.rng(5).one_in(11) {
            return vec![
                Event::new(Category::DocumentVersie, 1, Change::Add),
                Event::new(Category::Document, 0, Change::Update),
            ];
        }
        if c.rng(6).one_in(13) {
            return vec![Event::new(Category::DocumentActor, 0, Change::Again)];
        }
        Vec::new()
    }
}
