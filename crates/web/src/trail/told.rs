//! What a trail tells in sum: who spoke how often, and what changed.

use std::collections::{BTreeMap, BTreeSet};

use model::facts::Claim;
use serde::Serialize;
use store::show::around::Neighbour;
use store::show::newest::CABINET_KINDS;

use super::gathered::Gathered;
use super::{Change, Found};
use crate::found::{claim_named, claim_words};
use crate::name::folded;
use crate::{Lang, address};

/// Who asked, promised, called or moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voices {
    /// The kind of step: `vragen`.
    pub kind: &'static str,
    /// The same as a heading: `Wie vroeg`.
    #[serde(skip)]
    pub heading: &'static str,
    /// All of them, most first.
    pub voices: Vec<Voice>,
}

/// Somebody with how many of the steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The name as the papers have it, with the party where it is told.
    pub name: String,
    /// How many different ones.
    pub count: usize,
    /// In how many of them the paper does not give the party with the name.
    pub without_party: usize,
}

/// Gives a name without a party the party that it has elsewhere in the trail, where only one bearer of the name is found
/// and the paper itself does not name other parties: else one person would be listed twice.
pub(super) fn name_together(found: &mut [Found]) {
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for voice in found.iter().flat_map(|found| &found.passage.voices) {
        if let Some((name, _)) = with_party(voice) {
            bearers.entry(folded(name)).or_default().insert(voice.clone());
        }
    }
    for passage in found.iter_mut().map(|found| &mut found.passage) {
        // «Zand, Zee (VBP, LZ)»: whose party is whose is not told, but they are these
        let printed = passage.who.as_deref().and_then(with_party).map(|(_, parties)| parties.to_owned());
        for voice in &mut passage.voices {
            let Some(one) = bearers.get(&folded(voice)).filter(|bearers| bearers.len() == 1) else {
                continue;
            };
            let Some(whole) = one.first() else { continue };
            let Some((_, party)) = with_party(whole) else { continue };
            let fits =
                printed.as_deref().is_none_or(|printed| printed.split(", ").any(|other| other == party));
            if fits {
                voice.clone_from(whole);
                passage.completed.push(whole.clone());
            }
        }
    }
}

/// A name and what stands in brackets behind it.
fn with_party(voice: &str) -> Option<(&str, &str)> {
    let (name, party) = voice.strip_suffix(')')?.rsplit_once(" (")?;
    Some((name, party))
}

/// Who says what is there of each kind. What stands in two papers, as a question does in its own and in the answer, counts
/// once; of several who ask together each counts.
pub(super) fn voices(lang: Lang, found: &[Found]) -> Vec<Voices> {
    let kinds = [
        ("vragen", lang.t("Wie vroeg", "Who asked")),
        ("toezeggingen", lang.t("Wie zegde toe", "Who promised")),
        ("oproepen", lang.t("Wie riep op", "Who called for action")),
        ("moties", lang.t("Wie diende moties in", "Who moved motions")),
    ];
    let of_kind = |(kind, heading)| Voices { kind, heading, voices: of(found, kind) };
    kinds.into_iter().map(of_kind).filter(|voices| !voices.voices.is_empty()).collect()
}

fn of(found: &[Found], kind: &str) -> Vec<Voice> {
    // one person is `Minister van …` in one paper and `minister van …` in another
    let mut said: BTreeMap<String, (&str, BTreeMap<&str, bool>)> = BTreeMap::new();
    for found in found.iter().filter(|found| found.whole && found.passage.kind == kind) {
        let passage = &found.passage;
        for voice in &passage.voices {
            let with_party = !passage.completed.contains(voice);
            let quotes = &mut said.entry(folded(voice)).or_insert((voice, BTreeMap::new())).1;
            *quotes.entry(&passage.quote).or_default() |= with_party;
        }
    }
    let voice = |(name, quotes): (&str, BTreeMap<&str, bool>)| Voice {
        name: name.to_owned(),
        count: quotes.len(),
        without_party: quotes.values().filter(|with_party| !**with_party).count(),
    };
    let mut voices: Vec<Voice> = said.into_values().map(voice).collect();
    voices.sort_by_key(|voice| std::cmp::Reverse(voice.count));
    voices
}

/// What changed: outcomes of motions, what the cabinet says became of them, and its first and last words.
pub(super) fn changes(lang: Lang, found: &[Found], gathered: &Gathered) -> Vec<Change> {
    let whole = || found.iter().filter(|found| found.whole);
    let mut changes: Vec<Change> = Vec::new();
    for motion in gathered.motions.iter().filter(|motion| motion.state != "geen") {
        if whole().any(|found| found.id == Some(motion.id)) {
            changes.push(Change {
                date: motion.decided.clone(),
                what: format!(
                    "{}: {}",
                    lang.t("motie", "motion"),
                    motion.result.clone().unwrap_or_default().trim_end_matches('.').to_lowercase()
                ),
                quote: motion.document.subject.clone(),
                url: address::motion(motion.paper.as_deref().unwrap_or(&motion.document.number)),
            });
        }
    }
    let cabinet =
        |document: &Neighbour| document.kind.as_deref().is_some_and(|kind| CABINET_KINDS.contains(&kind));
    for said in gathered.said.iter().filter(|said| said.kind == "motion" && !said.in_question) {
        let claim = said.claim.as_deref().map(claim_named).unwrap_or_default();
        let here = whole().find(|found| found.passage.quote == said.quote && found.id == Some(said.id));
        if claim != Claim::Mentioned
            && cabinet(&said.document)
            && let Some(found) = here
        {
            changes.push(Change {
                date: said.document.date.clone(),
                what: format!("{} {}", said.name.clone().unwrap_or_default(), claim_words(lang, claim)),
                quote: Some(said.quote.clone()),
                url: found.passage.url.clone(),
            });
        }
    }
    let mut spoken: Vec<&Found> = whole()
        .filter(|found| cabinet(&found.document) && found.document.date.is_some())
        .filter(|found| found.passage.kind != "moties" && says_something(&found.passage.quote))
        .collect();
    // of one day an answer or promise says more than a passage
    spoken.sort_by_key(|found| (found.document.date.clone(), found.passage.kind == "stukken"));
    let newest = spoken.last().map(|found| found.document.date.clone());
    let last = spoken.iter().find(|found| Some(&found.document.date) == newest.as_ref());
    if let (Some(first), Some(last)) = (spoken.first(), last)
        && first.document.number != last.document.number
    {
        for (found, what) in [
            (first, lang.t("het kabinet, het eerst", "the cabinet, first")),
            (last, lang.t("het kabinet, het laatst", "the cabinet, last")),
        ] {
            changes.push(Change {
                date: found.document.date.clone(),
                what: what.to_owned(),
                quote: Some(found.passage.answer.clone().unwrap_or_else(|| found.passage.quote.clone())),
                url: found.passage.url.clone(),
            });
        }
    }
    changes.sort_by(|a, b| (a.date.is_none(), &a.date).cmp(&(b.date.is_none(), &b.date)));
    changes.dedup_by(|a, b| a.quote == b.quote && a.what == b.what);
    changes.truncate(12);
    changes
}

