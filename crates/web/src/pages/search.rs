//! `/zoeken`: the hits of a query with their passages, how the query was read, and ways to narrow it.
//!
//! An official number jumps to its document.

use std::time::Duration;

use askama::Template;
use serde_json::json;

use crate::error::Error;
use crate::frame::Frame;
use crate::jump::jump;
use crate::list::{Choice, Choices, Paging, asked};
use crate::page::{Ask, Loaded, Page, WHILE_UNCHANGED};
use crate::search_port::{Hit, SearchFailure, SearchRequest, SearchResults, Sort};
use crate::{App, Lang};

/// Hits on a page.
const PER_PAGE: u64 = 20;
/// The longest query that is read, in characters.
const LONGEST: usize = 1_000;
/// Facets that an address may choose.
const FILTERS: [&str; 12] = [
    "type",
    "soort",
    "jaar",
    "fractie",
    "ministerie",
    "commissie",
    "dossier",
    "zaak",
    "van",
    "aan",
    "status",
    "stem",
];

/// The results of a query.
#[derive(Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    lang: Lang,
    frame: Frame,
    query: String,
    sort: Sort,
    sorts: Choices,
    results: SearchResults,
    facets: Vec<FacetView>,
    /// Chosen filters, each with the address that takes it out again.
    chosen: Vec<Choice>,
    from: Option<String>,
    until: Option<String>,
    paging: Paging,
    /// Filters to carry along when the period is changed.
    kept: Vec<(String, String)>,
    /// What is wrong with the query.
    fault: Option<String>,
    /// Another query, with its address.
    instead: Option<Choice>,
    searchable: bool,
}

/// A facet with addresses.
struct FacetView {
    label: String,
    values: Vec<Choice>,
}

impl Page for SearchPage {
    const ADDRESSES: &'static [&'static str] = &["/zoeken"];
    const KEEP: Duration = WHILE_UNCHANGED;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let query: String = ask.query.get("q").unwrap_or_default().chars().take(LONGEST).collect();
        // data is always the hits, so that a program gets one shape
        if !ask.json
            && let Some(address) = jump(app, &query)?
        {
            return Ok(Loaded::Elsewhere(address));
        }
        let sort = match ask.query.get("sorteer") {
            None | Some("beste") => Sort::Relevance,
            Some("nieuwste") => Sort::Newest,
            Some("oudste") => Sort::Oldest,
            Some(other) => {
                let expected = ("beste, nieuwste of oudste", "beste, nieuwste or oudste");
                return Err(Error::Value { name: "sorteer", value: other.to_owned(), expected });
            }
        };
        let filters: Vec<(String, String)> = FILTERS
            .iter()
            .flat_map(|name| ask.query.all(name).take(20).map(|value| ((*name).to_owned(), value.to_owned())))
            .collect();
        let day = |name: &'static str| match ask.query.get(name) {
            Some(day) if day.parse::<jiff::civil::Date>().is_err() => Err(Error::Value {
                name,
                value: day.to_owned(),
                expected: ("een datum als 2026-01-28", "a date such as 2026-01-28"),
            }),
            day => Ok(day.map(str::to_owned)),
        };
        let (from, until) = (day("vanaf")?, day("tot")?);
        let request = SearchRequest {
            query: query.clone(),
            sort,
            offset: ((asked(&ask.query) - 1) * PER_PAGE) as usize,
            limit: PER_PAGE as usize,
            filters,
            from: from.clone(),
            until: until.clone(),
            today: Some(ask.today()),
        };
        let (results, fault, instead) = match &app.searcher {
            Some(searcher) if !query.is_empty() || !request.filters.is_empty() => {
                match searcher.search(&request) {
                    Ok(results) => {
                        let suggestion = results.suggestion.clone();
                        (results, None, suggestion)
                    }
                    Err(SearchFailure::Query { message, instead }) => {
                        (SearchResults::default(), Some(message), instead)
                    }
                    Err(SearchFailure::Index(why)) => return Err(Error::Search(why)),
                }
            }
            _ => (SearchResults::default(), None, None),
        };
        Ok(Loaded::page(SearchPage {
            lang: ask.lang,
            frame: ask.frame(app).searching(&query),
            sort,
            sorts: sorts(ask, sort),
            facets: facets(ask, &results, &request),
            chosen: chosen(ask, &request),
            instead: instead.map(|query| Choice {
                address: ask.lang.href(ask.query.address_with("/zoeken", &[("q", &query), ("pagina", "")])),
                label: query,
                ..Choice::default()
            }),
            kept: kept(ask, &request),
            paging: Paging::numbered(&ask.query, "/zoeken", PER_PAGE, results.total),
            query,
            results,
            from,
            until,
            fault,
            searchable: app.searcher.is_some(),
        }))
    }

    fn json(&self) -> serde_json::Value {
        let mut value = json!({
            "query": self.query,
            "total": self.results.total,
            "hits": self.results.hits.iter().map(hit).collect::<Vec<_>>(),
            "sort": self.sort,
            "reading": self.results.reading,
            "remarks": self.results.remarks,
            "suggestion": self.instead.as_ref().map(|instead| &instead.label),
            "facets": self.results.facets,
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        });
        if let Some(fault) = &self.fault {
            value["error"] = json!({ "code": "bad_query", "message": fault });
        }
        value
    }
}

