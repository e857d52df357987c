//! What became of a motion in the House, from the decisions on its case.

use std::collections::HashMap;

use model::Guid;
use store::relations::{DecisionFacts, MotionFacts, MotionRecord};

/// Ministries of a dossier at most: more say nothing.
const MOST_MINISTRIES: usize = 2;

/// The row of a motion.
pub fn record(id: Guid, facts: MotionFacts, ministries: Vec<String>) -> MotionRecord {
    let decided =
        facts.decisions.iter().find_map(|decision| outcome(decision).map(|state| (state, decision)));
    let (state, decision) = match decided {
        Some((state, decision)) => (state, Some(decision)),
        None => ("geen", None),
    };
    MotionRecord {
        id,
        number: facts.number,
        date: facts.date,
        paper: facts.paper,
        subject: facts.subject,
        state,
        result: decision.map(|decision| {
            if decision.text.is_empty() { decision.kind.clone() } else { decision.text.clone() }
        }),
        decided: decision.and_then(|decision| decision.date.clone()),
        advice: facts.advice,
        mover: facts.mover,
        party: facts.party,
        ministries,
    }
}

/// What a decision says became of the motion; none for proposals and for decisions on its treatment.
fn outcome(decision: &DecisionFacts) -> Option<&'static str> {
    if matches!(decision.status.as_str(), "Voorstel" | "Concept voorstel") {
        return None;
    }
    let kind = decision.kind.to_lowercase();
    let text = decision.text.to_lowercase();
    let voted = kind.starts_with("stemmen") || !decision.vote_kind.is_empty();
    let taken = kind == "overgenomen" || kind == "ingetrokken" || kind.starts_with("termijn - vervallen");
    if !voted && !taken {
        return None;
    }
    // the words are written by hand, the kind is chosen from a list: the kind goes first
    for words in [kind.as_str(), text.as_str()] {
        let state = match () {
            () if words.contains("ingetrokken") => "ingetrokken",
            () if words.contains("overgenomen") => "overgenomen",
            () if words.contains("vervallen") => "vervallen",
            () if words.contains("aangehouden") || words.contains("aanhouden") => "aangehouden",
            () if words.contains("verworpen") => "verworpen",
            () if words.contains("aangenomen") || words.contains("aannemen") => "aangenomen",
            () => continue,
        };
        return Some(state);
    }
    None
}

/// The ministries that sign most of the cabinet's papers in a dossier, most first.
pub fn ministries(functions: &[String]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in functions.iter().flat_map(|function| model::ministry::ministries(function)) {
        *counts.entry(name).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let mut found: Vec<(String, usize)> = counts.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.retain(|(_, count)| count * 4 >= total);
    found.into_iter().take(MOST_MINISTRIES).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, text: &str, status: &str, expected: Option<&str>) {
        let decision = DecisionFacts {
            kind: kind.into(),
            text: text.into(),
            status: status.into(),
            ..DecisionFacts::default()
        };
        assert_eq!(outcome(&decision), expected, "{kind}: {text}");
    }

    #[test]
    fn the_kind_of_a_decision_tells_the_outcome() {
        check("Stemmen - aangenomen", "Aangenomen.", "Besluit", Some("aangenomen"));
        check("Stemmen - verworpen", "Verworpen", "", Some("verworpen"));
        check("Stemmen - aangehouden (al tijdens debat)", "Aangehouden.", "Besluit", Some("aangehouden"));
        check("Stemmen - zonder stemming aannemen", "", "Besluit", Some("aangenomen"));
        check(
            "Termijn - vervallen in verband met verstrijken termijn",
            "Vervallen in verband met verstrijken termijn.",
            "Besluit",
            Some("vervallen"),
        );
        check("Overgenomen", "Overgenomen.", "Besluit", Some("overgenomen"));
        check("Stemmen - uitstellen", "Stemming uitgesteld.", "Besluit", None);
    }

    #[test]
    fn a_proposal_or_a_step_of_treatment_is_no_outcome() {
        check("Stemmen - aangenomen", "Aangenomen.", "Voorstel", None);
        check("Ingediend", "Ingediend.", "Besluit", None);
        check("Behandelen", "Motie aangenomen door commissie.", "Besluit", None);
    }

    #[test]
    fn the_ministry_of_a_dossier_is_the_one_that_signs_its_papers() {
        let functions: Vec<String> = ["minister van Defensie"; 5]
            .into_iter()
            .chain(["minister van Financiën"])
            .map(str::to_owned)
            .collect();
        assert_eq!(ministries(&functions), ["Defensie"]);
        assert!(ministries(&[]).is_empty());
    }
}
