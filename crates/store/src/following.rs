//! What whoever announces asks of the records: what changed, what a thing's state is, whom it concerns.
//!
//! Read only. A change is found by the place in the history (`events`), which is cheap; what it means is told by the
//! state of the thing now, so that a history that was made again says nothing new.
//!
//! Start with [`Store::changed_records`], then [`Store::state_of`].

use alerts::event::Facts;
use alerts::state::{Aspect, COMMITMENT_NOTICE, QUESTION_NOTICE, facts, phase};
use alerts::{Subject, SubjectKind};
use model::{Category, Guid, LinkKind};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use crate::show::commitments::DUE;
use crate::show::{dossier_key, guid, text};
use crate::{Result, Store};

/// The records whose state is announced.
pub const FOLLOWED: [Category; 10] = [
    Category::Document,
    Category::Transcript,
    Category::Activity,
    Category::Commitment,
    Category::Case,
    Category::Dossier,
    Category::Decision,
    Category::Gift,
    Category::Trip,
    Category::SideJob,
];

/// A place in the history of the records, and which history it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEnd {
    /// Differs when the records were loaded from nothing.
    pub identity: String,
    /// The last change.
    pub seq: i64,
}

/// A passage in which a document refers to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it refers to.
    pub subject: Subject,
    /// The sentence.
    pub quote: String,
}

impl Store {
    /// Where the history ends now.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn history_end(&self) -> Result<HistoryEnd> {
        let db = self.read();
        let identity: Option<String> = db
            .prepare_cached("select fetched from pages order by id limit 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let seq =
            db.prepare_cached("select coalesce(max(seq), 0) from events")?.query_row([], |row| row.get(0))?;
        Ok(HistoryEnd { identity: identity.unwrap_or_default(), seq })
    }

