//! One row for each live decision: its day, its result and how the votes fell.
//!
//! The lists of decisions and votes are filtered and ordered by what stands in four other tables.

use std::collections::HashMap;

use model::{Category, Guid, LinkKind};
use rusqlite::{Connection, params, params_from_iter};

use super::{BATCH, Gathered, Make, execute, select};
use crate::Result;
use crate::show::votes::{Tally, VoteRow};
use crate::show::{guid, optional_guid, places, text, write_sides, write_stood};

/// Decisions are numbered by their own id.
pub(crate) const TABLE: Gathered = Gathered {
    tables: &["outcomes"],
    of: &[Category::Decision, Category::Vote, Category::AgendaItem, Category::Activity, Category::Case],
    touched,
    make: Make::Own { renew, all: renew_all },
};

fn touched(db: &Connection, category: Category, ids: &[Guid]) -> Result<Vec<Guid>> {
    let list = places(ids.len());
    let sql = match category {
        Category::Vote => format!("select distinct decision from votes where id in ({list})"),
        Category::AgendaItem => format!("select id from decisions where agenda_item in ({list})"),
        Category::Activity => format!(
            "select d.id
             from agenda_items i
             join decisions d on d.agenda_item = i.id
             where i.activity in ({list})"
        ),
        Category::Case => {
            let kind = LinkKind::DecisionCase as u8;
            format!("select from_id from links where to_id in ({list}) and kind = {kind}")
        }
        _ => return Ok(ids.to_vec()),
    };
    select(db, &sql, ids)
}

/// Makes the table again for everything that is there.
fn renew_all(db: &Connection) -> Result<()> {
    let all = select(db, "select id from decisions where deleted = 0", &[])?;
    for ids in all.chunks(BATCH) {
        renew(db, ids)?;
    }
    Ok(())
}

/// What a row is made of, before the votes.
struct Decided {
    id: Guid,
    agenda_item: Option<Guid>,
    kind: String,
    text: String,
    vote_kind: Option<String>,
    activity: Option<Guid>,
    date: String,
    place: String,
    committee: String,
    case_kind: String,
}

fn renew(db: &Connection, ids: &[Guid]) -> Result<()> {
    execute(db, &format!("delete from outcomes where decision in ({})", places(ids.len())), ids)?;
    let decided = decided(db, ids)?;
    let mut votes = votes(db, ids)?;
    for decision in &decided {
        let tally = Tally::of(decision.vote_kind.as_deref(), votes.remove(&decision.id).unwrap_or_default());
        insert(db, decision, tally.as_ref())?;
    }
    Ok(())
}

