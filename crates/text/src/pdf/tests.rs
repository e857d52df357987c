//! PDFs written by hand; all content is invented.

use model::text::{DocumentText, Format, ParagraphKind};

use crate::limits::Limits;
use crate::pdf::names;

/// A PDF of these objects, numbered from 1; object 1 is the catalogue.
pub(crate) fn objects(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!("trailer <</Size {} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    out
}

fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// A PDF of pages with these contents; `/F1` is Helvetica, `/F2` its bold, `/F3` the given font.
pub(crate) fn pdf(pages: &[String], font: &str, to_unicode: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 7 + at * 2)).collect();
    let mut all = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        format!("<</Type /Pages /Kids [{}] /Count {}>>", kids.join(" "), pages.len()),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_owned(),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding>>".to_owned(),
        font.to_owned(),
        stream(to_unicode),
    ];
    for (at, page) in pages.iter().enumerate() {
        all.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources <</Font <</F1 3 0 R /F2 4 0 R /F3 5 0 R>>>>>>",
            8 + at * 2
        ));
        all.push(stream(page));
    }
    objects(&all)
}

/// Lines of text: x, y, size, text.
pub(crate) fn page(lines: &[(f32, f32, f32, &str)]) -> String {
    let shown = |(x, y, size, text): &(f32, f32, f32, &str)| {
        let (font, text) = text.strip_prefix('#').map_or(("F1", *text), |bold| ("F2", bold));
        format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
    };
    lines.iter().map(shown).collect()
}

fn read(bytes: &[u8]) -> DocumentText {
    let text = crate::read(bytes, &Limits::default());
    assert_eq!(text.format, Format::Pdf);
    text
}

fn plain(pages: &[String]) -> DocumentText {
    read(&pdf(pages, "<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>", ""))
}

#[test]
fn two_columns_under_a_heading_and_hyphens() {
    let mut lines = vec![(50.0, 800.0, 16.0, "#Dijken")];
    let left = [
        "De heer Jansen spreekt lang en",
        "uitvoerig over de begro-",
        "ting van de dijken en wat daar-",
        "voor nodig is in de komende",
        "jaren en vooral daarna, want",
    ];
    let right = [
        "de kosten lopen flink op en zijn",
        "nog niet gedekt. Daarom vraagt",
        "hij de minister om een brief met",
        "een overzicht van de kosten die",
        "het kabinet verwacht.",
    ];
    for (at, (l, r)) in left.iter().zip(right).enumerate() {
        let y = 770.0 - 12.0 * at as f32;
        lines.push((50.0, y, 10.0, l));
        lines.push((310.0, y, 10.0, r));
    }
    let text = plain(&[page(&lines)]);
    assert_eq!(
        text.text,
        "Dijken\n\nDe heer Jansen spreekt lang en uitvoerig over de begroting van de dijken en wat daarvoor nodig is in de komende jaren en vooral daarna, want de kosten lopen flink op en zijn nog niet gedekt. Daarom vraagt hij de minister om een brief met een overzicht van de kosten die het kabinet verwacht."
    );
    assert_eq!(text.paragraphs[0].kind, ParagraphKind::Heading(1));
}

#[test]
fn raised_marks_are_tied_and_page_numbers_taken_out() {
    let end = |x: f32, size: f32, text: &str| {
        x + size * text.bytes().map(|b| names::usual_width("Helvetica", b)).sum::<f32>()
    };
    let body = |n: u32| {
        let first = format!("Op 2 oktober 2031 schreef de minister {n} keer over de motie-Jansen");
        let second = format!("en over dijk {n} van 12 m");
        let (after_first, after_second) = (end(50.0, 10.0, &first), end(50.0, 10.0, &second));
        vec![
            (50.0, 780.0, 10.0, first),
            (after_first, 784.0, 6.0, format!("{n}")),
            (50.0, 768.0, 10.0, second),
            (after_second, 772.0, 6.0, "2".to_owned()),
            (after_second + 7.0, 768.0, 10.0, format!("bij waard {n}.")),
            (50.0, 80.0, 5.0, format!("{n}")),
            (56.0, 77.0, 8.0, "Kamerstuk 99 999, nr. 1".to_owned()),
            (280.0, 30.0, 9.0, format!("Pagina {n} van 2")),
        ]
    };
    let pages: Vec<String> = [1, 3]
        .iter()
        .map(|n| page(&body(*n).iter().map(|(x, y, s, t)| (*x, *y, *s, t.as_str())).collect::<Vec<_>>()))
        .collect();
    let text = plain(&pages);
    let notes: Vec<_> =
        text.notes.iter().map(|n| (n.label.as_str(), n.span.of(&text.text), n.mark.is_some())).collect();
    assert_eq!(
        notes,
        [
            ("1", "1 Kamerstuk 99 999, nr. 1".to_owned(), true),
            ("3", "3 Kamerstuk 99 999, nr. 1".to_owned(), true)
        ]
    );
    assert!(
        text.text.starts_with(
            "Op 2 oktober 2031 schreef de minister 1 keer over de motie-Jansen en over dijk 1 van 12 m² bij"
        ),
        "{}",
        text.text
    );
    assert!(!text.text.contains("Pagina"));
    assert_eq!(text.pages.len(), 2);
}

