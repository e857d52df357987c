//! Which events a change of state makes: a pure function of what was last announced and what is now.
//!
//! A thing has several *aspects*, each with a few facts. What was announced of an aspect is kept; the same facts again,
//! after a rebuild or because the source says them twice, make no event.
//!
//! ```
//! use alerts::state::{Aspect, changes, facts};
//! use alerts::EventKind;
//! let before = facts(&[("status", "Openstaand"), ("due", "2031-03-01")]);
//! let now = facts(&[("status", "Openstaand"), ("due", "2031-06-01")]);
//! let found = changes(Aspect::Commitment, Some(&before), &now, "2031-01-10");
//! assert_eq!(found[0].kind, EventKind::Postponed);
//! assert!(changes(Aspect::Commitment, Some(&now), &now, "2031-01-10").is_empty());
//! ```

use crate::event::{EventKind, Facts};

/// What of a thing is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// That it is there.
    Record,
    /// The content of its file.
    Content,
    /// What was decided.
    Decision,
    /// What became of a set of questions.
    Question,
    /// What became of a commitment of the register.
    Commitment,
    /// When and where a meeting is, and its agenda.
    Activity,
}

impl Aspect {
    /// Every aspect.
    pub const ALL: [Aspect; 6] = [
        Aspect::Record,
        Aspect::Content,
        Aspect::Decision,
        Aspect::Question,
        Aspect::Commitment,
        Aspect::Activity,
    ];

    /// Its name where states are kept.
    pub fn slug(self) -> &'static str {
        match self {
            Aspect::Record => "record",
            Aspect::Content => "content",
            Aspect::Decision => "decision",
            Aspect::Question => "question",
            Aspect::Commitment => "commitment",
            Aspect::Activity => "activity",
        }
    }
}

/// One event that a change makes, without the thing it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: EventKind,
    /// What tells it from another of its kind on the same thing: a result, a day.
    pub tail: String,
    /// Its particulars.
    pub facts: Facts,
}

/// Facts from pairs; empty values are left out.
pub fn facts(pairs: &[(&str, &str)]) -> Facts {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Days before the last day of a commitment at which it is told.
pub const COMMITMENT_NOTICE: i64 = 14;
/// Days before the last day of written questions at which it is told: their term is three weeks.
pub const QUESTION_NOTICE: i64 = 3;

/// The events between what was announced and what is now. `before` is none for what was never seen; `today` is a day.
pub fn changes(aspect: Aspect, before: Option<&Facts>, now: &Facts, today: &str) -> Vec<Change> {
    match aspect {
        Aspect::Record => {
            if before.is_some() {
                Vec::new()
            } else {
                vec![change(EventKind::New, "", &[])]
            }
        }
        Aspect::Content => content(before, now),
        Aspect::Decision => decision(before, now),
        Aspect::Question => before.map_or_else(Vec::new, |before| question(before, now, today)),
        Aspect::Commitment => before.map_or_else(Vec::new, |before| commitment(before, now, today)),
        Aspect::Activity => before.map_or_else(Vec::new, |before| activity(before, now, today)),
    }
}

/// Days after which it is no news any more that a term passed, where none was known before it did.
const LATE_NEWS: i64 = 30;

/// Where a day stands: empty, `soon DAY` or `overdue DAY`.
pub fn phase(due: &str, today: &str, notice: i64) -> String {
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let (Some(due), Some(today)) = (day(due), day(today)) else { return String::new() };
    let left = due.duration_since(today).as_hours() / 24;
    match left {
        ..0 => format!("overdue {due}"),
        left if left <= notice => format!("soon {due}"),
        _ => String::new(),
    }
}

fn change(kind: EventKind, tail: &str, pairs: &[(&str, &str)]) -> Change {
    Change { kind, tail: tail.to_owned(), facts: facts(pairs) }
}

fn of<'f>(facts: &'f Facts, name: &str) -> &'f str {
    facts.get(name).map(String::as_str).unwrap_or_default()
}

