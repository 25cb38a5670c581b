import type { SystemId } from "../../../model/documents.ts";
import { accountKeys, type KeyFacts } from "../../../plan/containment/keys.ts";
import type { KeptOut } from "../../../plan/containment/kept-out.ts";
import type { LookedUp } from "../../../plan/containment/plan-containment.ts";
import type { Connection } from "../../../ports/connection.ts";
import { groupBy } from "../../../support/multi-map.ts";
import { lookUp } from "./look-up.ts";

/** The users whose look-ups one system answers at the same time. The connection limits its requests as well. */
const atOnce = 4;

/** The users in a row who could not be looked up at all, after which the rest of the system is not tried. */
const failuresInARow = 3;

/** A user who was looked up; `unread` has the keys that could not be looked up. */
export interface UserLookUp extends LookedUp {
  readonly unread: readonly string[];
}

/** Looks up all users, the systems side by side, so that one that is down delays no other. Does not throw. */
export async function lookUpUsers(
  users: readonly KeptOut[],
  facts: KeyFacts,
  { connections, signal }: { readonly connections: readonly Connection[]; readonly signal: AbortSignal },
): Promise<readonly UserLookUp[]> {
  const bySystem = groupBy(users, ({ system }) => system);
  const lists = await Promise.all([...bySystem].map(([system, own]) => ofSystem(system, own)));
  return lists.flat();

  async function ofSystem(system: SystemId, own: readonly KeptOut[]): Promise<readonly UserLookUp[]> {
    const connection = connections.find((one) => one.system.id === system);
    const results: UserLookUp[] = [];
    let failures = 0;
    for (let from = 0; from < own.length; from += atOnce) {
      const batch = own.slice(from, from + atOnce);
      const stop =
        connection === undefined
          ? `there is no connection to ${system}`
          : signal.aborted
            ? "the run was interrupted"
            : failures >= failuresInARow
              ? `${system} did not answer for ${failures} users in a row`
              : null;
      if (connection === undefined || stop !== null) {
        results.push(...batch.map((one) => ({ one, found: [], unread: [stop ?? ""] })));
        continue;
      }
      const looked = await Promise.all(
        batch.map(async (one) => {
          const keys = accountKeys(one, facts);
          const { found, unread } = await lookUp(keys, connection.reader);
          return { result: { one, found, unread }, isSilent: unread.length === keys.length };
        }),
      );
      for (const { result, isSilent } of looked) {
        results.push(result);
        failures = isSilent ? failures + 1 : 0;
      }
    }
    return results;
  }
}
