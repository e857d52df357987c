//! The replay of real data: every count and fact of its manifest, under faults, kills and a rebuild.

use std::collections::BTreeSet;
use std::time::Duration;

use store::show::commitments::CommitmentFilter;

use crate::support::source::Replay;
use crate::support::{Data, shared};

fn sync(data: &Data, url: &str) {
    data.run(&["sync", "--once", "--source", url, "--timeout", "5"]);
}

#[test]
fn the_replay_ends_as_its_manifest_says_and_a_second_run_changes_nothing() {
    let Some(shared) = shared() else { return };
    let replay = Replay::start(&shared, &[]);
    let data = Data::new();
    sync(&data, &replay.url);
    let status = data.status();
    for (category, expected) in replay.manifest["categories"].as_object().expect("categories") {
        let found = &status["categories"][category];
        assert_eq!(
            (&found["live"], &found["deleted"]),
            (&expected["live"], &expected["deleted"]),
            "{category}"
        );
    }
    let store = data.store();
    let kinds: std::collections::BTreeMap<String, u64> = store
        .read()
        .prepare("select kind, count(*) from documents where deleted = 0 group by kind")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (kind, count) in replay.manifest["expected"]["documentSoort"].as_object().expect("kinds") {
        assert_eq!(kinds.get(kind).copied(), count.as_u64(), "{kind}");
    }
    assert_eq!(status["originals"]["expected"], status["originals"]["stored"]);
    assert_eq!(status["index"]["behind"], 0);
    assert_eq!(status["problems"]["entries"], 0);

    check_votes(&store, &replay.manifest);
    check_transcripts(&store);

    let before = (store.fingerprint().unwrap(), store.history_fingerprint().unwrap());
    sync(&data, &replay.url);
    assert_eq!(
        (store.fingerprint().unwrap(), store.history_fingerprint().unwrap()),
        before,
        "a second run changes nothing"
    );

    data.run(&["rebuild"]);
    assert_eq!(
        (store.fingerprint().unwrap(), store.history_fingerprint().unwrap()),
        before,
        "a rebuild gives an equal database"
    );
}

/// Totals in seats, and where each party stood, of every vote that the manifest knows.
fn check_votes(store: &store::Store, manifest: &serde_json::Value) {
    let decisions = manifest["expected"]["decisions"].as_array().expect("decisions");
    let mut roll_calls = 0;
    for decision in decisions {
        let id = decision["besluit"].as_str().expect("an id");
        let found =
            store.show_outcome(id.parse().expect("an id")).expect("the store answers").expect("a decision");
        let seats = |choice: &str| decision["zetels"][choice].as_i64().unwrap_or(0);
        assert_eq!(
            (found.seats_for, found.seats_against, found.seats_absent),
            (seats("Voor"), seats("Tegen"), seats("Niet deelgenomen")),
            "{id}"
        );
        assert_eq!(found.roll_call, decision["stemmingsSoort"] == "Hoofdelijk", "{id}");
        roll_calls += usize::from(found.roll_call);
        for (party, choice) in decision["perFractie"].as_object().into_iter().flatten() {
            let side = match choice.as_str() {
                Some("Voor") => store::show::votes::Side::For,
                Some("Tegen") => store::show::votes::Side::Against,
                _ => store::show::votes::Side::Absent,
            };
            assert_eq!(found.side_of(party), Some(side), "{id} {party}");
        }
    }
    assert!(decisions.len() >= 10 && roll_calls > 0, "the manifest holds both kinds of vote");
}

/// Every transcript with speeches has parts tied to the agenda, and all that was said with time fits into its meeting.
fn check_transcripts(store: &store::Store) {
    let filter = store::show::transcripts::TranscriptFilter::default();
    let transcripts = store.show_transcripts(&filter, 0, 100).expect("the store answers");
    assert_eq!(
        transcripts.len() as u64,
        store.show_transcript_extent(&filter).expect("the store answers").total
    );
    assert!(!transcripts.is_empty());
    for transcript in transcripts {
        let parts = store.show_transcript_parts(&[transcript.id]).expect("the store answers");
        assert!(parts.iter().any(|part| part.activity.is_some()), "{}", transcript.id);
        let spoken: i64 = store
            .show_speaking_times(transcript.id)
            .expect("the store answers")
            .iter()
            .map(|time| i64::from(time.seconds))
            .sum();
        let moment =
            |moment: &Option<String>| moment.as_ref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
        let (begins, closes) = (moment(&transcript.begins), moment(&transcript.closes));
        let (Some(begins), Some(closes)) = (begins, closes) else { continue };
        // the record of a meeting has its hours to the minute only
        let sat = closes.as_second() - begins.as_second() + 120;
        assert!((1..=sat).contains(&spoken), "{}: {spoken} of {sat} seconds", transcript.id);
    }
}

#[test]
fn faults_and_twenty_kills_end_in_the_same_state() {
    let Some(shared) = shared() else { return };
    let clean = Replay::start(&shared, &[]);
    let expected = Data::new();
    sync(&expected, &clean.url);

    let faulty = Replay::start(&shared, &["--faults", "7:0.1", "--stall-seconds", "1", "--keep-superseded"]);
    let data = Data::new();
    let mut pause = 7u64;
    for _ in 0..20 {
        let mut running = data.start(&["sync", "--once", "--source", &faulty.url, "--timeout", "3"]);
        pause = pause * 7919 % 1009;
        std::thread::sleep(Duration::from_millis(50 + pause * 2));
        running.0.kill().expect("a kill that cannot be caught");
        running.0.wait().expect("it ends");
    }
    sync(&data, &faulty.url);
    let (left, right) = (data.store().fingerprint().unwrap(), expected.store().fingerprint().unwrap());
    for (table, print) in &right {
        // a superseded state that was met makes an older version of a file, never another newest one; and a commitment
        // that had another day in it has moved
        if !matches!(*table, "originals" | "moved_commitments") {
            assert_eq!(left.get(table), Some(print), "{table}");
        }
    }
    let moved = |data: &Data| -> BTreeSet<String> {
        let filter = CommitmentFilter { status: Some("moved".to_owned()), ..CommitmentFilter::default() };
        let found = data.store().show_commitments(&filter, 0, 1_000).expect("the store answers");
        found.into_iter().map(|commitment| commitment.number).collect()
    };
    assert!(!moved(&expected).is_empty() && moved(&expected).is_subset(&moved(&data)));
}
