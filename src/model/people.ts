import type { Instant } from "./instant.ts";
import type { Scalar, Source, SystemId, UserId } from "./terms.ts";

export type UserKind = "employee" | "contractor" | "vendor" | "partner" | "service";
export type UserStatus = "active" | "on-leave" | "terminated";

export interface User {
  readonly source: Source;
  readonly id: UserId;
  readonly kind: UserKind;
  readonly status: UserStatus;
  readonly employeeNumber: string;
  /** Earlier numbers of the same person. They also match the user with accounts. */
  readonly previousNumbers: readonly string[];
  readonly name: { readonly display: string; readonly given: string; readonly family: string };
  readonly email: string;
  readonly aliases: readonly string[];
  readonly externalIn: readonly SystemId[];
  readonly github: { readonly login: string; readonly id: number | null } | null;
  /** Null: the user has no manager, or a kind that needs none. */
  readonly manager: UserId | null;
  readonly department: string | null;
  readonly title: string | null;
  readonly location: string | null;
  /** When access may start; null for a service account without a start. */
  readonly start: Instant | null;
  readonly preboarding: boolean;
  /** The instant at which access ends: the end of the written day. */
  readonly end: Instant | null;
  readonly legalHold: boolean;
  readonly sponsor: UserId | null;
  readonly owners: readonly UserId[];
  readonly purpose: string | null;
  readonly attributes: ReadonlyMap<string, Scalar>;
}

/** Returns the employee numbers that match the user with accounts, the current one first. */
export function numbersOf({ employeeNumber, previousNumbers }: User): readonly string[] {
  return [employeeNumber, ...previousNumbers];
}

/** The people and service accounts of an access model. */
export interface PeopleModel {
  readonly users: ReadonlyMap<UserId, User>;
}
