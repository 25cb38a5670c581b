import { groupBy } from "../../../support/multi-map.ts";
import type { ApprovalLine, ChangedAccess } from "../../diff/diff.ts";

/** The number of changes of one kind from which they share a row. */
const sharedFrom = 3;

/**
 * Groups access changes into rows: what one grant of a role gives, several entitlements of one user, or one entitlement of
 * several users. Changes in one group have the same kind, the same period and the same approvals.
 */
export function accessGroups(
  access: readonly ChangedAccess[],
  approvalsOf: (access: readonly ChangedAccess[]) => readonly ApprovalLine[],
): readonly (readonly ChangedAccess[])[] {
  const keyed = access.map((changed) => {
    const kind = kindOf(changed, approvalsOf([changed]));
    return {
      changed,
      byUser: JSON.stringify(["user", changed.change.user, kind]),
      byEntitlement: JSON.stringify(["entitlement", changed.change.entitlement, kind]),
    };
  });
  const sizeOfUser = sizes(keyed.map(({ byUser }) => byUser));
  const sizeOfEntitlement = sizes(keyed.map(({ byEntitlement }) => byEntitlement));
  const groups = groupBy(keyed, ({ changed, byUser, byEntitlement }) => {
    const granted = grantedRole(changed);
    if (granted !== undefined) return JSON.stringify([granted, changed.change.kind, changed.reach]);
    const [ofUser, ofEntitlement] = [sizeOfUser.get(byUser) ?? 0, sizeOfEntitlement.get(byEntitlement) ?? 0];
    if (Math.max(ofUser, ofEntitlement) < sharedFrom) return changed;
    return ofEntitlement >= ofUser ? byEntitlement : byUser;
  });
  return [...groups.values()].map((group) => group.map(({ changed }) => changed));
}

/** Returns the role whose grant alone gives the access, with the file of the grant. */
export function grantedRole({ change }: ChangedAccess): string | undefined {
  const [because, ...others] = change.because;
  if (because === undefined || others.length > 0 || because.kind !== "grant" || because.role === undefined)
    return undefined;
  return because.file === null ? undefined : `${because.file}\n${because.role}`;
}

function kindOf({ change, former, reach }: ChangedAccess, approvals: readonly ApprovalLine[]): unknown {
  const stages = approvals.flatMap((line) =>
    line.stages.map((stage) => [stage.approvers, stage.servedBy, line.comment]),
  );
  return [change.kind, reach, change.from, change.until, former, stages];
}

function sizes(keys: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}
