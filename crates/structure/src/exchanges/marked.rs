//! Questions and answers that say what they are: `Vraag 3` … `Antwoord 3`.
//!
//! Covers questions listed first and answered below, questions repeated before their answer, groups answered
//! together, numbers on lines of their own, tables.

use std::collections::HashSet;
use std::ops::Range;

use model::facts::Askers;

use super::marks::{Mark, Piece};
use super::{Source, Unit, join};

/// A question as it was asked.
struct Question {
    numbers: Vec<u32>,
    askers: Option<Askers>,
    heading: Option<Range<usize>>,
    bytes: Range<usize>,
    answered: bool,
}

/// How many questions back an answer may look.
const FAR: usize = 1_000;

enum Open {
    Nothing,
    Question,
    /// Units that share the answer being read.
    Answer(Range<usize>),
}

/// The units of a document with marks.
pub(super) fn units(source: &Source<'_>, pieces: &[Piece]) -> Vec<Unit> {
    let mut questions: Vec<Question> = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    let mut section: Option<Askers> = None;
    let mut heading: Option<Range<usize>> = None;
    let mut open = Open::Nothing;
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.mark {
            // «Vraag 3:» and below it «Vraag:»
            Mark::Question { numbers, askers: None }
                if numbers.is_empty()
                    && matches!(open, Open::Question)
                    && questions.last().is_some_and(|last| last.bytes.is_empty() && !last.answered) =>
            {
                if let Some(last) = questions.last_mut() {
                    last.bytes = piece.text.clone();
                }
            }
            Mark::Question { numbers, askers } => {
                questions.push(Question {
                    numbers: numbers.clone(),
                    askers: askers.clone().or_else(|| section.clone()),
                    heading: heading.clone(),
                    bytes: piece.text.clone(),
                    answered: false,
                });
                open = Open::Question;
            }
            Mark::Answer { numbers, respondent } => {
                let from = units.len();
                answer(&mut questions, numbers, respondent, &piece.text, &mut units);
                open = Open::Answer(from..units.len());
                // «Antwoord vraag 2, 3 (deels) en 4», and below it «Antwoord vraag 3 (overig)»: one answer goes on
                if from == units.len()
                    && let Some(last) = units.last_mut().filter(|last| {
                        !numbers.is_empty() && numbers.iter().all(|number| last.numbers.contains(number))
                    })
                {
                    last.answer = join(&last.answer, &piece.bytes);
                    open = Open::Answer(from - 1..from);
                }
                if from == units.len()
                    && numbers.is_empty()
                    && let Some(unit) = asked_without_mark(source, &pieces[..at], &mut units)
                {
                    units.push(Unit { respondent: respondent.clone(), answer: piece.text.clone(), ..unit });
                    open = Open::Answer(from..units.len());
                }
            }
            Mark::Askers(askers) => {
                section = Some(askers.clone());
                heading = None;
                open = Open::Nothing;
            }
            Mark::PartOne | Mark::PartTwo => open = Open::Nothing,
            // «Toelichting:» below an answer, where others follow
            Mark::End
                if matches!(open, Open::Answer(_))
                    && source.slice(piece.bytes.clone()).starts_with("Toelichting")
                    && pieces[at + 1..]
                        .iter()
                        .take(40)
                        .any(|next| matches!(next.mark, Mark::Question { .. })) =>
            {
                extend(&mut open, &mut questions, &mut units, &piece.bytes);
            }
            // what stood above a signature is not above what follows it
            Mark::End => {
                heading = None;
                open = Open::Nothing;
            }
            Mark::Heading if announces(source, pieces, at) => {
                heading = Some(piece.bytes.clone());
                open = Open::Nothing;
            }
            Mark::Heading => match heading_role(source, pieces, at, &open, &questions, &units) {
                Role::Text => extend(&mut open, &mut questions, &mut units, &piece.bytes),
                Role::Heading => {
                    let form = super::whole::is_form_line(source.slice(piece.bytes.clone()));
                    heading = (!form).then(|| piece.bytes.clone());
                    open = Open::Nothing;
                }
            },
            Mark::Body if is_lone_mark(source, piece, &open, &questions, &units) => {}
            Mark::Body => extend(&mut open, &mut questions, &mut units, &piece.bytes),
            Mark::Furniture => {}
        }
    }
    let answered = !units.is_empty();
    let numbers: HashSet<u32> = units.iter().flat_map(|unit| unit.numbers.iter().copied()).collect();
    for question in questions.into_iter().filter(|question| !question.answered && !question.bytes.is_empty())
    {
        // a list of questions before its repetition with answers is not asked twice
        let repeated =
            !question.numbers.is_empty() && question.numbers.iter().all(|number| numbers.contains(number));
        if answered && repeated {
            continue;
        }
        if answered && let Some(unit) = unmarked_reply(source, pieces, &question) {
            units.push(unit);
            continue;
        }
        units.push(Unit {
            numbers: question.numbers,
            askers: question.askers,
            heading: question.heading,
            question: question.bytes,
            confidence: 1.0,
            ..Unit::default()
        });
    }
    units
}

