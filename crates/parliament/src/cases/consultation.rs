//! A written consultation: the agenda letter, the contribution of the parties, and the report with the answers.

use crate::calendar::after;
use crate::calendar::{long, working};
use crate::cases::Rules;
use crate::cases::rows::{self, ActivityRow, CaseRow, DecisionRow, DocumentRow, Extent, Signer, Who};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::papers::{self, Paper};
use crate::topics::TOPICS;
use crate::world::{Case, World};

pub(crate) struct Consultation;

/// Whether the answers are numbered; else the report is narrative.
pub(crate) fn numbered(c: &Case) -> bool {
    c.rng(1).one_in(2)
}

pub(crate) fn council(w: &World, c: &Case) -> String {
    w.dossier(c).3
}

/// The day of the council that it prepares.
pub(crate) fn council_day(c: &Case) -> jiff::civil::Date {
    working(after(c.date, 10))
}

pub(crate) fn subject(w: &World, c: &Case) -> String {
    format!("de geannoteerde agenda voor de {} van {}", council(w, c), long(council_day(c)))
}

/// The day of the report.
pub(crate) fn reported(w: &World, c: &Case) -> jiff::civil::Date {
    working(after(c.date, 7)).min(w.settings.today).max(c.date)
}

impl Rules for Consultation {
    fn documents(&self, _: &World, _: &Case) -> u16 {
        3
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        2
    }

    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [1, 1, 1]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        match local {
            0 => {
                let subject = format!("Geannoteerde agenda {} van {}", council(w, c), long(council_day(c)));
                let mut row = DocumentRow::new("Brief regering", subject, c.date, Extent::Letter);
                row.received = true;
                row.of_case(w, c, 0).in_dossier(w, c, 0)
            }
            1 => {
                let subject = format!("Inbreng verslag van een schriftelijk overleg over {}", subject(w, c));
                DocumentRow::new(
                    "Inbreng verslag schriftelijk overleg",
                    subject,
                    after(c.date, 3),
                    Extent::Long,
                )
                .of_activity(w, c, 0)
            }
            _ => {
                let subject = format!("Verslag van een schriftelijk overleg over {}", subject(w, c));
                DocumentRow::new(
                    "Verslag van een schriftelijk overleg",
                    subject,
                    reported(w, c),
                    Extent::Long,
                )
                .of_case(w, c, 0)
                .of_activity(w, c, 0)
                .in_dossier(w, c, 1)
            }
        }
    }

    fn signers(&self, _: &World, c: &Case, local: u16) -> Vec<Signer> {
        let ministry = TOPICS[c.topic].ministry;
        match local {
            0 => vec![Signer::person(ministry, "Eerste ondertekenaar")],
            _ => vec![Signer { who: Who::Committee(ministry), relation: "Eerste ondertekenaar" }],
        }
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        match local {
            0 => papers::agenda_letter(w, c),
            1 => papers::consultation(w, c, false),
            _ => papers::consultation(w, c, true),
        }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let ministry = TOPICS[c.topic].ministry;
        let movers = rows::movers(&[ministry], Some(ministry));
        rows::case(w, c, e, 0, &movers, |_| {
            let row = CaseRow::new("Brief regering", self.row(w, c, 0).subject, c.date);
            CaseRow {
                activities: vec![w.id(c.owner(), Category::Activiteit, 0)],
                items: vec![w.id(c.owner(), Category::Agendapunt, 0)],
                ..row.in_dossier(w, c, 0)
            }
        });
        rows::document(w, c, e, 0);
        rows::activity(w, c, e, 0, |_| {
            let subject = format!("Schriftelijk overleg over {}", subject(w, c));
            let row = ActivityRow::new("Inbreng schriftelijk overleg", subject, after(c.date, 3), 720, 720);
            ActivityRow { committee: Some(ministry), closed: true, ..row }
        });
        rows::item(w, c, e, 0, 0, None, || self.row(w, c, 0).subject);
        let cases = [w.id(c.owner(), Category::Zaak, 0)];
        let row = DecisionRow {
            item: 0,
            cases: &cases,
            voting: None,
            kind: "Leveren inbreng",
            text: "Inbreng geleverd.",
            order: 1,
        };
        rows::decision(c, e, 0, &row);
        rows::document(w, c, e, 1);
        rows::document(w, c, e, 2);
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        match c.rng(5).below(8) {
            0 => vec![Event::new(Category::Document, 1, Change::Again)],
            _ => Vec::new(),
        }
    }
}
