//! Everything the source knows of one person: records about the person, and what the person did.

use model::{Guid, LinkKind};
use rusqlite::params;
use serde::Serialize;

use super::around::{Neighbour, neighbour};
use super::people::{Name, name};
use super::units::{Counted, counted};
use super::{dossier_key, first, guid, rows, sub_number, text};
use crate::{Result, Store};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Id in the source.
    pub id: Guid,
    /// Number in the source.
    pub number: String,
    /// Name.
    #[serde(flatten)]
    pub name: Name,
    /// All first names in full.
    pub given_names: Option<String>,
    /// `dr.`, `mr.`
    pub titles: Option<String>,
    /// `man`, `vrouw`, `x`.
    pub gender: Option<String>,
    /// `Tweede Kamerlid`, `Oud Kamerlid`, `Eerste Kamerlid`.
    pub function: Option<String>,
    /// Day of birth.
    pub born: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Country of birth.
    pub birth_country: Option<String>,
    /// Day of death.
    pub died: Option<String>,
    /// Place of death.
    pub death_place: Option<String>,
    /// Where the person lives.
    pub residence: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Party as the record itself names it.
    pub party_label: Option<String>,
    /// When the source last changed the record, UTC.
    pub updated: Option<String>,
    /// When it was fetched, UTC.
    pub fetched: Option<String>,
}

/// A seat in a committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Number of the committee.
    pub number: Option<String>,
    /// Its name.
    pub committee: Option<String>,
    /// Its abbreviation.
    pub abbreviation: Option<String>,
    /// `Voorzitter`, `Lid`, …
    pub function: Option<String>,
    /// First day.
    pub since: Option<String>,
    /// Last day; none while it lasts.
    pub until: Option<String>,
    /// Whether as the substitute of a member.
    pub substitute: bool,
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// `E-mail`, `Website`, …
    pub kind: Option<String>,
    /// The address.
    pub value: String,
}

/// Work outside or before the House, or a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Station {
    /// What.
    pub what: String,
    /// Employer or institution.
    pub place: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Since when: a year, a month or a day.
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
}

/// A document that a person signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignedRow {
    /// The document.
    #[serde(flatten)]
    pub document: Neighbour,
    /// Its paper: `36800-V-49`; none while it has no number in a dossier.
    pub paper: Option<String>,
    /// `Eerste ondertekenaar`, `Mede ondertekenaar`.
    pub role: Option<String>,
    /// As what: `Tweede Kamerlid`, `minister van Defensie`.
    pub function: Option<String>,
    /// Party at the time.
    pub party: Option<String>,
    /// The last decision on its case.
    pub result: Option<String>,
    /// When the source last changed it, UTC.
    pub updated: Option<String>,
}

/// A vote in a roll-call against the larger part of the own party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dissent {
    /// Id of the decision: its page is the vote.
    pub decision: Guid,
    /// What the member voted: `Voor`, `Tegen`.
    pub choice: String,
    /// Party at the time.
    pub party: Option<String>,
    /// How many of the party voted the same.
    pub same: u64,
    /// How many voted otherwise.
    pub other: u64,
    /// Number of the case.
    pub case: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Day of the vote.
    pub date: Option<String>,
}

/// An activity in which somebody took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TookPart {
    /// Number of the activity.
    pub number: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its day.
    pub date: Option<String>,
    /// `Deelnemer`, `Bewindspersoon c.a.`, `Afgemeld`, …
    pub role: Option<String>,
    /// Speaking time as the source writes it.
    pub speaking_time: Option<String>,
}

/// Words of the last decision on a case of a document `d`.
pub(crate) const RESULT: &str = "(select x.text
         from links lc
         join links ld on ld.to_id = lc.to_id and ld.kind = 3
         join decisions x on x.id = ld.from_id and x.deleted = 0
         left join agenda_items i on i.id = x.agenda_item
         left join activities v on v.id = i.activity
         where lc.from_id = d.id and lc.kind = 7
            and (x.kind like 'Stemmen - %' or x.vote_kind <> '' or x.kind in ('Overgenomen', 'Ingetrokken') or x.kind like 'Termijn - vervallen%')
         order by v.date desc, x.updated desc
         limit 1)";
