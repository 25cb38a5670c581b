import type { AccessModel, EntitlementRef, Grant, RoleId, UserId } from "../../model/documents.ts";
import type { Interval } from "../../model/instant.ts";
import { ownerNames } from "../../model/owner.ts";

/** One path that puts a person in one set of a rule for an interval. */
export interface Witness {
  readonly set: string;
  /** The holder of the account: the person, or a service account that the person owns. */
  readonly holder: UserId;
  /** The entitlement that is a member of the set; null where a held role is the member. */
  readonly entitlement: EntitlementRef | null;
  /** The granted or birthright role; null for a grant of the entitlement itself. */
  readonly role: RoleId | null;
  /** The role that is a member of the set, where it is a role. */
  readonly memberRole: RoleId | null;
  readonly kind: "grant" | "birthright";
  readonly grant: Grant | null;
  readonly through: readonly string[];
  readonly interval: Interval;
}

/** Returns the name of a witness in waivers: the entitlement, or `role:ID` where a role is the set's member. */
export function witnessName(witness: Witness): string {
  return witness.entitlement ?? `role:${witness.memberRole ?? ""}`;
}

/** One step from the user to the member of the set, with its file and line. */
export interface WitnessStep {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Returns all steps: the grant or the birthright role, every role and group in between, and the member of the set. */
export function stepsOf(witness: Witness, model: AccessModel): readonly WitnessStep[] {
  const steps: WitnessStep[] = [];
  if (witness.grant !== null) steps.push({ name: "grant", ...witness.grant.source });
  if (witness.role !== null) {
    const role = model.roles.get(witness.role);
    const line = witness.kind === "birthright" ? role?.birthrightLine : role?.source.line;
    if (role !== undefined) steps.push({ name: `role:${role.id}`, file: role.source.file, line: line ?? 1 });
  }
  for (const name of witness.through) {
    // The name of an entitlement has a slash, the name of a role does not (formats.md).
    const source = name.includes("/")
      ? model.entitlements.get(name as EntitlementRef)?.source
      : model.roles.get(name as RoleId)?.source;
    if (source !== undefined) steps.push({ name: name.includes("/") ? name : `role:${name}`, ...source });
  }
  const member = witness.entitlement === null ? undefined : model.entitlements.get(witness.entitlement);
  if (member !== undefined) steps.push({ name: member.ref, ...member.source });
  return steps;
}

/** Returns the owners of the entitlement or of the role. */
export function ownersOf(witness: Witness, model: AccessModel): readonly string[] {
  const owners =
    witness.entitlement === null
      ? model.roles.get(witness.memberRole ?? ("" as RoleId))?.owners
      : model.entitlements.get(witness.entitlement)?.owners;
  return ownerNames(owners ?? []);
}
