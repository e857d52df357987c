//! Fonts: which letters a code stands for and how wide it is. Shapes are never looked at.

use std::collections::HashMap;

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use crate::pdf::names;

/// What one code gives.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Its letters; none if the font does not say.
    pub letters: Option<Box<str>>,
    /// Its width in ems.
    pub width: f32,
}

/// A font of a document.
pub(super) struct Font {
    /// Whether its name or description says bold.
    pub bold: bool,
    /// Whether its name or description says italic.
    pub italic: bool,
    /// Name without the subset tag.
    pub name: String,
    composite: bool,
    simple: Vec<Glyph>,
    known: HashMap<u32, Glyph>,
    to_unicode: Option<CMap>,
    codes: Option<CMap>,
    widths: HashMap<u32, f32>,
    default_width: f32,
}

/// Most entries of a width table that are kept.
const MOST_WIDTHS: u32 = 70_000;

impl Font {
    /// Reads the description of a font.
    pub fn read(dict: &Dict<'_>) -> Self {
        let base = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_owned()).unwrap_or_default();
        let name = match base.split_once('+') {
            Some((tag, name)) if tag.len() == 6 => name.to_owned(),
            _ => base,
        };
        let kind = dict.get::<Name<'_>>("Subtype").map(|name| name.as_str().to_owned()).unwrap_or_default();
        let descendant =
            dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let described = descendant.as_ref().unwrap_or(dict);
        let descriptor = described.get::<Dict<'_>>("FontDescriptor");
        let flags = descriptor.as_ref().and_then(|d| d.get::<i32>("Flags")).unwrap_or(0);
        let weight = descriptor.as_ref().and_then(|d| d.get::<f32>("FontWeight")).unwrap_or(400.0);
        let lower = name.to_lowercase();
        let bold = ["bold", "black", "heavy", "-bd", "demi"].iter().any(|word| lower.contains(word));
        let italic = ["italic", "oblique", "-it"].iter().any(|word| lower.contains(word));
        let to_unicode = dict.get::<Stream<'_>>("ToUnicode").and_then(|stream| parse_cmap(&stream));
        let mut font = Font {
            bold: bold || flags & (1 << 18) != 0 || weight >= 600.0,
            italic: italic || flags & (1 << 6) != 0,
            name,
            composite: kind == "Type0",
            simple: Vec::new(),
            known: HashMap::new(),
            to_unicode,
            codes: None,
            widths: HashMap::new(),
            default_width: 1.0,
        };
        if font.composite {
            font.codes = dict.get::<Stream<'_>>("Encoding").and_then(|stream| parse_cmap(&stream));
            font.default_width = described.get::<f32>("DW").unwrap_or(1000.0) / 1000.0;
            if let Some(widths) = described.get::<Array<'_>>("W") {
                font.read_widths(&widths);
            }
        } else {
            font.read_simple(dict, &kind, descriptor.as_ref(), flags);
        }
        font
    }

    /// `[1 [500 600] 10 20 555]`
    fn read_widths(&mut self, widths: &Array<'_>) {
        let mut items = widths.iter::<Object<'_>>();
        while let Some(first) = items.next() {
            let Some(first) = first.into_number().map(|n| n.as_f32().max(0.0) as u32) else { continue };
            match items.next() {
                Some(Object::Array(list)) => {
                    for (at, width) in list.iter::<f32>().enumerate().take(MOST_WIDTHS as usize) {
                        self.widths.insert(first.saturating_add(at as u32), width / 1000.0);
                    }
                }
                Some(last) => {
                    let last = last.into_number().map_or(first, |n| n.as_f32().max(0.0) as u32);
                    let width =
                        items.next().and_then(Object::into_number).map_or(1.0, |n| n.as_f32() / 1000.0);
                    for code in first..=last.min(first.saturating_add(MOST_WIDTHS)) {
                        self.widths.insert(code, width);
                    }
                }
                None => {}
            }
            if self.widths.len() > MOST_WIDTHS as usize {
                return;
            }
        }
    }

    fn read_simple(&mut self, dict: &Dict<'_>, kind: &str, descriptor: Option<&Dict<'_>>, flags: i32) {
        let type3 = kind == "Type3";
        let mut names: HashMap<u8, String> = HashMap::new();
        let mut base = dict.get::<Name<'_>>("Encoding").map(|name| name.as_str().to_owned());
        if let Some(encoding) = dict.get::<Dict<'_>>("Encoding") {
            base = encoding.get::<Name<'_>>("BaseEncoding").map(|name| name.as_str().to_owned());
            let mut code = 0u32;
            for item in encoding.get::<Array<'_>>("Differences").iter().flat_map(|a| a.iter::<Object<'_>>()) {
                match item {
                    Object::Number(n) => code = n.as_f32().max(0.0) as u32,
                    Object::Name(name) => {
                        if let Ok(code) = u8::try_from(code) {
                            names.insert(code, name.as_str().to_owned());
                        }
                        code = code.saturating_add(1);
                    }
                    _ => {}
                }
            }
        }
        let pictures =
            ["Wingdings", "Webdings", "Dingbats", "Symbol"].iter().any(|name| self.name.contains(name));
        let built_in = type3 || (flags & 4 != 0 && base.is_none());
        let scale = match dict.get::<Array<'_>>("FontMatrix").and_then(|m| m.iter::<f32>().next()) {
            Some(scale) if type3 => scale.abs(),
            _ => 0.001,
        };
        let first = dict.get::<i32>("FirstChar").unwrap_or(0);
        let widths: Vec<f32> =
            dict.get::<Array<'_>>("Widths").iter().flat_map(|w| w.iter::<f32>()).take(256).collect();
        let missing = descriptor.and_then(|d| d.get::<f32>("MissingWidth")).unwrap_or(0.0);
        for code in 0..=255u8 {
            let at = usize::try_from(i32::from(code) - first).ok();
            let width = match at.and_then(|at| widths.get(at)) {
                Some(width) => width * scale,
                None if widths.is_empty() => names::usual_width(&self.name, code),
                None => missing * scale,
            };
            let mapped = self.to_unicode.as_ref().and_then(|map| lookup(map, u32::from(code)));
            let named = names.get(&code).and_then(|name| names::letters(name));
            let ligature = names.get(&code).is_some_and(|name| name.contains('_'));
            let letters = if ligature { named.clone().or(mapped) } else { mapped.or(named) };
            let letters = letters.or_else(|| {
                if names.contains_key(&code) {
                    return pictures.then(|| "•".to_owned());
                }
                match base.as_deref() {
                    _ if pictures => picture(code).map(str::to_owned),
                    Some("MacRomanEncoding") => one(MACINTOSH, code),
                    // codes that this encoding leaves free are bullets: PDF 32000-1, annex D.2, note 3
                    Some("WinAnsiEncoding") if matches!(code, 0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D) => {
                        Some("•".to_owned())
                    }
                    Some("WinAnsiEncoding") => one(WINDOWS_1252, code),
                    _ if built_in && (type3 || self.to_unicode.is_some()) => None,
                    None if kind == "TrueType" => one(WINDOWS_1252, code),
                    _ => names::standard(code).map(str::to_owned),
                }
            });
            self.simple.push(Glyph { letters: letters.map(String::into_boxed_str), width });
        }
    }

    /// Gives each code of a string: its glyph and whether it is the one-byte space that word spacing is added to.
    pub fn codes(&mut self, bytes: &[u8], mut each: impl FnMut(&Glyph, bool)) {
        if !self.composite {
            for byte in bytes {
                if let Some(glyph) = self.simple.get(usize::from(*byte)) {
                    each(glyph, *byte == 0x20);
                }
            }
            return;
        }
        for pair in bytes.chunks(2) {
            let code = pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            if !self.known.contains_key(&code) {
                let cid = match &self.codes {
                    Some(map) => map.lookup_cid_code(code, 2).unwrap_or(code),
                    None => code,
                };
                let letters =
                    self.to_unicode.as_ref().and_then(|map| lookup(map, code)).map(String::into_boxed_str);
                let width = self.widths.get(&cid).copied().unwrap_or(self.default_width);
                self.known.insert(code, Glyph { letters, width });
            }
            each(&self.known[&code], false);
        }
    }
}

