//! Names as the Dutch write and sort them, and names in addresses.
//!
//! A person is listed under the surname itself, with what stands before it behind: `Zand, Jan van 't`. Marks on
//! letters do not count when sorting, nor in addresses.

use store::show::people::Name;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A slug is cut here, so that an address stays readable.
const LONGEST: usize = 60;

/// `Zand, Jan van 't`.
pub fn listed(name: &Name) -> String {
    let called = name.first_name.as_ref().or(name.initials.as_ref());
    let rest: Vec<&str> = [called, name.prefix.as_ref()].into_iter().flatten().map(String::as_str).collect();
    match (&name.surname, rest.is_empty()) {
        (Some(surname), true) => surname.clone(),
        (Some(surname), false) => format!("{surname}, {}", rest.join(" ")),
        (None, _) => rest.join(" "),
    }
}

/// What lists of persons are sorted by: surname, then first name, then what stands before the surname.
pub fn sort_key(name: &Name) -> [String; 3] {
    let part = |part: &Option<String>| folded(part.as_deref().unwrap_or_default());
    let called = name.first_name.as_ref().or(name.initials.as_ref()).cloned();
    [part(&name.surname), part(&called), part(&name.prefix)]
}

/// Lower case without marks: `Öztürk` is `ozturk`, `IJssel` is `ijssel`.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            'ĳ' => out.push_str("ij"),
            _ => out.push(letter),
        }
    }
    out
}

/// What a listed name (`Öztürk, Selçuk`) is sorted by, where its parts are not known apart: without apostrophes and
/// hyphens, what stands behind the comma last.
pub fn listed_key(listed: &str) -> String {
    let key = folded(listed);
    // the comma sorts before every letter and space
    key.chars()
        .filter(|letter| !matches!(letter, '\'' | '’' | '-'))
        .map(|letter| if letter == ',' { '\u{1}' } else { letter })
        .collect()
}

/// A name in an address: `jan-van-t-zand`.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for letter in folded(name).chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') && !matches!(letter, '\'' | '’' | '.') {
            out.push('-');
        }
        if out.len() >= LONGEST {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The number at the end of a slug: `jan-van-t-zand-1234` and `1234` have 1234.
pub fn number_of(slug: &str) -> Option<&str> {
    let number = slug.rsplit('-').next()?;
    (!number.is_empty() && number.len() <= 12 && number.bytes().all(|digit| digit.is_ascii_digit()))
        .then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(first: &str, prefix: &str, surname: &str) -> Name {
        let some = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
        Name { first_name: some(first), initials: None, prefix: some(prefix), surname: some(surname) }
    }

    #[test]
    fn names_sort_under_their_surname_without_marks() {
        let mut names = [
            name("Jan", "van 't", "Zand"),
            name("Selçuk", "", "Öztürk"),
            name("Anna", "de", "Øst"),
            name("Bo", "van der", "Aa"),
            name("An", "", "Zand"),
            name("Piet", "", "Ossenaar"),
        ];
        names.sort_by_key(sort_key);
        let listed: Vec<String> = names.iter().map(listed).collect();
        assert_eq!(
            listed,
            [
                "Aa, Bo van der",
                "Ossenaar, Piet",
                "Øst, Anna de",
                "Öztürk, Selçuk",
                "Zand, An",
                "Zand, Jan van 't"
            ]
        );
    }

    #[test]
    fn listed_names_stand_under_their_surname_without_marks() {
        let mut names = [
            "Zand, Jan van 't",
            "Öztürk, Selçuk",
            "Ossenaar, Piet",
            "Aa, Bo van der",
            "Oztar, An",
            "Zandberg, Eva",
        ];
        names.sort_by_key(|name| listed_key(name));
        assert_eq!(
            names,
            [
                "Aa, Bo van der",
                "Ossenaar, Piet",
                "Oztar, An",
                "Öztürk, Selçuk",
                "Zand, Jan van 't",
                "Zandberg, Eva"
            ]
        );
    }

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(slug(name), expected);
    }

    #[test]
    fn a_slug_is_plain_letters() {
        check("Jan van 't Zand", "jan-van-t-zand");
        check("Doğukan Ergin", "dogukan-ergin");
        check("GroenLinks-PvdA", "groenlinks-pvda");
        check("Gr.Markuszower", "grmarkuszower");
        check("Onderwijs, Cultuur en Wetenschap", "onderwijs-cultuur-en-wetenschap");
        check("J&V", "j-v");
        check("../../etc\u{0}", "etc");
        check("日本", "");
        assert!(slug(&"a b".repeat(10_000)).len() <= LONGEST);
    }

    #[test]
    fn the_number_stands_at_the_end() {
        assert_eq!(number_of("jan-van-t-zand-1234"), Some("1234"));
        assert_eq!(number_of("1234"), Some("1234"));
        assert_eq!(number_of("jan-van-t-zand"), None);
        assert_eq!(number_of("x-12345678901234567890"), None);
        assert_eq!(number_of(""), None);
    }
}
