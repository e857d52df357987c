//! The clean text of an original as blocks that a template can show: paragraphs with anchors, lists, tables, notes
//! linked both ways, the heads of speeches.
//!
//! Anchors count the paragraphs of the text from 1 (`#p12`), notes included: the index counts the same way, so a hit
//! leads to its paragraph. Pure; what it cuts off of a giant text it says.

use model::span::CharIndex;
use model::text::{Note, Paragraph, ParagraphKind, RepairKind, Speech};
use model::{DocumentText, Span};

/// Characters of a text that a page shows at most.
const MOST_CHARS: u32 = 4_000_000;
/// Paragraphs of a text that a page shows at most: each costs more than its letters.
const MOST_PARAGRAPHS: usize = 60_000;
/// From this many headings on, a text gets a table of contents.
const WORTH_CONTENTS: usize = 4;
/// Lines of a table of contents at most.
const MOST_CONTENTS: usize = 300;

/// A text ready to be shown.
#[derive(Debug, Default, PartialEq)]
pub struct Reading {
    /// The running text.
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes.
    pub notes: Vec<NoteBlock>,
    /// Headings or speeches to jump to; empty for short texts.
    pub contents: Vec<Jump>,
    /// Whether the end of a giant text is left out.
    pub cut: bool,
}

/// A block of running text.
#[derive(Debug, PartialEq)]
pub enum Block {
    /// A new page of the original begins.
    Page(u32),
    /// A heading with the level of its HTML element.
    Heading(u8, Line),
    /// A paragraph.
    Paragraph(Line),
    /// Items of a list.
    List(Vec<Line>),
    /// Rows of a table.
    Table(Vec<Row>),
    /// A speaker begins.
    Speech(SpeechHead),
}

/// A paragraph, a heading or an item of a list.
#[derive(Debug, PartialEq)]
pub struct Line {
    pub anchor: usize,
    pub parts: Vec<Part>,
}

/// A row of a table.
#[derive(Debug, PartialEq)]
pub struct Row {
    pub anchor: usize,
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug, PartialEq)]
pub struct Cell {
    pub parts: Vec<Part>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text.
    Text(String),
    /// A line break that carries meaning.
    Break,
    /// The mark of a note: its place in the list of notes from 1, and its label.
    Mark(usize, String),
    /// Text that refers to something: where that is, whether on another site, and the text.
    Link(String, bool, String),
}

/// A passage of the text that refers to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLink {
    pub span: Span,
    pub href: String,
    /// Whether it leads to another site.
    pub external: bool,
}

/// A footnote or endnote.
#[derive(Debug, PartialEq)]
pub struct NoteBlock {
    /// Its place in the list of notes, from 1.
    pub id: usize,
    /// Its paragraph.
    pub anchor: Option<usize>,
    /// Its number or sign as printed.
    pub label: String,
    /// Its text without the label.
    pub parts: Vec<Part>,
    /// Whether its mark was found in the text.
    pub marked: bool,
}

/// Who speaks from here on.
#[derive(Debug, PartialEq)]
pub struct SpeechHead {
    /// Counted from 1.
    pub id: usize,
    /// `De heer Van der Lee`.
    pub speaker: String,
    /// Address of the page of the person, where it is plain who that is.
    pub person: Option<String>,
    pub party: Option<String>,
    pub role: Option<String>,
    pub chair: bool,
    pub interruption: bool,
    /// `13:05`.
    pub begin: Option<String>,
}

/// A line of the table of contents.
#[derive(Debug, PartialEq)]
pub struct Jump {
    pub href: String,
    pub text: String,
    pub level: u8,
}

/// Arranges a text for reading. The links stand in the order of the text and do not overlap.
pub fn arrange(text: &DocumentText, links: &[TextLink]) -> Reading {
    arrange_part(text, links, Span::new(0, u32::MAX))
}

