import type { GroupRole } from "../../model/documents.ts";
import type { MembershipOperation } from "../../plan/operation.ts";
import type { AccessReader, ProviderWrite } from "../../ports/access.ts";
import { type CreatedIds, groupIdOf, memberOf } from "../created-ids.ts";
import { asPlanned, asWanted, readObject, differs, nothingCreated, type Step } from "./step.ts";

/**
 * Adds, changes or removes a membership. `before` and `after` hold the role; null: no membership. Returns null if the
 * group or the account was not created.
 */
export function membershipStep(
  operation: MembershipOperation,
  { reader, ids }: { readonly reader: AccessReader; readonly ids: CreatedIds },
): Step | null {
  const group = groupIdOf(operation, ids);
  const member = memberOf(operation, ids);
  if (group === undefined || member === undefined) return null;
  const from = operation.before?.role ?? null;
  const to = operation.after?.role ?? null;
  return {
    write: writeOf(operation, group, member),
    read: () =>
      readObject(
        () => reader.membership(group, member),
        (membership) => {
          const role = membership?.role ?? null;
          if (role === to) return asWanted;
          if (role === from) return asPlanned;
          return differs(`expected ${roleText(from)}, got ${roleText(role)}`);
        },
      ),
    created: nothingCreated,
  };
}

function writeOf(operation: MembershipOperation, group: string, member: string): ProviderWrite {
  if (operation.action === "membership.remove") return { action: operation.action, group, member };
  return { action: operation.action, group, member, role: operation.after.role };
}

const roleText = (role: GroupRole | null): string => (role === null ? "no membership" : `a membership as ${role}`);
