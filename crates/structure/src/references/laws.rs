//! Laws, treaties and European rules: only what is surely one.
//!
//! `artikel 3 van de Wet open overheid`, `Vreemdelingenwet 2000`, `Verdrag van Ottawa`, `Verordening (EU) 2016/679`,
//! `Stb. 2018, 84`. Names are read as printed; an abbreviation counts alone where it can be nothing else (`de Awb`), and
//! behind an article where it could (`artikel 3 Gw`). `wet- en regelgeving`, `deze wet`, a bill without a name are none.

use model::facts::ReferenceKind;
use model::number::notation::{Cursor, is_dash, is_space};

use super::law_words::{CASES, GENERIC, NAMES, STOPPING_PAIRS, STOPS};
use super::{Found, gazettes};

/// Reads a law that begins at `at`.
pub(super) fn read(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.as_bytes()[0];
    if matches!(first, b'a' | b'A')
        && let Some((name, end)) = article(rest)
    {
        push(found, at, end, name);
        return Some(at + end + short_name(&rest[end..]));
    }
    if !first.is_ascii_uppercase() {
        let (name, end) = european(rest)?;
        push(found, at, end, name);
        return Some(at + end);
    }
    if let Some(end) = gazettes::read(rest, at, found) {
        return Some(at + end);
    }
    let (name, end) = european(rest)
        .or_else(|| registered(rest))
        .or_else(|| named(rest, false))
        .or_else(|| decree(&text[..at], rest))
        .or_else(|| joined_decree(&text[..at], rest))
        .or_else(|| known(rest))?;
    let (name, end) = match whole_name(text, at, end) {
        Some(end) => (rest[..end].to_owned(), end),
        None => (name, end),
    };
    push(found, at, end, name);
    Some(at + end + short_name(&rest[end..]))
}

/// Where a name ends that seems to stop at a preposition, but that brackets hold as a whole or give in short:
/// `(Wet verzonnen borging voor het bouwen)`, `Wet verzonnen borging voor het bouwen (Wvb)`.
fn whole_name(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = &text[at..];
    if !rest.starts_with("Wet ") || !rest[end..].starts_with(' ') {
        return None;
    }
    let stop = end + rest[end..].bytes().take(80).position(|b| b"(),.;:\n".contains(&b))?;
    let more = rest[end..stop].trim();
    let led = ["voor", "op", "in", "van", "over", "met", "tot", "bij", "en"].contains(&first_word(more));
    if !led || more.split(' ').count() > 6 {
        return None;
    }
    if rest[stop..].starts_with(')') {
        return text[..at].ends_with('(').then_some(stop);
    }
    // the letters of the short name begin words of the name, in their order
    let short = rest[stop..].strip_prefix('(')?;
    let short = short.strip_prefix("hierna: ").unwrap_or(short).split(')').next()?;
    if !(2..=8).contains(&short.len())
        || !short.starts_with('W')
        || !short.bytes().all(|b| b.is_ascii_alphabetic())
    {
        return None;
    }
    let short = short.to_lowercase();
    let name = rest[..stop].to_lowercase();
    let mut initials = name.split([' ', '-']).filter_map(|word| word.chars().next());
    let spelled = short.chars().all(|letter| initials.any(|initial| initial == letter));
    spelled.then(|| rest[..stop].trim_end().len())
}

/// Bytes of the short name that brackets add to a law: ` (Woo)`, ` (hierna: Woo)`. It is the same reference.
fn short_name(tail: &str) -> usize {
    let mut cursor = Cursor::new(tail);
    if !cursor.spaces() || cursor.take(|c| c == '(').is_none() {
        return 0;
    }
    let _ = cursor.word("hierna: ") || cursor.word("hierna ") || cursor.word("de ");
    let Some((_, length)) = abbreviation(cursor.rest()) else { return 0 };
    cursor.skip(length);
    if cursor.take(|c| c == ')').is_some() { cursor.at() } else { 0 }
}

pub(super) fn push(found: &mut Vec<Found>, at: usize, length: usize, target: String) {
    found.push(Found { bytes: at..at + length, kind: ReferenceKind::Law, target, announced: true });
}

