use super::*;
use image::{DynamicImage, Rgb, RgbImage, Rgba};

fn picture(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| Rgba([(x % 256) as u8, (y % 256) as u8, 90, 255]))
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(picture(width, height), ImageFormat::Png)
}

fn kept(name: &str, bytes: &[u8]) -> RgbaImage {
    let png = read(name, bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
    image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().into_rgba8()
}

/// A chunk of a PNG with its length and checksum.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let checked = [&kind[..], data].concat();
    let mut crc = u32::MAX;
    for byte in &checked {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], &checked, &(!crc).to_be_bytes()].concat()
}

/// A PNG with another chunk behind its header.
fn png_with(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let png = png(8, 8);
    let (header, rest) = png.split_at(8 + 25);
    [header, &chunk(kind, data), rest].concat()
}

#[test]
fn every_format_becomes_a_png_of_its_pixels() {
    let photo = RgbImage::from_pixel(40, 30, Rgb([200, 30, 30]));
    for (name, bytes) in [
        ("logo.png", png(40, 30)),
        ("logo.PNG", png(40, 30)),
        ("logo", png(40, 30)),
        ("photo.jpg", encoded(photo.clone(), ImageFormat::Jpeg)),
        ("photo.jpeg", encoded(photo.clone(), ImageFormat::Jpeg)),
        ("photo.webp", encoded(photo, ImageFormat::WebP)),
    ] {
        assert_eq!(kept(name, &bytes).dimensions(), (40, 30), "{name}");
    }
}

#[test]
fn a_large_picture_is_fitted_into_the_square_and_a_small_one_left_alone() {
    let plain = |width, height| encoded(RgbImage::from_pixel(width, height, Rgb([9, 99, 199])), ImageFormat::Png);
    assert_eq!(kept("a.png", &plain(1024, 512)).dimensions(), (256, 128));
    assert_eq!(kept("a.png", &plain(8, 2048)).dimensions(), (1, 256));
    assert_eq!(kept("a.png", &png(256, 256)), picture(256, 256));
    assert_eq!(kept("a.png", &png(1, 1)), picture(1, 1));
}

#[test]
fn what_is_transparent_lends_no_colour_to_what_is_not() {
    // A white stripe, two thirds of a pixel wide, on a transparent black ground.
    let stripes = RgbaImage::from_fn(768, 8, |x, _| if x % 3 < 2 { Rgba([255; 4]) } else { Rgba([0; 4]) });
    for pixel in kept("a.png", &encoded(stripes, ImageFormat::Png)).pixels() {
        let [red, green, blue, alpha] = pixel.0;
        assert!(alpha < 255 && red > 250 && green > 250 && blue > 250, "{pixel:?}");
    }
}

#[test]
fn nothing_of_the_file_but_its_pixels_is_kept() {
    let told = png_with(*b"tEXt", b"Comment\0<script>alert(1)</script>");
    let hidden = [png(8, 8), b"PK\x03\x04<script>alert(1)</script>".to_vec()].concat();
    for file in [told, hidden] {
        let kept = read("a.png", &file).unwrap();
        assert!(!kept.windows(8).any(|text| text == b"<script>"));
    }
}

