//! A list as an Atom feed (RFC 4287), page by page (RFC 5005, paged feeds), with the window it covers in its subtitle.
//!
//! Ids are `tag:` addresses (RFC 4151) made of the name of this site and the path of the entry, so they stay when an
//! entry changes; a change moves `updated`, and readers show it anew.

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::App;
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format};

/// Since when names of this site are used in ids: part of the id, so it never changes.
const NAMED_SINCE: &str = "2026";
/// Longest text of an entry, in characters.
const LONGEST_SUMMARY: usize = 4_000;

/// The feed.
pub fn write(listing: &Listing, ask: &Ask, app: &App) -> String {
    let mut writer = Writer::new(Vec::new());
    // writing to memory does not fail
    let written = feed(&mut writer, listing, ask, app);
    debug_assert!(written.is_ok(), "{written:?}");
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

type Xml = Writer<Vec<u8>>;

fn feed(xml: &mut Xml, listing: &Listing, ask: &Ask, app: &App) -> std::io::Result<()> {
    let (lang, public) = (ask.lang, app.settings.public_address.as_str());
    let here = ask.query.address_with(&ask.path, &[]);
    let absolute = |address: &str| format!("{public}{}", lang.href(address));
    let feed_address = |page: &str| absolute(&Format::Atom.address(page));
    let first = ask.query.address_with(&ask.path, &[("pagina", "")]);
    let chosen = listing.chosen();
    let title = match chosen.is_empty() {
        true => listing.title.clone(),
        false => format!("{} ({})", listing.title, chosen.join(", ")),
    };
    let updated = listing.lines.iter().filter_map(moment).max().unwrap_or(Timestamp::UNIX_EPOCH);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())])
        .write_inner_content(|xml| {
            text(xml, "title", &format!("Kamerspoor: {title}"))?;
            text(xml, "subtitle", &window(listing, ask))?;
            text(xml, "id", &tag(app, &first))?;
            text(xml, "updated", &stamp(updated))?;
            xml.create_element("author").write_inner_content(|xml| text(xml, "name", "Kamerspoor"))?;
            text(xml, "rights", "CC0 1.0")?;
            let mut link = |rel: &str, media_type: &str, href: &str| {
                xml.create_element("link")
                    .with_attributes([("rel", rel), ("type", media_type), ("href", href)])
                    .write_empty()
                    .map(|_| ())
            };
            link("self", "application/atom+xml", &feed_address(&here))?;
            link("alternate", "text/html", &absolute(&here))?;
            link("first", "application/atom+xml", &feed_address(&first))?;
            for (rel, address) in [("previous", &listing.paging.previous), ("next", &listing.paging.next)] {
                if let Some(address) = address {
                    link(rel, "application/atom+xml", &feed_address(address))?;
                }
            }
            if let Some(last) = listing.paging.last.filter(|last| *last > 1) {
                let last = ask.query.address_with(&ask.path, &[("pagina", &last.to_string())]);
                link("last", "application/atom+xml", &feed_address(&last))?;
            }
            for line in &listing.lines {
                xml.create_element("entry").write_inner_content(|xml| {
                    entry(
                        xml,
                        line,
                        &tag(app, line.id.as_ref().unwrap_or(&line.url)),
                        &absolute(&line.url),
                        updated,
                    )
                })?;
            }
            Ok(())
        })?;
    Ok(())
}

fn entry(xml: &mut Xml, line: &Line, id: &str, address: &str, otherwise: Timestamp) -> std::io::Result<()> {
    text(xml, "title", &line.title)?;
    text(xml, "id", id)?;
    text(xml, "updated", &stamp(moment(line).unwrap_or(otherwise)))?;
    if let Some(published) = line.date.as_deref().and_then(read_moment) {
        text(xml, "published", &stamp(published))?;
    }
    xml.create_element("link").with_attributes([("rel", "alternate"), ("href", address)]).write_empty()?;
    if let Some((name, _)) = &line.who {
        xml.create_element("author").write_inner_content(|xml| text(xml, "name", name))?;
    }
    if let Some(kind) = &line.kind {
        let term = clean(kind);
        xml.create_element("category").with_attribute(("term", term.as_str())).write_empty()?;
    }
    let parts =
        line.number.iter().chain(&line.party).chain(&line.meta).cloned().collect::<Vec<_>>().join(" · ");
    let summary = [Some(parts), line.summary.clone()].into_iter().flatten().filter(|part| !part.is_empty());
    let summary = summary.collect::<Vec<_>>().join("\n");
    if !summary.is_empty() {
        let cut: String = summary.chars().take(LONGEST_SUMMARY).collect();
        text(xml, "summary", &cut)?;
    }
    Ok(())
}

/// What the feed covers: how many entries there are in all, which of them stand on this page, and the period.
fn window(listing: &Listing, ask: &Ask) -> String {
    let lang = ask.lang;
    let mut parts = vec![format!("{} {}", lang.count(listing.total), listing.counted)];
    if let Some((oldest, newest)) = &listing.period {
        parts.push(format!(
            "{} {} {} {}",
            lang.t("van", "from"),
            lang.day(oldest),
            lang.t("tot en met", "to"),
            lang.day(newest)
        ));
    }
    if let (Some(number), Some(last)) = (listing.paging.number, listing.paging.last) {
        parts.push(format!("{} {number} {} {last}", lang.t("pagina", "page"), lang.t("van", "of")));
    }
    parts.join(", ")
}

/// `tag:kamerspoor.example,2026:/geschenken#g1`.
pub fn tag(app: &App, path: &str) -> String {
    format!("tag:{},{NAMED_SINCE}:{path}", app.host())
}

fn text(xml: &mut Xml, name: &str, value: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean(value)))?;
    Ok(())
}

/// Leaves out what XML 1.0 cannot hold at all.
fn clean(value: &str) -> String {
    let allowed = |letter: &char| matches!(letter, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    value.chars().filter(allowed).collect()
}

fn moment(line: &Line) -> Option<Timestamp> {
    line.updated.as_deref().and_then(read_moment).or_else(|| line.date.as_deref().and_then(read_moment))
}

/// A moment in UTC, or the beginning of a day in the Netherlands.
fn read_moment(value: &str) -> Option<Timestamp> {
    if let Ok(moment) = value.parse() {
        return Some(moment);
    }
    let day: jiff::civil::Date = value.parse().ok()?;
    day.in_tz("Europe/Amsterdam").ok().map(|start| start.timestamp())
}

fn stamp(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(clean("a\u{0}b\u{b}c\u{fffe}\td<é"), "abc\td<é");
    }

    #[test]
    fn a_day_begins_in_the_netherlands() {
        assert_eq!(read_moment("2031-01-28").map(stamp).as_deref(), Some("2031-01-27T23:00:00Z"));
        assert_eq!(read_moment("2031-01-28T10:00:00Z").map(stamp).as_deref(), Some("2031-01-28T10:00:00Z"));
        assert_eq!(read_moment("binnenkort"), None);
    }
}
