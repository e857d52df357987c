//! The marks that divide a document into questions and answers.
//!
//! `Vraag 3`, `Vragen 3 en 4`, `Vraag (3) van het lid Prins (XYZ):`, `3. Vraag`, `Antwoord`, `Antwoord op de vragen
//! 5 t/m 9`, `21. Antwoord van het kabinet`, `Reactie van de minister:`. A mark opens a paragraph or a line; what
//! follows it on the same line is text. A sentence that begins with these words is no mark.

use std::ops::Range;

use model::facts::Askers;
use model::text::ParagraphKind;

use super::{table, whole};
use crate::askers;
use crate::source::Source;

/// What a paragraph, or the beginning of one, is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Opens a question.
    Question {
        /// Printed numbers; empty when it has none.
        numbers: Vec<u32>,
        /// Who asks, if the mark says so.
        askers: Option<Askers>,
    },
    /// Opens an answer.
    Answer {
        /// Printed numbers.
        numbers: Vec<u32>,
        /// Who answers, if the mark says so.
        respondent: Option<String>,
    },
    /// Names who asks what follows.
    Askers(Askers),
    /// Opens the part with answers of a consultation in two parts.
    PartTwo,
    /// Opens the part with questions.
    PartOne,
    /// A heading of any other kind.
    Heading,
    /// Closes the questions and answers: signature, explanatory note.
    End,
    /// Page furniture and notes that a reader left in the text: part of nothing.
    Furniture,
    /// Running text.
    Body,
}

/// A stretch of a document under one mark; `text` is what follows the mark in the same paragraph.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) mark: Mark,
    /// The whole piece.
    pub(super) bytes: Range<usize>,
    /// Its text without the mark; empty when the mark stands alone.
    pub(super) text: Range<usize>,
}

/// Divides a document into pieces.
pub(super) fn pieces(source: &Source<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut table = table::Table::default();
    // how many «…» stand open: the end of a quotation is no mark
    let mut quoted = 0usize;
    for paragraph in &source.paragraphs {
        let text = source.slice(paragraph.bytes.clone());
        let heading = matches!(paragraph.kind, ParagraphKind::Heading(_));
        if paragraph.kind == ParagraphKind::TableRow {
            if table.row(source, paragraph.bytes.clone(), &mut pieces) {
                continue;
            }
        } else {
            table = table::Table::default();
        }
        let mut at = paragraph.bytes.start;
        let first = pieces.len();
        for line in lines(text) {
            let start = at;
            at += line.len();
            let trimmed = line.trim_end();
            let (opens, closes) = (trimmed.matches('«').count(), trimmed.matches('»').count());
            let quotes = quoted > 0 && closes > opens;
            quoted = (quoted + opens).saturating_sub(closes);
            if let Some((mark, length)) = mark(trimmed, heading).filter(|_| !quotes) {
                quoted = opens.saturating_sub(closes);
                let end = start + trimmed.len();
                let bytes = start..end;
                let inner = trimmed[length..].len() - trimmed[length..].trim_start().len();
                pieces.push(Piece { mark, bytes, text: start + length + inner..end });
            } else if pieces.len() > first {
                // further lines of a paragraph belong to what the line before them opened
                let last = pieces.len() - 1;
                let end = start + trimmed.len();
                if pieces[last].text.is_empty() {
                    pieces[last].text = start..end;
                }
                pieces[last].bytes.end = end;
                pieces[last].text.end = end;
            } else {
                let end = start + trimmed.len();
                pieces.push(Piece { mark: Mark::Body, bytes: start..end, text: start..end });
            }
        }
        if pieces.len() == first + 1 && pieces[first].mark == Mark::Body {
            pieces[first].mark = whole::whole(text, heading);
        }
    }
    number_above(source, &mut pieces);
    // the address above a letter holds no headings
    let salutation =
        pieces.iter().rposition(|piece| source.slice(piece.bytes.clone()).starts_with("Geachte "));
    for piece in pieces.iter_mut().take(salutation.unwrap_or(0)).filter(|piece| piece.mark == Mark::Heading) {
        piece.mark = Mark::Body;
    }
    pieces
}

