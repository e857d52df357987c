//! The words by which a call is known.

use crate::commitments::word;

/// Verbs of calling, with what goes with them.
pub(super) const CALLING: [&str; 39] = [
    "roepen",
    "roept",
    "roep",
    "vragen",
    "vraagt",
    "vraag",
    "verzoeken",
    "verzoekt",
    "verzoek",
    "dringen",
    "dringt",
    "pleiten",
    "pleit",
    "doen een beroep",
    "doet een beroep",
    "verwachten",
    "verwacht",
    "eisen",
    "eist",
    "oproep",
    "adviseren",
    "adviseert",
    "advies aan",
    "bevelen",
    "beveelt",
    "aanbeveling aan",
    "bepleiten",
    "bepleit",
    "sporen",
    "spoort",
    "manen",
    "maant",
    "willen dat",
    "wil dat",
    "graag zien wij",
    "zien wij graag",
    "zien graag",
    "rekenen erop dat",
    "rekent erop dat",
];

/// Verbs with which an imperative begins.
pub(super) const IMPERATIVES: [&str; 104] = [
    "onderneem",
    "spreek",
    "breng",
    "geef",
    "maak",
    "zorg",
    "stop",
    "neem",
    "zet",
    "kom",
    "grijp",
    "steun",
    "bescherm",
    "versterk",
    "investeer",
    "stel",
    "voer",
    "laat",
    "help",
    "erken",
    "waarborg",
    "borg",
    "verbeter",
    "trek",
    "schaf",
    "sluit",
    "open",
    "houd",
    "doe",
    "bied",
    "werk",
    "betrek",
    "luister",
    "handhaaf",
    "verhoog",
    "verlaag",
    "vergroot",
    "beperk",
    "voorkom",
    "los",
    "regel",
    "herstel",
    "garandeer",
    "creëer",
    "ontwikkel",
    "stimuleer",
    "faciliteer",
    "reserveer",
    "agendeer",
    "veroordeel",
    "evalueer",
    "verplicht",
    "verbied",
    "behoud",
    "benut",
    "kies",
    "ga",
    "sta",
    "leg",
    "wees",
    "verleng",
    "draai",
    "schrap",
    "bouw",
    "pas",
    "voer",
    "hef",
    "vul",
    "bevries",
    "compenseer",
    "verruim",
    "versnel",
    "vereenvoudig",
    "onderzoek",
    "respecteer",
    "betaal",
    "red",
    "voeg",
    "richt",
    "verminder",
    "organiseer",
    "financier",
    "heroverweeg",
    "herzie",
    "hervat",
    "start",
    "begin",
    "koester",
    "veranker",
    "handel",
    "reguleer",
    "bevorder",
    "prioriteer",
    "intensiveer",
    "beloon",
    "durf",
    "stap",
    "verzeker",
    "voorzie",
    "houdt",
    "vervang",
    "realiseer",
    "lever",
    "span",
];

/// `Het is essentieel dat een nieuw kabinet geld uittrekt`, `De bond vindt dat het kabinet meer moet doen`: what is
/// needed, and by whom.
pub(super) fn is_needed(lower: &str) -> bool {
    let needs =
        ["essentieel dat", "noodzakelijk dat", "cruciaal dat", "hard nodig dat", "van groot belang dat"];
    let obliges = ["moet", "moeten", "dient", "dienen"].iter().any(|verb| word(lower, verb));
    needs.iter().any(|needed| of_the_government(lower, needed))
        || obliges
            && !lower.contains("kamer ")
            && ["vindt dat", "vinden dat"].iter().any(|thinks| of_the_government(lower, thinks))
}

/// Whether the government is the subject right behind words that end in `dat`: `wil dat het kabinet …`, not `wil dat de
/// koning de minister …`.
pub(super) fn of_the_government(lower: &str, lead: &str) -> bool {
    const WHO: [&str; 12] = [
        "kabinet",
        "het kabinet",
        "dit kabinet",
        "een nieuw kabinet",
        "het nieuwe kabinet",
        "het volgende kabinet",
        "de regering",
        "de overheid",
        "de minister",
        "minister",
        "de staatssecretaris",
        "staatssecretaris",
    ];
    lower.match_indices(lead).any(|(at, _)| {
        let rest = lower[at + lead.len()..].trim_start();
        WHO.iter().any(|who| rest.strip_prefix(who).is_some_and(|rest| rest.starts_with([' ', ','])))
            || [
                "het ministerie",
                "de ministers",
                "bewindspersonen",
                "de bewindslieden",
                "het rijk",
                "ministers",
                "de rijksoverheid",
                "demissionair",
            ]
            .iter()
            .any(|who| rest.starts_with(who))
    })
}

/// Whether each `vragen` of a sentence is a noun: `onze kritische vragen`, `de vragen`, `vragen gesteld`.
pub(super) fn are_questions(lower: &str) -> bool {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let leads = |word: &&str| {
        ["onze", "de", "deze", "die", "uw", "geen", "veel", "enkele", "hun", "zijn"].contains(word)
    };
    words.iter().enumerate().filter(|(_, word)| **word == "vragen").all(|(at, _)| {
        let before = &words[at.saturating_sub(2)..at];
        let led = before.last().is_some_and(leads)
            || before.len() == 2 && leads(&before[0]) && before[1].ends_with('e');
        led || words.get(at + 1).is_some_and(|next| ["gesteld", "beantwoord", "genegeerd"].contains(next))
    })
}
