//! Oddities of texts that converters of PDF and Word make, one each; all content is invented.

use super::tests::{BODY, JOINED, check, read};

#[test]
fn the_label_of_a_question_at_the_foot_of_a_page_is_not_the_number_of_the_page() {
    // the number below the foot counts pages, the one above it questions
    let foot = |page: u32| format!("Tweede Kamer, vergaderjaar 2030–2031, 36 999 XVI, nr. 4\n{page}\n");
    let question = "Hoeveel dijken zijn er in de gemeente Oosterwaard versterkt en verhoogd?";
    let input = [
        format!("1\n{question}\n{BODY}\n2\n{}{question}\n{BODY}\n3\n{question}\n", foot(1)),
        format!("{}{BODY}\n4\n{question}\n{BODY}\n{}", foot(2), foot(3)),
    ];
    let numbers = |input: &str| {
        let text = read(input).text;
        let alone = text.split("\n\n").filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        alone.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&input.concat()), ["1", "2", "3", "4"]);
    // a foot that holds its number leaves all numbers around it to the questions
    assert_eq!(numbers(&input.concat().replace("nr. 4\n", "nr. 4 ")), ["1", "2", "3", "4"]);
}

#[test]
fn labels_of_pages_with_form_feeds_are_told_from_their_numbers() {
    let page = |label: u32, page: u32, last: &str| {
        format!("{label}\n\nIs de dijk bij Oosterwaard al hersteld?\n\n{BODY}\n\n{last}\n\n{page}\n\n\u{c}")
    };
    let input = [page(11, 1, "12"), page(13, 2, "Dat is alles."), page(15, 3, "Meer is er niet.")];
    let text = read(&input.concat()).text;
    assert!(text.contains("\n\n12\n\n") && text.contains("\n\n13\n\n"), "{text}");
    assert!(!text.contains("\n\n1\n\n") && !text.contains("\n\n2\n\n"), "{text}");
}

#[test]
fn a_sentence_at_the_edge_of_many_pages_is_no_running_line() {
    let page = |n: u32| format!("Zie het antwoord op vraag {n}.\n\n{BODY}\n\nPagina {n} van 3\n\u{c}");
    let text = read(&[page(1), page(2), page(3)].concat()).text;
    assert_eq!(text.matches("Zie het antwoord op vraag").count(), 3, "{text}");
}

#[test]
fn the_head_of_the_first_page_may_stand_behind_its_text() {
    let input = format!(
        "36 999 Verzonnen dijken\n{BODY}\n{BODY}\n{BODY}\n{BODY}\n{BODY}\nHet kabinet heeft de\nTweede Kamer der Staten-Generaal\nVergaderjaar 2030–2031\n2\nkst-36999-4\nISSN 0921 - 7371\n’s-Gravenhage 2031\nTweede Kamer, vergaderjaar 2030–2031, 36 999, nr. 4 1\nkosten geraamd.\nTweede Kamer, vergaderjaar 2030–2031, 36 999, nr. 4 2\n"
    );
    let text = read(&input).text;
    assert!(text.ends_with("Het kabinet heeft de kosten geraamd."), "{text}");
}

#[test]
fn a_raised_mark_set_off_from_its_word_is_tied_to_its_note() {
    let page = |text: &str, notes: &str| format!("{BODY}\n\n{text}\n{BODY}\n\n{notes}\n\n\u{c}");
    let input = [
        page(
            "Daarover is met de gemeente Oosterwaard en het waterschap al gesproken. 1",
            "1\n\nKamerstuk 99 694, nr. 81.",
        ),
        page("De dijk ligt er sinds 2 oktober 2025 2 maar is te laag.", "2\n\nZie de brief van die dag."),
        page("Dat staat in de brief van 3 maart 2031. 3", "3\n\nKamerstuk 99 694, nr. 83."),
    ];
    let text = read(&input.concat());
    let notes: Vec<_> = text.notes.iter().map(|note| (note.label.as_str(), note.mark.is_some())).collect();
    assert_eq!(notes, [("1", true), ("2", true), ("3", true)], "{}", text.text);
    assert!(text.text.contains("sinds 2 oktober 2025 maar is te laag."), "{}", text.text);
}

#[test]
fn a_note_whose_mark_is_lost_leaves_the_next_one_tied() {
    let page = |text: &str, note: &str| format!("{BODY}\n\n{text}\n{BODY}\n\n{note}\n\n\u{c}");
    let input = [
        page("Daarover is gesproken.1", "1 Kamerstuk 99 694, nr. 81."),
        page("De Afdeling is kritisch op artikel 7.2", "2 Kamerstuk 99 694, nr. 82."),
        page("Dit advies is gevolgd.3", "3 Kamerstuk 99 694, nr. 83."),
    ];
    let text = read(&input.concat());
    let last = text.notes.iter().find(|note| note.label == "3");
    assert!(last.is_some_and(|note| note.mark.is_some()), "{}", text.text);
}

#[test]
fn bullets_on_lines_of_their_own_go_back_to_their_items() {
    check(
        &format!(
            "{BODY}\n\nDe leden vragen daarom:\n\n•\n\n•\n\nhoeveel dijken er zijn;\nof zij hoog zijn?\n\n{BODY}"
        ),
        &[JOINED, "De leden vragen daarom:", "* • hoeveel dijken er zijn;", "* • of zij hoog zijn?", JOINED],
    );
}

#[test]
fn the_rest_of_a_sentence_may_be_a_number() {
    let input = format!(
        "{BODY}\n\nZie voor de kosten van de dijk ook het antwoord op vraag 8 en vraag\n13. \n\n{BODY}"
    );
    check(
        &input,
        &[JOINED, "Zie voor de kosten van de dijk ook het antwoord op vraag 8 en vraag 13.", JOINED],
    );
}

#[test]
fn labels_of_several_questions_stand_apart_without_an_empty_line() {
    let input = format!(
        "Vragen\n{BODY}\n27 en 28\nIs de dijk hoog genoeg? En hoe lang nog?\n{BODY}\n29 t/m 31\n{BODY}"
    );
    let text = read(&input).text;
    assert!(text.contains("\n\n27 en 28\n\n") && text.contains("\n\n29 t/m 31\n\n"), "{text}");
}

#[test]
fn a_sentence_with_a_lost_mark_is_no_heading() {
    let input =
        format!("Vraag 3\n{BODY}\nVanuit dat oogpunt is terughoudendheid geboden. 2\nVraag 4\n{BODY}");
    let text = read(&input);
    let heading = text.paragraphs.iter().any(|paragraph| {
        matches!(paragraph.kind, model::text::ParagraphKind::Heading(_))
            && paragraph.span.end - paragraph.span.start > 20
    });
    assert!(!heading, "{}", text.text);
}

#[test]
fn a_name_that_lost_its_hyphen_gets_it_back() {
    let text = read(&format!("Vragen van het lid De Boer (GroenLinksPvdA)\n\n{BODY}"));
    assert!(text.text.contains("(GroenLinks-PvdA)"), "{}", text.text);
    assert!(text.repairs.iter().any(|repair| repair.from == "GroenLinksPvdA"));
}
