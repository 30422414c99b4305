//! `/admin/scopes`: what applications may ask for, and what people read about it.

use app::admin::{AdminAct, AdminNotice, AdminScopeRow, AdminScopeView, AdminScopesView, ScopeForm, ScopeProblem};
use app::{Named, PasswordAsk};
use axum::extract::Path;
use axum::response::Response;
use oauth::model::{AuditEvent, ScopeEntry};
use oauth::request::Params;
use oauth::store::{Store, StoreError};
use oauth::types::{DisplayText, InvalidText, ScopeToken};
use url::form_urlencoded::byte_serialize;

use super::gate::{Admin, AdminForm, Question};
use super::lines::app_href;
use super::{done, not_found, notice};
use crate::error::PageError;
use crate::render::{Viewer, unprocessable};

const HREF: &str = "/admin/scopes";
/// Characters of what people read about it.
const LONGEST_TEXT: usize = 200;

/// A scope may be named like a path, `/` and all.
fn href_of(name: &ScopeToken) -> String {
    let name: String = byte_serialize(name.as_str().as_bytes()).collect();
    // Made for forms, where a space would be a plus; no scope has one.
    format!("{HREF}/{name}")
}

async fn view(viewer: &Viewer, form: ScopeForm) -> Result<AdminScopesView, PageError> {
    let row = |entry: ScopeEntry| AdminScopeRow {
        href: href_of(&entry.name),
        name: entry.name.to_string(),
        english: entry.description_en,
        french: entry.description_fr,
        sensitive: entry.sensitive,
        optional: entry.optional,
        default: entry.default,
    };
    let scopes = viewer.store().scopes().await?.into_iter().map(row).collect();
    Ok(AdminScopesView { scopes, form, notice: notice(viewer).await? })
}

pub async fn list(Admin { viewer, .. }: Admin) -> Result<Response, PageError> {
    viewer.page(view(&viewer, ScopeForm::default()).await?).await
}

pub async fn create(AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let mut form = typed(&fields);
    let name = form.name.parse::<ScopeToken>();
    if name.is_err() {
        form.problems.insert(0, ScopeProblem::Name);
    }
    if let (Ok(name), true) = (name, form.problems.is_empty()) {
        let entry = entry(name, &form);
        let transaction = viewer.state.database().begin().await?;
        match transaction.create_scope(&entry).await {
            Ok(()) => {
                let line = viewer.audit(AuditEvent::ScopeCreated).detail(entry.name.as_str());
                transaction.record(&line).await?;
                transaction.commit().await?;
                return done(viewer, AdminNotice::SCOPE_ADDED, HREF).await;
            }
            Err(StoreError::Duplicate(_)) => form.problems.push(ScopeProblem::NameTaken),
            Err(error) => return Err(error.into()),
        }
        // The store has one writer, which the page below may want.
        drop(transaction);
    }
    let view = view(viewer, form).await?;
    Ok(unprocessable(admin.again(view, HREF, PasswordAsk::No).await?))
}

fn typed(fields: &Params) -> ScopeForm {
    let text = |name| fields.get(name).unwrap_or_default().trim().to_owned();
    let ticked = |name| fields.get(name).is_some();
    let (english, french) = (text("english"), text("french"));
    let problem = |text: &str, [empty, long, unseen]: [ScopeProblem; 3]| match DisplayText::parse(text, LONGEST_TEXT) {
        Ok(_) => None,
        Err(InvalidText::Empty) => Some(empty),
        Err(InvalidText::TooLong) => Some(long),
        Err(InvalidText::Unseen) => Some(unseen),
    };
    use ScopeProblem::{LongEnglish, LongFrench, NoEnglish, NoFrench, UnseenEnglish, UnseenFrench};
    let problems = [
        problem(&english, [NoEnglish, LongEnglish, UnseenEnglish]),
        problem(&french, [NoFrench, LongFrench, UnseenFrench]),
    ];
    ScopeForm {
        name: text("name"),
        english,
        french,
        sensitive: ticked("sensitive"),
        optional: ticked("optional"),
        default: ticked("default"),
        problems: problems.into_iter().flatten().collect(),
    }
}

fn entry(name: ScopeToken, form: &ScopeForm) -> ScopeEntry {
    ScopeEntry {
        name,
        description_en: form.english.clone(),
        description_fr: form.french.clone(),
        sensitive: form.sensitive,
        optional: form.optional,
        default: form.default,
    }
}

