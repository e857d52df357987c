//! The names of ministries in the functions of ministers: the source has no list of them.

/// Ministries as letters shorten them: `Staatssecretaris van IenW`, seen in a letter on aviation of December 2022.
const SHORT: [(&str, &str); 21] = [
    ("AenM", "Asiel en Migratie"),
    ("AZ", "Algemene Zaken"),
    ("BHO", "Buitenlandse Handel en Ontwikkelingshulp"),
    ("BHOS", "Buitenlandse Handel en Ontwikkelingssamenwerking"),
    ("BuHa-OS", "Buitenlandse Handel en Ontwikkelingssamenwerking"),
    ("BZ", "Buitenlandse Zaken"),
    ("BZK", "Binnenlandse Zaken en Koninkrijksrelaties"),
    ("EZ", "Economische Zaken"),
    ("EZK", "Economische Zaken en Klimaat"),
    ("IenM", "Infrastructuur en Milieu"),
    ("IenW", "Infrastructuur en Waterstaat"),
    ("J&V", "Justitie en Veiligheid"),
    ("JenV", "Justitie en Veiligheid"),
    ("KGG", "Klimaat en Groene Groei"),
    ("LNV", "Landbouw, Natuur en Voedselkwaliteit"),
    ("LVVN", "Landbouw, Visserij, Voedselzekerheid en Natuur"),
    ("OCW", "Onderwijs, Cultuur en Wetenschap"),
    ("SZW", "Sociale Zaken en Werkgelegenheid"),
    ("VenJ", "Veiligheid en Justitie"),
    ("VRO", "Volkshuisvesting en Ruimtelijke Ordening"),
    ("VWS", "Volksgezondheid, Welzijn en Sport"),
];

/// The ministries in the words for ministers: `de Ministers van Financiën en voor Klimaat en Groene Groei`.
pub fn ministries(words: &str) -> Vec<String> {
    let lower = words.to_lowercase();
    if lower.starts_with("minister-president") || lower.contains(" minister-president") {
        let rest = words.get(lower.find("minister-president").unwrap_or(0) + "minister-president".len()..);
        let mut found = vec!["Algemene Zaken".to_owned()];
        found
            .extend(ministries(rest.unwrap_or_default()).into_iter().filter(|name| name != "Algemene Zaken"));
        return found;
    }
    if !lower.contains("minister") && !lower.contains("staatssecretaris") {
        return Vec::new();
    }
    // a name of a ministry may hold «en»; a new one begins with «van» or «voor»
    let mut found: Vec<String> = Vec::new();
    let mut name: Option<String> = None;
    let mut close = |name: Option<String>| {
        let Some(name) = name else { return };
        let mut name = name.trim();
        for tail in [" bij afwezigheid", " en de", " en", ",", " alsmede", " mede namens"] {
            name = name.strip_suffix(tail).unwrap_or(name).trim();
        }
        let name = name.trim_end_matches([',', '.', ';', ')', '(']).trim();
        if !name.chars().next().is_some_and(char::is_uppercase) {
            return;
        }
        let name = SHORT.iter().find(|(short, _)| *short == name).map_or(name, |(_, whole)| whole);
        let name = name.split(' ').map(capital).collect::<Vec<_>>().join(" ");
        if !found.contains(&name) {
            found.push(name);
        }
    };
    // what it is asked about: «de Minister van Defensie over zorg voor veteranen»
    let mut about = false;
    for printed in words.split_whitespace() {
        let (word, ends) = match name.as_ref().and_then(|_| glued_end(printed)) {
            Some(word) => (word, true),
            None => (printed, false),
        };
        let bare = word.trim_end_matches([',', ';']).to_lowercase();
        match bare.as_str() {
            "minister" | "ministers" | "staatssecretaris" | "staatssecretarissen" => {
                about = false;
                close(name.take());
            }
            "over" | "inzake" | "betreffende" => {
                about = true;
                close(name.take());
            }
            _ if about => {}
            // «Minister Van Weel» is a person
            "van" | "voor" if word != "Van" && word != "Voor" => {
                close(name.take());
                name = Some(String::new());
            }
            _ => {
                let begun = glued_begin(word);
                if begun.is_some() {
                    close(name.replace(String::new()));
                }
                if let Some(name) = &mut name {
                    if !name.is_empty() {
                        name.push(' ');
                    }
                    name.push_str(begun.unwrap_or(word));
                }
            }
        }
        if ends {
            about = true;
            close(name.take());
        }
    }
    close(name);
    found
}

