//! HTML as browsers see it: main content without scripts, navigation and forms; headings, lists, tables, notes.
//!
//! Works on the tokens of a browser's tokenizer, without a tree: nesting costs nothing however deep it is.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use model::text::ParagraphKind;

use crate::charset;
use crate::draft::{Block, Draft, NoteId, is_mark};
use crate::limits::Limits;
use crate::package::contains;
use crate::plain::{is_navigation, is_page_control};
use crate::prose::is_label;
use crate::sniff;

/// Markup whose first element is of HTML.
pub(crate) fn detect(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    if contains(&head.to_ascii_lowercase(), b"<!doctype html") {
        return true;
    }
    let names =
        ["html", "head", "body", "div", "p", "table", "meta", "title", "article", "main", "h1", "h2", "span"];
    sniff::root_name(bytes).is_some_and(|name| names.contains(&name.as_str()))
}

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], limits: &Limits, draft: &mut Draft) {
    let text = decode(bytes, draft);
    let ids = tokens(&text, Ids::default()).ids.into_inner();
    let page = tokens(&text, Sink(RefCell::new(Page::new(draft, limits, ids)))).0.into_inner();
    page.finish();
}

fn tokens<S: TokenSink>(text: &str, sink: S) -> S {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    // in portions: one token of text is then never larger
    let mut rest = text;
    while !rest.is_empty() {
        let mut cut = rest.len().min(64 << 10);
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        input.push_back(StrTendril::from(&rest[..cut]));
        let _ = tokenizer.feed(&input);
        rest = &rest[cut..];
    }
    tokenizer.end();
    tokenizer.sink
}

/// UTF-8 if it is valid, else what the page says of itself.
fn decode(bytes: &[u8], draft: &mut Draft) -> String {
    let named = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
        let at = head.find("charset=")? + "charset=".len();
        let label: String = head[at..]
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_')
            .collect();
        Encoding::for_label(label.as_bytes())
    };
    match std::str::from_utf8(bytes) {
        Ok(_) => charset::decode(bytes, &mut draft.ledger),
        Err(_) => match named().filter(|encoding| *encoding != encoding_rs::UTF_8) {
            Some(encoding) => encoding.decode(bytes).0.into_owned(),
            None => charset::decode(bytes, &mut draft.ledger),
        },
    }
}

/// First pass: every id and name, so that a link can be told from the mark of a note.
#[derive(Default)]
struct Ids {
    ids: RefCell<HashSet<String>>,
}

impl TokenSink for Ids {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = &token {
            let ids = tag.attrs.iter().filter(|a| matches!(&*a.name.local, "id" | "name"));
            self.ids.borrow_mut().extend(ids.map(|a| a.value.to_string()));
            return raw(tag);
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose inside is no markup.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

struct Sink<'p>(RefCell<Page<'p>>);

impl<'p> TokenSink for Sink<'p> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                match tag.kind {
                    TagKind::StartTag => page.open(&tag),
                    TagKind::EndTag => page.close(&tag.name),
                }
                raw(&tag)
            }
            Token::CharacterTokens(text) => {
                page.text(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// A paragraph with what was seen in it.
struct Piece {
    block: Block,
    main: bool,
    links: u32,
    unlinked: bool,
    anchors: Vec<String>,
}

/// A link that may be the mark of a note.
struct Link {
    target: Option<String>,
    own: Option<String>,
    text: String,
}

struct Page<'p> {
    draft: &'p mut Draft,
    max_depth: usize,
    ids: HashSet<String>,
    open: Vec<String>,
    skipped: usize,
    main: usize,
    pieces: Vec<Piece>,
    current: Piece,
    link: Option<Link>,
    lists: Vec<Option<u32>>,
    cells: Option<usize>,
    notes: HashMap<String, (NoteId, String)>,
    mark_ids: HashSet<String>,
}

const SKIPPED: &[&str] = &[
    "script", "style", "nav", "aside", "form", "button", "select", "svg", "template", "noscript", "iframe",
    "textarea", "object", "dialog", "noembed", "noframes",
];
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "pre",
    "hr",
    "address",
    "figure",
    "figcaption",
    "header",
    "footer",
    "body",
    "center",
    "fieldset",
];

fn empty(kind: ParagraphKind, main: bool) -> Piece {
    Piece { block: Block::new(kind, None), main, links: 0, unlinked: false, anchors: Vec::new() }
}

impl<'p> Page<'p> {
    fn new(draft: &'p mut Draft, limits: &Limits, ids: HashSet<String>) -> Self {
        Page {
            draft,
            max_depth: limits.max_depth * 4,
            ids,
            open: Vec::new(),
            skipped: 0,
            main: 0,
            pieces: Vec::new(),
            current: empty(ParagraphKind::Body, false),
            link: None,
            lists: Vec::new(),
            cells: None,
            notes: HashMap::new(),
            mark_ids: HashSet::new(),
        }
    }

