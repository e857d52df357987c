//! Everything that a request can end in other than its page: status, stable code, sentence, ways on.
//!
//! The sentences that users read about failures all stand here, in both languages.

use askama::Template;
use axum::http::{StatusCode, Uri};
use serde_json::json;
use store::show::around::Neighbour;

use crate::answer::Rendered;
use crate::frame::Frame;
use crate::page::{self, Ask};
use crate::{App, Lang, address};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No page has this address.
    #[error("no page {path}")]
    NoSuchPage {
        /// The path that was asked for.
        path: String,
    },
    /// No document has this number.
    #[error("no document {number}")]
    NoDocument {
        /// The number that was asked for.
        number: String,
        /// What may have been meant, and why.
        near: Near,
    },
    /// Nothing of this kind has this number.
    #[error("no {} {number}", what.1)]
    NoRecord {
        /// What was asked for, in Dutch and in English: `motie`, `motion`.
        what: (&'static str, &'static str),
        /// The number that was asked for.
        number: String,
        /// The list to look in.
        list: &'static str,
        /// What may have been meant, and why.
        near: Box<Near>,
    },
    /// What stands where a number should is none.
    #[error("{number:?} is no official number")]
    NotANumber {
        /// What was asked for.
        number: String,
    },
    /// The source withdrew the document.
    #[error("document {number} was withdrawn")]
    Withdrawn {
        /// Its number.
        number: String,
        /// When this was seen, UTC.
        at: Option<String>,
    },
    /// The document has no such file here.
    #[error("no original {version:?} of {number}")]
    NoOriginal {
        /// Number of the document.
        number: String,
        /// The version that was asked for.
        version: Option<u32>,
    },
    /// A value in the address cannot be read.
    #[error("{name} = {value:?} cannot be read")]
    Value {
        /// Name in the address.
        name: &'static str,
        /// What was given.
        value: String,
        /// What was expected, in Dutch and in English.
        expected: (&'static str, &'static str),
    },
    /// A query for a file cannot be read.
    #[error("query {query:?}: {why}")]
    Query {
        /// The query.
        query: String,
        /// What is wrong with it, in Dutch.
        why: String,
    },
    /// The query string is too long.
    #[error("a query of {length} bytes")]
    QueryTooLong {
        /// Its length.
        length: usize,
        /// The most that is read.
        most: usize,
    },
    /// What is asked for is being counted for the first time.
    #[error("not counted yet")]
    Counting,
    /// The address takes no such method.
    #[error("{method} {path}")]
    WrongMethod {
        /// The method.
        method: String,
        /// The path.
        path: String,
    },
    /// The index cannot be read.
    #[error("search: {0}")]
    Search(String),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A template failed.
    #[error("template: {0}")]
    Template(askama::Error),
}

/// What may have been meant instead of a number that is not there.
#[derive(Debug, Clone, Default)]
pub struct Near {
    /// What these are, in Dutch and in English.
    pub what: (&'static str, &'static str),
    /// The documents.
    pub documents: Vec<Neighbour>,
    /// The House's own page, where the number looks right.
    pub house: Option<String>,
}

