//! Numbered papers in prose: with a word that announces them, in lists, or bare.

use std::ops::Range;

use model::facts::ReferenceKind;
use model::number::notation::{self, Cursor, NumberWord, is_dash, is_space};
use model::number::{Dossier, Kamerstuk};

use super::Found;

/// Words that announce a paper or dossier, longest first.
const KEYWORDS: [&str; 16] = [
    "kamerstukdossiers",
    "kamerstukdossier",
    "kamerstuknummers",
    "kamerstuknummer",
    "kamerstukken",
    "kamerstuknr.",
    "kamerstuk",
    "kamerst.",
    "dossiernummer",
    "dossiernr.",
    "dossiers",
    "dossier",
    "wetsvoorstellen",
    "wetsvoorstel",
    "tk",
    "ek",
];

/// Numbers in a range: a longer one is a slip of the pen or a whole dossier.
const LONGEST_RANGE: u32 = 30;

/// `Kamerstuk 23432, nr. 620`, `Kamerstukken II 2022/23, 36200 IV, nr. 12`, `kst-36200-IV-12`, `dossier 36284`.
pub(super) fn at_keyword(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let mut cursor = Cursor::new(&text[at..]);
    if cursor.word("kst") {
        return identifier(text, at, found).or_else(|| listed(text, at, cursor, found));
    }
    let keyword = KEYWORDS.iter().find(|keyword| cursor.word(keyword))?;
    // «Kamerstukkenreeks», «dossierhouder», «TKI»; but «Kamerstuk23432» lost its space
    if !keyword.ends_with('.') && cursor.peek().is_some_and(char::is_alphabetic) {
        return None;
    }
    listed(text, at, cursor, found)
}

/// Reads what follows a keyword; the first reference begins at the keyword.
fn listed<'t>(text: &'t str, at: usize, mut cursor: Cursor<'t>, found: &mut Vec<Found>) -> Option<usize> {
    skip(&mut cursor, 2, |c| matches!(c, '.' | ':' | '-'));
    let (_, _, length) = notation::series_prefix(cursor.rest());
    advance(&mut cursor, length);
    skip(&mut cursor, 4, |c| is_space(c) || matches!(c, ',' | ':' | '(' | '\'' | '‘'));
    let mut after = cursor;
    for word in ["met nummer ", "nummer ", "nummers ", "dossier ", "nrs. ", "nr. ", "nrs ", "nr "] {
        if after.word(word) {
            break;
        }
    }
    if notation::dossier_digits(after.rest()).is_some() {
        cursor = after;
    }
    let start = at + cursor.at();
    chain(text, at, start, true, found).or_else(|| roman(text, at, start, found))
}

/// Reads dossiers with their sub-numbers from `start` on, each joined to the one before; the first reference begins
/// at `from`.
fn chain(text: &str, from: usize, start: usize, keyword: bool, found: &mut Vec<Found>) -> Option<usize> {
    let (mut from, mut start) = (from, start);
    let mut end = None;
    let mut shared: Vec<usize> = Vec::new();
    loop {
        let first = found.len();
        let Some(next) = dossier_with_subs(text, from, start, keyword, found) else { break };
        end = Some(next);
        // «26 643 en 32 761, nr. 570»: one paper in two dossiers; which of them counts it, the text does not tell
        let dossier = dossier_at(&text[start..], keyword || text[..start].ends_with('('))
            .map(|(dossier, _)| dossier.to_string())
            .unwrap_or_default();
        match found.get(first).and_then(|one| one.target.strip_prefix(&dossier)).map(str::to_owned) {
            Some(sub) if sub.is_empty() => shared.push(first),
            Some(sub) => {
                for at in shared.drain(..) {
                    found[at].target.push_str(&sub);
                }
            }
            None => shared.clear(),
        }
        let mut cursor = Cursor::new(&text[next..]);
        if !connector(&mut cursor) || notation::dossier_digits(cursor.rest()).is_none() {
            break;
        }
        from = next + cursor.at();
        start = from;
    }
    end
}

