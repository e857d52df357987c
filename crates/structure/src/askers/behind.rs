//! Who asks as it stands behind a question: in brackets, or as parties that join it.
//!
//! | text | comes out as |
//! |---|---|
//! | `Kan het sneller? (De Wit, XYZ)` | member `De Wit`, party `XYZ` |
//! | `De leden van de X-fractie vragen … De leden van de Y-fractie sluiten zich hierbij aan.` | `Y` too |

use std::ops::Range;

use model::facts::Askers;

use super::{MEMBERS, bare_members, name, of_passage};
use crate::parties;

/// Who asks, in brackets behind a question: `… op orde? (Prins, XYZ)`, `(XYZ, Prins)`, `(Prins – XYZ)`, `(Prins (XYZ))`.
pub(crate) fn behind_question(question: &str) -> Option<Askers> {
    let question = question.trim_end();
    let inside = &question[question.rfind("? (")? + 3..].strip_suffix(')')?;
    if inside.chars().count() > 60 {
        return None;
    }
    if let Some(askers) = bare_members(inside) {
        return Some(askers);
    }
    let (one, other) = [", ", " – ", " - ", "/"].iter().find_map(|joint| inside.split_once(joint))?;
    let (party, who) = match (parties::canonical(one), parties::canonical(other)) {
        (Some(_), None) => (one, other),
        (None, Some(_)) => (other, one),
        _ => return None,
    };
    let who = MEMBERS.iter().find_map(|word| who.strip_prefix(*word)).unwrap_or(who);
    let (name, end) = name(who, 0)?;
    (end == who.len()).then(|| Askers { party: Some(party.to_owned()), members: vec![name] })
}

/// The parties that say behind a question that they ask it too: `De leden van de X-fractie sluiten zich hierbij aan.`
pub(super) fn joining(text: &str) -> Vec<String> {
    const ACTS: [&str; 5] = [
        " sluiten zich",
        " stellen dezelfde vra",
        " hebben dezelfde vra",
        " vragen hetzelfde",
        " delen deze vra",
    ];
    if !ACTS.iter().any(|act| text.contains(act)) {
        return Vec::new();
    }
    let joins = |range: Range<usize>| {
        let sentence = text[range].trim();
        let (subject, act) = ACTS.iter().find_map(|act| Some((sentence.split_once(*act)?.0, *act)))?;
        let act = sentence[subject.len()..]
            .strip_prefix(" sluiten zich")
            .unwrap_or(if act == " sluiten zich" { "" } else { " aan" });
        let members = ["De leden van ", "Ook de leden van ", "De fractie van "]
            .iter()
            .any(|opening| subject.starts_with(opening));
        let act = act.trim_end_matches('.');
        let joined = act.contains(" aan") && !act.contains(" en vragen ");
        of_passage(subject).filter(|_| members && joined)?.party
    };
    crate::sentences::sentences(text)
        .into_iter()
        .skip(1)
        .filter_map(joins)
        .flat_map(|parties| parties.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_in_brackets_behind_a_question() {
        let named = |text: &str| {
            behind_question(text).map(|askers| (askers.members.join("+"), askers.party.unwrap_or_default()))
        };
        let wit = Some(("De Wit".to_owned(), "SP".to_owned()));
        for text in [
            "Kan het? (De Wit, SP)",
            "Kan het? (SP, De Wit)",
            "Kan het? (De Wit – SP)",
            "Kan het? (De Wit (SP))",
        ] {
            assert_eq!(named(text), wit, "{text}");
        }
        for text in ["Kan het (De Wit, SP)?", "Kan het? (zie bijlage, blz. 3)", "Kan het? (De Wit)"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn parties_that_join_a_question_ask_it_too() {
        let asks = |text: &str| of_passage(text).and_then(|askers| askers.party);
        let lead = "De leden van de VVD-fractie vragen wat dit kost.";
        for act in ["sluiten zich bij deze vraag aan", "stellen dezelfde vraag", "sluiten zich hierbij aan"] {
            let text = format!("{lead} De leden van de SGP-fractie {act}.");
            assert_eq!(asks(&text).as_deref(), Some("VVD, SGP"), "{text}");
        }
        let text = format!("{lead} De leden van de SGP-fractie lezen dat ook.");
        assert_eq!(asks(&text).as_deref(), Some("VVD"));
    }
}
