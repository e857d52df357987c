//! One oddity of plain text each; all content is invented.

use model::text::{DocumentText, Format, ParagraphKind, RepairKind};

use crate::limits::Limits;

pub(super) fn read(input: &str) -> DocumentText {
    let text = crate::read(input.as_bytes(), &Limits::default());
    assert_eq!(text.format, Format::Plain);
    text
}

/// The paragraphs of the text, headings with `#`, items with `*`, notes with `^`, marks of notes as `‹label›`.
pub(super) fn check(input: &str, expected: &[&str]) {
    let text = read(input);
    let mut chars: Vec<(u32, String)> =
        text.text.chars().enumerate().map(|(at, c)| (at as u32, c.to_string())).collect();
    chars.push((chars.len() as u32, String::new()));
    for note in &text.notes {
        if let Some(mark) = note.mark {
            chars[mark as usize].1.insert_str(0, &format!("‹{}›", note.label));
        }
    }
    let got: Vec<String> = text
        .paragraphs
        .iter()
        .map(|paragraph| {
            let sign = match paragraph.kind {
                ParagraphKind::Heading(_) => "# ",
                ParagraphKind::ListItem => "* ",
                ParagraphKind::Note => "^ ",
                _ => "",
            };
            let span = paragraph.span;
            let end = chars[span.end as usize].1.strip_suffix('\n').unwrap_or("").to_owned();
            let inside: String =
                chars[span.start as usize..span.end as usize].iter().map(|(_, c)| c.as_str()).collect();
            format!("{sign}{inside}{}", end.trim_end())
        })
        .collect();
    assert_eq!(got, expected);
}

/// Body long enough that its lines set the width.
pub(super) const BODY: &str = "De leden van de fractie hebben met belangstelling kennisgenomen van de brief
over de aanleg van de dijk bij Oosterwaard en de kosten die daarmee voor de
gemeente gemoeid zijn. Zij hebben daarover nog enkele vragen aan het kabinet.";
pub(super) const JOINED: &str = "De leden van de fractie hebben met belangstelling kennisgenomen van de brief over de aanleg van de dijk bij Oosterwaard en de kosten die daarmee voor de gemeente gemoeid zijn. Zij hebben daarover nog enkele vragen aan het kabinet.";

#[test]
fn lines_are_joined_and_a_heading_without_an_empty_line_is_told_apart() {
    check(&format!("Inleiding\n{BODY}\n\n{BODY}"), &["# Inleiding", JOINED, JOINED]);
}

#[test]
fn a_sentence_goes_on_across_a_page_with_its_number_and_running_head() {
    let page = |n: u32, text: &str| format!("Verslag dijken 2031\n\n{text}\n\nPagina {n} van 3\n\u{c}");
    let input = [
        page(1, &format!("{BODY}\n\nHet kabinet heeft de kosten van de")),
        page(2, "dijk geraamd. Dat is alles."),
        page(3, BODY),
    ];
    check(
        &input.concat(),
        &[JOINED, "Het kabinet heeft de kosten van de dijk geraamd. Dat is alles.", JOINED],
    );
    let text = read(&input.concat());
    assert_eq!(text.pages.len(), 3);
    let furniture = text.repairs.iter().filter(|repair| repair.kind == RepairKind::Furniture);
    assert_eq!(furniture.map(|repair| repair.count).sum::<u32>(), 6);
}

#[test]
fn footnotes_in_the_running_text_move_to_the_end() {
    let input = format!(
        "{BODY}\n\n1. Antwoord van het kabinet\nNederland heeft in lijn met de motie van het lid Jansen1 en de\nmotie van het lid De Boer2 op 2 oktober 20253 de zorgen over de\n\n \n1 Kamerstuk 99 180 nr. 190\n2 Kamerstuk 99501-02 nr. 3273\n3 Handelingen 2031, nr. 4, p. 5\n\n\n\n \n\n \n\ndijken aan de provincie gemeld.\n"
    );
    let answer = "Nederland heeft in lijn met de motie van het lid Jansen‹1› en de motie van het lid De Boer‹2› op 2 oktober 2025‹3› de zorgen over de dijken aan de provincie gemeld.";
    check(
        &input,
        &[
            JOINED,
            "# 1. Antwoord van het kabinet",
            answer,
            "^ 1 Kamerstuk 99 180 nr. 190",
            "^ 2 Kamerstuk 99501-02 nr. 3273",
            "^ 3 Handelingen 2031, nr. 4, p. 5",
        ],
    );
}

