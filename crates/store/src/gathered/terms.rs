//! One row for each commitment of the register whose words name a term that ends: `stuurt de Kamer vóór 1 juli een brief`.
//!
//! The register has a field for the day, and leaves it empty for most that are open. What the words mean is computed
//! from the day on which the commitment was made, as everywhere ([`model::due`]), and stays apart from what the
//! register says.

use jiff::civil::Date;
use model::due;
use model::{Category, Guid};
use rusqlite::{Connection, params, params_from_iter};

use super::{BATCH, Gathered, Make, execute, select};
use crate::Result;
use crate::show::{guid, places};

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["commitment_terms"],
    of: &[Category::Commitment],
    touched: super::papers,
    make: Make::Own { renew, all },
};

fn all(db: &Connection) -> Result<()> {
    let all = select(db, "select id from commitments where deleted = 0", &[])?;
    all.chunks(BATCH).try_for_each(|ids| renew(db, ids))
}

fn renew(db: &Connection, ids: &[Guid]) -> Result<()> {
    let list = places(ids.len());
    execute(db, &format!("delete from commitment_terms where commitment in ({list})"), ids)?;
    let sql = format!(
        "select id, text, substr(made, 1, 10)
         from commitments
         where id in ({list}) and deleted = 0 and text <> '' and made <> ''"
    );
    let mut insert = db.prepare_cached(
        "insert into commitment_terms (commitment, due_from, due_to, words) values ($1, $2, $3, $4)",
    )?;
    let mut statement = db.prepare_cached(&sql)?;
    let mut told = statement.query(params_from_iter(ids.iter().map(|id| id.0)))?;
    while let Some(row) = told.next()? {
        let (text, made): (String, String) = (row.get(1)?, row.get(2)?);
        let Ok(made) = made.parse::<Date>() else { continue };
        let Some(window) = due::surest(due::find(&text, Some(made))) else { continue };
        if let Some(to) = window.to {
            let from = window.from.map(|from| from.to_string());
            insert.execute(params![&guid(row, 0)?.0[..], from, to.to_string(), window.text])?;
        }
    }
    Ok(())
}
