//! Every page of a small parliament: its links, its form, and how a browser and an accessibility checker take it.

use std::collections::BTreeMap;
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
    let (site, kinds) = small_site().await;
    let addresses: Vec<&str> = kinds.values().map(|(address, _)| address.as_str()).collect();
    let faults = look(&browser, &axe, &site, &addresses).await;
    browser.window.clone().close().await.expect("the browser ends");
    tell(&faults);
}

/// Each kind of page, its largest example, on a desk and a phone: nothing wider than the screen, no text cut off or over
/// other text, no word broken where it is a name of something.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_shows_each_kind_of_page_whole() {
    let Some(browser) = Browser::start().await else { return };
    let (site, kinds) = small_site().await;
    let lists = [
        "/spoor?q=medische+evacuaties",
        "/zoeken?q=motie",
        "/toezeggingen?tab=stukken",
        "/toezeggingen?status=te-laat",
        "/moties?uitslag=aangenomen",
        "/moties?taal=en",
        "/bestaat-niet",
    ];
    let answer = answer_to_questions(&site);
    let largest = kinds.values().map(|(address, _)| address.as_str());
    let addresses: Vec<&str> = largest.chain(lists).chain([answer.as_str()]).collect();
    let mut faults = Vec::new();
    let mut lines = 0;
    for (width, height) in [(1280, 900), (390, 844)] {
        browser.screen(width, height, false).await;
        for address in &addresses {
            browser.window.goto(&format!("{}{address}", site.url)).await.expect("the page comes");
            let looked = browser.window.execute(WHOLE, Vec::new()).await.expect("the page is measured");
            lines += looked["lines"].as_u64().expect("lines are counted");
            let said = looked["faults"].as_array().expect("a list").iter().filter_map(Value::as_str);
            faults.extend(said.map(|fault| format!("{address} at {width} px: {fault}")));
        }
    }
    browser.window.clone().close().await.expect("the browser ends");
    assert!(lines > 5_000, "only {lines} lines of text were measured");
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

/// A paper with all its particulars: an answer to written questions has a number in the annex.
fn answer_to_questions(site: &Site) -> String {
    let address = format!("{}/vragen.json", site.url);
    let mut found = ureq::get(&address).call().expect("questions with answers");
    let found: Value = serde_json::from_str(&found.body_mut().read_to_string().expect("text")).expect("JSON");
    let units = found["exchanges"].as_array().expect("a list");
    let answer = units.iter().find(|unit| unit["document"]["kind"] == "Antwoord schriftelijke vragen");
    format!("/document/{}", answer.expect("an answer")["document"]["number"].as_str().expect("a number"))
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

/// The site of a small parliament and its kinds of pages.
async fn small_site() -> (Site, BTreeMap<String, (String, usize)>) {
    tokio::task::spawn_blocking(|| {
        let site = Site::of_a_small_parliament();
        let kinds = walk(&site).kinds;
        (site, kinds)
    })
    .await
    .expect("a site")
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

/// Measures every line of text: is it cut off by what it stands in, does it lie over another, is a name broken.
const WHOLE: &str = r#"
const faults = [];
const page = document.documentElement;
if (page.scrollWidth > page.clientWidth + 1) faults.push(`wider than the screen: ${page.scrollWidth} px`);
const short = text => text.trim().replace(/\s+/g, " ").slice(0, 60);
const frames = new Map();
const frame = element => {
  if (!element || element === document.body) return [];
  if (!frames.has(element)) {
    const style = getComputedStyle(element);
    const own = style.overflowX === "visible" && style.overflowY === "visible" ? [] : [{
      box: element.getBoundingClientRect(),
      // what scrolls is reached, what is cut to some lines on purpose is a beginning
      fair: /auto|scroll/.test(style.overflowX + style.overflowY) || style.webkitLineClamp !== "none",
    }];
    frames.set(element, own.concat(frame(element.parentElement)));
  }
  return frames.get(element);
};
const block = element => {
  while (getComputedStyle(element).display.startsWith("inline") || getComputedStyle(element).display === "contents") element = element.parentElement;
  return element.getBoundingClientRect();
};
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  const element = node.parentElement;
  if (!node.data.trim() || element.closest(".hidden, .skip, script, style, noscript, template, svg, option, datalist")) continue;
  if (!element.checkVisibility({ visibilityProperty: true })) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const rect of range.getClientRects()) {
    if (rect.width < 2 || rect.height < 2) continue;
    let { left, right, top, bottom } = rect;
    if (right > block(element).right + 2 && !frame(element).some(({ fair }) => fair)) faults.push(`sticks out: ${short(node.data)}`);
    for (const { box, fair } of frame(element)) {
      if (!fair && (left < box.left - 1 || right > box.right + 1)) faults.push(`cut off: ${short(node.data)}`);
      left = Math.max(left, box.left); right = Math.min(right, box.right);
      top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom);
    }
    // letters are lower than the box of their line
    const inset = (bottom - top) / 4;
    if (right - left > 4 && bottom - top > 4)
      lines.push({ left: left + 1, right: right - 1, top: top + inset, bottom: bottom - inset, node });
  }
  if (element.closest("dt, th, button, .button, label, nav a, .entry-kind, h2, h3")) {
    for (const word of node.data.matchAll(/[^\s\-\/\u00ad]{2,30}/g)) {
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].filter(rect => rect.width > 1).map(rect => Math.round(rect.top)));
      if (tops.size > 1) faults.push(`broken word: ${word[0]}`);
    }
  }
}
lines.sort((a, b) => a.top - b.top);
lines.forEach((line, at) => {
  for (let next = at + 1; next < lines.length && lines[next].top < line.bottom; next++) {
    const other = lines[next];
    // lines of one text that are left out stand where the last of them ends
    if (line.node !== other.node && Math.min(line.right, other.right) - Math.max(line.left, other.left) > 2)
      faults.push(`over one another: ${short(line.node.data)} | ${short(other.node.data)}`);
  }
});
return { lines: lines.length, faults: [...new Set(faults)].slice(0, 8) };
"#;

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
