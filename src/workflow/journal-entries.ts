import type { JournalDocument } from "../formats/answers.generated.ts";
import type { Instant } from "../model/instant.ts";
import { actions } from "../plan/actions.ts";
import type { Action } from "../plan/operation.ts";
import type { JournalRecord } from "../ports/journal.ts";

export type JournalEntry = NonNullable<JournalDocument["entries"]>[number];

/** Which operations are asked for; null: any. */
export interface JournalFilter {
  readonly user: string | null;
  readonly entitlement: string | null;
  /** From this instant on. */
  readonly since: Instant | null;
  /** Up to this instant, not including it. */
  readonly until: Instant | null;
}

/** Returns the operations of the runs in a journal that match, oldest first: each intent with its result and its run. */
export function journalEntries(records: readonly JournalRecord[], filter: JournalFilter): readonly JournalEntry[] {
  const runs = runsIn(records);
  const results = resultsAfter(records);
  return records.flatMap((record, position) => {
    if (record.kind !== "intent") return [];
    const { system, action, entitlement } = partsOf(record.operation);
    const result = results.get(position);
    const entry: JournalEntry = {
      at: record.at,
      operation: record.operation,
      system: record.system ?? system,
      action,
      user: record.user ?? null,
      entitlement: record.entitlement ?? entitlement,
      outcome: result?.outcome ?? null,
      detail: result?.detail ?? null,
      finishedAt: result?.at ?? null,
      run: runs.get(record.run) ?? unknownRun(record.run),
    };
    return matches(entry, filter) ? [entry] : [];
  });
}

function matches({ at, user, entitlement }: JournalEntry, filter: JournalFilter): boolean {
  const instant = Date.parse(at);
  return (
    (filter.user === null || filter.user === user) &&
    (filter.entitlement === null || filter.entitlement === entitlement) &&
    (filter.since === null || filter.since <= instant) &&
    (filter.until === null || instant < filter.until)
  );
}

/** Parses the id of an operation: `system:action:names`. The first name of a group's or a membership's id is the entitlement. */
function partsOf(id: string): Pick<JournalEntry, "system" | "action" | "entitlement"> {
  const [system = "", action = "", name = ""] = id.split(":");
  const known = isAction(action) ? action : null;
  const isOfAccount = known === null || actions[known].object === "account";
  return { system, action, entitlement: isOfAccount ? null : `${system}/${name}` };
}

const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

type Result = Extract<JournalRecord, { readonly kind: "result" }>;

/** Returns the result of each intent, by the intent's position: the next one of the same run and operation. */
function resultsAfter(records: readonly JournalRecord[]): ReadonlyMap<number, Result> {
  const open = new Map<string, number>();
  const results = new Map<number, Result>();
  for (const [position, record] of records.entries()) {
    if (record.kind !== "intent" && record.kind !== "result") continue;
    const key = `${record.run}\n${record.operation}`;
    const intent = open.get(key);
    if (record.kind === "intent") open.set(key, position);
    else if (intent !== undefined) results.set(intent, record);
  }
  return results;
}

function unknownRun(id: string): JournalEntry["run"] {
  return { id, kind: "unknown", commit: null, claims: null, pullRequests: [], approvers: [] };
}

/** Returns what the records have about each run. */
function runsIn(records: readonly JournalRecord[]): ReadonlyMap<string, JournalEntry["run"]> {
  const runs = new Map<string, JournalEntry["run"]>();
  for (const record of records) {
    if (!("run" in record)) continue;
    const known = runs.get(record.run) ?? unknownRun(record.run);
    runs.set(record.run, withRecord(known, record));
  }
  return runs;
}

function withRecord(run: JournalEntry["run"], record: JournalRecord): JournalEntry["run"] {
  switch (record.kind) {
    case "operator": {
      const { gitName, gitEmail, osUser, githubActor } = record;
      return { ...run, kind: "by-hand", claims: { gitName, gitEmail, osUser, githubActor } };
    }
    case "run-started":
      return { ...run, commit: run.commit ?? record.head };
    case "commit-accepted":
      return { ...run, kind: "unattended", commit: record.commit };
    case "lease":
      return { ...run, kind: "unattended" };
    case "evidence": {
      const { pullRequest, needs } = record.evidence;
      const logins = needs.flatMap(({ stages }) => stages.flatMap(({ servedBy }) => servedBy?.by.login ?? []));
      return {
        ...run,
        pullRequests: [...new Set([...run.pullRequests, pullRequest])],
        approvers: [...new Set([...run.approvers, ...logins])],
      };
    }
    case "intent":
    case "result":
    case "contained":
    case "run-ended":
    case "commit-settled":
    case "lease-released":
    case "journal-started":
    case "signature":
    case "disowned":
      return run;
  }
}
