//! A `User-Agent` in a few words, so that a person recognises their own device.

/// Browser and system where both are known, else the first product the header names, if it names any.
pub fn summary(header: &str) -> Option<String> {
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| header.contains(mark)).map(|(_, name)| *name);
    // Order matters: Edge and Opera call themselves Chrome too, and everything calls itself Safari.
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Tizen", "Tizen"),
        ("Web0S", "webOS"),
        ("PlayStation", "PlayStation"),
        ("Xbox", "Xbox"),
        ("Linux", "Linux"),
    ]);
    let summary = match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => {
            let product = header.split(['/', ' ', '(']).next().unwrap_or_default();
            product.chars().filter(|c| !c.is_control()).take(40).collect()
        }
    };
    Some(summary).filter(|summary| !summary.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_and_devices_are_recognised_and_others_named() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0";
        assert_eq!(summary(edge).unwrap(), "Edge, Windows");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";
        assert_eq!(summary(safari).unwrap(), "Safari, iPhone");
        assert_eq!(summary("curl/8.5.0").unwrap(), "curl");
        assert_eq!(summary("MovieBox/2.1 (tv)").unwrap(), "MovieBox");
        for nothing in ["", " ", "/1.0", "(tv)"] {
            assert_eq!(summary(nothing), None, "{nothing:?}");
        }
    }
}
