//! What a loose file says of itself: kind, number, date, title, and who wrote it.
//!
//! | head of the text | comes out as |
//! |---|---|
//! | `21 501-02 Verzonnen Raad` / `Nr. 3349 VERSLAG VAN EEN SCHRIFTELIJK OVERLEG` / `Vastgesteld, 20 februari 2026` | `verslag-schriftelijk-overleg`, `21501-02-3349`, 2026-02-20 |
//! | `Nummer: 2025D34482, datum: 2025-07-28` (a monitor's saved page) | that number and date |
//! | `2026D03887 Aan de Voorzitter …` / `Den Haag, 28 januari 2026` | number and date of a letter |
//!
//! Only the head and the signature are read. What they do not tell stays empty: never guessed.

use jiff::civil::Date;
use model::facts::DocumentFacts;
use model::number::{Aanhangsel, Chamber, Kamerstuk, OfficialNumber, Session, notation};
use model::text::ParagraphKind;

use crate::source::Source;
use crate::{Context, Work, dates, signature};

mod kind;

use kind::{kind_named, starts_with_form};

/// Paragraphs that are taken for the head.
const HEAD: usize = 40;

/// Reads the head; see the module.
pub(crate) fn run(source: &Source<'_>, context: &Context<'_>, work: &mut Work) {
    let head = Head::read(source);
    let author = signature::author(source, &head.lower);
    let signed = author.as_ref().is_some_and(|author| author.signs);
    let kind =
        context.kind.map(str::to_owned).or_else(|| kind::kind(source, &head, signed).map(str::to_owned));
    // whom a letter of others is sent to does not write it
    let others = matches!(kind.as_deref(), Some("brief-derden" | "brief-kamer" | "oproep"));
    work.author = author.filter(|author| author.signs || !others).map(|author| author.office);
    work.by_government = kind.as_deref().is_some_and(is_by_government);
    work.by_others = match kind.as_deref() {
        Some(kind) => kind == "oproep" || kind == "brief-derden",
        None => false,
    };
    work.own_numbers = head.numbers.clone();
    let number = context.number.map(str::to_owned).or_else(|| head.numbers.first().cloned());
    work.own_numbers.extend(context.number.map(str::to_owned));
    // the day on which questions were sent in is theirs, not that of their answers
    let asked = head.asked.filter(|_| kind.as_deref() == Some("schriftelijke-vragen"));
    let sat =
        || (kind.as_deref() == Some("verslag-vergadering")).then(|| crate::turns::day(source)).flatten();
    let date = context.date.or(head.date).or(asked).or_else(sat);
    work.anchor = date.or_else(|| latest_date(source));
    work.anchor_is_guess = date.is_none() && work.anchor.is_some();
    let title = context.title.map(str::to_owned).or(head.title);
    work.extract.document = DocumentFacts { kind, number, date, title };
}

/// Whether papers of a kind speak for the government.
fn is_by_government(kind: &str) -> bool {
    matches!(
        kind,
        "verslag-schriftelijk-overleg"
            | "lijst-van-vragen-en-antwoorden"
            | "nota-naar-aanleiding-van-het-verslag"
            | "memorie-van-antwoord"
            | "memorie-van-toelichting"
            | "antwoord-schriftelijke-vragen"
            | "uitstel-schriftelijke-vragen"
            | "antwoorden-eerste-termijn"
            | "brief-regering"
    )
}

/// Windows of a document without a date are computed from the latest date it names: it was written after that day.
fn latest_date(source: &Source<'_>) -> Option<Date> {
    source.paragraphs.iter().flat_map(|paragraph| dates::all(source.slice(paragraph.bytes.clone()))).max()
}

#[derive(Default)]
struct Head {
    /// Own numbers, the one to show first.
    numbers: Vec<String>,
    date: Option<Date>,
    /// When the questions that it holds were sent in.
    asked: Option<Date>,
    title: Option<String>,
    /// The head in lower case, a paragraph a line.
    lower: Vec<String>,
    /// The line of a saved page that names the kind.
    named: Option<&'static str>,
    /// Whether a saved page says that it is an attachment.
    attached: bool,
}

