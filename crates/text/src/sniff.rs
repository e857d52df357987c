//! Tells the format of a file from its bytes. Names lie: `.doc` files hold RTF, HTML and DOCX.

use model::text::Format;

use crate::FORMATS;

/// The format of these bytes; [`Format::Other`] if there is no reader for them.
pub fn sniff(bytes: &[u8]) -> Format {
    FORMATS.iter().find(|reader| (reader.detect)(bytes)).map_or(Format::Other, |reader| reader.format)
}

/// Beginnings of files that hold no text for us, with a word for a person.
const PICTURES: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a bitmap picture"),
    (b"RIFF", "a picture or sound"),
    (b"PK", "a packed file that is no text document"),
    (b"\xD0\xCF\x11\xE0", "an Office file that is no text document"),
    (b"\x1F\x8B", "a gzip file"),
];

/// Why no reader takes these bytes, for a person.
pub(crate) fn why_no_text(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "the file is empty".to_owned();
    }
    match PICTURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        Some((_, what)) => format!("this is {what}: there is no text in it"),
        None => "these bytes are of no format that has a reader".to_owned(),
    }
}

/// Whether the bytes begin as a picture does in a way that no text can.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    let known = |start: &[u8]| !start.is_ascii() || start.contains(&0);
    PICTURES.iter().any(|(start, _)| known(start) && bytes.starts_with(start))
}

/// The local name of the root element of an XML or HTML file, lower case; none if it does not begin as markup.
pub(crate) fn root_name(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.starts_with(b"<\0");
    let head: Vec<u8> = match wide {
        true => bytes.iter().take(16 << 10).copied().filter(|b| *b != 0 && *b < 0xFE).collect(),
        false => bytes[..bytes.len().min(64 << 10)].to_vec(),
    };
    let mut rest = head.as_slice();
    loop {
        rest = rest.trim_ascii_start();
        let inside = rest.strip_prefix(b"<")?;
        rest = match inside {
            [b'?', ..] => after(inside, b"?>")?,
            [b'!', b'-', b'-', ..] => after(inside, b"-->")?,
            [b'!', ..] => after_doctype(inside)?,
            _ => {
                let end = inside.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
                let name = &inside[..end?];
                let local = name.rsplit(|b| *b == b':').next().unwrap_or(name);
                let fits = !local.is_empty()
                    && local.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b));
                return fits.then(|| String::from_utf8_lossy(local).to_ascii_lowercase());
            }
        };
    }
}

fn after<'b>(bytes: &'b [u8], end: &[u8]) -> Option<&'b [u8]> {
    let at = bytes.windows(end.len()).position(|window| window == end)?;
    Some(&bytes[at + end.len()..])
}

/// Skips a document type with its inner definitions, which are never used.
fn after_doctype(bytes: &[u8]) -> Option<&[u8]> {
    let close = bytes.iter().position(|b| *b == b'>')?;
    match bytes[..close].iter().position(|b| *b == b'[') {
        None => Some(&bytes[close + 1..]),
        Some(open) => {
            let inner = after(&bytes[open..], b"]")?;
            after(inner, b">")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_behind_prolog_comments_and_definitions() {
        let check = |input: &str, expected: Option<&str>| {
            assert_eq!(root_name(input.as_bytes()).as_deref(), expected)
        };
        check("<?xml version='1.0'?><!-- <a> --><b:Wortel x='1'>", Some("wortel"));
        check("<!DOCTYPE lolz [<!ENTITY a \"b>c\">]><lolz>", Some("lolz"));
        check("\u{feff}  <!doctype html>\n<HTML>", Some("html"));
        check("< 5 is minder dan 6", None);
        check("gewone tekst", None);
        check("<", None);
    }

    #[test]
    fn every_beginning_of_a_picture_is_named() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0"), Format::Other);
        assert!(why_no_text(b"\x89PNG\r\n").contains("PNG"));
    }
}
