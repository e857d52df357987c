//! `/verslag/{id}`: what was said in a meeting, whole or one subject (`?deel=3`): speakers with role and party, an anchor
//! for each speech and paragraph, interruptions, motions and results in place, and how long each spoke.
//!
//! The id is that of the transcript; an older version stays where it was and leads to the newest, the id of the meeting
//! leads there too, and `?spreker=1234` to the first turn of a person. Anchors count through the whole transcript, so that a passage has one address.
//!
//! The transcript numbers its speakers in a series of its own, so who they are is read from first name and surname.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use askama::Template;
use model::speaking::{self, SpeakingTime};
use model::text::Speech;
use model::{CharIndex, DocumentText, Guid, Span};
use serde_json::{Value, json};
use store::show::transcripts::{PartRow, TranscriptRow};

use crate::error::{Error, Near};
use crate::found;
use crate::frame::Frame;
use crate::listing::{Line, Listing};
use crate::page::{Ask, Format, Loaded, Page, WHILE_UNCHANGED, addressed};
use crate::pages::transcripts::title;
use crate::reading::{Block, Part, Reading, arrange_part};
use crate::{App, Lang, address, moment, name};

/// Pages of persons, by first name and printed surname in small letters.
type Persons = HashMap<(String, String), String>;

/// Surnames that are looked up at most.
const MOST_NAMES: usize = 400;

/// A transcript.
#[derive(Template)]
#[template(path = "transcript.html")]
pub struct TranscriptPage {
    lang: Lang,
    frame: Frame,
    row: TranscriptRow,
    /// A newer version of the same meeting.
    newer: Option<TranscriptRow>,
    versions: Vec<TranscriptRow>,
    parts: Vec<PartRow>,
    /// The part that is shown; none for the whole.
    part: Option<PartRow>,
    reading: Option<Reading>,
    times: Vec<SpeakingTime>,
    /// Pages of the speakers.
    persons: Persons,
    speeches: Vec<Value>,
}

