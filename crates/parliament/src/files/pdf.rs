//! PDF: pages in the standard fonts, with running heads, page numbers and notes at the foot.
//!
//! Three layouts: an ordinary page, two columns with words broken at line ends, and a page whose ligatures a faulty
//! font map gives as other letters. The ligatures are glyphs of a Type 3 font that draws the right letters, so that the
//! page looks well and only its text is wrong, as in the real ones.

use pdf_writer::types::{SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};

use super::picture::deflate;
use crate::papers::{Block, Paper, Run};
use crate::random::mix;

/// How a paper is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Page,
    Columns,
    Ligatures,
}

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const TOP: f32 = 770.0;
const BOTTOM: f32 = 70.0;
const LEFT: f32 = 72.0;
/// Room after the padding for the digits of lengths and offsets, filled with line ends.
const SLACK: usize = 40;

/// Letters that are drawn as one glyph, and what the font map says it is.
const LIGATURES: [(&str, u8, char); 5] =
    [("ti", b'A', 'Ɵ'), ("ff", b'B', 'Ư'), ("ft", b'C', 'Ō'), ("tt", b'D', 'Ʃ'), ("tf", b'E', 'ƞ')];

/// The file, exactly `length` bytes long; longer when the text does not fit.
pub(crate) fn bytes(paper: &Paper, layout: Layout, length: usize) -> Vec<u8> {
    let mut setter = Setter::new(layout, &paper.running);
    for block in &paper.blocks {
        setter.block(block);
    }
    let pages = setter.finish();
    padded(length, |padding| assemble(&pages, layout, padding))
}

/// Builds twice: to learn the length without padding, and with it.
fn padded(length: usize, build: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let bare = build(0).len();
    debug_assert!(bare + SLACK <= length, "a text of {bare} bytes is longer than promised");
    let mut bytes = build(length.saturating_sub(bare + SLACK));
    if bytes.len() < length {
        bytes.resize(length, b'\n');
    }
    bytes
}

fn assemble(pages: &[Vec<u8>], layout: Layout, padding: usize) -> Vec<u8> {
    let (catalog, tree, plain, bold, ligatures, map) =
        (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5), Ref::new(6));
    let glyph = |n: usize| Ref::new(7 + n as i32);
    let page_id = |n: usize| Ref::new(20 + 2 * n as i32);
    let content_id = |n: usize| Ref::new(21 + 2 * n as i32);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids((0..pages.len()).map(page_id)).count(pages.len() as i32);
    for (n, content) in pages.iter().enumerate() {
        let mut page = pdf.page(page_id(n));
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content_id(n));
        let mut resources = page.resources();
        let mut fonts = resources.fonts();
        fonts.pair(Name(b"F1"), plain).pair(Name(b"F2"), bold);
        if layout == Layout::Ligatures {
            fonts.pair(Name(b"F3"), ligatures);
        }
        fonts.finish();
        resources.finish();
        page.finish();
        pdf.stream(content_id(n), content).filter(Filter::FlateDecode);
    }
    for (id, name) in [(plain, &b"Helvetica"[..]), (bold, &b"Helvetica-Bold"[..])] {
        pdf.type1_font(id).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    if layout == Layout::Ligatures {
        let mut font = pdf.type3_font(ligatures);
        font.bbox(Rect::new(0.0, -200.0, 800.0, 800.0)).matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        font.first_char(b'A').last_char(b'E').widths(LIGATURES.map(|(text, _, _)| width(text, false)));
        let mut glyphs = font.char_procs();
        for (n, (_, code, _)) in LIGATURES.iter().enumerate() {
            glyphs.pair(Name(&[b'g', *code]), glyph(n));
        }
        glyphs.finish();
        let names = LIGATURES.map(|(_, code, _)| [b'g', code]);
        font.encoding_custom().differences().consecutive(b'A', names.iter().map(|n| Name(n)));
        font.resources().fonts().pair(Name(b"F1"), plain);
        font.to_unicode(map);
        font.finish();
        for (n, (text, _, _)) in LIGATURES.iter().enumerate() {
            let drawing = format!("{} 0 d0 BT /F1 1000 Tf ({text}) Tj ET", width(text, false));
            pdf.stream(glyph(n), drawing.as_bytes());
        }
        let mut cmap = UnicodeCmap::<u8>::new(
            Name(b"Adobe-Identity-UCS"),
            SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 },
        );
        for (_, code, wrong) in LIGATURES {
            cmap.pair(code, wrong);
        }
        pdf.stream(map, &cmap.finish());
    }
    pdf.stream(Ref::new(20 + 2 * pages.len() as i32), &vec![b' '; padding]);
    pdf.finish()
}