/// The same of the paragraphs that begin in a part of the text; anchors count from the beginning of the whole text.
pub fn arrange_part(text: &DocumentText, links: &[TextLink], part: Span) -> Reading {
    let index = CharIndex::new(&text.text);
    let words = Words { index: &index, links };
    let mut marks: Vec<(u32, usize)> =
        text.notes.iter().enumerate().filter_map(|(at, note)| Some((note.mark?, at))).collect();
    marks.sort_unstable();
    let out = Reading::default();
    let speech = text.speeches.partition_point(|speech| speech.span.start < part.start);
    let mut run = Run { text, words: &words, marks: &marks, page: None, speech, above: Vec::new(), out };
    let mut shown = 0;
    for (at, paragraph) in text.paragraphs.iter().enumerate() {
        if !(part.start..part.end).contains(&paragraph.span.start) {
            continue;
        }
        if paragraph.span.start >= MOST_CHARS || shown == MOST_PARAGRAPHS {
            run.out.cut = true;
            break;
        }
        run.add(at + 1, paragraph);
        shown += 1;
    }
    let mut reading = run.out;
    reading.notes =
        text.notes.iter().enumerate().map(|(at, note)| note_block(text, &words, at, note)).collect();
    if reading.contents.len() < WORTH_CONTENTS {
        reading.contents.clear();
    }
    reading.contents.truncate(MOST_CONTENTS);
    reading
}

/// The words of a text, with the passages among them that lead somewhere.
struct Words<'t> {
    index: &'t CharIndex<'t>,
    links: &'t [TextLink],
}

impl Words<'_> {
    fn add(&self, span: Span, parts: &mut Vec<Part>) {
        let from = self.links.partition_point(|link| link.span.end <= span.start);
        let mut at = span.start;
        for link in self.links[from..].iter().take_while(|link| link.span.start < span.end) {
            let inside = Span::new(link.span.start.max(at), link.span.end.min(span.end));
            lines(self.index.slice(Span::new(at, inside.start)), parts, Part::Text);
            lines(self.index.slice(inside), parts, |text| Part::Link(link.href.clone(), link.external, text));
            at = inside.end;
        }
        lines(self.index.slice(Span::new(at, span.end)), parts, Part::Text);
    }
}

struct Run<'t> {
    text: &'t DocumentText,
    words: &'t Words<'t>,
    marks: &'t [(u32, usize)],
    page: Option<u32>,
    speech: usize,
    /// The levels of the headings that the current place stands under.
    above: Vec<u8>,
    out: Reading,
}

impl Run<'_> {
    fn add(&mut self, anchor: usize, paragraph: &Paragraph) {
        if paragraph.kind == ParagraphKind::Note {
            return; // shown with the notes
        }
        if let Some(page) = paragraph.page.filter(|page| self.page.is_none_or(|shown| *page > shown)) {
            self.page = Some(page);
            self.out.blocks.push(Block::Page(page));
        }
        self.add_speeches(paragraph.span);
        match paragraph.kind {
            ParagraphKind::Heading(level) => {
                let parts = self.parts(paragraph.span);
                let text = plain(&parts);
                self.out.contents.push(Jump { href: format!("#p{anchor}"), text, level: level.clamp(1, 3) });
                // papers skip levels, a page must not: what counts is under how many headings this one stands
                while self.above.pop_if(|above| *above >= level).is_some() {}
                self.above.push(level);
                // the page has its title at 1 and the text at 2
                let element = self.above.len().saturating_add(2).min(6) as u8;
                self.out.blocks.push(Block::Heading(element, Line { anchor, parts }));
            }
            ParagraphKind::Body | ParagraphKind::Note => {
                let parts = self.parts(paragraph.span);
                self.out.blocks.push(Block::Paragraph(Line { anchor, parts }));
            }
            ParagraphKind::ListItem => {
                let item = Line { anchor, parts: self.parts(paragraph.span) };
                match self.out.blocks.last_mut() {
                    Some(Block::List(items)) => items.push(item),
                    _ => self.out.blocks.push(Block::List(vec![item])),
                }
            }
            ParagraphKind::TableRow => {
                let row = Row { anchor, cells: self.cells(paragraph.span) };
                match self.out.blocks.last_mut() {
                    Some(Block::Table(rows)) => rows.push(row),
                    _ => self.out.blocks.push(Block::Table(vec![row])),
                }
            }
        }
    }

    /// Heads of the speeches that begin at or before this paragraph and were not shown yet.
    fn add_speeches(&mut self, span: Span) {
        while let Some(speech) =
            self.text.speeches.get(self.speech).filter(|speech| speech.span.start < span.end.max(1))
        {
            self.speech += 1;
            let head = speech_head(self.speech, speech);
            if !head.chair && !head.interruption {
                let href = format!("#spreker-{}", head.id);
                self.out.contents.push(Jump { href, text: head.speaker.clone(), level: 2 });
            }
            self.out.blocks.push(Block::Speech(head));
        }
    }

    fn parts(&self, span: Span) -> Vec<Part> {
        let from = self.marks.partition_point(|(mark, _)| *mark < span.start);
        let marks = self.marks[from..].iter().take_while(|(mark, _)| *mark <= span.end);
        let mut parts = Vec::new();
        let mut at = span.start;
        for (mark, note) in marks {
            self.words.add(Span::new(at, *mark), &mut parts);
            parts.push(Part::Mark(note + 1, self.text.notes[*note].label.clone()));
            at = *mark;
        }
        self.words.add(Span::new(at, span.end), &mut parts);
        parts
    }

    fn cells(&self, span: Span) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut from = span.start;
        for (at, letter) in (span.start..).zip(self.words.index.slice(span).chars()) {
            if letter == '\t' {
                cells.push(self.cell(Span::new(from, at), false));
                from = at + 1;
            }
        }
        cells.push(self.cell(Span::new(from, span.end), true));
        cells
    }

    /// A mark at the very end of a cell belongs to it; the cell after it does not show it again.
    fn cell(&self, span: Span, last: bool) -> Cell {
        let mut parts = self.parts(span);
        let starts_with_mark = self.marks.iter().any(|(mark, _)| *mark == span.start);
        if starts_with_mark && !last && span.is_empty() {
            parts.retain(|part| !matches!(part, Part::Mark(..)));
        }
        Cell { parts }
    }
}

