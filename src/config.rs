//! Every setting once: name, default, meaning. The table drives flags, environment, file and `kamerspoor settings`.
//!
//! A flag wins over the environment, that over the file, that over the default.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use alerts::Email;
use anyhow::{Context, Result, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};
use model::due::answer::Recesses;
use store::people::sessions::Mode;

/// One setting: `--name`, `KAMERSPOOR_NAME`, `name = "…"` in the file.
#[derive(Debug)]
pub struct Setting {
    /// Its name, in small letters with hyphens.
    pub name: &'static str,
    /// What stands for its value in the help.
    pub value: &'static str,
    /// Its default, as one would write it; empty where it is worked out at start.
    pub default: &'static str,
    /// What it does, with its unit and limits.
    pub doc: &'static str,
}

/// All settings.
pub static SETTINGS: &[Setting] = &[
    Setting {
        name: "data",
        value: "DIR",
        default: "",
        doc: "folder for everything that is kept [default: kamerspoor in your data folder]",
    },
    Setting {
        name: "source",
        value: "URL",
        default: feeds::syncfeed::PUBLIC_SOURCE,
        doc: "base address of the feed",
    },
    Setting {
        name: "listen",
        value: "ADDRESS",
        default: "127.0.0.1:8089",
        doc: "address and port that the site listens on",
    },
    Setting {
        name: "base-url",
        value: "URL",
        default: "",
        doc: "address under which visitors reach the site [default: the listen address]",
    },
    Setting {
        name: "accounts",
        value: "MODE",
        default: "none",
        doc: "who may follow by mail: none, single (the operator) or open (everybody)",
    },
    Setting { name: "operator", value: "ADDRESS", default: "", doc: "e-mail address that may see /beheer" },
    Setting {
        name: "mail",
        value: "URL",
        default: "",
        doc: "where mail goes: smtps://NAME:PASSWORD@HOST, smtp://HOST?tls=required, file:DIR (one .eml each) or console",
    },
    Setting {
        name: "mail-from",
        value: "MAILBOX",
        default: "",
        doc: "sender of mail [default: Kamerspoor <kamerspoor@ the host of base-url>]",
    },
    Setting {
        name: "mail-bounces",
        value: "ADDRESS",
        default: "",
        doc: "where bounces go, as ADDRESS with +KEY before the @ [default: mail-from]",
    },
    Setting {
        name: "webhooks",
        value: "WHERE",
        default: "public",
        doc: "which addresses webhooks may call: public, or any (an installation inside a network)",
    },
    Setting {
        name: "interval",
        value: "SECONDS",
        default: "60",
        doc: "pause between two rounds of asking the source for news",
    },
    Setting {
        name: "connections",
        value: "N",
        default: "4",
        doc: "requests to the source at the same time, 1 to 16",
    },
    Setting {
        name: "readers",
        value: "N",
        default: "",
        doc: "processes that read originals [default: one for each core, at most 8]",
    },
    Setting {
        name: "timeout",
        value: "SECONDS",
        default: "45",
        doc: "longest silence of the source before a request is tried again",
    },
    Setting {
        name: "largest-original",
        value: "MB",
        default: "200",
        doc: "originals larger than this are not fetched, and reported",
    },
    Setting {
        name: "read-timeout",
        value: "SECONDS",
        default: "60",
        doc: "longest time for reading one original",
    },
    Setting {
        name: "read-memory",
        value: "MB",
        default: "1024",
        doc: "most memory of a process that reads originals",
    },
];

/// The settings of this run.
#[derive(Debug, Clone)]
pub struct Config {
    values: BTreeMap<&'static str, String>,
}

impl Setting {
    /// The environment variable.
    pub fn environment(&self) -> String {
        format!("KAMERSPOOR_{}", self.name.to_uppercase().replace('-', "_"))
    }

    fn arg(&self) -> Arg {
        let doc = if self.default.is_empty() {
            self.doc.to_owned()
        } else {
            format!("{} [default: {}]", self.doc, self.default)
        };
        Arg::new(self.name)
            .long(self.name)
            .env(self.environment())
            .hide_env_values(true)
            .value_name(self.value)
            .help(doc)
            .global(true)
            .help_heading("Settings")
    }
}

