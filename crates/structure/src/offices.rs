//! Offices of the government as texts name them: who answers, who signs.
//!
//! | text | comes out as |
//! |---|---|
//! | `De minister van Volksgezondheid, Welzijn en Sport,` | `minister van Volksgezondheid, Welzijn en Sport` |
//! | `de minister en de staatssecretaris van Defensie` | both offices, with their portfolio |
//! | `DE MINISTER VAN FINANCIËN,` | `minister van Financiën` |

use std::ops::Range;

use crate::askers::{name, starts_word};

/// An office of the government: `minister van Buitenlandse Zaken`, `staatssecretaris van …`, `minister-president`.
pub(crate) fn office(text: &str) -> Option<Range<usize>> {
    let start = ["inister", "taatssecretaris"]
        .iter()
        .filter_map(|word| text.find(word))
        .filter_map(|at| at.checked_sub(1))
        .filter(|at| matches!(text.as_bytes()[*at], b'm' | b'M' | b's' | b'S') && starts_word(text, *at))
        .min()?;
    let rest = &text[start..];
    let head = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
    let word = &rest[..head];
    let lower = word.to_lowercase();
    if lower == "minister-president" {
        let tail = ", minister van Algemene Zaken";
        let more = rest[head..].to_lowercase().starts_with(&tail.to_lowercase());
        return Some(start..start + head + if more { tail.len() } else { 0 });
    }
    if !["minister", "ministers", "staatssecretaris", "staatssecretarissen"].contains(&lower.as_str()) {
        return None;
    }
    let after = &rest[head..];
    // «de minister en de staatssecretaris van Defensie»: one portfolio, two offices
    if let Some(second) = [" en de ", " en "].iter().find_map(|and| after.strip_prefix(and))
        && (second.starts_with(['m', 'M', 's', 'S']))
        && let Some(other) = office(second).filter(|other| other.start == 0)
    {
        return Some(start..text.len() - second.len() + other.end);
    }
    let Some(tail) =
        [" van ", " voor ", " ", "\u{a0}van\u{a0}"].iter().find_map(|link| after.strip_prefix(link))
    else {
        return Some(start..start + head);
    };
    let linked = after.starts_with(" van ") || after.starts_with(" voor ") || after.starts_with('\u{a0}');
    let offset = text.len() - tail.len();
    let length = ministry(tail);
    if length == 0 {
        return Some(start..start + head);
    }
    // «minister Prins»: an office with a name, which is how people are addressed
    if !linked {
        let (_, end) = name(text, offset)?;
        return Some(start..end);
    }
    // «staatssecretaris van Verzonnen Zaken - Bruggen, Dijken en Sluizen»
    let more =
        [" - ", " – "].iter().find_map(|dash| tail[length..].strip_prefix(dash)).map_or(0, |portfolio| {
            let more = ministry(portfolio);
            if more > 0 { tail.len() - length - portfolio.len() + more } else { 0 }
        });
    Some(start..offset + length + more)
}

/// An office that signs without «van»: `De staatssecretaris Jeugd, Preventie en Sport,`. Elsewhere a name stands there.
pub(crate) fn signed_portfolio(line: &str) -> Option<Range<usize>> {
    let line = line.trim_end_matches([',', ' ']);
    let start =
        ["De ", "de "].iter().find(|article| line.starts_with(**article)).map_or(0, |article| article.len());
    let word = ["minister ", "Minister ", "staatssecretaris ", "Staatssecretaris "]
        .iter()
        .find(|word| line[start..].starts_with(**word))?;
    let portfolio = &line[start + word.len()..];
    let listed = portfolio.contains(" en ") && ministry(portfolio) == portfolio.len();
    listed.then_some(start..line.len())
}

