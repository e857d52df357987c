//! Web addresses in prose: where they end is a matter of punctuation.

use model::facts::ReferenceKind;

use super::Found;

/// Longest address taken.
const LONGEST: usize = 2_000;

/// Reads `https://…` or `www.…`.
pub(super) fn read(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let lower = rest.as_bytes();
    let scheme = if super::starts(lower, b"https://") {
        8
    } else if super::starts(lower, b"http://") {
        7
    } else if super::starts(lower, b"www.") {
        4
    } else {
        return None;
    };
    let mut length = length(rest);
    // a line may break an address at a mark, bounded
    for _ in 0..3 {
        let Some(more) = continued(rest, length) else { break };
        length = more;
    }
    let address = trim(&rest[..length]);
    // «https://» alone, «www.» alone, «https://in» that lost its middle
    let place = address.get(scheme..).unwrap_or("");
    if !place.contains(['.', ':', '/']) || place.starts_with('/') {
        return None;
    }
    let whole: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    let target = if scheme == 4 { format!("https://{whole}") } else { whole };
    found.push(Found { bytes: at..at + address.len(), kind: ReferenceKind::Web, target, announced: true });
    Some(at + length)
}

/// Where an address ends that a line broke: `…/kst- 29279-494.html`, `…/detail? id=2`, `…/uitvoering_van_de_pro ef_2022.pdf`.
/// What follows must look like the rest of one.
fn continued(rest: &str, end: usize) -> Option<usize> {
    let last = rest[..end].chars().last()?;
    let after = rest[end..].strip_prefix(' ').or_else(|| rest[end..].strip_prefix('\n'))?;
    let from = rest.len() - after.len();
    let token = trim(&after[..length(after)]);
    let plain = token.bytes().all(|b| b.is_ascii_graphic())
        && token.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '%'));
    let another = ["http", "www."].iter().any(|start| token.starts_with(start));
    if !plain || another {
        return None;
    }
    let inner = token
        .match_indices(['/', '-', '_', '=', '.', '%'])
        .any(|(at, mark)| at > 0 && at + mark.len() < token.len());
    let goes_on = if matches!(last, '-' | '/' | '_' | '=' | '&' | '?' | '%') {
        // «zie https://voorbeeld.nl/ e.d.»
        inner && !(token.len() < 6 && last == '/')
    } else {
        let closes = token.len() == length(after) && after[token.len()..].trim().is_empty();
        last.is_ascii_alphanumeric() && broken_inside(&rest[..end], token, inner, closes)
    };
    goes_on.then_some(from + length(after))
}

/// Addresses shorter than this fill no line, so that none breaks inside them.
const FILLS_A_LINE: usize = 60;

/// Whether a line broke an address inside a word, so that `token` is the rest of it: only long ones, and what follows is
/// no word of a sentence. `closes` says that nothing stands behind it.
fn broken_inside(address: &str, token: &str, inner: bool, closes: bool) -> bool {
    if address.len() < FILLS_A_LINE {
        return false;
    }
    // «did=2022D222 49»: a number of the House's register that lacks its last digits
    let value = address.rsplit(['=', '/']).next().unwrap_or("");
    let lacks = value.len() < 10
        && value.len() > 5
        && value.as_bytes()[4].is_ascii_uppercase()
        && value.bytes().enumerate().all(|(at, b)| at == 4 || b.is_ascii_digit());
    if lacks {
        return token.bytes().all(|b| b.is_ascii_digit()) && value.len() + token.len() == 10;
    }
    if token.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let marks = token.bytes().filter(|b| matches!(b, b'-' | b'_' | b'/' | b'=' | b'%')).count();
    let strong = token.contains(['_', '=', '%']) || marks >= 2;
    let file =
        [".html", ".htm", ".pdf", ".docx", ".xml", ".aspx", ".php"].iter().any(|end| token.ends_with(end));
    let fragment = token.len() <= 15 && token.bytes().all(|b| b.is_ascii_lowercase());
    inner && (strong || file || closes && marks == 1) || closes && fragment
}

