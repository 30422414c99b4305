//! The fields that scripts make nicer. They work as they are; the WASM build holds nothing else.

mod device_code;
mod show_password;

pub use self::{
    device_code::DeviceCode,
    show_password::{ShowPassword, Toggle},
};