fn decided(db: &Connection, ids: &[Guid]) -> Result<Vec<Decided>> {
    let sql = format!(
        "select d.id, d.agenda_item, d.kind, d.text, d.vote_kind, a.id, a.date, a.lead_abbreviation,
                (select c.kind
                 from links l
                 join cases c on c.id = l.to_id and c.deleted = 0
                 where l.from_id = d.id and l.kind = {}
                 order by l.position
                 limit 1),
                a.begins, i.position, d.position
         from decisions d
         left join agenda_items i on i.id = d.agenda_item and i.deleted = 0
         left join activities a on a.id = i.activity and a.deleted = 0
         where d.id in ({}) and d.deleted = 0",
        LinkKind::DecisionCase as u8,
        places(ids.len())
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(ids.iter().map(|id| id.0)), |row| {
        Ok(Decided {
            id: guid(row, 0)?,
            agenda_item: optional_guid(row, 1)?,
            kind: text(row, 2)?.unwrap_or_default(),
            text: text(row, 3)?.unwrap_or_default(),
            vote_kind: text(row, 4)?,
            activity: optional_guid(row, 5)?,
            date: text(row, 6)?.unwrap_or_default(),
            place: format!(
                "{} {:06} {:06}",
                text(row, 9)?.unwrap_or_default(),
                row.get::<_, Option<i64>>(10)?.unwrap_or_default(),
                row.get::<_, Option<i64>>(11)?.unwrap_or_default()
            ),
            committee: text(row, 7)?.unwrap_or_default(),
            case_kind: text(row, 8)?.unwrap_or_default(),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Votes by decision, the latest record first.
fn votes(db: &Connection, ids: &[Guid]) -> Result<HashMap<Guid, Vec<VoteRow>>> {
    let sql = format!(
        "select {}
         from votes v
         where v.decision in ({}) and v.deleted = 0
         order by v.token desc",
        crate::show::votes::VOTE_COLUMNS,
        places(ids.len())
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found =
        statement.query_map(params_from_iter(ids.iter().map(|id| id.0)), crate::show::votes::vote_row)?;
    let mut votes: HashMap<Guid, Vec<VoteRow>> = HashMap::new();
    for vote in found {
        let vote = vote?;
        votes.entry(vote.decision).or_default().push(vote);
    }
    Ok(votes)
}

fn insert(db: &Connection, decision: &Decided, tally: Option<&Tally>) -> Result<()> {
    let result = result(&decision.kind, &decision.text);
    let voted = match tally {
        Some(_) => 2,
        None if decision.vote_kind.is_some() || decision.kind.starts_with("Stemmen - ") => 1,
        None => 0,
    };
    let none = Tally::default();
    let tally = tally.unwrap_or(&none);
    db.prepare_cached(
        "insert into outcomes (decision, date, place, activity, agenda_item, kind, committee, case_kind, result, voted,
             roll_call, seats_for, seats_against, seats_absent, mistakes, sides, stood)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )?
    .execute(params![
        &decision.id.0[..],
        decision.date,
        decision.place,
        decision.activity.map(|id| id.0),
        decision.agenda_item.map(|id| id.0),
        decision.kind,
        decision.committee,
        decision.case_kind,
        result,
        voted,
        tally.roll_call,
        tally.seats_for,
        tally.seats_against,
        tally.seats_absent,
        tally.mistakes().count() as i64,
        write_sides(&tally.parties),
        write_stood(&tally.parties)
    ])?;
    Ok(())
}

/// What became of the proposal, from the kind of decision, or from its text where the kind says nothing of it.
/// Empty where neither does.
fn result(kind: &str, text: &str) -> &'static str {
    let words = kind.strip_prefix("Stemmen - ").unwrap_or(kind).trim().to_lowercase();
    let first = |of: &str| {
        let list = [
            ("aangenomen", "adopted"),
            ("zonder stemming aannemen", "adopted"),
            ("verworpen", "rejected"),
            ("aangehouden", "held"),
            ("ingetrokken", "withdrawn"),
            ("uitstellen", "postponed"),
            ("uitgesteld", "postponed"),
            ("overgenomen", "taken_over"),
            ("termijn - vervallen", "lapsed"),
        ];
        list.into_iter().find(|(start, _)| of.starts_with(start)).map(|(_, result)| result)
    };
    let told = kind.starts_with("Stemmen") || kind.is_empty();
    first(&words).or_else(|| first(&text.trim().to_lowercase()).filter(|_| told)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, text: &str, expected: &str) {
        assert_eq!(result(kind, text), expected, "{kind:?} {text:?}");
    }

    #[test]
    fn the_kind_of_decision_tells_the_result() {
        check("Stemmen - aangenomen", "Aangenomen.", "adopted");
        check("Stemmen - verworpen", "Verworpen. (72-74)", "rejected");
        check("Stemmen - aangehouden (al tijdens debat)", "Aangehouden (tijdens debat).", "held");
        check("Stemmen - zonder stemming aannemen", "Zonder stemming aangenomen.", "adopted");
        check("Termijn - vervallen in verband met verstrijken termijn", "", "lapsed");
    }

    #[test]
    fn an_old_decision_without_a_kind_tells_it_in_its_text() {
        check("", "Aangenomen.", "adopted");
        check("Stemmen - met handopsteken", "Verworpen.", "rejected");
    }

    #[test]
    fn taking_note_is_no_adoption() {
        check("V.k.a. - voor kennisgeving aannemen (commissie)", "Voor kennisgeving aangenomen.", "");
        check("Behandelen [en afdoen]", "Aangenomen ter behandeling.", "");
    }
}
