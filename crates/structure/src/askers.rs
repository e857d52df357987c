//! Who asks: members and parties as texts name them. Who answers stands in `offices.rs`.
//!
//! | text | comes out as |
//! |---|---|
//! | `Vragen van de leden van der Linde en Prins (XYZ)` | members `van der Linde`, `Prins`; party `XYZ` |
//! | `het lid Prins (A) en het lid De Boer (B)` | both members; party `A, B` |
//! | `de leden van de GroenLinks-PvdA-fractie` | party `GroenLinks-PvdA` |

use std::ops::Range;

use model::facts::Askers;

pub(crate) use crate::offices::office;
use crate::parties::{self, PARTIES};

mod behind;

pub(crate) use behind::behind_question;

/// Small words inside surnames.
const PARTICLES: [&str; 24] = [
    "van", "der", "de", "den", "het", "'t", "’t", "ter", "te", "ten", "op", "el", "al", "von", "zu", "la",
    "le", "du", "in", "voor", "den", "di", "da", "bin",
];

/// Words that announce members.
const MEMBERS: [&str; 14] = [
    "de kamerleden ",
    "kamerleden ",
    "het kamerlid ",
    "kamerlid ",
    "de leden ",
    "het lid ",
    "de heer ",
    "mevrouw ",
    "dhr. ",
    "mw. ",
    "leden ",
    "lid ",
    "de heren ",
    "mevr. ",
];

/// The askers that a heading names: only if it is about nothing else.
pub(crate) fn of_heading(text: &str) -> Option<Askers> {
    let line = text.trim().trim_end_matches([':', '.']).trim_end();
    if line.chars().count() > 220 || line.contains('?') {
        return None;
    }
    if parties::canonical(line).is_some() {
        return Some(party(line));
    }
    let lower = line.to_lowercase();
    let opens = [
        "vra",
        "antwoord",
        "reactie",
        "inbreng",
        "beantwoording",
        "de leden van",
        "het lid ",
        "lid ",
        "leden ",
        "kamerlid",
        "opmerkingen",
    ]
    .iter()
    .any(|word| without_number(&lower).starts_with(word));
    if let Some(bare) = line.strip_suffix("-fractie").or_else(|| line.strip_suffix(" fractie"))
        && parties::canonical(bare.trim()).is_some()
    {
        return Some(party(bare.trim()));
    }
    if let Some((name, bytes)) = faction(line) {
        // nothing but the announcement before it and little after it
        let after = line[bytes.end..].trim_matches(|c: char| !c.is_alphanumeric());
        let before = without_number(&lower[..floor(&lower, bytes.start)]);
        let heading = opens
            && before.split_whitespace().count() <= 16
            && after.split_whitespace().count() <= 10
            && !goes_on_as_sentence(after)
            && !is_sentence(line);
        // «… van de leden van de X-fractie en de Y-fractie»: both ask
        let all = of_passage(line).and_then(|all| all.party).or(name);
        return heading.then_some(Askers { party: all, members: Vec::new() });
    }
    if !opens {
        return None;
    }
    if let Some(askers) = party_at_end(line) {
        return Some(askers);
    }
    let (askers, _, end) = members(line)?;
    let after = line[end..].trim();
    let about = after.is_empty()
        || [
            "aan ",
            "over ",
            "inzake ",
            "m.b.t",
            "betreffende ",
            "naar aanleiding",
            "d.d",
            "(ingezonden",
            "van ",
        ]
        .iter()
        .any(|word| after.to_lowercase().starts_with(word));
    (about && (askers.party.is_some() || !askers.members.is_empty()) && !is_sentence(line)).then_some(askers)
}

/// Whether what follows the group's name is a verb: `De leden van de X-fractie verzoeken het kabinet om:`.
fn goes_on_as_sentence(after: &str) -> bool {
    const HEADS: [&str; 25] = [
        "en",
        "over",
        "inzake",
        "aan",
        "betreffende",
        "met",
        "van",
        "voor",
        "omtrent",
        "naar",
        "op",
        "ten",
        "in",
        "uit",
        "bij",
        "ter",
        "tot",
        "per",
        "antwoord",
        "antwoorden",
        "reactie",
        "beantwoording",
        "gezamenlijk",
        "tezamen",
        "samen",
    ];
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    word.chars().count() > 2 && word.starts_with(char::is_lowercase) && !HEADS.contains(&word)
}