/// `artikel 3, eerste lid, van de Wet open overheid`, `artikelen 2 en 8 EVRM`, `art. 6:162 BW`.
fn article(rest: &str) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(rest);
    if !(cursor.word("artikelen") || cursor.word("artikel") || cursor.word("art.")) || !cursor.spaces() {
        return None;
    }
    // the number and its parts: everything up to «van», «uit» or a name, bounded
    cursor.peek().filter(char::is_ascii_digit)?;
    for _ in 0..12 {
        let word = cursor.take_while(24, |c| c.is_alphanumeric() || matches!(c, ':' | '.' | '-'));
        if word.is_empty() {
            return None;
        }
        skip_separators(&mut cursor);
        if word == "van" || word == "uit" {
            let _ = cursor.word("de ") || cursor.word("het ");
            let (name, length) = named(cursor.rest(), true)
                .or_else(|| abbreviation(cursor.rest()))
                .or_else(|| european(cursor.rest()))
                .or_else(|| small(cursor.rest()))?;
            return Some((name, cursor.at() + length));
        }
        if let Some((name, length)) = abbreviation(cursor.rest()).or_else(|| named(cursor.rest(), false)) {
            return Some((name, cursor.at() + length));
        }
    }
    None
}

pub(super) fn skip_separators(cursor: &mut Cursor<'_>) {
    cursor.take_while(3, |c| is_space(c) || c == ',' || c == ';');
}

/// Abbreviations that mean nothing but a law: not `AOW` or `WIA`, which are benefits too.
const CERTAIN: [&str; 42] = [
    "AVG", "AWR", "Awb", "Awir", "Bal", "Bbl", "Bkl", "EVRM", "IVBPR", "IVRK", "UAVG", "VWEU", "WHW", "WNT",
    "WEC", "WPO", "Wab", "Wabo", "Wams", "Wav", "Wbp", "Wft", "Wgs", "Wiv", "Wjsg", "Wkb", "Wkkgz", "Wlz",
    "Wmo", "Wnb", "Wob", "Woo", "Wpg", "Wro", "Wsnp", "Wtza", "Wvggz", "Wwft", "Wzd", "Zvw", "Whoa", "Wvo",
];

/// `de Awb`, `Wmo 2015`.
fn known(rest: &str) -> Option<(String, usize)> {
    // «de WPO1»: a note's mark that stayed
    let word = first_word(rest).trim_end_matches(|c: char| c.is_ascii_digit());
    if first_word(rest).len() - word.len() > 2 {
        return None;
    }
    if !CERTAIN.contains(&word)
        || rest[word.len()..].starts_with(['/', '.', '&']) && ends_glued(&rest[word.len()..])
    {
        return None;
    }
    let length = with_year(rest, word.len());
    Some((rest[..length].to_owned(), length))
}

/// Whether a mark is followed by more of the same word: `Wlz/Zvw` is not, `Woo.nl` is.
fn ends_glued(tail: &str) -> bool {
    tail.starts_with('.') && tail[1..].starts_with(char::is_lowercase)
}

/// `BWBR0005537`: a regulation by its number in the national collection.
fn registered(rest: &str) -> Option<(String, usize)> {
    let digits = rest.strip_prefix("BWBR")?.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 7).then(|| (rest[..11].to_owned(), 11))
}

/// `het Besluit bouwwerken leefomgeving`, `de Regeling langdurige zorg`: a name only behind its article.
fn decree(before: &str, rest: &str) -> Option<(String, usize)> {
    let word = first_word(rest);
    let article = match word {
        "Besluit" => "het",
        "Regeling" => "de",
        _ => return None,
    };
    let led = before.trim_end_matches([' ', '\u{a0}']).rsplit([' ', '\u{a0}', '\n', '(']).next();
    led.filter(|led| led.eq_ignore_ascii_case(article))?;
    phrase(rest, word, false)
}

