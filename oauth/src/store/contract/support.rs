//! What the sentences have at hand.

use std::pin::Pin;
use std::sync::Arc;

use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::model::{
    AccessToken, AskedFrom, AuthorizationCode, AuthorizationRequest, Client, ClientKind, ClientProblem, Consent,
    DeviceAuthorization, DeviceState, Endpoint, Grant, NewUser, RefreshToken, RequestState, Ticket, TicketPurpose,
};
use crate::password::PasswordHash;
use crate::store::{Database, Question, Store};
use crate::types::{
    ClientId, GrantId, GrantType, Scope, Secret, SecretHash, Subject, TokenId, UserCodeHash, UserId,
    VerifiedRedirectUri,
};

/// When the sentences take place.
pub const NOON: OffsetDateTime = datetime!(2026-01-02 12:00:00.123 UTC);

/// So many seconds after noon.
pub fn at(seconds: i64) -> OffsetDateTime {
    NOON + Duration::seconds(seconds)
}

/// The hash of a secret of this name.
pub fn hash(name: &str) -> SecretHash {
    Secret::from(name.to_owned()).hash()
}

/// A scope written out.
pub fn scope(text: &str) -> Scope {
    text.parse().unwrap()
}

/// A place on the network where this program runs.
pub fn somewhere(user_agent: &str) -> AskedFrom {
    AskedFrom { address: Some("2001:db8::1".to_owned()), user_agent: Some(user_agent.to_owned()) }
}

/// A new person's particulars.
pub fn person(email: &str) -> NewUser {
    NewUser {
        email: email.parse().unwrap(),
        firstname: "Zoë".to_owned(),
        lastname: "D’Arc".to_owned(),
        password: None,
        admin: false,
        language: None,
        created_at: NOON,
    }
}

/// A password as it was stored long ago, with less work than today. No password is known for it.
pub fn outdated_password() -> PasswordHash {
    let hash = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$MTIzNDU2Nzg5MDEy";
    PasswordHash::from_stored(hash.to_owned()).unwrap()
}

/// A database with a person and two applications, and what they may keep in it.
pub struct House {
    pub db: Arc<dyn Database>,
    pub user: UserId,
    pub app: ClientId,
    pub other_app: ClientId,
}

impl House {
    pub async fn on(db: Arc<dyn Database>) -> Self {
        let user = db.store().create_user(person("zoe@example.com")).await.unwrap().id;
        let [app, other_app] = ["app", "other-app"].map(|id| id.parse::<ClientId>().unwrap());
        for id in [&app, &other_app] {
            let client = Client::new(id.clone(), "An app", ClientKind::Web, NOON);
            db.store().create_client(&client).await.unwrap();
        }
        Self { db, user, app, other_app }
    }

    pub fn store(&self) -> &dyn Store {
        self.db.store()
    }

    /// The request as it is kept, if it is.
    pub async fn kept(&self, id: &SecretHash) -> Option<AuthorizationRequest> {
        let Question { request, client, .. } = self.store().request(id, None).await.unwrap()?;
        assert_eq!(client.id, request.client_id);
        Some(request)
    }

    /// This person lets that application read, and not write.
    pub fn consent(&self, client_id: &ClientId) -> Consent {
        Consent {
            user_id: self.user,
            client_id: client_id.clone(),
            scope: scope("read"),
            declined: scope("write"),
            granted_at: NOON,
            expires_at: at(60),
        }
    }

    pub fn request(&self, name: &str) -> AuthorizationRequest {
        AuthorizationRequest {
            id: hash(name),
            client_id: self.app.clone(),
            redirect_uri: VerifiedRedirectUri::from_stored("https://app.example.com/cb?a=1".to_owned()),
            redirect_uri_given: true,
            failure_uri: VerifiedRedirectUri::from_stored("https://app.example.com/no".to_owned()),
            scope: scope("read write"),
            state: Some("a state = \"ünchanged\" %20".to_owned()),
            code_challenge: Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".parse().unwrap()),
            created_at: NOON,
            expires_at: at(600),
            answer: RequestState::Waiting,
        }
    }

    pub fn code(&self, name: &str) -> AuthorizationCode {
        AuthorizationCode {
            code: hash(name),
            grant_id: GrantId::from_stored(format!("family of {name}")),
            client_id: self.app.clone(),
            user_id: self.user,
            redirect_uri: VerifiedRedirectUri::from_stored("https://app.example.com/cb?a=1".to_owned()),
            redirect_uri_given: true,
            scope: scope("read write"),
            code_challenge: Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".parse().unwrap()),
            asked_from: somewhere("Browser/1.0"),
            created_at: NOON,
            expires_at: at(60),
        }
    }

