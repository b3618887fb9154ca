//! What git knows: revisions, the files in them, tags. The only file that runs git.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use truespec::diagnostic::Diagnostic;

use crate::inputs::display;

/// The branches that can be the main one, the surest first.
const MAIN: [&str; 4] = ["origin/main", "origin/master", "main", "master"];

/// What git sets for its hooks to say which repository they are of, as `git rev-parse
/// --local-env-vars` lists it but for the settings (`GIT_CONFIG…`), which are about every one.
const OF_A_HOOK: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// A repository.
#[derive(Debug)]
pub(crate) struct Repository {
    /// A folder in it.
    folder: PathBuf,
}

/// Why there is no repository.
#[derive(Debug)]
pub(crate) enum Absent {
    /// There is no program of the name git.
    Program,
    /// The folder is in no repository.
    Repository,
    /// git does not work in this folder, in its own words.
    Refused(String),
}

/// How a file is known to git.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tracked {
    /// It is committed, or will be.
    Yes,
    /// Nobody has added it.
    No,
    /// It is left out on purpose.
    Ignored,
    /// A merge has left it with both sides.
    Unmerged,
}

impl Absent {
    /// What to tell a person who needs one.
    pub(crate) fn diagnostic(&self, folder: &Path) -> Diagnostic {
        let folder = display(folder);
        let folder = if folder.is_empty() { "." } else { &folder };
        match self {
            Self::Program => Diagnostic::error_without_place("no-git", "there is no program `git`")
                .help("install git, or put its folder into PATH"),
            Self::Repository => Diagnostic::error_without_place(
                "no-git-repository",
                format!("{folder} is in no git repository"),
            )
            .help(
                "what was before is read from git: run this in a clone, not in an unpacked archive",
            ),
            Self::Refused(words) => {
                Diagnostic::error_without_place("git-failed", format!("{folder}: {words}"))
                    .help("run `git status` in this folder, and do what it says")
            }
        }
    }
}