/// `het Drinkwaterbesluit`, `de Loontransparantierichtlijn`, `de NIS2-richtlijn`: one word, only behind its article; most
/// decisions of that form are about one case.
fn joined_decree(before: &str, rest: &str) -> Option<(String, usize)> {
    let word = first_word(rest);
    let (article, stem) = [("het", "besluit"), ("de", "richtlijn"), ("de", "verordening")]
        .into_iter()
        .find_map(|(article, end)| Some((article, word.strip_suffix(end)?)))?;
    let stem = stem.trim_end_matches('-').to_lowercase();
    // «de EU-kaderrichtlijn afvalstoffen»: its second word names it
    if stem.ends_with("kader") {
        let named = rest[word.len()..].strip_prefix(' ').map(first_word)?;
        let known = ["water", "afvalstoffen", "luchtkwaliteit"].contains(&named.to_lowercase().as_str());
        let end = word.len() + 1 + named.len();
        return known.then(|| (rest[..end].to_owned(), end));
    }
    if stem.len() < 3 || CASES.contains(&stem.as_str()) || GENERIC.contains(&word) {
        return None;
    }
    // «de Europese Molenverordening»
    let between = ["Europese ", "nieuwe ", "huidige ", "herziene ", "gewijzigde "];
    let lead = between.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let led = lead.trim_end_matches([' ', '\u{a0}']).rsplit([' ', '\u{a0}', '\n', '(']).next();
    led.filter(|led| *led == article)?;
    let length = with_year(rest, word.len());
    Some((rest[..length].to_owned(), length))
}

/// `EVRM`, `Awb`, `VWEU`, `Sr`: only behind an article.
fn abbreviation(rest: &str) -> Option<(String, usize)> {
    const KNOWN: [&str; 38] = [
        "EVRM",
        "VWEU",
        "VEU",
        "AVG",
        "Awb",
        "BW",
        "Sr",
        "Sv",
        "Rv",
        "Gw",
        "Woo",
        "Wob",
        "Wlz",
        "Wmo",
        "Zvw",
        "Wft",
        "Wwft",
        "IVRK",
        "IVBPR",
        "Vw",
        "Vb",
        "Wpg",
        "Wjsg",
        "Wiv",
        "AWR",
        "AOW",
        "WIA",
        "WW",
        "Wab",
        "Cw",
        "CW",
        "VN-Handvest",
        "NAVO-verdrag",
        "Grondwet",
        "KRW",
        "WAADI",
        "Waadi",
        "WSF",
    ];
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let word = &rest[..length];
    if !KNOWN.contains(&word) && !CERTAIN.contains(&word) {
        return None;
    }
    let length = with_year(rest, length);
    Some((rest[..length].to_owned(), length))
}

/// `Verordening (EU) 2016/679`, `verordening (EU) nr. 604/2013`, `Richtlijn 2003/88/EG`, `Verordening 2016/679`: the name
/// begins with a capital, as the rule's own does.
fn european(rest: &str) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(rest);
    let kind = [
        "verordening",
        "richtlijn",
        "besluit",
        "kaderbesluit",
        "uitvoeringsverordening",
        "uitvoeringsbesluit",
    ]
    .into_iter()
    .find(|kind| cursor.word(kind))?;
    if !cursor.spaces() {
        return None;
    }
    let mut union = false;
    for body in ["(EU) ", "(EG) ", "(EEG) ", "(EU, Euratom) ", "(Euratom) ", "(GBVB) "] {
        if cursor.word(body) {
            union = true;
            break;
        }
    }
    let _ = cursor.word("nr. ");
    let first = cursor.digits(4)?;
    cursor.take(|c| c == '/')?;
    cursor.digits(4)?;
    if cursor.take(|c| c == '/').is_some() {
        let body = cursor.take_while(7, |c| c.is_ascii_alphabetic());
        union |= !body.is_empty();
    }
    // «Verordening 2016/679»: the year comes first since 2015
    let dated = matches!(kind, "verordening" | "richtlijn") && first.len() == 4 && first.starts_with("20");
    let mut name = rest[..cursor.at()].to_owned();
    if let Some(letter) = name.get_mut(..1) {
        letter.make_ascii_uppercase();
    }
    (union || dated).then_some((name, cursor.at()))
}

