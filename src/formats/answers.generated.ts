// Generated from schemas/ by `npm run generate`; do not edit.

/**
 * A moment in UTC, such as 2026-12-01T18:00:00Z.
 */
export type Instant = string;
/**
 * A commit's full hash; null: a working folder, or none.
 */
export type Commit = string | null;
/**
 * SHA-256 over the canonical access and model changes: what reviewers approve.
 */
export type Digest = string;
/**
 * How much harm the access can do.
 */
export type Tier = "low" | "medium" | "high" | "critical";
/**
 * A moment in UTC; null: without a bound on this side.
 */
export type EndOfAnInterval = string | null;
/**
 * What an operation does at a provider.
 */
export type Action =
  | "account.create"
  | "account.adopt"
  | "account.activate"
  | "account.update"
  | "account.suspend"
  | "account.unsuspend"
  | "account.unlock"
  | "account.deactivate"
  | "account.signout"
  | "account.revoke-tokens"
  | "account.transfer-data"
  | "group.create"
  | "group.update"
  | "group.nest"
  | "group.unnest"
  | "membership.add"
  | "membership.update"
  | "membership.remove"
  | "app.assign"
  | "app.update"
  | "app.unassign"
  | "group-app.assign"
  | "group-app.unassign"
  | "admin-role.assign"
  | "admin-role.unassign"
  | "license.assign"
  | "license.unassign"
  | "task.open"
  | "task.close";
/**
 * The live account it is about, where there is one.
 */
export type AccountOfAnOperation = {
  /**
   * The provider's id; null: not created yet.
   */
  id: string | null;
  /**
   * Its address.
   */
  address: string;
} | null;
/**
 * An error blocks, a warning asks for attention, a note informs.
 */
export type SeverityOfAFinding = "error" | "warning" | "note";
/**
 * Errors first, then by file and line.
 */
export type Findings = Finding[];
/**
 * A provider that is read and written through its API.
 */
export type ProviderWithAnAPI = "okta" | "google";
/**
 * The type of a group, as its provider calls it.
 */
export type TypeOfAGroup = "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN" | "GOOGLE_GROUP";
/**
 * What a member of a Google group may do there.
 */
export type RoleInAGoogleGroup = "member" | "manager" | "owner";

export interface Documents {
  plan: PlanDocument;
  diff: DiffDocument;
  snapshot: SnapshotDocument;
  validate: ValidateDocument;
  who: WhoDocument;
  what: WhatDocument;
  why: WhyDocument;
  test: TestDocument;
}
/**
 * rolecall plan --format json: everything that one run would do, and why.
 */
export interface PlanDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  head: Commit;
  base: Commit;
  digest: Digest;
  /**
   * What the change means for each user; no provider needed.
   */
  accessChanges: ChangeOfAccess[];
  /**
   * Every other changed field that bears on access or approval.
   */
  modelChanges: ChangeOfTheModel[];
  /**
   * What will be done to the providers, in order.
   */
  operations: Operation[];
  findings: Findings;
  /**
   * What the guards say of the whole plan.
   */
  guards: ResultOfAGuard[];
  /**
   * By system: what no file declares; counted, never written.
   */
  unmanaged: {
    [k: string]: UnmanagedObjects;
  };
  summary: SummaryOfChanges;
}
/**
 * What the change under review means for one user and one entitlement.
 */
export interface ChangeOfAccess {
  /**
   * Access gained, lost, or with another start or end.
   */
  kind: "gain" | "lose" | "retime";
  /**
   * The user.
   */
  user: string;
  /**
   * The entitlement.
   */
  entitlement: string;
  tier: Tier;
  from: EndOfAnInterval;
  until: EndOfAnInterval;
  /**
   * What gives, or gave, it.
   */
  because: ReasonOfAChange[];
}
/**
 * Why a change is planned: what gives, or gave, the access.
 */
