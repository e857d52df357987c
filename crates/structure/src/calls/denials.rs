//! Sentences that hold the words of a call and are none on the government.

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
