//! Word files written byte by byte; all content is invented.

use std::io::{Cursor, Write};

use model::text::{DocumentText, Format};

use crate::limits::Limits;

/// A Word file of these characters in one wide piece; `notes` are the positions of marks and the notes' texts.
pub(crate) fn doc(body: &str, notes: &[(u32, &str)]) -> Vec<u8> {
    let feet: String = notes.iter().map(|(_, text)| format!("\u{2} {text}\r")).collect();
    let body_length = body.encode_utf16().count() as u32;
    let feet_length = feet.encode_utf16().count() as u32;
    let text: Vec<u8> = format!("{body}{feet}\r").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let place = 0x600u32;
    let mut word = vec![0u8; place as usize];
    word[0..2].copy_from_slice(&0xA5ECu16.to_le_bytes());
    word[0x0A..0x0C].copy_from_slice(&0x0200u16.to_le_bytes());
    word[0x4C..0x50].copy_from_slice(&body_length.to_le_bytes());
    word[0x50..0x54].copy_from_slice(&feet_length.to_le_bytes());
    word.extend(&text);
    let mut table = Vec::new();
    let mut entry = |word: &mut Vec<u8>, number: usize, bytes: &[u8]| {
        let at = 0x9A + number * 8;
        word[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
        word[at + 4..at + 8].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        table.extend_from_slice(bytes);
    };
    let mut clx = vec![2u8];
    clx.extend(16u32.to_le_bytes());
    clx.extend(0u32.to_le_bytes());
    clx.extend((text.len() as u32 / 2).to_le_bytes());
    clx.extend([0, 0]);
    clx.extend(place.to_le_bytes());
    clx.extend([0, 0]);
    entry(&mut word, 33, &clx);
    if !notes.is_empty() {
        let mut marks: Vec<u8> = notes.iter().flat_map(|(at, _)| at.to_le_bytes()).collect();
        marks.extend(body_length.to_le_bytes());
        marks.extend(notes.iter().flat_map(|_| [0, 0]));
        entry(&mut word, 2, &marks);
        let mut places = 0u32.to_le_bytes().to_vec();
        let mut at = 0u32;
        for (_, text) in notes {
            at += format!("\u{2} {text}\r").encode_utf16().count() as u32;
            places.extend(at.to_le_bytes());
        }
        places.extend((at + 1).to_le_bytes());
        entry(&mut word, 3, &places);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/WordDocument").unwrap().write_all(&word).unwrap();
    file.create_stream("/1Table").unwrap().write_all(&table).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn read(bytes: &[u8]) -> DocumentText {
    let text = crate::read(bytes, &Limits::default());
    assert_eq!(text.format, Format::Doc);
    text
}

#[test]
fn paragraphs_breaks_fields_and_hyphens() {
    let body = "De Kamer,\rregel\u{b}vervolg\rzie \u{13} HYPERLINK \"x\" \u{14}de site\u{15} zelf\rEU\u{1e}raad financi\u{eb}le €\r";
    assert_eq!(
        read(&doc(body, &[])).text,
        "De Kamer,\n\nregel\nvervolg\n\nzie de site zelf\n\nEU-raad financiële €"
    );
}

#[test]
fn footnotes_are_tied() {
    let text = read(&doc("de motie\u{2} is\r", &[(8, "Kamerstuk 99 999")]));
    assert_eq!(text.text, "de motie is\n\n1 Kamerstuk 99 999");
    assert_eq!(text.notes[0].mark, Some(8));
}

#[test]
fn a_locked_document_says_so() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap().write_all(b"x").unwrap();
    file.flush().unwrap();
    assert_eq!(read(&file.into_inner().into_inner()).problems[0].code, "encrypted");
}

#[test]
fn a_damaged_file_says_so() {
    let mut bytes = doc("tekst\r", &[]);
    bytes.truncate(700);
    bytes.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&bytes).problems[0].code, "damaged");
}
