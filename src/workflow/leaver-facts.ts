import type { AccessModel, SystemId, User, UserId } from "../model/documents.ts";
import { handoverOf } from "../model/handover.ts";
import type { Instant } from "../model/instant.ts";
import { ownerNames } from "../model/owner.ts";
import { responsibilitiesIn } from "../model/responsibilities.ts";
import type { LeaverFacts, LeaverPlace } from "../report/diff/diff.ts";

interface Models {
  readonly base: AccessModel;
  readonly head: AccessModel;
}

/** Returns what a user leaves behind; null: the user does not leave, or the file of the user is removed. */
export function leaverFactsOf(id: UserId, { base, head }: Models, at: Instant): LeaverFacts | null {
  const user = head.users.get(id);
  if (user === undefined || (user.status !== "terminated" && user.end === null)) return null;
  const isRootOwner = ownerNames(head.organization.rootOwners).includes(id);
  return {
    // Approvals without a file of their own name the root owners, so a root owner's places would be counted twice.
    open: handoverOf(user, { model: head, at, to: null }).steps.filter(
      ({ relation }) => relation !== "approver" || !isRootOwner,
    ),
    done: handedOver(id, base, head),
    dataTo: dataReceivers(user, head),
  };
}

/** Returns the places of the base that no longer name the user, with the user who is new there. */
function handedOver(id: UserId, base: AccessModel, head: AccessModel): readonly LeaverPlace[] {
  const key = ({ relation, object }: LeaverPlace | { readonly relation: string; readonly object: string }): string =>
    `${relation} ${object}`;
  const before = [...responsibilitiesIn(base)];
  const after = [...responsibilitiesIn(head)];
  const still = new Set(after.filter(({ user }) => user === id).map(key));
  const former = new Set(before.map((one) => `${key(one)} ${one.user}`));
  return before
    .filter((one) => one.user === id && one.of?.id !== id && !still.has(key(one)))
    .map(({ relation, object }) => {
      const heir = after.find(
        (one) => key(one) === key({ relation, object }) && !former.has(`${key(one)} ${one.user}`),
      );
      return { relation, object, to: heir?.user ?? null };
    });
}

const userNamed = (name: string): UserId => name as UserId;

/** Returns who receives the data of a user, in each system that declares it. */
function dataReceivers({ manager }: User, { systems }: AccessModel): ReadonlyMap<SystemId, UserId | null> {
  return new Map(
    [...systems.values()].flatMap(({ id, account }) => {
      const to = account?.onTerminate.transferDataTo ?? null;
      return to === null ? [] : [[id, to === "manager" ? manager : userNamed(to)] as const];
    }),
  );
}

/** Returns the users who take over from a leaver. */
export function heirsOf({ open, done, dataTo }: LeaverFacts): readonly UserId[] {
  const places = [...open, ...done].map(({ to }) => to);
  return [...places, ...dataTo.values()].flatMap((to) => (to === null || to === "none" ? [] : [to]));
}
