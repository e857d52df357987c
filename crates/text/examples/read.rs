//! Prints the clean text of files, with its paragraphs' kinds, notes, repairs, problems and the time it took.
//!
//! `cargo run --release -p text --example read -- FILE…`; `-q` prints the time only.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use model::CharIndex;

fn main() -> std::io::Result<()> {
    let mut quiet = false;
    for name in std::env::args().skip(1) {
        if name == "-q" {
            quiet = true;
            continue;
        }
        let bytes = std::fs::read(&name)?;
        let start = Instant::now();
        let text = text::read(&bytes, &text::Limits::default());
        let took = start.elapsed();
        if !quiet {
            let index = CharIndex::new(&text.text);
            for paragraph in &text.paragraphs {
                let page = paragraph.page.map(|page| format!(" p{page}")).unwrap_or_default();
                println!("[{:?}{page}] {}", paragraph.kind, index.slice(paragraph.span));
            }
            for note in &text.notes {
                let at = note.mark.map(|at| index.slice(model::Span::new(at.saturating_sub(20), at)));
                println!("note {} after {at:?}", note.label);
            }
            for speech in text.speeches.iter().take(5) {
                println!("speech {speech:?}");
            }
            for repair in &text.repairs {
                println!("repair {:?} {:?} -> {:?} x{}", repair.kind, repair.from, repair.to, repair.count);
            }
        }
        for problem in &text.problems {
            println!("problem {} {}", problem.code, problem.detail);
        }
        println!(
            "{name}: {:?}, {} pages, {} chars, {took:?}",
            text.format,
            text.pages.len(),
            text.text.len()
        );
    }
    Ok(())
}
