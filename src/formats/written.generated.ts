// Generated from schemas/ by `npm run generate`; do not edit.

/**
 * The id of a user, role, rule or system.
 */
export type Reference = string;
/**
 * Words for people; not empty.
 *
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^attributes\..+$".
 */
export type Text = string;
/**
 * Every inner list is a stage: one of its approvers must approve; stages need different people. Approvers: manager, owner, a user id, a team.
 */
export type StagesOfApproval = string[][];
/**
 * ISO 8601, such as PT4H (four hours), P90D (ninety days), P1Y.
 */
export type Duration = string;
/**
 * RFC 3339 with a zone (2026-12-01T18:00:00Z), or a plain date: as an end through that day, as a start from its 00:00, in the organization's time zone.
 */
export type InstantOrDate = string;
/**
 * 1 to 100 of a-z, 0-9, '-' and '.', first and last a letter or digit; equal to the file's name; never used again.
 */
export type Id = string;
/**
 * What a member of a Google group may do there.
 */
export type RoleInAGoogleGroup = "member" | "manager" | "owner";
/**
 * How much harm the access can do.
 */
export type Tier = "low" | "medium" | "high" | "critical";
/**
 * User ids, or GitHub teams such as "@acme/security".
 */
export type Owners = string[];
/**
 * What a person, or a service account, is to the organization.
 */
export type KindOfUser = "employee" | "contractor" | "vendor" | "partner" | "service";
/**
 * A text, a number, true or false.
 *
 * This interface was referenced by `Somebody`'s JSON-Schema definition
 * via the `patternProperty` "^attributes\..+$".
 */
export type Scalar = string | number | boolean;
/**
 * An entitlement by its system and id, such as okta/prod-db-admin.
 */
export type ReferenceToAnEntitlement = string;
/**
 * Entitlements by their system and id, such as okta/prod-db-admin.
 */
export type Entitlements = ReferenceToAnEntitlement[];
/**
 * What the rule's findings are; none turns the rule off.
 */
export type SeverityOfARule = "error" | "warning" | "note" | "none";
/**
 * employee, contractor, vendor, partner or service; a list means any of them.
 *
 * @minItems 1
 */
export type AKindOfUserOrAList = string | KindOfUser[];
/**
 * active, on-leave or terminated; a list means any of them.
 *
 * @minItems 1
 */
export type AStatusOrAList = string | StatusOfAUser[];
/**
 * terminated contains the user's accounts; on-leave suspends them.
 */
export type StatusOfAUser = "active" | "on-leave" | "terminated";
/**
 * A value that the field must have; a list means any of them.
 *
 * @minItems 1
 *
 * This interface was referenced by `Selector`'s JSON-Schema definition
 * via the `patternProperty` "^attributes\..+$".
 */
export type AValueOrAList = string | number | boolean | Scalar[];
/**
 * Tiers that a rule looks at.
 */
export type Tiers = Tier[];
/**
 * A domain in lower case, such as acme.example.
 */
export type Domain = string;
/**
 * Which kind of system it is; manual: people do what a task says.
 */
export type Provider = "okta" | "google" | "manual";
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
 * An address such as ada.lovelace@acme.example.
 */
export type EMailAddress = string;

export interface Documents {
  adoption: AdoptionDocument;
  approvals: ApprovalsDocument;
  baseline: BaselineDocument;
  entitlement: EntitlementDocument;
  grant: GrantDocument;
  hr: HrDocument;
  "least-privilege": LeastPrivilegeDocument;
  lifecycle: LifecycleDocument;
  organization: OrganizationDocument;
  override: OverrideDocument;
  "policy-tests": PolicyTestsDocument;
  role: RoleDocument;
  "separation-of-duties": SeparationOfDutiesDocument;
  system: SystemDocument;
  user: UserDocument;
  waiver: WaiverDocument;
}
/**
 * access/adoptions/<system>/<user>.yaml: this live account is this user's.
 */
export interface AdoptionDocument {
  user: Reference;
  account: Text;
  reason: Text;
}
/**
 * access/policies/approvals.yaml: who must approve what.
 */