/// A law by name. `cited` when an article of it is cited, so that any capitalised name will do.
fn named(rest: &str, cited: bool) -> Option<(String, usize)> {
    if !rest.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    if let Some(name) = NAMES.iter().find(|name| rest.starts_with(**name) && ends_word(rest, name.len())) {
        let length = with_year(rest, name.len());
        return Some((rest[..length].to_owned(), length));
    }
    let word = first_word(rest);
    if word == "Wet" || word == "Verdrag" {
        return phrase(rest, word, cited);
    }
    // «VN-Verdrag inzake de rechten van het kind»
    if word == "VN-Verdrag" {
        let (_, length) = phrase(&rest["VN-".len()..], "Verdrag", cited)?;
        let end = "VN-".len() + length;
        return Some((rest[..end].to_owned(), end));
    }
    if cited && matches!(word, "Besluit" | "Regeling" | "Reglement")
        || [
            "Rijkswet",
            "Implementatiewet",
            "Uitvoeringswet",
            "Invoeringswet",
            "Verzamelwet",
            "Veegwet",
            "Verzamelspoedwet",
            "Kaderwet",
            "Aanpassingswet",
            "Wijzigingswet",
        ]
        .contains(&word)
    {
        return phrase(rest, word, cited);
    }
    if word == "Algemene" && (rest[8..].starts_with(" wet ") || rest[8..].starts_with(" Wet ")) {
        return phrase(rest, &rest[..12], cited);
    }
    if let Some(length) = joined_compound(rest, word) {
        return Some((rest[..length].to_owned(), length));
    }
    let lower = word.to_ascii_lowercase();
    let compound = lower.len() > 6
        && (lower.ends_with("wet") || lower.ends_with("verdrag") || lower.ends_with("wetboek"));
    // «Oslo-akkoorden» and the like are no treaties; «EU-Israël Associatieakkoord» counts when an article is cited
    if compound
        && !word.starts_with("EU-")
        && !GENERIC.contains(&word)
        && !rest[word.len()..].starts_with('-')
    {
        let length = with_year(rest, word.len());
        return Some((rest[..length].to_owned(), length));
    }
    cited.then(|| capitalised(rest)).flatten()
}

/// `artikel 7.8 van de erfgoedwet`: a cited law with a small letter.
fn small(rest: &str) -> Option<(String, usize)> {
    let word = first_word(rest);
    let law = word.ends_with("wet")
        && word.len() > 6
        && !word.contains('-')
        && word.starts_with(char::is_lowercase);
    let generic = GENERIC.iter().any(|one| one.eq_ignore_ascii_case(word));
    (law && !generic).then(|| (word.to_owned(), word.len()))
}

/// `Tabaks- en rookwarenwet`, `Crisis- en herstelwet`: bytes of both halves.
fn joined_compound(rest: &str, word: &str) -> Option<usize> {
    let second =
        word.strip_suffix('-').and_then(|_| rest[word.len()..].strip_prefix(" en ")).map(first_word)?;
    let law = second.to_lowercase();
    if ["aanpassingswet", "implementatiewet", "uitvoeringswet"].contains(&law.as_str()) {
        return None;
    }
    (law.ends_with("wet") && law.len() > 6 && !law.contains('-'))
        .then(|| with_year(rest, word.len() + 4 + second.len()))
}

