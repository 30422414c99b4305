use leptos::prelude::*;

/// The sentence that says whether the device has fetched its token; the seal above it turns green with it (by the style
/// sheet). Without scripts the page says what was true when it was drawn.
#[island]
pub fn DeviceFetched(
    /// Answers `{"fetched":true}` or `{"fetched":false}`.
    state_href: String,
    waiting: String,
    fetched: String,
) -> impl IntoView {
    let live = RwSignal::new(false);
    let is_fetched = RwSignal::new(false);
    // Effects run in the browser only.
    Effect::new(move || {
        live.set(true);
        watch(state_href.clone(), is_fetched);
    });
    let sentence = move || match (live.get(), is_fetched.get()) {
        (_, true) => fetched.clone(),
        (true, false) => waiting.clone(),
        (false, false) => String::new(),
    };
    view! {
        <p class=move || if is_fetched.get() { "live good" } else { "live" } role="status">
            {sentence}
        </p>
    }
}

/// Asks every two seconds, as long as a code can live.
#[cfg(feature = "hydrate")]
fn watch(href: String, is_fetched: RwSignal<bool>) {
    const EVERY: std::time::Duration = std::time::Duration::from_secs(2);
    const TRIES: u32 = 300;
    fn ask_again(href: String, is_fetched: RwSignal<bool>, tries_left: u32) {
        let ask = move || {
            leptos::task::spawn_local(async move {
                // Offline for a moment, or signed out: the sentence stays what it was.
                match ask(&href).await {
                    Some(true) => is_fetched.set(true),
                    _ if tries_left > 0 => ask_again(href, is_fetched, tries_left - 1),
                    _ => {}
                }
            });
        };
        set_timeout(ask, EVERY);
    }
    ask_again(href, is_fetched, TRIES);
}

#[cfg(not(feature = "hydrate"))]
fn watch(_: String, _: RwSignal<bool>) {}

#[cfg(feature = "hydrate")]
async fn ask(href: &str) -> Option<bool> {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen_futures::JsFuture;
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(href)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    Some(text.contains("true"))
}
