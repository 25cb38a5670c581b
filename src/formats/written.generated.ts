// Generated from schemas/ by `npm run generate`; do not edit.

/**
 * The id of a user, role, rule or system.
 */
export type Reference = string;
/**
 * Text for people; not empty.
 *
 * This interface was referenced by `undefined`'s JSON-Schema definition
 * via the `patternProperty` "^attributes\..+$".
 */
export type Text = string;
/**
 * Each inner list is a stage: one of its approvers must approve. Different stages need different people. Approvers: manager, owner, a user id, a team.
 */
export type StagesOfApproval = string[][];
/**
 * An ISO 8601 duration, such as PT4H (4 hours), P90D (90 days) or P1Y (1 year).
 */
export type Duration = string;
/**
 * An RFC 3339 instant with a zone (2026-12-01T18:00:00Z), or a date in the organization's time zone. As a start, a date begins at 00:00; as an end, it includes that day.
 */
export type InstantOrDate = string;
/**
 * 1 to 100 characters (a-z, 0-9, - or .) that begin and end with a letter or digit; equal to the file's name; never reused.
 */
export type Id = string;
/**
 * Role of a member in a Google group.
 */
export type RoleInAGoogleGroup = "member" | "manager" | "owner";
/**
 * Risk of the access.
 */
export type Tier = "low" | "medium" | "high" | "critical";
/**
 * User ids, or GitHub teams such as "@acme/security".
 */
export type Owners = string[];
/**
 * Relationship of a person to the organization, or a service account.
 */
export type KindOfUser = "employee" | "contractor" | "vendor" | "partner" | "service";
/**
 * Text, a number, true or false.
 *
 * This interface was referenced by `HypotheticalUser`'s JSON-Schema definition
 * via the `patternProperty` "^attributes\..+$".
 */
export type Scalar = string | number | boolean;
/**
 * An entitlement as <system>/<id>, such as okta/prod-db-admin.
 */
export type ReferenceToAnEntitlement = string;
/**
 * Entitlements as <system>/<id>, such as okta/prod-db-admin.
 */
export type Entitlements = ReferenceToAnEntitlement[];
/**
 * Severity of the rule's findings; none turns the rule off.
 */
export type SeverityOfARule = "error" | "warning" | "note" | "none";
/**
 * employee, contractor, vendor, partner or service; any value of a list matches.
 *
 * @minItems 1
 */
export type AKindOfUserOrAList = string | KindOfUser[];
/**
 * active, on-leave or terminated; any value of a list matches.
 *
 * @minItems 1
 */
export type AStatusOrAList = string | StatusOfAUser[];
/**
 * terminated: the accounts are contained; on-leave: they are suspended.
 */
export type StatusOfAUser = "active" | "on-leave" | "terminated";
/**
 * A value, or a list of values of which any matches.
 *
 * @minItems 1
 *
 * This interface was referenced by `Selector`'s JSON-Schema definition
 * via the `patternProperty` "^attributes\..+$".
 */
export type AValueOrAList = string | number | boolean | Scalar[];
/**
 * Tiers that a rule checks.
 */
export type Tiers = Tier[];
/**
 * A domain in lower case, such as acme.example.
 */
export type Domain = string;
/**
 * Provider of the system; manual: people carry out tasks.
 */
export type Provider = "okta" | "google" | "manual";
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
 * access/adoptions/<system>/<user>.yaml: links a live account to a user.
 */
export interface AdoptionDocument {
  user: Reference;
  account: Text;
  reason: Text;
}
/**
 * access/policies/approvals.yaml: the approvals that a change needs.
 */
export interface ApprovalsDocument {
  /**
   * Approvals by tier of access.
   */
  tiers?: {
    low?: ApprovalOfATier;
    medium?: ApprovalOfATier;
    high?: ApprovalOfATier;
    critical?: ApprovalOfATier;
  };
  /**
   * Approvals of a removal, in addition to the file's code owner.
   */
  removals?: {
    require: StagesOfApproval;
  };
  /**
   * Approvers used where an approver is missing or has a conflict of interest.
   *
   * @minItems 1
   */
  fallback?: string[];
}
/**
 * Approvals of access of one tier.
 */
