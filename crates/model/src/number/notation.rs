//! How numbers are written: readers for the beginning of a text, and for a whole input.
//!
//! Every reader is one pass over a few dozen characters, takes any input and returns what it read with its length
//! in bytes. Spaces may be no-break or thin, hyphens may be dashes.

use super::{
    Aanhangsel, ActivityNumber, AgendaItemNumber, CaseNumber, Chamber, CommitmentNumber, DocumentNumber,
    Dossier, Handelingen, Kamerstuk, OfficialNumber, Session,
};

mod cursor;

pub use cursor::Cursor;

/// A space of any width that may stand inside a number.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\n')
}

/// A hyphen or any dash written for one.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether `text` is a budget chapter in roman capitals, with the letter some carry: `V`, `XVI`, `IIA`, `IXB`.
pub fn is_chapter(text: &str) -> bool {
    let plain = text.strip_suffix(['A', 'B', 'C']).filter(|plain| !plain.is_empty()).unwrap_or(text);
    // chapters run to about XXV: hundreds do not occur
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let units = plain.trim_start_matches('X');
    !plain.is_empty() && plain.len() - units.len() <= 3 && UNITS.contains(&units)
}

/// Reads a dossier number of five digits: `23432`, `23 432`, `23.432`.
pub fn dossier_digits(text: &str) -> Option<(u32, usize)> {
    let mut cursor = Cursor::new(text);
    let first = cursor.take_while(5, |c| c.is_ascii_digit());
    let number: u32 = match first.len() {
        5 => first.parse().ok()?,
        2 => {
            let divider = cursor.take(|c| is_space(c) || c == '.' || is_dash(c))?;
            let rest = cursor.take_while(3, |c| c.is_ascii_digit());
            // «36-410, nr. 12», «21-501-02, nr. 12»; a number broken over a line: only where its sub-number follows
            if rest.len() != 3 || (is_dash(divider) || divider == '\n') && !numbered_tail(cursor) {
                return None;
            }
            first.parse::<u32>().ok()? * 1000 + rest.parse::<u32>().ok()?
        }
        _ => return None,
    };
    let ends = !cursor.peek().is_some_and(|c| c.is_ascii_digit());
    // the House has not come to 60 000 yet; what a sub-number follows is a paper all the same
    let likely = (10_000..60_000).contains(&number) || number >= 60_000 && numbered_tail(cursor);
    (ends && likely).then_some((number, cursor.at()))
}

/// Whether what follows five digits can only be the rest of a paper's number: `, nr. 12`, `-02, nr. 12`.
fn numbered_tail(cursor: Cursor<'_>) -> bool {
    let mut after = cursor;
    if after.take(is_dash).is_some() {
        after.digits(2);
    }
    // «31-700 XII nr 6»
    let mut chapter = after;
    chapter.spaces();
    chapter.take(is_dash);
    if is_chapter(chapter.take_while(6, |c| c.is_ascii_uppercase())) {
        after = chapter;
    }
    after.spaces();
    after.take(|c| c == ',');
    after.spaces();
    number_word(after.rest()).is_some()
}

/// Whether digits can be an addition: council formations keep the zero (`02`), and dossier 21501 has only those.
fn is_formation(number: u32, digits: &str) -> bool {
    digits.len() == 2 && (number == 21501 || digits.starts_with('0'))
}

