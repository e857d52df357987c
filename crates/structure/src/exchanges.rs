//! Question–answer units of every form the House's papers have.
//!
//! | form | seen in | file |
//! |---|---|---|
//! | `Vraag 3` … `Antwoord 3` | answers to written questions, lists, first-term answers | `exchanges/marked.rs` |
//! | a number, the question, the answer, without a word between | older lists of questions and answers | `exchanges/unmarked.rs` |
//! | all questions by number, `Antwoorden`, all answers by number | annexes as ministries send them | `exchanges/halves.rs` |
//! | passages, each followed by `21. Antwoord van het kabinet` | verslag van een schriftelijk overleg | `exchanges/consultation.rs` |
//! | part I questions per party, part II answers per party | the same, narrative | `exchanges/narrative.rs` |
//! | `De leden van de X-fractie vragen …` and the reply below it | nota naar aanleiding van het verslag | `exchanges/narrative.rs` |
//!
//! Several questions before one answer stay one unit. What a document says with `zie het antwoord op vraag 6` is
//! resolved in `exchanges/see.rs`. A unit of which the division is a guess is not published; the text stays text and
//! a problem says so. Start with [`run`].

use std::ops::Range;

use model::Span;
use model::facts::{Askers, Exchange};
use model::text::Problem;

use crate::source::Source;
use crate::{Context, Work, askers};

mod consultation;
mod halves;
mod marked;
mod marks;
mod narrative;
mod see;
mod table;
mod unmarked;
pub(crate) mod voice;
mod whole;

use marks::Mark;

/// Below this a unit is not published.
const THRESHOLD: f32 = 0.5;

/// A unit before publication.
#[derive(Debug, Clone, Default)]
struct Unit {
    numbers: Vec<u32>,
    askers: Option<Askers>,
    heading: Option<Range<usize>>,
    question: Range<usize>,
    answer: Range<usize>,
    respondent: Option<String>,
    confidence: f32,
}

/// Where the published questions stand, in the order of the text: units are in the order of their replies.
pub(crate) fn questions(source: &Source<'_>, work: &Work) -> Vec<Range<usize>> {
    let mut questions: Vec<Range<usize>> =
        work.extract.exchanges.iter().map(|exchange| source.bytes(exchange.question_span)).collect();
    questions.sort_by_key(|question| question.start);
    questions
}