    /// Records that changed after a place in the history, in order: place, category, id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn changed_records(&self, after: i64, limit: usize) -> Result<Vec<(i64, Category, Guid)>> {
        let db = self.read();
        let mut statement =
            db.prepare_cached("select seq, category, id from events where seq > $1 order by seq limit $2")?;
        let rows = statement.query_map(params![after, limit as i64], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, guid(row, 2)?))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (seq, category, id) = row?;
            if let Ok(category) = category.parse() {
                found.push((seq, category, id));
            }
        }
        Ok(found)
    }

    /// Whether everything that the source had is here and read: then what is here may be compared with what was announced.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn is_calm(&self) -> Result<bool> {
        let db = self.read();
        let calm: i64 = db
            .prepare_cached(
                "select exists (select 1 from checkpoints)
                    and not exists (select 1 from checkpoints where caught_up is null and error is null)
                    and not exists (select 1 from queue where job <> 'index' and attempts = 0)",
            )?
            .query_row([], |row| row.get(0))?;
        Ok(calm != 0)
    }

    /// Whether some of a record is still to be fetched, read or related.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_work(&self, id: Guid) -> Result<bool> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select exists (
                 select 1
                 from queue
                 where job in ('fetch_original', 'read_text', 'read_structure', 'relate') and subject = $1)",
        )?;
        Ok(statement.query_row([&id.0[..]], |row| row.get(0))?)
    }

    /// Ids of followed records after one, in order: for going through all of them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn followed_ids(
        &self,
        aspect: Aspect,
        category: Category,
        after: Guid,
        limit: usize,
    ) -> Result<Vec<Guid>> {
        let table = if aspect == Aspect::Question { "question_sets" } else { category.table() };
        let db = self.read();
        let mut statement =
            db.prepare_cached(&format!("select id from {table} where id > $1 order by id limit $2"))?;
        let rows = statement.query_map(params![&after.0[..], limit as i64], |row| guid(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The record whose state tells of a change of this one: the document of a signatory, the decision of a vote.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn told_by(&self, category: Category, id: Guid) -> Result<Option<(Category, Guid)>> {
        if FOLLOWED.contains(&category) {
            return Ok(Some((category, id)));
        }
        let (sql, whole) = match category {
            Category::DocumentActor => {
                ("select document from document_actors where id = $1", Category::Document)
            }
            Category::CaseActor => ("select case_id from case_actors where id = $1", Category::Case),
            Category::ActivityActor => {
                ("select activity from activity_actors where id = $1", Category::Activity)
            }
            Category::AgendaItem => ("select activity from agenda_items where id = $1", Category::Activity),
            Category::Vote => ("select decision from votes where id = $1", Category::Decision),
            _ => return Ok(None),
        };
        let db = self.read();
        let found: Option<Option<[u8; 16]>> =
            db.prepare_cached(sql)?.query_row([&id.0[..]], |row| row.get(0)).optional()?;
        Ok(found.flatten().map(|id| (whole, Guid(id))))
    }

    /// When the source last changed a record, and whether it came only because another refers to it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn arrival(&self, category: Category, id: Guid) -> Result<Option<(Option<String>, bool)>> {
        let db = self.read();
        let mut statement =
            db.prepare_cached(&format!("select updated, token = 0 from {} where id = $1", category.table()))?;
        Ok(statement.query_row([&id.0[..]], |row| Ok((text(row, 0)?, row.get(1)?))).optional()?)
    }

    /// The facts of an aspect of a thing now; none when it is not here or was withdrawn.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn state_of(
        &self,
        aspect: Aspect,
        category: Category,
        id: Guid,
        today: &str,
    ) -> Result<Option<Facts>> {
        let db = self.read();
        let own = &id.0[..];
        match aspect {
            Aspect::Record => {
                let sql = format!("select hash from {} where id = $1 and deleted = 0", category.table());
                one(&db, &sql, own, |row| Ok(facts(&[("hash", &row.get::<_, i64>(0)?.to_string())])))
            }
            Aspect::Content => one(
                &db,
                "select lower(hex(hash)) from originals where id = $1 order by version desc limit 1",
                own,
                |row| Ok(facts(&[("hash", row.get::<_, String>(0)?.get(..16).unwrap_or_default())])),
            ),
            Aspect::Decision => one(
                &db,
                "select d.status, coalesce(nullif(d.text, ''), d.kind), coalesce(o.result, ''), coalesce(o.voted, 0),
                        coalesce(o.seats_for, 0), coalesce(o.seats_against, 0)
                 from decisions d
                 left join outcomes o on o.decision = d.id
                 where d.id = $1 and d.deleted = 0",
                own,
                decision,
            ),
            Aspect::Question => one(
                &db,
                "select state, answer, latency, postponements, coalesce(extended, term)
                 from question_sets
                 where id = $1",
                own,
                |row| {
                    let state: String = row.get(0)?;
                    let due = text(row, 4)?.unwrap_or_default();
                    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
                    let open = state == "open";
                    Ok(facts(&[
                        ("answer", &text(row, 1)?.unwrap_or_default()),
                        ("days", &number(row.get(2)?)),
                        ("postponements", &number(row.get(3)?)),
                        ("phase", &if open { phase(&due, today, QUESTION_NOTICE) } else { String::new() }),
                        ("due", &due),
                        ("state", &state),
                    ]))
                },
            ),
            Aspect::Commitment => one(
                &db,
                &format!(
                    "select t.status, substr(t.due, 1, 10), t.met_by, substr({DUE}, 1, 10)
                     from commitments t
                     where t.id = $1 and t.deleted = 0"
                ),
                own,
                |row| {
                    let status = text(row, 0)?.unwrap_or_default();
                    let due = text(row, 1)?.unwrap_or_default();
                    let last = text(row, 3)?.unwrap_or_default();
                    let open = matches!(status.as_str(), "Openstaand" | "Deels Voldaan");
                    Ok(facts(&[
                        ("phase", &if open { phase(&last, today, COMMITMENT_NOTICE) } else { String::new() }),
                        ("status", &status),
                        ("due", &due),
                        ("met_by", &text(row, 2)?.unwrap_or_default()),
                    ]))
                },
            ),
            Aspect::Activity => {
                let found = one(
                    &db,
                    "select status, date, begins, location from activities where id = $1 and deleted = 0",
                    own,
                    |row| {
                        let begins = text(row, 2)?.unwrap_or_default();
                        Ok(facts(&[
                            ("status", &text(row, 0)?.unwrap_or_default()),
                            ("date", text(row, 1)?.unwrap_or_default().get(..10).unwrap_or_default()),
                            ("time", &local_time(&begins)),
                            ("place", &text(row, 3)?.unwrap_or_default()),
                        ]))
                    },
                )?;
                let Some(mut found) = found else { return Ok(None) };
                let agenda = agenda(&db, id)?;
                if !agenda.is_empty() {
                    found.insert("agenda".to_owned(), agenda);
                }
                Ok(Some(found))
            }
        }
    }

    /// Whom and what a record concerns, but for ministries, which are read from the functions of people.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn subjects_of(&self, category: Category, id: Guid) -> Result<Vec<Subject>> {
        let db = self.read();
        let mut found = Vec::new();
        for (sql, kind) in statements(category) {
            let mut statement = db.prepare_cached(sql)?;
            let rows = statement.query_map([&id.0[..]], |row| text(row, 0))?;
            for key in rows {
                let Some(key) = key? else { continue };
                found.push(match kind {
                    Some(kind) => Subject::new(*kind, &key),
                    None => Subject::paper(&key),
                });
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// What a document refers to, each thing once, with the first sentence that does: papers, cases and motions.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn references_of(&self, document: Guid) -> Result<(Vec<Reference>, Vec<Reference>)> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select kind, target, quote
             from citations
             where document = $1 and kind in ('kamerstuk', 'document', 'zaak', 'activiteit')
             order by position
             limit 2000",
        )?;
        let rows = statement.query_map([&document.0[..]], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?;
        let mut cited = Vec::new();
        for row in rows {
            let (kind, target, quote) = row?;
            let subject = match kind.as_str() {
                "document" => Subject::new(SubjectKind::Document, &target),
                "zaak" => Subject::new(SubjectKind::Case, &target),
                "activiteit" => Subject::new(SubjectKind::Activity, &target),
                _ => Subject::paper(&target),
            };
            push(&mut cited, Reference { subject, quote });
        }
        let mut statement = db.prepare_cached(
            "select target, quote
             from motion_mentions
             where document = $1 and target <> ''
             order by position
             limit 2000",
        )?;
        let rows = statement
            .query_map([&document.0[..]], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut mentioned = Vec::new();
        for row in rows {
            let (target, quote) = row?;
            push(&mut mentioned, Reference { subject: Subject::paper(&target), quote });
        }
        // a motion that is cited by its number is also mentioned: that is one piece of news
        cited
            .retain(|reference: &Reference| mentioned.iter().all(|other| other.subject != reference.subject));
        Ok((cited, mentioned))
    }

    /// The sets of questions that a document asks, answers or postpones, or that a case holds.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn sets_of_questions(&self, category: Category, id: Guid) -> Result<Vec<Guid>> {
        let sql = match category {
            Category::Document => {
                "select id from question_sets where id = $1
                 union
                 select question from question_papers where paper = $1
                 limit 50"
            }
            Category::Case => {
                "select q.id
                 from cases c
                 join question_sets q on q.case_number = c.number
                 where c.id = $1
                 limit 50"
            }
            _ => return Ok(Vec::new()),
        };
        let db = self.read();
        let mut statement = db.prepare_cached(sql)?;
        Ok(statement.query_map([&id.0[..]], |row| guid(row, 0))?.collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// What a decision is about: the motions, amendments and bills of its cases, else the cases; and its subjects.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn decided_on(&self, decision: Guid) -> Result<Vec<(Category, Guid)>> {
        let db = self.read();
        let mut statement = db.prepare_cached(
            "select c.id,
                    (select d.id
                     from links l
                     join documents d on d.id = l.from_id and d.deleted = 0
                     where l.to_id = c.id and l.kind = 7 and d.kind like 'Motie%'
                     order by d.date desc, d.number desc
                     limit 1)
             from links k
             join cases c on c.id = k.to_id and c.deleted = 0
             where k.from_id = $1 and k.kind = 3
             order by k.position
             limit 20",
        )?;
        let rows = statement.query_map([&decision.0[..]], |row| {
            let motion: Option<[u8; 16]> = row.get(1)?;
            Ok(match motion {
                Some(motion) => (Category::Document, Guid(motion)),
                None => (Category::Case, guid(row, 0)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Things whose last day lies between two days: commitments and sets of questions.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn due_between(&self, from: &str, until: &str) -> Result<Vec<(Aspect, Guid)>> {
        let db = self.read();
        let mut statement = db.prepare_cached(&format!(
            "select 'c', t.id
             from commitments t
             where t.deleted = 0 and substr({DUE}, 1, 10) between $1 and $2
                and t.status in ('Openstaand', 'Deels Voldaan')
             union all
             select 'q', id
             from question_sets
             where coalesce(extended, term) between $1 and $2 and state = 'open'
             limit 20000"
        ))?;
        let rows = statement.query_map([from, until], |row| {
            let aspect = if row.get::<_, String>(0)? == "c" { Aspect::Commitment } else { Aspect::Question };
            Ok((aspect, guid(row, 1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The record that a set of questions is shown as: its paper, else its case.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn shown_as(&self, set: Guid) -> Result<Option<(Category, Guid)>> {
        let db = self.read();
        let found: Option<bool> = db
            .prepare_cached("select paper is not null from question_sets where id = $1")?
            .query_row([&set.0[..]], |row| row.get(0))
            .optional()?;
        Ok(found.map(|paper| (if paper { Category::Document } else { Category::Case }, set)))
    }

    /// Id of the live record of a number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn id_of(&self, category: Category, number: &str) -> Result<Option<Guid>> {
        let db = self.read();
        let sql = format!(
            "select id from {} where number = $1 and deleted = 0 order by id limit 1",
            category.table()
        );
        Ok(db.prepare_cached(&sql)?.query_row([number], |row| guid(row, 0)).optional()?)
    }
}

fn push(list: &mut Vec<Reference>, reference: Reference) {
    if list.iter().all(|known| known.subject != reference.subject) {
        list.push(reference);
    }
}

fn one<T>(
    db: &Connection,
    sql: &str,
    id: &[u8],
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    Ok(db.prepare_cached(sql)?.query_row([id], read).optional()?)
}

fn decision(row: &Row<'_>) -> rusqlite::Result<Facts> {
    let is_final = text(row, 0)?.as_deref() == Some("Besluit");
    let number = |at: usize| {
        row.get::<_, i64>(at).map(|value| if value == 0 { String::new() } else { value.to_string() })
    };
    let words = text(row, 1)?.unwrap_or_default();
    Ok(facts(&[
        ("final", if is_final { "1" } else { "" }),
        ("words", &words.chars().take(300).collect::<String>()),
        ("result", &row.get::<_, String>(2)?),
        ("voted", &number(3)?),
        ("for", &number(4)?),
        ("against", &number(5)?),
    ]))
}

/// A moment in UTC as the clock in the Netherlands shows it: `10:00`; empty for none.
fn local_time(moment: &str) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC);
    let at = moment.parse::<jiff::Timestamp>().ok().map(|at| at.to_zoned(zone).strftime("%H:%M").to_string());
    at.unwrap_or_default()
}

/// A short name of an agenda: of its items, their order and what they say.
fn agenda(db: &Connection, activity: Guid) -> Result<String> {
    let mut statement = db.prepare_cached(
        "select number, subject
         from agenda_items
         where activity = $1 and deleted = 0
         order by position, number
         limit 500",
    )?;
    let mut rows = statement.query([&activity.0[..]])?;
    let (mut digest, mut any) = (Sha256::new(), false);
    while let Some(row) = rows.next()? {
        any = true;
        digest.update(text(row, 0)?.unwrap_or_default());
        digest.update([0]);
        digest.update(text(row, 1)?.unwrap_or_default());
        digest.update([1]);
    }
    if !any {
        return Ok(String::new());
    }
    Ok(digest.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect())
}

/// One statement for each kind of subject of a record; a paper has no kind.
fn statements(category: Category) -> &'static [(&'static str, Option<SubjectKind>)] {
    const DOCUMENT: &[(&str, Option<SubjectKind>)] = &[
        ("select number from documents where id = $1", Some(SubjectKind::Document)),
        ("select number from documents where id = $1 and kind like 'Motie%'", Some(SubjectKind::Motion)),
        (
            "select p.number from document_actors a join persons p on p.id = a.person where a.document = $1 and a.deleted = 0",
            Some(SubjectKind::Person),
        ),
        (
            "select party_name from document_actors where document = $1 and deleted = 0 and party_name <> ''",
            Some(SubjectKind::Party),
        ),
        (
            "select c.number from document_actors a join committees c on c.id = a.committee where a.document = $1 and a.deleted = 0",
            Some(SubjectKind::Committee),
        ),
        (
            "select c.number from links l join cases c on c.id = l.to_id where l.from_id = $1 and l.kind = 7",
            Some(SubjectKind::Case),
        ),
        (
            "select case when d.addition is null then '' || d.number else d.number || '-' || d.addition end
             from links l
             join dossiers d on d.id = l.to_id
             where l.from_id = $1 and l.kind = 8 and d.number is not null",
            Some(SubjectKind::Dossier),
        ),
        (
            "select case when d.addition is null then '' || d.number else d.number || '-' || d.addition end || '-' || n.sub_number
             from documents n
             join links l on l.from_id = n.id and l.kind = 8
             join dossiers d on d.id = l.to_id and d.number is not null
             where n.id = $1 and n.sub_number > 0",
            None,
        ),
        (
            "select a.number from links l join activities a on a.id = l.to_id where l.from_id = $1 and l.kind = 5",
            Some(SubjectKind::Activity),
        ),
        (
            "select q.paper from question_sets q where q.id = $1 and q.paper is not null",
            Some(SubjectKind::Question),
        ),
    ];
    const CASE: &[(&str, Option<SubjectKind>)] = &[
        ("select number from cases where id = $1", Some(SubjectKind::Case)),
        (
            "select p.number from case_actors a join persons p on p.id = a.person where a.case_id = $1 and a.deleted = 0",
            Some(SubjectKind::Person),
        ),
        (
            "select party_name from case_actors where case_id = $1 and deleted = 0 and party_name <> ''",
            Some(SubjectKind::Party),
        ),
        (
            "select c.number from case_actors a join committees c on c.id = a.committee where a.case_id = $1 and a.deleted = 0",
            Some(SubjectKind::Committee),
        ),
        (
            "select case when d.addition is null then '' || d.number else d.number || '-' || d.addition end
             from links l
             join dossiers d on d.id = l.to_id
             where l.from_id = $1 and l.kind = 14 and d.number is not null",
            Some(SubjectKind::Dossier),
        ),
        (
            "select case_number from question_sets where id = $1 and case_number is not null",
            Some(SubjectKind::Question),
        ),
    ];
    const ACTIVITY: &[(&str, Option<SubjectKind>)] = &[
        ("select number from activities where id = $1", Some(SubjectKind::Activity)),
        (
            "select c.number from activities a join committees c on c.id = a.lead_committee where a.id = $1",
            Some(SubjectKind::Committee),
        ),
        (
            "select c.number from activity_actors a join committees c on c.id = a.committee where a.activity = $1 and a.deleted = 0",
            Some(SubjectKind::Committee),
        ),
        (
            "select p.number from activity_actors a join persons p on p.id = a.person where a.activity = $1 and a.deleted = 0",
            Some(SubjectKind::Person),
        ),
        (
            "select c.number from links l join cases c on c.id = l.from_id where l.to_id = $1 and l.kind = 15",
            Some(SubjectKind::Case),
        ),
    ];
    const COMMITMENT: &[(&str, Option<SubjectKind>)] = &[
        ("select number from commitments where id = $1", Some(SubjectKind::Commitment)),
        ("select ministry from commitments where id = $1", Some(SubjectKind::Ministry)),
        (
            "select coalesce(a.number, t.activity_number) from commitments t left join activities a on a.id = t.activity where t.id = $1",
            Some(SubjectKind::Activity),
        ),
        (
            "select p.number from links l join persons p on p.id = l.to_id where l.from_id = $1 and l.kind = 10",
            Some(SubjectKind::Person),
        ),
        (
            "select p.abbreviation from links l join parties p on p.id = l.to_id where l.from_id = $1 and l.kind = 10",
            Some(SubjectKind::Party),
        ),
    ];
    const DECISION: &[(&str, Option<SubjectKind>)] = &[
        (
            "select a.number from decisions d join agenda_items i on i.id = d.agenda_item join activities a on a.id = i.activity where d.id = $1",
            Some(SubjectKind::Activity),
        ),
        (
            "select c.number
             from decisions d
             join agenda_items i on i.id = d.agenda_item
             join activities a on a.id = i.activity
             join committees c on c.id = a.lead_committee
             where d.id = $1",
            Some(SubjectKind::Committee),
        ),
        (
            "select c.number from links l join cases c on c.id = l.to_id where l.from_id = $1 and l.kind = 3",
            Some(SubjectKind::Case),
        ),
        (
            "select d.number
             from links k
             join links l on l.to_id = k.to_id and l.kind = 7
             join documents d on d.id = l.from_id and d.deleted = 0
             where k.from_id = $1 and k.kind = 3
             limit 100",
            Some(SubjectKind::Document),
        ),
    ];
    match category {
        Category::Document => DOCUMENT,
        Category::Case => CASE,
        Category::Activity => ACTIVITY,
        Category::Commitment => COMMITMENT,
        Category::Decision => DECISION,
        Category::Gift => &[(
            "select p.number from gifts g join persons p on p.id = g.person where g.id = $1",
            Some(SubjectKind::Person),
        )],
        Category::Trip => &[(
            "select p.number from trips g join persons p on p.id = g.person where g.id = $1",
            Some(SubjectKind::Person),
        )],
        Category::SideJob => &[(
            "select p.number from side_jobs g join persons p on p.id = g.person where g.id = $1",
            Some(SubjectKind::Person),
        )],
        _ => &[],
    }
}

/// What can be followed under a key that stands in an address: its own key, and what it is called. None when it is not here.
///
/// # Errors
/// The database cannot be read.
pub fn followable(store: &Store, kind: SubjectKind, key: &str) -> Result<Option<(String, String)>> {
    let sql = match kind {
        SubjectKind::Document => {
            "select number, coalesce(nullif(subject, ''), title, number) from documents where number = $1 and deleted = 0"
        }
        SubjectKind::Motion => {
            "select n.number, coalesce(nullif(n.subject, ''), n.title, n.number)
             from documents n
             where n.number = $1 and n.kind like 'Motie%' and n.deleted = 0
             union all
             select n.number, coalesce(nullif(n.subject, ''), n.title, n.number)
             from dossiers d
             join links l on l.to_id = d.id and l.kind = 8
             join documents n on n.id = l.from_id and n.kind like 'Motie%' and n.deleted = 0
             where d.number = cast($1 as integer) and d.deleted = 0
                 and d.number || coalesce('-' || d.addition, '') || '-' || n.sub_number = $1"
        }
        SubjectKind::Question => {
            "select coalesce(paper, case_number), coalesce(subject, paper, case_number)
             from question_sets
             where paper = $1 or case_number = $1"
        }
        SubjectKind::Commitment => "select number, coalesce(text, number) from commitments where number = $1 and deleted = 0",
        SubjectKind::Dossier => {
            "select $1, coalesce(title, $1)
             from dossiers
             where '' || number || coalesce('-' || addition, '') = $1 and number = cast($1 as integer) and deleted = 0"
        }
        SubjectKind::Case => "select number, coalesce(nullif(subject, ''), title, number) from cases where number = $1 and deleted = 0",
        SubjectKind::Activity => {
            "select number, coalesce(nullif(subject, ''), kind, number) from activities where number = $1 and deleted = 0"
        }
        SubjectKind::Committee => "select number, coalesce(name, number) from committees where number = $1 and deleted = 0",
        SubjectKind::Person => {
            "select number, coalesce(first_name || ' ', '') || coalesce(prefix || ' ', '') || coalesce(surname, number)
             from persons
             where number = $1 and deleted = 0"
        }
        SubjectKind::Party => {
            "select abbreviation, coalesce(name, abbreviation)
             from parties
             where (number = $1 or abbreviation = $1) and abbreviation <> '' and deleted = 0"
        }
        SubjectKind::Ministry => {
            "select ministry, ministry
             from commitments
             where ministry = $1 and deleted = 0
             union all
             select $1, $1
             from question_sets
             where instr(ministries, '|' || $1 || '|') > 0"
        }
    };
    let db = store.read();
    let found = db
        .prepare_cached(&format!("{sql} limit 1"))?
        .query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    Ok(found)
}

/// Every name that events may use for something that is followed by its number: a motion is a document and a paper too.
///
/// # Errors
/// The database cannot be read.
pub fn names(store: &Store, kind: SubjectKind, key: &str) -> Result<Vec<Subject>> {
    let mut all = vec![Subject::new(kind, key)];
    let document = match kind {
        SubjectKind::Document | SubjectKind::Motion | SubjectKind::Question => {
            store.id_of(Category::Document, key)?
        }
        _ => None,
    };
    if let Some(id) = document {
        all.push(Subject::new(SubjectKind::Document, key));
        let db = store.read();
        let mut statement = db.prepare_cached(
            "select d.number, d.addition, n.sub_number
             from documents n
             join links l on l.from_id = n.id and l.kind = $1
             join dossiers d on d.id = l.to_id
             where n.id = $2 and n.sub_number > 0
             limit 10",
        )?;
        let rows = statement.query_map(params![LinkKind::DocumentDossier as u8, &id.0[..]], |row| {
            Ok((dossier_key(row.get(0)?, text(row, 1)?), row.get::<_, i64>(2)?))
        })?;
        for row in rows {
            if let (Some(dossier), sub_number) = row? {
                all.push(Subject::paper(&format!("{dossier}-{sub_number}")));
            }
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

#[cfg(test)]
mod tests;
