//! The words of a list of passages: the index finds them, in any form and order, where a scan would read every text.
//!
//! A list asks [`found`] for the places of its page and reads the rows at these places; without an index it looks for
//! the letters themselves.

use crate::App;
use crate::error::Error;
use crate::search_port::{SearchFailure, SearchRequest, Sort};

/// What the index found of a list.
pub(crate) struct Worded {
    /// How many there are.
    pub(crate) total: u64,
    /// Of this page: the number of the paper, and that of the address in it.
    pub(crate) places: Vec<(String, i64)>,
}

/// The passages that a request finds, the newest first; none without an index. `page` is given the total and tells how
/// many to skip, `size` how many to show.
///
/// # Errors
/// The query cannot be read, or the index cannot.
pub(crate) fn found(
    app: &App,
    request: SearchRequest,
    size: u64,
    page: impl Fn(u64) -> u64,
) -> Result<Option<Worded>, Error> {
    let Some(searcher) = &app.searcher else { return Ok(None) };
    let search = |offset: u64| {
        let request = SearchRequest {
            offset: offset as usize,
            limit: size as usize,
            sort: Sort::Newest,
            ..request.clone()
        };
        searcher.search(&request).map_err(|failure| match failure {
            SearchFailure::Query { message, .. } => Error::Query { query: request.query, why: message },
            SearchFailure::Index(why) => Error::Search(why),
        })
    };
    let wanted = page(u64::MAX);
    let mut results = search(wanted)?;
    // a page behind the end is the last one
    let there = page(results.total);
    if there < wanted {
        results = search(there)?;
    }
    let places = results.hits.iter().filter_map(|hit| place(&hit.key)).collect();
    Ok(Some(Worded { total: results.total, places }))
}

/// `exchange/2026D00010/3` is at `2026D00010`, 3.
fn place(key: &str) -> Option<(String, i64)> {
    let (paper, n) = key.rsplit_once('/')?;
    let (_, number) = paper.split_once('/')?;
    Some((number.to_owned(), n.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_the_paper_and_the_place_in_it() {
        assert_eq!(place("exchange/2031D00010/3"), Some(("2031D00010".to_owned(), 3)));
        assert_eq!(place("document/2031D00010"), None);
        assert_eq!(place("promise/2031D00010/x"), None);
    }
}
