//! Sentences that hold the words of a call and are none on the government.

use crate::commitments::word;

/// Whether somebody else asks, or nothing is asked of the government.
pub(super) fn denies(lower: &str) -> bool {
    asks_house(lower)
        || [
            "verzoekt de leden",
            "vraagt de leden",
            "vragen de leden",
            "vragen wij ons af",
            "vragen ons af",
            "vraagt zich af",
            "vragen zich af",
            "zijn verheugd",
            "heeft overgenomen",
            "wij vragen niet",
            "zijn blij dat",
            "heeft gehoord",
            "is gehoord",
            "danken",
            "verwachten niet",
            "verwacht niet",
            "kamer vraagt",
            "kamer verzoekt",
            "kamer roept",
            "kamerleden vragen",
            "oppositiepartijen",
            "coalitiepartijen",
            "kamermeerderheid",
            "kamerfracties vragen",
            "fracties vragen",
            "vragen stellen",
            "vragen gesteld",
            "motie vraagt",
            "motie verzoekt",
        ]
        .iter()
        .any(|denial| lower.contains(denial))
}

/// `Wij roepen de leden van de Tweede Kamer op om de lijst van de minister af te wijzen`: the government is only named.
fn asks_house(lower: &str) -> bool {
    let presses = ["aan te dringen", "op te roepen", "te verzoeken", "te vragen", "te bewegen"];
    if !lower.contains("kamer") || presses.iter().any(|one| lower.contains(one)) {
        return false;
    }
    ["roepen ", "roept ", "roep ", "vragen ", "vraagt ", "verzoeken ", "verzoekt "].iter().any(|verb| {
        lower.match_indices(verb).any(|(at, _)| {
            let mut rest = &lower[at + verb.len()..];
            for filler in ["wij ", "we ", "ik ", "dan ook ", "daarom ", "de leden van ", "alle "] {
                rest = rest.strip_prefix(filler).unwrap_or(rest);
            }
            ["de tweede kamer", "de eerste kamer", "de kamer", "kamerleden", "uw kamer"].iter().any(|house| {
                rest.strip_prefix(house).is_some_and(|rest| {
                    let rest = rest.strip_prefix("leden").unwrap_or(rest);
                    !["en de ", "en het ", "en minister", ", de ", ", het "]
                        .iter()
                        .any(|also| rest.trim_start().starts_with(also))
                })
            })
        })
    })
}

/// `Het kabinet zal de Commissie vragen om een toelichting`: what the government does or thinks itself.
pub(super) fn acts_itself(lower: &str) -> bool {
    const VERBS: [&str; 20] = [
        "zal",
        "wil",
        "vindt",
        "heeft",
        "is",
        "kan",
        "zet",
        "steunt",
        "ziet",
        "acht",
        "staat",
        "verwelkomt",
        "hecht",
        "blijft",
        "erkent",
        "werkt",
        "gaat",
        "onderschrijft",
        "beoordeelt",
        "zou",
    ];
    let opens = ["het kabinet ", "de regering ", "nederland ", "de minister ", "de staatssecretaris "]
        .iter()
        .find_map(|who| lower.strip_prefix(who))
        .is_some_and(|rest| {
            VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')))
        });
    opens
        && !["wij", "we", "ons", "onze", "roept", "roepen", "eisen", "verzoeken"]
            .iter()
            .any(|own| word(lower, own))
}

/// Whether a text tells what the cabinet thinks, as its own papers do: a fiche, a position.
pub(super) fn is_the_cabinets(lower: &str) -> bool {
    const OPINIONS: [&str; 12] = [
        "het kabinet is van mening",
        "het kabinet staat positief",
        "het kabinet hecht",
        "het kabinet kan zich vinden",
        "het kabinet verwelkomt",
        "het kabinet onderschrijft",
        "het kabinet is positief",
        "het kabinet is voorstander",
        "het kabinet vindt het belangrijk",
        "oordeel van het kabinet",
        "inzet van het kabinet",
        "het kabinet zal zich",
    ];
    OPINIONS.iter().filter(|opinion| lower.contains(*opinion)).take(2).count() == 2
}
