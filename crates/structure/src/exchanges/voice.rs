//! Whether a passage speaks for members who ask or for a government that answers.
//!
//! Written consultations print questions and answers in one column, told apart by type that a text does not have.
//! What is left is the voice: `Deze leden vragen …`, `Is de minister bereid …?` against `Het kabinet ziet …`.

use model::facts::Askers;

use crate::sentences::sentences;

/// Positive for a passage that asks, negative for one that answers.
pub(super) fn score(text: &str) -> i32 {
    let lower = text.to_lowercase();
    let mut score = -1;
    let opening: String = lower.chars().take(90).collect();
    if opens_with_members(&opening) {
        score += 4;
    }
    if asks(&lower) {
        score += 3;
    }
    // «De leden van de X-fractie wijzen terecht op …»: who answers agrees
    if opens_with_members(&opening) && opening.contains(" terecht ") {
        score -= 6;
    }
    // «Het kabinet schrijft dat … Deze leden zien dat anders.»: members speak of what the government says
    let speak = sentences(&lower).into_iter().skip(1).take(12).any(|range| opens_with_members(&lower[range]));
    if speak || lower.contains(" deze leden") && !lower.contains("van deze leden") {
        score += 4;
    }
    let marks = lower.matches('?').count();
    score += (marks.min(2) * 2) as i32;
    const GOVERNMENT: [&str; 17] = [
        "het kabinet ",
        "de regering ",
        "ik ",
        "wij ",
        "nederland ",
        "de minister ",
        "ja,",
        "ja.",
        "nee,",
        "nee.",
        "zie ",
        "dit kabinet ",
        "uw kamer ",
        "de staatssecretaris ",
        "zoals ",
        "op dit moment ",
        "voor het antwoord ",
    ];
    if GOVERNMENT.iter().any(|start| opening.starts_with(start)) {
        score -= if marks > 0 && asks(&lower) { 0 } else { 3 };
    }
    for sign in [
        "uw kamer",
        " mijn ",
        "ben ik ",
        "heb ik ",
        "het kabinet is ",
        "het kabinet ziet",
        "het kabinet heeft ",
        "het kabinet zal ",
        "het kabinet deelt",
    ] {
        if lower.contains(sign) && marks == 0 && !opens_with_members(&opening) {
            score -= 2;
        }
    }
    score
}

/// Whether a passage opens with members as its subject: `De leden van de X-fractie`, `Tevens vragen zij`.
pub(crate) fn opens_with_members(opening: &str) -> bool {
    const SUBJECTS: [&str; 10] = [
        "de leden van de ",
        "de fractieleden ",
        "deze leden",
        "genoemde leden",
        "voornoemde leden",
        "de aan het woord zijnde leden",
        "de fractie van",
        "de leden ",
        "het lid ",
        "deze fractie",
    ];
    let opening = opening.trim_start_matches(['-', '•', ' ', '\t']);
    // «Ook de leden van de X-fractie hebben vragen over …»
    let opening = ["ook ", "eveneens ", "verder ", "zowel "]
        .iter()
        .find_map(|also| opening.strip_prefix(also))
        .unwrap_or(opening);
    let end = opening.char_indices().nth(90).map_or(opening.len(), |(at, _)| at);
    let opening = &opening[..end];
    if SUBJECTS.iter().any(|subject| opening.starts_with(subject)) {
        return !opening.starts_with("de leden van de raad")
            && !opening.starts_with("de leden van het kabinet");
    }
    if opening.starts_with("zij ") {
        return ASKING.iter().any(|verb| opening.contains(verb));
    }
    // «Tevens vragen zij», «Tot slot hebben deze leden», «Tegen deze achtergrond vragen de leden van de»
    let inverted = [
        "de leden van de ",
        "de fractieleden ",
        "deze leden",
        "genoemde leden",
        " zij ",
        "het lid ",
        "de leden ",
    ];
    inverted.iter().filter_map(|subject| opening.find(subject).map(|at| &opening[..at])).any(|before| {
        let words: Vec<&str> = before.split_whitespace().collect();
        let verb = words.last().copied().unwrap_or("");
        words.len() <= 8 && ASKING.iter().any(|asking| asking.trim() == verb)
    })
}

/// Bytes of the number that a question of members carries in a reply: `2. Voorts vragen deze leden …`; 0 without one.
pub(super) fn item_number(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text[digits..].trim_start_matches(['.', ')', ' ', '\t']);
    let length = text.len() - behind.len();
    let opening: String = behind.chars().take(90).collect::<String>().to_lowercase();
    let asks = opens_with_members(&opening) || member_asks(behind).is_some();
    if (1..=3).contains(&digits) && length > digits && asks { length } else { 0 }
}

