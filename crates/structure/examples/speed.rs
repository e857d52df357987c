//! `cargo run --release -p structure --example speed -- FILE…`: megabytes a second for references and for everything.
//!
//! The files' texts are repeated to one, two and ten megabytes: the figures must not fall with length.

use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use model::DocumentText;
use model::text::Format;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut seed = String::new();
    for file in std::env::args().skip(1) {
        let read = text::read(&std::fs::read(file)?, &text::Limits::default());
        seed.push_str(&read.text);
        seed.push_str("\n\n");
    }
    for megabytes in [1usize, 2, 10] {
        let text = seed.repeat(megabytes * 1_000_000 / seed.len().max(1) + 1);
        let size = text.len() as f64 / 1e6;
        let start = Instant::now();
        black_box(structure::references::scan(&text));
        let references = size / start.elapsed().as_secs_f64();
        let document = DocumentText { format: Format::Plain, text, ..DocumentText::default() };
        for kind in ["verslag-schriftelijk-overleg", "brief-regering", "oproep"] {
            let context = structure::Context { kind: Some(kind), ..structure::Context::default() };
            let start = Instant::now();
            let found = black_box(structure::extract(&document, &context));
            let all = size / start.elapsed().as_secs_f64();
            writeln!(
                out,
                "{size:.1} MB as {kind}: references {references:.0} MB/s, all {all:.1} MB/s ({} exchanges, {} references, {} motions)",
                found.exchanges.len(),
                found.references.len(),
                found.motions.len()
            )?;
        }
    }
    Ok(())
}
