//! Journeys from the first request to the person's data.

mod authorization_code;
mod client_credentials;
mod consent;
mod consent_choices;
mod device;
mod device_polling;
mod parallel;
mod password;
mod refresh_reuse;
mod refresh_token;
mod restart;
mod secrets_at_rest;
mod third_party_client;
