//! Questions and answers in running prose: part I and II of a consultation, or a nota naar aanleiding van het verslag.
//!
//! A reply restates what it replies to (`De leden van de X-fractie vragen …`). The restatement is matched with the
//! passage of part I that it restates, within the same party and in order; where none fits well enough the
//! restatement itself is the question. Where part II restates nothing, all a party asked and all it was told is one
//! unit: no finer division can be told from the text.

use std::collections::HashSet;
use std::ops::Range;

use model::facts::Askers;

use super::marks::{Mark, Piece};
use super::{Source, Unit, askers, join, voice};
use crate::sentences::sentences;

/// Share of a restatement's words that the passage it restates must have.
const SIMILAR: f32 = 0.35;

/// Passages of one party.
struct Section<'p> {
    askers: Option<Askers>,
    pieces: Vec<&'p Piece>,
}

/// The units of a narrative document.
pub(super) fn units(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let body = |pieces: &[Piece]| pieces.iter().any(|piece| piece.mark == Mark::Body);
    // a table of contents names the parts too: the last heading with text behind it counts
    let second = pieces
        .iter()
        .rposition(|piece| piece.mark == Mark::PartTwo)
        .filter(|&at| body(&pieces[at..]) && body(&pieces[..at]));
    match second {
        Some(at) => in_two_parts(source, &pieces[..at], &pieces[at + 1..]),
        None => interleaved(source, pieces),
    }
}

/// The units of first-term answers without marks: only what tells who asked opens one.
pub(super) fn told(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let mut units = interleaved(source, pieces);
    units.retain(|unit| tells(source.slice(unit.question.clone())));
    units
}

fn sections(pieces: &[Piece]) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = vec![Section { askers: None, pieces: Vec::new() }];
    for piece in pieces {
        match &piece.mark {
            Mark::Askers(askers) => {
                sections.push(Section { askers: Some(askers.clone()), pieces: Vec::new() })
            }
            // signatures of the committee stand before the questions: what was read so far is its covering text
            Mark::End => sections.push(Section { askers: None, pieces: Vec::new() }),
            Mark::Furniture => {}
            Mark::PartOne | Mark::PartTwo => sections.push(Section { askers: None, pieces: Vec::new() }),
            _ => {
                if let Some(section) = sections.last_mut() {
                    section.pieces.push(piece);
                }
            }
        }
    }
    sections.retain(|section| section.pieces.iter().any(|piece| piece.mark == Mark::Body));
    // more parties than the House ever had are no parties: replies look through all sections
    sections.truncate(400);
    sections
}

fn in_two_parts(source: &Source<'_>, first: &[Piece], second: &[Piece]) -> Vec<Unit> {
    let asked = sections(first);
    let answered = sections(second);
    let mut units = Vec::new();
    let mut restatements: Vec<(usize, Range<usize>)> = Vec::new();
    // how far the passages of each party are matched: replies by theme turn from one to the other
    let mut matched_to = vec![0; asked.len()];
    for section in &answered {
        let of_section = asked.iter().find(|other| other.askers.is_some() && other.askers == section.askers);
        let wordings = of_section.map(|other| wordings(source, &other.pieces)).unwrap_or_default();
        let passages = one_reply_each(source, &section.pieces);
        let passages: Vec<&Piece> = passages.iter().collect();
        let replies = replies(source, &passages, section.askers.as_ref(), Part::Second(&wordings));
        let restated = replies.iter().filter(|reply| reply.restatement.is_some() && !reply.within).count()
            + replies.iter().filter(|reply| reply.within && reply.askers != section.askers).count();
        if restated == 0 {
            // everything of one party against everything it was told
            let Some(of_party) = of_section else { continue };
            let question = cover(&of_party.pieces);
            let answer = cover(&section.pieces);
            units.push(Unit {
                askers: section.askers.clone(),
                question,
                answer,
                confidence: 0.7,
                ..Unit::default()
            });
            continue;
        }
        for reply in replies {
            let Some(restatement) = reply.restatement.clone() else { continue };
            if reply.answer.is_empty() {
                continue;
            }
            let party = reply.askers.clone().or_else(|| section.askers.clone());
            let at_party = asked.iter().position(|other| other.askers.is_some() && other.askers == party);
            let fits = |at: usize| {
                best_match(source, restatement.clone(), &asked[at].pieces, matched_to[at])
                    .map(|found| (at, found))
            };
            // one reply to several parties: the first of them whose passage fits
            let one_of = || {
                let parties = party.as_ref()?.party.as_deref()?;
                parties
                    .split(", ")
                    .filter_map(|one| {
                        asked.iter().position(|other| {
                            other.askers.as_ref().is_some_and(|of| of.party.as_deref() == Some(one))
                        })
                    })
                    .take(20)
                    .find_map(fits)
            };
            let found = at_party.and_then(fits).or_else(|| reply.within.then(one_of).flatten());
            let at_party = found.as_ref().map(|(at, _)| *at).or(at_party);
            let of_party = at_party.map(|at| &asked[at]);
            let matched = found.map(|(_, found)| found);
            if reply.within && matched.is_none() {
                continue;
            }
            let (question, heading) = match matched {
                Some((at, piece)) => {
                    if let Some(party) = at_party {
                        matched_to[party] = at;
                    }
                    let heading = of_party.and_then(|other| heading_above(&other.pieces, at));
                    (piece, heading)
                }
                None => (restatement.clone(), reply.heading.clone()),
            };
            if !reply.within {
                restatements.push((units.len(), restatement));
            }
            units.push(Unit {
                askers: party,
                heading,
                question,
                answer: reply.answer,
                confidence: 0.8,
                ..Unit::default()
            });
        }
    }
    // two questions of one passage, each with its own reply: the reply's words tell them apart
    let passages: Vec<Range<usize>> = units.iter().map(|unit| unit.question.clone()).collect();
    for (at, restatement) in restatements {
        let near = at.saturating_sub(3)..passages.len().min(at + 4);
        if near.into_iter().any(|other| other != at && passages[other] == passages[at]) {
            units[at].question = restatement;
        }
    }
    units
}

