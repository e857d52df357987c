//! A debate in a committee: held, planned, moved or cancelled; with commitments and the report.

use jiff::civil::Date;

use crate::calendar::{after, long, meeting as meeting_day};
use crate::cases::debate::capital;
use crate::cases::rows::{
    self, ActivityRow, CommitmentRow, DecisionRow, DocumentRow, Extent, MeetingRow, Signer, VERSIONS,
};
use crate::cases::{Kind, Rules};
use crate::category::Category;
use crate::emission::{Change, Emission, Event};
use crate::papers::{self, Paper};
use crate::topics::TOPICS;
use crate::transcript::{self, Transcript};
use crate::world::{Case, Tail, World};

pub(crate) struct CommitteeDebate;

/// Whether the meeting has taken place.
pub(crate) fn held(c: &Case) -> bool {
    c.tail.is_none()
}

pub(crate) fn subject(c: &Case) -> String {
    let subject = c.rng(2).pick(TOPICS[c.topic].subjects).to_owned();
    capital(subject.trim_start_matches("de ").trim_start_matches("het "))
}

pub(crate) fn participants(w: &World, c: &Case) -> Vec<usize> {
    let mut rng = c.rng(3);
    let count = rng.between(4, 9);
    w.members(&mut rng, count)
}

fn commitments(c: &Case) -> u16 {
    if held(c) { c.rng(4).between(1, 3) as u16 } else { 0 }
}

/// The day of the meeting: in the weeks to come when it has not been held.
pub(crate) fn day(w: &World, c: &Case) -> Date {
    if held(c) {
        return c.date;
    }
    meeting_day(after(w.settings.today, 6 + c.rng(5).below(40) as i64))
}

/// The letters on the agenda: those of the cases shortly before.
pub(crate) fn letters<'w>(w: &'w World, c: &Case) -> Vec<&'w Case> {
    let from = c.index.saturating_sub(150) as usize;
    w.cases
        .get(from..c.index as usize)
        .unwrap_or_default()
        .iter()
        .rev()
        .filter(|case| case.kind == Kind::Letter && case.topic == c.topic && !case.withdrawn())
        .take(items(c).into())
        .collect()
}

fn items(c: &Case) -> u16 {
    c.rng(6).between(2, 5) as u16
}

/// What was promised: the words, and the day by which.
pub(crate) fn promise(w: &World, c: &Case, which: u16) -> CommitmentRow {
    let mut rng = c.rng(200 + u64::from(which));
    let topic = &TOPICS[c.topic];
    let minister = topic.ministry;
    let subject = rng.pick(topic.subjects);
    let (phrase, due) = due(c.date, rng.below(6));
    let people = participants(w, c);
    let to = match rng.below(4) {
        0 => vec![],
        1 => vec![people[0], people[1]],
        _ => vec![people[rng.below(people.len())]],
    };
    let office = w.people[minister].office();
    let text = match rng.below(3) {
        0 => format!("De {office} zegt toe de Kamer {phrase} te informeren over {subject}."),
        1 => format!(
            "De {office} stuurt de Kamer {phrase} een brief over {subject} en gaat daarin in op de vragen van de commissie."
        ),
        _ => format!(
            "De {office} zal {subject} bespreken met {} en de Kamer {phrase} over de uitkomst berichten.",
            topic.organisation
        ),
    };
    let past = due < w.settings.today;
    let status = match (past, rng.below(6)) {
        (true, 0..4) => "Voldaan",
        (true, 4) => "Deels Voldaan",
        (false, 0) => "Vervallen",
        _ => "Openstaand",
    };
    let met_by = match status {
        "Voldaan" | "Deels Voldaan" => answering_letter(w, c).into_iter().collect(),
        _ => Vec::new(),
    };
    CommitmentRow {
        number: format!(
            "TZ{}{:02}-{:03}",
            c.date.year(),
            c.date.month(),
            c.items % 10_000 + u32::from(which)
        ),
        day: c.date,
        to,
        by: minister,
        status,
        due: Some(due),
        met_by,
        text,
        changes: None,
    }
}

