//! One oddity per line: what is written, what comes out.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let found: Vec<(&str, &str, String)> = scan(text)
        .into_iter()
        .map(|found| {
            let kind = match found.kind {
                ReferenceKind::Kamerstuk => "kst",
                ReferenceKind::Document => "document",
                ReferenceKind::Zaak => "zaak",
                ReferenceKind::Activiteit => "activiteit",
                ReferenceKind::Handelingen => "handelingen",
                ReferenceKind::Aanhangsel => "aanhangsel",
                ReferenceKind::Law => "law",
                ReferenceKind::Web => "web",
            };
            (&text[found.bytes], kind, found.target)
        })
        .collect();
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|(text, kind, target)| (*text, *kind, target.as_str())).collect();
    assert_eq!(found, expected, "{text:?}");
}

/// Papers only: what is written and its target.
#[track_caller]
fn papers(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(&str, &str, &str)> =
        expected.iter().map(|(text, target)| (*text, "kst", *target)).collect();
    check(text, &expected);
}

#[test]
fn announced_papers() {
    papers("(Kamerstuk 34567, nr. 17).", &[("Kamerstuk 34567, nr. 17", "34567-17")]);
    papers("Kamerstuk 34 567 nr. 17 en", &[("Kamerstuk 34 567 nr. 17", "34567-17")]);
    papers("Zie Kamerstuk 34567-VI nr. 49", &[("Kamerstuk 34567-VI nr. 49", "34567-VI-49")]);
    papers("Kamerstuk 21 501-02-, nr. 3216", &[("Kamerstuk 21 501-02-, nr. 3216", "21501-02-3216")]);
    papers(
        "Kamerstukken II 2022/23, 34200 IV, nr. 12",
        &[("Kamerstukken II 2022/23, 34200 IV, nr. 12", "34200-IV-12")],
    );
    papers(
        "Kamerstukken II, vergaderjaar 2022–2023, 34 200-IV, nr. 12",
        &[("Kamerstukken II, vergaderjaar 2022–2023, 34 200-IV, nr. 12", "34200-IV-12")],
    );
    papers("Kamerstukken I 2021/22, 34 925, nr. E.", &[("Kamerstukken I 2021/22, 34 925, nr. E", "34925-E")]);
    papers("(Kamerstuk II 34567, nr. 8)", &[("Kamerstuk II 34567, nr. 8", "34567-8")]);
    papers("(TK 34567, nr. 8)", &[("TK 34567, nr. 8", "34567-8")]);
    papers(
        "TK, vergaderjaar 2025–2026, 34567, nr. 8",
        &[("TK, vergaderjaar 2025–2026, 34567, nr. 8", "34567-8")],
    );
    papers("Kamerstuk nr. 34567-XV-8", &[("Kamerstuk nr. 34567-XV-8", "34567-XV-8")]);
    papers("kst-34567-XV-8", &[("kst-34567-XV-8", "34567-XV-8")]);
    papers("Kamerstuk 34180 190)", &[("Kamerstuk 34180 190", "34180-190")]);
    papers("Kamerstuk 27 484 (R 1669), nr. 289", &[("Kamerstuk 27 484 (R 1669), nr. 289", "27484-289")]);
    papers("Kamerstuk 34567", &[("Kamerstuk 34567", "34567")]);
    papers("wetsvoorstel 34 567 is", &[("wetsvoorstel 34 567", "34567")]);
    papers("Kamerstuk 34567, nr. 9 (herdruk)", &[("Kamerstuk 34567, nr. 9 (herdruk)", "34567-9")]);
    papers("Kamerstuk 34567,\u{a0}nr.\u{a0}9", &[("Kamerstuk 34567,\u{a0}nr.\u{a0}9", "34567-9")]);
}

