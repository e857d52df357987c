//! Which earlier promises a paper of the cabinet meets, as far as its own words tell.
//!
//! Linked on evidence: the paper cites the number of the commitment, says that a promise about the same is met, or cites
//! the paper that promised in a sentence about the same. What only shares dossier and subject is `possible`, and is shown
//! as no more than that.

use std::collections::HashSet;

use store::relations::{Fulfilment, PromiseFacts};

use super::words::subject_words;

/// Sentences of one paper that are looked at.
const MOST_SENTENCES: usize = 40_000;
/// Numbers of the register that one paper is credited with.
const MOST_NUMBERS: usize = 200;
/// The longest quote, in characters.
const LONGEST: usize = 800;
/// Words of time and of form: they say when and how, not about what.
const TIME: [&str; 26] = [
    "januari", "februar", "maart", "april", "juni", "juli", "august", "septemb", "oktober", "novembe",
    "decembe", "kwartaa", "zomerre", "kerstre", "herfstr", "meirece", "voorjaa", "najaar", "uiterli",
    "verwach", "binnen", "jaar", "uitkoms", "ontvang", "sturen", "weken",
];
/// What a sentence says that calls a promise met.
const MET: [&str; 14] = [
    "gestand",
    "hiermee",
    "hiermede",
    "met deze brief",
    "met dit verslag",
    "bij dezen",
    "hierbij",
    "tegemoet",
    "voldaan",
    "voldoe",
    "afgedaan",
    "nagekomen",
    "ingelost",
    "in deze brief",
];

struct Sentence<'t> {
    text: &'t str,
    /// Where it begins, in characters.
    start: u32,
}