/// The word that «over» was glued to: `Welzijn en Sportover zorg`, seen at case 2024Z18659.
fn glued_end(word: &str) -> Option<&str> {
    word.strip_suffix("over").filter(|word| word.chars().count() > 3 && word.starts_with(char::is_uppercase))
}

/// The word that «van» was glued to: `Staatssecretaris vanFinanciën`.
fn glued_begin(word: &str) -> Option<&str> {
    word.strip_prefix("van").filter(|word| word.starts_with(char::is_uppercase))
}

/// A word of the name of a ministry with its capital; the source writes `Asiel en migratie` and `Cultuur enWetenschap` too.
fn capital(word: &str) -> String {
    if let Some(glued) = word.strip_prefix("en").filter(|rest| rest.starts_with(char::is_uppercase)) {
        return format!("en {glued}");
    }
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if word != "en" && word != "de" && word != "het" => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        assert_eq!(ministries(words), expected, "{words}");
    }

    #[test]
    fn ministries_are_read_from_functions_and_forms_of_address() {
        check("minister van Buitenlandse Zaken", &["Buitenlandse Zaken"]);
        check(
            "Staatssecretaris van Volksgezondheid, Welzijn en Sport",
            &["Volksgezondheid, Welzijn en Sport"],
        );
        check(
            "de Ministers van Financiën en voor Buitenlandse Handel en Ontwikkelingshulp",
            &["Financiën", "Buitenlandse Handel en Ontwikkelingshulp"],
        );
        check("de Minister en de Staatssecretaris van Justitie en Veiligheid", &["Justitie en Veiligheid"]);
        check(
            "de Minister van Asiel en Migratie en de Staatssecretaris van Defensie",
            &["Asiel en Migratie", "Defensie"],
        );
        check("minister-president, minister van Algemene Zaken", &["Algemene Zaken"]);
        check("minister van Economische Zaken, bij afwezigheid", &["Economische Zaken"]);
        check("minister van Asiel en migratie", &["Asiel en Migratie"]);
        check("minister van Onderwijs, Cultuur enWetenschap", &["Onderwijs, Cultuur en Wetenschap"]);
        check(
            "de Minister en Staatssecretaris vanBinnenlandse Zaken en Koninkrijksrelaties",
            &["Binnenlandse Zaken en Koninkrijksrelaties"],
        );
        check("Tweede Kamerlid", &[]);
        check("", &[]);
    }

    #[test]
    fn a_short_name_is_the_ministry_that_it_stands_for() {
        check("Staatssecretaris van IenW", &["Infrastructuur en Waterstaat"]);
        check(
            "de ministers van VWS en van J&V",
            &["Volksgezondheid, Welzijn en Sport", "Justitie en Veiligheid"],
        );
    }

    #[test]
    fn a_minister_with_van_in_the_name_is_no_ministry() {
        check("Minister Van Proefstra", &[]);
        check("minister Van der Proefstra van Defensie", &["Defensie"]);
        check("MINISTER VAN FINANCIËN", &["FINANCIËN"]);
    }

    #[test]
    fn what_a_ministry_is_asked_about_is_not_of_its_name() {
        check("de Minister van Defensie over zorg voor Veteranen", &["Defensie"]);
        check(
            "de Ministers van Asiel en Migratie en van Volksgezondheid, Welzijn en Sportover zorg voor Zwangeren",
            &["Asiel en Migratie", "Volksgezondheid, Welzijn en Sport"],
        );
        check(
            "de Minister van Defensie inzake kazernes en de Staatssecretaris van Financiën",
            &["Defensie", "Financiën"],
        );
    }
}
