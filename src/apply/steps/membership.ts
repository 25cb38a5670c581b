import type { ObservedMembership } from "../../model/observation.ts";
import type { AccessReader, ProviderWrite } from "../../ports/access.ts";
import type { Operation } from "../../plan/operation.ts";
import { type CreatedIds, groupIdOf, memberOf } from "../created-ids.ts";
import { asPlanned, asWanted, moved, nothingCreated, lookAt, type Step } from "./step.ts";

type Role = ObservedMembership["role"];
type MembershipAction = "membership.add" | "membership.update" | "membership.remove";

/** `before` and `after` say the role; null is no membership. */
export function membershipStep(
  operation: Operation,
  action: MembershipAction,
  { reader, ids }: { readonly reader: AccessReader; readonly ids: CreatedIds },
): Step | undefined {
  const group = groupIdOf(operation, ids);
  const member = memberOf(operation, ids);
  if (group === undefined || member === undefined) return undefined;
  const from = action === "membership.add" ? null : roleOf(operation.before);
  const to = action === "membership.remove" ? null : roleOf(operation.after);
  const write = writeOf(action, { group, member, role: to });
  if (from === undefined || to === undefined || write === undefined) return undefined;
  return {
    write,
    look: () =>
      lookAt(
        () => reader.membership(group, member),
        (membership) => {
          const role = membership?.role ?? null;
          if (role === to) return asWanted;
          if (role === from) return asPlanned;
          return moved(`expected ${roleWords(from)}, and there is ${roleWords(role)}`);
        },
      ),
    created: nothingCreated,
  };
}

function writeOf(
  action: MembershipAction,
  { group, member, role }: { readonly group: string; readonly member: string; readonly role: Role | null | undefined },
): ProviderWrite | undefined {
  if (action === "membership.remove") return { action, group, member };
  return role === null || role === undefined ? undefined : { action, group, member, role };
}

function roleOf(side: Operation["before"]): Role | undefined {
  const role = side?.["role"];
  return role === "member" || role === "manager" || role === "owner" ? role : undefined;
}

const roleWords = (role: Role | null): string => (role === null ? "no membership" : `a membership as ${role}`);