fn note_block(text: &DocumentText, words: &Words, at: usize, note: &Note) -> NoteBlock {
    let anchor = text.paragraphs.iter().position(|paragraph| paragraph.span == note.span).map(|at| at + 1);
    let whole = words.index.slice(note.span);
    let body = whole.strip_prefix(note.label.as_str()).unwrap_or(whole).trim_start();
    let label = whole[..whole.len() - body.len()].chars().count() as u32;
    let mut parts = Vec::new();
    words.add(Span::new(note.span.start + label, note.span.end), &mut parts);
    NoteBlock { id: at + 1, anchor, label: note.label.clone(), parts, marked: note.mark.is_some() }
}

fn speech_head(id: usize, speech: &Speech) -> SpeechHead {
    let speaker = match &speech.address {
        Some(address) => format!("{address} {}", speech.speaker),
        None => speech.speaker.clone(),
    };
    let clock = |moment: &String| {
        let time = moment.split_once('T').map_or(moment.as_str(), |(_, time)| time);
        time.get(..5).filter(|time| time.as_bytes()[2] == b':').map(str::to_owned)
    };
    SpeechHead {
        id,
        speaker,
        person: None,
        party: speech.party.clone(),
        role: speech.role.clone().filter(|role| !role.eq_ignore_ascii_case("lid tweede kamer")),
        chair: speech.chair,
        interruption: speech.interruption,
        begin: speech.begin.as_ref().and_then(clock),
    }
}

fn lines(text: &str, parts: &mut Vec<Part>, part: impl Fn(String) -> Part) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            parts.push(Part::Break);
        }
        if !line.is_empty() {
            parts.push(part(line.to_owned()));
        }
    }
}

fn plain(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) | Part::Link(_, _, text) => text.as_str(),
            Part::Break => " ",
            Part::Mark(..) => "",
        })
        .collect()
}

