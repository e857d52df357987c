//! The style sheet, the script and the icon: built in, named by their content, kept by browsers for a year.

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use jiff::Timestamp;

use crate::answer::{Rendered, content_name};

const STYLE: &str = concat!(include_str!("static/site.css"), include_str!("static/debates.css"));
const SCRIPT: &str = include_str!("static/site.js");
const ICON: &str = include_str!("static/icon.svg");

struct Asset {
    address: String,
    answer: Rendered,
}

impl Asset {
    fn new(stem: &str, extension: &str, media_type: &'static str, content: &str) -> Asset {
        let address = format!("/static/{stem}-{}.{extension}", &content_name(content.as_bytes())[..10]);
        Asset {
            address,
            answer: Rendered::new(StatusCode::OK, media_type, content.to_owned(), Timestamp::UNIX_EPOCH),
        }
    }
}

static ASSETS: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    [
        Asset::new("site", "css", "text/css; charset=utf-8", STYLE),
        Asset::new("site", "js", "text/javascript; charset=utf-8", SCRIPT),
    ]
});

/// Address of the style sheet.
pub(crate) fn style() -> &'static str {
    &ASSETS[0].address
}

/// Address of the script.
pub(crate) fn script() -> &'static str {
    &ASSETS[1].address
}

/// `/static/{name}`.
pub(crate) async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response<Body> {
    let address = format!("/static/{name}");
    let Some(asset) = ASSETS.iter().find(|asset| asset.address == address) else {
        let mut response = Response::new(Body::from("dit bestand bestaat niet\n"));
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let mut response = asset.answer.respond(&headers);
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, forever);
    response
}

/// `/favicon.svg` and `/favicon.ico`.
pub(crate) async fn icon(headers: HeaderMap) -> Response<Body> {
    for_a_day("image/svg+xml", ICON, &headers)
}

fn for_a_day(media_type: &'static str, content: &str, headers: &HeaderMap) -> Response<Body> {
    let answer = Rendered::new(StatusCode::OK, media_type, content.to_owned(), Timestamp::UNIX_EPOCH);
    let mut response = answer.respond(headers);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}
