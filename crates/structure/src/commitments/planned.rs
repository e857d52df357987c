//! Undertakings that a sentence carries without `zal`: what is planned to reach parliament, what a colleague will tell,
//! and what parliament is promised on a condition.

use super::telling::own_will;
use super::word;
use super::words::PAPERS;

/// `Toezending aan uw Kamer is voorzien voor het eerste kwartaal`, `Indiening van het wetsvoorstel staat gepland voor mei`.
/// `due` says that the sentence names a day, `addressed` that it names parliament.
pub(super) fn is_planned(lower: &str, due: bool, addressed: bool) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    due && has(&["is voorzien", "wordt voorzien", "staat gepland", "is gepland", "wordt gepland"])
        && has(&["toezending", "verzending", "aanbieding", "indiening", "publicatie", "oplevering"])
        && (addressed || has(&PAPERS))
}

/// `Naar verwachting komt het onderzoek in juni`, `De reactie komt uw Kamer voor het kerstreces toe`, `Het rapport wordt in
/// het najaar verwacht`: a paper that is to come.
pub(super) fn is_expected(lower: &str, due: bool, addressed: bool) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    // «De brief komt voor 1 december»: the paper leads
    let mut words = lower.split_whitespace().skip(1);
    let leads = words.next().is_some_and(|paper| PAPERS.contains(&paper)) && words.next() == Some("komt");
    let comes =
        leads || has(&["komt", "komen"]) && (has(&["naar verwachting"]) || addressed && has(&["toe"]));
    let expected = has(&["wordt", "worden", "verwacht ik", "ik verwacht"])
        && has(&["verwacht"])
        && !has(&[
            "verwacht dat",
            "verwacht wordt dat",
            "verwacht van",
            "wat wordt verwacht",
            "dan verwacht",
        ]);
    due && (comes || expected) && has(&PAPERS) && !has(&["tot stand", "zal moeten"])
}

/// `Zodra de cijfers er zijn, doe ik u deze toekomen`; `later` says that it is not done with this very letter.
pub(super) fn has_sent(lower: &str, later: bool) -> bool {
    let does =
        ["doe ik u", "doe ik uw kamer", "ik doe u", "ik doe uw kamer", "doen wij u", "doen wij uw kamer"];
    later && word(lower, "toekomen") && does.iter().any(|one| word(lower, one))
}

/// `Met de uitwerking wil ik dit najaar bij u terugkomen`.
pub(super) fn wants(lower: &str, due: bool, addressed: bool) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    due && addressed
        && has(&["wil ik", "ik wil", "willen wij", "wij willen", "wil het kabinet", "het kabinet wil"])
        && has(&["terugkomen", "informeren", "sturen", "aanbieden"])
}

/// `Mijn collega van Verzonnen Zaken komt hier in de volgende voortgangsbrief op terug`; `later` says that a day or a
/// paper to come is named.
pub(super) fn colleague_returns(lower: &str, later: bool) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    let somebody = ["mijn collega ", "mijn ambtgenoot ", "de minister ", "de staatssecretaris "]
        .iter()
        .any(|who| lower.starts_with(who));
    later && somebody && word(lower, "komt") && has(&["op terug", "daarop terug", "hierop terug"])
}

/// `Zoals eerder toegezegd, ontvangt uw Kamer voor 1 maart een brief`: an earlier promise said anew, with its day.
pub(super) fn renews(lower: &str, due: bool) -> bool {
    let anew = ["zoals toegezegd", "zoals eerder toegezegd", "zoals ik heb toegezegd"];
    let ahead = ["ontvangt", "wordt", "informeer ik", "stuur ik", "kom ik", "zend ik"];
    anew.iter().any(|said| lower.contains(said))
        && (own_will(lower) || due && ahead.iter().any(|verb| word(lower, verb)))
}

/// `Er zal nader worden verkend hoe …`: a passive that names nobody is the government's own.
pub(super) fn is_looked_into(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    has(&["zal", "zullen"])
        && has(&["worden bezien", "worden bekeken", "worden onderzocht", "worden verkend", "worden nagegaan"])
        && !has(&["door", "moeten", "blijven", "kunnen"])
}

/// `In de eerstvolgende voortgangsrapportage zal worden ingegaan op de doelmatigheid`.
pub(super) fn is_reported(lower: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|one| word(lower, one));
    has(&["zal", "zullen", "wordt"])
        && has(&["ingegaan", "gerapporteerd", "teruggekomen"])
        && has(&["in de volgende", "in de eerstvolgende", "in het volgende", "in het eerstvolgende"])
        && !has(&["door", "vraag", "vragen", "paragraaf"])
}