/// Whether the first sentence is put by members at its end: `Kan de regering …, zo vragen de leden van de X-fractie.`
pub(super) fn ends_asked_by_members(lower: &str) -> bool {
    let first = sentences(lower).into_iter().next().map_or("", |range| &lower[range]);
    ["vragen de leden", "vragen deze leden", "vragen zij", "vraagt het lid", "vragen genoemde leden"]
        .iter()
        .any(|put| crate::commitments::word(first, put))
        && !first.starts_with("zoals")
}

/// Whether a passage goes on with the members of the one before.
pub(super) fn speaks_of_same(opening: &str) -> bool {
    opening.starts_with("de leden ") && !opening.starts_with("de leden van ")
        || ["deze leden", "genoemde leden", "voornoemde leden", "de aan het woord zijnde leden", "zij "]
            .iter()
            .any(|same| opening.contains(same))
}

/// Whether a passage replies to a question that it names in the same breath: `In antwoord op de vraag van de leden van de
/// X-fractie of dit klopt, kan ik melden dat …`.
pub(super) fn replies_to_question(text: &str) -> bool {
    const LEADS: [&str; 12] = [
        "Op de vraag ",
        "Op de vragen ",
        "In antwoord op ",
        "In reactie op ",
        "Naar aanleiding van ",
        "Ten aanzien van de vra",
        "Met betrekking tot de vra",
        "Wat betreft de vra",
        "Voor wat betreft de vra",
        "In vervolg op de vra",
        "Over de vraag ",
        "Ten aanzien van het verzoek ",
    ];
    if !LEADS.iter().any(|lead| text.starts_with(lead)) {
        return false;
    }
    let first = sentences(text).into_iter().next().map_or("", |range| &text[range]);
    let head: String = first.chars().take(110).collect();
    [
        "vraag van de leden",
        "vragen van de leden",
        "vraag van deze leden",
        "vragen van deze leden",
        "vraag van de fractie",
        "vraag van het lid",
        "verzoek van de leden",
    ]
    .iter()
    .any(|of| head.contains(of))
}

/// Verbs of members who ask and observe, in the plural and the singular.
const ASKING: [&str; 48] = [
    "vragen",
    "vraagt",
    "vernemen",
    "verneemt",
    "hebben",
    "heeft",
    "maken",
    "constateren",
    "constateert",
    "lezen",
    "leest",
    "willen",
    "wil",
    "wijzen",
    "wijst",
    "verwijzen",
    "verzoeken",
    "verzoekt",
    "danken",
    "zijn",
    "onderschrijven",
    "benadrukken",
    "ontvangen",
    "zien",
    "horen",
    "merken",
    "vinden",
    "achten",
    "stellen",
    "begrijpen",
    "zouden",
    "zou",
    "steunen",
    "spreken",
    "delen",
    "uiten",
    "leggen",
    "ontvingen",
    "roepen",
    "waarderen",
    "betreuren",
    "hechten",
    "geven",
    "overwegen",
    "informeren",
    "kunnen",
    "vroegen",
    "informeerden",
];

/// Words that put a question.
const PUT: [&str; 23] = [
    "leden vragen",
    "vragen zij",
    "zij vragen",
    "vragen deze leden",
    "vragen de leden",
    "vragen genoemde leden",
    "leden vernemen",
    "vernemen zij",
    "vernemen deze leden",
    "zij vernemen",
    "leden willen graag weten",
    "leden verzoeken",
    "verzoeken zij",
    "verzoeken deze leden",
    "willen zij weten",
    "willen deze leden",
    "willen de leden",
    "lid vraagt",
    "vraagt het lid",
    "fractie vraagt",
    "leden zouden graag",
    "leden horen graag",
    "sluiten zich aan bij de vragen",
];

/// Whether a passage puts a question in so many words.
pub(super) fn asks(lower: &str) -> bool {
    if lower.contains('?') {
        return true;
    }
    // «De leden van de X-fractie hebben gevraagd naar …»: how a reply restates
    let opening = sentences(lower).into_iter().next().map_or("", |range| &lower[range]);
    if opens_with_members(opening)
        && ([
            "hebben gevraagd",
            "heeft gevraagd",
            "hebben verzocht",
            "informeerden naar",
            "vroegen ",
            "willen weten",
            "wil weten",
            "willen graag weten",
            "wil graag weten",
            "benieuwd",
            "nieuwsgierig",
            "informeren naar",
            "stellen de vraag",
            "stelt de vraag",
            "vernemen graag",
            "verneemt graag",
            "horen graag",
            "hoort graag",
        ]
        .iter()
            .any(|put| opening.contains(put))
            // «Deze leden hebben voorts gevraagd naar …», «De leden van de X-fractie verzoeken de regering om …»
            || had_asked(opening)
            || ["regering", "minister", "kabinet", "staatssecretaris"].iter().any(|whom| {
                [" verzoeken de ", " verzoeken het ", " verzoekt de ", " verzoekt het "]
                    .iter()
                    .any(|put| opening.contains(&format!("{put}{whom}")))
            }))
    {
        return true;
    }
    PUT.iter().any(|put| crate::commitments::word(lower, put))
        || lower.starts_with("het lid ") && (lower.contains(" vraagt ") || lower.contains(" verzoekt "))
        || lower.contains("leden") && (asks_in_words(lower) || lower.contains("ontvangen graag"))
}

