//! `/zoeken.csv` and `/zoeken.atom`: the hits of a query as a file, a stated part of them at a time.
//!
//! A file says which hits of how many it has (CSV in the header `Content-Range`, Atom in its subtitle) and where the
//! next part is (`Link: rel="next"`); `aantal` and `pagina` in the address choose the part.

use axum::http::StatusCode;

use super::{asks, page_asked, request, wanted};
use crate::answer::Rendered;
use crate::error::Error;
use crate::list::Choice;
use crate::page::Ask;
use crate::search_port::{Hit, SearchFailure, SearchRequest, SearchResults, Sort};
use crate::{App, Lang};

/// Hits of a CSV file, unless the address says otherwise, and at most.
const ROWS: (u64, u64) = (1_000, 10_000);
/// Entries of a feed.
const ENTRIES: (u64, u64) = (50, 500);

/// A query with the part of its hits that a file has.
struct Part {
    request: SearchRequest,
    results: SearchResults,
    per_page: u64,
    number: u64,
}

impl Part {
    fn find(ask: &Ask, app: &App, (usual, most): (u64, u64), sort: Option<Sort>) -> Result<Part, Error> {
        let mut request = request(ask)?;
        let per_page = ask.query.get("aantal").map_or(Ok(usual), |number| wanted(number, most))?;
        let number = page_asked(ask);
        request.limit = per_page as usize;
        request.offset = ((number - 1) * per_page) as usize;
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
        Ok(Part { request, results, per_page, number })
    }

    /// Places of the first and last hit among all, counted from 1.
    fn window(&self) -> Option<(u64, u64)> {
        let shown = self.results.hits.len() as u64;
        let first = self.request.offset as u64 + 1;
        (shown > 0).then(|| (first, first + shown - 1))
    }

    fn at(&self, ask: &Ask, path: &str, page: u64) -> String {
        let page = if page == 1 { String::new() } else { page.to_string() };
        ask.lang.href(ask.query.address_with(path, &[("pagina", &page)]))
    }

