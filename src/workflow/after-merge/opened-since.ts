import { isAchieved } from "../../model/outcome.ts";
import { actions } from "../../plan/actions.ts";
import { accountKey, type Opened } from "../../plan/taken.ts";
import type { JournalRecord } from "../../ports/journal.ts";

type Intent = Extract<JournalRecord, { readonly kind: "intent" }>;
type Result = Extract<JournalRecord, { readonly kind: "result" }>;

/**
 * Returns the accounts that runs created, activated or unsuspended since the last run of the branch that converged. The
 * change that asked for it is done: a suspension or deactivation found later is not explained by it.
 * @param records the records that are believed
 */
export function openedSince(records: readonly JournalRecord[], branch: string): Opened {
  const opened = new Set<string>();
  const opening = new Map<string, Intent>();
  for (const record of records) {
    if (record.kind === "intent" && isOpening(record)) opening.set(nameOf(record), record);
    if (record.kind === "result" && isAchieved(record.outcome)) {
      const intent = opening.get(nameOf(record));
      const key = intent === undefined ? null : keyOf(intent, record);
      if (key !== null) opened.add(key);
    }
    if (record.kind === "commit-settled" && record.branch === branch && record.converged) opened.clear();
  }
  return opened;
}

const nameOf = ({ run, operation }: { readonly run: string; readonly operation: string }): string =>
  `${run}\n${operation}`;

const entries: ReadonlyMap<unknown, (typeof actions)[keyof typeof actions]> = new Map(Object.entries(actions));

/** Returns whether the holder of the account can sign in after the write. A staged account stays closed until the start. */
function isOpening({ write: { action, state } }: Intent): boolean {
  const entry = entries.get(action);
  return entry?.object === "account" && entry.effect === "gives" && state !== "staged";
}

/** Returns the key of the account; null: the write opened no account, or the records do not name it. */
function keyOf({ system, operation, write: { action, account } }: Intent, { created }: Result): string | null {
  if (created !== undefined) return accountKey(created.system, created.account);
  if (entries.get(action)?.phase !== "open" || typeof account !== "string") return null;
  return accountKey(system ?? operation.split(":")[0] ?? "", account);
}