/// Whether members `hebben`, a few words on, `gevraagd` or `verzocht`.
fn had_asked(opening: &str) -> bool {
    ["hebben ", "heeft "]
        .iter()
        .filter_map(|had| Some(&opening[opening.find(had)? + had.len()..]))
        .any(|rest| rest.split([' ', ',', '.']).take(4).any(|word| matches!(word, "gevraagd" | "verzocht")))
}

/// Whether `vragen` is what somebody does: not in `het antwoord op vragen van de leden van de X-fractie`.
fn asks_in_words(lower: &str) -> bool {
    lower.match_indices(" vragen ").chain(lower.match_indices(" vragen:")).any(|(at, _)| {
        let before = lower[..at].trim_end();
        let noun = ["op", "op de", "deze", "de", "hun", "enkele", "aantal", "van"]
            .iter()
            .any(|word| before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')));
        !noun
    })
}

/// Whether a passage tells what a member asked in the debate: `Mevrouw Prins (XYZ) vroeg wanneer …`.
pub(super) fn tells_what_was_asked(lower: &str) -> bool {
    let titled = ["de heer ", "mevrouw ", "het lid ", "de leden ", "het kamerlid "]
        .iter()
        .any(|title| lower.starts_with(title));
    let first = sentences(lower).into_iter().next().map_or("", |range| &lower[range]);
    titled
        && [" vroeg ", " vroegen ", " vraagt ", " heeft gevraagd ", " hebben gevraagd "]
            .iter()
            .any(|verb| first.contains(verb))
}

/// The member whose question a passage tells without a title: `Prins (XYZ) vraagt wanneer …`.
pub(super) fn member_asks(text: &str) -> Option<Askers> {
    let first = text.lines().next().unwrap_or("");
    let open = first.find(" (").filter(|open| *open < 40)?;
    let close = open + first[open..].find(") ")? + 1;
    let verb = first[close..].trim_start();
    ["vraagt ", "vroeg ", "heeft gevraagd ", "informeerde "].iter().find(|put| verb.starts_with(**put))?;
    crate::askers::bare_members(&first[..close])
}

/// Whether a passage opens with what a committee of the House asks: `De commissie vraagt waarom …`, `Tot slot heeft uw
/// commissie gevraagd wanneer …`. A request for a letter is none, and the European Commission has a capital.
pub(super) fn committee_asks(text: &str) -> bool {
    const PUT: [&str; 14] = [
        "of", "waarom", "wanneer", "hoe", "hoeveel", "welke", "wat", "wie", "naar", "waar", "hoeverre",
        "waardoor", "waaruit", "welk",
    ];
    let first = sentences(text).into_iter().next().map_or("", |range| &text[range]);
    let Some((before, after)) = first.split_once("commissie") else { return false };
    let before: Vec<String> = before.split_whitespace().map(str::to_lowercase).collect();
    let after: Vec<&str> = after.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let of_house =
        before.last().is_some_and(|word| matches!(word.as_str(), "de" | "uw" | "vaste" | "algemene"));
    if !of_house || before.len() > 7 {
        return false;
    }
    let verb = |word: &str| matches!(word, "vraagt" | "vroeg" | "verneemt" | "heeft");
    let leads = before.iter().rev().skip(1).take(2).any(|word| verb(word));
    let follows = after.first().is_some_and(|word| verb(word));
    let had = before.iter().any(|word| word == "heeft") || after.first() == Some(&"heeft");
    (leads || follows)
        && (!had || after.contains(&"gevraagd"))
        && after.iter().take(12).any(|word| PUT.contains(word))
}

/// Whether a passage ends in a question to the government, which speaks of itself otherwise: `Kan de minister dat
/// toelichten?`, `Is het kabinet bereid …?`
pub(super) fn asks_government(text: &str) -> bool {
    let text = text.trim_end();
    if !text.ends_with('?') {
        return false;
    }
    let last = sentences(text).into_iter().next_back().map_or("", |range| text[range].trim()).to_lowercase();
    let words: Vec<&str> = last.split([' ', ',']).filter(|word| !word.is_empty()).take(8).collect();
    let verb = words.iter().any(|word| {
        matches!(
            *word,
            "kan"
                | "kunt"
                | "is"
                | "wil"
                | "deelt"
                | "heeft"
                | "gaat"
                | "acht"
                | "ziet"
                | "vindt"
                | "erkent"
                | "onderschrijft"
                | "herkent"
                | "denkt"
                | "verwacht"
                | "zijn"
                | "geeft"
                | "wat"
                | "hoe"
                | "welke"
                | "waarom"
                | "wanneer"
        )
    });
    let government =
        ["de minister", "de staatssecretaris", "de regering", "het kabinet", "de bewindspersoon"]
            .iter()
            .any(|office| crate::commitments::word(&last, office));
    verb && government
}

/// Whether a passage opens as a question does, though it may end in a full stop: `Kunt u een overzicht geven.`
pub(super) fn opens_as_question(text: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "Kunt u ",
        "Kan de ",
        "Kan het ",
        "Kan een ",
        "Wilt u ",
        "Bent u ",
        "Heeft u ",
        "Hebt u ",
        "Klopt het ",
        "Kan u ",
        "Graag een ",
        "Graag ontvang",
    ];
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// Whether a passage puts a question of its own, not only announces that there will be some.
pub(super) fn asks_itself(lower: &str) -> bool {
    lower.contains('?') || PUT.iter().any(|put| crate::commitments::word(lower, put))
}

/// Where in a passage that first answers the sentences begin that ask; none if it does not end in them.
pub(super) fn asks_from(text: &str) -> Option<usize> {
    let mut from = None;
    for sentence in sentences(text).into_iter().rev() {
        let said = text[sentence.clone()].trim();
        let lower = said.to_lowercase();
        if !(said.ends_with('?') || opens_with_members(&lower) || asks(&lower)) {
            break;
        }
        from = Some(sentence.start);
    }
    from.filter(|&at| at > 0)
}

/// Bytes of a passage that ask: up to and with the last sentence that does; the rest replies.
pub(super) fn asking_part(text: &str) -> usize {
    let mut end = 0;
    for sentence in sentences(text) {
        let lower = text[sentence.clone()].to_lowercase();
        let opening: String = lower.chars().take(90).collect();
        let asking = opens_with_members(&opening) || lower.ends_with('?');
        if asking || end == 0 {
            end = sentence.end;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_of_the_house_asks_and_others_do_not() {
        for asked in [
            "De commissie vraagt allereerst waarom de proef is uitgesteld.",
            "Voorts vraagt uw commissie of gemeenten worden gecompenseerd.",
            "Tot slot heeft de commissie gevraagd wanneer de evaluatie komt.",
            "De vaste commissie vroeg naar de kosten.",
        ] {
            assert!(committee_asks(asked), "{asked}");
        }
        for other in [
            "De Commissie vraagt lidstaten hoe zij dit gaan doen.",
            "De commissie heeft mij gevraagd om een reactie.",
            "De commissie-Prins vraagt wanneer dit wordt ingevoerd.",
            "De commissie adviseert na te gaan hoe dit kan.",
            "De minister heeft de commissie laten weten wanneer dit komt.",
        ] {
            assert!(!committee_asks(other), "{other}");
        }
    }

    #[test]
    fn members_request_and_had_asked() {
        for asked in [
            "Deze leden hebben voorts gevraagd naar storingen.",
            "De leden van de VVD-fractie verzoeken de regering om een overzicht.",
            "De leden van de VVD-fractie vragen: a) of dit helpt;",
        ] {
            assert!(asks(&asked.to_lowercase()), "{asked}");
        }
        for said in [
            "De leden van de VVD-fractie hebben kennisgenomen van het gevraagde.",
            "De leden van de VVD-fractie danken de regering voor het gevraagde overzicht.",
        ] {
            assert!(!asks(&said.to_lowercase()), "{said}");
        }
        assert!(member_asks("Prins (VVD) vraagt wanneer dit komt.").is_some());
        assert!(member_asks("Prins (VVD) steunt dit. Hij vraagt niets.").is_none());
        assert!(member_asks("Het artikel (VVD) vraagt aandacht.").is_none());
    }

    #[test]
    fn an_answer_that_names_the_questions_of_others_answers() {
        // «aanvragen zijn» holds «vragen zij»
        let answer = "De subsidie wordt verlaagd omdat er minder aanvragen zijn. Zie ook het antwoord op vragen van \
                      de leden van de VVD-fractie over de kosten.";
        assert!(!asks(&answer.to_lowercase()));
        assert!(!opens_with_members(&answer.to_lowercase()));
        assert!(score(answer) < 3, "{}", score(answer));
    }
}