/// Reads an address without scheme that has a path (`voorbeeld.nl/onderwerp`), and skips what else has its form
/// (`naam@voorbeeld.nl`, `and/or.something`): its digits are no numbers. A domain alone is mostly a company's name: it
/// counts where words say that it is a place to go (`op de website voorbeeld.nl`).
pub(super) fn bare(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    let word = bytes.iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    let glued = matches!(bytes.get(word), Some(b'.' | b'@'))
        && bytes.get(word + 1).is_some_and(u8::is_ascii_lowercase);
    if word == 0 || !glued {
        return None;
    }
    let end = length(rest);
    if !rest[..end].contains(['/', '@']) {
        return domain(text, at, trim(&rest[..end]), found);
    }
    let address = trim(&rest[..end]);
    let host = address.split('/').next().unwrap_or("");
    if known_top(host) && !address.contains('@') && address.len() > host.len() + 1 {
        let target = format!("https://{address}");
        found.push(Found {
            bytes: at..at + address.len(),
            kind: ReferenceKind::Web,
            target,
            announced: true,
        });
    }
    Some(at + end)
}

/// Bytes of the label of the next note at the end of an address, where a file ran two notes into one: in note 20
/// `https://www.voorbeeld.nl/21` before another address.
pub(super) fn next_label(address: &str, label: &str, after: &str) -> usize {
    let Ok(label) = label.parse::<u32>() else { return 0 };
    let next = (label + 1).to_string();
    let run_in = ["http", "www."].iter().any(|start| after.trim_start().starts_with(start));
    let ends = address.strip_suffix(&next).is_some_and(|rest| rest.ends_with('/'));
    if run_in && ends { next.len() } else { 0 }
}

/// Whether a host ends in a domain of the top that papers name.
fn known_top(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, top)| {
        ["nl", "eu", "com", "org", "net", "int", "info", "be", "de", "fr", "uk", "gov", "europa"]
            .contains(&top)
    })
}

/// A domain alone, in small letters, behind words that lead there.
fn domain(text: &str, at: usize, address: &str, found: &mut Vec<Found>) -> Option<usize> {
    const LEADS: [&str; 11] = [
        "website",
        "websites",
        "site",
        "webpagina",
        "zie",
        "op",
        "via",
        "naar",
        "portaal",
        "webportaal",
        "internetpagina",
    ];
    let host =
        address.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    if !host || !known_top(address) || address.contains("..") {
        return None;
    }
    let before = text[..at].trim_end_matches([' ', ':', '‘', '\'', '«', '“', '"', '\u{a0}']);
    let lead = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let tail = before.char_indices().rev().nth(6).map_or(before, |(at, _)| &before[at..]);
    let also = tail.eq_ignore_ascii_case("zie ook");
    if before.len() == at || !(also || LEADS.contains(&lead.as_str())) {
        return None;
    }
    let bytes = at..at + address.len();
    let target = format!("https://{address}");
    found.push(Found { bytes, kind: ReferenceKind::Web, target, announced: true });
    Some(at + address.len())
}

/// Bytes up to a space or a character that no address holds.
fn length(rest: &str) -> usize {
    rest.char_indices()
        .take(LONGEST)
        .find(|(_, c)| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '|' | '{' | '}' | '↩')
        })
        .map_or_else(|| rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at), |(at, _)| at)
}

/// An address without the mark of a note that stayed glued to its file: `…/rapport.pdf3`.
fn unmarked(address: &str) -> &str {
    let bare = address.trim_end_matches(|c: char| c.is_ascii_digit());
    let mark = address.len() - bare.len();
    let file =
        [".pdf", ".html", ".htm", ".docx", ".doc", ".aspx", ".xlsx"].iter().any(|end| bare.ends_with(end));
    if file && (1..=2).contains(&mark) { bare } else { address }
}

/// Takes off what belongs to the sentence: points, commas, a bracket that was opened before the address.
fn trim(address: &str) -> &str {
    let mut address = unmarked(address);
    loop {
        let shorter =
            address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '‘', '…', '*', '\u{fe0e}']);
        let shorter = match shorter.chars().last() {
            Some(')') if shorter.matches(')').count() > shorter.matches('(').count() => {
                &shorter[..shorter.len() - 1]
            }
            Some(']') if shorter.matches(']').count() > shorter.matches('[').count() => {
                &shorter[..shorter.len() - 1]
            }
            _ => shorter,
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = unmarked(shorter);
    }
}
