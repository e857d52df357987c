//! The replay of real data: every count and fact of its manifest, under faults, kills and a rebuild.

use std::time::Duration;

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
        // a superseded state that was met makes an older version of a file, never another newest one
        if *table != "originals" {
            assert_eq!(left.get(table), Some(print), "{table}");
        }
    }
}