/// Reads a dossier with its addition, if it has one: `36 800-V`, `21501-02`, `27 484 (R 1669)`, `36600 J` (a single
/// capital only when a sub-number with `nr.` follows, for else it is a letter of the other chamber or a word).
pub fn dossier(text: &str) -> Option<(Dossier, usize)> {
    let (number, length) = dossier_digits(text)?;
    let mut cursor = Cursor { text, at: length };
    kingdom_act(&mut cursor);
    if let Some((chapter, end)) = chapter_behind_comma(cursor) {
        return Some((Dossier { number, addition: Some(chapter) }, end));
    }
    let plain = (Dossier { number, addition: None }, cursor.at());
    let mut after = cursor;
    after.spaces();
    let mut pointed = after;
    // «31700.VIII, 32»
    let point =
        pointed.take(|c| c == '.').is_some() && is_chapter(pointed.take_while(6, |c| c.is_ascii_uppercase()));
    let dashed = after.take(|c| is_dash(c) || point && c == '.').is_some();
    after.spaces();
    // «36 600 hoofdstuk XIII, nr. 12»
    let _ = after.word("hoofdstuk ") || after.word("hfst. ");
    // «36 410A, nr. 33» lost its space; without a sub-number it may be anything
    let glued = !dashed && after.at() == cursor.at();
    let start = after;
    let letters = after.take_while(6, |c| c.is_ascii_uppercase());
    let ends = !after.peek().is_some_and(|c| c.is_alphanumeric());
    if !letters.is_empty() && ends {
        let numbered = follows_sub(after);
        let fund = letters.len() == 1 && (numbered || !glued && letters_follow(after));
        if (is_chapter(letters) || fund) && (numbered || !glued) {
            let mut end = after;
            kingdom_act(&mut end);
            return Some((Dossier { number, addition: Some(letters.to_owned()) }, end.at()));
        }
        return Some(plain);
    }
    after = start;
    if glued {
        return Some(plain);
    }
    if let Some(digits) = after.digits(4) {
        let ends = !after.peek().is_some_and(|c| c.is_alphabetic());
        if ends && is_formation(number, digits) && (dashed || number == 21501) {
            return Some((Dossier { number, addition: Some(digits.to_owned()) }, after.at()));
        }
    }
    Some(plain)
}

/// Whether a paper of the other chamber follows a fund: `36 600 B, A`.
fn letters_follow(cursor: Cursor<'_>) -> bool {
    let mut after = cursor;
    after.take(|c| c == ',').is_some()
        && after.spaces()
        && !after.take_while(2, |c| c.is_ascii_uppercase()).is_empty()
        && !after.peek().is_some_and(char::is_alphanumeric)
}

/// Reads `, VII` where `nr.` and a number follow: `35 200, VII nr. 14`. Without `nr.` it is a paper of the other chamber.
fn chapter_behind_comma(cursor: Cursor<'_>) -> Option<(String, usize)> {
    let mut after = cursor;
    after.take(|c| c == ',')?;
    after.spaces();
    let letters = after.take_while(6, |c| c.is_ascii_uppercase());
    if !is_chapter(letters) {
        return None;
    }
    let mut tail = after;
    tail.take(|c| c == ',');
    tail.spaces();
    let (_, length) = number_word(tail.rest())?;
    tail.skip(length);
    sub_value(tail.rest(), true)?;
    Some((letters.to_owned(), after.at()))
}

/// Skips the number of a kingdom act, `(R 1669)`, which is not part of the dossier's key.
fn kingdom_act(cursor: &mut Cursor<'_>) {
    let mut after = *cursor;
    after.spaces();
    after.take(is_dash);
    if after.take(|c| c == '(').is_none() || after.take(|c| c == 'R' || c == 'r').is_none() {
        return;
    }
    after.spaces();
    if after.digits(4).is_some() && after.take(|c| c == ')').is_some() {
        *cursor = after;
    }
}

/// Whether a sub-number of digits follows: `, nr. 3`, `-20`.
fn follows_sub(cursor: Cursor<'_>) -> bool {
    matches!(sub(cursor.rest(), true), Some((sub, _)) if sub.starts_with(|c: char| c.is_ascii_digit()))
}

/// Reads the word that announces a number: `nr.`, `nrs.`, `Nr`, `no.`, `nummer`, `nummers`, `onder nr.`.
pub fn number_word(text: &str) -> Option<(NumberWord, usize)> {
    let mut cursor = Cursor::new(text);
    let plural = if cursor.word("nummers") || cursor.word("nrs") {
        true
    } else if cursor.word("nummer") || cursor.word("nr") || cursor.word("no.") {
        false
    } else {
        return None;
    };
    // «nrs» must not be the beginning of a word; a digit may be glued: «nr18»
    if cursor.peek().is_some_and(char::is_alphabetic) {
        return None;
    }
    cursor.take(|c| c == '.');
    cursor.take(|c| c == ':');
    cursor.spaces();
    Some((if plural { NumberWord::Plural } else { NumberWord::Singular }, cursor.at()))
}