#[cfg(test)]
mod tests {
    use super::super::is_undertaking;

    #[track_caller]
    fn check(sentence: &str, expected: bool) {
        assert_eq!(is_undertaking(&sentence.to_lowercase()), expected, "{sentence:?}");
    }

    #[test]
    fn what_is_planned_to_reach_parliament() {
        check("Toezending aan uw Kamer is voorzien voor het eerste kwartaal van 2026.", true);
        check("Indiening van het wetsvoorstel staat gepland voor mei 2026.", true);
        check("De inwerkingtreding is voorzien per 1 januari 2027.", false);
    }

    #[test]
    fn a_paper_that_is_to_come() {
        check("Naar verwachting komt het onderzoek in juni 2026.", true);
        check("De kabinetsreactie komt uw Kamer voor 1 december 2026 toe.", true);
        check("Het rapport van het instituut wordt in het derde kwartaal van 2026 verwacht.", true);
        check("De brief komt voor 1 december 2026.", true);
        check("Naar verwachting komt de zeespiegel in 2050 hoger.", false);
        check("In 2026 wordt verwacht dat het rapport weinig oplevert.", false);
    }

    #[test]
    fn to_do_somebody_have_something_is_to_send_it() {
        check("Zodra de cijfers er zijn, doe ik u deze toekomen.", true);
        check("In antwoord op uw brief doe ik u de stukken toekomen.", false);
    }

    #[test]
    fn this_letter_may_be_the_one_that_parliament_can_expect() {
        check("Uw Kamer kan deze brief eind januari verwachten.", true);
        check("Wanneer kan de Kamer deze brief verwachten", false);
    }

    #[test]
    fn to_want_to_come_back_by_a_day() {
        check("Met de uitwerking wil ik dit najaar bij u terugkomen.", true);
        check("Met deze brief wil ik uw Kamer informeren over de uitkomsten.", false);
    }

    #[test]
    fn a_colleague_comes_back_to_it() {
        check("Mijn collega van Verzonnen Zaken komt hier op terug in de volgende voortgangsbrief.", true);
        check("De minister komt hier in de zomer van 2026 op terug.", true);
    }

    #[test]
    fn a_condition_makes_it_no_less_an_undertaking() {
        check("Mocht het onderzoek daartoe nopen, dan informeer ik uw Kamer.", true);
    }

    #[test]
    fn an_earlier_promise_is_renewed_with_its_day() {
        check("Zoals eerder toegezegd, ontvangt uw Kamer voor 1 maart 2026 een brief.", true);
        check("Zoals toegezegd informeer ik uw Kamer over de uitkomsten.", false);
        check("Ik had uw Kamer toegezegd dit te onderzoeken.", false);
    }

    #[test]
    fn a_passive_without_anybody_is_the_government_s() {
        check("Aanvullend zal nader worden verkend hoe dit verder kan.", true);
        check("Dit zal door de sector worden onderzocht.", false);
    }

    #[test]
    fn the_next_report_will_tell() {
        check("In de eerstvolgende voortgangsrapportage zal worden ingegaan op de doelmatigheid.", true);
        check("In de volgende paragraaf zal worden ingegaan op de doelmatigheid.", false);
    }

    #[test]
    fn not_before_one_day_but_by_another() {
        check(
            "Vanwege de samenhang zal de Kamer de reactie niet voor het zomerreces, maar in het najaar ontvangen.",
            true,
        );
        check("Ik zal uw Kamer niet informeren.", false);
    }

    #[test]
    fn to_answer_questions_by_a_day() {
        check("Ik streef ernaar de vragen voor het kerstreces te beantwoorden.", true);
    }

    #[test]
    fn a_meeting_to_come_looks_into_nothing() {
        check("Het kabinet gaat graag in overleg om te evalueren welke informatie nodig is.", false);
        check("Het kabinet gaat evalueren welke informatie nodig is.", true);
    }

    #[test]
    fn to_keep_parliament_informed() {
        check("Ik blijf uw Kamer op de hoogte houden via de voortgangsrapportages.", true);
        check("Uiteraard blijven wij de Kamer informeren over de onderhandelingen.", true);
    }

    #[test]
    fn somebody_else_will_inform() {
        check("De gemeente zal uw Kamer informeren.", false);
        check("De evaluatie zal aan uw Kamer worden gestuurd.", true);
        check("De minister van Verzonnen Zaken zal uw Kamer informeren.", true);
    }
}
