//! What a reader may and may not do: one test for each way in that must stay shut.

use std::sync::Arc;

use alerts::secret::Token;
use alerts::{Email, Lang, Target};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use store::people::People;
use store::people::sessions::Mode;
use web::{Mine, Preview, Previewer};

use crate::support::{Answer, Parliament, Site, now};

struct Nothing;

impl Previewer for Nothing {
    fn preview(&self, target: &Target) -> Result<Preview, String> {
        match target {
            Target::Query { query, .. } if query == "(" => Err("Er ontbreekt een haakje.".to_owned()),
            _ => Ok(Preview::default()),
        }
    }
}

/// A site with readers, and its database.
struct Readers {
    site: Site,
    people: Arc<People>,
}

/// What a hidden field of a form holds.
fn field(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at =
        answer.body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {}", answer.body)) + mark.len();
    answer.body[at..].split('"').next().unwrap().to_owned()
}

impl Readers {
    fn with(mode: Mode, secure: bool) -> Readers {
        Readers::over(&Parliament::told(), mode, secure)
    }

    fn over(parliament: &Parliament, mode: Mode, secure: bool) -> Readers {
        let people = Arc::new(People::in_memory().unwrap());
        let own = people.clone();
        let site = parliament.site_with(move |app| {
            app.with_mine(Mine { people: own, mode, previews: Arc::new(Nothing), secure })
        });
        Readers { site, people }
    }

    fn open() -> Readers {
        Readers::with(Mode::Open(Email::parse("beheer@voorbeeld.example")), false)
    }

