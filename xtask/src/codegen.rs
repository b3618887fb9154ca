//! `codegen` and `reconcile`: from the inputs to the files.

use truespec::{diagnostic::Diagnostics, pipeline};

use crate::{
    cli::Options,
    inputs::display,
    job::{Job, Planned},
    print::Printer,
    remedies,
};

/// How a run ended.
pub(crate) enum Ending {
    Done,
    /// `--check` found files that are not what codegen would write.
    Stale,
}

pub(crate) fn run(
    options: &Options,
    with_client: bool,
    printer: &Printer,
) -> Result<Ending, Diagnostics> {
    let mut job = Job::of_options(options)?;
    if !with_client {
        if options.openapi.is_some() {
            job.reconciled = job.client.map(|c| c.folder).unwrap_or_default();
        }
        job.client = None;
    }
    let inputs = job.inputs()?;
    let document = job.document(&inputs)?;
    if job.client.is_none() && inputs.pages.is_empty() {
        printer.diagnostics(document.warnings());
        printer.diagnostics(&document.dangling_references());
    }
    let corrected = pipeline::correct_document(&document, &inputs)
        .map_err(|problems| mended(problems, options))?;
    printer.diagnostics(&mended(corrected.warnings.clone(), options));
    let Planned {
        files: plan,
        summary,
    } = job.plan(&inputs, &document, &corrected, printer)?;
    if options.check {
        if plan.is_stale() {
            printer.stale(&plan, "cargo xtask codegen");
            return Ok(Ending::Stale);
        }
        printer.fresh(&plan);
        return Ok(Ending::Done);
    }
    plan.carry_out()?;
    printer.corrected(&corrected, &display(&job.document));
    if let Some(summary) = &summary {
        printer.generated(summary);
    }
    printer.written(&plan);
    Ok(Ending::Done)
}

/// Problems with the commands that mend them, which need a configuration.
fn mended(problems: Diagnostics, options: &Options) -> Diagnostics {
    if options.openapi.is_some() {
        return problems;
    }
    remedies::with_commands(problems, options.config.as_deref())
}
