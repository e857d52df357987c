//! Addresses of the site and of the sources, in one place: templates and JSON take them from here.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand in a path segment as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The page of a document.
pub fn document(number: &str) -> String {
    format!("/document/{}", utf8_percent_encode(number, SEGMENT))
}

/// A paragraph of a document, or the document where the place is not known.
pub fn passage(number: &str, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{}#{anchor}", document(number)),
        None => document(number),
    }
}

/// A question–answer unit of a document.
pub fn unit(document: &str, n: impl crate::format::Whole) -> String {
    format!("/vraag/{}/{}", utf8_percent_encode(document, SEGMENT), n.whole())
}

/// The trail of a motion.
pub fn motion(paper: &str) -> String {
    format!("/motie/{}", utf8_percent_encode(paper, SEGMENT))
}

/// The trail of a commitment.
pub fn commitment(number: &str) -> String {
    format!("/toezegging/{}", utf8_percent_encode(number, SEGMENT))
}

/// A dossier.
pub fn dossier(number: &str) -> String {
    format!("/dossier/{}", utf8_percent_encode(number, SEGMENT))
}

/// A case.
pub fn case(number: &str) -> String {
    format!("/zaak/{}", utf8_percent_encode(number, SEGMENT))
}

/// A person: name and number.
pub fn person(name: &str, number: &str) -> String {
    record("persoon", name, number)
}

/// A party: abbreviation and number.
pub fn party(abbreviation: &str, number: &str) -> String {
    record("fractie", abbreviation, number)
}

/// A committee: name and number.
pub fn committee(name: &str, number: &str) -> String {
    record("commissie", name, number)
}

/// A minister or state secretary, who has no number in the source.
pub fn minister(name: &str) -> String {
    format!("/bewindspersoon/{}", crate::name::slug(name))
}

/// A ministry, by the name that questions and commitments have.
pub fn ministry(name: &str) -> String {
    format!("/ministerie/{}", utf8_percent_encode(name, SEGMENT))
}

/// An activity.
pub fn activity(number: &str) -> String {
    format!("/activiteit/{}", utf8_percent_encode(number, SEGMENT))
}

/// A readable name first, for people; then the number, which stays when the name changes.
fn record(what: &str, name: &str, number: &str) -> String {
    let number = utf8_percent_encode(number, SEGMENT);
    match crate::name::slug(name) {
        slug if slug.is_empty() => format!("/{what}/{number}"),
        slug => format!("/{what}/{slug}-{number}"),
    }
}

/// A vote: the id of its decision, which the source never changes.
pub fn ballot(decision: model::Guid) -> String {
    format!("/stemming/{decision}")
}

/// A transcript.
pub fn transcript(id: model::Guid) -> String {
    format!("/verslag/{id}")
}

/// A part of a transcript, counted from 1.
pub fn transcript_part(id: model::Guid, part: i64) -> String {
    format!("/verslag/{id}?deel={part}")
}

/// The first turn of a person in a transcript: leads to its anchor.
pub fn turn(id: model::Guid, person: &str) -> String {
    with(&transcript(id), &[("spreker", person)])
}

/// The newest file of a document.
pub fn original(number: &str) -> String {
    format!("{}/origineel", document(number))
}

/// An earlier file of a document.
pub fn original_version(number: &str, version: u32) -> String {
    format!("{}/origineel/{version}", document(number))
}

/// The results of a query.
pub fn search(query: &str) -> String {
    with("/zoeken", &[("q", query)])
}

/// An address with a query string; pairs without a value are left out.
pub fn with(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The House's own page of a document.
pub fn house_document(number: &str) -> String {
    let number = utf8_percent_encode(number, SEGMENT);
    format!("https://www.tweedekamer.nl/kamerstukken/detail?id={number}&did={number}")
}

/// The House's own page of a case.
pub fn house_case(number: &str) -> String {
    format!("https://www.tweedekamer.nl/kamerstukken/detail?id={}", utf8_percent_encode(number, SEGMENT))
}

/// The House's own page of an activity, with the video where it was recorded. Debates of the House as a whole and
/// meetings of committees stand apart there.
pub fn house_activity(number: &str, plenary: bool) -> String {
    let number = utf8_percent_encode(number, SEGMENT);
    let which =
        if plenary { "plenaire_vergaderingen/details/activiteit" } else { "commissievergaderingen/details" };
    format!("https://www.tweedekamer.nl/debat_en_vergadering/{which}?id={number}")
}

/// The official publication with this identifier.
pub fn official_publication(identifier: &str) -> String {
    format!("https://zoek.officielebekendmakingen.nl/{}.html", utf8_percent_encode(identifier, SEGMENT))
}

/// A record in the open data of the House.
pub fn source_record(id: model::Guid) -> String {
    format!("https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0/Entiteiten/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_queries_cannot_leave_their_place() {
        assert_eq!(document("2026D00001"), "/document/2026D00001");
        assert_eq!(document("../a?b#c"), "/document/..%2Fa%3Fb%23c");
        assert_eq!(search("\"een & twee\""), "/zoeken?q=%22een+%26+twee%22");
        assert_eq!(with("/", &[("tot", "")]), "/");
    }
}
