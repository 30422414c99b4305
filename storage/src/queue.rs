//! What is wanted at the same time is done together. A commit waits for the disk, and the disk takes as long for thirty
//! as for one; a journey to a server costs more than what is asked there.
//!
//! Nobody is answered before it is done, and what the database refuses takes nobody along. A connection that breaks does.

mod look_ups;
mod postgres;
mod sqlite;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{DbErr, RuntimeErr, sqlx};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

pub(crate) use self::look_ups::{LookUp, LookUps};
pub(crate) use self::postgres::Batches;
pub(crate) use self::sqlite::OneWriter;
use crate::connect::ACQUIRE_TIMEOUT;

/// What a server takes longer for is held up by something: a row that somebody holds, or a connection that is lost.
const HELD_UP: Duration = Duration::from_millis(50);

/// Where those wait who want something of `D`. Clones share it.
pub(crate) struct Queue<D: Desk> {
    jobs: mpsc::Sender<Job<D>>,
}

struct Job<D: Desk> {
    wanted: D::Wanted,
    done: oneshot::Sender<Result<D::Answer, DbErr>>,
}

/// Who does it.
#[async_trait]
pub(crate) trait Desk: Send + Sync + 'static {
    type Wanted: Send + 'static;
    type Answer: Send + 'static;
    /// How many at a time: a bound for how long the first of them waits for the last.
    const AT_MOST: usize;

    /// After so long the next are served beside those who still wait.
    const PATIENCE: Duration;

    /// An answer to each. The outer error is everybody's.
    async fn serve(&self, all: Vec<Self::Wanted>) -> Result<Vec<Result<Self::Answer, DbErr>>, DbErr>;
}

impl<D: Desk> Queue<D> {
    /// Lets a task of its own serve who waits, until the last clone is gone.
    pub fn before(desk: D) -> Self {
        let (jobs, waiting) = mpsc::channel(D::AT_MOST);
        tokio::spawn(serve_all(desk, waiting));
        Self { jobs }
    }

    /// Tells whether a clone is left.
    pub fn in_use(&self) -> impl Fn() -> bool + Send + 'static {
        let jobs = self.jobs.downgrade();
        move || jobs.strong_count() > 0
    }

    pub async fn wait_for(&self, wanted: D::Wanted) -> Result<D::Answer, DbErr> {
        let (done, answer) = oneshot::channel();
        let gone = || DbErr::Conn(RuntimeErr::Internal("the database was closed".to_owned()));
        self.jobs.send(Job { wanted, done }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn serve_all<D: Desk>(desk: D, mut waiting: mpsc::Receiver<Job<D>>) {
    let (desk, mut jobs) = (Arc::new(desk), Vec::new());
    while waiting.recv_many(&mut jobs, D::AT_MOST).await > 0 {
        let served = tokio::spawn(serve(Arc::clone(&desk), std::mem::take(&mut jobs)));
        // Whatever becomes of them, they have heard it, and the others come next.
        let _ = timeout(D::PATIENCE, served).await;
    }
}

async fn serve<D: Desk>(desk: Arc<D>, jobs: Vec<Job<D>>) {
    let (all, to): (Vec<_>, Vec<_>) = jobs.into_iter().map(|job| (job.wanted, job.done)).unzip();
    match desk.serve(all).await {
        // Whoever has gone away meanwhile needs no answer.
        Ok(answers) => to.into_iter().zip(answers).for_each(|(done, answer)| {
            let _ = done.send(answer);
        }),
        Err(error) => to.into_iter().for_each(|done| {
            let _ = done.send(Err(error.clone()));
        }),
    }
}

/// Who waits in a queue cannot hang up on a server that does not answer: the queue does.
async fn in_time<T>(answer: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    let late = |_| Err(DbErr::Conn(RuntimeErr::Internal("the server does not answer".to_owned())));
    timeout(ACQUIRE_TIMEOUT, answer).await.unwrap_or_else(late)
}

/// The server has answered, and nothing was done. After a connection has broken, nobody knows what was, nor when the server
/// is going down or what stands before it has lost it (classes 57P and 08).
fn is_refusal(error: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(cause)) = error else { return false };
    let sqlx::Error::Database(refused) = &**cause else { return false };
    refused.code().is_some_and(|code| !code.starts_with("57P") && !code.starts_with("08"))
}

/// What became of one among others.
pub(crate) enum Served<A, W> {
    Together(A),
    /// Nothing: the server has refused all of them, and because of which it does not say. It is to be asked alone.
    Refused(W),
}

/// What each of `all` hears, when those that are alike are served together.
async fn serve_alike<W: Clone, A, F>(
    all: Vec<W>,
    alike: impl Fn(&W, &W) -> bool,
    together: impl Fn(Vec<W>) -> F,
) -> Vec<Result<Served<A, W>, DbErr>>
where
    F: Future<Output = Result<Vec<A>, DbErr>>,
{
    let mut answers = Vec::with_capacity(all.len());
    let mut left: Vec<_> = all.into_iter().enumerate().collect();
    while let Some(last) = left.pop() {
        let like = left.extract_if(.., |(_, one)| alike(one, &last.1)).collect::<Vec<_>>();
        let (places, group): (Vec<_>, Vec<_>) = std::iter::once(last).chain(like).unzip();
        let served: Vec<_> = match in_time(together(group.clone())).await {
            Ok(served) => served.into_iter().map(|answer| Ok(Served::Together(answer))).collect(),
            Err(error) if is_refusal(&error) => group.into_iter().map(|one| Ok(Served::Refused(one))).collect(),
            Err(error) => group.iter().map(|_| Err(error.clone())).collect(),
        };
        answers.extend(places.into_iter().zip(served));
    }
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

impl<D: Desk> Clone for Queue<D> {
    fn clone(&self) -> Self {
        Self { jobs: self.jobs.clone() }
    }
}

impl<D: Desk> fmt::Debug for Queue<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").field("free", &self.jobs.capacity()).finish()
    }
}