#[test]
fn footnotes_between_lines_without_any_empty_line() {
    let input = format!(
        "{BODY}\n\nHet kabinet meldde dit in de brief over de dijk1 en heeft aan de gemeente\n1 Kamerstuk 99180, nr. 190\ngevraagd wat zij daarvan vindt. Het antwoord wordt in het najaar verwacht.\n"
    );
    let answer = "Het kabinet meldde dit in de brief over de dijk‹1› en heeft aan de gemeente gevraagd wat zij daarvan vindt. Het antwoord wordt in het najaar verwacht.";
    check(&input, &[JOINED, answer, "^ 1 Kamerstuk 99180, nr. 190"]);
}

#[test]
fn two_marks_at_one_place_and_notes_that_begin_anew_on_a_page() {
    let input = format!(
        "{BODY}\nDat blijkt uit het onderzoek.1,2 Meer is niet bekend.\n\n1 Eerste bron\n2 Tweede bron\n\u{c}{BODY}\nDat staat in het rapport.1 Meer is niet bekend.\n\n1 Derde bron\n"
    );
    let text = read(&input);
    let labels: Vec<_> = text.notes.iter().map(|note| (note.label.as_str(), note.mark.is_some())).collect();
    assert_eq!(labels, [("1", true), ("2", true), ("1", true)]);
    assert!(text.text.contains("onderzoek., Meer") || text.text.contains("onderzoek. Meer"), "{}", text.text);
}

#[test]
fn real_numbers_and_dates_at_a_line_start_are_no_notes() {
    let input = format!(
        "{BODY}\nIn artikel 121 van de wet, over COVID-19 en CO2, staat in stuk 2025D03887 dat op\n11 september 2031 de F-35 vloog. De leden van D66 en JA21 vroegen op 17\nfebruari naar 80 dijken.\n"
    );
    let text = read(&input);
    assert!(text.notes.is_empty());
    assert!(text.text.ends_with("staat in stuk 2025D03887 dat op 11 september 2031 de F-35 vloog. De leden van D66 en JA21 vroegen op 17 februari naar 80 dijken."));
}

#[test]
fn labels_of_questions_and_answers_stay_paragraphs_of_their_own() {
    let input = format!("Vraag 12\n{BODY}\nAntwoord op vraag 12\n{BODY}\n13.\n{BODY}\nAntwoord:\n{BODY}");
    check(
        &input,
        &["# Vraag 12", JOINED, "# Antwoord op vraag 12", JOINED, "# 13.", JOINED, "# Antwoord:", JOINED],
    );
}

#[test]
fn items_of_a_list_stay_apart_and_a_dash_in_a_sentence_does_not_begin_one() {
    let input = format!(
        "{BODY}\n\n• de aanleg van de dijk die door de gemeente en de provincie samen wordt\nbetaald;\n• het onderhoud.\n\nArtsen doen wat ze kunnen op plaatsen waar dat nauwelijks nog mogelijk is\n– vaak met gevaar voor eigen leven – maar worden ernstig belemmerd."
    );
    check(
        &input,
        &[
            JOINED,
            "* • de aanleg van de dijk die door de gemeente en de provincie samen wordt betaald;",
            "* • het onderhoud.",
            "Artsen doen wat ze kunnen op plaatsen waar dat nauwelijks nog mogelijk is – vaak met gevaar voor eigen leven – maar worden ernstig belemmerd.",
        ],
    );
}

#[test]
fn a_name_stays_under_its_office() {
    check(
        &format!("{BODY}\n\nDe minister van Waterstaat,\nA.B. de Vries\n"),
        &[JOINED, "De minister van Waterstaat,\nA.B. de Vries"],
    );
}

