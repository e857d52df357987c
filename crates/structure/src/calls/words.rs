//! The words by which a call is known.

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

/// `Het is essentieel dat een nieuw kabinet geld uittrekt`: what is needed, and by whom.
pub(super) fn is_needed(lower: &str) -> bool {
    ["essentieel dat ", "noodzakelijk dat ", "cruciaal dat ", "hard nodig dat ", "van groot belang dat "]
        .iter()
        .filter_map(|needed| lower.find(needed).map(|at| &lower[at + needed.len()..]))
        .any(|rest| {
            [
                "het kabinet ",
                "dit kabinet ",
                "een nieuw kabinet ",
                "het nieuwe kabinet ",
                "de regering ",
                "de minister ",
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
