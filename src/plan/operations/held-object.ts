import { assignableNouns } from "../../model/assignable.ts";
import type { ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import type { Entitlement } from "../../model/documents.ts";
import type { DesiredAssignable, DesiredGroup } from "../desired/desired.ts";

/** A declared group, app, role or licence, and how many hold it in the provider. */
export interface HeldObject {
  /** What the holders have, for a message: `members from the group "Crew"`, `assignments of the app "Payroll"`. */
  readonly holdings: string;
  /** The entitlement whose file describes it. */
  readonly entitlement: Entitlement;
  /** False where it is retired: it is emptied. */
  readonly isActive: boolean;
  readonly present: number;
  /** Ids of the accounts that hold an app, role or licence and can sign in; empty for a group. */
  readonly usableBy: ReadonlySet<string>;
}

export const heldGroup = ({ name, first, active }: DesiredGroup, present: number): HeldObject => ({
  holdings: `members from the group "${name}"`,
  entitlement: first,
  isActive: active,
  present,
  usableBy: new Set(),
});

export const heldAssignable = (
  { kind, name, entitlement }: DesiredAssignable,
  present: readonly ObservedDirectAssignment[],
  open: ReadonlySet<string>,
): HeldObject => ({
  holdings: `assignments of the ${assignableNouns[kind]} "${name}"`,
  entitlement,
  isActive: entitlement.status === "active",
  present: present.length,
  usableBy: new Set(present.flatMap(({ account }) => (open.has(account) ? [account] : []))),
});
