//! Programs that call a crate before and after a change of it.

use std::{fs, path::Path, process::Command};

use super::{Edit, verdict};

/// Whether rustc takes a library; its metadata is left in the folder.
fn compiles(name: &str, text: &str, folder: &Path) -> Result<(), String> {
    let file = folder.join(format!("{name}.rs"));
    fs::write(&file, text).expect("a file");
    let mut rustc = Command::new("rustc");
    rustc.current_dir(folder).arg(&file);
    rustc.args([
        "--edition=2024",
        "--crate-type=lib",
        "--emit=metadata",
        "--cap-lints=allow",
    ]);
    rustc.args(["--crate-name", name, "-L", "."]);
    if name != "paperspace" {
        rustc.args(["--extern", "paperspace"]);
    }
    let output = rustc.output().expect("rustc");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

pub(super) fn decide(edits: Vec<Edit>) {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut decided = 0;
    for edit in edits {
        let Some(caller) = edit.caller.clone() else {
            // What Cargo.toml says is not the compiler's to judge.
            let of_cargo = edit.name.starts_with("feature-");
            assert!(
                edit.differs.is_none() || of_cargo,
                "{}: no caller",
                edit.name
            );
            continue;
        };
        let name = edit.name.clone();
        let takes = |text: &str| {
            compiles("paperspace", text, folder).unwrap_or_else(|told| panic!("{name}: {told}"));
            compiles("caller", &caller, folder)
        };
        let before = takes(&edit.old);
        assert_eq!(before, Ok(()), "{name}: before");
        let after = takes(&edit.new);
        let breaking = verdict(&edit.clients().changes()) == "breaking";
        assert_eq!(after.is_err(), breaking, "{name}: {after:?}");
        decided += 1;
    }
    assert!(decided > 20, "{decided}");
}
