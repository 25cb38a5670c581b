import type { EntitlementRef, Owner, RoleId, SystemId, UserId } from "../../model/documents.ts";

export type Field = readonly (string | number)[];

/** The place of a reference. */
export interface ReferencePlace {
  readonly file: string;
  readonly field: Field;
}

/** Each function checks one reference and reports it if it is unknown. Returns true where the document was read. */
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
