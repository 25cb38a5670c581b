import type { EntitlementRef, Owner, RoleId, SystemId, UserId } from "../../model/documents.ts";

export type Field = readonly (string | number)[];

/** Where a reference stands. */
export interface ReferencePlace {
  readonly file: string;
  readonly field: Field;
}

/** Checks one reference each, and reports it where it leads nowhere; true where it leads to a document that was read. */
export interface Known {
  readonly user: (id: UserId, place: ReferencePlace) => boolean;
  readonly role: (id: RoleId, place: ReferencePlace) => boolean;
  readonly system: (id: SystemId, place: ReferencePlace) => boolean;
  readonly entitlement: (ref: EntitlementRef, place: ReferencePlace) => boolean;
  readonly rule: (id: string, place: ReferencePlace) => boolean;
  readonly tag: (tag: string, place: ReferencePlace) => boolean;
  readonly team: (name: string, place: ReferencePlace) => boolean;
  readonly owner: (owner: Owner, place: ReferencePlace) => boolean;
}
