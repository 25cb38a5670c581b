// Generated from schemas/ by `npm run generate`; do not edit.

/**
 * An instant in UTC, such as 2026-12-01T18:00:00Z.
 */
export type Instant = string;
/**
 * Full hash of a commit; null: a working folder, or none.
 */
export type Commit = string | null;
/**
 * SHA-256 of the canonical access and model changes. Reviewers approve this digest.
 */
export type Digest = string;
/**
 * Risk of the access.
 */
export type Tier = "low" | "medium" | "high" | "critical";
/**
 * An instant in UTC; null: no limit.
 */
export type EndOfAnInterval = string | null;
/**
 * Action of an operation at a provider.
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
  | "group.configure"
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
 * The live account, where there is one.
 */
export type AccountOfAnOperation = {
  /**
   * Id at the provider; null: not created yet.
   */
  id: string | null;
  /**
   * Address.
   */
  address: string;
} | null;
/**
 * error: blocks; warning: needs attention; note: for information.
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
 * Role of a member in a Google group.
 */
export type RoleInAGoogleGroup = "member" | "manager" | "owner";
/**
 * A commit that an unattended run applied completely; null: none.
 */
export type ApplyOfACommit = {
  /**
   * The commit.
   */
  commit: string;
  at: Instant;
} | null;
/**
 * Who started a run by hand, as the machine claims; not verified.
 */
export type ClaimsOfAnOperator = {
  /**
   * Git's user.name.
   */
  gitName: string | null;
  /**
   * Git's user.email.
   */
  gitEmail: string | null;
  /**
   * User of the operating system.
   */
  osUser: string | null;
  /**
   * GITHUB_ACTOR.
   */
  githubActor: string | null;
} | null;
/**
 * The last lease among the records that a listed key signed; null: there is none.
 */
export type Lease = {
  /**
   * The run that took the lease.
   */
  run: string;
  /**
   * One more than the epoch of the lease before.
   */
  epoch: number;
  end: Instant;
  /**
   * Whether the run has released the lease.
   */
  isReleased: boolean;
} | null;
/**
 * The document; null: access or a file alone.
 */
export type DocumentOfARequiredApproval = {
  /**
   * Kind of the document.
   */
  kind: string;
  /**
   * Its id.
   */
  id: string;
} | null;
/**
 * The review that serves a stage; null: none.
 */
export type CountedReview = {
  /**
   * Id of the review.
   */
  review: number;
  by: GitHubAccount;
  /**
   * The user of the account; null: no file pins the account.
   */
  user: string | null;
  /**
   * The reviewed commit.
   */
  commit: string;
  at: Instant;
  /**
   * Its comment.
   */
  comment: string;
} | null;

export interface Documents {
  plan: PlanDocument;
  diff: DiffDocument;
  snapshot: SnapshotDocument;
  validate: ValidateDocument;
  who: WhoDocument;
  what: WhatDocument;
  why: WhyDocument;
  handover: HandoverDocument;
  test: TestDocument;
  journal: JournalDocument;
  doctor: DoctorDocument;
  credentials: CredentialsDocument;
  explain: ExplainDocument;
  "apply-result": ApplyResultDocument;
  "approvals-result": ApprovalsResultDocument;
  "run-result": RunResultDocument;
}
/**
 * rolecall plan --format json: all operations of one run, with their reasons.
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
   * Effect of the change on each user, without a provider.
   */
  accessChanges: ChangeOfAccess[];
  /**
   * All other changed fields that affect access or approval.
   */
  modelChanges: ChangeOfTheModel[];
  /**
   * Operations at the providers, in order.
   */
  operations: Operation[];
  findings: Findings;
  /**
   * Results of the guards for the plan.
   */
  guards: ResultOfAGuard[];
  /**
   * Objects that no file declares, by system. They are counted and never changed.
   */
  unmanaged: {
    [k: string]: UnmanagedObjects;
  };
  /**
   * The recorded snapshots that were compared with the files. Omitted: the providers were read.
   */
  snapshots?: {
    /**
     * Ids of the systems in the snapshot.
     */
    systems: string[];
    at: Instant;
    /**
     * The SHA-256 of the file.
     */
    sha256: string;
  }[];
  summary: SummaryOfChanges;
}
/**
 * Effect of the change under review on one user and one entitlement.
 */
export interface ChangeOfAccess {
  /**
   * Access gained, lost, or with a different start or end.
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
   * What gives or gave the access.
   */
  because: ReasonOfAChange[];
}
/**
 * Why a change is planned: the grant or role that gives or gave the access.
 */
