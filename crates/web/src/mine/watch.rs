//! `/mijn/volgt/{number}`: one watch: its name, how often it tells, where, and what it keeps silent about.

use std::collections::BTreeSet;

use alerts::watch::LONGEST_LABEL;
use alerts::{Cadence, EventKind, Watch};
use askama::Template;
use store::people::accounts::Endpoint;
use store::people::watches::Edit;

use super::Mine;
use super::page::{foretold, frame, page, spoken, stale, too_often};
use super::visit::{Reply, Visit};
use crate::error::Error;
use crate::frame::Frame;
use crate::{App, Lang};

/// A watch.
#[derive(Template)]
#[template(path = "mine_watch.html")]
struct WatchPage {
    lang: Lang,
    frame: Frame,
    watch: Watch,
    why: String,
    csrf: String,
    kinds: Vec<(&'static str, &'static str, bool)>,
    days: Vec<(&'static str, &'static str, bool)>,
    rhythm: &'static str,
    hour: i8,
    endpoints: Vec<Endpoint>,
    foretold: Option<String>,
    has_feed: bool,
}

impl WatchPage {
    fn goes_to(&self, endpoint: &Endpoint) -> bool {
        self.watch.endpoint == Some(endpoint.id)
    }
}

fn number(visit: &Visit) -> Option<i64> {
    visit.ask.parameter.parse().ok()
}

pub(super) fn show(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let (account, session) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(reply),
    };
    let Some(id) = number(visit) else { return Ok(Reply::Nothing) };
    let Some(watch) = mine.people.watch(account.id, id)? else { return Ok(Reply::Nothing) };
    let lang = visit.lang();
    let spoken = spoken(lang);
    let (rhythm, hour, day) = match watch.cadence {
        Cadence::Live => ("live", 7, None),
        Cadence::Hourly => ("hour", 7, None),
        Cadence::Daily(hour) => ("day", hour, None),
        Cadence::Weekly(_, hour) => {
            ("week", hour, watch.cadence.to_string().split(' ').nth(1).map(str::to_owned))
        }
    };
    page(&WatchPage {
        lang,
        frame: frame(visit, app),
        why: watch.why(spoken),
        csrf: session.csrf.clone(),
        kinds: watch
            .target
            .tells()
            .iter()
            .map(|kind| (kind.slug(), kind.label(spoken), !watch.muted.contains(kind)))
            .collect(),
        days: Cadence::days(spoken)
            .map(|(slug, label)| (slug, label, day.as_deref() == Some(slug)))
            .collect(),
        rhythm,
        hour,
        endpoints: mine.people.endpoints(account.id)?,
        foretold: mine.previews.preview(&watch.target).ok().map(|preview| foretold(&preview, lang)),
        has_feed: mine.people.feeds(account.id)?.contains(&Some(id)),
        watch,
    })
}

/// A form of a watch that may be taken, or what to answer instead.
fn own(visit: &Visit, app: &App, mine: &Mine) -> Result<Result<(i64, i64), Reply>, Error> {
    let (account, _) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(Err(reply)),
    };
    if !visit.own_form() {
        return Ok(Err(stale(visit, app)?));
    }
    if !visit.allowed(mine, "form", &account.id.to_string(), 300, 3_600)? {
        return Ok(Err(too_often(visit, app)?));
    }
    Ok(number(visit).map(|id| (account.id, id)).ok_or(Reply::Nothing))
}

pub(super) fn edit(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let (account, id) = match own(visit, app, mine)? {
        Ok(own) => own,
        Err(reply) => return Ok(reply),
    };
    let Some(watch) = mine.people.watch(account, id)? else { return Ok(Reply::Nothing) };
    let form = |name: &str| visit.form.get(name).unwrap_or_default();
    let text = match form("ritme") {
        "day" => format!("day {}", form("uur")),
        "week" => format!("week {} {}", form("dag"), form("uur")),
        other => other.to_owned(),
    };
    let wanted: BTreeSet<&str> = visit.form.all("vertel").collect();
    let muted: BTreeSet<EventKind> =
        watch.target.tells().iter().copied().filter(|kind| !wanted.contains(kind.slug())).collect();
    let label = alerts::message::one_line(form("naam"));
    let edit = Edit {
        label: if label.is_empty() || label.len() > LONGEST_LABEL { watch.label } else { label },
        cadence: text.parse().unwrap_or(watch.cadence),
        muted,
        endpoint: form("naar").parse().ok(),
    };
    mine.people.edit(account, id, &edit, visit.now())?;
    Ok(Reply::Elsewhere(visit.lang().href("/mijn")))
}

pub(super) fn pause(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let (account, id) = match own(visit, app, mine)? {
        Ok(own) => own,
        Err(reply) => return Ok(reply),
    };
    if !mine.people.pause(account, id, visit.form.get("pauze") == Some("aan"))? {
        return Ok(Reply::Nothing);
    }
    Ok(Reply::Elsewhere(visit.lang().href("/mijn")))
}

pub(super) fn stop(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let (account, id) = match own(visit, app, mine)? {
        Ok(own) => own,
        Err(reply) => return Ok(reply),
    };
    if !mine.people.unfollow(account, id)? {
        return Ok(Reply::Nothing);
    }
    Ok(Reply::Elsewhere(visit.lang().href("/mijn")))
}