/// Whether a line goes on like prose: a verb of asking or saying after the askers.
fn is_sentence(line: &str) -> bool {
    line.ends_with('?')
        || [
            " vragen of ",
            " vragen naar ",
            " vragen de ",
            " vragen het ",
            " vragen hoe ",
            " vragen wat ",
            " hebben ",
            " lezen ",
            " danken ",
            " constateren ",
            " maken ",
            " zijn ",
            " willen ",
            " wijzen ",
            " merken ",
            " vragen welke ",
            " vragen waarom ",
            " vernemen ",
            " onderschrijven ",
        ]
        .iter()
        .any(|verb| line.contains(verb))
}

/// Leaves a chapter number away: `II. `, `1.2 `, `A. `.
fn without_number(lower: &str) -> &str {
    let first = lower.split_whitespace().next().unwrap_or("");
    let bare = first.trim_end_matches(['.', ')', ':']);
    let number = !bare.is_empty()
        && (bare.chars().all(|c| c.is_ascii_digit() || c == '.')
            || bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
            || bare.len() == 1);
    if number && lower.len() > first.len() { lower[first.len()..].trim_start() } else { lower }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn party(name: &str) -> Askers {
    Askers { party: Some(name.to_owned()), members: Vec::new() }
}

/// `Inbreng VVD`, `Vragen van de leden van GroenLinks-PvdA`: a heading whose last words are a party.
fn party_at_end(line: &str) -> Option<Askers> {
    let name = listed_at_end(line)?;
    let before = line[..line.len() - name.len()].trim_end();
    // «het lid Omtzigt» is a member whose group has the same name
    let member = MEMBERS.iter().any(|word| before.to_lowercase().ends_with(word.trim_end()));
    let group = !member || before.to_lowercase().ends_with("leden");
    let short = group && before.split_whitespace().count() <= 8 && line.len() > name.len();
    (short && !before.contains(['.', ',', ':', '«']) && !is_sentence(line)).then(|| party(name))
}

/// The longest party of the list that ends a text.
fn listed_at_end(text: &str) -> Option<&'static str> {
    let ends = |name: &&&str| text.ends_with(**name) && starts_word(text, text.len() - name.len());
    PARTIES.iter().filter(ends).max_by_key(|name| name.len()).copied()
}

/// The longest party of the list that begins a text.
fn listed_at_start(text: &str) -> Option<&'static str> {
    let begins =
        |name: &&&str| text.starts_with(**name) && !text[name.len()..].starts_with(char::is_alphanumeric);
    PARTIES.iter().filter(begins).max_by_key(|name| name.len()).copied()
}

/// `Fractie-Prins`, as the other chamber calls the group of one member, at the beginning of a text.
fn group_at_start(text: &str) -> Option<&str> {
    let name = text.strip_prefix("Fractie-")?;
    let length = name.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(name.len());
    name.starts_with(char::is_uppercase).then(|| &text[.."Fractie-".len() + length])
}

/// The first party named as a group in a text: `de D66-fractie`, `de fractie van de Partij voor de Dieren`, `de
/// fractieleden van de SP`; several that are named together with commas between them: `de SP- en DENK-fractie`.
pub(crate) fn faction(text: &str) -> Option<(Option<String>, Range<usize>)> {
    let Some(at) = text.find("fractie") else { return group(text) };
    let before = text[..at].trim_end_matches(['-', '‑', '–', ' ']);
    let last = match listed_at_end(before) {
        Some(name) => Some(before.len() - name.len()),
        // a group that is not in the list: what stands between «de» and «-fractie» begins with a capital
        None if text[..at].ends_with(['-', '‑']) => unlisted(before),
        None => None,
    };
    if let Some(mut start) = last {
        let mut names = vec![before[start..].to_owned()];
        // «de SP- en DENK-fractie», «de CDA-, SP- en SGP-fracties»
        for _ in 0..20 {
            let rest = before[..start].trim_end();
            let rest = rest.strip_suffix(" de").unwrap_or(rest);
            let rest = rest.strip_suffix("en").map_or(rest, str::trim_end);
            let rest = rest.strip_suffix(',').map_or(rest, str::trim_end);
            let Some(rest) = rest.strip_suffix(['-', '‑', '–']) else { break };
            let Some(from) =
                listed_at_end(rest).map(|name| rest.len() - name.len()).or_else(|| unlisted(rest))
            else {
                break;
            };
            names.insert(0, rest[from..].to_owned());
            start = from;
        }
        return Some((together(names), start..at + "fractie".len()));
    }
    let mut after = &text[at + "fractie".len()..];
    after = after.strip_prefix('s').unwrap_or(after);
    after = after.strip_prefix("leden").unwrap_or(after).trim_start();
    let of = after.strip_prefix("van ");
    after = of.unwrap_or(after);
    let mut names = Vec::new();
    let mut end = at;
    // «de fracties van CDA, PVV en de Partij voor de Dieren»
    for _ in 0..20 {
        after = after.strip_prefix("de ").or_else(|| after.strip_prefix("het ")).unwrap_or(after);
        let known = listed_at_start(after).or_else(|| group_at_start(after));
        let Some(name) = known.or_else(|| of.and_then(|_| unlisted_at_start(after))) else { break };
        names.push(name.to_owned());
        after = &after[name.len()..];
        end = text.len() - after.len();
        let joined = [", en ", ", ", " en van ", " en "].iter().find_map(|joiner| after.strip_prefix(joiner));
        let Some(next) = joined else { break };
        after = next;
    }
    if names.is_empty() {
        return None;
    }
    Some((together(names), at..end))
}