/// A question without its number between numbered ones: what asks and nothing else, at the end of the answer before.
fn asked_without_mark(source: &Source<'_>, before: &[Piece], units: &mut [Unit]) -> Option<Unit> {
    let last = units.last_mut()?;
    let asks = |piece: &&Piece| {
        let text = source.slice(piece.bytes.clone());
        matches!(piece.mark, Mark::Body | Mark::Heading)
            && crate::sentences::sentences(text).into_iter().all(|said| text[said].trim_end().ends_with('?'))
    };
    let asking = before.iter().rev().take_while(asks).count();
    let question = before[before.len() - asking..].iter().fold(0..0, |all, piece| join(&all, &piece.bytes));
    if question.is_empty() || question.start <= last.answer.start || question.end != last.answer.end {
        return None;
    }
    let answer = source.slice(last.answer.start..question.start).trim_end().len();
    last.answer.end = last.answer.start + answer;
    Some(Unit {
        askers: last.askers.clone(),
        heading: last.heading.clone(),
        question,
        confidence: 0.8,
        ..Unit::default()
    })
}

/// A question among answered ones whose reply stands below it without a mark: letters mark only replies to several
/// questions, `Antwoord vragen 3 en 4`.
fn unmarked_reply(source: &Source<'_>, pieces: &[Piece], question: &Question) -> Option<Unit> {
    let from = pieces.partition_point(|piece| piece.bytes.end <= question.bytes.start);
    let passages: Vec<Range<usize>> = pieces[from..]
        .iter()
        .take_while(|piece| piece.bytes.start < question.bytes.end)
        .filter(|piece| piece.mark != Mark::Furniture)
        .map(|piece| if piece.text.is_empty() { piece.bytes.clone() } else { piece.text.clone() })
        .collect();
    let asks = |bytes: &Range<usize>| source.slice(bytes.clone()).trim_end().ends_with('?');
    // what asks leads, and nothing behind it does
    let asking = passages.iter().take_while(|bytes| asks(bytes)).count();
    if asking == 0 || asking == passages.len() || passages[asking..].iter().any(asks) {
        return None;
    }
    let cover = |bytes: &[Range<usize>]| bytes.iter().fold(0..0, |all, one| join(&all, one));
    let answer = cover(&passages[asking..]);
    let text = source.slice(answer.clone());
    // «Graag een toelichting.» asks on
    let asks_on = ["Graag ", "Gaarne ", "Zo ja", "Zo nee", "Indien ", "Toelichting"];
    if asks_on.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    Some(Unit {
        numbers: question.numbers.clone(),
        askers: question.askers.clone(),
        heading: question.heading.clone(),
        question: cover(&passages[..asking]),
        answer,
        confidence: 0.8,
        ..Unit::default()
    })
}

