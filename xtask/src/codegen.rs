//! `codegen` and `reconcile`: from the inputs to the files.

use truespec::{diagnostic::Diagnostics, pipeline};

use crate::{
    cli::Options,
    inputs::display,
    job::{Job, Planned},
    print::Printer,
    release::{self, Checked, Held},
    remedies,
};

/// How a run ended.
pub(crate) enum Ending {
    Done,
    /// A check failed: files are not what codegen would write, a version is too low, something that
    /// was denied.
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
        files: mut plan,
        summary,
    } = job.plan(&inputs, &document, &corrected, printer)?;
    let Checked { held, warnings } = release::settle(&job, &corrected, &mut plan, options.check)?;
    printer.diagnostics(&warnings);
    if options.check {
        if plan.is_stale() {
            printer.stale(&plan, &again(options));
        }
        if let Held::TooLow(version) = &held {
            printer.too_low(version, options.config.as_deref());
        }
        if plan.is_stale() || matches!(held, Held::TooLow(_)) {
            return Ok(Ending::Stale);
        }
        printer.fresh(&plan);
        printer.held(&held);
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

/// The command that writes what a check found stale.
fn again(options: &Options) -> String {
    if options.openapi.is_some() {
        return "cargo xtask codegen".to_owned();
    }
    remedies::codegen(options.config.as_deref())
}

/// Problems with the commands that mend them, which need a configuration.
fn mended(problems: Diagnostics, options: &Options) -> Diagnostics {
    if options.openapi.is_some() {
        return problems;
    }
    remedies::with_commands(problems, options.config.as_deref())
}