/// A page that is only a picture: grey lines where text would be.
pub(crate) fn scan(chance: u64, length: usize) -> Vec<u8> {
    const W: usize = 120;
    const H: usize = 170;
    let mut pixels = Vec::with_capacity(W * H);
    let mut state = chance;
    for y in 0..H {
        for x in 0..W {
            state = mix(state.wrapping_add(1));
            let ink =
                y % 6 < 2 && (12..108).contains(&x) && (10..150).contains(&y) && !state.is_multiple_of(5);
            pixels.push(if ink { 60 + (state % 40) as u8 } else { 235 + (state % 20) as u8 });
        }
    }
    let packed = deflate(&pixels);
    padded(length, |padding| {
        let (catalog, tree, page_id, image_id, content_id) =
            (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(tree);
        pdf.pages(tree).kids([page_id]).count(1);
        let mut page = pdf.page(page_id);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content_id);
        page.resources().x_objects().pair(Name(b"Im1"), image_id);
        page.finish();
        let mut image = pdf.image_xobject(image_id, &packed);
        image.filter(Filter::FlateDecode);
        image.width(W as i32).height(H as i32).bits_per_component(8);
        image.color_space().device_gray();
        image.finish();
        let mut content = Content::new();
        content.save_state().transform([WIDTH, 0.0, 0.0, HEIGHT, 0.0, 0.0]);
        content.x_object(Name(b"Im1")).restore_state();
        pdf.stream(content_id, &content.finish());
        pdf.stream(Ref::new(6), &vec![b' '; padding]);
        pdf.finish()
    })
}

/// A word on a line, with the number of the note that hangs on it.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    bold: bool,
    note: Option<usize>,
    /// No space before it: it goes on where the one before ends.
    glued: bool,
}

struct Setter<'a> {
    layout: Layout,
    running: &'a str,
    pages: Vec<Vec<u8>>,
    content: Content,
    y: f32,
    column: usize,
    size: f32,
    notes: Vec<String>,
    /// Notes that stand on this page: number and lines.
    foot: Vec<(usize, Vec<Vec<Word>>)>,
}

impl<'a> Setter<'a> {
    fn new(layout: Layout, running: &'a str) -> Self {
        let size = if layout == Layout::Columns { 8.5 } else { 10.5 };
        Setter {
            layout,
            running,
            pages: Vec::new(),
            content: Content::new(),
            y: TOP,
            column: 0,
            size,
            notes: Vec::new(),
            foot: Vec::new(),
        }
    }

    fn measure(&self) -> f32 {
        if self.layout == Layout::Columns { 218.0 } else { WIDTH - 2.0 * LEFT }
    }