/// Whether a heading says which questions stand below it, the next one first: `Opmerking vooraf (vragen 4 t/m 14)`. What
/// follows it is no part of the answer above.
pub(super) fn announces(source: &Source<'_>, pieces: &[Piece], at: usize) -> bool {
    let text = source.slice(pieces[at].bytes.clone());
    let named = ["(vragen ", "(vraag "].iter().find_map(|word| Some(&text[text.find(word)? + word.len()..]));
    let Some(first) = named.and_then(|rest| super::marks::number_list(rest).0.first().copied()) else {
        return false;
    };
    let next = pieces[at + 1..].iter().take(40).find_map(|next| match &next.mark {
        Mark::Question { numbers, .. } => numbers.first(),
        _ => None,
    });
    next == Some(&first)
}

/// The number of a note that stands alone behind a whole sentence: part of nothing.
fn is_lone_mark(
    source: &Source<'_>,
    piece: &Piece,
    open: &Open,
    questions: &[Question],
    units: &[Unit],
) -> bool {
    let text = source.slice(piece.bytes.clone()).trim();
    if text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let before = match open {
        Open::Nothing => return false,
        Open::Question => questions.last().map(|question| question.bytes.clone()),
        Open::Answer(which) => units[which.clone()].last().map(|unit| unit.answer.clone()),
    };
    before.is_some_and(|bytes| source.slice(bytes).trim_end().ends_with(['.', '?', '!', '»', '”', '’']))
}

/// Makes the units that an answer answers.
fn answer(
    questions: &mut [Question],
    numbers: &[u32],
    respondent: &Option<String>,
    text: &Range<usize>,
    units: &mut Vec<Unit>,
) {
    let mut chosen: Vec<usize> = Vec::new();
    for number in numbers {
        // the nearest one asked before, so that a repeated question counts where it is repeated
        let recent = questions.len().saturating_sub(FAR);
        let found = questions[recent..]
            .iter()
            .rposition(|question| !question.answered && question.numbers.contains(number))
            .map(|found| recent + found);
        chosen.extend(found.filter(|found| !chosen.contains(found)));
    }
    if chosen.is_empty() {
        // an answer without a number answers all that is open since the last answer
        let recent = questions.len().saturating_sub(FAR);
        let last = questions[recent..].iter().rposition(|question| question.answered);
        let from = last.map_or(recent, |last| recent + last + 1);
        chosen.extend(since_restart(questions, from)..questions.len());
        // «Antwoord 5» below questions 3 and 4 answers neither
        if !numbers.is_empty() {
            chosen.retain(|&at| questions[at].numbers.is_empty());
        }
    }
    chosen.sort_unstable();
    // questions that stand together are one unit; those with others between are units that share the answer
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in chosen {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| last + 1 == at) => group.push(at),
            _ => groups.push(vec![at]),
        }
    }
    for group in groups {
        let mut unit =
            Unit { respondent: respondent.clone(), answer: text.clone(), confidence: 1.0, ..Unit::default() };
        for at in group {
            let question = &mut questions[at];
            question.answered = true;
            unit.numbers.extend(
                question
                    .numbers
                    .iter()
                    .filter(|number| !unit.numbers.contains(number))
                    .copied()
                    .collect::<Vec<_>>(),
            );
            unit.question = join(&unit.question, &question.bytes);
            unit.askers = unit.askers.or_else(|| question.askers.clone());
            unit.heading = unit.heading.or_else(|| question.heading.clone());
        }
        unit.numbers.sort_unstable();
        units.push(unit);
    }
}

/// Where the numbers last began anew: a list of questions before its repetition with answers is not open any more.
fn since_restart(questions: &[Question], from: usize) -> usize {
    let mut start = questions.len();
    let mut next = u32::MAX;
    while start > from {
        let Some(&number) = questions[start - 1].numbers.first() else {
            start -= 1;
            continue;
        };
        if number >= next {
            break;
        }
        next = number;
        start -= 1;
    }
    start
}

fn extend(open: &mut Open, questions: &mut [Question], units: &mut [Unit], bytes: &Range<usize>) {
    match open {
        Open::Nothing => {}
        Open::Question => {
            if let Some(question) = questions.last_mut() {
                question.bytes = join(&question.bytes, bytes);
            }
        }
        Open::Answer(which) => {
            for unit in &mut units[which.clone()] {
                unit.answer = join(&unit.answer, bytes);
            }
        }
    }
}

enum Role {
    Heading,
    Text,
}

