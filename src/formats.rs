//! The short names under which formats are kept beside originals.

use model::text::Format;

/// The format of these bytes, told from the bytes: `pdf`, `docx`, `jpeg`, `other`.
pub fn name(bytes: &[u8]) -> &'static str {
    if let Some(picture) = picture(bytes) {
        return picture;
    }
    match text::sniff(bytes) {
        Format::Pdf => "pdf",
        Format::Docx => "docx",
        Format::Doc => "doc",
        Format::Rtf => "rtf",
        Format::Odt => "odt",
        Format::Html => "html",
        Format::Transcript => "transcript",
        Format::KamerstukXml => "kamerstuk-xml",
        Format::Plain => "plain",
        Format::Other => "other",
    }
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(name(b"\xFF\xD8\xFF\xE0 rest"), "jpeg");
        assert_eq!(name(b"\x89PNG\r\n\x1a\n"), "png");
        assert_eq!(name(b"GIF89a"), "gif");
        assert_eq!(name(b"\x00\x01\x02\x03"), "other");
    }
}