/// `Kamerstukken I 2025/26, CXLVI, A`, `kst-CXLVI-A`: dossiers of the other chamber's own affairs have roman numbers.
fn roman(text: &str, at: usize, start: usize, found: &mut Vec<Found>) -> Option<usize> {
    let mut cursor = Cursor::new(&text[start..]);
    let number = cursor.take_while(10, |c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'));
    // «Kamerstuk I, A» names the chamber: hundreds only
    if number.len() < 2 || !number.starts_with('C') {
        return None;
    }
    cursor.take(|c| c == ',' || is_dash(c))?;
    cursor.spaces();
    let letters = cursor.take_while(3, |c| c.is_ascii_uppercase());
    if letters.is_empty() || cursor.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = start + cursor.at();
    push(found, at..end, format!("{number}-{letters}"), true);
    Some(end)
}

/// `nr. 456 (36800-XVI)`.
pub(super) fn at_number_word(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let rest = &text[at..];
    let (number, length) = notation::number_word(rest)?;
    let mut cursor = Cursor::new(rest);
    advance(&mut cursor, length);
    let (sub, length) = notation::sub_value(cursor.rest(), true)?;
    advance(&mut cursor, length);
    let first = at + cursor.at();
    // «nrs. 12, 13 en 15 (36 410)»
    let mut others = Vec::new();
    while number == NumberWord::Plural
        && let Some((sub, bytes)) = next_in_list(text, at + cursor.at(), true)
    {
        let taken = bytes.end - at - cursor.at();
        advance(&mut cursor, taken);
        others.push((sub, bytes));
    }
    cursor.spaces();
    cursor.take(|c| c == '(')?;
    for word in ["kamerstukken ", "kamerstuk ", "dossier "] {
        if cursor.word(word) {
            break;
        }
    }
    let (dossier, length) = notation::dossier(cursor.rest())?;
    advance(&mut cursor, length);
    cursor.take(|c| c == ')')?;
    if others.is_empty() {
        push(found, at..at + cursor.at(), paper(&dossier, sub), true);
        return Some(at + cursor.at());
    }
    push(found, at..first, paper(&dossier, sub), true);
    for (sub, bytes) in others {
        push(found, bytes, paper(&dossier, sub), true);
    }
    Some(at + cursor.at())
}

/// A number without a word before it.
pub(super) fn at_digit(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let rest = &text[at..];
    let (_, digits) = notation::dossier_digits(rest)?;
    let continues = found.last().is_some_and(|last| {
        last.kind == ReferenceKind::Kamerstuk && last.bytes.end <= at && joins(&text[last.bytes.end..at])
    });
    if !continues && !bare_is_paper(text, at, digits) {
        // skip the digits, so that «36 200» is not tried again at «200»
        return Some(at + digits);
    }
    chain(text, at, at, continues, found).or(Some(at + digits))
}

/// Whether text between two numbers only joins them: «, », « en », «; ».
fn joins(between: &str) -> bool {
    between.len() <= 12
        && between
            .split(|c: char| !c.is_alphabetic())
            .all(|word| word.is_empty() || ["en", "of", "resp", "alsmede"].contains(&word))
        && !between.contains(['.', '\n', '('])
}

/// Whether a bare number has a form that only papers have.
fn bare_is_paper(text: &str, at: usize, digits: usize) -> bool {
    let rest = &text[at..];
    if money_or_telephone(&text[..at]) {
        return false;
    }
    let Some((dossier, length)) = notation::dossier(rest) else { return false };
    let spelled = rest[..digits].contains(|c: char| !c.is_ascii_digit());
    let after = &rest[length..];
    let chapter = dossier
        .addition
        .as_deref()
        .is_some_and(|addition| !addition.starts_with(|c: char| c.is_ascii_digit()));
    if let Some((sub, taken)) = notation::sub(after, false) {
        let tail = &after[taken..];
        if glued(tail) {
            return false;
        }
        let announced = has_number_word(&after[..taken], &sub) || after[..taken].contains("letter");
        let letters = sub.starts_with(|c: char| c.is_ascii_uppercase());
        if announced || dossier.addition.is_some() {
            return true;
        }
        // «(23 432–537)»; «I 2029/30, 36 021, B», «Eerste Kamer, 36 373, H»
        let dashed_in_brackets = text[..at].ends_with('(')
            && tail.starts_with(')')
            && after.starts_with(is_dash)
            && dossier.number % 1000 != 0;
        // «(36600-B)»: the fund of a budget
        let fund = letters && sub.len() == 1 && after.starts_with(is_dash) && bracketed(text, at, tail);
        // «(35.526, BH)» of the other chamber
        let lettered = letters && after.starts_with(',') && !is_word(&sub) && bracketed(text, at, tail);
        // «Tweede Kamer 2008-2009, 31459, 22»
        let in_series = follows_series(&text[..at]) && (letters || after.starts_with(',') && !thousand(tail));
        if fund || lettered || in_series || !letters && dashed_in_brackets {
            return true;
        }
        // «22112-4209»: nothing between but a hyphen, no round thousand, no second thousand behind it
        let dashed = after.strip_prefix(is_dash).is_some_and(|tail| !tail.starts_with(' '));
        // «29 689-1160» has its space; round numbers and what has a unit are amounts
        let sure = if spelled {
            dossier.number >= 20_000 && dossier.number % 100 != 0 && !amount_follows(tail)
        } else {
            dossier.number % 1000 != 0
        };
        return dashed && !letters && sure && !thousand(tail);
    }
    // «voor het jaar 2008 (31200 E)»: the fund of a budget, behind its title
    if text[..at].ends_with('(')
        && dossier_at(rest, true).is_some_and(|(dossier, end)| {
            dossier.addition.is_some_and(|fund| fund.len() == 1) && rest[end..].starts_with(')')
        })
        && bill_before(&text[..at])
    {
        return true;
    }
    // «31 031/29 949, nr. 19»
    if shares_number(after) {
        return true;
    }
    // a dossier alone: «36800-XVI», «(36 284)» after a bill's title
    let bracketed = bracketed(text, at, after);
    if dossier.addition.is_some() && chapter {
        let hyphen = rest[digits..length].starts_with(is_dash);
        // «(Tweede Kamer, vergaderjaar 2005–2006, 30 300 VIII)»
        return hyphen || bracketed || follows_series(&text[..at]);
    }
    bracketed
        && dossier.number >= 20_000
        && (spelled || dossier.addition.is_some() || bill_before(&text[..at]))
}

/// Whether brackets close around a number, perhaps with a space: `(36284)`, `(36350-I )`.
fn bracketed(text: &str, at: usize, after: &str) -> bool {
    text[..at].trim_end_matches(' ').ends_with('(') && after.trim_start_matches(' ').starts_with(')')
}

/// Whether a chamber or a parliamentary year stands right before a number.
fn follows_series(before: &str) -> bool {
    let bare = before.trim_end_matches([' ', ',', '\u{a0}']);
    bare.len() < before.len() && (bare.ends_with("Eerste Kamer") || super::session_before(before).is_some())
}

/// Whether a dossier is joined to another one that has a sub-number: `/29 949, nr. 19`, ` en 32 761, nr. 570`.
fn shares_number(after: &str) -> bool {
    let mut cursor = Cursor::new(after);
    let slash = after.trim_start().starts_with('/');
    if connector_of(&mut cursor).is_none() {
        return false;
    }
    let Some((dossier, length)) = notation::dossier(cursor.rest()) else { return false };
    let rest = &cursor.rest()[length..];
    notation::sub(rest, false).is_some_and(|(sub, taken)| {
        // «35526 / 25295, CF»
        let lettered = slash && rest.starts_with(',') && sub.starts_with(|c: char| c.is_ascii_uppercase());
        let announced = rest[..taken].bytes().any(|b| matches!(b, b'n' | b'N')) || lettered && !is_word(&sub);
        (announced || dossier.addition.is_some()) && !glued(&rest[taken..])
    })
}

/// Whether what precedes makes a number an amount, a telephone number or a box.
fn money_or_telephone(before: &str) -> bool {
    let start = before.char_indices().rev().nth(14).map_or(0, |(at, _)| at);
    let lower = before[start..].trim_end().to_lowercase();
    [
        "€",
        "eur",
        "euro",
        "usd",
        "$",
        "£",
        "tel",
        "tel.",
        "tel:",
        "telefoon",
        "postbus",
        "fax",
        "kvk",
        "kvk-nummer",
        "iban",
        "+31",
        "bsn",
    ]
    .iter()
    // «meestertitel 33 000» is no telephone
    .filter_map(|word| lower.strip_suffix(word).map(|before| (word, before)))
    .any(|(word, before)| !word.starts_with(char::is_alphabetic) || !before.ends_with(char::is_alphabetic))
}

/// Whether a bill is named shortly before: «Wet … (36284)». Titles of treaties are long.
fn bill_before(before: &str) -> bool {
    let start = before.char_indices().rev().nth(360).map_or(0, |(at, _)| at);
    let lower = before[start..].to_lowercase();
    ["wet ", "wetsvoorstel", "voorstel van wet", "wijziging van", "initiatiefnota", "begrotingsstaat"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether a number runs on: «-12», «/3», «%», a letter.
fn glued(tail: &str) -> bool {
    let mut chars = tail.chars();
    match chars.next() {
        Some(c) if is_dash(c) || c == '/' => chars.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || c == '%' || c == '€',
        None => false,
    }
}

/// Whether a group of three digits follows: «10 000-15 000».
fn thousand(tail: &str) -> bool {
    let mut chars = tail.chars();
    let divided = chars.next().is_some_and(|c| is_space(c) || c == '.');
    divided && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// `kst-36200-IV-12`, `KST-23432-717.html`.
fn identifier(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let rest = &text[at..];
    let length = rest.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let id = rest[..length].trim_end_matches('-');
    // «kst-26643-282-h1» is a reprint of the same paper
    let reprint = id.rsplit_once('-').filter(|(_, tail)| {
        tail.len() == 2 && tail.starts_with(['h', 'n', 'b']) && tail.ends_with(|c: char| c.is_ascii_digit())
    });
    let number = reprint.map_or(id, |(number, _)| number);
    if let Some(end) = id.starts_with("kst-").then(|| roman(text, at, at + 4, found)).flatten() {
        return Some(end);
    }
    let target = match model::number::OfficialNumber::parse(number)? {
        model::number::OfficialNumber::Kamerstuk(paper) => paper.to_string(),
        model::number::OfficialNumber::Dossier(dossier) => dossier.to_string(),
        _ => return None,
    };
    push(found, at..at + id.len(), target, true);
    Some(at + id.len())
}

/// Whether another dossier with its number follows a comma: `, 32 813, nr. 740`.
fn next_dossier(after: &str) -> bool {
    let mut cursor = Cursor::new(after);
    if cursor.take(|c| c == ',').is_none() || !cursor.spaces() {
        return false;
    }
    let Some((_, digits)) = notation::dossier_digits(cursor.rest()) else { return false };
    let spelled = cursor.rest()[..digits].contains(|c: char| !c.is_ascii_digit());
    notation::dossier(cursor.rest()).is_some_and(|(_, length)| {
        spelled && notation::sub(&cursor.rest()[length..], false).is_some_and(|(_, taken)| taken > 2)
    })
}

/// Reads a dossier at `start` with all its sub-numbers; the first reference begins at `from`.
fn dossier_with_subs(
    text: &str,
    from: usize,
    start: usize,
    keyword: bool,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let rest = &text[start..];
    let (dossier, length) = dossier_at(rest, keyword || text[..start].ends_with('('))?;
    let after = &rest[length..];
    let subs = match notation::sub(after, false) {
        // «29 023, 32 813, nr. 740»: the next dossier, not paper 32 of the first
        Some(_) if next_dossier(after) => None,
        Some((sub, taken))
            if !glued(&after[taken..]) || opens_range(&after[..taken], &sub, &after[taken..]) =>
        {
            Some((sub, taken))
        }
        _ => spaced_sub(after, keyword)
            .or_else(|| keyword.then(|| spaced_letters(&text[from..start], after)).flatten()),
    };
    let Some((sub, taken)) = subs.filter(|(sub, _)| !is_word(sub)) else {
        if amount_follows(after) && !keyword {
            return None;
        }
        push(found, from..start + length, dossier.to_string(), keyword);
        return Some(start + length);
    };
    let plural = is_plural(&after[..taken]);
    let lettered = keyword && sub.starts_with(|c: char| c.is_ascii_uppercase());
    let announced = keyword || has_number_word(&after[..taken], &sub);
    let end = start + length + taken;
    push(found, from..end, paper(&dossier, sub), announced);
    let mut end = end;
    while let Some((sub, bytes)) = next_in_list(text, end, plural).or_else(|| behind_pages(text, end)) {
        let range = &text[end..bytes.start];
        if is_range(range) && !range.contains(';') {
            fill_range(&dossier, found, &sub, end..bytes.end);
        }
        end = bytes.end;
        push(found, bytes, paper(&dossier, sub), announced);
    }
    while lettered && let Some((sub, bytes)) = next_letters(text, end) {
        end = bytes.end;
        push(found, bytes, paper(&dossier, sub), announced);
    }
    Some(end)
}

/// Reads a dossier, behind a word that announces it also the fund of a budget alone: `36 600 B en 36 600 C, nr. 6`.
fn dossier_at(rest: &str, announced: bool) -> Option<(Dossier, usize)> {
    let (dossier, length) = notation::dossier(rest)?;
    if !announced || dossier.addition.is_some() {
        return Some((dossier, length));
    }
    let mut cursor = Cursor::new(&rest[length..]);
    let fund = cursor.spaces().then(|| cursor.take(|c| ('A'..='M').contains(&c))).flatten();
    let closed = cursor.rest().starts_with([')', ';'])
        || cursor.word(" en ") && notation::dossier_digits(cursor.rest()).is_some();
    match fund.filter(|_| closed) {
        Some(letter) => {
            let end = length + rest[length..].find(letter)? + 1;
            Some((Dossier { number: dossier.number, addition: Some(letter.to_string()) }, end))
        }
        None => Some((dossier, length)),
    }
}

/// Whether `nr.` or its like stands before a sub-number; capitals of the sub-number itself are none.
fn has_number_word(read: &str, sub: &str) -> bool {
    let before = read.rfind(sub).map_or(read, |at| &read[..at]);
    before.bytes().any(|b| b == b'n' || b == b'N')
}

/// Reads `; nr. 7` behind the pages of the paper before: `nr. 6, p. 15-16; nr. 7, p. 5-6`.
fn behind_pages(text: &str, from: usize) -> Option<(String, Range<usize>)> {
    let mut cursor = Cursor::new(&text[from..]);
    cursor.take(|c| c == ',');
    cursor.spaces();
    ["pagina’s ", "pagina's ", "pagina ", "blz. ", "blz ", "pag. ", "pag ", "pp. ", "p. "]
        .iter()
        .find(|word| cursor.word(word))?;
    cursor.digits(5)?;
    // «p. 12-15», «p. 12 en 13»
    for _ in 0..3 {
        let mut more = cursor;
        let joined = more.take(is_dash).is_some() || more.word(" en ") || more.word(", ");
        if !joined || more.digits(5).is_none() {
            break;
        }
        cursor = more;
    }
    if !(cursor.word("; ") || cursor.word(", ") || cursor.word(" en ")) {
        return None;
    }
    let start = cursor.at();
    let (_, length) = notation::number_word(cursor.rest())?;
    advance(&mut cursor, length);
    let (sub, length) = notation::sub_value(cursor.rest(), true)?;
    advance(&mut cursor, length);
    (!glued(cursor.rest())).then(|| (sub, from + start..from + cursor.at()))
}

/// Reads the next paper of the other chamber in a list: ` en B` of `36 067, A en B`.
fn next_letters(text: &str, from: usize) -> Option<(String, Range<usize>)> {
    let mut cursor = Cursor::new(&text[from..]);
    connector_of(&mut cursor)?;
    let start = cursor.at();
    let letters = cursor.take_while(2, |c| c.is_ascii_uppercase());
    let tail = cursor.rest();
    let closed =
        tail.chars().next().is_none_or(|c| matches!(c, ')' | '.' | ';' | ',')) || tail.starts_with(" en ");
    (!letters.is_empty() && closed && !is_word(letters))
        .then(|| (letters.to_owned(), from + start..from + cursor.at()))
}

/// Whether a number announced by `nr.` or `nrs.` begins a range with a dash: `nrs. 12-15`, `nr. 12–15`.
fn opens_range(before: &str, first: &str, tail: &str) -> bool {
    let mut cursor = Cursor::new(tail);
    if !before.bytes().any(|b| b == b'n' || b == b'N') || cursor.take(is_dash).is_none() {
        return false;
    }
    let (Some(last), Ok(first)) = (cursor.digits(4), first.parse::<u32>()) else { return false };
    let last: u32 = last.parse().unwrap_or(0);
    last > first && last - first <= LONGEST_RANGE && !glued(cursor.rest())
}

/// Capitals that are words of their own: «Kamerstuk 36 200, EU …».
fn is_word(sub: &str) -> bool {
    ["EU", "VN", "VS", "VK", "TK", "EK", "II", "III"].contains(&sub)
}

/// `Kamerstuk 36180 190)`: the number word was left out; only before punctuation.
fn spaced_sub(after: &str, keyword: bool) -> Option<(String, usize)> {
    if !keyword {
        return None;
    }
    let mut cursor = Cursor::new(after);
    // «Kamerstuk 36410/12»
    let slash = !cursor.spaces();
    if slash && cursor.take(|c| c == '/').is_none() {
        return None;
    }
    let (sub, length) = notation::sub_value(cursor.rest(), true)?;
    advance(&mut cursor, length);
    let ends = cursor.peek().is_none_or(|c| matches!(c, ')' | '.' | ',' | ';' | ']'));
    (ends && (slash || sub.len() >= 2) && !thousand(cursor.rest())).then(|| (sub, cursor.at()))
}

/// `Kamerstuk I 31145 AA`: of the other chamber, named before the dossier.
fn spaced_letters(lead: &str, after: &str) -> Option<(String, usize)> {
    let other = [" I ", " I, ", "Eerste Kamer", "EK"].iter().any(|name| lead.contains(name));
    let mut cursor = Cursor::new(after);
    if !other || !cursor.spaces() {
        return None;
    }
    let (sub, length) = notation::sub_value(cursor.rest(), false)?;
    advance(&mut cursor, length);
    let ends = cursor.peek().is_none_or(|c| matches!(c, ')' | '.' | ',' | ';' | ']'));
    (ends && !sub.starts_with(|c: char| c.is_ascii_digit())).then(|| (sub, cursor.at()))
}

fn amount_follows(after: &str) -> bool {
    let lower: String = after.chars().take(10).flat_map(char::to_lowercase).collect();
    let lower = lower.trim_start();
    ["euro", "eur", "%", "mensen", "miljoen", "personen", "woningen"]
        .iter()
        .any(|word| lower.starts_with(word))
}

/// Reads the next number of a list: `en 548`, `, 14`, `en nr. 20`, `t/m 9`; bytes of `text`, without the joining word.
pub(super) fn next_in_list(text: &str, from: usize, plural: bool) -> Option<(String, Range<usize>)> {
    let mut cursor = Cursor::new(&text[from..]);
    let joined = connector_of(&mut cursor)?;
    let start = cursor.at();
    let announced = match notation::number_word(cursor.rest()) {
        Some((_, length)) => {
            advance(&mut cursor, length);
            true
        }
        None => false,
    };
    if notation::dossier_digits(cursor.rest()).is_some() || notation::parlis(cursor.rest()).is_some() {
        return None;
    }
    let (sub, length) = notation::sub_value(cursor.rest(), true)?;
    advance(&mut cursor, length);
    let tail = cursor.rest();
    if glued(tail) || thousand(tail) || unit_follows(tail) {
        return None;
    }
    // after «nr. 12» another bare number is a number of the list only if nothing but punctuation follows
    let closed =
        tail.trim_start().chars().next().is_none_or(|c| matches!(c, ')' | '.' | ';' | ',' | ']' | ':'))
            || tail.trim_start().starts_with("en ");
    if !(plural || announced || closed && joined != Joined::Comma) {
        return None;
    }
    Some((sub, from + start..from + cursor.at()))
}

/// How two numbers are joined.
#[derive(PartialEq, Clone, Copy)]
enum Joined {
    Comma,
    Word,
}

fn connector(cursor: &mut Cursor<'_>) -> bool {
    connector_of(cursor).is_some()
}

/// Reads `, `, ` en `, `; `, ` & `, ` t/m `, ` tot en met `, and combinations.
fn connector_of(cursor: &mut Cursor<'_>) -> Option<Joined> {
    cursor.spaces();
    let comma = cursor.take(|c| matches!(c, ',' | ';' | '&' | '/')).is_some();
    cursor.spaces();
    let mut word = false;
    for joining in
        ["en ", "en\u{a0}", "alsmede ", "resp. ", "respectievelijk ", "t/m ", "tot en met ", "of ", "en/of "]
    {
        if cursor.word(joining) {
            word = true;
            break;
        }
    }
    let dash = !comma && !word && cursor.take(is_dash).is_some();
    cursor.spaces();
    match (comma, word || dash) {
        (_, true) => Some(Joined::Word),
        (true, false) => Some(Joined::Comma),
        _ => None,
    }
}

fn is_range(between: &str) -> bool {
    between.contains("t/m") || between.contains("tot en met") || between.contains(is_dash)
}

/// `nrs. 5 t/m 9` also cites 6, 7 and 8; they quote the range.
fn fill_range(dossier: &Dossier, found: &mut Vec<Found>, last: &str, tail: Range<usize>) {
    let Some(first) = found.last() else { return };
    let Some(from) = first.target.rsplit('-').next().and_then(|sub| sub.parse::<u32>().ok()) else { return };
    let Ok(to) = last.parse::<u32>() else { return };
    if to <= from || to - from > LONGEST_RANGE {
        return;
    }
    for sub in from + 1..to {
        push(found, tail.clone(), paper(dossier, sub.to_string()), true);
    }
}

fn is_plural(between: &str) -> bool {
    let mut cursor = Cursor::new(between);
    skip(&mut cursor, 6, |c| is_space(c) || c == ',' || c == '(' || is_dash(c));
    matches!(notation::number_word(cursor.rest()), Some((NumberWord::Plural, _)))
}

/// `en 3 maart`, `en 4 leden`: a number with what it counts.
fn unit_follows(tail: &str) -> bool {
    const UNITS: [&str; 26] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "leden",
        "miljoen",
        "miljard",
        "euro",
        "procent",
        "jaar",
        "jaren",
        "maanden",
        "weken",
        "dagen",
        "mensen",
        "keer",
        "andere",
        "vragen",
    ];
    let word: String = tail.trim_start().chars().take_while(|c| c.is_alphabetic()).take(12).collect();
    UNITS.contains(&word.to_lowercase().as_str())
}

fn paper(dossier: &Dossier, sub: String) -> String {
    Kamerstuk { dossier: dossier.clone(), sub }.to_string()
}

fn push(found: &mut Vec<Found>, bytes: Range<usize>, target: String, announced: bool) {
    found.push(Found { bytes, kind: ReferenceKind::Kamerstuk, target, announced });
}

fn skip(cursor: &mut Cursor<'_>, most: usize, wanted: impl Fn(char) -> bool) {
    cursor.take_while(most, wanted);
}

fn advance(cursor: &mut Cursor<'_>, bytes: usize) {
    cursor.skip(bytes);
}
