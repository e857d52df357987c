//! `/zoeken`: the hits of a query with their passages, how the query was read, and ways to narrow it.
//!
//! An official number jumps to its page. The same query as a file: [`files`]; while it is typed: [`complete`]; how to
//! ask: [`help`].

use std::ops::Range;
use std::time::Duration;

use askama::Template;
use serde_json::json;

use crate::error::Error;
use crate::frame::Frame;
use crate::jump::jump;
use crate::list::{Choice, Choices, Paging};
use crate::page::{Ask, Loaded, Page, WHILE_UNCHANGED};
use crate::search_port::{Facet, Hit, SearchFailure, SearchRequest, SearchResults, Sort};
use crate::{App, Lang, address};

pub(crate) mod complete;
pub(crate) mod files;
pub mod help;
mod words;

/// Hits on a page.
const PER_PAGE: u64 = 20;
/// Most hits on a page of data.
const MOST_PER_PAGE: u64 = 1_000;
/// The longest query that is read, in characters.
const LONGEST: usize = 1_000;
/// Facets that are unfolded at first.
const OPEN_FACETS: usize = 3;
/// The last page that is served, whatever its size.
const LAST_PAGE: u64 = 1_000_000;
/// Facets that an address may choose.
pub(crate) const FILTERS: [&str; 12] = [
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
    /// The address without any of them.
    unfiltered: String,
    from: Option<String>,
    until: Option<String>,
    paging: Paging,
    /// Place of the first hit of this page among all.
    first: u64,
    per_page: u64,
    /// The same hits as files.
    files: Vec<Choice>,
    /// Filters to carry along when the period is changed.
    kept: Vec<(String, String)>,
    /// What is wrong with the query.
    fault: Option<Fault>,
    /// What was read otherwise than it may have been meant.
    remarks: Vec<Fault>,
    /// Another query, with its address.
    instead: Option<Choice>,
    searchable: bool,
}

/// What is wrong with a query, and where.
struct Fault {
    message: String,
    place: Option<Pointed>,
}

/// A query with the piece that a message is about.
struct Pointed {
    before: String,
    piece: String,
    after: String,
}

impl Pointed {
    /// None where the place says nothing: the whole query, or bytes that are not of it.
    fn at(query: &str, at: Range<usize>) -> Option<Pointed> {
        let (before, rest) = query.split_at_checked(at.start)?;
        let (piece, after) = rest.split_at_checked(at.end.checked_sub(at.start)?)?;
        let all = before.trim().is_empty() && after.trim().is_empty();
        let own = |text: &str| text.to_owned();
        (!all).then(|| Pointed { before: own(before), piece: own(piece), after: own(after) })
    }
}

/// A facet with addresses.
struct FacetView {
    label: String,
    /// Whether it is shown unfolded.
    open: bool,
    values: Vec<Choice>,
}

