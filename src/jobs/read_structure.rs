//! Reads the structure of documents: references, exchanges, motions, commitments, calls; of transcripts the references.
//!
//! The extractors are pure and see no database; what the records know is handed to them here, and a motion that a text
//! only names is looked up among the motions of its mover.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use model::facts::ReferenceKind;
use model::number::{Dossier, Kamerstuk, citable_from};
use model::{Category, CharIndex, DocumentText};
use store::Store;
use store::queue::{Job, Work};
use store::structure::{MotionPaper, Structured, quote};

use crate::pipeline::{self, STRUCTURE_VERSION};
use crate::progress::Progress;

/// Texts that are read before their structures are saved together.
const BATCH: usize = 128;
/// A motion that is only named was moved at most so long before, in days: older ones are cited by number.
const NAMED_WITHIN: i64 = 3 * 366;

/// The job.
pub struct StructureReader<'a> {
    /// Where everything is saved.
    pub store: &'a Store,
    /// Texts at the same time.
    pub threads: usize,
    /// The time.
    pub clock: fn() -> Timestamp,
    /// What hears of progress.
    pub progress: &'a Progress,
}

impl StructureReader<'_> {
    /// Reads one batch. Returns how many pieces of work it took; none means that nothing is due.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn batch(&self) -> Result<usize> {
        let work = self.store.work(Job::ReadStructure, (self.clock)(), BATCH)?;
        if work.is_empty() {
            return Ok(0);
        }
        let dossiers = self.store.dossier_numbers()?;
        let none = HashMap::new();
        let mut results =
            super::in_views(self.store, &work, self.threads, |work| self.one(work, &dossiers, &none))?;
        self.doubt_newer(&mut results, &dossiers)?;
        self.resolve(&mut results)?;
        let (mut structured, mut done, mut following) = (Vec::new(), Vec::new(), Vec::new());
        for (result, work) in results.into_iter().zip(&work) {
            match result {
                Some(found) => structured.push(found),
                None => {
                    done.push(work.clone());
                    following.extend(pipeline::after_structure(work.category, work.subject, work.rank));
                }
            }
        }
        let now = (self.clock)();
        self.store.save_structures(&structured, STRUCTURE_VERSION, now)?;
        self.store.done(&done, &following, now)?;
        self.progress.structure(work.len());
        Ok(work.len())
    }

    /// Reads those again that seem to cite a paper newer than themselves, now with the dates of all papers that the batch
    /// cites: they are few, and asking for each date alone would be a query for each reference.
    fn doubt_newer(&self, results: &mut [Option<Structured>], dossiers: &HashSet<String>) -> Result<()> {
        let cited = results.iter().flatten().flat_map(|found| papers(&found.extract));
        let dates = self.store.paper_dates(&cited.collect::<HashSet<_>>())?;
        for result in results {
            let Some(found) = result else { continue };
            let Some(written) = found.extract.document.date else { continue };
            let newer =
                |paper: &Kamerstuk| dates.get(paper).is_some_and(|date| written < citable_from(*date));
            if papers(&found.extract).any(|paper| newer(&paper)) {
                *result = self.one(&found.work, dossiers, &dates)?;
            }
        }
        Ok(())
    }

    fn one(
        &self,
        work: &Work,
        dossiers: &HashSet<String>,
        dates: &HashMap<Kamerstuk, Date>,
    ) -> Result<Option<Structured>> {
        let known = match work.category {
            Category::Document => self.store.known(work.subject)?,
            Category::Transcript => self.store.known_meeting(work.subject)?,
            _ => None,
        };
        let Some(known) = known else { return Ok(None) };
        let Some(original) = self.store.originals(work.subject)?.into_iter().next() else { return Ok(None) };
        let Some(text) = self.store.text(original.hash)? else { return Ok(None) };
        let records = Records { dossiers, dates };
        let context = structure::Context {
            date: known.date,
            kind: known.kind.as_deref().and_then(slug),
            number: known.number.as_deref(),
            title: known.title.as_deref(),
            known: if dossiers.is_empty() { None } else { Some(&records) },
        };
        let extract = match work.category {
            Category::Transcript => structure::extract_references(&text, &context),
            _ => structure::extract(&text, &context),
        };
        let quotes = quotes(&text, &extract);
        let resolved = vec![None; extract.motions.len()];
        let following = pipeline::after_structure(work.category, work.subject, work.rank);
        Ok(Some(Structured { work: work.clone(), hash: original.hash, extract, quotes, resolved, following }))
    }

    /// Finds the motions that the texts only name. The motions within reach are gone through once for the whole batch.
    fn resolve(&self, results: &mut [Option<Structured>]) -> Result<()> {
        let named: Vec<(Date, Vec<String>)> = results
            .iter()
            .flatten()
            .filter_map(|found| Some((found.extract.document.date?, &found.extract.motions)))
            .flat_map(|(date, mentions)| mentions.iter().map(move |mention| (date, mention)))
            .filter(|(_, mention)| mention.target.is_none())
            .map(|(date, mention)| (date, movers(&mention.name)))
            .filter(|(_, movers)| !movers.is_empty())
            .collect();
        let (Some(first), Some(last)) =
            (named.iter().map(|(date, _)| *date).min(), named.iter().map(|(date, _)| *date).max())
        else {
            return Ok(());
        };
        let mut by_mover = ByMover::of(named.iter().filter_map(|(_, movers)| movers.first()));
        let from = first.saturating_sub(jiff::Span::new().days(NAMED_WITHIN));
        let motions = self.store.motions_moved(from, last, |subject| by_mover.take(subject))?;
        for found in results.iter_mut().flatten() {
            let date = found.extract.document.date;
            let resolved = found.extract.motions.iter().map(|mention| {
                let movers = movers(&mention.name);
                let candidates = by_mover.of_mover(movers.first().filter(|_| mention.target.is_none())?);
                let candidates = candidates.iter().filter_map(|at| motions.get(*at));
                only(candidates, &movers, &mention.quote, date).map(|motion| motion.paper.clone())
            });
            found.resolved = resolved.collect();
        }
        Ok(())
    }
}

