import type { GroupRole } from "../../model/documents.ts";
import type { MembershipOperation } from "../../plan/operation.ts";
import type { ProviderWrite } from "../../ports/access.ts";
import { groupIdOf, memberOf } from "../created-ids.ts";
import { asPlanned, asWanted, readObject, differs, nothingCreated, type Step, type StepContext } from "./step.ts";

/**
 * Adds, changes or removes a membership. `before` and `after` hold the role; null: no membership. Returns null if the
 * group or the account was not created.
 */
export function membershipStep(operation: MembershipOperation, { reader, ids, writers }: StepContext): Step | null {
  const group = groupIdOf(operation, ids);
  const member = memberOf(operation, ids);
  if (group === undefined || member === undefined) return null;
  const from = operation.before?.role ?? null;
  const to = operation.after?.role ?? null;
  return {
    write: writeOf(operation, group, member),
    read: async () => {
      const result = await readObject(
        () => reader.membership(group, member),
        (membership) => {
          const role = membership?.role ?? null;
          if (role === to) return asWanted;
          if (role === from) return asPlanned;
          return differs(`expected ${roleText(from)}, got ${roleText(role)}`);
        },
      );
      // A group that this run created has no other source.
      if (result.kind !== "as-planned" || operation.resource.id === null) return result;
      return readObject(
        () => writers.otherWriter(reader, group),
        (other) => {
          if (other === undefined) return differs(`expected the group ${group}, got none`);
          return other === null ? asPlanned : differs(`expected a group that Rolecall may write, but ${other}`);
        },
      );
    },
    created: nothingCreated,
  };
}

function writeOf(operation: MembershipOperation, group: string, member: string): ProviderWrite {
  if (operation.action === "membership.remove") return { action: operation.action, group, member };
  return { action: operation.action, group, member, role: operation.after.role };
}

const roleText = (role: GroupRole | null): string => (role === null ? "no membership" : `a membership as ${role}`);