impl Head {
    fn read(source: &Source<'_>) -> Head {
        let mut head = Head::default();
        let count = source.paragraphs.len().min(HEAD);
        let mut dossier: Option<(model::number::Dossier, String)> = None;
        let mut dossier_at = 0;
        let mut filed_as = 0;
        let mut record = None;
        let mut paper = None;
        let mut annex = None;
        let mut session = None;
        for at in 0..count {
            let text = source.paragraph(at);
            let short: String = text.chars().take(400).collect();
            let lower = short.to_lowercase();
            let line = lower.trim();
            // the House's own page: «Lijst van vragen en antwoorden : Lijst van vragen en antwoorden over …»
            if at == 0
                && let Some((name, title)) = text.split_once(" : ")
                && let Some(kind) = kind_named(name.trim().to_lowercase().as_str())
            {
                head.named = Some(kind);
                // a title that only names the kind says less than the dossier's
                head.title = Some(title.trim().to_owned())
                    .filter(|title| !title.is_empty() && kind_named(&title.to_lowercase()).is_none());
            }
            // a monitor's page: «Kamerstuk 36100-X-6», «Kamervraag 2022Z09118», and below it the title
            if at == 0
                && let Some(rest) =
                    text.strip_prefix("Kamerstuk ").or_else(|| text.strip_prefix("Kamervraag "))
            {
                match (OfficialNumber::parse(rest.trim()), notation::parlis(rest)) {
                    (Some(OfficialNumber::Kamerstuk(number)), _)
                        if (2..10).any(|at| {
                            source.paragraph(at).lines().any(|line| line.starts_with("Dossier: "))
                        }) =>
                    {
                        head.numbers.push(number.to_string());
                        let title = source.paragraph(1);
                        head.title = Some(title.to_owned()).filter(|title| (8..400).contains(&title.len()));
                    }
                    (_, Some((year, 'Z', serial, length))) if length == rest.trim_end().len() => {
                        record = Some(format!("{year}Z{serial:05}"));
                        head.named = Some("antwoord-schriftelijke-vragen");
                    }
                    _ => {}
                }
            }
            // the head of the official site: «Tweede Kamer der Staten-Generaal2020-20212020Z17100»
            if at < 4
                && let Some((_, row)) = text.split_once("Tweede Kamer der Staten-Generaal")
                && let Some((year, 'Z', serial, _)) = row.get(9..).and_then(notation::parlis)
            {
                record = record.or(Some(format!("{year}Z{serial:05}")));
            }
            if at < 6
                && let Some(id) = text.lines().find_map(|line| line.strip_prefix("ID: "))
                && let Some(OfficialNumber::Kamerstuk(number)) = OfficialNumber::parse(id.trim())
                && head.numbers.is_empty()
            {
                head.numbers.push(number.to_string());
            }
            // a saved page says where the paper is filed: that is its own number
            if let Some(filed) = text.strip_prefix("Onderdeel van kamerstukdossier ")
                && let Some((dossier, length)) = notation::dossier(filed)
            {
                let sub = notation::sub(&filed[length..], true).map(|(sub, _)| sub);
                head.numbers.push(match sub {
                    Some(sub) => Kamerstuk { dossier, sub }.to_string(),
                    None => dossier.to_string(),
                });
                filed_as = head.numbers.len();
            }
            if let Some((number, date)) = saved_page(text) {
                // the page's own title opens it
                head.title = (0..at)
                    .map(|before| source.paragraph(before))
                    .find(|title| !is_menu(title))
                    .map(str::to_owned);
                head.named = head.lower.iter().rev().find_map(|line| kind_named(line));
                head.attached = head.lower.iter().any(|line| line == "bijlage");
                record = Some(number);
                head.date = head.date.or(date);
            } else if let Some((_, 'Z', _, length)) = notation::parlis(text)
                && at < 6
                && let Some(document) = text[length..].strip_prefix('/')
                && let Some((year, 'D', serial, last)) = notation::parlis(document)
                && length + 1 + last == text.len()
            {
                // «2026Z01234/2026D05678»
                record = record.or(Some(format!("{year}D{serial:05}")));
            } else if let Some((year, 'D', serial, length)) =
                text.strip_prefix("Nummer ").and_then(|number| notation::parlis(number.trim_start()))
                && at < 8
                && text.len() <= "Nummer ".len() + length
            {
                record = record.or(Some(format!("{year}D{serial:05}")));
            } else if let Some((year, 'D', serial, length)) = notation::parlis(text)
                && at < 6
            {
                let number = format!("{year}D{serial:05}");
                let rest = text[length..].trim_start();
                if record.is_none() && (rest.is_empty() || rest.starts_with("Aan ") || at < 2) {
                    record = Some(number);
                }
            } else if let Some((year, 'Z', serial, length)) = notation::parlis(text)
                // the questions may stand below a letter
                && (at < 12 || at + 1 < count && source.paragraph(at + 1).trim_start_matches('*').starts_with("(ingezonden"))
                && matches!(text[length..].trim_start(), rest if rest.is_empty() || rest.starts_with("(ingezonden"))
            {
                record = record.or(Some(format!("{year}Z{serial:05}")));
            }
            // a paper in two dossiers is published under the first of those that stand above its number
            let second = paper.is_none()
                && at <= dossier_at + 3
                && dossier.as_ref().is_some_and(|(_, title)| !title.is_empty());
            if let Some(found) = dossier_line(text).filter(|_| !second) {
                // «36 800 V, nr. 12» on one line is a number, not a title
                dossier = Some(found);
                dossier_at = at;
            } else if let Some((_, title)) = &mut dossier
                && title.is_empty()
                && at == dossier_at + 1
                && text.len() > 8
                && text.len() < 400
                && text.starts_with(char::is_uppercase)
                && notation::number_word(text).is_none()
                && !starts_with_form(text)
            {
                // the title stands below the number
                *title = text.trim().to_owned();
            }
            if let Some((found, _)) = &dossier
                && paper.is_none()
                && let Some(sub) = sub_line(text)
            {
                paper = Some(Kamerstuk { dossier: found.clone(), sub }.to_string());
            }
            // the other chamber numbers with letters: «I VERSLAG VAN EEN SCHRIFTELIJK OVERLEG»
            if let Some((found, _)) = &dossier
                && paper.is_none()
                && let Some((sub, form)) = text.trim_start().split_once([' ', '\t'])
                && (1..=3).contains(&sub.len())
                && sub.bytes().all(|b| b.is_ascii_uppercase())
                && starts_with_form(form)
            {
                paper = Some(Kamerstuk { dossier: found.clone(), sub: sub.to_owned() }.to_string());
            }
            if let Some(id) =
                line.strip_prefix("kst-").map(|_| line.split_whitespace().next().unwrap_or(line))
                && let Some(OfficialNumber::Kamerstuk(number)) = OfficialNumber::parse(id)
            {
                paper = paper.or(Some(number.to_string()));
            }
            if line.contains("vergaderjaar")
                && let Some(found) = lower.find("vergaderjaar").and_then(|found| {
                    notation::session(lower[found + "vergaderjaar".len()..].trim_start())
                        .map(|(session, _)| session)
                })
            {
                session = session.or(Some(found));
            }
            let lines = text.lines().map(str::trim);
            for line in lines {
                if session.is_some()
                    && (1..=4).contains(&line.len())
                    && line.bytes().all(|b| b.is_ascii_digit())
                {
                    // «2», the numeral of the chamber in the head of the print, stands before the number
                    annex = match (annex, line.parse::<u32>().ok()) {
                        (None | Some(1 | 2), Some(number)) if annex.is_none() || number > 2 => Some(number),
                        _ => annex,
                    };
                }
            }
            head.date = head.date.or_else(|| head_date(text, line));
            head.lower.push(line.to_owned());
        }
        // «(ontvangen 18 november 2024)», perhaps broken over lines
        let joined = head.lower.iter().take(16).map(String::as_str).collect::<Vec<_>>().join(" ");
        let behind = |word: &str| {
            let after = &joined[joined.find(word)? + word.len()..];
            dates::first(after).filter(|(_, bytes)| bytes.start <= 3).map(|(date, _)| date)
        };
        head.date = head.date.or_else(|| behind("(ontvangen"));
        head.asked = behind("(ingezonden");
        // «AH 604» above the answer of a ministry: the number it gets in the annex of the year it came in
        let listed = head
            .lower
            .iter()
            .take(3)
            .find_map(|line| line.lines().next()?.strip_prefix("ah ")?.trim().parse::<u32>().ok());
        if let (Some(number), Some(date)) = (listed, head.date.or(head.asked)) {
            let first = date.year() - i16::from(date.month() < 9);
            if let Some(session) =
                u16::try_from(first).ok().and_then(|first| Session::from_years(first, first + 1))
            {
                head.numbers.push(Aanhangsel { chamber: Chamber::Tweede, session, number }.to_string());
            }
        }
        let is_annex = head.lower.iter().take(12).any(|line| line.contains("aanhangsel van de handelingen"));
        if let (true, Some(session), Some(number)) = (is_annex, session, annex) {
            let number = Aanhangsel { chamber: Chamber::Tweede, session, number };
            head.numbers.push(number.to_string());
        }
        // the page's own number goes before where it is filed
        match record {
            Some(record) if filed_as > 0 => head.numbers.insert(0, record),
            record => head.numbers.extend(record),
        }
        head.numbers.extend(paper);
        if head.title.is_none() {
            head.title = subject(source, count)
                .or_else(|| dossier.map(|(_, title)| title).filter(|title| !title.is_empty()));
        }
        if head.title.is_none() {
            head.title = opening_heading(source, count);
        }
        head
    }
}

