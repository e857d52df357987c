//! `/zoeken/aanvullen?q=`: what somebody who is typing may be about to write, as JSON for the search box.
//!
//! What was typed is completed as a whole (`van der lee`), else its last word (`stikstof van:lee`).

use serde_json::json;

use crate::answer::Rendered;
use crate::error::Error;
use crate::page::{Ask, json};
use crate::search_port::{Completion, SearchFailure};
use crate::{App, Lang};

/// Completions that are offered.
const OFFERED: usize = 8;
/// The longest text that is completed, in characters: nobody types more and looks.
const LONGEST: usize = 200;

/// Answers.
pub(crate) fn answer(ask: &Ask, app: &App) -> Result<Rendered, Error> {
    let typed: String = ask.query.get("q").unwrap_or_default().chars().take(LONGEST).collect();
    let mut offered = Vec::new();
    if let Some(searcher) = &app.searcher {
        let complete = |text: &str| match searcher.complete(text, OFFERED) {
            Ok(found) => Ok(found),
            // half a query is no fault of whoever is still typing it
            Err(SearchFailure::Query { .. }) => Ok(Vec::new()),
            Err(SearchFailure::Index(why)) => Err(Error::Search(why)),
        };
        offered = complete(&typed)?;
        if let (true, Some((before, last))) = (offered.is_empty(), last_word(&typed)) {
            offered = complete(last)?.into_iter().filter_map(|found| after(before, found)).collect();
        }
    }
    offered.truncate(OFFERED);
    for completion in &mut offered {
        completion.url = completion.url.take().map(|url| ask.lang.href(url));
        if ask.lang == Lang::En {
            completion.what = super::words::facet(ask.lang, &completion.what).to_owned();
        }
    }
    let value = json!({ "query": typed, "completions": offered });
    Ok(json(axum::http::StatusCode::OK, &value, ask.now))
}

/// What stands before the last word, and that word without the name of a field.
fn last_word(typed: &str) -> Option<(&str, &str)> {
    let at = typed.rfind(char::is_whitespace)?;
    let (before, last) = (typed[..at].trim_end(), typed[at..].trim_start());
    let last = last.split_once(':').map_or(last, |(_, value)| value).trim_matches(['"', '(', '-', '=']);
    (!before.is_empty() && !last.is_empty()).then_some((before, last))
}

/// A completion of the last word, with the words before it. A page completes no query that has begun already.
fn after(before: &str, found: Completion) -> Option<Completion> {
    let query = found.query.as_ref().map(|query| format!("{before} {query}"))?;
    Some(Completion { query: Some(query), ..found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<(&str, &str)>) {
        assert_eq!(last_word(typed), expected, "{typed}");
    }

    #[test]
    fn the_last_word_is_completed_whatever_stands_around_it() {
        check("stikstof", None);
        check("stikstof lee", Some(("stikstof", "lee")));
        check("stikstof van:\"lee", Some(("stikstof", "lee")));
        check("  ", None);
        check("stikstof ", None);
        check("é ü", Some(("é", "ü")));
    }
}
