export type OktaUserStatus =
  "STAGED" | "PROVISIONED" | "ACTIVE" | "PASSWORD_EXPIRED" | "RECOVERY" | "LOCKED_OUT" | "SUSPENDED" | "DEPROVISIONED";

export type OktaGroupType = "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN";

export type OktaAppStatus = "ACTIVE" | "INACTIVE";

export type OktaSignOnMode = "BOOKMARK" | "OPENID_CONNECT" | "SAML_2_0";

const standardRoles = [
  "SUPER_ADMIN",
  "ORG_ADMIN",
  "APP_ADMIN",
  "USER_ADMIN",
  "HELP_DESK_ADMIN",
  "READ_ONLY_ADMIN",
  "REPORT_ADMIN",
  "GROUP_MEMBERSHIP_ADMIN",
  "API_ACCESS_MANAGEMENT_ADMIN",
  "WORKFLOWS_ADMIN",
  "ACCESS_CERTIFICATIONS_ADMIN",
  "ACCESS_REQUESTS_ADMIN",
] as const;

/** A standard administrator role. */
export type OktaAdminRole = (typeof standardRoles)[number];

export function isStandardRole(type: unknown): type is OktaAdminRole {
  return standardRoles.some((role) => role === type);
}

/** A user of the initial state. Attributes beyond Okta's base schema become custom attributes of the org. */
export interface OktaSeedUser {
  readonly id?: string;
  /** Default ACTIVE. */
  readonly status?: OktaUserStatus;
  readonly profile: Readonly<Record<string, unknown>> & { readonly login: string; readonly email: string };
  /** ISO instant of the last sign-in. */
  readonly lastLogin?: string;
  readonly adminRoles?: readonly OktaAdminRole[];
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
  /** Administrator roles of all members. */
  readonly adminRoles?: readonly OktaAdminRole[];
}

/** An app. Attributes of profiles that are not named in `attributes` become attributes of the app as well. */
export interface OktaSeedApp {
  readonly id?: string;
  readonly label: string;
  /** Default ACTIVE. */
  readonly status?: OktaAppStatus;
  /** Default SAML_2_0. */
  readonly signOnMode?: OktaSignOnMode;
  readonly attributes?: readonly string[];
  /** Directly assigned users, by login. */
  readonly users?: readonly { readonly login: string; readonly profile?: Readonly<Record<string, unknown>> }[];
  /** Assigned groups by name, the first with the highest priority. */
  readonly groups?: readonly { readonly name: string; readonly profile?: Readonly<Record<string, unknown>> }[];
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
  readonly apps?: readonly OktaSeedApp[];
}
