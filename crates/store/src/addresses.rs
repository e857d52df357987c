//! Addresses of question–answer units: `/vraag/{document}/{n}`.
//!
//! A number means one question for good. When a paper is read anew, because its original or the extractors changed,
//! each unit gets the number that its question had before: the same words, else the same answer, else nearly the same
//! words. What is new gets a number that was never used there; what is gone leaves its number unused.

use std::collections::{HashMap, HashSet, VecDeque};

use model::facts::Exchange;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::Result;

/// Words that an answer needs to tell a unit from others: «Ja.» does not.
const TELLING: usize = 12;
/// Share of the words of two questions that both have, at least, to count as one question put otherwise.
const ALIKE: f32 = 0.5;
/// Pairs of questions that are compared by their words, at most.
const MOST_PAIRS: usize = 250_000;

/// A number that was given, and what it meant last.
#[derive(Debug, Default)]
struct Given {
    n: u32,
    question: i64,
    answer: i64,
    /// The words of its question, while it is published.
    words: HashSet<String>,
}

/// Gives each unit of a document its number and remembers which.
pub(crate) fn give(db: &Connection, document: &[u8], units: &mut [Exchange]) -> Result<()> {
    let given = given(db, document)?;
    let numbers = allot(&given, units);
    let mut insert = db.prepare_cached(
        "insert into unit_addresses (document, n, question, answer) values ($1, $2, $3, $4)
         on conflict (document, n) do update set question = excluded.question, answer = excluded.answer
         where question <> excluded.question or answer <> excluded.answer",
    )?;
    // numbers of before this table was kept, too: they must not come to mean something else
    for one in &given {
        insert.execute(params![document, one.n, one.question, one.answer])?;
    }
    for (unit, n) in units.iter_mut().zip(numbers) {
        unit.address = Some(n);
        insert.execute(params![document, n, key(&unit.question), key(&unit.answer)])?;
    }
    Ok(())
}

/// What was given in a document, with the words of what is published.
fn given(db: &Connection, document: &[u8]) -> Result<Vec<Given>> {
    let mut given: HashMap<u32, Given> = HashMap::new();
    let mut statement =
        db.prepare_cached("select n, question, answer from unit_addresses where document = $1")?;
    let mut rows = statement.query([document])?;
    while let Some(row) = rows.next()? {
        let n = row.get(0)?;
        given.insert(n, Given { n, question: row.get(1)?, answer: row.get(2)?, ..Given::default() });
    }
    let mut statement = db.prepare_cached("select n, question, answer from exchanges where document = $1")?;
    let mut rows = statement.query([document])?;
    while let Some(row) = rows.next()? {
        let (n, question, answer): (u32, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let words = words(&question).collect();
        given.insert(n, Given { n, question: key(&question), answer: key(&answer), words });
    }
    let mut given: Vec<Given> = given.into_values().collect();
    given.sort_by_key(|one| one.n);
    Ok(given)
}

/// The number of each unit; see the module.
fn allot(given: &[Given], units: &[Exchange]) -> Vec<u32> {
    let mut matching =
        Matching { given, units, numbers: vec![None; units.len()], free: vec![true; given.len()] };
    matching.by_key(|one| one.question, |unit| Some(key(&unit.question)));
    let telling = |unit: &Exchange| (words(&unit.answer).count() >= TELLING).then(|| key(&unit.answer));
    matching.by_key(|one| one.answer, telling);
    matching.by_words();
    let mut next = given.last().map_or(0, |one| one.n);
    let mut fresh = || {
        next += 1;
        next
    };
    matching.numbers.into_iter().map(|number| number.unwrap_or_else(&mut fresh)).collect()
}

/// Units of which some have their number already, and the numbers that are still free.
struct Matching<'m> {
    given: &'m [Given],
    units: &'m [Exchange],
    numbers: Vec<Option<u32>>,
    free: Vec<bool>,
}

impl Matching<'_> {
    /// Gives units the numbers of the same key, in their order.
    fn by_key(&mut self, of_given: impl Fn(&Given) -> i64, of_unit: impl Fn(&Exchange) -> Option<i64>) {
        let mut places: HashMap<i64, VecDeque<usize>> = HashMap::new();
        for (at, one) in self.given.iter().enumerate().filter(|(at, _)| self.free[*at]) {
            places.entry(of_given(one)).or_default().push_back(at);
        }
        for (number, unit) in self.numbers.iter_mut().zip(self.units).filter(|(number, _)| number.is_none()) {
            if let Some(at) = of_unit(unit).and_then(|key| places.get_mut(&key)?.pop_front()) {
                self.free[at] = false;
                *number = Some(self.given[at].n);
            }
        }
    }

    /// Gives units the number of the question that shares most words with theirs.
    fn by_words(&mut self) {
        let open = self.numbers.iter().filter(|number| number.is_none()).count();
        if open * self.free.iter().filter(|free| **free).count() > MOST_PAIRS {
            return;
        }
        for (number, unit) in self.numbers.iter_mut().zip(self.units).filter(|(number, _)| number.is_none()) {
            let own: HashSet<String> = words(&unit.question).collect();
            let best = self
                .given
                .iter()
                .enumerate()
                .filter(|(at, one)| self.free[*at] && !one.words.is_empty())
                .map(|(at, one)| (alike(&own, &one.words), at))
                .filter(|(share, _)| *share >= ALIKE)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, at)) = best {
                self.free[at] = false;
                *number = Some(self.given[at].n);
            }
        }
    }
}