impl Page for TranscriptPage {
    const ADDRESSES: &'static [&'static str] = &["/verslag/{id}"];
    const KEEP: Duration = WHILE_UNCHANGED;
    const ALSO: &'static [Format] = &[Format::Atom];

    fn load(ask: &Ask, app: &App) -> Result<Loaded<Self>, Error> {
        let store = &app.store;
        let asked: String = ask.parameter.trim().chars().take(100).collect();
        let missing = || Error::NoRecord {
            what: ("verslag", "transcript"),
            number: asked.clone(),
            list: "/verslagen",
            near: Box::new(Near::default()),
        };
        let id: Guid = asked.parse().map_err(|_| missing())?;
        let versions = store.show_transcript_versions(id)?;
        let newest = versions.iter().find(|row| !row.deleted);
        let Some(row) = versions.iter().find(|row| row.id == id && !row.deleted) else {
            // a meeting, or a version that was withdrawn
            let newest = newest.ok_or_else(missing)?;
            return Ok(Loaded::Elsewhere(ask.query.address_with(&address::transcript(newest.id), &[])));
        };
        if id.to_string() != ask.parameter {
            return Ok(Loaded::Elsewhere(ask.query.address_with(&address::transcript(id), &[])));
        }
        let parts = store.show_transcript_parts(&[id])?;
        let part = chosen(ask, &parts)?;
        let text = store.text_of(id)?.filter(|text| !text.paragraphs.is_empty());
        let span = part.as_ref().map_or(Span::new(0, u32::MAX), |part| Span::new(part.start, part.stop));
        let spoken: &[Speech] = text.as_ref().map_or(&[], |text| within(&text.speeches, span));
        let links = match &text {
            Some(text) => found::links(app, ask.lang, id, text)?,
            None => Vec::new(),
        };
        let times = speaking::speaking_times(spoken);
        let persons = persons(app, &times)?;
        if let Some(asked) = ask.query.get("spreker") {
            let (at, speech) = first_turn(spoken, &persons, asked)?;
            let part = parts.iter().find(|part| (part.start..part.stop).contains(&speech.span.start));
            let page =
                part.map_or_else(|| address::transcript(id), |part| address::transcript_part(id, part.n));
            let all = text.as_ref().map_or(&[][..], |text| &text.speeches);
            return Ok(Loaded::Elsewhere(format!("{page}#spreker-{}", before(all, spoken) + at + 1)));
        }
        let speeches = match &text {
            Some(text) if ask.json => speeches_json(text, spoken, &persons),
            _ => Vec::new(),
        };
        Ok(Loaded::page(TranscriptPage {
            lang: ask.lang,
            frame: ask.frame(app),
            newer: newest.filter(|newest| newest.id != id).cloned(),
            row: row.clone(),
            times,
            reading: text.as_ref().map(|text| {
                let mut reading = without_repeats(arrange_part(text, &links, span));
                introduce(&mut reading, &text.speeches, &persons);
                if part.is_some() { reading } else { without_title(reading) }
            }),
            persons,
            speeches,
            versions,
            parts,
            part,
        }))
    }

    fn json(&self) -> Value {
        json!({
            "transcript": self.row,
            "url": address::transcript(self.row.id),
            "newer": self.newer.as_ref().map(|newer| address::transcript(newer.id)),
            "versions": self.versions,
            "parts": self.parts.iter().map(|part| addressed(part, address::transcript_part(part.transcript, part.n))).collect::<Vec<_>>(),
            "part": self.part.as_ref().map(|part| part.n),
            "speeches": self.speeches,
            "speaking_time": { "definition": definition(Lang::Nl), "speakers": self.times },
            "source": { "url": address::source_record(self.row.id), "fetched": self.row.fetched },
        })
    }

    fn listing(&self) -> Option<Cow<'_, Listing>> {
        let (lang, meeting) = (self.lang, self.meeting());
        let line = |row: &TranscriptRow| {
            let status = row.status.as_deref().unwrap_or(lang.t("Verslag", "Transcript"));
            Line {
                url: address::transcript(row.id),
                title: format!("{status}: {meeting}"),
                kind: row.stage.clone(),
                meta: row.date.iter().map(|date| lang.day(date)).collect(),
                date: row.updated.clone().or_else(|| row.date.clone()),
                updated: row.updated.clone(),
                ..Line::default()
            }
        };
        let lines = self.versions.iter().filter(|row| !row.deleted).map(line).collect();
        let title = format!("{}: {meeting}", lang.t("Verslag", "Transcript"));
        let listing = Listing::of_record(lang, title, address::transcript(self.row.id), lines);
        let counted = lang.t("versies", "versions").to_owned();
        Some(Cow::Owned(Listing { counted, ..listing }))
    }
}

/// What is counted, so that anyone can count it again.
fn definition(lang: Lang) -> &'static str {
    lang.t(
        "Spreektijd is de tijd tussen de tijdstippen die de Kamer bij elke beurt in het verslag zet: van het begin van de beurt tot het einde ervan, of tot de volgende beurt begint als die eerder komt. Elke seconde telt dus voor één spreker, ook bij interrupties. Beurten zonder bruikbaar tijdstip tellen als beurt, niet als tijd. Wat als voorzitter gezegd is staat apart.",
        "Speaking time is the time between the moments that the House marks at each turn in the transcript: from the beginning of the turn to its end, or to the beginning of the next turn if that comes first. So each second counts for one speaker, also with interruptions. Turns without a usable mark count as a turn, not as time. What was said from the chair stands apart.",
    )
}

fn chosen(ask: &Ask, parts: &[PartRow]) -> Result<Option<PartRow>, Error> {
    let Some(value) = ask.query.get("deel") else { return Ok(None) };
    let found = value.parse::<i64>().ok().and_then(|n| parts.iter().find(|part| part.n == n));
    match found {
        Some(part) => Ok(Some(part.clone())),
        None => Err(Error::Value {
            name: "deel",
            value: value.to_owned(),
            expected: (
                "het nummer van een onderdeel van dit verslag",
                "the number of a part of this transcript",
            ),
        }),
    }
}

