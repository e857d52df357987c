//! From the XML of the feed to records. Pure: no network, no files, no clock.
//!
//! Liberal, because the feed is: elements are matched on local names (prefixes `tk:`, `ns1:` or none), in any order,
//! repeated or not; `True` is true; an empty reference is none; an element that the table of columns does not have is
//! kept in the raw entry and its path counted. Entities of a document type are never expanded.

use model::category::{Category, Column, ColumnKind};
use model::record::{Content, Entry, FeedPage, Record, UnreadEntry, Value};
use model::text::Problem;
use model::{Guid, LinkKind};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use xxhash_rust::xxh3::xxh3_64;

use super::time::{to_date, to_partial_date, to_utc};
use super::{PAGE_SIZE, wire};

/// Elements nested deeper than this are not read: the feed nests two deep.
const DEEPEST: usize = 16;
/// Values longer than this many bytes are cut: the longest note seen has 60 KB.
const LONGEST_VALUE: usize = 1 << 20;

/// Why an entity could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The XML is not well-formed.
    #[error("broken XML at byte {at}: {why}")]
    Broken {
        /// Byte offset in the entity.
        at: u64,
        /// What the XML reader says.
        why: String,
    },
    /// The root element has no id, or one that is no id.
    #[error("the entity has no usable id ({0:?})")]
    NoId(String),
    /// There is no entity.
    #[error("the entry has no entity inside")]
    Empty,
    /// The root element names another category than the one asked for.
    #[error("the entity is a {0:?}, which is no category of the source")]
    OtherCategory(String),
}

/// Reads a whole page; entries that cannot be read are told, the others stand.
///
/// # Errors
/// The body is no feed or ends early: ask again.
pub fn read_page(
    category: Category,
    position: Option<u64>,
    body: &str,
) -> Result<FeedPage, wire::Incomplete> {
    let frame = wire::frame(body)?;
    let mut page = read_entries(category, position, body, &frame.entries);
    page.caught_up = !frame.has_next
        || frame.entries.len() < PAGE_SIZE
        || page.next.is_none_or(|next| Some(next) <= position);
    Ok(page)
}

/// Reads what is whole of a body that ends early, for a source that keeps sending it so.
pub fn read_cut_page(category: Category, position: Option<u64>, body: &str) -> FeedPage {
    read_entries(category, position, body, &wire::entries(body))
}

fn read_entries(
    category: Category,
    position: Option<u64>,
    body: &str,
    entries: &[std::ops::Range<usize>],
) -> FeedPage {
    let mut page = FeedPage {
        category,
        position,
        next: None,
        caught_up: false,
        entries: Vec::with_capacity(entries.len()),
        unread: Vec::new(),
        first_published: entries
            .first()
            .and_then(|first| wire::entry_published(&body[first.clone()]))
            .map(str::to_owned),
    };
    for range in entries {
        let entry = &body[range.clone()];
        let token = wire::entry_token(entry);
        page.next = page.next.max(token);
        let content = wire::entry_content(entry);
        match content.ok_or(Unreadable::Empty).and_then(|content| read_entity(category, content)) {
            Ok(record) => {
                let hash = xxh3_64(content.unwrap_or_default().trim().as_bytes()) as i64;
                page.entries.push(Entry { token: token.unwrap_or(0), hash, record });
            }
            Err(error) => page.unread.push(UnreadEntry {
                token,
                id: wire::entry_id(entry).and_then(|id| id.parse().ok()),
                problem: Problem::new("unreadable_entry", error.to_string()),
            }),
        }
    }
    page
}

/// Reads the answer of `/Entiteiten/<guid>`: a bare entity of any category.
///
/// # Errors
/// The entity cannot be read.
pub fn read_single(body: &str) -> Result<Entry, Unreadable> {
    let category = root_category(body)?;
    let start = body.find("?>").map_or(0, |at| at + 2);
    let hash = xxh3_64(body[start..].trim().as_bytes()) as i64;
    Ok(Entry { token: 0, hash, record: read_entity(category, body)? })
}

fn root_category(body: &str) -> Result<Category, Unreadable> {
    let mut reader = Reader::from_str(body);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                let name = root.local_name();
                let name: &str = name.as_ref();
                return name.parse().map_err(|_| Unreadable::OtherCategory(name.chars().take(60).collect()));
            }
            Ok(Event::Eof) => return Err(Unreadable::Empty),
            Ok(_) => {}
            Err(error) => {
                return Err(Unreadable::Broken { at: reader.error_position(), why: error.to_string() });
            }
        }
    }
}