/// The name of a group that no list has, at the beginning of a text behind `de fractie van`: its words with capitals.
fn unlisted_at_start(text: &str) -> Option<&str> {
    let mut end = 0;
    for word in text.split(' ').take(4) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        if !word.starts_with(|c: char| c.is_uppercase()) || word == "Kamerlid" {
            break;
        }
        end += usize::from(end > 0) + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    text.get(..end).filter(|name| name.chars().count() > 1)
}

/// A group of members who left their party: `de leden van de Groep Prins`, `het lid van de Groep Van der Linde`.
fn group(text: &str) -> Option<(Option<String>, Range<usize>)> {
    let members = ["leden van de ", "lid van de "];
    let at =
        members.iter().filter_map(|word| Some(text.find(&format!("{word}Groep "))? + word.len())).min()?;
    let (_, end) = name(text, at + "Groep ".len())?;
    Some((Some(text[at..end].to_owned()), at..end))
}

/// Parties that ask together, each once, as one text.
fn together(names: Vec<String>) -> Option<String> {
    let mut each: Vec<String> = Vec::new();
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    (!each.is_empty()).then(|| each.join(", "))
}

/// Where the name of a group that no list has begins, at the end of a text: `de leden van de Nieuw Land`.
fn unlisted(before: &str) -> Option<usize> {
    let start = before.rfind(' ').map_or(0, |space| space + 1);
    let article =
        ["de ", "De ", "het ", "Het "].iter().filter_map(|word| before.rfind(word).map(|at| at + word.len()));
    // several words only behind an article, and not too many
    let wide = article.max().filter(|&from| from < start && before[from..].split(' ').count() <= 4);
    let opens = |from: usize| {
        before[from..].split(' ').all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || PARTICLES.contains(&word)
                || word == "en"
        }) && before[from..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    wide.filter(|&from| opens(from)).or_else(|| {
        Some(start).filter(|&from| from < before.len() && opens(from) && before[from..].chars().count() > 1)
    })
}

pub(crate) fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric())
}

/// The first members named in a text, where they begin and where they end.
pub(crate) fn members(text: &str) -> Option<(Askers, usize, usize)> {
    // ASCII only, so that bytes stay where they are
    let lower = text.to_ascii_lowercase();
    members_in(text, &lower)
}

fn members_in(text: &str, lower: &str) -> Option<(Askers, usize, usize)> {
    let mut from = 0;
    // where each word comes next: looked for anew only once it is passed, or a text of many «leden» is read for each
    let mut places = MEMBERS.map(|word| (word, lower.find(word)));
    loop {
        for (word, place) in places.iter_mut().filter(|(_, place)| place.is_some_and(|at| at < from)) {
            *place = lower[from..].find(*word).map(|at| from + at);
        }
        let (at, word) = places
            .iter()
            .filter_map(|(word, place)| Some(((*place)?, *word)))
            .filter(|(at, _)| starts_word(lower, *at))
            .min_by_key(|(at, word)| (*at, usize::MAX - word.len()))?;
        let mut named: Vec<(String, Option<String>)> = Vec::new();
        let mut end = at + word.len();
        // «van de leden lid Prins (XYZ)»
        while let Some(again) =
            ["lid ", "leden ", "het lid "].iter().find(|again| lower[end..].starts_with(**again))
        {
            end += again.len();
        }
        while let Some((name, party, next)) = member(text, end) {
            named.push((name, party));
            end = next;
            let Some(next) = joined(lower, text, end) else { break };
            end = next;
        }
        if !named.is_empty() {
            return Some((askers(named), at, trim_joiner(text, end)));
        }
        from = at + word.len();
    }
}

