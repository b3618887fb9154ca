//! What the command takes.

use std::path::PathBuf;

use clap::Args;

#[derive(Args, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Options {
    /// The folder of the documents.
    #[arg(required_unless_present = "hostile")]
    pub(super) folder: Option<PathBuf>,
    /// Documents that are made to cost much, in place of a folder: each must end within 10 s and
    /// 1 GiB, with a client or a diagnostic.
    #[arg(long, conflicts_with = "folder")]
    pub(super) hostile: bool,
    /// The folder of the clients and the report.
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    pub(super) out: PathBuf,
    /// The target folder of the clients, to share what is built; OUT/target if not given.
    #[arg(long, value_name = "DIR")]
    pub(super) target_dir: Option<PathBuf>,
    /// How many documents to generate at a time.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(super) jobs: usize,
    /// Do not compile the clients.
    #[arg(long)]
    pub(super) no_check: bool,
    /// Do not try the examples that the documents carry.
    #[arg(long)]
    pub(super) no_examples: bool,
    /// Lint the clients too, with all of their features.
    #[arg(long, conflicts_with = "no_check")]
    pub(super) clippy: bool,
    /// Only documents whose path fits; `*` stands for any text. Can be given several times.
    #[arg(long, value_name = "PATTERN")]
    pub(super) only: Vec<String>,
    /// Only so many of the documents.
    #[arg(long, value_name = "N")]
    pub(super) sample: Option<usize>,
    /// Which sample to take: any text.
    #[arg(long, value_name = "SEED", default_value = "")]
    pub(super) seed: String,
    /// Documents that may be refused or lose operations, since they are not valid.
    #[arg(long, value_name = "PATTERN")]
    pub(super) invalid: Vec<String>,
    /// Compile no further clients after so many seconds; the report says which are left out.
    #[arg(long, value_name = "SECONDS")]
    pub(super) budget: Option<u64>,
    /// The seconds of a processor that generating a client may take.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 60,
        default_value_if("hostile", "true", "10")
    )]
    pub(super) seconds: u64,
    /// The memory that generating a client may take, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub(super) memory: u64,
    /// The seconds of a processor that compiling a client may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    pub(super) check_seconds: u64,
}
