//! Sentences that undertake something, and sentences that do not.

use super::*;

#[track_caller]
fn check(sentence: &str, expected: bool) {
    assert_eq!(is_undertaking(&sentence.to_lowercase()), expected, "{sentence:?}");
}

#[test]
fn to_inform_and_to_send() {
    check("Ik zal uw Kamer voor eind januari informeren over de uitkomsten.", true);
    check("Uw Kamer ontvangt in het tweede kwartaal een voortgangsbrief.", true);
    check("Ik informeer uw Kamer voor het zomerreces over de voortgang.", true);
    check("Voor de begrotingsbehandeling kom ik hier bij uw Kamer op terug.", true);
    check("Over de uitkomsten wordt uw Kamer in het najaar geïnformeerd.", true);
    check("De evaluatie wordt naar verwachting medio 2026 aan uw Kamer gestuurd.", true);
    check("Zodra het onderzoek is afgerond, stuur ik het naar uw Kamer.", true);
    check("Het ministerie informeert uw Kamer in het voorjaar.", true);
    check("Ik informeer uw Kamer in de komende maanden over de voortgang.", true);
    check("Ik kom hier voor het zomerreces op terug.", true);
    check("In het najaar van 2026 volgt een voortgangsbrief.", true);
    check("Over de voortgang rapporteer ik jaarlijks aan uw Kamer.", true);
    check("Ik verwacht uw Kamer hier in april over te kunnen informeren.", true);
    check("Ik streef ernaar dit voorstel in het vierde kwartaal bij uw Kamer in te dienen.", true);
    check("De ontwerp-AMvB wordt in het vierde kwartaal van 2026 bij beide Kamers voorgehangen.", true);
    check("Uiterlijk voor het commissiedebat van 12 maart 2026 ontvangt uw Kamer hierover een brief.", true);
}

#[test]
fn to_promise_and_to_look_into() {
    check("Ik zeg toe dit met de sector te bespreken.", true);
    check("Het kabinet zegt toe de Kamer te informeren.", true);
    check("Ik zal bezien of dit kan.", true);
    check("Het kabinet is bereid te bezien of er meer steun is.", true);
    check("Vanuit Nederland gaan we onderzoeken hoe dit kan.", true);
}

#[test]
fn to_deliver() {
    check(
        "Het ministerie van Verzonnen Zaken zal in het vierde kwartaal van 2026 een onderzoek opleveren.",
        true,
    );
    check("Bij de Voorjaarsnota 2026 zal het kabinet invulling geven aan de rest.", true);
    check("Eerder is aan uw Kamer medegedeeld dat deze in Q1 2026 zou verschijnen.", true);
}

#[test]
fn what_is_none() {
    check("Hierbij zend ik u de antwoorden op de vragen.", false);
    check("Met deze brief informeer ik uw Kamer over de stand van zaken.", false);
    check("Ik heb uw Kamer daarover op 3 mei geïnformeerd.", false);
    check("Uw Kamer is hierover eerder geïnformeerd.", false);
    check(
        "In mijn brief van 10 mei heb ik u geïnformeerd dat het kabinet dit in de komende periode zal onderzoeken.",
        false,
    );
    check("Nederland zal hierop blijven aandringen.", false);
    check("Ik kan uw Kamer hierover niet informeren.", false);
    check("De leden van de VVD-fractie vragen of het kabinet de Kamer zal informeren.", false);
    check("Het kabinet zal zich hiervoor inzetten in Europees verband.", false);
    check("De Rekenkamer informeert u separaat over het antwoord op deze vraag.", false);
    check("De Europese Commissie zal tweewekelijks rapporteren over de stand van zaken.", false);
}