/// A letter of a later case, as the one that met a commitment.
fn answering_letter(w: &World, c: &Case) -> Option<String> {
    let later = w.cases.get(c.index as usize + 1..)?;
    let letter = later.iter().take(40).find(|case| case.kind == Kind::Letter && !case.withdrawn())?;
    Some(crate::cases::number(w, letter, Category::Document, 0))
}

/// A way of saying by when, and the last day that it means.
pub(crate) fn due(day: Date, choice: usize) -> (String, Date) {
    let year = day.year();
    let on = |year, month, date| Date::new(year, month, date).unwrap_or(day);
    let quarter = (day.month() - 1) / 3 + 1;
    let (next, next_year) = if quarter == 4 { (1, year + 1) } else { (quarter + 1, year) };
    let end = match next {
        1 => on(next_year, 3, 31),
        2 => on(next_year, 6, 30),
        3 => on(next_year, 9, 30),
        _ => on(next_year, 12, 31),
    };
    let words = ["eerste", "tweede", "derde", "vierde"][next as usize - 1];
    match choice {
        0 if day.month() < 6 => ("voor het zomerreces".to_owned(), on(year, 7, 4)),
        0 => ("voor het kerstreces".to_owned(), on(year, 12, 19)),
        1 => (format!("in het {words} kwartaal van {next_year}"), end),
        2 => (format!("voor eind Q{next} {next_year}"), end),
        3 => {
            let by = after(day, 75);
            (format!("voor {}", long(by)), by)
        }
        4 => (format!("medio {}", year + 1), on(year + 1, 7, 31)),
        _ => ("binnen zes weken".to_owned(), after(day, 42)),
    }
}

impl Rules for CommitteeDebate {
    fn documents(&self, _: &World, c: &Case) -> u16 {
        if held(c) { 3 } else { 1 }
    }

    fn papers(&self, _: &World, c: &Case) -> u16 {
        u16::from(held(c))
    }

    fn numbers(&self, _: &World, c: &Case) -> [u16; 3] {
        [0, 2, items(c)]
    }

    fn row(&self, w: &World, c: &Case, local: u16) -> DocumentRow {
        let day = day(w, c);
        let row = match local {
            0 => {
                let subject = format!("Convocatie commissiedebat {} op {}", subject(c), long(day));
                DocumentRow::new(
                    "Convocatie commissieactiviteit",
                    subject,
                    after(day, -7).min(c.date),
                    Extent::Short,
                )
            }
            1 => {
                let subject =
                    format!("Verslag van een commissiedebat, gehouden op {}, over {}", long(day), subject(c));
                let day = after(day, 20).min(w.settings.today);
                DocumentRow::new("Verslag van een commissiedebat", subject, day, Extent::Long)
                    .in_dossier(w, c, 0)
            }
            _ => {
                DocumentRow::new("Sprekerslijst", format!("Sprekerslijst {}", subject(c)), day, Extent::Short)
            }
        };
        row.of_activity(w, c, 0)
    }

    fn signers(&self, _: &World, c: &Case, local: u16) -> Vec<Signer> {
        match local {
            1 => vec![Signer {
                who: rows::Who::Committee(TOPICS[c.topic].ministry),
                relation: "Eerste ondertekenaar",
            }],
            _ => Vec::new(),
        }
    }

    fn paper(&self, w: &World, c: &Case, local: u16, _: u8) -> Paper {
        match local {
            0 => papers::convocation(w, c),
            1 => transcript::printed(w, &transcript::committee(w, c, VERSIONS[2].0, VERSIONS[2].1)),
            _ => papers::speakers(w, c),
        }
    }

    fn transcript(&self, w: &World, c: &Case, version: u16) -> Option<Transcript> {
        let (kind, status) = VERSIONS[usize::from(version % 8) % 3];
        Some(transcript::committee(w, c, kind, status))
    }

