//! Persons of the House: their names, the list of them, and who sat for which party when.

use std::collections::HashMap;

use model::Guid;
use rusqlite::Row;
use serde::Serialize;

use super::{guid, rows, text};
use crate::{Result, Store};

/// The parts of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Name {
    /// What people call somebody: `Joost`.
    pub first_name: Option<String>,
    /// `J.M.`
    pub initials: Option<String>,
    /// What stands before the surname: `van der`.
    #[doc(alias = "tussenvoegsel")]
    pub prefix: Option<String>,
    /// `Voorbeeld`.
    pub surname: Option<String>,
}

impl Name {
    /// As people say it: `Joost van der Voorbeeld`.
    pub fn spoken(&self) -> String {
        let called = self.first_name.as_ref().or(self.initials.as_ref());
        let parts = [called, self.prefix.as_ref(), self.surname.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// As transcripts may print the surname: `van der Lee`, `Van der Lee`, and both with the first name before it.
    /// Nothing for a name without surname or first name: that is too little to know somebody by.
    pub fn printed(&self) -> Vec<String> {
        let (Some(first), Some(surname)) = (&self.first_name, &self.surname) else { return Vec::new() };
        let mut forms = vec![surname.clone()];
        if let Some(prefix) = &self.prefix {
            let mut letters = prefix.chars();
            let capital = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters);
            forms = vec![format!("{prefix} {surname}"), format!("{} {surname}", capital.collect::<String>())];
            forms.dedup();
        }
        let whole: Vec<String> = forms.iter().map(|form| format!("{first} {form}")).collect();
        forms.extend(whole);
        forms
    }
}

/// The columns that [`name`] and [`spoken`] read, of persons `p`.
pub(crate) const PERSON: &str = "p.first_name, p.initials, p.prefix, p.surname";

/// A name as people say it out of the columns [`PERSON`], from `at` on; none where there is no person.
pub(crate) fn spoken(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<String>> {
    Ok(Some(name(row, at)?.spoken()).filter(|spoken| !spoken.is_empty()))
}

/// A name out of four columns, from `at` on: first name, initials, prefix, surname.
pub(crate) fn name(row: &Row<'_>, at: usize) -> rusqlite::Result<Name> {
    Ok(Name {
        first_name: text(row, at)?,
        initials: text(row, at + 1)?,
        prefix: text(row, at + 2)?,
        surname: text(row, at + 3)?,
    })
}

/// A person as another record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRef {
    /// Number in the source: part of the address.
    pub number: String,
    /// Name.
    #[serde(flatten)]
    pub name: Name,
}

/// A person out of five columns, from `at` on: number and name.
pub(crate) fn person_ref(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<PersonRef>> {
    let Some(number) = text(row, at)? else { return Ok(None) };
    Ok(Some(PersonRef { number, name: name(row, at + 1)? }))
}

/// A person as an entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// Id in the source.
    pub id: Guid,
    /// Number in the source.
    pub number: String,
    /// Name.
    #[serde(flatten)]
    pub name: Name,
    /// `Tweede Kamerlid`, `Oud Kamerlid`, `Eerste Kamerlid`.
    pub function: Option<String>,
    /// Day of birth.
    pub born: Option<String>,
    /// Day of death.
    pub died: Option<String>,
    /// Where the person lives.
    pub residence: Option<String>,
    /// Party as the record itself names it.
    pub party_label: Option<String>,
    /// When the source last changed the record, UTC.
    pub updated: Option<String>,
}

/// A time in which somebody sat for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// The person.
    #[serde(skip)]
    pub person: Guid,
    /// Number of the party in the source.
    pub party_number: Option<String>,
    /// Its abbreviation.
    pub party: Option<String>,
    /// `Lid`, `Fractievoorzitter`.
    pub function: Option<String>,
    /// First day.
    pub since: Option<String>,
    /// Last day; none while it lasts.
    pub until: Option<String>,
}

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
    /// All persons with one of these functions (all of them if none is named), at most 20,000, in no order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_persons(&self, function: Option<&str>) -> Result<Vec<PersonRow>> {
        rows(
            &self.read(),
            "select id, number, first_name, initials, prefix, surname, function, born, died, residence, party_label, updated
             from persons
             where deleted = 0 and number is not null and surname is not null and ($1 is null or function = $1)
             limit 20000",
            [function],
            |row| {
                Ok(PersonRow {
                    id: guid(row, 0)?,
                    number: row.get(1)?,
                    name: name(row, 2)?,
                    function: text(row, 6)?,
                    born: text(row, 7)?,
                    died: text(row, 8)?,
                    residence: text(row, 9)?,
                    party_label: text(row, 10)?,
                    updated: text(row, 11)?,
                })
            },
        )
    }

    /// Who sat for which party when, by person, the oldest first; at most 40,000.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_memberships(&self) -> Result<HashMap<Guid, Vec<Membership>>> {
        let found = rows(
            &self.read(),
            "select m.person, f.number, f.abbreviation, m.function, m.since, m.until
             from party_members m
             join party_seats s on s.id = m.seat and s.deleted = 0
             join parties f on f.id = s.party and f.deleted = 0
             where m.deleted = 0 and m.person is not null
             order by m.since, m.until
             limit 40000",
            [],
            membership,
        )?;
        let mut by_person: HashMap<Guid, Vec<Membership>> = HashMap::new();
        for one in found {
            by_person.entry(one.person).or_default().push(one);
        }
        Ok(by_person)
    }

    /// For which parties a person sat when, the newest first, at most 100.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_memberships_of(&self, person: Guid) -> Result<Vec<Membership>> {
        rows(
            &self.read(),
            "select m.person, f.number, f.abbreviation, m.function, m.since, m.until
             from party_members m
             join party_seats s on s.id = m.seat and s.deleted = 0
             join parties f on f.id = s.party and f.deleted = 0
             where m.person = $1 and m.deleted = 0
             order by m.since desc
             limit 100",
            [&person.0[..]],
            membership,
        )
    }

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
            |row| Ok(Birthday { name: name(row, 0)?.spoken(), party: text(row, 4)?, born: row.get(5)? }),
        )
    }
}

fn membership(row: &Row<'_>) -> rusqlite::Result<Membership> {
    Ok(Membership {
        person: guid(row, 0)?,
        party_number: text(row, 1)?,
        party: text(row, 2)?,
        function: text(row, 3)?,
        since: text(row, 4)?,
        until: text(row, 5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(first: &str, prefix: &str, surname: &str, expected: &[&str]) {
        let some = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
        let name =
            Name { first_name: some(first), initials: None, prefix: some(prefix), surname: some(surname) };
        assert_eq!(name.printed(), expected);
    }

    #[test]
    fn a_printed_surname_may_have_a_capital_and_the_first_name_before_it() {
        check(
            "Eef",
            "van der",
            "Duin",
            &["van der Duin", "Van der Duin", "Eef van der Duin", "Eef Van der Duin"],
        );
        check("Jan", "'t", "Zand", &["'t Zand", "Jan 't Zand"]);
        check("An", "", "Zee", &["Zee", "An Zee"]);
        check("", "", "Zee", &[]);
    }
}
