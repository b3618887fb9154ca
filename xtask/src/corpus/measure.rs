//! A command that runs for a limited time in limited memory, and what it cost.
//!
//! The kernel says what ended children have used, but only for all of them together. So each command
//! is the only child of a process of its own: this executable with the hidden command `measure`.

use std::{
    ffi::OsString,
    fs,
    os::unix::process::{CommandExt as _, ExitStatusExt as _},
    path::PathBuf,
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use clap::Args;
use nix::{
    sys::{
        resource::{Resource, UsageWho, getrusage, setrlimit},
        signal::{Signal, killpg},
        time::TimeValLike as _,
    },
    unistd::Pid,
};
use serde::{Deserialize, Serialize};

/// What the hidden command takes.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The seconds of the processor that each process of the command can have. By the clock it can
    /// take ten times as long, since others may use the machine too.
    #[arg(long)]
    seconds: u64,
    /// The memory that each process of the command can have, in MiB.
    #[arg(long)]
    memory: Option<u64>,
    /// Where to write what it cost.
    #[arg(long)]
    report: PathBuf,
    /// The command and its arguments.
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// What a command may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Of the processor, for each of its processes.
    pub(crate) seconds: u64,
    /// In MiB, for each of its processes.
    pub(crate) memory: Option<u64>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum End {
    /// With this exit code.
    Exited(i32),
    /// By a signal.
    Killed(i32),
    /// It took too long.
    OutOfTime,
}

/// What a command cost.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Cost {
    /// Seconds by the clock.
    pub(crate) wall: f64,
    /// Seconds of the processors, of all its processes.
    pub(crate) cpu: f64,
    /// The most memory that one of its processes had, in MiB.
    pub(crate) peak: f64,
}

#[derive(Debug, Deserialize, Serialize)]
struct Report {
    end: End,
    cost: Cost,
}

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) end: End,
    pub(crate) cost: Cost,
    pub(crate) out: String,
    pub(crate) errors: String,
}

/// Runs a command within limits.
pub(crate) fn run(command: &Command, limits: Limits) -> Result<Ended, String> {
    let report = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut measured = Command::new(own);
    measured.args(["measure", "--seconds", &limits.seconds.to_string()]);
    if let Some(memory) = limits.memory {
        measured.args(["--memory", &memory.to_string()]);
    }
    measured.arg("--report").arg(report.path()).arg("--");
    measured.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => measured.env(name, value),
            None => measured.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        measured.current_dir(folder);
    }
    let output = measured
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let written = fs::read(report.path()).map_err(|error| error.to_string())?;
    let Report { end, cost } = serde_json::from_slice(&written)
        .map_err(|error| format!("{error}: {}", text(&output.stderr)))?;
    Ok(Ended {
        end,
        cost,
        out: text(&output.stdout),
        errors: text(&output.stderr),
    })
}

/// The hidden command: runs the only child of this process, and writes what it cost.
pub(crate) fn measure(options: &Options) -> Result<(), String> {
    if let Some(memory) = options.memory {
        let bytes = memory.saturating_mul(1024 * 1024);
        setrlimit(Resource::RLIMIT_AS, bytes, bytes).map_err(|error| error.to_string())?;
    }
    // What the first limit ends is told apart; the second one cannot be ignored.
    setrlimit(Resource::RLIMIT_CPU, options.seconds, options.seconds + 1)
        .map_err(|error| error.to_string())?;
    let Some((program, arguments)) = options.command.split_first() else {
        return Err("no command".to_owned());
    };
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .process_group(0)
        .spawn()
        .map_err(|error| format!("{}: {error}", program.to_string_lossy()))?;
    let group = i32::try_from(child.id()).map_err(|error| error.to_string())?;
    let (ended, is_ended) = mpsc::channel::<()>();
    let limit = Duration::from_secs(options.seconds.saturating_mul(10).max(1));
    let watch = thread::spawn(move || {
        let out_of_time = is_ended.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
        if out_of_time {
            // Where it has just ended by itself there is nobody left to end.
            let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
        }
        out_of_time
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    let wall = started.elapsed().as_secs_f64();
    drop(ended);
    let out_of_time = watch.join().unwrap_or(false);
    let report = Report {
        end: end(status, out_of_time),
        cost: cost(wall)?,
    };
    let text = serde_json::to_string(&report).map_err(|error| error.to_string())?;
    fs::write(&options.report, text).map_err(|error| error.to_string())
}

fn end(status: ExitStatus, out_of_time: bool) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Exited(code),
        (None, _) if out_of_time => End::OutOfTime,
        (None, Some(signal)) if signal == Signal::SIGXCPU as i32 => End::OutOfTime,
        (None, signal) => End::Killed(signal.unwrap_or_default()),
    }
}

/// What the children of this process have used.
fn cost(wall: f64) -> Result<Cost, String> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let cpu = used.user_time() + used.system_time();
    let cpu = u32::try_from(cpu.num_milliseconds()).unwrap_or(u32::MAX);
    // Linux counts in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") {
        1024 * 1024
    } else {
        1024
    };
    let peak = u32::try_from(used.max_rss() / unit).unwrap_or(u32::MAX);
    Ok(Cost {
        wall,
        cpu: f64::from(cpu) / 1000.0,
        peak: f64::from(peak),
    })
}
