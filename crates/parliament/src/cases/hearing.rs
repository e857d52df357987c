//! A round table, petition, technical briefing or talk with outsiders, with the papers they hand in.

use crate::calendar::{after, long};
use crate::cases::Rules;
use crate::cases::rows::{self, ActivityRow, CaseRow, DocumentRow, Extent, Signer, Who};
use crate::category::Category;
use crate::emission::Emission;
use crate::papers::{self, Paper};
use crate::topics::TOPICS;
use crate::world::{Case, World};

pub(crate) struct Hearing;

const KINDS: [&str; 4] = ["Rondetafelgesprek", "Gesprek", "Technische briefing", "Petitie"];
const GUESTS: [&str; 5] = [
    "Universiteit van het Noorden",
    "Vereniging van Kleine Gemeenten",
    "Adviesraad Publieke Zaken",
    "Kenniscentrum Praktijk",
    "Jongerenraad Morgen",
];

fn kind(c: &Case) -> &'static str {
    KINDS[c.rng(1).below(KINDS.len())]
}

fn guests(c: &Case) -> u16 {
    if c.tail.is_some() { 1 } else { c.rng(2).between(1, 4) as u16 }
}

pub(crate) fn guest(c: &Case, which: u16) -> &'static str {
    if which == 0 {
        TOPICS[c.topic].organisation
    } else {
        GUESTS[(c.topic + usize::from(which)) % GUESTS.len()]
    }
}

pub(crate) fn subject(c: &Case) -> &'static str {
    c.rng(3).choose(TOPICS[c.topic].subjects)
}

pub(crate) fn day(w: &World, c: &Case) -> jiff::civil::Date {
    if c.tail.is_none() { c.date } else { crate::calendar::meeting(after(w.settings.today, 18)) }
}

impl Rules for Hearing {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        1 + guests(c)
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        0
    }

    fn numbers(&self, _: &World, c: &Case) -> [u16; 3] {
        [guests(c), 1, 1]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let day = day(w, c);
        if local == 0 {
            let subject = format!("Programma {} {}", kind(c).to_lowercase(), subject(c));
            let row = DocumentRow::new("Overig (openbaar)", subject, c.date, Extent::Short);
            return row.of_activity(w, c, 0);
        }
        let subject = format!(
            "Position paper {} t.b.v. {} {} d.d. {}",
            guest(c, local - 1),
            kind(c).to_lowercase(),
            subject(c),
            long(day)
        );
        let row = DocumentRow::new("Position paper", subject, after(day, -3).min(c.date), Extent::Letter);
        row.of_case(w, c, local - 1).of_activity(w, c, 0)
    }

    fn signers(&self, _: &World, c: &Case, local: u16) -> Vec<Signer> {
        if local == 0 {
            return Vec::new();
        }
        vec![Signer { who: Who::Name(guest(c, local - 1).to_owned()), relation: "Eerste ondertekenaar" }]
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        if local == 0 { papers::programme(w, c) } else { papers::position(w, c, local - 1) }
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        rows::activity(w, c, e, 0, |_| ActivityRow {
            committee: Some(TOPICS[c.topic].ministry),
            status: if c.tail.is_none() { "Uitgevoerd" } else { "Gepland" },
            ..ActivityRow::new(kind(c), crate::cases::debate::capital(subject(c)), day(w, c), 570, 690)
        });
        let list: Vec<(usize, &str)> =
            w.members(&mut c.rng(4), 5).into_iter().map(|p| (p, "Deelnemer")).collect();
        rows::participants(w, e, 0, &list);
        rows::reservation(w, c, e, 0, 0);
        rows::item(w, c, e, 0, 0, None, || format!("{} over {}", kind(c), subject(c)));
        rows::document(w, c, e, 0);
        for which in 0..guests(c) {
            let movers = [Signer { who: Who::Name(guest(c, which).to_owned()), relation: "Indiener" }];
            rows::case(w, c, e, which, &movers, |_| {
                let row = CaseRow::new("Position paper", self.row(w, c, which + 1).subject, c.date);
                CaseRow { activities: vec![w.id(c.owner(), Category::Activiteit, 0)], ..row }
            });
            rows::document(w, c, e, which + 1);
        }
    }
}
