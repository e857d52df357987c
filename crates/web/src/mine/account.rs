//! The account: secret feed addresses, endpoints, sessions, language, export and deletion.

use alerts::secret::Token;
use alerts::webhook::LONGEST_URL;

use super::Mine;
use super::page::{Button, page, say, stale, too_often};
use super::visit::{Reply, Visit};
use crate::App;
use crate::error::Error;

/// A form of somebody who is signed in: the number of the account, or what to answer instead.
pub(super) fn own(visit: &Visit, app: &App, mine: &Mine) -> Result<Result<i64, Reply>, Error> {
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
    Ok(Ok(account.id))
}

/// Makes or withdraws a secret address; it is shown once and kept as a hash.
pub(super) fn feed(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let account = match own(visit, app, mine)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    let lang = visit.lang();
    let watch = visit.form.get("volgt").and_then(|text| text.parse().ok());
    if visit.form.get("weg").is_some() {
        mine.people.revoke_feed(account, watch)?;
        return Ok(Reply::Elsewhere(lang.href("/mijn")));
    }
    let token = Token::random().map_err(|error| Error::Search(error.to_string()))?;
    if !mine.people.set_feed(account, watch, token.hash(), visit.now())? {
        return Ok(Reply::Nothing);
    }
    let mut message = say(
        visit,
        app,
        lang.t("Uw feed", "Your feed"),
        &[lang.t(
            "Kopieer dit adres nu naar uw nieuwslezer: het wordt hierna niet meer getoond.",
            "Copy this address to your news reader now: it is not shown again.",
        )],
    );
    message.copy = Some(format!("{}/feed/{}", app.settings.public_address, token.as_str()));
    message.way =
        Some((lang.t("Terug naar wat ik volg", "Back to what I follow").to_owned(), lang.href("/mijn")));
    page(&message)
}

/// Adds or removes a webhook or a topic of ntfy.
pub(super) fn endpoint(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let account = match own(visit, app, mine)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    let lang = visit.lang();
    if let Some(id) = visit.form.get("weg") {
        if let Ok(id) = id.parse() {
            mine.people.remove_endpoint(account, id)?;
        }
        return Ok(Reply::Elsewhere(lang.href("/mijn")));
    }
    let kind = visit.form.get("soort").unwrap_or_default();
    let url = visit.form.get("url").unwrap_or_default();
    let added = matches!(kind, "webhook" | "ntfy") && is_web_address(url) && {
        mine.people.add_endpoint(account, kind, url, visit.now())?.is_some()
    };
    if added {
        return Ok(Reply::Elsewhere(lang.href("/mijn")));
    }
    let mut message = say(
        visit,
        app,
        lang.t("Dit adres kan niet", "This address cannot be used"),
        &[lang.t(
            "Geef een volledig adres op internet, zonder naam of wachtwoord erin, zoals https://voorbeeld.nl/haak. Er passen er twintig bij een account.",
            "Give a full address on the internet, without a name or password in it, such as https://example.org/hook. An account has room for twenty.",
        )],
    );
    message.way = Some((lang.t("Terug", "Back").to_owned(), lang.href("/mijn")));
    page(&message)
}

/// Whether a text is an address that may be called: who it leads to is judged when it is called.
fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    url.len() <= LONGEST_URL
        && !host.is_empty()
        && !host.contains('@')
        && url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'))
}

/// Ends a session.
pub(super) fn session(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let account = match own(visit, app, mine)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    if let Some(id) = visit.form.get("sessie").and_then(|text| text.parse().ok()) {
        mine.people.end_sessions(account, Some(id))?;
    }
    Ok(Reply::Elsewhere(visit.lang().href("/mijn")))
}

/// The language of messages.
pub(super) fn language(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let account = match own(visit, app, mine)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    mine.people.set_lang(account, alerts::Lang::of(visit.form.get("taal").unwrap_or_default()))?;
    Ok(Reply::Elsewhere(visit.lang().href("/mijn")))
}

/// Everything that is kept of an account.
pub(super) fn export(visit: &Visit, _: &App, mine: &Mine) -> Result<Reply, Error> {
    let (account, _) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(reply),
    };
    let Some(all) = mine.people.export(account.id)? else { return Ok(Reply::Nothing) };
    let body = serde_json::to_string_pretty(&all).unwrap_or_default();
    Ok(Reply::Data("application/json; charset=utf-8", Some("kamerspoor.json"), format!("{body}\n")))
}

/// Asks once more.
pub(super) fn ask_delete(visit: &Visit, app: &App, _: &Mine) -> Result<Reply, Error> {
    let (_, session) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(reply),
    };
    let lang = visit.lang();
    let mut message = say(
        visit,
        app,
        lang.t("Account verwijderen", "Delete account"),
        &[lang.t(
            "Alles wat u volgt en alles wat over u bewaard wordt, wordt meteen en voorgoed verwijderd.",
            "All you follow and all that is kept about you is deleted at once and for good.",
        )],
    );
    message.button = Some(Button {
        action: lang.href("/mijn/verwijderen"),
        label: lang.t("Verwijder mijn account", "Delete my account").to_owned(),
        fields: vec![("csrf".to_owned(), session.csrf.clone())],
    });
    message.way = Some((lang.t("Terug", "Back").to_owned(), lang.href("/mijn")));
    page(&message)
}

/// Deletes the account.
pub(super) fn delete(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let account = match own(visit, app, mine)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    mine.people.delete_account(account)?;
    mine.people.note(&format!("account {account}"), "delete", &format!("account {account}"), visit.now())?;
    Ok(Reply::Cookie(None, visit.lang().href("/mijn/aanmelden")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        for good in ["https://voorbeeld.example/haak?a=b", "http://ntfy.example/onderwerp"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "ftp://x.example",
            "https://",
            "https://a:b@x.example/",
            "javascript:alert(1)",
            "https://x.example/\r\nX: y",
            "https://x.example/<b>",
            "file:///etc/passwd",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