export interface ReasonOfAChange {
  /**
   * Kind of the reason.
   */
  kind: "grant" | "birthright" | "user" | "entitlement" | "system" | "adoption" | "unmanaged";
  /**
   * The granted role, or the role with the birthright.
   */
  role?: string;
  /**
   * The file; null: no file.
   */
  file: string | null;
  /**
   * Line in the file.
   */
  line: number | null;
  from?: EndOfAnInterval;
  until?: EndOfAnInterval;
  /**
   * Steps to the entitlement.
   */
  through?: string[];
  /**
   * An explanation, where kind and file are not sufficient.
   */
  text?: string;
}
/**
 * A changed field that affects access or approval.
 */
export interface ChangeOfTheModel {
  /**
   * The kind of document.
   */
  kind: string;
  /**
   * The document.
   */
  id: string;
  /**
   * The field, with dots.
   */
  field: string;
  /**
   * Value before; null: none.
   */
  before: unknown;
  /**
   * Value after; null: none.
   */
  after: unknown;
}
/**
 * One write to a provider.
 */
export interface Operation {
  /**
   * Unique in the plan and stable for the same write.
   */
  id: string;
  action: Action;
  /**
   * The system.
   */
  system: string;
  /**
   * The user; null: an unknown account or a group.
   */
  user: string | null;
  account: AccountOfAnOperation;
  /**
   * The entitlement, where there is one.
   */
  entitlement: string | null;
  resource: Resource;
  /**
   * Current state; null: it does not exist.
   */
  before: {
    [k: string]: unknown;
  } | null;
  /**
   * Planned state; null: it will not exist.
   */
  after: {
    [k: string]: unknown;
  } | null;
  /**
   * Difference of an update, as an RFC 6902 patch.
   */
  patch: StepOfAPatch[];
  /**
   * change: the commits under review or merged; schedule: a start or end that is due; drift: not caused by a commit.
   */
  origin: "change" | "schedule" | "drift";
  tier: Tier;
  /**
   * What gives or gave the access.
   */
  because: ReasonOfAChange[];
  /**
   * Ids of operations that must come first.
   */
  dependsOn: string[];
}
/**
 * The object to write.
 */
export interface Resource {
  /**
   * An account, a group, an app, an administrator role or a licence.
   */
  kind: "account" | "group" | "app" | "adminRole" | "license";
  /**
   * Id at the provider; null: not created yet.
   */
  id: string | null;
  /**
   * Name or address.
   */
  name: string;
}
/**
 * One step of a patch.
 */
export interface StepOfAPatch {
  /**
   * Operation of the step.
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
 * A problem, its place and its remedy.
 */
export interface Finding {
  /**
   * Code of the finding; rolecall explain CODE describes it.
   */
  code: string;
  severity: SeverityOfAFinding;
  /**
   * The problem, in one sentence.
   */
  message: string;
  /**
   * The remedy.
   */
  remedy: string;
  /**
   * User of the finding, where there is one.
   */
  user?: string | null;
  /**
   * The file; null: no file.
   */
  file: string | null;
  /**
   * Number, from 1.
   */
  line: number | null;
  /**
   * Number, from 1.
   */
  column: number | null;
  /**
   * End of the place.
   */
  endLine?: number | null;
  /**
   * End of the place.
   */
  endColumn?: number | null;
  /**
   * Paths that cause the finding.
   */
  paths?: Witness[];
  /**
   * File of the waiver that covers the finding, where there is one.
   */
  waiver?: string | null;
}
/**
 * One path from a user to an entitlement that causes a finding.
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
   * grant, or the birthright of a role.
   */
  kind: "grant" | "birthright";
  /**
   * The granted role, or the role with the birthright.
   */
  role?: string;
  /**
   * The grant's or the role's file.
   */
  file: string;
  /**
   * Line in the file.
   */
  line: number;
  /**
   * Steps to the entitlement.
   */
  through: string[];
}
/**
 * Result of one guard for the plan.
 */
export interface ResultOfAGuard {
  /**
   * guard/ or provider/ followed by a name.
   */
  code: string;
  /**
   * The system.
   */
  system: string;
  /**
   * true: the plan cannot be applied, or, with a subject, nothing of the subject.
   */
  blocked: boolean;
  /**
   * The problem, in one sentence.
   */
  message: string;
  /**
   * The remedy.
   */
  remedy: string;
  /**
   * File under access/overrides/ that lifts the guard.
   */
  override: string | null;
  subject?: SubjectOfAGuard;
}
/**
 * One user, account, group, entitlement or system.
 */
