//! Who spoke how long in a transcript, and the parts it falls into. Pure; the reader of transcripts gives the speeches.
//!
//! # How time is counted
//! The transcript marks the local time at which a turn begins and ends, and the marks of a turn enclose those of the
//! interruptions in it. A speech counts from its own mark, or from where the last counted speech ended if that is
//! later, until its end mark or the mark of the next speech, whichever comes first: so every second counts once. A
//! speech without usable marks counts as a turn without time and is told apart; so is what is said from the chair.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::span::Span;
use crate::text::{DocumentText, ParagraphKind, Speech};

/// Longer than a speech can be, in seconds: a mark that says so is wrong.
const LONGEST: i64 = 6 * 3600;

/// How long one speaker spoke in a transcript.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SpeakingTime {
    /// Name as printed: `Van der Lee`; `voorzitter` where only that is known.
    pub speaker: String,
    /// First name, if given.
    pub first_name: Option<String>,
    /// Party at the time; none for ministers and officials.
    pub party: Option<String>,
    /// `lid Tweede Kamer`, `minister van …`, as printed.
    pub role: Option<String>,
    /// Whether it was said from the chair.
    pub chair: bool,
    /// Turns, interruptions among them.
    pub turns: u32,
    /// Interruptions of others.
    pub interruptions: u32,
    /// Turns whose time is not known.
    pub untimed: u32,
    /// Seconds of the turns whose time is known.
    pub seconds: u32,
}

/// A part of a transcript: an activity of the meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TranscriptPart {
    /// Official number of the activity, if the transcript names one.
    pub activity: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text, heading included.
    pub span: Span,
    /// Local time of its first speech as printed.
    pub begins: Option<String>,
    /// Local time of its last speech as printed.
    pub ends: Option<String>,
}

/// Seconds of each speech; none where its marks do not tell.
pub fn seconds(speeches: &[Speech]) -> Vec<Option<u32>> {
    let marks: Vec<(Option<i64>, Option<i64>)> = speeches
        .iter()
        .map(|speech| (speech.begin.as_deref().and_then(clock), speech.end.as_deref().and_then(clock)))
        .collect();
    let mut until = i64::MIN;
    let mut out = Vec::with_capacity(marks.len());
    for (at, (begin, end)) in marks.iter().enumerate() {
        let next = marks.get(at + 1).and_then(|(begin, _)| *begin);
        let (Some(begin), Some(end)) = (begin, end.or(next)) else {
            out.push(None);
            continue;
        };
        let start = (*begin).max(until);
        let stop = next.filter(|next| *next >= start).map_or(end, |next| end.min(next));
        let length = stop - start;
        if (0..=LONGEST).contains(&length) {
            until = stop;
            out.push(Some(length as u32));
        } else {
            out.push(if stop < start && *begin <= until { Some(0) } else { None });
        }
    }
    out
}

/// Speaking time by speaker, longest first; the chair apart.
pub fn speaking_times(speeches: &[Speech]) -> Vec<SpeakingTime> {
    let mut times: Vec<SpeakingTime> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (speech, seconds) in speeches.iter().zip(seconds(speeches)) {
        let key = (&speech.speaker, &speech.first_name, &speech.party, speech.chair);
        let at = *places.entry(key).or_insert_with(|| {
            times.push(SpeakingTime {
                speaker: speech.speaker.clone(),
                first_name: speech.first_name.clone(),
                party: speech.party.clone(),
                role: speech.role.clone(),
                chair: speech.chair,
                ..SpeakingTime::default()
            });
            times.len() - 1
        });
        let time = &mut times[at];
        time.turns += 1;
        time.interruptions += u32::from(speech.interruption && !speech.chair);
        match seconds {
            Some(seconds) => time.seconds = time.seconds.saturating_add(seconds),
            None => time.untimed += 1,
        }
    }
    times.sort_by(|a, b| b.seconds.cmp(&a.seconds).then_with(|| a.speaker.cmp(&b.speaker)));
    times
}

/// The parts, counted from 1, in which each of these speakers has a turn.
pub fn spoken_in(times: &[SpeakingTime], parts: &[TranscriptPart], speeches: &[Speech]) -> Vec<Vec<usize>> {
    let places: std::collections::HashMap<_, usize> = times
        .iter()
        .enumerate()
        .map(|(at, time)| ((&time.speaker, &time.first_name, &time.party, time.chair), at))
        .collect();
    let mut spoken = vec![Vec::new(); times.len()];
    for speech in speeches {
        let Some(place) = places.get(&(&speech.speaker, &speech.first_name, &speech.party, speech.chair))
        else {
            continue;
        };
        let part = parts.partition_point(|part| part.span.start <= speech.span.start);
        let known: &mut Vec<usize> = &mut spoken[*place];
        if part > 0 && known.last() != Some(&part) && !known.contains(&part) {
            known.push(part);
        }
    }
    spoken
}

/// The parts of a transcript in its order: from one heading of the second level to the next. What stands before the
/// first is a part without a title, if anything is said there.
pub fn parts(text: &DocumentText) -> Vec<TranscriptPart> {
    let end = text.paragraphs.last().map_or(0, |paragraph| paragraph.span.end);
    let index = crate::CharIndex::new(&text.text);
    let mut parts: Vec<TranscriptPart> = Vec::new();
    for paragraph in text.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Heading(2)) {
        if let Some(last) = parts.last_mut() {
            last.span.end = paragraph.span.start;
        }
        let title = index.slice(paragraph.span).replace('\n', " ");
        parts.push(TranscriptPart {
            title,
            span: Span::new(paragraph.span.start, end),
            ..TranscriptPart::default()
        });
    }
    if parts.is_empty() && end > 0 {
        parts.push(TranscriptPart { span: Span::new(0, end), ..TranscriptPart::default() });
    }
    for part in &mut parts {
        let from = text.speeches.partition_point(|speech| speech.span.start < part.span.start);
        let spoken = text.speeches[from..].iter().take_while(|speech| speech.span.start < part.span.end);
        for speech in spoken {
            if part.activity.is_none() {
                part.activity.clone_from(&speech.activity);
            }
            if part.begins.is_none() {
                part.begins.clone_from(&speech.begin);
            }
            if speech.end.is_some() {
                part.ends.clone_from(&speech.end);
            }
        }
    }
    parts
}

