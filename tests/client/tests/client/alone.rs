//! Tests that measure the memory of the process, and so need one of their own.

use std::process::Command;

/// Set in the process of a test that runs alone.
const ALONE: &str = "CLIENT_TESTS_ALONE";

/// Runs the test of this name in a process of its own, unless this is that process: then `false`. A test
/// that gets `true` has passed, and has nothing more to do.
///
/// # Panics
/// If the test fails there.
pub(crate) fn alone(name: &str) -> bool {
    if std::env::var_os(ALONE).is_some() {
        return false;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{errors}");
    assert!(
        text.contains("1 passed"),
        "there is no test {name}:\n{text}"
    );
    true
}

/// The most memory that the process has had at any moment, in bytes, where the system says so (Linux).
pub(crate) fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}