#[test]
fn what_is_no_png_jpeg_or_webp_is_refused_whatever_its_name() {
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
    for (what, bytes) in [
        ("an SVG", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec()),
        ("an SVG with a prologue", b"<?xml version=\"1.0\"?><svg/>".to_vec()),
        ("HTML", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
        ("a zip", b"PK\x03\x04".to_vec()),
        ("a GIF", gif),
        ("a BMP", b"BM\0\0\0\0".to_vec()),
        ("text", b"logo".to_vec()),
        ("zeros", vec![0; 64]),
    ] {
        for name in ["logo.png", "logo.svg", "logo.jpg", "", "logo"] {
            assert_eq!(read(name, &bytes), Err(InvalidLogo::NotAnImage), "{what} as {name:?}");
        }
    }
    assert_eq!(read("a.png", b""), Err(InvalidLogo::Empty));
}

#[test]
fn a_file_that_lies_about_its_type_is_refused() {
    let photo = encoded(RgbImage::new(4, 4), ImageFormat::Jpeg);
    for (name, bytes) in [
        ("logo.jpg", png(4, 4)),
        ("logo.svg", png(4, 4)),
        ("logo.png.html", png(4, 4)),
        ("logo.png", photo.clone()),
        ("logo.webp", photo),
    ] {
        assert_eq!(read(name, &bytes), Err(InvalidLogo::Misnamed), "{name}");
    }
    // The first bytes alone make no picture.
    assert_eq!(read("a.png", b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>"), Err(InvalidLogo::Broken));
    assert_eq!(read("a.webp", b"RIFF\x10\0\0\0WEBPVP8 <svg/>"), Err(InvalidLogo::Broken));
    assert_eq!(read("a.jpg", b"\xff\xd8\xff\xe0<svg/>"), Err(InvalidLogo::Broken));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    // 30000 by 30000 pixels: 3.6 gigabytes, in a file of half a kilobyte.
    for (width, height) in [(30_000u32, 30_000u32), (2_049, 1), (1, 2_049), (u32::MAX >> 1, 1)] {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        let bomb =
            [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", &[0; 512]), chunk(*b"IEND", &[])]
                .concat();
        assert_eq!(read("bomb.png", &bomb), Err(InvalidLogo::TooManyPixels), "{width} by {height}");
    }
    let long = RgbImage::from_pixel(5_000, 4, Rgb([1, 2, 3]));
    for format in [ImageFormat::Jpeg, ImageFormat::WebP] {
        let name = format!("a.{}", format.extensions_str()[0]);
        assert_eq!(read(&name, &encoded(long.clone(), format)), Err(InvalidLogo::TooManyPixels), "{name}");
    }
}

#[test]
fn a_text_that_unpacks_to_gigabytes_harms_nobody() {
    // A compressed comment: only its announced kilobytes are ever looked at, and none is kept.
    let packed = [b"Comment\0\0".to_vec(), vec![0x78, 0x9c], vec![0xff; 60_000]].concat();
    let file = png_with(*b"zTXt", &packed);
    assert!(read("a.png", &file).is_ok_and(|png| png.len() < 1_000));
}

#[test]
fn a_damaged_file_is_refused() {
    let png = png(64, 64);
    for length in [9, 30, 33, 40, png.len() / 2] {
        assert_eq!(read("a.png", &png[..length]), Err(InvalidLogo::Broken), "{length} bytes");
    }
}

#[test]
fn a_picture_that_moves_is_refused() {
    let frames = [2u32.to_be_bytes(), 0u32.to_be_bytes()].concat();
    assert_eq!(read("a.png", &png_with(*b"acTL", &frames)), Err(InvalidLogo::Animated));
    // The same still picture as the only frame of an animation.
    let still = encoded(picture(8, 8), ImageFormat::WebP);
    let riff = |kind: &[u8], data: &[u8]| [kind, &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat();
    let size = [7, 0, 0, 7, 0, 0];
    let frame = [&[0; 6][..], &size, &[100, 0, 0, 0], &still[12..]].concat();
    let chunks = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &[&[2, 0, 0, 0][..], &size].concat()),
        riff(b"ANIM", &[0; 6]),
        riff(b"ANMF", &frame),
    ]
    .concat();
    let webp = riff(b"RIFF", &chunks);
    assert_eq!(read("a.webp", &webp), Err(InvalidLogo::Animated));
}

#[test]
fn the_largest_file_is_256_kilobytes() {
    let filled = |size: usize| [png(8, 8), vec![0; size]].concat();
    let room = MAX_BYTES - png(8, 8).len();
    assert!(read("a.png", &filled(room)).is_ok());
    assert_eq!(read("a.png", &filled(room + 1)), Err(InvalidLogo::TooLarge));
    assert_eq!(read("a.png", &filled(257 * 1024)), Err(InvalidLogo::TooLarge));
}

#[test]
fn a_photograph_stored_on_its_side_is_set_upright() {
    // An APP1 segment that says "turn by 90 degrees" (orientation 6), behind the start of the picture.
    let exif = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let photo = encoded(RgbImage::new(40, 20), ImageFormat::Jpeg);
    let lying = [&photo[..2], exif, &photo[2..]].concat();
    assert_eq!(kept("a.jpg", &lying).dimensions(), (20, 40));
}
