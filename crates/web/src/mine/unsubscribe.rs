//! `/afmelden/…`: the links in mails. Looking asks; a form, or one click of a mail program (RFC 8058), does it.
//!
//! The address carries its proof: a signature of the account and the watch. Nobody needs to be signed in.

use super::Mine;
use super::page::{Button, page, say, too_often};
use super::visit::{Reply, Visit};
use crate::App;
use crate::error::Error;

/// What an address asks to end: of which account, which watch; none is all.
fn asked(visit: &Visit, mine: &Mine) -> Option<(i64, Option<i64>)> {
    let what = visit.ask.parameter.as_str();
    if !mine.people.key().verifies("unsubscribe", what, &visit.ask.second) {
        return None;
    }
    let (account, watch) = what.split_once('-')?;
    Some((account.parse().ok()?, watch.parse().ok()))
}

pub(super) fn show(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let Some((account, watch)) = asked(visit, mine) else { return Ok(Reply::Nothing) };
    let lang = visit.lang();
    let line = match watch {
        Some(id) => match mine.people.watch(account, id)? {
            Some(watch) => format!("{}: {}", lang.t("U volgt", "You follow"), watch.label),
            None => return done(visit, app),
        },
        None => lang
            .t(
                "U volgt dan niets meer en krijgt geen berichten meer.",
                "You will then follow nothing and get no more messages.",
            )
            .to_owned(),
    };
    let heading = match watch {
        Some(_) => lang.t("Dit niet meer volgen?", "Stop following this?"),
        None => lang.t("Alles afmelden?", "Unsubscribe from all?"),
    };
    let mut message = say(visit, app, heading, &[&line]);
    message.button = Some(Button {
        action: lang.href(visit.ask.path.clone()),
        label: lang.t("Afmelden", "Unsubscribe").to_owned(),
        fields: Vec::new(),
    });
    page(&message)
}

pub(super) fn end(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    if !visit.allowed(mine, "unsubscribe", &visit.from, 300, 3_600)? {
        return too_often(visit, app);
    }
    let Some((account, watch)) = asked(visit, mine) else { return Ok(Reply::Nothing) };
    match watch {
        Some(id) => {
            mine.people.unfollow(account, id)?;
        }
        None => {
            mine.people.unfollow_all(account)?;
        }
    }
    done(visit, app)
}

fn done(visit: &Visit, app: &App) -> Result<Reply, Error> {
    let lang = visit.lang();
    let mut message = say(
        visit,
        app,
        lang.t("U bent afgemeld", "You are unsubscribed"),
        &[lang.t("Hierover krijgt u geen berichten meer.", "You get no more messages about this.")],
    );
    message.way = Some((lang.t("Wat u nog volgt", "What you still follow").to_owned(), lang.href("/mijn")));
    page(&message)
}