/// A short line may be a heading for what follows or part of what is open: the whole of a short question or answer,
/// or a heading inside a long answer.
fn heading_role(
    source: &Source<'_>,
    pieces: &[Piece],
    at: usize,
    open: &Open,
    questions: &[Question],
    units: &[Unit],
) -> Role {
    let text = source.slice(pieces[at].bytes.clone());
    match open {
        Open::Nothing => return Role::Heading,
        Open::Question => {
            let empty = questions.last().is_some_and(|question| question.bytes.is_empty());
            if empty || text.ends_with('?') {
                return Role::Text;
            }
        }
        Open::Answer(which) => {
            if units[which.clone()].iter().any(|unit| unit.answer.is_empty()) || which.is_empty() {
                return Role::Text;
            }
            // «Zie:» and the papers below it are one answer
            let introduced = units[which.clone()]
                .last()
                .is_some_and(|unit| source.slice(unit.answer.clone()).trim_end().ends_with([':', ';']));
            // «Provincie Bedrijven», «Drenthe 44», «Zeeland 61»: the rows of a table
            let above = units[which.clone()].last().map_or("", |unit| source.slice(unit.answer.clone()));
            let above = usize::from(ends_in_figure(above.lines().next_back().unwrap_or("")));
            let run = pieces[at..].iter().take(40).take_while(|piece| piece.mark == Mark::Heading);
            let rows =
                run.filter(|piece| ends_in_figure(source.slice(piece.bytes.clone()))).count() + above > 1;
            if introduced || rows || is_item(text) {
                return Role::Text;
            }
        }
    }
    match pieces[at + 1..]
        .iter()
        .find(|next| !matches!(next.mark, Mark::Heading | Mark::Furniture))
        .map(|next| &next.mark)
    {
        Some(Mark::Body) => Role::Text,
        Some(Mark::Answer { .. }) if matches!(open, Open::Question) => Role::Text,
        _ => Role::Heading,
    }
}

/// Whether text and then an answer follow a number alone on its line, before another such number.
fn answered_below(source: &Source<'_>, pieces: &[Piece], at: usize) -> bool {
    for (count, next) in pieces[at + 1..].iter().take(12).enumerate() {
        match next.mark {
            Mark::Answer { .. } => return count > 0,
            Mark::Body | Mark::Furniture => {
                let (numbers, length) = super::marks::number_list(source.slice(next.bytes.clone()));
                if !numbers.is_empty() && length == next.bytes.len() {
                    return false;
                }
            }
            _ => return false,
        }
    }
    false
}

/// Whether a short line is words and then an amount: `Zeeland 61`, `Uitvoering | € 3,1`.
fn ends_in_figure(line: &str) -> bool {
    let figure = |word: &str| {
        let digits = word.trim_end_matches('%');
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let mut words = line.split_whitespace();
    line.chars().count() < 60 && words.next_back().is_some_and(figure) && words.next().is_some()
}

/// A line of a list or table that was taken for a heading: `2024 – Jaarverslag (Kamerstuk 34 567, nr. 1)`.
pub(super) fn is_item(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['•', '-', '–', '·'])
        || text.contains("amerstuk")
        || text.contains(" nr. ")
        // a row of figures
        || text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).count() > 1
        || text.starts_with(|c: char| c.is_ascii_digit()) && text.split_whitespace().take(1).all(|word| word.len() == 4)
}

/// The first number of a text that begins midway in a list: each of three numbers in a row asks, and none is 1.
pub(super) fn counts_on(source: &Source<'_>, pieces: &[Piece]) -> Option<u32> {
    let (mut row, mut begin): (Vec<u32>, Option<u32>) = (Vec::new(), None);
    for (at, piece) in pieces.iter().enumerate() {
        if !matches!(piece.mark, Mark::Body | Mark::Heading) {
            continue;
        }
        let text = source.slice(piece.bytes.clone());
        let (numbers, length) = super::marks::number_list(text);
        let rest = text[length..].trim_start_matches(['.', ')', ':', ' ', '\u{a0}']);
        let next = || pieces.get(at + 1).map_or("", |next| source.slice(next.bytes.clone()));
        let asked = if rest.is_empty() { next() } else { rest };
        let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { continue };
        let alone = length == text.trim_end().len() || text[length..].starts_with(['.', ')']);
        if !alone || !asked.trim_end().ends_with('?') || row.last().is_some_and(|before| before + 1 != first)
        {
            continue;
        }
        begin = begin.or(Some(first));
        row.push(last);
        if row.len() == 1 && first == 1 {
            return None;
        }
        if row.len() == 3 {
            return begin;
        }
    }
    None
}