/// After a member: `, `, ` en `, ` en het lid `; the next byte of a name.
fn joined(lower: &str, text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    // «Prins , De Boer (beiden XYZ)»
    let comma = rest.trim_start_matches(' ').strip_prefix(',').map(str::trim_start);
    let after = comma.unwrap_or(rest);
    let word = after.trim_start();
    let (mut next, and) = match word.strip_prefix("en ") {
        // «het lid Prins (XYZ) en van het lid De Boer (ABC)»
        Some(next) => (next.strip_prefix("van ").filter(|next| announces(next)).unwrap_or(next), true),
        None => (word, false),
    };
    if !and && comma.is_none() {
        return None;
    }
    let start = text.len() - next.len();
    let lowered = lower.get(start..)?;
    if let Some(word) =
        MEMBERS.iter().filter(|word| lowered.starts_with(**word)).max_by_key(|word| word.len())
    {
        next = &next[word.len()..];
    }
    let start = text.len() - next.len();
    member(text, start).map(|_| start)
}

/// Whether words that announce members begin a text.
fn announces(text: &str) -> bool {
    MEMBERS.iter().any(|word| text.starts_with(word))
}

/// `Prins (VVD)`, `Van der Veen (BBB) en De Boer (SGP)`: a heading of nothing but members with their parties.
pub(crate) fn bare_members(text: &str) -> Option<Askers> {
    let line = text.trim().trim_end_matches(':');
    if line.chars().count() > 120 || line.contains(['\n', '?']) {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let mut named = Vec::new();
    // «De heer Prins (VVD)», «Mevrouw De Boer (SGP)»
    let mut end =
        MEMBERS.iter().filter(|word| lower.starts_with(**word)).map(|word| word.len()).max().unwrap_or(0);
    while let Some((name, party, next)) = member(line, end) {
        // a list of members of a committee names their offices too
        parties::canonical(party.as_deref()?)?;
        named.push((name, party));
        end = next;
        match joined(&lower, line, end) {
            Some(next) => end = next,
            None => break,
        }
    }
    (!named.is_empty() && named.len() <= 4 && end == line.len()).then(|| askers(named))
}

fn trim_joiner(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].trim_end().len()
}

/// `, A.B. van der` before a party in brackets: its length and the particles.
fn initials_behind(after: &str) -> Option<(usize, &str)> {
    let inside = after.strip_prefix(", ")?;
    let initials = inside.split(' ').next()?;
    let letters = initials.strip_suffix('.')?;
    if letters.is_empty()
        || !letters
            .split('.')
            .all(|letter| letter.chars().count() <= 2 && letter.starts_with(char::is_uppercase))
    {
        return None;
    }
    let rest = &inside[initials.len()..];
    let open = rest.find('(').filter(|open| *open <= 20)?;
    let particles = rest[..open].trim();
    let fits = particles.split(' ').all(|word| word.is_empty() || PARTICLES.contains(&word));
    fits.then_some((2 + initials.len() + rest[..open].trim_end().len(), particles))
}

/// One member: name and party in brackets.
fn member(text: &str, at: usize) -> Option<(String, Option<String>, usize)> {
    let (mut name, mut end) = name(text, at)?;
    // «Prins, A. van der (XYZ)», as lists of members print them
    if let Some((length, particles)) = initials_behind(&text[end..]) {
        end += length;
        if !particles.is_empty() {
            name = format!("{particles} {name}");
        }
    }
    let mut party = None;
    // «Kostic ´ (XYZ)»: an accent that fell off its letter
    let after = text[end..].trim_start_matches([' ', '\u{a0}', '\n', '´', '`', '¨', 'ˇ']);
    if let Some(inner) = after.strip_prefix('(')
        && let Some(close) = inner.find(')')
        && inner[..close].chars().count() <= 40
    {
        let found = inner[..close].trim();
        let found = found.strip_prefix("beiden ").or_else(|| found.strip_prefix("allen ")).unwrap_or(found);
        if parties::is_party(found)
            || found.chars().count() <= 24
                && !found.contains(|c: char| c.is_ascii_digit() && !found.starts_with(char::is_uppercase))
                && found.starts_with(char::is_uppercase)
        {
            party = Some(found.to_owned());
            end = text.len() - inner.len() + close + 1;
        }
    }
    // «Prins c.s.»
    let tail = text[end..].trim_start();
    if tail.starts_with("c.s.") {
        end = text.len() - tail.len() + 4;
    }
    Some((name, party, end))
}

