use super::Sample;
use app::*;

const EMAIL: &str = "zoe@example.com";

fn sign_up() -> AddressView {
    AddressView {
        letter: Sent::SignUp,
        carry: vec![("request".to_owned(), "k3Jd0a".to_owned())],
        destination: Destination::App { name: "Movie Box".to_owned() },
        email: String::new(),
        problem: None,
        login_href: "login.html".to_owned(),
    }
}

fn reset() -> AddressView {
    AddressView { letter: Sent::Reset, ..sign_up() }
}

fn finish() -> SignUpFinishView {
    SignUpFinishView { ticket: "t1cket".to_owned(), email: EMAIL.to_owned(), ..SignUpFinishView::default() }
}

fn sent(sent: Sent) -> LetterSentView {
    LetterSentView { sent, email: Some(EMAIL.to_owned()), lasts_seconds: 86_400, again_href: "sign-up.html".to_owned() }
}

fn reset_finish(problem: Option<NewPasswordProblem>) -> ResetFinishView {
    ResetFinishView { carry: vec![("ticket".to_owned(), "t1cket".to_owned())], email: EMAIL.to_owned(), problem }
}

fn email_finish(password: PasswordAsk) -> EmailFinishView {
    EmailFinishView {
        ticket: "t1cket".to_owned(),
        new: EMAIL.to_owned(),
        old: "john.doe@example.com".to_owned(),
        password,
    }
}

/// Every page of this area, in the states that look different.
pub fn samples() -> Vec<Sample> {
    let invalid = || "zoe@exam ple.com".to_owned();
    let spent = |purpose| LinkSpentView { purpose };
    vec![
        Sample::new("sign-up", sign_up()),
        Sample::new("sign-up-home", AddressView { destination: Destination::Home, ..sign_up() }),
        Sample::new("sign-up-missing", AddressView { problem: Some(AddressProblem::Missing), ..sign_up() }),
        Sample::new(
            "sign-up-malformed",
            AddressView { email: invalid(), problem: Some(AddressProblem::Malformed), ..sign_up() },
        ),
        Sample::new("sign-up-closed", SignUpClosedView { login_href: "login.html".to_owned() }),
        Sample::new("sign-up-sent", sent(Sent::SignUp)),
        Sample::new("sign-up-sent-again", LetterSentView { email: None, ..sent(Sent::SignUp) }),
        Sample::new("sign-up-finish", finish()),
        Sample::new(
            "sign-up-finish-problems",
            SignUpFinishView {
                destination: Destination::App { name: "Movie Box".to_owned() },
                lastname: "Bo\u{202e}som".to_owned(),
                firstname_problem: Some(NameProblem::Missing),
                lastname_problem: Some(NameProblem::Unseen),
                password_problem: Some(NewPasswordProblem::Guessable),
                ..finish()
            },
        ),
        Sample::new("reset", reset()),
        Sample::new(
            "reset-malformed",
            AddressView { email: invalid(), problem: Some(AddressProblem::Malformed), ..reset() },
        ),
        Sample::new("reset-sent", LetterSentView { lasts_seconds: 1_800, ..sent(Sent::Reset) }),
        Sample::new("reset-finish", reset_finish(None)),
        Sample::new("reset-finish-short", reset_finish(Some(NewPasswordProblem::TooShort))),
        Sample::new("email-finish", email_finish(PasswordAsk::No)),
        Sample::new("email-finish-password", email_finish(PasswordAsk::Ask)),
        Sample::new("email-finish-wrong", email_finish(PasswordAsk::Wrong)),
        Sample::new("link-spent-sign-up", spent(Purpose::SignUp)),
        Sample::new("link-spent-reset", spent(Purpose::Reset)),
        Sample::new("link-spent-email", spent(Purpose::ChangeEmail)),
    ]
}