fn interleaved(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let mut units = Vec::new();
    for section in sections(pieces) {
        let passages = one_reply_each(source, &section.pieces);
        let passages: Vec<&Piece> = passages.iter().collect();
        for reply in replies(source, &passages, section.askers.as_ref(), Part::Only) {
            let Some(question) = reply.restatement else { continue };
            if reply.answer.is_empty() || reply.within {
                continue;
            }
            let text = source.slice(question.clone());
            let asked = voice::asks(&text.to_lowercase()) || tells(text);
            let confidence = if asked { 0.8 } else { 0.3 };
            units.push(Unit {
                askers: reply.askers,
                heading: reply.heading,
                question,
                answer: reply.answer,
                confidence,
                ..Unit::default()
            });
        }
    }
    units
}

/// A restatement and what replies to it.
struct Reply {
    askers: Option<Askers>,
    heading: Option<Range<usize>>,
    restatement: Option<Range<usize>>,
    answer: Range<usize>,
    /// Whether the reply names its question in its own sentence: only the passage of part I can tell the question.
    within: bool,
}

/// Words in a row that two passages must share to count as the same wording.
const ROW: usize = 5;

/// The wordings of a party's questions: what repeats them in the second part is a question, whatever it opens with.
fn wordings(source: &Source<'_>, pieces: &[&Piece]) -> HashSet<u64> {
    pieces
        .iter()
        .filter(|piece| piece.mark == Mark::Body)
        .flat_map(|piece| rows(source.slice(piece.bytes.clone())))
        .collect()
}

/// Each run of some words of a text, as a number.
fn rows(text: &str) -> Vec<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let number = |row: &[String]| {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(ROW).map(number).collect()
}

/// Whether a passage asks in the words of the first part.
fn repeats(text: &str, wordings: &HashSet<u64>) -> bool {
    if wordings.is_empty() || !text.contains('?') {
        return false;
    }
    let rows = rows(text);
    let known = rows.iter().filter(|row| wordings.contains(row)).count();
    rows.len() >= 3 && known * 10 >= rows.len() * 7
}

/// Passages, parted where one asks again behind a reply: `De leden vragen of … Ja. Zij vragen ook … Dat volgt later.` One
/// that ends in what members say or ask holds no reply.
fn one_reply_each(source: &Source<'_>, pieces: &[&Piece]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut rest = piece.bytes.clone();
        if piece.mark == Mark::Body && !ends_with_members(source.slice(piece.bytes.clone())) {
            // whether a question was put, and whether something follows that answers it
            let (mut put, mut replied) = (false, false);
            for sentence in sentences(source.slice(piece.bytes.clone())) {
                let bytes = piece.bytes.start + sentence.start..piece.bytes.start + sentence.end;
                let lower = source.slice(bytes.clone()).to_lowercase();
                let members = voice::opens_with_members(&lower);
                if members && voice::asks(&lower) {
                    if put && replied {
                        out.push(Piece {
                            bytes: rest.start..trimmed(source, rest.start..bytes.start),
                            ..(*piece).clone()
                        });
                        rest.start = bytes.start;
                    }
                    (put, replied) = (true, false);
                } else {
                    replied |= !members && !lower.ends_with('?');
                }
            }
        }
        out.push(Piece { bytes: rest, ..(*piece).clone() });
    }
    out
}

