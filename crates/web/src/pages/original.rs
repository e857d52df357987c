//! `/document/{number}/origineel`: the file as the House published it, with a type told from its bytes.
//!
//! The files come from outside, so they never run here: a PDF opens in the browser's own reader, everything else is
//! offered for download and shut off from the site by a policy of its own.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use store::originals::Original;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::App;
use crate::error::Error;

/// The newest file.
pub(crate) async fn newest(
    State(app): State<Arc<App>>,
    Path(number): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    serve(app, number, None, request).await
}

/// An earlier file.
pub(crate) async fn version(
    State(app): State<Arc<App>>,
    Path((number, version)): Path<(String, String)>,
    request: Request<Body>,
) -> Response<Body> {
    match version.parse() {
        Ok(version) => serve(app, number, Some(version), request).await,
        Err(_) => {
            let expected = ("een getal als 1", "a number such as 1");
            refuse(app, request, Error::Value { name: "versie", value: version, expected }).await
        }
    }
}

async fn serve(
    app: Arc<App>,
    number: String,
    version: Option<u32>,
    request: Request<Body>,
) -> Response<Body> {
    let shared = app.clone();
    let wanted = number.clone();
    let found = tokio::task::spawn_blocking(move || find(&shared, &wanted, version)).await;
    let original = match found {
        Ok(Ok(original)) => original,
        Ok(Err(error)) => return refuse(app, request, error).await,
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let tag = format!("\"{}\"", original.hash);
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.contains(&tag) || known.trim() == "*") {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let path = app.store.blobs().path(original.hash);
        match ServeFile::new(path).oneshot(request).await {
            Ok(response) if response.status() == StatusCode::NOT_FOUND => {
                tracing::error!(hash = %original.hash, "an original is missing from the folder");
                return StatusCode::NOT_FOUND.into_response();
            }
            Ok(response) => response.map(Body::new),
            Err(never) => match never {},
        }
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.extend(original_headers(&number, &original.format));
    response
}

fn find(app: &App, number: &str, version: Option<u32>) -> Result<Original, Error> {
    let none = || Error::NoOriginal { number: number.chars().take(60).collect(), version };
    let document = app.store.find_document(number)?.ok_or_else(none)?;
    let originals = app.store.originals(document)?;
    originals
        .into_iter()
        .find(|original| version.is_none_or(|version| original.version == version))
        .ok_or_else(none)
}

async fn refuse(app: Arc<App>, request: Request<Body>, error: Error) -> Response<Body> {
    let uri: Uri = request.uri().clone();
    let rendered = crate::page::on_the_pool(&app, move |app| Arc::new(error.render(&uri, app)));
    rendered.await.respond(request.headers())
}

/// For what is downloaded: should a browser open it after all, it runs nothing and belongs to no site.
const SHUT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
/// For a PDF: no `sandbox`, which leaves an empty window in Safari and older Chromium. The reader of the browser
/// has no reach into the site, which keeps nothing there anyway: no cookie, no session.
const READER_POLICY: &str = "frame-ancestors 'none'";

/// The headers of an original: type, name and how it may be opened, by the format that its bytes have.
pub fn original_headers(number: &str, format: &str) -> HeaderMap {
    let (media_type, extension) = media_type(format);
    let inline = media_type == "application/pdf";
    let name: String = number.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let disposition =
        format!("{}; filename=\"{name}.{extension}\"", if inline { "inline" } else { "attachment" });
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    let policy = if inline { READER_POLICY } else { SHUT_POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
    headers
}

/// Media type and file name extension of a format of `model::text::Format`.
fn media_type(format: &str) -> (&'static str, &'static str) {
    match format {
        "pdf" => ("application/pdf", "pdf"),
        "docx" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        "doc" => ("application/msword", "doc"),
        "rtf" => ("application/rtf", "rtf"),
        "odt" => ("application/vnd.oasis.opendocument.text", "odt"),
        "html" => ("text/html; charset=utf-8", "html"),
        "transcript" | "kamerstuk-xml" => ("application/xml", "xml"),
        "plain" => ("text/plain; charset=utf-8", "txt"),
        _ => ("application/octet-stream", "bin"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: &str, disposition: &str) {
        let headers = original_headers("2026D00001", format);
        assert_eq!(headers[header::CONTENT_DISPOSITION], disposition);
        let shut = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().ends_with("sandbox");
        assert_eq!(shut, disposition.starts_with("attachment"));
    }

    #[test]
    fn only_a_pdf_opens_in_the_browser() {
        check("pdf", "inline; filename=\"2026D00001.pdf\"");
        check("html", "attachment; filename=\"2026D00001.html\"");
        check("transcript", "attachment; filename=\"2026D00001.xml\"");
        check("svg+evil", "attachment; filename=\"2026D00001.bin\"");
    }

    #[test]
    fn a_number_cannot_write_headers() {
        let headers = original_headers("\"\r\nset-cookie: a", "pdf");
        assert_eq!(headers[header::CONTENT_DISPOSITION], "inline; filename=\"setcookiea.pdf\"");
    }
}