/// Which motions name which of some movers.
struct ByMover {
    /// The names by their last word.
    names: HashMap<String, Vec<String>>,
    /// The places of the motions that were taken, by name.
    found: HashMap<String, Vec<usize>>,
    taken: usize,
}

impl ByMover {
    fn of<'n>(movers: impl Iterator<Item = &'n String>) -> ByMover {
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for mover in movers {
            let last = words(mover).last().unwrap_or_default().to_owned();
            let known = names.entry(last).or_default();
            if !known.contains(mover) {
                known.push(mover.clone());
            }
        }
        ByMover { names, found: HashMap::new(), taken: 0 }
    }

    /// Whether a motion with this subject names one of them; then it has the next place.
    fn take(&mut self, subject: &str) -> bool {
        let head = subject.split(" over ").next().unwrap_or_default();
        let mut taken = false;
        for name in words(head).filter_map(|word| self.names.get(word)).flatten() {
            let places = self.found.entry(name.clone()).or_default();
            if places.last() != Some(&self.taken) && has_word(head, name) {
                places.push(self.taken);
                taken = true;
            }
        }
        self.taken += usize::from(taken);
        taken
    }

    fn of_mover(&self, name: &str) -> &[usize] {
        self.found.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The words of a name or a head.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// What the records tell the extractors.
struct Records<'a> {
    dossiers: &'a HashSet<String>,
    dates: &'a HashMap<Kamerstuk, Date>,
}

impl structure::Known for Records<'_> {
    fn dossier_exists(&self, dossier: &Dossier) -> bool {
        self.dossiers.contains(&dossier.to_string())
    }

    fn paper_date(&self, paper: &Kamerstuk) -> Option<Date> {
        self.dates.get(paper).copied()
    }
}

/// The papers that a text cites.
fn papers(extract: &model::facts::Extract) -> impl Iterator<Item = Kamerstuk> {
    let cited = extract.references.iter().filter(|reference| reference.kind == ReferenceKind::Kamerstuk);
    cited.filter_map(|reference| reference.target.parse().ok())
}

fn quotes(text: &DocumentText, extract: &model::facts::Extract) -> Vec<String> {
    let index = CharIndex::new(&text.text);
    let paragraph = |at: u32| {
        let next = text.paragraphs.partition_point(|paragraph| paragraph.span.start <= at);
        text.paragraphs.get(next.saturating_sub(1)).map(|paragraph| paragraph.span)
    };
    extract
        .references
        .iter()
        .map(|reference| {
            paragraph(reference.span.start)
                .map(|span| quote(&index, reference.span, span))
                .unwrap_or_default()
        })
        .collect()
}

/// The surnames in the name of a motion: `motie-Van Voorbeeld/Proef c.s.` → `Van Voorbeeld`, `Proef`.
fn movers(name: &str) -> Vec<String> {
    let at = name.to_lowercase().find("motie").map_or(0, |at| at + "motie".len());
    let rest = name.get(at..).unwrap_or_default().trim_start_matches(['-', '–', ' ']);
    let rest =
        ["van het lid ", "van de leden "].iter().find_map(|words| rest.strip_prefix(words)).unwrap_or(rest);
    let rest = rest.split(['(', ',']).next().unwrap_or_default();
    let end =
        [" c.s", " over ", " inzake "].iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    rest[..end]
        .split('/')
        .flat_map(|part| part.split(" en "))
        .map(|name| name.trim().to_owned())
        .filter(|name| name.len() > 2)
        .collect()
}

