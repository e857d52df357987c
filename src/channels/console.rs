//! Mail to standard error: for a first look.

use super::envelope::Sender;
use super::{Channel, Outcome, Parcel};

/// Standard error.
pub struct Console(Sender);

impl Console {
    /// With the sender that headers show.
    pub fn new(sender: Sender) -> Console {
        Console(sender)
    }
}

impl Channel for Console {
    fn name(&self) -> &'static str {
        "console"
    }

    fn send(&self, parcel: &Parcel) -> Outcome {
        let Parcel::Mail(mail) = parcel else { return Outcome::Refused("no mail".to_owned()) };
        // sealed as well, so that what cannot be sent is seen here too
        if let Err(error) = self.0.seal(mail) {
            return Outcome::Refused(format!("{error:#}"));
        }
        eprintln!("---- mail to {}\nSubject: {}\n\n{}\n----", mail.to, mail.subject, mail.text);
        Outcome::Accepted
    }
}
