//! Where things lie: the checkout, cargo's target folder, the binary.

use crate::step::{Failure, Result, cargo_program, output_of};
use std::path::PathBuf;

/// The crates that run on this machine. `frontend` is built for WASM alone, and xtask is what is running now.
///
/// Every command that builds them for a test names the same crates and features: cargo then compiles each dependency
/// once, instead of once for each choice of features.
pub const HOST: &[&str] =
    &["--workspace", "--exclude", "frontend", "--exclude", "xtask", "--features", "app/ssr,oauth/contract"];

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

/// Cargo's target folder, wherever CARGO_TARGET_DIR or cargo's own settings put it.
pub fn target_dir() -> Result<PathBuf> {
    let manifest = root().join("Cargo.toml").to_string_lossy().into_owned();
    output_of(
        cargo_program(),
        &["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path", &manifest],
    )
    .and_then(|json| serde_json::from_str::<serde_json::Value>(&json).ok())
    .and_then(|metadata| metadata["target_directory"].as_str().map(PathBuf::from))
    .ok_or_else(|| {
        Failure::new(
            "cargo does not say where its target folder is",
            "Run `cargo metadata --no-deps --format-version 1` in the checkout and read its error.",
        )
    })
}

/// The server's binary, as `cargo build` leaves it.
pub fn sesame(profile: &str) -> Result<PathBuf> {
    Ok(target_dir()?.join(profile).join(format!("sesame{}", std::env::consts::EXE_SUFFIX)))
}

/// The first program of that name on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(&file)).find(|candidate| candidate.is_file())
}