#[test]
fn a_saved_page_loses_its_navigation_and_keeps_its_notes() {
    let long =
        "Tevens zal het kabinet in samenwerking met partners aandringen op een voorstel voor de dijken, "
            .repeat(3);
    let input = format!(
        "[overzicht] [activiteiten] [besluiten] [🧑mijn]\n\nBrief over dijken\n\n{long}conform de motie Jansen.1\n\nDe minister van Waterstaat,\nA.B. de Vries\n\n\n  1. Kamerstuk 99 501-02, nr. 3196↩︎"
    );
    check(
        &input,
        &[
            "# Brief over dijken",
            &format!("{long}conform de motie Jansen.‹1›"),
            "De minister van Waterstaat,\nA.B. de Vries",
            "^ 1 Kamerstuk 99 501-02, nr. 3196",
        ],
    );
}

#[test]
fn a_numbered_list_is_not_taken_for_notes() {
    let input = format!("{BODY}\n\n1. de dijk;\n2. de sloot;\n3. het water.\n\n{BODY}");
    check(&input, &[JOINED, "* 1. de dijk;", "* 2. de sloot;", "* 3. het water.", JOINED]);
}

#[test]
fn an_empty_or_blank_file_says_so() {
    for input in ["\n \n", " "] {
        let text = read(input);
        assert!(text.text.is_empty());
        assert_eq!(text.problems[0].code, "no_text");
    }
}

#[test]
fn a_label_on_a_line_of_its_own_belongs_to_the_note_below_it() {
    let input = format!(
        "{BODY}\nDat bleek op 2 oktober 20251 uit het onderzoek.\n\n1\n\nKamerstuk 99180, nr. 190\n\nPagina 1 van 2\n\u{c}{BODY}\n"
    );
    let text = read(&input);
    assert_eq!(text.notes.len(), 1);
    assert_eq!(text.notes[0].span.of(&text.text), "1 Kamerstuk 99180, nr. 190");
    assert!(text.text.contains("op 2 oktober 2025 uit"));
}

#[test]
fn notes_that_look_alike_on_every_page_are_no_furniture() {
    let page = |n: u32, dike: &str| {
        format!(
            "De dijk bij {dike} is dit jaar hersteld.\nDe sloot bij {dike} is dit jaar gegraven.\n{BODY}\nBij {dike} geldt de motie-Jansen{n} ook.\n\n{n} Kamerstuk 99180, nr. 190\n\n"
        )
    };
    let text = read(&[page(1, "Oosterwaard"), page(2, "Westerwaard"), page(3, "Noorderwaard")].join("\u{c}"));
    assert_eq!(text.notes.len(), 3);
}

#[test]
fn wide_gaps_part_the_cells_of_a_table() {
    check(
        &format!("{BODY}\n\nJaar          Bedrag\n2031          12 euro"),
        &[JOINED, "Jaar\tBedrag", "2031\t12 euro"],
    );
}

#[test]
fn a_note_right_under_a_whole_sentence_is_told_from_a_numbered_heading() {
    let note = format!(
        "{BODY}\nDat bleek uit de motie van het lid De Boer.1 Meer weet het kabinet niet.\n1 Kamerstuk 99180, nr. 190\n{BODY}"
    );
    assert_eq!(read(&note).notes.len(), 1);
    let heading = format!(
        "{BODY}\nDat bleek uit de motie van het lid De Boer.1 Meer weet het kabinet niet.\n1 Inleiding\n{BODY}"
    );
    assert!(read(&heading).notes.is_empty());
}

#[test]
fn a_sentence_goes_on_across_an_empty_line() {
    let input = format!(
        "{BODY} De kosten daarvan zijn nog niet bekend maar worden geraamd\n\nop twaalf miljoen euro.\n\nverzoekt de regering."
    );
    let text = read(&input);
    assert!(text.text.ends_with("geraamd op twaalf miljoen euro.\n\nverzoekt de regering."), "{}", text.text);
}

#[test]
fn the_margin_of_a_letter_is_no_text_on_any_page() {
    let margin =
        "Ministerie van Verzonnen Zaken\nDirectie Dijken\n\nDatum\n12 maart 2031\nOns kenmerk\nDD-2031/04";
    let above = format!("{BODY}\n\nPagina 1 van 2\u{c}{margin}\n\n{BODY}\n\nPagina 2 van 2");
    check(&above, &[JOINED, JOINED]);
    let below = format!("{BODY}\n\nPagina 1 van 2\u{c}{BODY}\n\n{margin}");
    check(&below, &[JOINED, JOINED]);
}

