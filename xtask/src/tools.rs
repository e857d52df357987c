//! What tests need beyond Rust: installed where that is allowed, named where it is not.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

/// A program, the Debian package that has it, and what needs it.
struct Tool {
    program: &'static str,
    package: &'static str,
    needed_for: &'static str,
}

const TOOLS: &[Tool] = &[
    Tool { program: "chromium", package: "chromium", needed_for: "the checks of pages in a browser" },
    Tool { program: "pdftotext", package: "poppler-utils", needed_for: "the comparison of PDF readers" },
    Tool { program: "pandoc", package: "pandoc", needed_for: "the comparison of DOCX readers" },
];

/// Installs what is missing with apt if this is Debian and root, and returns what is still missing.
pub fn ensure() -> Result<Vec<&'static str>> {
    let missing: Vec<&Tool> = TOOLS.iter().filter(|tool| find(tool.program).is_none()).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    if find("apt-get").is_some() && is_root() {
        let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
        eprintln!("xtask: tools: apt-get install {}", packages.join(" "));
        let quiet = |command: &mut Command| {
            command.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).status()
        };
        quiet(Command::new("apt-get").args(["update", "-q"]))?;
        quiet(
            Command::new("apt-get").args(["install", "-q", "-y", "--no-install-recommends"]).args(&packages),
        )?;
    }
    let missing: Vec<&Tool> = missing.into_iter().filter(|tool| find(tool.program).is_none()).collect();
    for tool in &missing {
        eprintln!(
            "xtask: tools: {} is missing ({}); on Debian: apt-get install {}",
            tool.program, tool.needed_for, tool.package
        );
    }
    Ok(missing.into_iter().map(|tool| tool.program).collect())
}

fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
