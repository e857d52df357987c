//! What the papers of a trail hold, and what of it speaks of the subject.

use std::collections::{HashMap, HashSet};

use model::Guid;
use store::show::commitments::{CommitmentFilter, CommitmentRow};
use store::show::document::Actor;
use store::show::found::Paragraphs;
use store::show::motions::{MotionFilter, MotionRow};
use store::show::newest::CABINET_KINDS;
use store::show::subject::{Said, UnitOfPaper};

use super::steps::{of_commitment, of_hit, of_motion, of_said, of_unit};
use super::words::{LONGEST_QUOTE, beginnings, cut, sentences};
use super::{Found, Wanted};
use crate::App;
use crate::error::Error;
use crate::party::PartyNames;
use crate::search_port::{Hit, SearchFailure, Searcher};

/// Texts that are compared with the query, in bytes together.
const MOST_BYTES: usize = 4 << 20;

/// What the papers of a trail hold.
pub(super) struct Gathered {
    units: Vec<UnitOfPaper>,
    pub(super) said: Vec<Said>,
    pub(super) motions: Vec<MotionRow>,
    commitments: Vec<CommitmentRow>,
    paragraphs: HashMap<Guid, Paragraphs>,
    pub(super) authors: HashMap<String, Actor>,
    parties: PartyNames,
}

impl Gathered {
    pub(super) fn read(app: &App, papers: &[String], query: &str) -> Result<Gathered, Error> {
        let store = &app.store;
        let units = store.show_units_in(papers)?;
        let said = store.show_said_in(papers)?;
        let motions = if papers.is_empty() {
            Vec::new()
        } else {
            let filter = MotionFilter { numbers: papers.to_vec(), ..MotionFilter::default() };
            store.show_motions(&filter, 0, papers.len() as u64)?
        };
        let candidates = store.show_commitments_with(&beginnings(query))?;
        let commitments = if candidates.is_empty() {
            Vec::new()
        } else {
            let numbers = candidates.into_iter().map(|(number, _)| number).collect();
            let filter = CommitmentFilter { numbers, ..CommitmentFilter::default() };
            store.show_commitments(&filter, 0, 400)?
        };
        let ids: HashSet<Guid> = said.iter().map(|said| said.id).collect();
        let paragraphs = store.show_paragraphs(&ids.into_iter().collect::<Vec<_>>())?;
        let authors = store.show_authors_of(papers)?;
        let parties = PartyNames::of(app)?;
        Ok(Gathered { units, said, motions, commitments, paragraphs, authors, parties })
    }

