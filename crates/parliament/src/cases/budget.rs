//! The debate on a ministry's budget: written answers of the first term, and a list of questions with answers.

use crate::calendar::{after, working};
use crate::cases::Rules;
use crate::cases::rows::{self, ActivityRow, CaseRow, DocumentRow, Extent, Signer, Who};
use crate::category::Category;
use crate::emission::Emission;
use crate::files::Format;
use crate::papers::{self, Paper};
use crate::people::MINISTRIES;
use crate::topics::TOPICS;
use crate::world::{Case, World};

pub(crate) struct Budget;

pub(crate) fn ministry(c: &Case) -> &'static str {
    MINISTRIES[TOPICS[c.topic].ministry].name
}

fn answered(w: &World, c: &Case) -> jiff::civil::Date {
    working(after(c.date, 1)).min(w.settings.today)
}

impl Rules for Budget {
    fn documents(&self, _: &World, _: &Case) -> u16 {
        2
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        2
    }

    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [2, 1, 1]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let row = match local {
            0 => {
                let subject = format!(
                    "Antwoorden op vragen gesteld tijdens de eerste termijn van de begrotingsbehandeling {}",
                    ministry(c)
                );
                DocumentRow::new("Brief regering", subject, answered(w, c), Extent::Long)
            }
            _ => {
                let subject = format!("Lijst van vragen en antwoorden over de begroting {}", ministry(c));
                DocumentRow::new("Lijst van vragen en antwoorden", subject, after(c.date, -20), Extent::Long)
            }
        };
        row.of_case(w, c, local).in_dossier(w, c, u32::from(1 - local))
    }

    fn signers(&self, _: &World, c: &Case, local: u16) -> Vec<Signer> {
        let ministry = TOPICS[c.topic].ministry;
        match local {
            0 => vec![Signer::person(ministry, "Eerste ondertekenaar")],
            _ => vec![Signer { who: Who::Committee(ministry), relation: "Eerste ondertekenaar" }],
        }
    }

    fn format(&self, _: &World, _: &Case, local: u16) -> Format {
        if local == 0 { Format::Ligatures } else { Format::Pdf }
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        if local == 0 { papers::first_term(w, c) } else { papers::list_of_questions(w, c) }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let ministry_index = TOPICS[c.topic].ministry;
        rows::activity(w, c, e, 0, |_| {
            let subject = format!("Begroting {}", ministry(c));
            ActivityRow::new("Plenair debat (wetgeving)", subject, c.date, 615, 1380)
        });
        rows::item(w, c, e, 0, 0, None, || format!("Begroting {}", ministry(c)));
        let kinds = ["Brief regering", "Begroting"];
        for local in 0..2 {
            let movers = rows::movers(&[ministry_index], Some(ministry_index));
            rows::case(w, c, e, local, &movers, |_| {
                let row = CaseRow::new(kinds[usize::from(local)], self.row(w, c, local).subject, c.date);
                CaseRow {
                    activities: vec![w.id(c.owner(), Category::Activiteit, 0)],
                    ..row.in_dossier(w, c, u32::from(1 - local))
                }
            });
            rows::document(w, c, e, local);
        }
    }
}
