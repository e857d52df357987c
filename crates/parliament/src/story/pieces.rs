//! The story's documents: what each is, whose it is, and where its text stands.
//!
//! The numbers of cases and activities are places in the lists of `super::RESERVED`.

use crate::cases::rows::Extent;
use crate::files::Format;
use crate::people::role::{ALLY, CHAIR, CRITIC, FOREIGN_MINISTER, HEALTH_MINISTER, MOVER, OPPONENT, SECOND};

pub(super) type Day = (i16, i8, i8);

/// Where the text of a document comes from.
pub(super) enum Source {
    Text(&'static str),
    /// The report of that meeting, printed.
    Report(u16),
}

/// A document of the story.
pub(super) struct Piece {
    pub(super) kind: &'static str,
    pub(super) subject: &'static str,
    pub(super) day: Day,
    pub(super) paper: Option<u32>,
    pub(super) case: Option<u16>,
    pub(super) activity: Option<u16>,
    pub(super) source: Option<u16>,
    pub(super) signers: &'static [usize],
    pub(super) format: Format,
    pub(super) extent: Extent,
    pub(super) text: Source,
}

const fn piece(kind: &'static str, subject: &'static str, day: Day, text: Source) -> Piece {
    Piece {
        kind,
        subject,
        day,
        paper: None,
        case: None,
        activity: None,
        source: None,
        signers: &[],
        format: Format::Pdf,
        extent: Extent::Letter,
        text,
    }
}

pub(super) const CASE_LETTER: u16 = 0;
pub(super) const CASE_AGAINST: u16 = 1;
pub(super) const CASE_MOTION: u16 = 2;
pub(super) const CASE_QUESTIONS: u16 = 3;
pub(super) const CASE_CALL: u16 = 4;
pub(super) const CASE_DELAY: u16 = 5;
pub(super) const CASE_HALF: u16 = 6;
pub(super) const CASE_SECOND: u16 = 7;
pub(super) const CASE_FIRST_TERM: u16 = 8;

pub(super) const DEBATE: u16 = 0;
pub(super) const VOTE: u16 = 1;
pub(super) const CONTRIBUTION: u16 = 2;
pub(super) const COMMITTEE: u16 = 3;
pub(super) const SHORT_DEBATE: u16 = 4;
pub(super) const SECOND_VOTE: u16 = 5;
pub(super) const PLANNED: u16 = 6;

pub(super) const AGAINST: &str =
    "Motie van het lid Torenvalk over geen medische evacuaties vanuit Noordland naar Nederland";
pub(super) const MOTION: &str = "Motie van het lid Hazelhorst c.s. over welwillend onderzoeken onder welke voorwaarden opnieuw een medische evacuatie van kinderen uit Noordland mogelijk is";
pub(super) const SECOND_MOTION: &str = "Motie van de leden Hazelhorst en Rietvoorn over één bewindspersoon als regievoerder voor medische evacuaties";
pub(super) const QUESTIONS: &str =
    "De uitvoering van de motie over medische evacuatie van kinderen uit Noordland";

/// The documents in the order of their numbers.
pub(super) const PIECES: [Piece; 19] = [
    Piece {
        paper: Some(40),
        case: Some(CASE_LETTER),
        signers: &[FOREIGN_MINISTER],
        format: Format::Docx,
        ..piece(
            "Brief regering",
            "Humanitaire situatie in Noordland",
            (2026, 1, 14),
            Source::Text(include_str!("texts/40-brief.md")),
        )
    },
    Piece {
        paper: Some(41),
        case: Some(CASE_AGAINST),
        signers: &[OPPONENT],
        extent: Extent::Short,
        ..piece("Motie", AGAINST, (2026, 1, 20), Source::Text(include_str!("texts/41-motie.md")))
    },
    Piece {
        paper: Some(42),
        case: Some(CASE_MOTION),
        signers: &[MOVER, SECOND, ALLY],
        extent: Extent::Short,
        ..piece("Motie", MOTION, (2026, 1, 20), Source::Text(include_str!("texts/42-motie.md")))
    },
    Piece {
        activity: Some(DEBATE),
        format: Format::Columns,
        extent: Extent::Long,
        ..piece("Stenogram", "De situatie in Noordland", (2026, 1, 21), Source::Report(0))
    },
    Piece {
        case: Some(CASE_LETTER),
        activity: Some(CONTRIBUTION),
        extent: Extent::Long,
        ..piece(
            "Inbreng verslag schriftelijk overleg",
            "Inbreng verslag van een schriftelijk overleg over de humanitaire situatie in Noordland (29 995, nr. 40)",
            (2026, 2, 12),
            Source::Text(include_str!("texts/44-inbreng.md")),
        )
    },
    Piece {
        paper: Some(44),
        case: Some(CASE_LETTER),
        activity: Some(CONTRIBUTION),
        signers: &[CHAIR],
        extent: Extent::Long,
        ..piece(
            "Verslag van een schriftelijk overleg",
            "Verslag van een schriftelijk overleg over de humanitaire situatie in Noordland (29 995, nr. 40)",
            (2026, 2, 24),
            Source::Text(include_str!("texts/44-verslag.md")),
        )
    },
    Piece {
        case: Some(CASE_QUESTIONS),
        signers: &[MOVER, ALLY],
        format: Format::Docx,
        extent: Extent::Short,
        ..piece(
            "Schriftelijke vragen",
            QUESTIONS,
            (2026, 3, 10),
            Source::Text(include_str!("texts/vragen.md")),
        )
    },
    Piece {
        case: Some(CASE_QUESTIONS),
        signers: &[FOREIGN_MINISTER],
        format: Format::Docx,
        extent: Extent::Short,
        ..piece(
            "Mededeling (uitstel antwoord)",
            "Uitstel beantwoording vragen van de leden Hazelhorst en El Ouardani over de uitvoering van de motie over medische evacuatie van kinderen uit Noordland",
            (2026, 3, 31),
            Source::Text(include_str!("texts/uitstel.md")),
        )
    },
    Piece {
        case: Some(CASE_QUESTIONS),
        signers: &[FOREIGN_MINISTER, HEALTH_MINISTER],
        format: Format::Docx,
        ..piece(
            "Antwoord schriftelijke vragen",
            "Antwoord op vragen van de leden Hazelhorst en El Ouardani over de uitvoering van de motie over medische evacuatie van kinderen uit Noordland",
            (2026, 4, 14),
            Source::Text(include_str!("texts/antwoorden.md")),
        )
    },
    Piece {
        case: Some(CASE_CALL),
        activity: Some(COMMITTEE),
        ..piece(
            "Position paper",
            "Oproep Federatie van Artsenverenigingen t.b.v. commissiedebat Noordland d.d. 22 april {2026}",
            (2026, 4, 15),
            Source::Text(include_str!("texts/oproep.md")),
        )
    },
    Piece {
        activity: Some(COMMITTEE),
        extent: Extent::Short,
        format: Format::Docx,
        ..piece(
            "Convocatie commissieactiviteit",
            "Convocatie commissiedebat Noordland op {2026-04-22}",
            (2026, 4, 15),
            Source::Text(include_str!("texts/convocatie.md")),
        )
    },
    Piece {
        paper: Some(47),
        activity: Some(COMMITTEE),
        signers: &[CHAIR],
        extent: Extent::Long,
        ..piece(
            "Verslag van een commissiedebat",
            "Verslag van een commissiedebat, gehouden op {2026-04-22}, over Noordland",
            (2026, 5, 12),
            Source::Report(1),
        )
    },
    Piece {
        paper: Some(48),
        case: Some(CASE_LETTER),
        signers: &[CHAIR],
        ..piece(
            "Lijst van vragen en antwoorden",
            "Lijst van vragen en antwoorden over de evaluatie van de medische evacuatie van {2025-10-29}",
            (2026, 5, 12),
            Source::Text(include_str!("texts/48-lijst.md")),
        )
    },
    Piece {
        paper: Some(49),
        case: Some(CASE_DELAY),
        signers: &[FOREIGN_MINISTER],
        format: Format::Docx,
        ..piece(
            "Brief regering",
            "Uitstel brief over de voorwaarden voor een medische evacuatie van kinderen uit Noordland",
            (2026, 5, 29),
            Source::Text(include_str!("texts/49-brief.md")),
        )
    },
    Piece {
        paper: Some(51),
        case: Some(CASE_HALF),
        signers: &[FOREIGN_MINISTER, HEALTH_MINISTER],
        format: Format::Docx,
        ..piece(
            "Brief regering",
            "Stand van zaken medische evacuaties van kinderen uit Noordland",
            (2026, 7, 2),
            Source::Text(include_str!("texts/51-brief.md")),
        )
    },
    Piece {
        case: Some(CASE_HALF),
        source: Some(14),
        extent: Extent::Short,
        ..piece(
            "Bijlage",
            "Geleerde lessen medische evacuatie Noordland",
            (2026, 7, 2),
            Source::Text(include_str!("texts/bijlage.md")),
        )
    },
    Piece {
        paper: Some(53),
        case: Some(CASE_SECOND),
        signers: &[MOVER, CRITIC],
        extent: Extent::Short,
        ..piece("Motie", SECOND_MOTION, (2026, 9, 23), Source::Text(include_str!("texts/53-motie.md")))
    },
    Piece {
        activity: Some(SHORT_DEBATE),
        format: Format::Columns,
        extent: Extent::Long,
        ..piece("Stenogram", "Tweeminutendebat Noordland", (2026, 9, 24), Source::Report(2))
    },
    Piece {
        case: Some(CASE_FIRST_TERM),
        signers: &[FOREIGN_MINISTER],
        format: Format::Ligatures,
        ..piece(
            "Brief regering",
            "Antwoorden op vragen gesteld tijdens de eerste termijn van de begrotingsbehandeling Buitenlandse Zaken",
            (2026, 11, 4),
            Source::Text(include_str!("texts/eerste-termijn.md")),
        )
    },
];
