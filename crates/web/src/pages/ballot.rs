//! `/stemming/{id}`: one decision and how was voted on it. The id is that of the decision in the source, which never
//! changes; the number of a case leads to its latest vote.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use model::text::ParagraphKind;
use model::{CharIndex, DocumentText, Guid};
use serde_json::{Value, json};
use store::show::around::Neighbour;
use store::show::ballots::{BallotCase, Voter};
use store::show::motions::MOTION_KINDS;
use store::show::outcomes::OutcomeRow;
use store::show::votes::{PartySide, Tally, VoteRow};

use crate::alterations::{self, Alteration};
use crate::error::{Error, Near};
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::activity::decision_json;
use crate::pages::ballots::{about, line, result_of, side_class, side_words};
use crate::{App, Lang, address, markup};

/// Characters of the text of a proposal that are shown; the rest stands on the page of the paper.
const MOST_TEXT: usize = 6_000;

/// A vote.
#[derive(Template)]
#[template(path = "ballot.html")]
pub struct BallotPage {
    lang: Lang,
    frame: Frame,
    row: OutcomeRow,
    /// Its remark as safe HTML.
    remark: String,
    tally: Option<Tally>,
    /// Members of a roll-call, by surname.
    members: Vec<Member>,
    cases: Vec<BallotCase>,
    papers: Vec<Neighbour>,
    /// The text that was voted on, if it is short enough.
    text: Vec<String>,
    siblings: Vec<OutcomeRow>,
    changes: Vec<Alteration>,
    /// Figures in the text of the decision that differ from those counted.
    told: Option<(i64, i64)>,
}

/// A member in a roll-call.
struct Member {
    /// As people are listed: `Zand, Jan van 't`.
    name: String,
    /// The page of the person, if the vote names one.
    url: Option<String>,
    vote: VoteRow,
}

impl Page for BallotPage {
    const ADDRESSES: &'static [&'static str] = &["/stemming/{id}"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let (lang, store) = (ask.lang, &app.store);
        let asked: String = ask.parameter.trim().chars().take(100).collect();
        let missing = || Error::NoRecord {
            what: ("stemming", "vote"),
            number: asked.clone(),
            list: "/stemmingen",
            near: Box::new(Near::default()),
        };
        let Ok(id) = asked.parse::<Guid>() else {
            let votes = store.show_votes_of_case(&asked.to_uppercase())?;
            let latest = votes.first().ok_or_else(missing)?;
            return Ok(Loaded::Elsewhere(address::ballot(latest.id)));
        };
        let row = store.show_outcome(id)?.ok_or_else(missing)?;
        if id.to_string() != ask.parameter {
            return Ok(Loaded::Elsewhere(address::ballot(id)));
        }
        let tally = Tally::of(row.vote_kind.as_deref(), store.show_votes_on(id)?);
        let members = match &tally {
            Some(tally) if tally.roll_call => members(tally, store.show_voters(id)?),
            _ => Vec::new(),
        };
        let papers = store.show_decision_papers(id)?;
        let proposal = papers.iter().find(|(_, paper)| is_proposal(paper)).or(papers.first());
        let text = match proposal {
            Some((id, _)) => store.text_of(*id)?.map(|text| proposal_text(&text)).unwrap_or_default(),
            None => Vec::new(),
        };
        let changes = store
            .show_ballot_history(id)?
            .into_iter()
            .map(|change| Alteration::of(lang, change.at, change.kind, change.voter, &change.changes))
            .collect();
        Ok(Loaded::page(BallotPage {
            lang,
            frame: ask.frame(app),
            remark: row.remark.as_deref().map(markup::safe).unwrap_or_default(),
            told: told(row.text.as_deref(), tally.as_ref()),
            cases: store.show_decision_cases(id)?,
            papers: papers.into_iter().map(|(_, paper)| paper).collect(),
            siblings: store.show_sibling_decisions(id)?,
            members,
            tally,
            text,
            changes,
            row,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "decision": decision_json(&self.row),
            "tally": self.tally,
            "cases": self.cases.iter().map(|case| {
                let mut value = json!(case);
                value["url"] = json!(case.number.as_deref().map(address::case));
                value["house_url"] = json!(case.number.as_deref().map(address::house_case));
                value
            }).collect::<Vec<_>>(),
            "documents": self.papers.iter().map(|paper| addressed(paper, address::document(&paper.number))).collect::<Vec<_>>(),
            "text": self.text,
            "other_decisions": self.siblings.iter().map(decision_json).collect::<Vec<_>>(),
            "history": self.changes,
            "source": address::source_record(self.row.id),
        })
    }

    /// The vote, what else was decided on the same, the papers, and what was corrected afterwards.
    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, url) = (self.lang, address::ballot(self.row.id));
        let mut lines = alterations::lines(&self.changes, &self.heading(), &url);
        let decided = std::iter::once(&self.row).chain(&self.siblings);
        lines.extend(decided.map(|row| line(lang, row)));
        lines.extend(self.papers.iter().map(|paper| Line::of_paper(paper, address::document(&paper.number))));
        let title = format!("{}: {}", lang.t("Stemming", "Vote"), self.heading());
        Some(Cow::Owned(Listing::of_record(lang, title, url, lines)))
    }
}

