use super::*;

fn email(text: &str) -> Email {
    text.parse().unwrap()
}

#[test]
fn a_letter_does_not_print() {
    // row 108
    let letter = Letter { to: email("a@example.com"), subject: "s3cret".into(), body: "s3cret".into() };
    assert_eq!(format!("{letter:?}"), "Letter([redacted])");
}

#[test]
fn letters_go_to_addresses_that_mail_servers_can_read() {
    for fine in ["john.doe+tag@example.com", "zoë@example.com", "o'neill@münchen.example", "john@localhost"] {
        assert!(is_writable(&email(fine)), "{fine}");
    }
    assert_eq!(address(&email("jo@münchen.example")).unwrap().domain(), "xn--mnchen-3ya.example");
    assert!(is_writable(&email("jo@xn--mnchen-3ya.example")));
    for hostile in ["<b>@example.com", "a@[127.0.0.1]", "a@192.168.0.1", "a@exa<mple.com", "a,b@example.com", "a@-"] {
        assert!(!is_writable(&email(hostile)), "{hostile}");
    }
}

#[test]
fn a_mailbox_has_no_further_spellings() {
    assert!(is_writable(&email("v@example.com")));
    for other in [
        "v@ex%61mple.com",
        "v@ｅｘａｍｐｌｅ.com",
        "v@example。com",
        "v@exa\u{ad}mple.com",
        "v@example.com.",
        "v@xn--example-.com",
        "v@mu\u{308}nchen.example",
    ] {
        assert!(!is_writable(&email(other)), "{other}");
    }
}

#[test]
fn a_mail_server_has_a_scheme_a_host_and_maybe_both_credentials() {
    for fine in ["smtps://me:pa%20ss@mail.example.com", "smtp://mail.example.com:2525", "smtp://127.0.0.1:25"] {
        assert!(SmtpUrl::parse(fine).is_some(), "{fine}");
    }
    for wrong in [
        "",
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://me@mail.example.com",
        "smtp://mail.example.com/?tls=opportunistic",
        "smtps://mail.example.com/inbox",
    ] {
        assert!(SmtpUrl::parse(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn the_way_to_another_machine_is_never_in_clear() {
    for (text, url) in [
        ("smtp://mail.example.com", "smtp://mail.example.com?tls=required"),
        ("smtp://localhost.example.com:25", "smtp://localhost.example.com:25?tls=required"),
        ("smtp://localhost", "smtp://localhost"),
        ("smtp://[::1]:1025", "smtp://[::1]:1025"),
    ] {
        assert_eq!(SmtpUrl::parse(text).unwrap().0.as_str(), url);
    }
}

#[test]
fn a_mail_servers_password_does_not_print() {
    // row 108
    let url = SmtpUrl::parse("smtps://me:hunter2@mail.example.com").unwrap();
    assert_eq!(format!("{url:?}"), "smtps://mail.example.com");
}