/// Where the words of a stretch end.
fn trimmed(source: &Source<'_>, bytes: Range<usize>) -> usize {
    bytes.start + source.slice(bytes).trim_end().len()
}

/// The part of a paper that replies stand in.
enum Part<'w> {
    /// Questions and replies follow each other.
    Only,
    /// All questions stand in the part before, in these wordings: here they are restated, and what does not speak of
    /// members replies.
    Second(&'w HashSet<u64>),
}

/// Divides passages at those that open with members or repeat a question.
fn replies(source: &Source<'_>, pieces: &[&Piece], section: Option<&Askers>, part: Part<'_>) -> Vec<Reply> {
    let mut replies: Vec<Reply> = Vec::new();
    let mut heading = None;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.mark == Mark::Heading {
            let form = super::whole::is_form_line(source.slice(piece.bytes.clone()));
            heading = (!form).then(|| piece.bytes.clone());
            // a heading closes a reply
            replies.push(Reply {
                askers: None,
                heading: heading.clone(),
                restatement: None,
                answer: 0..0,
                within: false,
            });
            continue;
        }
        let begin = piece.bytes.start + voice::item_number(source.slice(piece.bytes.clone()));
        let text = source.slice(begin..piece.bytes.end);
        if voice::replies_to_question(text)
            && let Some(open) =
                replies.last_mut().filter(|reply| reply.restatement.is_some() && reply.answer.is_empty())
        {
            // right below its question: «De leden … vragen of …» «Op de vraag van deze leden antwoord ik …»
            open.answer = piece.bytes.clone();
            continue;
        }
        if voice::replies_to_question(text) {
            let first = sentences(text).into_iter().next().map_or(0..text.len(), |first| first);
            let same = text[first.clone()].contains("van deze leden");
            let askers = askers::of_passage(&text[first.clone()])
                .or_else(|| same.then(|| last_askers(&replies)).flatten())
                .or_else(|| section.cloned());
            replies.push(Reply {
                askers,
                heading: heading.clone(),
                restatement: Some({
                    let named = named(&text[first.clone()]);
                    begin + first.start + named.start..begin + first.start + named.end
                }),
                answer: piece.bytes.clone(),
                within: true,
            });
            continue;
        }
        let opening: String = text.chars().take(90).collect::<String>().to_lowercase();
        let lower = text.to_lowercase();
        // «Kan de staatssecretaris daarnaast ingaan op …?»: the question itself, put by the members of the section
        let repeated = matches!(&part, Part::Second(wordings) if repeats(text, wordings));
        // «– Wie betaalt dat?» below the heading of those who ask
        let dashed = section.is_some() && text.starts_with(['–', '-', '•']) && text.trim_end().ends_with('?');
        let repeats = repeated || dashed || voice::asks_government(text);
        // the same with its reply behind it: the line end between them is lost
        let opens =
            sentences(text).into_iter().next().is_some_and(|first| voice::asks_government(&text[first]));
        let told = tells(text);
        let restates = repeats
            || opens
            || told
            || (voice::opens_with_members(&opening) || voice::ends_asked_by_members(&lower))
                && voice::asks(&lower);
        let continues_question =
            replies.last().is_some_and(|reply| reply.restatement.is_some() && reply.answer.is_empty());
        // «De leden van de X-fractie vragen:», «a) of …;», «b) of …»
        if continues_question
            && !restates
            && let Some(last) = replies.last_mut()
            && let Some(asked) = &last.restatement
            && is_list_open(source.slice(asked.clone()), text)
        {
            last.restatement = Some(join(asked, &piece.bytes));
            continue;
        }
        if restates || continues_question && voice::score(text) >= 3 {
            let asking =
                if repeats || ends_with_members(text) { text.len() } else { voice::asking_part(text) };
            let asked = begin..begin + asking;
            let rest = begin + asking..piece.bytes.end;
            let lead = source.slice(rest.clone()).len() - source.slice(rest.clone()).trim_start().len();
            let rest = rest.start + lead..rest.end;
            // what follows in the same paragraph is the reply only if no reply follows in the next
            let replied_below = pieces.get(at + 1).is_some_and(|next| {
                let text = source.slice(next.bytes.clone());
                let text = &text[voice::item_number(text)..];
                next.mark == Mark::Body && voice::score(text) < 0 && !tells(text)
            });
            let replies_itself = speaks(source.slice(rest.clone()))
                || matches!(part, Part::Second(_)) && !speaks_of_members(source.slice(rest.clone()));
            let (question, answer) = if rest.is_empty() || replied_below && !replies_itself {
                (piece.bytes.clone(), 0..0)
            } else {
                (asked, rest)
            };
            // «De leden van de X-fractie constateren …», and in the next passage «Kan de regering …?»
            let lead = at.checked_sub(1).map(|before| pieces[before]).filter(|lead| {
                (repeats || opens)
                    && !voice::opens_with_members(&opening)
                    && is_lead(source.slice(lead.bytes.clone()), lead)
            });
            let question = lead.map_or(question.clone(), |lead| join(&lead.bytes, &question));
            let mut continues_question = continues_question;
            if let Some(lead) = lead
                && let Some(last) = replies.last_mut().filter(|last| last.answer.end == lead.bytes.end)
            {
                last.answer.end = last.answer.end.min(lead.bytes.start);
                last.answer.end = last.answer.start
                    + source
                        .slice(last.answer.start..last.answer.end.max(last.answer.start))
                        .trim_end()
                        .len();
                continues_question = last.answer.is_empty() && last.restatement.is_some();
            }
            if continues_question && let Some(last) = replies.last_mut() {
                last.restatement = last.restatement.as_ref().map(|bytes| join(bytes, &question));
                last.answer = answer;
                continue;
            }
            let askers = lead
                .and_then(|lead| askers::of_passage(source.slice(lead.bytes.clone())))
                .or_else(|| askers::of_passage(text))
                // «Prins (XYZ) vraagt wanneer …»
                .or_else(|| voice::member_asks(text))
                .or_else(|| {
                    askers::members(text).filter(|(_, start, _)| *start < 40).map(|(askers, _, _)| askers)
                })
                // «Genoemde leden vragen ook»: who asked before
                .or_else(|| voice::speaks_of_same(&opening).then(|| last_askers(&replies)).flatten())
                .or_else(|| section.cloned())
                .or_else(|| (repeats || opens).then(|| last_askers(&replies)).flatten());
            replies.push(Reply {
                askers,
                heading: heading.clone(),
                restatement: Some(question),
                answer,
                within: false,
            });
        } else if let Some(reply) = replies.last_mut().filter(|reply| reply.restatement.is_some()) {
            reply.answer = join(&reply.answer, &piece.bytes);
        }
    }
    replies
}