    fn left(&self) -> f32 {
        if self.layout == Layout::Columns { 50.0 + 258.0 * self.column as f32 } else { LEFT }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::PageBreak => {
                self.column = 1;
                self.next_column();
            }
            Block::Title(text) => {
                self.set(&[Run { text: text.clone(), bold: true, note: None }], self.size + 3.0, 0.0);
            }
            Block::Heading(text) => {
                self.y -= 4.0;
                self.set(&[Run { text: text.clone(), bold: true, note: None }], self.size, 0.0);
            }
            Block::Paragraph(runs) => self.set(runs, self.size, 0.0),
            Block::Item(runs) => self.set(runs, self.size, 14.0),
        }
    }

    fn set(&mut self, runs: &[Run], size: f32, indent: f32) {
        let mut words: Vec<Word> = Vec::new();
        if indent > 0.0 {
            words.push(Word { text: "•".to_owned(), bold: false, note: None, glued: false });
        }
        let mut lines = Vec::new();
        let mut spaced = true;
        for run in runs {
            for (n, part) in run.text.split('\n').enumerate() {
                if n > 0 {
                    lines.extend(self.break_lines(&words, size, self.measure() - indent));
                    words.clear();
                }
                let glued = !spaced && !part.starts_with(' ') && n == 0;
                spaced = part.ends_with(' ');
                for (m, word) in part.split_whitespace().enumerate() {
                    words.push(Word {
                        text: word.to_owned(),
                        bold: run.bold,
                        note: None,
                        glued: glued && m == 0,
                    });
                }
            }
            if let Some(note) = &run.note {
                spaced = false;
                self.notes.push(note.clone());
                let number = self.notes.len();
                if let Some(word) = words.last_mut() {
                    word.note = Some(number);
                }
            }
        }
        lines.extend(self.break_lines(&words, size, self.measure() - indent));
        let leading = size * 1.32;
        for line in lines {
            self.place(&line, size, leading, indent);
        }
        self.y -= leading * 0.6;
    }

    fn place(&mut self, line: &[Word], size: f32, leading: f32, indent: f32) {
        let small = size * 0.72;
        let mut added = Vec::new();
        for number in line.iter().filter_map(|w| w.note) {
            let text = &self.notes[number - 1];
            let words: Vec<Word> = text
                .split_whitespace()
                .map(|w| Word { text: w.to_owned(), bold: false, note: None, glued: false })
                .collect();
            added.push((number, self.break_lines(&words, small, self.measure() - 10.0)));
        }
        let note_lines =
            |foot: &[(usize, Vec<Vec<Word>>)]| foot.iter().map(|(_, l)| l.len()).sum::<usize>() as f32;
        let foot = (note_lines(&self.foot) + note_lines(&added)) * small * 1.3;
        if self.y - leading < BOTTOM + foot {
            self.next_column();
        }
        self.foot.extend(added);
        self.y -= leading;
        let (x, y) = (self.left() + indent, self.y);
        self.line(line, x, y, size);
    }

    fn line(&mut self, line: &[Word], x: f32, y: f32, size: f32) {
        self.content.begin_text().next_line(x, y);
        let mut text = String::new();
        for (n, word) in line.iter().enumerate() {
            if n > 0 && !word.glued {
                text.push(' ');
            }
            text.push_str(&word.text);
            let ends = line.get(n + 1).is_none_or(|next| next.bold != word.bold) || word.note.is_some();
            if ends {
                self.show(&text, word.bold, size);
                text.clear();
            }
            if let Some(number) = word.note {
                self.content.set_font(Name(b"F1"), size * 0.62).set_rise(size * 0.36);
                self.content.show(Str(number.to_string().as_bytes())).set_rise(0.0);
            }
        }
        self.content.end_text();
    }

    /// Shows text in one style; with the faulty font where ligatures are.
    fn show(&mut self, text: &str, bold: bool, size: f32) {
        let font = if bold { Name(b"F2") } else { Name(b"F1") };
        if self.layout != Layout::Ligatures || bold {
            self.content.set_font(font, size).show(Str(&encoded(text)));
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let hit =
                LIGATURES.iter().filter_map(|l| rest.find(l.0).map(|at| (at, l))).min_by_key(|(at, _)| *at);
            let Some((at, (letters, code, _))) = hit else {
                self.content.set_font(font, size).show(Str(&encoded(rest)));
                return;
            };
            if at > 0 {
                self.content.set_font(font, size).show(Str(&encoded(&rest[..at])));
            }
            self.content.set_font(Name(b"F3"), size).show(Str(&[*code]));
            rest = &rest[at + letters.len()..];
        }
    }

    fn next_column(&mut self) {
        if self.layout == Layout::Columns && self.column == 0 {
            self.column = 1;
            self.y = TOP;
            return;
        }
        self.end_page();
        self.column = 0;
        self.y = TOP;
    }

    fn end_page(&mut self) {
        let foot = std::mem::take(&mut self.foot);
        let small = self.size * 0.72;
        let lines: usize = foot.iter().map(|(_, lines)| lines.len()).sum();
        let mut y = BOTTOM + lines as f32 * small * 1.3 - 8.0;
        if lines > 0 {
            self.content
                .set_line_width(0.5)
                .move_to(LEFT, y + small + 3.0)
                .line_to(LEFT + 140.0, y + small + 3.0)
                .stroke();
        }
        for (number, lines) in foot {
            for (n, line) in lines.iter().enumerate() {
                if n == 0 {
                    self.content.begin_text().next_line(LEFT, y + small * 0.3);
                    self.content
                        .set_font(Name(b"F1"), small * 0.7)
                        .show(Str(number.to_string().as_bytes()))
                        .end_text();
                }
                self.line(line, LEFT + 9.0, y, small);
                y -= small * 1.3;
            }
        }
        let page = self.pages.len() + 1;
        let content = &mut self.content;
        let mut at = |x: f32, y: f32, text: &str| {
            content
                .begin_text()
                .set_font(Name(b"F1"), 7.5)
                .next_line(x, y)
                .show(Str(&encoded(text)))
                .end_text();
        };
        if self.layout == Layout::Columns {
            at(50.0, 40.0, self.running);
            at(WIDTH - 90.0, 40.0, &format!("{page}"));
        } else {
            at(LEFT, 800.0, self.running);
            at(WIDTH - LEFT - 12.0, 40.0, &format!("{page}"));
        }
        let done = std::mem::replace(&mut self.content, Content::new());
        self.pages.push(deflate(&done.finish()));
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.end_page();
        self.pages
    }

    /// Fills lines greedily; in columns long words are broken.
    fn break_lines(&self, words: &[Word], size: f32, measure: f32) -> Vec<Vec<Word>> {
        let mut lines = Vec::new();
        let mut line: Vec<Word> = Vec::new();
        let mut used = 0.0;
        for word in words {
            let space = if line.is_empty() || word.glued { 0.0 } else { width(" ", false) * size / 1000.0 };
            let wide =
                width(&word.text, word.bold) * size / 1000.0 + if word.note.is_some() { 6.0 } else { 0.0 };
            if used + space + wide <= measure || line.is_empty() {
                used += space + wide;
                line.push(word.clone());
                continue;
            }
            let mut rest = word.clone();
            if self.layout == Layout::Columns
                && let Some((head, tail)) =
                    hyphenated(&word.text, word.bold, (measure - used - space) * 1000.0 / size)
            {
                line.push(Word { text: format!("{head}-"), note: None, ..word.clone() });
                rest.text = tail;
            }
            rest.glued = false;
            lines.push(std::mem::take(&mut line));
            used = width(&rest.text, rest.bold) * size / 1000.0;
            line.push(rest);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Breaks a long word between a vowel and the consonant and vowel that follow, as late as fits.
fn hyphenated(word: &str, bold: bool, room: f32) -> Option<(String, String)> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 9 || !letters.iter().all(|c| c.is_alphabetic()) {
        return None;
    }
    let vowel = |c: char| "aeiouyéëïüö".contains(c);
    (3..letters.len() - 3).rev().find_map(|at| {
        let fits = vowel(letters[at - 1]) && !vowel(letters[at]) && vowel(letters[at + 1]);
        let head: String = letters[..at].iter().collect();
        (fits && width(&format!("{head}-"), bold) <= room).then(|| (head, letters[at..].iter().collect()))
    })
}

/// The text in the code of the standard fonts; letters they lack lose their accents.
fn encoded(text: &str) -> Vec<u8> {
    text.chars().map(code).collect()
}

fn code(letter: char) -> u8 {
    match letter {
        ' '..='~' => letter as u8,
        '\u{a0}'..='\u{ff}' => letter as u32 as u8,
        '€' => 0x80,
        '…' => 0x85,
        'Š' => 0x8a,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        'š' => 0x9a,
        'ş' | 'ș' => b's',
        'Ş' => b'S',
        'ğ' => b'g',
        'Ğ' => b'G',
        'ı' => b'i',
        'İ' => b'I',
        'ł' => b'l',
        'ễ' => 0xea,
        _ => b'?',
    }
}

/// The width of text in thousandths of the size.
fn width(text: &str, bold: bool) -> f32 {
    let table = if bold { &BOLD } else { &REGULAR };
    text.chars()
        .map(|letter| {
            let code = code(letter);
            let base = match code {
                b' '..=b'~' => code,
                0x91 | 0x92 => return 222.0,
                0x93 | 0x94 => return 333.0,
                0x95 => return 350.0,
                0x97 | 0x85 => return 1000.0,
                0xc0..=0xc6 => b'A',
                0xc7 => b'C',
                0xc8..=0xcb => b'E',
                0xcc..=0xcf => b'I',
                0xd6 | 0xd3 => b'O',
                0xdc => b'U',
                0xec..=0xef => b'i',
                _ => b'a',
            };
            f32::from(table[usize::from(base - b' ')])
        })
        .sum()
}

/// Widths of Helvetica from space to tilde.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Widths of Helvetica Bold.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_a_syllable_begins() {
        let check = |word: &str, room: f32, expected: Option<(&str, &str)>| {
            let found = hyphenated(word, false, room);
            assert_eq!(found.as_ref().map(|(a, b)| (a.as_str(), b.as_str())), expected);
        };
        check("beraadslaging", 5000.0, Some(("beraadsla", "ging")));
        check("beraadslaging", 900.0, None);
        check("kort", 4000.0, None);
    }

    #[test]
    fn a_file_has_exactly_its_length() {
        let mut paper = Paper::new("Tweede Kamer");
        paper
            .title("Motie")
            .text("De Kamer, gehoord de beraadslaging[^Kamerstuk 29 995, nr. 3], en gaat over.");
        for layout in [Layout::Page, Layout::Columns, Layout::Ligatures] {
            for length in [20_000, 20_001, 99_990, 100_010] {
                let bytes = bytes(&paper, layout, length);
                assert_eq!(bytes.len(), length, "{layout:?}");
                assert!(bytes.starts_with(b"%PDF-"));
            }
        }
        assert_eq!(scan(4, 60_123).len(), 60_123);
    }
}