fn content(before: Option<&Facts>, now: &Facts) -> Vec<Change> {
    let before = before.map(|before| of(before, "hash")).unwrap_or_default();
    match of(now, "hash") {
        "" => Vec::new(),
        // the first content is part of what is new, a further one is another version
        hash if !before.is_empty() && hash != before => vec![change(EventKind::Version, hash, &[])],
        _ => Vec::new(),
    }
}

fn decision(before: Option<&Facts>, now: &Facts) -> Vec<Change> {
    let none = Facts::new();
    let before = before.unwrap_or(&none);
    // a proposal for a decision is none yet
    if of(now, "final").is_empty() {
        return Vec::new();
    }
    let result = of(now, "result");
    let voted = |facts: &Facts| {
        let counts = matches!(of(facts, "result"), "adopted" | "rejected");
        counts && !of(facts, "voted").is_empty() && !of(facts, "final").is_empty()
    };
    if voted(now) {
        if voted(before) && of(before, "result") == result {
            return Vec::new();
        }
        let pairs = [("result", result), ("for", of(now, "for")), ("against", of(now, "against"))];
        return vec![change(EventKind::Voted, result, &pairs)];
    }
    let words = of(now, "words");
    if !of(before, "final").is_empty() && (of(before, "words"), of(before, "result")) == (words, result) {
        return Vec::new();
    }
    vec![change(
        EventKind::Decided,
        if result.is_empty() { words } else { result },
        &[("result", result), ("words", words)],
    )]
}

fn question(before: &Facts, now: &Facts, today: &str) -> Vec<Change> {
    let mut found = Vec::new();
    if of(now, "state") == "answered" {
        if of(before, "state") != "answered" {
            let pairs = [("answer", of(now, "answer")), ("days", of(now, "days"))];
            found.push(change(EventKind::Answered, of(now, "answer"), &pairs));
        }
        return found;
    }
    let count = |facts: &Facts| of(facts, "postponements").parse::<u32>().unwrap_or(0);
    if count(now) > count(before) {
        let to = Some(of(now, "due")).filter(|due| *due != of(before, "due")).unwrap_or_default();
        found.push(change(EventKind::Postponed, of(now, "postponements"), &[("to", to)]));
    }
    found.extend(due(before, now, today));
    found
}

fn commitment(before: &Facts, now: &Facts, today: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let (status, due_before, due_now) = (of(now, "status"), of(before, "due"), of(now, "due"));
    if status == "Voldaan" && of(before, "status") != "Voldaan" {
        found.push(change(EventKind::Met, "", &[("by", of(now, "met_by"))]));
    }
    if !matches!(status, "Openstaand" | "Deels Voldaan") {
        return found;
    }
    if !due_before.is_empty() && due_now > due_before {
        found.push(change(EventKind::Postponed, due_now, &[("from", due_before), ("to", due_now)]));
    }
    found.extend(due(before, now, today));
    found
}

fn due(before: &Facts, now: &Facts, today: &str) -> Option<Change> {
    let phase = of(now, "phase");
    if phase == of(before, "phase") {
        return None;
    }
    let (word, day) = phase.split_once(' ')?;
    // a term that we have learned to read only now, long after it passed
    let days = |text: &str| text.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let past = days(day).zip(days(today)).map_or(0, |(day, today)| today.duration_since(day).as_hours() / 24);
    if of(before, "phase").is_empty() && past > LATE_NEWS {
        return None;
    }
    let kind = if word == "overdue" { EventKind::Overdue } else { EventKind::DueSoon };
    Some(change(kind, day, &[("due", day)]))
}

