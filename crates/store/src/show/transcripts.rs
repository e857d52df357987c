//! Transcripts of meetings: the list, one with its versions, its parts and how long each speaker spoke.

use model::Guid;
use model::speaking::SpeakingTime;
use serde::Serialize;

use super::ballots::Voter;
use super::conditions::Conditions;
use super::newest::Extent;
use super::people::Name;
use super::{first, guid, optional_guid, rows, text};
use crate::{Result, Store};

/// Which transcripts a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TranscriptFilter {
    /// Only of meetings of this kind: `Plenair`, `Commissie`.
    pub kind: Option<String>,
    /// Only of this day or after.
    pub from: Option<String>,
    /// Only of this day or before.
    pub until: Option<String>,
    /// Only with this status: `Ongecorrigeerd`, `Gecorrigeerd`.
    pub status: Option<String>,
}

/// A transcript as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranscriptRow {
    /// Id in the source.
    pub id: Guid,
    /// Its meeting.
    pub meeting: Option<Guid>,
    /// Title of the meeting.
    pub title: Option<String>,
    /// `Plenair`, `Commissie`.
    pub kind: Option<String>,
    /// Day of the meeting.
    pub date: Option<String>,
    /// Beginning of the meeting, UTC.
    pub begins: Option<String>,
    /// End of the meeting, UTC.
    pub closes: Option<String>,
    /// Where it met.
    pub room: Option<String>,
    /// Number of the meeting in its session.
    pub number: Option<i64>,
    /// Year of session.
    pub session_year: Option<String>,
    /// `Voorpublicatie`, `Tussenpublicatie`, `Eindpublicatie`.
    pub stage: Option<String>,
    /// `Casco`, `Ongecorrigeerd`, `Gecorrigeerd`, `Gerectificeerd`.
    pub status: Option<String>,
    /// When the source last changed the record, UTC.
    pub updated: Option<String>,
    /// When this record was fetched from the source, UTC.
    pub fetched: Option<String>,
    /// Whether the source withdrew it.
    pub deleted: bool,
}

/// A part of a transcript, tied to the agenda where the transcript names an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartRow {
    /// The transcript.
    #[serde(skip)]
    pub transcript: Guid,
    /// Counted from 1.
    pub n: i64,
    /// Its title.
    pub title: String,
    /// Number of its activity.
    pub activity: Option<String>,
    /// Kind of that activity, if it is known here.
    pub activity_kind: Option<String>,
    /// Local time of its first speech, as printed.
    pub begins: Option<String>,
    /// Where its text begins, in characters.
    #[serde(skip)]
    pub start: u32,
    /// One past the end.
    #[serde(skip)]
    pub stop: u32,
}

/// A part of a transcript in which somebody spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpokenPart {
    /// The transcript.
    #[serde(skip)]
    pub transcript: Guid,
    /// Counted from 1.
    pub n: i64,
    /// Its title.
    pub title: String,
}

/// How long somebody spoke in a meeting, what was said from the chair left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spoke {
    /// Its newest transcript.
    #[serde(flatten)]
    pub transcript: TranscriptRow,
    /// Turns, interruptions among them.
    pub turns: u32,
    /// Interruptions of others.
    pub interruptions: u32,
    /// Turns whose time is not known.
    pub untimed: u32,
    /// Seconds of the turns whose time is known.
    pub seconds: u32,
    /// In how many meetings the same person spoke, this one among them.
    #[serde(skip)]
    pub total: u64,
    /// Titles of the parts in which; filled by who asks for them too.
    pub parts: Vec<SpokenPart>,
}

const COLUMNS: &str =
    "t.id, t.meeting, m.title, m.kind, m.date, m.begins, m.closes, m.room, m.number, m.session_year,
                t.kind, t.status, t.updated, t.deleted";

impl TranscriptFilter {
    fn conditions(&self) -> Conditions<'_> {
        let mut conditions = Conditions::new();
        conditions.with("r.kind = ?", self.kind.as_ref());
        conditions.with("r.date >= ?", self.from.as_ref());
        conditions.with("r.date <> '' and r.date <= ?", self.until.as_ref());
        conditions.with("r.status = ?", self.status.as_ref());
        conditions
    }
}

fn transcript(row: &rusqlite::Row<'_>) -> rusqlite::Result<TranscriptRow> {
    Ok(TranscriptRow {
        id: guid(row, 0)?,
        meeting: optional_guid(row, 1)?,
        title: text(row, 2)?,
        kind: text(row, 3)?,
        date: text(row, 4)?,
        begins: text(row, 5)?,
        closes: text(row, 6)?,
        room: text(row, 7)?,
        number: row.get::<_, Option<i64>>(8)?.filter(|number| *number > 0),
        session_year: text(row, 9)?,
        stage: text(row, 10)?,
        status: text(row, 11)?,
        updated: text(row, 12)?,
        deleted: row.get(13)?,
        fetched: None,
    })
}