/// Columns of [`SignedRow`] for documents `d` with actors `a`, before the result.
const SIGNED: &str =
    "d.number, d.kind, coalesce(d.subject, d.title), d.date, a.role, a.function, a.party_name,
        o.number, o.addition, d.sub_number, d.updated";

/// All columns of [`SignedRow`].
pub(crate) fn signed_columns() -> String {
    format!("{SIGNED}, {RESULT}")
}

/// The first dossier `o` of a document `d`. The links of a record are numbered together: a case may stand before it.
pub(crate) const PAPER: &str = "left join links ld on ld.from_id = d.id and ld.kind = 8
                and ld.position = (select min(x.position) from links x where x.from_id = d.id and x.kind = 8)
             left join dossiers o on o.id = ld.to_id and o.deleted = 0";

impl Store {
    /// The person with this number; a live one wins where the source gave a number twice.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_person(&self, number: &str) -> Result<Option<Person>> {
        first(
            &self.read(),
            "select p.id, p.number, p.first_name, p.initials, p.prefix, p.surname, p.given_names, p.titles, p.gender, p.function,
                    p.born, p.birth_place, p.birth_country, p.died, p.death_place, p.residence, p.country, p.party_label,
                    p.updated, g.fetched
             from persons p
             left join pages g on g.id = p.page
             where p.number = $1 and p.deleted = 0
             order by p.updated desc
             limit 1",
            [number],
            |row| {
                Ok(Person {
                    id: guid(row, 0)?,
                    number: row.get(1)?,
                    name: name(row, 2)?,
                    given_names: text(row, 6)?,
                    titles: text(row, 7)?,
                    gender: text(row, 8)?,
                    function: text(row, 9)?,
                    born: text(row, 10)?,
                    birth_place: text(row, 11)?,
                    birth_country: text(row, 12)?,
                    died: text(row, 13)?,
                    death_place: text(row, 14)?,
                    residence: text(row, 15)?,
                    country: text(row, 16)?,
                    party_label: text(row, 17)?,
                    updated: text(row, 18)?,
                    fetched: text(row, 19)?,
                })
            },
        )
    }

    /// Seats of a person in committees, the newest first, at most 300.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_seats_of(&self, person: Guid) -> Result<Vec<Seat>> {
        rows(
            &self.read(),
            "select c.number, coalesce(c.web_name, c.name), c.abbreviation, m.function, m.since, m.until, m.substitute
             from (select seat, function, since, until, 0 as substitute
                   from committee_members
                   where person = $1 and deleted = 0
                   union all
                   select seat, function, since, until, 1
                   from committee_substitutes
                   where person = $1 and deleted = 0) m
             join committee_seats s on s.id = m.seat and s.deleted = 0
             join committees c on c.id = s.committee and c.deleted = 0
             group by c.id, m.function, m.since, m.until, m.substitute
             order by m.until is not null, m.until desc, m.substitute, 2
             limit 300",
            [&person.0[..]],
            |row| {
                Ok(Seat {
                    number: text(row, 0)?,
                    committee: text(row, 1)?,
                    abbreviation: text(row, 2)?,
                    function: text(row, 3)?,
                    since: text(row, 4)?,
                    until: text(row, 5)?,
                    substitute: row.get(6)?,
                })
            },
        )
    }

    /// Ways to reach a person, at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_contacts_of(&self, person: Guid) -> Result<Vec<Contact>> {
        rows(
            &self.read(),
            "select kind, value
             from person_contacts
             where person = $1 and deleted = 0 and value <> ''
             order by weight, kind
             limit 20",
            [&person.0[..]],
            |row| Ok(Contact { kind: text(row, 0)?, value: row.get(1)? }),
        )
    }

    /// Work of a person outside or before the House, the newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_career_of(&self, person: Guid) -> Result<Vec<Station>> {
        rows(
            &self.read(),
            "select coalesce(nullif(function, ''), nullif(description, ''), ''), employer, place, since, until
             from careers
             where person = $1 and deleted = 0
             order by since desc, weight
             limit 100",
            [&person.0[..]],
            station,
        )
    }

    /// Courses of a person, the newest first, at most 50.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_education_of(&self, person: Guid) -> Result<Vec<Station>> {
        rows(
            &self.read(),
            "select coalesce(course, ''), institution, place, since, until
             from educations
             where person = $1 and deleted = 0
             order by since desc, weight
             limit 50",
            [&person.0[..]],
            station,
        )
    }

    /// Kinds of paper that a person signed, with how many.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_signed_kinds(&self, person: Guid) -> Result<Vec<Counted>> {
        rows(
            &self.read(),
            "select kind, count(distinct document)
             from signatures
             where person = $1 and kind <> ''
             group by kind
             order by 2 desc, 1
             limit 60",
            [&person.0[..]],
            counted,
        )
    }

    /// Papers of one kind that a person signed, the newest first; of all kinds if none is named.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_signed(
        &self,
        person: Guid,
        kind: Option<&str>,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<SignedRow>> {
        // the page is chosen first: what stands beside a paper is looked up for the page alone
        let sql = format!(
            "select {}
             from (select w.document, max(a.role) as role, max(a.function) as function, max(a.party_name) as party_name
                   from (select document
                         from signatures
                         where person = $1 and ($2 is null or kind = $2)
                         group by document, date, number
                         order by date desc, number desc
                         limit {limit} offset {offset}) w
                   join document_actors a on a.document = w.document and a.person = $1 and a.deleted = 0
                   group by w.document) a
             join documents d on d.id = a.document
             {PAPER}
             order by d.date desc, d.number desc",
            signed_columns()
        );
        rows(&self.read(), &sql, params![&person.0[..], kind], signed)
    }

    /// The newest papers that a person signed: `limit` of the first kinds, of the second, and of all others; each
    /// with the place of its group, counted from 0.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_signed_groups(
        &self,
        person: Guid,
        first: &[&str],
        second: &[&str],
        limit: u64,
    ) -> Result<Vec<(usize, SignedRow)>> {
        let places = |from: usize, count: usize| {
            (from..from + count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
        };
        let sql = format!(
            "select {}, a.part
             from (select w.document, max(w.part) as part, max(a.role) as role, max(a.function) as function,
                          max(a.party_name) as party_name
                   from (select n.document, n.part,
                                row_number() over (partition by n.part order by n.date desc, n.number desc) as place
                         from (select document, date, number,
                                      case when kind in ({}) then 0 when kind in ({}) then 1 else 2 end as part
                               from signatures
                               where person = ${own}
                               group by document, date, number, kind) n) w
                   join document_actors a on a.document = w.document and a.person = ${own} and a.deleted = 0
                   where w.place <= {limit}
                   group by w.document) a
             join documents d on d.id = a.document
             {PAPER}
             order by a.part, d.date desc, d.number desc",
            signed_columns(),
            places(1, first.len()),
            places(1 + first.len(), second.len()),
            own = 1 + first.len() + second.len(),
        );
        let mut parameters: Vec<&dyn rusqlite::ToSql> = Vec::new();
        parameters.extend(first.iter().chain(second).map(|kind| kind as &dyn rusqlite::ToSql));
        parameters.push(&person.0);
        rows(&self.read(), &sql, &parameters[..], |row| Ok((row.get::<_, i64>(12)? as usize, signed(row)?)))
    }

    /// Roll-calls in which a person voted otherwise than the larger part of the own party, the newest first, at most
    /// 50 out of the last 500.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_dissent_of(&self, person: Guid) -> Result<Vec<Dissent>> {
        rows(
            &self.read(),
            "select m.choice, m.party_name, m.same, m.other, c.number, coalesce(c.subject, c.title), y.date, d.id
             from (select v.decision, v.choice, v.party_name,
                          sum(case when o.choice = v.choice then 1 else 0 end) as same,
                          sum(case when o.choice <> v.choice and o.choice in ('Voor', 'Tegen') then 1 else 0 end) as other
                   from (select decision, choice, party_name
                         from votes
                         where person = $1 and deleted = 0 and choice in ('Voor', 'Tegen')
                         order by token desc
                         limit 500) v
                   join votes o on o.decision = v.decision and o.party_name = v.party_name and o.deleted = 0
                   group by v.decision, v.choice, v.party_name
                   having sum(case when o.choice <> v.choice and o.choice in ('Voor', 'Tegen') then 1 else 0 end)
                        > sum(case when o.choice = v.choice then 1 else 0 end)) m
             join decisions d on d.id = m.decision and d.deleted = 0
             left join links l on l.from_id = d.id and l.kind = $2
             left join cases c on c.id = l.to_id and c.deleted = 0
             left join agenda_items i on i.id = d.agenda_item and i.deleted = 0
             left join activities y on y.id = i.activity and y.deleted = 0
             order by y.date desc, c.number desc
             limit 50",
            params![&person.0[..], LinkKind::DecisionCase as u8],
            |row| {
                Ok(Dissent {
                    decision: guid(row, 7)?,
                    choice: row.get(0)?,
                    party: text(row, 1)?,
                    same: row.get::<_, i64>(2)? as u64,
                    other: row.get::<_, i64>(3)? as u64,
                    case: text(row, 4)?,
                    subject: text(row, 5)?,
                    date: text(row, 6)?,
                })
            },
        )
    }

    /// In how many roll-calls a person voted.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_roll_call_total(&self, person: Guid) -> Result<u64> {
        let found = first(
            &self.read(),
            "select count(distinct decision)
             from votes
             where person = $1 and deleted = 0 and choice in ('Voor', 'Tegen')",
            [&person.0[..]],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(found.unwrap_or_default() as u64)
    }

    /// Activities in which a person took part, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_took_part(&self, person: Guid, limit: u64) -> Result<Vec<TookPart>> {
        rows(
            &self.read(),
            "select y.number, y.kind, y.subject, y.date, a.role, a.speaking_time
             from activity_actors a
             join activities y on y.id = a.activity and y.deleted = 0
             where a.person = $1 and a.deleted = 0
             order by y.date desc, y.begins desc
             limit $2",
            params![&person.0[..], limit as i64],
            |row| {
                Ok(TookPart {
                    number: text(row, 0)?,
                    kind: text(row, 1)?,
                    subject: text(row, 2)?,
                    date: text(row, 3)?,
                    role: text(row, 4)?,
                    speaking_time: text(row, 5)?,
                })
            },
        )
    }

    /// The newest photo of a person or logo of a party that is here: its content and its format.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_picture(&self, id: Guid) -> Result<Option<(crate::blobs::Hash, String)>> {
        Ok(self.originals(id)?.into_iter().next().map(|original| (original.hash, original.format)))
    }
}

fn station(row: &rusqlite::Row<'_>) -> rusqlite::Result<Station> {
    Ok(Station {
        what: row.get(0)?,
        place: text(row, 1)?,
        town: text(row, 2)?,
        since: text(row, 3)?,
        until: text(row, 4)?,
    })
}

pub(crate) fn signed(row: &rusqlite::Row<'_>) -> rusqlite::Result<SignedRow> {
    let dossier = dossier_key(row.get(7)?, text(row, 8)?);
    Ok(SignedRow {
        document: neighbour(row, 0)?,
        role: text(row, 4)?,
        function: text(row, 5)?,
        party: text(row, 6)?,
        paper: dossier.zip(sub_number(row, 9)?).map(|(dossier, sub)| format!("{dossier}-{sub}")),
        updated: text(row, 10)?,
        result: text(row, 11)?,
    })
}
