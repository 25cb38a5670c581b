import { assignableOf } from "../../model/assignable.ts";
import type { CredentialNeeds } from "../../model/credential-report.ts";
import type { AccessModel, SystemId } from "../../model/documents.ts";
import { isIncomplete, renderCredentials, type SystemCredential } from "../../report/text/credentials.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { reportFileErrors } from "../file-errors.ts";
import { checkRoot, formatOf, printJson } from "../inputs.ts";
import { connectOf } from "../wiring/observe.ts";
import type { DoctorOptions } from "./doctor.ts";

/**
 * `rolecall doctor --providers`: reports for each system which identity the credential is, what it may do, and what is
 * missing. It sends reading requests only. Returns 3 when a needed right is missing or a right to read is unknown.
 */
export async function doctorProviders(options: DoctorOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null) {
    const unknown = "The files have errors, so the systems are unknown.";
    return reportFileErrors(checked, unknown, { isJson: formatOf(options) === "json", environment });
  }
  const { model } = checked.resolved;
  const connections = await connectOf(environment, false)(model);
  const credentials: SystemCredential[] = [];
  for (const { system, inspect } of connections)
    if (inspect !== undefined)
      credentials.push({ system: system.id, mode: system.mode, ...(await inspect(needsOf(system.id, model))) });
  if (formatOf(options) === "json") environment.out(printJson({ version: 1, credentials }));
  else environment.out(renderCredentials(credentials));
  return credentials.some(isIncomplete) ? exitCodes.findings : exitCodes.done;
}

/** Returns what the files of a system make necessary. */
function needsOf(system: SystemId, { entitlements }: AccessModel): CredentialNeeds {
  const declared = [...entitlements.values()].filter((one) => one.system === system);
  return {
    groupSettings: declared.some(({ settings }) => settings.size > 0),
    assignables: declared.flatMap(({ target }) => assignableOf(target) ?? []),
  };
}