/// Finds the units of a document; see the module.
pub(crate) fn run(source: &Source<'_>, _context: &Context<'_>, work: &mut Work) {
    let kind = work.extract.document.kind.clone().unwrap_or_default();
    // the words of a debate, a motion or a bill are no questions and answers
    if matches!(
        kind.as_str(),
        "verslag-vergadering"
            | "motie"
            | "amendement"
            | "voorstel-van-wet"
            | "memorie-van-toelichting"
            | "verslag-wetsvoorstel"
            | "besluitenlijst"
            | "oproep"
    ) {
        return;
    }
    // a page with questions and answers of somebody else: nothing in it speaks of parliament or government
    if kind.is_empty() && !is_parliamentary(source.text) {
        return;
    }
    // nor does a ministry's page for everybody
    if kind.is_empty() && is_for_everybody(source) {
        return;
    }
    let mut pieces = marks::pieces(source);
    // other bodies answer the House too
    let is_letter = matches!(kind.as_str(), "brief-regering" | "brief-derden");
    let questions_only = matches!(kind.as_str(), "schriftelijke-vragen" | "lijst-van-vragen");
    let replies = matches!(kind.as_str(), "lijst-van-vragen-en-antwoorden" | "antwoord-schriftelijke-vragen");
    // «Prins (XYZ)» above the questions of a member
    if kind == "antwoorden-eerste-termijn" {
        for piece in pieces.iter_mut().filter(|piece| matches!(piece.mark, Mark::Body | Mark::Heading)) {
            if let Some(askers) = askers::bare_members(source.slice(piece.bytes.clone())) {
                piece.mark = Mark::Askers(askers);
            }
        }
    }
    let replies_to_list = kind == "antwoorden-eerste-termijn" || is_letter && answers_a_list(source, &pieces);
    let midway = kind.is_empty() && marked::counts_on(source, &pieces).is_some();
    if kind == "antwoord-schriftelijke-vragen" {
        marked::number_bare_answers(source, &mut pieces);
    }
    heads_of_numbered(source, &mut pieces);
    if replies || is_letter {
        halves::number(source, &mut pieces);
    }
    marked::number_bare_questions(
        source,
        &mut pieces,
        questions_only || replies || replies_to_list || midway,
    );
    one_reaction(source, &mut pieces);
    let asked = pieces.iter().filter(|piece| matches!(piece.mark, Mark::Question { .. })).count();
    let answered = pieces.iter().filter(|piece| matches!(piece.mark, Mark::Answer { .. })).count();
    let consults = matches!(
        kind.as_str(),
        "verslag-schriftelijk-overleg" | "nota-naar-aanleiding-van-het-verslag" | "memorie-van-antwoord"
    );
    if consults {
        second_letter(source, &mut pieces);
    }
    // a letter may carry the answers of a consultation
    let consults = consults
        || matches!(kind.as_str(), "brief-regering" | "")
            && pieces.iter().any(|piece| piece.mark == Mark::PartOne)
            && pieces.iter().any(|piece| matches!(piece.mark, Mark::Askers(_)));
    // a letter that answers a committee: what members ask, under their party, and the reply below it
    let consults = consults
        || kind == "brief-regering"
            && asked == 0
            && answered == 0
            && pieces.iter().any(|piece| matches!(piece.mark, Mark::Askers(_)))
            && pieces.iter().filter(|piece| restates(source, piece)).take(2).count() == 2
        // the same where the committee itself asks
        || kind == "brief-regering"
            && asked == 0
            && answered == 0
            && pieces.iter().filter(|piece| committee_asks(source, piece)).take(2).count() == 2
        // the same without a heading, in a letter that says that it answers
        || kind == "brief-regering"
            && asked == 0
            && answered == 0
            && says_it_answers(source, &pieces)
            && pieces.iter().filter(|piece| restates(source, piece)).take(2).count() == 2
        // a text that begins midway in a reply: who asked, and below it what is replied
        || kind.is_empty()
            && work.extract.document.number.is_none()
            && asked == 0
            && answered == 0
            && is_replied(source, &pieces);
    // a consultation marks its answers only: one line that looks like a question's mark is text
    let stray = consults && answered >= 3 && asked * 3 < answered;
    if stray {
        for piece in pieces.iter_mut().filter(|piece| matches!(piece.mark, Mark::Question { .. })) {
            piece.mark = Mark::Body;
            piece.text = piece.bytes.clone();
        }
    }
    let mut units = if asked > 0 && !stray && (answered > 0 || questions_only) {
        marked::units(source, &pieces)
    } else if kind == "schriftelijke-vragen" && asked == 0 && answered == 0 {
        unmarked::questions(source, &pieces)
    } else if answered == 0
        && asked > 1
        && (replies
            || midway
            || is_letter
            || kind == "antwoorden-eerste-termijn"
            || consults && counts_questions(&pieces))
    {
        unmarked::units(source, &pieces)
    } else if replies
        && asked == 0
        && let Some(units) = unmarked::above_answers(source, &pieces)
    {
        units
    } else if answered > 0 && consults {
        consultation::units(source, &pieces)
    } else if answered >= 3 {
        // «Aanbeveling 1», «Reactie»: nobody asks
        let mut units = consultation::units(source, &pieces);
        units.retain(|unit| unit.confidence > consultation::SILENT);
        units
    } else if kind == "antwoorden-eerste-termijn" && asked == 0 && answered == 0 {
        unmarked::signed_questions(source, &pieces).unwrap_or_else(|| narrative::told(source, &pieces))
    } else if kind == "brief-regering" && !consults && names_who_asked(source, &pieces) {
        unmarked::whole_questions(source, &pieces)
    } else if consults {
        numbered_replies(source, &pieces).unwrap_or_else(|| narrative::units(source, &pieces))
    } else {
        return;
    };
    // «Vraag: …», «Antwoord: …» of an interview or a page for everybody: nobody of parliament asks
    if kind.is_empty()
        && !names_parliament(source.text)
        && units.iter().all(|unit| unit.numbers.is_empty() && unit.askers.is_none())
    {
        return;
    }
    if let Some(last) = units.iter_mut().max_by_key(|unit| unit.answer.end) {
        last.answer.end -= signed_names(source.slice(last.answer.clone()));
    }
    if kind == "antwoorden-eerste-termijn" {
        for unit in units.iter_mut().filter(|unit| unit.askers.is_none()) {
            unit.askers = askers::behind_question(source.slice(unit.question.clone()));
        }
    }
    let uncertain = units.iter().filter(|unit| unit.confidence < THRESHOLD).count();
    if uncertain > 0 {
        let detail =
            format!("{uncertain} passages look like questions and answers, but their division is uncertain");
        work.extract.problems.push(Problem::new("uncertain_exchange", detail));
    }
    for unit in &mut units {
        unit.question.end -= trailing_marks(source.slice(unit.question.clone()));
        unit.answer.end -= trailing_marks(source.slice(unit.answer.clone()));
        unit.question.start += lone_bullet(source.slice(unit.question.clone()));
    }
    units.retain(|unit| unit.confidence >= THRESHOLD && !unit.question.is_empty());
    // in the order of the replies: where those stand in a part of their own, a question may be quoted from either part
    let place = |unit: &Unit| if unit.answer.is_empty() { unit.question.start } else { unit.answer.start };
    units.sort_by_key(|unit| (place(unit), unit.question.start, unit.numbers.first().copied()));
    report(&units, questions_only, work);
    // who asks in all of a document stands before its first question
    let begin = units.iter().map(|unit| unit.question.start).min().unwrap_or(0);
    let default_askers = document_askers(source, &kind, begin);
    let default_respondent = default_respondent(source, work);
    let title = work.extract.document.title.clone();
    let labels = labels(&units);
    let see = see::resolve(source, &units, &labels, work);
    let mut before: Option<Askers> = None;
    for ((unit, number), see) in units.into_iter().zip(labels).zip(see) {
        let answer_span =
            if unit.answer.is_empty() { Span::default() } else { source.span(unit.answer.clone()) };
        let respondent = if unit.answer.is_empty() {
            None
        } else {
            fuller_office(unit.respondent, default_respondent.as_ref())
        };
        // a numbered question of a consultation says in its words who asks
        let named = || {
            let question = source.slice(unit.question.clone());
            let lower = question.to_lowercase();
            let says =
                consults && (voice::opens_with_members(&lower) || voice::ends_asked_by_members(&lower));
            // «Daarnaast vragen deze leden»: who asked before
            says.then(|| {
                askers::of_passage(question)
                    .or_else(|| voice::speaks_of_same(&lower).then(|| before.clone()).flatten())
            })
            .flatten()
        };
        let of_unit = unit.askers.clone().or_else(named);
        before.clone_from(&of_unit);
        work.extract.exchanges.push(Exchange {
            number,
            askers: fuller(of_unit, default_askers.as_ref()).unwrap_or_default(),
            heading: unit
                .heading
                .map(|bytes| source.slice(bytes).trim().to_owned())
                .filter(|heading| title.as_ref() != Some(heading)),
            question: source.slice(unit.question.clone()).to_owned(),
            answer: source.slice(unit.answer).to_owned(),
            respondent,
            see,
            question_span: source.span(unit.question),
            address: None,
            answer_span,
        });
    }
}

