//! The term for answers to written questions, and the recesses that it stands still in.
//!
//! The Rules of the House give three weeks, and three more after a notice of postponement. How a recess counts they do
//! not say; days of a recess are not counted here, so that nobody is called late who may be on time.
//!
//! `recesses.tsv` lists the recesses that the House announced, each with its source; [`Recess`]es of other years come
//! from the rule of [`super::calendar`]. Start with [`Recesses::term`].

use jiff::civil::Date;

use super::calendar::{Recess, clamp, plus_days};

/// Days in which an answer is due.
pub const TERM_DAYS: u32 = 21;
/// Days in which an answer is due after a postponement.
pub const EXTENDED_DAYS: u32 = 42;
/// A term that meets more recesses than this ends here: hostile dates must not make it long.
const FURTHEST: i64 = 400;

const LISTED: &str = include_str!("recesses.tsv");
const RULED: [(Recess, &str); 5] = [
    (Recess::Spring, "voorjaarsreces"),
    (Recess::May, "meireces"),
    (Recess::Summer, "zomerreces"),
    (Recess::Autumn, "herfstreces"),
    (Recess::Christmas, "kerstreces"),
];

/// A recess with where its days come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// First day without meetings.
    pub first: Date,
    /// Last day without meetings.
    pub last: Date,
    /// `zomerreces`, …
    pub name: String,
    /// Address of the source; none where the days are computed.
    pub source: Option<String>,
}

/// All recesses that are listed, and a rule for the years without.
#[derive(Debug, Clone, Default)]
pub struct Recesses {
    listed: Vec<Held>,
}

impl Recesses {
    /// The table that comes with the program.
    pub fn known() -> Recesses {
        Recesses::read(LISTED)
    }

    /// Reads a table: first day, last day, name, source, apart by tabs. A line that cannot be read is left out.
    pub fn read(table: &str) -> Recesses {
        let line = |line: &str| {
            let mut cells = line.split('\t').map(str::trim);
            let (first, last) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
            let name = cells.next()?.to_owned();
            let source = cells.next().filter(|source| !source.is_empty()).map(str::to_owned);
            (first <= last).then_some(Held { first, last, name, source })
        };
        Recesses { listed: table.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect() }
    }

    /// These and others; where both have a recess of one name in a year, the others count.
    pub fn and(mut self, others: Recesses) -> Recesses {
        self.listed.retain(|held| {
            let same = |other: &Held| other.name == held.name && other.first.year() == held.first.year();
            !others.listed.iter().any(same)
        });
        self.listed.extend(others.listed);
        self
    }

    /// A number that differs when the table does: terms are then computed anew.
    pub fn fingerprint(&self) -> u32 {
        let cells = self.listed.iter().flat_map(|held| [held.first.to_string(), held.last.to_string()]);
        // FNV-1a: small, and the same on every machine
        cells
            .flat_map(String::into_bytes)
            .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// Recesses that begin in a year, in order.
    pub fn of_year(&self, year: i16) -> Vec<Held> {
        let mut held: Vec<Held> =
            self.listed.iter().filter(|held| held.first.year() == year).cloned().collect();
        for (recess, name) in RULED {
            if held.iter().all(|known| known.name != name) {
                let (first, last) = recess.of(year);
                held.push(Held { first, last, name: name.to_owned(), source: None });
            }
        }
        held.sort_by_key(|held| held.first);
        held
    }

    /// The last day of a term of so many days from the day of the questions; days of a recess do not count.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use model::due::answer::{Recesses, TERM_DAYS};
    /// let recesses = Recesses::known();
    /// assert_eq!(recesses.term(date(2024, 6, 3), TERM_DAYS), date(2024, 6, 24));
    /// // the summer recess of 2024 began on 5 July
    /// assert_eq!(recesses.term(date(2024, 7, 1), TERM_DAYS), date(2024, 9, 20));
    /// ```
    pub fn term(&self, asked: Date, days: u32) -> Date {
        let year = clamp(asked.year());
        let held: Vec<Held> = (year - 1..=year + 1).flat_map(|year| self.of_year(year)).collect();
        let in_recess = |day: Date| held.iter().any(|held| held.first <= day && day <= held.last);
        let mut left = days;
        let mut day = asked;
        for _ in 0..FURTHEST {
            if left == 0 {
                break;
            }
            day = plus_days(day, 1);
            if !in_recess(day) {
                left -= 1;
            }
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: &str, days: u32, term: &str) {
        assert_eq!(Recesses::known().term(asked.parse().unwrap(), days).to_string(), term, "{asked}");
    }

    #[test]
    fn three_weeks_and_three_more() {
        check("2025-03-10", TERM_DAYS, "2025-03-31");
        check("2025-03-10", EXTENDED_DAYS, "2025-04-21");
    }

    #[test]
    fn a_recess_does_not_count() {
        check("2024-02-12", TERM_DAYS, "2024-03-15");
        check("2023-12-20", TERM_DAYS, "2024-02-04");
        check("2024-08-01", TERM_DAYS, "2024-09-23");
    }

    #[test]
    fn the_table_is_whole_and_each_line_has_its_source() {
        let lines = LISTED.lines().filter(|line| !line.starts_with('#')).count();
        let known = Recesses::known();
        assert_eq!(known.listed.len(), lines);
        assert!(known.listed.iter().all(|held| held.source.is_some()));
    }

    #[test]
    fn a_table_of_ones_own_may_add_a_recess_of_elections() {
        let own = Recesses::known().and(Recesses::read("2025-10-03\t2025-11-10\tverkiezingsreces\thttps://voorbeeld.example\nkapot\n2025-02-02\t2025-01-01\tomgekeerd\t"));
        assert_eq!(own.listed.len(), Recesses::known().listed.len() + 1);
        assert_ne!(own.fingerprint(), Recesses::known().fingerprint());
        assert_eq!(own.term("2025-10-01".parse().unwrap(), TERM_DAYS).to_string(), "2025-11-30");
        assert!(own.of_year(2025).iter().any(|held| held.name == "zomerreces" && held.source.is_none()));
    }

    #[test]
    fn odd_years_do_not_hang() {
        let _ = Recesses::known().term(Date::MAX, u32::MAX);
        let _ = Recesses::known().term(Date::MIN, u32::MAX);
    }
}
