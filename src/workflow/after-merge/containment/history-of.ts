import type { ContainmentHistory } from "../../../plan/containment/history.ts";
import { actions } from "../../../plan/actions.ts";
import type { JournalRecord } from "../../../ports/journal.ts";

/** A user's account in a system, as a record names it. */
interface Named {
  readonly system: string;
  readonly user: string;
  readonly account: string;
}

/**
 * Returns what the believed records say about accounts: whose they are, by immutable id (the last record counts), and
 * who was proven to be contained. A later write that gives access to the user in the system ends the proof.
 */
export function historyOf(records: readonly JournalRecord[]): ContainmentHistory {
  const ownerOf = new Map<string, string>();
  const provenAt = new Map<string, number>();
  const learn = ({ system, user, account }: Named): void => void ownerOf.set(keyOf(system, account), user);
  for (const record of records) {
    for (const named of namedIn(record)) learn(named);
    if (record.kind === "contained") provenAt.set(keyOf(record.system, record.user), Date.parse(record.at));
    const opened = openedBy(record);
    if (opened !== null) provenAt.delete(keyOf(opened.system, opened.user));
  }
  const accounts = new Map<string, string[]>();
  for (const [key, user] of ownerOf) {
    const [system = "", account = ""] = JSON.parse(key) as readonly string[];
    const own = accounts.get(keyOf(system, user)) ?? [];
    accounts.set(keyOf(system, user), [...own, account]);
  }
  return {
    accountsOf: (system, user) => accounts.get(keyOf(system, user)) ?? [],
    provenAt: (system, user) => provenAt.get(keyOf(system, user)) ?? null,
  };
}

const keyOf = (system: string, name: string): string => JSON.stringify([system, name]);

function namedIn(record: JournalRecord): readonly Named[] {
  if (record.kind === "contained")
    return record.accounts.map(({ id }) => ({ system: record.system, user: record.user, account: id }));
  if (record.kind === "result") return record.created === undefined ? [] : [record.created];
  if (record.kind !== "intent") return [];
  const subject = subjectOf(record);
  const account = record.write["account"] ?? record.write["member"];
  // A member without an account is named by its address.
  return subject === null || typeof account !== "string" || account.includes("@") ? [] : [{ ...subject, account }];
}

type Intent = Extract<JournalRecord, { kind: "intent" }>;

/** Returns the system and user of an intent. Earlier versions recorded them only in the id of account operations. */
function subjectOf(record: Intent): Omit<Named, "account"> | null {
  const { system, user, operation } = record;
  if (system !== undefined && user !== undefined) return { system, user };
  if (entryOf(record)?.object !== "account") return null;
  const [place, , name, ...more] = operation.split(":");
  return place === undefined || name === undefined || more.length > 0 ? null : { system: place, user: name };
}

/** Returns whose account a write opened, or may have opened; null: the record opens none. */
function openedBy(record: JournalRecord): Omit<Named, "account"> | null {
  if (record.kind !== "intent") return null;
  const entry = entryOf(record);
  return entry?.object === "account" && entry.effect === "gives" ? subjectOf(record) : null;
}

const entries: ReadonlyMap<unknown, (typeof actions)[keyof typeof actions]> = new Map(Object.entries(actions));

const entryOf = ({ write }: Intent) => entries.get(write["action"]);