export interface ApprovalOfATier {
  require: StagesOfApproval;
  maxDuration?: Duration;
  /**
   * required: an approval needs a comment.
   */
  comment?: "required";
}
/**
 * access/policies/baseline.yaml: findings accepted at adoption. Written by rolecall baseline; may only shrink.
 */
export interface BaselineDocument {
  /**
   * The version of this format: 1.
   */
  version: 1;
  /**
   * Findings that are accepted until their due date.
   */
  findings: {
    /**
     * Code of the finding, such as lp/no-reason.
     */
    code: string;
    /**
     * File of the finding.
     */
    file: string;
    user?: Reference;
    /**
     * What the finding is about: the entitlements with their tiers, accounts, roles or dates. A finding with more than these is not accepted.
     */
    witness: string[];
    /**
     * Who is responsible for it: a user id or a team.
     */
    owner: string;
    due: InstantOrDate;
    reason?: Text;
  }[];
}
/**
 * access/entitlements/<system>/** /<entitlement>.yaml: access that a system can give.
 */
export interface EntitlementDocument {
  id: Id;
  title: Text;
  description?: Text;
  /**
   * retired: gives no access, effective immediately.
   */
  status?: "active" | "retired";
  /**
   * The object at the provider: exactly one of account, group, app, adminRole, license, task.
   */
  target: {
    /**
     * An account in the system: {}.
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
     * Manual systems: a task for people.
     */
    task?: {
      /**
       * Who carries out the task.
       *
       * @minItems 1
       */
      provisioners: string[];
      grant: Text;
      revoke: Text;
    };
  };
  /**
   * Earlier names of the group. The live group keeps its id.
   */
  previously?: {
    group: Text;
  }[];
  tier: Tier;
  /**
   * true: may be granted without an end, although its tier does not allow it (root owners only).
   */
  standing?: boolean;
  owners?: Owners;
  maxDuration?: Duration;
  /**
   * Who may request it: true (default), false, or kinds and departments.
   */
  requestable?:
    | boolean
    | {
        /**
         * Kinds of user that may request it.
         *
         * @minItems 1
         */
        kinds?: KindOfUser[];
        /**
         * Departments that may request it.
         *
         * @minItems 1
         */
        departments?: Text[];
      };
  /**
   * Labels for rules, such as duty:deploy-production.
   */
  tags?: string[];
  /**
   * Okta groups: labels of the apps that the group is assigned to.
   */
  apps?: string[];
  settings?: MapOfScalars;
  /**
   * Okta apps: attribute of the app's profile: a user field, or a constant. Only these attributes are managed.
   */
  profile?: {
    /**
     * A user field such as name.given, or { value: CONSTANT }.
     */
    [k: string]:
      | string
      | {
          /**
           * The same value for every holder.
           */
          value: string | number | boolean;
        };
  };
  nests?: Entitlements;
  /**
   * authoritative: undeclared members are removed; additive: they are reported.
   */
  membership?: "authoritative" | "additive";
  /**
   * Google groups: addresses outside the organization that are members and not users.
   */
  externalMembers?: {
    address: Text;
    sponsor: Id;
    reason: Text;
    expires: InstantOrDate;
  }[];
}
/**
 * Names of your choice, each with text, a number, true or false.
 */
export interface MapOfScalars {
  [k: string]: Scalar;
}
/**
 * access/grants/<system>/<entitlement>/<user>.yaml or access/grants/roles/<role>/<user>.yaml: gives one entitlement or role to a user.
 */
export interface GrantDocument {
  user: Reference;
  entitlement?: ReferenceToAnEntitlement;
  role?: Reference;
  /**
   * Why the access is needed.
   */
  reason?: string;
  ticket?: Text;
  starts?: InstantOrDate;
  expires?: InstantOrDate;
  /**
   * true: may be activated for a limited time; gives no access until then.
   */
  eligible?: boolean;
}
/**
 * access/hr.yaml: maps the columns of the HR feed to user fields.
 */