/// The scope an address names.
async fn scope(viewer: &Viewer, name: &str) -> Result<ScopeEntry, PageError> {
    let scopes = viewer.store().scopes().await?;
    scopes.into_iter().find(|entry| entry.name.as_str() == name).ok_or_else(not_found)
}

async fn used_by(store: &dyn Store, name: &ScopeToken) -> Result<Vec<Named>, StoreError> {
    let clients = store.clients().await?.into_iter().filter(|client| client.scope.contains(name.as_str()));
    Ok(clients.map(|client| Named { href: Some(app_href(&client.id)), name: client.name }).collect())
}

async fn scope_view(viewer: &Viewer, entry: &ScopeEntry, form: ScopeForm) -> Result<AdminScopeView, PageError> {
    Ok(AdminScopeView {
        href: href_of(&entry.name),
        form: ScopeForm { name: entry.name.to_string(), ..form },
        used_by: used_by(viewer.store(), &entry.name).await?,
        kept: false,
        notice: notice(viewer).await?,
    })
}

fn as_it_is(entry: &ScopeEntry) -> ScopeForm {
    ScopeForm {
        name: entry.name.to_string(),
        english: entry.description_en.clone(),
        french: entry.description_fr.clone(),
        sensitive: entry.sensitive,
        optional: entry.optional,
        default: entry.default,
        problems: Vec::new(),
    }
}

pub async fn show(Admin { viewer, .. }: Admin, Path(name): Path<String>) -> Result<Response, PageError> {
    let entry = scope(&viewer, &name).await?;
    viewer.page(scope_view(&viewer, &entry, as_it_is(&entry)).await?).await
}

pub async fn change(Path(name): Path<String>, AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let before = scope(viewer, &name).await?;
    let form = typed(&fields);
    let href = href_of(&before.name);
    if !form.problems.is_empty() {
        let view = scope_view(viewer, &before, form).await?;
        return Ok(unprocessable(admin.again(view, &href, PasswordAsk::No).await?));
    }
    let transaction = viewer.state.database().begin().await?;
    transaction.update_scope(&entry(before.name, &form)).await?;
    transaction.record(&viewer.audit(AuditEvent::ScopeChanged).detail(name)).await?;
    transaction.commit().await?;
    done(viewer, AdminNotice::SAVED, &href).await
}

fn question(name: &ScopeToken) -> Question<AdminAct> {
    let cancel_href = href_of(name);
    let act = AdminAct::DeleteScope { name: name.to_string() };
    Question { act, href: format!("{cancel_href}/delete"), hidden: Vec::new(), cancel_href }
}

pub async fn ask(admin: Admin, Path(name): Path<String>) -> Result<Response, PageError> {
    let entry = scope(&admin.viewer, &name).await?;
    if !used_by(admin.viewer.store(), &entry.name).await?.is_empty() {
        return kept(&admin, &entry).await;
    }
    admin.confirm(question(&entry.name), PasswordAsk::Ask).await
}

pub async fn delete(Path(name): Path<String>, AdminForm { admin, fields }: AdminForm) -> Result<Response, PageError> {
    let viewer = &admin.viewer;
    let entry = scope(viewer, &name).await?;
    let question = question(&entry.name);
    if let Some(password) = admin.lacks_password(&fields).await? {
        return admin.confirm(question, password).await;
    }
    let transaction = viewer.state.database().begin().await?;
    if !used_by(&*transaction, &entry.name).await?.is_empty() {
        drop(transaction);
        return kept(&admin, &entry).await;
    }
    transaction.delete_scope(&entry.name).await?;
    transaction.record(&viewer.audit(AuditEvent::ScopeDeleted).detail(name)).await?;
    transaction.commit().await?;
    done(viewer, question.act.notice(), HREF).await
}

/// Applications may ask for it: they are named, and it stays.
async fn kept(admin: &Admin, entry: &ScopeEntry) -> Result<Response, PageError> {
    let view = scope_view(&admin.viewer, entry, as_it_is(entry)).await?;
    let href = view.href.clone();
    Ok(unprocessable(admin.again(AdminScopeView { kept: true, ..view }, &href, PasswordAsk::No).await?))
}
