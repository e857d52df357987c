//! From the address of a page to what can be followed there.

use alerts::{Subject, SubjectKind, Target};
use store::following;

use crate::error::Error;
use crate::name::number_of;
use crate::page::Query;
use crate::pages::search::FILTERS;
use crate::{App, address};

/// Something that can be followed.
pub(crate) struct Followable {
    pub target: Target,
    pub subjects: Vec<Subject>,
    /// What it is called.
    pub label: String,
    /// Its page, made anew from what was read: never an address that somebody gave.
    pub url: String,
}

/// Pages of things: how their address begins, what they show, and whether the number stands behind a name.
const PAGES: &[(&str, SubjectKind, bool)] = &[
    ("/document/", SubjectKind::Document, false),
    ("/motie/", SubjectKind::Motion, false),
    ("/toezegging/", SubjectKind::Commitment, false),
    ("/dossier/", SubjectKind::Dossier, false),
    ("/zaak/", SubjectKind::Case, false),
    ("/activiteit/", SubjectKind::Activity, false),
    ("/commissie/", SubjectKind::Committee, true),
    ("/persoon/", SubjectKind::Person, true),
    ("/fractie/", SubjectKind::Party, true),
    ("/ministerie/", SubjectKind::Ministry, false),
];

/// Whether a page is of something that can be followed, as far as its address tells.
pub(crate) fn looks_followable(path: &str, query: &Query) -> bool {
    if path == "/zoeken" {
        return query.get("q").is_some() || !filters(query).is_empty();
    }
    thing(path).is_some_and(|(_, key)| !key.contains('/'))
}

/// What can be followed on a page; none if nothing can or it is not here.
pub(crate) fn read(page: &str, app: &App) -> Result<Option<Followable>, Error> {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    if path == "/zoeken" {
        let query = Query::read(query);
        let (words, filters) = (query.get("q").unwrap_or_default().to_owned(), filters(&query));
        if (words.is_empty() && filters.is_empty()) || words.len() > alerts::watch::LONGEST_QUERY {
            return Ok(None);
        }
        let mut pairs = vec![("q", words.as_str())];
        pairs.extend(filters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let url = address::with("/zoeken", &pairs);
        let values = filters.iter().map(|(name, value)| format!("{name}: {value}"));
        let parts = [words.clone()].into_iter().filter(|words| !words.is_empty()).chain(values);
        let label = parts.collect::<Vec<_>>().join(", ");
        let target = Target::Query { query: words, filters };
        return Ok(Some(Followable { target, subjects: Vec::new(), label: short(&label), url }));
    }
    let Some((kind, key)) = thing(path) else { return Ok(None) };
    let key = percent_encoding::percent_decode_str(&key).decode_utf8_lossy().into_owned();
    let Some((own, label)) = following::followable(&app.store, kind, &key)? else { return Ok(None) };
    let subjects = following::names(&app.store, kind, &own)?;
    let url = match kind {
        SubjectKind::Document | SubjectKind::Question => address::document(&own),
        SubjectKind::Motion => address::motion(&key),
        SubjectKind::Commitment => address::commitment(&own),
        SubjectKind::Dossier => address::dossier(&own),
        SubjectKind::Case => address::case(&own),
        SubjectKind::Activity => address::activity(&own),
        SubjectKind::Committee => address::committee(&label, &own),
        SubjectKind::Person => address::person(&label, &own),
        SubjectKind::Party => address::party(&own, &key),
        SubjectKind::Ministry => address::ministry(&own),
    };
    // written questions are papers; what is wanted of them is the answer
    let kind = match kind {
        SubjectKind::Document
            if following::followable(&app.store, SubjectKind::Question, &own)?.is_some() =>
        {
            SubjectKind::Question
        }
        kind => kind,
    };
    let target = Target::Thing { kind, key: own.clone() };
    let mut subjects = subjects;
    subjects.push(Subject::new(kind, &own));
    subjects.sort();
    subjects.dedup();
    Ok(Some(Followable { target, subjects, label: short(&label), url }))
}

fn thing(path: &str) -> Option<(SubjectKind, String)> {
    PAGES.iter().find_map(|(beginning, kind, named)| {
        let rest = path.strip_prefix(beginning).filter(|rest| !rest.is_empty() && rest.len() < 200)?;
        let key = if *named { number_of(rest)? } else { rest };
        Some((*kind, key.to_owned()))
    })
}

fn filters(query: &Query) -> Vec<(String, String)> {
    let all =
        FILTERS.iter().flat_map(|name| query.all(name).map(|value| ((*name).to_owned(), value.to_owned())));
    all.filter(|(_, value)| value.len() <= 200).take(20).collect()
}

fn short(label: &str) -> String {
    let label = alerts::message::one_line(label);
    let mut end = label.len().min(alerts::watch::LONGEST_LABEL);
    while !label.is_char_boundary(end) {
        end -= 1;
    }
    label[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: Option<(SubjectKind, &str)>) {
        let found = thing(path);
        assert_eq!(found.as_ref().map(|(kind, key)| (*kind, key.as_str())), expected, "{path}");
    }

    #[test]
    fn the_page_of_a_thing_names_it() {
        check("/motie/36999-7", Some((SubjectKind::Motion, "36999-7")));
        check("/dossier/36800-V", Some((SubjectKind::Dossier, "36800-V")));
        check("/", None);
        check("/document/", None);
        check("//elders.example/document/1", None);
    }

    #[test]
    fn a_search_can_be_followed_with_its_filters() {
        assert!(looks_followable("/zoeken", &Query::read("q=havens")));
        assert!(looks_followable("/zoeken", &Query::read("soort=Motie")));
        assert!(!looks_followable("/zoeken", &Query::read("pagina=2")));
        assert_eq!(
            filters(&Query::read("q=a&soort=Motie&pagina=2&taal=en")),
            [("soort".to_owned(), "Motie".to_owned())]
        );
    }
}