#[test]
fn marks_of_answers_at_the_edge_of_many_pages_are_no_running_lines() {
    let page = |n: u32| format!("{BODY}\n\n{n}. Antwoord van het kabinet\u{c}{BODY}");
    let text = read(&[page(1), page(2), page(3), page(4)].join("\n\n"));
    assert_eq!(text.text.matches("Antwoord van het kabinet").count(), 4);
}

#[test]
fn notes_of_a_text_that_begins_midway_count_on() {
    let input = format!(
        "{BODY} Dat volgt uit de motie van het lid De Boer.7\n\n7 Kamerstuk 99 180, nr. 190\u{c}{BODY} Zo is het.8\n\n8 Kamerstuk 99 180, nr. 191"
    );
    let labels: Vec<String> = read(&input).notes.into_iter().map(|note| note.label).collect();
    assert_eq!(labels, ["7", "8"]);
}

#[test]
fn a_row_of_a_table_is_no_note() {
    let input =
        format!("{BODY} Dat geldt per artikel.1\n\nArtikel     Deel\n1 Dijken     94%\n\n{BODY}\n\n{BODY}");
    assert!(read(&input).notes.is_empty());
}

#[test]
fn a_full_line_goes_no_further_than_a_label_or_a_form() {
    for line in [
        "Vraag 4: Heeft de minister de dijk gezien?",
        "4. Vraag van de leden Prins en De Boer (beiden VVD)",
        "Antwoord Het advies is gevolgd.",
        "Antwoord van minister Prins (Zaken) (ontvangen 3 mei 2031).",
        "2.2 Toezicht op de dijk",
        "De minister van Verzonnen Zaken,",
    ] {
        let text = read(&format!("{BODY}\n{line}\n{BODY}"));
        assert!(text.text.contains(&format!("kabinet.\n\n{}", &line[..20])), "{line}: {}", text.text);
    }
}

#[test]
fn an_abbreviation_at_the_end_of_a_line_ends_no_item() {
    check(
        &format!(
            "{BODY}\n\nHoe staat het met de uitvoering van de motie over dijken (Kamerstuk 99 180, nr.\n620) om de dijk te verhogen?"
        ),
        &[
            JOINED,
            "Hoe staat het met de uitvoering van de motie over dijken (Kamerstuk 99 180, nr. 620) om de dijk te verhogen?",
        ],
    );
}

#[test]
fn bare_numbers_above_questions_are_no_page_numbers() {
    let unit =
        |n: u32| format!("{n}\nHoeveel dijken zijn er in Oosterwaard?\n\n{BODY}\n{BODY}\n{BODY}\n{BODY}\n");
    let text = read(&[unit(1), unit(2), unit(3), unit(4)].join("\n"));
    assert!(
        ["1", "2", "3", "4"].iter().all(|n| text.text.contains(&format!("{n}\n\nHoeveel"))),
        "{}",
        text.text
    );
}

#[test]
fn notes_below_a_long_text_are_tied_over_any_distance() {
    let long = vec![BODY; 200].join("\n");
    let input = format!(
        "Dat volgt uit de motie van het lid De Boer.1 Meer is er niet bekend over de dijk bij Oosterwaard.\n{long}\nZo is het besloten in de brief over de dijk2 van het vorige jaar.\n1\nVerzonnen Dijkatlas, 2030.\n2\nKamerstuk 99 180, nr. 190.\nOndertekenaars\nA. Prins"
    );
    let text = read(&input);
    let tied: Vec<bool> = text.notes.iter().map(|note| note.mark.is_some()).collect();
    assert_eq!(tied, [true, true]);
}