/// Whether a text names who asks or answers in parliament.
fn is_parliamentary(text: &str) -> bool {
    const WORDS: [&[u8]; 14] = [
        b"inister",
        b"taatssecretaris",
        b"abinet",
        b"egering",
        b"Kamer",
        b"het lid ",
        b"Het lid ",
        b"de leden ",
        b"De leden ",
        b"fractie",
        b"ommissie",
        b"bewindspers",
        b"Kent u ",
        b"Bent u ",
    ];
    let member = |at: usize| {
        let inside = text[at + 1..].split(')').next().unwrap_or("");
        inside.len() < 24 && crate::parties::canonical(inside).is_some()
    };
    WORDS.iter().any(|word| memchr::memmem::find(text.as_bytes(), word).is_some())
        // «Prins (VVD)» in a table
        || memchr::memchr_iter(b'(', text.as_bytes()).take(200).any(member)
}

/// Whether a letter says near its head that it answers members or a committee.
fn names_who_asked(source: &Source<'_>, pieces: &[marks::Piece]) -> bool {
    says_it_answers(source, pieces)
        && pieces.iter().take(20).any(|piece| {
            let lower = source.slice(piece.bytes.clone()).to_lowercase();
            [
                "vragen van de vaste",
                "vragen van de commissie",
                "vragen van uw commissie",
                "vragen van het lid",
                "vragen van de leden",
                "vragen commissie",
            ]
            .iter()
            .any(|who| lower.contains(who))
        })
}

