//! Pairs of requests, and what is made of their times.

use std::time::{Duration, Instant};

use allocation_counter::measure;
use cpu_time::ThreadTime;
use tokio::runtime::Runtime;

/// How many requests allocations are counted over.
const COUNTED: u32 = 100;

/// How two ways to do the same compare.
pub(crate) struct Comparison {
    by_hand: Numbers,
    client: Numbers,
    /// The median of the differences of pairs, in microseconds.
    more: f64,
    /// The same of the time of the thread.
    more_cpu: f64,
}

/// Of one request, in microseconds.
struct Numbers {
    median: f64,
    p95: f64,
    cpu: f64,
    allocations: u64,
    bytes: u64,
}

/// The time of one request, and that of the thread for it, in microseconds.
#[derive(Clone, Copy)]
struct Times {
    wall: f64,
    cpu: f64,
}

/// Does both so many times, one after the other.
pub(crate) fn compare(
    runtime: &Runtime,
    rounds: usize,
    by_hand: impl AsyncFn(),
    client: impl AsyncFn(),
) -> Comparison {
    let mut first = Vec::with_capacity(rounds);
    let mut second = Vec::with_capacity(rounds);
    runtime.block_on(async {
        // Connections are made, and caches filled.
        for _ in 0..200 {
            by_hand().await;
            client().await;
        }
        for round in 0..rounds {
            if round % 2 == 0 {
                first.push(timed(&by_hand).await);
                second.push(timed(&client).await);
            } else {
                second.push(timed(&client).await);
                first.push(timed(&by_hand).await);
            }
        }
    });
    let pairs = || second.iter().zip(&first);
    let more = pairs().map(|(client, by_hand)| client.wall - by_hand.wall);
    let more_cpu = pairs().map(|(client, by_hand)| client.cpu - by_hand.cpu);
    Comparison {
        more: quantile(more, 0.5),
        more_cpu: quantile(more_cpu, 0.5),
        by_hand: numbers(runtime, &first, &by_hand),
        client: numbers(runtime, &second, &client),
    }
}

async fn timed(call: &impl AsyncFn()) -> Times {
    let (start, cpu) = (Instant::now(), ThreadTime::now());
    call().await;
    Times {
        cpu: microseconds(cpu.elapsed()),
        wall: microseconds(start.elapsed()),
    }
}

fn numbers(runtime: &Runtime, times: &[Times], call: &impl AsyncFn()) -> Numbers {
    let wall = || times.iter().map(|times| times.wall);
    let allocated = measure(|| {
        runtime.block_on(async {
            for _ in 0..COUNTED {
                call().await;
            }
        });
    });
    Numbers {
        median: quantile(wall(), 0.5),
        p95: quantile(wall(), 0.95),
        cpu: quantile(times.iter().map(|times| times.cpu), 0.5),
        allocations: allocated.count_total / u64::from(COUNTED),
        bytes: allocated.bytes_total / u64::from(COUNTED),
    }
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The value below which this part of the values is.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a place in a list of some thousand values"
)]
fn quantile(values: impl Iterator<Item = f64>, part: f64) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let place = (values.len() as f64 * part) as usize;
    values.get(place).copied().unwrap_or(f64::NAN)
}

impl Comparison {
    pub(crate) const HEADING: &str = concat!(
        "                   |   by hand, per request                   |   client, per request                    | more\n",
        "                   | median µs  p95 µs  CPU µs allocs  bytes  | median µs  p95 µs  CPU µs allocs  bytes  | median µs     CPU µs",
    );

    /// A line of the table.
    pub(crate) fn row(&self, name: &str) -> String {
        let numbers = |n: &Numbers| {
            format!(
                "{:>9.1} {:>7.1} {:>7.1} {:>6} {:>7}",
                n.median, n.p95, n.cpu, n.allocations, n.bytes
            )
        };
        let percent = |more: f64, of: f64| format!("{more:+.1} ({:+.1} %)", more / of * 100.0);
        format!(
            "{name:<18} | {} | {} | {}  {}",
            numbers(&self.by_hand),
            numbers(&self.client),
            percent(self.more, self.by_hand.median),
            percent(self.more_cpu, self.by_hand.cpu),
        )
    }
}
