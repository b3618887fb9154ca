//! The commands that mend a problem with decisions, for the messages that tell of it.

use std::{borrow::Cow, path::Path};

use truespec::diagnostic::{Diagnostic, Diagnostics, Remedy};

use crate::inputs::display;

/// Adds to each problem the command that mends it. `config` is the configuration that was named;
/// with none, the commands are about that of this repository.
pub(crate) fn with_commands(problems: Diagnostics, config: Option<&Path>) -> Diagnostics {
    problems.map(|problem| {
        let Some(remedy) = problem.remedy() else {
            return problem;
        };
        let command = mending(remedy, config);
        with_command(problem, &command)
    })
}

fn with_command(problem: Diagnostic, command: &str) -> Diagnostic {
    let help = match &problem.help {
        Some(help) => format!("{help}; or run `{command}`"),
        None => format!("run `{command}`"),
    };
    problem.help(help)
}

fn mending(remedy: &Remedy, config: Option<&Path>) -> String {
    match remedy {
        Remedy::Decide { finding, sides } => taking(config, finding, sides),
        Remedy::DecideAgain { finding, sides } => {
            format!("{} --replace", taking(config, finding, sides))
        }
        Remedy::RemoveFinding(finding) => decide(config, &["--remove", finding]),
        Remedy::RemoveRule(rule) => decide(config, &["--remove", "--rule", rule]),
    }
}

fn taking(config: Option<&Path>, finding: &str, sides: &[String]) -> String {
    let side = match sides {
        [one] => one,
        _ => "SIDE",
    };
    let decide = decide(config, &[finding, "--take", side]);
    format!("{decide} --because \"…\"")
}

/// `cargo xtask decide` with arguments, as one types it into a shell.
pub(crate) fn decide(config: Option<&Path>, arguments: &[&str]) -> String {
    command("decide", config, arguments)
}

/// `cargo xtask codegen`, for the same configuration.
pub(crate) fn codegen(config: Option<&Path>) -> String {
    command("codegen", config, &[])
}

/// `cargo xtask changes` since a revision, for the same configuration.
pub(crate) fn changes(config: Option<&Path>, since: &str) -> String {
    command("changes", config, &["--since", since])
}

fn command(name: &str, config: Option<&Path>, arguments: &[&str]) -> String {
    let config = config.map(display);
    let config = config.iter().flat_map(|path| ["--config", path.as_str()]);
    let words = ["cargo", "xtask", name].into_iter().chain(config);
    let words: Vec<Cow<'_, str>> = words.chain(arguments.iter().copied()).map(quoted).collect();
    words.join(" ")
}

/// A word of a command. What no shell can take is shown as it is.
fn quoted(word: &str) -> Cow<'_, str> {
    shlex::try_quote(word).unwrap_or(Cow::Borrowed(word))
}
