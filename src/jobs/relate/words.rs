//! Words that say what a text is about.

use std::collections::HashSet;

/// Words that stand in any paper of the House.
const COMMON: [&str; 44] = [
    "aangenomen",
    "antwoord",
    "bericht",
    "beantwoording",
    "brief",
    "daarbij",
    "daarover",
    "deze",
    "eerder",
    "eerste",
    "gaan",
    "genoemde",
    "graag",
    "hierbij",
    "hierover",
    "informeer",
    "informeren",
    "kabinet",
    "kamer",
    "kamerstuk",
    "komen",
    "leden",
    "minister",
    "ministerie",
    "mogelijk",
    "moties",
    "motie",
    "nader",
    "nederland",
    "nederlandse",
    "onder",
    "over",
    "regering",
    "schriftelijk",
    "schriftelijke",
    "staatssecretaris",
    "stand",
    "toegezegd",
    "toezegging",
    "uitvoering",
    "verzoekt",
    "volgende",
    "voortgang",
    "vragen",
];

/// What a text is about: its words of four letters or more, in small letters and cut to a stem of seven.
pub fn subject_words(text: &str) -> HashSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= 4 && !COMMON.contains(word))
        .map(|word| word.chars().take(7).collect())
        .collect()
}

/// Letters and digits in small letters with one space between words: what is left of a subject when its quotes, dashes
/// and accents of typing are gone.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_its_letters() {
        assert_eq!(plain("Het bericht ‘Brug – dicht’"), "het bericht brug dicht");
        assert!(subject_words("De dijken langs de Maas").contains("dijken"));
        assert!(subject_words("Brief van de minister").is_empty());
    }
}
