//! Packed files (DOCX, ODT): parts by name, unpacked under a bound so that a zip bomb stays small.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::charset;
use crate::draft::Draft;
use crate::limits::Limits;

/// The densest that a part of a real document is packed; beyond it, and beyond what does no harm, it is a bomb.
const DENSEST: u64 = 64;

/// Bytes that may always be unpacked.
const HARMLESS: u64 = 8 << 20;

/// Whether these bytes are a zip whose list of names holds `part`. Looks at the end of the file only.
pub(crate) fn lists(bytes: &[u8], part: &[u8]) -> bool {
    if !bytes.starts_with(b"PK") {
        return false;
    }
    let tail = &bytes[bytes.len().saturating_sub(256 << 10)..];
    contains(tail, part)
}

/// Whether `bytes` hold `part`.
pub(crate) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    let Some((first, _)) = part.split_first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(part) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// An open package.
pub(crate) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens the package, or tells why it cannot.
    pub fn open(bytes: &'b [u8], limits: &Limits, draft: &mut Draft) -> Option<Self> {
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(zip) => Some(Package { zip, left: limits.max_unpacked }),
            Err(error) => {
                draft.problem("damaged", format!("the package cannot be opened: {error}"));
                None
            }
        }
    }

    /// The first name that fits.
    pub fn find(&self, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.zip.file_names().flatten().find(|name| fits(name)).map(std::borrow::Cow::into_owned)
    }

    /// A part as text; none if it is not there or cannot be unpacked (told).
    pub fn part(&mut self, name: &str, draft: &mut Draft) -> Option<String> {
        let mut file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return None,
            Err(error) => {
                let code = if error.to_string().contains("assword") { "encrypted" } else { "damaged" };
                draft.problem(code, format!("part {name} cannot be unpacked: {error}"));
                return None;
            }
        };
        // the size named in the package is not to be believed
        let mut bytes = Vec::with_capacity(file.size().min(1 << 20) as usize);
        let bound = self.left.min(file.compressed_size().saturating_mul(DENSEST).max(HARMLESS));
        let outcome = (&mut file).take(bound + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > bound && bound < self.left {
            bytes.truncate(bound as usize);
            draft.problem(
                "too_large",
                format!("part {name} unpacks to more than {DENSEST} times its size and was cut off"),
            );
        } else if bytes.len() as u64 > self.left {
            bytes.truncate(self.left as usize);
            draft.problem("too_large", format!("part {name} unpacks to more than the limit and was cut off"));
        } else if let Err(error) = outcome {
            draft.problem("damaged", format!("part {name} is damaged: {error}"));
        }
        self.left -= bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => Some(charset::decode(error.as_bytes(), &mut draft.ledger)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A package with one part of a million times the same byte, `times` over.
    fn dense(times: usize) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let packed = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .large_file(true);
        writer.start_file("word/document.xml", packed).expect("a name");
        for _ in 0..times {
            writer.write_all(&[b'0'; 1_000_000]).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    #[test]
    fn what_is_packed_too_densely_is_cut_off_early() {
        let limits = Limits::default();
        let bytes = dense(40);
        let mut draft = Draft::new(model::text::Format::Docx, &limits);
        let mut package = Package::open(&bytes, &limits, &mut draft).expect("a package");
        let part = package.part("word/document.xml", &mut draft).expect("a part");
        assert!(part.len() <= 9 << 20, "{} bytes", part.len());
        // what does no harm is read whole, however dense
        let bytes = dense(4);
        let mut package = Package::open(&bytes, &limits, &mut draft).expect("a package");
        assert_eq!(package.part("word/document.xml", &mut draft).map(|part| part.len()), Some(4_000_000));
    }
}