#[test]
fn a_code_that_stands_for_several_letters() {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def 1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <61> <00740069> <62> <006A> <63> <0064> endbfchar endcmap end end";
    let font = "<</Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Calibri /FirstChar 97 /LastChar 99 /Widths [500 500 500] /ToUnicode 6 0 R>>";
    let text = read(&pdf(&["BT /F3 12 Tf 50 700 Td (abc) Tj ET".to_owned()], font, map));
    assert_eq!(text.text, "tijd");
}

#[test]
fn ligatures_by_name_of_glyph() {
    let font = "<</Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Iets /FirstChar 97 /LastChar 99 /Widths [500 500 500] /Encoding <</Differences [97 /t_i /j /d]>>>>";
    assert_eq!(read(&pdf(&["BT /F3 12 Tf 50 700 Td (abc) Tj ET".to_owned()], font, "")).text, "tijd");
}

#[test]
fn a_font_that_tells_nothing_is_a_problem_not_a_text() {
    let font = "<</Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs <<>> /FirstChar 97 /LastChar 99 /Widths [1 1 1] /Encoding <</Differences [97 /g1 /g2 /g3]>>>>";
    let text = read(&pdf(&["BT /F3 12 Tf 50 700 Td (abcabcabc) Tj ET".to_owned()], font, ""));
    assert_eq!(text.text, "");
    let codes: Vec<_> = text.problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, ["unreadable_font", "no_text"]);
}

#[test]
fn a_page_without_letters_says_so() {
    let text = plain(&["0 0 100 100 re f".to_owned()]);
    assert_eq!((text.text.as_str(), text.problems[0].code.as_str()), ("", "no_text"));
}

#[test]
fn text_given_by_the_author_replaces_the_letters_shown() {
    let text = plain(&[
        "BT /F1 12 Tf 50 700 Td (e) Tj /Span <</ActualText (ff)>> BDC (xy) Tj EMC (ect) Tj ET".to_owned(),
    ]);
    assert_eq!(text.text, "effect");
}

#[test]
fn turned_pages_and_turned_text() {
    let bytes = plain(&[
        "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (in de kantlijn) Tj 1 0 0 1 50 700 Tm (recht) Tj ET".to_owned(),
    ]);
    assert_eq!(bytes.text, "recht");
    assert_eq!(bytes.repairs[0].from, "in de kantlijn");
}

#[test]
fn forms_that_draw_themselves_end() {
    let all = [
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</X 5 0 R>>>>>>".to_owned(),
        stream("/X Do"),
        "<</Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources <</XObject <</X 5 0 R>>>> /Length 23>>\nstream\n/X Do /X Do /X Do /X Do\nendstream".to_owned(),
    ];
    let limits = Limits { max_time: std::time::Duration::from_millis(500), ..Limits::default() };
    let start = std::time::Instant::now();
    let text = crate::read(&objects(&all), &limits);
    assert!(start.elapsed() < std::time::Duration::from_secs(20));
    assert!(text.text.is_empty());
}

#[test]
fn pages_that_hold_themselves_end() {
    let all = [
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 9999999>>".to_owned(),
    ];
    assert!(!read(&objects(&all)).problems.is_empty());
}

