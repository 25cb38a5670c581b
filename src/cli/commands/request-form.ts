import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { renderFindings } from "../../report/text/findings.ts";
import { type IssueForm, issueFormPath, makeIssueForm } from "../../workflow/request/make-form.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";

export interface RequestFormOptions {
  readonly root: string;
  readonly at?: string;
  /** Write nothing; return 3 when the form is out of date. */
  readonly check?: boolean;
}

/** `rolecall request-form`: generates the issue form for access requests from the catalogue under access/. */
export async function requestForm(options: RequestFormOptions, environment: CliEnvironment): Promise<ExitCode> {
  const form = makeIssueForm(await checkRoot(options, environment));
  switch (form.kind) {
    case "files-have-errors":
      environment.err(`${renderFindings(form.findings)}\nThe files have errors, so the form cannot be generated.\n`);
      return exitCodes.findings;
    case "nothing-requestable":
      environment.err("No entitlement or role under access/ is requestable, so no form was generated.\n");
      return exitCodes.findings;
    case "made":
      return written(form, options, environment);
  }
}

function written(
  { text, choices }: Extract<IssueForm, { readonly kind: "made" }>,
  options: RequestFormOptions,
  environment: CliEnvironment,
): ExitCode {
  const file = join(resolve(environment.cwd, options.root), issueFormPath);
  const isCurrent = contentOf(file) === text;
  if (options.check === true) {
    if (isCurrent) {
      environment.out(`${issueFormPath} is up to date.\n`);
      return exitCodes.done;
    }
    environment.err(`${issueFormPath} is out of date. Run: rolecall request-form\n`);
    return exitCodes.findings;
  }
  if (!isCurrent) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  environment.out(`${issueFormPath}: ${choices} choices, ${isCurrent ? "unchanged" : "written"}.\n`);
  return exitCodes.done;
}

/** Returns the file's content; undefined when it does not exist. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (problem) {
    if (problem instanceof Error && "code" in problem && problem.code === "ENOENT") return undefined;
    throw problem;
  }
}
