//! One small file per format, and what becomes of it when it is damaged: never a panic, always a text with exact
//! spans. All content is invented.

use model::CharIndex;
use model::text::{DocumentText, Format, ParagraphKind};
use proptest::prelude::*;

use crate::limits::Limits;
use crate::{FORMATS, docx, pdf, read};

const SENTENCE: &str = "De dijk bij Oosterwaard kost 12 miljoen euro.";

/// A small file of this format.
pub(crate) fn sample(format: Format) -> Vec<u8> {
    match format {
        Format::Pdf => {
            let lines = [(50.0, 700.0, 10.0, SENTENCE), (280.0, 704.0, 6.0, "1"), (50.0, 60.0, 5.0, "1"), (56.0, 57.0, 7.0, "Kamerstuk 99 999")];
            pdf::tests::pdf(&[pdf::tests::page(&lines)], "<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>", "")
        }
        Format::Docx => {
            let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>Noot</w:t></w:r></w:p></w:footnote></w:footnotes>";
            let body = format!("<w:p><w:r><w:t>{SENTENCE}</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
            docx::tests::docx(&body, &[("word/footnotes.xml", notes)])
        }
        Format::Odt => {
            let content = format!("<office:document-content xmlns:office=\"o\"><office:body><office:text><text:p>{SENTENCE}</text:p></office:text></office:body></office:document-content>");
            docx::tests::package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
        }
        Format::Doc => crate::doc::tests::doc(&format!("{SENTENCE}\u{2}\r"), &[(SENTENCE.len() as u32, "Noot")]),
        Format::Rtf => format!("{{\\rtf1\\ansi {{\\fonttbl{{\\f0 Arial;}}}}{SENTENCE}{{\\footnote Noot \\u235\\'eb}}\\par a\\cell b\\cell\\row}}").into_bytes(),
        Format::Transcript => format!("<vlosCoreDocument><vergadering><titel>x</titel><activiteit><activiteithoofd><woordvoerder><spreker><verslagnaam>A</verslagnaam></spreker><tekst><alinea><alineaitem>De <nadruk type=\"Vet\">voorzitter</nadruk>:</alineaitem><alineaitem>{SENTENCE}</alineaitem></alinea></tekst></woordvoerder></activiteithoofd></activiteit></vergadering></vlosCoreDocument>").into_bytes(),
        Format::KamerstukXml => format!("<officiele-publicatie><kamerstuk><stuk><titel>T</titel><tekst><al>{SENTENCE}<noot><noot.nr>1</noot.nr><noot.al>N</noot.al></noot></al></tekst></stuk></kamerstuk></officiele-publicatie>").into_bytes(),
        Format::Html => format!("<!DOCTYPE html><body><p>{SENTENCE}<a href=#n>1</a></p><p id=n>1 Noot</p><table><tr><td>a<td>b</table></body>").into_bytes(),
        Format::Plain | Format::Other => format!("Vraag 1\n{SENTENCE}1\n\n1 Kamerstuk 99 999\n\u{c}Antwoord\n[footnoteRef:2]2 [2: 2 Noot] Ɵjdens\n").into_bytes(),
    }
}

/// What holds of every text: spans inside the text, in order, covering it but for the separators.
fn holds(text: &DocumentText) {
    let index = CharIndex::new(&text.text);
    let mut at = 0;
    for (number, paragraph) in text.paragraphs.iter().enumerate() {
        let gap = if number == 0 { 0 } else { 2 };
        assert_eq!(paragraph.span.start, at + gap);
        assert!(paragraph.span.end <= index.chars());
        let words = index.slice(paragraph.span);
        assert!(!words.contains("\n\n") && !words.trim().is_empty(), "{words:?}");
        if number > 0 {
            assert_eq!(&text.text[index.byte_at(at)..index.byte_at(at + 2)], "\n\n");
        }
        at = paragraph.span.end;
    }
    assert_eq!(at, index.chars());
    let body_end =
        text.paragraphs.iter().find(|p| p.kind == ParagraphKind::Note).map_or(at, |p| p.span.start);
    for note in &text.notes {
        assert!(text.paragraphs.iter().any(|p| p.kind == ParagraphKind::Note && p.span == note.span));
        assert!(index.slice(note.span).starts_with(&note.label));
        assert!(note.mark.is_none_or(|mark| mark <= body_end));
    }
    for span in text.pages.iter().map(|page| page.span).chain(text.speeches.iter().map(|speech| speech.span))
    {
        assert!(span.end <= index.chars());
    }
    assert!(text.pages.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start.max(pair[0].span.end)));
    assert!(!text.text.contains(crate::draft::is_mark));
}

