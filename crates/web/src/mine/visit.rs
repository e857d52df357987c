//! A visit to the part that knows its readers: who, with which form, from where; and what is answered.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use alerts::secret;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use jiff::Timestamp;
use store::people::accounts::Account;
use store::people::sessions::{Mode, Session};

use super::Mine;
use crate::answer::Rendered;
use crate::error::Error;
use crate::page::{Ask, Query};
use crate::{App, Lang};

/// Most bytes of a form.
const LARGEST_FORM: usize = 32 << 10;

/// What shows a page or takes a form.
pub(super) type Handler = fn(&Visit, &App, &Mine) -> Result<Reply, Error>;

/// Somebody asks for something.
pub(super) struct Visit {
    /// The address, as pages read it.
    pub ask: Ask,
    /// What a form holds; empty for a page.
    pub form: Query,
    /// Who is signed in.
    pub account: Option<(Account, Session)>,
    /// From where, for limits; never kept as it is.
    pub from: String,
    /// What the browser calls itself.
    pub browser: String,
}

/// What is answered.
pub(super) enum Reply {
    /// A page.
    Page(String),
    /// A page with a status of its own.
    Status(StatusCode, String),
    /// Another page.
    Elsewhere(String),
    /// Another page, with a new cookie; none ends it.
    Cookie(Option<String>, String),
    /// Data: its media type, and the name to save it under.
    Data(&'static str, Option<&'static str>, String),
    /// There is no such page.
    Nothing,
}

impl Visit {
    pub fn lang(&self) -> Lang {
        self.ask.lang
    }

    pub fn now(&self) -> Timestamp {
        self.ask.now
    }

    /// The account, or the way to sign in.
    pub fn signed_in(&self) -> Result<(&Account, &Session), Reply> {
        match &self.account {
            Some((account, session)) => Ok((account, session)),
            None => Err(Reply::Elsewhere(self.lang().href("/mijn/aanmelden"))),
        }
    }

    /// Whether a form was made for this session: forms of other sites cannot know its token.
    pub fn own_form(&self) -> bool {
        let Some((_, session)) = &self.account else { return false };
        self.form.get("csrf").is_some_and(|token| secret::same(token, &session.csrf))
    }

    /// Counts an attempt; whether it is within the limit of this kind for whoever it is.
    pub fn allowed(
        &self,
        mine: &Mine,
        what: &str,
        whose: &str,
        most: i64,
        seconds: i64,
    ) -> Result<bool, Error> {
        Ok(mine.people.allow(what, whose, most, seconds, self.now())?)
    }
}

/// Reads a request, lets a handler answer it on the blocking pool and gives the answer the headers that keep it private.
pub(super) async fn answer(handler: Handler, app: Arc<App>, request: Request, form: bool) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let parameters: Vec<String> = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(found) => found.iter().map(|(_, value)| value.to_owned()).collect(),
        Err(_) => Vec::new(),
    };
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let (uri, headers) = (parts.uri, parts.headers);
    let Ok(bytes) = to_bytes(body, LARGEST_FORM).await else {
        let page = Rendered::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "text/plain; charset=utf-8",
            "Dit formulier is te groot. / This form is too large.\n".to_owned(),
            (app.clock)(),
        );
        return private(page.respond(&HeaderMap::new()));
    };
    let shared = app.clone();
    // the semaphore is never closed
    let _turn = app.renders.acquire().await.ok();
    let answered = tokio::task::spawn_blocking(move || {
        let form = form.then(|| Query::read(&String::from_utf8_lossy(&bytes)));
        respond(handler, &shared, &uri, &headers, &parameters, peer, form)
    });
    match answered.await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "an answer could not be made");
            let body = "Er ging iets mis. / Something went wrong.\n".to_owned();
            let page = Rendered::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "text/plain; charset=utf-8",
                body,
                (app.clock)(),
            );
            private(page.respond(&HeaderMap::new()))
        }
    }
}

