import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { countFindings, renderFindings } from "../../report/text/findings.ts";

import { type BaselineChange, baselinePath, type BaselineRequest, changeBaseline } from "../../workflow/baseline.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot } from "../inputs.ts";
import { workspaceOf } from "../wiring/workspace.ts";
import type { AccessModel } from "../../model/documents.ts";
import { readSnapshot } from "../snapshot.ts";
import { counted } from "../../support/counted.ts";

export interface BaselineOptions extends Omit<BaselineRequest, "hasSchema"> {
  readonly root: string;
  readonly at?: string;
  readonly dryRun?: boolean;
  /** A recorded snapshot of the providers. */
  readonly observed?: string;
}

/** `rolecall baseline`: accepts the current findings at adoption; later removes entries that no finding needs. */
export async function baseline(options: BaselineOptions, environment: CliEnvironment): Promise<ExitCode> {
  const { observed } = options;
  const hasSchema = workspaceOf(options.root, environment).hasSchema("baseline");
  const snapshot =
    observed === undefined ? null : (model: AccessModel) => readSnapshot(resolve(environment.cwd, observed), model);
  const change = changeBaseline({ ...options, hasSchema }, await checkRoot(options, environment), snapshot);
  const text = "text" in change ? change.text : null;
  if (text !== null && options.dryRun !== true) write(join(resolve(environment.cwd, options.root), baselinePath), text);
  return show(change, options, environment);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function show(change: BaselineChange, { dryRun, observed }: BaselineOptions, { out, err }: CliEnvironment): ExitCode {
  const done = dryRun === true ? " (not written: --dry-run)" : "";
  switch (change.kind) {
    case "files-have-errors":
      err(`${renderFindings(change.findings)}\nA baseline cannot accept errors of the files. Correct them first.\n`);
      return exitCodes.findings;
    case "nothing-to-accept":
      out("There are no findings to accept. No baseline was written.\n");
      return exitCodes.done;
    case "first":
      out(`${baselinePath}: ${counted(change.accepted, "finding")} accepted until ${change.due}${done}.\n`);
      return exitCodes.done;
    case "shrunk":
      out(
        change.removed === 0
          ? `${baselinePath}: all entries are still needed (${change.entries}).\n`
          : `${baselinePath}: ${change.removed} of ${change.entries} entries removed${done}.\n`,
      );
      if (change.open.length > 0)
        err(
          `Not accepted, because a baseline may only shrink: ${countFindings(change.open)}. ${observed === undefined ? "rolecall validate lists" : "rolecall validate and rolecall plan list"} them.\n`,
        );
      return exitCodes.done;
  }
}