/// Small bounds, so that a test cannot take long.
fn limits() -> Limits {
    Limits {
        max_unpacked: 4 << 20,
        max_text: 1 << 20,
        max_time: std::time::Duration::from_secs(5),
        ..Limits::default()
    }
}

/// Reads; a reader's panic, which `read` turns into a problem, fails the test here.
fn survives(bytes: &[u8]) {
    let text = read(bytes, &limits());
    assert!(text.problems.iter().all(|problem| problem.code != "crashed"), "{:?}", text.problems);
    holds(&text);
    assert_eq!(text, read(bytes, &limits()), "reading twice gives the same");
}

#[test]
fn whole_samples_hold() {
    for reader in FORMATS {
        survives(&sample(reader.format));
    }
}

#[test]
fn samples_cut_off_anywhere_are_read_or_told() {
    for reader in FORMATS {
        let bytes = sample(reader.format);
        for cut in (0..bytes.len()).step_by((bytes.len() / 60).max(1)) {
            survives(&bytes[..cut]);
        }
    }
}

#[test]
fn a_bomb_of_entities_stays_small_in_every_xml() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"hahahahaha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    for format in [Format::Transcript, Format::KamerstukXml, Format::Html] {
        let text = String::from_utf8(sample(format)).unwrap().replace(SENTENCE, "&c;&c;&c;");
        let text = read(
            format!("<?xml version=\"1.0\"?>{bomb}{}", text.replace("<!DOCTYPE html>", "")).as_bytes(),
            &limits(),
        );
        assert!(text.text.len() < 200, "{format:?}: {}", text.text.len());
    }
}

#[test]
fn lines_without_end_and_brackets_without_end_take_linear_time() {
    for piece in [
        "[",
        "[1:",
        "a ",
        "1 ",
        "-\n",
        "a-\n",
        "1\n\n",
        "[footnoteRef:1]1 ",
        "<p>",
        "{",
        "\u{c}",
        "HYPERLINK \"",
        "Ɵ",
    ] {
        let bytes = piece.repeat(200_000 / piece.len());
        let start = std::time::Instant::now();
        survives(bytes.as_bytes());
        assert!(start.elapsed() < std::time::Duration::from_secs(20), "{piece:?} took {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn damaged_samples_never_panic(
        which in 0..FORMATS.len(),
        hits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
        doubled in any::<proptest::sample::Index>(),
    ) {
        let mut bytes = sample(FORMATS[which].format);
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let at = doubled.index(bytes.len());
        let again = bytes[at..(at + 50).min(bytes.len())].to_vec();
        bytes.splice(at..at, again);
        survives(&bytes);
    }

    #[test]
    fn any_text_holds(text in "(\\PC|\n|\u{c}|[0-9]{1,3} |\\[[0-9]: |Vraag [0-9]\n|-\n){0,120}") {
        survives(text.as_bytes());
    }

    #[test]
    fn any_markup_holds(parts in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<li>"), Just("<ol>"), Just("</ol>"), Just("<tr>"), Just("<td>"), Just("</tr>"), Just("<main>"),
        Just("</main>"), Just("<nav>"), Just("</nav>"), Just("<a href=#x>"), Just("</a>"), Just("<b id=x>"), Just("1"), Just("tekst "), Just("<br>"), Just("<script>"),
    ], 0..60)) {
        survives(format!("<html>{}", parts.concat()).as_bytes());
    }
}

/// Texts made to be slow: a reader stays linear in their length. Seconds are those of an unoptimised build.
#[track_caller]
fn is_quick(what: &str, text: &str) {
    let start = std::time::Instant::now();
    holds(&read(text.as_bytes(), &Limits::default()));
    let spent = start.elapsed();
    assert!(spent < std::time::Duration::from_secs(15), "{what}: {spent:?}");
}

#[test]
fn long_plain_texts_take_no_more_than_their_share() {
    let filler = "De dijk van Lutjewaard wordt in de komende jaren versterkt en verhoogd.\n".repeat(6_000);
    let line = "a ".repeat(60_000);
    is_quick(
        "a giant line in a margin",
        &format!("{filler}Datum\n{line}\nDatum\n{filler}Datum\n{line}\nDatum\n"),
    );
    is_quick("a page for each line", &"een dijk\n\u{c}".repeat(60_000));
    let (marked, noted) =
        ("a<sup>1</sup>\n\n".repeat(40_000), "- 1 Kamerstuk 99 180, nr. 4.\n\n".repeat(40_000));
    is_quick("notes of Markdown", &format!("# Een titel van woorden\n\n{marked}{noted}"));
    is_quick(
        "brackets of Markdown",
        &format!("# Een titel van woorden\n\n{}", "[[éééééééééééééééééééa".repeat(40_000)),
    );
}
