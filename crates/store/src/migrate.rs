//! Brings a database to the newest form: each file of `migrations/` once, in the order of the list, each in a transaction.
//!
//! What was applied is kept by name, so files that were made beside each other do not depend on which came first.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::gathered::{
    Gathered, claims, committee_papers, dossiers, ministries, moved, numbered, outcomes, passages,
    signatures, terms, transcripts,
};
use crate::{Error, Result};

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// Forward only; a change of form is a new file. A file depends on those of smaller numbers only.
        const MIGRATIONS: &[(&str, &str)] = &[$(($name, include_str!(concat!("migrations/", $name, ".sql")))),*];
    };
}

migrations![
    "0001_ground",
    "0002_show",
    "0003_structure",
    "0010_relations",
    "0020_debates",
    "0030_people",
    "0040_search",
    "0050_lists",
    "0060_rows",
    "0061_signatures",
    "0062_passages",
    "0063_outcomes",
    "0064_numbered",
    "0070_spoken_parts",
    "0080_stood",
    "0081_ministries",
    "0082_texts",
    "0083_motion_words",
    "0084_motion_order",
    "0085_unit_addresses",
    "0086_commitment_terms",
    "0087_said_by_the_cabinet",
];

/// The first files were counted, not named, in this order: a database of that time has only `user_version`.
const COUNTED: [&str; 6] =
    ["0001_ground", "0002_show", "0003_structure", "0040_search", "0030_people", "0020_debates"];

/// What a migration cannot do in SQL: tables that are made from records, filled for the records that are there.
const FILLS: &[(&str, Gathered)] = &[
    ("0020_debates", outcomes::TABLE),
    ("0060_rows", dossiers::TABLE),
    ("0060_rows", transcripts::TABLE),
    ("0061_signatures", signatures::TABLE),
    ("0061_signatures", committee_papers::TABLE),
    ("0062_passages", passages::TABLE),
    ("0064_numbered", numbered::TABLE),
    ("0080_stood", outcomes::TABLE),
    ("0081_ministries", ministries::TABLE),
    ("0081_ministries", moved::TABLE),
    ("0086_commitment_terms", terms::TABLE),
    // their names are read better since
    ("0086_commitment_terms", ministries::TABLE),
    ("0087_said_by_the_cabinet", claims::TABLE),
];

/// Applies what is missing.
pub(crate) fn run(connection: &mut Connection) -> Result<()> {
    let mut filled = false;
    for (name, sql) in MIGRATIONS {
        let applied = applied(connection)?;
        if let Some(unknown) = applied.iter().find(|name| MIGRATIONS.iter().all(|(known, _)| known != name)) {
            return Err(Error::Newer { found: unknown.clone(), known: newest().to_owned() });
        }
        if applied.contains(*name) {
            continue;
        }
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if self::applied(&transaction)?.contains(*name) {
            continue; // another process was faster
        }
        transaction.execute_batch(sql)?;
        for (_, fill) in FILLS.iter().filter(|(of, _)| of == name) {
            fill.renew_all(&transaction)?;
            filled = true;
        }
        transaction.execute_batch(
            "create table if not exists migrations (name text not null primary key) without rowid",
        )?;
        transaction.execute("insert into migrations (name) values ($1)", [name])?;
        transaction.commit()?;
    }
    if filled {
        // what was read for it is not asked for again
        connection.execute_batch("pragma shrink_memory")?;
    }
    Ok(())
}

fn newest() -> &'static str {
    MIGRATIONS.last().map_or("", |(name, _)| name)
}

fn applied(connection: &Connection) -> Result<HashSet<String>> {
    let counted: u32 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    let counted = counted as usize;
    if counted > COUNTED.len() {
        return Err(Error::Newer { found: counted.to_string(), known: newest().to_owned() });
    }
    let mut applied: HashSet<String> = COUNTED.iter().take(counted).map(|name| (*name).to_owned()).collect();
    let kept: i64 = connection.query_row(
        "select count(*) from sqlite_master where type = 'table' and name = 'migrations'",
        [],
        |row| row.get(0),
    )?;
    if kept > 0 {
        let mut statement = connection.prepare("select name from migrations")?;
        for name in statement.query_map([], |row| row.get::<_, String>(0))? {
            applied.insert(name?);
        }
    }
    Ok(applied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::category::CATEGORIES;

    #[test]
    fn the_tables_have_the_columns_that_the_model_names() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        for spec in &CATEGORIES {
            let mut statement = connection.prepare(&format!("select * from {}", spec.table)).unwrap();
            let found: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let mut expected = vec!["id", "updated", "deleted", "token", "hash", "page"];
            if spec.downloadable {
                expected.extend(["content_type", "content_length"]);
            }
            expected.extend(spec.columns.iter().map(|column| column.name));
            assert_eq!(found, expected, "{}", spec.table);
            assert!(statement.query([]).unwrap().next().unwrap().is_none());
        }
    }

    #[test]
    fn files_stand_in_the_order_of_their_numbers() {
        assert!(MIGRATIONS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_database_that_was_counted_gets_only_what_is_missing() {
        let mut connection = Connection::open_in_memory().unwrap();
        for (_, sql) in MIGRATIONS.iter().filter(|(name, _)| COUNTED.contains(name)) {
            connection.execute_batch(sql).unwrap();
        }
        connection.pragma_update(None, "user_version", COUNTED.len() as u32).unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap();
        assert_eq!(applied(&connection).unwrap().len(), MIGRATIONS.len());
    }

    #[test]
    fn a_newer_database_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 999).unwrap();
        assert!(matches!(run(&mut connection), Err(Error::Newer { .. })));
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        connection.execute("insert into migrations (name) values ('9999_later')", []).unwrap();
        assert!(matches!(run(&mut connection), Err(Error::Newer { found, .. }) if found == "9999_later"));
    }
}
