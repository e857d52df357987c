//! From what somebody types to the page that it names: every notation of an official number leads to its document.

use model::number::{Aanhangsel, Chamber, OfficialNumber, Session};

use crate::App;
use crate::address;
use crate::error::{Error, Near};

/// What an official number leads to.
#[derive(Debug)]
pub enum Found {
    /// The number of a document that is here.
    Document(String),
    /// It reads as an official number, but no document with it is here.
    Nothing(Near),
    /// It reads as no official number at all.
    Unreadable,
}

/// The address that a query jumps to, if it is the official number of something that is here.
pub fn jump(app: &App, query: &str) -> Result<Option<String>, Error> {
    let Some(number) = OfficialNumber::parse(query) else { return question(app, query) };
    if let Some(number) = document(app, &number)? {
        return Ok(Some(address::document(&number)));
    }
    let store = &app.store;
    let name = number.to_string();
    Ok(match &number {
        // a bare number of five digits is a dossier only if there is one
        OfficialNumber::Dossier(dossier) => {
            let found = store.dossier_id(dossier.number, dossier.addition.as_deref())?;
            found.map(|_| address::dossier(&name))
        }
        OfficialNumber::Case(_) => store.find_case(&name)?.then(|| address::case(&name)),
        OfficialNumber::Activity(_) => store.find_activity(&name)?.map(|number| address::activity(&number)),
        OfficialNumber::AgendaItem(_) => {
            store.find_activity_of_item(&name)?.map(|number| address::activity(&number))
        }
        OfficialNumber::Commitment(_) => store.find_commitment(&name)?.then(|| address::commitment(&name)),
        _ => None,
    })
}

/// Which question of a paper is meant.
#[derive(Debug, PartialEq, Eq)]
enum Which {
    /// By its address: `2026D00012/3`.
    Address(i64),
    /// By the number that the paper prints: `2026D00012, 3`.
    Printed(String),
}

/// A question as lists and addresses write it: `2026D00012, 3`, `vraag 2026D00012/3`.
fn question(app: &App, query: &str) -> Result<Option<String>, Error> {
    let Some((paper, which)) = paper_and_question(query) else { return Ok(None) };
    let n = match which {
        Which::Address(n) => app.store.show_units_at(&[(paper.clone(), n)])?.first().map(|unit| unit.n),
        Which::Printed(number) => app.store.find_unit(&paper, &number)?,
    };
    Ok(n.map(|n| address::unit(&paper, n)))
}

fn paper_and_question(query: &str) -> Option<(String, Which)> {
    let query = query.trim();
    let bare = query.strip_prefix("vraag ").or_else(|| query.strip_prefix("Vraag ")).unwrap_or(query);
    let (paper, number) = bare.rsplit_once(['/', ','])?;
    let printed = bare[paper.len()..].starts_with(',');
    let number = number.trim();
    let which = match number.parse().ok().filter(|n| (1..10_000).contains(n)) {
        _ if printed && number.starts_with(|c: char| c.is_ascii_digit()) => Which::Printed(number.to_owned()),
        Some(n) if !printed => Which::Address(n),
        _ => return None,
    };
    match OfficialNumber::parse(paper.trim())? {
        OfficialNumber::Document(number) => Some((number.to_string(), which)),
        _ => None,
    }
}

/// Looks up what stands in an address.
pub fn look_up(app: &App, input: &str) -> Result<Found, Error> {
    let Some(number) = OfficialNumber::parse(input) else { return Ok(Found::Unreadable) };
    Ok(match document(app, &number)? {
        Some(number) => Found::Document(number),
        None => Found::Nothing(near(app, &number)?),
    })
}

/// The number of the document that an official number names.
fn document(app: &App, number: &OfficialNumber) -> Result<Option<String>, Error> {
    let store = &app.store;
    Ok(match number {
        OfficialNumber::Document(number) => {
            let number = number.to_string();
            store.find_document(&number)?.map(|_| number)
        }
        OfficialNumber::Kamerstuk(paper) => match paper.sub_number() {
            Some(sub) => {
                store.find_kamerstuk(paper.dossier.number, paper.dossier.addition.as_deref(), sub)?
            }
            None => store.find_publication(&paper.publication_id())?,
        },
        OfficialNumber::Aanhangsel(annex) => match annex_number(annex) {
            Some(number) => store.find_annex(&number)?,
            None => None,
        },
        OfficialNumber::Handelingen(number) => store.find_publication(&number.to_string())?,
        OfficialNumber::Publication(identifier) => store.find_publication(identifier)?,
        _ => None,
    })
}