/// `Wet`, `Verdrag` or another head and the words of its name.
fn phrase(rest: &str, head: &str, cited: bool) -> Option<(String, usize)> {
    let mut end = head.len();
    let mut count = 0;
    let mut after_place = false;
    let mut closed = false;
    for turn in 0..18 {
        // «Verdrag inzake luchtdiensten tussen het Koninkrijk der Nederlanden en de Republiek …»: only these are long
        if turn >= 12 && !(head == "Verdrag" && rest[..end].contains(" tussen ")) {
            break;
        }
        let tail = &rest[end..];
        let spaces = tail.len() - tail.trim_start_matches([' ', '\u{a0}']).len();
        if spaces == 0 {
            closed = !tail.starts_with('-');
            break;
        }
        let word = first_word(&tail[spaces..]);
        if word.is_empty() {
            closed = tail[spaces..].starts_with('(');
            break;
        }
        // «Wet verzonnen bekendmaking - 31084-11»
        if word.chars().all(|c| c == '-') || word.bytes().take_while(u8::is_ascii_digit).count() > 4 {
            closed = true;
            break;
        }
        let next = &tail[spaces + word.len()..];
        // a year closes a name; an article that nothing leads to begins another part of the sentence
        let before = rest[..end].rsplit([' ', '\u{a0}']).next().unwrap_or("");
        let dated = before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit());
        let led = [
            "op", "van", "voor", "in", "tot", "inzake", "ter", "bij", "tegen", "over", "met", "en", "aan",
            "uit",
        ]
        .contains(&before);
        if head != "Verdrag" && count > 0 && (dated || !led && ["de", "het", "een"].contains(&word)) {
            closed = true;
            break;
        }
        // «Wet op de kansspelen het onderscheid …»: a name does not go on with an article of its own
        if head == "Wet" && count >= 3 && ["het", "een", "te", "meer", "verboden", "vallen"].contains(&word) {
            closed = true;
            break;
        }
        let parties = head == "Verdrag"
            && rest[..end].contains(" tussen ")
            && !rest[..end].contains(" en ")
            && ["de ", "het "].iter().any(|start| next.trim_start().starts_with(start));
        let joins_another = word == "en"
            && !parties
            && (["de ", "het ", "van ", "Wet", "een ", "in "]
                .iter()
                .any(|start| next.trim_start().starts_with(start))
                || [
                    "hoe",
                    "wat",
                    "welke",
                    "waarom",
                    "is",
                    "zijn",
                    "wordt",
                    "worden",
                    "dat",
                    "dit",
                    "die",
                    "daarmee",
                    "enige",
                    "enkele",
                    "diverse",
                    "aanverwante",
                    "verwante",
                    "overige",
                    "andere",
                    "anders",
                    "dus",
                    "daarnaast",
                    "ook",
                    "heeft",
                    "hebben",
                    "kan",
                    "kunnen",
                    "moet",
                    "moeten",
                    "zal",
                    "zullen",
                    "om",
                    "niet",
                    "er",
                    "we",
                    "wij",
                ]
                .contains(&first_word(next.trim_start())));
        // «Verdrag van Ottawa»: a place is the whole name
        let place_ends = after_place && !word.starts_with(char::is_uppercase);
        let pair = || STOPPING_PAIRS.iter().any(|pair| tail[spaces..].starts_with(pair));
        // «Wet verzonnen zaken en nog wat»
        let stops = STOPS.contains(&word) && !(word == "nog" && before == "en");
        if stops
            || head != "Verdrag" && pair()
            || joins_another
            || place_ends
            || count > 0
                && ["in", "over", "van", "voor", "met", "op", "te", "en"].contains(&word)
                && end_is_verbal(next, head)
        {
            closed = place_ends || head != "Verdrag";
            break;
        }
        after_place = head == "Verdrag"
            && (after_place
                || count == 1
                    && rest[head.len()..end].trim() == "van"
                    && word.starts_with(char::is_uppercase));
        // «Wet open overheid-verzoeken»: the name is over where another word is glued to it
        let glued = word.split_once('-').filter(|(name, tail)| {
            let named = count > 0 || name.starts_with(char::is_uppercase);
            !name.is_empty() && tail.starts_with(char::is_lowercase) && named && !next.starts_with("- en")
        });
        if let Some((name, _)) = glued.filter(|_| head == "Wet") {
            end += spaces + name.len();
            count += 1;
            closed = true;
            break;
        }
        end += spaces + word.len();
        count += 1;
    }
    let mut name = rest[..end].trim_end();
    // «de Wet gedeeltelijk verbod verzonnen kleding in.»: the sentence's own verb lost its half
    for last in [" in", " aan", " uit", " mee"] {
        name = name.strip_suffix(last).unwrap_or(name).trim_end();
    }
    // «in de Wet verzonnen communicatie op te nemen», «de Wet op de molens van meer middelen»
    let next = first_word(rest[end..].trim_start());
    if ["te", "meer", "verboden", "vallen"].contains(&next) {
        for last in [" op", " voor", " met", " over", " bij", " van", " onder"] {
            name = name.strip_suffix(last).unwrap_or(name).trim_end();
        }
    }
    let second = first_word(name[head.len()..].trim_start());
    let real = match head {
        "Verdrag" => {
            ["van", "inzake", "betreffende", "tot", "tegen", "tussen", "voor", "over"].contains(&second)
                && count >= 2
        }
        // «Wet van 3 mei 2025» is a date, «de Wet zelf» the one named before
        _ => !["van", "zelf", "en", "in", "tot"].contains(&second) && count >= 1 && (closed || cited),
    };
    // «Verdrag tussen de regering van het Koninkrijk …» breaks off before the other party: no name
    let real = real && (second != "tussen" || name.contains(" en "));
    let dangling = ["van", "de", "het", "een", "op", "inzake", "en", "voor", "tot", "te"]
        .iter()
        .any(|last| name.ends_with(&format!(" {last}")));
    (real && !dangling && name.len() < 160).then(|| (name.to_owned(), name.len()))
}