fn respond(
    handler: Handler,
    app: &App,
    uri: &Uri,
    headers: &HeaderMap,
    parameters: &[String],
    peer: Option<IpAddr>,
    form: Option<Query>,
) -> Response<Body> {
    let plain = HeaderMap::new();
    let now = (app.clock)();
    let mut ask = match Ask::read(uri, parameters, now) {
        Ok(ask) => ask,
        Err(error) => return private(error.render(uri, app).respond(&plain)),
    };
    // a token may end in what looks like a format
    ask.parameter = parameters.first().cloned().unwrap_or_default();
    let missing =
        |ask: &Ask| Error::NoSuchPage { path: ask.path.chars().take(200).collect() }.render_for(ask, app);
    let Some(mine) = app.mine.as_ref().filter(|mine| mine.mode != Mode::None || ask.path == "/mijn") else {
        return private(missing(&ask).respond(&plain));
    };
    // one click from a mail program comes from nowhere of ours, and carries its own proof
    if form.is_some() && !ask.path.starts_with("/afmelden/") && from_elsewhere(headers, app) {
        let sentence = ask.lang.t(
            "Dit formulier kwam van een andere site en is niet verwerkt.",
            "This form came from another site and was not taken.",
        );
        let page =
            Rendered::new(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", format!("{sentence}\n"), now);
        return private(page.respond(&plain));
    }
    let token = cookie(headers, cookie_name(mine));
    let account = token.as_deref().map(|token| mine.people.session(secret::hash(token), now)).transpose();
    let account = match account {
        Ok(account) => account.flatten(),
        Err(error) => return private(Error::Store(error).render_for(&ask, app).respond(&plain)),
    };
    let visit = Visit {
        form: form.unwrap_or_default(),
        account,
        from: visitor(headers, peer),
        browser: headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        ask,
    };
    let html = |status, body| Rendered::new(status, "text/html; charset=utf-8", body, now).respond(&plain);
    let response = match handler(&visit, app, mine) {
        Ok(Reply::Page(body)) => html(StatusCode::OK, body),
        Ok(Reply::Status(status, body)) => html(status, body),
        Ok(Reply::Elsewhere(address)) => Rendered::redirect(&address, now).respond(&plain),
        Ok(Reply::Cookie(token, address)) => {
            let mut response = Rendered::redirect(&address, now).respond(&plain);
            if let Ok(value) = HeaderValue::from_str(&set_cookie(mine, token.as_deref())) {
                response.headers_mut().insert(header::SET_COOKIE, value);
            }
            response
        }
        Ok(Reply::Data(media_type, name, body)) => {
            let mut page = Rendered::new(StatusCode::OK, media_type, body, now);
            if let Some(name) = name {
                page.give("content-disposition", &format!("attachment; filename=\"{name}\""));
            }
            page.respond(&plain)
        }
        Ok(Reply::Nothing) => missing(&visit.ask).respond(&plain),
        Err(error) => error.render_for(&visit.ask, app).respond(&plain),
    };
    private(response)
}

/// Nobody between us and the reader keeps it, and no address of it is told to others.
fn private(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    headers.remove(header::ETAG);
    headers.remove(header::LAST_MODIFIED);
    response
}

/// Whether a browser says that a form comes from another site. One that says nothing is old, or no browser: it has no
/// cookie that another site could make use of.
fn from_elsewhere(headers: &HeaderMap, app: &App) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return false };
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    let public = app.settings.public_address.split_once("://").map_or("", |(_, host)| host);
    // a browser that sends no referrer says `null`
    origin != "null" && host != public && Some(host) != text("host")
}

/// Who asks, as far as a limit can tell: the address of the connection, or the one that a proxy on this machine or
/// network has seen.
fn visitor(headers: &HeaderMap, peer: Option<IpAddr>) -> String {
    let behind_a_proxy = peer.is_none_or(|peer| !alerts::webhook::is_public(peer));
    let forwarded = headers
        .get("x-forwarded-for")
        .filter(|_| behind_a_proxy)
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    match forwarded.or(peer) {
        // who has one address of the newer protocol has a whole network of them
        Some(IpAddr::V6(address)) => format!("{:x?}", &address.segments()[..4]),
        Some(address) => address.to_string(),
        None => String::new(),
    }
}

fn cookie_name(mine: &Mine) -> &'static str {
    // a name with this beginning is taken by browsers over TLS only, and from no other host
    if mine.secure { "__Host-kamerspoor" } else { "kamerspoor" }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| Some(pair.trim().strip_prefix(name)?.strip_prefix('=')?.to_owned()))
        .filter(|token| token.len() <= 100)
}

fn set_cookie(mine: &Mine, token: Option<&str>) -> String {
    let secure = if mine.secure { "; Secure" } else { "" };
    let age = if token.is_some() { 180 * 86_400 } else { 0 };
    let (name, token) = (cookie_name(mine), token.unwrap_or_default());
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}