#[test]
fn bare_papers() {
    papers("zie 34567, nr. 17.", &[("34567, nr. 17", "34567-17")]);
    papers("zie 34 567 nr 17", &[("34 567 nr 17", "34567-17")]);
    papers("34600-V-30", &[("34600-V-30", "34600-V-30")]);
    papers("34 600-V, nr. 45", &[("34 600-V, nr. 45", "34600-V-45")]);
    papers("34600-XX, Nr.18", &[("34600-XX, Nr.18", "34600-XX-18")]);
    papers("1 zie 22112-4209", &[("22112-4209", "22112-4209")]);
    papers("(t.v.v. 19637-3370)", &[("19637-3370", "19637-3370")]);
    papers("nr. 456 (34600-XVI)", &[("nr. 456 (34600-XVI)", "34600-XVI-456")]);
    papers("motie nr. 30 (34715)", &[("nr. 30 (34715)", "34715-30")]);
    papers("34 200 A, nr. 12", &[("34 200 A, nr. 12", "34200-A-12")]);
    papers("het voorstel over zaken (34 284) ligt", &[("34 284", "34284")]);
    papers("het wetsvoorstel Verzonnen zaken (34284) ligt", &[("34284", "34284")]);
    papers("bij de begroting 34600-XVI", &[("34600-XVI", "34600-XVI")]);
}

#[test]
fn lists() {
    papers(
        "Kamerstuk 34567, nrs. 520 en 548",
        &[("Kamerstuk 34567, nrs. 520", "34567-520"), ("548", "34567-548")],
    );
    papers(
        "Kamerstukken 34567, nrs. 5, 7 en 9.",
        &[("Kamerstukken 34567, nrs. 5", "34567-5"), ("7", "34567-7"), ("9", "34567-9")],
    );
    papers("Kamerstuk 34567, nr. 5 en nr. 7", &[("Kamerstuk 34567, nr. 5", "34567-5"), ("nr. 7", "34567-7")]);
    papers("(Kamerstuk 34567, nr. 5 en 7)", &[("Kamerstuk 34567, nr. 5", "34567-5"), ("7", "34567-7")]);
    papers("34567, nrs. 5 t/m 7", &[("34567, nrs. 5", "34567-5"), (" t/m 7", "34567-6"), ("7", "34567-7")]);
    papers(
        "Kamerstuk 34567, nr. 5 en 34568, nr. 6",
        &[("Kamerstuk 34567, nr. 5", "34567-5"), ("34568, nr. 6", "34568-6")],
    );
    papers(
        "Kamerstukken 34200 V, J en 34200 V, M (motie",
        &[("Kamerstukken 34200 V, J", "34200-V-J"), ("34200 V, M", "34200-V-M")],
    );
    papers(
        "34567, nr. 5; 34568, nr. 6; 34569-7",
        &[("34567, nr. 5", "34567-5"), ("34568, nr. 6", "34568-6"), ("34569-7", "34569-7")],
    );
}

#[test]
fn a_list_ends_where_counting_begins() {
    papers("Kamerstuk 34567, nr. 5 en 3 maart", &[("Kamerstuk 34567, nr. 5", "34567-5")]);
    papers("Kamerstuk 34567, nr. 5, 12 leden", &[("Kamerstuk 34567, nr. 5", "34567-5")]);
    papers("34567, nrs. 5 en 7 januari", &[("34567, nrs. 5", "34567-5")]);
    papers("Kamerstuk 34567, nr. 5 en 12 gemeenten", &[("Kamerstuk 34567, nr. 5", "34567-5")]);
}

#[test]
fn what_only_looks_like_a_paper() {
    for text in [
        "een bedrag van 34 567 euro",
        "€ 34 567-12",
        "ongeveer 36.500 doden en 17.019 claims",
        "van 10000-15000 mensen",
        "10 000 - 15 000",
        "tel. 34567-123",
        "2 oktober 202514",
        "12-34567-12",
        "voor 2026 en 2027",
        "Postbus 20018",
        "in 2024-2025",
        "070-34567-8",
        "ruim 34 567 woningen",
        "de VN-resolutie 2803",
        "34567 inwoners, nr. 3 van het land",
        "20018-EA Den Haag",
        "12345,67",
    ] {
        papers(text, &[]);
    }
}

#[test]
fn records() {
    check("onderdeel van zaak 2025Z14929:", &[("2025Z14929", "zaak", "2025Z14929")]);
    check(
        "zie 2026D03887 en 2026A01315",
        &[("2026D03887", "document", "2026D03887"), ("2026A01315", "activiteit", "2026A01315")],
    );
    check("(ingezonden 3 mei 2025, 2025Z08123)", &[("2025Z08123", "zaak", "2025Z08123")]);
}

