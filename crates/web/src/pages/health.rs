//! `/healthz`: whether the site can answer, for whoever watches it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::json;

use crate::App;
use crate::page::{json, on_the_pool};

/// 200 while the store can be read, else 503.
pub(crate) async fn healthz(State(app): State<Arc<App>>, headers: HeaderMap) -> Response<Body> {
    let answer = on_the_pool(&app, |app| {
        let now = (app.clock)();
        let (status, value) = match app.store.show_freshness() {
            Ok(fresh) => {
                (StatusCode::OK, json!({ "ok": true, "source": fresh, "search": app.searcher.is_some() }))
            }
            Err(error) => {
                tracing::error!(%error, "the store cannot be read");
                (StatusCode::SERVICE_UNAVAILABLE, json!({ "ok": false, "error": error.to_string() }))
            }
        };
        Arc::new(json(status, &value, now))
    });
    answer.await.respond(&headers)
}
