//! What only looks like an undertaking: kept in this very letter, denied, or somebody else's.

use super::word;

/// Whether a sentence says that a promise is kept with this letter.
pub(super) fn is_kept(lower: &str) -> bool {
    let here = [
        "bijgevoegd",
        "bijgaand",
        "hiermee",
        "hierbij",
        "met deze brief",
        "middels deze brief",
        "bij dezen",
        "in deze brief",
    ]
    .iter()
    .any(|here| lower.contains(here));
    here && [
        "toezegging",
        "gestand",
        "voldaan",
        "voldoe ik",
        "kom ik",
        "afgedaan",
        "nagekomen",
        "treft u",
        "bied ik",
        "bieden wij",
        "stuur ik",
    ]
    .iter()
    .any(|kept| lower.contains(kept))
}

/// Whether the sentence right behind a promise does in this letter what was promised: «Met deze brief informeer ik u
/// hierover.»
pub(super) fn is_done_here(lower: &str) -> bool {
    let here = [
        "deze brief",
        "deze weg",
        "bijgaand",
        "bijgevoegd",
        "hierbij",
        "hiermee",
        "hieronder",
        "onderstaand",
    ];
    let does = [
        "informeer ik",
        "informeren wij",
        "geef ik",
        "geven wij",
        "doe ik",
        "doen wij",
        "ga ik",
        "gaan wij",
        "reageer ik",
        "licht ik",
        "schets ik",
        "ontvangt u",
        "vindt u",
        "treft u",
        "de uitwerking",
        "geeft",
        "wordt",
    ];
    here.iter().any(|here| lower.contains(here)) && does.iter().any(|does| lower.contains(does))
}

/// Whether the government itself looks: `zal bezien`, `gaan we onderzoeken`, not `om te laten onderzoeken door hen`.
pub(super) fn looks(lower: &str) -> bool {
    // «gaat graag in overleg om te evalueren»: a meeting to come
    let meets = lower.contains("in overleg om ") || lower.contains("in gesprek om ");
    !meets && !lower.contains("blijven") && !lower.contains("zal moeten") && !lower.contains("zullen moeten")
}

/// `De Rekenkamer informeert u separaat`, `De gemeente zal uw Kamer informeren`: somebody else will, unless the
/// government does so too.
pub(super) fn by_third_party(lower: &str) -> bool {
    if let Some(verb) = [" zal ", " zullen "].iter().filter_map(|verb| lower.find(verb)).min()
        && ["informeren", "berichten", "rapporteren", "inlichten"].iter().any(|tells| word(lower, tells))
        && !["ik", "wij", "we", "worden", "kunnen"].iter().any(|one| word(lower, one))
    {
        return somebody_else(&lower[..verb]);
    }
    let Some(verb) = ["informeert", "bericht", "stuurt", "rapporteert"]
        .iter()
        .filter_map(|verb| lower.find(&format!(" {verb} ")))
        .min()
    else {
        return false;
    };
    somebody_else(&lower[..verb])
        && !["ik", "wij", "kabinet", "zal", "zullen"].iter().any(|one| word(lower, one))
}

/// Whether a short subject that opens a sentence is nobody of the government.
fn somebody_else(before: &str) -> bool {
    let opens = before.starts_with("de ") || before.starts_with("het ");
    let government =
        ["kabinet", "minister", "staatssecretaris", "regering", "bewinds", "ministerie", "collega"];
    opens && before.split_whitespace().count() <= 5 && !government.iter().any(|word| before.contains(word))
}

/// Whether the undertaking itself is denied.
pub(super) fn negates(lower: &str) -> bool {
    let plain = lower
        .replace("niet alleen", "")
        .replace("niet later dan", "")
        .replace("niet langer dan", "")
        .replace("indien niet", "")
        .replace("al dan niet", "");
    let modal = [
        "zal", "zullen", "ga", "gaat", "kan", "kunnen", "zeg", "wil", "wordt", "worden", "ontvangt", "is",
        "ben",
    ];
    // «Ik stuur u voor de zomer geen brief»
    let sends = ["stuur", "stuurt", "krijgt", "komt", "volgt"];
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        // «niet voor het zomerreces, maar in het najaar»
        if *word == "niet" && words[at + 1..].iter().take(6).any(|next| *next == "maar") {
            return false;
        }
        let denies = ["niet", "geen", "nooit", "evenmin"].contains(word);
        let before = &words[at.saturating_sub(6)..at];
        denies && before.iter().any(|before| modal.contains(before))
            || *word == "geen" && before.iter().any(|before| sends.contains(before))
    })
}
