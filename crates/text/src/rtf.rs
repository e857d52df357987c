//! RTF: control words, groups and code pages; notes tied, deletions and hidden text dropped, field codes left out.

use std::collections::HashMap;

use encoding_rs::Encoding;
use model::text::ParagraphKind;

use crate::draft::{Block, Draft, NoteId};
use crate::limits::Limits;
use crate::prose::is_label;
use crate::row::Row;

/// `{\rtf`, perhaps behind blanks.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(64)].trim_ascii_start().starts_with(b"{\\rtf")
}

/// Where the text of a group goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Into {
    Body,
    Note,
    Fonts,
    Styles,
    Title,
    Nowhere,
}

/// What a group inherits and gives back when it ends.
#[derive(Clone)]
struct Group {
    into: Into,
    font: i32,
    /// Fallback characters behind `\u`.
    fallback: usize,
    bold: bool,
    hidden: bool,
    deleted: bool,
}

/// Groups inside groups, at most; deeper ones are read as if they were flat.
const DEEPEST: usize = 2_000;

struct Rtf<'d> {
    draft: &'d mut Draft,
    group: Group,
    stack: Vec<Group>,
    page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    styles: HashMap<i32, u8>,
    style: (i32, String),
    title: String,
    body: Block,
    row: Option<Row>,
    in_row: bool,
    heading: Option<u8>,
    style_heading: Option<u8>,
    plain_seen: bool,
    bold_seen: bool,
    note: Option<(NoteId, Block, usize)>,
    notes: u32,
    /// Bytes of the code page not yet decoded, and letters to skip behind `\u`.
    bytes: Vec<u8>,
    skip: usize,
    high: Option<u16>,
}

/// Reads an RTF file.
pub(crate) fn read(bytes: &[u8], _: &Limits, draft: &mut Draft) {
    let group = Group { into: Into::Body, font: 0, fallback: 1, bold: false, hidden: false, deleted: false };
    let mut rtf = Rtf {
        draft,
        group,
        stack: Vec::new(),
        page: encoding_rs::WINDOWS_1252,
        fonts: HashMap::new(),
        styles: HashMap::new(),
        style: (0, String::new()),
        title: String::new(),
        body: Block::new(ParagraphKind::Body, None),
        row: None,
        in_row: false,
        heading: None,
        style_heading: None,
        plain_seen: false,
        bold_seen: false,
        note: None,
        notes: 0,
        bytes: Vec::new(),
        skip: 0,
        high: None,
    };
    rtf.run(bytes);
    rtf.flush();
    rtf.end_paragraph();
    rtf.end_row();
    rtf.end_note(0);
    let title = rtf.title.trim().to_owned();
    if !title.is_empty() {
        draft.title = Some(title);
    }
}