#[test]
fn the_annex_in_every_order() {
    for text in [
        "Handelingen II, 2024-2025, Aanhangsel nr. 2103",
        "Vergaderjaar 2024-2025, Aanhangsel van de Handelingen, nr. 2103",
        "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel van de Handelingen 2103.",
        "Kamervragen (Aanhangsel) 2024–2025, nr. 2103",
        "Aanhangsel Handelingen nr. 2103, vergaderjaar 2024-2025",
        "vergaderjaar 2024/25, Aanhangsel, nr. 2103",
    ] {
        let found = scan(text);
        let targets: Vec<&str> = found.iter().map(|one| one.target.as_str()).collect();
        assert_eq!(targets, ["ah-tk-20242025-2103"], "{text:?}");
    }
    // the foot of a page
    assert!(scan("Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 10").is_empty());
}

#[test]
fn a_case_and_its_document() {
    let found = scan("2026Z01234/2026D05678");
    let targets: Vec<&str> = found.iter().map(|one| one.target.as_str()).collect();
    assert_eq!(targets, ["2026Z01234", "2026D05678"]);
}

#[track_caller]
fn targets(text: &str, expected: &[&str]) {
    let found = scan(text);
    let targets: Vec<&str> = found.iter().map(|one| one.target.as_str()).collect();
    assert_eq!(targets, expected, "{text:?}");
}

#[test]
fn slips_of_the_pen() {
    targets("Kamerstuk 26 643. nr 641", &["26643-641"]);
    targets("Kamerstuk 26 643. Nr. 641 is iets anders.", &["26643"]);
    targets("Kamerstuk 35 200, VII nr. 14", &["35200-VII-14"]);
    targets("Kamerstuk 35 200, VII, nr. 14.", &["35200-VII-14"]);
    targets("Kamerstukken I 2029/30, 35 200, V", &["35200-V"]);
}

#[test]
fn papers_without_a_word_that_announces_them() {
    targets("(23 432-537),heeft het hof", &["23432-537"]);
    targets("de motie Prins (29 861–102) vroeg", &["29861-102"]);
    targets("het kost (10 000-15 000) meer en (12 000-500)", &[]);
    targets("(Kamerstukken II 2029/30,36 021, nr.6; I 2030/31, 36 021, B).", &["36021-6", "36021-B"]);
    targets("Eerste Kamer, 36 373, H", &["36373-H"]);
    targets("in totaal 36 373, A en B", &[]);
}

#[test]
fn a_number_behind_a_law() {
    targets("Wet verzonnen bekendmaking - 31084-11", &["Wet verzonnen bekendmaking", "31084-11"]);
}

#[test]
fn words_glued_to_a_law() {
    targets("bij Wet verzonnen openheid-verzoeken de overheid de termijn", &["Wet verzonnen openheid"]);
}

#[test]
fn reprints() {
    targets("kst-26643-282-h1", &["26643-282"]);
}

#[test]
fn roman_dossiers_of_the_other_chamber() {
    targets("Kamerstukken I 2029/30, CXLVI, A.", &["CXLVI-A"]);
    targets("zie kst-CVIII-S en verder", &["CVIII-S"]);
    targets("Kamerstukken I 2029/30, 36 200 V, J", &["36200-V-J"]);
    targets("Kamerstuk CDA", &[]);
}

#[test]
fn a_paper_under_two_dossiers() {
    targets("Kamerstuk 29 023, 32 813, nr. 740", &["29023-740", "32813-740"]);
    targets("Kamerstukken II 2029/30, 29 023 en 32 813, nr. 740.", &["29023-740", "32813-740"]);
    targets("van 9 mei 2029 (31 031/29 949, nr. 19);", &["31031-19", "29949-19"]);
    targets("(35925 VII / 35925 IV, A)", &["35925-VII-A", "35925-IV-A"]);
    // each has its own
    targets("Kamerstukken 29 023, nr. 5 en 32 813, nr. 740", &["29023-5", "32813-740"]);
    targets("Kamerstukken 29 023 en 32 813", &["29023", "32813"]);
}