/// Reads one entity of a known category.
///
/// # Errors
/// It is not well-formed, has no id, or there is none.
pub fn read_entity(category: Category, xml: &str) -> Result<Record, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut builder: Option<Builder> = None;
    let broken =
        |reader: &Reader<&[u8]>, why: String| Unreadable::Broken { at: reader.error_position(), why };
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => match &mut builder {
                None => builder = Some(Builder::new(category, &element)?),
                Some(builder) => builder.open(&element),
            },
            Ok(Event::Empty(element)) => match &mut builder {
                None => return Ok(Builder::new(category, &element)?.record),
                Some(builder) => {
                    builder.open(&element);
                    builder.close();
                }
            },
            Ok(Event::Text(text)) => {
                if let Some(builder) = &mut builder {
                    builder.text(&text.xml10_content());
                }
            }
            Ok(Event::CData(text)) => {
                if let Some(builder) = &mut builder {
                    builder.text(&text.into_inner());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let Some(builder) = &mut builder {
                    match reference.resolve_char_ref() {
                        Ok(Some(char)) => builder.text(char.encode_utf8(&mut [0; 4])),
                        _ => builder.text(named_entity(&reference.into_inner()).unwrap_or("\u{fffd}")),
                    }
                }
            }
            Ok(Event::End(_)) => {
                let Some(open) = &mut builder else { continue };
                if open.path.is_empty() {
                    return builder.map(|builder| builder.record).ok_or(Unreadable::Empty);
                }
                open.close();
            }
            Ok(Event::Eof) if builder.is_none() => return Err(Unreadable::Empty),
            Ok(Event::Eof) => return Err(broken(&reader, "it ends before its last element does".into())),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => return Err(broken(&reader, error.to_string())),
        }
    }
}

fn named_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        _ => return None,
    })
}

/// Collects the values of one entity while its elements go by.
struct Builder {
    record: Record,
    /// Local names of the open elements below the root.
    path: Vec<String>,
    /// Text of the innermost open element.
    text: String,
    /// The innermost open element's `ref`, if it is a reference.
    reference: Option<String>,
    nil: bool,
    /// Whether the innermost open element had children.
    parent: bool,
}

impl Builder {
    fn new(category: Category, root: &BytesStart) -> Result<Self, Unreadable> {
        let mut id = None;
        let mut record = Record::empty(category, Guid::default());
        let mut length = None;
        let mut media_type = None;
        for attribute in root.attributes().with_checks(false).flatten() {
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
            let name = attribute.key.local_name();
            match name.as_ref() {
                "id" => id = Some(value.into_owned()),
                "bijgewerkt" => record.updated = to_utc(&value),
                "verwijderd" => record.deleted = value.eq_ignore_ascii_case("true") || value == "1",
                "contentType" => media_type = Some(value.into_owned()).filter(|value| !value.is_empty()),
                "contentLength" => length = value.trim().parse::<u64>().ok(),
                _ => {}
            }
        }
        let id = id.unwrap_or_default();
        record.id = id.parse().map_err(|_| Unreadable::NoId(id.chars().take(60).collect()))?;
        if media_type.is_some() || length.is_some() {
            record.content = Some(Content { media_type: media_type.unwrap_or_default(), length });
        }
        Ok(Builder {
            record,
            path: Vec::new(),
            text: String::new(),
            reference: None,
            nil: false,
            parent: false,
        })
    }