    fn begin(&mut self, kind: ParagraphKind) {
        let piece = empty(kind, self.main > 0);
        let done = std::mem::replace(&mut self.current, piece);
        if done.block.is_blank() {
            // an anchor before the text belongs to the text; so does the bullet of an item
            self.current.anchors = done.anchors;
            if done.block.kind == ParagraphKind::ListItem && kind == ParagraphKind::Body {
                self.current.block.kind = ParagraphKind::ListItem;
            }
        } else {
            self.pieces.push(done);
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let attribute =
            |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string());
        let void = matches!(
            name,
            "br" | "hr" | "img" | "input" | "meta" | "link" | "wbr" | "col" | "area" | "source"
        );
        let is_main = name == "main" || attribute("role").as_deref() == Some("main");
        let chrome = matches!(name, "header" | "footer")
            && self.main == 0
            && !self.open.iter().any(|open| open == "article");
        let hidden = attribute("hidden").is_some()
            || attribute("aria-hidden").as_deref() == Some("true") && name != "a";
        // what a word processor prints on every page
        let running = name == "div" && matches!(attribute("title").as_deref(), Some("header" | "footer"));
        let skip = self.skipped > 0 || SKIPPED.contains(&name) || running || chrome || hidden && !void;
        if !void && !tag.self_closing && self.open.len() < self.max_depth {
            self.open.push(name.to_owned());
            if skip {
                self.skipped += 1;
            }
            if is_main {
                self.main += 1;
                self.open.push("\0main".to_owned());
            }
        }
        if skip {
            return;
        }
        match name {
            "br" => self.current.block.line_break(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.begin(ParagraphKind::Heading(name.as_bytes()[1] - b'0'))
            }
            "ul" => self.lists.push(None),
            "ol" => {
                self.lists.push(Some(attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1)))
            }
            "li" => {
                self.begin(ParagraphKind::ListItem);
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
                self.current.anchors.push(format!("\0{bullet}"));
            }
            "tr" => {
                self.begin(ParagraphKind::TableRow);
                self.cells = Some(0);
            }
            "td" | "th" => {
                if let Some(cells) = &mut self.cells {
                    if *cells > 0 {
                        self.current.block.cell();
                    }
                    *cells += 1;
                }
            }
            "a" => {
                let target = attribute("href").and_then(|href| href.strip_prefix('#').map(str::to_owned));
                self.link = Some(Link {
                    target,
                    own: attribute("id").or_else(|| attribute("name")),
                    text: String::new(),
                });
                self.current.links += 1;
            }
            _ if BLOCKS.contains(&name) && self.cells.is_none() => self.begin(ParagraphKind::Body),
            _ if BLOCKS.contains(&name) => self.current.block.push(" "),
            _ => {}
        }
        for anchor in ["id", "name"].iter().filter_map(|name| attribute(name)) {
            if self.current.anchors.len() < 50 {
                self.current.anchors.push(anchor);
            }
        }
    }

    fn close(&mut self, name: &str) {
        if name == "a" {
            self.close_link();
        }
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        for closed in self.open.split_off(at) {
            if closed == "\0main" {
                self.main -= 1;
            } else {
                self.skipped = self.skipped.saturating_sub(1);
            }
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "ul" | "ol" => {
                self.lists.pop();
                self.begin(ParagraphKind::Body);
            }
            "tr" => {
                self.cells = None;
                self.begin(ParagraphKind::Body);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => self.begin(ParagraphKind::Body),
            _ if BLOCKS.contains(&name) && self.cells.is_none() => self.begin(ParagraphKind::Body),
            _ => {}
        }
    }

    /// A short link to an anchor further on marks a note; one that leads back to such a mark is only a way back.
    fn close_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let text = link.text.trim().to_owned();
        let label = text.trim_matches(['[', ']', '(', ')']).to_owned();
        let short = !label.is_empty()
            && label.len() <= 4
            && (label.bytes().all(|b| b.is_ascii_digit()) || label == "*");
        let back = link.target.as_ref().is_some_and(|target| self.mark_ids.contains(target));
        if back && (short || text.starts_with(['↩', '↑', '^'])) {
            return;
        }
        if let Some(target) = link.target.filter(|target| short && self.ids.contains(target)) {
            let draft = &mut *self.draft;
            let id = self.notes.entry(target).or_insert_with(|| (draft.reserve_note(), label)).0;
            self.mark_ids.extend(link.own);
            self.current.block.mark(id);
            return;
        }
        self.current.block.push(&link.text);
    }

    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open == "title") {
            let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !title.is_empty() {
                self.draft.title.get_or_insert(title);
            }
            return;
        }
        if self.skipped > 0 || self.draft.full() {
            return;
        }
        if let Some(link) = &mut self.link {
            if link.text.len() < 10_000 {
                link.text.push_str(text);
            }
            return;
        }
        self.current.unlinked |= text.contains(char::is_alphanumeric);
        self.current.block.push(text);
    }

    fn finish(mut self) {
        self.close_link();
        self.begin(ParagraphKind::Body);
        let length = |main: bool| -> usize {
            self.pieces.iter().filter(|piece| piece.main == main).map(|piece| piece.block.text().len()).sum()
        };
        let only_main = length(true) > 200 || length(true) > length(false);
        let mut by_anchor: HashMap<String, (NoteId, String)> = std::mem::take(&mut self.notes);
        for piece in self.pieces {
            let note = piece.anchors.iter().find_map(|anchor| by_anchor.remove(anchor));
            if let Some((id, label)) = note {
                let mut block = Block::new(ParagraphKind::Note, None);
                block.push(piece.block.text().trim_end_matches(['↩', '\u{fe0e}', ' ']));
                self.draft.set_note(id, &label, block);
                continue;
            }
            let text = piece.block.text();
            let menu = piece.links >= 3 && !piece.unlinked || is_navigation(text) || is_page_control(text);
            if menu || only_main && !piece.main {
                self.draft.ledger.furniture(text);
                continue;
            }
            let mut block = piece.block;
            if let Some(bullet) = piece.anchors.iter().find_map(|anchor| anchor.strip_prefix('\0'))
                && block.kind == ParagraphKind::ListItem
            {
                let mut item = Block::new(ParagraphKind::ListItem, None);
                item.push(bullet);
                item.push(" ");
                for (at, line) in block.text().split('\n').enumerate() {
                    if at > 0 {
                        item.line_break();
                    }
                    item.push_marked(line);
                }
                block = item;
            }
            if block.kind == ParagraphKind::TableRow && !block.text().contains('\t') {
                block.kind = ParagraphKind::Body;
            }
            if block.kind == ParagraphKind::Body && is_label(block.text().trim_end_matches(is_mark)) {
                block.kind = ParagraphKind::Heading(4);
            }
            self.draft.add(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn check(body: &str, expected: &str) {
        let text = read(format!("<!DOCTYPE html><html><head><title>Titel</title><script>if (a<b) {{ }}</script></head><body>{body}</body></html>").as_bytes(), &Limits::default());
        assert_eq!(text.format, model::text::Format::Html);
        assert_eq!(text.text, expected);
        assert_eq!(text.title.as_deref(), Some("Titel"));
    }

    #[test]
    fn scripts_styles_and_navigation_are_skipped() {
        check(
            "<nav><a href=x>Menu</a></nav><style>p{}</style><p>Een &amp; twee</p><script>document.write('<p>nee</p>')</script><footer>voet</footer>",
            "Een & twee",
        );
    }

    #[test]
    fn the_running_head_of_a_word_processor_is_skipped() {
        check(
            "<div title=header><p>Ministerie</p></div><p>Een dijk.</p><div title=footer><p>Pagina 1 van 4</p></div>",
            "Een dijk.",
        );
    }

    #[test]
    fn main_content_wins_over_the_rest_of_the_page() {
        check(
            "<div>Deel dit bericht</div><main><h1>Kop</h1><p>Tekst van het bericht, veel langer.</p></main><div>Lees ook</div>",
            "Kop\n\nTekst van het bericht, veel langer.",
        );
    }

    #[test]
    fn lists_tables_and_line_breaks() {
        check(
            "<ul><li>een<li><p>twee</p></ul><ol start=3><li>drie</ol><table><tr><th>Jaar</th><td>2031</td></tr></table><p>De minister,<br>A.B. de Vries</p>",
            "• een\n\n• twee\n\n3. drie\n\nJaar\t2031\n\nDe minister,\nA.B. de Vries",
        );
    }

    #[test]
    fn notes_are_tied_and_links_back_dropped() {
        check(
            "<p>de motie<a href=\"#fn1\" id=\"fnref1\"><sup>1</sup></a> is <a href=\"#kop\">hier</a></p><ol><li id=\"fn1\"><p>Kamerstuk 99 999<a href=\"#fnref1\">↩︎</a></p></li></ol>",
            "de motie is hier\n\n1 Kamerstuk 99 999",
        );
        check(
            "<p>de motie<a name=\"_r1\" href=\"#_f1\">[1]</a>.</p><div><p><a name=\"_f1\" href=\"#_r1\">[1]</a> Kamerstuk 99 999</p></div>",
            "de motie.\n\n1 Kamerstuk 99 999",
        );
    }

    #[test]
    fn a_page_in_another_character_set() {
        let text = read(
            b"<html><head><meta charset=iso-8859-1></head><body><p>Isra\xEBl</p></body></html>",
            &Limits::default(),
        );
        assert_eq!(text.text, "Isra\u{eb}l");
    }

    #[test]
    fn nesting_without_end_is_read() {
        let input = format!("<html>{}tekst", "<div>".repeat(100_000));
        assert_eq!(read(input.as_bytes(), &Limits::default()).text, "tekst");
    }
}
