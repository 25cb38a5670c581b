import type { ObservedAccount } from "../model/observation.ts";
import type { Known } from "../ports/access.ts";

/**
 * Reads the accounts that a search found, each by its id, and returns those that are still wanted. A search can be
 * behind a write. An account that was deleted since is left out; one that cannot be read makes the result unknown.
 */
export async function readEach(
  ids: readonly (string | null | undefined)[],
  {
    read,
    isWanted,
  }: {
    readonly read: (id: string) => Promise<Known<ObservedAccount>>;
    readonly isWanted: (account: ObservedAccount) => boolean;
  },
): Promise<Known<readonly ObservedAccount[]>> {
  const accounts: ObservedAccount[] = [];
  for (const id of ids) {
    const found = await read(id ?? "");
    if (found.kind === "unknown") return found;
    if (found.kind === "found" && isWanted(found.value)) accounts.push(found.value);
  }
  return accounts.length === 0 ? { kind: "absent" } : { kind: "found", value: accounts };
}