export interface SubjectOfAGuard {
  /**
   * Kind of the subject.
   */
  kind: "user" | "account" | "group" | "entitlement" | "system";
  /**
   * User id, the provider's id of the account, entitlement (of the group or of another target), or system id.
   */
  id: string;
}
/**
 * Objects that no file declares.
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
   * Members of declared groups, and holders of declared apps, roles and licences.
   */
  members: number;
}
/**
 * Counts.
 */
export interface SummaryOfChanges {
  /**
   * Number added.
   */
  create: number;
  /**
   * Number changed.
   */
  update: number;
  /**
   * Number removed.
   */
  remove: number;
}
/**
 * rolecall diff --format json: the effect of the change under review, without a provider.
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
   * Effect of the change on each user, without a provider.
   */
  accessChanges: ChangeOfAccess[];
  /**
   * All other changed fields that affect access or approval.
   */
  modelChanges: ChangeOfTheModel[];
  findings: Findings;
  summary: SummaryOfChanges;
}
/**
 * rolecall observe --out FILE: the observed state of the providers.
 */
export interface SnapshotDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * One entry for each system.
   */
  systems: ObservedSystem[];
}
/**
 * Live state of one provider.
 */
export interface ObservedSystem {
  /**
   * The system's id.
   */
  system: string;
  provider: ProviderWithAnAPI;
  /**
   * The tenant: a URL or a customer id.
   */
  tenant: string;
  /**
   * false: the read was incomplete; such a snapshot cannot be planned.
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
   * Ids of the groups whose members were read. Omitted: the groups that the files declare.
   */
  membershipsRead?: string[];
  /**
   * Ids of the accounts that the credential of the read acts for. Omitted: not known, or no administrator role was declared.
   */
  ownAccounts?: string[];
  reading?: Reading;
  /**
   * The apps, administrator roles and licences that the files declare and that exist. Omitted: none was declared.
   */
  assignables?: ObservedAssignable[];
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
   * Login or primary address.
   */
  address: string;
  /**
   * Google: other addresses that lead to the account; absent: none.
   */
  aliases?: string[];
  /**
   * Value of the join attribute; null: none.
   */
  join: string | null;
  /**
   * State.
   */
  state:
    | "staged"
    | "provisioned"
    | "active"
    | "suspended"
    | "archived"
    | "deactivated"
    | "locked"
    | "recovery"
    | "password-expired"
    | "deleted";
  /**
   * Why the provider itself suspended the account, as the provider names it; absent where an administrator did.
   */
  suspendedFor?: string;
  /**
   * Managed attributes, by their names at the provider.
   */
  profile: {
    [k: string]: unknown;
  };
  /**
   * Last sign-in that the provider reports; null: never or unknown.
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
  /**
   * Google: other addresses that lead to the group; absent: none.
   */
  aliases?: string[];
  type: TypeOfAGroup;
  /**
   * Attributes.
   */
  profile: {
    [k: string]: unknown;
  };
  /**
   * Google: settings; null: not read.
   */
  settings: {
    [k: string]: unknown;
  } | null;
  /**
   * true: an active Okta rule assigns its members.
   */
  ruleFed: boolean;
}
/**
 * One member of one group.
 */
export interface ObservedMembership {
  /**
   * Id of the group.
   */
  group: string;
  /**
   * Id of the account; null: known by address only.
   */
  account: string | null;
  /**
   * Address of the member, where the account is unknown.
   */
  address: string | null;
  role: RoleInAGoogleGroup;
}
/**
 * How the system was read, from which observe --since and plan --snapshot continue. Omitted: they read everything.
 */
export interface Reading {
  fullAt: Instant;
  startedAt: Instant;
  /**
   * Position in the provider's log up to which events were read; null: the log was not read.
   */
  cursor: string | null;
  /**
   * The attribute that carried the employee number.
   */
  join: string;
  /**
   * The managed attributes that were read.
   */
  attributes: string[];
}
/**
 * An object that accounts hold directly.
 */
export interface ObservedAssignable {
  /**
   * app, adminRole or license.
   */
  kind: "app" | "adminRole" | "license";
  /**
   * Id of the object; a licence: product/sku.
   */
  id: string;
  /**
   * Label of the app, name of the role, or product/sku.
   */
  name: string;
  /**
   * Why its holders are not known; null: they were read.
   */
  unread: string | null;
  /**
   * The number of assignments that are not managed: of an administrator role to a group, for an organizational unit or under a condition. Omitted: none.
   */
  otherAssignments?: number;
}
/**
 * One assignment.
 */