/// Whether a passage of members only leads to the question in the next: it says something and asks nothing.
fn is_lead(text: &str, piece: &Piece) -> bool {
    let lower = text.to_lowercase();
    piece.mark == Mark::Body
        && lower.starts_with("de leden van ")
        && voice::opens_with_members(&lower)
        && !voice::asks(&lower)
        && !lower.contains(" terecht ")
        && askers::of_passage(text).is_some()
        && !speaks(text)
}

/// Whether a question breaks off before a list and a passage is its next item.
fn is_list_open(asked: &str, text: &str) -> bool {
    let label = text.find(['.', ')']).map_or("", |end| &text[..end]);
    let lettered = label.len() == 1 && label.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    [":", ";", "; en", "; of"].iter().any(|end| asked.trim_end().ends_with(end))
        && (lettered || text.starts_with(['-', '–', '•', '·']) || text.starts_with(char::is_lowercase))
}

/// The words of a sentence that name the question it replies to: from who asked to where the reply begins.
fn named(sentence: &str) -> Range<usize> {
    const ASKED: [&str; 12] = [
        " of ",
        " over ",
        " naar ",
        " hoe",
        " wat ",
        " wie ",
        " waarom ",
        " wanneer ",
        " welke ",
        " in hoeverre ",
        " inzake ",
        " om ",
    ];
    const REPLY: [&str; 10] = [
        ", ",
        " antwoord ",
        " antwoorden ",
        " kan ik ",
        " kan ",
        " geldt ",
        " merk ik ",
        " merkt ",
        " meld ",
        " is ",
    ];
    let first = |words: &[&str], from: usize| {
        words.iter().filter_map(|word| sentence[from..].find(word)).min().map(|at| from + at)
    };
    let who = sentence.find(" leden ").or_else(|| sentence.find("fractie")).unwrap_or(0);
    let start = first(&ASKED, who).unwrap_or(who);
    start..first(&REPLY, start + 1).unwrap_or(sentence.len())
}

