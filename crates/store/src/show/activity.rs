//! One activity and everything that the source ties to it: agenda, actors, room, papers, decisions, commitments,
//! transcripts, what it continues or replaces, and what changed.

use model::{Guid, LinkKind};
use rusqlite::params;
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::document::Actor;
use super::history::{ColumnChange, changes};
use super::outcomes::{OUTCOME_COLUMNS, OUTCOME_FROM, OutcomeRow, outcome_row};
use super::people::{PERSON, spoken};
use super::{first, guid, optional_guid, rows, text};
use crate::{Result, Store};

/// An activity as the source describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Id in the source.
    pub id: Guid,
    /// Official number: `2026A01315`.
    pub number: String,
    /// Kind: `Commissiedebat`.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// `Dag`, `Meerdaags`, `Weeknummer`, `Nog geen datum bekend`.
    pub date_kind: Option<String>,
    /// Its day, or the Monday of its week.
    pub date: Option<String>,
    /// Beginning, UTC.
    pub begins: Option<String>,
    /// End, UTC.
    pub ends: Option<String>,
    /// Place outside the House.
    pub location: Option<String>,
    /// Whether the public is not admitted.
    pub closed: Option<bool>,
    /// `Gepland`, `Uitgevoerd`, `Verplaatst`, `Geannuleerd`, `Vervallen`.
    pub status: Option<String>,
    /// Year of session.
    pub session_year: Option<String>,
    /// Which chamber's.
    pub chamber: Option<String>,
    /// Remark, as HTML of the source.
    pub note: Option<String>,
    /// Number in the conference system.
    pub vrs_number: Option<String>,
    /// Abbreviation of who leads it; `TK` for the House as a whole.
    pub committee: Option<String>,
    /// Name of who leads it.
    pub committee_name: Option<String>,
    /// Day it was asked for.
    pub requested: Option<String>,
    /// Day a first extension was asked for.
    pub first_extension_asked: Option<String>,
    /// Day a first extension was told.
    pub first_extension_told: Option<String>,
    /// Day a second extension was asked for.
    pub second_extension_asked: Option<String>,
    /// Day a second extension was told.
    pub second_extension_told: Option<String>,
    /// Day it lapses.
    pub expires: Option<String>,
    /// When the source last changed the record, UTC.
    pub updated: Option<String>,
    /// When this record was fetched from the source, UTC.
    pub fetched: Option<String>,
    /// Whether the source withdrew it; the other fields are then the last known ones.
    pub deleted: bool,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaItem {
    /// Id in the source.
    pub id: Guid,
    /// Official number: `2026P00123`.
    pub number: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Beginning, UTC.
    pub begins: Option<String>,
    /// End, UTC.
    pub ends: Option<String>,
    /// Place on the agenda.
    pub position: Option<i64>,
    /// Heading of the agenda it stands under.
    pub heading: Option<String>,
    /// Remark, as HTML of the source.
    pub note: Option<String>,
    /// `Vrijgegeven`, …
    pub status: Option<String>,
}

/// A case on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaCase {
    /// The agenda item; none for a case of the activity as a whole.
    #[serde(skip)]
    pub item: Option<Guid>,
    /// Number of the case.
    pub number: String,
    /// Its kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Title; for cases of a dossier that of the dossier.
    pub title: Option<String>,
    /// Its first paper.
    pub document: Option<String>,
}

/// A paper on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaPaper {
    /// The agenda item; none for a paper of the activity as a whole.
    #[serde(skip)]
    pub item: Option<Guid>,
    /// The paper.
    #[serde(flatten)]
    pub paper: Neighbour,
}

/// A room that is reserved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomRow {
    /// Its name.
    pub room: Option<String>,
    /// Number of the reservation.
    pub number: Option<String>,
    /// State of the reservation, as the source names it.
    pub status: Option<String>,
}

/// How another activity is tied to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// This one goes on with that one.
    Continues,
    /// That one goes on with this one.
    ContinuedBy,
    /// This one came in the place of that one.
    Replaces,
    /// That one came in the place of this one.
    ReplacedBy,
}

/// An activity that is tied to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TiedActivity {
    /// How.
    pub tie: Tie,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// Its status.
    pub status: Option<String>,
}