export interface ObservedAppAssignment {
  /**
   * Id of the app.
   */
  app: string;
  /**
   * Label.
   */
  label: string;
  /**
   * Id of the account.
   */
  account: string | null;
  /**
   * Id of the group.
   */
  group: string | null;
  /**
   * Profile at the app.
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
   * Id of the account.
   */
  account: string;
  /**
   * The role.
   */
  role: string;
  /**
   * Id of the role.
   */
  roleId?: string;
  /**
   * Id of the assignment; null: the provider has none.
   */
  assignment?: string | null;
}
/**
 * One licence of one account.
 */
export interface ObservedLicence {
  /**
   * Id of the account.
   */
  account: string;
  /**
   * Id of the product.
   */
  product: string;
  /**
   * Id of the SKU.
   */
  sku: string;
}
/**
 * rolecall validate --format json: the findings in the files.
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
 * Counts of documents and findings.
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
 * rolecall who ENTITLEMENT --format json: the holders of an entitlement.
 */
export interface WhoDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  source: FilesThatAnswered;
  /**
   * The entitlement.
   */
  entitlement: string;
  /**
   * One row for each user and period.
   */
  holders: Holder[];
}
/**
 * The files that answered a question.
 */
export interface FilesThatAnswered {
  /**
   * Null: the working folder.
   */
  commit: string | null;
  mergedAt: EndOfAnInterval;
  applied: ApplyOfACommit;
  lastApplied: ApplyOfACommit;
  /**
   * unavailable: missing, or not trusted.
   */
  journal: "verified" | "unavailable" | "not-read";
  /**
   * Grants whose merge is not known: `from` is the start of employment.
   */
  unknownStarts: string[];
}
/**
 * A user who holds the entitlement.
 */
export interface Holder {
  /**
   * The user.
   */
  user: string;
  from: EndOfAnInterval;
  until: EndOfAnInterval;
  /**
   * All paths that give the entitlement.
   */
  because: PathOfAccess[];
}
/**
 * One path that gives a user an entitlement: the grant or role, and the steps from it to the entitlement.
 */
export interface PathOfAccess {
  /**
   * grant, or the birthright of a role.
   */
  kind: "grant" | "birthright";
  /**
   * The granted role, or the role with the birthright.
   */
  role?: string;
  /**
   * The grant's or the role's file.
   */
  file: string;
  /**
   * Line in the file.
   */
  line: number;
  from?: EndOfAnInterval;
  until?: EndOfAnInterval;
  since?: EndOfAnInterval;
  /**
   * The included roles or nested groups between the given role and the entitlement.
   */
  through: string[];
}
/**
 * rolecall what USER --format json: the entitlements of a user.
 */
export interface WhatDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  source: FilesThatAnswered;
  /**
   * The user.
   */
  user: string;
  /**
   * The user's lifecycle state.
   */
  state: "upcoming" | "active" | "on-leave" | "terminated";
  /**
   * One row for each entitlement and period.
   */
  assignments: HeldEntitlement[];
}
/**
 * An entitlement that the user holds.
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
   * All paths that give the entitlement.
   */
  because: PathOfAccess[];
}
/**
 * rolecall why USER ENTITLEMENT --format json: whether the user holds the entitlement, and through which files and lines.
 */
export interface WhyDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  source: FilesThatAnswered;
  /**
   * The user.
   */
  user: string;
  /**
   * The entitlement.
   */
  entitlement: string;
  /**
   * Whether the user holds the entitlement.
   */
  holds: boolean;
  /**
   * All paths that give the entitlement; empty where it is not held.
   */
  because: PathOfAccess[];
}
/**
 * rolecall handover USER --json: what a user hands over, and the edited files.
 */
export interface HandoverDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * The user who leaves.
   */
  user: string;
  /**
   * The user who takes over in most places; null: there is none.
   */
  to: string | null;
  /**
   * The places that name the user.
   */
  steps: HandoverStep[];
  /**
   * Users who take over and have no pinned GitHub account, so that they cannot approve.
   */
  withoutAccount: string[];
  /**
   * Whether the files were written.
   */
  written: boolean;
  /**
   * The edited files.
   */
  files: EditedFile[];
}
/**
 * One place that names the user, and the user who takes over there.
 */
