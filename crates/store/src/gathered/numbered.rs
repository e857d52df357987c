//! One row for each paper and dossier that gives it a number.

use model::{Category, LinkKind};

use super::{Gathered, Make, papers};

pub(crate) const TABLE: Gathered = Gathered {
    tables: &["numbered_papers"],
    of: &[Category::Document],
    touched: papers,
    make: Make::Rows { table: "numbered_papers", key: "document", from: "d.id", insert },
};

fn insert(condition: &str) -> String {
    let kind = LinkKind::DocumentDossier as u8;
    format!(
        "insert into numbered_papers (document, dossier, sub_number)
         select d.id, l.to_id, d.sub_number
         from documents d
         join links l on l.from_id = d.id and l.kind = {kind}
         where d.deleted = 0 and d.number is not null and d.sub_number is not null{condition}"
    )
}