fn hit(hit: &Hit) -> serde_json::Value {
    json!({
        "kind": hit.kind,
        "number": hit.number,
        "title": hit.title,
        "date": hit.date,
        "passage": hit.passage.iter().map(|part| part.text.as_str()).collect::<String>(),
        "url": hit.url,
        "paper": hit.paper,
        "from": hit.from,
    })
}

fn sorts(ask: &Ask, sort: Sort) -> Choices {
    let choice = |label: &str, value: &str, chosen| Choice {
        label: label.to_owned(),
        address: ask.lang.href(ask.query.address_with("/zoeken", &[("sorteer", value), ("pagina", "")])),
        count: None,
        chosen,
    };
    Choices {
        label: ask.lang.t("Volgorde", "Order").to_owned(),
        choices: vec![
            choice(ask.lang.t("Beste eerst", "Best first"), "", sort == Sort::Relevance),
            choice(ask.lang.t("Nieuwste eerst", "Newest first"), "nieuwste", sort == Sort::Newest),
            choice(ask.lang.t("Oudste eerst", "Oldest first"), "oudste", sort == Sort::Oldest),
        ],
    }
}

fn facets(ask: &Ask, results: &SearchResults, request: &SearchRequest) -> Vec<FacetView> {
    results
        .facets
        .iter()
        .filter(|facet| !facet.values.is_empty())
        .map(|facet| FacetView {
            label: facet.label.clone(),
            values: facet
                .values
                .iter()
                .map(|value| Choice {
                    label: value.value.clone(),
                    address: ask.lang.href(
                        ask.query.address_with("/zoeken", &[(&facet.name, &value.value), ("pagina", "")]),
                    ),
                    count: Some(value.count),
                    chosen: request
                        .filters
                        .iter()
                        .any(|(name, chosen)| *name == facet.name && *chosen == value.value),
                })
                .collect(),
        })
        .collect()
}

fn kept(ask: &Ask, request: &SearchRequest) -> Vec<(String, String)> {
    let mut kept = vec![("q".to_owned(), request.query.clone())];
    kept.extend(request.filters.clone());
    let others = [("sorteer", ask.query.get("sorteer")), ("taal", ask.lang.is_english().then_some("en"))];
    kept.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))));
    kept
}

fn chosen(ask: &Ask, request: &SearchRequest) -> Vec<Choice> {
    let without =
        |name: &str| ask.lang.href(ask.query.address_with("/zoeken", &[(name, ""), ("pagina", "")]));
    let filters = request.filters.iter().map(|(name, value)| (name.as_str(), value.clone()));
    let days = [("vanaf", &request.from), ("tot", &request.until)];
    let days = days.into_iter().filter_map(|(name, day)| Some((name, ask.lang.day(day.as_ref()?))));
    filters
        .chain(days)
        .map(|(name, value)| Choice {
            label: format!("{name}: {value}"),
            address: without(name),
            count: None,
            chosen: true,
        })
        .collect()
}