export interface HandoverStep {
  /**
   * What the user is for the object.
   */
  relation: "owner" | "manager" | "sponsor" | "approver" | "root-owner";
  /**
   * The object, as a sentence names it.
   */
  object: string;
  /**
   * The file that names the user.
   */
  file: string;
  /**
   * The field that names the user: keys, and positions in lists.
   */
  field: (string | number)[];
  /**
   * The user who takes over; none: the field gets the value none; null: no user can take over.
   */
  to: string | null;
}
/**
 * A file with the edits of the handover.
 */
export interface EditedFile {
  /**
   * The path of the file.
   */
  path: string;
  /**
   * The content after the edits.
   */
  text: string;
}
/**
 * rolecall test --format json: the policy tests and their results.
 */
export interface TestDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  at: Instant;
  /**
   * Results, in the order of their files.
   */
  tests: ResultOfAPolicyTest[];
  summary: SummaryOfTest;
}
/**
 * One test.
 */
export interface ResultOfAPolicyTest {
  /**
   * Name.
   */
  name: string;
  /**
   * File.
   */
  file: string;
  /**
   * Line in the file.
   */
  line: number | null;
  /**
   * Whether the test passes.
   */
  passed: boolean;
  /**
   * Why the test fails.
   */
  failures: string[];
}
/**
 * Counts.
 */
export interface SummaryOfTest {
  /**
   * Passed tests.
   */
  passed: number;
  /**
   * Failed tests.
   */
  failed: number;
}
/**
 * rolecall journal --format json: the result of the verification of a journal.
 */
export interface JournalDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * The place of the journal, as it was given.
   */
  file: string;
  /**
   * verified: a listed key signed every record. unsigned: the chain is intact, and no record is signed, or unsigned records stand at the end. broken: a line is broken or not to be trusted.
   */
  status: "verified" | "unsigned" | "broken";
  /**
   * The number of records, signatures included.
   */
  records: number;
  /**
   * The hash of the last record; null: the chain is broken.
   */
  hash: string | null;
  /**
   * The first line that is broken, unsigned or not to be trusted; null: there is none.
   */
  line: number | null;
  /**
   * The result as a sentence.
   */
  message: string;
  /**
   * What matches the filters, oldest first; null: no filter.
   */
  entries: EntryOfAJournal[] | null;
  lease: Lease;
}
/**
 * One operation of a run.
 */
export interface EntryOfAJournal {
  at: Instant;
  /**
   * Its id.
   */
  operation: string;
  /**
   * The system.
   */
  system: string;
  /**
   * Such as membership.add.
   */
  action: string;
  /**
   * Null: none recorded.
   */
  user: string | null;
  /**
   * Null: none recorded.
   */
  entitlement: string | null;
  /**
   * Null: not recorded; the write may have had its effect.
   */
  outcome: string | null;
  /**
   * Why it failed.
   */
  detail: string | null;
  finishedAt: EndOfAnInterval;
  run: RunOfAJournal;
}
/**
 * A run that wrote.
 */
export interface RunOfAJournal {
  /**
   * Its name.
   */
  id: string;
  /**
   * unattended: after a merge.
   */
  kind: "unattended" | "by-hand" | "unknown";
  /**
   * The commit of the files.
   */
  commit: string | null;
  claims: ClaimsOfAnOperator;
  /**
   * With recorded approvals.
   */
  pullRequests: number[];
  /**
   * Logins whose reviews counted.
   */
  approvers: string[];
}
/**
 * rolecall doctor --json: the unsafe settings of the repository.
 */
export interface DoctorDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * Settings that are unsafe or unknown.
   */
  findings: SettingOfTheRepository[];
  /**
   * Settings that GitHub shows to no token, to be checked by hand.
   */
  checkByHand: SettingToCheckByHand[];
}
/**
 * One setting that is unsafe, or that could not be read.
 */
export interface SettingOfTheRepository {
  /**
   * The id of the setting, stable across versions.
   */
  id: string;
  /**
   * wrong: the setting was read and is unsafe; unknown: it could not be read.
   */
  verdict: "wrong" | "unknown";
  /**
   * The current setting and its effect.
   */
  message: string;
  /**
   * What to change, with the path in the settings of GitHub.
   */
  remedy: string;
  /**
   * The rule or threat that requires the setting, by its number in docs/threat-model.md.
   */
  rule: string;
  /**
   * The page of the setting on GitHub.
   */
  page: string;
}
/**
 * One setting that GitHub shows to no token.
 */
export interface SettingToCheckByHand {
  /**
   * What has to be true of the setting.
   */
  subject: string;
  /**
   * The page of the setting on GitHub.
   */
  page: string;
}
/**
 * rolecall doctor --providers --json: which identity each credential is, and what it may do.
 */
