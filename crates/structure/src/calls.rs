//! Calls on the government by others: federations, companies, citizens.
//!
//! | text | call |
//! |---|---|
//! | `Wij vragen het kabinet om nu direct:` and the list below it | each item of the list |
//! | `Daarom roept de Bond het kabinet met klem op: onderneem vóór 4 juli actie. Spreek uit dat …` | both sentences |
//!
//! Only papers that are neither of the government nor of parliament are read. Headings are not taken: what they call
//! for is said below them. What the writers called for before (`riepen wij op`) is history. Start with [`calls_on`].

use model::facts::Call;
use model::text::ParagraphKind;

use crate::commitments::{due_of, report_guess, word};
use crate::sentences::sentences;
use crate::source::Source;
use crate::{Context, Work, askers};

mod denials;
mod words;

use denials::{acts_itself, denies, is_the_cabinets};
use words::{CALLING, IMPERATIVES, are_questions, is_needed, of_the_government};

/// How many calls a text in lower case has; a quick look to tell what a loose file is.
pub(crate) fn call_count(lower: &str) -> usize {
    let to_government = addressee_in_head(lower).is_some();
    sentences(lower)
        .into_iter()
        .map(|range| &lower[range])
        .filter(|one| calls_on(one).is_some() || to_government && calls_on_you(one))
        .count()
}

/// The member of the government to whom a letter is addressed, in lower case: `geachte minister`, `aan de
/// staatssecretaris van …`.
fn addressee_in_head(lower: &str) -> Option<&'static str> {
    let end = lower.char_indices().nth(900).map_or(lower.len(), |(at, _)| at);
    let head = &lower[..end];
    if [
        "geachte leden",
        "geachte kamerleden",
        "geachte commissie",
        "aan de leden van",
        "aan de vaste commissie",
    ]
    .iter()
    .any(|house| head.contains(house))
    {
        return None;
    }
    // «Ministerie van Verzonnen Zaken» above «Geachte heer Jansma»
    let addressed = || {
        let greets = |line: &&str| line.trim_start().starts_with("geachte ");
        let greeting = head.lines().find(greets)?;
        let person = ["geachte heer", "geachte mevrouw", "geachte heren"]
            .iter()
            .any(|to| greeting.trim_start().starts_with(to) && !greeting.contains("voorzitter"));
        let forms = [
            ("de minister-president", "minister-president"),
            ("t.a.v. de minister-president", "minister-president"),
            ("de minister van ", "minister"),
            ("t.a.v. de minister van ", "minister"),
            ("de staatssecretaris van ", "staatssecretaris"),
            ("t.a.v. de staatssecretaris van ", "staatssecretaris"),
            ("ministerie van ", "minister"),
        ];
        let mut address = head.lines().take_while(|line| !greets(line)).map(str::trim_start);
        address
            .find_map(|line| forms.into_iter().find(|(form, _)| line.starts_with(form)))
            .filter(|_| person)
            .map(|(_, who)| who)
    };
    [
        ("aan de minister-president", "minister-president"),
        ("geachte minister-president", "minister-president"),
        ("aan de minister", "minister"),
        ("geachte minister", "minister"),
        ("aan minister", "minister"),
        ("aan de staatssecretaris", "staatssecretaris"),
        ("geachte staatssecretaris", "staatssecretaris"),
        ("aan staatssecretaris", "staatssecretaris"),
        ("aan het kabinet", "kabinet"),
        ("geacht kabinet", "kabinet"),
        ("geachte bewindslieden", "bewindslieden"),
        ("excellentie", "minister"),
    ]
    .into_iter()
    .find(|(form, _)| head.contains(form))
    .map(|(_, who)| who)
    .or_else(addressed)
}

