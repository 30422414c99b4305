//! The fields that scripts make nicer. They work as they are; the WASM build holds nothing else.

mod device_code;
mod device_fetched;
mod show_password;

pub use self::{
    device_code::DeviceCode,
    device_fetched::DeviceFetched,
    show_password::{ShowPassword, Toggle},
};