/// `Nummer: 2025D34482, datum: 2025-07-28, bijgewerkt: …`.
fn saved_page(text: &str) -> Option<(String, Option<Date>)> {
    let rest = text.strip_prefix("Nummer:").or_else(|| text.strip_prefix("Documentnummer:"))?.trim_start();
    let (year, letter, serial, length) = notation::parlis(rest)?;
    let date = rest[length..].find("datum:").and_then(|at| dates::first(&rest[length + at..]));
    Some((format!("{year}{letter}{serial:05}"), date.map(|(date, _)| date)))
}

/// Menu lines of a saved page: `[overzicht] [activiteiten] …`.
fn is_menu(line: &str) -> bool {
    line.starts_with('[') || line.matches('[').count() > 2
}

/// `21 501-02 Raad Algemene Zaken`: a dossier and its title, at the beginning of a paragraph.
fn dossier_line(text: &str) -> Option<(model::number::Dossier, String)> {
    let (mut dossier, mut length) = notation::dossier(text)?;
    if dossier.addition.is_none()
        && let Some(fund) = fund_letter(&text[length..])
    {
        dossier.addition = Some(fund.to_owned());
        length += 1 + fund.len();
    }
    let title = text[length..].trim_start_matches([' ', '\t', '\n', ',', '-']).trim();
    let opens = title.is_empty() || title.starts_with(|c: char| c.is_uppercase() || c == '«' || c == '‘');
    let title: String = title.chars().take(300).collect();
    opens.then_some((dossier, title))
}