/// Whether a sentence in lower case calls on `u`, whoever that is: `wij verzoeken u dringend om`.
fn calls_on_you(lower: &str) -> bool {
    let asks = [
        "verzoeken",
        "verzoekt",
        "verzoek",
        "vragen",
        "vraagt",
        "vraag",
        "roepen",
        "roept",
        "roep",
        "dringen",
        "dringt",
        "doen een beroep",
        "beroep op u",
        "adviseren",
    ]
    .iter()
    .any(|verb| word(lower, verb));
    let us = ["wij", "we", "ik", "namens"].iter().any(|own| word(lower, own));
    let you = [
        "verzoeken u",
        "verzoeken wij u",
        "vragen u",
        "vragen wij u",
        "verzoeken we u",
        "vragen we u",
        "roepen u",
        "roepen wij u",
        "roepen we u",
        "bij u",
        "beroep op u",
        "verzoek u",
        "vraag u",
        "verzoek ik u",
        "vraag ik u",
        "roep u",
        "roep ik u",
        "adviseren u",
        "adviseren wij u",
    ]
    .iter()
    .any(|you| word(lower, you));
    // «wij vragen u om een gesprek»; «wij vragen u begrip» is no call on a government
    asks && us
        && you
        && [" om ", " op", " aan ", " te "].iter().any(|aim| lower.contains(aim))
        && !lower.ends_with('?')
        && !denies(lower)
}

/// Whether a text speaks for an organisation of its own: `wij`, `onze leden`, not `uw Kamer`.
pub(crate) fn speaks_for_itself(lower: &str) -> bool {
    // a letter to the House that calls on the cabinet is not the cabinet's
    let to_the_house = word(lower, "uw kamer")
        && ![
            "roepen wij het kabinet",
            "wij roepen het kabinet",
            "roept het kabinet",
            "wij vragen het kabinet",
            "vragen wij het kabinet",
            "namens de ",
        ]
        .iter()
        .any(|call| lower.contains(call));
    let own = ["wij", "onze"].iter().any(|own| word(lower, own));
    !to_the_house
        && (own || !is_the_cabinets(lower))
        && [
            "wij",
            "we",
            "ons",
            "onze",
            "roept",
            "roepen",
            "eist",
            "eisen",
            "pleit",
            "wil dat het kabinet",
            "willen dat het kabinet",
        ]
        .iter()
        .any(|own| word(lower, own))
}

/// Finds the calls of a document; see the module.
pub(crate) fn run(source: &Source<'_>, _context: &Context<'_>, work: &mut Work) {
    if !work.by_others {
        return;
    }
    let organisation = organisation(source);
    let you = {
        let end = source.text.char_indices().nth(1_000).map_or(source.text.len(), |(at, _)| at);
        addressee_in_head(&source.text[..end].to_lowercase())
    };
    let mut found: Vec<Call> = Vec::new();
    // a lead-in ending in a colon makes the items below it calls
    let mut lead: Option<String> = None;
    for paragraph in &source.paragraphs {
        let block = paragraph.bytes.clone();
        let text = source.slice(block.clone());
        // a title without a verb or an end is a heading too
        let titled = text.split_whitespace().count() <= 10
            && !text.ends_with(['.', '!', ':', '?', ';', ','])
            && !opens_item(text)
            && lead.is_none();
        if matches!(paragraph.kind, ParagraphKind::Heading(_)) || titled {
            lead = None;
            continue;
        }
        if let Some(to) = lead.clone()
            && (paragraph.kind == ParagraphKind::ListItem || opens_item(text))
        {
            for line in lines(text) {
                let quote = item(&text[line.clone()]);
                if quote.is_empty() {
                    continue;
                }
                let start = block.start + line.start + text[line.clone()].find(quote).unwrap_or(0);
                found.push(Call {
                    quote: quote.to_owned(),
                    by: organisation.clone(),
                    to: Some(to.clone()),
                    due: due_of(quote, work),
                    span: source.span(start..start + quote.len()),
                });
            }
            continue;
        }
        lead = None;
        let mut calling: Option<String> = None;
        let mut before: Option<std::ops::Range<usize>> = None;
        for sentence in sentences(text) {
            let words = &text[sentence.clone()];
            let lower = words.to_lowercase();
            let previous = before.replace(sentence.clone());
            // «Draai dit terug. Die oproep doen wij aan het kabinet»: the call stands before
            if let Some(to) = calls_before(&lower) {
                let addressed = addressee(words, to);
                if let Some(previous) = previous
                    && calling.is_none()
                    && is_imperative(&text[previous.clone()].to_lowercase())
                {
                    let quote = &text[previous.clone()];
                    let bytes = block.start + previous.start..block.start + previous.end;
                    found.push(Call {
                        quote: quote.to_owned(),
                        by: caller(words).or_else(|| organisation.clone()),
                        to: Some(addressed),
                        due: due_of(quote, work),
                        span: source.span(bytes),
                    });
                }
                continue;
            }
            let called = calls_on(&lower).or_else(|| you.filter(|_| calls_on_you(&lower)));
            let to = match called {
                Some(to) => {
                    let to = addressee(words, to);
                    if lower.ends_with(':') {
                        lead = Some(to);
                        continue;
                    }
                    to
                }
                // imperatives go on with a call, and «Zij vragen hen door te pakken»
                None => match &calling {
                    Some(to) if is_imperative(&lower) || asks_them(&lower) => to.clone(),
                    _ => {
                        calling = None;
                        continue;
                    }
                },
            };
            calling = Some(to.clone());
            let bytes = block.start + sentence.start..block.start + sentence.end;
            found.push(Call {
                quote: words.to_owned(),
                by: caller(words).or_else(|| organisation.clone()),
                to: Some(to),
                due: due_of(words, work),
                span: source.span(bytes),
            });
        }
    }
    if work.anchor_is_guess && found.iter().any(|call| call.due.is_some()) {
        report_guess(work);
    }
    work.extract.calls = found;
}

