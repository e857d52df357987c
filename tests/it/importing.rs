//! Taking in loose files, also those that are none.

use serde_json::Value;

use crate::support::Data;

#[test]
fn what_cannot_be_read_of_a_file_is_said_and_a_folder_is_no_file() {
    let data = Data::new();
    let file = |name: &str, bytes: &[u8]| {
        let path = data.folder().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let letter =
        "Den Haag, 20 januari 2031\n\nBetreft: Sluizen\n\nGeachte voorzitter,\n\nIk stuur u de stukken.";
    let (good, empty) = (file("brief.txt", letter.as_bytes()), file("leeg.pdf", b""));
    let noise = file("ruis.pdf", &[0x9D, 0x01, 0xFE, 0x00, 0x81, 0x02, 0xFF, 0x00]);
    let (folder, absent) = (data.folder().to_str().expect("UTF-8").to_owned(), format!("{good}.weg"));
    let done = data.try_run(&["import", "--json", &good, &empty, &noise, &folder, &absent]);
    assert_eq!(done.status.code(), Some(1), "two of them could not be taken in");
    let taken: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let problems: Vec<Vec<&str>> = taken
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["problems"].as_array().expect("a list").iter().filter_map(Value::as_str).collect())
        .collect();
    assert_eq!(problems.len(), 3);
    assert_eq!(problems[0], Vec::<&str>::new());
    assert_eq!(problems[1], ["the file is empty"]);
    assert_eq!(problems[2].len(), 1, "{problems:?}");
    let told = String::from_utf8(done.stderr).expect("UTF-8");
    assert!(told.contains(&format!("{folder}: it is a folder: name the files in it")), "{told}");
    assert!(told.contains(&format!("{absent}: it cannot be read: No such file")), "{told}");
    let again = data.run(&["import", &empty]);
    assert!(again.contains("  not all of it was read: the file is empty\n"), "{again}");
}