#[test]
fn the_head_of_a_paper_stands_below_the_title_of_its_page() {
    check(
        &format!(
            "Brief regering : Uitvoering van diverse moties en toezeggingen op het gebied van dijken\n36 999 XX Vaststelling van de begrotingsstaten van het Ministerie van Voorbeeldzaken (XX)\nNr. 12\n{BODY}\n\n{BODY}"
        ),
        &[
            "# Brief regering : Uitvoering van diverse moties en toezeggingen op het gebied van dijken",
            "# 36 999 XX Vaststelling van de begrotingsstaten van het Ministerie van Voorbeeldzaken (XX)",
            "# Nr. 12",
            JOINED,
            JOINED,
        ],
    );
    let body = "De leden van de fractie hebben kennisgenomen van de brief over de begroting van\n36 999 Dijken en zij vragen waarom.";
    assert_eq!(
        read(&format!("{BODY}\n\n{BODY}\n\n{body}")).paragraphs.len(),
        3,
        "not in the middle of a text"
    );
}

#[test]
fn the_number_at_the_foot_of_a_page_is_told_whatever_became_of_its_hyphens() {
    for foot in ["ah-tk-20302031-387", "ah\u{2011}tk\u{2011}20302031\u{2011}387", "h tk 20302031 387"] {
        check(
            &format!(
                "{BODY}\n\nHet kabinet heeft de kosten van de\n\n\n{foot}\n\n\u{c}dijk geraamd. Dat is alles.\n\n{BODY}\n"
            ),
            &[JOINED, "Het kabinet heeft de kosten van de dijk geraamd. Dat is alles.", JOINED],
        );
    }
}

#[test]
fn two_marks_side_by_side_are_both_tied() {
    // both stand at one place: the later is printed first
    check(
        &format!(
            "{BODY}\n\nDat staat in de regeling en in de standaard.1 2 De dienst heeft\ndat gezien.\n\n1 Standaard voor dijken, versie 1.3.\n\n2 Regeling dijken.\n"
        ),
        &[
            JOINED,
            "Dat staat in de regeling en in de standaard.‹2›‹1› De dienst heeft dat gezien.",
            "^ 1 Standaard voor dijken, versie 1.3.",
            "^ 2 Regeling dijken.",
        ],
    );
}

#[test]
fn a_page_foot_that_runs_on_into_the_next_page_is_parted_from_it() {
    let foot = |n: u32| {
        format!("ISSN 0921 - 7398’s-Gravenhage 2031Tweede Kamer, vergaderjaar 2030–2031, Aanhangsel {n}")
    };
    let input = format!(
        "Vraag 1\n{BODY}\n\n1Kamerstuk 99 180, nr. 4.\n{}Antwoord 1\n{BODY}\n\nVraag 2\n{BODY}\n{}Antwoord 2\nJa.\n",
        foot(1),
        foot(2)
    );
    let input = input.replacen("het kabinet.", "het kabinet.1", 1);
    let marked = JOINED.replace("het kabinet.", "het kabinet.‹1›");
    check(
        &input,
        &[
            "# Vraag 1",
            &marked,
            "# Antwoord 1",
            JOINED,
            "# Vraag 2",
            JOINED,
            "# Antwoord 2",
            "Ja.",
            "^ 1 Kamerstuk 99 180, nr. 4.",
        ],
    );
}

#[test]
fn raised_marks_on_lines_of_their_own_amid_a_sentence_go_back() {
    let input = format!(
        "{BODY}\n\nIn de brief over de dijken van 30 juni 2031\n1 \nis aangegeven dat de dijk hoog genoeg is. In de brief van het voorjaar\n2 is geschetst hoe de gemeente daarbij helpt. Dat kost in dit jaar zeker\n3 miljoen euro.\n\n1Kamerstuk 99 180, nr. 4.\n2Kamerstuk 99 180, nr. 7.\nTweede Kamer, vergaderjaar 2030–2031, Aanhangsel 1\n"
    );
    let text = "In de brief over de dijken van 30 juni 2031‹1› is aangegeven dat de dijk hoog genoeg is. In de brief van het voorjaar‹2› is geschetst hoe de gemeente daarbij helpt. Dat kost in dit jaar zeker 3 miljoen euro.";
    check(&input, &[JOINED, text, "^ 1 Kamerstuk 99 180, nr. 4.", "^ 2 Kamerstuk 99 180, nr. 7."]);
}

