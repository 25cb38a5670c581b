import { failureText } from "../../../apply/failure-text.ts";
import type { ObservedAccount } from "../../../model/observation.ts";
import type { AccountKey, FoundBy } from "../../../plan/containment/keys.ts";
import type { FoundAccount } from "../../../plan/containment/judge-account.ts";
import type { AccessReader, Known } from "../../../ports/access.ts";

/** All accounts that the keys lead to, and the keys that could not be looked up. */
export interface LookUp {
  readonly found: readonly FoundAccount[];
  /** Why a key could not be looked up, each as the end of a sentence; empty: every key was. */
  readonly unread: readonly string[];
}

/** Looks up every key. A key that fails does not prevent the others. Does not throw. */
export async function lookUp(keys: readonly AccountKey[], reader: AccessReader): Promise<LookUp> {
  const accounts = new Map<string, { readonly account: ObservedAccount; readonly by: Set<FoundBy> }>();
  const unread: string[] = [];
  for (const { by, value, isOutside } of keys) {
    const known = await reading(() => readBy(by, value, reader));
    if (known.kind === "unknown" && isOutside === true && known.failure.kind === "denied") continue;
    if (known.kind === "unknown") unread.push(`${by} ${value}: ${failureText(known.failure)}`);
    if (known.kind !== "found") continue;
    for (const account of known.value) {
      const entry = accounts.get(account.id);
      if (entry === undefined) accounts.set(account.id, { account, by: new Set([by]) });
      else entry.by.add(by);
    }
  }
  return { found: [...accounts.values()], unread };
}

async function readBy(by: FoundBy, value: string, reader: AccessReader): Promise<Known<readonly ObservedAccount[]>> {
  switch (by) {
    case "number":
      return reader.accountsByNumber(value);
    case "address":
      return asList(await reader.accountByAddress(value));
    case "adoption":
    case "journal":
      return asList(await reader.accountById(value));
  }
}

const asList = (known: Known<ObservedAccount>): Known<readonly ObservedAccount[]> =>
  known.kind === "found" ? { kind: "found", value: [known.value] } : known;

async function reading<T>(read: () => Promise<Known<T>>): Promise<Known<T>> {
  try {
    return await read();
  } catch (problem) {
    // A reader that throws violates its contract. It must not stop the containment of other users.
    const message = problem instanceof Error ? problem.message : String(problem);
    return { kind: "unknown", failure: { kind: "unexpected", message } };
  }
}
