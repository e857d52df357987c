//! `/mijn`: what a reader follows, where it is told, and the account itself.

use std::collections::HashSet;

use alerts::Watch;
use askama::Template;
use store::people::accounts::{Account, Endpoint};
use store::people::sessions::{Mode, Session};

use super::Mine;
use super::page::{frame, page, say, spoken};
use super::visit::{Reply, Visit};
use crate::error::Error;
use crate::frame::Frame;
use crate::{App, Lang};

/// What a reader follows.
#[derive(Template)]
#[template(path = "mine.html")]
struct Overview {
    lang: Lang,
    frame: Frame,
    account: Account,
    csrf: String,
    session: i64,
    watches: Vec<Row>,
    endpoints: Vec<(Endpoint, String)>,
    sessions: Vec<Session>,
    has_feed: bool,
}

/// A watch as a line.
struct Row {
    watch: Watch,
    kind: String,
    cadence: String,
    to: String,
    has_feed: bool,
}

pub(super) fn show(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let lang = visit.lang();
    if mine.mode == Mode::None {
        let mut message = say(
            visit,
            app,
            lang.t("Volgen", "Follow"),
            &[lang.t(
                "Op deze site kan niemand zich aanmelden. Iedere lijst en ieder dossier heeft wel een feed (Atom) die een nieuwslezer kan volgen.",
                "Nobody can sign in on this site. Every list and dossier has a feed (Atom) that a news reader can follow.",
            )],
        );
        message.way = Some((lang.t("Alle feeds", "All feeds").to_owned(), lang.href("/over/data")));
        return page(&message);
    }
    let (account, session) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(reply),
    };
    let endpoints = mine.people.endpoints(account.id)?;
    let feeds: HashSet<Option<i64>> = mine.people.feeds(account.id)?.into_iter().collect();
    let spoken = spoken(lang);
    let rows = mine.people.watches(account.id)?.into_iter().map(|watch| Row {
        kind: match &watch.target {
            alerts::Target::Thing { kind, .. } => kind.label(spoken).to_owned(),
            alerts::Target::Query { .. } => lang.t("zoekopdracht", "search").to_owned(),
        },
        cadence: watch.cadence.label(spoken),
        to: match endpoints.iter().find(|endpoint| Some(endpoint.id) == watch.endpoint) {
            Some(endpoint) => endpoint.kind.clone(),
            None => lang.t("mail", "mail").to_owned(),
        },
        has_feed: feeds.contains(&Some(watch.id)),
        watch,
    });
    let watches = rows.collect();
    let secret = |endpoint: &Endpoint| mine.people.key().sign("webhook", &endpoint.id.to_string());
    page(&Overview {
        lang,
        frame: frame(visit, app),
        csrf: session.csrf.clone(),
        session: session.id,
        sessions: mine.people.sessions(account.id)?,
        has_feed: feeds.contains(&None),
        account: account.clone(),
        watches,
        endpoints: endpoints.into_iter().map(|endpoint| (endpoint.clone(), secret(&endpoint))).collect(),
    })
}
