//! Quick looks that let most of a text go unread: whether a paragraph may hold an undertaking, whether a sentence can be one.

use super::words::{DELIVER, INFORM, LOOK};

/// A quick look, so that most paragraphs are not taken apart.
pub(super) fn may_hold(text: &str) -> bool {
    [
        " zal",
        "zul",
        "Zal",
        "ga ",
        "gaan",
        "gaat ",
        "zeg",
        "ntvang",
        "oekomen",
        "oorzien",
        "epland",
        "erugkom",
        "lijf",
        "lijven",
        "erwachting",
        "kom ",
        "komt",
        "wordt",
        "worden",
        "nformeer",
        "tuur",
        "ereid",
        "oornemens",
        "toegezegd",
        "medegedeeld",
        "streef",
        "nformer",
        "erwacht ",
        "apporte",
        "volgt",
        "krijgt",
        "deel ik",
        "k deel",
        "deelt het",
        "houd",
        " plan ",
        "oornemen",
        "treven",
        "estreefd",
        "hoop",
        "laat",
        "zend",
        "komen ",
        "bied",
        "erwachten",
        "tegemoet",
        "neem",
        "eantwoord",
    ]
    .iter()
    .any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// What the single words of a sentence allow, in one pass: nearly all sentences stop here.
pub(super) fn could_be(lower: &str) -> bool {
    let (mut future, mut inform, mut addressed, mut deliver, mut look, mut promise, mut report, mut willing) =
        Default::default();
    let mut after = false;
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        match word {
            "deel" | "deelt" | "houd" | "houdt" => {
                future = true;
                inform = true;
            }
            "rapporteren" | "ingaan" => {
                inform = true;
                look = true;
            }
            "neem" | "neemt" | "nemen" => {
                future = true;
                look = true;
            }
            "beantwoording" => inform = true,
            "na" => after = true,
            "ingegaan" => inform = true,
            "doe" | "doen" | "blijf" | "blijft" | "blijven" | "wil" | "willen" => future = true,
            "voorzien" | "gepland" => future = true,
            "toezending" | "verzending" | "aanbieding" | "oplevering" => deliver = true,
            "volgt" | "rapporteer" | "verwacht" | "kom" | "komt" | "komen" => {
                future = true;
                inform = true;
                deliver = true;
            }
            "plan" | "voornemen" | "streven" | "gestreefd" | "hoop" | "hopen" | "laat" | "laten" => {
                future = true
            }
            "bied" | "biedt" | "bieden" => {
                future = true;
                inform = true;
            }
            "kunt" | "kan" => future = true,
            "verwachten" => {
                future = true;
                inform = true;
            }
            "tegemoetzien" | "tegemoet" => inform = true,
            "afgedaan" | "afdoen" | "gestand" | "nakomen" | "nagekomen" => deliver = true,
            "weten" | "hoogte" | "beantwoorden" | "beantwoord" => inform = true,
            "vragen" | "kamervragen" => addressed = true,
            "zal" | "zullen" | "ga" | "gaan" | "gaat" | "zult" | "wordt" | "worden" | "voornemens"
            | "streef" | "streeft" | "verwachting" | "stuur" | "stuurt" | "sturen" | "informeer"
            | "informeert" | "informeren" | "zend" | "bericht" | "ontvangt" | "ontvangen" => {
                future = true;
                inform = true;
            }
            "kamer" | "kamers" | "tk" | "u" | "parlement" | "commissie" => addressed = true,
            "toegezegd" | "toezeggen" | "toe" | "zegt" | "zeggen" | "zeg" => promise = true,
            "krijgt" => {
                future = true;
                inform = true;
            }
            "medegedeeld" | "meegedeeld" | "gemeld" | "aangekondigd" => report = true,
            "bereid" => willing = true,
            _ => {
                let inside = word.len() > 4;
                deliver |= matches!(word, "dienen" | "ronden" | "leveren" | "stellen" | "werken" | "voeren");
                inform |= matches!(word, "bieden" | "leggen" | "delen" | "ingaan");
                deliver |= inside && DELIVER.iter().any(|verb| verb.starts_with(word));
                look |= inside && LOOK.iter().any(|verb| verb.contains(word));
                inform |= inside && INFORM.contains(&word);
            }
        }
    }
    promise
        || report && addressed
        || addressed && inform && (future || willing)
        || future && (deliver || look || inform)
        || willing && look
        || after && lower.contains("ga ")
}

/// A sentence in lower case with the space before or behind a verb of telling that a file lost: `hierovergeïnformeerd`,
/// `informerenover` (seen in answers of 2024 taken from PDF by another program).
pub(super) fn spaced(mut lower: String) -> String {
    const VERBS: [&str; 4] = ["geïnformeerd", "informeren", "toegezonden", "gestuurd"];
    const BEFORE: [&str; 9] =
        ["worden", "wordt", "hierover", "daarover", "nader", "kamer", "te", "separaat", "begin"];
    const BEHIND: [&str; 3] = ["over", "hierover", "daarover"];
    for verb in VERBS {
        let Some(at) = lower.find(verb) else { continue };
        let end = at + verb.len();
        if BEHIND.iter().any(|next| {
            lower[end..].strip_prefix(next).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        }) {
            lower.insert(end, ' ');
        }
        let before = &lower[..at];
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if BEFORE.contains(&word) {
            lower.insert(at, ' ');
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lower: &str, expected: &str) {
        assert_eq!(spaced(lower.to_owned()), expected);
    }

    #[test]
    fn lost_spaces_come_back() {
        check(
            "de kamer wordt hierovergeïnformeerd in maart",
            "de kamer wordt hierover geïnformeerd in maart",
        );
        check("zal de kamer informerenover het plan", "zal de kamer informeren over het plan");
        check("de kamer wordt nadergeïnformeerdover dit", "de kamer wordt nader geïnformeerd over dit");
    }

    #[test]
    fn other_words_stay() {
        check("ongeïnformeerd doorgestuurd", "ongeïnformeerd doorgestuurd");
        check("informerenoverheid", "informerenoverheid");
    }
}
