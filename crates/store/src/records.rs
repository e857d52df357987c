//! Saving one record: upsert, links, history. The statements are made from the table of columns in the model.

use std::sync::OnceLock;

use model::Guid;
use model::category::{CATEGORIES, Category, Spec};
use model::record::{Entry, Record, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use serde_json::{Map, json};

use crate::Result;
use crate::feed::Change;

/// What saving an entry did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Applied {
    /// The record changed, and the change is an event.
    Change(Change),
    /// The entry is kept, but changed nothing that anyone sees.
    Quiet,
    /// It was known already, or is older than what is known.
    Same,
}

struct Sql {
    head: String,
    row: String,
    insert: String,
    update: String,
    delete: String,
}

fn sql(category: Category) -> &'static Sql {
    static ALL: OnceLock<Vec<Sql>> = OnceLock::new();
    &ALL.get_or_init(|| CATEGORIES.iter().map(Sql::new).collect())[category as usize]
}

impl Sql {
    fn new(spec: &Spec) -> Sql {
        let table = spec.table;
        let values = value_columns(spec);
        let columns = ["id", "updated", "deleted", "token", "hash", "page"]
            .into_iter()
            .chain(values.iter().copied())
            .collect::<Vec<_>>();
        let places = (1..=columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let set = columns
            .iter()
            .enumerate()
            .skip(1)
            .map(|(at, name)| format!("{name} = ${}", at + 1))
            .collect::<Vec<_>>()
            .join(", ");
        Sql {
            head: format!("select token, hash, deleted, updated from {table} where id = $1"),
            row: format!("select {} from {table} where id = $1", values.join(", ")),
            insert: format!("insert into {table} ({}) values ({places})", columns.join(", ")),
            // SQLite numbers named parameters by first appearance, so `$1` must come first: it is the id
            update: format!("update {table} set id = $1, {set} where id = $1"),
            delete: format!(
                "update {table} set id = $1, updated = coalesce($2, updated), deleted = 1, token = $3, hash = $4, page = $5 where id = $1"
            ),
        }
    }
}

fn value_columns(spec: &Spec) -> Vec<&'static str> {
    let content: &[&'static str] = if spec.downloadable { &["content_type", "content_length"] } else { &[] };
    content.iter().copied().chain(spec.columns.iter().map(|column| column.name)).collect()
}

/// What is known of a record, enough to tell whether an entry is news.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    token: u64,
    hash: i64,
    deleted: bool,
    updated: Option<String>,
}

/// Reads what is known of a record.
pub(crate) fn head(db: &Connection, category: Category, id: Guid) -> Result<Option<Head>> {
    Ok(db
        .prepare_cached(&sql(category).head)?
        .query_row([&id.0[..]], |row| {
            Ok(Head {
                token: row.get::<_, i64>(0)? as u64,
                hash: row.get(1)?,
                deleted: row.get(2)?,
                updated: row.get(3)?,
            })
        })
        .optional()?)
}

/// Whether an entry brings something that is not kept yet.
pub(crate) fn is_fresh(entry: &Entry, head: Option<&Head>) -> bool {
    head.is_none_or(|head| !is_stale(entry, head))
}

/// A re-emission, or a state older than the kept one: a page that is read again, an entity fetched by id meanwhile.
fn is_stale(entry: &Entry, head: &Head) -> bool {
    let by_id = entry.token == 0;
    if by_id {
        return entry.hash == head.hash || head.updated > entry.record.updated;
    }
    entry.token < head.token || (entry.hash == head.hash && entry.token == head.token)
}

/// Saves an entry that the log holds, given what is known of its record.
pub(crate) fn apply(
    db: &Connection,
    entry: &Entry,
    head: Option<Head>,
    page: i64,
    at: &str,
) -> Result<Applied> {
    let record = &entry.record;
    for path in &record.unknown {
        count_unknown(db, record, path)?;
    }
    let statements = sql(record.category);
    let Some(head) = head else {
        insert(db, &statements.insert, entry, page)?;
        if record.deleted {
            return Ok(Applied::Quiet);
        }
        save_links(db, record)?;
        event(db, record, page, at, Change::New, None)?;
        return Ok(Applied::Change(Change::New));
    };
    if is_stale(entry, &head) {
        return Ok(Applied::Same);
    }
    if entry.hash == head.hash {
        // emitted again unchanged at a later position
        db.prepare_cached(&format!("update {} set token = $1 where id = $2", record.category.table()))?
            .execute(params![entry.token as i64, &record.id.0[..]])?;
        return Ok(Applied::Same);
    }
    if record.deleted {
        db.prepare_cached(&statements.delete)?.execute(params![
            &record.id.0[..],
            record.updated,
            entry.token as i64,
            entry.hash,
            page
        ])?;
        drop_links(db, record.id)?;
        if head.deleted {
            return Ok(Applied::Quiet);
        }
        event(db, record, page, at, Change::Deleted, None)?;
        return Ok(Applied::Change(Change::Deleted));
    }
    let changes = differences(db, record)?;
    insert(db, &statements.update, entry, page)?;
    drop_links(db, record.id)?;
    save_links(db, record)?;
    if head.deleted {
        event(db, record, page, at, Change::Restored, None)?;
        return Ok(Applied::Change(Change::Restored));
    }
    if changes.is_empty() {
        return Ok(Applied::Quiet);
    }
    event(db, record, page, at, Change::Changed, Some(serde_json::Value::Object(changes).to_string()))?;
    Ok(Applied::Change(Change::Changed))
}

