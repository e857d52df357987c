//! `/zoeken.csv` and `/zoeken.atom`: the hits of a query as a file, a stated part of them at a time.
//!
//! A file says which hits of how many it has (CSV in the header `Content-Range`, Atom in its subtitle) and where the
//! next part is (`Link: rel="next"`); `aantal` and `pagina` in the address choose the part. It is written as the file of
//! any list is.

use axum::http::StatusCode;
use serde_json::json;

use super::{asks, page_asked, paging, request, wanted};
use crate::App;
use crate::answer::Rendered;
use crate::error::Error;
use crate::files;
use crate::list::Choice;
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format};
use crate::search_port::{Hit, SearchFailure, SearchRequest, SearchResults, Sort};

/// Hits of a CSV file, unless the address says otherwise, and at most.
const ROWS: (u64, u64) = (1_000, 10_000);
/// Entries of a feed.
const ENTRIES: (u64, u64) = (50, 500);

/// A query with the part of its hits that a file has.
struct Part {
    request: SearchRequest,
    results: SearchResults,
    per_page: u64,
}

impl Part {
    fn find(ask: &Ask, app: &App, (usual, most): (u64, u64), sort: Option<Sort>) -> Result<Part, Error> {
        let mut request = request(ask)?;
        let per_page = ask.query.get("aantal").map_or(Ok(usual), |number| wanted(number, most))?;
        request.limit = per_page as usize;
        request.offset = ((page_asked(ask) - 1) * per_page) as usize;
        if let (Some(sort), None) = (sort, ask.query.get("sorteer")) {
            request.sort = sort;
        }
        let results = match &app.searcher {
            Some(searcher) if asks(&request) => match searcher.search(&request) {
                Ok(results) => results,
                Err(SearchFailure::Query { message, .. }) => {
                    return Err(Error::Query { query: request.query, why: message });
                }
                Err(SearchFailure::Index(why)) => return Err(Error::Search(why)),
            },
            _ => SearchResults::default(),
        };
        Ok(Part { request, results, per_page })
    }

    /// Places of the first and last hit among all, counted from 1.
    fn window(&self) -> Option<(u64, u64)> {
        let shown = self.results.hits.len() as u64;
        let first = self.request.offset as u64 + 1;
        (shown > 0).then(|| (first, first + shown - 1))
    }

    /// The hits with the other parts as its pages.
    fn listing(&self, ask: &Ask) -> Listing {
        let query = if self.request.query.is_empty() { "*" } else { &self.request.query };
        Listing {
            columns: &["kind", "number", "title", "part_of", "date", "from", "status", "passage"],
            title: format!("{}: {query}", ask.lang.t("Zoeken", "Search")),
            counted: ask.lang.t("resultaten", "results").to_owned(),
            total: self.results.total,
            path: "/zoeken".to_owned(),
            lines: self.results.hits.iter().map(line).collect(),
            paging: paging(ask, self.per_page, self.results.total),
            ..Listing::default()
        }
    }

    /// The answer with a file of this part, and where the next is.
    fn file(&self, ask: &Ask, format: Format, body: String) -> Rendered {
        let next = paging(ask, self.per_page, self.results.total).next;
        let next = next.map(|next| ask.lang.href(format.address(&next)));
        Rendered::new(StatusCode::OK, format.media_type(), body, ask.now).with_next(next)
    }
}

/// The same hits as files, with how many each has.
pub(super) fn addresses(ask: &Ask, total: u64) -> Vec<Choice> {
    if total == 0 {
        return Vec::new();
    }
    let lang = ask.lang;
    let at = |path: &str| lang.href(ask.query.address_with(path, &[("pagina", "")]));
    let part = |most: u64| {
        if total <= most {
            return String::new();
        }
        let (first, of) = (lang.t("de eerste", "the first"), lang.t("van", "of"));
        format!(" ({first} {} {of} {})", lang.count(most), lang.count(total))
    };
    let choice = |label: String, address: String| Choice { label, address, ..Choice::default() };
    vec![
        choice(format!("CSV{}", part(ROWS.0)), at("/zoeken.csv")),
        choice(format!("Atom{}", part(ENTRIES.0)), at("/zoeken.atom")),
        choice("JSON".to_owned(), at("/zoeken.json")),
    ]
}

/// `/zoeken.csv`.
pub(crate) fn csv(ask: &Ask, app: &App) -> Result<Rendered, Error> {
    let part = Part::find(ask, app, ROWS, None)?;
    let table = files::csv::write(&part.listing(ask), &app.settings.public_address);
    let mut file = part.file(ask, Format::Csv, table);
    let total = part.results.total;
    let range = match part.window() {
        Some((first, last)) => format!("hits {first}-{last}/{total}"),
        None => format!("hits */{total}"),
    };
    file.give("content-range", &range);
    Ok(file)
}

/// `/zoeken.atom`: newest first, unless the address says otherwise.
pub(crate) fn atom(ask: &Ask, app: &App) -> Result<Rendered, Error> {
    let part = Part::find(ask, app, ENTRIES, Some(Sort::Newest))?;
    let feed = files::atom::write(&part.listing(ask), ask, app);
    Ok(part.file(ask, Format::Atom, feed))
}

/// A hit as an entry.
fn line(hit: &Hit) -> Line {
    let passage: String = hit.passage.iter().map(|piece| piece.text.as_str()).collect();
    Line {
        url: hit.url.clone(),
        // the passage that answers best, and with it the address, differs by query
        id: Some(format!("/{}", hit.key)),
        title: hit.title.clone(),
        kind: Some(hit.paper.clone().unwrap_or_else(|| hit.kind_label.clone())),
        number: hit.number.clone(),
        meta: hit.status.clone(),
        summary: Some(passage.clone()).filter(|passage| !passage.is_empty()),
        who: Some((hit.from.join(", "), None)).filter(|(who, _)| !who.is_empty()),
        date: hit.date.clone(),
        data: json!({
            "kind": hit.kind,
            "number": hit.number,
            "title": hit.title,
            "part_of": hit.context,
            "date": hit.date,
            "from": hit.from,
            "status": hit.status,
            "passage": passage,
        }),
        ..Line::default()
    }
}
