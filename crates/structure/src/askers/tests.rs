use super::*;

#[track_caller]
fn heading(text: &str, members: &[&str], party: Option<&str>) {
    let askers = of_heading(text).unwrap_or_else(|| panic!("{text:?} names nobody"));
    let found: Vec<&str> = askers.members.iter().map(String::as_str).collect();
    assert_eq!((found.as_slice(), askers.party.as_deref()), (members, party), "{text:?}");
}

#[track_caller]
fn none(text: &str) {
    assert_eq!(of_heading(text), None, "{text:?}");
}

#[test]
fn a_group_that_no_list_has() {
    let named = |text: &str| faction(text).and_then(|(name, _)| name);
    assert_eq!(named("De leden van de fractie van het CVP vragen of").as_deref(), Some("CVP"));
    assert_eq!(named("De leden van de fractie van de Nieuwe Dijk lezen").as_deref(), Some("Nieuwe Dijk"));
    assert_eq!(named("de fracties van de GAV, het CDA en de DKP").as_deref(), Some("GAV, CDA, DKP"));
    assert_eq!(named("de fractievoorzitter van Dijkstad"), None);
    assert_eq!(named("de fractie van de gemeente"), None);
}

#[test]
fn a_text_of_many_members_without_a_name_is_read_once() {
    let text = "vragen deze leden of dit zo is. ".repeat(30_000);
    let start = std::time::Instant::now();
    assert_eq!(members(&text), None);
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn groups_that_ask_together_head_a_part() {
    heading(
        "Vragen en opmerkingen van de leden van de fracties van GroenLinks-PvdA en de SGP gezamenlijk",
        &[],
        Some("GroenLinks-PvdA, SGP"),
    );
    none("De leden van de fracties van GroenLinks-PvdA en de SGP vragen gezamenlijk of dit klopt.");
}

#[test]
fn what_members_do_is_no_heading() {
    none("De leden van de JA21-fractie verzoeken de Minister om:");
    none("De leden van de D66-fractie vragen voorts of de Minister bereid is om:");
    heading("Inbreng van de leden van de D66-fractie en reactie van de Minister", &[], Some("D66"));
}

#[test]
fn all_groups_of_a_heading_ask() {
    heading(
        "Vragen en opmerkingen van de leden van de SGP-fractie en de ChristenUnie-fractie",
        &[],
        Some("SGP, ChristenUnie"),
    );
    heading(
        "Vragen en opmerkingen van de leden van de Groep Van der Linde",
        &[],
        Some("Groep Van der Linde"),
    );
    heading("Inbreng van het lid van de Groep Prins", &[], Some("Groep Prins"));
    none("De leden van de Groep Prins vragen naar de dijk.");
}

#[test]
fn members_with_their_party() {
    heading("Vragen van de leden van der Linde en Prins (D66)", &["van der Linde", "Prins"], Some("D66"));
    heading("Vragen van het lid Prins (VVD)", &["Prins"], Some("VVD"));
    heading("Vragen van het lid de Boer (PVV)", &["de Boer"], Some("PVV"));
    heading(
        "Vraag van het lid Van den Berg-Jansen (Groep Linde):",
        &["Van den Berg-Jansen"],
        Some("Groep Linde"),
    );
    heading("Vragen van de leden Prins (VVD) en De Boer (CDA)", &["Prins", "De Boer"], Some("VVD, CDA"));
    heading("Vragen gesteld door het lid Linde, A. van der (VVD)", &["van der Linde"], Some("VVD"));
    heading("Vragen gesteld door het lid Prins, J.K. (VVD)", &["Prins"], Some("VVD"));
    heading("Vragen van de leden Prins (VVD) en De Boer", &["Prins", "De Boer"], None);
    heading(
        "Vragen van de leden Prins , Linde (beiden VVD), De Boer (CDA) en Vos (D66) aan de minister van Verzonnen Zaken",
        &["Prins", "Linde", "De Boer", "Vos"],
        Some("VVD, CDA, D66"),
    );
    heading(
        "Vragen van de leden lid Anna Prins (VVD) en Linde (SP) over water",
        &["Anna Prins", "Linde"],
        Some("VVD, SP"),
    );
    heading("Vragen van het lid Kos ´ (PvdD) aan de minister", &["Kos"], Some("PvdD"));
    heading(
        "Vragen van het lid Prins (D66) en van het lid De Boer (SGP)",
        &["Prins", "De Boer"],
        Some("D66, SGP"),
    );
    heading("Vragen van het leden Prins en Linde (beiden VVD)", &["Prins", "Linde"], Some("VVD"));
    heading("Vragen van de leden Prins, Linde (beiden D66)", &["Prins", "Linde"], Some("D66"));
    heading(
        "Vragen van de leden Prins en Linde (VVD) en De Boer (VVD)",
        &["Prins", "Linde", "De Boer"],
        Some("VVD"),
    );
    heading("Vragen van de heer Prins (SP)", &["Prins"], Some("SP"));
    heading("Vragen van het lid Anna van der Linde (NSC)", &["Anna van der Linde"], Some("NSC"));
    heading(
        "Vragen van het lid Prins (GL-PvdA) aan de minister van Verzonnen Zaken over water",
        &["Prins"],
        Some("GL-PvdA"),
    );
}

#[test]
fn parties_as_a_group() {
    heading("Vragen en opmerkingen van de leden van de D66-fractie", &[], Some("D66"));
    heading(
        "Vragen en opmerkingen van de leden van de GroenLinks-PvdA-fractie",
        &[],
        Some("GroenLinks-PvdA"),
    );
    heading(
        "Vragen van de leden van de fractie van de Partij voor de Dieren",
        &[],
        Some("Partij voor de Dieren"),
    );
    heading(
        "Vragen en opmerkingen van de leden van de PVV-fractie en reactie van de bewindspersoon",
        &[],
        Some("PVV"),
    );
    heading(
        "Inbreng van de leden van de fractie Nieuw Sociaal Contract",
        &[],
        Some("Nieuw Sociaal Contract"),
    );
    heading("VVD-fractie", &[], Some("VVD"));
    heading("Vragen en opmerkingen van de fractieleden van de PVV", &[], Some("PVV"));
    heading("Inbreng VVD", &[], Some("VVD"));
    heading("Vragen van de leden van GroenLinks-PvdA", &[], Some("GroenLinks-PvdA"));
    heading("Vragen van de leden van de SP- en DENK-fractie", &[], Some("SP, DENK"));
    heading(
        "Inbreng van de leden van de CDA-, SGP- en ChristenUnie-fracties",
        &[],
        Some("CDA, SGP, ChristenUnie"),
    );
    heading(
        "Vragen van de leden van de fracties van CDA, SP en de Partij voor de Dieren",
        &[],
        Some("CDA, SP, Partij voor de Dieren"),
    );
    heading("Vragen en opmerkingen van de leden van de VrijBurger-fractie", &[], Some("VrijBurger"));
    heading("Vragen en opmerkingen van de leden van de Nieuw Land-fractie", &[], Some("Nieuw Land"));
    heading("Inbreng van de leden van de Groep Van Buren-fractie", &[], Some("Groep Van Buren"));
    heading("ChristenUnie", &[], Some("ChristenUnie"));
    heading("I. Vragen en opmerkingen van de leden van de SGP-fractie", &[], Some("SGP"));
}

#[test]
fn parties_that_ask_together() {
    let found = |text: &str| of_passage(text).and_then(|askers| askers.party);
    assert_eq!(
        found("De leden van de CDA-fractie en de leden van de SGP-fractie vragen dit.").as_deref(),
        Some("CDA, SGP")
    );
    assert_eq!(found("De leden van de SP- en de D66-fractie vragen dit.").as_deref(), Some("SP, D66"));
    assert_eq!(found("De leden van de fracties van SP en PvdA vragen dit.").as_deref(), Some("SP, PvdA"));
    assert_eq!(found("De leden van de SP-fractie vragen of de VVD-fractie dit weet.").as_deref(), Some("SP"));
}

#[test]
fn nothing_but_members() {
    let found = |text: &str| bare_members(text).map(|askers| (askers.members.join("+"), askers.party));
    assert_eq!(found("Prins (VVD)"), Some(("Prins".into(), Some("VVD".into()))));
    assert_eq!(
        found("Van der Veen (BBB) en De Boer (SGP):"),
        Some(("Van der Veen+De Boer".into(), Some("BBB, SGP".into())))
    );
    assert_eq!(found("Prins"), None);
    assert_eq!(found("Prins (VVD) vraagt dit"), None);
    assert_eq!(found("Prins (voorzitter)"), None);
}

#[test]
fn sentences_are_no_headings() {
    none("De leden van de D66-fractie hebben kennisgenomen van de agenda");
    none("De leden van de VVD-fractie vragen of dit klopt");
    none("Vragen en opmerkingen vanuit de fracties en reactie van de minister");
    none("Hoe staat het met het lid Prins?");
}
