//! `/volgen?pagina=…`: what would be followed, what it would have told lately, and the button that does it.

use alerts::{Cadence, Event};
use askama::Template;
use store::people::watches::{Followed, NewWatch};

use super::Mine;
use super::page::{foretold, frame, page, say, spoken, stale, too_often};
use super::target::{self, Followable};
use super::visit::{Reply, Visit};
use crate::error::Error;
use crate::frame::Frame;
use crate::{App, Lang};

/// Messages that a preview names.
const SHOWN: usize = 5;

/// What would be followed.
#[derive(Template)]
#[template(path = "follow.html")]
struct Follow {
    lang: Lang,
    frame: Frame,
    label: String,
    kind: String,
    url: String,
    page: String,
    newest: Vec<(String, String, String)>,
    /// How much it would have told, or why that cannot be said.
    foretold: String,
    csrf: Option<String>,
    cadences: Vec<(String, String)>,
    action: String,
}

pub(super) fn show(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let lang = visit.lang();
    let asked: String = visit.ask.query.get("pagina").unwrap_or_default().chars().take(3_000).collect();
    let Some(found) = target::read(&asked, app)? else { return Ok(Reply::Nothing) };
    let (events, foretold) = match mine.previews.preview(&found.target) {
        Ok(preview) => {
            let words = foretold(&preview, lang);
            (preview.events, words)
        }
        Err(why) => (Vec::new(), why),
    };
    let spoken = spoken(lang);
    let line = |event: &Event| {
        (event.news.words(spoken), event.news.shown.title.clone(), lang.href(event.news.shown.url.as_str()))
    };
    page(&Follow {
        lang,
        frame: frame(visit, app),
        kind: kind(&found, lang),
        label: found.label,
        url: lang.href(found.url),
        page: asked,
        newest: events.iter().take(SHOWN).map(line).collect(),
        foretold,
        csrf: visit.account.as_ref().map(|(_, session)| session.csrf.clone()),
        cadences: cadences(lang),
        action: lang.href("/volgen"),
    })
}

pub(super) fn follow(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let lang = visit.lang();
    let (account, _) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(reply),
    };
    if !visit.own_form() {
        return stale(visit, app);
    }
    if !visit.allowed(mine, "form", &account.id.to_string(), 300, 3_600)? {
        return too_often(visit, app);
    }
    let asked = visit.form.get("pagina").unwrap_or_default();
    let Some(found) = target::read(asked, app)? else { return Ok(Reply::Nothing) };
    // a search that cannot be read is not followed
    if let alerts::Target::Query { .. } = &found.target
        && let Err(why) = mine.previews.preview(&found.target)
    {
        let message = say(
            visit,
            app,
            lang.t("Deze zoekopdracht kan niet gevolgd worden", "This search cannot be followed"),
            &[&why],
        );
        return page(&message);
    }
    let cadence: Cadence =
        visit.form.get("ritme").and_then(|text| text.parse().ok()).unwrap_or(Cadence::Live);
    let wanted = NewWatch {
        target: found.target,
        subjects: found.subjects,
        label: found.label,
        url: found.url,
        cadence,
    };
    match mine.people.follow(account.id, &wanted, visit.now())? {
        Followed::New(id) | Followed::Already(id) => {
            Ok(Reply::Elsewhere(lang.href(format!("/mijn/volgt/{id}"))))
        }
        Followed::TooMany => {
            let message = say(
                visit,
                app,
                lang.t("U volgt te veel", "You follow too much"),
                &[lang.t(
                    "Een account kan duizend dingen volgen. Stop met iets anders en probeer het opnieuw.",
                    "An account can follow a thousand things. Stop one and try again.",
                )],
            );
            page(&message)
        }
    }
}

fn kind(found: &Followable, lang: Lang) -> String {
    match &found.target {
        alerts::Target::Thing { kind, .. } => kind.label(spoken(lang)).to_owned(),
        alerts::Target::Query { .. } => lang.t("zoekopdracht", "search").to_owned(),
    }
}

/// The cadences that are offered at first; a watch can be given any other.
pub(super) fn cadences(lang: Lang) -> Vec<(String, String)> {
    let offered = ["live", "hour", "day 7", "week mon 7"];
    let offered = offered.iter().filter_map(|text| text.parse::<Cadence>().ok());
    offered.map(|cadence| (cadence.to_string(), cadence.label(spoken(lang)))).collect()
}