/// The flags of all settings.
pub fn args() -> Vec<Arg> {
    let file = Arg::new("config")
        .long("config")
        .env("KAMERSPOOR_CONFIG")
        .value_name("FILE")
        .help("file with settings, `name = value` on each line [default: config.toml in the data folder]")
        .global(true)
        .help_heading("Settings");
    SETTINGS.iter().map(Setting::arg).chain([file]).collect()
}

impl Config {
    /// Reads flags, environment and file.
    pub fn load(matches: &ArgMatches) -> Result<Config> {
        let mut values: BTreeMap<&'static str, String> = SETTINGS
            .iter()
            .filter(|setting| !setting.default.is_empty())
            .map(|setting| (setting.name, setting.default.to_owned()))
            .collect();
        let given = |name: &str| {
            let told = matches!(
                matches.value_source(name),
                Some(ValueSource::CommandLine | ValueSource::EnvVariable)
            );
            told.then(|| matches.get_one::<String>(name).cloned()).flatten()
        };
        let data = given("data").map_or_else(default_data, |folder| Ok(PathBuf::from(folder)))?;
        values.insert("data", data.display().to_string());
        match given("config") {
            Some(file) => {
                read_file(Path::new(&file), &mut values).with_context(|| format!("settings file {file}"))?
            }
            None => {
                let file = data.join("config.toml");
                if file.exists() {
                    read_file(&file, &mut values)
                        .with_context(|| format!("settings file {}", file.display()))?;
                }
            }
        }
        for setting in SETTINGS {
            if let Some(value) = given(setting.name) {
                values.insert(setting.name, value);
            }
        }
        let config = Config { values };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<()> {
        self.number("connections", 1, 16)?;
        self.number("interval", 1, 86_400)?;
        self.number("timeout", 1, 3_600)?;
        self.number("largest-original", 1, 4_096)?;
        self.number("read-timeout", 1, 3_600)?;
        self.number("read-memory", 64, 65_536)?;
        self.readers()?;
        self.accounts()?;
        if !matches!(self.text("webhooks"), "public" | "any") {
            bail!("webhooks is {:?}: expected public or any", self.text("webhooks"));
        }
        if !self.text("source").starts_with("http://") && !self.text("source").starts_with("https://") {
            bail!(
                "source is {:?}: expected an address such as {}",
                self.text("source"),
                feeds::syncfeed::PUBLIC_SOURCE
            );
        }
        self.listen().map(drop)
    }

    fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    fn number(&self, name: &str, least: u64, most: u64) -> Result<u64> {
        let text = self.text(name);
        match text.parse::<u64>() {
            Ok(number) if (least..=most).contains(&number) => Ok(number),
            _ => bail!("{name} is {text:?}: expected a whole number from {least} to {most}"),
        }
    }

    fn checked(&self, name: &str) -> u64 {
        self.text(name).parse().expect("checked when the settings were loaded")
    }

    /// Folder for everything that is kept.
    pub fn data(&self) -> PathBuf {
        PathBuf::from(self.text("data"))
    }

    /// The recesses of the House: those that come with the program and those in `recesses.tsv` in the data folder.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn recesses(&self) -> Result<Recesses> {
        let file = self.data().join("recesses.tsv");
        match std::fs::read_to_string(&file) {
            Ok(own) => Ok(Recesses::known().and(Recesses::read(&own))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Recesses::known()),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
        }
    }

    /// The same settings with another data folder.
    pub fn with_data(&self, folder: &Path) -> Config {
        self.with("data", folder.display().to_string())
    }

    /// The same settings with another value of one.
    pub fn with(&self, name: &'static str, value: String) -> Config {
        let mut values = self.values.clone();
        values.insert(name, value);
        Config { values }
    }

    /// Base address of the feed.
    pub fn source(&self) -> &str {
        self.text("source")
    }

    /// Address and port of the site.
    pub fn listen(&self) -> Result<std::net::SocketAddr> {
        let text = self.text("listen");
        text.parse().with_context(|| {
            format!("listen is {text:?}: expected an address and a port such as 127.0.0.1:8089")
        })
    }

    /// Address under which visitors reach the site.
    pub fn base_url(&self) -> String {
        match self.text("base-url") {
            "" => format!("http://{}", self.text("listen")),
            url => url.trim_end_matches('/').to_owned(),
        }
    }