/// Words that two questions share, of all that they have: 1 for the same words, 0 for none.
fn alike(one: &HashSet<String>, other: &HashSet<String>) -> f32 {
    let all = (one.len() + other.len()).max(1);
    2.0 * one.intersection(other).count() as f32 / all as f32
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// A number for the words of a text, whatever its case, spaces and marks.
fn key(text: &str) -> i64 {
    let mut hash = Sha256::new();
    for word in words(text) {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let hash: [u8; 32] = hash.finalize().into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(question: &str, answer: &str) -> Exchange {
        Exchange { question: question.to_owned(), answer: answer.to_owned(), ..Exchange::default() }
    }

    /// Numbers of units after each reading of a document.
    fn read(readings: &[&[Exchange]]) -> Vec<Vec<u32>> {
        let db = Connection::open_in_memory().expect("a database");
        db.execute_batch(
            "create table unit_addresses (document, n, question, answer, primary key (document, n));
             create table exchanges (document, n, question, answer);",
        )
        .expect("tables");
        let mut all = Vec::new();
        for reading in readings {
            let mut units = reading.to_vec();
            give(&db, b"1", &mut units).expect("numbers");
            db.execute("delete from exchanges", []).expect("no rows");
            for unit in &units {
                db.execute(
                    "insert into exchanges values ($1, $2, $3, $4)",
                    params![&b"1"[..], unit.address, unit.question, unit.answer],
                )
                .expect("a row");
            }
            all.push(units.iter().filter_map(|unit| unit.address).collect());
        }
        all
    }

    const LONG: &str = "Dat is niet zo, want de dijken zijn vorig jaar alle gemeten en in orde bevonden.";

    #[test]
    fn a_document_is_numbered_from_one() {
        assert_eq!(read(&[&[unit("Hoe?", "Zo."), unit("Waarom?", "Daarom.")]]), [[1, 2]]);
    }

    #[test]
    fn a_question_keeps_its_number_when_another_comes_before_it() {
        let before = [unit("Hoe hoog is de dijk?", "Hoog."), unit("Wie meet dat?", "Wij.")];
        let after = [unit("Is er een dijk?", "Ja."), before[0].clone(), before[1].clone()];
        assert_eq!(read(&[&before, &after]), [vec![1, 2], vec![3, 1, 2]]);
    }

    #[test]
    fn a_number_that_was_left_is_never_given_to_another_question() {
        let first = [unit("Hoe hoog is de dijk?", "Hoog."), unit("Wie meet dat?", "Wij.")];
        let second = [first[0].clone()];
        let third = [first[0].clone(), unit("Waarom niet eerder?", "Daarom.")];
        assert_eq!(read(&[&first, &second, &third, &first]), [vec![1, 2], vec![1], vec![1, 3], vec![1, 2]]);
    }

    #[test]
    fn a_question_that_is_read_better_keeps_its_number_by_its_answer() {
        let before = [unit("Hoe hoog", LONG), unit("Wie meet dat?", "Wij.")];
        let after =
            [unit("Hoe hoog is de dijk bij Dijkstad, en sinds wanneer is zij dat?", LONG), before[1].clone()];
        assert_eq!(read(&[&before, &after]), [[1, 2], [1, 2]]);
    }

    #[test]
    fn of_a_question_that_is_divided_the_likest_part_keeps_the_number() {
        let before = [unit("Hoe hoog is de dijk bij Dijkstad nu? En wie meet dat?", "Hoog. Wij.")];
        let after = [unit("Hoe hoog is de dijk bij Dijkstad nu?", "Hoog."), unit("En wie meet dat?", "Wij.")];
        assert_eq!(read(&[&before, &after]), [vec![1], vec![1, 2]]);
    }

    #[test]
    fn the_same_question_twice_is_told_apart_by_its_order() {
        let twice = [unit("Waarom?", "Daarom."), unit("Waarom?", "Hierom.")];
        assert_eq!(read(&[&twice, &twice]), [[1, 2], [1, 2]]);
    }
}
