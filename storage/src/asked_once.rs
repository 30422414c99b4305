//! What many ask for at the same moment is asked once. A few applications send most requests, and each begins with the
//! same look at the application.
//!
//! **Nobody is given an answer to a question that was put before they came**: who comes while one is under way waits for
//! the next, with all others who do. So an answer is as fresh as one's own would be, and nothing is kept.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

/// Who has waited so long asks alone: a connection that hangs holds up only those who ask by it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Questions by their keys. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct AskedOnce<A> {
    /// For each key somebody asks about, who waits for the next answer.
    waiting: Arc<Mutex<HashMap<String, Vec<oneshot::Sender<A>>>>>,
}

impl<A> Default for AskedOnce<A> {
    fn default() -> Self {
        Self { waiting: Arc::default() }
    }
}

impl<A: Clone + Send + 'static> AskedOnce<A> {
    /// The answer, which is the same for whoever asks by this key.
    pub async fn ask<Q, F>(&self, key: &str, question: Q) -> A
    where
        Q: Fn() -> F + Clone + Send + Sync + 'static,
        F: Future<Output = A> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        if self.wait(key, sender) {
            // In a task of its own: whoever hangs up must not take the answer away from the others.
            tokio::spawn(self.clone().answer_all(key.to_owned(), question.clone()));
        }
        match timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) | Err(_) => question().await,
        }
    }

    /// `true` when nobody asks about this key yet.
    fn wait(&self, key: &str, sender: oneshot::Sender<A>) -> bool {
        let mut waiting = self.lock();
        match waiting.get_mut(key) {
            Some(others) => {
                others.push(sender);
                false
            }
            None => waiting.insert(key.to_owned(), vec![sender]).is_none(),
        }
    }

    async fn answer_all<Q, F>(self, key: String, question: Q)
    where
        Q: Fn() -> F,
        F: Future<Output = A>,
    {
        let mut turn = Turn { asked: &self, key: &key, over: false };
        while let Some(all) = turn.next() {
            // Else all of them ask alone, and a connection that hangs is given up.
            let Ok(answer) = timeout(PATIENCE, question()).await else { continue };
            for one in all {
                // Whoever has gone away meanwhile needs no answer.
                let _ = one.send(answer.clone());
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Vec<oneshot::Sender<A>>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answering those who ask by a key. Should it end early, the next who comes begins another.
struct Turn<'a, A: Clone + Send + 'static> {
    asked: &'a AskedOnce<A>,
    key: &'a str,
    over: bool,
}

impl<A: Clone + Send + 'static> Turn<'_, A> {
    /// All who have come since; `None`, and the turn is over, when nobody has.
    fn next(&mut self) -> Option<Vec<oneshot::Sender<A>>> {
        let mut waiting = self.asked.lock();
        let all = std::mem::take(waiting.get_mut(self.key)?);
        if all.is_empty() {
            waiting.remove(self.key);
            self.over = true;
            return None;
        }
        Some(all)
    }
}

impl<A: Clone + Send + 'static> Drop for Turn<'_, A> {
    fn drop(&mut self) {
        if !self.over {
            self.asked.lock().remove(self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Semaphore;
    use tokio::task::yield_now;

    use super::*;

    /// A question that is answered when it may be, with how often it was put until then.
    #[derive(Clone)]
    struct Counted {
        asked: Arc<AtomicU32>,
        may_answer: Arc<Semaphore>,
    }

    impl Counted {
        fn new() -> Self {
            Self { asked: Arc::default(), may_answer: Arc::new(Semaphore::new(0)) }
        }

        fn question(
            &self,
        ) -> impl Fn() -> std::pin::Pin<Box<dyn Future<Output = u32> + Send>> + Clone + Send + Sync + 'static {
            let this = self.clone();
            move || {
                let this = this.clone();
                let number = this.asked.fetch_add(1, Ordering::SeqCst) + 1;
                Box::pin(async move {
                    this.may_answer.acquire().await.unwrap().forget();
                    number
                })
            }
        }

        fn ask(&self, asked_once: &AskedOnce<u32>, key: &'static str) -> tokio::task::JoinHandle<u32> {
            let (asked_once, question) = (asked_once.clone(), self.question());
            tokio::spawn(async move { asked_once.ask(key, question).await })
        }

        async fn until_asked(&self, times: u32) {
            while self.asked.load(Ordering::SeqCst) < times {
                yield_now().await;
            }
        }
    }

    async fn until_waiting(asked_once: &AskedOnce<u32>, key: &str, many: usize) {
        while asked_once.lock().get(key).map_or(0, Vec::len) < many {
            yield_now().await;
        }
    }

    #[tokio::test]
    async fn who_comes_while_a_question_is_under_way_shares_the_next_one() {
        let (asked_once, counted) = (AskedOnce::default(), Counted::new());
        let first = counted.ask(&asked_once, "key");
        counted.until_asked(1).await;
        let later = [0; 5].map(|_| counted.ask(&asked_once, "key"));
        until_waiting(&asked_once, "key", later.len()).await;
        counted.may_answer.add_permits(2);
        assert_eq!(first.await.unwrap(), 1);
        for one in later {
            assert_eq!(one.await.unwrap(), 2, "an answer that is as fresh as its own");
        }
        while !asked_once.lock().is_empty() {
            yield_now().await;
        }
        assert_eq!(counted.asked.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn another_key_is_another_question() {
        let (asked_once, one, other) = (AskedOnce::default(), Counted::new(), Counted::new());
        let held_up = one.ask(&asked_once, "one");
        one.until_asked(1).await;
        other.may_answer.add_permits(1);
        assert_eq!(other.ask(&asked_once, "other").await.unwrap(), 1);
        one.may_answer.add_permits(1);
        assert_eq!(held_up.await.unwrap(), 1);
    }

    #[tokio::test]
    async fn who_hangs_up_takes_the_answer_from_nobody() {
        let (asked_once, counted) = (AskedOnce::default(), Counted::new());
        let first = counted.ask(&asked_once, "key");
        counted.until_asked(1).await;
        let second = counted.ask(&asked_once, "key");
        until_waiting(&asked_once, "key", 1).await;
        first.abort();
        counted.may_answer.add_permits(2);
        assert_eq!(second.await.unwrap(), 2);
    }

    #[tokio::test]
    async fn a_question_that_hangs_holds_nobody_up_for_long() {
        let (asked_once, hangs, answers) = (AskedOnce::default(), Counted::new(), Counted::new());
        let _stuck = hangs.ask(&asked_once, "key");
        hangs.until_asked(1).await;
        answers.may_answer.add_permits(1);
        assert_eq!(answers.ask(&asked_once, "key").await.unwrap(), 1);
        while !asked_once.lock().is_empty() {
            yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_question_that_falls_over_leaves_the_key_to_the_next() {
        let (asked_once, fallen) = (AskedOnce::<u32>::default(), Arc::new(AtomicU32::new(0)));
        let question = move || {
            let times = fallen.fetch_add(1, Ordering::SeqCst);
            async move { if times == 0 { panic!("for this test") } else { times } }
        };
        assert_eq!(asked_once.ask("key", question.clone()).await, 1, "asked again, alone");
        assert!(asked_once.lock().is_empty());
        assert_eq!(asked_once.ask("key", question).await, 2);
    }
}