/// On whom a sentence in lower case calls, if it calls on the government.
pub(crate) fn calls_on(lower: &str) -> Option<&'static str> {
    const GOVERNMENT: [(&str, &str); 21] = [
        ("het kabinet", "kabinet"),
        ("het nieuwe kabinet", "kabinet"),
        ("een nieuw kabinet", "kabinet"),
        ("het volgende kabinet", "kabinet"),
        ("een volgend kabinet", "kabinet"),
        ("het komende kabinet", "kabinet"),
        ("demissionair kabinet", "kabinet"),
        ("demissionaire kabinet", "kabinet"),
        ("kabinet", "kabinet"),
        ("de regering", "regering"),
        ("de overheid", "overheid"),
        ("de minister", "minister"),
        ("de staatssecretaris", "staatssecretaris"),
        ("de bewindslieden", "bewindslieden"),
        ("het rijk", "Rijk"),
        ("de rijksoverheid", "rijksoverheid"),
        ("het ministerie", "ministerie"),
        ("bewindspersonen", "bewindspersonen"),
        ("ministers", "ministers"),
        ("minister", "minister"),
        ("staatssecretaris", "staatssecretaris"),
    ];
    // «Kabinet, neem nu een besluit», «Minister, kom in actie!»
    let addressed = ["kabinet", "minister", "regering", "staatssecretaris"].into_iter().find(|who| {
        let opening = lower.trim_start_matches(['«', '‘', '“', '"', '\'', '„']);
        opening.strip_prefix(who).and_then(called_by_name).is_some_and(is_imperative)
    });
    if addressed.is_some() {
        return addressed;
    }
    let (_, to) = *GOVERNMENT.iter().find(|(who, _)| word(lower, who))?;
    if lower.ends_with('?')
        || ["riep ", "riepen", "vroeg ", "vroegen", "verzocht ", "verzochten", "drong ", "drongen"]
            .iter()
            .any(|past| lower.contains(past))
    {
        return None;
    }
    // «De partij dient een motie in die de regering verzoekt …»: the motion asks
    let moves = ["die de regering ", "die het kabinet ", "waarin de regering ", "waarin het kabinet "];
    if word(lower, "motie") && moves.iter().any(|asks| lower.contains(asks)) {
        return None;
    }
    // the government itself asks, or what was asked has been heard
    let asks_us = ["vraagt", "verwacht", "verzoekt", "roept", "doet", "eist"]
        .iter()
        .any(|verb| GOVERNMENT.iter().any(|(who, _)| lower.starts_with(&format!("{who} {verb} "))));
    // «Als het kabinet van iedereen evenveel vraagt, …»
    let supposes = ["als ", "indien ", "wanneer "].iter().any(|open| {
        lower.strip_prefix(open).is_some_and(|rest| {
            GOVERNMENT.iter().any(|(who, _)| rest.strip_prefix(who).is_some_and(|rest| rest.starts_with(' ')))
        })
    });
    let plural = ["wij", "we", "roepen", "vragen", "verzoeken", "eisen"].iter().any(|own| word(lower, own));
    if asks_us || supposes && !plural {
        return None;
    }
    // «doen een dringend beroep op»
    let appeals = word(lower, "beroep op") && ["doen", "doet", "doe"].iter().any(|verb| word(lower, verb));
    let verb = appeals
        || CALLING.iter().any(|verb| {
            word(lower, verb)
                && match *verb {
                    "vragen" => !are_questions(lower),
                    "wil dat" | "willen dat" => of_the_government(lower, verb),
                    _ => true,
                }
        });
    let own = [
        "wij",
        "we",
        "roept",
        "ondergetekenden",
        "onze oproep",
        "vraagt",
        "verzoekt",
        "pleit",
        "oproep",
        "eist",
        "dringt",
        "doet een beroep",
        "beroep op",
        "federatie verwacht",
        "vereniging verwacht",
        "roepen",
        "verzoeken",
        "vragen",
        "eisen",
        "dringen",
        "pleiten",
        "adviseert",
        "beveelt",
        "bevelen",
        "ons advies",
        "wil dat",
        "willen dat",
        "rekent erop dat",
        "rekenen erop dat",
    ]
    .iter()
    .any(|own| word(lower, own));
    let directed = [
        " op",
        " om ",
        " aan",
        ":",
        " dat ",
        " van het kabinet",
        " bij ",
        " beroep",
        "verzoek",
        "vrag",
        " nu ",
        " tot ",
    ]
    .iter()
    .any(|word| lower.contains(word))
        // «De Bond vraagt het kabinet geld beschikbaar te stellen»
        || ["vraagt het kabinet ", "vragen het kabinet ", "vraagt de minister ", "vragen de minister "]
            .iter()
            .any(|asks| lower.contains(asks))
            && word(lower, "te");
    if verb && own && directed && !denies(lower) && !acts_itself(lower) {
        return Some(to);
    }
    // «Tijd voor actie: het kabinet laat voor 4 juli zien dat …», «Het kabinet moet nu ingrijpen»
    let urgent = [
        "tijd voor actie",
        "moet nu",
        "moet direct",
        "moet onmiddellijk",
        "moet zo snel mogelijk",
        "dient nu",
        "dient direct",
        "dient onmiddellijk",
        "aan het kabinet om nu",
        "nu aan het kabinet om",
        "grijp nu in",
        "tijd dat het kabinet",
        "tijd dat dit kabinet",
        "tijd dat een nieuw kabinet",
        "tijd dat de",
        "hoog tijd",
    ]
    .iter()
    .any(|urge| lower.contains(urge));
    ((urgent || must(lower, &GOVERNMENT) || is_needed(lower)) && !denies(lower)).then_some(to)
}

