import { OperationalError } from "../diagnostics/user-error.ts";
import { readFileSync } from "node:fs";
import { schemaProblems, schemaProblemText } from "../formats/validators.ts";
import type { SnapshotDocument } from "../formats/answers.generated.ts";
import type { AccessModel } from "../model/documents.ts";
import { type CompleteObservation, observedGroup, type ObservedSystem } from "../model/observation.ts";
import { isConnected, tenantNamedBy } from "../model/provider.ts";
import { isLoopback } from "../support/loopback.ts";
import { readingIn, recordedReading } from "./snapshot-reading.ts";
import { assignmentsIn, recordedAssignments } from "./snapshot-assignments.ts";
import { scopeOf } from "../workflow/observe-scope.ts";

/** Returns observations in the snapshot format (formats.md, Snapshot). */
export function snapshotOf(observations: readonly CompleteObservation[], at: string) {
  return {
    version: 1 as const,
    at,
    systems: observations.map(({ observed }) => ({
      system: observed.system,
      provider: observed.provider,
      tenant: observed.tenant,
      complete: true,
      accounts: observed.accounts,
      groups: observed.groups.map(({ id, name, type, profile, settings, ruleFed }) => ({
        id,
        name,
        type,
        profile,
        settings,
        ruleFed,
      })),
      memberships: observed.memberships,
      membershipsRead: observed.membershipsRead,
      ...recordedAssignments(observed),
      ...(observed.ownAccounts === undefined ? {} : { ownAccounts: observed.ownAccounts }),
      ...recordedReading(observed),
    })),
  };
}

/** Returns whether a snapshot was recorded from the named tenant, or from a sandbox on this machine. */
function isRecordOf(tenant: string, recorded: string): boolean {
  if (recorded === tenant) return true;
  const url = URL.canParse(recorded) ? recorded : `http://${recorded}`;
  return URL.canParse(url) && (new URL(url).host === tenant || isLoopback(new URL(url)));
}

/** How a snapshot is read. */
export interface SnapshotReading {
  /** The content of the file, where it was read before. */
  readonly bytes?: Buffer | undefined;
  /** True: systems that are not in the file are left out. Default: false, they are refused. */
  readonly isPart?: boolean;
}

/**
 * Reads a recorded snapshot for the systems of the model. A group that was declared later, so that its members were not
 * recorded, does not count as empty: the planner refuses it.
 * @throws OperationalError when the file is not a complete snapshot of every system
 */
export function readSnapshot(
  path: string,
  model: AccessModel,
  { bytes, isPart = false }: SnapshotReading = {},
): readonly CompleteObservation[] {
  const refuse = (why: string): never => {
    throw new OperationalError(
      `${path} is not a complete snapshot: ${why}. Record one with: rolecall observe --out ${path}`,
    );
  };
  let value: unknown;
  try {
    value = JSON.parse((bytes ?? readFileSync(path)).toString("utf8"));
  } catch (problem) {
    if (problem instanceof Error && "code" in problem && problem.code === "ENOENT")
      return refuse("the file does not exist");
    return refuse(problem instanceof Error ? problem.message : String(problem));
  }
  const [problem] = schemaProblems("snapshot", value);
  if (problem !== undefined) return refuse(schemaProblemText(problem));
  const snapshot = value as SnapshotDocument;
  const at = Date.parse(snapshot.at);
  if (Number.isNaN(at)) return refuse(`\`at\` is not an instant`);
  return [...model.systems.values()]
    .filter(({ provider }) => isConnected(provider))
    .filter(({ id }) => !isPart || snapshot.systems.some(({ system }) => system === id))
    .map((system) => {
      const recorded = snapshot.systems.find((candidate) => candidate.system === system.id);
      if (recorded === undefined) return refuse(`the system ${system.id} is not in it`);
      if (!recorded.complete) return refuse(`${system.id} was not read completely`);
      if (recorded.provider !== system.provider) return refuse(`${system.id} is recorded as ${recorded.provider}`);
      const tenant = tenantNamedBy(system.connection);
      if (tenant !== null && !isRecordOf(tenant, recorded.tenant))
        throw new OperationalError(
          `${path} is a snapshot of a different tenant: ${system.id} is recorded from ${recorded.tenant}, and its connection names ${tenant}. Record one with: rolecall observe --out ${path}`,
        );
      const declared = new Set(scopeOf(system, model).groups.map((name) => name.toLowerCase()));
      const observed: ObservedSystem = {
        system: recorded.system,
        provider: recorded.provider,
        tenant: recorded.tenant,
        accounts: recorded.accounts,
        groups: recorded.groups.map(observedGroup),
        memberships: recorded.memberships,
        membershipsRead:
          recorded.membershipsRead ??
          recorded.groups.filter(({ name }) => declared.has(name.toLowerCase())).map(({ id }) => id),
        ...assignmentsIn(recorded),
        ...(recorded.ownAccounts === undefined ? {} : { ownAccounts: recorded.ownAccounts }),
        ...readingIn(recorded),
      };
      return { kind: "complete" as const, at, observed };
    });
}