fn insert(db: &Connection, statement: &str, entry: &Entry, page: i64) -> Result<()> {
    let record = &entry.record;
    let spec = record.category.spec();
    let mut statement = db.prepare_cached(statement)?;
    statement.raw_bind_parameter(1, &record.id.0[..])?;
    statement.raw_bind_parameter(2, &record.updated)?;
    statement.raw_bind_parameter(3, record.deleted)?;
    statement.raw_bind_parameter(4, entry.token as i64)?;
    statement.raw_bind_parameter(5, entry.hash)?;
    statement.raw_bind_parameter(6, page)?;
    let mut at = 7;
    if spec.downloadable {
        statement
            .raw_bind_parameter(at, record.content.as_ref().map(|content| content.media_type.as_str()))?;
        statement.raw_bind_parameter(
            at + 1,
            record.content.as_ref().and_then(|content| content.length).map(|length| length as i64),
        )?;
        at += 2;
    }
    for value in &record.values {
        bind(&mut statement, at, value)?;
        at += 1;
    }
    statement.raw_execute()?;
    Ok(())
}

fn bind(statement: &mut CachedStatement, at: usize, value: &Value) -> Result<()> {
    let value = match value {
        Value::Null => ValueRef::Null,
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Int(number) => ValueRef::Integer(*number),
        Value::Guid(id) => ValueRef::Blob(&id.0),
    };
    statement.raw_bind_parameter(at, ToSqlOutput::Borrowed(value))?;
    Ok(())
}

fn save_links(db: &Connection, record: &Record) -> Result<()> {
    for (position, (kind, to)) in record.links.iter().enumerate() {
        db.prepare_cached("insert into links (from_id, kind, to_id, position) values ($1, $2, $3, $4)")?
            .execute(params![&record.id.0[..], *kind as u8, &to.0[..], position as i64])?;
    }
    Ok(())
}

fn drop_links(db: &Connection, from: Guid) -> Result<()> {
    db.prepare_cached("delete from links where from_id = $1")?.execute([&from.0[..]])?;
    Ok(())
}

fn event(
    db: &Connection,
    record: &Record,
    page: i64,
    at: &str,
    change: Change,
    changes: Option<String>,
) -> Result<()> {
    db.prepare_cached(
        "insert into events (page, at, category, id, kind, changes) values ($1, $2, $3, $4, $5, $6)",
    )?
    .execute(params![page, at, record.category.source(), &record.id.0[..], change.name(), changes])?;
    Ok(())
}

fn count_unknown(db: &Connection, record: &Record, path: &str) -> Result<()> {
    db.prepare_cached(
        "insert into unknown_elements (category, path, count, sample) values ($1, $2, 1, $3)
         on conflict (category, path) do update set count = count + 1",
    )?
    .execute(params![record.category.source(), path, &record.id.0[..]])?;
    Ok(())
}

/// Columns whose kept value differs from the record's, each as `[old, new]`; links under the name of their kind.
fn differences(db: &Connection, record: &Record) -> Result<Map<String, serde_json::Value>> {
    let spec = record.category.spec();
    let names = value_columns(spec);
    let content = record.content.as_ref();
    let content_values: Vec<Value> = if spec.downloadable {
        vec![
            content.map_or(Value::Null, |content| Value::Text(content.media_type.clone())),
            content
                .and_then(|content| content.length)
                .map_or(Value::Null, |length| Value::Int(length as i64)),
        ]
    } else {
        Vec::new()
    };
    let mut changes = db.prepare_cached(&sql(record.category).row)?.query_row([&record.id.0[..]], |row| {
        let mut changes = Map::new();
        for (at, (name, new)) in names.iter().zip(content_values.iter().chain(&record.values)).enumerate() {
            let old = kept(row, at)?;
            if old != *new {
                changes.insert((*name).to_owned(), json!([plain(&old), plain(new)]));
            }
        }
        Ok(changes)
    })?;
    let mut statement =
        db.prepare_cached("select kind, to_id from links where from_id = $1 order by kind, position")?;
    let old = statement
        .query_map([&record.id.0[..]], |row| Ok((row.get::<_, u8>(0)?, Guid(row.get(1)?))))?
        .collect::<rusqlite::Result<Vec<(u8, Guid)>>>()?;
    for link in spec.links {
        let before: Vec<String> =
            old.iter().filter(|(kind, _)| *kind == link.kind as u8).map(|(_, to)| to.to_string()).collect();
        let after: Vec<String> = record
            .links
            .iter()
            .filter(|(kind, _)| *kind == link.kind)
            .map(|(_, to)| to.to_string())
            .collect();
        if before != after {
            changes.insert(format!("{:?}", link.kind), json!([before, after]));
        }
    }
    Ok(changes)
}

fn kept(row: &Row, at: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => bytes.try_into().map_or(Value::Null, |id| Value::Guid(Guid(id))),
    })
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => json!(text),
        Value::Int(number) => json!(number),
        Value::Guid(id) => json!(id.to_string()),
    }
}