/// Seconds of a local time as printed, on a clock without summer time: only differences are asked for.
fn clock(moment: &str) -> Option<i64> {
    let moment: DateTime = moment.trim().get(..19)?.parse().ok()?;
    Some(moment.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Paragraph;

    fn speech(speaker: &str, begin: &str, end: &str) -> Speech {
        let at = |clock: &str| (!clock.is_empty()).then(|| format!("2031-01-28T{clock}"));
        Speech {
            speaker: speaker.into(),
            first_name: None,
            party: Some("ABC".into()),
            role: None,
            address: None,
            chair: speaker == "voorzitter",
            interruption: false,
            begin: at(begin),
            end: at(end),
            activity: None,
            span: Span::default(),
        }
    }

    #[track_caller]
    fn check(turns: &[(&str, &str)], expected: &[Option<u32>]) {
        let speeches: Vec<Speech> = turns.iter().map(|(begin, end)| speech("A", begin, end)).collect();
        assert_eq!(seconds(&speeches), expected);
    }

    #[test]
    fn turns_after_each_other_count_from_mark_to_mark() {
        check(&[("10:00:00", "10:00:30"), ("10:00:30", "10:02:00")], &[Some(30), Some(90)]);
    }

    #[test]
    fn an_interruption_within_a_turn_is_not_counted_twice() {
        // the turn until 10:05, interrupted from 10:03 to 10:04, then resumed
        check(
            &[("10:00:00", "10:05:00"), ("10:03:00", "10:04:00"), ("10:00:00", "10:05:00")],
            &[Some(180), Some(60), Some(60)],
        );
    }

    #[test]
    fn a_pause_between_turns_is_nobodys() {
        check(&[("10:00:00", "10:01:00"), ("11:00:00", "11:01:00")], &[Some(60), Some(60)]);
    }

    #[test]
    fn a_turn_without_marks_has_no_time() {
        check(&[("10:00:00", "10:01:00"), ("", ""), ("10:01:00", "10:02:00")], &[Some(60), None, Some(60)]);
    }

    #[test]
    fn a_missing_end_is_the_beginning_of_the_next() {
        check(&[("10:00:00", ""), ("10:00:20", "10:00:30")], &[Some(20), Some(10)]);
    }

    #[test]
    fn a_mark_of_another_day_is_no_speech_of_hours() {
        let mut turns = [speech("A", "10:00:00", "10:01:00"), speech("B", "10:01:00", "10:02:00")];
        turns[1].end = Some("2031-02-28T10:02:00".into());
        assert_eq!(seconds(&turns), [Some(60), None]);
    }

    #[test]
    fn midnight_is_crossed() {
        let mut turn = speech("A", "23:59:30", "");
        turn.end = Some("2031-01-29T00:00:30".into());
        assert_eq!(seconds(&[turn]), [Some(60)]);
    }

    #[test]
    fn marks_that_are_no_time_are_none() {
        for odd in ["", "T", "2031-01-28", "2031-01-28Tmiddag", "2031-13-28T10:00:00", "é-é-éTéé:éé:é"]
        {
            assert_eq!(clock(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_chair_is_counted_apart_from_the_member_in_it() {
        let mut chair = speech("Jansen", "10:00:00", "10:00:10");
        chair.chair = true;
        let times = speaking_times(&[chair, speech("Jansen", "10:00:10", "10:01:00")]);
        assert_eq!(
            times.iter().map(|time| (time.chair, time.seconds)).collect::<Vec<_>>(),
            [(false, 50), (true, 10)]
        );
    }

    #[test]
    fn a_part_begins_at_its_heading_and_knows_its_activity() {
        let lines = [
            (ParagraphKind::Heading(1), "1e vergadering"),
            (ParagraphKind::Heading(2), "Opening"),
            (ParagraphKind::Body, "Goedemorgen."),
            (ParagraphKind::Heading(2), "Dijken"),
            (ParagraphKind::Body, "Ja."),
        ];
        let mut text = DocumentText::default();
        for (kind, line) in lines {
            let start = text.text.chars().count() as u32;
            text.text.push_str(line);
            let span = Span::new(start, text.text.chars().count() as u32);
            text.paragraphs.push(Paragraph { kind, span, page: None });
            text.text.push_str("\n\n");
        }
        let said = |at: usize, activity: Option<&str>| Speech {
            activity: activity.map(str::to_owned),
            span: text.paragraphs[at].span,
            ..speech("A", "10:00:00", "10:01:00")
        };
        text.speeches = vec![said(2, None), said(4, Some("2031A00001"))];
        let parts = parts(&text);
        let found: Vec<_> =
            parts.iter().map(|part| (part.title.as_str(), part.activity.as_deref())).collect();
        assert_eq!(found, [("Opening", None), ("Dijken", Some("2031A00001"))]);
        assert_eq!(parts[0].span.end, parts[1].span.start);
        assert_eq!(parts[1].begins.as_deref(), Some("2031-01-28T10:00:00"));
    }
}