impl Store {
    /// The newest transcripts that a filter lets through: of each meeting the latest version that has speeches.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_transcripts(
        &self,
        filter: &TranscriptFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<TranscriptRow>> {
        let conditions = filter.conditions();
        let sql = format!(
            "select {COLUMNS}
             from (select r.meeting, r.transcript
                   from transcript_rows r
                   where 1 = 1{}
                   order by r.date desc, r.begins desc, r.transcript
                   limit {limit} offset {offset}) r
             join meetings m on m.id = r.meeting
             join transcripts t on t.id = r.transcript
             order by m.date desc, m.begins desc, t.id",
            conditions.sql()
        );
        rows(&self.read(), &sql, conditions.values(), transcript)
    }

    /// How many transcripts a filter lets through, and from which day to which.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_transcript_extent(&self, filter: &TranscriptFilter) -> Result<Extent> {
        let conditions = filter.conditions();
        let sql = format!(
            "select count(*), min(nullif(r.date, '')), max(nullif(r.date, ''))
             from transcript_rows r
             where r.date >= ''{}
             limit 1",
            conditions.sql()
        );
        let extent = first(&self.read(), &sql, conditions.values(), |row| {
            Ok(Extent { total: row.get::<_, i64>(0)? as u64, oldest: text(row, 1)?, newest: text(row, 2)? })
        })?;
        Ok(extent.unwrap_or_default())
    }

    /// Every version of the transcript with this id or of the meeting with this id, the latest first, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_transcript_versions(&self, id: Guid) -> Result<Vec<TranscriptRow>> {
        let sql = format!(
            "select {COLUMNS}, p.fetched
             from (select meeting as belongs, id as own
                   from transcripts
                   where id = $1
                   union
                   select id, null
                   from meetings
                   where id = $1) x
             join transcripts t on t.meeting = x.belongs or t.id = x.own
             left join meetings m on m.id = t.meeting and m.deleted = 0
             left join pages p on p.id = t.page
             order by t.deleted, coalesce(t.status, '') = 'Casco', t.updated desc, t.id desc
             limit 50"
        );
        rows(&self.read(), &sql, [&id.0[..]], |row| {
            Ok(TranscriptRow { fetched: text(row, 14)?, ..transcript(row)? })
        })
    }

    /// The parts of these transcripts, in order, at most 3,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_transcript_parts(&self, transcripts: &[Guid]) -> Result<Vec<PartRow>> {
        if transcripts.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select o.id, p.n, p.title, p.activity,
                    (select a.kind from activities a where a.number = p.activity and a.deleted = 0 limit 1),
                    p.begins, p.start, p.stop
             from originals o
             join transcript_parts p on p.hash = o.hash
             where o.id in ({})
                and not exists (select 1 from originals w where w.id = o.id and w.version > o.version)
             order by o.id, p.n
             limit 3000",
            super::places(transcripts.len())
        );
        let ids: Vec<[u8; 16]> = transcripts.iter().map(|id| id.0).collect();
        rows(&self.read(), &sql, rusqlite::params_from_iter(ids), |row| {
            Ok(PartRow {
                transcript: guid(row, 0)?,
                n: row.get(1)?,
                title: row.get(2)?,
                activity: text(row, 3)?,
                activity_kind: text(row, 4)?,
                begins: text(row, 5)?,
                start: row.get(6)?,
                stop: row.get(7)?,
            })
        })
    }

    /// Persons with one of these surnames (without what stands before it), at most 500.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_persons_called(&self, surnames: &[String]) -> Result<Vec<Voter>> {
        if surnames.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select id, number, first_name, prefix, surname
             from persons
             where surname in ({}) and deleted = 0 and number is not null
             limit 500",
            super::places(surnames.len())
        );
        rows(&self.read(), &sql, rusqlite::params_from_iter(surnames), |row| {
            Ok(Voter {
                id: guid(row, 0)?,
                number: text(row, 1)?,
                first_name: text(row, 2)?,
                prefix: text(row, 3)?,
                surname: text(row, 4)?,
            })
        })
    }

    /// Meetings in which a person spoke, the newest first, found by first name and printed surname: transcripts number
    /// their speakers in a series of their own. Of a name that another person bears as well nothing is found.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_spoke(&self, person: Guid, name: &Name, offset: u64, limit: u64) -> Result<Vec<Spoke>> {
        let printed = name.printed();
        let (Some(first_name), Some(surname), false) = (&name.first_name, &name.surname, printed.is_empty())
        else {
            return Ok(Vec::new());
        };
        let n = printed.len();
        let sql = format!(
            "select {COLUMNS}, s.turns, s.interruptions, s.untimed, s.seconds, s.total
             from (select r.transcript, sum(x.turns) as turns, sum(x.interruptions) as interruptions,
                          sum(x.untimed) as untimed, sum(x.seconds) as seconds, count(*) over () as total
                   from speaking_times x
                   join transcript_rows r on r.hash = x.hash
                   where x.speaker in ({}) and x.first_name = ${} and x.chair = 0
                      and not exists (
                          select 1
                          from persons q
                          where q.surname = ${} and q.first_name = ${} and coalesce(q.prefix, '') = ${} and q.id <> ${}
                             and q.deleted = 0)
                   group by r.transcript, r.date, r.begins
                   order by r.date desc, r.begins desc, r.transcript
                   limit {limit} offset {offset}) s
             join transcripts t on t.id = s.transcript
             join meetings m on m.id = t.meeting
             order by m.date desc, m.begins desc, t.id",
            super::places(n),
            n + 1,
            n + 2,
            n + 3,
            n + 4,
            n + 5,
        );
        let prefix = name.prefix.clone().unwrap_or_default();
        let mut values: Vec<&dyn rusqlite::ToSql> =
            printed.iter().map(|form| form as &dyn rusqlite::ToSql).collect();
        values.extend([first_name as &dyn rusqlite::ToSql, surname, first_name, &prefix, &person.0]);
        rows(&self.read(), &sql, &values[..], |row| {
            Ok(Spoke {
                transcript: transcript(row)?,
                turns: row.get(14)?,
                interruptions: row.get(15)?,
                untimed: row.get(16)?,
                seconds: row.get(17)?,
                total: row.get::<_, i64>(18)? as u64,
                parts: Vec::new(),
            })
        })
    }

    /// The parts of these transcripts in which a person with this name spoke, in order, at most 2,000; of those that
    /// deal with something the agenda knows, not from the chair.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_spoken_parts(&self, transcripts: &[Guid], name: &Name) -> Result<Vec<SpokenPart>> {
        let printed = name.printed();
        let (Some(first_name), false, false) = (&name.first_name, printed.is_empty(), transcripts.is_empty())
        else {
            return Ok(Vec::new());
        };
        let places = |from: usize, count: usize| {
            (from..from + count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
        };
        let sql = format!(
            "select o.id, p.n, p.title
             from originals o
             join speaking_times x on x.hash = o.hash
             join transcript_parts p on p.hash = o.hash
             where o.id in ({})
                and not exists (select 1 from originals w where w.id = o.id and w.version > o.version)
                and x.speaker in ({}) and x.first_name = ${} and x.chair = 0
                and p.activity is not null and instr(x.parts, ',' || p.n || ',') > 0
             group by o.id, p.n, p.title
             order by o.id, p.n
             limit 2000",
            places(1, transcripts.len()),
            places(1 + transcripts.len(), printed.len()),
            1 + transcripts.len() + printed.len(),
        );
        let ids: Vec<[u8; 16]> = transcripts.iter().map(|id| id.0).collect();
        let mut values: Vec<&dyn rusqlite::ToSql> = ids.iter().map(|id| id as &dyn rusqlite::ToSql).collect();
        values.extend(printed.iter().map(|form| form as &dyn rusqlite::ToSql));
        values.push(first_name);
        rows(&self.read(), &sql, &values[..], |row| {
            Ok(SpokenPart { transcript: guid(row, 0)?, n: row.get(1)?, title: row.get(2)? })
        })
    }

    /// How long each speaker spoke in a transcript, longest first, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_speaking_times(&self, transcript: Guid) -> Result<Vec<SpeakingTime>> {
        rows(
            &self.read(),
            "select s.speaker, s.first_name, s.party, s.role, s.chair, s.turns, s.interruptions, s.untimed, s.seconds
             from originals o
             join speaking_times s on s.hash = o.hash
             where o.id = $1
                and not exists (select 1 from originals w where w.id = o.id and w.version > o.version)
             order by s.n
             limit 1000",
            [&transcript.0[..]],
            |row| {
                Ok(SpeakingTime {
                    speaker: row.get(0)?,
                    first_name: text(row, 1)?,
                    party: text(row, 2)?,
                    role: text(row, 3)?,
                    chair: row.get(4)?,
                    turns: row.get(5)?,
                    interruptions: row.get(6)?,
                    untimed: row.get(7)?,
                    seconds: row.get(8)?,
                })
            },
        )
    }
}
