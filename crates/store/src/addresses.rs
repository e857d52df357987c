//! Addresses of question–answer units: `/vraag/{document}/{n}`.
//!
//! A number means one question for good. When a paper is read anew, because its original or the extractors changed,
//! each unit gets the number that its question had before: the same words (and answer, where it is asked twice), else the
//! same answer, else nearly the same words. What is new gets a number that was never used there; what is gone leaves its number unused.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use model::Guid;
use model::facts::Exchange;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::{Result, corrections, structure};

/// Words that an answer needs to tell a unit from others: «Ja.» does not.
const TELLING: usize = 12;
/// Share of the words of two questions that both have, at least, to count as one question put otherwise.
const ALIKE: f32 = 0.5;
/// Words that are looked at to compare questions by them, at most: some hundred questions of a hundred words.
const MOST_WORDS: usize = 50_000_000;

/// A number that was given, and what it meant last.
#[derive(Debug, Default)]
struct Given {
    n: u32,
    question: i64,
    answer: i64,
    /// The words of its question, while it is published.
    words: Vec<u64>,
}

/// Gives each unit of a document its number and remembers which. Called before the rows of the last reading go, also when
/// the new one has no units.
pub(crate) fn give(db: &Connection, document: Guid, units: &mut [Exchange]) -> Result<()> {
    let given = given(db, document)?;
    let numbers = allot(&given, units);
    let document = &document.0[..];
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
fn given(db: &Connection, document: Guid) -> Result<Vec<Given>> {
    let mut given: HashMap<u32, Given> = HashMap::new();
    let mut statement =
        db.prepare_cached("select n, question, answer from unit_addresses where document = $1")?;
    let mut rows = statement.query([&document.0[..]])?;
    while let Some(row) = rows.next()? {
        let n = row.get(0)?;
        given.insert(n, Given { n, question: row.get(1)?, answer: row.get(2)?, ..Given::default() });
    }
    // before this table was kept, units were counted in their order; what people rejected has no row
    if given.is_empty() && !corrections::of_document(db, document)?.is_empty() {
        for (place, unit) in structure::of(db, document)?.unwrap_or_default().exchanges.iter().enumerate() {
            let n = unit.n(place) as u32;
            let (question, answer) = (key(&unit.question), key(&unit.answer));
            given.insert(n, Given { n, question, answer, ..Given::default() });
        }
    }
    let mut statement = db.prepare_cached("select n, question, answer from exchanges where document = $1")?;
    let mut rows = statement.query([&document.0[..]])?;
    while let Some(row) = rows.next()? {
        let (n, question, answer): (u32, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        given.insert(n, Given { n, question: key(&question), answer: key(&answer), words: marks(&question) });
    }
    let mut given: Vec<Given> = given.into_values().collect();
    given.sort_by_key(|one| one.n);
    Ok(given)
}

/// The number of each unit; see the module.
fn allot(given: &[Given], units: &[Exchange]) -> Vec<u32> {
    let mut matching =
        Matching { given, units, numbers: vec![None; units.len()], free: vec![true; given.len()] };
    // «Kan dat worden toegelicht?» stands in many papers more than once: its answer tells which it is
    let both = |unit: &Exchange| Some((key(&unit.question), key(&unit.answer)));
    matching.by_key(|one| (one.question, one.answer), both);
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
    fn by_key<K: Eq + Hash>(
        &mut self,
        of_given: impl Fn(&Given) -> K,
        of_unit: impl Fn(&Exchange) -> Option<K>,
    ) {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
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

    /// Gives units the numbers of the questions that share most words with theirs, the likest first.
    fn by_words(&mut self) {
        let open: Vec<(usize, Vec<u64>)> = self
            .units
            .iter()
            .enumerate()
            .filter(|(at, _)| self.numbers[*at].is_none())
            .map(|(at, unit)| (at, marks(&unit.question)))
            .collect();
        let free: Vec<(usize, &[u64])> = self
            .given
            .iter()
            .enumerate()
            .filter(|(at, one)| self.free[*at] && !one.words.is_empty())
            .map(|(at, one)| (at, one.words.as_slice()))
            .collect();
        let own: usize = open.iter().map(|(_, words)| words.len()).sum();
        let other: usize = free.iter().map(|(_, words)| words.len()).sum();
        if own.saturating_mul(free.len()).saturating_add(other.saturating_mul(open.len())) > MOST_WORDS {
            return;
        }
        let mut pairs: Vec<(f32, usize, usize)> = open
            .iter()
            .flat_map(|(unit, own)| free.iter().map(|(at, words)| (alike(own, words), *unit, *at)))
            .filter(|(share, ..)| *share >= ALIKE)
            .collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, unit, at) in pairs {
            if self.free[at] && self.numbers[unit].is_none() {
                self.free[at] = false;
                self.numbers[unit] = Some(self.given[at].n);
            }
        }
    }
}

/// Words that two questions share, of all that they have: 1 for the same words, 0 for none.
fn alike(one: &[u64], other: &[u64]) -> f32 {
    let (mut shared, mut left, mut right) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        shared += usize::from(a == b);
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    2.0 * shared as f32 / (one.len() + other.len()).max(1) as f32
}

/// The different words of a text, as numbers in order: for comparing within one run only.
fn marks(text: &str) -> Vec<u64> {
    let mut marks: Vec<u64> = words(text)
        .map(|word| {
            let mut hash = DefaultHasher::new();
            word.hash(&mut hash);
            hash.finish()
        })
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
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
    use model::Category;
    use model::facts::Extract;

    use super::*;
    use crate::Store;
    use crate::corrections::Correction;
    use crate::queue::{Job, Work};
    use crate::structure::Structured;

    const PAPER: Guid = Guid([1; 16]);

    fn unit(question: &str, answer: &str) -> Exchange {
        Exchange { question: question.to_owned(), answer: answer.to_owned(), ..Exchange::default() }
    }

    fn store(name: &str) -> Store {
        let folder = std::env::temp_dir().join(format!("kamerspoor-addresses-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Store::open(&folder).expect("a store")
    }

    /// Saves a reading of the paper; the numbers of its units.
    fn save(store: &Store, units: &[Exchange]) -> Vec<u32> {
        let structured = Structured {
            work: Work::new(Job::ReadStructure, Category::Document, PAPER, 0),
            hash: crate::blobs::Hash([0; 32]),
            extract: Extract { exchanges: units.to_vec(), ..Extract::default() },
            quotes: Vec::new(),
            resolved: Vec::new(),
            following: Vec::new(),
        };
        let at = "2031-01-28T11:00:00Z".parse().expect("a moment");
        store.save_structures(&[structured], 1, at).expect("saved");
        let kept = store.structure(PAPER).expect("read").expect("a structure").exchanges;
        kept.iter().filter_map(|unit| unit.address).collect()
    }

    /// Numbers of units after each reading of a document.
    fn read(name: &str, readings: &[&[Exchange]]) -> Vec<Vec<u32>> {
        let store = store(name);
        let all = readings.iter().map(|units| save(&store, units)).collect();
        std::fs::remove_dir_all(&store.folder).expect("the folder goes");
        all
    }

    /// Makes the store one of before this table: units are counted in their order.
    fn forget(store: &Store, units: &[Exchange]) {
        let extract = Extract { exchanges: units.to_vec(), ..Extract::default() };
        let body = crate::packed::pack_json(&extract, 3).expect("packed");
        store
            .write(|db| {
                db.execute("delete from unit_addresses", [])?;
                Ok(db.execute("update structures set body = $1", [body])?)
            })
            .expect("written");
    }

    const LONG: &str = "Dat is niet zo, want de dijken zijn vorig jaar alle gemeten en in orde bevonden.";

    #[test]
    fn a_document_is_numbered_from_one() {
        assert_eq!(read("one", &[&[unit("Hoe?", "Zo."), unit("Waarom?", "Daarom.")]]), [[1, 2]]);
    }

    #[test]
    fn a_question_keeps_its_number_when_another_comes_before_it() {
        let before = [unit("Hoe hoog is de dijk?", "Hoog."), unit("Wie meet dat?", "Wij.")];
        let after = [unit("Is er een dijk?", "Ja."), before[0].clone(), before[1].clone()];
        assert_eq!(read("before", &[&before, &after]), [vec![1, 2], vec![3, 1, 2]]);
    }

    #[test]
    fn a_number_that_was_left_is_never_given_to_another_question() {
        let first = [unit("Hoe hoog is de dijk?", "Hoog."), unit("Wie meet dat?", "Wij.")];
        let second = [first[0].clone()];
        let third = [first[0].clone(), unit("Waarom niet eerder?", "Daarom.")];
        let read = read("left", &[&first, &second, &third, &first]);
        assert_eq!(read, [vec![1, 2], vec![1], vec![1, 3], vec![1, 2]]);
    }

    #[test]
    fn a_reading_without_units_leaves_their_numbers_to_them() {
        let first = [unit("Hoe hoog is de dijk?", "Hoog."), unit("Wie meet dat?", "Wij.")];
        let other = [unit("Waarom niet eerder?", "Daarom."), first[1].clone()];
        let store = store("none");
        save(&store, &first);
        forget(&store, &first);
        assert_eq!(save(&store, &[]), Vec::<u32>::new());
        assert_eq!(save(&store, &other), [3, 2]);
        std::fs::remove_dir_all(&store.folder).expect("the folder goes");
    }

    #[test]
    fn a_rejected_unit_keeps_its_number_in_a_store_of_before() {
        let first = [unit("Hoe hoog is de dijk?", "Hoog."), unit("Wie meet dat?", "Wij.")];
        let first = first.map(|unit| Exchange { number: unit.answer.clone(), ..unit });
        let store = store("rejected");
        let number = "insert into documents (id, number, deleted, token, hash, page) values ($1, '2031D00001', 0, 0, 0, 0)";
        store.write(|db| Ok(db.execute(number, [&PAPER.0[..]])?)).expect("a paper");
        save(&store, &first);
        let correction = Correction {
            document: "2031D00001".into(),
            what: "exchange".into(),
            item: "Wij.".into(),
            verdict: "reject".into(),
            ..Correction::default()
        };
        let at = "2031-01-28T11:00:00Z".parse().expect("a moment");
        store.replace_corrections(&[correction], at).expect("corrected");
        forget(&store, &first);
        let rows = |store: &Store| -> i64 {
            let db = store.read();
            db.query_row("select count(*) from exchanges", [], |row| row.get(0)).expect("a number")
        };
        assert_eq!(rows(&store), 1);
        let again = [first[0].clone(), unit("Waarom niet eerder?", "Daarom."), first[1].clone()];
        assert_eq!(save(&store, &again), [1, 3, 2]);
        std::fs::remove_dir_all(&store.folder).expect("the folder goes");
    }

    #[test]
    fn a_question_that_is_read_better_keeps_its_number_by_its_answer() {
        let before = [unit("Hoe hoog", LONG), unit("Wie meet dat?", "Wij.")];
        let after =
            [unit("Hoe hoog is de dijk bij Dijkstad, en sinds wanneer is zij dat?", LONG), before[1].clone()];
        assert_eq!(read("better", &[&before, &after]), [[1, 2], [1, 2]]);
    }

    #[test]
    fn of_a_question_that_is_divided_the_likest_part_keeps_the_number() {
        let parts = [unit("En wie meet dat?", "Wij."), unit("Hoe hoog is de dijk bij Dijkstad nu?", "Hoog.")];
        let before = [unit("Hoe hoog is de dijk bij Dijkstad nu? En wie meet dat?", "Hoog. Wij.")];
        assert_eq!(read("divided", &[&before, &parts]), [vec![1], vec![2, 1]]);
    }

    #[test]
    fn the_same_question_twice_is_told_apart_by_its_answer_else_by_its_order() {
        let twice = [unit("Waarom?", "Daarom."), unit("Waarom?", "Hierom.")];
        let second = [twice[1].clone()];
        let other = [unit("Waarom?", "Om de dijk."), unit("Waarom?", "Om het water.")];
        let read = read("twice", &[&twice, &twice, &second, &twice, &other]);
        assert_eq!(read, [vec![1, 2], vec![1, 2], vec![2], vec![1, 2], vec![1, 2]]);
    }

    #[test]
    fn too_many_questions_are_not_compared_word_by_word() {
        let units = |last: &str| {
            let units =
                (0..2_000).map(|n| unit(&format!("{}{n} {last}", "de dijk van nu en straks ".repeat(4)), ""));
            units.collect::<Vec<_>>()
        };
        let given = |count: usize| -> Vec<Given> {
            let before = units("daar").into_iter().zip(1..).take(count);
            before.map(|(unit, n)| Given { n, words: marks(&unit.question), ..Given::default() }).collect()
        };
        let after = units("hier");
        assert_eq!(allot(&given(100), &after[..100]), (1..=100).collect::<Vec<u32>>());
        assert_eq!(allot(&given(2_000), &after), (2_001..=4_000).collect::<Vec<u32>>());
    }
}
