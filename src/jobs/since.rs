//! Beginning in the middle: finds the position of the feed at a date by halving.
//!
//! Positions grow with the time of publication over all categories together, and any number is accepted as a position.

use anyhow::{Result, bail};
use feeds::syncfeed::client::Client;
use jiff::civil::Date;
use model::Category;
use store::Store;

/// Categories with too many records for a first minute; the others are fetched whole.
pub const LARGE: [Category; 13] = [
    Category::Activity,
    Category::ActivityActor,
    Category::AgendaItem,
    Category::Case,
    Category::CaseActor,
    Category::Decision,
    Category::Document,
    Category::DocumentActor,
    Category::DocumentVersion,
    Category::Reservation,
    Category::Transcript,
    Category::Meeting,
    Category::Vote,
];

/// Positions closer than this are as good as equal: a page or two too many is nothing.
const NEAR: u64 = 500;

/// Gives every large category that has no position yet the position of a date. Returns that position.
///
/// # Errors
/// The source cannot be reached, or the store cannot be written.
pub fn begin(client: &Client, store: &Store, date: Date) -> Result<Option<u64>> {
    let fresh = LARGE
        .into_iter()
        .filter(|category| store.checkpoint(*category).is_ok_and(|at| at.position.is_none()))
        .collect::<Vec<_>>();
    if fresh.is_empty() {
        return Ok(None);
    }
    let position = find(&mut |position| first_published(client, position), &date.to_string())?;
    for category in fresh {
        store.begin_at(category, position)?;
    }
    Ok(Some(position))
}

/// When the first document after a position was published; none when there is none.
fn first_published(client: &Client, position: u64) -> Result<Option<String>> {
    let (page, _) = client.page(Category::Document, Some(position))?;
    Ok(page.first_published)
}

/// The largest position after which nothing older than `date` comes, as near as [`NEAR`].
fn find(first_published: &mut dyn FnMut(u64) -> Result<Option<String>>, date: &str) -> Result<u64> {
    let before = |published: &Option<String>| published.as_deref().is_some_and(|published| published < date);
    let mut low = 0u64;
    let mut high = 1u64 << 16;
    while before(&first_published(high)?) {
        low = high;
        if high > 1 << 60 {
            bail!("the feed has no end: position {high} is still before {date}");
        }
        high *= 2;
    }
    while high - low > NEAR {
        let middle = low + (high - low) / 2;
        if before(&first_published(middle)?) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entries: &[(u64, &str)], date: &str, expected: std::ops::RangeInclusive<u64>) {
        let mut asked = 0;
        let position = find(
            &mut |position| {
                asked += 1;
                Ok(entries
                    .iter()
                    .find(|(token, _)| *token > position)
                    .map(|(_, published)| (*published).to_owned()))
            },
            date,
        )
        .unwrap();
        assert!(expected.contains(&position), "{position} not in {expected:?}");
        assert!(asked < 60, "{asked} requests");
    }

    #[test]
    fn the_position_of_a_date_lies_just_before_its_first_entry() {
        let entries: Vec<(u64, String)> = (0..20_000u64)
            .map(|n| {
                (
                    25_000_000 + n * 37,
                    format!("2024-{:02}-{:02}T00:00:00Z", 1 + n / 2_000, 1 + n % 2_000 / 80),
                )
            })
            .collect();
        let entries: Vec<(u64, &str)> =
            entries.iter().map(|(token, published)| (*token, published.as_str())).collect();
        let first = entries.iter().find(|(_, published)| *published >= "2024-05-01").unwrap().0;
        check(&entries, "2024-05-01", first - 600..=first - 1);
        check(&entries, "2020-01-01", 0..=25_000_000);
    }

    #[test]
    fn an_empty_feed_begins_at_its_beginning() {
        check(&[], "2024-05-01", 0..=0);
    }
}