impl Page for SearchPage {
    const ADDRESSES: &'static [&'static str] = &["/zoeken"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const SEARCHES: bool = true;

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let mut request = request(ask)?;
        // data is always the hits, so that a program gets one shape
        if !ask.json
            && let Some(address) = jump(app, &request.query)?
        {
            return Ok(Loaded::Elsewhere(address));
        }
        let per_page = match ask.query.get("aantal") {
            Some(number) if ask.json => wanted(number, MOST_PER_PAGE)?,
            _ => PER_PAGE,
        };
        let number = page_asked(ask);
        request.limit = per_page as usize;
        request.offset = ((number - 1) * per_page) as usize;
        request.facets = true;
        let mut fault = None;
        let (mut results, mut instead) = (SearchResults::default(), None);
        if let Some(searcher) = app.searcher.as_ref().filter(|_| asks(&request)) {
            match searcher.search(&request) {
                Ok(found) => {
                    instead.clone_from(&found.suggestion);
                    results = found;
                }
                Err(SearchFailure::Query { message, at, instead: other }) => {
                    fault = Some(Fault { message, place: Pointed::at(&request.query, at) });
                    instead = other;
                }
                Err(SearchFailure::Index(why)) => return Err(Error::Search(why)),
            }
        }
        let remarks = results
            .remarks
            .iter()
            .map(|remark| Fault {
                message: remark.message.clone(),
                place: Pointed::at(&request.query, remark.at.clone()),
            })
            .collect();
        let paging = paging(ask, per_page, results.total);
        let files = files::addresses(ask, results.total);
        Ok(Loaded::page(SearchPage {
            lang: ask.lang,
            frame: ask.frame(app).searching(&request.query),
            sort: request.sort,
            sorts: sorts(ask, request.sort),
            facets: facets(ask, &results.facets, &request),
            chosen: chosen(ask, &request),
            unfiltered: unfiltered(ask),
            instead: instead.map(|query| Choice {
                address: ask.lang.href(ask.query.address_with("/zoeken", &[("q", &query), ("pagina", "")])),
                label: query,
                ..Choice::default()
            }),
            kept: kept(ask, &request),
            first: request.offset as u64 + 1,
            per_page,
            paging,
            files,
            remarks,
            query: request.query,
            from: request.from,
            until: request.until,
            results,
            fault,
            searchable: app.searcher.is_some(),
        }))
    }

    fn json(&self) -> serde_json::Value {
        let shown = self.results.hits.len() as u64;
        let mut value = json!({
            "query": self.query,
            "total": self.results.total,
            "hits": self.results.hits.iter().map(hit).collect::<Vec<_>>(),
            "sort": self.sort,
            "reading": self.results.reading,
            "remarks": self.results.remarks,
            "suggestion": self.instead.as_ref().map(|instead| &instead.label),
            "facets": self.results.facets,
            "window": { "from": if shown > 0 { self.first } else { 0 }, "to": if shown > 0 { self.first + shown - 1 } else { 0 } },
            "page": self.paging.number,
            "next": self.paging.next.as_deref().map(crate::page::json_address),
        });
        if self.results.at_least {
            value["at_least"] = json!(true);
        }
        if let Some(fault) = &self.fault {
            value["error"] = json!({ "code": "bad_query", "message": fault.message });
            if let Some(place) = &fault.place {
                value["error"]["place"] = json!({ "before": place.before, "piece": place.piece });
            }
        }
        value
    }
}

impl SearchPage {
    /// Place of the last hit of this page among all.
    fn last(&self) -> u64 {
        self.first + (self.results.hits.len() as u64).saturating_sub(1)
    }

    /// The trail of a motion.
    fn trail(&self, hit: &Hit) -> Option<String> {
        let number = hit.number.as_ref().filter(|_| hit.kind == "motion")?;
        Some(self.lang.href(address::motion(number)))
    }
}

/// Reads what is asked for: all of it but which hits.
fn request(ask: &Ask) -> Result<SearchRequest, Error> {
    let sort = match ask.query.get("sorteer") {
        None | Some("beste") => Sort::Relevance,
        Some("nieuwste") => Sort::Newest,
        Some("oudste") => Sort::Oldest,
        Some(other) => {
            let expected = ("beste, nieuwste of oudste", "beste, nieuwste or oudste");
            return Err(Error::Value { name: "sorteer", value: other.to_owned(), expected });
        }
    };
    let day = |name: &'static str| match ask.query.get(name) {
        Some(day) if day.parse::<jiff::civil::Date>().is_err() => Err(Error::Value {
            name,
            value: day.to_owned(),
            expected: ("een datum als 2026-01-28", "a date such as 2026-01-28"),
        }),
        day => Ok(day.map(str::to_owned)),
    };
    Ok(SearchRequest {
        query: ask.query.get("q").unwrap_or_default().chars().take(LONGEST).collect(),
        sort,
        filters: FILTERS
            .iter()
            .flat_map(|name| ask.query.all(name).take(20).map(|value| ((*name).to_owned(), value.to_owned())))
            .collect(),
        from: day("vanaf")?,
        until: day("tot")?,
        today: Some(ask.today()),
        ..SearchRequest::default()
    })
}

/// Whether anything is asked for at all.
fn asks(request: &SearchRequest) -> bool {
    !request.query.is_empty()
        || !request.filters.is_empty()
        || request.from.is_some()
        || request.until.is_some()
}

/// How many hits somebody wants at a time.
fn wanted(number: &str, most: u64) -> Result<u64, Error> {
    match number.parse::<u64>() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => {
            let expected = ("een geheel getal vanaf 1", "a whole number from 1 on");
            Err(Error::Value { name: "aantal", value: number.to_owned(), expected })
        }
    }
}

