//! Answers that refer to other answers: `Zie het antwoord op vraag 6`.
//!
//! | words | refers to |
//! |---|---|
//! | `Zie antwoorden op vraag 14 en 15` · `verwijs ik naar het antwoord op de vragen 2 en 3` | those numbers |
//! | `zie het antwoord op de vorige vraag` · `zie hierboven` | the unit before |
//! | `zie hiervoor het antwoord op de vraag van het lid Prins over water` | the unit of that member about it |
//! | `zie Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 12` | those earlier answers: `ah-tk-20242025-12` |
//!
//! Numbers of questions in another document (`vraag 3 van eerdere vragen`) are none here.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use model::facts::{Reference, ReferenceKind};
use model::text::Problem;

use super::marks::number_list;
use super::narrative::content_words;
use super::{Source, Unit, Work, askers};
use crate::references;
use crate::sentences::sentences;

/// For each unit the labels of those its answer refers to.
pub(super) fn resolve(
    source: &Source<'_>,
    units: &[Unit],
    labels: &[String],
    work: &mut Work,
) -> Vec<Vec<String>> {
    let mut missing = Vec::new();
    let places = places(units);
    let all = units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            let mut see: Vec<String> = Vec::new();
            let mut add = |label: String| {
                if label != labels[at] && !see.contains(&label) {
                    see.push(label);
                }
            };
            for sentence in referring(source, unit.answer.clone()) {
                match read(&sentence) {
                    Target::Numbers(numbers) => {
                        for number in numbers {
                            if unit.numbers.contains(&number) {
                                continue;
                            }
                            match label_of(&places, labels, number, at) {
                                Some(label) => add(label),
                                None => {
                                    missing.push(number.to_string());
                                    add(number.to_string());
                                }
                            }
                        }
                    }
                    Target::Previous => {
                        if let Some(before) = at.checked_sub(1) {
                            add(labels[before].clone());
                        }
                    }
                    Target::Asker => {
                        if let Some(found) = by_asker(source, units, at, &sentence) {
                            add(labels[found].clone());
                        }
                    }
                    Target::None => {}
                }
            }
            for target in earlier_answers(source, &unit.answer, &work.extract.references) {
                add(target);
            }
            see
        })
        .collect();
    if !missing.is_empty() {
        missing.sort();
        missing.dedup();
        let detail = format!("answers refer to questions that are not in this text: {}", missing.join(", "));
        work.extract.problems.push(Problem::new("see_unresolved", detail));
    }
    all
}

/// The answered questions of other papers to which an answer sends its reader, in its text or in a note.
fn earlier_answers(source: &Source<'_>, answer: &Range<usize>, references: &[Reference]) -> Vec<String> {
    let text = source.slice(answer.clone());
    let mut found = Vec::new();
    let cites = |range: Range<usize>| {
        references::within(references, source.span(range))
            .iter()
            .filter(|reference| reference.kind == ReferenceKind::Aanhangsel)
            .map(|reference| reference.target.clone())
            .collect::<Vec<_>>()
    };
    if !["zie", "Zie", "verwijs", "verwezen"].iter().any(|word| text.contains(word)) {
        return found;
    }
    for sentence in sentences(text) {
        let lower = text[sentence.clone()].to_lowercase();
        if !(has_word(&lower, "zie") || lower.contains("verwijs") || lower.contains("verwezen")) {
            continue;
        }
        let bytes = answer.start + sentence.start..answer.start + sentence.end;
        found.extend(cites(bytes.clone()));
        for note in source.notes_in(bytes) {
            found.extend(cites(note.bytes.clone()));
        }
    }
    found
}

/// Where each printed number is used, in the order of the text.
fn places(units: &[Unit]) -> HashMap<u32, Vec<usize>> {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, unit) in units.iter().enumerate() {
        for number in &unit.numbers {
            places.entry(*number).or_default().push(at);
        }
    }
    places
}

/// The unit with a number: numbering may begin again in every part, so the nearest one before, else the first after.
/// Units without printed numbers are only counted, and an answer that gives a number means something else.
fn label_of(
    places: &HashMap<u32, Vec<usize>>,
    labels: &[String],
    number: u32,
    from: usize,
) -> Option<String> {
    let of_number = places.get(&number)?;
    let next = of_number.partition_point(|at| *at < from);
    let found = next.checked_sub(1).or(Some(next)).and_then(|at| of_number.get(at))?;
    Some(labels[*found].clone())
}