/// What was repaired, for readers: in Dutch and in English.
pub fn repair_name(kind: RepairKind) -> (&'static str, &'static str) {
    match kind {
        RepairKind::Ligature => ("verkeerd gelezen letterverbinding", "misread ligature"),
        RepairKind::NoteMark => {
            ("nootcijfer losgemaakt van het woord ervoor", "note number taken off the word before it")
        }
        RepairKind::Hyphen => ("afgebroken woord aaneengezet", "hyphenated word joined"),
        RepairKind::Furniture => (
            "kopregel, voetregel of paginanummer weggelaten",
            "running header, footer or page number left out",
        ),
        RepairKind::Field => {
            ("resten van een tekstverwerker weggelaten", "leftovers of a word processor removed")
        }
        RepairKind::Encoding => ("verkeerde tekencodering hersteld", "wrong character encoding mended"),
        RepairKind::Spacing => {
            ("overbodige spaties en stuurtekens weggehaald", "needless spaces and control characters removed")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::text::Page;

    fn paragraph(kind: ParagraphKind, text: &mut String, words: &str, page: Option<u32>) -> Paragraph {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.chars().count() as u32;
        text.push_str(words);
        Paragraph { kind, span: Span::new(start, text.chars().count() as u32), page }
    }

    fn document(lines: &[(ParagraphKind, &str)]) -> DocumentText {
        let mut text = String::new();
        let paragraphs = lines.iter().map(|(kind, words)| paragraph(*kind, &mut text, words, None)).collect();
        DocumentText { text, paragraphs, ..DocumentText::default() }
    }

    fn read(lines: &[(ParagraphKind, &str)]) -> Reading {
        arrange(&document(lines), &[])
    }

    fn words(text: &str) -> Vec<Part> {
        vec![Part::Text(text.into())]
    }

    use ParagraphKind::{Body, Heading, ListItem, TableRow};

    #[test]
    fn paragraphs_are_counted_from_one_and_notes_count_too() {
        let mut text = document(&[(Body, "één2 twee"), (ParagraphKind::Note, "2 Een noot"), (Body, "drie")]);
        text.text = text.text.replace("één2", "één");
        for (at, paragraph) in text.paragraphs.iter_mut().enumerate() {
            paragraph.span = Span::new(paragraph.span.start - u32::from(at > 0), paragraph.span.end - 1);
        }
        text.notes = vec![Note { label: "2".into(), mark: Some(3), span: text.paragraphs[1].span }];
        let reading = arrange(&text, &[]);
        let first = vec![Part::Text("één".into()), Part::Mark(1, "2".into()), Part::Text(" twee".into())];
        assert_eq!(
            reading.blocks,
            [
                Block::Paragraph(Line { anchor: 1, parts: first }),
                Block::Paragraph(Line { anchor: 3, parts: words("drie") })
            ]
        );
        let note =
            NoteBlock { id: 1, anchor: Some(2), label: "2".into(), parts: words("Een noot"), marked: true };
        assert_eq!(reading.notes, [note]);
    }

    #[test]
    fn items_and_rows_that_follow_each_other_are_one_list_and_one_table() {
        let reading = read(&[
            (ListItem, "– a"),
            (ListItem, "– b"),
            (Body, "x"),
            (TableRow, "een\ttwee"),
            (TableRow, "\tleeg"),
        ]);
        assert_eq!(
            reading.blocks,
            [
                Block::List(vec![
                    Line { anchor: 1, parts: words("– a") },
                    Line { anchor: 2, parts: words("– b") }
                ]),
                Block::Paragraph(Line { anchor: 3, parts: words("x") }),
                Block::Table(vec![
                    Row {
                        anchor: 4,
                        cells: vec![Cell { parts: words("een") }, Cell { parts: words("twee") }]
                    },
                    Row { anchor: 5, cells: vec![Cell { parts: vec![] }, Cell { parts: words("leeg") }] },
                ]),
            ]
        );
    }

    #[test]
    fn a_line_break_that_means_something_stays() {
        let reading = read(&[(Body, "Postbus 1\n1234 AB Plaats")]);
        let parts = vec![Part::Text("Postbus 1".into()), Part::Break, Part::Text("1234 AB Plaats".into())];
        assert_eq!(reading.blocks, [Block::Paragraph(Line { anchor: 1, parts })]);
    }

    #[test]
    fn pages_are_marked_where_they_begin() {
        let mut text = document(&[(Body, "a"), (Body, "b"), (Body, "c")]);
        text.pages = vec![Page { number: 1, span: Span::new(0, 4) }];
        for (paragraph, page) in text.paragraphs.iter_mut().zip([1, 1, 3]) {
            paragraph.page = Some(page);
        }
        let pages: Vec<_> = arrange(&text, &[])
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Page(page) => Some(*page),
                _ => None,
            })
            .collect();
        assert_eq!(pages, [1, 3]);
    }

    #[test]
    fn speeches_have_their_speaker_before_their_text() {
        let mut text = document(&[(Body, "Ik open de vergadering."), (Body, "Dank u wel.")]);
        let speech = |speaker: &str, chair: bool, span| Speech {
            speaker: speaker.into(),
            first_name: None,
            party: (!chair).then(|| "AB".into()),
            role: None,
            address: (!chair).then(|| "Mevrouw".into()),
            chair,
            interruption: false,
            begin: Some("2026-01-28T13:05:00".into()),
            end: None,
            activity: None,
            span,
        };
        text.speeches = vec![
            speech("De voorzitter", true, text.paragraphs[0].span),
            speech("Voorbeeld", false, text.paragraphs[1].span),
        ];
        let heads: Vec<_> = arrange(&text, &[])
            .blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Speech(head) => Some((head.speaker, head.begin)),
                _ => None,
            })
            .collect();
        let at = Some("13:05".to_owned());
        assert_eq!(heads, [("De voorzitter".to_owned(), at.clone()), ("Mevrouw Voorbeeld".to_owned(), at)]);
    }

    #[test]
    fn a_table_of_contents_is_for_long_texts() {
        assert_eq!(read(&[(Heading(1), "Inleiding")]).contents, []);
        let long = read(&[(Heading(1), "A"), (Heading(2), "B"), (Heading(9), "C"), (Heading(1), "D")]);
        assert_eq!(long.contents[2], Jump { href: "#p3".into(), text: "C".into(), level: 3 });
    }

    #[test]
    fn levels_that_a_paper_skips_are_closed_up() {
        let papers =
            [(Heading(4), "A"), (Heading(9), "B"), (Heading(9), "C"), (Heading(5), "D"), (Heading(1), "E")];
        let levels = read(&papers)
            .blocks
            .iter()
            .map(|block| match block {
                Block::Heading(level, _) => *level,
                _ => 0,
            })
            .collect::<Vec<_>>();
        assert_eq!(levels, [3, 4, 4, 4, 3]);
    }

    #[test]
    fn a_reference_is_a_link_also_beside_a_mark_and_over_a_line_break() {
        let mut text = document(&[(Body, "Zie stuk 7\nvan 9, of niet"), (ParagraphKind::Note, "2 Stuk 8")]);
        text.notes = vec![Note { label: "2".into(), mark: Some(16), span: text.paragraphs[1].span }];
        let to = |start, end, href: &str| TextLink {
            span: Span::new(start, end),
            href: href.into(),
            external: false,
        };
        let reading = arrange(&text, &[to(4, 16, "/a"), to(29, 35, "/b"), to(90, 95, "/c")]);
        let link = |href: &str, text: &str| Part::Link(href.into(), false, text.into());
        let parts = vec![
            Part::Text("Zie ".into()),
            link("/a", "stuk 7"),
            Part::Break,
            link("/a", "van 9"),
            Part::Mark(1, "2".into()),
            Part::Text(", of niet".into()),
        ];
        assert_eq!(reading.blocks, [Block::Paragraph(Line { anchor: 1, parts })]);
        assert_eq!(reading.notes[0].parts, [link("/b", "Stuk 8")]);
    }

    #[test]
    fn of_a_giant_text_of_small_paragraphs_the_end_is_left_out_and_that_is_said() {
        let many = vec![(Body, "aa"); MOST_PARAGRAPHS + 1];
        let reading = read(&many);
        assert_eq!((reading.blocks.len(), reading.cut), (MOST_PARAGRAPHS, true));
        let reading = read(&many[1..]);
        assert_eq!((reading.blocks.len(), reading.cut), (MOST_PARAGRAPHS, false));
    }

    #[test]
    fn spans_that_point_past_the_end_are_harmless() {
        let mut text = document(&[(Body, "kort")]);
        text.paragraphs[0].span = Span::new(2, 4_000);
        text.notes = vec![Note { label: "*".into(), mark: Some(9_999), span: Span::new(500, 600) }];
        let reading = arrange(&text, &[]);
        assert_eq!(reading.blocks.len(), 1);
        assert_eq!(reading.notes[0].parts, []);
    }
}
