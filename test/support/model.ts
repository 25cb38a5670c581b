import { assemble } from "../../src/load/assemble.ts";
import { nothingCollected } from "../../src/load/collected.ts";
import type {
  AccessModel,
  Adoption,
  Approvals,
  BaselineEntry,
  CustomDemand,
  CustomRule,
  Entitlement,
  EntitlementRef,
  Grant,
  Lifecycle,
  Owner,
  PolicyTest,
  Role,
  RoleId,
  RuleSettings,
  Scalar,
  Selector,
  SeparationOfDutiesRule,
  SetMember,
  SystemId,
  System,
  Tier,
  User,
  UserId,
  Waiver,
} from "../../src/model/documents.ts";
import { parseDuration } from "../../src/model/duration.ts";

/** The instant of evaluation in the tests. */
export const now = Date.parse("2026-11-21T09:00:00Z");

export const at = (text: string): number => Date.parse(text);
export const userId = (id: string): UserId => id as UserId;
export const ref = (text: string): EntitlementRef => text as EntitlementRef;
export const person = (id: string): Owner => ({ kind: "user", id: userId(id) });
export const team = (name: string): Owner => ({ kind: "team", name });

export function selector(fields: Record<string, Scalar | readonly Scalar[]>, not: Selector | null = null): Selector {
  return {
    fields: new Map(
      Object.entries(fields).map(([field, value]) => [field, Array.isArray(value) ? [...value] : [value as Scalar]]),
    ),
    not,
  };
}

const source = (file: string) => ({ file, line: 1 });

export function aUser(id: string, changes: Partial<User> = {}): User {
  return {
    source: source(`access/users/${id}.yaml`),
    id: userId(id),
    kind: "employee",
    status: "active",
    employeeNumber: `n-${id}`,
    previousNumbers: [],
    name: { display: id, given: id, family: "Example" },
    email: `${id}@acme.example`,
    aliases: [],
    externalIn: [],
    github: null,
    manager: null,
    department: "Engineering",
    title: null,
    location: null,
    start: at("2024-02-01T00:00:00Z"),
    preboarding: false,
    end: null,
    legalHold: false,
    sponsor: null,
    owners: [],
    purpose: null,
    attributes: new Map(),
    ...changes,
  };
}