#[test]
fn codes_that_the_usual_encoding_leaves_free_are_bullets() {
    // other programs write the bullets of lists so
    let text = plain(&[page(&[
        (50.0, 700.0, 10.0, "\\177 een dijk in Oosterwaard"),
        (50.0, 680.0, 10.0, "\\225 een brug"),
    ])]);
    assert_eq!(text.text, "• een dijk in Oosterwaard\n\n• een brug");
}

#[test]
fn a_bare_number_between_lines_is_no_page_number() {
    let lines = [
        (50.0, 700.0, 10.0, "Hoeveel dijken zijn er in Oosterwaard en in Westerwaard?"),
        (50.0, 660.0, 10.0, "#3"),
        (50.0, 640.0, 10.0, "Hoeveel bruggen zijn er dan?"),
        (400.0, 30.0, 8.0, "Pagina 1 van 9"),
    ];
    let text = plain(&[page(&lines)]);
    assert!(text.text.contains("\n\n3\n\n"), "{}", text.text);
}

/// The first two pages of a letter as ministries print them: its margin at the right, in small print.
fn letter() -> [String; 2] {
    let mut first = vec![
        (80.0, 700.0, 6.5, "> Retouradres Postbus 10 9999 ZZ Dijkstad"),
        (80.0, 678.0, 9.0, "De voorzitter van de Tweede Kamer"),
        (80.0, 666.0, 9.0, "der Staten-Generaal"),
        (80.0, 530.0, 9.0, "Datum 22 december 2031"),
        (80.0, 518.0, 9.0, "Betreft Dijken"),
        (80.0, 474.0, 9.0, "Geachte voorzitter,"),
        (80.0, 450.0, 9.0, "De Kamer heeft de laatste jaren vaak gevraagd naar de hoogte van de dijken"),
        (80.0, 438.0, 9.0, "en naar de kosten. Daarover zou eerder dit jaar een brief zijn gestuurd, die"),
    ];
    let margin = [
        (466.0, 681.0, "#Ministerie van"),
        (466.0, 672.0, "#Dijken en"),
        (466.0, 663.0, "#Waterwegen"),
        (466.0, 649.0, "Kadestraat 8"),
        (466.0, 640.0, "9999 XP Dijkstad"),
        (466.0, 600.0, "#Uw kenmerk"),
        (466.0, 591.0, "2031Z09999"),
        (466.0, 560.0, "#Bijlage\\(n\\)"),
        (466.0, 551.0, "2"),
        (466.0, 29.0, "Pagina 1 van 2"),
    ];
    first.extend(margin.map(|(x, y, text)| (x, y, 6.5, text)));
    let mut second = vec![
        (80.0, 683.0, 9.0, "nog ontbreekt. Die brief stuur ik de Kamer voor de zomer van het komende jaar"),
        (80.0, 671.0, 9.0, "toe."),
    ];
    let again = [
        (466.0, 684.0, "#Ministerie van"),
        (466.0, 675.0, "#Dijken en"),
        (466.0, 666.0, "#Waterwegen"),
        (466.0, 642.0, "#Datum"),
        (466.0, 633.0, "22 december 2031"),
        (466.0, 29.0, "Pagina 2 van 2"),
    ];
    second.extend(again.map(|(x, y, text)| (x, y, 6.5, text)));
    [page(&first), page(&second)]
}

#[test]
fn the_margin_of_a_letter_leads_and_is_told_once() {
    let text = plain(&letter());
    assert_eq!(
        text.text,
        "Ministerie van Dijken en Waterwegen\n\nKadestraat 8\n9999 XP Dijkstad\n\nUw kenmerk\n2031Z09999\n\n\
         Bijlage(n)\n2\n\n> Retouradres Postbus 10 9999 ZZ Dijkstad\n\n\
         De voorzitter van de Tweede Kamer der Staten-Generaal\n\nDatum 22 december 2031\n\nBetreft Dijken\n\n\
         Geachte voorzitter,\n\nDe Kamer heeft de laatste jaren vaak gevraagd naar de hoogte van de dijken en naar \
         de kosten. Daarover zou eerder dit jaar een brief zijn gestuurd, die nog ontbreekt. Die brief stuur ik de \
         Kamer voor de zomer van het komende jaar toe."
    );
    let margin = &text.paragraphs[..4];
    assert!(margin.iter().all(|paragraph| paragraph.kind == ParagraphKind::Body), "{margin:?}");
}