    /// Who may sign in.
    ///
    /// # Errors
    /// A mode that is none, or an operator that is no address.
    pub fn accounts(&self) -> Result<Mode> {
        let operator = match self.text("operator") {
            "" => None,
            text => Some(
                Email::parse(text)
                    .with_context(|| format!("operator is {text:?}: expected an e-mail address"))?,
            ),
        };
        match self.text("accounts") {
            "none" => Ok(Mode::None),
            "single" if operator.is_some() => Ok(Mode::Single(operator)),
            "single" => bail!("accounts is single: say who with --operator ADDRESS"),
            "open" => Ok(Mode::Open(operator)),
            other => bail!("accounts is {other:?}: expected none, single or open"),
        }
    }

    /// Where mail goes; empty for nowhere.
    pub fn mail(&self) -> &str {
        self.text("mail")
    }

    /// Sender of mail; empty for the host's own.
    pub fn mail_from(&self) -> &str {
        self.text("mail-from")
    }

    /// Where bounces go; empty for the sender.
    pub fn mail_bounces(&self) -> &str {
        self.text("mail-bounces")
    }

    /// Whether webhooks may call addresses that are not public.
    pub fn webhooks_private(&self) -> bool {
        self.text("webhooks") == "any"
    }

    /// Pause between two rounds.
    pub fn interval(&self) -> Duration {
        Duration::from_secs(self.checked("interval"))
    }

    /// Requests to the source at the same time.
    pub fn connections(&self) -> usize {
        self.checked("connections") as usize
    }

    /// Processes that read originals.
    pub fn readers(&self) -> Result<usize> {
        if self.text("readers").is_empty() {
            return Ok(std::thread::available_parallelism().map_or(1, |cores| cores.get().min(8)));
        }
        Ok(self.number("readers", 1, 64)? as usize)
    }

    /// Longest silence of the source.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.checked("timeout"))
    }

    /// Largest original that is fetched, in bytes.
    pub fn largest_original(&self) -> u64 {
        self.checked("largest-original") << 20
    }

    /// Longest time for reading one original.
    pub fn read_timeout(&self) -> Duration {
        Duration::from_secs(self.checked("read-timeout"))
    }

    /// Most memory of a process that reads originals, in bytes.
    pub fn read_memory(&self) -> u64 {
        self.checked("read-memory") << 20
    }

    /// Every setting with its value, for `kamerspoor settings`.
    pub fn all(&self) -> impl Iterator<Item = (&'static Setting, &str)> {
        SETTINGS.iter().map(|setting| (setting, self.text(setting.name)))
    }
}

fn read_file(file: &Path, values: &mut BTreeMap<&'static str, String>) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    let table: toml::Table = text.parse()?;
    for (name, value) in table {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
            let known = SETTINGS.iter().map(|setting| setting.name).collect::<Vec<_>>().join(", ");
            bail!("{name:?} is no setting; known are: {known}");
        };
        let value = match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        values.insert(setting.name, value);
    }
    Ok(())
}

fn default_data() -> Result<PathBuf> {
    let home = || std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    if let Some(folder) = std::env::var_os("XDG_DATA_HOME").filter(|folder| !folder.is_empty()) {
        return Ok(PathBuf::from(folder).join("kamerspoor"));
    }
    let home = home().context("no data folder: HOME is not set; say --data DIR")?;
    Ok(if cfg!(target_os = "macos") {
        home.join("Library/Application Support/kamerspoor")
    } else {
        home.join(".local/share/kamerspoor")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(flags: &[&str]) -> Result<Config> {
        let command = clap::Command::new("test").args(args());
        Config::load(&command.try_get_matches_from([&["test"], flags].concat())?)
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let folder = std::env::temp_dir().join(format!("kamerspoor-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.toml"), "connections = 2\ninterval = \"5\"\n").unwrap();
        let config = load(&["--data", folder.to_str().unwrap(), "--interval", "7"]).unwrap();
        assert_eq!(
            (config.connections(), config.interval().as_secs(), config.timeout().as_secs()),
            (2, 7, 45)
        );
        std::fs::write(folder.join("config.toml"), "konnections = 2\n").unwrap();
        let error = format!("{:#}", load(&["--data", folder.to_str().unwrap()]).unwrap_err());
        assert!(error.contains("\"konnections\" is no setting"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_value_out_of_bounds_names_itself_and_the_bounds() {
        let error = load(&["--data", "/tmp/x", "--connections", "99"]).unwrap_err().to_string();
        assert_eq!(error, "connections is \"99\": expected a whole number from 1 to 16");
        assert!(load(&["--data", "/tmp/x", "--source", "ftp://x"]).is_err());
    }
}
