//! What facets and their values are called.

use crate::Lang;

/// Facets by name, in Dutch and English.
const FACETS: [(&str, &str, &str); 14] = [
    ("type", "Wat", "What"),
    ("soort", "Soort stuk", "Kind of paper"),
    ("jaar", "Jaar", "Year"),
    ("fractie", "Fractie", "Party"),
    ("ministerie", "Ministerie", "Ministry"),
    ("commissie", "Commissie", "Committee"),
    ("dossier", "Dossier", "Dossier"),
    ("zaak", "Zaak", "Case"),
    ("van", "Van", "From"),
    ("aan", "Aan", "To"),
    ("status", "Stand", "State"),
    ("stem", "Stem", "Vote"),
    ("vanaf", "Vanaf", "From"),
    ("tot", "Tot en met", "Until"),
];

/// Kinds of hits by their stable name.
const KINDS: [(&str, &str, &str); 17] = [
    ("document", "Stukken", "Papers"),
    ("exchange", "Vragen met antwoord", "Questions and answers"),
    ("speech", "Spreekbeurten", "Speeches"),
    ("motion", "Moties", "Motions"),
    ("commitment", "Toezeggingen", "Commitments"),
    ("case", "Zaken", "Cases"),
    ("dossier", "Dossiers", "Dossiers"),
    ("activity", "Activiteiten", "Activities"),
    ("agenda-item", "Agendapunten", "Agenda items"),
    ("decision", "Besluiten", "Decisions"),
    ("person", "Personen", "People"),
    ("committee", "Commissies", "Committees"),
    ("party", "Fracties", "Parties"),
    ("gift", "Geschenken", "Gifts"),
    ("trip", "Reizen", "Trips"),
    ("transcript", "Verslagen", "Transcripts"),
    ("side-job", "Nevenfuncties", "Side jobs"),
];

/// What a facet is called.
pub(super) fn facet(lang: Lang, name: &str) -> &str {
    find(&FACETS, lang, name).unwrap_or(name)
}

/// What a value is called: kinds have words of their own, all else stands as the source wrote it.
pub(super) fn value(lang: Lang, facet: &str, value: &str) -> String {
    let words = if facet == "type" { find(&KINDS, lang, value) } else { None };
    words.unwrap_or(value).to_owned()
}

fn find(list: &[(&'static str, &'static str, &'static str)], lang: Lang, name: &str) -> Option<&'static str> {
    list.iter().find(|(known, ..)| *known == name).map(|(_, dutch, english)| lang.t(dutch, english))
}
