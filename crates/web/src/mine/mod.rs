//! `/mijn`: what a reader follows. The only part of the site that writes, knows a reader and sets a cookie.
//!
//! Nothing here is kept in the cache of pages. A form is taken only from our own pages: signed in it carries the token of
//! the session, and in any case a browser that says it comes from another site is refused. Links in mails do nothing by
//! themselves, since scanners of mail open them: each shows a page with a button.
//!
//! Start with [`routes`] and [`visit::Visit`].

use std::sync::Arc;

use alerts::{Event, Target};
use axum::Router;
use axum::extract::{Request, State};
use axum::routing::MethodRouter;
use store::people::People;
use store::people::sessions::Mode;

use crate::App;

mod account;
mod feeds;
mod follow;
mod manage;
mod overview;
mod page;
mod sign_in;
pub(crate) mod target;
mod unsubscribe;
mod visit;
mod watch;

use visit::{Handler, answer};

/// What the part of the site that knows its readers needs.
pub struct Mine {
    /// Accounts, sessions, watches.
    pub people: Arc<People>,
    /// Who may sign in.
    pub mode: Mode,
    /// Tells what a watch would have told.
    pub previews: Arc<dyn Previewer>,
    /// Whether the site is reached over TLS: cookies are then sent over TLS only.
    pub secure: bool,
}

/// Tells what a watch would have told in the last days.
pub trait Previewer: Send + Sync {
    /// What it would have told.
    ///
    /// # Errors
    /// The search cannot be read, in Dutch why.
    fn preview(&self, target: &Target) -> Result<Preview, String>;
}

/// What a watch would have told.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// The events, the newest first.
    pub events: Vec<Event>,
    /// The day on which announcing began here, where that is less than thirty days ago.
    pub since: Option<String>,
    /// How many things of the last thirty days a search finds, by their date.
    pub found: Option<u64>,
}

/// Every address, with what shows it and what takes its form.
const ROUTES: &[(&str, Option<Handler>, Option<Handler>)] = &[
    ("/mijn", Some(overview::show), None),
    ("/mijn/aanmelden", Some(sign_in::show), Some(sign_in::ask)),
    ("/mijn/aanmelden/{token}", Some(sign_in::confirm), Some(sign_in::sign_in)),
    ("/mijn/afmelden", None, Some(sign_in::sign_out)),
    ("/volgen", Some(follow::show), Some(follow::follow)),
    ("/mijn/volgt/{watch}", Some(watch::show), Some(watch::edit)),
    ("/mijn/volgt/{watch}/pauze", None, Some(watch::pause)),
    ("/mijn/volgt/{watch}/stop", None, Some(watch::stop)),
    ("/mijn/feed", None, Some(account::feed)),
    ("/mijn/adres", None, Some(account::endpoint)),
    ("/mijn/sessie", None, Some(account::session)),
    ("/mijn/taal", None, Some(account::language)),
    ("/mijn/gegevens.json", Some(account::export), None),
    ("/mijn/verwijderen", Some(account::ask_delete), Some(account::delete)),
    ("/afmelden/{what}/{signature}", Some(unsubscribe::show), Some(unsubscribe::end)),
    ("/feed/{token}", Some(feeds::feed), None),
    ("/beheer", Some(manage::show), Some(manage::act)),
];

/// Adds the addresses to a site.
pub(crate) fn routes(mut site: Router<Arc<App>>) -> Router<Arc<App>> {
    for (address, shown, taken) in ROUTES {
        let mut route = MethodRouter::new();
        if let Some(handler) = *shown {
            route = route.get(move |State(app): State<Arc<App>>, request: Request| {
                answer(handler, app, request, false)
            });
        }
        if let Some(handler) = *taken {
            route = route.post(move |State(app): State<Arc<App>>, request: Request| {
                answer(handler, app, request, true)
            });
        }
        site = site.route(address, route);
    }
    site
}
