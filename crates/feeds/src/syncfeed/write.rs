//! A record in the spelling of the feed: for what enters the log beside the feed, such as an imported file.
//!
//! The inverse of [`super::read::read_single`]; a record that is written and read again is the same.

use std::fmt::Write;

use model::Record;
use model::category::ColumnKind;
use model::record::Value;
use quick_xml::escape::escape;

/// The XML of one entity, as `/Entiteiten/<guid>` answers.
pub fn entity(record: &Record) -> String {
    let spec = record.category.spec();
    let name = lower_camel(spec.source);
    let mut xml = format!(
        "<{name} xmlns:tk=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" xmlns=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" id=\"{}\" tk:verwijderd=\"{}\"",
        record.id, record.deleted
    );
    let mut attribute = |name: &str, value: &str| {
        let _ = write!(xml, " tk:{name}=\"{}\"", escape(value));
    };
    if let Some(updated) = &record.updated {
        attribute("bijgewerkt", updated);
    }
    if let Some(content) = &record.content {
        attribute("contentType", &content.media_type);
        if let Some(length) = content.length {
            attribute("contentLength", &length.to_string());
        }
    }
    xml.push('>');
    for (column, value) in spec.columns.iter().zip(&record.values) {
        let text = match value {
            Value::Null => continue,
            Value::Guid(id) => {
                let _ = write!(
                    xml,
                    "{}ref=\"{id}\"/>",
                    open(column.source).trim_end_matches('>').to_owned() + " "
                );
                close_parents(&mut xml, column.source);
                continue;
            }
            Value::Int(number) if column.kind == ColumnKind::Bool => (*number != 0).to_string(),
            Value::Int(number) => number.to_string(),
            Value::Text(text) => text.clone(),
        };
        for line in
            if column.kind == ColumnKind::Text { text.split('\n').collect() } else { vec![text.as_str()] }
        {
            let last = column.source.rsplit('/').next().unwrap_or(column.source);
            let _ = write!(xml, "{}{}</{last}>", open(column.source), escape(line));
            close_parents(&mut xml, column.source);
        }
    }
    for (kind, to) in &record.links {
        if let Some(link) = spec.links.iter().find(|link| link.kind == *kind) {
            let _ = write!(xml, "<{} ref=\"{to}\"/>", link.source);
        }
    }
    let _ = write!(xml, "</{name}>");
    xml
}

fn open(path: &str) -> String {
    path.split('/').map(|name| format!("<{name}>")).collect()
}

fn close_parents(xml: &mut String, path: &str) {
    if let Some((parents, _)) = path.rsplit_once('/') {
        for name in parents.rsplit('/') {
            let _ = write!(xml, "</{name}>");
        }
    }
}

fn lower_camel(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syncfeed::read::read_single;
    use model::record::Content;
    use model::{Category, Guid, LinkKind};
    use proptest::prelude::*;

    fn value(kind: ColumnKind, text: &str, number: i64) -> Value {
        match kind {
            ColumnKind::Text if text.trim().is_empty() => Value::Null,
            ColumnKind::Text => Value::Text(text.trim().to_owned()),
            ColumnKind::Int => Value::Int(number),
            ColumnKind::Bool => Value::Int(number & 1),
            ColumnKind::Date | ColumnKind::PartialDate => Value::Text("2026-01-28".into()),
            ColumnKind::Time => Value::Text("2026-01-28T12:00:00Z".into()),
            ColumnKind::Ref(_) => Value::Guid(Guid([number as u8; 16])),
        }
    }

    proptest! {
        #[test]
        fn a_record_that_is_written_and_read_again_is_the_same(text in "[ -~éë€]{0,40}", number in 0i64..9999) {
            for category in Category::all() {
                let mut record = Record::empty(category, Guid([7; 16]));
                record.updated = Some("2026-01-28T12:00:00Z".into());
                record.values = category.spec().columns.iter().map(|column| value(column.kind, &text, number)).collect();
                record.links = category.spec().links.iter().map(|link| (link.kind, Guid([9; 16]))).collect();
                if category.spec().downloadable {
                    record.content = Some(Content { media_type: "application/pdf".into(), length: Some(9) });
                }
                let read = read_single(&entity(&record)).unwrap().record;
                prop_assert_eq!(read, record);
            }
        }
    }

    #[test]
    fn a_link_keeps_its_kind() {
        let mut record = Record::empty(Category::Document, Guid([7; 16]));
        record.links.push((LinkKind::AttachmentOf, Guid([8; 16])));
        assert!(entity(&record).contains("<bronDocument ref=\"08080808-"));
    }
}
