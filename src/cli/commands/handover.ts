import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { formatInstant } from "../../model/instant.ts";
import { forTerminal } from "../../report/escape.ts";
import { renderHandover, renderHandoverNotes } from "../../report/text/handover.ts";
import { type EditedFile, type HandoverRequest, proposeHandover } from "../../workflow/handover/handover.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { reportFileErrors } from "../file-errors.ts";
import { checkRoot, printJson } from "../inputs.ts";

export interface HandoverOptions extends Omit<HandoverRequest, "user"> {
  readonly root: string;
  readonly at?: string;
  readonly json?: boolean;
  readonly write?: boolean;
}

/**
 * `rolecall handover USER`: proposes the edits that hand over what a user owns, manages, sponsors and approves. Prints them as
 * a patch, and writes the files with `--write`. Returns 3 while a place has no user who can take over.
 */
export async function handover(user: string, options: HandoverOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  const proposed = proposeHandover({ user, ...options }, checked);
  if (proposed.kind === "files-have-errors") {
    const unknown = `The files have errors, so what ${forTerminal(user)} owns is unknown.`;
    return reportFileErrors(checked, unknown, { isJson: options.json === true, environment });
  }
  const { files, open, withoutAccount } = proposed;
  const isWritten = options.write === true && files.length > 0;
  if (isWritten)
    for (const { path, after } of files) writeFileSync(join(resolve(environment.cwd, options.root), path), after);
  const end = open.length === 0 ? exitCodes.done : exitCodes.findings;
  if (options.json === true) {
    const { to, steps } = proposed;
    const written = { written: isWritten, files: files.map(({ path, after }) => ({ path, text: after })) };
    environment.out(
      printJson({
        version: 1,
        at: formatInstant(checked.at),
        user: proposed.user,
        to,
        steps,
        withoutAccount,
        ...written,
      }),
    );
    return end;
  }
  const name = checked.resolved?.model.users.get(proposed.user)?.name.display ?? user;
  environment.out(renderHandover(name, proposed));
  if (!isWritten && files.length > 0) environment.out(`\n${files.map(patchOf).join("")}\n`);
  environment.out(renderHandoverNotes({ open: open.length, withoutAccount, hasEdits: files.length > 0, isWritten }));
  return end;
}

/** Returns the edit as a patch that `git apply` reads. */
function patchOf({ path, before, after }: EditedFile): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 1 });
  const lines = patch.split("\n").filter((line) => !/^=+$/.test(line));
  return lines.map((line) => forTerminal(line)).join("\n");
}
