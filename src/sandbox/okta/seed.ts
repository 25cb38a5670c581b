export type OktaUserStatus =
  "STAGED" | "PROVISIONED" | "ACTIVE" | "PASSWORD_EXPIRED" | "RECOVERY" | "LOCKED_OUT" | "SUSPENDED" | "DEPROVISIONED";

export type OktaGroupType = "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN";

/** A user of the initial state. Attributes beyond Okta's base schema become custom attributes of the org. */
export interface OktaSeedUser {
  readonly id?: string;
  /** Default ACTIVE. */
  readonly status?: OktaUserStatus;
  readonly profile: Readonly<Record<string, unknown>> & { readonly login: string; readonly email: string };
  /** ISO instant of the last sign-in. */
  readonly lastLogin?: string;
}

export interface OktaSeedGroup {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  /** Default OKTA_GROUP. */
  readonly type?: OktaGroupType;
  /** Custom attributes of the group's profile. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Logins. */
  readonly members?: readonly string[];
}

/** A group rule; an ACTIVE one has already assigned all matching users. */
export interface OktaSeedRule {
  readonly id?: string;
  readonly name: string;
  /** Default ACTIVE. */
  readonly status?: "ACTIVE" | "INACTIVE";
  readonly expression: string;
  /** Names of groups. */
  readonly groups: readonly string[];
}

/** The initial org. The group Everyone need not be listed. */
export interface OktaSeed {
  readonly users: readonly OktaSeedUser[];
  readonly groups: readonly OktaSeedGroup[];
  readonly rules?: readonly OktaSeedRule[];
}
