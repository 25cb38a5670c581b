import type { Finding, Severity } from "../../diagnostics/finding.ts";
import { hasAtLeast } from "../../diagnostics/order.ts";
import { renderDiffMarkdown } from "../../report/diff/render-markdown.ts";
import { renderDiff } from "../../report/diff/render-text.ts";
import type { DiffReport } from "../../report/diff/diff.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import { validateJson } from "../../report/json/validate.ts";
import { diffJson } from "../../report/json/diff.ts";
import { renderAnnotations } from "../../report/github/annotations.ts";
import { renderFindingsJunit } from "../../report/junit/findings.ts";
import { pageOf } from "../../workflow/explain.ts";
import { renderSarif } from "../../report/sarif/findings.ts";
import { renderFindings } from "../../report/text/findings.ts";
import { diffFrom } from "../../workflow/diff.ts";
import { commitInForce } from "../../workflow/past/answer-files.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, instantOf, isInstantShaped, parseInstantOption, printJson, type TreeOptions } from "../inputs.ts";
import { ownVersion } from "../own-version.ts";
import { workspaceOf } from "../wiring/workspace.ts";

export interface DiffOptions extends TreeOptions {
  readonly base: string;
  readonly commit?: string;
  readonly failOn: Severity;
  readonly verbose?: boolean;
}

/** `rolecall diff`: shows the effect of a change to the files, and who must approve it; no provider, no network. */
export async function diff(options: DiffOptions, environment: CliEnvironment): Promise<ExitCode> {
  const workspace = workspaceOf(options.root, environment);
  const { base, commit } = options;
  const { head, diffed } = await diffFrom(
    {
      at: instantOf(options, environment),
      base: await revisionOf("--base", base, workspace),
      ...(commit === undefined ? {} : { commit: await revisionOf("--commit", commit, workspace) }),
    },
    workspace,
  );
  const format = formatOf(options);
  if (diffed === null) {
    environment.out(
      format === "json"
        ? printJson(validateJson(head))
        : (renderedFindings(head.findings, format) ??
            (format === "markdown" ? renderFindingsMarkdown(head.findings) : "")),
    );
    environment.err(
      `${renderFindings(head.findings)}\nThe files have errors, so the effect of the change is unknown: correct them first.\n`,
    );
    return exitCodes.findings;
  }
  const { report } = diffed;
  environment.out(rendered(report, format, options.verbose));
  return hasAtLeast(report.diff.findings, options.failOn) ? exitCodes.findings : exitCodes.done;
}

/** Returns the revision that an option names: itself, or for an instant the commit that was in force then. */
async function revisionOf(option: string, written: string, { git }: Workspace): Promise<string> {
  return isInstantShaped(written) ? commitInForce(parseInstantOption(option, written), git) : written;
}

function rendered(report: DiffReport, format: string, isVerbose = false): string {
  switch (format) {
    case "json":
      return printJson(diffJson(report));
    case "markdown":
      return renderDiffMarkdown(report);
    case "github":
      return renderAnnotations(report.findings.appeared.map(({ finding }) => finding));
    default:
      return renderedFindings(report.diff.findings, format) ?? renderDiff(report, isVerbose);
  }
}

/**
 * Returns the findings in a format that holds only findings; null for other formats. SARIF and JUnit list every finding of
 * the head, because their readers compare runs themselves.
 */
function renderedFindings(findings: readonly Finding[], format: string): string | null {
  switch (format) {
    case "github":
      return renderAnnotations(findings);
    case "sarif":
      return renderSarif(findings, { version: ownVersion(), pageOf });
    case "junit":
      return renderFindingsJunit(findings);
    default:
      return null;
  }
}