/// `Vragen van het lid Prins (XYZ):` above `1. Hoeveel …?` says who asks what is numbered below it.
fn heads_of_numbered(source: &Source<'_>, pieces: &mut [marks::Piece]) {
    for at in 1..pieces.len() {
        let (above, below) = pieces.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last_mut(), below.first()) else { continue };
        let Mark::Question { numbers, askers: Some(askers) } = &above.mark else { continue };
        let next = source.slice(below.bytes.clone());
        let (first, length) = marks::number_list(next);
        let begins = first == [1] && (next[length..].is_empty() || next[length..].starts_with(['.', ')']));
        if numbers.is_empty()
            && above.text.is_empty()
            && below.mark == Mark::Body
            && begins
            && source.slice(above.bytes.clone()).starts_with("Vragen ")
        {
            above.mark = Mark::Askers(askers.clone());
        }
    }
}

/// Whether a text names who asks in parliament, or asks as members do.
fn names_parliament(text: &str) -> bool {
    const WORDS: [&[u8]; 9] = [
        b"Kamer",
        b"het lid ",
        b"Het lid ",
        b"leden ",
        b"fractie",
        b"ommissie",
        b"bewindspers",
        b"Kent u ",
        b"Bent u ",
    ];
    WORDS.iter().any(|word| memchr::memmem::find(text.as_bytes(), word).is_some())
}

/// Whether a page says in its first lines that it explains a subject to everybody, or asks others: `Veelgestelde vragen
/// over …`, `Bijlage 2 Vragenlijst`.
fn is_for_everybody(source: &Source<'_>) -> bool {
    source.paragraphs.iter().take(4).any(|paragraph| {
        let lower = source.slice(paragraph.bytes.clone()).to_lowercase();
        lower.len() < 60 && lower.trim_end().ends_with("vragenlijst") && !lower.contains("antwoord")
            || lower.len() < 160
                && (["veelgestelde vragen", "meest gestelde vragen"].iter().any(|word| lower.contains(word))
                    || ["handreiking ", "factsheet", "brochure", "publieksversie", "handleiding "]
                        .iter()
                        .any(|word| lower.starts_with(word)))
    })
}

/// Whether a letter says before all else that it goes into questions: `Hieronder ga ik in op de vragen.`
fn says_it_answers(source: &Source<'_>, pieces: &[marks::Piece]) -> bool {
    let first = pieces.iter().position(|piece| restates(source, piece)).unwrap_or(pieces.len().min(20));
    pieces[..first].iter().any(|piece| {
        let lower = source.slice(piece.bytes.clone()).to_lowercase();
        let questions = lower.contains("vragen") || lower.contains("inbreng");
        questions
            && [
                "beantwoord",
                "ga ik in",
                "gaan wij in",
                "ga ik op de",
                "ik in op",
                "reageer ik",
                "antwoorden",
            ]
            .iter()
            .any(|word| lower.contains(word))
    })
}