export interface HrDocument {
  /**
   * User field: name of the column in the feed.
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
 * access/policies/least-privilege.yaml: severity and limits of the built-in rules, and custom rules.
 */
export interface LeastPrivilegeDocument {
  /**
   * Built-in rules by id. An omitted rule keeps its defaults.
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
     * A grant without a reason.
     */
    "lp/no-reason"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Minimum number of words of a reason; default: 3.
       */
      words?: number;
    };
    /**
     * A privileged grant without a valid ticket.
     */
    "lp/ticket-format"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Allowed prefixes of a ticket; default: any.
       */
      prefixes?: string[];
      tiers?: Tiers;
    };
    "lp/redundant-grant"?: RuleWithoutParameters;
    /**
     * An administrator right that no role of the user contains.
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
       * Minimum; default: 2.
       */
      min?: number;
      /**
       * Maximum; default: 4.
       */
      max?: number;
    };
    /**
     * An external user with privileged access.
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
     * An external user with an end too far in the future.
     */
    "lp/external-end-date"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      max?: Duration;
    };
    "lp/outlives-contract"?: RuleWithoutParameters;
    /**
     * A privileged entitlement with too many holders.
     */
    "lp/everyone-has-it"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Reported above this share of active people; default: 0.5.
       */
      share?: number;
      /**
       * Minimum number of holders; default: 10.
       */
      floor?: number;
    };
    /**
     * A role with too many entitlements or systems.
     */
    "lp/role-too-broad"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Maximum number of entitlements; default: 40.
       */
      entitlements?: number;
      /**
       * Maximum number of systems; default: 6.
       */
      systems?: number;
    };
    /**
     * An account without recent sign-ins.
     */
    "lp/inactive-account"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      after?: Duration;
    };
    /**
     * An entitlement that its holder does not use.
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
     * A grant that few of the user's peers have.
     */
    "lp/outlier"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Reported below this share of peers; default: 0.05.
       */
      share?: number;
      /**
       * Minimum number of peers; default: 10.
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
       * Minimum number of entitlements; default: 3.
       */
      grants?: number;
    };
    "lp/empty-role"?: RuleWithoutParameters;
    /**
     * Two roles with almost the same entitlements.
     */
    "lp/twin-roles"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Minimum share of common entitlements; default: 0.9.
       */
      share?: number;
      /**
       * Minimum number of entitlements; default: 5.
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
     * A privileged entitlement through too many nested groups.
     */
    "lp/nested-privilege"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Maximum number of nested groups; default: 2.
       */
      hops?: number;
    };
    /**
     * An external user in a group that does not allow external users.
     */
    "lp/external-in-group"?: {
      severity?: SeverityOfARule;
      except?: ExceptionsOfARule;
      /**
       * Tag of groups that allow external users; default: external-ok.
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
   * Custom rules.
   */
  custom?: CustomRule[];
}
/**
 * Exceptions from a rule.
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
 * Selects users. All fields must match; any value of a list matches. Attributes are written as attributes.NAME.
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
 * A built-in rule without further parameters.
 */
export interface RuleWithoutParameters {
  severity?: SeverityOfARule;
  except?: ExceptionsOfARule;
}
/**
 * A custom rule: exactly one of forbid, require and holders.
 */
export interface CustomRule {
  /**
   * custom/ followed by a name.
   */
  id: string;
  severity: SeverityOfARule;
  message: Text;
  /**
   * The users must not hold any of these entitlements.
   */
  forbid?: {
    entitlements: Entitlements;
    users: Selector;
  };
  /**
   * Users that match must hold all of these entitlements.
   */
  require?: {
    entitlements: Entitlements;
    /**
     * Users that the rule applies to.
     */
    whoever: {
      holds: Entitlements;
    };
  };
  /**
   * Number of holders of each of these entitlements.
   */
  holders?: {
    entitlements: Entitlements;
    /**
     * Minimum number of holders.
     */
    min?: number;
    /**
     * Maximum number of holders.
     */
    max?: number;
  };
}
/**
 * access/policies/lifecycle.yaml: grace periods, warnings, and the fields that HR owns.
 */