/// Whether one or several numbers were announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberWord {
    /// `nr.`
    Singular,
    /// `nrs.`
    Plural,
}

/// Reads what follows a dossier up to and including its sub-number: `, nr. 717`, `-49`, `, J`, ` nr 3`.
///
/// Without `nr.` a hyphen or comma is needed; letters need a comma, hyphen or `nr.` too. With `digits_only` letters
/// are not read.
pub fn sub(text: &str, digits_only: bool) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(text);
    let mut divided = false;
    for _ in 0..4 {
        cursor.spaces();
        // «26 643. nr. 641»: a point that should have been a comma
        let slip = cursor.rest().strip_prefix(". nr").is_some_and(|rest| rest.starts_with(['.', ' ', 's']));
        if cursor.take(|c| c == ',' || is_dash(c) || slip && c == '.').is_none() {
            break;
        }
        divided = true;
    }
    if divided {
        cursor.spaces();
    }
    // «36 800 V (nr. 12)», «36 600 (nr. 3)»
    let bracket = cursor.take(|c| c == '(').is_some();
    // «36 410, stuk nr. 12», «36 410, ondernummer 12», «36 410, #12»
    let _ = cursor.word("op stuk ") || cursor.word("stuk ") || cursor.word("onder");
    cursor.spaces();
    let announced = match number_word(cursor.rest()) {
        Some((_, length)) => {
            cursor.at += length;
            true
        }
        None => cursor.take(|c| c == '#').is_some(),
    };
    // «36 600 XVII, letter M» of the other chamber
    if !announced && !digits_only && (cursor.word("letter ") || cursor.word("letters ")) {
        let (value, length) = sub_value(cursor.rest(), false)?;
        cursor.at += length;
        return Some((value, cursor.at()));
    }
    if !announced && (bracket || !divided) {
        return None;
    }
    // «29 826, 31 239 en 30 196, nr. 132»: another dossier
    if !announced && text[..cursor.at()].contains(',') && dossier_digits(cursor.rest()).is_some() {
        return None;
    }
    let (value, length) = sub_value(cursor.rest(), digits_only)?;
    cursor.at += length;
    if bracket {
        cursor.take(|c| c == ')')?;
    }
    Some((value, cursor.at()))
}

/// Reads a bare sub-number: `717`, `42e`, `9 (herdruk)`, `J`, `AB`.
pub fn sub_value(text: &str, digits_only: bool) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(text);
    if let Some(digits) = cursor.digits(4) {
        if digits.starts_with('0') && digits.len() > 1 || digits == "0" {
            return None;
        }
        // «1.500» and «12,5» are amounts
        let mut after = cursor;
        if after.take(|c| c == '.' || c == ',').is_some()
            && after.peek().is_some_and(|c| c.is_ascii_digit())
            && !note_mark(cursor)
        {
            return None;
        }
        let mut value = digits.to_owned();
        let mut after = cursor;
        if let Some(letter) = after.take(|c| c.is_ascii_alphabetic()) {
            if after.peek().is_some_and(char::is_alphanumeric) {
                return None;
            }
            value.push(letter.to_ascii_lowercase());
            cursor = after;
        }
        let mut after = cursor;
        after.spaces();
        if after.word("(herdruk)") || after.word("herdruk") {
            cursor = after;
        }
        return Some((value, cursor.at()));
    }
    if digits_only {
        return None;
    }
    let letters = cursor.take_while(3, |c| c.is_ascii_uppercase());
    let ends = !cursor.peek().is_some_and(|c| c.is_alphanumeric() || is_dash(c));
    (!letters.is_empty() && ends).then(|| (letters.to_owned(), cursor.at()))
}

/// Whether a full stop with the mark of a note follows, and a sentence or nothing behind it: `nr. 17.3 Daarna`.
fn note_mark(cursor: Cursor<'_>) -> bool {
    let mut after = cursor;
    after.take(|c| c == '.').is_some()
        && after.digits(2).is_some()
        && (after.done() || after.spaces() && after.peek().is_none_or(|c| c.is_uppercase() || c == '«'))
}

