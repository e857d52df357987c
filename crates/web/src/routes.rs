//! Every address of the site, in one list.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, Uri};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::answer::Rendered;
use crate::error::Error;
use crate::files::{opml, sitemap};
use crate::listing::ListPage;
use crate::page::{Format, Page, found, on_the_pool, route};
use crate::pages::about::AboutPage;
use crate::pages::activity::ActivityPage;
use crate::pages::agenda::{AgendaPage, UnplannedPage};
use crate::pages::agreement::AgreementPage;
use crate::pages::ballot::BallotPage;
use crate::pages::ballots::{BallotsPage, DecisionsPage};
use crate::pages::case::CasePage;
use crate::pages::commitment::CommitmentPage;
use crate::pages::commitments::CommitmentsPage;
use crate::pages::committees::{CommitteePage, Committees};
use crate::pages::compare::ComparePage;
use crate::pages::coverage::CoveragePage;
use crate::pages::document::DocumentPage;
use crate::pages::dossiers::{DossierPage, DossiersPage};
use crate::pages::front::FrontPage;
use crate::pages::government::{MinisterPage, Ministers};
use crate::pages::ministry::{Ministries, MinistryPage};
use crate::pages::motion::MotionPage;
use crate::pages::motions::MotionsPage;
use crate::pages::parties::{Parties, PartyPage, PartyPapers};
use crate::pages::people::{Birthdays, Members};
use crate::pages::person::{PersonPage, PersonPapers, PersonSpoke};
use crate::pages::questions::QuestionsPage;
use crate::pages::registers::{Gifts, SideJobs, Trips};
use crate::pages::search::help::HelpPage;
use crate::pages::search::{SearchPage, complete, files};
use crate::pages::statistics::StatisticsPage;
use crate::pages::subject::SubjectPage;
use crate::pages::transcript::TranscriptPage;
use crate::pages::transcripts::TranscriptsPage;
use crate::pages::unit::UnitPage;
use crate::pages::units::UnitsPage;
use crate::pages::{health, metrics, old, original, parties, person};
use crate::{App, answer, assets, mine};

type Site = Router<Arc<App>>;

/// The whole site: one line a page.
pub(crate) fn router(app: Arc<App>) -> Router {
    let site = Router::new();
    let site = page::<FrontPage>(site);
    let site = page::<SearchPage>(site);
    let site = page::<HelpPage>(site);
    let site = page::<ComparePage>(site);
    let site = site
        .route("/zoeken.csv", found(files::csv))
        .route("/zoeken.atom", found(files::atom))
        .route("/zoeken/aanvullen", found(complete::answer));
    let site = page::<DocumentPage>(site);
    let site = page::<CasePage>(site);
    let site = page::<CommitmentPage>(site);
    let site = page::<CommitmentsPage>(site);
    let site = page::<DossierPage>(site);
    let site = page::<DossiersPage>(site);
    let site = page::<MotionPage>(site);
    let site = page::<MotionsPage>(site);
    let site = page::<AgendaPage>(site);
    let site = page::<UnplannedPage>(site);
    let site = page::<ActivityPage>(site);
    let site = page::<BallotsPage>(site);
    let site = page::<AgreementPage>(site);
    let site = page::<BallotPage>(site);
    let site = page::<DecisionsPage>(site);
    let site = page::<TranscriptsPage>(site);
    let site = page::<TranscriptPage>(site);
    let site = page::<QuestionsPage>(site);
    let site = page::<SubjectPage>(site);
    let site = page::<UnitPage>(site);
    let site = page::<UnitsPage>(site);
    let site = page::<ListPage<Members>>(site);
    let site = page::<ListPage<Birthdays>>(site);
    let site = page::<PersonPage>(site);
    let site = page::<ListPage<PersonPapers>>(site);
    let site = page::<ListPage<PersonSpoke>>(site);
    let site = page::<ListPage<Ministers>>(site);
    let site = page::<MinisterPage>(site);
    let site = page::<ListPage<Ministries>>(site);
    let site = page::<MinistryPage>(site);
    let site = page::<ListPage<Parties>>(site);
    let site = page::<PartyPage>(site);
    let site = page::<ListPage<PartyPapers>>(site);
    let site = page::<ListPage<Committees>>(site);
    let site = page::<CommitteePage>(site);
    let site = page::<AboutPage>(site);
    let site = page::<CoveragePage>(site);
    let site = page::<StatisticsPage>(site);
    let site = page::<ListPage<Gifts>>(site);
    let site = page::<ListPage<Trips>>(site);
    let site = page::<ListPage<SideJobs>>(site);
    let site = mine::routes(site);
    site.route("/document/{number}/origineel", get(original::newest))
        .route("/document/{number}/origineel/{version}", get(original::version))
        .route("/persoon/{slug}/foto", get(person::photo))
        .route("/fractie/{slug}/logo", get(parties::logo))
        .route("/static/{name}", get(assets::file))
        .route("/favicon.svg", get(assets::icon))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(sitemap::robots))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
        .route("/feeds.opml", get(opml::outline))
        .route("/metrics", get(metrics::metrics))
        .route("/healthz", get(health::healthz))
        .fallback(no_such_page)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(app.clone(), protect))
        .with_state(app)
}

/// Adds a page at its addresses and, for addresses that end in a fixed word, at the same with `.json` and what else
/// it can be had as (a parameter at the end takes its ending along).
fn page<P: Page + 'static>(mut site: Site) -> Site {
    for address in P::ADDRESSES {
        site = site.route(address, route::<P>());
        if !address.ends_with('}') {
            for format in [Format::Json].iter().chain(P::ALSO) {
                site = site.route(&format.address(address), route::<P>());
            }
        }
    }
    site
}

/// An address that no page has: an old one moved for good, another is refused.
async fn no_such_page(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let rendered = on_the_pool(&app, move |app| {
        Arc::new(match old::leads(app, uri.path(), uri.query().unwrap_or_default()) {
            Ok(Some(address)) => Rendered::moved(&address, (app.clock)()),
            Ok(None) => Error::NoSuchPage { path: uri.path().chars().take(200).collect() }.render(&uri, app),
            Err(error) => error.render(&uri, app),
        })
    });
    rendered.await.respond(&headers)
}

async fn wrong_method(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    refuse(app, uri, headers, move |path| Error::WrongMethod { method: method.to_string(), path }).await
}

async fn refuse(
    app: Arc<App>,
    uri: Uri,
    headers: HeaderMap,
    error: impl FnOnce(String) -> Error + Send + 'static,
) -> Response<Body> {
    let rendered = on_the_pool(&app, move |app| {
        let path = uri.path().chars().take(200).collect();
        Arc::new(error(path).render(&uri, app))
    });
    rendered.await.respond(&headers)
}

async fn protect(State(app): State<Arc<App>>, request: Request, next: Next) -> impl IntoResponse {
    let asked = std::time::Instant::now();
    let mut response = next.run(request).await;
    answer::protect(response.headers_mut());
    let class = usize::from(response.status().as_u16() / 100).clamp(1, 5) - 1;
    app.answers.classes[class].fetch_add(1, Ordering::Relaxed);
    app.answers.micros.fetch_add(asked.elapsed().as_micros() as u64, Ordering::Relaxed);
    response
}
