//! The site on its address: glues the index to the pages and serves until it is told to stop.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::extract::{ConnectInfo, Request};
use axum::middleware;
use jiff::{SignedDuration, Timestamp};
use search::{FacetField, Index, PassageText, SearchDoc, StoredQueries};
use store::Store;
use store::people::People;
use web::search_port::{
    Alike, Completion, Facet, FacetValue, Hit, Like, Place, Remark, Repeat, SearchFailure, SearchRequest,
    SearchResults, Searcher, SnippetPart, Sort,
};
use web::{App, Banner};

use crate::commands::clock;
use crate::config::Config;
use crate::follow::matching;
use crate::patient::{Patient, Peer};
use crate::stop::Stop;

/// How long a connection may be idle.
const IDLE: Duration = Duration::from_secs(75);

/// What the top of every page says; shared with whoever follows the feed.
pub type SharedBanner = Arc<RwLock<Option<Banner>>>;

/// A site that is ready to serve.
pub struct Site {
    listener: std::net::TcpListener,
    app: App,
    /// What the top of every page says.
    pub banner: SharedBanner,
}

impl Site {
    /// Takes the address; connections wait until [`Site::serve`].
    ///
    /// # Errors
    /// The address is taken or not of this machine.
    pub fn open(config: &Config, store: Arc<Store>, index: Index, people: Arc<People>) -> Result<Site> {
        let address = config.listen()?;
        let listener = std::net::TcpListener::bind(address).with_context(|| {
            format!("cannot listen on {address}; is another kamerspoor running? choose another with --listen 127.0.0.1:8090")
        })?;
        listener.set_nonblocking(true)?;
        let settings = web::Settings { public_address: config.base_url(), ..web::Settings::default() };
        let previews =
            Arc::new(Previews { people: people.clone(), store: store.clone(), index: index.clone() });
        let mine = web::Mine {
            people,
            mode: config.accounts()?,
            previews,
            secure: config.base_url().starts_with("https:"),
        };
        let app =
            App::new(store, settings, clock).with_searcher(Arc::new(IndexSearcher(index))).with_mine(mine);
        let banner = app.banner.clone();
        Ok(Site { listener, app, banner })
    }

    /// The address that it listens on.
    ///
    /// # Errors
    /// The operating system does not know it.
    pub fn address(&self) -> Result<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Serves until the wish to stop; open answers get a moment to end.
    ///
    /// # Errors
    /// The server cannot run.
    pub fn serve(self, stop: &Stop) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("web").build()?;
        let stop = stop.clone();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let stopping = async move {
                while !stop.wished() {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            let router =
                web::router(self.app).layer(middleware::map_request(async |mut request: Request| {
                    if let Some(ConnectInfo(Peer(from))) =
                        request.extensions().get::<ConnectInfo<Peer>>().copied()
                    {
                        request.extensions_mut().insert(ConnectInfo(from));
                    }
                    request
                }));
            axum::serve(Patient::new(listener, IDLE), router.into_make_service_with_connect_info::<Peer>())
                .with_graceful_shutdown(stopping)
                .await
        })?;
        runtime.shutdown_timeout(Duration::from_secs(2));
        Ok(())
    }
}

/// Says something at the top of every page, or nothing.
pub fn announce(banner: &SharedBanner, text: Option<Banner>) {
    *banner.write().unwrap_or_else(PoisonError::into_inner) = text;
}

/// Texts in nearly the same words that a page shows.
const ALIKE: usize = 5;
/// Repeated sentences that a page shows.
const REPEATS: usize = 6;
/// Characters of a text that a page shows of each.
const BEGINNING: usize = 400;

/// What a watch would have told, as the pages ask it.
struct Previews {
    people: Arc<People>,
    store: Arc<Store>,
    index: Index,
}

impl web::Previewer for Previews {
    fn preview(&self, target: &alerts::Target) -> Result<web::Preview, String> {
        let now = clock();
        let why = |error: anyhow::Error| format!("{error:#}");
        let events = matching::preview(&self.people, &self.store, &self.index, target, now).map_err(why)?;
        let began = now.checked_sub(SignedDuration::from_hours(24 * matching::PREVIEW_DAYS)).unwrap_or(now);
        let baseline = self.people.setting("baseline").ok().flatten();
        let since = baseline.filter(|day| day.parse::<Timestamp>().is_ok_and(|day| day > began));
        let found = match target {
            alerts::Target::Query { query, filters } => {
                let request = search::Request {
                    query: query.clone(),
                    filters: matching::facets(filters),
                    from: Some(began.to_zoned(jiff::tz::TimeZone::UTC).date()),
                    ..search::Request::default()
                };
                self.index.search(&request).ok().map(|results| results.total)
            }
            alerts::Target::Thing { .. } => None,
        };
        Ok(web::Preview { events, since, found })
    }
}

/// The index as the pages ask it.
struct IndexSearcher(Index);

impl Searcher for IndexSearcher {
    fn search(&self, asked: &SearchRequest) -> Result<SearchResults, SearchFailure> {
        let request = request(asked);
        let results = self.0.search(&request).map_err(failure)?;
        Ok(SearchResults {
            total: results.total,
            at_least: !results.complete,
            hits: results.hits.into_iter().map(hit).collect(),
            facets: results.facets.into_iter().filter(|facet| !facet.values.is_empty()).map(facet).collect(),
            reading: results.reading,
            remarks: results
                .notes
                .into_iter()
                .map(|note| Remark { message: note.message, at: note.at })
                .collect(),
            suggestion: results.suggestion,
        })
    }

    fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, SearchFailure> {
        // pages first: who types a name wants the person, not a filter
        let (mut pages, mut values) = (Vec::new(), Vec::new());
        for found in self.0.complete(text, limit).map_err(failure)? {
            match found {
                search::Completion::Item { kind, title, url, .. } => pages.push(Completion {
                    label: title,
                    what: kind.dutch().to_owned(),
                    url: Some(url),
                    ..Completion::default()
                }),
                search::Completion::Value { field, value, query, count } => values.push(Completion {
                    label: value,
                    what: field.name().to_owned(),
                    query: Some(query),
                    count: Some(count),
                    ..Completion::default()
                }),
            }
        }
        pages.truncate(limit / 2);
        pages.extend(values);
        pages.truncate(limit);
        Ok(pages)
    }

    fn alike(&self, key: &str) -> Result<Alike, SearchFailure> {
        let like = self.0.alike(key, ALIKE).map_err(failure)?;
        let repeats = self.0.repeated(key, REPEATS).map_err(failure)?;
        Ok(Alike {
            like: like.into_iter().map(like_of).collect(),
            repeats: repeats
                .into_iter()
                .map(|repeat| Repeat {
                    text: repeat.text,
                    times: repeat.times,
                    first: place(repeat.first),
                    last: place(repeat.last),
                })
                .collect(),
        })
    }

    fn revision(&self) -> i64 {
        self.0.revision()
    }

    fn items(&self) -> Option<u64> {
        Some(self.0.len())
    }

    fn select(&self, queries: &[String], texts: &[String]) -> Result<Vec<Option<usize>>, SearchFailure> {
        select(&self.0, queries, texts)
    }
}

fn like_of(like: search::alike::Alike) -> Like {
    let beginning: String = like.text.chars().take(BEGINNING).collect();
    let whole = beginning.len() == like.text.len();
    Like {
        key: like.key,
        title: like.title,
        context: like.context,
        date: like.date.map(|date| date.to_string()),
        url: like.url,
        text: if whole { beginning } else { format!("{} …", beginning.trim_end()) },
        percent: (like.shared * 100.0).round() as u32,
    }
}

fn place(place: search::alike::Place) -> Place {
    let date = place.date.map(|date| date.to_string());
    Place { title: place.title, context: place.context, date, url: place.url }
}

/// Which query finds which text: each text is taken for a document of one passage.
fn select(index: &Index, queries: &[String], texts: &[String]) -> Result<Vec<Option<usize>>, SearchFailure> {
    let mut stored = StoredQueries::new(index);
    for (at, query) in queries.iter().enumerate() {
        stored.put(at as u64, query, &[]).map_err(|error| failure(search::Error::Query(error)))?;
    }
    let found = texts.iter().map(|text| {
        let passage = PassageText { anchor: String::new(), text: text.clone() };
        let doc = SearchDoc { passages: vec![passage], ..SearchDoc::default() };
        stored.matches(&doc).first().map(|at| *at as usize)
    });
    Ok(found.collect())
}

fn request(asked: &SearchRequest) -> search::Request {
    let filters = asked.filters.iter().filter_map(|(name, value)| {
        let field = FacetField::ALL.into_iter().find(|field| field.name() == name)?;
        Some((field, value.clone()))
    });
    let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse().ok());
    search::Request {
        filters: filters.collect(),
        query: asked.query.clone(),
        from: day(&asked.from),
        until: day(&asked.until),
        sort: match asked.sort {
            Sort::Relevance => search::Sort::Relevance,
            Sort::Newest => search::Sort::Newest,
            Sort::Oldest => search::Sort::Oldest,
        },
        offset: asked.offset,
        limit: asked.limit,
        facets: asked.facets,
        today: asked.today,
        after: None,
    }
}

fn hit(hit: search::Hit) -> Hit {
    Hit {
        kind: hit.kind.slug().to_owned(),
        kind_label: hit.kind.dutch().to_owned(),
        paper: hit.facets.soort.first().cloned(),
        title: hit.name().to_owned(),
        number: hit.number,
        date: hit.date.map(|date| date.to_string()),
        context: hit.context,
        status: hit.facets.status,
        key: hit.key,
        url: hit.url,
        passage: hit
            .passage
            .map(|passage| passage.snippet)
            .unwrap_or_default()
            .into_iter()
            .map(snippet_part)
            .collect(),
        from: hit.facets.from,
    }
}

fn snippet_part(fragment: search::Fragment) -> SnippetPart {
    SnippetPart { text: fragment.text, hit: fragment.highlighted }
}

fn facet(counts: search::FacetCounts) -> Facet {
    Facet {
        name: counts.field.name().to_owned(),
        label: label(counts.field).to_owned(),
        values: counts
            .values
            .into_iter()
            .map(|value| FacetValue { value: value.value, count: value.count })
            .collect(),
    }
}

fn label(field: FacetField) -> &'static str {
    match field {
        FacetField::Kind => "Wat",
        FacetField::Soort => "Soort stuk",
        FacetField::Year => "Jaar",
        FacetField::Party => "Fractie",
        FacetField::Ministry => "Ministerie",
        FacetField::Committee => "Commissie",
        FacetField::Dossier => "Dossier",
        FacetField::Case => "Zaak",
        FacetField::From => "Van",
        FacetField::To => "Aan",
        FacetField::Status => "Status",
        FacetField::Vote => "Stem",
    }
}

fn failure(error: search::Error) -> SearchFailure {
    match error {
        search::Error::Query(error) => {
            SearchFailure::Query { message: error.message, at: error.at, instead: error.instead }
        }
        error => SearchFailure::Index(error.to_string()),
    }
}
