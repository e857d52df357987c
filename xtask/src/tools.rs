//! What tests need beyond Rust: installed where that is allowed, named where it is not.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

/// A program, the Debian package that has it, and what needs it.
struct Tool {
    program: &'static str,
    package: &'static str,
    needed_for: &'static str,
}

const TOOLS: &[Tool] = &[
    Tool { program: "chromium", package: "chromium", needed_for: "the checks of pages in a browser" },
    Tool {
        program: "chromedriver",
        package: "chromium-driver",
        needed_for: "the checks of pages in a browser",
    },
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

/// The accessibility checker that runs in the browser: a release, and what its package must be.
const AXE: &str = "axe-core@4.14.1";
const AXE_INTEGRITY: &str =
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";

/// Fetches the accessibility checker with npm, once, and returns its script; none, with a word, where npm is not there.
pub fn axe() -> Result<Option<PathBuf>> {
    let folder = target()?.join("tools");
    let script = folder.join("axe").join(AXE).join("package/axe.min.js");
    if script.is_file() {
        return Ok(Some(script));
    }
    if find("npm").is_none() {
        eprintln!("xtask: tools: npm is missing (it fetches {AXE}, which checks pages for accessibility)");
        return Ok(None);
    }
    std::fs::create_dir_all(&folder)?;
    eprintln!("xtask: tools: npm pack {AXE}");
    let output = Command::new("npm")
        .args(["pack", AXE, "--json", "--pack-destination"])
        .arg(&folder)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        eprintln!("xtask: tools: npm could not fetch {AXE}; pages are not checked for accessibility");
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(said.contains(AXE_INTEGRITY), "{AXE} is not the package that was looked at: {said}");
    let unpacked = folder.join("axe").join(AXE);
    std::fs::create_dir_all(&unpacked)?;
    let status = Command::new("tar")
        .arg("-xzf")
        .arg(folder.join(format!("{}.tgz", AXE.replace('@', "-"))))
        .arg("-C")
        .arg(&unpacked)
        .arg("package/axe.min.js")
        .status()?;
    ensure!(status.success(), "tar could not unpack {AXE}");
    Ok(Some(script))
}

/// The build folder, as a whole path: tests run in the folder of their package.
fn target() -> Result<PathBuf> {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    Ok(std::path::absolute(folder)?)
}

fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
