//! The parts of a transcript and how long each speaker spoke, saved with its text.

use model::DocumentText;
use model::speaking::{self, SpeakingTime, TranscriptPart};
use rusqlite::{Connection, params};

use crate::Result;
use crate::blobs::Hash;

/// What is kept of the text of a transcript beside the text.
#[derive(Debug, Default)]
pub(crate) struct Debate {
    parts: Vec<TranscriptPart>,
    times: Vec<SpeakingTime>,
    /// The parts in which each of these speaks.
    spoken: Vec<Vec<usize>>,
}

/// Parts and speakers of one transcript that are kept at most: a meeting day has tens of parts and some 150 speakers.
const MOST: usize = 2_000;

impl Debate {
    /// Gathers it; nothing for a text without speeches.
    pub(crate) fn of(text: &DocumentText) -> Debate {
        if text.speeches.is_empty() {
            return Debate::default();
        }
        let (mut parts, mut times) = (speaking::parts(text), speaking::speaking_times(&text.speeches));
        parts.truncate(MOST);
        times.truncate(MOST);
        let spoken = speaking::spoken_in(&times, &parts, &text.speeches);
        Debate { parts, times, spoken }
    }

    /// Saves it in the place of what an earlier reader found.
    pub(crate) fn save(&self, db: &Connection, hash: Hash) -> Result<()> {
        db.prepare_cached("delete from transcript_parts where hash = $1")?.execute([&hash.0[..]])?;
        db.prepare_cached("delete from speaking_times where hash = $1")?.execute([&hash.0[..]])?;
        for (at, part) in self.parts.iter().enumerate() {
            db.prepare_cached(
                "insert into transcript_parts (hash, n, activity, title, start, stop, begins, ends)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )?
            .execute(params![
                &hash.0[..],
                at as i64 + 1,
                part.activity,
                part.title,
                part.span.start,
                part.span.end,
                part.begins,
                part.ends
            ])?;
        }
        for (at, (time, spoken)) in self.times.iter().zip(&self.spoken).enumerate() {
            // each between commas, so that one is found by its number: `,2,5,`
            let parts: String = spoken.iter().map(|part| format!(",{part}")).collect();
            let parts = if parts.is_empty() { parts } else { parts + "," };
            db.prepare_cached(
                "insert into speaking_times (hash, n, speaker, first_name, party, role, chair, turns, interruptions,
                     untimed, seconds, parts)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            )?
            .execute(params![
                &hash.0[..],
                at as i64 + 1,
                time.speaker,
                time.first_name.as_deref().unwrap_or_default(),
                time.party.as_deref().unwrap_or_default(),
                time.role.as_deref().unwrap_or_default(),
                time.chair,
                time.turns,
                time.interruptions,
                time.untimed,
                time.seconds,
                parts
            ])?;
        }
        Ok(())
    }
}
