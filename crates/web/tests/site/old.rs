//! Addresses of OpenTK lead here, for good, and nowhere else.

use axum::http::StatusCode;
use model::Category;

use crate::support::{Parliament, id, record, text};

fn parliament() -> Parliament {
    let mut parliament = Parliament::told();
    let values = [("number", text("8090")), ("name", text("vaste commissie voor Voorbeeldzaken"))];
    parliament.save(vec![record(Category::Committee, 90, &values, &[])]);
    parliament
}

#[tokio::test]
async fn every_old_address_leads_to_the_same_thing_here() {
    let site = parliament().site();
    let committee = format!("/commissie.html?id={}", id(90));
    let meeting = format!("/verslag.html?vergaderingid={}", id(91));
    let transcript = format!("/verslag/{}", id(91));
    let cases = [
        ("/document.html?nummer=2031D00010", "/document/2031D00010"),
        ("/tkconv/document.html?nummer=2031D00010", "/document/2031D00010"),
        ("/document.html?nummer=2031D99999", "/document/2031D99999"),
        ("/document.html?nummer=", "/"),
        ("/get/2031D00010", "/document/2031D00010"),
        ("/getdoc/2031D00010", "/document/2031D00010"),
        ("/getraw/2031D00010", "/document/2031D00010/origineel"),
        ("/op/kst-36999-XX-12", "/document/2031D00010"),
        ("/kst-36999-XX-12", "/document/2031D00010"),
        ("/kst-36999-XX-12.html", "/document/2031D00010"),
        ("/kst-1-1", "/document/kst-1-1"),
        ("/ah-tk-20302031-608", "/document/2031D00013"),
        ("/persoon.html?nummer=9001", "/persoon/fenna-van-der-proefstra-9001"),
        ("/persoon.html?nummer=1", "/persoon/1"),
        ("/personphoto/9001", "/persoon/fenna-van-der-proefstra-9001/foto"),
        ("/zaak.html?nummer=2031Z00006", "/zaak/2031Z00006"),
        ("/ksd.html?ksd=36999&toevoeging=XX", "/dossier/36999-XX"),
        ("/ksd.html?ksd=36999-XX&toevoeging=XX", "/dossier/36999-XX"),
        ("/ksd.html?ksd=36999", "/dossier/36999"),
        ("/activiteit.html?nummer=2031A00007", "/activiteit/2031A00007"),
        (&committee, "/commissie/vaste-commissie-voor-voorbeeldzaken-8090"),
        ("/commissie.html?id=x", "/commissies"),
        (&meeting, transcript.as_str()),
        ("/search.html?q=zand+en+zee&twomonths=true&soorten=moties", "/zoeken?q=zand+en+zee&soort=Motie"),
        ("/search.html", "/zoeken"),
        ("/search/index.xml?q=zand", "/zoeken.atom?q=zand"),
        ("/index.html", "/"),
        ("/kamerleden.html", "/kamerleden"),
        ("/geschenken.html", "/geschenken"),
        ("/stemmingen.html", "/stemmingen"),
        ("/open-vragen.html", "/open-vragen"),
        ("/jarig-vandaag", "/verjaardagen.json"),
    ];
    for (old, new) in cases {
        let page = site.get(old).await;
        assert_eq!((page.status, page.header("location")), (StatusCode::MOVED_PERMANENTLY, new), "{old}");
    }
}

#[tokio::test]
async fn no_old_address_leads_to_another_site() {
    let site = parliament().site();
    for odd in [
        "/get///evil.example",
        "/get/%2F%2Fevil.example",
        "/op/https:%2F%2Fevil.example",
        "/document.html?nummer=//evil.example",
        "/document.html?nummer=%0d%0aset-cookie:a",
        "/persoon.html?nummer=https://evil.example",
        "/ksd.html?ksd=..%2F..%2F%2Fevil.example",
        "/activiteit.html?nummer=%5Cevil.example",
        "/search.html?q=//evil.example",
        "/tkconv//evil.example",
        "/kst-/../../evil.example",
    ] {
        let page = site.get(odd).await;
        let to = page.header("location");
        assert!(page.header("set-cookie").is_empty(), "{odd}");
        assert!(
            to.is_empty() || to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'),
            "{odd}: {to}"
        );
        assert!(
            page.status == StatusCode::NOT_FOUND || page.status == StatusCode::MOVED_PERMANENTLY,
            "{odd}"
        );
    }
}