impl Error {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::NoSuchPage { .. }
            | Error::NoDocument { .. }
            | Error::NoRecord { .. }
            | Error::NotANumber { .. }
            | Error::NoOriginal { .. } => StatusCode::NOT_FOUND,
            Error::Withdrawn { .. } => StatusCode::GONE,
            Error::Value { .. } | Error::Query { .. } => StatusCode::BAD_REQUEST,
            Error::QueryTooLong { .. } => StatusCode::URI_TOO_LONG,
            Error::WrongMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Error::Store(store::Error::Busy) | Error::Search(_) | Error::Counting => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Error::Store(_) | Error::Template(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code of the error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NoSuchPage { .. } => "no_such_page",
            Error::NoDocument { .. } => "no_such_document",
            Error::NoRecord { .. } => "no_such_record",
            Error::NotANumber { .. } => "not_a_number",
            Error::Withdrawn { .. } => "withdrawn",
            Error::NoOriginal { .. } => "no_such_original",
            Error::Value { .. } => "bad_value",
            Error::Query { .. } => "bad_query",
            Error::QueryTooLong { .. } => "query_too_long",
            Error::WrongMethod { .. } => "wrong_method",
            Error::Search(_) => "search_unavailable",
            Error::Counting => "counting",
            Error::Store(store::Error::Busy) => "store_busy",
            Error::Store(_) | Error::Template(_) => "internal",
        }
    }

    /// The heading of the page.
    fn heading(&self, lang: Lang) -> &'static str {
        match self {
            Error::NoSuchPage { .. } => lang.t("Deze pagina bestaat niet", "There is no such page"),
            Error::NoDocument { .. } => lang.t("Dit document is hier niet", "This document is not here"),
            Error::NoRecord { .. } => lang.t("Dit is hier niet", "This is not here"),
            Error::NotANumber { .. } => {
                lang.t("Dit is geen nummer van een document", "This is no document number")
            }
            Error::Withdrawn { .. } => lang.t("Dit document is ingetrokken", "This document was withdrawn"),
            Error::NoOriginal { .. } => lang.t("Dit bestand is hier niet", "This file is not here"),
            Error::Value { .. } => lang.t("Dit adres klopt niet", "This address is not right"),
            Error::Query { .. } => lang.t("Deze zoekvraag klopt niet", "This query is not right"),
            Error::QueryTooLong { .. } => lang.t("Deze vraag is te lang", "This query is too long"),
            Error::WrongMethod { .. } => lang.t("Dit kan hier niet", "This cannot be done here"),
            Error::Search(_) | Error::Counting | Error::Store(store::Error::Busy) => {
                lang.t("Dit lukt nu even niet", "This does not work right now")
            }
            Error::Store(_) | Error::Template(_) => lang.t("Er ging iets mis", "Something went wrong"),
        }
    }

    /// What failed, with which value, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let (dutch, english) = match self {
            Error::NoSuchPage { path } => (
                format!("Op {path} staat niets. Misschien is het adres verkeerd overgenomen."),
                format!("There is nothing at {path}. Perhaps the address was copied wrongly."),
            ),
            Error::NoDocument { number, .. } => (
                format!(
                    "Er is hier geen document met nummer {number}. Misschien bestaat het niet, of is het nog niet opgehaald."
                ),
                format!(
                    "There is no document {number} here. Perhaps it does not exist, or it was not fetched yet."
                ),
            ),
            Error::NoRecord { what, number, .. } => (
                format!(
                    "Er is hier geen {} “{number}”. Misschien is het nummer verkeerd overgenomen, of is het nog niet opgehaald.",
                    what.0
                ),
                format!(
                    "There is no {} “{number}” here. Perhaps the number was copied wrongly, or it was not fetched yet.",
                    what.1
                ),
            ),
            Error::NotANumber { number } => (
                format!(
                    "“{number}” is geen nummer dat wij kennen. Een documentnummer ziet eruit als 2026D03887, een Kamerstuk als 36800-V-49."
                ),
                format!(
                    "“{number}” is no number that we know. A document number looks like 2026D03887, a parliamentary paper like 36800-V-49."
                ),
            ),
            Error::Withdrawn { number, at } => {
                let when = |lang: Lang| at.as_deref().map(|at| lang.moment(at));
                (
                    match when(Lang::Nl) {
                        Some(at) => format!(
                            "De Kamer heeft document {number} ingetrokken; dat is hier gezien op {at}. De inhoud tonen wij daarom niet meer."
                        ),
                        None => format!(
                            "De Kamer heeft document {number} ingetrokken. De inhoud tonen wij daarom niet meer."
                        ),
                    },
                    match when(Lang::En) {
                        Some(at) => format!(
                            "The House withdrew document {number}; this was seen here on {at}. We no longer show its content."
                        ),
                        None => {
                            format!("The House withdrew document {number}. We no longer show its content.")
                        }
                    },
                )
            }
            Error::NoOriginal { number, version: Some(version) } => (
                format!("Van document {number} is hier geen versie {version} opgehaald."),
                format!("No version {version} of document {number} was fetched here."),
            ),
            Error::NoOriginal { number, version: None } => (
                format!("Van document {number} is hier nog geen bestand opgehaald, of het heeft er geen."),
                format!("No file of document {number} was fetched here yet, or it has none."),
            ),
            Error::Value { name, value, expected } => {
                let value: String = value.chars().take(60).collect();
                (
                    format!("“{value}” bij {name} begrijpen wij niet; verwacht wordt {}.", expected.0),
                    format!("We do not understand “{value}” for {name}; we expect {}.", expected.1),
                )
            }
            Error::Query { why, .. } => (why.clone(), why.clone()),
            Error::QueryTooLong { length, most } => (
                format!(
                    "De vraag in dit adres is {length} tekens lang; wij lezen er hoogstens {most}. Maak haar korter."
                ),
                format!(
                    "The query in this address is {length} characters long; we read {most} at most. Make it shorter."
                ),
            ),
            Error::WrongMethod { method, path } => (
                format!("{path} kan alleen gelezen worden; {method} bestaat hier niet."),
                format!("{path} can only be read; there is no {method} here."),
            ),
            Error::Search(_) => (
                "De zoekmachine is op dit moment niet te bereiken. Probeer het over een minuut opnieuw."
                    .to_owned(),
                "The search index cannot be reached at the moment. Try again in a minute.".to_owned(),
            ),
            Error::Counting => (
                "Dit wordt nu voor het eerst geteld, en dat duurt even. Probeer het over een halve minuut opnieuw."
                    .to_owned(),
                "This is being counted for the first time, which takes a while. Try again in half a minute."
                    .to_owned(),
            ),
            Error::Store(store::Error::Busy) => (
                "De database is even bezet. Probeer het over een minuut opnieuw.".to_owned(),
                "The database is busy. Try again in a minute.".to_owned(),
            ),
            Error::Store(_) | Error::Template(_) => (
                "De pagina kon niet gemaakt worden. De fout is vastgelegd; probeer het later opnieuw."
                    .to_owned(),
                "The page could not be made. The fault was logged; try again later.".to_owned(),
            ),
        };
        match lang {
            Lang::Nl => dutch,
            Lang::En => english,
        }
    }

    fn near(&self) -> Option<&Near> {
        match self {
            Error::NoDocument { near, .. } => Some(near),
            Error::NoRecord { near, .. } => Some(near),
            _ => None,
        }
    }

    /// The list to look in instead, with its name.
    fn list(&self) -> Option<(&'static str, (&'static str, &'static str))> {
        let Error::NoRecord { list, .. } = self else { return None };
        let name = match *list {
            "/moties" => ("Alle moties", "All motions"),
            "/toezeggingen" => ("Alle toezeggingen", "All commitments"),
            "/kamerstukdossiers" => ("Alle dossiers", "All dossiers"),
            "/vragen" => ("Alle vragen", "All questions"),
            "/kamerleden" => ("Alle Kamerleden", "All members"),
            "/bewindspersonen" => ("Alle bewindspersonen", "All ministers"),
            "/fracties" => ("Alle fracties", "All parties"),
            "/commissies" => ("Alle commissies", "All committees"),
            "/activiteiten" => ("De agenda", "The agenda"),
            "/stemmingen" => ("Alle stemmingen", "All votes"),
            "/verslagen" => ("Alle verslagen", "All transcripts"),
            _ => return None,
        };
        Some((list, name))
    }

    /// What to put in the search box: the value that led nowhere.
    fn sought(&self) -> String {
        match self {
            Error::NoDocument { number, .. }
            | Error::NotANumber { number }
            | Error::NoRecord { number, .. } => number.clone(),
            Error::NoSuchPage { path } => {
                let last = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
                let last = last.strip_suffix(".json").or(last.strip_suffix(".html")).unwrap_or(last);
                percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned()
            }
            _ => String::new(),
        }
    }

    /// The response for a request that could be read.
    pub(crate) fn render_for(self, ask: &Ask, app: &App) -> Rendered {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, path = %ask.path, "a request failed");
        }
        let message = self.sentence(ask.lang);
        if ask.json {
            let near: Vec<_> = self.near().map(|near| near.documents.iter().collect()).unwrap_or_default();
            let value = json!({ "error": { "code": self.code(), "message": message, "near": near } });
            return page::json(status, &value, ask.now);
        }
        let sought = self.sought();
        let html = ErrorPage {
            lang: ask.lang,
            frame: ask.frame(app).searching(&sought).without_json(),
            status: status.as_u16(),
            heading: self.heading(ask.lang),
            message,
            sought,
            near: self.near().cloned().unwrap_or_default(),
            list: self.list(),
        }
        .render();
        match html {
            Ok(html) => Rendered::new(status, "text/html; charset=utf-8", html, ask.now),
            Err(error) => {
                tracing::error!(%error, "the error page failed");
                Rendered::new(status, "text/plain; charset=utf-8", self.sentence(ask.lang), ask.now)
            }
        }
    }

    /// The response for any request.
    pub(crate) fn render(self, uri: &Uri, app: &App) -> Rendered {
        let short: Uri = uri.path().parse().unwrap_or_default();
        let uri = if matches!(self, Error::QueryTooLong { .. }) { &short } else { uri };
        match Ask::read(uri, &[], (app.clock)()) {
            Ok(ask) => self.render_for(&ask, app),
            Err(error) => Rendered::new(
                error.status(),
                "text/plain; charset=utf-8",
                error.sentence(Lang::Nl),
                (app.clock)(),
            ),
        }
    }
}

/// The page that a failure is shown on.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    lang: Lang,
    frame: Frame,
    status: u16,
    heading: &'static str,
    message: String,
    sought: String,
    near: Near,
    list: Option<(&'static str, (&'static str, &'static str))>,
}