fn activity(before: &Facts, now: &Facts, today: &str) -> Vec<Change> {
    let off = |facts: &Facts| matches!(of(facts, "status"), "Geannuleerd" | "Vervallen");
    if off(now) {
        let news = !off(before);
        return if news { vec![change(EventKind::Cancelled, of(now, "date"), &[])] } else { Vec::new() };
    }
    let day = of(now, "date");
    // what is noted of a meeting afterwards moves nobody any more
    if !day.is_empty() && day < today {
        return Vec::new();
    }
    let mut found = Vec::new();
    let when = |facts: &Facts| {
        let parts = [of(facts, "date"), of(facts, "time"), of(facts, "place")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let (from, to) = (when(before), when(now));
    let said_moved = of(now, "status") == "Verplaatst" && of(before, "status") != "Verplaatst";
    if (from != to && !from.is_empty()) || said_moved {
        let pairs = if from == to { Vec::new() } else { vec![("from", from.as_str()), ("to", to.as_str())] };
        found.push(change(EventKind::Moved, &to, &pairs));
    }
    if of(before, "agenda") != of(now, "agenda") {
        found.push(change(EventKind::Agenda, of(now, "agenda"), &[]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pairs<'p> = &'p [(&'p str, &'p str)];

    fn check(aspect: Aspect, before: Option<Pairs>, now: Pairs, expected: &[(EventKind, &str)]) {
        let before = before.map(facts);
        let now = facts(now);
        let found = changes(aspect, before.as_ref(), &now, "2031-03-01");
        let shown: Vec<_> = found.iter().map(|change| (change.kind, change.tail.as_str())).collect();
        assert_eq!(shown, expected);
        assert!(
            changes(aspect, Some(&now), &now, "2031-03-01").is_empty(),
            "what was announced is not announced again"
        );
    }

    #[test]
    fn a_record_is_new_once() {
        check(Aspect::Record, None, &[], &[(EventKind::New, "")]);
        check(Aspect::Record, Some(&[]), &[], &[]);
    }

    #[test]
    fn the_first_content_is_no_version_and_another_is() {
        check(Aspect::Content, None, &[("hash", "a")], &[]);
        check(Aspect::Content, Some(&[]), &[("hash", "a")], &[]);
        check(Aspect::Content, Some(&[("hash", "a")]), &[("hash", "b")], &[(EventKind::Version, "b")]);
        check(Aspect::Content, Some(&[("hash", "a")]), &[], &[]);
    }

    #[test]
    fn a_vote_counts_when_its_decision_is_final() {
        let vote: Pairs =
            &[("final", "1"), ("result", "adopted"), ("voted", "2"), ("for", "90"), ("against", "60")];
        check(Aspect::Decision, None, &[("result", "adopted"), ("words", "Stemmen - aangenomen")], &[]);
        check(Aspect::Decision, None, vote, &[(EventKind::Voted, "adopted")]);
        check(Aspect::Decision, Some(&[("words", "Stemmen")]), vote, &[(EventKind::Voted, "adopted")]);
        let other: Pairs = &[("final", "1"), ("result", "rejected"), ("voted", "2")];
        check(Aspect::Decision, Some(vote), other, &[(EventKind::Voted, "rejected")]);
        let counted_again: Pairs = &[("final", "1"), ("result", "adopted"), ("voted", "2"), ("for", "91")];
        check(Aspect::Decision, Some(vote), counted_again, &[]);
    }

    #[test]
    fn a_decision_without_votes_is_told_in_its_words() {
        let words: Pairs = &[("final", "1"), ("words", "Agenderen - commissiedebat")];
        check(Aspect::Decision, None, words, &[(EventKind::Decided, "Agenderen - commissiedebat")]);
        let held: Pairs = &[("final", "1"), ("result", "held"), ("words", "Stemmen - aangehouden")];
        check(Aspect::Decision, Some(words), held, &[(EventKind::Decided, "held")]);
    }

    #[test]
    fn questions_are_answered_once_and_put_off_each_time() {
        let open: Pairs = &[("state", "open"), ("due", "2031-03-20")];
        let answered: Pairs = &[("state", "answered"), ("answer", "2031D00009"), ("days", "20")];
        check(Aspect::Question, Some(open), answered, &[(EventKind::Answered, "2031D00009")]);
        let put_off: Pairs = &[("state", "open"), ("postponements", "1"), ("due", "2031-04-10")];
        check(Aspect::Question, Some(open), put_off, &[(EventKind::Postponed, "1")]);
        let late: Pairs = &[("state", "open"), ("due", "2031-02-20"), ("phase", "overdue 2031-02-20")];
        check(Aspect::Question, Some(open), late, &[(EventKind::Overdue, "2031-02-20")]);
        check(Aspect::Question, Some(open), &[("state", "maybe")], &[]);
    }

    #[test]
    fn a_commitment_is_met_put_off_or_overdue() {
        let open: Pairs = &[("status", "Openstaand"), ("due", "2031-03-10"), ("phase", "soon 2031-03-10")];
        check(Aspect::Commitment, Some(open), &[("status", "Voldaan")], &[(EventKind::Met, "")]);
        let put_off: Pairs = &[("status", "Openstaand"), ("due", "2031-09-01")];
        check(Aspect::Commitment, Some(open), put_off, &[(EventKind::Postponed, "2031-09-01")]);
        let late: Pairs = &[("status", "Openstaand"), ("due", "2031-03-10"), ("phase", "overdue 2031-03-10")];
        check(Aspect::Commitment, Some(open), late, &[(EventKind::Overdue, "2031-03-10")]);
        check(Aspect::Commitment, Some(open), &[("status", "Vervallen")], &[]);
    }

    #[test]
    fn a_term_that_is_read_long_after_it_passed_is_no_news() {
        let open: Pairs = &[("status", "Openstaand")];
        let old: Pairs = &[("status", "Openstaand"), ("phase", "overdue 2030-06-01")];
        check(Aspect::Commitment, Some(open), old, &[]);
        let fresh: Pairs = &[("status", "Openstaand"), ("phase", "overdue 2031-02-20")];
        check(Aspect::Commitment, Some(open), fresh, &[(EventKind::Overdue, "2031-02-20")]);
        let awaited: Pairs = &[("status", "Openstaand"), ("phase", "soon 2030-06-01")];
        check(Aspect::Commitment, Some(awaited), old, &[(EventKind::Overdue, "2030-06-01")]);
    }

    #[test]
    fn a_meeting_is_moved_cancelled_or_has_another_agenda() {
        let planned: Pairs =
            &[("status", "Gepland"), ("date", "2031-03-05"), ("time", "10:00"), ("agenda", "x")];
        let moved: Pairs =
            &[("status", "Gepland"), ("date", "2031-03-06"), ("time", "10:00"), ("agenda", "y")];
        let both = [(EventKind::Moved, "2031-03-06 10:00"), (EventKind::Agenda, "y")];
        check(Aspect::Activity, Some(planned), moved, &both);
        let off: Pairs = &[("status", "Geannuleerd"), ("date", "2031-03-05")];
        check(Aspect::Activity, Some(planned), off, &[(EventKind::Cancelled, "2031-03-05")]);
        check(Aspect::Activity, Some(off), off, &[]);
        let past: Pairs = &[("status", "Uitgevoerd"), ("date", "2031-02-05"), ("agenda", "z")];
        check(Aspect::Activity, Some(planned), past, &[]);
    }

    #[test]
    fn a_day_is_near_then_past() {
        assert_eq!(phase("2031-03-20", "2031-03-01", 14), "");
        assert_eq!(phase("2031-03-15", "2031-03-01", 14), "soon 2031-03-15");
        assert_eq!(phase("2031-03-01", "2031-03-01", 14), "soon 2031-03-01");
        assert_eq!(phase("2031-02-28", "2031-03-01", 14), "overdue 2031-02-28");
        assert_eq!(phase("ooit", "2031-03-01", 14), "");
    }
}