/// The letter of a budget's fund between its dossier and its title: `36 600 A  Vaststelling van de begrotingsstaat van …`.
fn fund_letter(rest: &str) -> Option<&str> {
    let fund = rest.get(1..2).filter(|fund| fund.bytes().all(|b| b.is_ascii_uppercase()))?;
    let title = &rest[2..];
    let stem = title.trim_start().to_lowercase();
    let budget =
        ["vaststelling", "wijziging", "jaarverslag", "slotwet"].iter().any(|kind| stem.starts_with(kind));
    (rest.starts_with(' ') && title.starts_with([' ', '\t', '\n']) && budget).then_some(fund)
}

/// `Nr. 3349 VERSLAG …`, `Nr. 569 Brief van de minister`, `nr. 12`.
fn sub_line(text: &str) -> Option<String> {
    // the line may stand below its dossier in one paragraph
    text.lines().find_map(|line| {
        let (_, length) = notation::number_word(line.trim_start())?;
        let (sub, _) = notation::sub_value(&line.trim_start()[length..], false)?;
        Some(sub)
    })
}

/// Dates that a head gives as its own.
fn head_date(text: &str, lower: &str) -> Option<Date> {
    let announced = [
        "vastgesteld",
        "datum",
        "plaats en datum",
        "voorgesteld",
        "ontvangen ",
        "den haag",
        "’s-gravenhage",
        "'s-gravenhage",
        "(ontvangen",
    ];
    if let Some(word) = announced.iter().find(|word| lower.starts_with(**word)) {
        let (date, bytes) = dates::first(text)?;
        // near the word or ending the line («Voorgesteld tijdens het Wetgevingsoverleg van …»), not somewhere in a sentence
        let moved = *word == "voorgesteld" && bytes.end == text.trim_end().len();
        return (bytes.start <= word.len() + 16 || moved).then_some(date);
    }
    if let Some(at) = text.find("(ontvangen ") {
        return dates::first(&text[at..]).filter(|(_, bytes)| bytes.start <= 12).map(|(date, _)| date);
    }
    // «Nr. 494 MOTIE VAN HET LID PRINS Voorgesteld 2 oktober 2031», on one line
    if let Some(at) = text.find(" Voorgesteld ")
        && sub_line(text).is_some()
    {
        return dates::first(&text[at..])
            .filter(|(_, bytes)| at + bytes.end == text.trim_end().len())
            .map(|(date, _)| date);
    }
    // «Utrecht, 3 juni 2025» or a date alone
    let (date, bytes) = dates::first(text)?;
    let before = text[..bytes.start].trim_end();
    let place = before.strip_suffix(',').is_some_and(|place| {
        place.chars().count() < 30
            && place.starts_with(char::is_uppercase)
            && !place.contains(char::is_numeric)
            && place.split(' ').count() <= 3
    });
    (bytes.end == text.trim_end_matches('.').len() && (before.is_empty() || place)).then_some(date)
}