impl Rtf<'_> {
    fn run(&mut self, bytes: &[u8]) {
        let mut at = 0;
        let mut ignorable = false; // `\*` was read: an unknown destination is skipped
        let mut count = 0u32;
        while at < bytes.len() {
            count = count.wrapping_add(1);
            if count.is_multiple_of(65_536) && (self.draft.late() || self.draft.full()) {
                return;
            }
            match bytes[at] {
                b'{' => {
                    self.flush();
                    if self.stack.len() < DEEPEST {
                        self.stack.push(self.group.clone());
                    }
                    at += 1;
                }
                b'}' => {
                    self.flush();
                    self.end_group();
                    at += 1;
                }
                b'\\' => at = self.control(bytes, at + 1, &mut ignorable),
                b'\r' | b'\n' => at += 1,
                byte => {
                    self.byte(byte);
                    at += 1;
                }
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Reads one control word or symbol; gives the place behind it.
    fn control(&mut self, bytes: &[u8], at: usize, ignorable: &mut bool) -> usize {
        let Some(&first) = bytes.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
                    if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.byte(byte);
                        return at + 3;
                    }
                    return at + 1;
                }
                b'*' => *ignorable = true,
                b'~' => self.letter(' '),
                b'_' => self.letter('-'),
                b'\\' | b'{' | b'}' => self.byte(first),
                b'\r' | b'\n' => self.word("par", None, false),
                _ => {}
            }
            return at + 1;
        }
        let letters = bytes[at..].iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&bytes[at..at + letters]).unwrap_or("");
        let mut end = at + letters;
        let negative = bytes.get(end) == Some(&b'-');
        let digits_at = end + usize::from(negative);
        let digits =
            bytes.get(digits_at..).unwrap_or(&[]).iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let text = std::str::from_utf8(&bytes[digits_at..digits_at + digits]).unwrap_or("0");
            number = text.parse::<i64>().ok().map(|n| if negative { -n } else { n });
            end = digits_at + digits;
        }
        if bytes.get(end) == Some(&b' ') {
            end += 1;
        }
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return end.saturating_add(length).min(bytes.len());
        }
        let was = std::mem::take(ignorable);
        self.word(word, number, was);
        end
    }

    fn word(&mut self, word: &str, number: Option<i64>, ignorable: bool) {
        let on = number != Some(0);
        if word == "u" {
            self.flush();
            self.unicode(number.unwrap_or(0));
            self.skip = self.group.fallback;
            return;
        }
        if self.skip > 0 && matches!(word, "par" | "cell" | "row") {
            self.skip = 0;
        }
        self.flush();
        match word {
            "ansicpg" => self.page = code_page(number.unwrap_or(1252)),
            "mac" => self.page = encoding_rs::MACINTOSH,
            "uc" => self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "fonttbl" => self.group.into = Into::Fonts,
            "stylesheet" => self.group.into = Into::Styles,
            "title" => self.group.into = Into::Title,
            "fcharset" => {
                if let Some(page) = charset(number.unwrap_or(0)) {
                    self.fonts.insert(self.group.font, page);
                }
            }
            "f" => self.group.font = number.unwrap_or(0) as i32,
            "footnote" if self.group.into == Into::Body => {
                // some writers set the mark with \chftn, others leave it to the note
                self.notes += 1;
                let id = self.draft.reserve_note();
                self.body.mark(id);
                self.group.into = Into::Note;
                self.note = Some((id, Block::new(ParagraphKind::Note, None), self.stack.len()));
            }
            "colortbl" | "pict" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
            | "footerr" | "footerf" | "fldinst" | "objdata" | "datafield" | "ftnsep" | "ftnsepc"
            | "aftnsep" | "aftnsepc" | "ftncn" | "aftncn" | "annotation" | "atnid" | "atnauthor"
            | "atndate" | "atnref" | "atnicn" | "revtbl" | "rsidtbl" | "listtable" | "listoverridetable"
            | "generator" | "xmlnstbl" | "themedata" | "colorschememapping" | "latentstyles"
            | "datastore" | "bkmkstart" | "bkmkend" | "xe" | "tc" | "info" | "nonshppict" | "template"
            | "operator" | "author" | "creatim" | "revtim" | "printim" | "company" | "userprops"
            | "shpinst" | "wgrffmtfilter" | "pgdsctbl" => {
                self.group.into = Into::Nowhere;
            }
            "shptxt" if !matches!(self.group.into, Into::Fonts | Into::Styles) => {
                self.group.into = Into::Body
            }
            "listtext" | "pntext" | "fldrslt" | "field" => {}
            "par" | "sect" => self.end_line(),
            "line" | "lbr" => self.target(|block| block.line_break()),
            "tab" => self.letter(' '),
            "cell" | "nestcell" if self.group.into == Into::Body => {
                self.in_row = true;
                self.end_paragraph();
                self.row.get_or_insert_default().open_cell();
            }
            "row" | "nestrow" => self.end_row(),
            "intbl" => self.in_row = true,
            "emdash" => self.letter('—'),
            "endash" => self.letter('–'),
            "bullet" => self.letter('•'),
            "lquote" => self.letter('‘'),
            "rquote" => self.letter('’'),
            "ldblquote" => self.letter('“'),
            "rdblquote" => self.letter('”'),
            "b" => self.group.bold = on,
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "plain" => (self.group.bold, self.group.hidden) = (false, false),
            "pard" => (self.heading, self.style_heading, self.in_row) = (None, None, false),
            "outlinelevel" => self.heading = number.filter(|n| (0..9).contains(n)).map(|n| n as u8 + 1),
            "s" if self.group.into == Into::Styles => {
                self.style = (number.unwrap_or(0) as i32, String::new())
            }
            "s" => self.style_heading = number.and_then(|n| self.styles.get(&(n as i32)).copied()),
            _ if ignorable => self.group.into = Into::Nowhere,
            _ => {}
        }
    }

    /// A character by number; negative ones and surrogates are how RTF writes the upper half.
    fn unicode(&mut self, number: i64) {
        let unit = (number & 0xFFFF) as u16;
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let units = [self.high.take().unwrap_or(0), unit];
        let from = usize::from(units[0] == 0);
        let c = char::decode_utf16(units[from..].iter().copied()).next().and_then(Result::ok);
        match c {
            Some(c) if (0xF020..=0xF0FF).contains(&u32::from(c)) => self.letter('•'),
            Some(c) => self.letter(c),
            None => {}
        }
    }

    fn letter(&mut self, c: char) {
        self.flush();
        let mut buffer = [0; 4];
        self.put(c.encode_utf8(&mut buffer));
    }

    fn target(&mut self, act: impl FnOnce(&mut Block)) {
        match (self.group.into, &mut self.note) {
            (Into::Note, Some((_, block, _))) => act(block),
            (Into::Body, _) => act(&mut self.body),
            _ => {}
        }
    }

    /// Decodes the bytes gathered so far in the code page of their font.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.page);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.put(&text);
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn put(&mut self, text: &str) {
        match self.group.into {
            Into::Styles if self.style.1.len() < 200 => self.style.1.push_str(text),
            Into::Title if self.title.len() < 500 => self.title.push_str(text),
            Into::Body | Into::Note if !self.group.hidden && !self.group.deleted => {
                if self.group.into == Into::Body && text.contains(char::is_alphanumeric) {
                    if self.group.bold {
                        self.bold_seen = true;
                    } else {
                        self.plain_seen = true;
                    }
                }
                self.target(|block| block.push(text));
            }
            _ => {}
        }
    }

    fn end_group(&mut self) {
        if self.group.into == Into::Styles && !self.style.1.is_empty() {
            let (number, name) = std::mem::take(&mut self.style);
            if let Some(depth) = crate::docx::heading_by_name(name.trim().trim_end_matches(';')) {
                self.styles.insert(number, depth);
            }
        }
        self.end_note(self.stack.len());
        if let Some(group) = self.stack.pop() {
            self.group = group;
        }
        self.skip = 0;
    }

    /// Ends the note that was begun at this depth.
    fn end_note(&mut self, depth: usize) {
        if let Some((id, block, _)) = self.note.take_if(|(_, _, begun)| *begun >= depth) {
            let label = self.notes.to_string();
            self.draft.set_note(id, &label, block);
        }
    }

    fn end_line(&mut self) {
        match self.group.into {
            Into::Note => self.target(|block| block.push(" ")),
            Into::Body => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let mut block = std::mem::replace(&mut self.body, Block::new(ParagraphKind::Body, None));
        let text = block.text();
        let short = text.chars().count() <= 130 && !text.contains('\n') && !text.ends_with(['.', ',', ';']);
        let bold = self.bold_seen && !self.plain_seen;
        block.kind = match self.heading.or(self.style_heading) {
            Some(depth) => ParagraphKind::Heading(depth),
            None if is_label(text) => ParagraphKind::Heading(4),
            None if bold && short => ParagraphKind::Heading(3),
            None if crate::prose::begins_item(text).is_some() => ParagraphKind::ListItem,
            None => ParagraphKind::Body,
        };
        (self.bold_seen, self.plain_seen) = (false, false);
        if self.in_row {
            self.row.get_or_insert_default().add(block);
        } else {
            self.end_row();
            self.draft.add(block);
        }
    }

    fn end_row(&mut self) {
        self.row.take().into_iter().flat_map(Row::layout).for_each(|block| self.draft.add(block));
    }
}

