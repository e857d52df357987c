//! "Bedoelde u": words of the index close to a word that it does not have.

use std::collections::HashMap;

use tantivy::Searcher;
use tantivy_fst::Automaton;

use crate::analysis::fold::fold;
use crate::analysis::stem::stem;
use crate::analysis::{STEM_END, decode_term};
use crate::error::Result;
use crate::query::{Ast, Form, Leaf};
use crate::schema::Fields;

/// Most words of a query that are looked at.
const MOST_WORDS: usize = 8;
/// Longest stem that is compared, in bytes.
const LONGEST: usize = 31;
/// A word in no more documents than this is hardly known, and one more for so many documents of the index: what is
/// misspelt is misspelt now and then in the texts too.
const HARDLY: u64 = 3;
const HARDLY_OF: u64 = 20_000;

/// The query with its misspelt words replaced; none if every word is known or none is like it.
pub(crate) fn suggestion(
    searcher: &Searcher,
    fields: &Fields,
    query: &str,
    ast: &Ast,
) -> Result<Option<String>> {
    let mut leaves = Vec::new();
    words_of(ast, &mut leaves);
    let mut out = query.to_owned();
    let mut changed = false;
    // from the end, so that places before it stay right
    leaves.sort_by_key(|leaf| std::cmp::Reverse(leaf.at.start));
    for leaf in leaves.into_iter().take(MOST_WORDS) {
        let word = fold(&leaf.text);
        if let Some(better) = better_word(searcher, fields, &word)?
            && let Some(written) = out.get(leaf.at.clone())
        {
            let replaced = written.replacen(&leaf.text, &better, 1);
            out.replace_range(leaf.at.clone(), &replaced);
            changed = true;
        }
    }
    Ok(changed.then_some(out))
}

/// The single words that must be found in the text.
fn words_of<'a>(ast: &'a Ast, out: &mut Vec<&'a Leaf>) {
    match ast {
        Ast::Leaf(leaf) if matches!(leaf.form, Form::Word | Form::Exact) => {
            let letters = leaf.text.chars().all(char::is_alphabetic);
            if letters && (4..=30).contains(&leaf.text.len()) {
                out.push(leaf);
            }
        }
        Ast::And(list) | Ast::Or(list) => list.iter().for_each(|ast| words_of(ast, out)),
        _ => {}
    }
}

/// A word that is close to `word` and much commoner.
fn better_word(searcher: &Searcher, fields: &Fields, word: &str) -> Result<Option<String>> {
    let own = stem(word);
    if own.len() > LONGEST || documents(searcher, fields, &own)? > HARDLY + searcher.num_docs() / HARDLY_OF {
        return Ok(None);
    }
    let limit = if word.chars().count() < 7 { 1 } else { 2 };
    // per stem: documents, the commonest form, how many have that
    let mut found: HashMap<String, (u64, String, u32)> = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.words)?;
        let automaton = StemNear { word: own.as_bytes().to_owned(), limit };
        let mut stream =
            inverted.terms().search(automaton).into_stream().map_err(tantivy::TantivyError::from)?;
        while let Some((term, info)) = stream.next() {
            let Some((stem, form)) = decode_term(term) else { continue };
            let entry = found.entry(stem.to_owned()).or_default();
            entry.0 += u64::from(info.doc_freq);
            if info.doc_freq > entry.2 {
                (entry.1, entry.2) = (form, info.doc_freq);
            }
        }
    }
    let known = found.remove(&own).map_or(0, |(documents, ..)| documents);
    let best = found
        .into_values()
        .filter_map(|(documents, form, _)| {
            let away = distance(word, &form, limit + 2)?;
            Some((documents, form, away))
        })
        .filter(|(documents, _, _)| *documents > known * 50)
        // each letter away must be worth ten times the documents
        .max_by(|a, b| {
            let worth =
                |(documents, _, away): &(u64, String, usize)| (*documents as f64).log10() - *away as f64;
            worth(a).total_cmp(&worth(b)).then_with(|| b.1.cmp(&a.1))
        });
    Ok(best.map(|(_, form, _)| form))
}

