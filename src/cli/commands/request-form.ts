import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { renderFindings } from "../../report/text/findings.ts";
import { type IssueForm, makeIssueForm } from "../../workflow/request/make-form.ts";
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
  { files, choices }: Extract<IssueForm, { readonly kind: "made" }>,
  options: RequestFormOptions,
  environment: CliEnvironment,
): ExitCode {
  const root = resolve(environment.cwd, options.root);
  const states = files.map((file) => ({ ...file, isCurrent: contentOf(join(root, file.path)) === file.text }));
  if (options.check === true) {
    const stale = states.filter(({ isCurrent }) => !isCurrent);
    for (const { path } of stale) environment.err(`${path} is out of date. Run: rolecall request-form\n`);
    if (stale.length > 0) return exitCodes.findings;
    environment.out(
      `${states.map(({ path }) => path).join(" and ")} ${states.length === 1 ? "is" : "are"} up to date.\n`,
    );
    return exitCodes.done;
  }
  for (const { path, text, isCurrent } of states) {
    if (!isCurrent) write(join(root, path), text);
    environment.out(`${path}: ${choices} choices, ${isCurrent ? "unchanged" : "written"}.\n`);
  }
  return exitCodes.done;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
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
