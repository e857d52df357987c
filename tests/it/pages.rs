//! Every page of a small parliament: its links, its form, and how a browser and an accessibility checker take it.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use serde_json::Value;

use crate::follow::{link, mail, wait};
use crate::support::browser::Browser;
use crate::support::site::{OPERATOR, Site, walk};

fn tell(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults, the first of them:\n{}",
        faults.len(),
        faults[..faults.len().min(60)].join("\n")
    );
}

#[test]
fn every_link_leads_to_a_sound_page() {
    let site = Site::of_a_small_parliament();
    let walk = walk(&site);
    eprintln!("{} pages of {} kinds", walk.pages, walk.kinds.len());
    tell(&walk.faults);
    assert!(walk.pages > 300, "only {} pages were met", walk.pages);
    for kind in ["/", "/zoeken", "/document/…", "/dossier/…", "/motie/…", "/toezegging/…", "/vraag/…/…"]
    {
        assert!(walk.kinds.contains_key(kind), "no page {kind} was met");
    }
}

/// Each kind of page, its largest example, on a desk and a phone, light and dark.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_finds_each_kind_of_page_accessible() {
    let Some(axe) = axe() else { return };
    let Some(browser) = Browser::start().await else { return };
    let (site, kinds) = tokio::task::spawn_blocking(|| {
        let site = Site::of_a_small_parliament();
        let kinds = walk(&site).kinds;
        (site, kinds)
    })
    .await
    .expect("a site");
    let addresses: Vec<&str> = kinds.values().map(|(address, _)| address.as_str()).collect();
    let faults = look(&browser, &axe, &site, &addresses).await;
    browser.window.clone().close().await.expect("the browser ends");
    tell(&faults);
}

/// The pages that only a reader who signed in sees, and the operator's.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_finds_the_pages_of_a_reader_accessible() {
    let Some(axe) = axe() else { return };
    let Some(browser) = Browser::start().await else { return };
    let (site, mails) =
        tokio::task::spawn_blocking(Site::of_a_small_parliament_with_readers).await.expect("a site");
    let mut faults = look(&browser, &axe, &site, &["/mijn", "/mijn/aanmelden"]).await;
    let window = &browser.window;
    let go =
        async |address: &str| window.goto(&format!("{}{address}", site.url)).await.expect("the page comes");
    go("/mijn/aanmelden").await;
    let field = window.find(Locator::Css("input[name=adres]")).await.expect("a field");
    field.send_keys(OPERATOR).await.expect("keys");
    browser.press("Stuur mij een link").await;
    let letter = tokio::task::spawn_blocking(move || wait("the mail to sign in", || mail(&mails, "-s-")))
        .await
        .expect("a mail");
    let door = link(&letter, &format!("{}/mijn/aanmelden/", site.url));
    let door = door.strip_prefix(&site.url).expect("a page of the site");
    faults.extend(look(&browser, &axe, &site, &[door]).await);
    go(door).await;
    browser.press("Aanmelden").await;
    go("/volgen?pagina=/zoeken?q=motie").await;
    browser.press("Volgen").await;
    window.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css("h1")).await.expect("a heading");
    let watch = window.current_url().await.expect("an address").path().to_owned();
    assert!(watch.starts_with("/mijn/volgt/"), "{watch}");
    let own = ["/volgen?pagina=/zoeken?q=stikstof", "/mijn", watch.as_str(), "/mijn/verwijderen", "/beheer"];
    for address in own {
        go(address).await;
        let heading = window.find(Locator::Css("h1")).await.expect("a heading").text().await.expect("text");
        assert!(!heading.contains("bestaat niet"), "{address}: {heading}");
    }
    faults.extend(look(&browser, &axe, &site, &own).await);
    browser.window.clone().close().await.expect("the browser ends");
    tell(&faults);
}

/// The script of the accessibility checker, if it is there.
fn axe() -> Option<String> {
    let Some(axe) = std::env::var_os("KAMERSPOOR_AXE").map(PathBuf::from) else {
        eprintln!(
            "SKIPPED: KAMERSPOOR_AXE does not name axe.min.js; `cargo xtask ci` fetches it where npm is there"
        );
        return None;
    };
    Some(std::fs::read_to_string(axe).expect("axe.min.js"))
}

/// What is wrong with these pages on a desk and a phone, light and dark.
async fn look(browser: &Browser, axe: &str, site: &Site, addresses: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for (width, height, dark) in [(1280, 900, false), (390, 844, true), (1280, 900, true), (390, 844, false)]
    {
        browser.screen(width, height, dark).await;
        let screen = format!("{width} px{}", if dark { ", dark" } else { "" });
        for address in addresses {
            browser.window.goto(&format!("{}{address}", site.url)).await.expect("the page comes");
            let looked = browser
                .window
                .execute_async(&format!("{axe}\n{LOOK}"), Vec::new())
                .await
                .expect("axe answers");
            let texts = looked.as_array().cloned().unwrap_or_else(|| vec![looked]);
            let said = texts.iter().filter_map(Value::as_str).map(str::to_owned);
            faults.extend(
                said.chain(browser.complaints().await).map(|fault| format!("{address} at {screen}: {fault}")),
            );
        }
    }
    faults
}

/// Asks axe for what breaks WCAG 2.2 AA or good practice, and whether the page is wider than the screen.
const LOOK: &str = r#"
const done = arguments[arguments.length - 1];
const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth + 1
  ? [`wider than the screen: ${document.documentElement.scrollWidth} px`] : [];
axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
  .then(found => done(wide.concat(found.violations.map(rule =>
    `${rule.id} (${rule.nodes.length}×): ${rule.help}: ${rule.nodes[0].html.slice(0, 200)} ${rule.nodes[0].failureSummary.slice(0, 300)}`))))
  .catch(error => done([`axe failed: ${error}`]));
"#;