impl BallotPage {
    fn heading(&self) -> String {
        about(self.lang, &self.row)
    }

    fn result(&self) -> String {
        let result = result_of(self.lang, &self.row);
        let mut letters = result.chars();
        letters
            .next()
            .map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
    }

    fn result_of(&self, row: &OutcomeRow) -> String {
        result_of(self.lang, row)
    }

    fn side(&self, party: &PartySide) -> &'static str {
        side_words(self.lang, party.side)
    }

    /// What a vote is called on this page.
    fn choice(&self, vote: &VoteRow) -> &'static str {
        match vote.choice.as_deref() {
            Some("Voor") => self.lang.t("voor", "for"),
            Some("Tegen") => self.lang.t("tegen", "against"),
            _ => self.lang.t("niet deelgenomen", "no part"),
        }
    }

    /// Whether a party reported a mistake.
    fn mistaken(&self, party: &PartySide) -> bool {
        self.tally.iter().flat_map(Tally::mistakes).any(|vote| vote.party.as_deref() == Some(&party.party))
    }

    /// Those who reported a mistake, each with the vote that is kept.
    fn mistakes(&self) -> Vec<String> {
        let told =
            |vote: &VoteRow| format!("{} ({})", vote.name.as_deref().unwrap_or_default(), self.choice(vote));
        self.tally.iter().flat_map(Tally::mistakes).map(told).collect()
    }

    /// The trail of the motion that was voted on.
    fn trail(&self) -> Option<String> {
        let paper = self.papers.iter().find(|paper| is_proposal(paper))?;
        let kind = paper.kind.as_deref()?;
        let number = self.row.paper.as_deref().unwrap_or(&paper.number);
        MOTION_KINDS.contains(&kind).then(|| address::motion(number))
    }
}

/// The class of a vote in the style sheet.
fn choice_class(vote: &VoteRow) -> &'static str {
    match vote.choice.as_deref() {
        Some("Voor") => "for",
        Some("Tegen") => "against",
        _ => "absent",
    }
}

fn is_proposal(paper: &Neighbour) -> bool {
    paper.kind.as_deref().is_some_and(|kind| MOTION_KINDS.contains(&kind) || kind.starts_with("Amendement"))
}

/// The words of the proposal: from "De Kamer," on where it is a motion. Nothing of a text that is no
/// motion, or a long one: it stands on the page of its paper.
fn proposal_text(text: &DocumentText) -> Vec<String> {
    if text.text.chars().nth(4 * MOST_TEXT).is_some() {
        return Vec::new();
    }
    let index = CharIndex::new(&text.text);
    let lines: Vec<&str> = text
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Note)
        .map(|paragraph| index.slice(paragraph.span).trim())
        .filter(|line| !line.is_empty())
        .collect();
    let Some(from) = lines.iter().position(|line| line.starts_with("De Kamer,")) else { return Vec::new() };
    let mut room = MOST_TEXT;
    let mut out = Vec::new();
    for line in &lines[from..] {
        let length = line.chars().count();
        if length > room {
            return Vec::new();
        }
        room -= length;
        out.push((*line).to_owned());
    }
    out
}