/// The page that is asked for, counted from 1; anything odd is the first.
fn page_asked(ask: &Ask) -> u64 {
    ask.query.get("pagina").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, LAST_PAGE)
}

/// Pages to the very end: unlike other lists this one is not cut.
fn paging(ask: &Ask, per_page: u64, total: u64) -> Paging {
    let last = total.div_ceil(per_page).clamp(1, LAST_PAGE);
    let number = page_asked(ask);
    let at = |page: u64| {
        let page = if page == 1 { String::new() } else { page.to_string() };
        ask.query.address_with("/zoeken", &[("pagina", &page)])
    };
    Paging {
        first: (number > 2).then(|| at(1)),
        previous: (number > 1).then(|| at((number - 1).min(last))),
        next: (number < last).then(|| at(number + 1)),
        number: Some(number),
        last: Some(last),
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
        "context": Some(&hit.context).filter(|context| !context.is_empty()),
        "status": hit.status,
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

fn facets(ask: &Ask, facets: &[Facet], request: &SearchRequest) -> Vec<FacetView> {
    let shown = facets.iter().filter(|facet| !facet.values.is_empty());
    shown
        .enumerate()
        .map(|(at, facet)| {
            let own = chosen_of(request, &facet.name);
            let choice = |value: &str, count| {
                let chosen = own.contains(&value);
                let changed: Vec<&str> = if chosen {
                    own.iter().copied().filter(|other| *other != value).collect()
                } else {
                    own.iter().copied().chain([value]).collect()
                };
                Choice {
                    label: words::value(ask.lang, &facet.name, value),
                    address: address_choosing(ask, &facet.name, &changed),
                    count,
                    chosen,
                }
            };
            // what is chosen can be let go here too, however few have it
            let counted = |value: &str| facet.values.iter().any(|known| known.value == value);
            let rare = own.iter().filter(|value| !counted(value)).map(|value| choice(value, None));
            let values = facet.values.iter().map(|value| choice(&value.value, Some(value.count)));
            FacetView {
                label: words::facet(ask.lang, &facet.name).to_owned(),
                open: at < OPEN_FACETS || !own.is_empty(),
                values: rare.chain(values).collect(),
            }
        })
        .collect()
}

/// The chosen values of a facet.
fn chosen_of<'r>(request: &'r SearchRequest, name: &str) -> Vec<&'r str> {
    let own = request.filters.iter().filter(|(known, _)| known == name);
    own.map(|(_, value)| value.as_str()).collect()
}

/// The address of these results where these values of a facet are chosen, and no others of it.
fn address_choosing(ask: &Ask, name: &str, values: &[&str]) -> String {
    let mut changes = vec![(name, ""), ("pagina", "")];
    changes.extend(values.iter().map(|value| (name, *value)));
    ask.lang.href(ask.query.address_with("/zoeken", &changes))
}

fn kept(ask: &Ask, request: &SearchRequest) -> Vec<(String, String)> {
    let mut kept = vec![("q".to_owned(), request.query.clone())];
    kept.extend(request.filters.clone());
    let others = [("sorteer", ask.query.get("sorteer")), ("taal", ask.lang.is_english().then_some("en"))];
    kept.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))));
    kept
}

fn unfiltered(ask: &Ask) -> String {
    let names = FILTERS.into_iter().chain(["vanaf", "tot", "pagina"]);
    let changes: Vec<(&str, &str)> = names.map(|name| (name, "")).collect();
    ask.lang.href(ask.query.address_with("/zoeken", &changes))
}

fn chosen(ask: &Ask, request: &SearchRequest) -> Vec<Choice> {
    let choice = |name: &str, value: &str, address| Choice {
        label: format!("{}: {}", words::facet(ask.lang, name), words::value(ask.lang, name, value)),
        address,
        count: None,
        chosen: true,
    };
    let filters = request.filters.iter().map(|(name, value)| {
        let others: Vec<&str> = chosen_of(request, name).into_iter().filter(|other| other != value).collect();
        choice(name, value, address_choosing(ask, name, &others))
    });
    let days = [("vanaf", &request.from), ("tot", &request.until)];
    let days = days.into_iter().filter_map(|(name, day)| {
        Some(choice(name, &ask.lang.day(day.as_ref()?), address_choosing(ask, name, &[])))
    });
    filters.chain(days).collect()
}