#[test]
fn markdown_of_a_pdf_is_read_with_its_pages_notes_and_headings() {
    let input = format!(
        "# 2\n\n#### Vergaderjaar 2030–2031 Aanhangsel van de Handelingen\n\n**Vraag 1**\n{BODY}\nDat staat in de krant «Hoog water»[1 ] en op\n\n1 Verzonnen Krant, 3 maart 2031.\n\n\nh tk 20302031 387\n\n-----\n\nde site van de gemeente.\n\n**Antwoord 1**\nJa.\n"
    );
    check(
        &input,
        &[
            "2",
            "# Vergaderjaar 2030–2031 Aanhangsel van de Handelingen",
            "# Vraag 1",
            &JOINED.replace(
                "het kabinet.",
                "het kabinet. Dat staat in de krant «Hoog water»‹1› en op de site van de gemeente.",
            ),
            "# Antwoord 1",
            "Ja.",
            "^ 1 Verzonnen Krant, 3 maart 2031.",
        ],
    );
}

#[test]
fn a_head_of_pages_without_ends_is_told_by_the_numbers_beside_it() {
    let head = "Antwoorden op vragen over het rapport Dijken (Tweede Kamer, vergaderjaar 2030-2031, 31 839, nr. 158)";
    let input = format!(
        "{head}\n\n{JOINED}\n\nDe gemiddelde hoogte van de dijken in het gebied is tien meter (zie p. 20 van het\n\n{head}\n3/9\n\nrapport). Dat is genoeg.\n\n{head}\n4/9\n\n{JOINED}\n"
    );
    let sentence = "De gemiddelde hoogte van de dijken in het gebied is tien meter (zie p. 20 van het rapport). Dat is genoeg.";
    check(&input, &[JOINED, sentence, JOINED]);
}

#[test]
fn lines_that_count_pages_end_them() {
    let input = format!(
        "datum   7 juni 2031\nbetreft  Beantwoording vragen\nover de dijken\n\n1/3\n\n{BODY}\nHet waterschap ontvangt van de andere instanties in het gebied alle\n\n2/3\n\ngegevens die zij hebben.1 Dat is genoeg.\n\n1 Verzonnen Dienst. Catalogus 2031.\n\n3/3\n\nMeer is er niet.\n"
    );
    let second = format!(
        "{JOINED} Het waterschap ontvangt van de andere instanties in het gebied alle gegevens die zij hebben.‹1› Dat is genoeg."
    );
    check(
        &input,
        &[
            "datum 7 juni 2031",
            "betreft Beantwoording vragen over de dijken",
            &second,
            "Meer is er niet.",
            "^ 1 Verzonnen Dienst. Catalogus 2031.",
        ],
    );
}

#[test]
fn notes_that_close_a_text_without_any_empty_line_are_tied() {
    let input = format!(
        "Vraag 1\n{BODY}\nKent u de berichten «Hoog water» en «Dijk verzakt»?1, 2\nAntwoord 1\nJa. {BODY}\nDaarover is gesproken met de gemeente.3\n1 De Verzonnen Courant, 29 januari 2031, «Hoog water».\n2 Verzonnen Dagblad, 29 januari 2031, «Dijk verzakt»\n(www.voorbeeld.nl/dijk).\n3 Kamerstuk 99 694, nr. 81.\n"
    );
    let text = read(&input);
    let notes: Vec<_> = text.notes.iter().map(|note| (note.label.as_str(), note.mark.is_some())).collect();
    assert_eq!(notes, [("1", true), ("2", true), ("3", true)]);
    assert!(!text.text.contains("?1") && text.text.contains("(www.voorbeeld.nl/dijk)"), "{}", text.text);
}

#[test]
fn the_label_of_a_question_that_ends_in_a_raised_mark_is_no_mark() {
    let input = format!(
        "Dit zijn de vragen over de dijk (ingezonden 3 maart 2031)\n1\nKent u het bericht over de dijk?¹\nAntwoord 1\n{BODY}\n\n¹ Verzonnen Krant, 3 maart 2031.\n\nPagina 1 van 2\n\nAntwoord 2\nJa.\n\nPagina 2 van 2\n"
    );
    let text = read(&input);
    assert!(text.text.contains("\n\n1\n\nKent u het bericht over de dijk?\n"), "{}", text.text);
    assert!(!text.text.contains("Pagina"), "{}", text.text);
    assert_eq!(text.notes.iter().filter(|note| note.mark.is_some()).count(), 1);
}
