//! `/sitemap.xml` and its parts, and `/robots.txt`: what there is to find, for search engines.
//!
//! A part is sent while it is read, a thousand addresses at a time, so that it costs no memory however long it is.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use quick_xml::escape::escape;
use tokio::sync::mpsc;

use crate::{App, address};

/// Addresses that are read at once.
const AT_ONCE: u64 = 1_000;
/// How long the list of months is believed, in seconds.
const KEPT: u64 = 600;

const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// Lists and pages that are always there.
pub const PAGES: [&str; 30] = [
    "/",
    "/activiteiten",
    "/ongeplande-activiteiten",
    "/stemmingen",
    "/stemmingen/overeenkomst",
    "/besluiten",
    "/verslagen",
    "/statistiek",
    "/statistiek/moties",
    "/statistiek/spreektijd",
    "/vragen",
    "/moties",
    "/toezeggingen",
    "/kamerstukdossiers",
    "/kamerleden",
    "/bewindspersonen",
    "/fracties",
    "/commissies",
    "/geschenken",
    "/reizen",
    "/nevenfuncties",
    "/verjaardagen",
    "/dekking",
    "/over",
    "/over/privacy",
    "/over/data",
    "/kamerleden?wie=oud",
    "/fracties?welke=oud",
    "/commissies?welke=oud",
    "/zoeken",
];

/// `/robots.txt`: everything may be read but results of searches, of which there is no end.
pub(crate) async fn robots(State(app): State<Arc<App>>, headers: HeaderMap) -> Response<Body> {
    let root = root(&app, &headers);
    let text = format!(
        "User-agent: *\nDisallow: /zoeken?\nDisallow: /*.json\nDisallow: /*.csv\n\nSitemap: {root}/sitemap.xml\n"
    );
    answer("text/plain; charset=utf-8", Body::from(text))
}

/// `/sitemap.xml`: the parts.
pub(crate) async fn index(State(app): State<Arc<App>>, headers: HeaderMap) -> Response<Body> {
    let root = root(&app, &headers);
    let found = tokio::task::spawn_blocking(move || {
        app.kept("months", KEPT, |store, _| store.show_document_months().map(Arc::new))
    });
    let Ok(Ok(months)) = found.await else { return unavailable() };
    let mut xml = format!("{XML}<sitemapindex {SPACE}>\n");
    let parts = ["paginas", "personen", "fracties", "commissies", "dossiers"].map(str::to_owned);
    for part in parts.into_iter().chain(months.iter().map(|month| format!("documenten-{}", month.value))) {
        xml.push_str(&format!(
            "<sitemap><loc>{}</loc></sitemap>\n",
            escape(format!("{root}/sitemap/{part}.xml"))
        ));
    }
    xml.push_str("</sitemapindex>\n");
    answer("application/xml; charset=utf-8", Body::from(xml))
}

/// `/sitemap/{part}.xml`.
pub(crate) async fn part(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let root = root(&app, &headers);
    let Some(part) = Part::read(&name) else {
        let mut response =
            answer("text/plain; charset=utf-8", Body::from("dit deel van de sitemap bestaat niet\n"));
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let (out, mut parts) = mpsc::channel::<Result<Bytes, std::io::Error>>(4);
    tokio::task::spawn_blocking(move || {
        let mut map = Map { root, out };
        // a reader that went away ends the work; a failure of the store ends the answer before its end
        if map.send(&format!("{XML}<urlset {SPACE}>\n")).is_some() && part.write(&app, &mut map).is_some() {
            map.send("</urlset>\n");
        }
    });
    let body = Body::from_stream(futures_util::stream::poll_fn(move |context| parts.poll_recv(context)));
    answer("application/xml; charset=utf-8", body)
}

/// A part of the site map.
enum Part {
    Pages,
    Persons,
    Parties,
    Committees,
    Dossiers,
    Documents(String),
}

impl Part {
    fn read(name: &str) -> Option<Part> {
        Some(match name.strip_suffix(".xml")? {
            "paginas" => Part::Pages,
            "personen" => Part::Persons,
            "fracties" => Part::Parties,
            "commissies" => Part::Committees,
            "dossiers" => Part::Dossiers,
            other => {
                let month = other.strip_prefix("documenten-")?;
                let day = format!("{month}-01");
                day.parse::<jiff::civil::Date>().ok()?;
                (month.len() == 7).then(|| Part::Documents(month.to_owned()))?
            }
        })
    }

    fn write(&self, app: &App, map: &mut Map) -> Option<()> {
        let store = &app.store;
        match self {
            Part::Pages => map.all(PAGES.iter().map(|page| ((*page).to_owned(), None))),
            Part::Persons => map.all(
                told(store.show_persons(None))?
                    .into_iter()
                    .map(|one| (address::person(&one.name.spoken(), &one.number), one.updated)),
            ),
            Part::Parties => map.all(
                told(store.show_parties())?
                    .into_iter()
                    .map(|one| (address::party(&one.abbreviation, &one.number), one.updated)),
            ),
            Part::Committees => map.all(told(store.show_committees())?.into_iter().map(|one| {
                let name = one.short_name.as_deref().unwrap_or(&one.name);
                (address::committee(name, &one.number), one.updated.clone())
            })),
            Part::Dossiers => map
                .all(told(store.show_dossier_keys())?.into_iter().map(|key| (address::dossier(&key), None))),
            Part::Documents(month) => {
                let mut last = None;
                loop {
                    let mut found = told(store.show_mapped(month, last.as_ref(), AT_ONCE))?;
                    let whole = found.len() as u64 == AT_ONCE;
                    last = found.last().cloned();
                    map.all(found.drain(..).map(|one| (address::document(&one.number), one.updated)))?;
                    if !whole {
                        return Some(());
                    }
                }
            }
        }
    }
}

fn told<T>(result: store::Result<T>) -> Option<T> {
    result.map_err(|error| tracing::error!(%error, "a site map could not be read")).ok()
}

struct Map {
    root: String,
    out: mpsc::Sender<Result<Bytes, std::io::Error>>,
}

impl Map {
    /// None when nobody reads any more.
    fn send(&mut self, text: &str) -> Option<()> {
        self.out.blocking_send(Ok(Bytes::from(text.to_owned()))).ok()
    }

    fn all(&mut self, addresses: impl Iterator<Item = (String, Option<String>)>) -> Option<()> {
        let mut text = String::new();
        for (address, updated) in addresses {
            let at = format!("{}{address}", self.root);
            text.push_str(&format!("<url><loc>{}</loc>", escape(at)));
            if let Some(day) = updated.as_deref().and_then(|at| at.get(..10)) {
                text.push_str(&format!("<lastmod>{}</lastmod>", escape(day)));
            }
            text.push_str("</url>\n");
            if text.len() > 64 << 10 {
                self.send(&text)?;
                text.clear();
            }
        }
        self.send(&text)
    }
}

/// The address of the site: its own name, else the name it was asked under, if that is one.
pub(crate) fn root(app: &App, headers: &HeaderMap) -> String {
    let public = &app.settings.public_address;
    if !public.is_empty() {
        return public.clone();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    match !host.is_empty() && host.len() < 200 && host.chars().all(plain) {
        true => format!("http://{host}"),
        false => "http://localhost".to_owned(),
    }
}

pub(crate) fn answer(media_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    headers.insert(header::VARY, HeaderValue::from_static("host"));
    response
}

fn unavailable() -> Response<Body> {
    let mut response =
        answer("text/plain; charset=utf-8", Body::from("probeer het over een minuut opnieuw\n"));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}