/// `3` alone, and below it `Vraag van het lid Prins (XYZ):`: the number is that of the question, where it counts on.
fn number_above(source: &Source<'_>, pieces: &mut [Piece]) {
    let mut last = 0;
    for at in 1..pieces.len() {
        let (above, below) = pieces.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { continue };
        let Mark::Question { numbers, .. } = &mut below.mark else { continue };
        let text = source.slice(above.bytes.clone()).trim().trim_end_matches('.');
        let number = text.parse::<u32>().ok().filter(|number| *number == last + 1 && text.len() <= 3);
        if let Some(number) =
            number.filter(|_| numbers.is_empty() && matches!(above.mark, Mark::Body | Mark::Heading))
        {
            last = number;
            numbers.push(number);
            above.mark = Mark::Furniture;
        }
    }
}

/// The lines of a paragraph; one that lost its line ends is divided where its marks stand.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        for at in inline_marks(line) {
            lines.push(&line[from..at]);
            from = at;
        }
        lines.push(&line[from..]);
    }
    lines
}

/// Where questions and answers begin in a line that holds several: `Vraag van de heer Prins (XYZ): Wat …? Antwoord Ja.
/// Vraag …` (first-term answers of 2015, as a monitor prints them). A mark stands behind the end of a sentence.
fn inline_marks(line: &str) -> Vec<usize> {
    let found = |word: &str, opens: fn(&str) -> bool| -> Vec<usize> {
        line.match_indices(word)
            .map(|(at, _)| at)
            .filter(|&at| {
                let before = line[..at].trim_end();
                let ended = before.is_empty() || before.ends_with(['.', '?', '!', ':', '”', '’', '»']);
                (ended || word != "Antwoord") && opens(&line[at + word.len()..])
            })
            .collect()
    };
    if let Some(at) = glued_answer(line) {
        return vec![at];
    }
    if line.len() < 80 || !line.contains("Antwoord") {
        return Vec::new();
    }
    let capital = |rest: &str| {
        let rest = rest.trim_start_matches([' ', ':']);
        rest.starts_with(|c: char| c.is_uppercase())
    };
    let questions = found("Vraag ", |rest| {
        let label = rest.split([':', '?']).next().unwrap_or("");
        rest.starts_with("van ") && label.contains('(') && label.len() < 160
    });
    let answers = found("Antwoord", capital);
    // one word in a sentence is none
    if questions.len() < 2 || answers.len() < 2 {
        return Vec::new();
    }
    let mut all: Vec<usize> = questions.into_iter().chain(answers).filter(|at| *at > 0).collect();
    all.sort_unstable();
    all
}

/// Where the only answer of a line begins behind its question: `3 Wie betaalt dat? Antwoord: Het Rijk.`, `Vraag: Wie
/// betaalt dat Antwoord: Het Rijk.`
fn glued_answer(line: &str) -> Option<usize> {
    let mut found = line.match_indices(" Antwoord").filter(|(at, word)| {
        let mut reader = Reader { text: line, at: at + word.len() };
        reader.words(&["op", "bij"], &["de", "het"], &["vraag", "vragen"]);
        reader.numbers();
        reader.rest().starts_with(": ")
    });
    let (at, _) = found.next()?;
    let before = line[..at].trim_end();
    // inside a quotation, of this line or of one that began above
    let open = |opens: char, closes: char| {
        before.matches(opens).count() > before.matches(closes).count()
            || line.matches(opens).count() < line.matches(closes).count()
    };
    if open('«', '»') || open('“', '”') {
        return None;
    }
    let marked = || {
        let bare = before.trim_start_matches(['•', '·', ' ']);
        matches!(mark(bare, false), Some((Mark::Question { .. }, length)) if length < bare.len())
    };
    let asked = before.ends_with('?') || marked();
    // «Vraag van …: Wat …? Antwoord: Ja. Vraag van …» holds several
    (found.next().is_none() && asked).then_some(at + 1)
}

