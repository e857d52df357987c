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
    // «https://» alone, «www.» alone
    if address.len() <= scheme || !address[scheme..].contains(['.', '/']) && scheme == 4 {
        return None;
    }
    let whole: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    let target = if scheme == 4 { format!("https://{whole}") } else { whole };
    found.push(Found { bytes: at..at + address.len(), kind: ReferenceKind::Web, target, announced: true });
    Some(at + length)
}

/// Where an address ends that a line broke after a mark: `…/kst- 29279-494.html`, `…/detail? id=2`. What follows must look
/// like the rest of one.
fn continued(rest: &str, end: usize) -> Option<usize> {
    let last = rest[..end].chars().last().filter(|c| matches!(c, '-' | '/' | '_' | '=' | '&' | '?'))?;
    let after = rest[end..].strip_prefix(' ').or_else(|| rest[end..].strip_prefix('\n'))?;
    let from = rest.len() - after.len();
    let token = trim(&after[..length(after)]);
    let inner = token.find(['/', '-', '_', '=', '.', '%']).is_some_and(|at| at > 0 && at + 1 < token.len());
    let plain =
        token.bytes().all(|b| b.is_ascii_graphic()) && token.starts_with(|c: char| c.is_ascii_alphanumeric());
    let another = ["http", "www."].iter().any(|start| token.starts_with(start));
    // «zie https://voorbeeld.nl/ e.d.»
    let abbreviation = token.len() < 6 && last == '/';
    (inner && plain && !another && !abbreviation).then_some(from + length(after))
}

/// Reads an address without scheme that has a path (`voorbeeld.nl/onderwerp`), and skips what else has its form
/// (`naam@voorbeeld.nl`, `and/or.something`): its digits are no numbers. A domain alone is mostly a company's name.
pub(super) fn bare(rest: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let bytes = rest.as_bytes();
    let word = bytes.iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    let glued = matches!(bytes.get(word), Some(b'.' | b'@'))
        && bytes.get(word + 1).is_some_and(u8::is_ascii_lowercase);
    if word == 0 || !glued {
        return None;
    }
    let end = length(rest);
    if !rest[..end].contains(['/', '@']) {
        return None;
    }
    let address = trim(&rest[..end]);
    let host = address.split('/').next().unwrap_or("");
    let known = host.rsplit_once('.').is_some_and(|(_, top)| {
        ["nl", "eu", "com", "org", "net", "int", "info", "be", "de", "fr", "uk", "gov", "europa"]
            .contains(&top)
    });
    if known && !address.contains('@') && address.len() > host.len() + 1 {
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

/// Bytes up to a space or a character that no address holds.
fn length(rest: &str) -> usize {
    rest.char_indices()
        .take(LONGEST)
        .find(|(_, c)| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '|' | '{' | '}' | '↩')
        })
        .map_or_else(|| rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at), |(at, _)| at)
}

/// Takes off what belongs to the sentence: points, commas, a bracket that was opened before the address.
fn trim(address: &str) -> &str {
    let mut address = address;
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
        address = shorter;
    }
}