export interface ApprovalsDocument {
  /**
   * What each tier of access needs.
   */
  tiers?: {
    low?: ApprovalOfATier;
    medium?: ApprovalOfATier;
    high?: ApprovalOfATier;
    critical?: ApprovalOfATier;
  };
  /**
   * What taking access away needs besides the file's code owner.
   */
  removals?: {
    require: StagesOfApproval;
  };
  /**
   * Who approves where an approver is missing or conflicted.
   *
   * @minItems 1
   */
  fallback?: string[];
}
/**
 * What access of one tier needs.
 */
export interface ApprovalOfATier {
  require: StagesOfApproval;
  maxDuration?: Duration;
  /**
   * required: an approval says why.
   */
  comment?: "required";
}
/**
 * access/policies/baseline.yaml: findings accepted at adoption; written by the tool, may only shrink.
 */
export interface BaselineDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * What was found and accepted until it is due.
   */
  findings: {
    /**
     * The finding's code, such as lp/no-reason.
     */
    code: string;
    /**
     * The file it stands in.
     */
    file: string;
    user?: Reference;
    /**
     * Who sees to it: a user id or a team.
     */
    owner: string;
    due: InstantOrDate;
    reason?: Text;
  }[];
}
/**
 * access/entitlements/<system>/** /<entitlement>.yaml: something a system can give.
 */
export interface EntitlementDocument {
  id: Id;
  title: Text;
  description?: Text;
  /**
   * retired: gives nothing to anybody at once.
   */
  status?: "active" | "retired";
  /**
   * What it is at the provider: exactly one of account, group, app, adminRole, license, task.
   */
  target: {
    /**
     * To have an account there: {}.
     */
    account?: {};
    group?: Text;
    role?: RoleInAGoogleGroup;
    app?: Text;
    adminRole?: Text;
    /**
     * Google: a licence.
     */
    license?: {
      product: Text;
      sku: Text;
    };
    /**
     * Manual systems: what people do.
     */
    task?: {
      /**
       * Who does it.
       *
       * @minItems 1
       */
      provisioners: string[];
      grant: Text;
      revoke: Text;
    };
  };
  /**
   * Earlier names of the group; the live object keeps its id.
   */
  previously?: {
    group: Text;
  }[];
  tier: Tier;
  /**
   * true: may be held without an end although its tier says otherwise (root owners only).
   */
  standing?: boolean;
  owners?: Owners;
  maxDuration?: Duration;
  /**
   * Who may ask for it: true (default), false, or kinds and departments.
   */
  requestable?:
    | boolean
    | {
        /**
         * Kinds of user that may ask.
         *
         * @minItems 1
         */
        kinds?: KindOfUser[];
        /**
         * Departments that may ask.
         *
         * @minItems 1
         */
        departments?: Text[];
      };
  /**
   * Labels that rules name, such as duty:deploy-production.
   */
  tags?: string[];
  /**
   * Okta groups: apps this group is assigned to, by label.
   */
  apps?: string[];
  settings?: MapOfScalars;
  nests?: Entitlements;
  /**
   * authoritative: strangers are removed; additive: strangers are reported.
   */
  membership?: "authoritative" | "additive";
}
/**
 * Names of your own choice, each with a text, a number, true or false.
 */
export interface MapOfScalars {
  [k: string]: Scalar;
}
/**
 * access/grants/<system>/<entitlement>/<user>.yaml or access/grants/roles/<role>/<user>.yaml: a user is given one entitlement or role.
 */
export interface GrantDocument {
  user: Reference;
  entitlement?: ReferenceToAnEntitlement;
  role?: Reference;
  /**
   * Why, in a few words.
   */
  reason?: string;
  ticket?: Text;
  starts?: InstantOrDate;
  expires?: InstantOrDate;
  /**
   * true: may be activated for a bounded time; gives nothing by itself.
   */
  eligible?: boolean;
}
/**
 * access/hr.yaml: which column of the HR feed fills which field of a user.
 */