export interface LifecycleDocument {
  /**
   * People who change department or title.
   */
  mover?: {
    /**
     * How long they keep the access of their previous position, by tier.
     */
    grace: {
      low?: Duration;
      medium?: Duration;
      high?: Duration;
      critical?: Duration;
    };
  };
  /**
   * How long before the end of access its holder is notified.
   */
  warnings?: Duration[];
  /**
   * User fields that only pull requests of the HR feed may change.
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
   * Email domains of users.
   *
   * @minItems 1
   */
  domains: Domain[];
  /**
   * Domains that only contractors, vendors and partners may use.
   */
  externalDomains?: Domain[];
  /**
   * Domains of Google groups; default: domains.
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
   * Users that no plan may change.
   */
  protected?: Reference[];
  guards?: Guards;
  /**
   * Rate of requests to providers.
   */
  rate?: {
    /**
     * Share of each announced provider limit to use, 0 to 1.
     */
    share?: number;
    /**
     * Maximum of concurrent requests.
     */
    inFlight?: number;
  };
  /**
   * The keys that sign the journal of unattended runs.
   */
  journal?: {
    /**
     * Ed25519 public keys, SPKI in base64; the first is the current one.
     *
     * @minItems 1
     */
    publicKeys: string[];
  };
  /**
   * Limits on the files under access/.
   */
  limits?: {
    /**
     * Maximum number of files.
     */
    files?: number;
    /**
     * Maximum size of one file in bytes.
     */
    fileBytes?: number;
    /**
     * Maximum nesting depth of one file.
     */
    depth?: number;
    /**
     * Maximum number of values of one file.
     */
    nodes?: number;
  };
}
/**
 * Limits on the changes of one run in one system. An omitted limit keeps its default.
 */
export interface Guards {
  removals?: Removals;
  accounts?: LimitByNumber;
  scheduled?: LimitByNumber;
  floors?: Floors;
}
/**
 * Removals of access in one run.
 */
export interface Removals {
  /**
   * Maximum number.
   */
  count?: number;
  /**
   * Maximum share of the existing assignments, 0 to 1.
   */
  share?: number;
  /**
   * Number of existing assignments from which the share applies.
   */
  floor?: number;
  /**
   * Number of removals that the share always allows; default: 10.
   */
  allowance?: number;
}
/**
 * Maximum number.
 */
export interface LimitByNumber {
  /**
   * Maximum number.
   */
  count: number;
}
/**
 * Minimum numbers after any write.
 */
export interface Floors {
  /**
   * Minimum of super administrators of the system.
   */
  superAdmins?: number;
  /**
   * Minimum of owners of each Google group.
   */
  groupOwners?: number;
}
/**
 * access/overrides/<guard>/<id>.yaml: lifts a guard once; approved by root owners.
 */
export interface OverrideDocument {
  guard: Id;
  system: Reference;
  /**
   * Maximum number of changes that it allows.
   */
  count: number;
  reason: Text;
  expires: InstantOrDate;
}
/**
 * access/tests/** /*.yaml: expectations about who holds which access.
 */
export interface PolicyTestsDocument {
  /**
   * Tests. Each has one of user, users and given, and one of holds, never and exactly.
   *
   * @minItems 1
   */
  tests: PolicyTest[];
}
/**
 * One expectation.
 */
export interface PolicyTest {
  name: Text;
  user?: Reference;
  users?: Selector;
  given?: HypotheticalUser;
  holds?: Entitlements;
  never?: Entitlements;
  exactly?: Entitlements;
}
/**
 * Fields of a hypothetical user. Attributes are written as attributes.NAME.
 */