/// Whether a letter says that it answers questions and holds some that only a number marks: `1. Hoeveel mensen …?`
fn answers_a_list(source: &Source<'_>, pieces: &[marks::Piece]) -> bool {
    let announces = pieces.iter().take(30).any(|piece| {
        let lower = source.slice(piece.bytes.clone()).to_lowercase();
        lower.contains("vragen")
            && [
                "de volgende vragen",
                "vragen van de commissie",
                "vragen van de vaste",
                "beantwoording",
                "de antwoorden op",
                "onderstaande vragen",
                "vragen beantwoord",
            ]
            .iter()
            .any(|word| lower.contains(word))
    });
    let asks = |piece: &marks::Piece| source.slice(piece.bytes.clone()).trim_end().ends_with('?');
    // «1. Hoeveel …?», or «1» and below it «Hoeveel …?»
    let numbered = |at: &usize| {
        let text = source.slice(pieces[*at].bytes.clone()).trim_end();
        let (numbers, length) = marks::number_list(text);
        numbers.len() == 1
            && (text[length..].starts_with(['.', ')']) && text.ends_with('?')
                || text[length..].trim_matches(['.', ')']).is_empty() && pieces.get(at + 1).is_some_and(asks))
    };
    announces && (0..pieces.len()).filter(numbered).take(2).count() == 2
}

/// `3. Reactie van de bewindspersoon` is an answer's heading where others stand beside it, and the second part of a
/// consultation where it stands alone (in the contents too).
fn one_reaction(source: &Source<'_>, pieces: &mut [marks::Piece]) {
    let answers: Vec<usize> =
        (0..pieces.len()).filter(|at| matches!(pieces[*at].mark, Mark::Answer { .. })).collect();
    let text =
        |at: usize| source.slice(pieces[at].bytes.clone()).trim_start_matches(|c: char| !c.is_alphabetic());
    let Some(&last) = answers.last() else { return };
    let same = answers.iter().all(|&at| text(at) == text(last)) && answers.len() <= 2;
    let chapter = source.slice(pieces[last].bytes.clone()).starts_with(|c: char| c.is_ascii_digit());
    let part = same && chapter && text(last).starts_with("Reactie van ") && pieces[last].text.is_empty();
    let parties = pieces[..last].iter().any(|piece| matches!(piece.mark, Mark::Askers(_)));
    if part && parties {
        for at in answers {
            pieces[at].mark = Mark::PartTwo;
        }
    }
}

/// The other chamber prints two letters: what was asked, and below «BRIEF VAN DE MINISTER» what is answered.
fn second_letter(source: &Source<'_>, pieces: &mut [marks::Piece]) {
    let asks = |piece: &marks::Piece| {
        matches!(piece.mark, Mark::Askers(_))
            || source.slice(piece.bytes.clone()).starts_with("BRIEF VAN DE VOORZITTER VAN DE ")
    };
    let Some(asked) = pieces.iter().position(asks) else { return };
    let answers = pieces[asked..].iter_mut().find(|piece| {
        let text = source.slice(piece.bytes.clone());
        text.starts_with("BRIEF VAN DE MINISTER") || text.starts_with("BRIEF VAN DE STAATSSECRETARIS")
    });
    if let Some(piece) = answers {
        piece.mark = Mark::PartTwo;
    }
}

/// Bytes at the end of the last answer that are the names of members who sign, below a whole sentence.
fn signed_names(text: &str) -> usize {
    let mut kept = text;
    while let Some((before, last)) = kept.rsplit_once("\n\n") {
        let mut words = last.trim().split(' ');
        let name = last.trim().chars().count() < 40
            && (1..=4).contains(&last.trim().split(' ').count())
            && words.all(|word| {
                word.starts_with(char::is_uppercase) || matches!(word, "van" | "der" | "de" | "den" | "en")
            })
            && last.trim().ends_with(char::is_lowercase);
        if !name {
            break;
        }
        kept = before;
    }
    if kept.trim_end().ends_with('.') { text.len() - kept.trim_end().len() } else { 0 }
}

