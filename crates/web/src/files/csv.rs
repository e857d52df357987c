//! A list as a table: RFC 4180, UTF-8, the names of the columns in the first row, the address in the last column.

use serde_json::Value;

use crate::listing::Listing;

/// The table; addresses in full where the site knows its own name.
pub fn write(listing: &Listing, public: &str) -> String {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // writing to memory fails only for rows of unequal length, and all have the columns and the address
    let mut row = |cells: Vec<String>| table.write_record(cells).is_ok();
    let mut whole = row(listing.columns.iter().copied().chain(["url"]).map(str::to_owned).collect());
    for line in &listing.lines {
        let cells = listing.columns.iter().map(|path| cell(line.at(path)));
        whole &= row(cells.chain([format!("{public}{}", line.url)]).collect());
    }
    debug_assert!(whole, "rows of unequal length");
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A value as text; lists stand in one cell with semicolons between.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        Value::Bool(true) => "1".to_owned(),
        Value::Bool(false) => "0".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Object(_) => value.to_string(),
    }
}

/// Spreadsheets take a text that begins with one of these for a formula; an apostrophe before it keeps it text.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::Line;
    use serde_json::json;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let line = |data| Line { url: "/geschenken#g1".into(), data, ..Line::default() };
        let listing = Listing {
            columns: &["text", "person.name", "tags", "seats"],
            lines: vec![
                line(
                    json!({ "text": "een \"boek\",\nmet; regels", "person": { "name": "Öztürk" }, "seats": 3 }),
                ),
                line(json!({ "text": "=1+1", "person": null, "tags": ["a", "b"] })),
            ],
            ..Listing::default()
        };
        let written = write(&listing, "https://kamerspoor.example");
        let mut reader = ::csv::Reader::from_reader(written.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["text", "person.name", "tags", "seats", "url"]);
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(
            rows[0],
            ["een \"boek\",\nmet; regels", "Öztürk", "", "3", "https://kamerspoor.example/geschenken#g1"]
        );
        assert_eq!(rows[1], ["'=1+1", "", "a; b", "", "https://kamerspoor.example/geschenken#g1"]);
    }
}
