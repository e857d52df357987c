//! Brings a database to the newest form, one file of `migrations/` after the other, each in a transaction.

use rusqlite::Connection;

use crate::{Error, Result, outcomes};

/// Forward only; a change of form is a new file at the end.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_ground.sql"),
    include_str!("migrations/0002_show.sql"),
    include_str!("migrations/0003_structure.sql"),
    include_str!("migrations/0040_search.sql"),
    include_str!("migrations/0030_people.sql"),
    DEBATES,
];

const DEBATES: &str = include_str!("migrations/0020_debates.sql");

/// What a migration cannot do in SQL: tables that are made from records, filled for the records that are there.
type Fill = fn(&Connection) -> Result<()>;
const FILLS: &[(&str, Fill)] = &[(DEBATES, outcomes::renew_all)];

/// Applies what is missing.
pub(crate) fn run(connection: &mut Connection) -> Result<()> {
    let found: u32 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for (at, migration) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let now: u32 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
        if now as usize > at {
            continue; // another process was faster
        }
        transaction.execute_batch(migration)?;
        for (_, fill) in FILLS.iter().filter(|(of, _)| of == migration) {
            fill(&transaction)?;
        }
        transaction.pragma_update(None, "user_version", at as u32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
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
    fn a_newer_database_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 999).unwrap();
        assert!(matches!(run(&mut connection), Err(Error::Newer { found: 999, .. })));
    }
}