/// What is asked behind an office and perhaps a name: `, kom in actie`, `: kom met een plan`, ` jansma, draai dit terug`.
fn called_by_name(rest: &str) -> Option<&str> {
    let (name, asked) = rest.split_once([',', ':'])?;
    let named = name.is_empty() || name.starts_with(' ') && name.split_whitespace().count() <= 3;
    named.then(|| asked.trim_start())
}

/// `Het kabinet moet de regeling verlengen`, `Daarom dient de minister …`: the government opens the sentence, and no law
/// is what obliges it.
fn must(lower: &str, government: &[(&str, &str)]) -> bool {
    let opening: String = lower.chars().take(70).collect();
    let opening = opening.trim_start_matches(['«', '‘', '“', '"', '\'', '„', '•', '-', ' ']);
    let obliged =
        ["volgens de wet", "op grond van", "krachtens", "wettelijk verplicht", "had moeten", "hebben moeten"]
            .iter()
            .any(|law| lower.contains(law));
    let leads = ["daarom ", "nu ", "dus ", "ook ", "volgens ons ", "wat ons betreft "];
    // «Wij vinden dat het kabinet met een plan moet komen»
    let find = ["wij vinden dat ", "wij zijn van mening dat ", "daarom vinden wij dat "];
    let think = find.iter().find_map(|find| opening.strip_prefix(find)).is_some_and(|rest| {
        government.iter().any(|(who, _)| who.contains(' ') && rest.starts_with(who))
            && ["moet", "moeten", "dient", "dienen"].iter().any(|verb| word(lower, verb))
    });
    let opens = |who: &str| {
        ["moet", "moeten", "dient", "dienen"].iter().any(|verb| {
            opening.starts_with(&format!("{who} {verb} "))
                || leads.iter().any(|lead| {
                    opening.strip_prefix(lead).is_some_and(|rest| rest.starts_with(&format!("{verb} {who} ")))
                })
        })
    };
    !obliged && (think || government.iter().filter(|(who, _)| who.contains(' ')).any(|(who, _)| opens(who)))
}