/// A surname with its particles and perhaps a first name: `van der Linde`, `De Boer`, `Anna Prins`.
pub(crate) fn name(text: &str, at: usize) -> Option<(String, usize)> {
    let mut end = at;
    let mut capital = false;
    let mut words = 0;
    for _ in 0..6 {
        let rest = &text[end..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        let word = &rest[spaces..];
        let length = word
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '‑' | '\'' | '’' | '.')))
            .unwrap_or(word.len());
        let word = word[..length].trim_end_matches('.');
        let initial = rest[spaces..].starts_with(|c: char| c.is_uppercase())
            && rest[spaces + word.len()..].starts_with('.')
            && word.chars().count() <= 2;
        let word = if initial { &rest[spaces..spaces + word.len() + 1] } else { word };
        if word.is_empty() || words > 0 && spaces == 0 {
            break;
        }
        let upper = word.starts_with(char::is_uppercase);
        let particle = PARTICLES.contains(&word);
        // «de leden van de D66-fractie» is no name
        if !upper && (!particle || capital)
            || word.ends_with("fractie")
            || word == "Kamer"
            || word == "Vraag"
            || word == "Antwoord"
            || word.starts_with("Kamerstuk")
        {
            // «Van der Linde de Regeling»: a name that had its particles takes no more
            let mut before = text[at..end].split_whitespace();
            let is_particle =
                |word: &str| PARTICLES.iter().any(|particle| particle.eq_ignore_ascii_case(word));
            let led = text[at..].starts_with(char::is_uppercase)
                && before.next().is_some_and(is_particle)
                && before.any(|word| !is_particle(word));
            if particle && capital && !led && follows_capital(&rest[spaces + word.len()..]) {
                // «Anna van der Linde»: particles after a first name
                end += spaces + word.len();
                words += 1;
                continue;
            }
            break;
        }
        capital |= upper;
        end += spaces + word.len();
        words += 1;
        if word.contains("-fractie") {
            return None;
        }
    }
    if !capital || text[end..].starts_with("-fractie") {
        return None;
    }
    Some((text[at..end].trim().to_owned(), end))
}

/// Whether particles lead to a capital within two words.
fn follows_capital(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    for _ in 0..3 {
        match words.next() {
            Some(word) if word.starts_with(char::is_uppercase) => return !word.contains("fractie"),
            Some(word) if PARTICLES.contains(&word) => {}
            _ => return false,
        }
    }
    false
}

fn askers(named: Vec<(String, Option<String>)>) -> Askers {
    // a party in brackets counts for the names before it that have none
    let mut parties: Vec<Option<String>> = named.iter().map(|(_, party)| party.clone()).collect();
    let mut next = None;
    for party in parties.iter_mut().rev() {
        match party {
            Some(party) => next = Some(party.clone()),
            None => party.clone_from(&next),
        }
    }
    // whose party nobody tells is not given that of another
    let told: Option<Vec<String>> = parties.into_iter().collect();
    Askers { party: told.and_then(together), members: named.into_iter().map(|(name, _)| name).collect() }
}

/// The parties of several passages that are answered together.
pub(crate) fn all_of(passages: &[Askers]) -> Option<Askers> {
    let names = passages.iter().filter_map(|askers| askers.party.as_deref());
    let party = together(names.flat_map(|party| party.split(", ")).map(str::to_owned).collect())?;
    Some(Askers { party: Some(party), members: Vec::new() })
}

/// The parties in whose name a passage asks, from its words: `De leden van de D66-fractie vragen …`.
pub(crate) fn of_passage(text: &str) -> Option<Askers> {
    let mut names = Vec::new();
    let mut rest = text;
    // «De leden van de CDA-fractie en de leden van de SGP-fractie vragen»
    for _ in 0..20 {
        let Some((name, bytes)) = faction(rest) else { break };
        if !names.is_empty() && bytes.start > 2 {
            break;
        }
        names.extend(name?.split(", ").map(str::to_owned));
        let after = rest[bytes.end..].trim_start_matches([' ', ',']);
        // «Zowel de leden van de X-fractie als de leden van de Y-fractie»
        let both = text.starts_with("Zowel ").then(|| after.strip_prefix("als ")).flatten();
        let after = both.or_else(|| after.strip_prefix("en ")).unwrap_or(after);
        let joins = ["de leden van de ", "de leden van het ", "van de ", "de ", "die van de ", ""];
        rest = joins.iter().find_map(|join| after.strip_prefix(join)).unwrap_or(after);
    }
    if !names.is_empty() {
        names.extend(behind::joining(text));
    }
    together(names).map(|party| Askers { party: Some(party), members: Vec::new() })
}

#[cfg(test)]
mod tests;
