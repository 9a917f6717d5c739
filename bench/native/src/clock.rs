//! Times, and what is said of many.

use serde::Serialize;
use std::time::Instant;

/// Milliseconds since `start`.
pub fn milliseconds_since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

/// The processor time of all threads of this process so far, in milliseconds.
pub fn processor_milliseconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is a valid timespec that the call fills.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Times of queries of one kind, in milliseconds, as `Timing` of `bench/measure/task.ts`.
#[derive(Serialize)]
pub struct Timing {
    count: usize,
    mean: f64,
    p50: f64,
    p99: f64,
}

impl Timing {
    pub fn of(mut times: Vec<f64>) -> Timing {
        times.sort_by(f64::total_cmp);
        let count = times.len();
        let rank = |share: f64| times[((share * count as f64).ceil() as usize).clamp(1, count) - 1];
        Timing { count, mean: times.iter().sum::<f64>() / count as f64, p50: rank(0.5), p99: rank(0.99) }
    }
}
