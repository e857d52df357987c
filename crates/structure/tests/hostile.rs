//! Texts made to be slow: every extractor stays linear in the length of the text.

use std::time::{Duration, Instant};

use model::DocumentText;
use structure::{Context, extract};

/// A piece, repeated to the size of a long paper, takes no more than its share of time in an unoptimised build.
#[track_caller]
fn check(piece: &str) {
    for kind in [
        "verslag-schriftelijk-overleg",
        "antwoord-schriftelijke-vragen",
        "nota-naar-aanleiding-van-het-verslag",
        "oproep",
    ] {
        let text = piece.repeat(80_000 / piece.len());
        let document = DocumentText { text, ..DocumentText::default() };
        let start = Instant::now();
        extract(&document, &Context { kind: Some(kind), ..Context::default() });
        let spent = start.elapsed();
        assert!(spent < Duration::from_secs(5), "{piece:?} as {kind}: {spent:?}");
    }
}

#[test]
fn one_sentence_of_motions() {
    check("motie Prins en motie Linde, ");
    check("de motie ");
    check("moties Prins, ");
}

#[test]
fn marks_without_end() {
    check("Vraag 1\n\nAntwoord 2\n\n");
    check("Vraag 1\n\n");
    check("Antwoord\n\n");
    check("1. Klopt dit?\n\n");
    check("Vraag 7\n\nKlopt dit?\n\nAntwoord 7\n\nZie het antwoord op vraag 8.\n\n");
}

#[test]
fn members_without_end() {
    check(
        "Vragen van het lid Prins (VVD)\n\nVraag\n\nKlopt dit?\n\nAntwoord\n\nZie het antwoord op de vraag van het lid Prins over water.\n\n",
    );
    check("De leden van de VVD-fractie vragen of dit klopt. Dat klopt.\n\n");
    check("het lid Prins en het lid Linde en ");
    check("II Reactie van de minister\n\nDe leden van de SP-fractie vragen dit.\n\nVVD\n\n");
}

#[test]
fn numbers_without_end() {
    check("34567, nrs. 5, 6 en 7, ");
    check("motie (nr. 18) ");
    check("(34 567, nr. 8) de AVG, de Awb, motie (nr. 18) ");
    check("Stcrt. van 3 mei 2005, nr. ");
    check("(31200 E) ");
    check("nr. ");
    check("Kamerstuk ");
    check("(34 567) ");
    check("5 t/m 9, ");
    check("a.b/");
    check("https://a");
}

#[test]
fn laws_and_punctuation_without_end() {
    check("Wet ");
    check("artikel 3, ");
    check("Verdrag van A ");
    check(". ");
    check("( ");
    check("?! ");
    check("zal uw Kamer in het eerste kwartaal van 2026 ");
    check("A-");
    check("ab.Cd");
}