/// Reads a number of the House's own register: year, kind letter, serial and length of `2026D03887`.
pub fn parlis(text: &str) -> Option<(u16, char, u32, usize)> {
    let mut cursor = Cursor::new(text);
    let year: u16 = cursor.digits(4).filter(|year| year.len() == 4)?.parse().ok()?;
    let letter =
        cursor.take(|c| matches!(c, 'D' | 'Z' | 'A' | 'P' | 'd' | 'z' | 'a' | 'p'))?.to_ascii_uppercase();
    let serial = cursor.digits(7).filter(|serial| serial.len() >= 5)?.parse().ok()?;
    if cursor.peek().is_some_and(char::is_alphanumeric) || !(1900..2200).contains(&year) {
        return None;
    }
    Some((year, letter, serial, cursor.at()))
}

/// Reads the years of a parliamentary year: `2019/20`, `2024–2025`, `1999/2000`, `20242025`.
pub fn session(text: &str) -> Option<(Session, usize)> {
    let mut cursor = Cursor::new(text);
    let run = cursor.take_while(8, |c| c.is_ascii_digit());
    if run.len() == 8 {
        let session = Session::from_years(run[..4].parse().ok()?, run[4..].parse().ok()?)?;
        return Some((session, cursor.at()));
    }
    if run.len() != 4 {
        return None;
    }
    let first: u16 = run.parse().ok()?;
    cursor.spaces();
    cursor.take(|c| c == '/' || is_dash(c))?;
    cursor.spaces();
    let second = cursor.digits(4)?;
    let second: u16 = match second.len() {
        4 => second.parse().ok()?,
        2 => {
            let short: u16 = second.parse().ok()?;
            let century = first / 100 * 100;
            if short == 0 && first % 100 == 99 { century + 100 } else { century + short }
        }
        _ => return None,
    };
    Some((Session::from_years(first, second)?, cursor.at()))
}

/// Reads what may stand between the name of a series and its number: chamber (`II`, `I`), parliamentary year.
pub fn series_prefix(text: &str) -> (Option<Chamber>, Option<Session>, usize) {
    let mut cursor = Cursor::new(text);
    let (mut chamber, mut year) = (None, None);
    // bounded: each round reads something
    for _ in 0..8 {
        let before = cursor;
        cursor.take_while(3, |c| is_space(c) || c == ',' || c == ':' || c == ';');
        let separated = cursor;
        if chamber.is_none() {
            for (word, found) in [
                ("tweede kamer", Chamber::Tweede),
                ("eerste kamer", Chamber::Eerste),
                ("tk", Chamber::Tweede),
                ("ek", Chamber::Eerste),
                ("ii", Chamber::Tweede),
                // «11» is what a typist or a reader of print made of «II» (seen in a verslag van een schriftelijk overleg)
                ("11", Chamber::Tweede),
                ("i", Chamber::Eerste),
                ("2", Chamber::Tweede),
                ("1", Chamber::Eerste),
            ] {
                let mut after = separated;
                if after.word(word) && !after.peek().is_some_and(char::is_alphanumeric) {
                    // «11», «2» only when a parliamentary year follows: it may be the number itself
                    if matches!(word, "11" | "2" | "1") && !session_follows(after) {
                        continue;
                    }
                    chamber = Some(found);
                    cursor = after;
                    break;
                }
            }
            if chamber.is_some() {
                continue;
            }
        }
        if year.is_none() {
            let mut after = separated;
            if after.word("vergaderjaar") || after.word("zitting") || after.word("verg.jaar") {
                after.spaces();
            }
            if let Some((found, length)) = session(after.rest()) {
                after.at += length;
                year = Some(found);
                cursor = after;
                continue;
            }
        }
        cursor = before;
        break;
    }
    (chamber, year, cursor.at())
}

fn session_follows(cursor: Cursor<'_>) -> bool {
    let mut cursor = cursor;
    cursor.take_while(3, |c| is_space(c) || c == ',');
    if cursor.word("vergaderjaar") {
        cursor.spaces();
    }
    session(cursor.rest()).is_some()
}

/// Reads a canonical `36800-V-49`.
pub(super) fn canonical_kamerstuk(text: &str) -> Option<Kamerstuk> {
    let (dossier, sub) = text.rsplit_once('-')?;
    let dossier = canonical_dossier(dossier)?;
    let (value, length) = sub_value(sub, false)?;
    (length == sub.len()).then_some(Kamerstuk { dossier, sub: value })
}

