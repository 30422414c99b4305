pub mod stats;
pub mod users;
