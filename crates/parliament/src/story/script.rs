//! The markup of the story's texts.
//!
//! `# title`, `## heading`, `- item`, `---` a new page; paragraphs are set apart by empty lines. In braces stands what
//! moves with the years: `{2026-02-20}` is *20 februari 2026*, `{2026-02-20 kort}` *20 februari*, `{2026-02-20 dag}`
//! *vrijdag 20 februari 2026*, `{2025-2026}` a session, and any other year is moved where it stands (`{2026D27731}`).
//! Debates: `@name` begins a speech, `> name: …` interrupts it, `#42` hands in the motion of that number.

use jiff::civil::Date;

use super::pieces::{
    CASE_AGAINST, CASE_MOTION, CASE_SECOND, COMMITTEE, DEBATE, PIECES, SHORT_DEBATE, Source,
};
use super::{DOSSIER, day, moved, number, verdict};
use crate::calendar::{long, short, weekday};
use crate::category::Category;
use crate::papers::Paper;
use crate::people::{MINISTRIES, role};
use crate::transcript::{self, Moved, Speech, Transcript, Voted};
use crate::world::{Case, World};

/// The text with everything in braces filled in, moved by so many years.
pub(super) fn fill(text: &str, years: i16) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        let end = inside.find('}').unwrap_or(inside.len());
        out.push_str(&filled(&inside[..end], years));
        rest = inside.get(end + 1..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

fn filled(inside: &str, years: i16) -> String {
    let (date, form) = inside.split_once(' ').unwrap_or((inside, ""));
    if let Ok(date) = date.parse::<Date>() {
        let date = Date::new(date.year() + years, date.month(), date.day()).unwrap_or(date);
        return match form {
            "kort" => short(date),
            "dag" => format!("{} {}", weekday(date), long(date)),
            _ => long(date),
        };
    }
    let mut out = String::new();
    let mut rest = inside;
    while let Some(at) = rest.find("20") {
        let year = rest.get(at..at + 4).and_then(|y| y.parse::<i16>().ok());
        out.push_str(&rest[..at]);
        match year {
            Some(year) if out.chars().last().is_none_or(|c| !c.is_ascii_digit()) => {
                out.push_str(&(year + years).to_string());
                rest = &rest[at + 4..];
                // only the first of a number such as 2026D12016 is a year; a session has two
                if !rest.starts_with('-') {
                    break;
                }
            }
            _ => {
                out.push_str("20");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    let session = out.len() == 9 && out.as_bytes()[4] == b'-' && !out.starts_with("TZ");
    if session { out.replace('-', "–") } else { out }
}

/// A paper from its text.
pub(super) fn paper(running: &str, text: &str, years: i16) -> Paper {
    let mut paper = Paper::new(running);
    for block in fill(text, years).split("\n\n").map(str::trim).filter(|b| !b.is_empty()) {
        if block == "---" {
            paper.page();
        } else if let Some(title) = block.strip_prefix("# ") {
            paper.title(title);
        } else if let Some(heading) = block.strip_prefix("## ") {
            paper.heading(heading);
        } else if let Some(item) = block.strip_prefix("- ") {
            paper.item(item);
        } else {
            paper.text(block);
        }
    }
    paper
}

/// The report of one of the two meetings in which the story's motions are voted on.
pub(super) fn votes(w: &World, c: &Case, meeting: u16, version: (&'static str, &'static str)) -> Transcript {
    let today = w.settings.today;
    let (motions, held, meeting_number, subject) = match meeting {
        3 => (&[41, 42][..], day(today, 2026, 1, 27), 41, "De situatie in Noordland"),
        _ => (&[53][..], day(today, 2026, 9, 29), 6, "Tweeminutendebat Noordland"),
    };
    let votes = motions
        .iter()
        .filter_map(|&number| handed_in(number, moved(today)))
        .map(|m| Voted {
            title: format!("de motie-{} over {}", w.people[m.movers[0]].called(), m.short),
            dossier: DOSSIER.to_string(),
            number: m.number,
            verdict: verdict(match m.number {
                41 => CASE_AGAINST,
                53 => CASE_SECOND,
                _ => CASE_MOTION,
            }),
        })
        .collect();
    let owner = c.owner() * 8 + u32::from(meeting);
    transcript::voting(subject.to_owned(), held, meeting_number, votes, version, owner)
}

/// The report of one of the story's three meetings.
pub(super) fn report(
    w: &World,
    c: &Case,
    meeting: u16,
    kind: &'static str,
    status: &'static str,
) -> Transcript {
    let today = w.settings.today;
    let (text, subject, held, plenary, activity) = match meeting {
        0 => (include_str!("texts/debat-januari.md"), "De situatie in Noordland", (1, 20), Some(38), DEBATE),
        1 => (include_str!("texts/debat-april.md"), "Noordland", (4, 22), None, COMMITTEE),
        _ => (
            include_str!("texts/debat-september.md"),
            "Tweeminutendebat Noordland",
            (9, 23),
            Some(4),
            SHORT_DEBATE,
        ),
    };
    let held = day(today, 2026, held.0, held.1);
    let speeches = speeches(&fill(text, moved(today)), moved(today));
    let title = match plenary {
        Some(number) => format!("{number}e vergadering, {} {}", weekday(held), long(held)),
        None => subject.to_owned(),
    };
    let table = match meeting {
        1 => vec![(
            "de brief van de minister van Buitenlandse Zaken inzake humanitaire situatie in Noordland"
                .to_owned(),
            DOSSIER.to_string(),
            40,
        )],
        _ => Vec::new(),
    };
    Transcript {
        kind,
        status,
        plenary,
        title,
        subject: subject.to_owned(),
        activity_kind: if plenary.is_some() { "Plenair debat" } else { "Commissiedebat" },
        activity: number(today, Category::Activiteit, activity),
        room: if plenary.is_some() { crate::chamber::ROOMS[0] } else { crate::chamber::ROOMS[3] },
        day: held,
        committee: plenary.is_none().then_some(MINISTRIES[0].name),
        chair: role::CHAIR,
        table,
        speeches,
        votes: Vec::new(),
        owner: c.owner() * 8 + u32::from(meeting),
    }
}

fn person(name: &str) -> usize {
    match name {
        "hazelhorst" => role::MOVER,
        "meenthoek" => role::SECOND,
        "rietvoorn" => role::CRITIC,
        "ouardani" => role::ALLY,
        "torenvalk" => role::OPPONENT,
        "vws" => role::HEALTH_MINISTER,
        "minister" => role::FOREIGN_MINISTER,
        _ => role::CHAIR,
    }
}

fn speeches(text: &str, years: i16) -> Vec<Speech> {
    let mut speeches: Vec<Speech> = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty()) {
        if let Some(name) = line.strip_prefix('@') {
            let speaker = person(name);
            speeches.push(Speech {
                speaker,
                paragraphs: Vec::new(),
                interruptions: Vec::new(),
                motion: None,
            });
            continue;
        }
        let Some(speech) = speeches.last_mut() else { continue };
        if let Some((name, said)) = line.strip_prefix("> ").and_then(|l| l.split_once(": ")) {
            speech.interruptions.push((person(name), said.to_owned()));
        } else if let Some(number) = line.strip_prefix('#').and_then(|n| n.parse().ok()) {
            speech.motion = handed_in(number, years);
        } else {
            speech.paragraphs.push(line.to_owned());
        }
    }
    speeches
}

/// The motion as handed in, from its paper.
fn handed_in(number: u32, years: i16) -> Option<Moved> {
    let piece = PIECES.iter().find(|p| p.paper == Some(number))?;
    let Source::Text(text) = piece.text else { return None };
    let text = fill(text, years);
    let clause =
        |line: &str, start: &str| line.strip_prefix(start).map(|l| l.trim_end_matches([';', ',']).to_owned());
    let claims = text
        .lines()
        .filter_map(|l| clause(l, "constaterende dat ").or_else(|| clause(l, "overwegende dat ")))
        .collect();
    let request = text.lines().find_map(|l| clause(l, "verzoekt de regering "))?;
    let short = piece.subject.split_once(" over ").map_or(piece.subject, |(_, short)| short).to_owned();
    Some(Moved {
        short,
        movers: piece.signers.to_vec(),
        claims,
        request,
        dossier: DOSSIER.to_string(),
        number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_braces() {
        let check = |text, years, expected: &str| assert_eq!(fill(text, years), expected);
        check("op {2026-02-20} en", 0, "op 20 februari 2026 en");
        check("op {2026-02-20 kort}", 0, "op 20 februari");
        check("{2026-04-22 dag}", 0, "woensdag 22 april 2026");
        check("{2026-02-20}", 2, "20 februari 2028");
        check("{2025-2026}", 1, "2026–2027");
        check("{2026D20206}", 1, "2027D20206");
        check("{TZ202604-112}", 1, "TZ202704-112");
        check("in {2026} niets", 0, "in 2026 niets");
        check("open {2026", 0, "open 2026");
    }

    #[test]
    fn motions_are_read_from_their_papers() {
        let motion = handed_in(42, 0).unwrap();
        assert_eq!(motion.claims.len(), 3);
        assert!(motion.request.starts_with("welwillend te onderzoeken"));
        assert_eq!(motion.movers.len(), 3);
    }
}