fn is_imperative(lower: &str) -> bool {
    let lower = lower.trim_start_matches(['-', '•', '–', ' ']);
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    // «geef», «geef ook»; not «laat het kabinet zien» as a question, not «stop is»
    IMPERATIVES.contains(&first) && !["ik", "jij", "u", "hij", "zij", "wij", "het kabinet"].contains(&second)
        || ["en", "ook", "daarnaast"].contains(&first) && IMPERATIVES.contains(&second)
}

/// On whom the sentence before calls: `Die oproep doen de organisaties aan het kabinet`.
fn calls_before(lower: &str) -> Option<&'static str> {
    let opens = [
        "die oproep ",
        "deze oproep ",
        "met die oproep ",
        "met deze oproep ",
        "met die dringende oproep ",
        "dat vragen ",
    ]
    .iter()
    .any(|open| lower.starts_with(open));
    if !opens {
        return None;
    }
    [
        ("minister", "minister"),
        ("staatssecretaris", "staatssecretaris"),
        ("kabinet", "kabinet"),
        ("regering", "regering"),
    ]
    .into_iter()
    .find(|(who, _)| word(lower, who))
    .map(|(_, to)| to)
}

/// Whether callers go on asking those whom the sentence before names: `Zij vragen hen`, `Wij verzoeken hem`.
fn asks_them(lower: &str) -> bool {
    ["zij ", "ze ", "wij ", "we "].iter().filter_map(|who| lower.strip_prefix(who)).any(|rest| {
        ["vragen hen ", "vragen hem ", "vragen haar ", "verzoeken hen ", "verzoeken hem ", "verzoeken haar "]
            .iter()
            .any(|asks| rest.starts_with(asks))
    })
}

/// `minister van …` where the sentence names the office, else the word for the government.
fn addressee(words: &str, to: &str) -> String {
    if matches!(to, "minister" | "staatssecretaris")
        && let Some(office) = askers::office(words)
    {
        return words[office].to_owned();
    }
    to.to_owned()
}

/// `roept de Bond van Artsen het kabinet`: the subject behind the verb.
fn caller(words: &str) -> Option<String> {
    for verb in ["roept ", "vraagt ", "verzoekt ", "pleit ", "eist ", "Roept ", "Vraagt "] {
        let Some(at) = words.find(verb) else { continue };
        let after = &words[at + verb.len()..];
        let after = after.strip_prefix("de ").or_else(|| after.strip_prefix("het ")).unwrap_or(after);
        if let Some(name) = capitalised(after) {
            return Some(name);
        }
        // «De Bond roept …»
        let before = words[..at].trim_end();
        let before = before.strip_prefix("De ").or_else(|| before.strip_prefix("Het ")).unwrap_or(before);
        if let Some(name) = capitalised(before) {
            return Some(name);
        }
    }
    // «De Bond wil dat …»: the name alone before the verb
    [" wil dat ", " rekent erop ", " dringt ", " adviseert ", " bepleit ", " verwacht "].iter().find_map(
        |verb| {
            let before = &words[..words.find(verb)?];
            let name = ["Ook de ", "De ", "Het "].iter().find_map(|the| before.strip_prefix(the))?;
            capitalised(name).filter(|found| found.len() == name.len())
        },
    )
}

