//! The day on which a report's answers were written: `Bij brief van 25 januari 2031 zijn de vragen beantwoord.`
//!
//! A report of a written consultation is dated when the committee adopts it, weeks after the letter with the answers;
//! «dit voorjaar» is the letter's. [`day`] reads the head, and tells nothing where it names two letters.

use jiff::civil::Date;

use crate::sentences::sentences;
use crate::source::Source;

/// Bytes of a document in which its head stands.
const HEAD: usize = 6_000;

/// The day of the one letter by which the questions were answered, if the head names it.
pub(super) fn day(source: &Source<'_>) -> Option<Date> {
    let mut found = None;
    for paragraph in source.paragraphs.iter().take_while(|paragraph| paragraph.bytes.start < HEAD) {
        let text = source.slice(paragraph.bytes.clone());
        if memchr::memmem::find(text.as_bytes(), b"ij brief van ").is_none() {
            continue;
        }
        for sentence in sentences(text) {
            let words = &text[sentence];
            if !(words.contains("beantwoord") && ["vragen", "deze"].iter().any(|one| words.contains(one))) {
                continue;
            }
            let Some(date) = letter(words) else { continue };
            if found.is_some_and(|known| known != date) {
                return None;
            }
            found = Some(date);
        }
    }
    found
}

/// The date right behind `bij brief van`.
fn letter(words: &str) -> Option<Date> {
    let (_, rest) = words.split_once("ij brief van ")?;
    crate::dates::first(rest).filter(|(_, bytes)| bytes.start == 0).map(|(date, _)| date)
}

#[cfg(test)]
mod tests {
    use crate::{Context, extract, quality};

    #[track_caller]
    fn check(head: &str, expected: &str) {
        let text = format!(
            "Vastgesteld 20 februari 2031\n\n{head}\n\nVraag 1\n\nKomt dit?\n\nAntwoord 1\n\nIk stuur uw Kamer het onderzoek uiterlijk 10 februari 2031."
        );
        let context = Context {
            kind: Some("verslag-schriftelijk-overleg"),
            date: "2031-02-20".parse().ok(),
            ..Context::default()
        };
        let found = extract(&quality::document(&text), &context).commitments;
        let due = found.first().and_then(|one| one.due.as_ref()).and_then(|due| due.to);
        assert_eq!(due.map(|day| day.to_string()).unwrap_or_default(), expected, "{head}");
    }

    #[test]
    fn the_letter_with_the_answers_is_the_day_of_its_promises() {
        check(
            "De vragen zijn voorgelegd. Bij brief van 25 januari 2031 zijn de vragen beantwoord.",
            "2031-02-10",
        );
        check("De Minister heeft deze vragen beantwoord bij brief van 25 januari 2031.", "2031-02-10");
    }

    #[test]
    fn two_letters_are_no_day() {
        check(
            "Bij brief van 25 januari 2031 zijn de vragen beantwoord. Bij brief van 3 februari 2031 zijn de andere vragen beantwoord.",
            "",
        );
    }
}
