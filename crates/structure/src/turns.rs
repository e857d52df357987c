//! Who speaks where in a transcript.
//!
//! Transcripts of the portal come with speeches; print and plain text name the speaker at the beginning of a paragraph
//! (`Minister Jansma:`). What stands before the first turn of those is nobody's. A document that is no transcript has no
//! turns. Start with [`Turns::read`].

use jiff::civil::Date;

use crate::source::Source;
use crate::{Work, dates};

/// The turns of a document, in order.
pub(crate) struct Turns(Vec<Turn>);

struct Turn {
    /// Where it begins, in bytes.
    start: usize,
    who: Speaker,
}

/// Who has a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// A member of the government: the office as the transcript gives it, else the name as printed.
    Government(String),
    /// Who presides.
    Chair,
    /// Everybody else.
    Member,
}

impl Turns {
    /// Finds the turns of a document.
    pub(crate) fn read(source: &Source<'_>, work: &Work) -> Turns {
        if !source.document.speeches.is_empty() {
            return Turns(of_speeches(source));
        }
        if work.extract.document.kind.as_deref() == Some("verslag-vergadering") {
            return Turns(of_paragraphs(source));
        }
        Turns(Vec::new())
    }

    /// Whether the document is no transcript.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a report of a meeting has no speakers: it tells what they said.
    pub(crate) fn is_retold(&self) -> bool {
        matches!(self.0.as_slice(), [only] if only.start == 0 && only.who == Speaker::Member)
    }

    /// Who speaks at a place.
    pub(crate) fn speaker(&self, at: usize) -> Option<&Speaker> {
        let next = self.0.partition_point(|turn| turn.start <= at);
        next.checked_sub(1).and_then(|before| self.0.get(before)).map(|turn| &turn.who)
    }

    /// Whether a place is said by members or the chair: in a transcript only ministers claim anything.
    pub(crate) fn by_members(&self, at: usize) -> bool {
        !self.is_empty() && !matches!(self.speaker(at), Some(Speaker::Government(_)))
    }
}

/// The day of a meeting: that of the first speech, else the one on which the committee `heeft op 2 juli 2031 overleg
/// gevoerd`, or that its title names (`103e vergadering, woensdag 2 juli 2031`).
pub(crate) fn day(source: &Source<'_>) -> Option<Date> {
    let spoken = source.document.speeches.iter().find_map(|speech| speech.begin.as_deref());
    if let Some(day) = spoken.and_then(|begin| begin.get(..10)).and_then(|day| day.parse().ok()) {
        return Some(day);
    }
    source.paragraphs.iter().take(12).find_map(|paragraph| {
        let text = source.slice(paragraph.bytes.clone());
        let met = ["overleg gevoerd", "e vergadering,"].iter().find_map(|words| text.find(words))?;
        let mut end = (met + 80).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        dates::all(&text[..end]).into_iter().next()
    })
}

fn of_speeches(source: &Source<'_>) -> Vec<Turn> {
    let speeches = source.document.speeches.iter();
    speeches
        .map(|speech| {
            let role = speech.role.as_deref().unwrap_or("");
            let lower = role.to_lowercase();
            let office = lower.contains("minister") || lower.contains("staatssecretaris");
            let who = if speech.party.is_none() && office {
                Speaker::Government(role.to_owned())
            } else if speech.chair {
                Speaker::Chair
            } else {
                Speaker::Member
            };
            Turn { start: source.bytes(speech.span).start, who }
        })
        .collect()
}

fn of_paragraphs(source: &Source<'_>) -> Vec<Turn> {
    let mut turns = vec![Turn { start: 0, who: Speaker::Member }];
    for paragraph in &source.paragraphs {
        let text = source.slice(paragraph.bytes.clone());
        let name = text.lines().next().unwrap_or("").split(':').next().unwrap_or("");
        if name.len() == text.len() || name.chars().count() > 80 || name.contains('.') {
            continue;
        }
        let opens = |titles: &[&str]| titles.iter().any(|title| name.starts_with(title));
        let who = if opens(&["Minister ", "Staatssecretaris ", "De minister ", "De staatssecretaris "]) {
            Speaker::Government(name.strip_prefix("De ").unwrap_or(name).to_owned())
        } else if opens(&["De voorzitter", "Voorzitter"]) {
            Speaker::Chair
        } else if opens(&["De heer ", "Mevrouw ", "Het lid "]) {
            Speaker::Member
        } else {
            continue;
        };
        turns.push(Turn { start: paragraph.bytes.start, who });
    }
    turns
}

#[cfg(test)]
mod tests {
    use model::DocumentText;

    use super::*;

    #[track_caller]
    fn check(text: &str, at: &str, expected: Option<Speaker>) {
        let document = DocumentText { text: text.to_owned(), ..crate::quality::document("") };
        let source = Source::new(&document);
        let turns = Turns(of_paragraphs(&source));
        let at = text.find(at).expect("the place stands in the text");
        assert_eq!(turns.speaker(at), expected.as_ref());
    }

    #[test]
    fn printed_turns_have_the_name_before_a_colon() {
        let text = "Opening\n\nDe voorzitter:\nGoedemorgen.\n\nMinister Jansma:\nDank u wel.\n\nDat zeg ik toe.\n\nDe heer Prins (ABC):\nMooi.";
        check(text, "Opening", Some(Speaker::Member));
        check(text, "Goedemorgen", Some(Speaker::Chair));
        check(text, "Dat zeg ik", Some(Speaker::Government("Minister Jansma".to_owned())));
        check(text, "Mooi", Some(Speaker::Member));
    }

    #[test]
    fn the_day_stands_in_the_opening() {
        let day = |text: &str| {
            let document = DocumentText { text: text.to_owned(), ..crate::quality::document("") };
            super::day(&Source::new(&document))
        };
        let expected = jiff::civil::date(2031, 7, 2);
        assert_eq!(
            day("De commissie heeft op 2 juli 2031 overleg gevoerd met de heer Jansma."),
            Some(expected)
        );
        assert_eq!(day("103e vergadering, woensdag 2 juli 2031"), Some(expected));
        assert_eq!(day("De brief is van 2 juli 2031."), None);
    }
}
