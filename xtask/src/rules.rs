//! `rules`: writes `docs/rules.md`, or tells whether it is stale.

use std::path::Path;

use clap::Args;
use truespec::{diagnostic::Diagnostics, reconcile::rules};

use crate::{codegen::Ending, config, files::Plan, print::Printer};

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Write nothing; show what is stale, and exit with 1 if it is.
    #[arg(long)]
    pub(crate) check: bool,
}

pub(crate) fn run(options: &Options, printer: &Printer) -> Result<Ending, Diagnostics> {
    let mut plan = Plan::default();
    plan.add(
        config::root()?.join(Path::new("docs/rules.md")),
        rules::book(),
    )?;
    if options.check {
        if plan.is_stale() {
            printer.stale(&plan, "cargo xtask rules");
            return Ok(Ending::Stale);
        }
        printer.fresh(&plan);
        return Ok(Ending::Done);
    }
    plan.carry_out()?;
    printer.written(&plan);
    Ok(Ending::Done)
}