/// Whether a list leaves a number out (a question was taken back): a number a little higher, and behind it the next.
fn skips_to(source: &Source<'_>, pieces: &[Piece], at: usize, first: u32, expected: u32) -> bool {
    let puts = |at: usize, wanted: u32| {
        let text = source.slice(pieces[at].bytes.clone());
        let (numbers, length) = super::marks::number_list(text);
        let rest = text[length..].trim_start_matches(['.', ')', ':', ' ', '\t', '\n', '\u{a0}']);
        let next = || pieces.get(at + 1).map_or("", |next| source.slice(next.bytes.clone()));
        let asked = if rest.is_empty() { next() } else { rest };
        numbers.first() == Some(&wanted) && asked.trim_end().ends_with('?')
    };
    let near = expected > 1 && (expected + 1..=expected + 3).contains(&first);
    let reach = at + 1..pieces.len().min(at + 40);
    near && puts(at, first)
        && reach.clone().any(|next| puts(next, first + 1))
        // the one expected does not come after all
        && !reach.into_iter().any(|next| puts(next, expected))
}

/// Older annexes print all questions by number, then «Antwoord van minister Prins (Zaken). (Ontvangen 3 mei 2008)», then
/// all answers by number: `1`, `2 en 3`.
pub(super) fn number_bare_answers(source: &Source<'_>, pieces: &mut [Piece]) {
    let bare = |piece: &Piece| {
        let text = source.slice(piece.bytes.clone()).trim().trim_end_matches('.');
        let (numbers, length) = super::marks::number_list(text);
        (length == text.len()).then_some(numbers).filter(|numbers| !numbers.is_empty())
    };
    let form = pieces.iter().position(|piece| {
        let lower = source.slice(piece.bytes.clone()).to_lowercase();
        lower.starts_with("antwoord van ") && lower.contains("ontvangen")
    });
    let Some(form) = form else { return };
    let begins = |pieces: &[Piece]| pieces.iter().find_map(bare).is_some_and(|numbers| numbers[0] == 1);
    let asks = pieces[..form].iter().any(|piece| source.slice(piece.bytes.clone()).trim_end().ends_with('?'));
    // behind the form the questions may stand too: then their answers have a word of their own
    let asked = pieces[form..].windows(2).any(|pair| {
        bare(&pair[0]).is_some() && source.slice(pair[1].bytes.clone()).trim_end().ends_with('?')
    });
    if asked || !asks || !begins(&pieces[..form]) || !begins(&pieces[form..]) {
        return;
    }
    // «Antwoord», whole on the line above the form
    for piece in &mut pieces[form.saturating_sub(1)..form] {
        if matches!(&piece.mark, Mark::Answer { numbers, .. } if numbers.is_empty()) && piece.text.is_empty()
        {
            piece.mark = Mark::Furniture;
        }
    }
    for (at, piece) in pieces.iter_mut().enumerate() {
        let Some(numbers) = bare(piece) else { continue };
        piece.text = piece.bytes.end..piece.bytes.end;
        piece.mark = if at < form {
            Mark::Question { numbers, askers: None }
        } else {
            Mark::Answer { numbers, respondent: None }
        };
    }
    pieces[form].mark = Mark::End;
}

fn closes_number(inside: &str) -> bool {
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && inside[digits..].starts_with(')')
}