/// Reads a canonical `36800-V`.
pub(super) fn canonical_dossier(text: &str) -> Option<Dossier> {
    let (number, addition) = match text.split_once('-') {
        Some((number, addition)) => (number, Some(addition)),
        None => (text, None),
    };
    let number = (number.len() == 5).then(|| dossier_digits(number)).flatten()?.0;
    let addition = match addition {
        None => None,
        Some(letters) if is_chapter(letters) => Some(letters),
        Some(letter) if letter.len() == 1 && letter.as_bytes()[0].is_ascii_uppercase() => Some(letter),
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) && is_formation(number, digits) => {
            Some(digits)
        }
        Some(_) => return None,
    };
    Some(Dossier { number, addition: addition.map(str::to_owned) })
}

/// Reads a whole input; see [`OfficialNumber::parse`].
pub(super) fn whole(input: &str) -> Option<OfficialNumber> {
    // the longest notation («Aanhangsel van de Handelingen, vergaderjaar …») has some seventy characters
    if input.len() > 160 {
        return None;
    }
    let input: String = input
        .chars()
        .map(|c| {
            if is_space(c) {
                ' '
            } else if is_dash(c) {
                '-'
            } else {
                c
            }
        })
        .collect::<String>()
        .trim_matches(|c: char| c == ' ' || c == ',' || c == ';' || c == '#' || c == '"')
        .to_owned();
    let input = match input.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner,
        _ => input.trim_end_matches('.'),
    };
    record(input).or_else(|| publication(input)).or_else(|| proceedings(input)).or_else(|| paper(input))
}

fn record(input: &str) -> Option<OfficialNumber> {
    if let Some((year, letter, serial, length)) = parlis(input) {
        if length != input.len() {
            return None;
        }
        return Some(match letter {
            'D' => OfficialNumber::Document(DocumentNumber { year, serial }),
            'Z' => OfficialNumber::Case(CaseNumber { year, serial }),
            'A' => OfficialNumber::Activity(ActivityNumber { year, serial }),
            _ => OfficialNumber::AgendaItem(AgendaItemNumber { year, serial }),
        });
    }
    let mut cursor = Cursor::new(input);
    if cursor.word("tz") {
        cursor.spaces();
        let stamp = cursor.digits(6).filter(|stamp| stamp.len() == 6)?;
        cursor.take(is_dash)?;
        let serial = cursor.digits(5)?.parse().ok()?;
        let (year, month) = (stamp[..4].parse().ok()?, stamp[4..].parse().ok()?);
        return ((1..=12).contains(&month) && cursor.done())
            .then_some(OfficialNumber::Commitment(CommitmentNumber { year, month, serial }));
    }
    None
}

