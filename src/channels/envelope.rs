//! From a mail to bytes: headers, two parts, and the address that bounces go to.

use alerts::Email;
use alerts::message::Mail;
use anyhow::{Context, Result};
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

/// Who sends.
#[derive(Clone)]
pub struct Sender {
    from: Mailbox,
    bounces: Option<Email>,
    host: String,
}

impl Sender {
    /// `from` is a mailbox (`Kamerspoor <post@kamerspoor.example>`); bounces go to `bounces` with the delivery's key
    /// (`bounces+KEY@…`), or to `from`.
    ///
    /// # Errors
    /// One of them is no address.
    pub fn new(from: &str, bounces: &str, site: &str) -> Result<Sender> {
        let host = site.split_once("://").map_or(site, |(_, rest)| rest);
        let host =
            host.split(['/', ':']).next().filter(|host| !host.is_empty()).unwrap_or("localhost").to_owned();
        let own = format!("Kamerspoor <kamerspoor@{host}>");
        let text = if from.is_empty() { own.as_str() } else { from };
        let from = text.parse().with_context(|| {
            format!("mail-from is {text:?}: expected an address such as Kamerspoor <post@kamerspoor.example>")
        })?;
        let bounces = match bounces {
            "" => None,
            text => Some(
                Email::parse(text)
                    .with_context(|| format!("mail-bounces is {text:?}: expected an address"))?,
            ),
        };
        Ok(Sender { from, bounces, host })
    }

    /// A mail as it goes over the line, with the envelope.
    ///
    /// # Errors
    /// It cannot be written as a mail, which an address that was checked can.
    pub fn seal(&self, mail: &Mail) -> Result<(Envelope, Vec<u8>)> {
        let id = |local: &str| format!("<{local}@{}>", self.host);
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.to.as_str().parse().context("the address of a reader")?))
            .subject(&mail.subject)
            .date(std::time::SystemTime::from(mail.date))
            .message_id(Some(id(&mail.id)));
        if !mail.references.is_empty() {
            let all: Vec<String> = mail.references.iter().map(|local| id(local)).collect();
            message = message.references(all.join(" ")).in_reply_to(all[0].clone());
        }
        let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
        let mut message = message.multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
                .singlepart(part(ContentType::TEXT_HTML, &mail.html)),
        )?;
        let mut put = |name: &'static str, value: String| {
            message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        };
        put("Auto-Submitted", "auto-generated".to_owned());
        if let Some(address) = &mail.unsubscribe {
            put("List-Unsubscribe", format!("<{address}>"));
            put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
            put("List-Id", format!("Kamerspoor <berichten.{}>", self.host));
            put("Precedence", "list".to_owned());
        }
        let to = mail.to.as_str().parse().context("the address of a reader")?;
        let from = match &self.bounces {
            Some(bounces) => {
                let (local, domain) = bounces.as_str().split_once('@').context("an address was checked")?;
                format!("{local}+{}@{domain}", mail.id).parse().context("the address for bounces")?
            }
            None => self.from.email.clone(),
        };
        Ok((Envelope::new(Some(from), vec![to])?, message.formatted()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn mail() -> Mail {
        Mail {
            to: Email::parse("lezer@voorbeeld.example").unwrap(),
            subject: "Aangenomen: motie over één haven".into(),
            id: "d-1-0-2-3".into(),
            references: vec!["thing-motie-1".into()],
            unsubscribe: Some("https://kamerspoor.example/afmelden/1-2/abc".into()),
            date: Timestamp::UNIX_EPOCH,
            text: "Tekst met een lange regel. ".repeat(60),
            html: "<p>Eén</p>".into(),
        }
    }

    fn sealed(bounces: &str) -> (Envelope, String) {
        let sender = Sender::new("", bounces, "https://kamerspoor.example:8443/x").unwrap();
        let (envelope, bytes) = sender.seal(&mail()).unwrap();
        (envelope, String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_mail_has_the_headers_that_one_click_and_threads_need() {
        let (_, text) = sealed("");
        for line in [
            "List-Unsubscribe: <https://kamerspoor.example/afmelden/1-2/abc>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "Message-ID: <d-1-0-2-3@kamerspoor.example>\r\n",
            "References: <thing-motie-1@kamerspoor.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "To: lezer@voorbeeld.example\r\n",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(text.lines().all(|line| line.len() <= 998));
        assert!(text.is_ascii());
    }

    #[test]
    fn the_same_mail_has_the_same_id_and_bounces_name_it() {
        let (envelope, _) = sealed("bounces@kamerspoor.example");
        assert_eq!(envelope.from().unwrap().to_string(), "bounces+d-1-0-2-3@kamerspoor.example");
        let (envelope, _) = sealed("");
        assert_eq!(envelope.from().unwrap().to_string(), "kamerspoor@kamerspoor.example");
    }

    #[test]
    fn what_is_no_address_is_told() {
        assert!(Sender::new("geen adres", "", "https://x.example").is_err());
        assert!(Sender::new("", "geen adres", "https://x.example").is_err());
    }
}
