//! Every address of the site, in one list.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, Uri};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::error::Error;
use crate::page::{Page, found, on_the_pool, route};
use crate::pages::commitments::{CommitmentPage, CommitmentsPage};
use crate::pages::document::DocumentPage;
use crate::pages::dossiers::{DossierPage, DossiersPage};
use crate::pages::front::FrontPage;
use crate::pages::motion::MotionPage;
use crate::pages::motions::MotionsPage;
use crate::pages::search::help::HelpPage;
use crate::pages::search::{SearchPage, complete, files};
use crate::pages::unit::UnitPage;
use crate::pages::units::UnitsPage;
use crate::pages::{health, original};
use crate::{App, answer, assets};

type Site = Router<Arc<App>>;

/// The whole site: one line a page.
pub(crate) fn router(app: Arc<App>) -> Router {
    let site = Router::new();
    let site = page::<FrontPage>(site);
    let site = page::<SearchPage>(site);
    let site = page::<HelpPage>(site);
    let site = site
        .route("/zoeken.csv", found(files::csv))
        .route("/zoeken.atom", found(files::atom))
        .route("/zoeken/aanvullen", found(complete::answer));
    let site = page::<DocumentPage>(site);
    let site = page::<CommitmentPage>(site);
    let site = page::<CommitmentsPage>(site);
    let site = page::<DossierPage>(site);
    let site = page::<DossiersPage>(site);
    let site = page::<MotionPage>(site);
    let site = page::<MotionsPage>(site);
    let site = page::<UnitPage>(site);
    let site = page::<UnitsPage>(site);
    site.route("/document/{number}/origineel", get(original::newest))
        .route("/document/{number}/origineel/{version}", get(original::version))
        .route("/static/{name}", get(assets::file))
        .route("/favicon.svg", get(assets::icon))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        .route("/healthz", get(health::healthz))
        .fallback(no_such_page)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(protect))
        .with_state(app)
}

/// Adds a page at its addresses and, for addresses that end in a fixed word, at the same with `.json`
/// (a parameter at the end takes its `.json` along).
fn page<P: Page + 'static>(mut site: Site) -> Site {
    for address in P::ADDRESSES {
        site = site.route(address, route::<P>());
        if *address == "/" {
            site = site.route("/index.json", route::<P>());
        } else if !address.ends_with('}') {
            site = site.route(&format!("{address}.json"), route::<P>());
        }
    }
    site
}

async fn no_such_page(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    refuse(app, uri, headers, |path| Error::NoSuchPage { path }).await
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

async fn protect(request: Request, next: Next) -> impl IntoResponse {
    let mut response = next.run(request).await;
    answer::protect(response.headers_mut());
    response
}
