//! The scripts of the pages: `frontend` compiled to WebAssembly and linked into `public/pkg`, which the server embeds.
//!
//! Every page works without scripts, so a machine that cannot have the WASM target still gets a working server.

use crate::step::{Failure, Result, Step, output_of};
use crate::workspace::{root, target_dir};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use std::{fs, io};
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";

/// Whether the pages have their scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    Built,
    Absent,
}

/// Builds the scripts when this machine can, and says in one line when it cannot.
pub fn build() -> Result<Scripts> {
    if !ensure_target() {
        println!(
            "==> frontend: left out, the Rust target {TARGET} is not here and could not be added; the pages work \
             without scripts"
        );
        return Ok(Scripts::Absent);
    }
    Step::cargo(
        "frontend: compile to WebAssembly (2-3 minutes the first time)",
        &["build", "-p", "frontend", "--target", TARGET, "--profile", PROFILE],
    )
    .dir(&root())
    .run()?;
    link()?;
    Ok(Scripts::Built)
}

/// Whether the WASM target is installed, after an attempt to add it.
pub fn ensure_target() -> bool {
    if has_target() {
        return true;
    }
    let added = output_of("rustup", &["target", "add", TARGET]).is_some() && has_target();
    if added {
        println!("==> frontend: added the Rust target {TARGET}");
    }
    added
}

/// Asked of the compiler and not of rustup: a distribution's Rust has the one without the other.
pub fn has_target() -> bool {
    output_of("rustc", &["--print", "target-libdir", "--target", TARGET])
        .is_some_and(|dir| fs::read_dir(dir).is_ok_and(|mut files| files.next().is_some()))
}

/// What wasm-bindgen does with the compiled module: the JavaScript that loads it, and the module that fits.
fn link() -> Result<()> {
    let target = target_dir()?;
    let compiled = target.join(TARGET).join(PROFILE).join("frontend.wasm");
    let linked = target.join("frontend-pkg");
    let public = root().join("public").join("pkg");

    let stamp = linked.join("stamp");
    let now = stamp_of(&compiled)?;
    if fs::read_to_string(&stamp).is_ok_and(|before| before == now) && public.join("sesame_bg.wasm").is_file() {
        println!("==> frontend: public/pkg is up to date");
        return Ok(());
    }

    println!("==> frontend: link into public/pkg");
    let fresh = linked.join("out");
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(|error| Failure::file(&fresh, &error))?;
    }
    Bindgen::new()
        .input_path(&compiled)
        .out_name("sesame")
        .web(true)
        .and_then(|bindgen| {
            bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate(&fresh)
        })
        .map_err(|error| {
            Failure::new(
                format!("wasm-bindgen: {error:#}"),
                "The versions of wasm-bindgen (frontend/Cargo.toml) and wasm-bindgen-cli-support (xtask/Cargo.toml) \
                 must be the same; make them so and run the command again.",
            )
        })?;
    mirror(&fresh, &public).map_err(|error| Failure::file(&public, &error))?;
    fs::write(&stamp, now).map_err(|error| Failure::file(&stamp, &error))?;
    let size = fs::metadata(public.join("sesame_bg.wasm")).map_or(0, |file| file.len());
    println!("    public/pkg/sesame_bg.wasm: {} KB", size / 1024);
    Ok(())
}

/// Changes whenever cargo writes the compiled module anew.
fn stamp_of(compiled: &Path) -> Result<String> {
    let file = fs::metadata(compiled).map_err(|error| Failure::file(compiled, &error))?;
    let modified = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok(format!("{} {:?} wasm-bindgen 0.2.130", file.len(), modified))
}

/// Makes `to` hold the files of `from` and no others. A file that is the same already keeps its date, so that the server
/// is not compiled again for nothing.
fn mirror(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !from.join(entry.file_name()).exists() {
            remove(&entry.path())?;
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target): (PathBuf, PathBuf) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            mirror(&source, &target)?;
        } else {
            let content = fs::read(&source)?;
            if !fs::read(&target).is_ok_and(|before| before == content) {
                fs::write(&target, content)?;
            }
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirroring_adds_removes_and_leaves_the_same_file_untouched() {
        let base = std::env::temp_dir().join(format!("sesame-xtask-{}", std::process::id()));
        let (from, to) = (base.join("from"), base.join("to"));
        fs::create_dir_all(from.join("snippets")).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("same"), "a").unwrap();
        fs::write(to.join("same"), "a").unwrap();
        fs::write(from.join("snippets/new"), "b").unwrap();
        fs::write(to.join("old"), "c").unwrap();
        let before = fs::metadata(to.join("same")).unwrap().modified().unwrap();

        mirror(&from, &to).unwrap();

        assert_eq!(fs::metadata(to.join("same")).unwrap().modified().unwrap(), before);
        assert_eq!(fs::read_to_string(to.join("snippets/new")).unwrap(), "b");
        assert!(!to.join("old").exists());
        fs::remove_dir_all(&base).unwrap();
    }
}
