//! An application's logo: a file a stranger gives us, and everybody's browser shows.
//!
//! Nothing of the file is ever sent on. It is decoded within limits, made small, and written anew as a PNG of pixels
//! alone: no script, no metadata, no second format hidden behind the first.

use std::io::Cursor;

use aws_lc_rs::digest::{SHA256, digest};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits, RgbaImage};
use oauth::model::Logo;

/// The largest file that is looked at.
pub const MAX_BYTES: usize = 256 * 1024;
/// The longest side that is decoded. A kilobyte can claim to be a picture of a gigabyte.
pub const MAX_SIDE: u32 = 2048;
/// The longest side that is kept.
const SIDE: u32 = 256;
/// What decoding may take: the pixels, and the decoder's own rows.
const MAX_MEMORY: u64 = 64 * 1024 * 1024;

/// Why a file is no logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLogo {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than 256 KB")]
    TooLarge,
    #[error("the file is no PNG, JPEG or WebP")]
    NotAnImage,
    #[error("the name of the file says another format than the file is in")]
    Misnamed,
    #[error("the picture moves")]
    Animated,
    #[error("the picture has more than 2048 pixels on a side")]
    TooManyPixels,
    #[error("the picture is damaged")]
    Broken,
}

/// The file as a PNG of at most 256 by 256 pixels.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Vec<u8>, InvalidLogo> {
    if bytes.is_empty() {
        return Err(InvalidLogo::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(InvalidLogo::TooLarge);
    }
    let format = format_of(bytes).ok_or(InvalidLogo::NotAnImage)?;
    if named(file_name).is_some_and(|named| named != Some(format)) {
        return Err(InvalidLogo::Misnamed);
    }
    let picture = decode(format, bytes)?;
    let mut png = Cursor::new(Vec::new());
    shrink(picture).write_to(&mut png, ImageFormat::Png).map_err(|_| InvalidLogo::Broken)?;
    Ok(png.into_inner())
}

/// The picture under the name it is served by: the same one always, so that browsers may keep it for ever.
pub fn by_its_hash(png: Vec<u8>) -> Logo {
    let digest = digest(&SHA256, &png);
    Logo { hash: digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect(), png }
}

/// Where it is shown.
pub fn logo_href(logo: &Logo) -> String {
    format!("/logos/{}", logo.hash)
}

/// What the first bytes say: the name and the type that came with the file are only claims.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    let format = image::guess_format(bytes).ok()?;
    matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP).then_some(format)
}

/// What the name says: nothing, when it has no extension.
fn named(file_name: &str) -> Option<Option<ImageFormat>> {
    let (_, extension) = file_name.rsplit_once('.')?;
    Some(ImageFormat::from_extension(extension))
}

fn decode(format: ImageFormat, bytes: &[u8]) -> Result<DynamicImage, InvalidLogo> {
    let file = Cursor::new(bytes);
    match format {
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(file, limits()).map_err(refused)?;
            let moves = decoder.is_apng().map_err(refused)?;
            pixels(decoder, moves)
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(file).map_err(refused)?;
            let moves = decoder.has_animation();
            pixels(decoder, moves)
        }
        _ => pixels(JpegDecoder::new(file).map_err(refused)?, false),
    }
}

fn pixels(mut decoder: impl ImageDecoder, moves: bool) -> Result<DynamicImage, InvalidLogo> {
    if moves {
        return Err(InvalidLogo::Animated);
    }
    // The size it claims, before a byte is set aside for it.
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(InvalidLogo::TooManyPixels);
    }
    decoder.set_limits(limits()).map_err(refused)?;
    // A photograph may be stored lying on its side; what says so goes away with the rest of the metadata.
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

fn refused(error: ImageError) -> InvalidLogo {
    match error {
        ImageError::Limits(_) => InvalidLogo::TooManyPixels,
        _ => InvalidLogo::Broken,
    }
}

/// Fitted into a square of [`SIDE`]; a small one stays as it is.
fn shrink(picture: DynamicImage) -> RgbaImage {
    let picture = picture.into_rgba8();
    if picture.width() <= SIDE && picture.height() <= SIDE {
        return picture;
    }
    // What cannot be seen must not be mixed in: a transparent pixel is black or white by accident.
    let mut picture = DynamicImage::from(each_colour(picture, |colour, alpha| colour * alpha / 255))
        .thumbnail(SIDE, SIDE)
        .into_rgba8();
    picture =
        each_colour(picture, |colour, alpha| (colour * 255).checked_div(alpha).map_or(0, |colour| colour.min(255)));
    picture
}

fn each_colour(mut picture: RgbaImage, with_alpha: impl Fn(u16, u16) -> u16) -> RgbaImage {
    for pixel in picture.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        // Never more than 255, by what the two callers compute.
        let of = |colour| u8::try_from(with_alpha(u16::from(colour), u16::from(alpha))).unwrap_or(u8::MAX);
        pixel.0 = [of(red), of(green), of(blue), alpha];
    }
    picture
}

#[cfg(test)]
mod tests;