/// A commitment that was made there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeHere {
    /// Official number: `TZ202407-021`.
    pub number: String,
    /// What was promised.
    pub text: Option<String>,
    /// Who promised.
    pub name: Option<String>,
    /// As what.
    pub function: Option<String>,
    /// `Openstaand`, …
    pub status: Option<String>,
    /// By when.
    pub due: Option<String>,
}

/// A part of a transcript that is of the activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranscriptOf {
    /// Id of the transcript.
    pub transcript: Guid,
    /// Number of the part in it.
    pub part: i64,
    /// Title of the meeting.
    pub meeting: Option<String>,
    /// Title of the part.
    pub title: String,
    /// `Ongecorrigeerd`, `Gecorrigeerd`.
    pub status: Option<String>,
    /// Day of the meeting.
    pub date: Option<String>,
}

/// A change of the activity or of an item of its agenda.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgendaChange {
    /// When it was seen here, UTC.
    pub at: String,
    /// `new`, `changed`, `deleted`, `restored`.
    pub kind: String,
    /// Subject of the agenda item; none for the activity itself.
    pub item: Option<String>,
    /// When the source last changed that record, UTC.
    pub updated: Option<String>,
    /// What changed.
    pub changes: Vec<ColumnChange>,
}

impl Store {
    /// The activity with this number, also a withdrawn one; a live one wins.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activity(&self, number: &str) -> Result<Option<Activity>> {
        first(
            &self.read(),
            "select a.id, a.number, a.kind, a.subject, a.date_kind, a.date, a.begins, a.ends, a.location, a.closed,
                    a.status, a.session_year, a.chamber, a.note, a.vrs_number, a.lead_abbreviation,
                    coalesce(nullif(c.name, ''), a.lead_name), a.requested, a.first_extension_asked,
                    a.first_extension_told, a.second_extension_asked, a.second_extension_told, a.expires,
                    a.updated, p.fetched, a.deleted
             from activities a
             left join committees c on c.id = a.lead_committee and c.deleted = 0
             left join pages p on p.id = a.page
             where a.number = $1
             order by a.deleted, a.updated desc
             limit 1",
            [number],
            |row| {
                Ok(Activity {
                    id: guid(row, 0)?,
                    number: row.get(1)?,
                    kind: text(row, 2)?,
                    subject: text(row, 3)?,
                    date_kind: text(row, 4)?,
                    date: text(row, 5)?,
                    begins: text(row, 6)?,
                    ends: text(row, 7)?,
                    location: text(row, 8)?,
                    closed: row.get(9)?,
                    status: text(row, 10)?,
                    session_year: text(row, 11)?,
                    chamber: text(row, 12)?,
                    note: text(row, 13)?,
                    vrs_number: text(row, 14)?,
                    committee: text(row, 15)?,
                    committee_name: text(row, 16)?,
                    requested: text(row, 17)?,
                    first_extension_asked: text(row, 18)?,
                    first_extension_told: text(row, 19)?,
                    second_extension_asked: text(row, 20)?,
                    second_extension_told: text(row, 21)?,
                    expires: text(row, 22)?,
                    updated: text(row, 23)?,
                    fetched: text(row, 24)?,
                    deleted: row.get(25)?,
                })
            },
        )
    }

    /// Who takes part in an activity, in the order of the source, at most 500.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activity_actors(&self, activity: Guid) -> Result<Vec<Actor>> {
        rows(
            &self.read(),
            &format!(
                "select a.name, a.party_name, a.function, a.role, p.number, c.abbreviation, {PERSON}
             from activity_actors a
             left join persons p on p.id = a.person and p.deleted = 0
             left join committees c on c.id = a.committee and c.deleted = 0
             where a.activity = $1 and a.deleted = 0
             order by case a.role when 'Bewindspersoon c.a.' then 1 else 0 end, a.role, a.position, a.name
             limit 500"
            ),
            [&activity.0[..]],
            |row| {
                Ok(Actor {
                    name: text(row, 0)?,
                    party: text(row, 1)?,
                    function: text(row, 2)?,
                    role: text(row, 3)?,
                    person_number: text(row, 4)?,
                    person_name: spoken(row, 6)?,
                    committee: text(row, 5)?,
                })
            },
        )
    }

    /// The agenda of an activity in its order, at most 500 items.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agenda_of(&self, activity: Guid) -> Result<Vec<AgendaItem>> {
        rows(
            &self.read(),
            "select id, number, subject, begins, ends, position, heading, note, status
             from agenda_items
             where activity = $1 and deleted = 0
             order by position, number
             limit 500",
            [&activity.0[..]],
            |row| {
                Ok(AgendaItem {
                    id: guid(row, 0)?,
                    number: text(row, 1)?,
                    subject: text(row, 2)?,
                    begins: text(row, 3)?,
                    ends: text(row, 4)?,
                    position: row.get(5)?,
                    heading: text(row, 6)?,
                    note: text(row, 7)?,
                    status: text(row, 8)?,
                })
            },
        )
    }

    /// Cases on the agenda of an activity, and those of the activity as a whole that no item names, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agenda_cases(&self, activity: Guid) -> Result<Vec<AgendaCase>> {
        let sql = format!(
            "select x.item, c.number, c.kind, c.subject, c.title,
                    (select d.number
                     from links b
                     join documents d on d.id = b.from_id and d.deleted = 0 and d.number is not null
                     where b.to_id = c.id and b.kind = {}
                     order by d.date, d.number
                     limit 1)
             from (select l.from_id as id, i.id as item
                   from agenda_items i
                   join links l on l.to_id = i.id and l.kind = {}
                   where i.activity = $1 and i.deleted = 0
                   union all
                   select l.from_id, null
                   from links l
                   where l.to_id = $1 and l.kind = {}
                      and not exists (
                          select 1
                          from agenda_items i
                          join links m on m.to_id = i.id and m.kind = {}
                          where i.activity = $1 and i.deleted = 0 and m.from_id = l.from_id)) x
             join cases c on c.id = x.id and c.deleted = 0 and c.number is not null
             order by x.item is null, c.number
             limit 1000",
            LinkKind::DocumentCase as u8,
            LinkKind::CaseAgendaItem as u8,
            LinkKind::CaseActivity as u8,
            LinkKind::CaseAgendaItem as u8,
        );
        rows(&self.read(), &sql, [&activity.0[..]], |row| {
            Ok(AgendaCase {
                item: optional_guid(row, 0)?,
                number: row.get(1)?,
                kind: text(row, 2)?,
                subject: text(row, 3)?,
                title: text(row, 4)?,
                document: text(row, 5)?,
            })
        })
    }

    /// Papers that name an item of the agenda or the activity itself, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_agenda_papers(&self, activity: Guid) -> Result<Vec<AgendaPaper>> {
        let sql = format!(
            "select x.item, d.number, d.kind, coalesce(d.subject, d.title), d.date
             from (select l.from_id as id, i.id as item
                   from agenda_items i
                   join links l on l.to_id = i.id and l.kind = {}
                   where i.activity = $1 and i.deleted = 0
                   union all
                   select from_id, null
                   from links
                   where to_id = $1 and kind = {}) x
             join documents d on d.id = x.id and d.deleted = 0 and d.number is not null
             order by x.item is null, d.date, d.number
             limit 1000",
            LinkKind::DocumentAgendaItem as u8,
            LinkKind::DocumentActivity as u8
        );
        rows(&self.read(), &sql, [&activity.0[..]], |row| {
            Ok(AgendaPaper { item: optional_guid(row, 0)?, paper: neighbour(row, 1)? })
        })
    }

    /// Decisions taken under the agenda of an activity with their item, in the order of the agenda, at most 1,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_decisions_of(&self, activity: Guid) -> Result<Vec<(Option<Guid>, OutcomeRow)>> {
        let sql = format!(
            "select {OUTCOME_COLUMNS}, o.agenda_item
             from agenda_items j
             join decisions e on e.agenda_item = j.id
             join {OUTCOME_FROM}
             where j.activity = $1 and j.deleted = 0 and o.decision = e.id
             order by o.place
             limit 1000"
        );
        rows(&self.read(), &sql, [&activity.0[..]], |row| Ok((optional_guid(row, 26)?, outcome_row(row)?)))
    }

    /// Rooms that are reserved for an activity, the latest reservation first, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_rooms(&self, number: &str) -> Result<Vec<RoomRow>> {
        rows(
            &self.read(),
            "select z.name, r.number, r.status
             from reservations r
             left join rooms z on z.id = r.room and z.deleted = 0
             where r.activity_number = $1 and r.deleted = 0
             order by r.token desc
             limit 20",
            [number],
            |row| Ok(RoomRow { room: text(row, 0)?, number: text(row, 1)?, status: text(row, 2)? }),
        )
    }

    /// Activities that this one continues or replaces, and those that continue or replace it, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_tied_activities(&self, activity: Guid) -> Result<Vec<TiedActivity>> {
        rows(
            &self.read(),
            "select x.kind, x.back, a.number, a.kind, a.subject, a.date, a.status
             from (select to_id as id, kind, 0 as back
                   from links
                   where from_id = $1 and kind in ($2, $3)
                   union all
                   select from_id, kind, 1
                   from links
                   where to_id = $1 and kind in ($2, $3)) x
             join activities a on a.id = x.id and a.deleted = 0 and a.number is not null
             order by a.date, a.number
             limit 50",
            params![&activity.0[..], LinkKind::ContinuedFrom as u8, LinkKind::ActivityReplaces as u8],
            |row| {
                let continues = row.get::<_, i64>(0)? == LinkKind::ContinuedFrom as i64;
                let tie = match (continues, row.get::<_, bool>(1)?) {
                    (true, false) => Tie::Continues,
                    (true, true) => Tie::ContinuedBy,
                    (false, false) => Tie::Replaces,
                    (false, true) => Tie::ReplacedBy,
                };
                Ok(TiedActivity {
                    tie,
                    number: row.get(2)?,
                    kind: text(row, 3)?,
                    subject: text(row, 4)?,
                    date: text(row, 5)?,
                    status: text(row, 6)?,
                })
            },
        )
    }

    /// Commitments of the register that were made in an activity, at most 300.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_made_in(&self, activity: Guid, number: &str) -> Result<Vec<MadeHere>> {
        rows(
            &self.read(),
            "select t.number, t.text, t.name, t.function, t.status, t.due
             from (select id from commitments where activity = $1
                   union
                   select id from commitments where activity_number = $2) x
             join commitments t on t.id = x.id and t.deleted = 0 and t.number is not null
             order by t.number
             limit 300",
            params![&activity.0[..], number],
            |row| {
                Ok(MadeHere {
                    number: row.get(0)?,
                    text: text(row, 1)?,
                    name: text(row, 2)?,
                    function: text(row, 3)?,
                    status: text(row, 4)?,
                    due: text(row, 5)?,
                })
            },
        )
    }

    /// Parts of transcripts that name this activity, of the newest version of each transcript, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_transcripts_of(&self, number: &str) -> Result<Vec<TranscriptOf>> {
        rows(
            &self.read(),
            "select t.id, min(p.n), m.title, min(p.title), t.status, m.date
             from transcript_parts p
             join originals o on o.hash = p.hash
             join transcripts t on t.id = o.id and t.deleted = 0 and coalesce(t.status, '') <> 'Casco'
             left join meetings m on m.id = t.meeting and m.deleted = 0
             where p.activity = $1
                and not exists (
                    select 1
                    from transcripts n
                    where n.meeting = t.meeting and n.deleted = 0 and coalesce(n.status, '') <> 'Casco'
                       and (n.updated > t.updated or (n.updated = t.updated and n.id > t.id)))
                and not exists (select 1 from originals w where w.id = o.id and w.version > o.version)
             group by t.id, m.title, t.status, m.date
             order by m.date, t.id
             limit 20",
            [number],
            |row| {
                Ok(TranscriptOf {
                    transcript: guid(row, 0)?,
                    part: row.get(1)?,
                    meeting: text(row, 2)?,
                    title: row.get(3)?,
                    status: text(row, 4)?,
                    date: text(row, 5)?,
                })
            },
        )
    }

    /// Changes of an activity and of the items of its agenda, newest first, at most 200.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_activity_history(&self, activity: Guid) -> Result<Vec<AgendaChange>> {
        rows(
            &self.read(),
            "select e.at, e.kind, e.changes, x.subject, x.updated
             from (select id, null as subject, updated
                   from activities
                   where id = $1
                   union all
                   select id, coalesce(subject, number, ''), updated
                   from agenda_items
                   where activity = $1) x
             join events e on e.id = x.id
             order by e.seq desc
             limit 200",
            [&activity.0[..]],
            |row| {
                Ok(AgendaChange {
                    at: row.get(0)?,
                    kind: row.get(1)?,
                    changes: text(row, 2)?.map(|json| changes(&json)).unwrap_or_default(),
                    item: row.get(3)?,
                    updated: text(row, 4)?,
                })
            },
        )
    }
}
