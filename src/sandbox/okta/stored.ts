import type { SortedStore } from "../core/sorted-store.ts";
import type { JsonObject } from "./json.ts";
import type { OktaAdminRole, OktaAppStatus, OktaGroupType, OktaSignOnMode, OktaUserStatus } from "./seed.ts";

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
  /** The status after an asynchronous change. */
  readonly transitioningTo: "ACTIVE" | "DEPROVISIONED" | "PROVISIONED" | null;
  readonly sessionsEndedAt: number | null;
}

/** A user's membership in a group: assigned by hand, or by these rules. */
export interface StoredMembership {
  /** The user's id. */
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
  readonly members: SortedStore<StoredMembership>;
}

export interface StoredRule {
  readonly id: string;
  readonly name: string;
  readonly status: "ACTIVE" | "INACTIVE" | "INVALID";
  readonly expression: string;
  /** Ids of users whom the rule skips. */
  readonly excluded: readonly string[];
  readonly groupIds: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface StoredApp {
  readonly id: string;
  readonly label: string;
  readonly status: OktaAppStatus;
  readonly signOnMode: OktaSignOnMode;
  /** The attributes that profiles of the app can have. */
  readonly attributes: ReadonlySet<string>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly users: SortedStore<StoredAppUser>;
  readonly groups: SortedStore<StoredAppGroup>;
}

/** A direct assignment of an app to a user. */
export interface StoredAppUser {
  /** The user's id. */
  readonly id: string;
  readonly profile: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An assignment of an app to a group. */
export interface StoredAppGroup {
  /** The group's id. */
  readonly id: string;
  /** The group with the smallest number gives a user with several groups the profile. */
  readonly priority: number;
  readonly profile: JsonObject;
  readonly updatedAt: number;
}

/** An administrator role of a user or group. */
export interface StoredRole {
  /** The id of the assignment. */
  readonly id: string;
  readonly type: OktaAdminRole;
  readonly createdAt: number;
}
