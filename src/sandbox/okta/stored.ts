import type { Shelf } from "../core/shelf.ts";
import type { JsonObject } from "./json.ts";
import type { OktaGroupType, OktaUserStatus } from "./seed.ts";

/** Instants are epoch milliseconds. */
export interface StoredUser {
  readonly id: string;
  readonly status: OktaUserStatus;
  readonly profile: JsonObject;
  readonly hasPassword: boolean;
  readonly createdAt: number;
  readonly activatedAt: number | null;
  readonly statusChangedAt: number | null;
  readonly updatedAt: number;
  readonly passwordChangedAt: number | null;
  readonly lastLogin: string | null;
  /** Where an asynchronous change of status leads to. */
  readonly transitioningTo: "ACTIVE" | "DEPROVISIONED" | "PROVISIONED" | null;
  readonly sessionsEndedAt: number | null;
}

/** A user's place in a group: put there by hand, or by these rules. */
export interface StoredMembership {
  /** The user's. */
  readonly id: string;
  readonly manual: boolean;
  readonly rules: ReadonlySet<string>;
}

export interface StoredGroup {
  readonly id: string;
  readonly type: OktaGroupType;
  readonly profile: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly membershipUpdatedAt: number;
  readonly members: Shelf<StoredMembership>;
}

export interface StoredRule {
  readonly id: string;
  readonly name: string;
  readonly status: "ACTIVE" | "INACTIVE" | "INVALID";
  readonly expression: string;
  /** Ids of users whom the rule passes over. */
  readonly excluded: readonly string[];
  readonly groupIds: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}