fn within(speeches: &[Speech], span: Span) -> &[Speech] {
    let from = speeches.partition_point(|speech| speech.span.start < span.start);
    let until = speeches.partition_point(|speech| speech.span.start < span.end);
    speeches.get(from..until).unwrap_or_default()
}

/// A whole transcript without the title of its meeting, which stands over the page; what was under it moves up.
fn without_title(mut reading: Reading) -> Reading {
    let Some(Block::Heading(3, line)) = reading.blocks.first() else { return reading };
    let href = format!("#p{}", line.anchor);
    reading.contents.retain(|jump| jump.href != href);
    reading.blocks.remove(0);
    for block in &mut reading.blocks {
        if let Block::Heading(level, _) = block {
            *level = level.saturating_sub(1).max(3);
        }
    }
    reading
}

/// A part without the lines that only say its title again.
fn without_repeats(mut reading: Reading) -> Reading {
    let mut title: Option<Vec<Part>> = None;
    reading.blocks.retain(|block| match block {
        Block::Heading(_, line) => {
            title = Some(line.parts.clone());
            true
        }
        Block::Paragraph(line) => title.as_ref() != Some(&line.parts),
        _ => true,
    });
    reading
}

fn speeches_json(text: &DocumentText, spoken: &[Speech], persons: &Persons) -> Vec<Value> {
    let index = CharIndex::new(&text.text);
    let before = before(&text.speeches, spoken);
    spoken
        .iter()
        .zip(speaking::seconds(spoken))
        .enumerate()
        .map(|(at, (speech, seconds))| {
            let paragraph = text.paragraphs.partition_point(|p| p.span.start < speech.span.start) + 1;
            json!({
                "anchor": format!("spreker-{}", before + at + 1),
                "paragraph": format!("p{paragraph}"),
                "speaker": speech.speaker,
                "first_name": speech.first_name,
                "person_url": page_of(persons, speech.first_name.as_deref(), &speech.speaker),
                "party": speech.party,
                "role": speech.role,
                "chair": speech.chair,
                "interruption": speech.interruption,
                "begins": speech.begin,
                "ends": speech.end,
                "seconds": seconds,
                "activity": speech.activity,
                "text": index.slice(speech.span),
            })
        })
        .collect()
}

/// The pages of the speakers: one statement. A name that two persons bear is nobody's: a guess is worse than no link.
fn persons(app: &App, times: &[SpeakingTime]) -> Result<Persons, Error> {
    // a printed surname holds what stands before it: any of its ends may be the surname itself
    let mut surnames: Vec<String> = times
        .iter()
        .filter(|time| time.first_name.is_some())
        .flat_map(|time| {
            let ends = time.speaker.match_indices(' ').map(|(at, _)| &time.speaker[at + 1..]);
            std::iter::once(time.speaker.as_str()).chain(ends).map(str::to_owned)
        })
        .collect();
    surnames.sort_unstable();
    surnames.dedup();
    surnames.truncate(MOST_NAMES);
    let mut found: HashMap<(String, String), Option<String>> = HashMap::new();
    for person in app.store.show_persons_called(&surnames)? {
        let parts = [person.prefix.as_deref(), person.surname.as_deref()];
        let printed = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let first = person.first_name.unwrap_or_default();
        let Some(number) = person.number else { continue };
        let url = address::person(&format!("{first} {printed}"), &number);
        let same = found.entry((first.to_lowercase(), printed.to_lowercase()));
        same.and_modify(|url| *url = None).or_insert(Some(url));
    }
    Ok(found.into_iter().filter_map(|(name, url)| Some((name, url?))).collect())
}

/// The page of who bears this first name and printed surname.
fn page_of<'p>(persons: &'p Persons, first: Option<&str>, printed: &str) -> Option<&'p String> {
    persons.get(&(first?.to_lowercase(), surname(first?, printed).to_lowercase()))
}

/// Some transcripts print the first name along with the surname.
fn surname<'n>(first: &str, printed: &'n str) -> &'n str {
    printed.strip_prefix(first).and_then(|rest| rest.strip_prefix(' ')).unwrap_or(printed)
}

