use super::*;

#[track_caller]
fn check(sentence: &str, expected: Claim) {
    assert_eq!(of_sentence(&sentence.to_lowercase()), expected, "{sentence:?}");
}

#[test]
fn done() {
    check("Met deze brief geef ik uitvoering aan de motie.", Claim::Done);
    check("Hiermee is de motie uitgevoerd.", Claim::Done);
    check("Ik beschouw de motie hiermee als afgedaan.", Claim::Done);
    check("Het kabinet heeft uitvoering gegeven aan de motie.", Claim::Done);
    check("De motie is uitgevoerd.", Claim::Done);
    check("Daarmee is invulling gegeven aan de motie.", Claim::Done);
    check("Hiermee doe ik de motie gestand.", Claim::Done);
    check("Ook kom ik hiermee tegemoet aan de motie.", Claim::Done);
}

#[test]
fn under_way() {
    check("Het kabinet geeft uitvoering aan de motie.", Claim::InProgress);
    check("Er wordt momenteel gewerkt aan de uitvoering van de motie.", Claim::InProgress);
    check("De motie wordt uitgevoerd.", Claim::InProgress);
    check("De motie is deels uitgevoerd.", Claim::InProgress);
    check("De motie is in uitvoering.", Claim::InProgress);
    check("Ter uitvoering van de motie is het overleg hervat.", Claim::InProgress);
}

#[test]
fn announced() {
    check("Het kabinet zal uitvoering geven aan de motie.", Claim::WillDo);
    check("Ik ben voornemens de motie uit te voeren.", Claim::WillDo);
    check("Het kabinet gaat de motie uitvoeren.", Claim::WillDo);
    check("Ter uitvoering van de motie zal ik in mei een plan sturen.", Claim::WillDo);
    check("De motie wordt in het tweede kwartaal uitgevoerd.", Claim::WillDo);
}

#[test]
fn not_done() {
    check("Het kabinet heeft nog geen uitvoering gegeven aan de motie.", Claim::NotDone);
    check("De motie is nog niet uitgevoerd.", Claim::NotDone);
    check("Het kabinet zal de motie niet uitvoeren.", Claim::NotDone);
    check("Aan de motie kan geen uitvoering worden gegeven.", Claim::NotDone);
}

#[test]
fn left_and_advised() {
    check("Opvolging hiervan wordt overgelaten aan een nieuw kabinet.", Claim::LeftToNextCabinet);
    check("De uitvoering van de motie is aan een volgend kabinet.", Claim::LeftToNextCabinet);
    check("De motie op stuk nr. 30 ontraad ik.", Claim::AdvisedAgainst);
    check("Daarmee moet ik de motie ontraden.", Claim::AdvisedAgainst);
    check("De motie als zodanig wordt ontraden.", Claim::AdvisedAgainst);
    check("Als Minister moet ik deze motie ontraden.", Claim::AdvisedAgainst);
    check("Wij doen het anders; ik ontraad de motie.", Claim::AdvisedAgainst);
}

#[test]
fn what_is_said_for_one_case_only_is_not_said() {
    check("Anders moet ik de motie ontraden.", Claim::Mentioned);
    check("Ik verzoek de motie aan te houden, anders ontraad ik haar.", Claim::Mentioned);
    check("Als het geld daarheen moet, dan moet ik de motie ontraden.", Claim::Mentioned);
    check("Maar als het betekent dat alles stopt, dan ontraad ik de motie.", Claim::Mentioned);
    check("Zo niet, dan moet ik de motie ontraden.", Claim::Mentioned);
    check("Tenzij de indiener haar aanhoudt, ontraad ik de motie.", Claim::Mentioned);
}

#[test]
fn only_mentioned() {
    check("Wanneer wordt de motie uitgevoerd?", Claim::Mentioned);
    check("De leden van de VVD-fractie vragen of de motie is uitgevoerd.", Claim::Mentioned);
    check("Ik informeer uw Kamer over de uitvoering van de motie.", Claim::Mentioned);
    check("De Kamer heeft de motie aangenomen.", Claim::Mentioned);
    check("Bezien wordt of de motie kan worden uitgevoerd.", Claim::Mentioned);
    check("De motie verzoekt de regering om onderzoek.", Claim::Mentioned);
}

#[test]
fn policies() {
    assert!(is_policy("ingezet, conform de "));
    assert!(is_policy("dit is in lijn met de gewijzigde "));
    assert!(is_policy("in lijn met de motie van het lid prins en de "));
    assert!(!is_policy("het kabinet geeft uitvoering aan de "));
}
