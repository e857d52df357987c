//! Parties and groups of the House as texts name them.

/// Names as printed, including those of groups that are gone: old papers are read too.
pub const PARTIES: &[&str] = &[
    "GroenLinks-PvdA",
    "GL-PvdA",
    "PvdA-GroenLinks",
    "PvdA/GroenLinks",
    "GroenLinks/PvdA",
    "GroenLinks",
    "PvdA",
    "VVD",
    "PVV",
    "CDA",
    "D66",
    "Democraten 66",
    "SP",
    "ChristenUnie",
    "CU",
    "SGP",
    "Partij voor de Dieren",
    "PvdD",
    "DENK",
    "Denk",
    "Forum voor Democratie",
    "FVD",
    "FvD",
    "Volt",
    "JA21",
    "BBB",
    "BoerBurgerBeweging",
    "NSC",
    "Nieuw Sociaal Contract",
    "50PLUS",
    "50Plus",
    "BVNL",
    "BIJ1",
    "Omtzigt",
    "Lid Omtzigt",
    "Fractie Den Haan",
    "Lid Gündoğan",
    "Groep Van Haga",
    "Lid Keijzer",
    "Groep Markuszower",
    "OSF",
    "LPF",
    "GPV",
    "RPF",
    "AOV",
];

/// The name by which a party is known, whatever the text calls it.
///
/// ```
/// assert_eq!(structure::parties::canonical("GL-PvdA"), Some("GroenLinks-PvdA"));
/// ```
pub fn canonical(name: &str) -> Option<&'static str> {
    let known = PARTIES.iter().find(|party| party.eq_ignore_ascii_case(name.trim()))?;
    Some(match *known {
        "GL-PvdA" | "PvdA-GroenLinks" | "PvdA/GroenLinks" | "GroenLinks/PvdA" => "GroenLinks-PvdA",
        "Democraten 66" => "D66",
        "CU" => "ChristenUnie",
        "PvdD" => "Partij voor de Dieren",
        "Denk" => "DENK",
        "FVD" | "FvD" => "Forum voor Democratie",
        "BoerBurgerBeweging" => "BBB",
        "Nieuw Sociaal Contract" => "NSC",
        "50Plus" => "50PLUS",
        other => other,
    })
}

/// Whether a text is the name of a party, or has its form: short, with a capital, in letters and digits.
pub fn is_party(name: &str) -> bool {
    let name = name.trim();
    if canonical(name).is_some() {
        return true;
    }
    // a group founded after this list: «Groep X», «Lid X», or capitals
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    name.starts_with("Groep ")
        || name.starts_with("Lid ")
        || (2..=12).contains(&letters) && capitals * 2 >= letters && !name.contains(' ')
}
