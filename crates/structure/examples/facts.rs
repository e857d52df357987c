//! `cargo run -p structure --example facts -- FILE…`: what is found in files, in the notation of the labelled set, for
//! reading through and for a new file of `quality/whole/`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        // what a file of `quality/whole/` expects is no part of it
        let end = bytes.windows(7).position(|window| window == b"\n=====\n").unwrap_or(bytes.len());
        let text = text::read(&bytes[..end], &text::Limits::default());
        let extract = structure::extract(&text, &structure::Context::default());
        for extractor in ["document", "references", "exchanges", "motions", "commitments", "calls"] {
            for fact in structure::quality::facts(extractor, &extract) {
                writeln!(out, "{extractor} -> {}", shortened(&fact))?;
            }
        }
    }
    Ok(())
}

/// Long fields as beginning and end.
fn shortened(fact: &str) -> String {
    let short = |field: &str| {
        let chars: Vec<char> = field.chars().collect();
        if chars.len() <= 90 || field.contains('…') {
            return field.to_owned();
        }
        let part = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
        format!("{}…{}", part(0, 40), part(chars.len() - 40, chars.len()))
    };
    fact.split('|').map(short).collect::<Vec<_>>().join("|")
}