export interface CredentialsDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * One entry for each system with a credential.
   */
  credentials: CredentialOfASystem[];
}
/**
 * The credential of one system.
 */
export interface CredentialOfASystem {
  /**
   * System.
   */
  system: string;
  /**
   * The mode of the system. A system in observe needs no right to write.
   */
  mode: "observe" | "add-only" | "enforce";
  /**
   * The credential in words, without its secrets.
   */
  identity: string;
  /**
   * The tenant that answered; null: it is not known.
   */
  tenant: string | null;
  /**
   * Administrator roles; null: the provider does not show them to this credential.
   */
  roles: string[] | null;
  /**
   * OAuth scopes; null: the credential does not have scopes, or they are not shown.
   */
  scopes: string[] | null;
  /**
   * The rights that Rolecall needs.
   */
  rights: RightOfACredential[];
  /**
   * The limits of the provider that the requests of the check met, one for each group of requests.
   */
  limits: LimitOfAGroupOfRequests[];
}
/**
 * One right, and whether the credential has it.
 */
export interface RightOfACredential {
  /**
   * The id of the right, stable across versions.
   */
  id: string;
  /**
   * read: for plans; write: for apply.
   */
  access: "read" | "write";
  /**
   * What the right is for.
   */
  purpose: string;
  /**
   * The OAuth scope.
   */
  scope: string;
  /**
   * The administrator role or privilege at the provider.
   */
  role: string;
  /**
   * Whether the credential has the right; unknown: it could not be determined.
   */
  state: "present" | "missing" | "unknown";
  /**
   * Why the right is missing or unknown; null: it is present.
   */
  reason: string | null;
}
/**
 * How many requests a minute the provider allows, and how many Rolecall sends.
 */
export interface LimitOfAGroupOfRequests {
  /**
   * The provider's name for the group of requests.
   */
  bucket: string;
  /**
   * The requests a minute that the provider allows.
   */
  perMinute: number;
  /**
   * Whether the provider announced the limit. If not, it is the default that Rolecall assumes.
   */
  isAnnounced: boolean;
  /**
   * The requests a minute that Rolecall sends at most, by rate.share.
   */
  used: number;
}
/**
 * rolecall explain --json: the pages of codes.
 */
export interface ExplainDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * The pages, by code.
   */
  codes: PageOfACode[];
}
/**
 * The page of one code.
 */
export interface PageOfACode {
  /**
   * Code of a finding, a guard or a refusal.
   */
  code: string;
  /**
   * The problem in one sentence.
   */
  title: string;
  /**
   * Why the problem matters.
   */
  why: string;
  /**
   * What to do.
   */
  next: string;
}
/**
 * rolecall apply --json: the plan and the outcome of each operation.
 */
export interface ApplyResultDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  plan: PlanDocument;
  /**
   * Name of the run in the journal; null: no operation had to be carried out.
   */
  run: string | null;
  /**
   * Why the run stopped early; null: it did not.
   */
  stopped: string | null;
  /**
   * Results, in the order of the operations.
   */
  results: ResultOfAnOperation[];
  summary: CountsOfOutcomes;
  /**
   * Ids of removals that are not done.
   */
  notRemoved: string[];
  leavers: Findings;
  /**
   * What a list of a provider shows differently from the object itself.
   */
  stale: string[];
}
/**
 * The outcome of one planned operation.
 */
export interface ResultOfAnOperation {
  /**
   * Id of the operation.
   */
  operation: string;
  /**
   * already-so: the provider had the result before.
   */
  outcome: "done" | "already-so" | "failed" | "not-attempted";
  /**
   * Why the operation failed or was not attempted; null: it has its result.
   */
  reason: string | null;
}
/**
 * Number of operations by outcome.
 */
export interface CountsOfOutcomes {
  /**
   * Done.
   */
  done: number;
  /**
   * Already done before.
   */
  alreadySo: number;
  /**
   * Failed.
   */
  failed: number;
  /**
   * Not attempted.
   */
  notAttempted: number;
}
/**
 * rolecall approvals --json: the required approvals of a pull request, and the reviews that count.
 */
