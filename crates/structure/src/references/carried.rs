//! A number whose dossier the motion before it gives: `de motie Prins (Kamerstuk 34 567, nr. 17) en de motie Linde (nr. 18)`.
//!
//! Only in brackets of its own behind a motion, in the same sentence as the last paper, or in the item of a list right
//! behind that paper's: anywhere else `(nr. 18)` may be a number of anything.

use model::facts::ReferenceKind;
use model::number::notation::{Cursor, number_word, sub_value};
use model::number::{Dossier, Kamerstuk};

use super::Found;

/// Bytes between the last paper and the brackets.
const FARTHEST: usize = 300;

/// References of other kinds that may stand between.
const MOST_BETWEEN: usize = 6;

/// What stands between a paper and the number of the one that it took the place of.
const REPLACES: [&str; 6] = [
    "was",
    "voorheen",
    "t.v.v.",
    "ter vervanging van",
    "ter vervanging van die gedrukt onder",
    "ter vervanging van de motie onder",
];

/// Reads `nr. 13` in `36 700, nr. 14, was nr. 13` and `36 700, nr. 14 (t.v.v. nr. 13)`: the paper that the one right before
/// it took the place of.
fn replaced(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let last = found.last().filter(|one| one.kind == ReferenceKind::Kamerstuk && at - one.bytes.end < 60)?;
    let between = text[last.bytes.end..at].trim_matches([' ', ',', '(', '\u{a0}']).to_lowercase();
    if !REPLACES.contains(&between.as_str()) {
        return None;
    }
    let dossier = last.target.parse::<Kamerstuk>().ok()?.dossier;
    let (sub, length) = numbered(&text[at..])?;
    let target = Kamerstuk { dossier, sub }.to_string();
    found.push(Found { bytes: at..at + length, kind: ReferenceKind::Kamerstuk, target, announced: true });
    Some(at + length)
}

/// `nr. 13`: its number and its length.
fn numbered(text: &str) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(text);
    let (_, length) = number_word(cursor.rest())?;
    cursor.skip(length);
    let (sub, length) = sub_value(cursor.rest(), true)?;
    cursor.skip(length);
    Some((sub, cursor.at()))
}

/// The paper that the head of a motion or an amendment says it replaces, of its own dossier: `… TER VERVANGING VAN DIE GEDRUKT ONDER NR. 13`.
pub(super) fn replaced_in_head(line: &str, own: &Dossier) -> Option<Found> {
    const SAYS: [&str; 2] =
        ["ter vervanging van die gedrukt onder ", "ter vervanging van dat gedrukt onder "];
    let lower = line.to_ascii_lowercase();
    let at = SAYS.iter().find_map(|says| lower.find(says).map(|at| at + says.len()))?;
    let (sub, length) = numbered(&line[at..]).filter(|_| line.len() < 400)?;
    let target = Kamerstuk { dossier: own.clone(), sub }.to_string();
    Some(Found { bytes: at..at + length, kind: ReferenceKind::Kamerstuk, target, announced: true })
}

/// Reads `nr. 18)` at `at`, right behind the bracket that opens it. `before` is the dossier that the item before gives.
pub(super) fn read(text: &str, at: usize, before: Option<&Dossier>, found: &mut Vec<Found>) -> Option<usize> {
    if !text[..at].ends_with('(') {
        return replaced(text, at, found);
    }
    let mut cursor = Cursor::new(&text[at..]);
    let (_, length) = number_word(cursor.rest())?;
    cursor.skip(length);
    let (sub, length) = sub_value(cursor.rest(), true)?;
    cursor.skip(length);
    let end = at + cursor.at();
    cursor.take(|c| c == ')')?;
    let last = found.iter().rev().take(MOST_BETWEEN).find(|one| one.kind == ReferenceKind::Kamerstuk);
    let from = last.map_or(0, |one| one.bytes.end);
    // bounded, so that a long text full of brackets stays linear
    if at - from > FARTHEST || !names_a_motion(&text[from..at]) {
        return None;
    }
    let dossier = match last {
        Some(one) => one.target.parse::<Kamerstuk>().ok()?.dossier,
        None => before?.clone(),
    };
    let target = Kamerstuk { dossier, sub }.to_string();
    found.push(Found { bytes: at..end, kind: ReferenceKind::Kamerstuk, target, announced: true });
    Some(end)
}

/// Whether words speak of a motion and hold no end of a sentence.
fn names_a_motion(between: &str) -> bool {
    let same = !between.trim_start_matches(')').starts_with('.');
    same && between.to_lowercase().contains("motie")
        && crate::sentences::sentences(between.trim_start_matches([')', ',', ';', '.', ' '])).len() == 1
}

/// The dossier that an item of a list hands on: that of its only paper, if the item names a motion.
pub(super) fn handed_on(item: &str, found: &[Found]) -> Option<Dossier> {
    let mut papers = found.iter().filter(|one| one.kind == ReferenceKind::Kamerstuk);
    let (paper, None) = (papers.next()?, papers.next()) else { return None };
    names_a_motion(item).then(|| paper.target.parse::<Kamerstuk>().ok().map(|paper| paper.dossier)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::scan;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = scan(text);
        let targets: Vec<&str> = found.iter().map(|one| one.target.as_str()).collect();
        assert_eq!(targets, expected, "{text:?}");
    }

    #[test]
    fn the_motion_before_gives_the_dossier() {
        check(
            "de motie Prins (Kamerstuk 34 567, nr. 17) en de motie Linde (nr. 18)",
            &["34567-17", "34567-18"],
        );
        check(
            "de motie Prins (Kamerstuk 34 600 V, nr. 17), de motie Linde c.s. (nr. 18) en de motie Boom (nr. 20).",
            &["34600-V-17", "34600-V-18", "34600-V-20"],
        );
    }

    #[test]
    fn a_paper_replaces_another_of_its_dossier() {
        check("de motie-Prins (34 700 XII, nr. 14, was nr. 13)", &["34700-XII-14", "34700-XII-13"]);
        check("de motie-Prins (Kamerstuk 34 700, nr. 14 (t.v.v. nr. 13))", &["34700-14", "34700-13"]);
        check("de motie-Prins (Kamerstuk 34 700, nr. 14) was nr. 1 op de lijst.", &["34700-14"]);
    }

    #[test]
    fn other_brackets_and_other_sentences_have_no_dossier() {
        check("de motie Prins (Kamerstuk 34 567, nr. 17) en het lot (nr. 18)", &["34567-17"]);
        check("de motie Prins (Kamerstuk 34 567, nr. 17). De motie Linde (nr. 18) ook.", &["34567-17"]);
        check("de motie Linde (nr. 18)", &[]);
    }
}
