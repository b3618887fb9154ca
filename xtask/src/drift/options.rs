//! The options of `drift`.

use std::path::PathBuf;

use clap::Args;

#[derive(Args, Debug)]
#[expect(
    clippy::option_option,
    reason = "a folder can be named where the option is given, and need not be"
)]
pub(crate) struct Options {
    /// Where the service is, such as <https://api.example.com/v1>: paths of the document follow it.
    #[arg(long, value_name = "URL", required_unless_present = "replay")]
    pub(crate) base_url: Option<String>,
    /// Send nothing but GET and HEAD, whatever the configuration says is safe as well.
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Compare recordings, without network and token: those of DIR, else of the folder that the
    /// configuration names.
    #[arg(long, value_name = "DIR", num_args = 0..=1, conflicts_with_all = ["base_url", "record"])]
    pub(crate) replay: Option<Option<PathBuf>>,
    /// Write a redacted recording for each operation: into DIR, else into the folder that the
    /// configuration names.
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    pub(crate) record: Option<Option<PathBuf>>,
    /// The configuration to read instead of spec/codegen.toml.
    #[arg(long, value_name = "FILE", conflicts_with = "openapi")]
    pub(crate) config: Option<PathBuf>,
    /// An OpenAPI document to use, as it is, instead of a configuration.
    #[arg(long, value_name = "FILE")]
    pub(crate) openapi: Option<PathBuf>,
    /// The environment variable that holds the token; else that of the client.
    #[arg(long, value_name = "NAME")]
    pub(crate) token_variable: Option<String>,
    /// The value of a parameter, `name=value` or `operationId.name=value`; can be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) value: Vec<String>,
    /// How many pages of a list are read.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=1000))]
    pub(crate) pages: u64,
    /// How many requests are sent.
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) max_requests: usize,
    /// How long an answer can take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Send the token without TLS, to another machine than this one.
    #[arg(long)]
    pub(crate) allow_http: bool,
}