export interface HrDocument {
  /**
   * User field: the column's name in the feed.
   */
  columns: {
    id?: Text;
    employeeNumber: Text;
    kind?: Text;
    status?: Text;
    "name.display"?: Text;
    "name.given"?: Text;
    "name.family"?: Text;
    email?: Text;
    manager?: Text;
    department?: Text;
    title?: Text;
    location?: Text;
    start?: Text;
    end?: Text;
    returnDate?: Text;
    sponsor?: Text;
    [k: string]: Text | undefined;
  };
}
/**
 * access/policies/least-privilege.yaml: the built-in rules' severity and limits, and rules of your own.
 */
export interface LeastPrivilegeDocument {
  /**
   * Built-in rules by their id; what is left out keeps its default.
   */
  rules?: {
    /**
     * Privileged access without an end.
     */
    "lp/standing-privilege"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      tiers?: Tiers;
    };
    "lp/too-long"?: RuleWithoutParameters;
    /**
     * A grant without a reason in words.
     */
    "lp/no-reason"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Fewest words of a reason; default: 3.
       */
      words?: number;
    };
    /**
     * A privileged grant without a proper ticket.
     */
    "lp/ticket-format"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Prefixes a ticket may have; default: any.
       */
      prefixes?: string[];
      tiers?: Tiers;
    };
    "lp/redundant-grant"?: RuleWithoutParameters;
    /**
     * An administrator right that none of the user's roles comes near.
     */
    "lp/admin-above-baseline"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Tag of administrator rights; default: admin.
       */
      tag?: string;
    };
    /**
     * Too few or too many super administrators.
     */
    "lp/super-admin-count"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Fewest; default: 2.
       */
      min?: number;
      /**
       * Most; default: 4.
       */
      max?: number;
    };
    /**
     * An outsider with privileged access.
     */
    "lp/privileged-external"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Kinds of user; default: contractor, vendor, partner.
       */
      kinds?: KindOfUser[];
    };
    /**
     * An outsider's end too far away.
     */
    "lp/external-end-date"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      max?: Duration;
    };
    "lp/outlives-contract"?: RuleWithoutParameters;
    /**
     * A privileged entitlement that too many people hold.
     */
    "lp/everyone-has-it"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * More than this share of active people; default: 0.5.
       */
      share?: number;
      /**
       * And at least so many; default: 10.
       */
      floor?: number;
    };
    /**
     * A role that gives too much.
     */
    "lp/role-too-broad"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Most entitlements; default: 40.
       */
      entitlements?: number;
      /**
       * Most systems; default: 6.
       */
      systems?: number;
    };
    /**
     * An account that nobody signs in to.
     */
    "lp/inactive-account"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      after?: Duration;
    };
    /**
     * An entitlement its holder does not use.
     */
    "lp/unused-entitlement"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      after?: Duration;
      privilegedAfter?: Duration;
    };
    "lp/orphan-account"?: RuleWithoutParameters;
    "lp/ownerless"?: RuleWithoutParameters;
    "lp/single-owner"?: RuleWithoutParameters;
    "lp/inactive-owner"?: RuleWithoutParameters;
    "lp/outside-selector"?: RuleWithoutParameters;
    /**
     * A grant that the user's peers do not have.
     */
    "lp/outlier"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Fewer than this share of peers; default: 0.05.
       */
      share?: number;
      /**
       * Of at least so many peers; default: 10.
       */
      peers?: number;
    };
    /**
     * Two users with the same set of grants.
     */
    "lp/cloned-access"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * At least so many entitlements; default: 3.
       */
      grants?: number;
    };
    "lp/empty-role"?: RuleWithoutParameters;
    /**
     * Two roles that give almost the same.
     */
    "lp/twin-roles"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * At least this share in common; default: 0.9.
       */
      share?: number;
      /**
       * Of at least so many; default: 5.
       */
      entitlements?: number;
    };
    /**
     * A birthright that gives privileged access.
     */
    "lp/privileged-birthright"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      tiers?: Tiers;
    };
    /**
     * A privileged entitlement reached through too many nested groups.
     */
    "lp/nested-privilege"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Most nested groups; default: 2.
       */
      hops?: number;
    };
    /**
     * An outsider in a group not meant for them.
     */
    "lp/external-in-group"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Tag of groups meant for outsiders; default: external-ok.
       */
      tag?: string;
    };
    "lp/joinable-group"?: RuleWithoutParameters;
    "lp/second-writer"?: RuleWithoutParameters;
    "lp/leaver-with-access"?: RuleWithoutParameters;
    "lp/service-account"?: RuleWithoutParameters;
    "lp/expired-waiver"?: RuleWithoutParameters;
    "lp/unused-waiver"?: RuleWithoutParameters;
  };
  /**
   * Rules of your own.
   */
  custom?: CustomRule[];
}
/**
 * What a rule does not look at.
 */