/// Whether a passage is a sentence at least: a title says nothing.
fn says_something(passage: &str) -> bool {
    passage.split_whitespace().count() >= 6
        && passage.trim_end().ends_with(['.', '!', '?', ':', ';', '…', '»', '”', '"', ')'])
}

#[cfg(test)]
mod tests {
    use super::super::Passage;
    use super::*;

    fn asked(quote: &str, voices: &[&str]) -> Found {
        let voices = voices.iter().map(|voice| (*voice).to_owned()).collect();
        let passage = Passage { kind: "vragen", quote: quote.into(), voices, ..Passage::default() };
        let document = Neighbour { number: String::new(), kind: None, subject: None, date: None };
        Found { id: None, document, whole: true, passage }
    }

    #[test]
    fn each_asker_counts_and_a_question_in_two_papers_once() {
        let (zand, zee) = ("Van 't Zand (LZ)", "Zee (VBP)");
        let found = [asked("Hoe?", &[zand, zee]), asked("Hoe?", &[zand, zee]), asked("Wanneer?", &[zee])];
        let told = voices(Lang::Nl, &found);
        let counts: Vec<_> = told[0].voices.iter().map(|voice| (voice.name.as_str(), voice.count)).collect();
        assert_eq!((told.len(), told[0].kind), (1, "vragen"));
        assert_eq!(counts, [(zee, 2), (zand, 1)]);
    }

    #[track_caller]
    fn check_names(found: &[(&str, &[&str], Option<&str>)], expected: &[(&str, usize, usize)]) {
        let mut found: Vec<Found> = found
            .iter()
            .map(|(quote, voices, who)| {
                let mut one = asked(quote, voices);
                one.passage.who = who.map(str::to_owned);
                one
            })
            .collect();
        name_together(&mut found);
        let told = voices(Lang::Nl, &found);
        let named: Vec<_> = told[0]
            .voices
            .iter()
            .map(|voice| (voice.name.as_str(), voice.count, voice.without_party))
            .collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn one_person_is_listed_once_though_a_paper_gives_no_party() {
        let first: (&str, &[&str], _) = ("Hoe?", &["Zee (VBP)"], Some("Zee (VBP)"));
        check_names(&[first, ("Wanneer?", &["Zee"], Some("Zee"))], &[("Zee (VBP)", 2, 1)]);
        check_names(
            &[first, ("Wanneer?", &["Zee", "Zand"], Some("Zee, Zand (LZ, VBP)"))],
            &[("Zee (VBP)", 2, 1), ("Zand", 1, 0)],
        );
    }

    #[test]
    fn two_bearers_of_a_name_or_another_party_are_not_taken_for_one() {
        let first: (&str, &[&str], _) = ("Hoe?", &["Zee (VBP)"], Some("Zee (VBP)"));
        let second: (&str, &[&str], _) = ("Waar?", &["Zee (LZ)"], Some("Zee (LZ)"));
        check_names(
            &[first, second, ("Wanneer?", &["Zee"], None)],
            &[("Zee", 1, 0), ("Zee (LZ)", 1, 0), ("Zee (VBP)", 1, 0)],
        );
        check_names(
            &[first, ("Wanneer?", &["Zee", "Zand"], Some("Zee, Zand (LZ, ZEP)"))],
            &[("Zand", 1, 0), ("Zee", 1, 0), ("Zee (VBP)", 1, 0)],
        );
    }

    #[test]
    fn a_promise_that_speaks_of_a_motion_names_who_promises_beside_it() {
        let mut mention = Passage {
            kind: "moties",
            label: "motie Zee".into(),
            remark: Some("noemt de motie".into()),
            ..Passage::default()
        };
        let promise = Passage {
            kind: "toezeggingen",
            label: "Toegezegd".into(),
            who: Some("kabinet".into()),
            remark: Some("termijn: medio 2031".into()),
            ..Passage::default()
        };
        let expected = "termijn: medio 2031 · noemt de motie: motie Zee";
        let mut joined = promise.clone();
        joined.join(mention.clone());
        mention.join(promise);
        for one in [joined, mention] {
            assert_eq!((one.label.as_str(), one.who.as_deref()), ("Toegezegd", Some("kabinet")));
            assert_eq!(one.remark.as_deref(), Some(expected));
        }
    }
}
