import type { Finding } from "../diagnostics/finding.ts";
import { counted } from "../support/counted.ts";
import { effectOf } from "./actions.ts";
import type { Operation } from "./operation.ts";

/** Rules about the live access of a terminated user, which the plan itself takes away. Their witness names the system. */
const resolvable: ReadonlySet<string> = new Set(["lp/leaver-with-access", "lp/orphan-account"]);

/**
 * Lowers findings that the operations of the plan resolve to notes, so that the first plan does not fail because of what it
 * mends. A finding stays as it is where the plan has no operation for the user in that system, for example because a guard
 * holds the system back.
 */
export function lowerResolved(findings: readonly Finding[], operations: readonly Operation[]): readonly Finding[] {
  return findings.map((finding) => {
    const { code, user, severity, witness = [] } = finding;
    if (severity === "note" || !resolvable.has(code) || user === undefined || user === null) return finding;
    const own = operations.filter(
      (operation) => operation.user === user && witness.includes(operation.system) && takes(operation),
    );
    if (own.length === 0 || !reachesAccount(own, witness, code)) return finding;
    return {
      ...finding,
      severity: "note",
      message: `${finding.message} This plan takes the access away (${counted(own.length, "operation")}).`,
    };
  });
}

/** Returns whether the operations are about the account of an orphan finding: a user can have several in one system. */
function reachesAccount(own: readonly Operation[], witness: readonly string[], code: string): boolean {
  return (
    code !== "lp/orphan-account" ||
    own.some(({ resource }) => resource.kind === "account" && resource.id !== null && witness.includes(resource.id))
  );
}

function takes(operation: Operation): boolean {
  const effect = effectOf(operation);
  return effect === "takes" || effect === "contains";
}