#[test]
fn the_margin_of_a_second_letter_in_the_file_is_its_own() {
    let [first, second] = letter();
    let text = plain(&[first.clone(), second.clone(), first, second]);
    assert_eq!(text.text.matches("Uw kenmerk\n2031Z09999").count(), 2, "{}", text.text);
    assert_eq!(text.text.matches("22 december 2031").count(), 2, "{}", text.text);
}

#[test]
fn small_print_beside_a_text_that_is_no_margin_keeps_its_place() {
    let mut lines: Vec<(f32, f32, f32, &str)> = (0..8)
        .map(|at| {
            (80.0, 700.0 - 12.0 * at as f32, 9.0, "Een regel van de tekst over dijken en over sluizen.")
        })
        .collect();
    let beside = ["Foto boven:", "sluis bij nacht,", "gezien vanaf", "de oude toren"];
    lines.extend(beside.iter().enumerate().map(|(at, text)| (466.0, 702.0 - 9.0 * at as f32, 6.5, *text)));
    let text = plain(&[page(&lines)]).text;
    assert!(text.find("Een regel") < text.find("Foto boven"), "{text}");
}

#[test]
fn a_capital_torn_off_its_word_joins_it_and_a_word_of_one_letter_does_not() {
    let torn = "BT /F1 7 Tf 1 0 0 1 80 700 Tm [(P) -174 (ostbus 20)] TJ ET\n";
    let apart = "BT /F1 7 Tf 1 0 0 1 80 680 Tm [(U) -278 (vraagt naar de dijk)] TJ ET\n";
    assert_eq!(plain(&[format!("{torn}{apart}")]).text, "Postbus 20\n\nU vraagt naar de dijk");
}

#[test]
fn a_numbered_heading_is_no_row_of_a_table() {
    let lines = [(80.0, 700.0, 9.0, "1.1"), (115.0, 700.0, 9.0, "Hoogte van de dijken")];
    assert_eq!(plain(&[page(&lines)]).text, "1.1 Hoogte van de dijken");
}

#[test]
fn the_label_of_a_note_that_stands_above_it_leads_it() {
    let mut lines: Vec<(f32, f32, f32, &str)> = (0..6)
        .map(|at| {
            (80.0, 700.0 - 12.0 * at as f32, 9.0, "Een regel van de tekst over dijken en sluizen in het land")
        })
        .collect();
    lines.push((80.0, 628.0, 9.0, "volgens het akkoord"));
    lines.push((165.0, 631.0, 5.0, "1"));
    lines.push((80.0, 104.0, 5.0, "1"));
    lines.push((
        80.0,
        92.0,
        7.5,
        "https://www.dijken.example/een-lang-adres-dat-niet-achter-het-nummer-paste",
    ));
    let text = plain(&[page(&lines)]);
    assert_eq!(text.notes.len(), 1, "{}", text.text);
    assert_eq!(text.notes[0].label, "1");
    assert!(text.notes[0].mark.is_some());
    assert!(
        text.text.ends_with("1 https://www.dijken.example/een-lang-adres-dat-niet-achter-het-nummer-paste"),
        "{}",
        text.text
    );
}

#[test]
fn a_head_of_two_lines_on_both_pages_is_no_text() {
    let one = |text: &'static str| {
        page(&[
            (80.0, 797.0, 9.0, "Ministerie van Dijken Onze referentie"),
            (116.0, 787.0, 9.0, "2031-0000123456"),
            (80.0, 700.0, 9.0, text),
        ])
    };
    let text = plain(&[one("De eerste bladzijde zegt dit."), one("De tweede zegt dat.")]).text;
    assert_eq!(text, "De eerste bladzijde zegt dit.\n\nDe tweede zegt dat.");
}

#[test]
fn a_sentence_that_ends_some_pages_by_chance_is_text() {
    let ends = "Daarover kan op dit moment nog niets worden gezegd.";
    let pages: Vec<String> = (0..8)
        .map(|at| {
            let last = if at % 2 == 0 { ends } else { "En zo gaat het verder op een andere bladzijde." };
            page(&[
                (80.0, 700.0, 9.0, "Een regel bovenaan."),
                (80.0, 400.0, 9.0, "Een in het midden."),
                (80.0, 80.0, 9.0, last),
            ])
        })
        .collect();
    assert_eq!(plain(&pages).text.matches(ends).count(), 4);
}
