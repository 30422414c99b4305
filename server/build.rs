//! Builds the server anew when an embedded file is added or removed: `include_bytes!` notices changes alone.

fn main() {
    for folder in ["../style", "../public"] {
        // `public/pkg` is made by the frontend's build and may be missing: its parent is watched.
        if std::path::Path::new(folder).exists() {
            println!("cargo:rerun-if-changed={folder}");
        }
    }
}
