//! The site of a small parliament, served by the program, and a walk along all its links.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use parliament::{Parliament, Settings, Size};
use scraper::{Html, Selector};
use url::Url;

use super::{Data, Running};

/// So many addresses that differ only in their query are followed; each filter links to every other.
const VARIANTS: usize = 25;

/// Who may see `/beheer`.
pub const OPERATOR: &str = "beheer@voorbeeld.example";

/// A served site; it ends with the test.
pub struct Site {
    _server: Running,
    _data: Data,
    /// Its address, without a slash at the end.
    pub url: String,
}

impl Site {
    /// Follows a simulated parliament to its end and serves it.
    pub fn of_a_small_parliament() -> Site {
        Site::serve(Site::small_parliament(), "127.0.0.1:0", &[])
    }

    /// The same where readers sign in; their mails come into a folder.
    pub fn of_a_small_parliament_with_readers() -> (Site, PathBuf) {
        let data = Site::small_parliament();
        let mails = data.folder().join("mail");
        // links in mails need the port beforehand
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
        let mail = format!("file:{}", mails.display());
        let settings = [
            ("KAMERSPOOR_ACCOUNTS", "open"),
            ("KAMERSPOOR_OPERATOR", OPERATOR),
            ("KAMERSPOOR_MAIL", mail.as_str()),
        ];
        (Site::serve(data, &format!("127.0.0.1:{}", free.port()), &settings), mails)
    }

    fn small_parliament() -> Data {
        let parliament = Parliament::new(Settings { size: Size::documents(60), ..Settings::default() });
        let source =
            parliament::serve(Arc::new(parliament), ([127, 0, 0, 1], 0).into()).expect("a free port");
        let data = Data::new();
        data.run(&["sync", "--once", "--source", &source.url()]);
        data
    }

    /// Serves what a folder holds.
    fn serve(data: Data, listen: &str, settings: &[(&str, &str)]) -> Site {
        let mut child = data
            .command(&["serve", "--listen", listen])
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let server = Running(child);
        let url = lines
            .find_map(|line| line.expect("text").strip_prefix("open ").map(str::to_owned))
            .expect("it says what to open");
        std::thread::spawn(move || lines.for_each(drop));
        Site { _server: server, _data: data, url }
    }
}

/// What a walk found.
#[derive(Default)]
pub struct Walk {
    /// The kinds of pages, by the form of their address, each with the largest of the kind.
    pub kinds: BTreeMap<String, (String, usize)>,
    /// Pages that were read.
    pub pages: usize,
    /// What is wrong, with the address.
    pub faults: Vec<String>,
}

/// A link: where it leads, the anchor there, and the page it stands on.
struct Link {
    address: String,
    anchor: Option<String>,
    on: String,
}

/// Follows every link from the front page on and looks at each page that it meets.
pub fn walk(site: &Site) -> Walk {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut walk = Walk::default();
    let mut seen: HashSet<String> = HashSet::from(["/".to_owned()]);
    let mut variants: BTreeMap<String, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([("/".to_owned(), "the beginning".to_owned())]);
    let mut anchors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut jumps: Vec<Link> = Vec::new();
    while let Some((address, on)) = queue.pop_front() {
        let mut answer = match agent.get(format!("{}{address}", site.url)).call() {
            Ok(answer) => answer,
            Err(error) => {
                walk.faults.push(format!("{address} (linked on {on}): {error}"));
                continue;
            }
        };
        if answer.status() != 200 {
            walk.faults.push(format!("{address} (linked on {on}): status {}", answer.status()));
            continue;
        }
        let kind =
            answer.headers().get("content-type").map(|value| value.to_str().unwrap_or_default().to_owned());
        let bytes = answer.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap_or_default();
        walk.pages += 1;
        match kind.as_deref() {
            Some(kind) if kind.starts_with("text/html") => {}
            Some(kind) if kind.starts_with("application/json") => {
                if let Err(error) = serde_json::from_slice::<serde_json::Value>(&bytes) {
                    walk.faults.push(format!("{address}: {error}"));
                }
                continue;
            }
            Some(_) => continue,
            None => {
                walk.faults.push(format!("{address}: no content type"));
                continue;
            }
        }
        let largest = walk.kinds.entry(form(&address)).or_default();
        if bytes.len() > largest.1 {
            *largest = (address.clone(), bytes.len());
        }
        let page = Html::parse_document(&String::from_utf8_lossy(&bytes));
        walk.faults.extend(faults(&page).into_iter().map(|fault| format!("{address}: {fault}")));
        anchors.insert(address.clone(), ids(&page).into_iter().collect());
        for link in links(&page, &address) {
            let path = link.address.split('?').next().unwrap_or_default().to_owned();
            if !seen.contains(&link.address) {
                let variants = variants.entry(path).or_default();
                if link.address.contains('?') {
                    if *variants >= VARIANTS {
                        continue;
                    }
                    *variants += 1;
                }
                seen.insert(link.address.clone());
                queue.push_back((link.address.clone(), link.on.clone()));
            }
            if link.anchor.is_some() {
                jumps.push(link);
            }
        }
    }
    for jump in jumps {
        let anchor = jump.anchor.as_deref().unwrap_or_default();
        if anchors.get(&jump.address).is_some_and(|ids| !ids.contains(anchor)) {
            walk.faults.push(format!("{}: no place #{anchor} on {}", jump.on, jump.address));
        }
    }
    walk
}

