import type { Severity } from "../../diagnostics/finding.ts";
import { hasAtLeast } from "../../diagnostics/order.ts";
import { validateJson } from "../../report/json/validate.ts";
import { renderAnnotations } from "../../report/github/annotations.ts";
import { renderFindingsJunit } from "../../report/junit/findings.ts";
import { pageOf } from "../../workflow/explain.ts";
import { renderSarif } from "../../report/sarif/findings.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import { countFindings, renderFindings } from "../../report/text/findings.ts";
import { counted } from "../../support/counted.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { ownVersion } from "../own-version.ts";
import { workspaceOf } from "../wiring/workspace.ts";
import { type Checked, checkChange } from "../../workflow/check.ts";
import { baseOf } from "../../workflow/revisions.ts";
import { checkRoot, formatOf, printJson, type TreeOptions } from "../inputs.ts";

export interface ValidateOptions extends TreeOptions {
  readonly failOn: Severity;
  readonly base?: string;
  readonly commit?: string;
}

/** Returns the judged files, and with `--base` also the judged change. */
async function judged({ root, base, ...options }: ValidateOptions, environment: CliEnvironment): Promise<Checked> {
  const head = await checkRoot({ root, ...options }, environment);
  if (base === undefined) return head;
  return checkChange((await baseOf(workspaceOf(root, environment), base, head.at)).checked, head);
}

/** `rolecall validate`: loads and resolves the files, runs all policies and tests; no network. */
export async function validate(options: ValidateOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await judged(options, environment);
  const { counts } = checked.loaded;
  const { findings } = checked;
  const total = `${[
    counted(counts.users, "user"),
    counted(counts.roles, "role"),
    counted(counts.entitlements, "entitlement"),
    counted(counts.grants, "grant"),
  ].join(", ")}: ${countFindings(findings)}.`;
  switch (formatOf(options)) {
    case "json":
      environment.out(printJson(validateJson(checked)));
      break;
    case "markdown":
      // A job summary that is too long is cut at its end, so the total is first.
      environment.out(`${total}\n${findings.length > 0 ? "\n" : ""}${renderFindingsMarkdown(findings)}`);
      break;
    case "github":
      environment.out(renderAnnotations(findings));
      break;
    case "sarif":
      environment.out(renderSarif(findings, { version: ownVersion(), pageOf }));
      break;
    case "junit":
      environment.out(renderFindingsJunit(findings));
      break;
    default:
      environment.out(`${renderFindings(findings)}${findings.length > 0 ? "\n" : ""}${total}\n`);
      // The rules run only on files without errors.
      if (checked.resolved === null)
        environment.err("Rules and tests run after these errors are corrected, and may report more findings.\n");
  }
  return hasAtLeast(findings, options.failOn) ? exitCodes.findings : exitCodes.done;
}
