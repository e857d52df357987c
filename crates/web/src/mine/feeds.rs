//! `/feed/{token}`: what a reader follows, as an Atom feed at an address that only they know.

use alerts::digest::Digest;
use alerts::secret;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Mine;
use super::page::{spoken, too_often};
use super::visit::{Reply, Visit};
use crate::App;
use crate::error::Error;
use crate::files::atom::tag;

/// Entries of a feed.
const MOST: usize = 100;

pub(super) fn feed(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let token = visit.ask.parameter.strip_suffix(".atom").unwrap_or(&visit.ask.parameter);
    let Some((account, watch)) = mine.people.feed(secret::hash(token))? else {
        // who guesses does not guess for long
        if !visit.allowed(mine, "feed", &visit.from, 60, 3_600)? {
            return too_often(visit, app);
        }
        return Ok(Reply::Nothing);
    };
    let Some(owner) = mine.people.account(account)? else { return Ok(Reply::Nothing) };
    let digest = Digest::of(mine.people.feed_hits(account, watch, owner.lang, MOST)?);
    let mut writer = Writer::new(Vec::new());
    // writing to memory does not fail
    let written = write(&mut writer, &digest, visit, app, owner.lang);
    debug_assert!(written.is_ok(), "{written:?}");
    let body = String::from_utf8(writer.into_inner()).unwrap_or_default();
    Ok(Reply::Data("application/atom+xml; charset=utf-8", None, body))
}

fn write(
    xml: &mut Writer<Vec<u8>>,
    digest: &Digest,
    visit: &Visit,
    app: &App,
    lang: alerts::Lang,
) -> std::io::Result<()> {
    let public = app.settings.public_address.as_str();
    let mut entries: Vec<_> = digest.entries().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.event.seq));
    let updated = digest.newest().unwrap_or(visit.now());
    let title = spoken(visit.lang()).t("Kamerspoor: wat ik volg", "Kamerspoor: what I follow");
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())])
        .write_inner_content(|xml| {
            text(xml, "title", title)?;
            // the id must not hold the secret
            text(xml, "id", &tag(app, "/mijn"))?;
            text(xml, "updated", &stamp(updated))?;
            xml.create_element("author").write_inner_content(|xml| text(xml, "name", "Kamerspoor"))?;
            for entry in &entries {
                let news = &entry.event.news;
                xml.create_element("entry").write_inner_content(|xml| {
                    text(xml, "title", &format!("{}: {}", news.words(lang), news.shown.title))?;
                    text(xml, "id", &tag(app, &format!("/bericht/{}", entry.event.seq)))?;
                    text(xml, "updated", &stamp(entry.event.at))?;
                    xml.create_element("link")
                        .with_attributes([("href", format!("{public}{}", news.shown.url).as_str())])
                        .write_empty()?;
                    let why: Vec<&str> = entry.watches.iter().map(|watch| watch.why.as_str()).collect();
                    let parts = [why.join("; "), entry.passage.clone()];
                    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                    text(xml, "summary", &parts.join("\n"))
                })?;
            }
            Ok(())
        })?;
    Ok(())
}

fn stamp(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn text(xml: &mut Writer<Vec<u8>>, name: &str, value: &str) -> std::io::Result<()> {
    let plain: String =
        value.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).collect();
    xml.create_element(name).write_text_content(BytesText::new(&plain)).map(|_| ())
}
