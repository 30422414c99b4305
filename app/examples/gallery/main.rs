//! Writes every page in both languages as a file, to be looked at without a server:
//! `cargo run -p app --features ssr --example gallery -- target/gallery`

mod samples;

use app::{Assets, Frame, Locale};
use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// The areas that only somebody who is signed in can see.
const SIGNED_IN: [&str; 3] = ["account", "developer", "admin"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: gallery <folder>")?;
    let workspace = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    for locale in Locale::ALL {
        let folder = Path::new(&folder).join(locale.as_str());
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("style.css"), stylesheet(&workspace.join("style"))?)?;
        for image in ["favicon.svg", "logo.svg", "demo-logo.svg"] {
            fs::copy(workspace.join("public").join(image), folder.join(image))?;
        }
        for sample in samples::samples() {
            let signed_in = SIGNED_IN.iter().any(|area| sample.name.starts_with(area));
            let frame = Frame {
                person: signed_in.then(samples::person),
                assets: Assets {
                    stylesheet: "style.css".to_owned(),
                    icon: "favicon.svg".to_owned(),
                    logo: "logo.svg".to_owned(),
                    island_script: None,
                },
                ..samples::frame(locale)
            };
            fs::write(folder.join(sample.name).with_extension("html"), (sample.html)(frame))?;
        }
    }
    Ok(())
}

/// The files of `style/` one after the other, as the server serves them.
fn stylesheet(folder: &Path) -> std::io::Result<String> {
    let mut files =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    files.into_iter().map(fs::read_to_string).collect()
}
