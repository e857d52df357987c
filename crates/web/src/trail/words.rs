//! Words and sentences: which papers to ask for beside the whole query, and which part of a long text to quote.

use std::collections::HashSet;

/// Characters of a quotation.
pub(super) const LONGEST_QUOTE: usize = 700;

/// A query for papers with some of the words; none for a query of one word or with operators.
pub(super) fn some_words(query: &str) -> Option<String> {
    if query.contains(['"', ':', '*', '(', ')', '-']) {
        return None;
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let operator =
        |word: &&str| ["AND", "OR", "NOT", "EN", "OF", "NIET"].contains(word) || word.starts_with("NEAR");
    let telling: Vec<&str> = words.iter().copied().filter(|word| word.chars().count() >= 4).take(6).collect();
    (words.len() > 1 && !words.iter().any(operator) && !telling.is_empty()).then(|| telling.join(" OR "))
}

/// The beginnings of the words of a query: what any form of a word begins with, for a first look.
pub(super) fn beginnings(query: &str) -> Vec<String> {
    query
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .map(|word| word.chars().take((word.chars().count() - 2).clamp(3, 7)).collect())
        .take(8)
        .collect()
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some((at, _)) = rest.match_indices(['.', '?', '!']).find(|(at, _)| {
            let after = &rest[at + 1..];
            after.starts_with(' ') && after.trim_start().starts_with(char::is_uppercase)
        }) {
            found.push(rest[..=at].trim());
            rest = &rest[at + 1..];
        }
        found.push(rest.trim());
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// A long text cut to the sentences that speak of the subject; where something is left out stands an ellipsis.
pub(super) fn cut(text: &str, speaks: &HashSet<&str>) -> String {
    let all = sentences(text);
    let chosen: Vec<usize> =
        all.iter().enumerate().filter(|(_, sentence)| speaks.contains(*sentence)).map(|(at, _)| at).collect();
    let mut out = String::new();
    let mut before = None;
    for at in if chosen.is_empty() { vec![0] } else { chosen } {
        let Some(sentence) = all.get(at) else { continue };
        if out.chars().count() + sentence.chars().count() > LONGEST_QUOTE && !out.is_empty() {
            break;
        }
        let follows = before.map_or(at == 0, |before: usize| before + 1 == at);
        if !out.is_empty() {
            out.push(' ');
        }
        if !follows {
            out.push_str("[…] ");
        }
        out.extend(sentence.chars().take(LONGEST_QUOTE));
        before = Some(at);
    }
    if before.is_some_and(|before| before + 1 < all.len()) {
        out.push_str(" […]");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_to_what_speaks_of_the_subject() {
        let text = "Eerst dit. Dan de brug. En nog iets. Weer de brug!";
        let speaks = HashSet::from(["Dan de brug.", "Weer de brug!"]);
        assert_eq!(cut(text, &speaks), "[…] Dan de brug. […] Weer de brug!");
        assert_eq!(cut(text, &HashSet::new()), "Eerst dit. […]");
        assert_eq!(cut("", &HashSet::new()), "");
    }

    #[test]
    fn some_words_are_looked_for_only_where_the_query_is_plain() {
        assert_eq!(some_words("medische evacuaties").as_deref(), Some("medische OR evacuaties"));
        for query in
            ["evacuaties", "\"medische evacuaties\"", "soort:motie brug", "brug OR sluis", "de en het"]
        {
            assert_eq!(some_words(query), None, "{query}");
        }
    }

    #[test]
    fn any_form_of_a_word_has_its_beginning() {
        assert_eq!(beginnings("Medische evacuaties én huis"), ["medisc", "evacuat", "hui"]);
    }
}
