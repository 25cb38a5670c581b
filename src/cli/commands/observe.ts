import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { formatInstant } from "../../model/instant.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot, printJson } from "../inputs.ts";
import { observingProviders } from "../../workflow/observe.ts";
import { connectOf, progressOf } from "../wiring/observe.ts";
import { snapshotOf } from "../snapshot.ts";

export interface ObserveOptions {
  readonly root: string;
  readonly at?: string;
  readonly out?: string;
  readonly allGroups?: boolean;
}

/** `rolecall observe`: records the current state of the providers, completely or not at all. */
export async function observe(options: ObserveOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null) {
    environment.err(`${renderFindings(checked.findings)}\nThe files have errors, so the scope to read is unknown.\n`);
    return exitCodes.findings;
  }
  const { model } = checked.resolved;
  const observeAll = observingProviders({
    connect: connectOf(environment, false),
    progress: progressOf(environment),
    allGroups: options.allGroups === true,
  });
  const { observations } = await observeAll(model);
  const snapshot = printJson(snapshotOf(observations, formatInstant(checked.at)));
  if (options.out === undefined) environment.out(snapshot);
  else {
    writeFileSync(resolve(environment.cwd, options.out), snapshot, { mode: 0o600 });
    environment.err(
      `Recorded in ${options.out}. It contains names and email addresses: protect it like the providers' own data.\n`,
    );
  }
  return exitCodes.done;
}
