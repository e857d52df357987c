//! One oddity of Word each; all content is invented.

use std::io::{Cursor, Write};

use model::text::{DocumentText, Format, ParagraphKind};
use zip::write::SimpleFileOptions;

use crate::limits::Limits;

/// A package of these parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // OpenDocument wants its kind unpacked
        let method = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const NAMES: &str = "xmlns:w=\"w\" xmlns:mc=\"mc\"";

pub(crate) fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<?xml version=\"1.0\"?><w:document {NAMES}><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", main.as_str())];
    parts.extend(more);
    package(&parts)
}

fn read(body: &str, more: &[(&str, &str)]) -> DocumentText {
    let text = crate::read(&docx(body, more), &Limits::default());
    assert_eq!(text.format, Format::Docx);
    text
}

fn check(body: &str, expected: &str) {
    assert_eq!(read(body, &[]).text, expected);
}

#[test]
fn runs_are_joined_and_deletions_dropped() {
    check(
        "<w:p><w:r><w:t>De re</w:t></w:r><w:del><w:r><w:delText>oud</w:delText></w:r></w:del><w:ins><w:r><w:t>gering</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom></w:p>",
        "De regering",
    );
}

#[test]
fn a_deleted_paragraph_end_joins_the_paragraphs() {
    check(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>een</w:t></w:r></w:p><w:p><w:r><w:t>twee</w:t></w:r></w:p>",
        "een twee",
    );
}

#[test]
fn field_codes_go_and_results_stay() {
    check(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"x\"</w:instrText></w:r><w:r><w:t>nooit</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>de site</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t> zelf</w:t></w:r></w:p>",
        "de site zelf",
    );
}

#[test]
fn one_of_two_alternatives_is_read() {
    let boxed =
        |text: &str| format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>");
    check(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>daarna</w:t></w:r></w:p>",
            boxed("kader"),
            boxed("kader")
        ),
        "kader\n\ndaarna",
    );
}

#[test]
fn footnotes_and_endnotes_are_tied_to_their_marks() {
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> Kamerstuk 99 999, nr. 1</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let ends = "<w:endnotes xmlns:w=\"w\"><w:endnote w:id=\"1\"><w:p><w:r><w:t>Slotnoot</w:t></w:r></w:p><w:p><w:r><w:t>met vervolg</w:t></w:r></w:p></w:endnote></w:endnotes>";
    let text = read(
        "<w:p><w:r><w:t>de motie</w:t><w:footnoteReference w:id=\"2\"/><w:t xml:space=\"preserve\"> is aangenomen</w:t><w:endnoteReference w:id=\"1\"/></w:r></w:p>",
        &[("word/footnotes.xml", notes), ("word/endnotes.xml", ends)],
    );
    assert_eq!(text.text, "de motie is aangenomen\n\n1 Kamerstuk 99 999, nr. 1\n\ni Slotnoot met vervolg");
    assert_eq!(text.notes.iter().map(|note| note.mark).collect::<Vec<_>>(), [Some(8), Some(22)]);
}

#[test]
fn headings_by_style_in_any_language_and_lists_with_numbers() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"Vraagkop\"><w:name w:val=\"Vraagkop\"/><w:basedOn w:val=\"Kop2\"/></w:style><w:style w:styleId=\"Kop2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>";
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Wat vindt u?</w:t></w:r></w:p>";
    let text = read(
        &format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Vraagkop\"/></w:pPr><w:r><w:t>Vragen</w:t></w:r></w:p>{item}{item}"
        ),
        &[("word/styles.xml", styles), ("word/numbering.xml", numbering)],
    );
    assert_eq!(text.text, "Vragen\n\n3. Wat vindt u?\n\n4. Wat vindt u?");
    let kinds: Vec<_> = text.paragraphs.iter().map(|paragraph| paragraph.kind).collect();
    assert_eq!(kinds, [ParagraphKind::Heading(2), ParagraphKind::ListItem, ParagraphKind::ListItem]);
}

