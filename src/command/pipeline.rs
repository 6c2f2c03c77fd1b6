//! Jobs in, results out in the jobs' order: one thread reads, several work, the caller's writes.
//!
//! Memory is bounded by the number of jobs in flight, [`queue_length`], and not by the length of the
//! input: whoever is ahead waits for the others.

use std::{
    io,
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvError, SyncSender, TryRecvError, sync_channel},
    },
    thread,
};

/// Where the results go.
pub trait Sink<R> {
    /// Takes the next result.
    fn take(&mut self, result: R) -> io::Result<()>;
    /// Called before waiting for a result: what was taken should reach the reader now.
    fn idle(&mut self) -> io::Result<()>;
}

/// How many jobs may wait for each other; one more is in the reader's hands and one in the sink's.
fn queue_length(threads: NonZeroUsize) -> usize {
    2 * threads.get()
}

/// Runs jobs through `work` on `threads` threads; `produce` hands them over one by one to the function
/// that it gets, which returns false once nobody wants more.
///
/// # Errors
///
/// The sink's; the threads then end by themselves, and the caller need not wait for them.
pub fn run<J, R>(
    threads: NonZeroUsize,
    produce: impl FnOnce(&mut dyn FnMut(J) -> bool) + Send + 'static,
    work: impl Fn(J) -> R + Send + Sync + 'static,
    sink: &mut impl Sink<R>,
) -> io::Result<()>
where
    J: Send + 'static,
    R: Send + 'static,
{
    let length = queue_length(threads);
    let (jobs, waiting) = sync_channel::<(J, SyncSender<R>)>(length);
    // One channel for each result, in the jobs' order: that is what keeps the order.
    let (order, ordered) = sync_channel::<Receiver<R>>(length);

    thread::spawn(move || {
        produce(&mut |job| {
            let (slot, result) = sync_channel(1);
            order.send(result).is_ok() && jobs.send((job, slot)).is_ok()
        });
    });
    let waiting = Arc::new(Mutex::new(waiting));
    let work = Arc::new(work);
    for _ in 0..threads.get() {
        let (waiting, work) = (Arc::clone(&waiting), Arc::clone(&work));
        thread::spawn(move || {
            loop {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((job, slot)) = next else { break };
                // The sink may have gone; the next job will not come then.
                let _ = slot.send(work(job));
            }
        });
    }

    while let Ok(result) = receive(&ordered, sink)? {
        let result = receive(&result, sink)?.expect("a thread that panicked has said why");
        sink.take(result)?;
    }
    Ok(())
}

/// The next message; the sink hears of it when there is none yet.
fn receive<M, R>(
    channel: &Receiver<M>,
    sink: &mut impl Sink<R>,
) -> io::Result<Result<M, RecvError>> {
    match channel.try_recv() {
        Ok(message) => Ok(Ok(message)),
        Err(TryRecvError::Disconnected) => Ok(Err(RecvError)),
        Err(TryRecvError::Empty) => {
            sink.idle()?;
            Ok(channel.recv())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::*;

    struct Collect<'a> {
        taken: Vec<usize>,
        check: &'a dyn Fn(usize),
    }

    impl Sink<usize> for Collect<'_> {
        fn take(&mut self, result: usize) -> io::Result<()> {
            self.taken.push(result);
            (self.check)(self.taken.len());
            Ok(())
        }

        fn idle(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn results_keep_the_order_of_their_jobs_and_few_are_held_at_a_time() {
        for threads in [1, 2, 7].map(|n| NonZeroUsize::new(n).unwrap()) {
            let produced = Arc::new(AtomicUsize::new(0));
            let count = Arc::clone(&produced);
            let check = |taken: usize| {
                let held = produced.load(SeqCst).saturating_sub(taken);
                assert!(
                    held <= queue_length(threads) + 2,
                    "{held} jobs held with {threads} threads"
                );
            };
            let mut sink = Collect { taken: Vec::new(), check: &check };
            run(
                threads,
                move |give| {
                    for job in 0..5_000 {
                        assert!(give(job));
                        count.fetch_add(1, SeqCst);
                    }
                },
                // Work of uneven length, so that results come in another order than jobs.
                |job: usize| {
                    (0..(job % 7) * 300).fold(job, |sum, n| std::hint::black_box(sum + n - n))
                },
                &mut sink,
            )
            .unwrap();
            assert!(sink.taken.iter().copied().eq(0..5_000));
        }
    }

    #[test]
    fn a_sink_that_fails_ends_the_reading() {
        struct Closed;
        impl Sink<u8> for Closed {
            fn take(&mut self, _: u8) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }

            fn idle(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (ended, end) = sync_channel(1);
        let result = run(
            NonZeroUsize::MIN,
            move |give| {
                while give(0) {}
                ended.send(()).unwrap();
            },
            |job: u8| job,
            &mut Closed,
        );
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        end.recv().unwrap();
    }
}
