//! Names and codes of glyphs → letters: what a font says when it has no map to characters.

use unicode_normalization::UnicodeNormalization;

/// The letters that a glyph name stands for: `eacute`, `t_i`, `uni0259`, `f_f.alt`; none for made-up names (`g12`).
pub(super) fn letters(name: &str) -> Option<String> {
    let stem = name.split('.').next().filter(|stem| !stem.is_empty())?;
    if stem.contains('_') {
        return stem.split('_').map(single).collect::<Option<Vec<_>>>().map(|parts| parts.concat());
    }
    single(stem)
}

fn single(name: &str) -> Option<String> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && c.is_ascii_alphabetic()
    {
        return Some(c.to_string());
    }
    if let Ok(at) = NAMES.binary_search_by_key(&name, |(name, _)| name) {
        return Some(NAMES[at].1.to_owned());
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(digits) = name
        .strip_prefix("uni")
        .filter(|digits| digits.len() >= 4 && digits.len().is_multiple_of(4) && digits.is_ascii())
    {
        return digits.as_bytes().chunks(4).map(|d| std::str::from_utf8(d).ok().and_then(hex)).collect();
    }
    if let Some(digits) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())) {
        return hex(digits).map(String::from);
    }
    // a base letter and its accent
    let (base, accent) =
        name.split_at_checked(1).filter(|(base, _)| base.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let mark = match accent {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "dieresis" => '\u{308}',
        "circumflex" => '\u{302}',
        "tilde" => '\u{303}',
        "ring" => '\u{30a}',
        "cedilla" => '\u{327}',
        "caron" => '\u{30c}',
        "macron" => '\u{304}',
        "breve" => '\u{306}',
        "ogonek" => '\u{328}',
        "dotaccent" => '\u{307}',
        _ => return None,
    };
    Some([base, mark.encode_utf8(&mut [0; 4])].concat().nfc().collect())
}