/// Sentences of an answer that send the reader elsewhere.
fn referring(source: &Source<'_>, answer: Range<usize>) -> Vec<String> {
    let text = source.slice(answer);
    if !["zie", "Zie", "verwijs", "verwezen", "ntwoord", "Idem"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    sentences(text)
        .into_iter()
        .map(|range| &text[range])
        .filter(|sentence| sends(&sentence.to_lowercase()))
        .flat_map(clauses)
        .filter(|clause| !is_elsewhere(&clause.to_lowercase()))
        .map(str::to_owned)
        .collect()
}

/// Whether a sentence in lower case sends the reader somewhere.
fn sends(lower: &str) -> bool {
    let sends = has_word(lower, "zie")
        || lower.starts_with("idem")
        || [
            "verwijs",
            "verwezen",
            "antwoord op vra",
            "antwoord op de vra",
            "antwoorden op vra",
            "antwoorden op de vra",
            "beantwoording van vra",
            "beantwoording van de vra",
            "antwoord vraag",
            "antwoord bij vraag",
        ]
        .iter()
        .any(|word| lower.contains(word));
    sends
        || has_word(lower, "zoals")
            && [
                "bij vraag",
                "onder vraag",
                "op vraag",
                "bij de vraag",
                "bij de vragen",
                "bij vragen",
                "op de vragen",
            ]
            .iter()
            .any(|word| lower.contains(word))
}

/// The parts of a sentence that send to different places: `… vragen 1 en 2, alsmede vraag 9 in het vorige verslag`.
fn clauses(sentence: &str) -> Vec<&str> {
    let mut clauses = vec![sentence];
    for joint in [
        "; ",
        " alsmede ",
        " evenals ",
        " en naar ",
        " en het antwoord ",
        " en de antwoorden ",
        " en de beantwoording ",
        " en de eerdere ",
        " en eerdere ",
        " en mijn ",
        " en de brief ",
        " en zie ",
        " en Aanhangsel ",
        " en Kamerstuk",
    ] {
        clauses = clauses.into_iter().flat_map(|clause| clause.split(joint)).collect();
    }
    clauses
}

/// Whether a clause gives another document's numbers.
fn is_elsewhere(lower: &str) -> bool {
    [
        "aanhangsel",
        "kamerstuk",
        "eerdere vragen",
        "eerdere schriftelijke",
        "eerdere kamervragen",
        "ingezonden",
        "vorige set",
        "vorige verslag",
        "eerdere verslag",
        "behandeling van vorig jaar",
        "kamervragen van",
        "schriftelijke vragen van",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

fn has_word(lower: &str, word: &str) -> bool {
    lower.match_indices(word).any(|(at, _)| {
        !lower[..at].ends_with(char::is_alphanumeric)
            && !lower[at + word.len()..].starts_with(char::is_alphanumeric)
    })
}

enum Target {
    Numbers(Vec<u32>),
    Previous,
    Asker,
    None,
}

fn read(sentence: &str) -> Target {
    let lower = sentence.to_lowercase();
    let mut numbers = Vec::new();
    for word in ["vragen", "vraag", "antwoorden", "antwoord", "zie onder"] {
        for (at, _) in lower.match_indices(word) {
            if lower[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let rest = lower[at + word.len()..].trim_start_matches([' ', '\u{a0}', '(']);
            let rest = rest.strip_prefix("nr. ").or_else(|| rest.strip_prefix("nummer ")).unwrap_or(rest);
            let (found, length) = number_list(rest);
            let after = rest[length..].trim_start();
            // «antwoord 3 weken later»
            if found.is_empty()
                || ["weken", "maanden", "jaar", "dagen", "procent", "miljoen", "%"]
                    .iter()
                    .any(|unit| after.starts_with(unit))
            {
                continue;
            }
            // «vraag 10 van het lid Prins van 3 november 2025»: questions of another day
            let of_member = ["van het lid ", "van de leden ", "van lid ", "van het kamerlid "];
            if of_member.iter().any(|word| after.starts_with(word)) && crate::dates::first(after).is_some() {
                continue;
            }
            for number in found {
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
    }
    if !numbers.is_empty() {
        return Target::Numbers(numbers);
    }
    // «Idem.», «Zie hiervoor.»: what was answered just before
    let bare = lower.trim().trim_end_matches('.');
    if matches!(bare, "idem" | "zie hiervoor" | "zie vorige" | "zie de vorige") {
        return Target::Previous;
    }
    // «Zie 1.», and nothing else
    if let Some(rest) = bare.strip_prefix("zie ") {
        let (numbers, length) = number_list(rest);
        if !numbers.is_empty() && length == rest.len() {
            return Target::Numbers(numbers);
        }
    }
    let sends = has_word(&lower, "zie") || lower.contains("verwijs") || lower.contains("verwezen");
    if !sends {
        return Target::None;
    }
    const BEFORE: [&str; 13] = [
        "vorige vraag",
        "voorgaande vraag",
        "vorige antwoord",
        "voorgaande antwoord",
        "zie hierboven",
        "zie boven",
        "zie vorig antwoord",
        "zie vorige antwoord",
        "zie eerder antwoord",
        "antwoord hierboven",
        "bovenstaand antwoord",
        "bovenstaande vraag",
        "vraag hierboven",
    ];
    if BEFORE.iter().any(|before| lower.contains(before)) {
        return Target::Previous;
    }
    let of_asker = lower.contains("vraag van")
        || lower.contains("vragen van")
        || lower.contains("antwoord aan")
        || lower.contains("vraag die")
        || lower.contains("vraag gesteld door");
    if of_asker { Target::Asker } else { Target::None }
}

/// The unit of the member or party that a sentence names; by subject when there are several.
fn by_asker(source: &Source<'_>, units: &[Unit], at: usize, sentence: &str) -> Option<usize> {
    let mut members = askers::members(sentence).map(|(askers, _, _)| askers.members).unwrap_or_default();
    let mut party = askers::faction(sentence).and_then(|(name, _)| name);
    // «de vraag van Prins», «de vraag van D66»
    if members.is_empty() && party.is_none() {
        let bare = ["vraag van ", "vragen van ", "vraag van de ", "vragen van de "]
            .iter()
            .filter_map(|lead| sentence.find(lead).map(|found| found + lead.len()))
            .find_map(|from| askers::name(sentence, from).map(|(name, _)| name));
        match bare.as_deref().and_then(crate::parties::canonical) {
            Some(known) => party = Some(known.to_owned()),
            None => members.extend(bare),
        }
    }
    let fits = |unit: &Unit| {
        let Some(askers) = &unit.askers else { return false };
        let member = members.iter().any(|name| askers.members.iter().any(|asker| same_name(name, asker)));
        let of_party = || {
            let asked = askers.party.as_deref()?;
            let same = |one: &str, asker: &str| {
                one == asker
                    || crate::parties::canonical(one)
                        .is_some_and(|name| crate::parties::canonical(asker) == Some(name))
            };
            Some(party.as_deref()?.split(", ").all(|one| asked.split(", ").any(|asker| same(one, asker))))
        };
        member || members.is_empty() && of_party().unwrap_or(false)
    };
    // near enough to be meant, few enough to be told apart
    let near = at.saturating_sub(100)..(at + 100).min(units.len());
    let candidates: Vec<usize> = near.filter(|&other| other != at && fits(&units[other])).take(24).collect();
    match candidates.as_slice() {
        [] => None,
        [one] => Some(*one),
        many => {
            // what the sentence says it is about, else what this question is about
            let lower = sentence.to_lowercase();
            let named = lower.find(" over ").and_then(|found| lower.get(found..)).map(content_words);
            let own = content_words(source.slice(units[at].question.clone()));
            named
                .and_then(|subject| likest(source, units, many, &subject, 1))
                .or_else(|| likest(source, units, many, &own, 2))
        }
    }
}

/// The unit whose question shares most words with a subject; only a clear winner: no guess.
fn likest(
    source: &Source<'_>,
    units: &[Unit],
    candidates: &[usize],
    subject: &HashSet<String>,
    least: usize,
) -> Option<usize> {
    // «over satellieten» means the question about «satellietinternet», but «over het sluizenplan» not one about sluizen
    // where another says the very word
    let stems = |words: &HashSet<String>| -> HashSet<String> {
        words.iter().map(|word| word.chars().take(6).collect()).collect()
    };
    let common = |one: &HashSet<String>, other: &HashSet<String>| one.intersection(other).count();
    let of_subject = stems(subject);
    let mut scored: Vec<((usize, usize), usize)> = candidates
        .iter()
        .map(|&other| {
            let words = content_words(source.slice(units[other].question.clone()));
            ((common(&of_subject, &stems(&words)), common(subject, &words)), other)
        })
        .collect();
    scored.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
    let (first, second) = (scored.first()?, scored.get(1).map_or((0, 0), |(common, _)| *common));
    (first.0.0 >= least && first.0 > second).then_some(first.1)
}

/// `Prins` and `Anna Prins`, `van der Linde` and `Van der Linde`.
fn same_name(one: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| {
        let start = long.len().saturating_sub(short.len());
        long.is_char_boundary(start)
            && long[start..].eq_ignore_ascii_case(short)
            && (start == 0 || long[..start].ends_with(' '))
    };
    ends(one, other) || ends(other, one)
}