/// The form of an address: `/document/2026D00001` is one of `/document/…`.
fn form(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let mut parts = path.split('/').skip(1);
    let first = parts.next().unwrap_or_default();
    format!("/{first}{}", "/…".repeat(parts.count()))
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn ids(page: &Html) -> Vec<String> {
    select(page, "[id]").iter().filter_map(|element| element.value().id().map(str::to_owned)).collect()
}

fn links(page: &Html, address: &str) -> Vec<Link> {
    let base = Url::parse("http://site.invalid")
        .and_then(|site| site.join(address))
        .expect("an address of the site");
    let attributes =
        [("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("form[method=get]", "action")];
    let mut found = Vec::new();
    for (element, attribute) in attributes {
        for element in select(page, &format!("{element}[{attribute}]")) {
            let Ok(target) = base.join(element.value().attr(attribute).unwrap_or_default()) else { continue };
            if target.host_str() != Some("site.invalid") {
                continue;
            }
            let query = target.query().map(|query| format!("?{query}")).unwrap_or_default();
            found.push(Link {
                address: format!("{}{query}", target.path()),
                anchor: target.fragment().filter(|anchor| !anchor.is_empty()).map(str::to_owned),
                on: address.to_owned(),
            });
        }
    }
    found
}

/// What is wrong with a page, as an HTML parser and a reader with a screen reader would notice.
fn faults(page: &Html) -> Vec<String> {
    let mut faults: Vec<String> = page.errors.iter().map(|error| format!("HTML: {error}")).collect();
    let text = |selector| {
        select(page, selector).iter().map(|element| element.text().collect::<String>()).collect::<Vec<_>>()
    };
    match text("head > title").as_slice() {
        [title] if !title.trim().is_empty() => {}
        other => faults.push(format!("the title is {other:?}")),
    }
    match text("h1").as_slice() {
        [heading] if !heading.trim().is_empty() => {}
        other => faults.push(format!("the first headings are {other:?}")),
    }
    if select(page, "html[lang]").is_empty() {
        faults.push("no language".to_owned());
    }
    let mut level = 0;
    for heading in select(page, "h1, h2, h3, h4, h5, h6") {
        let this = heading.value().name()[1..].parse::<u32>().unwrap_or(0);
        if this > level + 1 && level > 0 {
            faults.push(format!(
                "a heading of level {this} follows one of level {level}: {}",
                heading.text().collect::<String>().trim()
            ));
        }
        level = this;
    }
    let mut known = BTreeSet::new();
    for id in ids(page) {
        if !known.insert(id.clone()) {
            faults.push(format!("two places are called #{id}"));
        }
    }
    let nested = "a a, a button, button a, p > div, p > p, ul > :not(li):not(script):not(template), ol > :not(li), dl > :not(dt):not(dd):not(div)";
    faults.extend(
        select(page, nested)
            .iter()
            .map(|element| format!("<{}> where none may stand", element.value().name())),
    );
    faults.extend(select(page, "img:not([alt])").iter().map(|_| "a picture without a text".to_owned()));
    faults.extend(
        select(page, "[style], [onclick], script:not([src]):not([type])")
            .iter()
            .map(|element| format!("<{}> with what the content policy forbids", element.value().name())),
    );
    faults
}
