import type { admin_directory_v1 } from "googleapis/build/src/apis/admin/directory_v1.js";

/** A user of the initial state: any attribute of the Directory API, plus the required ones. */
export type GoogleSeedUser = Omit<
  Readonly<admin_directory_v1.Schema$User>,
  "id" | "primaryEmail" | "name" | "aliases"
> & {
  readonly id?: string;
  readonly primaryEmail: string;
  readonly name: { readonly givenName: string; readonly familyName: string };
  readonly aliases?: readonly string[];
};

export type GoogleMemberRole = "MEMBER" | "MANAGER" | "OWNER";
export type GoogleMemberType = "USER" | "GROUP" | "EXTERNAL" | "CUSTOMER";

/** A membership by address or by id; neither is needed for type CUSTOMER (everyone in the tenant). */
export interface GoogleSeedMember {
  readonly email?: string;
  readonly id?: string;
  readonly role: GoogleMemberRole;
  readonly type?: GoogleMemberType;
}

export interface GoogleSeedGroup {
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  /** Settings of the Groups Settings API; the others are those of a new group. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly members?: readonly GoogleSeedMember[];
}

/** A product and SKU that the tenant has bought. */
export interface GoogleSeedLicense {
  readonly product: string;
  readonly sku: string;
  readonly productName?: string;
  readonly skuName?: string;
  /** The number of licences; default: more than any test needs. */
  readonly seats?: number;
  /** Whether the tenant assigns the licence automatically. Default false. */
  readonly isAutomatic?: boolean;
  /** Addresses of users. */
  readonly users: readonly string[];
}

/** A custom role, or a role that every tenant has (`_SEED_ADMIN_ROLE` and others), with its assignments. */
export interface GoogleSeedRole {
  readonly roleName: string;
  readonly roleDescription?: string;
  readonly assignments: readonly GoogleSeedRoleAssignment[];
}

export interface GoogleSeedRoleAssignment {
  /** The address of a user or group, or the unique id of a service account. */
  readonly assignee: string;
  /** The organizational unit that the assignment is limited to. */
  readonly orgUnit?: string;
  readonly condition?: string;
}

/** The initial tenant. Parents of an organizational unit and the root need not be listed. */
export interface GoogleSeed {
  readonly users: readonly GoogleSeedUser[];
  readonly groups: readonly GoogleSeedGroup[];
  readonly orgUnits: readonly string[];
  readonly licenses?: readonly GoogleSeedLicense[];
  readonly roles?: readonly GoogleSeedRole[];
  /** The tenant's domains; default: all domains of seeded users and groups. */
  readonly domains?: readonly string[];
}
