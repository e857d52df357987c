//! Real texts, where they are at hand: `KAMERSPOOR_SHARED` names the folder that has `samples/texts`.
//!
//! Spans must quote, half texts and damaged texts must be read, the figures of `docs/quality.md` must stand.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: it may fail loudly and say that it was skipped"
)]

use std::path::PathBuf;

use model::DocumentText;
use structure::{Context, extract, quality};

fn shared(folder: &str) -> Option<Vec<PathBuf>> {
    let Some(shared) = std::env::var_os("KAMERSPOOR_SHARED") else {
        println!("skipped: KAMERSPOOR_SHARED is not set");
        return None;
    };
    let folder = PathBuf::from(shared).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some(files)
}

fn read(file: &PathBuf) -> DocumentText {
    text::read(&std::fs::read(file).unwrap(), &text::Limits::default())
}

#[test]
fn hand_counts_of_the_five_samples() {
    let Some(files) = shared("samples/texts") else { return };
    // exchanges, references to papers, web addresses, motions, commitments, calls: counted by hand (docs/quality.md)
    let counted = [
        (0, 2, 0, 1, 2, 0),
        (0, 7, 0, 3, 0, 0),
        (26, 13, 0, 10, 0, 0),
        (0, 0, 0, 0, 0, 9),
        (23, 10, 3, 11, 5, 0),
    ];
    assert_eq!(files.len(), counted.len());
    for (file, counted) in files.iter().zip(counted) {
        let document = read(file);
        let found = extract(&document, &Context::default());
        assert_eq!(quality::wrong_span(&document, &found), None);
        let papers =
            found.references.iter().filter(|one| one.kind == model::facts::ReferenceKind::Kamerstuk).count();
        let web = found.references.iter().filter(|one| one.kind == model::facts::ReferenceKind::Web).count();
        let figures = (
            found.exchanges.len(),
            papers,
            web,
            found.motions.len(),
            found.commitments.len(),
            found.calls.len(),
        );
        assert_eq!(figures, counted, "{}", file.display());
    }
}

/// A small generator, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Mutates real texts: `KAMERSPOOR_FUZZ_SECONDS=600` for the long run.
#[test]
fn mutated_real_texts_are_read() {
    // the invented whole documents are always there; the real texts where they are at hand
    let whole = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("quality/whole");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(whole).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.extend(shared("samples/texts").unwrap_or_default());
    files.sort();
    let seconds =
        std::env::var("KAMERSPOOR_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let texts: Vec<String> = files.iter().map(|file| read(file).text).collect();
    let inserts = [
        "–",
        "é",
        "\u{a0}",
        "\n\n",
        "\n",
        "Vraag 3",
        "Antwoord",
        "motie",
        "motie-",
        "(",
        ")",
        "nr. ",
        "36200 V, ",
        "Kamerstuk ",
        "’",
        "😀",
        "K",
        "İ",
        "t/m",
        "De leden van de VVD-fractie vragen",
        "https://",
        "artikel 3 van de Wet ",
        "zal uw Kamer ",
        "in het tweede kwartaal",
        "\u{0}",
        "ß",
        "1.",
        "\t",
        "Zie het antwoord op vraag ",
        "van het lid ",
    ];
    let start = std::time::Instant::now();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut rounds = 0;
    while start.elapsed().as_secs() < seconds {
        let text = &texts[dice.below(texts.len())];
        let mut chars: Vec<char> = text.chars().collect();
        let from = dice.below(chars.len());
        let length = 200 + dice.below(6_000);
        chars = chars.into_iter().skip(from).take(length).collect();
        for _ in 0..dice.below(40) {
            let at = dice.below(chars.len());
            match dice.below(4) {
                0 => {
                    chars.remove(at);
                }
                1 => chars[at] = char::from_u32(dice.below(0x3000) as u32).unwrap_or('x'),
                2 => {
                    let insert = inserts[dice.below(inserts.len())];
                    chars.splice(at..at, insert.chars());
                }
                _ => chars.truncate(chars.len().max(2) - 1),
            }
            if chars.is_empty() {
                break;
            }
        }
        let text: String = chars.into_iter().collect();
        // every other time by way of the reader, which finds paragraphs, headings and notes
        let document = if rounds % 2 == 0 {
            DocumentText { text, ..DocumentText::default() }
        } else {
            text::read(text.as_bytes(), &text::Limits::default())
        };
        for kind in [
            None,
            Some("verslag-schriftelijk-overleg"),
            Some("antwoord-schriftelijke-vragen"),
            Some("lijst-van-vragen-en-antwoorden"),
            Some("verslag-vergadering"),
            Some("oproep"),
        ] {
            let found = extract(&document, &Context { kind, ..Context::default() });
            assert_eq!(quality::wrong_span(&document, &found), None);
        }
        rounds += 1;
    }
    println!("{rounds} mutated texts");
}
