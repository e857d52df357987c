//! Reads the real documents in the folder that `KAMERSPOOR_SHARED` names; says so when there is none.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // test code: says what it skipped

use std::path::{Path, PathBuf};

use model::CharIndex;
use model::text::{DocumentText, Format, ParagraphKind};
use text::{Limits, read};

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("KAMERSPOOR_SHARED").map(PathBuf::from);
    if folder.is_none() {
        println!("SKIPPED: KAMERSPOOR_SHARED names no folder with real documents");
    }
    folder
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => out.extend(files(&path)),
            path => out.push(path),
        }
    }
    out.sort();
    out
}

fn read_file(path: &Path) -> DocumentText {
    let text = read(&std::fs::read(path).unwrap(), &Limits::default());
    let index = CharIndex::new(&text.text);
    let end = text.paragraphs.iter().fold(0, |at, paragraph| {
        let gap = if at == 0 { 0 } else { 2 };
        assert_eq!(paragraph.span.start, at + gap, "{}", path.display());
        paragraph.span.end
    });
    assert_eq!(end, index.chars(), "{}", path.display());
    text
}

#[test]
fn every_original_and_transcript_gives_text() {
    let Some(shared) = shared() else { return };
    for folder in ["originals", "vlos"] {
        for path in files(&shared.join("samples").join(folder)) {
            let text = read_file(&path);
            assert!(text.text.len() > 100, "{}: {:?}", path.display(), text.problems);
            assert!(text.problems.is_empty(), "{}: {:?}", path.display(), text.problems);
            assert!(!text.text.contains('\u{FFFD}'), "{}", path.display());
        }
    }
}

#[test]
fn transcripts_name_their_speakers() {
    let Some(shared) = shared() else { return };
    for path in files(&shared.join("samples/vlos")) {
        let text = read_file(&path);
        assert_eq!(text.format, Format::Transcript);
        if text.text.len() < 1_000 {
            continue; // a meeting that was only opened and closed
        }
        assert!(text.speeches.len() > 5, "{}", path.display());
        assert!(text.speeches.iter().all(|speech| !speech.speaker.is_empty()), "{}", path.display());
        assert!(!text.text.contains("De voorzitter:\n"), "{}", path.display());
    }
}

#[test]
fn handelingen_come_in_reading_order_without_running_lines() {
    let Some(shared) = shared() else { return };
    for path in files(&shared.join("samples/originals/pdf-handelingen")) {
        let text = read_file(&path);
        assert!(
            text.text.lines().filter(|line| line.starts_with("Tweede Kamer ")).count() < 2,
            "{}",
            path.display()
        );
        assert!(text.text.contains("De voorzitter:"), "{}", path.display());
        // a line of the other column in the middle of a sentence would leave words in halves
        let broken =
            text.text.split_whitespace().filter(|word| word.len() > 3 && word.ends_with('-')).count();
        let words = text.text.split_whitespace().count();
        assert!(broken * 500 < words, "{}: {broken} of {words} words end in a hyphen", path.display());
    }
}

#[test]
fn texts_of_users_are_clean() {
    let Some(shared) = shared() else { return };
    for path in files(&shared.join("samples/texts")) {
        let text = read_file(&path);
        let name = path.display();
        assert!(!text.text.contains(['Ɵ', 'Ư', 'Ō', 'ƞ', 'Ʃ', 'ƫ', 'ﬁ', 'ﬂ', 'ﬀ']), "ligatures in {name}");
        for left in ["[bookmark", "[footnoteRef", "[1:", "HYPERLINK", "MERGEFORMAT", "[overzicht]", "↩"] {
            assert!(!text.text.contains(left), "{left} in {name}");
        }
        let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
        for word in text.text.split(|c: char| !c.is_alphanumeric()) {
            let year = word.len() > 4 && digits(word) == word.len() && word.starts_with("202");
            assert!(!year || word.len() > 6, "a year with a note's number: {word} in {name}");
        }
        for note in &text.notes {
            assert!(note.mark.is_some(), "note {} of {name} is tied to nothing", note.label);
        }
        let long =
            text.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Body && p.span.len() > 200).count();
        assert!(long > 1, "{name} has no whole paragraphs");
    }
}

#[test]
fn garbled_fonts_and_pictures_are_problems() {
    let Some(shared) = shared() else { return };
    let code = |name: &str| {
        let text = read_file(&shared.join("samples/related").join(name));
        (text.text.len(), text.problems.first().map(|problem| problem.code.clone()).unwrap_or_default())
    };
    assert_eq!(code("garble.pdf"), (0, "unreadable_font".to_owned()));
    assert_eq!(code("image.pdf"), (0, "no_text".to_owned()));
}

#[test]
fn all_originals_of_the_replay_are_read() {
    let Some(shared) = shared() else { return };
    let Ok(file) = std::fs::File::open(shared.join("replay/data/resources.zip")) else { return };
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let (mut read_well, mut empty, mut troubled) = (0, 0, Vec::new());
    for at in 0..zip.len() {
        let mut bytes = Vec::new();
        let mut entry = zip.by_index(at).unwrap();
        if entry.is_dir() {
            continue;
        }
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        let text = read(&bytes, &Limits::default());
        match (text.text.is_empty(), text.problems.first()) {
            (false, None) => read_well += 1,
            (true, Some(problem)) if problem.code == "no_text" && text.format == Format::Other => empty += 1,
            (_, problem) => troubled.push((at, text.format, problem.cloned())),
        }
    }
    println!("{read_well} read, {empty} pictures, {} troubled", troubled.len());
    assert!(read_well > 3_000);
    assert!(troubled.len() * 50 < read_well, "{troubled:?}");
}