export interface ExceptionsOfARule {
  users?: Selector;
  entitlements?: Entitlements;
  /**
   * Entitlements with any of these tags.
   */
  tags?: string[];
  /**
   * These roles.
   */
  roles?: Reference[];
}
/**
 * Which users: every key must match; a list means any of its values; attributes as attributes.NAME.
 */
export interface Selector {
  kind?: AKindOfUserOrAList;
  status?: AStatusOrAList;
  department?: AValueOrAList;
  title?: AValueOrAList;
  location?: AValueOrAList;
  manager?: AValueOrAList;
  not?: Selector;
  [k: string]: AValueOrAList | AKindOfUserOrAList | AStatusOrAList | Selector | undefined;
}
/**
 * A built-in rule that has no parameters of its own.
 */
export interface RuleWithoutParameters {
  severity?: SeverityOfARule;
  except?: ExceptionsOfARule;
}
/**
 * A rule of your own: exactly one of forbid, require and holders.
 */
export interface CustomRule {
  /**
   * custom/ and a name.
   */
  id: string;
  severity: SeverityOfARule;
  message: Text;
  /**
   * These users may hold none of these entitlements.
   */
  forbid?: {
    entitlements: Entitlements;
    users: Selector;
  };
  /**
   * Whoever holds any of those must hold all of these.
   */
  require?: {
    entitlements: Entitlements;
    /**
     * Whom it concerns.
     */
    whoever: {
      holds: Entitlements;
    };
  };
  /**
   * How many users hold each of these.
   */
  holders?: {
    entitlements: Entitlements;
    /**
     * Fewest holders.
     */
    min?: number;
    /**
     * Most holders.
     */
    max?: number;
  };
}
/**
 * access/policies/lifecycle.yaml: grace periods, warnings, and what HR owns.
 */
export interface LifecycleDocument {
  /**
   * People who change department or title.
   */
  mover?: {
    /**
     * How long they keep what the old place gave, by tier.
     */
    grace: {
      low?: Duration;
      medium?: Duration;
      high?: Duration;
      critical?: Duration;
    };
  };
  /**
   * How long before an access ends its holder is told.
   */
  warnings?: Duration[];
  /**
   * User fields that only the HR feed's pull request may change.
   */
  ownedByHr?: (
    | "kind"
    | "status"
    | "employeeNumber"
    | "name"
    | "email"
    | "aliases"
    | "manager"
    | "department"
    | "title"
    | "location"
    | "start"
    | "preboarding"
    | "end"
    | "returnDate"
    | "sponsor"
    | "attributes"
  )[];
}
/**
 * access/rolecall.yaml: the organization, its limits and its protected users.
 */