/// The first turn of the person with this number that was not taken in the chair, and its place.
fn first_turn<'s>(
    spoken: &'s [Speech],
    persons: &Persons,
    number: &str,
) -> Result<(usize, &'s Speech), Error> {
    let is_asked = |speech: &Speech| {
        let page = page_of(persons, speech.first_name.as_deref(), &speech.speaker);
        !speech.chair && page.is_some_and(|page| name::number_of(page) == Some(number))
    };
    let found = spoken.iter().enumerate().find(|(_, speech)| is_asked(speech));
    found.ok_or_else(|| Error::Value {
        name: "spreker",
        value: number.chars().take(100).collect(),
        expected: (
            "het nummer van een persoon die in dit verslag aan het woord is",
            "the number of a person who speaks in this transcript",
        ),
    })
}

/// How many speeches stand before the ones that are shown.
fn before(all: &[Speech], shown: &[Speech]) -> usize {
    all.partition_point(|speech| shown.first().is_some_and(|first| speech.span.start < first.span.start))
}

/// Says at each speech who that is.
fn introduce(reading: &mut Reading, speeches: &[Speech], persons: &Persons) {
    for block in &mut reading.blocks {
        let Block::Speech(head) = block else { continue };
        let Some(speech) = head.id.checked_sub(1).and_then(|at| speeches.get(at)) else { continue };
        head.person = page_of(persons, speech.first_name.as_deref(), &speech.speaker).cloned();
    }
}

/// How long a party spoke, or the ministers.
struct Share {
    name: String,
    seconds: u32,
    turns: u32,
    percent: u64,
}

impl TranscriptPage {
    fn heading(&self) -> String {
        match &self.part {
            Some(part) if !part.title.is_empty() => part.title.clone(),
            _ => title(self.lang, &self.row),
        }
    }

    fn meeting(&self) -> String {
        title(self.lang, &self.row)
    }

    fn hours(&self) -> Option<String> {
        moment::hours(self.lang, self.row.begins.as_deref(), self.row.closes.as_deref())
    }

    fn part_clock<'p>(&self, part: &'p PartRow) -> Option<&'p str> {
        moment::printed_clock(part.begins.as_deref()?)
    }

    fn definition(&self) -> &'static str {
        definition(self.lang)
    }

    /// Everyone but the chair, the longest first; the chair last.
    fn speakers(&self) -> Vec<&SpeakingTime> {
        let (mut speakers, chair): (Vec<_>, Vec<_>) = self.times.iter().partition(|time| !time.chair);
        speakers.extend(chair);
        speakers
    }

    /// Who somebody is: the party, or the office.
    fn office(&self, time: &SpeakingTime) -> String {
        if time.chair {
            return self.lang.t("voorzitter", "chair").to_owned();
        }
        time.party.clone().or_else(|| time.role.clone()).unwrap_or_default()
    }

    /// The page of a speaker, if it is plain who that is.
    fn person(&self, time: &SpeakingTime) -> Option<String> {
        let url = page_of(&self.persons, time.first_name.as_deref(), &time.speaker)?;
        Some(self.lang.href(url))
    }

    fn name(&self, time: &SpeakingTime) -> String {
        match &time.first_name {
            // some transcripts have the first name in the printed one as well
            Some(first) if !time.speaker.starts_with(first.as_str()) => {
                let mut letters = time.speaker.chars();
                let particle = time.speaker.split(' ').count() > 1;
                let rest = letters.next().map_or(String::new(), |letter| {
                    if particle && is_particle(&time.speaker) {
                        letter.to_lowercase().collect::<String>() + letters.as_str()
                    } else {
                        time.speaker.clone()
                    }
                });
                format!("{first} {rest}")
            }
            _ => time.speaker.clone(),
        }
    }

    fn length(&self, seconds: &u32) -> String {
        moment::length(*seconds)
    }

    /// Length of a bar in percent of the longest.
    fn bar(&self, seconds: &u32) -> u32 {
        let longest = self.times.iter().filter(|time| !time.chair).map(|time| time.seconds).max();
        (100 * seconds).checked_div(longest.unwrap_or_default()).unwrap_or_default().min(100)
    }

    /// By party, ministers together, without the chair.
    fn shares(&self) -> Vec<Share> {
        let mut shares: Vec<Share> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut total = 0u64;
        for time in self.times.iter().filter(|time| !time.chair) {
            let minister = time.role.as_deref().is_some_and(is_minister);
            let name = match &time.party {
                Some(party) => party.clone(),
                None if minister => self.lang.t("bewindspersonen", "ministers").to_owned(),
                None => self.lang.t("anderen", "others").to_owned(),
            };
            let at = *places.entry(name.clone()).or_insert_with(|| {
                shares.push(Share { name, seconds: 0, turns: 0, percent: 0 });
                shares.len() - 1
            });
            shares[at].seconds += time.seconds;
            shares[at].turns += time.turns;
            total += u64::from(time.seconds);
        }
        for share in &mut shares {
            share.percent =
                (100 * u64::from(share.seconds) + total / 2).checked_div(total).unwrap_or_default();
        }
        shares.sort_by(|a, b| b.seconds.cmp(&a.seconds).then_with(|| a.name.cmp(&b.name)));
        shares
    }

    fn untimed(&self) -> u32 {
        self.times.iter().map(|time| time.untimed).sum()
    }

    /// Speeches to jump to within the part, without the chair and interruptions.
    fn jumps(&self) -> &[crate::reading::Jump] {
        self.reading.as_ref().map(|reading| reading.contents.as_slice()).unwrap_or_default()
    }

    fn next(&self) -> Option<&PartRow> {
        let now = self.part.as_ref()?.n;
        self.parts.iter().find(|part| part.n == now + 1)
    }

    fn previous(&self) -> Option<&PartRow> {
        let now = self.part.as_ref()?.n;
        self.parts.iter().find(|part| part.n + 1 == now)
    }

    fn at(&self, part: &PartRow) -> String {
        self.lang.href(address::transcript_part(part.transcript, part.n))
    }
}