export interface ApprovalsResultDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * Number of the pull request.
   */
  pullRequest: number;
  base: Commit;
  head: Commit;
  /**
   * Whether every approval is given.
   */
  approved: boolean;
  /**
   * Digest that reviewers approve; null: the files have errors, or there is a merge conflict.
   */
  digest: string | null;
  /**
   * What has to be approved.
   */
  needs: VerdictOnARequiredApproval[];
  /**
   * Reviews that count for nothing.
   */
  refused: RefusedReview[];
  /**
   * Why no review can be judged.
   */
  problems: ProblemOfAJudgement[];
  /**
   * Commits of the base branch that are not approved, oldest first. The approvals cover them.
   */
  unapproved: UnapprovedCommit[];
}
/**
 * Whether a need is approved.
 */
export interface VerdictOnARequiredApproval {
  need: RequiredApproval;
  /**
   * Whether every stage is served.
   */
  approved: boolean;
  /**
   * Its stages.
   */
  stages: VerdictOnAStage[];
  /**
   * Reviews that count for other needs, but not for this one.
   */
  refused: RefusedReview[];
}
/**
 * One part of a change that needs approval.
 */
export interface RequiredApproval {
  /**
   * Unique in the change.
   */
  id: string;
  /**
   * Kind of the need.
   */
  what:
    | "grant"
    | "removal"
    | "user"
    | "identity"
    | "role"
    | "entitlement"
    | "approval-power"
    | "separation-of-duties"
    | "waiver"
    | "adoption"
    | "override"
    | "policy"
    | "system"
    | "organization"
    | "file"
    | "code"
    | "unexplained";
  /**
   * The subject, named as in the files.
   */
  subject: string;
  about: SubjectOfARequiredApproval;
  /**
   * Users who cannot approve because they benefit.
   */
  beneficiaries: string[];
  /**
   * Ids of GitHub accounts of the beneficiaries, and of the owners of service accounts among them.
   */
  beneficiaryAccounts: number[];
  /**
   * Ids of GitHub accounts of the users whom the change terminates.
   */
  leavingAccounts: number[];
  /**
   * The approvals that are required.
   */
  stages: Stage[];
  /**
   * Whether each approval needs a comment.
   */
  comment: boolean;
  /**
   * The approvers for a stage whose own approvers all have a conflict.
   */
  fallback: Approver[];
  why: ReasonOfARequiredApproval;
}
/**
 * What the need is about.
 */
export interface SubjectOfARequiredApproval {
  /**
   * The user; null: not one user.
   */
  user: string | null;
  /**
   * Entitlements to which it approves access.
   */
  entitlements: string[];
  document: DocumentOfARequiredApproval;
}
/**
 * One approval that is required.
 */
export interface Stage {
  /**
   * Names as in the policy.
   */
  names: string[];
  /**
   * The possible approvers.
   */
  approvers: Approver[];
  /**
   * Whether the policy's fallback replaces the names, because they lead to no possible approver.
   */
  isFallback: boolean;
  /**
   * Why a name leads to no approver.
   */
  unavailable: string[];
}
/**
 * A person or team that can serve a stage.
 */
export interface Approver {
  /**
   * A user or a team.
   */
  kind: "user" | "team";
  /**
   * User; absent for a team.
   */
  user?: string;
  /**
   * Id of the user's GitHub account; absent for a team.
   */
  account?: number;
  /**
   * Login of the account; absent for a team.
   */
  login?: string;
  /**
   * Team; absent for a user.
   */
  team?: string;
  /**
   * Id of the team; absent for a user.
   */
  id?: number;
}
/**
 * Why the approval is required.
 */
export interface ReasonOfARequiredApproval {
  /**
   * A sentence.
   */
  text: string;
  /**
   * The file; null: no file.
   */
  file: string | null;
  /**
   * Line in the file; null: no line.
   */
  line: number | null;
}
/**
 * Whether a review serves a stage.
 */
export interface VerdictOnAStage {
  stage: Stage;
  /**
   * Who can serve the stage in this pull request.
   */
  approvers: Approver[];
  /**
   * Whether the approvers include those of the fallback.
   */
  isFallback: boolean;
  servedBy: CountedReview;
  /**
   * What is missing, as a sentence; null: nothing.
   */
  missing: string | null;
  /**
   * Whether no review of the approvers can serve the stage now.
   */
  isStuck: boolean;
}
/**
 * An account of GitHub.
 */
export interface GitHubAccount {
  /**
   * Login.
   */
  login: string;
  /**
   * Id of the account.
   */
  id: number;
  /**
   * A person or a program.
   */
  kind: "human" | "bot";
}
/**
 * A review that does not count, and why.
 */
export interface RefusedReview {
  /**
   * Id of the review.
   */
  review: number;
  by: GitHubAccount;
  /**
   * Code.
   */
  rule: string;
  /**
   * The problem, in one sentence.
   */
  message: string;
}
/**
 * Why the reviews cannot be judged.
 */