/// Whether the words after a preposition leave the name: «Wet open overheid in werking».
fn end_is_verbal(next: &str, head: &str) -> bool {
    let word = first_word(next.trim_start());
    // «Verdrag inzake de rechten van het kind» goes on, «Wet open overheid voor de …» does not
    if head == "Verdrag" && ["het", "de", "een"].contains(&word) {
        return false;
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    [
        "werking",
        "strijd",
        "verband",
        "voorbereiding",
        "behandeling",
        "consultatie",
        "principe",
        "beginsel",
        "het",
        "de",
        "een",
        "deze",
        "lijn",
        "kader",
        "overeenstemming",
    ]
    .contains(&word)
}

/// `EU-Israël Associatieakkoord`, `Schengengrenscode`: capitalised words, the last naming a kind of rule.
fn capitalised(rest: &str) -> Option<(String, usize)> {
    let mut end = 0;
    let mut best = None;
    for _ in 0..6 {
        let tail = &rest[end..];
        let spaces = tail.len() - tail.trim_start_matches(' ').len();
        let word = tail[spaces..].split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
        if word.is_empty() || !word.starts_with(char::is_uppercase) {
            break;
        }
        end += spaces + word.len();
        let lower = word.to_lowercase();
        let rule = [
            "akkoord",
            "overeenkomst",
            "conventie",
            "conventies",
            "handvest",
            "statuut",
            "besluit",
            "regeling",
            "wet",
            "code",
            "verordening",
            "richtlijn",
            "verdrag",
            "wetboek",
            "reglement",
        ];
        if rule.iter().any(|kind| lower.ends_with(kind)) {
            best = Some(end);
        }
    }
    best.filter(|end| !GENERIC.contains(&&rest[..*end])).map(|end| (rest[..end].to_owned(), end))
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '’')).unwrap_or(text.len());
    // a quotation mark that closes is not the apostrophe of «foto’s»
    text[..end].trim_end_matches('’')
}

fn ends_word(rest: &str, at: usize) -> bool {
    !rest[at..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// `Vreemdelingenwet 2000`: the year is part of the name.
fn with_year(rest: &str, end: usize) -> usize {
    // «Actieprogramma Nitraatrichtlijn 2022-2026»: a period, no part of the name
    let opens_years = |mut cursor: Cursor<'_>| cursor.take(is_dash).is_some() && cursor.digits(4).is_some();
    let mut cursor = Cursor::new(&rest[end..]);
    if cursor.spaces()
        && let Some(year) = cursor.digits(4)
        && year.len() == 4
        && (year.starts_with("19") || year.starts_with("20"))
        && cursor.peek().is_none_or(|c| !c.is_alphanumeric())
        && !opens_years(cursor)
    {
        return end + cursor.at();
    }
    end
}