/// `Betreft: …`, `Onderwerp …`.
fn subject(source: &Source<'_>, count: usize) -> Option<String> {
    (0..count).find_map(|at| {
        source.paragraph(at).lines().find_map(|line| {
            let line = line.trim_start();
            let rest = ["Betreft", "BETREFT", "betreft", "Onderwerp"]
                .iter()
                .find_map(|word| line.strip_prefix(word))?
                .strip_prefix([':', ' ', '\t'])?;
            // «betreft  Beantwoording vragen …» in the margin, not «betreft het …» in a sentence
            if line.starts_with('b') && !rest.trim_start().starts_with(char::is_uppercase) {
                return None;
            }
            let rest = rest.trim();
            (rest.len() > 3 && rest.len() < 400).then(|| rest.to_owned())
        })
    })
}

/// A heading before all running text, if it is no address or form.
fn opening_heading(source: &Source<'_>, count: usize) -> Option<String> {
    for at in 0..count.min(8) {
        let paragraph = &source.paragraphs[at];
        let text = source.paragraph(at);
        let lower = text.to_lowercase();
        // «2500 EA Den Haag»
        let code = lower.get(..4).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
            && lower.get(4..8).is_some_and(|rest| rest.starts_with(' ') && rest.ends_with(' '));
        let form = lower.contains("aan de voorzitter")
            || lower.starts_with("postbus ")
            || code
            || lower.starts_with("tweede kamer")
            || lower.starts_with("geachte")
            || is_menu(text)
            || lower.starts_with("vergaderjaar")
            || [
                "kamervragen zonder antwoord",
                "kamervragen (aanhangsel)",
                "kamerstuk",
                "kamervragen",
                "aanhangsel",
            ]
            .contains(&lower.trim())
            || lower.starts_with("datum publicatie")
            || lower.starts_with("kamervraag 2")
            || lower.starts_with("vragen gesteld door")
            || lower.starts_with("aanhangsel van de handelingen")
            || !lower
                .split_whitespace()
                .any(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic))
            || text.len() < 8
            || notation::parlis(text.lines().next().unwrap_or("")).is_some()
            || dates::first(text).is_some_and(|(_, bytes)| bytes.len() + 14 > text.len());
        if form {
            continue;
        }
        let title = matches!(paragraph.kind, ParagraphKind::Heading(_));
        let antwoorden = lower.starts_with("antwoord")
            || lower.starts_with("beantwoording")
            || lower.starts_with("vragen van ")
            || lower.starts_with("mondelinge vragen van ");
        let party_heading = crate::askers::of_heading(text).is_some()
            && !lower.contains(" over ")
            && !lower.contains(" aan de ")
            || lower.starts_with("antwoord van ");
        if (title || antwoorden) && !party_heading {
            let line = text.lines().next().unwrap_or(text);
            let mut title = line.to_owned();
            // a title whose lines were taken apart ends where it was sent in
            let until = (at..source.paragraphs.len().min(at + 4))
                .find(|&next| source.paragraph(next).contains("(ingezonden"));
            if lower.contains("vragen van ")
                && !line.contains("(ingezonden")
                && let Some(until) = until
            {
                for next in at + 1..=until {
                    title.push(' ');
                    title.push_str(&source.paragraph(next).replace('\n', " "));
                }
            }
            let title = title.split("(ingezonden").next().unwrap_or(&title);
            let title = title.split("(Ingezonden").next().unwrap_or(title);
            return Some(title.trim().trim_end_matches('.').to_owned());
        }
        return None;
    }
    None
}