    fn next(&self, ask: &Ask, path: &str) -> Option<String> {
        let more = self.number * self.per_page < self.results.total;
        more.then(|| self.at(ask, path, self.number + 1))
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
    let mut out = String::from("kind,number,title,part_of,date,from,status,passage,url\r\n");
    for hit in &part.results.hits {
        let passage: String = hit.passage.iter().map(|piece| piece.text.as_str()).collect();
        let url = format!("{}{}", app.settings.public_address, hit.url);
        let from = hit.from.join("; ");
        let status = hit.status.join("; ");
        let cells = [
            hit.kind.as_str(),
            hit.number.as_deref().unwrap_or_default(),
            &hit.title,
            &hit.context,
            hit.date.as_deref().unwrap_or_default(),
            &from,
            &status,
            &passage,
            &url,
        ];
        let row: Vec<String> = cells.into_iter().map(cell).collect();
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    let mut file = Rendered::new(StatusCode::OK, "text/csv; charset=utf-8; header=present", out, ask.now);
    let total = part.results.total;
    let range = match part.window() {
        Some((first, last)) => format!("hits {first}-{last}/{total}"),
        None => format!("hits */{total}"),
    };
    file.give("content-range", &range);
    if let Some(next) = part.next(ask, "/zoeken.csv") {
        file.give("link", &format!("<{next}>; rel=\"next\""));
    }
    Ok(file)
}

/// A cell: quoted where it must be, and never a formula to a spreadsheet.
fn cell(text: &str) -> String {
    let text = text.replace(['\r', '\n', '\t'], " ");
    let formula = text.starts_with(['=', '+', '-', '@']);
    let text = if formula { format!("'{text}") } else { text };
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// `/zoeken.atom`: newest first, unless the address says otherwise.
pub(crate) fn atom(ask: &Ask, app: &App) -> Result<Rendered, Error> {
    let part = Part::find(ask, app, ENTRIES, Some(Sort::Newest))?;
    let site = app.settings.public_address.as_str();
    let site = if site.is_empty() { "http://localhost" } else { site };
    let lang = ask.lang;
    let page = format!("{site}{}", lang.href(ask.query.address_with("/zoeken", &[("pagina", "")])));
    let query = if part.request.query.is_empty() { "*" } else { &part.request.query };
    let newest = part.results.hits.iter().filter_map(|hit| hit.date.as_deref()).max();
    let updated = newest.map_or_else(|| ask.now.to_string(), |day| format!("{day}T00:00:00Z"));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    out.push_str(&format!(
        "<id>{}</id>\n<title>{}: {}</title>\n",
        xml(&page),
        lang.t("Zoeken", "Search"),
        xml(query)
    ));
    out.push_str(&format!("<subtitle>{}</subtitle>\n", xml(&window(lang, &part))));
    out.push_str(&format!("<updated>{updated}</updated>\n<author><name>Kamerspoor</name></author>\n"));
    out.push_str(&format!(
        "<opensearch:totalResults>{}</opensearch:totalResults>\n<opensearch:startIndex>{}</opensearch:startIndex>\n<opensearch:itemsPerPage>{}</opensearch:itemsPerPage>\n",
        part.results.total,
        part.request.offset + 1,
        part.per_page
    ));
    let mut link = |relation: &str, kind: &str, address: &str| {
        let address = xml(address);
        out.push_str(&format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{address}\"/>\n"));
    };
    link("alternate", "text/html", &page);
    link("self", "application/atom+xml", &format!("{site}{}", part.at(ask, "/zoeken.atom", part.number)));
    if let Some(next) = part.next(ask, "/zoeken.atom") {
        link("next", "application/atom+xml", &format!("{site}{next}"));
    }
    for hit in &part.results.hits {
        out.push_str(&entry(hit, (app.host(), site), lang, &ask.now.to_string()));
    }
    out.push_str("</feed>\n");
    Ok(Rendered::new(StatusCode::OK, "application/atom+xml; charset=utf-8", out, ask.now))
}

fn window(lang: Lang, part: &Part) -> String {
    match part.window() {
        Some((first, last)) => format!(
            "{} {}–{} {} {}",
            lang.t("resultaten", "results"),
            lang.count(first),
            lang.count(last),
            lang.t("van", "of"),
            lang.count(part.results.total)
        ),
        None => lang.t("geen resultaten", "no results").to_owned(),
    }
}

fn entry(hit: &Hit, (host, site): (&str, &str), lang: Lang, now: &str) -> String {
    let passage: String = hit.passage.iter().map(|piece| piece.text.as_str()).collect();
    let updated = hit.date.as_ref().map_or_else(|| now.to_owned(), |day| format!("{day}T00:00:00Z"));
    let mut out = format!(
        "<entry>\n<id>tag:{host},2026:/{}</id>\n<title>{}</title>\n<updated>{updated}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        xml(&hit.key),
        xml(&hit.title),
        xml(&format!("{site}{}", lang.href(&hit.url)))
    );
    let kind = hit.paper.as_deref().unwrap_or(&hit.kind_label);
    out.push_str(&format!("<category term=\"{}\" label=\"{}\"/>\n", xml(&hit.kind), xml(kind)));
    for name in &hit.from {
        out.push_str(&format!("<author><name>{}</name></author>\n", xml(name)));
    }
    if !passage.is_empty() {
        out.push_str(&format!("<summary>{}</summary>\n", xml(&passage)));
    }
    out.push_str("</entry>\n");
    out
}

/// Text within XML; what no XML may hold is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            sign if sign < ' ' || matches!(sign, '\u{fffe}' | '\u{ffff}') => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_to_every_spreadsheet() {
        for (text, expected) in [
            ("een", "een"),
            ("een, \"twee\"", "\"een, \"\"twee\"\"\""),
            ("=1+1", "'=1+1"),
            ("-x,y", "\"'-x,y\""),
            ("a\r\nb", "a  b"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    #[test]
    fn what_no_xml_may_hold_is_left_out() {
        assert_eq!(xml("a\u{0}<b>&\"\u{ffff}\u{1f}"), "a&lt;b&gt;&amp;&quot;");
    }
}
