//! Mail over SMTP, with TLS and login as the address of the server says.

use std::time::Duration;

use anyhow::{Context, Result};
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{SmtpTransport, Transport};

use super::envelope::Sender;
use super::{Channel, Outcome, Parcel};

/// Longest time for one mail.
const LONGEST: Duration = Duration::from_secs(60);
/// Connections that are kept open.
const CONNECTIONS: u32 = 4;
/// What a server answers when it is the address that is wrong, and not the moment or the sender.
const NO_SUCH_ADDRESS: [&str; 4] = ["550", "551", "553", "556"];

/// A mail server.
pub struct Smtp {
    transport: SmtpTransport,
    sender: Sender,
}

impl Smtp {
    /// `smtps://name:password@host`, `smtp://name:password@host?tls=required`, `smtp://127.0.0.1:2525` for one without.
    ///
    /// # Errors
    /// The address says nothing that can be used.
    pub fn new(address: &str, sender: Sender) -> Result<Smtp> {
        let transport = SmtpTransport::from_url(address)
            // the address may hold a password: it is not repeated
            .context("mail is no address of a mail server such as smtps://NAME:PASSWORD@HOST")?
            .timeout(Some(LONGEST))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .build();
        Ok(Smtp { transport, sender })
    }
}

impl Channel for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    fn send(&self, parcel: &Parcel) -> Outcome {
        let Parcel::Mail(mail) = parcel else { return Outcome::Refused("no mail".to_owned()) };
        let (envelope, bytes) = match self.sender.seal(mail) {
            Ok(sealed) => sealed,
            Err(error) => return Outcome::Refused(format!("{error:#}")),
        };
        match self.transport.send_raw(&envelope, &bytes) {
            Ok(_) => Outcome::Accepted,
            Err(error) => judge(&error),
        }
    }
}

/// Only a server's word that there is no such address ends the trying; what it says may name the address, so only its
/// code is kept.
fn judge(error: &Error) -> Outcome {
    match error.status() {
        Some(code) if NO_SUCH_ADDRESS.contains(&code.to_string().as_str()) => {
            Outcome::Refused(format!("the mail server refused the address ({code})"))
        }
        Some(code) => Outcome::Later(format!("the mail server answered {code}")),
        None if error.is_timeout() => Outcome::Later("the mail server did not answer in time".to_owned()),
        None => Outcome::Later(format!("the mail server could not be reached: {error}")),
    }
}
