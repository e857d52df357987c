//! `/toezegging/{number}`: one commitment of the register, what later papers say of it, and what was computed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use askama::Template;
use jiff::civil::Date;
use model::number::OfficialNumber;
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::commitments::{CommitmentFilter, CommitmentRow, FulfilmentRow, RelatedCommitment};
use store::show::history::EventRow;

use crate::changes::Changes;
use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{A_MINUTE, Ask, Format, Loaded, Page, addressed};
use crate::pages::commitments::{data, evidence_words, place, worded_term};
use crate::search_port::{Hit, SearchRequest};
use crate::{App, Lang, address};

/// Words that a letter must share with a commitment to be offered at all.
const SHARED: usize = 3;
/// Letters that are offered.
const OFFERED: usize = 3;

/// A day that became another: when that was seen, the old day, the new one.
type Move = (String, Option<String>, Option<String>);

/// One commitment of the register.
#[derive(Template)]
#[template(path = "commitment.html")]
pub struct CommitmentPage {
    lang: Lang,
    frame: Frame,
    commitment: CommitmentRow,
    to: Vec<String>,
    /// The letters that the register says meet it, where they are here.
    letters: Vec<Neighbour>,
    /// Numbers of letters that the register names and that are not here.
    missing: Vec<String>,
    related: Vec<RelatedCommitment>,
    moves: Vec<Move>,
    record: Changes,
    /// Later papers that tell of it, with the address of the passage.
    later: Vec<(FulfilmentRow, String)>,
    /// Letters that may be about it.
    offered: Vec<Hit>,
    days_late: Option<i32>,
}

impl Page for CommitmentPage {
    const ADDRESSES: &'static [&'static str] = &["/toezegging/{number}"];
    const KEEP: Duration = A_MINUTE;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let asked: String = ask.parameter.chars().take(100).collect();
        let number = match OfficialNumber::parse(&asked) {
            Some(number @ OfficialNumber::Commitment(_)) => number.to_string(),
            _ => asked,
        };
        if number != ask.parameter {
            return Ok(Loaded::Elsewhere(address::commitment(&number)));
        }
        let filter = CommitmentFilter {
            number: Some(number.clone()),
            today: ask.today().to_string(),
            ..CommitmentFilter::default()
        };
        let Some(commitment) = store.show_commitments(&filter, 0, 1)?.into_iter().next() else {
            let what = ("toezegging", "commitment");
            let near = Box::new(Near::default());
            return Err(Error::NoRecord { what, number, list: "/toezeggingen", near });
        };
        let named = numbers(commitment.met_by.as_deref());
        let letters = store.show_documents_numbered(&named)?;
        let missing = named
            .into_iter()
            .filter(|number| letters.iter().all(|letter| letter.number != *number))
            .collect();
        let found = store.show_fulfilments(std::slice::from_ref(&number))?;
        let ids: Vec<_> = found.iter().map(|found| found.id).collect::<HashSet<_>>().into_iter().collect();
        let paragraphs = store.show_paragraphs(&ids)?;
        let later: Vec<_> = found
            .into_iter()
            .map(|found| {
                let place = place(&paragraphs, found.id, found.start, &found.document.number);
                (found, place)
            })
            .collect();
        let offered = if commitment.open() && later.is_empty() && letters.is_empty() {
            offered(app, &commitment, ask.today())
        } else {
            Vec::new()
        };
        let history = store.show_history(commitment.id)?;
        Ok(Loaded::page(CommitmentPage {
            lang: ask.lang,
            frame: ask.frame(app),
            to: store.show_promised_to(commitment.id)?,
            related: store.show_related_commitments(commitment.id)?,
            moves: moves(&history),
            record: Changes::of(ask.lang, commitment.id, None, history),
            days_late: commitment.overdue.then(|| days_late(&commitment, ask.today())).flatten(),
            commitment,
            letters,
            missing,
            later,
            offered,
        }))
    }

    fn json(&self) -> Value {
        let later: Vec<Value> = self.later.iter().map(|(found, place)| addressed(found, place)).collect();
        let moves: Vec<Value> = self
            .moves
            .iter()
            .map(|(seen, old, new)| json!({ "seen": seen, "from": old, "to": new }))
            .collect();
        let offered: Vec<Value> = self
            .offered
            .iter()
            .map(|hit| json!({ "number": hit.number, "title": hit.title, "date": hit.date, "url": hit.url }))
            .collect();
        json!({
            "commitment": data(&self.commitment),
            "to": self.to,
            "letters": self.letters,
            "letters_not_here": self.missing,
            "related": self.related,
            "said_later": later,
            "computed": { "overdue": self.commitment.overdue, "days_late": self.days_late, "moved": moves, "possible": offered },
            "record": self.record,
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, one) = (self.lang, &self.commitment);
        let url = address::commitment(&one.number);
        let text = one.text.as_deref().unwrap_or(&one.number);
        let mut lines = self.record.lines(lang, text, &url);
        lines.push(Line {
            url: url.clone(),
            title: text.to_owned(),
            kind: one.status.clone(),
            number: Some(one.number.clone()),
            who: one.name.clone().map(|name| (name, None)),
            date: one.made.clone(),
            ..Line::default()
        });
        lines.extend(
            self.letters.iter().map(|letter| Line::of_paper(letter, address::document(&letter.number))),
        );
        lines.extend(self.later.iter().map(|(found, place)| Line {
            id: Some(format!("{place}@{}", found.start)),
            summary: Some(found.quote.clone()),
            ..Line::of_paper(&found.document, place.clone())
        }));
        let title = format!("{} {}", lang.t("Toezegging", "Commitment"), one.number);
        Some(Cow::Owned(Listing::of_record(lang, title, url, lines)))
    }
}