    fn emit(&self, w: &World, c: &Case, e: &mut Emission) {
        let committee = TOPICS[c.topic].ministry;
        let day = day(w, c);
        rows::activity(w, c, e, 0, |revision| {
            let row = ActivityRow::new("Commissiedebat", subject(c), day, 600, 840);
            ActivityRow {
                day: (c.tail != Some(Tail::Unplanned)).then_some(day),
                committee: Some(committee),
                status: match (held(c), revision, c.tail) {
                    (true, _, _) => "Uitgevoerd",
                    (_, 1.., Some(Tail::Moved)) => "Verplaatst",
                    (_, 1.., _) => "Geannuleerd",
                    _ => "Gepland",
                },
                note: held(c).then(|| {
                    "<p>De inbreng van de <b>fracties</b> wordt in eerste termijn geleverd.</p>".to_owned()
                }),
                ..row
            }
        });
        rows::late_activity(w, c, e, 1, || ActivityRow {
            committee: Some(committee),
            status: "Gepland",
            replaces: vec![w.id(c.owner(), Category::Activiteit, 0)],
            ..ActivityRow::new("Commissiedebat", subject(c), meeting_day(after(day, 14)), 840, 1080)
        });
        let people = participants(w, c);
        let mut list: Vec<(usize, &str)> = people.iter().map(|&p| (p, "Deelnemer")).collect();
        list.push((committee, "Bewindspersoon c.a."));
        rows::participants(w, e, 0, &list);
        rows::reservation(w, c, e, 0, 0);
        rows::document(w, c, e, 0);
        let letters = letters(w, c);
        for local in 0..items(c) {
            let letter = letters.get(usize::from(local));
            rows::item(w, c, e, local, 0, Some("Stukken van de minister"), || {
                letter.map_or_else(|| "Overig".to_owned(), |l| crate::cases::letter::subject(l))
            });
            let cases: Vec<_> = letter.iter().map(|l| w.id(l.owner(), Category::Zaak, 0)).collect();
            let row = DecisionRow {
                item: local,
                cases: &cases,
                voting: None,
                kind: if held(c) { "Behandelen [en afdoen]" } else { "Agenderen - commissiedebat" },
                text: if held(c) { "Behandeld." } else { "Agenderen voor het commissiedebat." },
                order: 1,
            };
            rows::decision(c, e, local, &row);
        }
        if !held(c) {
            return;
        }
        let row = MeetingRow { plenary: None, day, start: 600, end: 840, versions: 3 };
        rows::meeting(w, c, e, 0, &row, || subject(c));
        for which in 0..commitments(c) {
            rows::commitment(w, c, e, which, 0, |_| promise(w, c, which));
        }
        rows::document(w, c, e, 1);
        rows::document(w, c, e, 2);
    }

    fn events(&self, _: &World, c: &Case) -> Vec<Event> {
        match c.tail {
            Some(Tail::Moved) => vec![
                Event::new(Category::Activiteit, 0, Change::Update),
                Event::new(Category::Activiteit, 1, Change::Add),
            ],
            Some(Tail::Cancelled) => vec![
                Event::new(Category::Activiteit, 0, Change::Update),
                Event::new(Category::Reservering, 0, Change::Delete),
            ],
            Some(_) => Vec::new(),
            None => vec![Event::new(Category::Verslag, 0, Change::Delete)],
        }
    }
}

/// How many commitments a held debate has.
pub(crate) fn promises(c: &Case) -> u16 {
    commitments(c)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ways_of_saying_by_when() {
        let day = date(2026, 2, 20);
        assert_eq!(due(day, 0), ("voor het zomerreces".to_owned(), date(2026, 7, 4)));
        assert_eq!(due(day, 1), ("in het tweede kwartaal van 2026".to_owned(), date(2026, 6, 30)));
        assert_eq!(due(day, 2), ("voor eind Q2 2026".to_owned(), date(2026, 6, 30)));
        assert_eq!(
            due(date(2026, 11, 1), 1),
            ("in het eerste kwartaal van 2027".to_owned(), date(2027, 3, 31))
        );
    }
}