export interface ReasonOfAChange {
  /**
   * What the reason stands in.
   */
  kind: "grant" | "birthright" | "user" | "entitlement" | "system" | "adoption" | "unmanaged";
  /**
   * The role granted, or whose birthright it is.
   */
  role?: string;
  /**
   * The file; null: it stands in no file.
   */
  file: string | null;
  /**
   * The line there.
   */
  line: number | null;
  from?: EndOfAnInterval;
  until?: EndOfAnInterval;
  /**
   * The steps down to the entitlement.
   */
  through?: string[];
  /**
   * One plain sentence, where kind and file do not say it all.
   */
  text?: string;
}
/**
 * A changed field that bears on access or approval.
 */
export interface ChangeOfTheModel {
  /**
   * The kind of document.
   */
  kind: string;
  /**
   * Which one.
   */
  id: string;
  /**
   * The field, with dots.
   */
  field: string;
  /**
   * Its value before; null: it had none.
   */
  before: unknown;
  /**
   * Its value after; null: it has none.
   */
  after: unknown;
}
/**
 * One write to a provider.
 */
export interface Operation {
  /**
   * Unique in the plan; the same for the same write.
   */
  id: string;
  action: Action;
  /**
   * The system.
   */
  system: string;
  /**
   * The user; null: a stranger, or a group.
   */
  user: string | null;
  account: AccountOfAnOperation;
  /**
   * The entitlement, where one is concerned.
   */
  entitlement: string | null;
  resource: Resource;
  /**
   * What it is now; null: it does not exist.
   */
  before: {
    [k: string]: unknown;
  } | null;
  /**
   * What it will be; null: it will not exist.
   */
  after: {
    [k: string]: unknown;
  } | null;
  /**
   * The difference of an update, RFC 6902.
   */
  patch: StepOfAPatch[];
  /**
   * change: the commits under review or merged; schedule: a decided start or end; drift: no commit explains it.
   */
  origin: "change" | "schedule" | "drift";
  tier: Tier;
  /**
   * What gives, or gave, the access.
   */
  because: ReasonOfAChange[];
  /**
   * Ids of operations that come first.
   */
  dependsOn: string[];
}
/**
 * What is written.
 */
export interface Resource {
  /**
   * An account or a group.
   */
  kind: "account" | "group";
  /**
   * The provider's id; null: not created yet.
   */
  id: string | null;
  /**
   * Its name or address.
   */
  name: string;
}
/**
 * One step.
 */
export interface StepOfAPatch {
  /**
   * What the step does.
   */
  op: "add" | "remove" | "replace";
  /**
   * A JSON pointer.
   */
  path: string;
  /**
   * The new value.
   */
  value?: unknown;
}
/**
 * What is wrong, where, and what to do next.
 */
export interface Finding {
  /**
   * What kind of finding it is; rolecall explain CODE says more.
   */
  code: string;
  severity: SeverityOfAFinding;
  /**
   * Who and what, in plain words.
   */
  message: string;
  /**
   * The next step.
   */
  remedy: string;
  /**
   * The user it is about, where there is one.
   */
  user?: string | null;
  /**
   * The file; null: it stands in no file.
   */
  file: string | null;
  /**
   * Counted from 1.
   */
  line: number | null;
  /**
   * Counted from 1.
   */
  column: number | null;
  /**
   * Where the place ends.
   */
  endLine?: number | null;
  /**
   * Where the place ends.
   */
  endColumn?: number | null;
  /**
   * The paths it rests on.
   */
  paths?: Witness[];
  /**
   * The waiver's file, where one answers it.
   */
  waiver?: string | null;
}
/**
 * One path from a user to an entitlement that a finding rests on.
 */
export interface Witness {
  /**
   * The user.
   */
  user: string;
  /**
   * The entitlement.
   */
  entitlement: string;
  /**
   * By a grant, or by the birthright of a role.
   */
  kind: "grant" | "birthright";
  /**
   * The role granted, or whose birthright it is.
   */
  role?: string;
  /**
   * The grant's or the role's file.
   */
  file: string;
  /**
   * The line there.
   */
  line: number;
  /**
   * The steps down to the entitlement.
   */
  through: string[];
}
/**
 * What one guard says of the plan.
 */