/** A builder of models: `aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm")`. */
export class ModelBuilder {
  readonly #users = new Map<UserId, User>();
  readonly #systems = new Map<SystemId, System>();
  readonly #entitlements = new Map<EntitlementRef, Entitlement>();
  readonly #roles = new Map<RoleId, Role>();
  readonly #grants: Grant[] = [];
  readonly #rules: SeparationOfDutiesRule[] = [];
  readonly #settings = new Map<string, RuleSettings>();
  readonly #custom: CustomRule[] = [];
  readonly #baseline: BaselineEntry[] = [];
  readonly #adoptions: Adoption[] = [];
  #approvals = defaultApprovals;
  readonly #waivers: Waiver[] = [];
  #lifecycle: Lifecycle = {
    source: null,
    moverGrace: {
      low: duration("P14D"),
      medium: duration("P14D"),
      high: duration("PT0S"),
      critical: duration("PT0S"),
    },
    warnings: [],
    ownedByHr: [],
  };
  readonly #tests: PolicyTest[] = [];

  user(id: string, changes: Partial<User> = {}): this {
    this.#users.set(userId(id), aUser(id, changes));
    return this;
  }

  system(id: string, changes: Partial<System> = {}): this {
    this.#systems.set(id as SystemId, {
      source: source(`access/systems/${id}.yaml`),
      id: id as SystemId,
      provider: id === "google" ? "google" : "okta",
      title: id,
      owners: [team("@acme/identity")],
      mode: "enforce",
      repair: [],
      connection: { orgUrl: "https://acme.okta.example", customer: "my_customer" },
      account: {
        join: id === "google" ? "externalIds.organization" : "employeeNumber",
        adopt: "reviewed",
        profile: new Map(
          id === "google"
            ? [
                ["primaryEmail", "email"],
                ["name.familyName", "name.family"],
              ]
            : [
                ["login", "email"],
                ["department", "department"],
              ],
        ),
        orgUnit: null,
        onLeave: "suspend",
        onTerminate: { now: "suspend", deactivateAfter: null, transferDataTo: null },
      },
      guards: defaultGuards,
      ...changes,
    });
    return this;
  }

  entitlement(text: string, changes: Partial<Entitlement> = {}): this {
    const [system = "okta", id = text] = text.split("/");
    if (!this.#systems.has(system as SystemId)) this.system(system);
    this.#entitlements.set(ref(text), {
      source: source(`access/entitlements/${text}.yaml`),
      ref: ref(text),
      system: system as SystemId,
      id,
      title: id,
      description: null,
      status: "active",
      target: id === "account" ? { kind: "account" } : { kind: "group", name: id, role: "member" },
      previously: [],
      tier: "low",
      standing: false,
      owners: [team("@acme/security")],
      maxDuration: null,
      requestable: true,
      tags: [],
      apps: [],
      settings: new Map(),
      profile: new Map(),
      nests: [],
      membership: "authoritative",
      externalMembers: [],
      ...changes,
    });
    return this;
  }

  role(id: string, entitlements: readonly string[], changes: Partial<Role> = {}): this {
    this.#roles.set(id as RoleId, {
      source: source(`access/roles/${id}.yaml`),
      id: id as RoleId,
      title: id,
      description: null,
      owners: [team("@acme/security")],
      birthright: null,
      birthrightLine: 5,
      allowKinds: null,
      includes: [],
      impliedBy: [],
      entitlements: entitlements.map(ref),
      ...changes,
    });
    return this;
  }

  /** `target` is an entitlement, or `role:ID`. */
  grant(user: string, target: string, changes: Partial<Grant> = {}): this {
    const role = target.startsWith("role:") ? target.slice("role:".length) : null;
    this.#grants.push({
      source: source(`access/grants/${role === null ? target : `roles/${role}`}/${user}.yaml`),
      user: userId(user),
      target:
        role === null ? { kind: "entitlement", entitlement: ref(target) } : { kind: "role", role: role as RoleId },
      reason: "Works on the new shop",
      ticket: null,
      starts: null,
      expires: null,
      eligible: false,
      ...changes,
    });
    return this;
  }

  keepApart(id: string, sets: Record<string, readonly string[]>, changes: Partial<SeparationOfDutiesRule> = {}): this {
    this.#rules.push({
      source: source(`access/policies/separation-of-duties/${id}.yaml`),
      id,
      title: id,
      risk: "critical",
      mode: "prevent",
      sets: new Map(Object.entries(sets).map(([name, members]) => [name, members.map(setMember)])),
      atMost: 1,
      count: ["active"],
      owners: [team("@acme/controllership")],
      controls: [],
      waiverMax: null,
      remediation: null,
      ...changes,
    });
    return this;
  }

  setting(rule: string, changes: Partial<RuleSettings>): this {
    this.#settings.set(rule, {
      severity: null,
      except: { users: null, entitlements: [], tags: [], roles: [] },
      parameters: new Map(),
      ...changes,
    });
    return this;
  }

  adoption(system: string, user: string, account: string): this {
    this.#adoptions.push({
      source: source(`access/adoptions/${system}/${user}.yaml`),
      system: system as SystemId,
      user: userId(user),
      account,
      reason: "Account existed before",
    });
    return this;
  }

  /** Sets the approvers of one tier, a list per stage. Other tiers are unchanged. */
  approvedBy(tierName: Tier, require: readonly (readonly string[])[]): this {
    const tiers = { ...this.#approvals.tiers, [tierName]: { ...this.#approvals.tiers[tierName], require } };
    this.#approvals = { ...this.#approvals, tiers };
    return this;
  }

  /** Adds a custom rule; `id` without `custom/`. */
  custom(id: string, demand: CustomDemand, changes: Partial<CustomRule> = {}): this {
    this.#custom.push({
      source: source("access/policies/least-privilege.yaml"),
      index: this.#custom.length,
      id: `custom/${id}`,
      severity: "error",
      message: "That is not how we do it.",
      demand,
      ...changes,
    });
    return this;
  }

  /** Adds a finding to the baseline. */
  accepted(code: string, file: string, changes: Partial<BaselineEntry> = {}): this {
    this.#baseline.push({
      index: this.#baseline.length,
      code,
      file,
      user: null,
      witness: [],
      owner: team("@acme/security"),
      due: at("2027-03-01T00:00:00Z"),
      reason: null,
      ...changes,
    });
    return this;
  }

  /** Sets the approvals that a removal needs. */
  removalsApprovedBy(removals: Approvals["removals"]): this {
    this.#approvals = { ...this.#approvals, removals };
    return this;
  }

  /** Changes settings of lifecycle.yaml. */
  lifecycle(changes: Partial<Lifecycle>): this {
    this.#lifecycle = { ...this.#lifecycle, ...changes };
    return this;
  }

  waiver(rule: string, user: string, witness: readonly string[], expires: string): this {
    this.#waivers.push({
      source: source(`access/waivers/${rule}/${user}.yaml`),
      rule,
      user: userId(user),
      witness: witness.map(ref),
      reason: "Cover for parental leave",
      compensatingControl: "Weekly review",
      expires: at(expires),
    });
    return this;
  }

  policyTest(name: string, changes: Partial<PolicyTest> & Pick<PolicyTest, "subject">): this {
    this.#tests.push({
      source: source("access/tests/all.yaml"),
      index: this.#tests.length,
      name,
      holds: null,
      never: null,
      exactly: null,
      ...changes,
    });
    return this;
  }

  build(): AccessModel {
    return {
      // Kinds of documents without a method in this builder are empty.
      ...assemble(nothingCollected(), () => undefined),
      organization: {
        source: source("access/rolecall.yaml"),
        name: "Acme Robotics",
        domains: ["acme.example"],
        externalDomains: [],
        groupDomains: ["acme.example"],
        timezone: "Europe/Berlin",
        rootOwners: [team("@acme/security")],
        teams: new Map([["@acme/security", 4567]]),
        protected: [],
        guards: defaultGuards,
        rate: { share: 0.25, inFlight: 8 },
        journalKeys: [],
      },
      users: this.#users,
      systems: this.#systems,
      entitlements: this.#entitlements,
      roles: this.#roles,
      grants: [...this.#grants].sort((left, right) => (left.source.file < right.source.file ? -1 : 1)),
      separationOfDuties: this.#rules,
      leastPrivilege: { source: null, rules: this.#settings, custom: this.#custom },
      baseline:
        this.#baseline.length === 0
          ? null
          : { source: source("access/policies/baseline.yaml"), entries: this.#baseline },
      approvals: this.#approvals,
      lifecycle: this.#lifecycle,
      waivers: this.#waivers,
      adoptions: this.#adoptions,
      overrides: [],
      policyTests: this.#tests,
    };
  }
}

export const aModel = (): ModelBuilder => new ModelBuilder();

export function duration(text: string) {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new Error(`no duration: ${text}`);
  return parsed;
}

function setMember(text: string): SetMember {
  if (text.startsWith("role:")) return { kind: "role", role: text.slice("role:".length) as RoleId };
  if (text.startsWith("tag:")) return { kind: "tag", tag: text.slice("tag:".length) };
  return { kind: "entitlement", entitlement: ref(text) };
}

const tier = (maxDuration: string | null): Approvals["tiers"][Tier] => ({
  require: [],
  maxDuration: maxDuration === null ? null : duration(maxDuration),
  comment: false,
});

const defaultApprovals: Approvals = {
  source: null,
  tiers: { low: tier(null), medium: tier(null), high: tier("P90D"), critical: tier("PT4H") },
  removals: [],
  fallback: [],
};

export const defaultGuards = {
  removals: { count: 25, share: 0.1, floor: 10, allowance: 10 },
  accounts: { count: 10 },
  scheduled: { count: 100 },
  floors: { superAdmins: 2, groupOwners: 0 },
};
