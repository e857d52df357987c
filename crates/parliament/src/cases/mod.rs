//! The kinds of case: what each bundle of entities holds, and what its papers say.
//!
//! One file per kind, each an implementation of [`Rules`]; the list is [`Kind::rules`]. To add a kind: a file, a
//! variant, a line in `rules` and one in [`Kind::ROUND`].

pub(crate) mod bill;
pub(crate) mod budget;
pub(crate) mod committee;
pub(crate) mod consultation;
pub(crate) mod debate;
pub(crate) mod hearing;
pub(crate) mod letter;
pub(crate) mod procedure;
pub(crate) mod questions;
pub(crate) mod rows;
pub(crate) mod votes;

use crate::category::Category;
use crate::emission::{Emission, Event};
use crate::files::Format;
use crate::papers::Paper;
use crate::random::Rng;
use crate::story;
use crate::transcript::Transcript;
use crate::world::{Case, World};
use rows::{DocumentRow, Signer};

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Debate,
    Committee,
    Letter,
    Questions,
    Consultation,
    Bill,
    Procedure,
    Hearing,
    Budget,
    Story,
}

/// What a kind of case holds. Counts depend on the case's choices only, never on its date or numbers.
pub(crate) trait Rules {
    /// Documents that exist from the start, with numbers from 0.
    fn documents(&self, w: &World, c: &Case) -> u16;

    /// Documents that a later change adds, numbered after the others.
    fn late_documents(&self, _: &World, _: &Case) -> u16 {
        0
    }

    /// How many numbers within the dossier it takes.
    fn papers(&self, w: &World, c: &Case) -> u16;

    /// How many numbers of cases, activities and agenda items it takes.
    fn numbers(&self, w: &World, c: &Case) -> [u16; 3];

    /// The facts of a document.
    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow;

    /// Who signed a document.
    fn signers(&self, w: &World, c: &Case, local: u16) -> Vec<Signer>;

    /// The text of a document.
    fn paper(&self, w: &World, c: &Case, local: u16, revision: u8) -> Paper;

    /// The kind of file a document comes in.
    fn format(&self, _: &World, c: &Case, local: u16) -> Format {
        Format::usual(&mut c.rng(0x666f_726d ^ u64::from(local)))
    }

    /// An official number that does not follow from the case's own range.
    fn number(&self, _: &World, _: &Case, _: Category, _: u16) -> Option<String> {
        None
    }

    /// The report of its meeting, in the version with that number.
    fn transcript(&self, _: &World, _: &Case, _: u16) -> Option<Transcript> {
        None
    }

    /// Passes all its entities, in the order of the feed.
    fn emit(&self, w: &World, c: &Case, e: &mut Emission);

    /// What changes later.
    fn events(&self, _: &World, _: &Case) -> Vec<Event> {
        Vec::new()
    }
}

impl Kind {
    /// The first cases of every parliament, so that a small one has one of each kind.
    pub(crate) const ROUND: [Kind; 11] = [
        Kind::Letter,
        Kind::Debate,
        Kind::Questions,
        Kind::Letter,
        Kind::Consultation,
        Kind::Procedure,
        Kind::Committee,
        Kind::Bill,
        Kind::Hearing,
        Kind::Budget,
        Kind::Questions,
    ];

    /// A kind, as often as it occurs.
    pub(crate) fn draw(rng: &mut Rng) -> Kind {
        match rng.below(100) {
            0..10 => Kind::Debate,
            10..19 => Kind::Committee,
            19..57 => Kind::Letter,
            57..76 => Kind::Questions,
            76..80 => Kind::Consultation,
            80..82 => Kind::Bill,
            82..92 => Kind::Procedure,
            92..99 => Kind::Hearing,
            _ => Kind::Budget,
        }
    }

    /// The kinds of entity that such a case can hold, as bits.
    pub(crate) fn categories(self) -> u64 {
        use Category::*;
        let always = [Document, DocumentActor, DocumentVersie, Zaak, ZaakActor];
        let meeting = [Activiteit, ActiviteitActor, Agendapunt, Besluit];
        let more: &[Category] = match self {
            Kind::Letter | Kind::Questions => return bits(&always),
            Kind::Debate => &[Stemming, Vergadering, Verslag],
            Kind::Committee => &[Reservering, Toezegging, Vergadering, Verslag],
            Kind::Bill => &[Kamerstukdossier, Stemming],
            Kind::Procedure | Kind::Hearing => &[Reservering],
            Kind::Consultation | Kind::Budget => &[],
            Kind::Story => return u64::MAX,
        };
        bits(&always) | bits(&meeting) | bits(more)
    }

    pub(crate) fn rules(self) -> &'static dyn Rules {
        match self {
            Kind::Debate => &debate::Debate,
            Kind::Committee => &committee::CommitteeDebate,
            Kind::Letter => &letter::Letter,
            Kind::Questions => &questions::Questions,
            Kind::Consultation => &consultation::Consultation,
            Kind::Bill => &bill::Bill,
            Kind::Procedure => &procedure::Procedure,
            Kind::Hearing => &hearing::Hearing,
            Kind::Budget => &budget::Budget,
            Kind::Story => &story::Story,
        }
    }
}

fn bits(categories: &[Category]) -> u64 {
    categories.iter().fold(0, |all, c| all | c.bit())
}

pub(crate) fn documents(w: &World, c: &Case) -> u16 {
    c.kind.rules().documents(w, c)
}

pub(crate) fn late_documents(w: &World, c: &Case) -> u16 {
    c.kind.rules().late_documents(w, c)
}

pub(crate) fn papers(w: &World, c: &Case) -> u16 {
    c.kind.rules().papers(w, c)
}

/// How many numbers of a kind the case takes.
pub(crate) fn numbers(w: &World, c: &Case, category: Category) -> u32 {
    let [cases, activities, items] = c.kind.rules().numbers(w, c);
    u32::from(match category {
        Category::Zaak => cases,
        Category::Activiteit => activities,
        _ => items,
    })
}

pub(crate) fn row(w: &World, c: &Case, local: u16) -> DocumentRow {
    c.kind.rules().row(w, c, local)
}

pub(crate) fn signers(w: &World, c: &Case, local: u16) -> Vec<Signer> {
    c.kind.rules().signers(w, c, local)
}

pub(crate) fn emit(w: &World, c: &Case, e: &mut Emission) {
    c.kind.rules().emit(w, c, e);
}

pub(crate) fn events(w: &World, c: &Case) -> Vec<Event> {
    c.kind.rules().events(w, c)
}

/// The official number of a document, case, activity or agenda item.
pub(crate) fn number(w: &World, c: &Case, category: Category, local: u16) -> String {
    if let Some(number) = c.kind.rules().number(w, c, category, local) {
        return number;
    }
    let (letter, first) = match category {
        Category::Document => ('D', c.documents),
        Category::Zaak => ('Z', c.cases),
        Category::Activiteit => ('A', c.activities),
        _ => ('P', c.items),
    };
    format!("{}{letter}{:05}", c.date.year(), first + u32::from(local))
}