/// `DE MINISTER VAN VOLKSGEZONDHEID, WELZIJN EN SPORT,` below a letter, as other letters print it.
pub(crate) fn office_in_capitals(line: &str) -> Option<String> {
    // «DE MINISTER VAN FINANCIËN, A. van der Linde»: the name behind it is none of it
    let small = line.split_inclusive(' ').take_while(|word| !word.contains(char::is_lowercase));
    let capitals = &line[..small.map(str::len).sum::<usize>()];
    let named = capitals.len() < line.len();
    let office = if named { capitals.rsplit_once(',').map_or("", |(office, _)| office) } else { capitals };
    let line = office.trim().trim_end_matches(',');
    if line.is_empty() || line.len() > 120 {
        return None;
    }
    let office = line.strip_prefix("DE ").unwrap_or(line);
    if !["MINISTER VAN ", "MINISTER VOOR ", "STAATSSECRETARIS VAN "]
        .iter()
        .any(|start| office.starts_with(start))
    {
        return None;
    }
    let word = |word: &str| {
        let lower = word.to_lowercase();
        if matches!(lower.as_str(), "minister" | "staatssecretaris" | "van" | "voor" | "en") {
            return lower;
        }
        let mut letters = lower.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    Some(office.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

/// `, A. Prins` behind an office.
pub(crate) fn is_name(after: &str) -> bool {
    let Some(name) = after.strip_prefix(',').map(str::trim) else { return false };
    let mut words = name.split(' ');
    let initials = words.next().is_some_and(|word| {
        word.ends_with('.') && word.split('.').all(|letter| letter.chars().count() <= 2) && word.len() > 1
    });
    initials && (1..=5).contains(&words.count()) && !name.ends_with('.')
}

/// Bytes of a ministry's name: capitalised words, `en`, and commas where the list goes on to an `en`.
fn ministry(text: &str) -> usize {
    let mut end = 0;
    for _ in 0..12 {
        let rest = &text[end..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        let comma = rest.strip_prefix(',').map(|after| after.trim_start_matches([' ', '\u{a0}']));
        let and = rest[spaces..].strip_prefix("en ");
        let next = match (comma, and) {
            // «Volksgezondheid, Welzijn en Sport»: only if «en» closes the list
            (Some(after), _) if end > 0 && closes_list(after) => after,
            (None, Some(after)) if end > 0 && after.starts_with(char::is_uppercase) => after,
            (None, None) if end == 0 || spaces > 0 => &rest[spaces..],
            _ => break,
        };
        let length = next.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(next.len());
        if length == 0 || !next.starts_with(char::is_uppercase) {
            break;
        }
        end = text.len() - next.len() + length;
    }
    end
}

/// Whether capitalised words lead to `en` and another capital, without a line break.
fn closes_list(after: &str) -> bool {
    let mut words = after.split([' ', '\u{a0}']);
    for _ in 0..6 {
        let Some(word) = words.next() else { return false };
        if word == "en" {
            return words.next().is_some_and(|next| next.starts_with(char::is_uppercase));
        }
        if !word.starts_with(char::is_uppercase) || word.contains(['\n', '.']) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portfolios_behind_a_dash_and_without_a_link() {
        let office = |text: &str| office(text).map(|range| text[range].to_owned());
        let long = "staatssecretaris van Verzonnen Zaken - Bruggen, Dijken en Sluizen";
        assert_eq!(office(&format!("De {long},")).as_deref(), Some(long));
        assert_eq!(
            office("de minister van Financiën - zie bijlage").as_deref(),
            Some("minister van Financiën")
        );
        let signed = |line: &str| signed_portfolio(line).map(|range| line[range].to_owned());
        assert_eq!(
            signed("De staatssecretaris Bruggen en Dijken,").as_deref(),
            Some("staatssecretaris Bruggen en Dijken")
        );
        assert_eq!(signed("De minister Prins,"), None);
    }

    #[test]
    fn offices_that_answer_together_and_in_capitals() {
        let office = |text: &str| office(text).map(|range| text[range].to_owned());
        assert_eq!(
            office("aan de minister en de staatssecretaris van Defensie over").as_deref(),
            Some("minister en de staatssecretaris van Defensie")
        );
        assert_eq!(
            office_in_capitals("DE MINISTER VAN VERZONNEN ZORG, WELZIJN EN SPORT,").as_deref(),
            Some("minister van Verzonnen Zorg, Welzijn en Sport")
        );
        assert_eq!(office_in_capitals("DE VOORZITTER VAN DE COMMISSIE,"), None);
    }

    #[test]
    fn offices() {
        let found = |text: &str| office(text).map(|range| text[range].to_owned());
        assert_eq!(
            found("De minister van Buitenlandse Zaken,\nA. Prins").as_deref(),
            Some("minister van Buitenlandse Zaken")
        );
        assert_eq!(
            found("De staatssecretaris van Volksgezondheid, Welzijn en Sport,").as_deref(),
            Some("staatssecretaris van Volksgezondheid, Welzijn en Sport")
        );
        assert_eq!(
            found("aan de minister van Asiel en Migratie over water").as_deref(),
            Some("minister van Asiel en Migratie")
        );
        assert_eq!(found("minister Prins zegt").as_deref(), Some("minister Prins"));
        assert_eq!(
            found("De minister-president, minister van Algemene Zaken,").as_deref(),
            Some("minister-president, minister van Algemene Zaken")
        );
        assert_eq!(found("administratie"), None);
    }
}