fn is_minister(role: &str) -> bool {
    let role = role.to_lowercase();
    role.starts_with("minister") || role.starts_with("staatssecretaris")
}

/// Whether a printed surname begins with what stands before a surname: `Van der Voorbeeld`.
fn is_particle(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    ["Van", "De", "Den", "Der", "Ten", "Ter", "Te", "Het", "'t", "El", "Von", "Da", "Di", "Du", "La"]
        .contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Jump, Line};

    #[test]
    fn the_title_of_the_meeting_and_lines_that_repeat_a_title_are_not_shown_again() {
        let line = |text: &str| Line { anchor: 1, parts: vec![Part::Text(text.into())] };
        let heading = |level, text: &str| Block::Heading(level, line(text));
        let blocks = vec![
            heading(3, "Vergadering"),
            heading(4, "Dijken"),
            Block::Paragraph(line("Dijken")),
            Block::Paragraph(line("Aan de orde is het debat.")),
            heading(5, "Motie"),
        ];
        let jump = |to: usize| Jump { href: format!("#p{to}"), text: String::new(), level: 1 };
        let contents = vec![jump(1), jump(2)];
        let reading = without_title(without_repeats(Reading { blocks, contents, ..Reading::default() }));
        assert_eq!(reading.contents, [jump(2)], "nothing leads to a place that is not there");
        let expected =
            [heading(3, "Dijken"), Block::Paragraph(line("Aan de orde is het debat.")), heading(4, "Motie")];
        assert_eq!(reading.blocks, expected);
    }

    #[test]
    fn ministers_are_told_by_their_office() {
        assert!(is_minister("minister-president, minister van Algemene Zaken"));
        assert!(is_minister("Staatssecretaris van Voorbeeldzaken"));
        assert!(!is_minister("lid Tweede Kamer") && !is_minister("lid Europees Parlement"));
    }

    #[test]
    fn a_surname_with_a_particle_is_told_from_two_surnames() {
        assert!(is_particle("Van der Voorbeeld") && is_particle("De Proef"));
        assert!(!is_particle("Six Voorbeeld"));
    }
}
