//! What a page is, and the one way from a request to a response.
//!
//! A page declares its addresses, how long it may be kept and how it is loaded. The handler looks in the cache,
//! else loads and renders it on the blocking pool, keeps it, and answers; `.json` after any address gives what the
//! page shows as data, and where the page says so [`Format`] names what else: `.csv`, `.atom`, `.ics`.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use askama::Template;
use axum::body::Body;
use axum::extract::{RawPathParams, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::routing::{MethodRouter, get};
use jiff::Timestamp;

use crate::answer::Rendered;
use crate::cache::{Found, Ground};
use crate::counts;
use crate::error::Error;
use crate::files::ics::Calendar;
use crate::frame::{self, Frame};
use crate::listing::Listing;
use crate::{App, Lang};

/// The longest query string that is read, in bytes.
const LONGEST_QUERY: usize = 4_096;
/// Pages that show nothing of the clock hold this long while nothing changes.
pub const WHILE_UNCHANGED: Duration = Duration::from_secs(3600);
/// A page with counts that are older than the store holds this long.
const A_MOMENT: Duration = Duration::from_secs(1);
/// Pages that say "today" hold this long.
pub const A_MINUTE: Duration = Duration::from_secs(60);

/// What a page can be had as; the ending of its address tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// The page itself.
    #[default]
    Html,
    /// What it shows as data.
    Json,
    /// The entries of a list as a table.
    Csv,
    /// The entries of a list, or the changes of a record, for feed readers.
    Atom,
    /// Meetings and due days for calendars.
    Ics,
}

impl Format {
    /// Everything but the page itself.
    pub const FILES: [Format; 4] = [Format::Json, Format::Csv, Format::Atom, Format::Ics];

    /// The ending of addresses: `.json`.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Html => "",
            Format::Json => ".json",
            Format::Csv => ".csv",
            Format::Atom => ".atom",
            Format::Ics => ".ics",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html; charset=utf-8",
            Format::Json => "application/json; charset=utf-8",
            Format::Csv => "text/csv; charset=utf-8; header=present",
            Format::Atom => "application/atom+xml; charset=utf-8",
            Format::Ics => "text/calendar; charset=utf-8",
        }
    }

    /// The address of the same page in this format.
    pub fn address(self, address: &str) -> String {
        if self == Format::Html {
            return address.to_owned();
        }
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) =
            address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let path = if path == "/" { "/index" } else { path };
        match query {
            Some(query) => format!("{path}{}?{query}", self.ending()),
            None => format!("{path}{}", self.ending()),
        }
    }

    /// Takes the ending off a path.
    fn of(path: &str) -> (&str, Format) {
        Format::FILES
            .into_iter()
            .find_map(|format| Some((path.strip_suffix(format.ending())?, format)))
            .unwrap_or((path, Format::Html))
    }
}

/// A page: what it shows is its fields, how it looks is its template.
pub trait Page: Template + Sized {
    /// Its addresses, each also with `.json`; `{name}` is a parameter.
    const ADDRESSES: &'static [&'static str];
    /// How long it may be kept while nothing changes.
    const KEEP: Duration;
    /// Whether it shows what the index finds: then it holds only until the index moves.
    const SEARCHES: bool = false;
    /// What it can be had as beside HTML and JSON.
    const ALSO: &'static [Format] = &[];

    /// Reads what it shows.
    ///
    /// # Errors
    /// There is nothing to show, and why.
    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error>;

    /// What it shows as data.
    fn json(&self) -> serde_json::Value;

    /// Its entries: CSV and Atom are made from them.
    fn listing(&self) -> Option<Cow<'_, Listing>> {
        None
    }

    /// Its meetings and due days: iCalendar is made from them.
    fn calendar(&self) -> Option<Calendar> {
        None
    }
}

/// What loading a page gives.
pub enum Loaded<P> {
    /// The page.
    Page(Box<P>),
    /// Another address, where it is.
    Elsewhere(String),
}

impl<P> Loaded<P> {
    /// The page.
    pub fn page(page: P) -> Self {
        Loaded::Page(Box::new(page))
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The path, without `.json`.
    pub path: String,
    /// The part of the path that is a parameter, decoded; empty if there is none.
    pub parameter: String,
    /// The second parameter of the path, of addresses with two.
    pub second: String,
    /// The query string.
    pub query: Query,
    /// The language.
    pub lang: Lang,
    /// Whether data is wanted.
    pub json: bool,
    /// What is wanted.
    pub format: Format,
    /// What else the page can be had as.
    pub also: &'static [Format],
    /// Now.
    pub now: Timestamp,
}

impl Ask {
    /// Reads a request.
    ///
    /// # Errors
    /// The query string is too long.
    pub(crate) fn read(uri: &Uri, parameters: &[String], now: Timestamp) -> Result<Ask, Error> {
        let query = uri.query().unwrap_or_default();
        if query.len() > LONGEST_QUERY {
            return Err(Error::QueryTooLong { length: query.len(), most: LONGEST_QUERY });
        }
        let query = Query::read(query);
        let (path, format) = Format::of(uri.path());
        let parameter = |at: usize| {
            let whole = parameters.get(at).map_or("", String::as_str);
            let last = at + 1 == parameters.len();
            (if last { whole.strip_suffix(format.ending()).unwrap_or(whole) } else { whole }).to_owned()
        };
        let lang = Lang::of(query.get("taal"));
        let path = if path == "/index" { "/" } else { path };
        let (first, second) = (parameter(0), parameter(1));
        let json = format == Format::Json;
        Ok(Ask { path: path.to_owned(), parameter: first, second, query, lang, json, format, also: &[], now })
    }

