//! What runs in the browser: the islands of `app`, and nothing else.

// Linked for the functions `#[island]` exports, one per island, which the page's loader calls by name.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes ready for islands; the page's loader calls it once, before it wakes the first one.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