/// Marks questions that have only a number: `1`, `1. Bent u bekend …?`, in documents whose answers are marked.
pub(super) fn number_bare_questions(source: &Source<'_>, pieces: &mut [Piece], questions_only: bool) {
    let asked = pieces.iter().any(|piece| matches!(piece.mark, Mark::Question { .. }));
    let answers = pieces.iter().filter(|piece| matches!(piece.mark, Mark::Answer { .. })).count();
    let numbered_answers_lead = pieces.iter().any(|piece| {
        matches!(&piece.mark, Mark::Answer { numbers, .. } if !numbers.is_empty())
            && source.slice(piece.bytes.clone()).trim_start().starts_with(|c: char| c.is_ascii_digit())
    });
    if asked || answers == 0 && !questions_only || numbered_answers_lead {
        return;
    }
    let mut expected = counts_on(source, pieces).unwrap_or(1);
    // «Antwoord op vraag 3, 4, 5 en 7», where 7 stands above 6
    let named: HashSet<u32> = pieces
        .iter()
        .filter_map(|piece| match &piece.mark {
            Mark::Answer { numbers, .. } if numbers.len() > 1 => Some(numbers.iter().copied()),
            _ => None,
        })
        .flatten()
        .collect();
    let mut ahead: HashSet<u32> = HashSet::new();
    let first_answer =
        pieces.iter().position(|piece| matches!(piece.mark, Mark::Answer { .. })).unwrap_or(pieces.len());
    let mut others_ask = false;
    for at in 0..pieces.len() {
        others_ask |= matches!(pieces[at].mark, Mark::Askers(_));
        if !matches!(pieces[at].mark, Mark::Body | Mark::Heading | Mark::Furniture) {
            continue;
        }
        // «• 1. Klopt het dat …»
        let text = source.slice(pieces[at].bytes.clone()).trim_start_matches(['•', '–', ' ']);
        // «(1) Klopt het dat …»
        let text = text.strip_prefix('(').filter(|inside| closes_number(inside)).unwrap_or(text);
        let (numbers, length) = super::marks::number_list(text);
        let early = numbers.first().is_some_and(|first| {
            numbers.len() == 1
                && named.contains(first)
                && (expected + 1..=expected + 4).contains(first)
                && !ahead.contains(first)
        });
        while ahead.contains(&expected) {
            expected += 1;
        }
        let in_order = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
            && numbers.first().is_some_and(|&first| {
                first == expected || questions_only && skips_to(source, pieces, at, first, expected)
            });
        // the first list had no answers: this is its repetition
        // «1b. …» goes on with «1a. …»
        let goes_on = text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with(|c: char| ('b'..='h').contains(&c));
        let again = numbers == [1] && !goes_on && expected > 1 && (at < first_answer || others_ask);
        if !(in_order || again || early) {
            continue;
        }
        let rest = text[length..].trim_start_matches(['.', ')', ':', ' ', '\t', '\n', '\u{a0}']);
        let asks = |text: &str| text.contains('?') || text.ends_with(':');
        let question = if rest.is_empty() {
            pieces.get(at + 1).is_some_and(|next| {
                let next = source.slice(next.bytes.clone());
                // its last line may have been taken apart
                let below = pieces.get(at + 2).map_or("", |below| source.slice(below.bytes.clone()));
                let apart = questions_only && !next.ends_with(['.', '?', '!', ':']) && below.ends_with('?');
                asks(next) || apart || questions_only && super::voice::opens_as_question(next)
            }) || answered_below(source, pieces, at)
        } else {
            (asks(rest)
                || super::voice::opens_with_members(&rest.to_lowercase())
                    && super::voice::asks(&rest.to_lowercase())
                || questions_only && super::voice::opens_as_question(rest)
                || pieces.get(at + 1).is_some_and(|next| {
                    next.mark == Mark::Body && source.slice(next.bytes.clone()).ends_with('?')
                }))
                && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“' | '«' | '"' | '('))
        };
        if question {
            let last = numbers[numbers.len() - 1];
            let start = pieces[at].bytes.end - rest.len();
            pieces[at].text = start..pieces[at].bytes.end;
            pieces[at].mark = Mark::Question { numbers, askers: None };
            others_ask = false;
            if early && !in_order {
                ahead.insert(last);
            } else {
                expected = last + 1;
            }
        }
    }
}