/// The one motion of all these movers within reach whose subject shares the most words with the sentence, if it is alone.
fn only<'m>(
    motions: impl Iterator<Item = &'m MotionPaper>,
    movers: &[String],
    sentence: &str,
    date: Option<Date>,
) -> Option<&'m MotionPaper> {
    let words = content_words(sentence);
    let recent = |motion: &&MotionPaper| match (motion.date, date) {
        (Some(moved), Some(date)) => moved <= date && (date - moved).get_days() as i64 <= NAMED_WITHIN,
        _ => false,
    };
    let named = |motion: &&MotionPaper| {
        let head = motion.subject.split(" over ").next().unwrap_or_default();
        movers.iter().all(|mover| has_word(head, mover))
    };
    let mut best: Vec<(usize, &MotionPaper)> = motions
        .filter(recent)
        .filter(named)
        .map(|motion| {
            let about = motion.subject.split_once(" over ").map_or("", |(_, about)| about);
            (content_words(about).intersection(&words).count(), motion)
        })
        .collect();
    best.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    match best.as_slice() {
        [(shared, motion)] if *shared >= 1 => Some(motion),
        [(first, motion), (second, _), ..] if *first >= 2 && first > second => Some(motion),
        _ => None,
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
    })
}

/// Words that say what a sentence is about: long ones, in small letters, cut to a stem of six.
fn content_words(text: &str) -> HashSet<String> {
    const COMMON: [&str; 12] = [
        "motie",
        "kabinet",
        "kamer",
        "regering",
        "minister",
        "verzoek",
        "verzoekt",
        "uitvoering",
        "aangenomen",
        "hierbij",
        "kamerstuk",
        "nederland",
    ];
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= 5 && !COMMON.contains(word))
        .map(|word| word.chars().take(6).collect())
        .collect()
}