/// Reads a mark at the beginning of a line; returns it with its length.
pub(super) fn mark(line: &str, heading: bool) -> Option<(Mark, usize)> {
    let bullet = line.len() - line.trim_start_matches(['•', '·', ' ', '\u{a0}']).len();
    // «– Antwoord: Ja.»
    let dash = line.len() - line.trim_start_matches(['–', '-', ' ']).len();
    let bullet = if line[dash..].starts_with("Antwoord:") { dash } else { bullet };
    let mut reader = Reader { text: line, at: bullet };
    let leading = reader.leading_numbers();
    let word = reader.word();
    // «… verwezen naar de antwoorden op / vragen 4 en 6.»: a sentence goes on, no mark
    if leading.is_empty() && word.starts_with(char::is_lowercase) {
        return None;
    }
    let lower = word.to_lowercase();
    match lower.as_str() {
        "vraag" | "vragen" | "kamervraag" => question(line, reader, leading, &lower),
        // «Vraagnr. 3», «Vraagnummer 3»
        "vraagnr" | "vraagnummer" | "vr" => {
            reader.at += usize::from(reader.rest().starts_with('.'));
            let numbered = reader.rest().trim_start().starts_with(|c: char| c.is_ascii_digit());
            numbered.then(|| question(line, reader, leading, "vraag")).flatten()
        }
        // «Antw.: Ja.»
        "antw" if reader.rest().starts_with('.') => {
            reader.at += 1;
            answer(line, reader, leading, "antwoord", heading)
        }
        "antwoord" | "antwoorden" | "beantwoording" | "reactie" | "kabinetsreactie" => {
            answer(line, reader, leading, &lower, heading)
        }
        _ => None,
    }
}

fn question(line: &str, mut reader: Reader<'_>, leading: Vec<u32>, word: &str) -> Option<(Mark, usize)> {
    let numbers = reader.numbers();
    // «2. Vragen van de leden van de XYZ-fractie»: the number of a chapter
    let chapter = word == "vragen" && numbers.is_empty() && !leading.is_empty();
    let numbered = !numbers.is_empty() || !leading.is_empty();
    let numbers = if numbers.is_empty() { leading } else { numbers };
    // «Vraag 3 (XYZ)», «Vraag van het lid Prins (XYZ): …», «Vraag XYZ:»
    let rest = &line[reader.at..];
    let (askers, length) = asker_after(rest);
    reader.at += length;
    // «Vraag: Van het lid Prins (XYZ)», with the question below it
    if askers.is_none()
        && let Some(behind) = line[reader.at..].trim_start().strip_prefix(':').map(str::trim)
        && let Some(of) = behind.strip_prefix("Van ").map(|of| format!("van {of}"))
        && let (Some(askers), length) = asker_after(&of)
        && of[length..].trim().is_empty()
    {
        return Some((Mark::Question { numbers, askers: Some(askers) }, line.len()));
    }
    // «Vraag: (XYZ) Is dat zo?»
    if askers.is_none()
        && let Some(behind) = line[reader.at..].trim_start().strip_prefix(':').map(str::trim_start)
        && behind.starts_with('(')
        && let (Some(askers), length) = asker_after(behind)
        && behind[length..].trim_start().starts_with(char::is_uppercase)
    {
        let asked = behind[length..].trim_start();
        return Some((Mark::Question { numbers, askers: Some(askers) }, line.len() - asked.len()));
    }
    let rest = &line[reader.at..];
    let trimmed = rest.trim_start();
    if trimmed.is_empty() {
        // «Vragen van de leden …» without a number is a heading about several questions
        if word == "vragen" && !numbered || chapter && askers.is_some() {
            return None;
        }
        return Some((Mark::Question { numbers, askers }, line.len()));
    }
    let separator = trimmed.starts_with([':', '.', ')', '–', '-', '?']);
    let opens =
        trimmed.starts_with(|c: char| c.is_uppercase() || c == '‘' || c == '“' || c == '«' || c == '"');
    let closed = separator && !trimmed.starts_with('?') && !trimmed.starts_with("-");
    if word == "vragen" && !numbered && !closed {
        return None;
    }
    // «Vraag Is de minister bereid …?» without a number: only if it asks
    let bare_question = opens && word == "vraag" && line.trim_end().ends_with('?');
    if !(closed || numbered && opens && askers.is_none() || bare_question) {
        return None;
    }
    let skip = rest.len() - trimmed.len()
        + trimmed.find(|c: char| !matches!(c, ':' | '.' | ')' | '–' | ' ')).unwrap_or(trimmed.len());
    let skip = if closed { skip } else { rest.len() - trimmed.len() };
    Some((Mark::Question { numbers, askers }, reader.at + skip))
}