export interface HypotheticalUser {
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
   * Kinds of user that it may be granted to. Omitted: any.
   *
   * @minItems 1
   */
  allowKinds?: KindOfUser[];
  /**
   * Included roles: holders also have their access.
   */
  includes?: Reference[];
  /**
   * Roles whose holders also hold this one. The same as includes, but approved by the owners of this role.
   */
  impliedBy?: Reference[];
  entitlements?: Entitlements;
}
/**
 * access/policies/separation-of-duties/<rule>.yaml: access that one user must not combine.
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
   * Two or more named lists of entitlements, roles (role:ID) or tags (tag:NAME). A user with any member of a set is in the set.
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
   * Maximum number of sets that one user may be in at the same time.
   */
  atMost: number;
  /**
   * Access that counts; default: active only.
   *
   * @minItems 1
   */
  count?: ("active" | "eligible")[];
  owners?: Owners;
  /**
   * Controls that the rule implements, such as NIST:AC-5.
   */
  controls?: string[];
  waiverMax?: Duration;
  remediation?: Text;
}
/**
 * access/systems/<system>.yaml: a system with its provider, connection and account rules.
 */
export interface SystemDocument {
  id: Id;
  provider: Provider;
  title: Text;
  owners: Owners;
  /**
   * observe: plans only; add-only: never removes; enforce: applies all changes.
   */
  mode: "observe" | "add-only" | "enforce";
  /**
   * Handling of differences that no commit explains.
   */
  drift?: {
    /**
     * Actions that an unattended run may repair; empty: report only.
     */
    repair: Action[];
  };
  /**
   * Address of the system; never a credential.
   */
  connection?: {
    /**
     * Okta: URL of the organization.
     */
    orgUrl?: string;
    customer?: Text;
    /**
     * Prefix of the environment variables with the credential, such as EU for EU_OKTA_CLIENT_TOKEN; never a credential. Default: none.
     */
    credentials?: string;
  };
  /**
   * How users and accounts are matched.
   */
  account?: {
    join: Text;
    /**
     * Handling of an account with a matching address but without a join key. reviewed: needs a file under adoptions/; by-address: adopted automatically (for the first import only).
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
       * Value where no rule matches.
       */
      default: string;
      /**
       * Rules; the first match applies.
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
     * Handling of the account of a user on leave.
     */
    onLeave?: "suspend";
    /**
     * Handling of the account of a terminated user. It is never deleted automatically.
     */
    onTerminate?: {
      /**
       * Immediate action.
       */
      now?: "suspend" | "deactivate";
      deactivateAfter?: Duration;
      transferDataTo?: Reference;
    };
  };
  guards?: Guards;
}
/**
 * access/users/** /<user>.yaml: one person or service account.
 */
export interface UserDocument {
  id: Id;
  kind: KindOfUser;
  status: StatusOfAUser;
  /**
   * Quoted text, such as "10042". Never changes. Matches the user with accounts.
   */
  employeeNumber: string;
  /**
   * Earlier employee numbers of the same person, for example before a rehire. They also match the user with accounts.
   */
  previousNumbers?: string[];
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
   * Systems in which the user does not have an account of the organization. Group memberships use the address.
   */
  externalIn?: Reference[];
  /**
   * GitHub account whose reviews count.
   */
  github?: {
    /**
     * The login name.
     */
    login: string;
    /**
     * Immutable number of the account. Without it, no review counts.
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
   * true: no destructive step is taken.
   */
  legalHold?: boolean;
  sponsor?: Reference;
  /**
   * For a service account: the people who are responsible for it.
   */
  owners?: Reference[];
  purpose?: Text;
  attributes?: MapOfScalars;
}
/**
 * access/waivers/<rule>/<user>.yaml: a violation that is accepted for a limited time.
 */
export interface WaiverDocument {
  rule: Reference;
  user: Reference;
  /**
   * Entitlements in conflict. The waiver applies only to a conflict within these.
   *
   * @minItems 1
   */
  witness: ReferenceToAnEntitlement[];
  reason: Text;
  compensatingControl: Text;
  expires: InstantOrDate;
}
