//! The channels: one file each. A channel takes a message or says why not; it keeps nothing.
//!
//! | channel | takes | setting |
//! |---|---|---|
//! | [`smtp`] | mail | `mail = smtps://name:password@host` |
//! | [`file`](mod@file) | mail | `mail = file:DIR`: one `.eml` each |
//! | [`console`] | mail | `mail = console` |
//! | [`webhook`] | calls | the address that a reader gave |
//! | [`ntfy`] | calls | the same |

pub mod console;
pub mod envelope;
pub mod file;
pub mod ntfy;
pub mod smtp;
pub mod webhook;

use alerts::message::Mail;
use alerts::{Digest, Lang};
use anyhow::{Result, bail};

use crate::config::Config;
use envelope::Sender;

/// What a channel is given.
pub enum Parcel<'p> {
    /// A mail.
    Mail(&'p Mail),
    /// A call of an address that a reader gave.
    Call {
        /// `webhook`, `ntfy`.
        kind: &'p str,
        /// Its address.
        url: &'p str,
        /// The same when it is called again.
        key: &'p str,
        /// The signature of the body.
        signature: &'p str,
        /// The body of a webhook.
        body: &'p str,
        /// The same as a digest, for channels that write it in words.
        digest: &'p Digest,
        /// Address of the site.
        site: &'p str,
        /// Language of the reader.
        lang: Lang,
    },
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Accepted,
    /// Not now; why. Names no address.
    Later(String),
    /// Never; why. Names no address.
    Refused(String),
}

/// A channel.
pub trait Channel: Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Hands something over, within bounded time.
    fn send(&self, parcel: &Parcel) -> Outcome;
}

/// The channels of an installation.
pub struct Channels {
    mail: Option<Box<dyn Channel>>,
    calls: Vec<Box<dyn Channel>>,
}

impl Channels {
    /// Opens them as the settings say.
    ///
    /// # Errors
    /// A setting says nothing that can be used.
    pub fn open(config: &Config) -> Result<Channels> {
        let sender = || Sender::new(config.mail_from(), config.mail_bounces(), &config.base_url());
        let mail: Option<Box<dyn Channel>> = match config.mail() {
            "" => None,
            "console" => Some(Box::new(console::Console::new(sender()?))),
            setting => Some(match setting.split_once(':') {
                Some(("file", folder)) => Box::new(file::Folder::new(folder.into(), sender()?)?),
                Some(("smtp" | "smtps", _)) => Box::new(smtp::Smtp::new(setting, sender()?)?),
                _ => bail!(
                    "mail is {setting:?}: expected smtps://NAME:PASSWORD@HOST, smtp://HOST?tls=required, file:DIR or console"
                ),
            }),
        };
        let private = config.webhooks_private();
        Ok(Channels {
            mail,
            calls: vec![Box::new(webhook::Webhook::new(private)), Box::new(ntfy::Ntfy::new(private))],
        })
    }

    /// Those that are given, for tests.
    pub fn of(mail: Box<dyn Channel>) -> Channels {
        Channels { mail: Some(mail), calls: Vec::new() }
    }

    /// Hands something to the channel it is for.
    pub fn send(&self, parcel: &Parcel) -> Outcome {
        let channel = match parcel {
            Parcel::Mail(_) => self.mail.as_ref(),
            Parcel::Call { kind, .. } => self.calls.iter().find(|channel| channel.name() == *kind),
        };
        match channel {
            Some(channel) => channel.send(parcel),
            None => Outcome::Later("this installation has no such channel; see the setting mail".to_owned()),
        }
    }
}