fn code_page(number: i64) -> &'static Encoding {
    match number {
        437 | 850 | 858 => encoding_rs::WINDOWS_1252,
        10_000 => encoding_rs::MACINTOSH,
        65_001 => encoding_rs::UTF_8,
        number => {
            Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
        }
    }
}

/// The code page of a font by its character set; none where the document's own holds.
fn charset(number: i64) -> Option<&'static Encoding> {
    Some(match number {
        77 => encoding_rs::MACINTOSH,
        128 => encoding_rs::SHIFT_JIS,
        161 => encoding_rs::WINDOWS_1253,
        162 => encoding_rs::WINDOWS_1254,
        177 => encoding_rs::WINDOWS_1255,
        178 => encoding_rs::WINDOWS_1256,
        186 => encoding_rs::WINDOWS_1257,
        204 => encoding_rs::WINDOWS_1251,
        238 => encoding_rs::WINDOWS_1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn check(body: &str, expected: &str) {
        let text = read(format!("{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}{{\\f1\\fcharset238 Arial CE;}}}}{{\\info{{\\title Brief}}}}{body}}}").as_bytes(), &Limits::default());
        assert_eq!(text.format, model::text::Format::Rtf);
        assert_eq!(text.text, expected);
    }

    #[test]
    fn letters_of_code_pages_and_by_number() {
        check("financi\\'eble \\'80 \\u235\\'eb \\u8364? \\u-4051\\'b7 {\\f1 \\'e8}", "financiële € ë € • č");
        check("\\uc2\\u8364ab!\\uc0\\u235 ", "€!ë");
    }

    #[test]
    fn paragraphs_breaks_and_dashes() {
        check("een\\par twee\\line drie\\endash vier\\~vijf\\_zes", "een\n\ntwee\ndrie–vier vijf-zes");
    }

    #[test]
    fn footnotes_are_tied() {
        check(
            "de motie{\\super\\chftn{\\footnote\\chftn Kamerstuk 99 999}} is\\par",
            "de motie is\n\n1 Kamerstuk 99 999",
        );
    }

    #[test]
    fn destinations_fields_hidden_and_deleted_text_are_left_out() {
        check(
            "{\\header kop}{\\*\\onbekend x}{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt de site}}{\\v geheim}{\\deleted weg} zelf{\\pict 0102}\\bin3 }}}",
            "de site zelf",
        );
    }

    #[test]
    fn rows_have_tabs_and_headings_come_from_styles() {
        check("a\\cell b\\cell\\row", "a\tb");
        let text = read(
            b"{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s3 heading 2;}}\\pard\\s3 Kop\\par\\pard Tekst\\par}",
            &Limits::default(),
        );
        assert_eq!(text.paragraphs[0].kind, ParagraphKind::Heading(2));
    }

    #[test]
    fn groups_without_end() {
        let text = read(format!("{{\\rtf1 {}tekst", "{".repeat(100_000)).as_bytes(), &Limits::default());
        assert_eq!(text.text, "tekst");
    }
}
