//! Persons of the House, as far as front pages need them.

use serde::Serialize;

use super::{rows, text};
use crate::{Result, Store};

/// A sitting member whose birthday it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Birthday {
    /// Name as people say it: `Joost van der Voorbeeld`.
    pub name: String,
    /// Party now.
    pub party: Option<String>,
    /// Day of birth.
    pub born: String,
}

impl Store {
    /// Sitting members born on this day of the year (`01-28`), at most 20.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_birthdays(&self, month_and_day: &str, today: &str) -> Result<Vec<Birthday>> {
        rows(
            &self.read(),
            "select p.first_name, p.initials, p.prefix, p.surname, coalesce(max(f.abbreviation), p.party_label), p.born
             from persons p
             left join party_members m on m.person = p.id and m.deleted = 0 and (m.until is null or m.until >= $1)
             left join party_seats s on s.id = m.seat and s.deleted = 0
             left join parties f on f.id = s.party and f.deleted = 0
             where p.deleted = 0 and p.function = 'Tweede Kamerlid' and substr(p.born, 6) = $2 and p.died is null
             group by p.id, p.first_name, p.initials, p.prefix, p.surname, p.party_label, p.born
             order by p.surname
             limit 20",
            [today, month_and_day],
            |row| {
                let called = text(row, 0)?.or(text(row, 1)?);
                let parts = [called, text(row, 2)?, text(row, 3)?];
                Ok(Birthday {
                    name: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
                    party: text(row, 4)?,
                    born: row.get(5)?,
                })
            },
        )
    }
}
