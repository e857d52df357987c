//! The whole way of a reader: sign in by a mail, follow a motion, its vote arrives, a mail tells it, one click ends it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::Locator;
use parliament::{Grow, Parliament, Server, Settings, Size};

use crate::support::browser::Browser;
use crate::support::{Data, Running};

/// A site that follows a parliament which holds its breath before a vote.
struct Scene {
    url: String,
    mails: PathBuf,
    data: Data,
    source: Server,
    motion: String,
    _site: Running,
}

fn settings(grow: Grow) -> Settings {
    Settings { size: Size::documents(60), grow, ..Settings::default() }
}

/// How many entries there are before the decision on the story's motion.
fn before_the_vote() -> u64 {
    let parliament = Parliament::new(settings(Grow::All));
    let case = parliament.story().motion_case;
    let (mut after, mut count, mut own) = (None, 0, None::<String>);
    loop {
        let page = parliament.feed_page("http://source.invalid/SyncFeed/2.0", None, after);
        let entries: Vec<&str> = page.split("<entry").skip(1).collect();
        if entries.is_empty() {
            panic!("the story has no vote on {case}");
        }
        for entry in entries {
            if own.is_none() && entry.contains(&format!(">{case}<")) {
                // the id of the case, as decisions refer to it
                let id = entry.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
                own = id.map(str::to_owned);
            } else if own
                .as_ref()
                .is_some_and(|own| entry.contains(own.as_str()) && entry.contains("besluitSoort>Stemmen"))
            {
                return count;
            }
            count += 1;
        }
        let token = page.rsplit("skiptoken=").next().and_then(|rest| rest.split(['"', '&']).next());
        after = token.and_then(|token| token.parse().ok());
    }
}

pub(crate) fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(120) {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} did not come");
}

