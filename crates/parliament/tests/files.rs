//! Opens every file that a small parliament serves, as its reader would.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::process::{Command, Stdio};

use parliament::{Guid, Parliament, Settings};

const BASE: &str = "http://127.0.0.1/SyncFeed/2.0";

/// Document number → content type and bytes.
fn files() -> BTreeMap<String, (&'static str, Vec<u8>)> {
    let parliament = Parliament::new(Settings::default());
    let mut files = BTreeMap::new();
    let page = parliament.feed_page(BASE, Some("Document"), None);
    for entry in page.split("<entry>").skip(1) {
        let between = |start: &str| entry.split(start).nth(1).and_then(|rest| rest.split('<').next());
        let id = Guid::parse(between("<title>").unwrap()).unwrap();
        if let (Some(number), Some(file)) = (between("documentNummer>"), parliament.resource(id)) {
            files.insert(number.to_owned(), file);
        }
    }
    files
}

fn docx(bytes: &[u8], part: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}

#[test]
fn every_docx_unzips_and_has_its_parts() {
    let mut notes = 0;
    let mut count = 0;
    for (kind, bytes) in files().into_values().filter(|(kind, _)| kind.contains("wordprocessingml")) {
        count += 1;
        assert!(kind.ends_with("document"));
        for part in [
            "[Content_Types].xml",
            "word/document.xml",
            "word/footnotes.xml",
            "word/header1.xml",
            "word/footer1.xml",
        ] {
            well_formed(&docx(&bytes, part));
        }
        let document = docx(&bytes, "word/document.xml");
        let cited = document.matches("<w:footnoteReference ").count();
        // two separators stand before the notes
        assert_eq!(docx(&bytes, "word/footnotes.xml").matches("<w:footnote ").count(), cited + 2);
        notes += cited;
    }
    assert!(count > 20 && notes > 10, "{count} files, {notes} notes");
}

/// The text of a PDF; `None` where `pdftotext` is not installed.
fn pdf_text(bytes: &[u8]) -> Option<Result<String, String>> {
    let mut child = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let bytes = bytes.to_vec();
    let feeding = std::thread::spawn(move || {
        // a reader that gives up early closes the pipe
        let _ = stdin.write_all(&bytes);
    });
    let output = child.wait_with_output().ok()?;
    let _ = feeding.join();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(if output.status.success() {
        Ok(text)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    })
}

#[test]
fn every_pdf_opens() {
    if pdf_text(b"").is_none() {
        eprintln!("SKIPPED every_pdf_opens: pdftotext is not installed (Debian: poppler-utils)");
        return;
    }
    let (mut with_text, mut pictures, mut damaged, mut ligatures) = (0, 0, 0, 0);
    for (_, bytes) in files().into_values().filter(|(kind, _)| *kind == "application/pdf") {
        match pdf_text(&bytes).unwrap() {
            Ok(text) if text.trim().is_empty() => pictures += 1,
            Ok(text) => {
                with_text += 1;
                ligatures += usize::from(text.contains('Ɵ'));
            }
            Err(_) => damaged += 1,
        }
    }
    assert!(with_text > 50, "{with_text}");
    assert!(ligatures > 0 && pictures > 0, "{ligatures} with ligatures, {pictures} pictures");
    assert!(damaged < with_text / 10, "{damaged} damaged");
}

/// The text of any of the story's files, without line ends.
fn text_of((kind, bytes): &(&'static str, Vec<u8>)) -> Option<String> {
    let text = if kind.contains("wordprocessingml") {
        let xml = docx(bytes, "word/document.xml").replace("</w:p>", " ");
        let mut text = String::new();
        let mut inside = false;
        for letter in xml.chars() {
            match letter {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => text.push(letter),
                _ => {}
            }
        }
        text
    } else {
        pdf_text(bytes)?.unwrap()
    };
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn the_story_gives_the_same_answer_three_times() {
    let numbers = Parliament::new(Settings::default()).story();
    let files = files();
    let text = |number: &str| text_of(&files[number]);
    let Some(consultation) = text(&numbers.consultation_document) else {
        eprintln!("SKIPPED the_story_gives_the_same_answer_three_times: pdftotext is not installed");
        return;
    };
    let same = "Daarbij weegt het kabinet de medische noodzaak, de beschikbare capaciteit in de ziekenhuizen, de opvang van begeleiders en de vraag of behandeling in de regio mogelijk is.";
    for text in
        [&consultation, &text(&numbers.answers_document).unwrap(), &text(&numbers.list_document).unwrap()]
    {
        assert!(text.contains(same), "{text}");
    }
    let letter = text(&numbers.letter_document).unwrap();
    assert!(letter.contains("(TZ202604-112)") && letter.contains("nog geen besluit genomen"), "{letter}");
    assert!(text(&numbers.call_document).unwrap().contains("vóór 1 juni 2026"));
    assert!(text(&numbers.motion_document).unwrap().contains("MOTIE VAN HET LID HAZELHORST C.S."));
    assert!(text(&numbers.first_term_document).unwrap().contains("moƟe-Hazelhorst"));
}