/// Bytes at the end of a passage that are marks of notes which the text does not hold: `Klopt dat?1`, `… dat? 1)`,
/// `… dat? 2 3`. A number behind anything but the end of a sentence is text.
fn trailing_marks(text: &str) -> usize {
    let bare = text.trim_end();
    let before = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ')' | ','));
    let marks = &bare[before.len()..];
    let small = marks
        .split([' ', ',', ')'])
        .filter(|mark| !mark.is_empty())
        .all(|mark| mark.len() <= 2 && !mark.starts_with('0'));
    // «(deel 1)», «versie 2.1», «… zo’n 3»
    let ended = before.ends_with(['?', '!'])
        || before.ends_with(['»', '”'])
        || before
            .strip_suffix('.')
            .is_some_and(|stem| stem.ends_with(char::is_alphabetic) && stem.len() > 20);
    let numbered = marks.contains(|c: char| c.is_ascii_digit());
    let closes = marks.trim_start().starts_with(')');
    if ended && numbered && small && !closes && marks.len() <= 12 { text.len() - before.len() } else { 0 }
}

/// Bytes of the bullet or dash before a question that is no list: `• De leden van de X-fractie vragen …`.
fn lone_bullet(text: &str) -> usize {
    let rest = text.trim_start_matches(['•', '·', '-', '–', ' ', '\t', '\u{a0}']);
    let lead = &text[..text.len() - rest.len()];
    let bullet = lead.trim();
    let list = rest.lines().any(|line| line.trim_start().starts_with(['•', '·', '-', '–']));
    if bullet.chars().count() == 1 && lead.len() > bullet.len() && !list { lead.len() } else { 0 }
}

/// Whether a reply numbers its questions: `Vraag 1`, `Vraag 2`, … in order, and marks no answer.
fn counts_questions(pieces: &[marks::Piece]) -> bool {
    let numbers: Option<Vec<u32>> = pieces
        .iter()
        .filter_map(|piece| match &piece.mark {
            Mark::Question { numbers, .. } => Some(numbers.first().copied()),
            _ => None,
        })
        .collect();
    numbers.is_some_and(|numbers| numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[0] < pair[1]))
}

/// Whether passages that restate a question are followed by passages that reply, at least twice.
fn is_replied(source: &Source<'_>, pieces: &[marks::Piece]) -> bool {
    let replies = |pair: &&[marks::Piece]| {
        restates(source, &pair[0])
            && pair[1].mark == Mark::Body
            && voice::score(source.slice(pair[1].bytes.clone())) < 0
    };
    pieces.windows(2).filter(replies).take(2).count() == 2
}

/// Whether a passage tells what the committee asks.
fn committee_asks(source: &Source<'_>, piece: &marks::Piece) -> bool {
    piece.mark == Mark::Body && voice::committee_asks(source.slice(piece.bytes.clone()))
}

/// Whether a passage opens with members and asks.
fn restates(source: &Source<'_>, piece: &marks::Piece) -> bool {
    let lower = source.slice(piece.bytes.clone()).to_lowercase();
    piece.mark == Mark::Body && voice::opens_with_members(&lower) && voice::asks(&lower)
}

/// A consultation whose second part repeats numbered questions, each followed by its reply without a mark.
fn numbered_replies(source: &Source<'_>, pieces: &[marks::Piece]) -> Option<Vec<Unit>> {
    let second = pieces.iter().rposition(|piece| piece.mark == Mark::PartTwo)?;
    // the letter that asks names one party, or nobody can tell which asks what
    let mut parties = pieces[..second]
        .iter()
        .filter(|piece| piece.mark == Mark::Body)
        .filter_map(|piece| askers::of_passage(source.slice(piece.bytes.clone())));
    let party = parties.next().filter(|first| parties.all(|other| other == *first));
    let (first, mut pieces) = (&pieces[..=second], pieces[second + 1..].to_vec());
    marked::number_bare_questions(source, &mut pieces, true);
    let is_question = |piece: &marks::Piece| matches!(piece.mark, Mark::Question { .. });
    if pieces.iter().filter(|piece| is_question(piece)).count() < 2 {
        return None;
    }
    // a party that numbers its questions, and below it one that does not
    let (numbered, told): (Vec<&[marks::Piece]>, Vec<&[marks::Piece]>) = pieces
        .chunk_by(|_, next| !matches!(next.mark, Mark::Askers(_)))
        .partition(|part| part.iter().any(is_question));
    let mut units = unmarked::units(source, &numbered.concat());
    if told.iter().any(|part| matches!(part.first(), Some(piece) if matches!(piece.mark, Mark::Askers(_)))) {
        units.extend(narrative::units(source, &[first, &told.concat()].concat()));
    }
    for unit in units.iter_mut().filter(|unit| unit.askers.is_none()) {
        unit.askers.clone_from(&party);
    }
    Some(units)
}