/// The text of the newest mail whose name has this mark, decoded.
pub(crate) fn mail(folder: &Path, mark: &str) -> Option<String> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".eml") && path.to_string_lossy().contains(mark))
        .collect();
    names.sort();
    let text = std::fs::read_to_string(names.pop()?).ok()?;
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_str();
    while let Some(at) = rest.find('=') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        match rest.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[at + 3..];
            }
            None => {
                bytes.push(b'=');
                rest = &rest[at + 1..];
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

pub(crate) fn link(mail: &str, beginning: &str) -> String {
    let at = mail.find(beginning).unwrap_or_else(|| panic!("no {beginning} in {mail}"));
    mail[at..]
        .split(|sign: char| sign.is_whitespace() || sign == '>' || sign == '"')
        .next()
        .expect("text")
        .to_owned()
}

impl Scene {
    fn set() -> Scene {
        let parliament = Parliament::new(settings(Grow::Entries(before_the_vote())));
        let story = parliament.story();
        let motion = format!("/motie/{}-{}", story.dossier, story.motion_paper);
        let source =
            parliament::serve(Arc::new(parliament), ([127, 0, 0, 1], 0).into()).expect("a free port");
        let data = Data::new();
        let mails = data.folder().join("mail");
        // links in mails need the port beforehand
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let listen = format!("127.0.0.1:{port}");
        let site = data
            .command(&["up", "--source", &source.url(), "--interval", "1", "--listen", &listen])
            .env("KAMERSPOOR_ACCOUNTS", "open")
            .env("KAMERSPOOR_MAIL", format!("file:{}", mails.display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let scene =
            Scene { url: format!("http://{listen}"), mails, data, source, motion, _site: Running(site) };
        wait("the baseline", || {
            let people = store::people::People::open(scene.data.folder()).ok()?;
            people.setting("baseline").ok().flatten()
        });
        scene
    }

    /// The vote arrives; gives the mail about it.
    fn vote(&self) -> String {
        self.source.parliament().advance(u64::MAX);
        wait("the mail about the vote", || {
            mail(&self.mails, "-d-")
                .filter(|mail| mail.contains("Aangenomen met") || mail.contains("Verworpen met"))
        })
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().new_agent()
}

fn field(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no field {name} in {page}")) + mark.len();
    page[at..].split('"').next().expect("text").to_owned()
}

#[test]
fn a_reader_follows_a_motion_hears_of_its_vote_and_leaves_by_one_click() {
    let scene = Scene::set();
    let agent = agent();
    let url = |path: &str| format!("{}{path}", scene.url);
    let answer = agent
        .post(url("/mijn/aanmelden"))
        .send_form([("adres", "lezer@voorbeeld.example")])
        .expect("an answer");
    assert_eq!(answer.status(), 200);
    let letter = wait("the mail to sign in", || mail(&scene.mails, "-s-"));
    let door = link(&letter, &url("/mijn/aanmelden/"));
    let answer = agent.post(&door).send_empty().expect("an answer");
    assert_eq!(answer.status(), 303);
    let cookie =
        answer.headers()["set-cookie"].to_str().expect("text").split(';').next().expect("text").to_owned();
    let page = |path: &str| {
        let mut answer = agent.get(url(path)).header("cookie", &cookie).call().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.body_mut().read_to_string().expect("text")
    };
    let csrf = field(&page(&format!("/volgen?pagina={}", scene.motion)), "csrf");
    let form = [("csrf", csrf.as_str()), ("pagina", scene.motion.as_str()), ("ritme", "live")];
    let answer = agent.post(url("/volgen")).header("cookie", &cookie).send_form(form).expect("an answer");
    assert_eq!(answer.status(), 303);
    let told = scene.vote();
    assert!(told.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{told}");
    assert!(told.contains(&format!("{}/", scene.url)), "{told}");
    let leave = link(&told, &url("/afmelden/"));
    assert!(page("/mijn").contains(&scene.motion));
    let answer = agent.post(&leave).send_form([("List-Unsubscribe", "One-Click")]).expect("an answer");
    assert_eq!(answer.status(), 200);
    assert!(!page("/mijn").contains(&scene.motion), "one click ends it");
    // once more over everything, also from nothing: it is told already
    let count = std::fs::read_dir(&scene.mails).expect("a folder").count();
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(std::fs::read_dir(&scene.mails).expect("a folder").count(), count);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_signs_in_and_follows() {
    let Some(browser) = Browser::start().await else { return };
    let scene = tokio::task::spawn_blocking(Scene::set).await.expect("a site");
    browser.screen(1280, 1000, false).await;
    let window = &browser.window;
    window.goto(&format!("{}/mijn", scene.url)).await.expect("the page comes");
    assert!(
        window.get_all_cookies().await.expect("cookies").is_empty(),
        "no cookie before somebody signs in"
    );
    let field = window.find(Locator::Css("input[name=adres]")).await.expect("a field");
    field.send_keys("lezer@voorbeeld.example").await.expect("keys");
    browser.press("Stuur mij een link").await;
    let folder = scene.mails.clone();
    let letter = tokio::task::spawn_blocking(move || wait("the mail to sign in", || mail(&folder, "-s-")))
        .await
        .expect("a mail");
    window.goto(&link(&letter, &format!("{}/mijn/aanmelden/", scene.url))).await.expect("the page comes");
    browser.press("Aanmelden").await;
    let cookies = window.get_all_cookies().await.expect("cookies");
    assert_eq!(cookies.len(), 1);
    assert_eq!(cookies[0].http_only(), Some(true));
    window.goto(&format!("{}{}", scene.url, scene.motion)).await.expect("the page comes");
    window
        .find(Locator::Css(".tools .follow"))
        .await
        .expect("a way to follow")
        .click()
        .await
        .expect("a click");
    browser.press("Volgen").await;
    window.goto(&format!("{}/mijn", scene.url)).await.expect("the page comes");
    let page = window.source().await.expect("a page");
    assert!(page.contains(&scene.motion), "{page}");
    browser.press("Pauzeren").await;
    let paused = Locator::XPath("//main//*[contains(text(), 'gepauzeerd')]");
    window.wait().at_most(Duration::from_secs(10)).for_element(paused).await.expect("it says so");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
