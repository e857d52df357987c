//! Mail into a folder, one `.eml` file each: for development and checks. The same mail again is the same file.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::envelope::Sender;
use super::{Channel, Outcome, Parcel};

/// A folder of mails.
pub struct Folder {
    folder: PathBuf,
    sender: Sender,
}

impl Folder {
    /// Makes the folder if it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new(folder: PathBuf, sender: Sender) -> Result<Folder> {
        std::fs::create_dir_all(&folder).with_context(|| format!("mail folder {}", folder.display()))?;
        Ok(Folder { folder, sender })
    }
}

impl Channel for Folder {
    fn name(&self) -> &'static str {
        "file"
    }

    fn send(&self, parcel: &Parcel) -> Outcome {
        let Parcel::Mail(mail) = parcel else { return Outcome::Refused("no mail".to_owned()) };
        let bytes = match self.sender.seal(mail) {
            Ok((_, bytes)) => bytes,
            Err(error) => return Outcome::Refused(format!("{error:#}")),
        };
        let name = format!("{}-{}", mail.date.strftime("%Y%m%dT%H%M%SZ"), mail.id);
        let (beside, whole) =
            (self.folder.join(format!(".{name}.part")), self.folder.join(format!("{name}.eml")));
        match std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, &whole)) {
            Ok(()) => Outcome::Accepted,
            Err(error) => Outcome::Later(format!("the mail folder cannot be written: {error}")),
        }
    }
}
