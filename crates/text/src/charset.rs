//! Bytes → characters: UTF-8 or UTF-16 with or without a mark, else windows-1252, the only other set seen in
//! Dutch originals.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::text::RepairKind;

use crate::ledger::Ledger;

/// The bytes as text. Reading them in windows-1252 for want of valid UTF-8 is told as a repair.
pub(crate) fn decode(bytes: &[u8], ledger: &mut Ledger) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // a cut-off last character is damage at the end, not another character set
        Err(error) if error.error_len().is_none() => UTF_8.decode(bytes).0.into_owned(),
        Err(error) => {
            let (wrong, valid) = utf8_damage(bytes, error.valid_up_to());
            if valid > wrong * 8 {
                ledger.add(RepairKind::Encoding, "damaged UTF-8", "\u{FFFD}");
                return UTF_8.decode(bytes).0.into_owned();
            }
            ledger.add(RepairKind::Encoding, "not UTF-8", "windows-1252");
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// Text in UTF-16 without its mark has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let pairs = head.len() / 2;
    if pairs < 4 {
        None
    } else if zeros(1) * 10 > pairs * 8 && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if zeros(0) * 10 > pairs * 8 && zeros(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Invalid sequences and valid multi-byte characters: text that is UTF-8 but for a few bytes has many of the latter.
fn utf8_damage(bytes: &[u8], from: usize) -> (usize, usize) {
    let valid_before = bytes[..from].iter().filter(|b| **b >= 0xC2).count();
    let (mut wrong, mut valid) = (0, valid_before);
    for chunk in bytes[from..].utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| *b >= 0xC2).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    (wrong, valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, &mut Ledger::default()), expected);
    }

    #[test]
    fn each_character_set() {
        check("één €".as_bytes(), "één €");
        check(b"\xEF\xBB\xBFben", "ben");
        check(b"\xE9\xE9n \x80", "één €");
        check(b"\xFF\xFEe\0n\0", "en");
        check(b"b\0e\0n\0e\0n\0", "benen");
    }

    #[test]
    fn a_cut_off_character_does_not_change_the_set() {
        check(b"geen Isra\xC3", "geen Isra\u{FFFD}");
    }
}