/// How many documents have a form with this stem.
fn documents(searcher: &Searcher, fields: &Fields, stem: &str) -> Result<u64> {
    let mut documents = 0;
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.words)?;
        let forms = inverted.terms().range().ge(format!("{stem}\0")).lt(format!("{stem}\u{1}"));
        let mut stream = forms.into_stream().map_err(tantivy::TantivyError::from)?;
        while let Some((_, info)) = stream.next() {
            documents += u64::from(info.doc_freq);
        }
    }
    Ok(documents)
}

/// The number of letters to change, add, drop or swap, if at most `limit`.
pub(crate) fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_none_or(|least| *least > limit) {
            return None;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

/// Finds terms whose stem is close to a word. Counts bytes, which are letters after folding but for few.
struct StemNear {
    word: Vec<u8>,
    limit: usize,
}

/// Where a term stands beside the word. The dictionary is walked with one for every node: no memory of their own.
#[derive(Clone, Copy)]
enum Near {
    Rows(Rows),
    Yes,
    No,
}

/// The last two rows of the table of distances, of which only the cells near the diagonal can be small enough.
#[derive(Clone, Copy)]
struct Rows {
    /// For swapped letters.
    before: [u8; LONGEST + 1],
    row: [u8; LONGEST + 1],
    /// The last byte.
    last: u8,
    /// Bytes so far.
    read: u8,
}

impl Automaton for StemNear {
    type State = Near;

    fn start(&self) -> Near {
        let first = std::array::from_fn(|at| at as u8);
        Near::Rows(Rows { before: first, row: first, last: 0, read: 0 })
    }

    fn is_match(&self, state: &Near) -> bool {
        matches!(state, Near::Yes)
    }

    fn can_match(&self, state: &Near) -> bool {
        !matches!(state, Near::No)
    }

    fn will_always_match(&self, state: &Near) -> bool {
        matches!(state, Near::Yes)
    }

    fn accept(&self, state: &Near, byte: u8) -> Near {
        let Near::Rows(rows) = state else { return *state };
        let (word, limit) = (&self.word, self.limit as u8);
        if byte == STEM_END as u8 {
            return if rows.row[word.len()] <= limit { Near::Yes } else { Near::No };
        }
        let read = rows.read + 1;
        let from = usize::from(read.saturating_sub(limit));
        let to = word.len().min(usize::from(read + limit));
        let mut next = [limit + 1; LONGEST + 1];
        let mut least = limit + 1;
        for at in from..=to {
            let mut best = limit + 1;
            if at == 0 {
                best = best.min(read);
            } else {
                let wanted = word[at - 1];
                best = best.min(rows.row[at - 1] + u8::from(wanted != byte));
                best = best.min(rows.row[at] + 1).min(next[at - 1] + 1);
                if at > 1 && read > 1 && wanted == rows.last && word[at - 2] == byte {
                    best = best.min(rows.before[at - 2] + 1);
                }
            }
            next[at] = best;
            least = least.min(best);
        }
        if least > limit {
            return Near::No;
        }
        Near::Rows(Rows { before: rows.row, row: next, last: byte, read })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_letters() {
        let check = |a, b, expected| assert_eq!(distance(a, b, 2), expected, "{a} {b}");
        check("stikstof", "stikstof", Some(0));
        check("stikstif", "stikstof", Some(1));
        check("stiktsof", "stikstof", Some(1));
        check("stikstf", "stikstof", Some(1));
        check("stkstf", "stikstof", Some(2));
        check("asiel", "opvang", None);
    }

    proptest::proptest! {
        #[test]
        fn the_automaton_agrees_with_the_table(a in "[ab]{1,6}", b in "[ab]{1,6}", limit in 1usize..3) {
            let automaton = StemNear { word: a.as_bytes().to_owned(), limit };
            let mut state = automaton.start();
            for byte in format!("{b}\0x").bytes() {
                state = automaton.accept(&state, byte);
            }
            assert_eq!(automaton.is_match(&state), distance(&a, &b, limit).is_some());
        }
    }
}