/// Reads ` van het lid Prins (XYZ)`, ` (XYZ)`, ` van de leden van de XYZ-fractie` behind a question's mark.
fn asker_after(rest: &str) -> (Option<Askers>, usize) {
    let trimmed = rest.trim_start();
    let lead = rest.len() - trimmed.len();
    if let Some(inner) = trimmed.strip_prefix('(')
        && let Some(close) = inner.find(')')
        && crate::parties::canonical(&inner[..close]).is_some()
    {
        let askers = Askers { party: Some(inner[..close].trim().to_owned()), members: Vec::new() };
        return (Some(askers), lead + close + 2);
    }
    let head = trimmed.split([':', '\n']).next().unwrap_or("");
    if trimmed.starts_with("van ") && head.chars().count() < 200 {
        if let Some((name, bytes)) = askers::faction(head) {
            return (Some(Askers { party: name, members: Vec::new() }), lead + bytes.end);
        }
        if let Some((askers, start, end)) = askers::members(head)
            // «van de g.a. de heer Prins»
            && (start <= 8 || start <= 30 && (head.contains("g.a.") || head.contains("geachte afgevaardigde")))
        {
            return (Some(askers), lead + end);
        }
    }
    // «Vraag Prins (VVD):»
    if head.ends_with(')')
        && let Some(askers) = askers::bare_members(head)
    {
        return (Some(askers), lead + head.len());
    }
    // «Vraag VVD:»
    if trimmed.contains(':') && crate::parties::canonical(head).is_some() {
        return (
            Some(Askers { party: Some(head.trim().to_owned()), members: Vec::new() }),
            lead + head.len(),
        );
    }
    (None, 0)
}

fn answer(
    line: &str,
    mut reader: Reader<'_>,
    leading: Vec<u32>,
    word: &str,
    heading: bool,
) -> Option<(Mark, usize)> {
    // the head of answered questions: «Antwoord van minister Prins (Zaken) (ontvangen 3 mei 2025)»
    if line.contains("(ontvangen")
        || line.contains("(Ontvangen")
        || line.contains("ontvangen ") && line.contains("ministe") && line.len() < 260
    {
        return None;
    }
    reader.words(
        &["op", "bij", "van", "aan"],
        &["de", "het"],
        &["vraag", "vragen", "vr.", "deelvraag", "deelvragen"],
    );
    let numbers = reader.numbers();
    // «3. Antwoorden»: the number of a chapter
    if word == "antwoorden" && numbers.is_empty() && leading.len() == 1 && reader.rest().trim().is_empty() {
        return None;
    }
    let numbered = !numbers.is_empty() || !leading.is_empty();
    let numbers = if numbers.is_empty() { leading } else { numbers };
    let rest = &line[reader.at..];
    // «Antwoord van het kabinet», «Reactie van de minister:», «Antwoord minister:»
    let (respondent, length) = respondent_after(rest);
    reader.at += length;
    let rest = &line[reader.at..];
    let trimmed = rest.trim_start();
    let reaction = word == "reactie" || word == "kabinetsreactie" || word == "beantwoording";
    if trimmed.is_empty() {
        // «Antwoorden» over a whole part, «Reactie» over a letter
        let alone = numbered
            || respondent.is_some()
            || word == "antwoord"
            || word == "reactie" && (heading || line.trim().len() <= 8);
        return alone.then_some((Mark::Answer { numbers, respondent }, line.len()));
    }
    let closed = trimmed.starts_with([':', '.', ')', '–']);
    let opens = trimmed.starts_with(char::is_uppercase);
    if word == "antwoorden" && !numbered || reaction && !numbered && !(closed && trimmed.starts_with(':')) {
        return None;
    }
    // «Antwoord Ja, dat klopt.» lost its line end; «Antwoord op de vragen van het lid …» is a heading
    let plain = word == "antwoord"
        && line[..reader.at].trim_start_matches(['•', '·', ' ']).len() == word.len()
        && opens;
    if !(closed || numbered && opens || plain) {
        return None;
    }
    let skip = if closed {
        rest.len() - trimmed.len()
            + trimmed.find(|c: char| !matches!(c, ':' | '.' | ')' | '–' | ' ')).unwrap_or(trimmed.len())
    } else {
        rest.len() - trimmed.len()
    };
    Some((Mark::Answer { numbers, respondent }, reader.at + skip))
}

