//! A pull reader for XML of strangers: local names only, entities of the document never expanded, depth bounded,
//! damage told once instead of an error. Used by every XML format here.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::draft::Draft;
use crate::limits::Limits;

/// What comes next in the document. An empty element gives `Open` and `Close`.
pub(crate) enum Node<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// The innermost element of this local name ends.
    Close(Name<'x>),
    /// Characters, references resolved.
    Text(Cow<'x, str>),
}

/// The start of an element.
pub(crate) struct Element<'x>(BytesStart<'x>);

/// The name of an element that ends.
pub(crate) struct Name<'x>(quick_xml::events::BytesEnd<'x>);

impl Name<'_> {
    /// Name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Element<'_> {
    /// Name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Value of the attribute with this local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .map(|attribute| {
                quick_xml::escape::unescape(&attribute.value)
                    .unwrap_or(Cow::Borrowed(&attribute.value))
                    .into_owned()
            })
    }
}

/// Reads one document.
pub(crate) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    max_depth: usize,
    nodes: u32,
    /// Why reading ended early.
    damage: Option<String>,
}

impl<'x> Xml<'x> {
    /// A reader over decoded text.
    pub fn new(text: &'x str, limits: &Limits) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0, max_depth: limits.max_depth, nodes: 0, damage: None }
    }

    /// The next node; none at the end, and after damage.
    pub fn next(&mut self) -> Option<Node<'x>> {
        if self.damage.is_some() {
            return None;
        }
        loop {
            self.nodes = self.nodes.wrapping_add(1);
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > self.max_depth {
                        self.damage = Some(format!("elements are nested deeper than {}", self.max_depth));
                        return None;
                    }
                    return Some(Node::Open(Element(start)));
                }
                Ok(Event::End(end)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Node::Close(Name(end)));
                }
                Ok(Event::Text(text)) => return Some(Node::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Node::Text(text.into_inner())),
                Ok(Event::GeneralRef(reference)) => {
                    let c = reference.resolve_char_ref().ok().flatten().or_else(|| named(&reference));
                    // a reference to an entity of the document's own stays as written: never expanded
                    return Some(Node::Text(match c {
                        Some(c) => Cow::Owned(c.to_string()),
                        None => Cow::Owned(format!("&{};", &*reference)),
                    }));
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => {
                    let at = self.reader.error_position();
                    self.damage = Some(format!("the XML is damaged at byte {at}: {error}"));
                    return None;
                }
            }
        }
    }

    /// Skips to the end of the element that was just opened.
    pub fn skip(&mut self) {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next().is_none() {
                return;
            }
        }
    }

    /// All characters inside the element that was just opened, white space collapsed.
    pub fn text(&mut self) -> String {
        let outside = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > outside {
            match self.next() {
                Some(Node::Text(text)) => out.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Number of open elements.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Whether the time is up; asks the clock seldom.
    pub fn late(&self, draft: &mut Draft) -> bool {
        self.nodes.is_multiple_of(4096) && draft.late()
    }

    /// Tells the damage, if there was any.
    pub fn tell(self, draft: &mut Draft) {
        if let Some(damage) = self.damage {
            draft.problem("damaged", damage);
        }
    }
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "euro" => '€',
        "eacute" => 'é',
        "euml" => 'ë',
        "iuml" => 'ï',
        "ndash" => '–',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let limits = Limits { max_depth: 5, ..Limits::default() };
        let mut xml = Xml::new(input, &limits);
        let mut got = String::new();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) => got.push_str(&format!("<{}", element.name())),
                Node::Close(_) => got.push('>'),
                Node::Text(text) => got.push_str(&text),
            }
        }
        if xml.damage.is_some() {
            got.push('!');
        }
        assert_eq!(got, expected);
    }

    #[test]
    fn prefixes_go_and_references_are_resolved() {
        check("<a:b x='1'>één &amp; &#235;<c/></a:b>", "<béén & ë<c>>");
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        check("<!DOCTYPE a [<!ENTITY x \"lol\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>", "<a&y;>");
    }

    #[test]
    fn deep_nesting_ends_the_reading() {
        check("<a><a><a><a><a><a><a>", "<a<a<a<a<a!");
    }

    #[test]
    fn a_cut_off_document_gives_what_it_has() {
        check("<a>tekst<b>meer", "<atekst<bmeer");
    }
}
