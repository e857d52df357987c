//! `kamerspoor up`: follows the feed and serves the site, in one process.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::{ArgMatches, Command};
use store::Store;
use store::people::People;
use web::Banner;

use super::clock;
use super::sync::{self, Scope};
use crate::config::Config;
use crate::follow::{self, Following};
use crate::jobs::engine::Engine;
use crate::progress::Progress;
use crate::site::{self, SharedBanner, Site};
use crate::stop::Stop;

/// Arguments and help.
pub fn command() -> Command {
    Command::new("up").about("Follow the House and serve the site: the main command").args(sync::args()).after_help(
        "Examples:\n  kamerspoor up --since 2026-01-01\n  kamerspoor up --data /srv/kamerspoor --listen 127.0.0.1:8089\n\nWithout a network: kamerspoor demo",
    )
}

/// Follows and serves until it is stopped.
pub fn run(matches: &ArgMatches, config: &Config) -> Result<ExitCode> {
    let scope = Scope::read(matches)?;
    let stop = Stop::on_signals()?;
    follow_and_serve(config, &scope, &stop)?;
    Ok(ExitCode::SUCCESS)
}

/// Serves at once, and follows until it is stopped; a source that cannot be reached is told and asked again.
///
/// # Errors
/// The folder, the address or the index cannot be used.
pub fn follow_and_serve(config: &Config, scope: &Scope, stop: &Stop) -> Result<()> {
    eprintln!("data in {}, source {}", config.data().display(), config.source());
    let store = Arc::new(Store::open(&config.data())?);
    let _lock = sync::lock(config)?;
    let index = sync::open_index(config, &store)?;
    let people = Arc::new(People::open(&config.data())?);
    let mut announcing = Following::with(people.clone(), config, clock)?;
    let delivering = Following::with(people.clone(), config, clock)?;
    let site = Site::open(config, store.clone(), index.clone(), people)?;
    let banner = site.banner.clone();
    eprintln!("open http://{}  (Ctrl-C stops)", site.address()?);
    std::thread::scope(|scope_of_threads| {
        let follower = scope_of_threads.spawn(|| {
            let progress = Progress::default();
            let engine = Engine { config, store: &store, index: &index, clock, stop, progress: &progress };
            let result = keep_following(&engine, scope, &banner, &mut announcing);
            stop.wish();
            result
        });
        scope_of_threads.spawn(|| follow::keep_delivering(&delivering, &index, config, stop));
        let served = site.serve(stop);
        stop.wish();
        let followed = follower
            .join()
            .map_err(|_| anyhow::anyhow!("following the feed panicked; start again, nothing is lost"))?;
        served.and(followed)
    })?;
    eprintln!("stopped; the next start goes on where this one ended");
    Ok(())
}

fn keep_following(
    engine: &Engine,
    scope: &Scope,
    banner: &SharedBanner,
    announcing: &mut Following,
) -> Result<()> {
    let mut said = None;
    let mut line = String::new();
    loop {
        let trouble = match engine.probe() {
            Ok(()) => sync::follow(engine, scope)?.failed.first().map(|(_, reason)| reason.clone()),
            Err(error) => Some(error.to_string()),
        };
        if engine.stop.wished() {
            return Ok(());
        }
        // what is followed must not stop what is read
        if let Err(error) = announcing.announce(engine.store, engine.index) {
            tracing::error!(
                error = format!("{error:#}"),
                "what changed could not be announced; trying again"
            );
        }
        site::announce(banner, trouble.as_ref().map(|_| unreachable(engine)));
        if trouble.is_some() && trouble != said {
            let reason = trouble.as_deref().unwrap_or_default();
            eprintln!(
                "the source cannot be reached ({reason}); serving what is here and trying again; without a network: kamerspoor demo"
            );
        } else if trouble.is_none() && said.is_some() {
            eprintln!("the source answers again");
        }
        said = trouble;
        let now = engine.progress.line();
        if said.is_none() && now != line {
            eprintln!("up to date: {now}");
            line = now;
        }
        if !engine.stop.wait(engine.config.interval()) {
            return Ok(());
        }
    }
}

fn unreachable(engine: &Engine) -> Banner {
    let since = (engine.clock)()
        .to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC));
    let (date, time) = (since.strftime("%-d-%-m-%Y"), since.strftime("%H:%M"));
    Banner {
        dutch: format!(
            "De bron (de open data van de Tweede Kamer) was op {date} om {time} niet bereikbaar. U ziet wat er eerder is opgehaald; Kamerspoor blijft het proberen."
        ),
        english: format!(
            "The source (the House's open data) could not be reached on {date} at {time}. You see what was fetched before; Kamerspoor keeps trying."
        ),
    }
}
