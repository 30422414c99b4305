//! `/sign-up/finish`: whoever reads the address's mail says who they are, and only then does the account exist.

use app::{Locale, NameProblem, SignUpFinishView};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::model::{Actor, AuditEvent, Language, NewUser, Ticket, TicketPurpose, User};
use oauth::password::PasswordHash;
use oauth::request::Params;
use oauth::store::StoreError;
use oauth::types::{DisplayText, InvalidText, Secret};

use super::sign_up::closed;
use super::{new_password, spent, with_status};
use crate::entry;
use crate::error::PageError;
use crate::extract::page_form::PageForm;
use crate::extract::query::Query;
use crate::onward::{Onward, with_query};
use crate::render::{Viewer, see_other};
use crate::routes::pages::destination::Ahead;

const PURPOSE: TicketPurpose = TicketPurpose::SignUp;
/// Longer names exist; pages have no room for them.
const LONGEST_NAME: usize = 100;

pub async fn get(viewer: Viewer, Query(params): Query) -> Result<Response, PageError> {
    if !viewer.state.sign_up_is_open() {
        return closed(&viewer, &Onward::of(&params)).await;
    }
    let token = params.get("ticket").unwrap_or_default();
    let Some(ticket) = entry::find(&viewer, token, PURPOSE).await? else { return spent(&viewer, PURPOSE).await };
    form(&viewer, &params, view_of(token, &ticket)).await
}

pub async fn post(PageForm { viewer, fields }: PageForm) -> Result<Response, PageError> {
    let onward = Onward::of(&fields);
    if !viewer.state.sign_up_is_open() {
        return closed(&viewer, &onward).await;
    }
    let token = fields.get("ticket").unwrap_or_default();
    let Some(ticket) = entry::find(&viewer, token, PURPOSE).await? else { return spent(&viewer, PURPOSE).await };
    let who = match read(&fields, &ticket) {
        Ok(who) => who,
        Err(problems) => {
            let mut query = vec![("ticket".to_owned(), token.to_owned())];
            query.extend(onward.carry());
            let viewer = viewer.at(&with_query("/sign-up/finish", &query));
            let view = SignUpFinishView { ticket: token.to_owned(), ..*problems };
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, form(&viewer, &fields, view).await?));
        }
    };
    let hash = viewer.state.hasher().hash(who.password.clone()).await?;
    let Some(user) = make(&viewer, &ticket, who, hash).await? else { return spent(&viewer, PURPOSE).await };
    viewer.visitor.sign_in(&user).await?;
    tracing::info!(user = %user.id, "signed up");
    Ok(see_other(&onward.href()))
}

/// What was typed, all of it right.
struct Who {
    firstname: String,
    lastname: String,
    password: Secret,
}

/// Reads the form; a view with what was typed and what is wrong with it otherwise.
fn read(fields: &Params, ticket: &Ticket) -> Result<Who, Box<SignUpFinishView>> {
    let typed = |name| fields.get(name).unwrap_or_default();
    let (firstname, lastname) = (name(typed("firstname")), name(typed("lastname")));
    // Many people have one name.
    let lastname = match lastname {
        Err(NameProblem::Missing) => Ok(String::new()),
        lastname => lastname,
    };
    let known = [ticket.email.as_str(), typed("firstname"), typed("lastname")];
    match (firstname, lastname, new_password(fields, &known)) {
        (Ok(firstname), Ok(lastname), Ok(password)) => Ok(Who { firstname, lastname, password }),
        (firstname, lastname, password) => Err(Box::new(SignUpFinishView {
            email: ticket.email.to_string(),
            firstname: typed("firstname").to_owned(),
            lastname: typed("lastname").to_owned(),
            firstname_problem: firstname.err(),
            lastname_problem: lastname.err(),
            password_problem: password.err(),
            ..SignUpFinishView::default()
        })),
    }
}

fn name(typed: &str) -> Result<String, NameProblem> {
    DisplayText::parse(typed, LONGEST_NAME).map(String::from).map_err(|problem| match problem {
        InvalidText::Empty => NameProblem::Missing,
        InvalidText::TooLong => NameProblem::TooLong,
        InvalidText::Unseen => NameProblem::Unseen,
    })
}

/// Uses the ticket up and makes the account, both or neither. `None` when somebody else was faster.
async fn make(viewer: &Viewer, ticket: &Ticket, who: Who, hash: PasswordHash) -> Result<Option<User>, PageError> {
    let now = viewer.state.now();
    let person = NewUser {
        email: ticket.email.clone(),
        firstname: who.firstname,
        lastname: who.lastname,
        password: Some(hash),
        admin: false,
        // What they read the form in is what they are written to in.
        language: Some(match viewer.locale {
            Locale::En => Language::En,
            Locale::Fr => Language::Fr,
        }),
        created_at: now,
    };
    let transaction = viewer.state.database().begin().await?;
    if !transaction.redeem_ticket(&ticket.token, now).await? {
        return Ok(None);
    }
    let user = match transaction.create_user(person).await {
        Ok(user) => user,
        // Made meanwhile by an administrator.
        Err(StoreError::Duplicate(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    for event in [AuditEvent::AccountCreated, AuditEvent::SignIn] {
        transaction.record(&viewer.audit(event).by(Actor::Person(user.id)).about(user.id)).await?;
    }
    transaction.commit().await?;
    Ok(Some(user))
}

fn view_of(token: &str, ticket: &Ticket) -> SignUpFinishView {
    SignUpFinishView { ticket: token.to_owned(), email: ticket.email.to_string(), ..SignUpFinishView::default() }
}

async fn form(viewer: &Viewer, params: &Params, view: SignUpFinishView) -> Result<Response, PageError> {
    let onward = Onward::of(params);
    let Ahead { destination, policy } = Ahead::of(viewer, &onward).await?;
    viewer.page_with(SignUpFinishView { destination, carry: onward.carry(), ..view }, policy).await
}