    /// How many entries a page of a list has: `usual` to read, more in a file.
    pub fn page_size(&self, usual: u64) -> u64 {
        match self.format {
            Format::Html | Format::Json => usual,
            Format::Atom => 100,
            Format::Csv | Format::Ics => 5_000,
        }
    }

    /// What surrounds the page.
    pub fn frame(&self, app: &App) -> Frame {
        Frame::new(self, app)
    }

    /// The day in the Netherlands.
    pub fn today(&self) -> jiff::civil::Date {
        crate::format::amsterdam(self.now).date()
    }
}

/// A query string, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a query string; what is no UTF-8 becomes replacement characters.
    pub fn read(query: &str) -> Query {
        Query(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first value of a name, trimmed; empty is none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// Every value of a name.
    pub fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        self.0
            .iter()
            .filter(move |(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// An address with this query where `name` has another value; an empty value takes it out.
    pub fn address_with(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| name != "taal" && changes.iter().all(|(changed, _)| changed != name));
        let pairs: Vec<(&str, &str)> = kept
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(changes.iter().copied())
            .collect();
        crate::address::with(path, &pairs)
    }
}

/// The route of a page.
pub(crate) fn route<P: Page + 'static>() -> MethodRouter<Arc<App>> {
    get(handle::<P>)
}

/// What an address answers that is no page.
pub(crate) type Answer = fn(&Ask, &App) -> Result<Rendered, Error>;

/// The route of an address that answers with what the index finds; kept until the index moves.
pub(crate) fn found(answer: Answer) -> MethodRouter<Arc<App>> {
    get(async move |State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap| {
        handle_found(answer, app, uri, headers).await
    })
}

async fn handle_found(answer: Answer, app: Arc<App>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let ground = Ground { revision: app.revision(), index: app.index_revision(), banner: app.banner() };
    let rendered = kept_or_made(app, uri, ground, WHILE_UNCHANGED, move |uri, app| {
        match Ask::read(uri, &[], (app.clock)()) {
            Ok(ask) => answer(&ask, app).unwrap_or_else(|error| error.render_for(&ask, app)),
            Err(error) => error.render(uri, app),
        }
    });
    rendered.await.respond(&headers)
}

async fn handle<P: Page + 'static>(
    State(app): State<Arc<App>>,
    parameters: RawPathParams,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let index = if P::SEARCHES { app.index_revision() } else { 0 };
    let ground = Ground { revision: app.revision(), index, banner: app.banner() };
    let parameters: Vec<String> = parameters.iter().map(|(_, value)| value.to_owned()).collect();
    let rendered = kept_or_made(app, uri, ground, P::KEEP, move |uri, app| {
        match Ask::read(uri, &parameters, (app.clock)()) {
            Ok(ask) => render::<P>(&Ask { also: P::ALSO, ..ask }, app),
            Err(error) => error.render(uri, app),
        }
    });
    rendered.await.respond(&headers)
}

/// The page that is kept for an address, else one that is made now and kept. A page that is slow to make is shown as it
/// was some seconds ago while one request makes it anew.
async fn kept_or_made(
    app: Arc<App>,
    uri: Uri,
    ground: Ground,
    keep: Duration,
    make: impl FnOnce(&Uri, &App) -> Rendered + Send + 'static,
) -> Arc<Rendered> {
    let key = uri.path_and_query().map_or("", |address| address.as_str()).to_owned();
    let before = match app.cache.find(&key, &ground) {
        Found::Page(page) | Found::Before { page, renew: false } => return page,
        Found::Before { page, renew: true } => Some(page),
        Found::Nothing => None,
    };
    let work = move |app: &App| {
        let (begun, statements) = (Instant::now(), store::show::statements());
        counts::shown_old();
        let mut page = make(&uri, app);
        let keep = if counts::shown_old() { keep.min(A_MOMENT) } else { keep };
        page.statements = store::show::statements() - statements;
        // a failure of ours is not kept: the next request may succeed
        if page.status.is_server_error() {
            return Arc::new(page);
        }
        app.cache.put(key, ground, keep, begun.elapsed(), page)
    };
    match before {
        Some(page) => {
            tokio::spawn(async move { on_the_pool(&app, work).await });
            page
        }
        None => on_the_pool(&app, work).await,
    }
}

/// Runs `work` on the blocking pool, a bounded number at a time; a panic there is an answer, not an end.
pub(crate) async fn on_the_pool(
    app: &Arc<App>,
    work: impl FnOnce(&App) -> Arc<Rendered> + Send + 'static,
) -> Arc<Rendered> {
    // the semaphore is never closed
    let _turn = app.renders.acquire().await.ok();
    let shared = app.clone();
    match tokio::task::spawn_blocking(move || work(&shared)).await {
        Ok(page) => page,
        Err(error) => {
            tracing::error!(%error, "a page could not be made");
            let body = "Er ging iets mis bij het maken van deze pagina. / Something went wrong.\n".to_owned();
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Arc::new(Rendered::new(status, "text/plain; charset=utf-8", body, (app.clock)()))
        }
    }
}

fn render<P: Page>(ask: &Ask, app: &App) -> Rendered {
    if !matches!(ask.format, Format::Html | Format::Json) && !P::ALSO.contains(&ask.format) {
        let path = format!("{}{}", ask.path, ask.format.ending());
        return Error::NoSuchPage { path }.render_for(ask, app);
    }
    let page = match P::load(ask, app) {
        Ok(Loaded::Page(page)) => page,
        Ok(Loaded::Elsewhere(address)) => {
            return Rendered::redirect(&ask.lang.href(ask.format.address(&address)), ask.now);
        }
        Err(error) => return error.render_for(ask, app),
    };
    let file = match ask.format {
        Format::Html => None,
        Format::Json => return json(StatusCode::OK, &page.json(), ask.now),
        Format::Csv => {
            page.listing().map(|listing| crate::files::csv::write(&listing, &app.settings.public_address))
        }
        Format::Atom => page.listing().map(|listing| crate::files::atom::write(&listing, ask, app)),
        Format::Ics => page.calendar().map(|calendar| crate::files::ics::write(&calendar, ask, app)),
    };
    if let Some(body) = file {
        let next = page.listing().and_then(|listing| listing.paging.next.clone());
        let next = next.map(|next| ask.lang.href(ask.format.address(&next)));
        return Rendered::new(StatusCode::OK, ask.format.media_type(), body, ask.now).with_next(next);
    }
    match page.render() {
        Ok(html) => Rendered::new(StatusCode::OK, Format::Html.media_type(), frame::card(html), ask.now),
        Err(error) => Error::Template(error).render_for(ask, app),
    }
}

pub(crate) fn json(status: StatusCode, value: &serde_json::Value, now: Timestamp) -> Rendered {
    let mut body = serde_json::to_string_pretty(value).unwrap_or_default();
    body.push('\n');
    Rendered::new(status, "application/json; charset=utf-8", body, now)
}

/// A row as data, with its address on the site.
pub(crate) fn addressed(row: impl serde::Serialize, url: impl Into<String>) -> serde_json::Value {
    let mut value = serde_json::json!(row);
    value["url"] = serde_json::Value::String(url.into());
    value
}

/// The address of a page's data.
pub(crate) fn json_address(address: &str) -> String {
    Format::Json.address(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(address: &str, parameter: &str) -> Ask {
        Ask::read(&address.parse().unwrap(), &[parameter.to_owned()], Timestamp::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn json_is_the_same_page_as_data() {
        let read = ask("/document/2026D00001.json?taal=en", "2026D00001.json");
        assert_eq!(
            (read.path.as_str(), read.parameter.as_str(), read.json),
            ("/document/2026D00001", "2026D00001", true)
        );
        assert_eq!(read.lang, Lang::En);
        assert_eq!(ask("/index.json", "").path, "/");
        assert_eq!(json_address("/zoeken?q=a"), "/zoeken.json?q=a");
        assert_eq!(json_address("/document/2026D00001#p2"), "/document/2026D00001.json");
        assert_eq!(json_address("/"), "/index.json");
    }

    #[test]
    fn a_filter_changes_one_value_and_keeps_the_others() {
        let query = Query::read("q=een+twee&soort=Motie&taal=en&pagina=3");
        assert_eq!(
            query.address_with("/zoeken", &[("pagina", "4")]),
            "/zoeken?q=een+twee&soort=Motie&pagina=4"
        );
        assert_eq!(query.address_with("/zoeken", &[("soort", ""), ("pagina", "")]), "/zoeken?q=een+twee");
    }

    #[test]
    fn a_giant_query_is_refused() {
        let address = format!("/zoeken?q={}", "a".repeat(5_000));
        assert!(matches!(
            Ask::read(&address.parse().unwrap(), &[], Timestamp::UNIX_EPOCH),
            Err(Error::QueryTooLong { .. })
        ));
    }
}