/// Whether a passage tells what a member or a committee asked.
fn tells(text: &str) -> bool {
    voice::tells_what_was_asked(&text.to_lowercase())
        || voice::committee_asks(text)
        || voice::member_asks(text).is_some()
}

fn last_askers(replies: &[Reply]) -> Option<Askers> {
    replies.iter().rev().find(|reply| reply.restatement.is_some()).and_then(|reply| reply.askers.clone())
}

/// Whether a rest of a paragraph speaks for the government.
fn speaks(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["de regering ", "het kabinet ", "ik ", "de minister ", "de staatssecretaris ", "wij "]
        .iter()
        .any(|start| lower.starts_with(start))
        || lower.contains(" de regering ")
        || lower.contains(" het kabinet ")
}

/// Whether the last sentence is one that members say or ask: then nothing in the passage replies.
fn ends_with_members(text: &str) -> bool {
    let last = sentences(text).into_iter().next_back().map_or("", |range| text[range].trim());
    last.ends_with('?') || voice::opens_with_members(&last.to_lowercase())
}

/// Whether any sentence has members as its subject or asks.
fn speaks_of_members(text: &str) -> bool {
    // the words as they stand: without its capitals a text has no sentences
    sentences(text).into_iter().any(|sentence| {
        let said = text[sentence].to_lowercase();
        voice::opens_with_members(&said) || said.contains(" deze leden ") || said.ends_with('?')
    })
}

fn cover(pieces: &[&Piece]) -> Range<usize> {
    pieces
        .iter()
        .filter(|piece| piece.mark == Mark::Body)
        .fold(0..0, |bytes, piece| join(&bytes, &piece.bytes))
}

fn heading_above(pieces: &[&Piece], at: usize) -> Option<Range<usize>> {
    pieces[..at].iter().rev().find(|piece| piece.mark == Mark::Heading).map(|piece| piece.bytes.clone())
}

/// The passage that a restatement restates, at or after the last one matched.
fn best_match(
    source: &Source<'_>,
    restatement: Range<usize>,
    pieces: &[&Piece],
    after: usize,
) -> Option<(usize, Range<usize>)> {
    let words = content_words(source.slice(restatement));
    if words.is_empty() {
        return None;
    }
    let mut best: Option<(f32, usize)> = None;
    // a window keeps this linear in the document
    for (at, piece) in pieces.iter().enumerate().skip(after).take(60) {
        if piece.mark != Mark::Body {
            continue;
        }
        let text = source.slice(piece.bytes.clone());
        if !voice::asks(&text.to_lowercase()) {
            continue;
        }
        let other = content_words(text);
        let common = words.iter().filter(|word| other.contains(*word)).count() as f32 / words.len() as f32;
        if common >= SIMILAR && best.is_none_or(|(before, _)| common > before) {
            best = Some((common, at));
        }
    }
    best.map(|(_, at)| (at, pieces[at].bytes.clone()))
}

/// Longer words in lower case, without those that every question has.
pub(super) fn content_words(text: &str) -> HashSet<String> {
    const COMMON: [&str; 18] = [
        "vroegen",
        "voorts",
        "daarnaast",
        "informeerden",
        "leden",
        "vragen",
        "fractie",
        "minister",
        "kabinet",
        "regering",
        "worden",
        "hebben",
        "welke",
        "kunnen",
        "hierbij",
        "daarbij",
        "verder",
        "tevens",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 4)
        .map(str::to_lowercase)
        .filter(|word| !COMMON.contains(&word.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_may_speak_in_any_sentence_of_a_passage() {
        assert!(speaks_of_members(
            "Dat is nog niet bekend. De leden van de ABC-fractie vragen of dit klopt."
        ));
        assert!(speaks_of_members("Dat is nog niet bekend. Is dat zo? Dat is zo."));
        assert!(!speaks_of_members("Dat is nog niet bekend. Dit najaar volgt een brief."));
    }
}
