//! The rhythm of a device's polls.

use crate::support::{TestServer, television};

const PENDING: &str = "400 authorization_pending";
const SLOW_DOWN: &str = "400 slow_down";

#[tokio::test]
async fn each_hurried_poll_slows_the_device_down_for_good() {
    // rows 33, 34 (RFC 8628 §3.5)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    assert_eq!(device.poll(&codes).await.error(), PENDING, "the first poll may come at once");
    server.wait(4);
    assert_eq!(device.poll(&codes).await.error(), SLOW_DOWN, "4 of 5 seconds");
    server.wait(9);
    assert_eq!(device.poll(&codes).await.error(), SLOW_DOWN, "9 of 10 seconds");
    server.wait(15);
    assert_eq!(device.poll(&codes).await.error(), PENDING, "15 of 15 seconds");
    server.wait(14);
    assert_eq!(device.poll(&codes).await.error(), SLOW_DOWN, "patience does not win the seconds back");
    server.wait(20);
    assert_eq!(device.poll(&codes).await.error(), PENDING, "20 of 20 seconds");
}

#[tokio::test]
async fn one_hurried_device_does_not_slow_another_down() {
    // row 34 (RFC 8628 §3.5)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let (hurried, patient) = (device.ask().await, device.ask().await);
    device.poll(&hurried).await;
    assert_eq!(device.poll(&hurried).await.error(), SLOW_DOWN);
    device.poll(&patient).await;
    server.wait(5);
    assert_eq!(device.poll(&patient).await.error(), PENDING);
    assert_eq!(device.poll(&hurried).await.error(), SLOW_DOWN);
}

#[tokio::test]
async fn every_instance_knows_the_same_interval() {
    // row 34 (contract §1: kept in the database, so every instance agrees)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let there = server.another_instance().await;
    let device_there = device.through(there.wire.clone());
    let codes = device.ask().await;
    device.poll(&codes).await;
    assert_eq!(device_there.poll(&codes).await.error(), SLOW_DOWN);
    server.wait(9);
    assert_eq!(device.poll(&codes).await.error(), SLOW_DOWN, "10 seconds by now, wherever it was said");
}

#[tokio::test]
async fn a_slowed_down_device_still_gets_its_answer() {
    // row 34 (RFC 8628 §3.5)
    let server = TestServer::start().await;
    let device = server.device(television()).await;
    let codes = device.ask().await;
    device.poll(&codes).await;
    device.poll(&codes).await;
    let mut john = server.john().await;
    let page = john.open(&codes.complete).await;
    john.press(&page, "decision", "connect").await;
    server.wait(10);
    assert!(device.poll(&codes).await.is_ok());
}