/// Reads ` van het kabinet`, ` van de minister van …`, ` minister`, without article.
fn respondent_after(rest: &str) -> (Option<String>, usize) {
    let trimmed = rest.trim_start();
    let of = ["van de ", "van het ", "van ", "namens het ", "namens de ", "door de "]
        .iter()
        .find(|word| trimmed.starts_with(**word));
    let after = of.map_or(trimmed, |word| &trimmed[word.len()..]);
    for body in [
        "kabinet",
        "regering",
        "bewindspersoon",
        "bewindspersonen",
        "bewindslieden",
        "initiatiefnemer",
        "initiatiefnemers",
    ] {
        if after.starts_with(body) && !after[body.len()..].starts_with(char::is_alphanumeric) {
            return (Some(body.to_owned()), rest.len() - after.len() + body.len());
        }
    }
    if let Some(office) = crate::offices::office(after)
        && office.start == 0
    {
        let end = office.end;
        return (Some(after[office].to_owned()), rest.len() - after.len() + end);
    }
    (None, 0)
}

/// Reads words and numbers of a mark.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\t']).len();
    }

    /// `21. ` before the word of a mark.
    fn leading_numbers(&mut self) -> Vec<u32> {
        let before = self.at;
        self.spaces();
        let numbers = self.list();
        if numbers.is_empty() {
            self.at = before;
            return numbers;
        }
        let rest = self.rest();
        let after = rest.trim_start_matches(['.', ')', ':']);
        self.at += rest.len() - after.len();
        let spaced = after.starts_with([' ', '\u{a0}', '\t']);
        self.spaces();
        if !spaced {
            self.at = before;
            return Vec::new();
        }
        numbers
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Skips one word of each group in order, where they stand; only kept if a number follows.
    fn words(&mut self, first: &[&str], second: &[&str], third: &[&str]) {
        let before = self.at;
        for group in [first, second, third] {
            let start = self.at;
            self.spaces();
            let rest = self.rest();
            let length = rest.find(|c: char| !(c.is_alphabetic() || c == '.')).unwrap_or(rest.len());
            if length > 0 && group.contains(&rest[..length].to_lowercase().as_str()) {
                self.at += length;
            } else {
                self.at = start;
            }
        }
        let mut probe = Reader { text: self.text, at: self.at };
        if probe.numbers().is_empty() {
            self.at = before;
        }
    }

    /// ` 3`, ` (3)`, ` 3 en 4`, ` nr. 5 t/m 9`, ` 2, 3 en 4`.
    fn numbers(&mut self) -> Vec<u32> {
        let before = self.at;
        self.spaces();
        let bracket = self.rest().starts_with('(');
        if bracket {
            self.at += 1;
        }
        for word in ["nrs. ", "nr. ", "nummers ", "nummer ", "nr ", "#"] {
            if self
                .rest()
                .as_bytes()
                .get(..word.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
            {
                self.at += word.len();
                break;
            }
        }
        let numbers = self.list();
        if numbers.is_empty() || bracket && !self.rest().starts_with(')') {
            self.at = before;
            return Vec::new();
        }
        if bracket {
            self.at += 1;
        }
        numbers
    }

    fn list(&mut self) -> Vec<u32> {
        let Some(first) = self.number() else { return Vec::new() };
        let mut numbers = vec![first];
        for _ in 0..60 {
            self.partly();
            let before = self.at;
            self.spaces();
            let rest = self.rest();
            let Some(joiner) = [
                ", en ",
                "t/m ",
                "tot en met ",
                "en ",
                ", ",
                ",",
                "& ",
                "+ ",
                "+",
                "/ ",
                "/",
                "- ",
                "-",
                "–",
                "– ",
            ]
            .iter()
            .find(|word| rest.starts_with(**word)) else {
                self.at = before;
                break;
            };
            self.at += joiner.len();
            self.spaces();
            for word in ["vraag ", "vragen "] {
                if self.rest().starts_with(word) {
                    self.at += word.len();
                }
            }
            let Some(next) = self.number() else {
                self.at = before;
                break;
            };
            let last = numbers[numbers.len() - 1];
            let range = matches!(joiner.trim(), "t/m" | "tot en met" | "-" | "–");
            if range && next > last && next - last <= 60 {
                numbers.extend(last + 1..=next);
            } else {
                numbers.push(next);
            }
        }
        numbers
    }

    /// ` (deels)` behind a number of which the rest is answered elsewhere.
    fn partly(&mut self) {
        const PARTS: [&str; 10] = [
            "(deels)",
            "(gedeeltelijk)",
            "(ten dele)",
            "(overig)",
            "(vervolg)",
            "(eerste deel)",
            "(tweede deel)",
            "(laatste deel)",
            "(eerste gedeelte)",
            "(tweede gedeelte)",
        ];
        // «3) en 4)»
        let behind = self.rest().strip_prefix(')').unwrap_or("");
        let next = [" en ", ", ", " t/m "].iter().find_map(|joint| behind.strip_prefix(joint));
        if next.is_some_and(|next| {
            let rest = next.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.len() < next.len() && rest.starts_with(')')
        }) {
            self.at += 1;
            return;
        }
        let rest = self.rest().trim_start();
        if let Some(part) = PARTS.iter().find(|part| rest.starts_with(**part)) {
            self.at = self.text.len() - rest.len() + part.len();
        }
    }

    /// A number of at most three digits, perhaps with a letter (`12a` is part of 12).
    fn number(&mut self) -> Option<u32> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            return None;
        }
        let mut end = digits;
        let mut after = rest[digits..].chars();
        if let Some(letter @ 'a'..='h') = after.next()
            && !after.next().is_some_and(char::is_alphanumeric)
        {
            end += letter.len_utf8();
        } else if rest[digits..].starts_with(char::is_alphanumeric) {
            return None;
        }
        self.at += end;
        rest[..digits].parse().ok()
    }
}