export interface ProblemOfAJudgement {
  /**
   * Code.
   */
  rule: string;
  /**
   * The problem, in one sentence.
   */
  message: string;
}
/**
 * A commit that is not approved.
 */
export interface UnapprovedCommit {
  /**
   * Full hash.
   */
  commit: string;
  /**
   * Why the commit is not approved, as a sentence.
   */
  reason: string;
}
/**
 * rolecall apply --unattended --json: the result of a run after a merge.
 */
export interface RunResultDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * Name of the run in the journal.
   */
  run: string;
  /**
   * The protected branch.
   */
  branch: string;
  /**
   * The tip of the branch.
   */
  commit: string;
  /**
   * The newest commit up to which everything is approved.
   */
  approved: string;
  /**
   * The commit of the last converged run.
   */
  base: string;
  /**
   * Whether the providers match the tip.
   */
  converged: boolean;
  /**
   * Commits since the last converged run.
   */
  changes: ChangeOfARun[];
  containment: Containment;
  /**
   * Errors in the files of the approved state. While there are any, no user gains access.
   */
  errors: ErrorOfARun[];
  /**
   * Operations that are withheld because a change is not approved.
   */
  withheld: WithheldOperation[];
  /**
   * Guards that hold back a user, a group or a system.
   */
  heldBack: ResultOfAGuard[];
  /**
   * Ids of drift operations that are left undone.
   */
  drift: string[];
  /**
   * Ids of removals that are not done.
   */
  notRemoved: string[];
  /**
   * What a list of a provider shows differently from the object itself.
   */
  stale: string[];
  /**
   * Guards that do not block.
   */
  notes: ResultOfAGuard[];
  observed: Findings;
  /**
   * Objects that no file declares, by system.
   */
  unmanaged: {
    [k: string]: UnmanagedObjects;
  };
  /**
   * Parts of the result that could not be reported or stored.
   */
  unreported: string[];
  /**
   * Results, in the order of the operations.
   */
  results: ResultOfAnOperation[];
  summary: CountsOfOutcomes;
}
/**
 * One commit of the branch.
 */
export interface ChangeOfARun {
  /**
   * Full hash.
   */
  commit: string;
  /**
   * Number of its pull request; null: none.
   */
  pullRequest: number | null;
  /**
   * Whether the change is approved.
   */
  approved: boolean;
  /**
   * Why it is not approved, as a sentence; null: it is approved.
   */
  reason: string | null;
}
/**
 * Users whose sign-in is closed before anything else.
 */
export interface Containment {
  /**
   * Whether each of these users is proven to be contained, and the proofs are recorded.
   */
  complete: boolean;
  /**
   * Users whose accounts this run closed.
   */
  contained: ContainedUser[];
  /**
   * Users whose accounts were closed already, or who have none.
   */
  alreadyContained: ContainedUser[];
  /**
   * Users with an account in doubt.
   */
  inDoubt: UncontainedUser[];
  /**
   * Users whose containment a guard holds.
   */
  held: UncontainedUser[];
  /**
   * Users for whom a read or a write failed.
   */
  failed: UncontainedUser[];
  /**
   * Why the proofs are not recorded; null: they are.
   */
  unrecorded: string | null;
}
/**
 * A user in one system, with the closed accounts.
 */
export interface ContainedUser {
  /**
   * The user.
   */
  user: string;
  /**
   * The system.
   */
  system: string;
  /**
   * Accounts.
   */
  accounts: ClosedAccount[];
}
/**
 * An account that was read back.
 */
export interface ClosedAccount {
  /**
   * Id at the provider.
   */
  id: string;
  /**
   * Its state.
   */
  state: string;
}
/**
 * A user who may still be able to sign in.
 */
export interface UncontainedUser {
  /**
   * The user.
   */
  user: string;
  /**
   * The system.
   */
  system: string;
  /**
   * The reason, as a sentence.
   */
  reason: string;
}
/**
 * An error, and its place.
 */
export interface ErrorOfARun {
  /**
   * Code.
   */
  code: string;
  /**
   * The problem, in one sentence.
   */
  message: string;
  /**
   * The file; null: no file.
   */
  file: string | null;
  /**
   * Line in the file; null: no line.
   */
  line: number | null;
}
/**
 * An operation that was not carried out.
 */
export interface WithheldOperation {
  /**
   * Id of the operation.
   */
  operation: string;
  /**
   * The reason, as a sentence.
   */
  reason: string;
}
