//! Forms of telling parliament: who is told, by whom, and whether later.

use super::word;

/// Whether the government itself says that it will: `ik zal`, `zullen wij`.
pub(super) fn own_will(lower: &str) -> bool {
    [
        "ik zal",
        "zal ik",
        "wij zullen",
        "zullen wij",
        "we zullen",
        "zullen we",
        "het kabinet zal",
        "zal het kabinet",
        "de regering zal",
        "zal de regering",
        "het ministerie zal",
        "zal het ministerie",
    ]
    .iter()
    .any(|will| word(lower, will))
}

/// Forms of telling that hold without any word for later: `uw Kamer wordt hierover geïnformeerd`, `uw Kamer ontvangt nog
/// een brief`, `ik zal u dit laten weten`, `ik ben bereid uw Kamer te informeren`, `ik zal uw vragen beantwoorden`.
pub(super) fn tells(lower: &str) -> bool {
    // a reason, not this letter
    let plain = lower.replace("in verband hiermee", "");
    let lower = plain.as_str();
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    // «U kunt een reactie verwachten binnen …», «Uw Kamer kan deze brief in mei tegemoetzien»
    let may_expect =
        has(&["u kunt", "kunt u", "uw kamer kan", "kan uw kamer", "de kamer kan", "kan de kamer"])
            && has(&["verwachten", "tegemoetzien", "tegemoet zien"]);
    // «Wanneer kan de Kamer de informatie verwachten» lost its mark
    let asks = ["wanneer ", "kan ", "kunt "].iter().any(|open| lower.starts_with(open));
    if may_expect && !asks {
        return true;
    }
    // with this very letter, or in general
    if ["als bijlage", "in de bijlage", "bijgevoegd"].iter().any(|with| lower.contains(with))
        || has(&[
            "hiermee",
            "hierbij",
            "bijgaand",
            "bijgevoegd",
            "als bijlage",
            "in de bijlage",
            "reeds",
            "eerder",
            "in het antwoord",
            "deze brief",
            "in deze",
            "in dit",
            "deze reactie",
            "dit overzicht",
            "graag",
        ])
    {
        return false;
    }
    let is_told =
        has(&["geïnformeerd", "ingelicht", "bericht", "op de hoogte gehouden", "op de hoogte gesteld"])
            && has(&[
                "uw kamer wordt",
                "wordt uw kamer",
                "u wordt",
                "wordt u",
                "de kamer wordt",
                "wordt de kamer",
                "de tweede kamer wordt",
                "wordt de tweede kamer",
                "de tk wordt",
                "wordt de tk",
                "worden de kamers",
            ]);
    let lets_know = word(lower, "weten")
        && has(&["laat ik", "ik laat", "laten weten", "laat het kabinet"])
        && has(&["uw kamer", "de kamer", "u"])
        && (has(&["laat ik", "ik laat", "laat het kabinet"]) || own_will(lower));
    let willing = has(&["ben bereid", "ben ik bereid", "is bereid", "ben graag bereid", "zijn bereid"])
        && has(&["uw kamer", "de kamer", "u"])
        && has(&["te informeren", "te berichten", "te sturen", "te doen toekomen", "te rapporteren"]);
    let dated = !model::due::find(lower, None).is_empty();
    let answers = has(&["vragen", "kamervragen"])
        && has(&["beantwoorden", "te beantwoorden"])
        && (dated
            || has(&[
                "zo spoedig mogelijk",
                "zo snel mogelijk",
                "spoedig",
                "binnenkort",
                "zo spoedig als mogelijk",
            ]))
        && (own_will(lower) || has(&["streef", "streven", "verwacht"]));
    // «De vragen zullen zo spoedig mogelijk worden beantwoord», «De beantwoording van de vragen volgt zo spoedig mogelijk»
    let soon =
        has(&["zo spoedig mogelijk", "zo snel mogelijk", "spoedig", "binnenkort", "uiterlijk"]) || dated;
    let answered = has(&["vragen", "kamervragen"])
        && soon
        && (has(&["zullen", "zal", "worden"]) && word(lower, "beantwoord")
            || word(lower, "beantwoording") && has(&["volgt", "volgen"]));
    is_told || lets_know || willing || answers || answered || receives(lower)
}

/// `uw Kamer ontvangt hierover nog een brief`, `de reactie, die uw Kamer begin 2026 ontvangt`.
fn receives(lower: &str) -> bool {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let house = *word == "kamer" && at > 0 && ["uw", "de"].contains(&words[at - 1]) || *word == "u";
        house
            && (words[at + 1..].iter().take(5).any(|next| *next == "ontvangt")
                || words[..at.saturating_sub(1)].last() == Some(&"ontvangt")
                || *word == "u" && at > 0 && words[at - 1] == "ontvangt")
    })
}