impl Repository {
    /// The repository that a folder is in; it need not be there itself.
    pub(crate) fn of(folder: &Path) -> Result<Self, Absent> {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let there = here.ancestors().find(|folder| folder.is_dir());
        let repository = Self {
            folder: there.unwrap_or(Path::new(".")).to_owned(),
        };
        let output = match repository.command(&["rev-parse", "--git-dir"]).output() {
            Ok(output) => output,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Absent::Program);
            }
            Err(error) => return Err(Absent::Refused(error.to_string())),
        };
        if output.status.success() {
            return Ok(repository);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        if words.contains("not a git repository") {
            return Err(Absent::Repository);
        }
        Err(Absent::Refused(first_line(&words)))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.folder)
            .args(arguments)
            // Messages are read, and nothing is locked to look at it.
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::null());
        // A hook can be that of another repository than the one of this folder.
        for variable in OF_A_HOOK {
            command.env_remove(variable);
        }
        command
    }

    fn output(&self, arguments: &[&str]) -> Result<Output, Diagnostic> {
        let output = self.command(arguments).output();
        output.map_err(|error| failed(arguments, &error.to_string()))
    }

    /// What git prints, without the end of the line; `None` where it fails.
    fn line(&self, arguments: &[&str]) -> Result<Option<String>, Diagnostic> {
        let output = self.output(arguments)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.trim_end().to_owned();
        Ok((output.status.success() && !line.is_empty()).then_some(line))
    }

    /// The commit of a revision; `None` where there is none of this name.
    pub(crate) fn find(&self, revision: &str) -> Result<Option<String>, Diagnostic> {
        if revision.starts_with('-') || revision.is_empty() {
            return Ok(None);
        }
        let commit = format!("{revision}^{{commit}}");
        self.line(&["rev-parse", "--verify", "--quiet", &commit])
    }

    /// The commit of a revision that a person has named.
    pub(crate) fn commit(&self, revision: &str) -> Result<String, Diagnostic> {
        if let Some(commit) = self.find(revision)? {
            return Ok(commit);
        }
        let problem = format!("git knows no revision `{revision}`");
        let problem = Diagnostic::error_without_place("unknown-revision", problem);
        if self.is_shallow()? {
            return Err(problem.help(UNSHALLOW));
        }
        let names = self.names()?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let near = similar::get_close_matches(revision, &names, 3, 0.6);
        Err(problem.help(if near.is_empty() {
            "give a commit, a branch or a tag that `git log` knows; `git fetch --tags` gets those of the server".to_owned()
        } else {
            let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
            format!("there is {}", near.join(", "))
        }))
    }

    /// The names of branches and tags.
    fn names(&self) -> Result<Vec<String>, Diagnostic> {
        let names = self.line(&["for-each-ref", "--format=%(refname:short)"])?;
        Ok(names
            .iter()
            .flat_map(|n| n.lines())
            .map(str::to_owned)
            .collect())
    }

    /// A commit as people write it.
    pub(crate) fn short(&self, commit: &str) -> Result<String, Diagnostic> {
        let short = self.line(&["rev-parse", "--short", commit])?;
        Ok(short.unwrap_or_else(|| commit.to_owned()))
    }

    /// Whether history is cut off.
    pub(crate) fn is_shallow(&self) -> Result<bool, Diagnostic> {
        let line = self.line(&["rev-parse", "--is-shallow-repository"])?;
        Ok(line.as_deref() == Some("true"))
    }

    /// The main branch, by the name that git has for it here.
    pub(crate) fn main_branch(&self) -> Result<Option<String>, Diagnostic> {
        let head = [
            "symbolic-ref",
            "--quiet",
            "--short",
            "refs/remotes/origin/HEAD",
        ];
        if let Some(branch) = self.line(&head)?
            && self.find(&branch)?.is_some()
        {
            return Ok(Some(branch));
        }
        for branch in MAIN {
            if self.find(branch)?.is_some() {
                return Ok(Some(branch.to_owned()));
            }
        }
        Ok(None)
    }

    /// The last commit that two have in common.
    pub(crate) fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, Diagnostic> {
        self.line(&["merge-base", one, other])
    }

    /// The last commit that changed one of these files or folders.
    pub(crate) fn last_change(&self, paths: &[&Path]) -> Result<Option<String>, Diagnostic> {
        let paths: Vec<String> = paths.iter().map(|path| display(&absolute(path))).collect();
        let mut arguments = vec!["rev-list", "-1", "HEAD", "--"];
        arguments.extend(paths.iter().map(String::as_str));
        self.line(&arguments)
    }

    /// The tags on the way to a commit.
    pub(crate) fn tags(&self, commit: &str) -> Result<Vec<String>, Diagnostic> {
        let merged = format!("--merged={commit}");
        let names = "--format=%(refname:strip=2)";
        let tags = self.line(&["for-each-ref", &merged, names, "refs/tags"])?;
        Ok(tags
            .iter()
            .flat_map(|t| t.lines())
            .map(str::to_owned)
            .collect())
    }

    /// How a file is known.
    pub(crate) fn tracked(&self, path: &Path) -> Result<Tracked, Diagnostic> {
        let path = display(&absolute(path));
        let unmerged = self.line(&["ls-files", "--unmerged", "--", &path])?;
        if unmerged.is_some() {
            return Ok(Tracked::Unmerged);
        }
        if self.line(&["ls-files", "--cached", "--", &path])?.is_some() {
            return Ok(Tracked::Yes);
        }
        let ignored = self.output(&["check-ignore", "--quiet", "--", &path])?;
        Ok(if ignored.status.success() {
            Tracked::Ignored
        } else {
            Tracked::No
        })
    }

    /// The texts of a file or of all files below a folder in a commit, by their paths below it.
    pub(crate) fn files(
        &self,
        commit: &str,
        path: &Path,
    ) -> Result<Vec<(String, String)>, Diagnostic> {
        let within = Self::within(path)?;
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
        // The top of the repository has no path there.
        if !within.is_empty() {
            arguments.extend(["--", &within]);
        }
        let listing = self.output(&arguments)?;
        if !listing.status.success() {
            return Err(failed(
                &arguments,
                &String::from_utf8_lossy(&listing.stderr),
            ));
        }
        let mut paths = Vec::new();
        let mut objects = String::new();
        for entry in listing.stdout.split(|byte| *byte == 0) {
            let entry = String::from_utf8_lossy(entry);
            let Some((what, path)) = entry.split_once('\t') else {
                continue;
            };
            let mut what = what.split(' ').skip(1);
            if let (Some("blob"), Some(object)) = (what.next(), what.next()) {
                let below = path.strip_prefix(&*within).unwrap_or(path);
                paths.push(below.trim_start_matches('/').to_owned());
                objects += object;
                objects.push('\n');
            }
        }
        let texts = self.objects(objects, paths.len())?;
        Ok(paths.into_iter().zip(texts).collect())
    }

    /// The texts of so many objects: of all or of none.
    fn objects(&self, names: String, count: usize) -> Result<Vec<String>, Diagnostic> {
        let arguments = ["cat-file", "--batch"];
        let went_wrong = |error: std::io::Error| failed(&arguments, &error.to_string());
        let mut command = self.command(&arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(went_wrong)?;
        let input = child.stdin.take();
        // git writes while we do: neither waits for the other.
        let writer = std::thread::spawn(move || {
            if let Some(mut input) = input {
                // A git that ends early says why by itself.
                let _ = input.write_all(names.as_bytes());
            }
        });
        let output = child.wait_with_output().map_err(went_wrong)?;
        let _ = writer.join();
        let mut rest = output.stdout.as_slice();
        let mut texts = Vec::new();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let head = String::from_utf8_lossy(&rest[..end]).into_owned();
            let size = head.rsplit(' ').next().and_then(|size| size.parse().ok());
            let Some(size) = size else {
                // An object that is not there.
                return Err(failed(&arguments, &head));
            };
            let size: usize = size;
            let text = rest.get(end + 1..end + 1 + size).unwrap_or_default();
            texts.push(String::from_utf8_lossy(text).into_owned());
            rest = rest.get(end + 2 + size..).unwrap_or_default();
        }
        // A clone without blobs has to fetch them, and cannot without a network.
        if !output.status.success() || texts.len() != count {
            let words = String::from_utf8_lossy(&output.stderr);
            let words = match words.trim() {
                "" => format!("{} of {count} files came", texts.len()),
                words => words.to_owned(),
            };
            return Err(failed(&arguments, &words));
        }
        Ok(texts)
    }

    /// A path as commits have it: from the top of the repository.
    fn within(path: &Path) -> Result<String, Diagnostic> {
        let path = absolute(path);
        let there = path.ancestors().find(|folder| folder.is_dir());
        let there = there.unwrap_or(Path::new("."));
        let rest = display(path.strip_prefix(there).unwrap_or(Path::new("")));
        let in_folder = Self {
            folder: there.to_owned(),
        };
        let prefix = in_folder.line(&["rev-parse", "--show-prefix"])?;
        let prefix = prefix.unwrap_or_default();
        Ok(format!("{prefix}{rest}").trim_end_matches('/').to_owned())
    }
}

/// What to do about a history that is cut off.
pub(crate) const UNSHALLOW: &str =
    "this clone is shallow: run `git fetch --unshallow --tags` (in a workflow: `fetch-depth: 0`)";

fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    let path = std::path::absolute(path).unwrap_or(path.to_owned());
    crate::inputs::normal(&path)
}

fn first_line(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    line.trim_start_matches("fatal: ").to_owned()
}

fn failed(arguments: &[&str], words: &str) -> Diagnostic {
    let command = arguments.first().copied().unwrap_or_default();
    let problem = format!("`git {command}` failed: {}", first_line(words));
    Diagnostic::error_without_place("git-failed", problem)
        .help("run it by hand in this folder, and do what it says")
}