impl CommitmentPage {
    /// How long it is overdue.
    fn late(&self) -> String {
        let lang = self.lang;
        match self.days_late {
            Some(1) => lang.t("1 dag over de datum.", "1 day overdue.").to_owned(),
            Some(days) => format!("{} {}", lang.count(days), lang.t("dagen over de datum.", "days overdue.")),
            None => lang.t("Over de datum.", "Overdue.").to_owned(),
        }
    }

    /// The letters that should meet it and are from before it: a slip of the register that readers should know of.
    fn older(&self) -> impl Iterator<Item = &Neighbour> {
        let made = self.commitment.made.as_deref().and_then(|made| made.get(..10));
        self.letters.iter().filter(move |letter| match (letter.date.as_deref(), made) {
            (Some(date), Some(made)) => date.get(..10).is_some_and(|date| date < made),
            _ => false,
        })
    }

    fn relation(&self, related: &RelatedCommitment) -> &'static str {
        let lang = self.lang;
        match related.relation.as_str() {
            "repeats" => lang.t("herhaling van", "repeats"),
            "adds_to" => lang.t("aanvulling op", "adds to"),
            "changes" => lang.t("wijziging van", "changes"),
            "repeated_by" => lang.t("herhaald door", "repeated by"),
            "added_to_by" => lang.t("aangevuld door", "added to by"),
            _ => lang.t("gewijzigd door", "changed by"),
        }
    }
}

/// The numbers in what the register writes of the letters that meet a commitment.
fn numbers(met_by: Option<&str>) -> Vec<String> {
    let mut numbers: Vec<String> = met_by
        .iter()
        .flat_map(|numbers| numbers.split(|c: char| !c.is_alphanumeric()))
        .filter(|number| !number.is_empty())
        .take(20)
        .map(str::to_owned)
        .collect();
    numbers.dedup();
    numbers
}

/// Days that a commitment was due before, oldest first, as seen here.
fn moves(history: &[EventRow]) -> Vec<Move> {
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let mut moves = Vec::new();
    for event in history.iter().rev() {
        for change in event.changes.iter().filter(|change| change.column == "due") {
            moves.push((event.at.clone(), text(&change.old), text(&change.new)));
        }
    }
    moves
}

fn days_late(commitment: &CommitmentRow, today: Date) -> Option<i32> {
    let due: Date = commitment.last_day()?.parse().ok()?;
    due.until(today).ok().map(|span| span.get_days())
}

/// Letters after the commitment with the same words: offered as possible, never as more. A failure offers none.
fn offered(app: &App, commitment: &CommitmentRow, today: Date) -> Vec<Hit> {
    let (Some(searcher), Some(text)) = (&app.searcher, &commitment.text) else { return Vec::new() };
    let words = telling_words(text, commitment);
    if words.len() < SHARED {
        return Vec::new();
    }
    let request = SearchRequest {
        query: words.join(" "),
        limit: OFFERED,
        filters: vec![("soort".to_owned(), "Brief regering".to_owned())],
        from: commitment.made.as_deref().and_then(|made| made.get(..10)).map(str::to_owned),
        today: Some(today),
        ..SearchRequest::default()
    };
    match searcher.search(&request) {
        Ok(results) => results.hits,
        Err(error) => {
            tracing::warn!(%error, number = commitment.number, "no letters are offered");
            Vec::new()
        }
    }
}

/// The words of a commitment that tell its subject: the longest, without those of the ministry and of promising.
fn telling_words(text: &str, commitment: &CommitmentRow) -> Vec<String> {
    const PROMISING: [&str; 20] = [
        "betrekken",
        "betrokken",
        "eerstvolgende",
        "gesprek",
        "informeren",
        "januari",
        "februari",
        "september",
        "oktober",
        "november",
        "december",
        "partijen",
        "schriftelijk",
        "staatssecretaris",
        "minister",
        "toezegging",
        "uitkomsten",
        "verwachting",
        "voortgangsrapportage",
        "kwartaal",
    ];
    let own = format!(
        "{} {}",
        commitment.ministry.as_deref().unwrap_or_default(),
        commitment.function.as_deref().unwrap_or_default()
    )
    .to_lowercase();
    let mut words: Vec<String> = Vec::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
        let telling = word.chars().count() >= 7 && !PROMISING.contains(&word) && !own.contains(word);
        if telling && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(4);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_writes_its_letters_in_many_ways() {
        assert_eq!(numbers(Some("2031D00010, 2031D00011;2031D00011")), ["2031D00010", "2031D00011"]);
        assert!(numbers(None).is_empty());
    }

    #[test]
    fn the_words_that_tell_are_not_those_of_promising() {
        let commitment = CommitmentRow { ministry: Some("Infrastructuur en Waterstaat".into()), ..empty() };
        let words = telling_words(
            "De minister van Infrastructuur en Waterstaat zal de Kamer in januari informeren over fietsers op gelijkvloerse kruisingen.",
            &commitment,
        );
        assert_eq!(words, ["gelijkvloerse", "kruisingen", "fietsers"]);
    }

    fn empty() -> CommitmentRow {
        CommitmentRow {
            id: model::Guid::default(),
            number: "TZ203101-001".into(),
            text: None,
            name: None,
            function: None,
            ministry: None,
            made: None,
            due: None,
            worded: None,
            status: None,
            met_by: None,
            activity: None,
            activity_subject: None,
            activity_kind: None,
            overdue: false,
        }
    }
}