/// What the government says it will tell later, without naming whom it tells: `hier kom ik in de volgende rapportage
/// op terug`, `zal ik hier jaarlijks over rapporteren`, `de uitkomsten deel ik in april met uw Kamer`.
pub(super) fn reports_later(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    if !["deel", "kom", "ga ", "houd", "blijf", "blijven wij", "rapporteren", "ingaan", "neem"]
        .iter()
        .any(|verb| lower.contains(verb))
    {
        return false;
    }
    // somewhere in this very paper
    let apart = has(&["separate brief", "aparte brief", "afzonderlijke brief"]);
    if !apart && has(&["vraag", "vragen"])
        || has(&["hieronder", "hierna", "paragraaf", "in het antwoord", "in deze brief", "bijlage"])
    {
        return false;
    }
    let own = has(&["ik", "wij", "we", "het kabinet", "de regering"]);
    let will = has(&["zal ik", "ik zal", "zullen wij", "wij zullen", "zal het kabinet", "het kabinet zal"]);
    let elsewhere = has(&[
        "volgende",
        "eerstvolgende",
        "voortgangsrapportage",
        "voortgangsbrief",
        "jaarlijks",
        "halfjaarlijks",
        "separaat",
        "aparte brief",
        "separate brief",
        "schriftelijk",
        "per brief",
        "in een brief",
        "halfjaarbericht",
        "halfjaarrapportage",
        "verzamelbrief",
        "later",
        "te zijner tijd",
        "zodra",
        "in de miljoenennota",
        "in de voorjaarsnota",
        "in de begroting",
        "in de ontwerpbegroting",
    ]);
    let shares = has(&["deel ik", "ik deel", "deelt het kabinet", "delen wij"])
        && has(&["met uw kamer", "met de kamer", "met u"]);
    let returns = has(&["kom ik", "ik kom", "komen wij", "komt het kabinet"]) && word(lower, "terug");
    let looks = has(&["ik ga na", "ga ik na", "ik ga dit na", "ik ga dat na"]);
    let stays = has(&["blijf ik", "ik blijf", "blijven wij", "wij blijven", "blijft het kabinet"]);
    let keeps = (stays || has(&["houd ik", "ik houd", "houdt het kabinet", "houden wij"]))
        && has(&["uw kamer", "de kamer"])
        && (word(lower, "op de hoogte") || stays && word(lower, "informeren"));
    // «Ik neem dit mee in de eerstvolgende voortgangsbrief»
    let takes_along = has(&["ik neem", "neem ik", "nemen wij", "wij nemen", "neemt het kabinet"])
        && word(lower, "mee")
        && elsewhere;
    own && (takes_along
        || shares && (elsewhere || !model::due::find(lower, None).is_empty())
        || returns && elsewhere
        || looks
        || keeps
        || will && elsewhere && has(&["rapporteren", "ingaan"]))
}

/// What reaches the House by a day, told in plain words: `U krijgt dat overzicht`, `De evaluatie komt naar de Kamer`,
/// `Er komt een brief`.
pub(super) fn reaches(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    let gets = has(&[
        "u krijgt",
        "krijgt u",
        "uw kamer krijgt",
        "krijgt uw kamer",
        "de kamer krijgt",
        "krijgt de kamer",
    ]);
    let goes = has(&["naar uw kamer", "naar de kamer", "naar de tweede kamer", "naar de eerste kamer"])
        && has(&["komt", "komen", "gaat", "gaan"]);
    let paper =
        ["brief", "voortgangsbrief", "kamerbrief", "verzamelbrief", "kabinetsreactie", "beleidsreactie"];
    // «De brieven zullen uw Kamer voor het kerstreces bereiken»
    let arrives = has(&["zal", "zullen"]) && word(lower, "bereiken") && has(&["uw kamer", "de kamer", "u"]);
    let reacts = own_will(lower) && has(&["een reactie geven", "reactie geven", "reageren"]);
    gets || goes || arrives || reacts || word(lower, "er komt") && has(&paper)
}

/// Informing verbs that are meant: «terug» alone needs `kom … terug`, «betrekken» the House.
pub(super) fn informs(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    if has(&["terug", "bied", "delen", "betrekken", "meenemen", "melden"])
        && !has(&["informeren", "geïnformeerd", "sturen", "ontvangt", "ontvangen", "gestuurd"])
    {
        return has(&["kom ik", "kom", "terugkomen", "komt het kabinet", "komen wij"])
            && word(lower, "terug")
            || lower.contains("met uw kamer")
            || lower.contains("aan uw kamer")
            || lower.contains("uw kamer");
    }
    // «ontvangen» by somebody else
    if has(&["ontvangen", "ontvangt"]) && !has(&["informeren", "sturen", "geïnformeerd", "gestuurd"]) {
        return [
            "ontvangt u",
            "u ontvangt",
            "uw kamer ontvangt",
            "ontvangt uw kamer",
            "de kamer ontvangt",
            "ontvangt de kamer",
            "uw kamer zal",
            "zal uw kamer",
            "zult u",
            "zal de kamer",
            "u zult",
            "ontvangt de tweede kamer",
            "de tweede kamer ontvangt",
            "de kamer zal",
        ]
        .iter()
        .any(|one| lower.contains(one));
    }
    true
}