    pub fn device(&self, name: &str) -> DeviceAuthorization {
        DeviceAuthorization {
            device_code: hash(name),
            user_code: UserCodeHash::from_stored(format!("user code of {name}")),
            client_id: self.app.clone(),
            scope: scope("read"),
            asked_from: somewhere("TV/1.0"),
            interval: Duration::seconds(5),
            state: DeviceState::Pending,
            created_at: NOON,
            expires_at: at(600),
        }
    }

    pub fn grant(&self, name: &str) -> Grant {
        Grant {
            id: GrantId::from_stored(name.to_owned()),
            client_id: self.app.clone(),
            subject: Subject::User(self.user),
            scope: scope("read write"),
            origin: GrantType::DeviceCode,
            created_at: NOON,
            expires_at: at(100_000),
            revoked_at: None,
            asked_from: somewhere("TV/1.0"),
            last_used_at: NOON,
            last_used_from: Some("192.0.2.1".to_owned()),
        }
    }

    pub fn access_token(&self, name: &str, grant: &Grant) -> AccessToken {
        AccessToken {
            id: TokenId::from_stored(name.to_owned()),
            grant_id: grant.id.clone(),
            client_id: grant.client_id.clone(),
            subject: grant.subject.clone(),
            scope: scope("read"),
            created_at: NOON,
            expires_at: at(7200),
            revoked_at: None,
            last_used_at: grant.last_used_at,
        }
    }

    pub fn ticket(&self, name: &str) -> Ticket {
        Ticket {
            token: hash(name),
            purpose: TicketPurpose::ChangeEmail,
            email: "zoe@new.example.com".parse().unwrap(),
            user_id: Some(self.user),
            created_at: NOON,
            expires_at: at(1800),
            used_at: None,
        }
    }

    pub fn problem(&self, name: &str) -> ClientProblem {
        ClientProblem {
            client_id: self.app.clone(),
            endpoint: Endpoint::Authorize,
            error: "invalid_request".to_owned(),
            rule: format!("A rule called {name} ✓"),
            received: Some("https://app.example.com/wrong".to_owned()),
            registered: Some("https://app.example.com/cb".to_owned()),
            section: Some("RFC 6749 §3.1.2.3".to_owned()),
            first_at: NOON,
            last_at: NOON,
            count: 1,
        }
    }

    pub fn refresh_token(&self, name: &str, grant: &Grant) -> RefreshToken {
        let token = hash(name);
        RefreshToken { token, grant_id: grant.id.clone(), created_at: NOON, expires_at: at(9000), used_at: None }
    }
}

/// A verb as tasks can run it.
pub type Running<'s, T> = Pin<Box<dyn Future<Output = T> + Send + 's>>;

/// How many do the same at once, and whether in transactions of their own.
#[derive(Clone, Copy, Debug)]
pub struct Crowd {
    tasks: usize,
    alone: bool,
}

/// Two are enough to show a race; two hundred find it.
pub const CROWDS: [Crowd; 4] = [
    Crowd { tasks: 2, alone: false },
    Crowd { tasks: 200, alone: false },
    Crowd { tasks: 2, alone: true },
    Crowd { tasks: 200, alone: true },
];

impl Crowd {
    pub fn len(&self) -> usize {
        self.tasks
    }

    pub fn is_empty(&self) -> bool {
        self.tasks == 0
    }

    /// A name that no other crowd uses.
    pub fn name(&self) -> String {
        format!("{self:?}")
    }

    /// What each of them gets.
    pub async fn race<T, V>(&self, db: &Arc<dyn Database>, verb: V) -> Vec<T>
    where
        T: Send + 'static,
        V: for<'s> Fn(&'s dyn Store) -> Running<'s, T> + Clone + Send + 'static,
    {
        let start = Arc::new(Barrier::new(self.tasks));
        let mut tasks = JoinSet::new();
        for _ in 0..self.tasks {
            let (db, verb, start, alone) = (Arc::clone(db), verb.clone(), Arc::clone(&start), self.alone);
            tasks.spawn(async move {
                start.wait().await;
                if alone {
                    return verb(db.store()).await;
                }
                let transaction = db.begin().await.unwrap();
                let answer = verb(&*transaction).await;
                transaction.commit().await.unwrap();
                answer
            });
        }
        tasks.join_all().await
    }
}

/// How many of the answers are like this.
pub fn count<T>(answers: &[T], like: impl Fn(&T) -> bool) -> usize {
    answers.iter().filter(|answer| like(answer)).count()
}