    /// What of all this a query finds.
    pub(super) fn select(
        &self,
        searcher: &dyn Searcher,
        queries: &[String],
        wanted: &Wanted,
        whole: &HashSet<String>,
        hits: &[Hit],
    ) -> Result<Vec<Found>, SearchFailure> {
        let lang = wanted.lang;
        let mut texts: Vec<String> = Vec::new();
        let mut bytes = 0;
        let unit = |unit: &UnitOfPaper| {
            format!("{} {} {}", unit.heading.as_deref().unwrap_or_default(), unit.question, unit.answer)
        };
        let all = self
            .units
            .iter()
            .map(unit)
            .chain(self.said.iter().map(|said| said.quote.clone()))
            .chain(self.motions.iter().map(|motion| motion.document.subject.clone().unwrap_or_default()))
            .chain(self.commitments.iter().map(|promise| promise.text.clone().unwrap_or_default()));
        for text in all {
            bytes += text.len();
            texts.push(if bytes > MOST_BYTES { String::new() } else { text });
        }
        let mut chosen = searcher.select(queries, &texts)?.into_iter();
        let mut found = Vec::new();
        for unit in &self.units {
            if let Some(Some(query)) = chosen.next() {
                found.push((query, of_unit(lang, unit, &self.parties)));
            }
        }
        for said in &self.said {
            if let Some(Some(query)) = chosen.next() {
                found.push((query, of_said(lang, said, &self.paragraphs)));
            }
        }
        for motion in &self.motions {
            if let Some(Some(query)) = chosen.next() {
                found.push((query, of_motion(lang, motion, &self.parties)));
            }
        }
        for commitment in &self.commitments {
            // the register is no paper of the index: only what the whole query finds counts
            if chosen.next() == Some(Some(0)) {
                found.push((0, of_commitment(lang, commitment)));
            }
        }
        let mut found: Vec<Found> = found
            .into_iter()
            .map(|(query, found)| Found { whole: query == 0, ..found })
            .filter(|found| found.within(wanted))
            .collect();
        self.shorten(searcher, queries, &mut found)?;
        for hit in hits {
            let Some(number) = paper_of(hit).filter(|number| whole.contains(number)) else { continue };
            let of_paper = |found: &&Found| found.whole && found.document.number == number;
            let cabinet = hit.paper.as_deref().is_some_and(|kind| CABINET_KINDS.contains(&kind));
            let said = found.iter().filter(of_paper).count();
            let told = found.iter().filter(of_paper).any(|found| found.passage.kind == "stukken");
            let passage: String = hit.passage.iter().map(|part| part.text.as_str()).collect();
            let bare = passage.trim_matches(|c: char| c == '…' || c.is_whitespace());
            // what a question or answer says is told there
            let in_unit = self.units.iter().any(|unit| {
                unit.document.number == number && (unit.question.contains(bare) || unit.answer.contains(bare))
            });
            let plain = hit.kind == "document" && !bare.is_empty();
            if !plain || told || said > 0 && (!cabinet || in_unit) {
                continue;
            }
            found.push(of_hit(lang, hit, number));
        }
        Ok(found)
    }

    /// Cuts long questions and answers down to the sentences that speak of the subject.
    fn shorten(
        &self,
        searcher: &dyn Searcher,
        queries: &[String],
        found: &mut [Found],
    ) -> Result<(), SearchFailure> {
        let long = |text: &str| text.chars().count() > LONGEST_QUOTE / 2;
        let mut pieces: Vec<String> = Vec::new();
        for found in found.iter() {
            for text in std::iter::once(&found.passage.quote).chain(&found.passage.answer) {
                if long(text) {
                    pieces.extend(sentences(text).into_iter().map(str::to_owned));
                }
            }
        }
        if pieces.is_empty() {
            return Ok(());
        }
        let hits = searcher.select(queries, &pieces)?;
        let speaks: HashSet<&str> = pieces
            .iter()
            .zip(&hits)
            .filter(|(_, hit)| hit.is_some())
            .map(|(piece, _)| piece.as_str())
            .collect();
        for found in found.iter_mut() {
            for text in std::iter::once(&mut found.passage.quote).chain(&mut found.passage.answer) {
                if long(text) {
                    *text = cut(text, &speaks);
                }
            }
        }
        Ok(())
    }
}

/// The paper that a hit is of or in: of an item with an address of its own the paper stands in the address.
pub(super) fn paper_of(hit: &Hit) -> Option<String> {
    let path = hit.url.split(['#', '?']).next().unwrap_or_default();
    let mut parts = path.trim_start_matches('/').split('/');
    match parts.next() {
        Some("document" | "vraag") => parts.next().map(str::to_owned),
        _ => hit.number.clone(),
    }
    .filter(|number| !number.is_empty() && number.len() < 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_of_the_paper_in_its_address() {
        let hit = |url: &str, number: Option<&str>| Hit {
            url: url.into(),
            number: number.map(str::to_owned),
            ..Hit::default()
        };
        assert_eq!(paper_of(&hit("/document/2031D00010#p3", None)).as_deref(), Some("2031D00010"));
        assert_eq!(paper_of(&hit("/vraag/2031D00010/3", Some("x"))).as_deref(), Some("2031D00010"));
        assert_eq!(paper_of(&hit("/verslag/1", None)), None);
    }
}