#[test]
fn a_bold_line_is_a_heading_and_a_label_is_one_anyway() {
    let text = read(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Motie van het lid Jansen</w:t></w:r></w:p><w:p><w:r><w:t>Antwoord op vraag 3</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>Gewone tekst</w:t></w:r></w:p>",
        &[],
    );
    let kinds: Vec<_> = text.paragraphs.iter().map(|paragraph| paragraph.kind).collect();
    assert_eq!(kinds, [ParagraphKind::Heading(3), ParagraphKind::Heading(4), ParagraphKind::Body]);
}

#[test]
fn rows_are_lines_with_tabs_and_layout_tables_are_paragraphs() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    check(&format!("<w:tbl><w:tr>{}{}{}</w:tr></w:tbl>", cell("a"), cell(""), cell("b")), "a\t\tb");
    let long = "lang ".repeat(300);
    let laid_out = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("a"), cell(&long));
    assert_eq!(read(&laid_out, &[]).text, format!("a\n\n{}", long.trim()));
}

#[test]
fn hyphens_symbols_tabs_breaks_and_hidden_text() {
    check(
        "<w:p><w:r><w:t>EU</w:t><w:noBreakHyphen/><w:t>raad</w:t><w:tab/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:br/><w:t>nieuw</w:t><w:br w:type=\"page\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>",
        "EU-raad ✓\nnieuw",
    );
}

#[test]
fn a_zip_bomb_is_cut_off() {
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "0".repeat(3_000_000));
    let limits = Limits { max_unpacked: 1_000_000, ..Limits::default() };
    let text = crate::read(&docx(&bomb, &[]), &limits);
    assert!(text.problems.iter().any(|problem| problem.code == "too_large"), "{:?}", text.problems);
    assert!(text.text.len() <= 1_000_000);
}

#[test]
fn an_entity_bomb_is_not_expanded() {
    let main = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let text = crate::read(&package(&[("word/document.xml", main)]), &Limits::default());
    assert_eq!(text.text, "&b;");
}

#[test]
fn deep_nesting_is_told() {
    let text = read(&"<w:sdt>".repeat(5_000), &[]);
    assert!(text.problems.iter().any(|problem| problem.code == "damaged"));
}

#[test]
fn a_damaged_package_is_told() {
    let mut bytes = docx("<w:p><w:r><w:t>tekst</w:t></w:r></w:p>", &[]);
    bytes.truncate(bytes.len() - 30);
    let text = crate::read(&bytes, &Limits::default());
    assert!(!text.problems.is_empty());
}

#[test]
fn where_no_heading_is_set_apart_they_are_told_by_their_shape() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let answer = "De brug wordt in het voorjaar gerepareerd, zodra het onderzoek van de provincie gereed is.";
    let body = [
        "Politie",
        "Vraag van het lid Prins (XYZ) over de brug",
        "Wanneer gaat de brug open?",
        "Antwoord",
        answer,
    ]
    .map(paragraph)
    .concat();
    let text = read(&body, &[]);
    let kinds: Vec<_> = text.paragraphs.iter().map(|paragraph| paragraph.kind).collect();
    assert!(matches!(kinds[0], ParagraphKind::Heading(_)), "{kinds:?}");
    assert_eq!(kinds[4], ParagraphKind::Body);
}

#[test]
fn notes_that_a_converter_left_in_the_text_are_tied() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        "Dat staat in de brief over de dijk.1 De kosten volgen later.",
        "1 Kamerstuk 99 180, nr. 4.",
        "Tweede Kamer, vergaderjaar 2030–2031, 99 181, nr. 5 2",
        "1 Hoeveel kost de dijk?",
        "2 Wanneer is de dijk klaar?",
    ];
    let text = read(&body.map(paragraph).concat(), &[]);
    let notes: Vec<_> = text.notes.iter().map(|note| (note.label.as_str(), note.mark)).collect();
    assert_eq!(notes, [("1", Some(35))]);
    assert!(
        text.text.starts_with("Dat staat in de brief over de dijk. De kosten volgen later.\n\n1 Hoeveel"),
        "{}",
        text.text
    );
}