/// The contract's slug of a kind of paper of the House.
fn slug(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "Brief regering" => "brief-regering",
        "Motie" | "Motie (gewijzigd/nader)" => "motie",
        "Schriftelijke vragen" => "schriftelijke-vragen",
        "Antwoord schriftelijke vragen" | "Antwoord schriftelijke vragen (nader)" => {
            "antwoord-schriftelijke-vragen"
        }
        "Verslag van een schriftelijk overleg" => "verslag-schriftelijk-overleg",
        "Lijst van vragen en antwoorden" | "Verslag houdende een lijst van vragen en antwoorden" => {
            "lijst-van-vragen-en-antwoorden"
        }
        "Nota n.a.v. het (nader/tweede nader/enz.) verslag" => "nota-naar-aanleiding-van-het-verslag",
        "Position paper" | "Brief derden" => "brief-derden",
        "Lijst van vragen" => "lijst-van-vragen",
        "Mededeling (uitstel antwoord)" => "uitstel-schriftelijke-vragen",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use model::record::{Content, Entry, FeedPage, Record, Value};
    use model::{Guid, LinkKind};
    use store::feed::RawPage;
    use store::originals::{Expected, Fetched};
    use store::texts::{PackedText, Read};

    use super::*;

    fn check_movers(name: &str, expected: &[&str]) {
        assert_eq!(movers(name), expected, "{name}");
    }

    #[test]
    fn the_movers_are_the_surnames_in_the_name() {
        check_movers("motie Proef", &["Proef"]);
        check_movers("motie-Van Voorbeeld c.s.", &["Van Voorbeeld"]);
        check_movers("de aangenomen motie van het lid Proefstra c.s. over dijken", &["Proefstra"]);
        check_movers("motie Proef/Voorbeeld", &["Proef", "Voorbeeld"]);
        check_movers("motie van de leden Proef en Voorbeeld", &["Proef", "Voorbeeld"]);
    }

    fn motion(paper: &str, subject: &str, date: &str) -> MotionPaper {
        MotionPaper { paper: paper.into(), subject: subject.into(), date: date.parse().ok() }
    }

    #[test]
    fn a_name_means_the_one_motion_that_shares_its_subject() {
        let motions = [
            motion(
                "29995-7",
                "Motie van het lid Proef over het versterken van dijken langs de Maas",
                "2026-01-10",
            ),
            motion("29995-9", "Motie van het lid Proef over huisartsen op het platteland", "2026-01-12"),
        ];
        let date = "2026-03-01".parse().ok();
        let found = |sentence: &str| {
            only(motions.iter(), &["Proef".to_owned()], sentence, date).map(|motion| motion.paper.as_str())
        };
        assert_eq!(found("De motie Proef vraagt om het versterken van de dijken."), Some("29995-7"));
        assert_eq!(
            found("De motie Proef wordt uitgevoerd."),
            None,
            "two motions fit, and a guess is worse than none"
        );
    }

    #[test]
    fn motions_are_told_apart_by_whole_names_before_their_subject() {
        let names = ["Van der Proef".to_owned(), "Proef".to_owned(), "Dijk".to_owned()];
        let mut by_mover = ByMover::of(names.iter());
        for (subject, taken) in [
            ("Motie van het lid Van der Proef over dijken", true),
            ("Motie van de leden Proefstra en Zand over Dijk en duin", false),
            ("Gewijzigde motie van de leden Zand en Dijk over de Proef met lage vloeren", true),
            ("Motie van het lid El-Dijk c.s. over bruggen (t.v.v. 36999-7)", true),
        ] {
            assert_eq!(by_mover.take(subject), taken, "{subject}");
        }
        assert_eq!(by_mover.of_mover("Van der Proef"), [0]);
        assert_eq!(by_mover.of_mover("Proef"), [0]);
        assert_eq!(by_mover.of_mover("Dijk"), [1, 2]);
        assert!(by_mover.of_mover("Zand").is_empty());
    }

    #[test]
    fn a_motion_of_another_member_or_of_later_is_not_meant() {
        let motions =
            [motion("29995-7", "Motie van het lid Proefstra over dijken langs de Maas", "2026-01-10")];
        let early = "2025-12-01".parse().ok();
        let late = "2026-03-01".parse().ok();
        assert_eq!(only(motions.iter(), &["Proef".to_owned()], "de dijken langs de Maas", late), None);
        assert_eq!(only(motions.iter(), &["Proefstra".to_owned()], "de dijken langs de Maas", early), None);
    }

    #[test]
    fn a_paper_that_is_newer_than_the_text_is_no_paper_that_it_cites() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-newer-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open(&folder).unwrap();
        let now = || Timestamp::UNIX_EPOCH;
        let id = |number: u8| Guid([number; 16]);
        let dossier = record(
            Category::Dossier,
            id(1),
            &[("number", Value::Int(36999)), ("title", Value::Text("Bruggen".into()))],
        );
        let paper = |at: u8, date: &str| {
            let mut paper = record(
                Category::Document,
                id(10 + at),
                &[
                    ("number", Value::Text(format!("2031D000{at}"))),
                    ("date", Value::Text(date.into())),
                    ("sub_number", Value::Int(i64::from(at))),
                ],
            );
            paper.links = vec![(LinkKind::DocumentDossier, id(1))];
            paper.content = Some(Content { media_type: "text/plain".into(), length: None });
            paper
        };
        let records = [dossier, paper(11, "2031-01-10"), paper(12, "2031-02-01"), paper(13, "2031-06-01")];
        for (token, record) in (1..).zip(records) {
            let page = FeedPage {
                category: record.category,
                position: None,
                next: Some(token),
                caught_up: true,
                entries: vec![Entry { token, hash: token as i64, record }],
                unread: Vec::new(),
                first_published: None,
            };
            store.save_page(&RawPage::new(page, "<feed/>"), now(), &|_: &Record, _| Vec::new()).unwrap();
        }
        let words =
            "In de brief (Kamerstuk 36999, nr. 11) en in 36999-13 staat hoe de bruggen worden hersteld.";
        let text = text::read(words.as_bytes(), &text::Limits::default());
        let work = |job| Work::new(job, Category::Document, id(22), 0);
        let hash = store.blobs().keep_bytes(words.as_bytes()).unwrap();
        let fetched = Fetched {
            work: work(Job::FetchOriginal),
            expected: Expected { stamp: "1".into(), length: None, media_type: "text/plain".into() },
            hash,
            length: words.len() as u64,
            format: "text".into(),
            problem: None,
            following: Vec::new(),
        };
        store.save_originals(&[fetched], now()).unwrap();
        let read = Read {
            work: work(Job::ReadText),
            hash,
            text: Some(PackedText::new(&text).unwrap()),
            following: vec![work(Job::ReadStructure)],
        };
        store.save_texts(&[read], 1, now()).unwrap();
        let progress = Progress::default();
        let reader = StructureReader { store: &store, threads: 1, clock: now, progress: &progress };
        assert_eq!(reader.batch().unwrap(), 1);
        let found = store.structure(id(22)).unwrap().unwrap();
        let targets: Vec<&str> = found.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["36999-11"], "{:?}", found.problems);
        std::fs::remove_dir_all(folder).unwrap();
    }

    fn record(category: Category, id: Guid, values: &[(&str, Value)]) -> Record {
        let mut record = Record::empty(category, id);
        for (name, value) in values {
            let at = category.spec().columns.iter().position(|column| column.name == *name).unwrap();
            record.values[at] = value.clone();
        }
        record
    }
}
