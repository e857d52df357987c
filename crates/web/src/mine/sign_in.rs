//! Signing in by a link in a mail: asking for it, confirming it with a button, and signing out.

use alerts::Email;
use alerts::secret::{self, Token};
use askama::Template;

use super::Mine;
use super::page::{Button, frame, page, say, spoken, stale, too_often};
use super::visit::{Reply, Visit};
use crate::error::Error;
use crate::frame::Frame;
use crate::{App, Lang};

const HOUR: i64 = 3_600;

/// The form that asks for a link.
#[derive(Template)]
#[template(path = "mine_sign_in.html")]
struct SignIn {
    lang: Lang,
    frame: Frame,
    /// What was typed and is no address.
    wrong: Option<String>,
    single: bool,
    action: String,
}

pub(super) fn show(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    if visit.account.is_some() {
        return Ok(Reply::Elsewhere(visit.lang().href("/mijn")));
    }
    form(visit, app, mine, None)
}

fn form(visit: &Visit, app: &App, mine: &Mine, wrong: Option<String>) -> Result<Reply, Error> {
    let single = matches!(mine.mode, store::people::sessions::Mode::Single(_));
    let action = visit.lang().href("/mijn/aanmelden");
    page(&SignIn { lang: visit.lang(), frame: frame(visit, app), wrong, single, action })
}

/// Takes an address. The answer is the same for every address, and so is the work.
pub(super) fn ask(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let lang = visit.lang();
    let typed: String = visit.form.get("adres").unwrap_or_default().chars().take(300).collect();
    let Some(address) = Email::parse(&typed) else { return form(visit, app, mine, Some(typed)) };
    // all three count each time, so that the time it takes tells nothing
    let own = visit.allowed(mine, "sign-in", &address.folded(), 5, HOUR)?;
    let here = visit.allowed(mine, "sign-in from", &visit.from, 20, HOUR)?;
    let all = visit.allowed(mine, "sign-in all", "", 1_000, HOUR)?;
    if !here || !all {
        return too_often(visit, app);
    }
    // too many for one address: no further mail, and nobody learns how many there were
    if own {
        mine.people.wish_to_sign_in(&address, spoken(lang), &mine.mode, visit.now())?;
    }
    let message = say(
        visit,
        app,
        lang.t("Kijk in uw mail", "Look in your mail"),
        &[
            lang.t(
                "Als dit adres hier mag aanmelden, is er een mail met een link onderweg. De link werkt één keer, twintig minuten lang.",
                "If this address may sign in here, a mail with a link is on its way. The link works once, for twenty minutes.",
            ),
            lang.t("Niets ontvangen? Kijk ook bij de ongewenste mail.", "Nothing there? Look among unwanted mail as well."),
        ],
    );
    page(&message)
}

/// The page behind the link: it signs nobody in by itself, since scanners of mail open it too.
pub(super) fn confirm(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    if !visit.allowed(mine, "confirm", &visit.from, 60, HOUR)? {
        return too_often(visit, app);
    }
    let lang = visit.lang();
    if !mine.people.link_works(secret::hash(&visit.ask.parameter), visit.now())? {
        return gone(visit, app);
    }
    let mut message = say(
        visit,
        app,
        lang.t("Aanmelden", "Sign in"),
        &[lang.t(
            "Nog één stap: bevestig dat u zich op dit apparaat wilt aanmelden.",
            "One more step: confirm that you want to sign in on this device.",
        )],
    );
    message.button = Some(Button {
        action: lang.href(format!("/mijn/aanmelden/{}", address_part(&visit.ask.parameter))),
        label: lang.t("Aanmelden", "Sign in").to_owned(),
        fields: Vec::new(),
    });
    page(&message)
}

/// Signs in: a new session with a token of its own, whatever cookie there was.
pub(super) fn sign_in(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    if !visit.allowed(mine, "confirm", &visit.from, 60, HOUR)? {
        return too_often(visit, app);
    }
    let random = || Token::random().map_err(|error| Error::Search(error.to_string()));
    let (session, csrf) = (random()?, random()?);
    let hash = secret::hash(&visit.ask.parameter);
    let label = browser(&visit.browser);
    let signed = mine.people.sign_in(hash, session.hash(), csrf.as_str(), &label, &mine.mode, visit.now())?;
    if signed.is_none() {
        return gone(visit, app);
    }
    Ok(Reply::Cookie(Some(session.as_str().to_owned()), visit.lang().href("/mijn")))
}

pub(super) fn sign_out(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    if !visit.own_form() {
        return stale(visit, app);
    }
    if let Some((account, session)) = &visit.account {
        mine.people.end_sessions(account.id, Some(session.id))?;
    }
    Ok(Reply::Cookie(None, visit.lang().href("/mijn/aanmelden")))
}

fn gone(visit: &Visit, app: &App) -> Result<Reply, Error> {
    let lang = visit.lang();
    let mut message = say(
        visit,
        app,
        lang.t("Deze link werkt niet meer", "This link no longer works"),
        &[lang.t(
            "Een link werkt één keer, twintig minuten lang. Vraag een nieuwe aan.",
            "A link works once, for twenty minutes. Ask for a new one.",
        )],
    );
    message.way = Some((
        lang.t("Nieuwe link aanvragen", "Ask for a new link").to_owned(),
        lang.href("/mijn/aanmelden"),
    ));
    let html = message.render().map_err(Error::Template)?;
    Ok(Reply::Status(axum::http::StatusCode::GONE, html))
}

/// A token may only hold letters of an address; anything else is no token.
fn address_part(token: &str) -> String {
    token.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')).take(100).collect()
}

/// Browser and system in two words: enough to know one's own device by, and no more.
fn browser(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name)
    };
    let program = find(&[
        ("Firefox", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [program, system].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_kept_as_two_words() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36";
        assert_eq!(browser(agent), "Chrome · Linux");
        assert_eq!(browser("curl/8"), "");
    }
}