/// Who asks: as the unit says, with the party that the document gives the same members; else who asks in all of it.
fn fuller(of_unit: Option<Askers>, of_document: Option<&Askers>) -> Option<Askers> {
    match (of_unit, of_document) {
        (Some(unit), Some(all)) if unit.party.is_none() && unit.members == all.members => Some(all.clone()),
        (None, all) => all.cloned(),
        (unit, _) => unit,
    }
}

/// Who answers: as the mark says, with the portfolio that the document gives the same office; else who signs.
fn fuller_office(of_unit: Option<String>, of_document: Option<&String>) -> Option<String> {
    match (of_unit, of_document) {
        (Some(office), Some(all))
            if matches!(office.as_str(), "minister" | "staatssecretaris")
                && all
                    .to_lowercase()
                    .strip_prefix(office.as_str())
                    .is_some_and(|rest| rest.starts_with(' ')) =>
        {
            Some(all.clone())
        }
        (None, all) => all.cloned(),
        (unit, _) => unit,
    }
}

/// The number of each unit: as printed, else counted from 1.
fn labels(units: &[Unit]) -> Vec<String> {
    let counted = |(at, unit): (usize, &Unit)| match unit.numbers.as_slice() {
        [] => (at + 1).to_string(),
        numbers => label(numbers),
    };
    units.iter().enumerate().map(counted).collect()
}

/// `3`, `3-4`, `2-4`, `3,7`.
fn label(numbers: &[u32]) -> String {
    match numbers {
        [] => String::new(),
        [one] => one.to_string(),
        [first, .., last] if numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) => {
            format!("{first}-{last}")
        }
        many => many.iter().map(u32::to_string).collect::<Vec<_>>().join(","),
    }
}

/// Problems of numbering and of halves.
fn report(units: &[Unit], questions_only: bool, work: &mut Work) {
    let mut seen: Vec<u32> = units.iter().flat_map(|unit| unit.numbers.iter().copied()).collect();
    let descends = seen.windows(2).any(|pair| pair[1] < pair[0]);
    seen.sort_unstable();
    let twice: Vec<String> =
        seen.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_string()).collect();
    if !twice.is_empty() {
        let detail = format!("these question numbers occur more than once: {}", twice.join(", "));
        work.extract.problems.push(Problem::new("numbering", detail));
    } else if descends {
        work.extract
            .problems
            .push(Problem::new("numbering", "the questions are not in the order of their numbers"));
    }
    let mut missing = Vec::new();
    for pair in seen.windows(2) {
        missing.extend((pair[0] + 1..pair[1]).take(20).map(|number| number.to_string()));
    }
    if !missing.is_empty() {
        let detail = format!("no question with these numbers: {}", missing.join(", "));
        work.extract.problems.push(Problem::new("numbering", detail));
    }
    let open = units.iter().filter(|unit| unit.answer.is_empty()).count();
    if open > 0 && !questions_only {
        let detail = format!("{open} of {} questions have no answer in this text", units.len());
        work.extract.problems.push(Problem::new("unanswered", detail));
    }
}

