//! `cargo run -p structure --example extract -- FILE…`: the structure of files as JSON, one line each.

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        let text = text::read(&bytes, &text::Limits::default());
        let extract = structure::extract(&text, &structure::Context::default());
        serde_json::to_writer(&mut out, &extract)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
