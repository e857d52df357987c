//! `/feeds.opml`: every list that has a feed, for feed readers to take in at once.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use quick_xml::escape::escape;

use crate::App;
use crate::files::sitemap::{answer, root};
use crate::page::Format;

/// Lists with their names in Dutch and English; each has a table and a feed beside it.
pub const LISTS: [(&str, &str, &str); 20] = [
    ("/", "Nieuwste stukken", "Newest papers"),
    ("/activiteiten", "Agenda", "Agenda"),
    ("/ongeplande-activiteiten", "Activiteiten zonder datum", "Meetings without a date"),
    ("/stemmingen", "Stemmingen", "Votes"),
    ("/besluiten", "Besluiten", "Decisions"),
    ("/verslagen", "Verslagen", "Transcripts"),
    ("/kamerstukdossiers", "Dossiers", "Dossiers"),
    ("/vragen", "Vragen en antwoorden", "Questions and answers"),
    ("/open-vragen", "Schriftelijke vragen", "Written questions"),
    ("/moties", "Moties", "Motions"),
    ("/toezeggingen", "Toezeggingen", "Commitments"),
    ("/kamerleden", "Kamerleden", "Members"),
    ("/bewindspersonen", "Bewindspersonen", "Ministers"),
    ("/ministeries", "Ministeries", "Ministries"),
    ("/fracties", "Fracties", "Parties"),
    ("/commissies", "Commissies", "Committees"),
    ("/geschenken", "Geschenken", "Gifts"),
    ("/reizen", "Reizen", "Trips"),
    ("/nevenfuncties", "Nevenfuncties", "Side jobs"),
    ("/verjaardagen", "Verjaardagen", "Birthdays"),
];

pub(crate) async fn outline(State(app): State<Arc<App>>, headers: HeaderMap) -> Response<Body> {
    let root = root(&app, &headers);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head><title>Kamerspoor</title></head>\n<body>\n",
    );
    for (path, name, _) in LISTS {
        xml.push_str(&format!(
            "<outline type=\"rss\" text=\"{}\" title=\"{}\" xmlUrl=\"{}\" htmlUrl=\"{}\"/>\n",
            escape(format!("Kamerspoor: {name}")),
            escape(format!("Kamerspoor: {name}")),
            escape(format!("{root}{}", Format::Atom.address(path))),
            escape(format!("{root}{path}")),
        ));
    }
    xml.push_str("</body>\n</opml>\n");
    answer("text/x-opml; charset=utf-8", Body::from(xml))
}