/// Bodies that a caller's first sentence may be about, and that call on nobody here.
const PUBLIC: [&str; 9] = [
    "Tweede Kamer",
    "Eerste Kamer",
    "Staten-Generaal",
    "Europese",
    "Raad van State",
    "Hoge Raad",
    "Algemene Rekenkamer",
    "Nederlandse regering",
    "Nationale ombudsman",
];

/// Capitalised words at the beginning of a text, with the small words between them.
fn capitalised(text: &str) -> Option<String> {
    let mut end = 0;
    let mut last = 0;
    for word in text.split_inclusive(' ').take(8) {
        let bare = word.trim_end().trim_end_matches([',', '.', ':', ';']);
        let upper = bare.starts_with(char::is_uppercase);
        let small = ["van", "voor", "der", "de", "en", "het"].contains(&bare);
        if !(upper || small && last > 0) {
            break;
        }
        if upper {
            last = end + bare.len();
        }
        end += word.len();
        if bare.len() < word.trim_end().len() {
            break;
        }
    }
    // cells of a table and labels are no names
    let name = &text[..last];
    if ["Rijk", "Kabinet", "Regering", "Overheid", "Kamer", "Minister", "Staatssecretaris"].contains(&name)
        || PUBLIC.iter().any(|body| name.starts_with(body))
    {
        return None;
    }
    (name.chars().count() >= 2 && !name.contains(['\t', '\n', '•', ':'])).then(|| name.to_owned())
}

/// The organisation that signs a letter: the line below its greeting that says what it is (`Stichting Verzonnen
/// Dijken`, `Wadbelang, vereniging van bewoners,`).
fn signature(source: &Source<'_>) -> Option<String> {
    const KINDS: [&str; 10] = [
        "stichting",
        "vereniging",
        "federatie",
        "bond",
        "unie",
        "koepel",
        "genootschap",
        "platform",
        "verbond",
        "patiëntenorganisatie",
    ];
    let last = source.paragraphs.len().saturating_sub(12);
    let mut lines = source.paragraphs[last..]
        .iter()
        .flat_map(|paragraph| source.slice(paragraph.bytes.clone()).lines())
        .skip_while(|line| {
            let lower = line.trim_start().to_lowercase();
            !["hoogachtend", "met vriendelijke groet", "met hartelijke groet", "met hoogachting"]
                .iter()
                .any(|greeting| lower.starts_with(greeting))
        })
        .skip(1);
    lines.find_map(|line| {
        let name = line.trim().trim_end_matches([',', '.', ';']);
        let lower = name.to_lowercase();
        let named = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 9;
        // «voorzitter Stichting X»: an office of somebody, whose name would come along
        (named && KINDS.iter().any(|kind| word(&lower, kind)) && !word(&lower, "voorzitter"))
            .then(|| name.to_owned())
    })
}

/// The organisation a text speaks for: who calls in it, else the subject of its first sentence.
fn organisation(source: &Source<'_>) -> Option<String> {
    let bodies = || {
        source
            .paragraphs
            .iter()
            .filter(|paragraph| !matches!(paragraph.kind, ParagraphKind::Heading(_)))
            .take(60)
    };
    for paragraph in bodies() {
        let text = source.slice(paragraph.bytes.clone());
        for sentence in sentences(text) {
            let words = &text[sentence];
            if calls_on(&words.to_lowercase()).is_some()
                && let Some(name) = caller(words)
            {
                return Some(name);
            }
        }
    }
    let begins = |text: &str, leads: &[&str]| {
        leads.iter().find_map(|lead| text.strip_prefix(lead)).and_then(capitalised)
    };
    let signed = source.paragraphs.iter().rev().take(12).find_map(|paragraph| {
        begins(source.slice(paragraph.bytes.clone()), &["Namens de ", "Namens het ", "Namens "])
    });
    signed.or_else(|| signature(source)).or_else(|| {
        bodies()
            .take(6)
            .map(|paragraph| source.slice(paragraph.bytes.clone()))
            .find_map(|text| begins(text, &["De ", "Het "]))
    })
}

