import type { GroupRole } from "../../model/documents.ts";
import type { MembershipOperation } from "../../plan/operation.ts";
import type { Known, ProviderWrite } from "../../ports/access.ts";
import { groupIdOf, memberOf } from "../created-ids.ts";
import {
  asPlanned,
  asWanted,
  differs,
  nothingCreated,
  readObject,
  type ReadResult,
  type Step,
  type StepContext,
  unknown,
} from "./step.ts";

/**
 * Adds, changes or removes a membership. `before` and `after` hold the role; null: no membership. Returns null if the
 * group or the account was not created.
 */
export function membershipStep(operation: MembershipOperation, context: StepContext): Step | null {
  const { reader, ids, writers } = context;
  const group = groupIdOf(operation, ids);
  const member = memberOf(operation, ids);
  if (group === undefined || member === undefined) return null;
  const from = operation.before?.role ?? null;
  const to = operation.after?.role ?? null;
  let wasSeen = false;
  /** Returns whether the group still takes members from Rolecall. A group that this run created has no other source. */
  const stillWritable = async (): Promise<ReadResult> =>
    operation.resource.id === null
      ? asPlanned
      : readObject(
          () => writers.otherWriter(reader, group),
          (other) => {
            if (other === undefined) return differs(`expected the group ${group}, got none`);
            return other === null ? asPlanned : differs(`expected a group that Rolecall may write, but ${other}`);
          },
        );
  return {
    ...sharedReads(operation, { context, group, member, stillWritable }),
    write: writeOf(operation, group, member),
    read: async () => {
      const result = await readObject(
        () => reader.membership(group, member),
        (membership) => {
          const role = membership?.role ?? null;
          if (role !== null) wasSeen = true;
          if (role === to) return asWanted;
          if (role === from) return asPlanned;
          return differs(`expected ${roleText(from)}, got ${roleText(role)}`);
        },
      );
      // The plan rests on a list that has the member. An answer without it counts only if the list agrees now.
      if (result.kind === "as-wanted" && to === null && !wasSeen && reader.listsMember !== undefined)
        return confirmedAbsence(reader.listsMember(group, member));
      return result.kind === "as-planned" ? stillWritable() : result;
    },
    created: nothingCreated,
  };
}

interface SharedReadsOptions {
  readonly context: StepContext;
  readonly group: string;
  readonly member: string;
  readonly stillWritable: () => Promise<ReadResult>;
}

/** Returns the reads by the group's list. They serve additions alone: a list never justifies a removal (I12). */
function sharedReads(
  operation: MembershipOperation,
  { context: { lists, reader }, group, member, stillWritable }: SharedReadsOptions,
): Pick<Step, "sharedBefore" | "sharedAfter"> {
  if (operation.before !== null || operation.after === null) return {};
  const addition = { operation, reader, group, member, role: operation.after.role };
  return {
    sharedBefore: async () => ((await lists.isMissingBefore(addition)) ? stillWritable() : null),
    sharedAfter: async (onWait) => ((await lists.isProvenAfter(addition, onWait)) ? asWanted : null),
  };
}

const confirmedAbsence = (listed: Promise<Known<boolean>>): Promise<ReadResult> =>
  readObject(
    () => listed,
    (isListed) =>
      isListed === true
        ? unknown("the account's groups do not have the group, and the group's members have the account")
        : asWanted,
  );

function writeOf(operation: MembershipOperation, group: string, member: string): ProviderWrite {
  if (operation.action === "membership.remove") return { action: operation.action, group, member };
  return { action: operation.action, group, member, role: operation.after.role };
}

const roleText = (role: GroupRole | null): string => (role === null ? "no membership" : `a membership as ${role}`);