export interface ResultOfAGuard {
  /**
   * guard/ or provider/ and a name.
   */
  code: string;
  /**
   * The system.
   */
  system: string;
  /**
   * true: nothing is applied.
   */
  blocked: boolean;
  /**
   * Who and what, in plain words.
   */
  message: string;
  /**
   * The next step.
   */
  remedy: string;
  /**
   * The file under overrides/ that lifts it.
   */
  override: string | null;
}
/**
 * What no file declares.
 */
export interface UnmanagedObjects {
  /**
   * Accounts.
   */
  accounts: number;
  /**
   * Groups.
   */
  groups: number;
  /**
   * Members of declared groups.
   */
  members: number;
}
/**
 * How many of each.
 */
export interface SummaryOfChanges {
  /**
   * What is added.
   */
  create: number;
  /**
   * What is changed.
   */
  update: number;
  /**
   * What is taken away.
   */
  remove: number;
}
/**
 * rolecall diff --format json: what the change under review means, without a provider.
 */
export interface DiffDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  head: Commit;
  base: Commit;
  digest: Digest;
  /**
   * What the change means for each user; no provider needed.
   */
  accessChanges: ChangeOfAccess[];
  /**
   * Every other changed field that bears on access or approval.
   */
  modelChanges: ChangeOfTheModel[];
  findings: Findings;
  summary: SummaryOfChanges;
}
/**
 * rolecall observe --out FILE: what the providers showed.
 */
export interface SnapshotDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * One for each system read.
   */
  systems: ObservedSystem[];
}
/**
 * One provider's live state.
 */
export interface ObservedSystem {
  /**
   * The system's id.
   */
  system: string;
  provider: ProviderWithAnAPI;
  /**
   * Which tenant: a URL or a customer id.
   */
  tenant: string;
  /**
   * false: something could not be read; such a snapshot plans nothing.
   */
  complete: boolean;
  /**
   * Accounts.
   */
  accounts: ObservedAccount[];
  /**
   * Groups.
   */
  groups: ObservedGroup[];
  /**
   * Memberships of declared groups.
   */
  memberships: ObservedMembership[];
  /**
   * Ids of the groups whose members were read; left out: those that the files declare.
   */
  membershipsRead?: string[];
  /**
   * Okta: apps assigned to accounts and groups.
   */
  appAssignments: ObservedAppAssignment[];
  /**
   * Administrator roles.
   */
  adminRoles: ObservedAdministratorRole[];
  /**
   * Google: licences.
   */
  licenses: ObservedLicence[];
}
/**
 * One account.
 */
export interface ObservedAccount {
  /**
   * The provider's immutable id.
   */
  id: string;
  /**
   * Its login or primary address.
   */
  address: string;
  /**
   * The value of the join attribute; null: none.
   */
  join: string | null;
  /**
   * Its state.
   */
  state:
    | "staged"
    | "provisioned"
    | "active"
    | "suspended"
    | "deactivated"
    | "locked"
    | "recovery"
    | "password-expired"
    | "deleted";
  /**
   * The managed attributes, by the provider's names.
   */
  profile: {
    [k: string]: unknown;
  };
  /**
   * When somebody last signed in, as the provider says it; null: never, or not told.
   */
  lastSignIn: string | null;
}
/**
 * One group.
 */
export interface ObservedGroup {
  /**
   * The provider's immutable id.
   */
  id: string;
  /**
   * Okta: the name; Google: the address.
   */
  name: string;
  type: TypeOfAGroup;
  /**
   * Its attributes.
   */
  profile: {
    [k: string]: unknown;
  };
  /**
   * Google: its settings; null: not read.
   */
  settings: {
    [k: string]: unknown;
  } | null;
  /**
   * true: an active Okta rule assigns it.
   */
  ruleFed: boolean;
}
/**
 * One member of one group.
 */
export interface ObservedMembership {
  /**
   * The group's id.
   */
  group: string;
  /**
   * The account's id; null: known by address alone.
   */
  account: string | null;
  /**
   * The member's address, where the account is not known.
   */
  address: string | null;
  role: RoleInAGoogleGroup;
}
/**
 * One assignment.
 */