fn opens_item(text: &str) -> bool {
    let first = text.trim_start();
    first.starts_with(['•', '-', '–', '*', '▪', '○', '·'])
        || first.split(['.', ')']).next().is_some_and(|number| {
            !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())
        })
}

/// An item without its bullet and without the comma or `en` that ties it to the next.
fn item(line: &str) -> &str {
    let bare = line.trim().trim_start_matches(|c: char| {
        matches!(c, '•' | '-' | '–' | '*' | '▪' | '○' | '·') || c.is_whitespace()
    });
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let bare =
        if (1..=2).contains(&digits) { bare[digits..].trim_start_matches(['.', ')', ' ']) } else { bare };
    let bare = bare.strip_suffix(", en").or_else(|| bare.strip_suffix("; en")).unwrap_or(bare);
    bare.trim_end_matches([',', ';', ' '])
}

fn lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end().len()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: Option<&str>) {
        assert_eq!(calls_on(&sentence.to_lowercase()), expected, "{sentence:?}");
    }

    #[test]
    fn calls() {
        check("Wij vragen het kabinet om nu direct:", Some("kabinet"));
        check("Daarom roept de Bond het kabinet met klem op: onderneem actie.", Some("kabinet"));
        check("Wij doen een beroep op de regering om dit te herstellen.", Some("regering"));
        check("We roepen de minister van Verzonnen Zaken op om te handelen.", Some("minister"));
        check(
            "De federatie dringt er bij de minister op aan om uiterlijk in mei met een wet te komen.",
            Some("minister"),
        );
        check("Wij doen een dringend beroep op de regering om de hulp te hervatten.", Some("regering"));
        check("Kabinet, neem uw verantwoordelijkheid en herstel de dijken.", Some("kabinet"));
        check("Minister, kom in actie!", Some("minister"));
        check("Minister Jansma, draai de korting terug!", Some("minister"));
        check("Kabinet: kom met een plan!", Some("kabinet"));
        check("Een volgend kabinet moet werk maken van molens.", Some("kabinet"));
        check("Het is aan het kabinet om nu met een oplossing te komen.", Some("kabinet"));
        check("Het is tijd voor actie: het kabinet laat voor 4 juli zien dat het kan.", Some("kabinet"));
    }

    #[test]
    fn no_calls() {
        check("Hierin riepen wij het kabinet op om te handelen.", None);
        check("Wij vragen ons af of het kabinet dit weet.", None);
        check("De molenaars vragen zich af of het kabinet dit weet.", None);
        check("De Kamer vraagt het kabinet om dit te herstellen.", None);
        check("Het kabinet is demissionair.", None);
        check("Wij vragen onze leden om mee te doen.", None);
        check("Roept het kabinet op tot actie?", None);
        check("Het kabinet vraagt ons om mee te denken.", None);
        check("Wij zijn blij dat het kabinet onze oproep heeft gehoord.", None);
        check("Het kabinet zal de Commissie vragen om een toelichting op dit punt.", None);
        check("Het kabinet heeft vragen over de voorgestelde termijnen op dit punt.", None);
        check("Het kabinet wil molens sluiten; wij roepen het op om dat niet te doen.", Some("kabinet"));
    }

    #[test]
    fn items_lose_bullet_and_tie() {
        assert_eq!(item("• Vrije toegang te bevorderen, en"), "Vrije toegang te bevorderen");
        assert_eq!(item("2. Hulp te bieden;"), "Hulp te bieden");
    }
}
