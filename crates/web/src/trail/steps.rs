//! Steps of a trail: of a question, a quoted sentence, a motion, a commitment or a hit what is shown of it.

use std::collections::HashMap;

use model::Guid;
use store::show::around::Neighbour;
use store::show::commitments::CommitmentRow;
use store::show::found::Paragraphs;
use store::show::motions::MotionRow;
use store::show::subject::{Said, UnitOfPaper};

use super::{Found, Passage};
use crate::found::{claim_named, claim_words, name_askers};
use crate::pages::commitments::worded_term;
use crate::party::PartyNames;
use crate::search_port::Hit;
use crate::{Lang, address};

pub(super) fn of_unit(lang: Lang, unit: &UnitOfPaper, parties: &PartyNames) -> Found {
    let party = unit.party.as_deref().map(|printed| parties.short(printed));
    let asked = name_askers(party.as_deref(), &unit.members);
    let passage = Passage {
        kind: "vragen",
        label: lang.t("Gevraagd", "Asked").to_owned(),
        voices: askers(party.as_deref(), &unit.members),
        who: Some(asked).filter(|asked| !asked.is_empty()),
        to: unit.respondent.clone(),
        quote: unit.question.clone(),
        answer: Some(unit.answer.clone()).filter(|answer| !answer.is_empty()),
        remark: unit.heading.clone(),
        url: address::unit(&unit.document.number, unit.n),
        ..Passage::default()
    };
    Found { id: Some(unit.id), document: unit.document.clone(), whole: true, passage }
}

/// Each who asks: members with their party, else parties. Of members of several parties it is not told whose is which.
fn askers(party: Option<&str>, members: &[String]) -> Vec<String> {
    let several = party.is_some_and(|party| party.contains(", "));
    match party {
        Some(party) if members.is_empty() => party.split(", ").map(str::to_owned).collect(),
        Some(party) if !several => members.iter().map(|member| format!("{member} ({party})")).collect(),
        _ => members.to_vec(),
    }
}

pub(super) fn of_said(lang: Lang, said: &Said, paragraphs: &HashMap<Guid, Paragraphs>) -> Found {
    let anchor = paragraphs.get(&said.id).and_then(|paragraphs| paragraphs.anchor(said.start));
    let due = said.due_text.as_ref().map(|text| match &said.due_to {
        Some(day) => {
            format!("{}: {text} ({} {})", lang.t("termijn", "due"), lang.t("uiterlijk", "by"), lang.day(day))
        }
        None => format!("{}: {text}", lang.t("termijn", "due")),
    });
    let (kind, label, remark) = match said.kind.as_str() {
        "promise" => ("toezeggingen", lang.t("Toegezegd", "Promised").to_owned(), due),
        "call" => ("oproepen", lang.t("Oproep", "Call").to_owned(), due),
        _ => {
            let claim = said.claim.as_deref().map(claim_named).unwrap_or_default();
            let name = said.name.clone().unwrap_or_default();
            let asked = if said.in_question { lang.t(", in een vraag", ", in a question") } else { "" };
            ("moties", name, Some(format!("{}{asked}", claim_words(lang, claim))))
        }
    };
    let passage = Passage {
        kind,
        label,
        who: said.by.clone(),
        voices: said.by.iter().cloned().collect(),
        to: said.to.clone().filter(|_| said.kind == "call"),
        quote: said.quote.clone(),
        remark,
        url: address::passage(&said.document.number, anchor.as_deref()),
        ..Passage::default()
    };
    Found { id: Some(said.id), document: said.document.clone(), whole: true, passage }
}

pub(super) fn of_motion(lang: Lang, motion: &MotionRow, parties: &PartyNames) -> Found {
    let result = match (&motion.result, &motion.decided) {
        (Some(result), Some(day)) => Some(format!("{} {}", result.trim_end_matches('.'), lang.day(day))),
        (Some(result), None) => Some(result.trim_end_matches('.').to_owned()),
        (None, _) => None,
    };
    let mover = motion.mover.as_ref().map(|mover| match &motion.party {
        Some(party) => format!("{mover} ({})", parties.short(party)),
        None => mover.clone(),
    });
    let passage = Passage {
        kind: "moties",
        label: lang.t("Motie ingediend", "Motion moved").to_owned(),
        voices: mover.iter().cloned().collect(),
        who: mover,
        quote: motion.document.subject.clone().unwrap_or_default(),
        remark: result,
        url: address::motion(motion.paper.as_deref().unwrap_or(&motion.document.number)),
        ..Passage::default()
    };
    Found { id: Some(motion.id), document: motion.document.clone(), whole: true, passage }
}

pub(super) fn of_commitment(lang: Lang, commitment: &CommitmentRow) -> Found {
    let made = commitment.made.as_deref().and_then(|made| made.get(..10)).map(str::to_owned);
    let status = commitment.status.clone().unwrap_or_default();
    let remark = match &commitment.due {
        Some(due) => format!("{status}, {} {}", lang.t("termijn", "due"), lang.day(due)),
        None => match commitment.term() {
            Some(term) => {
                let named = lang.t("termijn in de tekst", "term in the text");
                format!("{status}, {named}: {}", worded_term(lang, term))
            }
            None => status,
        },
    };
    let who = commitment.function.clone().or_else(|| commitment.name.clone());
    let passage = Passage {
        kind: "toezeggingen",
        label: lang.t("Toezegging in het register", "Commitment in the register").to_owned(),
        voices: who.iter().cloned().collect(),
        who,
        quote: commitment.text.clone().unwrap_or_default(),
        remark: Some(remark).filter(|remark| !remark.is_empty()),
        url: address::commitment(&commitment.number),
        ..Passage::default()
    };
    let document = Neighbour {
        number: commitment.number.clone(),
        kind: Some(lang.t("Toezegging", "Commitment").to_owned()),
        subject: commitment.activity_subject.clone().or_else(|| commitment.text.clone()),
        date: made,
    };
    Found { id: None, document, whole: true, passage }
}

pub(super) fn of_hit(lang: Lang, hit: &Hit, number: String) -> Found {
    let passage = Passage {
        kind: "stukken",
        label: lang.t("Passage", "Passage").to_owned(),
        quote: hit.passage.iter().map(|part| part.text.as_str()).collect(),
        url: hit.url.clone(),
        ..Passage::default()
    };
    let document = Neighbour {
        number,
        kind: hit.paper.clone(),
        subject: Some(hit.title.clone()),
        date: hit.date.clone(),
    };
    Found { id: None, document, whole: true, passage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_who_ask_together_are_told_apart_and_parties_only_where_they_are_known() {
        let members = ["Zee".to_owned(), "Van 't Zand".to_owned()];
        assert_eq!(askers(Some("LZ"), &members), ["Zee (LZ)", "Van 't Zand (LZ)"]);
        assert_eq!(askers(Some("LZ, VBP"), &members), members);
        assert_eq!(askers(Some("LZ, VBP"), &[]), ["LZ", "VBP"]);
        assert_eq!(askers(None, &[]), Vec::<String>::new());
    }
}