export interface OrganizationDocument {
  /**
   * The version of these formats: 1.
   */
  version: 1;
  organization: Text;
  /**
   * The e-mail domains a user may have.
   *
   * @minItems 1
   */
  domains: Domain[];
  /**
   * Domains allowed for contractor, vendor and partner users only.
   */
  externalDomains?: Domain[];
  /**
   * Domains of declared Google groups; default: domains.
   */
  groupDomains?: Domain[];
  timezone: Text;
  /**
   * Who owns policies, systems, workflows, CODEOWNERS and this file.
   *
   * @minItems 1
   */
  rootOwners: string[];
  /**
   * Immutable ids of the GitHub teams that own or approve anything, by team name.
   */
  teams?: {
    /**
     * The team's id.
     */
    [k: string]: number;
  };
  /**
   * Users that no plan may ever change.
   */
  protected?: Reference[];
  guards?: Guards;
  /**
   * How fast providers are asked.
   */
  rate?: {
    /**
     * Share of each limit that a provider announces, 0 to 1.
     */
    share?: number;
    /**
     * Requests at the same time.
     */
    inFlight?: number;
  };
  /**
   * How much these files may hold.
   */
  limits?: {
    /**
     * Files at most.
     */
    files?: number;
    /**
     * Bytes of one file at most.
     */
    fileBytes?: number;
    /**
     * Levels inside one file at most.
     */
    depth?: number;
    /**
     * Values of one file at most.
     */
    nodes?: number;
  };
}
/**
 * What one run may do to one system at most; what is left out keeps its default.
 */
export interface Guards {
  removals?: Removals;
  accounts?: LimitByNumber;
  scheduled?: LimitByNumber;
  floors?: Floors;
}
/**
 * Access taken away in one run.
 */
export interface Removals {
  /**
   * At most so many.
   */
  count?: number;
  /**
   * At most this share of the existing assignments, 0 to 1.
   */
  share?: number;
  /**
   * The share counts only from so many existing assignments.
   */
  floor?: number;
}
/**
 * At most so many.
 */
export interface LimitByNumber {
  /**
   * At most so many.
   */
  count: number;
}
/**
 * Never fewer than these after any write.
 */
export interface Floors {
  /**
   * Super administrators of the system.
   */
  superAdmins?: number;
  /**
   * Owners of each Google group.
   */
  groupOwners?: number;
}
/**
 * access/overrides/<guard>/<id>.yaml: a guard lifted once, by root owners.
 */
export interface OverrideDocument {
  guard: Id;
  system: Reference;
  /**
   * How many are let through.
   */
  count: number;
  reason: Text;
  expires: InstantOrDate;
}
/**
 * access/tests/** /*.yaml: what must and must never be true of the access model.
 */
export interface PolicyTestsDocument {
  /**
   * Each with one of user, users and given, and one of holds, never and exactly.
   *
   * @minItems 1
   */
  tests: PolicyTest[];
}
/**
 * One thing that must be true.
 */
export interface PolicyTest {
  name: Text;
  user?: Reference;
  users?: Selector;
  given?: Somebody;
  holds?: Entitlements;
  never?: Entitlements;
  exactly?: Entitlements;
}
/**
 * The fields of a user who does not exist; attributes as attributes.NAME.
 */
export interface Somebody {
  kind?: KindOfUser;
  status?: StatusOfAUser;
  department?: Text;
  title?: Text;
  location?: Text;
  manager?: Reference;
  [k: string]: Scalar | KindOfUser | StatusOfAUser | Text | undefined;
}
/**
 * access/roles/** /<role>.yaml: a bundle of entitlements, optionally a birthright.
 */
export interface RoleDocument {
  id: Id;
  title: Text;
  description?: Text;
  owners?: Owners;
  birthright?: Selector;
  /**
   * Kinds of user it may be granted to; absent: any.
   *
   * @minItems 1
   */
  allowKinds?: KindOfUser[];
  /**
   * Roles whose access this role has as well.
   */
  includes?: Reference[];
  /**
   * Holders of these roles hold this one: the same edge, under this role's owners.
   */
  impliedBy?: Reference[];
  entitlements?: Entitlements;
}
/**
 * access/policies/separation-of-duties/<rule>.yaml: what no one user may hold together.
 */
export interface SeparationOfDutiesDocument {
  id: Id;
  title: Text;
  risk: Tier;
  /**
   * detect: a warning; approve: a warning, and the rule's owner must approve; prevent: an error.
   */
  mode: "detect" | "approve" | "prevent";
  /**
   * Two or more named lists of entitlements, roles (role:ID) or tags (tag:NAME); any one member puts a user in the set.
   */
  sets: {
    /**
     * Entitlements, role:ID, tag:NAME.
     *
     * @minItems 1
     */
    [k: string]: string[];
  };
  /**
   * How many of the sets one user may be in at the same time.
   */
  atMost: number;
  /**
   * Which access counts; default: active only.
   *
   * @minItems 1
   */
  count?: ("active" | "eligible")[];
  owners?: Owners;
  /**
   * Controls it serves, such as NIST:AC-5.
   */
  controls?: string[];
  waiverMax?: Duration;
  remediation?: Text;
}
/**
 * access/systems/<system>.yaml: where access is given; provider, connection and account rules.
 */