/// Documents that may have been meant.
fn near(app: &App, number: &OfficialNumber) -> Result<Near, Error> {
    let store = &app.store;
    let in_dossier = ("De nieuwste stukken van dit dossier", "The newest papers of this dossier");
    Ok(match number {
        OfficialNumber::Document(number) => Near {
            what: ("Documenten met een nummer vlakbij", "Documents with a number close by"),
            documents: store.find_near(&number.to_string())?,
            house: Some(address::house_document(&number.to_string())),
        },
        OfficialNumber::Case(number) => Near {
            what: ("Documenten bij deze zaak", "Documents of this case"),
            documents: store.find_papers_of_case(&number.to_string())?,
            house: Some(address::house_case(&number.to_string())),
        },
        OfficialNumber::Dossier(dossier) => Near {
            what: in_dossier,
            documents: store.find_papers_of_dossier(dossier.number, dossier.addition.as_deref())?,
            house: None,
        },
        OfficialNumber::Kamerstuk(paper) => Near {
            what: in_dossier,
            documents: store
                .find_papers_of_dossier(paper.dossier.number, paper.dossier.addition.as_deref())?,
            house: Some(address::official_publication(&paper.publication_id())),
        },
        OfficialNumber::Aanhangsel(_) | OfficialNumber::Handelingen(_) | OfficialNumber::Publication(_) => {
            Near { house: Some(address::official_publication(&number.to_string())), ..Near::default() }
        }
        _ => Near::default(),
    })
}

/// A number of the annex as the source writes it in its records: `ah-tk-20242025-608` is `242500608`.
pub fn annex_number(annex: &Aanhangsel) -> Option<String> {
    (annex.chamber == Chamber::Tweede).then(|| {
        let start = annex.session.start;
        format!("{:02}{:02}{:05}", start % 100, (start + 1) % 100, annex.number)
    })
}

/// The other way round. The source says two digits of each year; there was no annex of this kind before 1950.
pub fn annex_named(number: &str) -> Option<Aanhangsel> {
    let digits = |from: usize, to: usize| number.get(from..to)?.parse::<u16>().ok();
    let (start, end) = (digits(0, 2)?, digits(2, 4)?);
    let serial = number.get(4..).filter(|rest| rest.len() == 5)?.parse().ok()?;
    let start = if start < 50 { 2000 + start } else { 1900 + start };
    let session = Session::from_years(start, start + 1)?;
    ((start + 1) % 100 == end).then_some(Aanhangsel { chamber: Chamber::Tweede, session, number: serial })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_as_lists_write_it() {
        let check = |written: &str, expected: Option<Which>| {
            let expected = expected.map(|which| ("2031D00012".to_owned(), which));
            assert_eq!(paper_and_question(written), expected, "{written}");
        };
        check("2031d00012/3", Some(Which::Address(3)));
        check("vraag 2031D00012/3", Some(Which::Address(3)));
        check(" 2031D00012 , 3 ", Some(Which::Printed("3".into())));
        check("2031D00012, 5-9", Some(Which::Printed("5-9".into())));
        for other in ["2031D00012", "2031D00012/0", "2031D00012/drie", "2031D00012, drie", "36999-XX, 7"] {
            check(other, None);
        }
    }

    #[test]
    fn the_annex_is_counted_within_its_session() {
        let number = |input: &str| annex_number(&input.parse().unwrap());
        assert_eq!(number("ah-tk-20242025-608").as_deref(), Some("242500608"));
        assert_eq!(number("ah-tk-19992000-1028").as_deref(), Some("990001028"));
        assert_eq!(number("ah-ek-20242025-1"), None);
        let named = |number: &str| annex_named(number).map(|annex| annex.to_string());
        assert_eq!(named("242500608").as_deref(), Some("ah-tk-20242025-608"));
        assert_eq!(named("990001028").as_deref(), Some("ah-tk-19992000-1028"));
        assert_eq!([named("242600608"), named("608"), named("24250060é")], [None, None, None]);
    }
}