/// Who asks in a document as a whole: the title or opening of answers to written questions.
fn document_askers(source: &Source<'_>, kind: &str, begin: usize) -> Option<Askers> {
    if !matches!(
        kind,
        "antwoord-schriftelijke-vragen"
            | "schriftelijke-vragen"
            | "antwoorden-eerste-termijn"
            | "brief-regering"
            | ""
    ) {
        return None;
    }
    let count = source.paragraphs.iter().take(30).filter(|paragraph| paragraph.bytes.start < begin).count();
    let mut named = (0..count).filter_map(|at| {
        // a title whose lines were taken apart: «… Prins en Linde (beiden Verzonnen / Partij) aan de Minister»
        let mut text = source.paragraph(at).to_owned();
        for next in at + 1..count.min(at + 3) {
            if text.matches('(').count() <= text.matches(')').count() {
                break;
            }
            text.push(' ');
            text.push_str(source.paragraph(next));
        }
        let text = text.replace('\n', " ");
        let lower = text.to_lowercase();
        if !lower.contains("vragen") {
            return None;
        }
        let (askers, start, _) = askers::members(&text)?;
        // «vragen van het lid», «vragen gesteld door de leden», not a member named elsewhere in the letter
        let before = text.get(..start)?.to_lowercase();
        let near = ["van", "door", "van het", "van de", "door de"]
            .iter()
            .any(|word| before.trim_end().ends_with(word));
        (near && before.contains("vra")).then_some(askers)
    });
    let first = named.next()?;
    // a title names them without their party
    let fuller = if first.party.is_none() {
        named.find(|other| other.party.is_some() && other.members == first.members)
    } else {
        None
    };
    Some(fuller.unwrap_or(first))
}

/// Who answers when the answers do not say so: who signs.
fn default_respondent(source: &Source<'_>, work: &Work) -> Option<String> {
    let heading = source.paragraphs.iter().take(40).find_map(|paragraph| {
        let text = source.slice(paragraph.bytes.clone());
        let rest = text.strip_prefix("Antwoord van ").or_else(|| text.strip_prefix("Antwoord van de "))?;
        let office = crate::offices::office(rest).filter(|office| office.start <= 4)?;
        let portfolio = rest[office.end..].trim_start().starts_with('(');
        (portfolio || text.contains("ontvangen")).then(|| rest[office].to_owned())
    });
    heading.or_else(|| answered_by(source)).or_else(|| work.author.clone())
}

/// `De Algemene Rekenkamer heeft deze vragen beantwoord`: a body that is no office.
fn answered_by(source: &Source<'_>) -> Option<String> {
    source.paragraphs.iter().take(12).find_map(|paragraph| {
        let text = source.slice(paragraph.bytes.clone());
        let (body, _) = text.split_once(" heeft deze vragen beantwoord")?;
        let body = body.rsplit(". ").next()?;
        let body = body.strip_prefix("De ").or_else(|| body.strip_prefix("Het "))?;
        (body.len() < 60 && crate::offices::office(body).is_none()).then(|| body.to_owned())
    })
}

/// A range from the first to the last byte of two.
fn join(first: &Range<usize>, last: &Range<usize>) -> Range<usize> {
    if first.is_empty() {
        return last.clone();
    }
    if last.is_empty() {
        return first.clone();
    }
    first.start.min(last.start)..first.end.max(last.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(&text[..text.len() - trailing_marks(text)], expected);
    }

    #[test]
    fn marks_without_notes_are_no_part_of_a_passage() {
        check("Kent u het bericht?1", "Kent u het bericht?");
        check("Kent u het bericht? 1)", "Kent u het bericht?");
        check("Kent u het bericht «Polder vol»? 2 3", "Kent u het bericht «Polder vol»?");
        check("Dat staat in de brief aan de gemeente.12", "Dat staat in de brief aan de gemeente.");
    }

    #[test]
    fn numbers_stay() {
        for text in [
            "Het zijn er 3",
            "Zie het antwoord op vraag 3.",
            "Het gaat om versie 2.1",
            "Zie de vragen (1 en 2)",
            "Wat kost dit (zie bijlage 2)?",
            "In 2025.",
            "De omvang is in ha.2",
        ] {
            check(text, text);
        }
    }
}