    fn open(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let name: &str = name.as_ref();
        self.path.push(if self.path.len() < DEEPEST { name.to_owned() } else { String::new() });
        self.text.clear();
        self.reference = None;
        self.nil = false;
        self.parent = false;
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.local_name().as_ref() {
                "ref" => {
                    self.reference = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .ok()
                        .map(|value| value.into_owned())
                }
                "nil" => self.nil = attribute.value.eq_ignore_ascii_case("true"),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST_VALUE {
            self.text.push_str(text);
        }
    }

    fn close(&mut self) {
        let path = self.path.join("/");
        self.path.pop();
        let was_parent = std::mem::replace(&mut self.parent, true);
        let text = std::mem::take(&mut self.text);
        let reference = self.reference.take();
        if was_parent {
            return;
        }
        let spec = self.record.category.spec();
        if let Some(link) = spec.links.iter().find(|link| link.source == path) {
            self.link(link.kind, reference.as_deref().unwrap_or(&text));
        } else if let Some(at) = spec.columns.iter().position(|column| column.source == path) {
            if !std::mem::take(&mut self.nil) {
                self.value(at, &spec.columns[at], reference.as_deref(), &text);
            }
        } else if self.record.unknown.len() < 64 {
            self.record.unknown.push(path);
        }
    }

    fn link(&mut self, kind: LinkKind, reference: &str) {
        let Ok(id) = reference.parse::<Guid>() else { return };
        if !self.record.links.contains(&(kind, id)) {
            self.record.links.push((kind, id));
        }
    }

    fn value(&mut self, at: usize, column: &Column, reference: Option<&str>, text: &str) {
        let text = text.trim();
        let value = match column.kind {
            ColumnKind::Ref(_) => reference.unwrap_or(text).parse().map(Value::Guid).ok(),
            ColumnKind::Text => (!text.is_empty()).then(|| Value::Text(text.to_owned())),
            ColumnKind::Int => text.parse().map(Value::Int).ok(),
            ColumnKind::Bool => match text {
                "1" => Some(Value::Int(1)),
                "0" => Some(Value::Int(0)),
                _ if text.eq_ignore_ascii_case("true") => Some(Value::Int(1)),
                _ if text.eq_ignore_ascii_case("false") => Some(Value::Int(0)),
                _ => None,
            },
            ColumnKind::Date => to_date(text).map(Value::Text),
            ColumnKind::PartialDate => to_partial_date(text).map(Value::Text),
            ColumnKind::Time => to_utc(text).map(Value::Text),
        };
        // the source writes "no time" as the year 1
        let nothing =
            text.is_empty() && reference.is_none_or(str::is_empty) || text.starts_with("0001-01-01");
        let unreadable = value.is_none() && !nothing;
        if unreadable {
            self.record.unknown.push(format!("{} (unreadable value)", column.source));
        }
        let Some(value) = value else { return };
        let slot = &mut self.record.values[at];
        match (&mut *slot, value) {
            // an element that the XSD says is single comes more than once: keep each
            (Value::Text(old), Value::Text(new)) if column.kind == ColumnKind::Text => {
                if !old.split('\n').any(|line| line == new) && old.len() + new.len() < LONGEST_VALUE {
                    old.push('\n');
                    old.push_str(&new);
                }
            }
            (_, value) => *slot = value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NS: &str = r#"xmlns:tk="http://www.tweedekamer.nl/xsd/tkData/v1-0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.tweedekamer.nl/xsd/tkData/v1-0""#;
    const ID: &str = "11111111-2222-3333-4444-555555555555";
    const OTHER: &str = "66666666-7777-8888-9999-aaaaaaaaaaaa";

    fn entity(category: Category, inside: &str) -> Record {
        let name = category.source();
        let xml = format!(
            r#"<{name} {NS} id="{ID}" tk:bijgewerkt="2026-01-28T13:00:00.0000000" tk:verwijderd="false">{inside}</{name}>"#
        );
        read_entity(category, &xml).unwrap()
    }

    #[test]
    fn a_document_carries_its_file_and_many_links() {
        let xml = format!(
            r#"<document {NS} id="{ID}" tk:bijgewerkt="2026-01-28T13:00:00.0000000" tk:verwijderd="false" tk:contentType="application/pdf" tk:contentLength="21998"><zaak ref="{OTHER}"/><zaak ref="{ID}"/><soort>Motie</soort><documentNummer>2026D90001</documentNummer><datum>2026-01-27T00:00:00</datum><volgnummer>7</volgnummer><titel xsi:nil="true" /></document>"#
        );
        let record = read_entity(Category::Document, &xml).unwrap();
        assert_eq!(record.updated.as_deref(), Some("2026-01-28T12:00:00Z"));
        assert_eq!(
            record.content,
            Some(Content { media_type: "application/pdf".into(), length: Some(21998) })
        );
        assert_eq!(record.value("number").as_text(), Some("2026D90001"));
        assert_eq!(record.value("date").as_text(), Some("2026-01-27"));
        assert_eq!(record.value("sub_number"), &Value::Int(7));
        assert_eq!(record.value("title"), &Value::Null);
        assert_eq!(record.links.len(), 2);
        assert!(record.unknown.is_empty());
    }

    #[test]
    fn a_prefix_of_any_name_is_read_alike() {
        let xml = format!(
            r#"<ns1:toezegging xmlns:ns1="http://www.tweedekamer.nl/xsd/tkData/v1-0" id="{ID}" ns1:bijgewerkt="2026-01-28T13:00:00.000+01:00" ns1:verwijderd="false"><ns1:nummer>TZ202601-001</ns1:nummer></ns1:toezegging>"#
        );
        let record = read_entity(Category::Commitment, &xml).unwrap();
        assert_eq!(record.value("number").as_text(), Some("TZ202601-001"));
        assert_eq!(record.updated.as_deref(), Some("2026-01-28T12:00:00Z"));
    }

    #[test]
    fn a_capital_true_is_a_delete() {
        let xml = format!(
            r#"<persoon {NS} id="{ID}" tk:bijgewerkt="2026-01-28T12:00:00Z" tk:verwijderd="True" />"#
        );
        assert!(read_entity(Category::Person, &xml).unwrap().deleted);
    }

    #[test]
    fn an_undocumented_element_is_counted_and_a_documented_one_may_repeat() {
        let record = entity(
            Category::Commitment,
            &format!(
                r#"<toegezegdAan ref="{OTHER}"/><toegezegdAan/><nieuw><diep>x</diep></nieuw><kamerbriefNakoming>2026D90001</kamerbriefNakoming><kamerbriefNakoming>2026D90002</kamerbriefNakoming>"#
            ),
        );
        assert_eq!(record.links, [(LinkKind::PromisedTo, OTHER.parse().unwrap())]);
        assert_eq!(record.unknown, ["nieuw/diep"]);
        assert_eq!(record.value("met_by").as_text(), Some("2026D90001\n2026D90002"));
    }

    #[test]
    fn nested_elements_are_read_by_their_path() {
        let record = entity(
            Category::SideJob,
            r#"<periode><van>2024-01</van><totEnMet xsi:nil="true"/></periode><vergoeding><soort>Bezoldigd</soort></vergoeding><isActief>True</isActief>"#,
        );
        assert_eq!(record.value("since").as_text(), Some("2024-01"));
        assert_eq!(record.value("pay").as_text(), Some("Bezoldigd"));
        assert_eq!(record.value("active"), &Value::Int(1));
    }

    #[test]
    fn escaped_text_and_character_references_are_text_again() {
        let record = entity(
            Category::AgendaItem,
            "<noot>&lt;u&gt;Besluit&lt;/u&gt; &amp; caf&#233; &onbekend;<![CDATA[ <b> ]]></noot>",
        );
        assert_eq!(record.value("note").as_text(), Some("<u>Besluit</u> & café \u{fffd} <b>"));
    }

    #[test]
    fn an_entity_bomb_is_not_expanded() {
        let bomb = format!(
            r#"<!DOCTYPE zaal [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><zaal id="{ID}"><naam>&b;</naam></zaal>"#
        );
        assert_eq!(read_entity(Category::Room, &bomb).unwrap().value("name").as_text(), Some("\u{fffd}"));
    }

    #[test]
    fn one_broken_entry_costs_that_entry_only() {
        let entry = |content: &str, token: u64| {
            format!(
                r#"<entry><id>https://bron.example/Entiteiten/{ID}</id><link rel="next" href="?skiptoken={token}"/><content type="application/xml">{content}</content></entry>"#
            )
        };
        let good = format!(r#"<zaal {NS} id="{ID}" tk:verwijderd="false"><naam>Zaal 1</naam></zaal>"#);
        let body = format!(
            "<feed>{}{}{}{}</feed>",
            entry(&good, 1),
            entry("<zaal><naam>half", 2),
            entry("<zaal id='geen'/>", 3),
            entry(&good, 4)
        );
        let page = read_page(Category::Room, None, &body).unwrap();
        assert_eq!(page.entries.len(), 2);
        assert_eq!(page.next, Some(4));
        assert_eq!(page.unread.iter().map(|entry| entry.token).collect::<Vec<_>>(), [Some(2), Some(3)]);
        assert!(page.caught_up);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(xml in "(<|>|/|=|\"|zaal|id|ref|&|;|#|!|\\[|CDATA|[a-zé ]){0,60}") {
            let _ = read_entity(Category::Room, &xml);
            let _ = read_page(Category::Room, None, &xml);
            let _ = read_cut_page(Category::Room, Some(3), &xml);
        }
    }
}