fn members(tally: &Tally, voters: Vec<Voter>) -> Vec<Member> {
    let voters: HashMap<Guid, Voter> = voters.into_iter().map(|voter| (voter.id, voter)).collect();
    let votes = tally.supporters.iter().chain(&tally.opponents).chain(&tally.absent);
    let mut members: Vec<Member> = votes
        .map(|vote| {
            let voter = vote.voter.and_then(|id| voters.get(&id));
            Member {
                name: listed(voter, vote.name.as_deref().unwrap_or_default()),
                url: voter.and_then(person),
                vote: vote.clone(),
            }
        })
        .collect();
    members.sort_by_cached_key(|member| crate::name::listed_key(&member.name));
    members
}

fn person(voter: &Voter) -> Option<String> {
    let parts = [&voter.first_name, &voter.prefix, &voter.surname];
    let name: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    Some(address::person(&name.join(" "), voter.number.as_deref()?))
}

/// `Zand, Jan van 't`. The source writes `Zand van 't, J.` in votes.
fn listed(voter: Option<&Voter>, written: &str) -> String {
    if let Some(surname) = voter.and_then(|voter| voter.surname.as_deref()) {
        let rest =
            [voter.and_then(|voter| voter.first_name.as_deref()), voter.and_then(|v| v.prefix.as_deref())];
        let rest: Vec<&str> = rest.into_iter().flatten().collect();
        return if rest.is_empty() { surname.to_owned() } else { format!("{surname}, {}", rest.join(" ")) };
    }
    let Some((surname, initials)) = written.split_once(", ") else { return written.to_owned() };
    let words: Vec<&str> = surname.split(' ').collect();
    let prefix =
        words.iter().rposition(|word| !word.starts_with(|first: char| first.is_lowercase() || first == '\''));
    let at = prefix.map_or(words.len(), |at| at + 1);
    let (name, prefix) = words.split_at(at);
    [
        vec![format!("{},", name.join(" ")), initials.to_owned()],
        prefix.iter().map(|word| (*word).to_owned()).collect(),
    ]
    .concat()
    .join(" ")
}

/// Figures in the text of a decision (`Verworpen. (72-74)`), if they are not those that were counted.
fn told(text: Option<&str>, tally: Option<&Tally>) -> Option<(i64, i64)> {
    let inner = text?.split_once('(')?.1.split_once(')')?.0;
    let (yes, no) = inner.split_once(['-', '–'])?;
    let told = (yes.trim().parse().ok()?, no.trim().parse().ok()?);
    let tally = tally?;
    (told != (tally.seats_for, tally.seats_against)).then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_the_dutch_way() {
        assert_eq!(listed(None, "Zand van 't, J."), "Zand, J. van 't");
        assert_eq!(listed(None, "Voorbeeld van der, A.B."), "Voorbeeld, A.B. van der");
        assert_eq!(listed(None, "Six Voorbeeld, C."), "Six Voorbeeld, C.");
        assert_eq!(listed(None, "Voorbeeld"), "Voorbeeld");
        let voter = Voter {
            id: Guid::default(),
            number: None,
            first_name: Some("Jan".into()),
            prefix: Some("van 't".into()),
            surname: Some("Zand".into()),
        };
        assert_eq!(listed(Some(&voter), "x"), "Zand, Jan van 't");
    }

    #[test]
    fn figures_in_the_text_are_compared_with_those_counted() {
        let tally = Tally { seats_for: 72, seats_against: 74, ..Tally::default() };
        assert_eq!(told(Some("Verworpen. (72-74)"), Some(&tally)), None);
        assert_eq!(told(Some("Verworpen. (71-75)"), Some(&tally)), Some((71, 75)));
        assert_eq!(told(Some("Aangehouden (tijdens debat)."), Some(&tally)), None);
        assert_eq!(told(None, Some(&tally)), None);
    }

    #[test]
    fn the_text_of_a_motion_begins_with_the_house() {
        let mut text = DocumentText::default();
        for line in ["MOTIE VAN HET LID VOORBEELD", "De Kamer,", "verzoekt de regering,"] {
            let start = text.text.chars().count() as u32;
            text.text.push_str(line);
            let span = model::Span::new(start, text.text.chars().count() as u32);
            text.paragraphs.push(model::text::Paragraph { kind: ParagraphKind::Body, span, page: None });
            text.text.push_str("\n\n");
        }
        assert_eq!(proposal_text(&text), ["De Kamer,", "verzoekt de regering,"]);
    }
}
