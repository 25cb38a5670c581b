import { OperationalError } from "../../diagnostics/user-error.ts";
import { resolve } from "node:path";
import { verifyJournal } from "../../journal/verify-journal.ts";
import { forTerminal } from "../../report/escape.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";

/** `rolecall journal`: checks that the journal was not altered, or reports the first altered line. */
export async function journal(file: string, environment: CliEnvironment): Promise<ExitCode> {
  const verdict = verifyJournal(resolve(environment.cwd, file));
  switch (verdict.kind) {
    case "intact":
      environment.out(
        `${forTerminal(file)} is intact: ${verdict.end.records} records, last hash ${verdict.end.hash}.\nCompare this hash with a copy that is stored elsewhere: no other check detects missing records at the end.\n`,
      );
      return exitCodes.done;
    case "missing":
      throw new OperationalError(
        `the journal ${forTerminal(file)} does not exist. rolecall apply writes it below the folder it runs in, or to the path of its --journal.`,
      );
    case "broken":
      environment.out(`${forTerminal(file)} is broken at line ${verdict.line}: ${forTerminal(verdict.reason)}\n`);
      return exitCodes.findings;
  }
}
