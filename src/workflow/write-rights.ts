import { RefusedError } from "../diagnostics/user-error.ts";
import type { CheckedRight } from "../model/credential-report.ts";
import type { System } from "../model/documents.ts";
import type { Plan } from "../plan/plan.ts";
import type { Connection } from "../ports/connection.ts";
import { groupBy } from "../support/multi-map.ts";

/** The step of a run that does this, as the continuation of "while". */
export const checkingRights = "checking that the credentials can write";

/** The part of a connection that this check uses. */
type Writing = Pick<Connection, "writeRights"> & { readonly system: Pick<System, "id"> };

/**
 * Checks before the first write that the credential of each system in the plan has the rights that its operations need. A
 * right that the provider does not show is not missing: the provider decides when it is used.
 * @throws RefusedError with the scopes that are missing: nothing was written
 */
export async function requireWriteRights(plan: Plan, connections: readonly Writing[]): Promise<void> {
  const missing: string[] = [];
  for (const [id, operations] of groupBy(plan.operations, ({ system }) => system)) {
    const connection = connections.find(({ system }) => system.id === id);
    const rights = (await connection?.writeRights?.(new Set(operations.map(({ action }) => action)))) ?? [];
    missing.push(...rights.filter(({ state }) => state === "missing").map((right) => `  ${id}: ${textOf(right)}`));
  }
  if (missing.length === 0) return;
  throw new RefusedError(
    "provider/read-only-credential",
    ["The credential cannot write what the plan needs:", ...missing].join("\n"),
    "Run apply with the credential for writing, or give this one the rights. docs/credentials.md lists them, and rolecall doctor --providers shows which are present.",
  );
}

/** Returns what cannot be done, why, and the scope that it needs, unless the reason names the scope or the role. */
function textOf({ purpose, scope, role, reason }: CheckedRight): string {
  const why = (reason ?? "the credential does not have the right").replace(/\.$/, "");
  const isNamed = why.includes(scope) || why.includes(role);
  return `cannot ${purpose}: ${why}.${isNamed ? "" : ` It needs the scope ${scope}.`}`;
}
