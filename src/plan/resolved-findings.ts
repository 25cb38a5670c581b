import type { Finding } from "../diagnostics/finding.ts";
import { counted } from "../support/counted.ts";
import { accountText } from "../model/account-text.ts";
import type { Entitlement, EntitlementRef } from "../model/documents.ts";
import { effectOf, rolesOf } from "./actions.ts";
import type { Operation } from "./operation.ts";

type Entitlements = ReadonlyMap<EntitlementRef, Pick<Entitlement, "system" | "target">>;

/** Rules about the live access of a terminated user, which the plan itself takes away. Their witness names the system. */
const resolvable: ReadonlySet<string> = new Set(["lp/leaver-with-access", "lp/orphan-account"]);

/**
 * Lowers findings that the operations of the plan resolve to notes, so that the first plan does not fail because of what it
 * mends. A finding stays as it is where the plan leaves a part of what it names: an account that is not contained, or a group
 * that the user stays in, for example because a guard holds the system back.
 */
export function lowerResolved(
  findings: readonly Finding[],
  operations: readonly Operation[],
  entitlements: Entitlements,
): readonly Finding[] {
  return findings.map((finding) => {
    const { code, user, severity, witness = [] } = finding;
    if (severity === "note" || !resolvable.has(code) || user === undefined || user === null) return finding;
    const own = operations.filter(
      (operation) => operation.user === user && witness.includes(operation.system) && takes(operation),
    );
    const isResolved =
      code === "lp/orphan-account" ? reachesAccount(own, witness) : takesAll(own, witness.slice(1), entitlements);
    if (own.length === 0 || !isResolved) return finding;
    return {
      ...finding,
      severity: "note",
      message: `${finding.message} This plan takes the access away (${counted(own.length, "operation")}).`,
    };
  });
}

/** Returns whether the operations are about the account of an orphan finding: a user can have several in one system. */
function reachesAccount(own: readonly Operation[], witness: readonly string[]): boolean {
  return own.some(
    ({ resource }) => resource.kind === "account" && resource.id !== null && witness.includes(resource.id),
  );
}

/** Returns whether the operations contain each account and end each membership that the finding about a leaver names. */
function takesAll(own: readonly Operation[], held: readonly string[], entitlements: Entitlements): boolean {
  const taken = new Set(own.map((operation) => takenBy(operation, entitlements)));
  return held.every((item) => taken.has(item) || taken.has(groupOf(item, entitlements)));
}

/** Returns what the operation takes: the account as the finding names it, or the group; null: neither. */
function takenBy(operation: Operation, entitlements: Entitlements): string | null {
  const { account, resource, entitlement } = operation;
  const before: Readonly<Record<string, unknown>> = { ...operation.before };
  if (resource.kind === "account")
    return account === null ? null : accountText({ address: account.address, state: String(before["state"]) });
  return entitlement === null || rolesOf(operation).after !== null ? null : groupOf(entitlement, entitlements);
}

/** Returns the group that an entitlement gives. A group can have an entitlement for each role. */
function groupOf(ref: string, entitlements: Entitlements): string {
  const entitlement = entitlements.get(ref as EntitlementRef);
  if (entitlement?.target.kind !== "group") return ref;
  return JSON.stringify([entitlement.system, entitlement.target.name]);
}

function takes(operation: Operation): boolean {
  const effect = effectOf(operation);
  return effect === "takes" || effect === "contains";
}