#[test]
fn proceedings_and_annex() {
    check(
        "Handelingen II 2019/20, nr. 25, item 7.",
        &[("Handelingen II 2019/20, nr. 25, item 7", "handelingen", "h-tk-20192020-25-7")],
    );
    check(
        "Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 1028)",
        &[("Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 1028", "aanhangsel", "ah-tk-20242025-1028")],
    );
    check(
        "Aanhangsel van de Handelingen II 2019/20, nrs. 89 en 90",
        &[
            ("Aanhangsel van de Handelingen II 2019/20, nrs. 89", "aanhangsel", "ah-tk-20192020-89"),
            ("90", "aanhangsel", "ah-tk-20192020-90"),
        ],
    );
    // read from print: «11» for «II», and a number that no meeting has
    check(
        "(Handelingen 11, vergaderjaar 2024-2025, nr. 1206, blz. 2)",
        &[("Handelingen 11, vergaderjaar 2024-2025, nr. 1206, blz. 2", "aanhangsel", "ah-tk-20242025-1206")],
    );
    check("de Handelingen van dat jaar", &[]);
}

#[test]
fn addresses_end_before_punctuation() {
    check(
        "(zie https://www.voorbeeld.nl/a-12345-67).",
        &[("https://www.voorbeeld.nl/a-12345-67", "web", "https://www.voorbeeld.nl/a-12345-67")],
    );
    check(
        "https://nl.voorbeeld.org/wiki/Den_Haag_(stad), en",
        &[(
            "https://nl.voorbeeld.org/wiki/Den_Haag_(stad)",
            "web",
            "https://nl.voorbeeld.org/wiki/Den_Haag_(stad)",
        )],
    );
    check("op www.voorbeeld.nl.", &[("www.voorbeeld.nl", "web", "https://www.voorbeeld.nl")]);
    check(
        "https://zoek.voorbeeld.nl/kst-34567-8.html",
        &[(
            "https://zoek.voorbeeld.nl/kst-34567-8.html",
            "web",
            "https://zoek.voorbeeld.nl/kst-34567-8.html",
        )],
    );
    // without scheme it needs a path: a domain alone is a company's name
    check(
        "zoek.voorbeeld.nl/kst-34567-8",
        &[("zoek.voorbeeld.nl/kst-34567-8", "web", "https://zoek.voorbeeld.nl/kst-34567-8")],
    );
    check("Voorbeeld.nl en het/of.iets", &[]);
    check("mail a@voorbeeld.nl", &[]);
}

#[test]
fn laws() {
    check(
        "op grond van artikel 3 van de Wet open overheid is",
        &[("artikel 3 van de Wet open overheid", "law", "Wet open overheid")],
    );
    check("artikel 8 EVRM", &[("artikel 8 EVRM", "law", "EVRM")]);
    check(
        "artikel 2 van het EU-Verzonnenland Associatieakkoord.",
        &[(
            "artikel 2 van het EU-Verzonnenland Associatieakkoord",
            "law",
            "EU-Verzonnenland Associatieakkoord",
        )],
    );
    check("de Vreemdelingenwet 2000 bepaalt", &[("Vreemdelingenwet 2000", "law", "Vreemdelingenwet 2000")]);
    check("het Verdrag van Ottawa en", &[("Verdrag van Ottawa", "law", "Verdrag van Ottawa")]);
    check(
        "het Verdrag inzake clustermunitie.",
        &[("Verdrag inzake clustermunitie", "law", "Verdrag inzake clustermunitie")],
    );
    check(
        "Verordening (EU) 2016/679 geldt",
        &[("Verordening (EU) 2016/679", "law", "Verordening (EU) 2016/679")],
    );
    check("(Stb. 2018, 84)", &[("Stb. 2018, 84", "law", "stb-2018-84")]);
    check("Wet- en regelgeving is wet", &[]);
    check("artikel 2 van het akkoord", &[]);
    check("De Wet is", &[]);
}

#[test]
fn a_note_s_mark_stays_outside() {
    papers("Zie Kamerstuk 34 567, nr. 17.3 Daarna", &[("Kamerstuk 34 567, nr. 17", "34567-17")]);
    papers("Zie Kamerstuk 34 567, nr. 17.3", &[("Kamerstuk 34 567, nr. 17", "34567-17")]);
    papers("bedragen van 34 567, nr. 17.500 euro", &[]);
    check(
        "32031Z15585/2031D37938",
        &[("2031Z15585", "zaak", "2031Z15585"), ("2031D37938", "document", "2031D37938")],
    );
    check(
        "https://www.voorbeeld.nl/rapport.pdf3 en https://www.voorbeeld.nl/blad.html12.",
        &[
            ("https://www.voorbeeld.nl/rapport.pdf", "web", "https://www.voorbeeld.nl/rapport.pdf"),
            ("https://www.voorbeeld.nl/blad.html", "web", "https://www.voorbeeld.nl/blad.html"),
        ],
    );
    check("het jaar 20122 en 2 oktober 202514", &[]);
}