fn parse_cmap(stream: &Stream<'_>) -> Option<CMap> {
    let data = stream.decoded_data().ok()?;
    CMap::parse(&data, |_| None)
}

/// What a map to characters says, if it says anything sensible.
fn lookup(map: &CMap, code: u32) -> Option<String> {
    let text = match map.lookup_bf_string(code)? {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    let first = text.chars().next()?;
    match u32::from(first) {
        0 | 0xFFFD | 0xFFFF => None,
        // symbol fonts keep their codes in the private area
        private @ 0xF020..=0xF0FF => picture((private - 0xF000) as u8).map(str::to_owned),
        0xE000..=0xF8FF | 0xF0000.. => None,
        control if control < 0x20 && !matches!(control, 9 | 10 | 13) => None,
        _ => Some(text),
    }
}

fn one(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<String> {
    if code < 0x20 {
        return None;
    }
    Some(encoding.decode_without_bom_handling(&[code]).0.into_owned())
}

/// Bullets and ticks of picture fonts; their other signs mean nothing to a reader.
fn picture(code: u8) -> Option<&'static str> {
    match code {
        0x20 | 0xA0 => Some(" "),
        0xFC | 0xFE => Some("✓"),
        0xE0 | 0xE8 | 0xF0 => Some("→"),
        _ => Some("•"),
    }
}