/// What a text is to promises made before it.
pub fn met(text: &str, before: &[PromiseFacts]) -> Vec<Fulfilment> {
    let sentences = sentences(text);
    let mut found = numbers(&sentences);
    if before.is_empty() {
        return found;
    }
    let said: Vec<(&Sentence<'_>, HashSet<String>)> = sentences
        .iter()
        .filter(|sentence| says_met(sentence.text))
        .map(|sentence| (sentence, about(sentence.text)))
        .collect();
    // title and first paragraphs say what a letter is about
    let opening: String = text.chars().take(2_500).collect();
    let opening_words = about(&opening);
    for promise in before {
        let words = about(&promise.quote);
        if words.len() < 2 {
            continue;
        }
        let key = format!("{}/{}", promise.document, promise.position);
        let shares = |other: &HashSet<String>, least: usize| other.intersection(&words).count() >= least;
        let met = |evidence, quote: &str, start| Fulfilment {
            promise: key.clone(),
            evidence,
            quote: quote.chars().take(LONGEST).collect(),
            start,
        };
        let citing = promise.citing.iter().find(|(quote, _)| says_met(quote) && shares(&about(quote), 1));
        if let Some((quote, start)) = citing {
            found.push(met("said", quote, *start));
            continue;
        }
        if let Some((sentence, _)) = said.iter().find(|(_, about)| shares(about, 2)) {
            found.push(met("said", sentence.text, sentence.start));
            continue;
        }
        if let Some((quote, start)) = promise.citing.iter().find(|(quote, _)| shares(&about(quote), 2)) {
            found.push(met("cited", quote, *start));
            continue;
        }
        if shares(&opening_words, 3.max(words.len() * 2 / 3)) {
            let best = sentences.iter().take_while(|sentence| (sentence.start as usize) < 2_500).max_by_key(
                |sentence| (about(sentence.text).intersection(&words).count(), u32::MAX - sentence.start),
            );
            found.extend(best.map(|sentence| met("possible", sentence.text, sentence.start)));
        }
    }
    found
}

/// Numbers of the register that a text cites, each with its sentence.
fn numbers(sentences: &[Sentence<'_>]) -> Vec<Fulfilment> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for sentence in sentences.iter().filter(|sentence| sentence.text.contains("TZ")) {
        for (at, _) in sentence.text.match_indices("TZ") {
            let Some(number) = number_at(&sentence.text[at..]) else { continue };
            if seen.len() < MOST_NUMBERS && seen.insert(number.to_owned()) {
                found.push(Fulfilment {
                    promise: number.to_owned(),
                    evidence: "number",
                    quote: sentence.text.chars().take(LONGEST).collect(),
                    start: sentence.start,
                });
            }
        }
    }
    found
}

/// `TZ202601-001` at the beginning of a text.
fn number_at(text: &str) -> Option<&str> {
    let bytes = text.as_bytes().get(..12)?;
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let follows = text.as_bytes().get(12).is_some_and(u8::is_ascii_digit);
    (digits(&bytes[2..8]) && bytes[8] == b'-' && digits(&bytes[9..]) && !follows).then(|| &text[..12])
}

fn says_met(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    (lower.contains("toezegging") || lower.contains("toegezegd"))
        && MET.iter().any(|words| lower.contains(words))
}

fn about(text: &str) -> HashSet<String> {
    let mut words = subject_words(text);
    words.retain(|word| !TIME.contains(&word.as_str()));
    words
}

/// The sentences of a text: cut at line ends and at stops before a capital.
fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut chars = 0u32;
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        let mut start = chars;
        while !rest.is_empty() && found.len() < MOST_SENTENCES {
            let stop = rest
                .match_indices(['.', '?', '!'])
                .find(|(at, _)| {
                    let after = &rest[at + 1..];
                    after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase)
                })
                .map_or(rest.len(), |(at, _)| at + 1);
            let (sentence, next) = rest.split_at(stop);
            let lead = sentence.chars().take_while(|c| c.is_whitespace()).count() as u32;
            if !sentence.trim().is_empty() {
                found.push(Sentence { text: sentence.trim(), start: start + lead });
            }
            start += sentence.chars().count() as u32;
            rest = next;
        }
        chars += line.chars().count() as u32;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promise(quote: &str, citing: &[&str]) -> PromiseFacts {
        PromiseFacts {
            document: "2031D00010".into(),
            position: 2,
            quote: quote.into(),
            citing: citing.iter().map(|quote| ((*quote).to_owned(), 7)).collect(),
            ..PromiseFacts::default()
        }
    }

    #[track_caller]
    fn check(text: &str, before: &[PromiseFacts], expected: &[(&str, &str)]) {
        let found = met(text, before);
        let found: Vec<_> = found.iter().map(|found| (found.promise.as_str(), found.evidence)).collect();
        assert_eq!(found, expected, "{text}");
    }

    const PROMISE: &str =
        "Ik zal uw Kamer voor het zomerreces informeren over het herstel van bruggen en sluizen.";

    #[test]
    fn a_number_of_the_register_is_evidence() {
        let text = "Geachte voorzitter,\nHiermee is toezegging TZ203101-004 afgedaan. Zie ook TZ2031-4 en TZ203101-0041.";
        check(text, &[], &[("TZ203101-004", "number")]);
        assert_eq!(met(text, &[])[0].quote, "Hiermee is toezegging TZ203101-004 afgedaan.");
        assert_eq!(met(text, &[])[0].start, 20);
    }

    #[test]
    fn a_letter_that_says_it_meets_a_promise_about_the_same_meets_it() {
        check(
            "Met deze brief kom ik mijn toezegging na om u te informeren over het herstel van de bruggen.",
            &[promise(PROMISE, &[])],
            &[("2031D00010/2", "said")],
        );
        check(
            "Met deze brief kom ik mijn toezegging na over de prijs van brood en melk.",
            &[promise(PROMISE, &[])],
            &[],
        );
    }

    #[test]
    fn citing_the_paper_about_the_same_is_evidence_and_citing_it_alone_is_none() {
        let cited =
            "In mijn brief (Kamerstuk 36999-XX, nr. 12) schreef ik over het herstel van sluizen en bruggen.";
        check("Iets anders.", &[promise(PROMISE, &[cited])], &[("2031D00010/2", "cited")]);
        check("Iets anders.", &[promise(PROMISE, &["Zie Kamerstuk 36999-XX, nr. 12."])], &[]);
    }

    #[test]
    fn the_same_subject_alone_is_only_possible() {
        check(
            "Onderwerp: herstel van bruggen en sluizen\nHierbij stuur ik u de cijfers.",
            &[promise(PROMISE, &[])],
            &[("2031D00010/2", "possible")],
        );
    }

    #[test]
    fn odd_texts_do_no_harm() {
        for text in ["", "TZ", "TZ20310é-001", "TZ203101-00", "....", "\n\n\u{feff}TZ203101-001"] {
            let _ = met(text, &[promise(PROMISE, &[])]);
        }
    }
}