/// Reads a list of numbers at the beginning of a text: `14 en 15`, `5 t/m 9`; with its length.
pub(super) fn number_list(text: &str) -> (Vec<u32>, usize) {
    let mut reader = Reader { text, at: 0 };
    let numbers = reader.list();
    (numbers, reader.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str, rest: &str) {
        let (mark, length) = mark(line, true).unwrap_or_else(|| panic!("{line:?} is no mark"));
        let shown = match mark {
            Mark::Question { numbers, askers } => {
                let askers = askers.map(|askers| {
                    format!(
                        " {}{}",
                        askers.members.join("+"),
                        askers.party.map(|party| format!("({party})")).unwrap_or_default()
                    )
                });
                format!("Q{numbers:?}{}", askers.unwrap_or_default())
            }
            Mark::Answer { numbers, respondent } => {
                format!("A{numbers:?}{}", respondent.map(|who| format!(" {who}")).unwrap_or_default())
            }
            other => format!("{other:?}"),
        };
        assert_eq!((shown.as_str(), line[length..].trim()), (expected, rest), "{line:?}");
    }

    #[track_caller]
    fn none(line: &str) {
        assert_eq!(mark(line, false), None, "{line:?}");
    }

    #[test]
    fn questions() {
        check("Vraag", "Q[]", "");
        check("Vraag 3", "Q[3]", "");
        check("Vraag 3:", "Q[3]", "");
        check("Vraag 3. Klopt dat?", "Q[3]", "Klopt dat?");
        check("Vraag (3)", "Q[3]", "");
        check("Vraag 3 Klopt dat?", "Q[3]", "Klopt dat?");
        check("Vragen 3 en 4", "Q[3, 4]", "");
        check("Vragen 5 t/m 9", "Q[5, 6, 7, 8, 9]", "");
        check("Vraag 3 en 4", "Q[3, 4]", "");
        check("Vraag 2, 3 en 4", "Q[2, 3, 4]", "");
        check("3. Vraag", "Q[3]", "");
        check("Vraagnr. 3", "Q[3]", "");
        check("Vraagnummer 3 Klopt dat?", "Q[3]", "Klopt dat?");
        check("Vraag 3 + 4", "Q[3, 4]", "");
        none("2. Vragen van de leden van de SP-fractie");
        check("Vraag: Klopt dat?", "Q[]", "Klopt dat?");
        check("Vraag 3 (VVD)", "Q[3] (VVD)", "");
        check("Vraag van het lid Prins (VVD):", "Q[] Prins(VVD)", "");
        check("Vraag van het lid Prins (VVD): Klopt dat?", "Q[] Prins(VVD)", "Klopt dat?");
        check("Vraag (3) van het lid Prins (VVD)", "Q[3] Prins(VVD)", "");
        check("Vraag 12 van de leden van de VVD-fractie", "Q[12] (VVD)", "");
        check("Vraag Is dat zo?", "Q[]", "Is dat zo?");
        check("Vr. 3: Klopt dat?", "Q[3]", "Klopt dat?");
        check("Vragen 3) en 4)", "Q[3, 4]", "");
        check("Vraag: (VVD) Klopt dat?", "Q[] (VVD)", "Klopt dat?");
    }

    #[test]
    fn answers() {
        check("Antwoord", "A[]", "");
        check("Antwoord:", "A[]", "");
        check("Antwoord 3", "A[3]", "");
        check("Antwoord op vraag 3", "A[3]", "");
        check("Antwoord vraag 3:", "A[3]", "");
        check("Antwoord op de vragen 5 t/m 9", "A[5, 6, 7, 8, 9]", "");
        check("Antwoorden op vraag 3 en 4", "A[3, 4]", "");
        check("Antwoord 2, 3 en 4", "A[2, 3, 4]", "");
        check("21. Antwoord van het kabinet", "A[21] kabinet", "");
        check("Antwoord van de minister van Asiel en Migratie:", "A[] minister van Asiel en Migratie", "");
        check("Antwoord: Ja.", "A[]", "Ja.");
        check("Antwoord op vraag 3: Ja.", "A[3]", "Ja.");
        check("Antwoord Ja, dat klopt.", "A[]", "Ja, dat klopt.");
        check("Reactie van het kabinet", "A[] kabinet", "");
        check("Reactie:", "A[]", "");
        check("Beantwoording vraag 3", "A[3]", "");
        check("Antwoord op vraag 2, 3 (deels) en 4", "A[2, 3, 4]", "");
        check("Antwoord vraag 3 (overig)", "A[3]", "");
        check("– Antwoord: Ja.", "A[]", "Ja.");
        check("Antw.: Ja.", "A[]", "Ja.");
    }

    #[test]
    fn an_answer_glued_behind_its_question() {
        let split =
            |line: &str| lines(line).into_iter().map(|part| part.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(split("3 Wie betaalt? Antwoord: Het Rijk."), ["3 Wie betaalt?", "Antwoord: Het Rijk."]);
        assert_eq!(
            split("Vraag 3: Wie betaalt dat Antwoord 3: Het Rijk."),
            ["Vraag 3: Wie betaalt dat", "Antwoord 3: Het Rijk."]
        );
        for whole in ["Er staat «Klopt dat? Antwoord: ja.»", "Het werd een kort Antwoord: nee."] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn sentences_are_no_marks() {
        none("Vragen van het lid Prins (VVD)");
        none("Vragen en opmerkingen van de leden van de VVD-fractie");
        none("Vraag is of dat klopt.");
        none("Antwoord op die vraag is niet te geven.");
        none("Antwoorden op vragen van het lid Prins (VVD)");
        none("Antwoord van Minister Prins (Zaken) (ontvangen 3 mei 2025).");
        none("Reactie op het rapport");
        none("vragen 4 en 6.");
        none("3. Antwoorden");
        none("3. Vragen van het lid Prins (Fractie-Prins)");
        none("antwoord op vraag 3");
        none("Antwoord van de minister is dat het klopt.");
    }
}
