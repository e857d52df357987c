//! The pages and their JSON: rendered on the server, readable without script, kept until the store moves.
//!
//! A request never fetches or parses an original: it reads the store and the index. Nothing here knows SQL, feeds or file
//! formats. Only `mine/` writes, to the database of people, and is never kept in the cache.
//!
//! **One page is one file** in `pages/`: a struct (what the page shows), a template of the same name in `templates/`,
//! its addresses, how long it may be kept, and `load`. To add a page: add the file, add its line to [`routes`], add
//! its queries to `store::show`. `.json` beside it, ETag, 304, compression and the cache come by themselves.
//!
//! Start with [`router`], then [`page::Page`], then `pages/front.rs`.

use std::sync::Arc;

pub mod address;
mod alike;
mod alterations;
mod answer;
mod app;
mod asked;
mod assets;
mod cache;
mod calendar;
mod changes;
mod counts;
mod difference;
pub mod error;
mod files;
mod format;
mod found;
mod frame;
mod jump;
mod lang;
mod list;
mod listing;
mod markup;
mod mine;
mod moment;
mod name;
pub mod page;
mod pages;
mod party;
mod plot;
mod reading;
mod routes;
pub mod search_port;
mod speaker;
mod trail;
mod worded;

pub use app::{App, Banner, Settings};
pub use lang::Lang;
pub use mine::{Mine, Preview, Previewer};
pub use pages::original::original_headers;

/// The whole site.
pub fn router(app: App) -> axum::Router {
    pages::prepare(&app);
    routes::router(Arc::new(app))
}
