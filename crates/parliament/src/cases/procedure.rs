//! A procedure meeting: the committee decides what to do with the letters that came in.

use crate::calendar::{after, long};
use crate::cases::rows::{self, ActivityRow, DecisionRow, DocumentRow, Extent, Signer};
use crate::cases::{Rules, letter};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::papers::{self, Paper};
use crate::people::MINISTRIES;
use crate::topics::TOPICS;
use crate::world::{Case, PLACES, World};

pub(crate) struct Procedure;

const DECISIONS: [(&str, &str); 5] = [
    ("V.k.a. - voor kennisgeving aannemen (commissie)", "Voor kennisgeving aangenomen."),
    ("Behandelen [en afdoen]", "Desgewenst betrekken bij een te zijner tijd te voeren commissiedebat."),
    ("Agenderen - commissiedebat", "Agenderen voor een reeds gepland commissiedebat."),
    ("Leveren inbreng", "Inbreng voor schriftelijk overleg vaststellen op donderdag om 12.00 uur."),
    ("Desgewenst betrekken bij [geen Parlisproces] (commissie)", "Betrekken bij de begrotingsbehandeling."),
];

/// The letters that this meeting handles, by their place on the agenda.
pub(crate) fn letters<'w>(w: &'w World, c: &Case) -> Vec<&'w Case> {
    w.agendas.get(&c.index).into_iter().flatten().map(|&letter| w.case(letter)).collect()
}

pub(crate) fn decided(c: &Case, place: u16) -> (&'static str, &'static str) {
    DECISIONS[c.rng(50 + u64::from(place)).below(DECISIONS.len())]
}

pub(crate) fn day(w: &World, c: &Case) -> jiff::civil::Date {
    if c.tail.is_none() { c.date } else { crate::calendar::meeting(after(w.settings.today, 4)) }
}

pub(crate) fn committee(c: &Case) -> &'static str {
    MINISTRIES[TOPICS[c.topic].ministry].name
}

impl Rules for Procedure {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        if c.tail.is_none() { 2 } else { 1 }
    }

    fn papers(&self, _: &World, _: &Case) -> u16 {
        0
    }

    fn numbers(&self, _: &World, _: &Case) -> [u16; 3] {
        [0, 1, PLACES as u16]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let day = day(w, c);
        let row = match local {
            0 => {
                let subject =
                    format!("Agenda procedurevergadering commissie voor {} van {}", committee(c), long(day));
                DocumentRow::new(
                    "Agenda procedurevergadering",
                    subject,
                    after(day, -6).min(c.date),
                    Extent::Short,
                )
            }
            _ => {
                let subject = "Besluitenlijst procedurevergadering".to_owned();
                DocumentRow::new("Besluitenlijst procedurevergadering", subject, day, Extent::Letter)
            }
        };
        row.of_activity(w, c, 0)
    }

    fn signers(&self, _: &World, _: &Case, _: u16) -> Vec<Signer> {
        Vec::new()
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        papers::procedure(w, c, local == 1)
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        rows::activity(w, c, e, 0, |_| ActivityRow {
            committee: Some(TOPICS[c.topic].ministry),
            status: if c.tail.is_none() { "Uitgevoerd" } else { "Gepland" },
            ..ActivityRow::new("Procedurevergadering", "Procedurevergadering".to_owned(), day(w, c), 600, 660)
        });
        rows::reservation(w, c, e, 0, 0);
        rows::document(w, c, e, 0);
        let letters = letters(w, c);
        for place in 0..PLACES as u16 {
            let letter = letters.get(usize::from(place));
            // places beyond the letters hold requests of members, so that the number of items does not depend on them
            let heading =
                if letter.is_some() { "Brieven van bewindspersonen" } else { "Verzoeken van leden" };
            rows::item(w, c, e, place, 0, Some(heading), || match letter {
                Some(letter) => letter::subject(letter),
                None => {
                    let topic = &TOPICS[c.topic];
                    format!(
                        "Verzoek om een brief over {}",
                        topic.subjects[usize::from(place) % topic.subjects.len()]
                    )
                }
            });
            if c.tail.is_some() {
                continue;
            }
            let cases: Vec<_> = letter.iter().map(|l| w.id(l.owner(), Category::Zaak, 0)).collect();
            let (kind, text) = decided(c, place);
            let row = DecisionRow { item: place, cases: &cases, voting: None, kind, text, order: 1 };
            rows::decision(c, e, place, &row);
        }
        if c.tail.is_none() {
            rows::document(w, c, e, 1);
        }
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        match (c.tail, c.rng(5).below(7)) {
            (None, 0) => vec![Event::new(Category::Besluit, 13, Change::Delete)],
            (None, 1) => vec![Event::new(Category::Agendapunt, 0, Change::Again)],
            _ => Vec::new(),
        }
    }
}
