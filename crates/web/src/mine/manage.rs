//! `/beheer`: health, queues, failures, accounts by number, and what was done. For operators.

use askama::Template;
use store::people::accounts::Account;
use store::people::deliveries::Trouble;
use store::people::operate::{Act, Counts};

use super::Mine;
use super::account::own;
use super::page::{frame, page};
use super::visit::{Reply, Visit};
use crate::error::Error;
use crate::frame::Frame;
use crate::pages::coverage::job_words;
use crate::{App, Lang};

/// Accounts on a page.
const ACCOUNTS: usize = 200;

/// What an operator sees.
#[derive(Template)]
#[template(path = "manage.html")]
struct Manage {
    lang: Lang,
    frame: Frame,
    csrf: String,
    own: i64,
    counts: Counts,
    fresh: Option<String>,
    failing: u64,
    problems: Vec<(&'static str, u64)>,
    queue: Vec<(String, u64)>,
    troubles: Vec<Trouble>,
    accounts: Vec<(Account, u64)>,
    more: Option<String>,
    acts: Vec<Act>,
}

pub(super) fn show(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let (account, session) = match visit.signed_in() {
        Ok(signed_in) => signed_in,
        Err(reply) => return Ok(reply),
    };
    // for anybody else there is no such page
    if !account.operator {
        return Ok(Reply::Nothing);
    }
    let lang = visit.lang();
    let freshness = app.store.show_freshness()?;
    let status = app.store.status()?;
    let after = visit.ask.query.get("na").and_then(|text| text.parse().ok()).unwrap_or(0);
    let accounts = mine.people.accounts(after, ACCOUNTS)?;
    let more = accounts.last().filter(|_| accounts.len() == ACCOUNTS);
    let mut queue = Vec::new();
    for job in store::queue::Job::ALL {
        queue.push((job_words(lang, job.name()), app.store.waiting(job)?));
    }
    page(&Manage {
        lang,
        frame: frame(visit, app),
        csrf: session.csrf.clone(),
        own: account.id,
        counts: mine.people.counts()?,
        fresh: freshness.caught_up,
        failing: freshness.failing,
        problems: vec![
            (lang.t("records", "records"), status.problems.entries),
            (lang.t("bestanden", "files"), status.problems.originals),
            (lang.t("teksten", "texts"), status.problems.reading),
        ],
        queue,
        troubles: mine.people.troubles()?,
        more: more.map(|(last, _)| lang.href(format!("/beheer?na={}", last.id))),
        accounts,
        acts: mine.people.acts(50)?,
    })
}

impl Manage {
    fn fails(&self) -> bool {
        self.failing > 0
    }

    fn is_own(&self, account: &Account) -> bool {
        account.id == self.own
    }
}

/// Resends a delivery, blocks an account or lets it in again; each is noted.
pub(super) fn act(visit: &Visit, app: &App, mine: &Mine) -> Result<Reply, Error> {
    let account = match own(visit, app, mine)? {
        Ok(account) => account,
        Err(reply) => return Ok(reply),
    };
    if !mine.people.account(account)?.is_some_and(|account| account.operator) {
        return Ok(Reply::Nothing);
    }
    let number = |name: &str| visit.form.get(name).and_then(|text| text.parse::<i64>().ok());
    let done = match (number("stuur"), number("blokkeer"), number("laat-toe")) {
        (Some(id), _, _) if mine.people.resend(id, visit.now())? => {
            Some(("resend", format!("delivery {id}")))
        }
        // who would shut themselves out could not undo it here
        (_, Some(id), _) if id != account && mine.people.block(id, true)? => {
            Some(("block", format!("account {id}")))
        }
        (_, _, Some(id)) if mine.people.block(id, false)? => Some(("unblock", format!("account {id}"))),
        _ => None,
    };
    if let Some((action, subject)) = done {
        mine.people.note(&format!("account {account}"), action, &subject, visit.now())?;
    }
    Ok(Reply::Elsewhere(visit.lang().href("/beheer")))
}
