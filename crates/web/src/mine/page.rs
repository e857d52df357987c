//! The pages of this part, as templates: a plain one with a message and perhaps a button, and those with forms.

use askama::Template;

use super::Preview;
use super::visit::{Reply, Visit};
use crate::error::Error;
use crate::frame::Frame;
use crate::{App, Lang};

/// A page that says something, with a button that does it.
#[derive(Template)]
#[template(path = "mine_message.html")]
pub(super) struct Message {
    pub lang: Lang,
    pub frame: Frame,
    pub heading: String,
    pub lines: Vec<String>,
    /// Something to copy: a secret address.
    pub copy: Option<String>,
    /// A button: where its form goes, its words, and what the form carries.
    pub button: Option<Button>,
    /// A way on: its words and address.
    pub way: Option<(String, String)>,
}

/// A button and its form.
pub(super) struct Button {
    pub action: String,
    pub label: String,
    pub fields: Vec<(String, String)>,
}

/// What surrounds a page of this part: nothing that could be had as a file, and no way to follow.
pub(super) fn frame(visit: &Visit, app: &App) -> Frame {
    let mut frame = visit.ask.frame(app).without_json();
    frame.follow = None;
    frame.canonical = None;
    // an address here may hold a token: the other language is offered on the first page only
    let safe = matches!(visit.ask.path.as_str(), "/mijn" | "/mijn/aanmelden" | "/volgen");
    if !safe {
        frame.dutch = "/mijn".to_owned();
        frame.english = Lang::En.href("/mijn");
    }
    frame
}

/// A template as a reply.
pub(super) fn page(template: &impl Template) -> Result<Reply, Error> {
    template.render().map(Reply::Page).map_err(Error::Template)
}

/// A message without a button.
pub(super) fn say(visit: &Visit, app: &App, heading: &str, lines: &[&str]) -> Message {
    Message {
        lang: visit.lang(),
        frame: frame(visit, app),
        heading: heading.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        copy: None,
        button: None,
        way: None,
    }
}

/// The page for who asks too often.
pub(super) fn too_often(visit: &Visit, app: &App) -> Result<Reply, Error> {
    let lang = visit.lang();
    let message = say(
        visit,
        app,
        lang.t("Te vaak geprobeerd", "Tried too often"),
        &[lang.t("Wacht een uur en probeer het dan opnieuw.", "Wait an hour and try again.")],
    );
    let html = message.render().map_err(Error::Template)?;
    Ok(Reply::Status(axum::http::StatusCode::TOO_MANY_REQUESTS, html))
}

/// The page for a form that has grown old or came from elsewhere.
pub(super) fn stale(visit: &Visit, app: &App) -> Result<Reply, Error> {
    let lang = visit.lang();
    let mut message = say(
        visit,
        app,
        lang.t("Dit formulier is verlopen", "This form has expired"),
        &[lang.t(
            "Er is niets veranderd. Ga terug en probeer het opnieuw.",
            "Nothing was changed. Go back and try again.",
        )],
    );
    message.way = Some((lang.t("Naar Mijn Kamerspoor", "To what I follow").to_owned(), lang.href("/mijn")));
    let html = message.render().map_err(Error::Template)?;
    Ok(Reply::Status(axum::http::StatusCode::FORBIDDEN, html))
}

/// The language of messages for the language of a page.
pub(super) fn spoken(lang: Lang) -> alerts::Lang {
    if lang.is_english() { alerts::Lang::En } else { alerts::Lang::Nl }
}

/// How much a watch would have told, in a sentence: `In de afgelopen 30 dagen: 12 berichten.`
pub(super) fn foretold(preview: &Preview, lang: Lang) -> String {
    let count = preview.events.len();
    let messages = if count == 1 { lang.t("bericht", "message") } else { lang.t("berichten", "messages") };
    let told = match &preview.since {
        Some(day) => {
            let since =
                lang.t("Sinds deze site wijzigingen bijhoudt", "Since this site keeps track of changes");
            format!("{since} ({}): {} {messages}.", lang.moment_day(day), lang.count(count))
        }
        None => format!(
            "{}: {} {messages}.",
            lang.t("In de afgelopen 30 dagen", "In the last 30 days"),
            lang.count(count)
        ),
    };
    match preview.found {
        Some(found) if preview.since.is_some() => {
            let things = lang.t(
                "Stukken van de afgelopen 30 dagen die deze zoekopdracht vindt",
                "Papers of the last 30 days that this search finds",
            );
            format!("{told} {things}: {}.", lang.count(found))
        }
        _ => told,
    }
}