export interface ObservedAppAssignment {
  /**
   * The app's id.
   */
  app: string;
  /**
   * Its label.
   */
  label: string;
  /**
   * The account's id.
   */
  account: string | null;
  /**
   * The group's id.
   */
  group: string | null;
  /**
   * The app profile.
   */
  profile: {
    [k: string]: unknown;
  };
}
/**
 * One role of one account.
 */
export interface ObservedAdministratorRole {
  /**
   * The account's id.
   */
  account: string;
  /**
   * The role.
   */
  role: string;
}
/**
 * One licence of one account.
 */
export interface ObservedLicence {
  /**
   * The account's id.
   */
  account: string;
  /**
   * The product's id.
   */
  product: string;
  /**
   * The SKU's id.
   */
  sku: string;
}
/**
 * rolecall validate --format json: everything that is wrong with the files.
 */
export interface ValidateDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  findings: Findings;
  summary: SummaryOfValidate;
}
/**
 * What was read and found.
 */
export interface SummaryOfValidate {
  /**
   * Users.
   */
  users: number;
  /**
   * Roles.
   */
  roles: number;
  /**
   * Entitlements.
   */
  entitlements: number;
  /**
   * Grants.
   */
  grants: number;
  /**
   * Errors.
   */
  errors: number;
  /**
   * Warnings.
   */
  warnings: number;
}
/**
 * rolecall who ENTITLEMENT --format json: who holds it.
 */
export interface WhoDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * The entitlement asked about.
   */
  entitlement: string;
  /**
   * One row for each user and stretch of time.
   */
  holders: Holder[];
}
/**
 * A user who holds it.
 */
export interface Holder {
  /**
   * The user.
   */
  user: string;
  from: EndOfAnInterval;
  until: EndOfAnInterval;
  /**
   * Every path that gives it.
   */
  because: PathOfAccess[];
}
/**
 * One way in which a user has an entitlement: where it is written, and the steps down to the entitlement.
 */
export interface PathOfAccess {
  /**
   * By a grant, or by the birthright of a role.
   */
  kind: "grant" | "birthright";
  /**
   * The role granted, or whose birthright it is.
   */
  role?: string;
  /**
   * The grant's or the role's file.
   */
  file: string;
  /**
   * The line there.
   */
  line: number;
  from?: EndOfAnInterval;
  until?: EndOfAnInterval;
  /**
   * The roles after the given one, or the nested groups' entitlements, down to the one that names the entitlement.
   */
  through: string[];
}
/**
 * rolecall what USER --format json: what a user holds.
 */
export interface WhatDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * The user asked about.
   */
  user: string;
  /**
   * The user's lifecycle state.
   */
  state: "upcoming" | "active" | "on-leave" | "terminated";
  /**
   * One row for each entitlement and stretch of time.
   */
  assignments: HeldEntitlement[];
}
/**
 * An entitlement the user holds.
 */
export interface HeldEntitlement {
  /**
   * The entitlement.
   */
  entitlement: string;
  tier: Tier;
  from: EndOfAnInterval;
  until: EndOfAnInterval;
  /**
   * Every path that gives it.
   */
  because: PathOfAccess[];
}
/**
 * rolecall why USER ENTITLEMENT --format json: whether, and by which files and lines.
 */
export interface WhyDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * The user asked about.
   */
  user: string;
  /**
   * The entitlement asked about.
   */
  entitlement: string;
  /**
   * Whether the user holds it.
   */
  holds: boolean;
  /**
   * Every path that gives it; empty where not held.
   */
  because: PathOfAccess[];
}
/**
 * rolecall test --format json: the policy tests, each with its verdict.
 */
export interface TestDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * In the order of their files.
   */
  tests: ResultOfAPolicyTest[];
  summary: SummaryOfTest;
}
/**
 * One test.
 */
export interface ResultOfAPolicyTest {
  /**
   * Its name.
   */
  name: string;
  /**
   * Its file.
   */
  file: string;
  /**
   * The line there.
   */
  line: number | null;
  /**
   * Whether it holds.
   */
  passed: boolean;
  /**
   * What does not hold, in words.
   */
  failures: string[];
}
/**
 * How many of each.
 */
export interface SummaryOfTest {
  /**
   * Tests that hold.
   */
  passed: number;
  /**
   * Tests that do not.
   */
  failed: number;
}