fn publication(input: &str) -> Option<OfficialNumber> {
    let lower = input.to_ascii_lowercase();
    let id =
        [".html", ".pdf", ".xml", ".odt"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    let numbers =
        |text: &str| -> Option<Vec<u32>> { text.split('-').map(|part| part.parse().ok()).collect() };
    if let Some(rest) = id.strip_prefix("kst-") {
        let rest = rest.to_ascii_uppercase();
        if let Some(kamerstuk) = canonical_kamerstuk(&rest) {
            return Some(OfficialNumber::Kamerstuk(kamerstuk));
        }
        return canonical_dossier(&rest).map(OfficialNumber::Dossier);
    }
    for (prefix, chamber) in [("ah-tk-", Chamber::Tweede), ("ah-ek-", Chamber::Eerste)] {
        if let Some(rest) = id.strip_prefix(prefix) {
            let (years, number) = rest.split_once('-')?;
            let (session, length) = session(years)?;
            let number = number.parse().ok()?;
            return (length == years.len()).then_some(OfficialNumber::Aanhangsel(Aanhangsel {
                chamber,
                session,
                number,
            }));
        }
    }
    for (prefix, chamber) in [("h-tk-", Chamber::Tweede), ("h-ek-", Chamber::Eerste)] {
        if let Some(rest) = id.strip_prefix(prefix) {
            let (years, rest) = rest.split_once('-')?;
            let (session, length) = session(years)?;
            let numbers = numbers(rest)?;
            let (meeting, item) = match numbers.as_slice() {
                [meeting] => (*meeting, None),
                [meeting, item] => (*meeting, Some(*item)),
                _ => return None,
            };
            return (length == years.len()).then_some(OfficialNumber::Handelingen(Handelingen {
                chamber,
                session,
                meeting,
                item,
            }));
        }
    }
    if let Some(rest) = id.strip_prefix("kv-tk-") {
        return match record(rest) {
            Some(number @ OfficialNumber::Case(_)) => Some(number),
            _ => None,
        };
    }
    for (prefix, parts) in [("blg-", 1), ("stb-", 2), ("stcrt-", 2), ("trb-", 2)] {
        if let Some(rest) = id.strip_prefix(prefix) {
            return (numbers(rest)?.len() == parts).then(|| OfficialNumber::Publication(id.to_owned()));
        }
    }
    None
}

fn proceedings(input: &str) -> Option<OfficialNumber> {
    let (number, length) = proceedings_prefix(input)?;
    (length == input.len()).then_some(number)
}

/// Reads a citation of the proceedings or their annex: `Handelingen II 2019/20, nr. 25, item 7`,
/// `Aanhangsel van de Handelingen, vergaderjaar 2024–2025, nr. 1028`.
///
/// Proceedings count meetings, of which a year has little over a hundred: a number above 250 is that of the annex
/// («Handelingen 11, vergaderjaar 2025-2026, nr. 1106» in a verslag van een schriftelijk overleg of 2026).
pub fn proceedings_prefix(text: &str) -> Option<(OfficialNumber, usize)> {
    let mut cursor = Cursor::new(text);
    let mut annex = false;
    if cursor.word("aanhangsel") {
        annex = true;
        cursor.spaces();
        for word in ["bij de ", "van de ", "der ", "bij ", "tot de "] {
            if cursor.word(word) {
                break;
            }
        }
        cursor.word("handelingen");
    } else if !cursor.word("handelingen") {
        return None;
    }
    for word in [" van de kamer", " der kamer", " van de", " der"] {
        if cursor.word(word) {
            break;
        }
    }
    let (chamber, year, length) = series_prefix(cursor.rest());
    cursor.at += length;
    let session = year?;
    cursor.take_while(3, |c| is_space(c) || c == ',');
    // «Handelingen II 1995/96, 24 692, nr. 3» names a paper
    if dossier_digits(cursor.rest()).is_some_and(|(_, length)| cursor.rest()[length..].starts_with(',')) {
        return None;
    }
    // «Handelingen II 1988/89, blz. 39-2410»: meeting and page
    if !annex && let Some((meeting, length)) = meeting_of_page(cursor.rest()) {
        let chamber = chamber.unwrap_or(Chamber::Tweede);
        let number = OfficialNumber::Handelingen(Handelingen { chamber, session, meeting, item: None });
        return Some((number, cursor.at() + length));
    }
    // «Handelingen II 2019/20, 25, item 7» has no «nr.»
    if let Some((_, length)) = number_word(cursor.rest()) {
        cursor.at += length;
    }
    let number: u32 = cursor.digits(5)?.parse().ok()?;
    if cursor.peek().is_some_and(char::is_alphabetic) {
        return None;
    }
    let mut item = None;
    // «Handelingen II 2023/24, 45-7-12»: meeting, item, page; before 2011 the first is a page already
    let mut dashed = cursor;
    if !annex
        && dashed.take(is_dash).is_some()
        && let Some(digits) = dashed.digits(5)
    {
        item = digits.parse().ok().filter(|item| session.start >= 2010 && *item <= 150);
        cursor = dashed;
        if dashed.take(is_dash).is_some() && dashed.digits(5).is_some() {
            cursor = dashed;
        }
    }
    let mut after = cursor;
    after.take_while(3, |c| is_space(c) || c == ',');
    if after.word("item") || after.word("itemnr.") || after.word("nr.") {
        after.spaces();
        if let Some(digits) = after.digits(3) {
            item = digits.parse().ok();
            cursor = after;
        }
    } else if after.word("blz.")
        || after.word("p.")
        || after.word("pp.")
        || after.word("pag.")
        || after.word("blz")
    {
        after.spaces();
        if after.digits(6).is_some() {
            cursor = after;
            // «blz. 2-5», «p. 12 t/m 14»
            let mut range = after;
            if range.take(is_dash).is_some() && range.digits(6).is_some() {
                cursor = range;
            }
        }
    }
    let chamber = chamber.unwrap_or(Chamber::Tweede);
    let number = if annex || number > 250 {
        OfficialNumber::Aanhangsel(Aanhangsel { chamber, session, number })
    } else {
        OfficialNumber::Handelingen(Handelingen { chamber, session, meeting: number, item })
    };
    Some((number, cursor.at()))
}

/// Reads the page of a meeting as it was cited until 2011: `blz. 39-2410`, `p. 102-6542`.
fn meeting_of_page(text: &str) -> Option<(u32, usize)> {
    let mut cursor = Cursor::new(text);
    ["blz. ", "blz ", "pag. ", "pp. ", "p. "].iter().find(|word| cursor.word(word))?;
    let meeting: u32 = cursor.digits(3)?.parse().ok()?;
    cursor.take(is_dash)?;
    let page = cursor.digits(5).filter(|page| page.len() >= 4)?;
    let ends = !cursor.peek().is_some_and(char::is_alphanumeric);
    (ends && !page.starts_with('0') && (1..=130).contains(&meeting)).then_some((meeting, cursor.at()))
}

fn paper(input: &str) -> Option<OfficialNumber> {
    let upper = input.to_uppercase();
    let mut cursor = Cursor::new(&upper);
    for word in [
        "kamerstukdossier",
        "kamerstukken",
        "kamerstuknummer",
        "kamerstuknr.",
        "kamerstuk",
        "kamerst.",
        "dossiernummer",
        "dossier",
        "wetsvoorstel",
        "kst.",
        "kst",
        "t.v.v.",
    ] {
        if cursor.word(word) {
            break;
        }
    }
    let (_, _, length) = series_prefix(cursor.rest());
    cursor.at += length;
    cursor.take_while(4, |c| is_space(c) || c == ',' || c == ':');
    let start = cursor;
    if let Some((_, length)) = number_word(cursor.rest()) {
        cursor.at += length;
        // «nr. 456 (36800-XVI)»
        if let Some((sub, length)) = sub_value(cursor.rest(), false) {
            let mut after = cursor;
            after.at += length;
            after.spaces();
            if after.take(|c| c == '(').is_some() {
                let (dossier, length) = typed_dossier(after.rest().trim_end_matches(')'))?;
                after.at += length;
                after.take(|c| c == ')')?;
                return after.done().then_some(OfficialNumber::Kamerstuk(Kamerstuk { dossier, sub }));
            }
        }
        // «kamerstuk nr. 36800-V-49»
        if dossier_digits(cursor.rest()).is_none() {
            cursor = start;
        }
    }
    let rest = cursor.rest();
    let (dossier, length) = dossier(rest)?;
    if length == rest.len() {
        return Some(OfficialNumber::Dossier(dossier));
    }
    let after = &rest[length..];
    if let Some((sub, _)) = sub(after, false).filter(|(_, taken)| *taken == after.len()) {
        return Some(OfficialNumber::Kamerstuk(Kamerstuk { dossier, sub }));
    }
    // «21501-02 3349»: a typist leaves everything out
    let trimmed = after.trim_start();
    if let Some((sub, _)) = sub_value(trimmed, true).filter(|(_, taken)| *taken == trimmed.len()) {
        return Some(OfficialNumber::Kamerstuk(Kamerstuk { dossier, sub }));
    }
    typed_dossier(rest)
        .filter(|(_, taken)| *taken == rest.len())
        .map(|(dossier, _)| OfficialNumber::Dossier(dossier))
}

/// A dossier that is all there is, so that a single capital after a space is a fund: `36600 J`.
fn typed_dossier(text: &str) -> Option<(Dossier, usize)> {
    let (found, length) = dossier(text)?;
    let letter = text[length..].trim_start_matches([' ', '-']);
    if found.addition.is_none() && letter.len() == 1 && letter.as_bytes()[0].is_ascii_uppercase() {
        return Some((Dossier { addition: Some(letter.to_owned()), ..found }, text.len()));
    }
    Some((found, length))
}