#[test]
fn an_address_has_a_host() {
    check("zie https://in en https://", &[]);
    check("zie https://voorbeeld.nl", &[("https://voorbeeld.nl", "web", "https://voorbeeld.nl")]);
}

#[test]
fn the_next_note_s_label_is_no_part_of_an_address() {
    let document = crate::quality::document(
        "Zie hier.[^20]\n\n[^20]: https://www.voorbeeld.nl/21 https://www.anders.nl/22 einde",
    );
    let found = crate::extract(&document, &crate::Context::default()).references;
    let targets: Vec<&str> = found.iter().map(|one| one.target.as_str()).collect();
    assert_eq!(targets, ["https://www.voorbeeld.nl/", "https://www.anders.nl/22"]);
}

#[test]
fn a_budget_s_fund_alone() {
    papers(
        "(Kamerstukken 34 600 B en 34 600 C, nr. 6)",
        &[("Kamerstukken 34 600 B", "34600-B-6"), ("34 600 C, nr. 6", "34600-C-6")],
    );
    papers("(Kamerstuk 34 650 K)", &[("Kamerstuk 34 650 K", "34650-K")]);
    papers("Kamerstuk 34 650 A heeft", &[("Kamerstuk 34 650", "34650")]);
}

#[test]
fn words_that_end_like_a_telephone() {
    papers("de molentitel 34 600-VIII, nr. 144 en", &[("34 600-VIII, nr. 144", "34600-VIII-144")]);
    papers("(tel. 34 600-VIII, nr. 144)", &[]);
}

#[test]
fn a_budget_behind_its_series() {
    papers("(Tweede Kamer, vergaderjaar 2035–2036, 34 600 VIII) is", &[("34 600 VIII", "34600-VIII")]);
}

#[test]
fn gazettes_of_a_day() {
    check(
        "(Staatscourant van 16 juni 2005, nr. 114)",
        &[("Staatscourant van 16 juni 2005, nr. 114", "law", "stcrt-2005-114")],
    );
    check("Stcrt. 16 juni 2005, nr. 114", &[("Stcrt. 16 juni 2005, nr. 114", "law", "stcrt-2005-114")]);
    check("de Staatscourant van 16 juni 2005 meldt", &[]);
}

#[test]
fn a_treaty_of_the_united_nations() {
    check(
        "het VN-Verdrag inzake de rechten van het kind.",
        &[("VN-Verdrag inzake de rechten van het kind", "law", "VN-Verdrag inzake de rechten van het kind")],
    );
    check("het VN-Verdrag is", &[]);
}

#[test]
fn a_framework_directive_has_two_words() {
    check(
        "de EU-kaderrichtlijn afvalstoffen is",
        &[("EU-kaderrichtlijn afvalstoffen", "law", "EU-kaderrichtlijn afvalstoffen")],
    );
    check("de kaderrichtlijn is", &[]);
}

#[test]
fn what_no_kind_stands_for() {
    // numbers of promises, proposals of the Commission and decisions of courts
    check("toezegging T03456, TZ203101-123, COM(2031) 123 final en ECLI:NL:HR:2031:2006", &[]);
    check("op grond van artikel 7.26 van het Reglement van Orde", &[]);
}

proptest! {
    #[test]
    fn any_text_is_scanned_without_panic(text in "\\PC{0,300}") {
        let mut last = 0;
        for found in scan(&text) {
            prop_assert!(found.bytes.start >= last);
            prop_assert!(text.get(found.bytes.clone()).is_some());
            last = found.bytes.start;
        }
    }

    #[test]
    fn number_like_text_is_scanned_without_panic(text in "((Kamerstuk|nr\\.|nrs\\.|kst-|artikel|Wet|van de|en|t/m|,|-|\\(|\\)|–| |3[0-9]{4}|[0-9]{1,4}|[A-Z]|XVI|21501-02|www\\.|Handelingen|II|2024/25)[ ]?){0,20}") {
        for found in scan(&text) {
            prop_assert!(text.get(found.bytes).is_some());
        }
    }
}
