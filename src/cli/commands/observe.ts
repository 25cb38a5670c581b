import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { OperationalError, UsageError } from "../../diagnostics/user-error.ts";
import type { AccessModel } from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import type { CompleteObservation } from "../../model/observation.ts";
import { nameHintText } from "../../model/name-hint.ts";
import { isConnected } from "../../model/provider.ts";
import { connectedAsBase } from "../../workflow/base-connections.ts";
import { soundBaseOf } from "../../workflow/revisions.ts";
import { forTerminal } from "../../report/escape.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot, printJson } from "../inputs.ts";
import { observingProviders, unreadText } from "../../workflow/observe.ts";
import { connectOf, observeSinceOf, progressOf } from "../wiring/observe.ts";
import { workspaceOf } from "../wiring/workspace.ts";
import { snapshotOf } from "../snapshot.ts";

export interface ObserveOptions {
  readonly root: string;
  readonly at?: string;
  readonly out?: string;
  readonly allGroups?: boolean;
  readonly since?: string;
  readonly fullAfter?: string;
  readonly system?: readonly string[];
  readonly base?: string;
  readonly commit?: string;
}

/** `rolecall observe`: records the current state of the providers, every system completely, or no snapshot. */
export async function observe(options: ObserveOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null) {
    environment.err(`${renderFindings(checked.findings)}\nThe files have errors, so the scope to read is unknown.\n`);
    return exitCodes.findings;
  }
  const { base, system: named, since, fullAfter } = options;
  const files = base === undefined ? null : await soundBaseOf(workspaceOf(options.root, environment), base, checked.at);
  const { model, added } =
    files === null
      ? { model: checked.resolved.model, added: undefined }
      : connectedAsBase(checked.resolved.model, files.checked.resolved?.model ?? null);
  const allGroups = options.allGroups === true;
  const isTenantRequired = base !== undefined && environment.env["CI"] === "true";
  const read =
    since === undefined
      ? observingProviders({
          connect: connectOf(environment, isTenantRequired),
          progress: progressOf(environment),
          allGroups,
        })
      : observeSinceOf({ since, fullAfter, allGroups }, environment, isTenantRequired);
  const { observations, unread } = await read(named === undefined ? model : onlySystems(model, named), added);
  if (unread.length > 0) throw new OperationalError(unreadText(unread));
  const snapshot = printJson(snapshotOf(observations, formatInstant(checked.at)));
  if (options.out === undefined) environment.out(snapshot);
  else {
    writeFileSync(resolve(environment.cwd, options.out), snapshot, { mode: 0o600 });
    environment.err(
      `Recorded in ${options.out}. It contains names and email addresses: protect it like the providers' own data.\n`,
    );
  }
  const missing = observations.flatMap(unreadGroups);
  for (const text of missing) environment.err(`${forTerminal(text)}\n`);
  return missing.length === 0 ? exitCodes.done : exitCodes.unexpected;
}

/** Returns the model with these systems only. @throws UsageError for another id, or a system that is not read */
function onlySystems(model: AccessModel, named: readonly string[]): AccessModel {
  const readable = [...model.systems.values()].filter(({ provider }) => isConnected(provider));
  const unknown = named.find((id) => !readable.some((system) => system.id === id));
  if (unknown !== undefined)
    throw new UsageError(
      `--system ${unknown}: expected one of ${readable.map(({ id }) => id).join(", ")}${nameHintText(unknown, ["system"], model)}`,
    );
  return { ...model, systems: new Map(readable.filter(({ id }) => named.includes(id)).map((one) => [one.id, one])) };
}

/** Returns one sentence for each group that a plan from the snapshot holds back. */
const unreadGroups = ({ observed: { system, groups, unreadMembers = {} } }: CompleteObservation): readonly string[] =>
  Object.entries(unreadMembers).map(([id, reason]) => {
    const name = groups.find((group) => group.id === id)?.name ?? id;
    return `The members of the group "${name}" in ${system} were not read and are not in the snapshot: ${reason}.`;
  });