    async fn ask(&self, method: &str, address: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(address).header("host", "kamerspoor.example");
        if method == "POST" {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        self.site.ask(request).await
    }

    async fn get(&self, address: &str, cookie: &str) -> Answer {
        self.ask("GET", address, "", &[("cookie", cookie)]).await
    }

    async fn post(&self, address: &str, body: &str, cookie: &str) -> Answer {
        self.ask("POST", address, body, &[("cookie", cookie)]).await
    }

    /// Asks for a link and gives the token as the mail would hold it.
    async fn token(&self, address: &str) -> Option<Token> {
        self.post("/mijn/aanmelden", &format!("adres={}", address.replace('+', "%2B")), "").await;
        let wish = self.people.wishes(now(), 100).unwrap().pop()?;
        let token = Token::random().unwrap();
        self.people.prepare_sign_in(wish.id, token.hash(), now()).unwrap();
        self.people.settle_sign_in(wish.id, None).unwrap();
        Some(token)
    }

    /// Signs in and gives the cookie.
    async fn sign_in(&self, address: &str) -> String {
        let token = self.token(address).await.expect("a mail");
        let answer = self.post(&format!("/mijn/aanmelden/{}", token.as_str()), "", "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    async fn follow(&self, cookie: &str, page: &str) -> Answer {
        let form = self.get(&format!("/volgen?pagina={page}"), cookie).await;
        let csrf = field(&form, "csrf");
        self.post("/volgen", &format!("csrf={csrf}&pagina={page}&ritme=live"), cookie).await
    }
}

const READER: &str = "lezer@voorbeeld.example";

#[tokio::test]
async fn a_page_is_read_without_any_cookie() {
    let readers = Readers::open();
    for address in ["/", "/mijn/aanmelden", "/volgen?pagina=/zoeken?q=haven", "/zoeken?q=haven"] {
        let answer = readers.get(address, "").await;
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{address}");
    }
}

#[tokio::test]
async fn a_link_signs_in_once_and_only_by_its_button() {
    let readers = Readers::open();
    let token = readers.token(READER).await.unwrap();
    let link = format!("/mijn/aanmelden/{}", token.as_str());
    // a scanner of mail opens the link as often as it likes
    for _ in 0..3 {
        let answer = readers.get(&link, "").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    }
    assert_eq!(readers.post(&link, "", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(readers.post(&link, "", "").await.status, StatusCode::GONE);
    assert_eq!(readers.get(&link, "").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_link_ends_after_twenty_minutes() {
    let readers = Readers::open();
    let token = readers.token(READER).await.unwrap();
    let later = now().checked_add(jiff::SignedDuration::from_mins(21)).unwrap();
    assert!(readers.people.link_works(token.hash(), now()).unwrap());
    assert!(!readers.people.link_works(token.hash(), later).unwrap());
}

#[tokio::test]
async fn nothing_that_is_kept_opens_a_door() {
    let readers = Readers::open();
    let token = readers.token(READER).await.unwrap();
    let cookie = readers.sign_in("ander@voorbeeld.example").await;
    let session = cookie.split('=').nth(1).unwrap();
    let kept = readers.people.dump().unwrap();
    for secret in [token.as_str(), session] {
        assert!(!kept.contains(secret), "a token lies in the database");
    }
}

#[tokio::test]
async fn the_cookie_is_new_at_each_sign_in_and_out_of_reach_of_scripts() {
    let readers = Readers::with(Mode::Open(None), true);
    let token = readers.token(READER).await.unwrap();
    let planted = "__Host-kamerspoor=geplant";
    let answer = readers.post(&format!("/mijn/aanmelden/{}", token.as_str()), "", planted).await;
    let cookie = answer.header("set-cookie");
    assert!(!cookie.contains("geplant"), "a session that was known before is not raised");
    for part in ["__Host-kamerspoor=", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
        assert!(cookie.contains(part), "{part} is not in {cookie}");
    }
    assert_eq!(readers.get("/mijn", planted).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn known_unknown_blocked_and_refused_addresses_get_the_same_answer() {
    let readers = Readers::with(Mode::Single(Email::parse(READER)), false);
    let blocked = Email::parse("geblokkeerd@voorbeeld.example").unwrap();
    let id = readers.people.add_account(&blocked, Lang::Nl, false, now()).unwrap();
    readers.people.block(id, true).unwrap();
    let mut answers = Vec::new();
    for address in [READER, "vreemd@voorbeeld.example", "geblokkeerd@voorbeeld.example"] {
        let answer = readers.post("/mijn/aanmelden", &format!("adres={address}"), "").await;
        answers.push((answer.status, answer.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let wishes = readers.people.wishes(now(), 10).unwrap();
    assert_eq!(wishes.len(), 1, "a mail goes to who may sign in, and to nobody else");
    assert!(
        !readers.people.dump().unwrap().contains("vreemd@"),
        "who is not let in leaves no address behind"
    );
}

#[tokio::test]
async fn one_address_gets_few_mails_and_one_visitor_asks_for_few() {
    let readers = Readers::open();
    for _ in 0..12 {
        assert_eq!(
            readers.post("/mijn/aanmelden", &format!("adres={READER}"), "").await.status,
            StatusCode::OK
        );
    }
    assert_eq!(readers.people.wishes(now(), 100).unwrap().len(), 5);
    let mut last = StatusCode::OK;
    for n in 0..12 {
        last = readers.post("/mijn/aanmelden", &format!("adres=a{n}@voorbeeld.example"), "").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn guessed_links_are_counted() {
    let readers = Readers::open();
    let mut last = StatusCode::OK;
    for n in 0..70 {
        last = readers.post(&format!("/mijn/aanmelden/gok{n}"), "", "").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    let answer = readers.follow(&cookie, "/dossier/36999-XX").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let watch = answer.header("location").to_owned();
    for body in ["", "csrf=", "csrf=geraden"] {
        assert_eq!(readers.post(&format!("{watch}/stop"), body, &cookie).await.status, StatusCode::FORBIDDEN);
    }
    let csrf = field(&readers.get(&watch, &cookie).await, "csrf");
    let body = format!("csrf={csrf}");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elders.example"),
    ] {
        let answer =
            readers.ask("POST", &format!("{watch}/stop"), &body, &[("cookie", &cookie), (name, value)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let own = [
        ("cookie", cookie.as_str()),
        ("origin", "http://kamerspoor.example"),
        ("sec-fetch-site", "same-origin"),
    ];
    assert_eq!(
        readers.ask("POST", &format!("{watch}/stop"), &body, &own).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn nobody_touches_what_is_somebody_elses() {
    let readers = Readers::open();
    let own = readers.sign_in(READER).await;
    let other = readers.sign_in("ander@voorbeeld.example").await;
    let watch = readers.follow(&own, "/dossier/36999-XX").await.header("location").to_owned();
    assert_eq!(readers.get(&watch, &other).await.status, StatusCode::NOT_FOUND);
    let csrf = field(&readers.get("/mijn", &other).await, "csrf");
    for (address, body) in [
        (watch.clone(), "naam=x&ritme=live"),
        (format!("{watch}/stop"), ""),
        (format!("{watch}/pauze"), "pauze=aan"),
        ("/mijn/feed".to_owned(), "volgt=1"),
    ] {
        let answer = readers.post(&address, &format!("csrf={csrf}&{body}"), &other).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(readers.get(&watch, &own).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_an_operator_sees_operations() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    assert_eq!(readers.get("/beheer", &cookie).await.status, StatusCode::NOT_FOUND);
    let csrf = field(&readers.get("/mijn", &cookie).await, "csrf");
    let answer = readers.post("/beheer", &format!("csrf={csrf}&blokkeer=1"), &cookie).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let operator = readers.sign_in("beheer@voorbeeld.example").await;
    assert_eq!(readers.get("/beheer", &operator).await.status, StatusCode::OK);
    let csrf = field(&readers.get("/beheer", &operator).await, "csrf");
    readers.post("/beheer", &format!("csrf={csrf}&blokkeer=1"), &operator).await;
    assert_eq!(
        readers.get("/mijn", &cookie).await.status,
        StatusCode::SEE_OTHER,
        "who is blocked is signed out"
    );
    assert_eq!(readers.people.acts(5).unwrap()[0].action, "block");
}

#[tokio::test]
async fn one_click_ends_a_watch_and_looking_does_not() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    readers.follow(&cookie, "/dossier/36999-XX").await;
    let account = readers.people.account_of(&Email::parse(READER).unwrap()).unwrap().unwrap().id;
    let watch = readers.people.watches(account).unwrap()[0].id;
    let what = format!("{account}-{watch}");
    let address = format!("/afmelden/{what}/{}", readers.people.key().sign("unsubscribe", &what));
    assert_eq!(readers.get(&address, "").await.status, StatusCode::OK);
    assert_eq!(readers.people.watches(account).unwrap().len(), 1);
    // a mail program comes from nowhere of ours
    let headers = [("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")];
    let answer = readers.ask("POST", &address, "List-Unsubscribe=One-Click", &headers).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(readers.people.watches(account).unwrap().is_empty());
    let forged = format!("/afmelden/{account}-alles/{}", readers.people.key().sign("unsubscribe", &what));
    assert_eq!(readers.post(&forged, "", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_address_leads_elsewhere() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    for page in [
        "//elders.example/dossier/1",
        "https://elders.example/",
        "/dossier/..%2F..%2Felders",
        "javascript:alert(1)",
    ] {
        let answer = readers.get(&format!("/volgen?pagina={page}"), &cookie).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    let answer = readers.follow(&cookie, "/dossier/36999-XX").await;
    assert!(answer.header("location").starts_with("/mijn/volgt/"), "{}", answer.header("location"));
}

#[tokio::test]
async fn a_ministry_is_followed_from_its_page() {
    let readers = Readers::over(&crate::asked::asked(), Mode::Open(None), false);
    let cookie = readers.sign_in(READER).await;
    let page = readers.get("/ministerie/Voorbeeldzaken", "").await.body;
    assert!(page.contains("href=\"/volgen?pagina=%2Fministerie%2FVoorbeeldzaken\""), "{page}");
    let answer = readers.follow(&cookie, "/ministerie/Voorbeeldzaken").await;
    let own = answer.header("location");
    assert!(own.starts_with("/mijn/volgt/"), "{own}");
    let own = readers.get(own, &cookie).await.body;
    assert!(own.contains("href=\"/ministerie/Voorbeeldzaken\""), "{own}");
    let answer = readers.get("/volgen?pagina=/ministerie/Luchtzaken", &cookie).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_text_of_a_reader_becomes_script() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    let script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27";
    let reflected = readers.get(&format!("/volgen?pagina=/zoeken?q={script}"), &cookie).await;
    assert!(!reflected.body.contains("<script>alert"), "{}", reflected.body);
    let wrong = readers.post("/mijn/aanmelden", &format!("adres={script}"), "").await;
    assert!(!wrong.body.contains("<script>alert"));
    let watch = readers.follow(&cookie, &format!("/zoeken?q={script}")).await.header("location").to_owned();
    let csrf = field(&readers.get(&watch, &cookie).await, "csrf");
    readers.post(&watch, &format!("csrf={csrf}&naam={script}&ritme=live"), &cookie).await;
    for address in ["/mijn", watch.as_str()] {
        let answer = readers.get(address, &cookie).await;
        assert!(!answer.body.contains("<script>alert"), "{address}");
        assert!(answer.header("content-security-policy").contains("script-src 'self'"));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn an_address_cannot_write_headers() {
    let readers = Readers::open();
    for address in ["a%40x.example%0d%0aBcc:b%40x.example", "a%40x.example%00", "a%40x.example,b%40x.example"]
    {
        let answer = readers.post("/mijn/aanmelden", &format!("adres={address}"), "").await;
        assert!(answer.body.contains("geen e-mailadres"), "{address}");
    }
    assert!(readers.people.wishes(now(), 10).unwrap().is_empty());
}

#[tokio::test]
async fn a_feed_has_a_secret_address_that_can_be_withdrawn() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    let csrf = field(&readers.get("/mijn", &cookie).await, "csrf");
    let make = async |body: &str| readers.post("/mijn/feed", &format!("csrf={csrf}{body}"), &cookie).await;
    let address = |answer: &Answer| {
        let at = answer.body.find("/feed/").expect("an address");
        answer.body[at..].split('"').next().unwrap().to_owned()
    };
    let first = address(&make("").await);
    let feed = readers.get(&first, "").await;
    assert_eq!(
        (feed.status, feed.header("content-type")),
        (StatusCode::OK, "application/atom+xml; charset=utf-8")
    );
    assert!(feed.body.parse::<atom_syndication::Feed>().is_ok());
    assert!(!feed.body.contains(first.trim_start_matches("/feed/")), "the feed does not tell its own secret");
    let second = address(&make("").await);
    assert_eq!(readers.get(&first, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(readers.get(&second, "").await.status, StatusCode::OK);
    make("&weg=1").await;
    assert_eq!(readers.get(&second, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_account_is_taken_along_and_deleted_by_its_owner() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    readers.follow(&cookie, "/dossier/36999-XX").await;
    let export = readers.get("/mijn/gegevens.json", &cookie).await;
    let data: serde_json::Value = serde_json::from_str(&export.body).unwrap();
    assert_eq!(data["account"]["address"], READER);
    assert_eq!(data["watches"].as_array().map(Vec::len), Some(1));
    let csrf = field(&readers.get("/mijn/verwijderen", &cookie).await, "csrf");
    let answer = readers.post("/mijn/verwijderen", &format!("csrf={csrf}"), &cookie).await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(readers.get("/mijn", &cookie).await.header("location"), "/mijn/aanmelden");
    assert!(!readers.people.dump().unwrap().contains(READER), "nothing is left of who has left");
}

#[tokio::test]
async fn a_session_can_be_ended() {
    let readers = Readers::open();
    let (one, two) = (readers.sign_in(READER).await, readers.sign_in(READER).await);
    let page = readers.get("/mijn", &one).await;
    let csrf = field(&page, "csrf");
    readers.post("/mijn/sessie", &format!("csrf={csrf}&sessie=2"), &one).await;
    assert_eq!(readers.get("/mijn", &two).await.status, StatusCode::SEE_OTHER);
    readers.post("/mijn/afmelden", &format!("csrf={csrf}"), &one).await;
    assert_eq!(readers.get("/mijn", &one).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_in_any_case() {
    let readers = Readers::open();
    let cookie = readers.sign_in(READER).await;
    let hash = alerts::secret::hash(cookie.split('=').nth(1).unwrap());
    let after = |days: i64| now().checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap();
    assert!(readers.people.session(hash, after(29)).unwrap().is_some());
    assert!(readers.people.session(hash, after(29 + 31)).unwrap().is_none());
    let mut day = 29;
    while readers.people.session(hash, after(day)).unwrap().is_some() {
        day += 20;
        assert!(day < 220, "a session that is used ends too");
    }
}

#[tokio::test]
async fn a_site_without_accounts_says_so_and_has_none_of_their_pages() {
    let readers = Readers::with(Mode::None, false);
    assert_eq!(readers.get("/mijn", "").await.status, StatusCode::OK);
    for address in ["/mijn/aanmelden", "/volgen?pagina=/zoeken?q=a", "/beheer"] {
        assert_eq!(readers.get(address, "").await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert!(!readers.get("/zoeken?q=haven", "").await.body.contains("/volgen"));
}

#[tokio::test]
async fn a_giant_form_is_refused() {
    let readers = Readers::open();
    let answer = readers.post("/mijn/aanmelden", &format!("adres={}", "a".repeat(100_000)), "").await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
