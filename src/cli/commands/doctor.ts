import { UsageError } from "../../diagnostics/user-error.ts";
import { judgeSettings } from "../../github/doctor/judge-settings.ts";
import { renderSettings } from "../../report/text/settings.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, printJson } from "../inputs.ts";
import { addressOf, handChecks } from "../../github/doctor/settings-pages.ts";
import { connectGithub, repositoryUrlOf } from "../wiring/github.ts";

export interface DoctorOptions {
  readonly root: string;
  readonly format: string;
  readonly json?: boolean;
  /** Check the credentials of the providers instead of the repository. */
  readonly providers?: boolean;
}

/**
 * `rolecall doctor`: reads the repository's settings and reports each unsafe one with the setting to change. Returns 3 for
 * any unsafe setting, and for one that could not be read. What GitHub shows to no token is listed with the address of its page.
 */
export async function doctor(options: DoctorOptions, environment: CliEnvironment): Promise<ExitCode> {
  const missing = ["GITHUB_TOKEN", "GITHUB_REPOSITORY"].filter((name) => (environment.env[name] ?? "") === "");
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set. rolecall doctor reads the settings of GITHUB_REPOSITORY (owner/name) with GITHUB_TOKEN.`,
    );
  const github = await connectGithub(environment);
  const address = <T extends { readonly page: string }>(item: T): T => ({
    ...item,
    page: addressOf(item.page, repositoryUrlOf(environment) ?? ""),
  });
  const findings = judgeSettings(await github.settings()).map(address);
  const checkByHand = handChecks.map(address);
  if (formatOf(options) === "json") environment.out(printJson({ version: 1, findings, checkByHand }));
  else environment.out(renderSettings(findings, checkByHand));
  return findings.length === 0 ? exitCodes.done : exitCodes.findings;
}