export interface SystemDocument {
  id: Id;
  provider: Provider;
  title: Text;
  owners: Owners;
  /**
   * observe: plan only; add-only: never removes; enforce.
   */
  mode: "observe" | "add-only" | "enforce";
  /**
   * What happens to differences that no commit explains.
   */
  drift?: {
    /**
     * Actions that an unattended run may repair by itself; empty: report only.
     */
    repair: Action[];
  };
  /**
   * Where the system is; never a credential.
   */
  connection?: {
    /**
     * Okta: the organization's URL.
     */
    orgUrl?: string;
    customer?: Text;
  };
  /**
   * How users and accounts belong together.
   */
  account?: {
    join: Text;
    /**
     * An account with the right address but no join key: reviewed wants a file under adoptions/; by-address adopts by itself (first import only).
     */
    adopt?: "reviewed" | "by-address";
    /**
     * Provider attribute: user field. Only these attributes are managed.
     */
    profile?: {
      /**
       * A user field such as name.given or attributes.costCenter.
       */
      [k: string]: string;
    };
    /**
     * Google: the organizational unit of each account.
     */
    orgUnit?: {
      /**
       * Where no rule matches.
       */
      default: string;
      /**
       * The first that matches decides.
       */
      rules?: {
        when: Selector;
        /**
         * Their organizational unit, such as /Staff/Engineering.
         */
        value: string;
      }[];
    };
    /**
     * What happens to the account of a person on leave.
     */
    onLeave?: "suspend";
    /**
     * What happens to a leaver's account; it is never deleted automatically.
     */
    onTerminate?: {
      /**
       * At once.
       */
      now?: "suspend" | "deactivate";
      deactivateAfter?: Duration;
      transferDataTo?: Reference;
    };
  };
  guards?: Guards;
}
/**
 * access/users/** /<user>.yaml: one person, or one service account.
 */
export interface UserDocument {
  id: Id;
  kind: KindOfUser;
  status: StatusOfAUser;
  /**
   * A quoted text, such as "10042"; never changes; the key that joins this user to accounts.
   */
  employeeNumber: string;
  /**
   * The user's name.
   */
  name: {
    display: Text;
    given?: Text;
    family?: Text;
  };
  email: EMailAddress;
  /**
   * Other addresses of the same user.
   */
  aliases?: EMailAddress[];
  /**
   * Systems where the address is not ours: memberships by address, no account of ours.
   */
  externalIn?: Reference[];
  /**
   * The GitHub account whose reviews count.
   */
  github?: {
    /**
     * The login name.
     */
    login: string;
    /**
     * The account's immutable number; without it no review counts.
     */
    id?: number;
  };
  manager?: Reference;
  department?: Text;
  title?: Text;
  location?: Text;
  start?: InstantOrDate;
  /**
   * true: the account is staged before the start.
   */
  preboarding?: boolean;
  end?: InstantOrDate;
  returnDate?: InstantOrDate;
  /**
   * true: no destructive step, ever.
   */
  legalHold?: boolean;
  sponsor?: Reference;
  /**
   * For a service account: the people who answer for it.
   */
  owners?: Reference[];
  purpose?: Text;
  attributes?: MapOfScalars;
}
/**
 * access/waivers/<rule>/<user>.yaml: a violation accepted for a time.
 */
export interface WaiverDocument {
  rule: Reference;
  user: Reference;
  /**
   * The entitlements in conflict; the waiver holds while the conflict stays within these.
   *
   * @minItems 1
   */
  witness: ReferenceToAnEntitlement[];
  reason: Text;
  compensatingControl: Text;
  expires: InstantOrDate;
}
