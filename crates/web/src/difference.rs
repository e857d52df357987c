//! Two texts side by side, sentence by sentence: what both say, what each says in other words, what only one says.
//!
//! It only sets quotes beside each other; what a difference means is for the reader.

use std::collections::HashSet;

use serde::Serialize;

/// Sentences of a text that are compared; the rest stands as it is.
const MOST_SENTENCES: usize = 400;
/// Words of a sentence that are compared one by one.
const MOST_WORDS: usize = 300;
/// Part of the words that two sentences must share to stand beside each other.
const ALIKE: f32 = 0.4;

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Row {
    /// Both say it.
    Same {
        /// The sentence, as the left text has it.
        text: String,
    },
    /// Both say something like it.
    Changed {
        /// As the left text says it.
        left: Vec<Piece>,
        /// As the right text says it.
        right: Vec<Piece>,
    },
    /// Only the left text says it.
    Left {
        /// The sentence.
        text: String,
    },
    /// Only the right text says it.
    Right {
        /// The sentence.
        text: String,
    },
}

/// Some words of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether the other sentence does not have them there.
    pub own: bool,
}

/// Compares two texts.
pub fn compare(left: &str, right: &str) -> Vec<Row> {
    let (left, right) = (sentences(left), sentences(right));
    let folded = |list: &[&str]| list.iter().map(|text| fold(text)).collect::<Vec<_>>();
    let common = common(&folded(&left), &folded(&right));
    let mut rows = Vec::new();
    let (mut at_left, mut at_right) = (0, 0);
    for (own, other) in common.into_iter().chain([(left.len(), right.len())]) {
        between(&left[at_left..own], &right[at_right..other], &mut rows);
        if let Some(text) = left.get(own) {
            rows.push(Row::Same { text: (*text).to_owned() });
        }
        (at_left, at_right) = (own + 1, other + 1);
    }
    rows
}

/// Sentences that are not the same: those with many words in common stand beside each other.
fn between(left: &[&str], right: &[&str], rows: &mut Vec<Row>) {
    let words: Vec<HashSet<String>> = right.iter().map(|text| bag(text)).collect();
    let mut next = 0;
    for text in left {
        let own = bag(text);
        let like = (next..right.len()).find(|at| likeness(&own, &words[*at]) >= ALIKE);
        let Some(at) = like else {
            rows.push(Row::Left { text: (*text).to_owned() });
            continue;
        };
        rows.extend(right[next..at].iter().map(|text| Row::Right { text: (*text).to_owned() }));
        let (left, right) = pieces(text, right[at]);
        rows.push(Row::Changed { left, right });
        next = at + 1;
    }
    rows.extend(right[next..].iter().map(|text| Row::Right { text: (*text).to_owned() }));
}

fn bag(text: &str) -> HashSet<String> {
    text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}

fn likeness(left: &HashSet<String>, right: &HashSet<String>) -> f32 {
    let both = left.intersection(right).count() as f32;
    let all = (left.len() + right.len()) as f32 - both;
    if all == 0.0 { 0.0 } else { both / all }
}

/// The words of two sentences, with those that only one of them has marked.
fn pieces(left: &str, right: &str) -> (Vec<Piece>, Vec<Piece>) {
    let split = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (left, right) = (split(left), split(right));
    if left.len() > MOST_WORDS || right.len() > MOST_WORDS {
        let whole = |words: Vec<String>| vec![Piece { text: words.join(" "), own: true }];
        return (whole(left), whole(right));
    }
    let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let common = common(&folded(&left), &folded(&right));
    let kept = |side: fn(&(usize, usize)) -> usize| common.iter().map(side).collect::<HashSet<_>>();
    (marked(&left, &kept(|pair| pair.0)), marked(&right, &kept(|pair| pair.1)))
}

fn marked(words: &[String], common: &HashSet<usize>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let own = !common.contains(&at);
        match out.last_mut() {
            Some(last) if last.own == own => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            _ => out.push(Piece { text: word.clone(), own }),
        }
    }
    out
}

/// The longest list of places at which two lists say the same, in order.
fn common(left: &[String], right: &[String]) -> Vec<(usize, usize)> {
    let (rows, columns) = (left.len(), right.len());
    let mut length = vec![0u16; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            length[at(row, column)] = if left[row] == right[column] {
                length[at(row + 1, column + 1)] + 1
            } else {
                length[at(row + 1, column)].max(length[at(row, column + 1)])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut out = Vec::new();
    while row < rows && column < columns {
        if left[row] == right[column] {
            out.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if length[at(row + 1, column)] >= length[at(row, column + 1)] {
            row += 1;
        } else {
            column += 1;
        }
    }
    out
}

/// What counts of a word or sentence: neither capitals nor signs at its ends nor how many spaces.
fn fold(text: &str) -> String {
    let trimmed = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The sentences of a text; what is beyond the bound is the last one.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', '?', '!', '\n']) {
        if out.len() + 1 >= MOST_SENTENCES {
            break;
        }
        let next = &text[at + 1..];
        let ends = text[at..].starts_with('\n')
            || (next.starts_with(' ') && next.trim_start().starts_with(|sign: char| sign.is_uppercase()));
        if ends {
            out.push(text[from..=at].trim());
            from = at + 1;
        }
    }
    out.push(text[from..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows in short: `=` same, `~` changed with own words in brackets, `<` left, `>` right.
    fn shown(rows: &[Row]) -> Vec<String> {
        let side = |pieces: &[Piece]| {
            let piece =
                |piece: &Piece| if piece.own { format!("[{}]", piece.text) } else { piece.text.clone() };
            pieces.iter().map(piece).collect::<Vec<_>>().join(" ")
        };
        let row = |row: &Row| match row {
            Row::Same { text } => format!("= {text}"),
            Row::Changed { left, right } => format!("~ {} | {}", side(left), side(right)),
            Row::Left { text } => format!("< {text}"),
            Row::Right { text } => format!("> {text}"),
        };
        rows.iter().map(row).collect()
    }

    #[track_caller]
    fn check(left: &str, right: &str, expected: &[&str]) {
        assert_eq!(shown(&compare(left, right)), expected);
    }

    #[test]
    fn the_same_text_is_the_same() {
        check("Ja. Dat klopt.", "Ja.  Dat  klopt", &["= Ja.", "= Dat klopt."]);
        check("", "", &[]);
    }

    #[test]
    fn a_changed_number_stands_out_in_its_sentence() {
        check(
            "Er zijn twaalf havens in het land. Dat blijft zo.",
            "Er zijn veertien havens in het land. Dat blijft zo.",
            &[
                "~ Er zijn [twaalf] havens in het land. | Er zijn [veertien] havens in het land.",
                "= Dat blijft zo.",
            ],
        );
    }

    #[test]
    fn what_only_one_says_stands_on_its_side() {
        check(
            "Ja. Wij meten elk jaar.",
            "Ja. Dat weet ik niet.",
            &["= Ja.", "< Wij meten elk jaar.", "> Dat weet ik niet."],
        );
    }

    #[test]
    fn giant_texts_are_bounded() {
        let many = "Een zin over havens. ".repeat(5_000);
        assert!(compare(&many, &many).len() <= MOST_SENTENCES);
        let long = "woord ".repeat(50_000);
        assert_eq!(compare(&long, &format!("{long} nog")).len(), 1);
    }
}
