//! Addresses of OpenTK, the monitor that people linked to for years: each leads to the same thing here, for good.
//!
//! One table, [`OLD`]. A number that is not here leads to the page where it would be, which says so and helps on; so
//! nothing is looked up but what has another name here. Every address that comes out begins with a path of this site.

use model::Guid;
use model::number::OfficialNumber;

use crate::error::Error;
use crate::page::{Format, Query};
use crate::{App, address};

/// What an old address takes.
enum Takes {
    /// A value of the query: `?nummer=`.
    Query(&'static str),
    /// The rest of the path: `/get/2024D00001`.
    Rest,
    /// The path from its last slash on: `/kst-36800-V-49`.
    Whole,
    /// Nothing: a list.
    Nothing,
}

/// From a value to an address of this site; none for what names nothing.
type Leads = fn(&App, &str, &Query) -> Result<Option<String>, Error>;

/// An old address.
struct Old {
    path: &'static str,
    takes: Takes,
    leads: Leads,
}

const fn old(path: &'static str, takes: Takes, leads: Leads) -> Old {
    Old { path, takes, leads }
}

/// All old addresses; a path that ends in `/` or `-` is the beginning of one.
const OLD: &[Old] = &[
    old("/document.html", Takes::Query("nummer"), document),
    old("/get/", Takes::Rest, document),
    old("/getdoc/", Takes::Rest, document),
    old("/getraw/", Takes::Rest, original),
    old("/op/", Takes::Rest, document),
    old("/kst-", Takes::Whole, document),
    old("/ah-tk-", Takes::Whole, document),
    old("/ah-", Takes::Whole, document),
    old("/blg-", Takes::Whole, document),
    old("/h-tk-", Takes::Whole, document),
    old("/persoon.html", Takes::Query("nummer"), person),
    old("/personphoto/", Takes::Rest, photo),
    old("/zaak.html", Takes::Query("nummer"), |_, value, _| Ok(Some(address::case(value)))),
    old("/ksd.html", Takes::Query("ksd"), dossier),
    old("/activiteit.html", Takes::Query("nummer"), |_, value, _| Ok(Some(address::activity(value)))),
    old("/commissie.html", Takes::Query("id"), committee),
    old("/verslag.html", Takes::Query("vergaderingid"), transcript),
    old("/search.html", Takes::Nothing, search),
    old("/search/index.xml", Takes::Nothing, search_feed),
    old("/index.html", Takes::Nothing, |_, _, _| Ok(Some("/".to_owned()))),
    old("/index.xml", Takes::Nothing, |_, _, _| Ok(Some(Format::Atom.address("/")))),
    old("/kamerleden.html", Takes::Nothing, list),
    old("/commissies.html", Takes::Nothing, list),
    old("/geschenken.html", Takes::Nothing, list),
    old("/reizen.html", Takes::Nothing, list),
    old("/besluiten.html", Takes::Nothing, list),
    old("/stemmingen.html", Takes::Nothing, list),
    old("/activiteiten.html", Takes::Nothing, list),
    old("/ongeplande-activiteiten.html", Takes::Nothing, list),
    old("/kamerstukdossiers.html", Takes::Nothing, list),
    old("/open-vragen.html", Takes::Nothing, list),
    old("/vragen.html", Takes::Nothing, list),
    old("/moties.html", Takes::Nothing, list),
    old("/toezeggingen.html", Takes::Nothing, list),
    old("/verslagen.html", Takes::Nothing, list),
    old("/mijn.html", Takes::Nothing, |_, _, _| Ok(Some("/mijn".to_owned()))),
    old("/jarig-vandaag", Takes::Nothing, |_, _, _| Ok(Some(Format::Json.address("/verjaardagen")))),
    old("/recente-kamervragen", Takes::Nothing, |_, _, _| Ok(Some("/open-vragen".to_owned()))),
    old("/recent-kamerstukdossiers", Takes::Nothing, |_, _, _| {
        Ok(Some(Format::Json.address("/kamerstukdossiers")))
    }),
];

/// Longest value that is read, in characters.
const LONGEST: usize = 200;

/// Where an old address leads; none if it is no old address.
pub fn leads(app: &App, path: &str, query: &str) -> Result<Option<String>, Error> {
    // OpenTK stood under this path
    let path = path.strip_prefix("/tkconv").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let Some(old) = OLD.iter().find(|old| match old.takes {
        Takes::Rest | Takes::Whole => path.starts_with(old.path) && path.len() > old.path.len(),
        Takes::Query(_) | Takes::Nothing => path == old.path,
    }) else {
        return Ok(None);
    };
    let query = Query::read(query);
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let value = match old.takes {
        Takes::Query(name) => query.get(name).unwrap_or_default().to_owned(),
        Takes::Rest => decoded(&path[old.path.len()..]),
        Takes::Whole => decoded(path.trim_start_matches('/')),
        Takes::Nothing => path.to_owned(),
    };
    let value: String = value.chars().take(LONGEST).collect();
    if value.is_empty() {
        return Ok(Some("/".to_owned()));
    }
    (old.leads)(app, &value, &query)
}

/// A number of a document; other notations lead to the document that bears them.
fn document(app: &App, value: &str, query: &Query) -> Result<Option<String>, Error> {
    if value.parse::<Guid>().is_ok() {
        return transcript(app, value, query);
    }
    let value = value.trim_end_matches(".html");
    Ok(Some(match crate::jump::look_up(app, value)? {
        crate::jump::Found::Document(number) => address::document(&number),
        _ => address::document(value),
    }))
}

fn original(app: &App, value: &str, query: &Query) -> Result<Option<String>, Error> {
    match value.parse::<Guid>() {
        Ok(_) => transcript(app, value, query),
        Err(_) => Ok(Some(address::original(value))),
    }
}

fn person(app: &App, value: &str, _: &Query) -> Result<Option<String>, Error> {
    Ok(Some(match app.store.show_person(value)? {
        Some(person) => address::person(&person.name.spoken(), &person.number),
        None => address::person("", value),
    }))
}

fn photo(app: &App, value: &str, query: &Query) -> Result<Option<String>, Error> {
    Ok(person(app, value, query)?.map(|person| format!("{person}/foto")))
}

/// `?ksd=36800&toevoeging=V`, or `?ksd=36800-V`.
fn dossier(_: &App, value: &str, query: &Query) -> Result<Option<String>, Error> {
    let written = match query.get("toevoeging") {
        Some(addition) if !value.contains('-') => format!("{value}-{addition}"),
        _ => value.to_owned(),
    };
    Ok(Some(match OfficialNumber::parse(&written) {
        Some(OfficialNumber::Dossier(dossier)) => address::dossier(&dossier.to_string()),
        _ => address::dossier(&written),
    }))
}

fn committee(app: &App, value: &str, _: &Query) -> Result<Option<String>, Error> {
    let Ok(id) = value.parse::<Guid>() else { return Ok(Some("/commissies".to_owned())) };
    let found = app.store.show_committees()?.into_iter().find(|one| one.id == id);
    Ok(Some(match found {
        Some(one) => address::committee(one.short_name.as_deref().unwrap_or(&one.name), &one.number),
        None => "/commissies".to_owned(),
    }))
}

fn transcript(_: &App, value: &str, _: &Query) -> Result<Option<String>, Error> {
    Ok(Some(match value.parse::<Guid>() {
        Ok(meeting) => format!("/verslag/{meeting}"),
        Err(_) => "/verslagen".to_owned(),
    }))
}

fn search(_: &App, _: &str, query: &Query) -> Result<Option<String>, Error> {
    Ok(Some(address::with("/zoeken", &searched(query))))
}

fn search_feed(_: &App, _: &str, query: &Query) -> Result<Option<String>, Error> {
    Ok(Some(address::with(&Format::Atom.address("/zoeken"), &searched(query))))
}

/// What was asked for, in words of this site.
fn searched(query: &Query) -> Vec<(&'static str, &str)> {
    let mut pairs = vec![("q", query.get("q").unwrap_or_default())];
    match query.get("soorten") {
        Some("moties") => pairs.push(("soort", "Motie")),
        Some("vragenantwoorden") => pairs.push(("soort", "Schriftelijke vragen")),
        _ => {}
    }
    pairs
}

/// A list that has the same name here, without the ending.
fn list(_: &App, value: &str, _: &Query) -> Result<Option<String>, Error> {
    Ok(Some(value.trim_end_matches(".html").to_owned()))
}
