import { OperationalError } from "../../diagnostics/user-error.ts";
import { resolve } from "node:path";
import { verifyJournal } from "../../journal/verify-journal.ts";
import { forTerminal } from "../../report/escape.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";

/** `rolecall journal`: whether the record of what was done is whole, or the first line that was altered. */
export async function journal(file: string, environment: CliEnvironment): Promise<ExitCode> {
  const verdict = verifyJournal(resolve(environment.cwd, file));
  switch (verdict.kind) {
    case "intact":
      environment.out(
        `${forTerminal(file)} is whole: ${verdict.end.records} records, the last hash is ${verdict.end.hash}.\nCompare the hash with a copy that is kept elsewhere: a missing tail shows in nothing else.\n`,
      );
      return exitCodes.done;
    case "missing":
      throw new OperationalError(
        `there is no journal ${forTerminal(file)}: rolecall apply writes it where it is run, or where its --journal says`,
      );
    case "broken":
      environment.out(`${forTerminal(file)} is broken at line ${verdict.line}: ${forTerminal(verdict.reason)}\n`);
      return exitCodes.findings;
  }
}