/// Sorted by name.
const NAMES: &[(&str, &str)] = &[
    ("AE", "Æ"),
    ("Delta", "Δ"),
    ("Euro", "€"),
    ("IJ", "IJ"),
    ("OE", "Œ"),
    ("Omega", "Ω"),
    ("Oslash", "Ø"),
    ("ae", "æ"),
    ("ampersand", "&"),
    ("asciicircum", "^"),
    ("asciitilde", "~"),
    ("asterisk", "*"),
    ("at", "@"),
    ("backslash", "\\"),
    ("bar", "|"),
    ("braceleft", "{"),
    ("braceright", "}"),
    ("bracketleft", "["),
    ("bracketright", "]"),
    ("brokenbar", "¦"),
    ("bullet", "•"),
    ("cent", "¢"),
    ("checkmark", "✓"),
    ("colon", ":"),
    ("comma", ","),
    ("copyright", "©"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("degree", "°"),
    ("divide", "÷"),
    ("dollar", "$"),
    ("dotlessi", "ı"),
    ("eight", "8"),
    ("ellipsis", "…"),
    ("emdash", "—"),
    ("endash", "–"),
    ("equal", "="),
    ("euro", "€"),
    ("exclam", "!"),
    ("exclamdown", "¡"),
    ("f_f_i", "ffi"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("fi", "fi"),
    ("five", "5"),
    ("fl", "fl"),
    ("florin", "ƒ"),
    ("four", "4"),
    ("fraction", "⁄"),
    ("germandbls", "ß"),
    ("grave", "`"),
    ("greater", ">"),
    ("greaterequal", "≥"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("hyphen", "-"),
    ("ij", "ij"),
    ("less", "<"),
    ("lessequal", "≤"),
    ("logicalnot", "¬"),
    ("minus", "−"),
    ("mu", "µ"),
    ("multiply", "×"),
    ("nbspace", " "),
    ("nine", "9"),
    ("nonbreakingspace", " "),
    ("numbersign", "#"),
    ("oe", "œ"),
    ("one", "1"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("onesuperior", "¹"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("oslash", "ø"),
    ("paragraph", "¶"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("percent", "%"),
    ("period", "."),
    ("periodcentered", "·"),
    ("perthousand", "‰"),
    ("plus", "+"),
    ("plusminus", "±"),
    ("question", "?"),
    ("questiondown", "¿"),
    ("quotedbl", "\""),
    ("quotedblbase", "„"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotesinglbase", "‚"),
    ("quotesingle", "'"),
    ("registered", "®"),
    ("section", "§"),
    ("semicolon", ";"),
    ("seven", "7"),
    ("sfthyphen", "-"),
    ("six", "6"),
    ("slash", "/"),
    ("softhyphen", "\u{ad}"),
    ("space", " "),
    ("sterling", "£"),
    ("three", "3"),
    ("threequarters", "¾"),
    ("threesuperior", "³"),
    ("trademark", "™"),
    ("two", "2"),
    ("twosuperior", "²"),
    ("underscore", "_"),
    ("yen", "¥"),
    ("zero", "0"),
];

/// A code of Adobe's standard encoding.
pub(super) fn standard(code: u8) -> Option<&'static str> {
    Some(match code {
        0x27 => "’",
        0x60 => "‘",
        0x20..=0x7E => return ASCII.get(usize::from(code - 0x20)..usize::from(code - 0x1F)),
        0xA1 => "¡",
        0xA2 => "¢",
        0xA3 => "£",
        0xA4 => "⁄",
        0xA5 => "¥",
        0xA6 => "ƒ",
        0xA7 => "§",
        0xA8 => "¤",
        0xA9 => "'",
        0xAA => "“",
        0xAB => "«",
        0xAC => "‹",
        0xAD => "›",
        0xAE => "fi",
        0xAF => "fl",
        0xB1 => "–",
        0xB2 => "†",
        0xB3 => "‡",
        0xB4 => "·",
        0xB6 => "¶",
        0xB7 => "•",
        0xB8 => "‚",
        0xB9 => "„",
        0xBA => "”",
        0xBB => "»",
        0xBC => "…",
        0xBD => "‰",
        0xBF => "¿",
        0xD0 => "—",
        0xE1 => "Æ",
        0xE3 => "ª",
        0xE9 => "Ø",
        0xEA => "Œ",
        0xEB => "º",
        0xF1 => "æ",
        0xF5 => "ı",
        0xF9 => "ø",
        0xFA => "œ",
        0xFB => "ß",
        _ => return None,
    })
}

const ASCII: &str =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// A guess at the width of a code in a font of this name, in ems: for fonts that a file names but does not describe.
pub(super) fn usual_width(font: &str, code: u8) -> f32 {
    if font.contains("Courier") || font.contains("Mono") {
        return 0.6;
    }
    let table = match (font.contains("Times"), font.contains("Bold")) {
        (false, false) => &HELVETICA,
        (false, true) => &HELVETICA_BOLD,
        (true, false) => &TIMES,
        (true, true) => &TIMES_BOLD,
    };
    let width = table.get(usize::from(code).wrapping_sub(32)).copied().unwrap_or(556);
    f32::from(width) / 1000.0
}

/// Widths for codes 32–126 in thousandths of an em, as Adobe published them for the fonts every reader has.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
const TIMES_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389,
    500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581,
    500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389,
    333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn names_of_glyphs() {
        let check =
            |name: &str, expected: Option<&str>| assert_eq!(letters(name).as_deref(), expected, "{name}");
        check("t_i", Some("ti"));
        check("f_f.liga", Some("ff"));
        check("eacute", Some("é"));
        check("idieresis", Some("ï"));
        check("uni00EB", Some("ë"));
        check("uni00740069", Some("ti"));
        check("u1F600", Some("😀"));
        check("quoteright", Some("’"));
        check("A.sc", Some("A"));
        check("g12", None);
        check("C0_1", None);
        check(".notdef", None);
    }
}
