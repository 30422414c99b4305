/// `/`: what this place is, and the ways on from it.
#[derive(Clone, Debug, Default)]
pub struct HomeView {
    /// Set in demo mode only.
    pub demo_href: Option<String>,
}
