import * as fc from "fast-check";
import type { ObservedDirectAssignment } from "../../src/model/direct-assignment.ts";
import type { AccessModel, User } from "../../src/model/documents.ts";
import type {
  AccountState,
  CompleteObservation,
  ObservedAccount,
  ObservedMembership,
} from "../../src/model/observation.ts";
import { aModel, at, defaultGuards, now, selector, userId } from "./model.ts";
import { complete } from "./observed.ts";

/** A small company and two providers with every kind of drift that the planner handles. */
export interface RandomWorld {
  readonly model: AccessModel;
  readonly observations: readonly CompleteObservation[];
}

const people = ["u0", "u1", "u2", "u3", "u4", "u5"];
const oktaGroups = ["g0", "g1", "g2", "g3"];
const googleGroups = ["h0", "h1"];
const roles = ["member", "manager", "owner"] as const;
const assignables = [
  { system: "okta", id: "app", kind: "app", name: "Payroll", target: { kind: "app", label: "Payroll" } },
  {
    system: "okta",
    id: "admin",
    kind: "adminRole",
    name: "USER_ADMIN",
    target: { kind: "adminRole", name: "USER_ADMIN" },
  },
  {
    system: "google",
    id: "licence",
    kind: "license",
    name: "P/S",
    target: { kind: "license", product: "P", sku: "S" },
  },
] as const;
const refs = [
  ...oktaGroups.map((group) => `okta/${group}`),
  ...googleGroups.flatMap((group) => roles.map((role) => `google/${group}-${role}`)),
  ...assignables.map(({ system, id }) => `${system}/${id}`),
];
const days = (count: number): number => now + count * 86_400_000;

/** Returns the first value in four of five cases, so that most of the world is ordinary. */
const mostly = <T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });

const user: fc.Arbitrary<Partial<User>> = fc.record({
  status: mostly("active", "on-leave", "terminated"),
  start: fc.constantFrom(at("2024-02-01T00:00:00Z"), at("2024-02-01T00:00:00Z"), days(-1), days(5)),
  end: mostly(null, days(-40), days(-1), days(9)),
  preboarding: fc.boolean(),
  legalHold: fc.boolean(),
  department: fc.constantFrom("Engineering", "Sales"),
  kind: mostly("employee", "service"),
  owners: fc.constantFrom([], [userId("u0")]),
  externalIn: fc.constantFrom([], [], [], ["google"]) as fc.Arbitrary<User["externalIn"]>,
});

const grant = fc.record({
  user: fc.constantFrom(...people),
  target: fc.constantFrom(...refs, ...refs, "role:crew"),
  starts: fc.constantFrom(null, null, days(-2), days(2)),
  expires: fc.constantFrom(null, null, days(-1), days(3)),
});

const rule = fc.record({
  left: fc.uniqueArray(fc.constantFrom(...refs), { minLength: 1, maxLength: 3 }),
  right: fc.uniqueArray(fc.constantFrom(...refs), { minLength: 1, maxLength: 3 }),
});

const anyAccount = fc.record({
  present: mostly(true, false),
  state: mostly<AccountState>("active", "suspended", "staged", "deactivated", "locked"),
  join: mostly("own", "none", "other"),
  department: fc.constantFrom("Engineering", "Sales", null),
});

const anyMembership = fc.record({
  group: fc.constantFrom(...oktaGroups, ...googleGroups),
  member: fc.constantFrom(...people, ...people, "stranger"),
  role: fc.constantFrom(...roles),
});

const anyAssignment = fc.record({
  of: fc.constantFrom(...assignables.map(({ id }) => id)),
  holder: fc.constantFrom(...people, ...people, "stranger"),
  team: fc.constantFrom("Engineering", "Sales", null),
});

export const randomWorld: fc.Arbitrary<RandomWorld> = fc
  .record({
    users: fc.tuple(...people.map(() => user)),
    // A second grant of the same target to the same user would have the same path.
    grants: fc.uniqueArray(grant, { maxLength: 40, selector: ({ user: id, target }) => `${target}/${id}` }),
    rules: fc.array(rule, { maxLength: 4 }),
    retired: fc.constantFrom(null, ...oktaGroups),
    additive: fc.constantFrom(null, ...oktaGroups),
    tiers: fc.array(fc.constantFrom("low", "medium", "high", "critical"), { minLength: 13, maxLength: 13 }),
    adoptByAddress: fc.boolean(),
    groupOwners: fc.constantFrom(0, 1),
    okta: fc.tuple(...people.map(() => anyAccount)),
    google: fc.tuple(...people.map(() => anyAccount)),
    groups: fc.array(mostly("as-is", "absent", "earlier-name"), { minLength: 6, maxLength: 6 }),
    memberships: fc.array(anyMembership, { maxLength: 40 }),
    absentAssignable: fc.constantFrom(null, null, ...assignables.map(({ id }) => id)),
    assignments: fc.array(anyAssignment, { maxLength: 12 }),
  })
  .map((facts) => {
    const guards = {
      ...defaultGuards,
      removals: { count: 1000, share: 1, floor: 1000, allowance: 0 },
      floors: { superAdmins: 2, groupOwners: facts.groupOwners },
    };
    const world = aModel();
    const adopt = facts.adoptByAddress ? "by-address" : "reviewed";
    for (const id of ["okta", "google"]) {
      world.system(id);
      const account = world.build().systems.get(id as never)?.account ?? null;
      world.system(id, { guards, account: account === null ? null : { ...account, adopt } });
    }
    world.entitlement("okta/account").entitlement("google/account");
    for (const [position, ref] of refs.entries()) {
      const [system = "", id = ""] = ref.split("/");
      const assignable = assignables.find((one) => one.id === id);
      if (assignable !== undefined) {
        world.entitlement(ref, {
          tier: facts.tiers[position] ?? "low",
          target: assignable.target,
          profile: new Map(id === "app" ? [["team", { field: "department" }]] : []),
        });
        continue;
      }
      const [name = "", role = "member"] = id.split("-");
      world.entitlement(ref, {
        tier: facts.tiers[position] ?? "low",
        target: {
          kind: "group",
          name: system === "google" ? `${name}@acme.example` : name,
          role: role as "member" | "manager" | "owner",
        },
        previously: [system === "google" ? `old-${name}@acme.example` : `old-${name}`],
        status: id === facts.retired ? "retired" : "active",
        membership: id === facts.additive ? "additive" : "authoritative",
        description: name === "g0" || name === "h0" ? "What it is for" : null,
      });
    }
    for (const [position, id] of people.entries()) world.user(id, facts.users[position]);
    world.role("staff", ["okta/account", "google/account"], { birthright: selector({ department: "Engineering" }) });
    world.role("crew", ["okta/g0", "google/h0-member", "okta/account"]);
    for (const id of people) world.grant(id, "okta/account");
    for (const { user: id, target, starts, expires } of facts.grants) world.grant(id, target, { starts, expires });
    for (const [position, { left, right }] of facts.rules.entries()) world.keepApart(`r${position}`, { left, right });
    return { model: world.build(), observations: [oktaOf(facts), googleOf(facts)] };
  });

interface Live {
  readonly okta: readonly Account[];
  readonly google: readonly Account[];
  readonly groups: readonly string[];
  readonly memberships: readonly {
    readonly group: string;
    readonly member: string;
    readonly role: (typeof roles)[number];
  }[];
  readonly absentAssignable: string | null;
  readonly assignments: readonly { readonly of: string; readonly holder: string; readonly team: string | null }[];
}
interface Account {
  readonly present: boolean;
  readonly state: AccountState;
  readonly join: string;
  readonly department: string | null;
}

function accountsOf(live: readonly Account[], isGoogle: boolean): readonly ObservedAccount[] {
  const own = people.flatMap((id, position): readonly ObservedAccount[] => {
    const account = live[position];
    if (account === undefined || !account.present) return [];
    const state = isGoogle && account.state !== "active" ? "suspended" : account.state;
    return [
      {
        id: `a-${id}`,
        address: `${id}@acme.example`,
        join: account.join === "own" ? `n-${id}` : account.join === "none" ? null : `n-other-${id}`,
        state,
        profile: isGoogle ? { "name.familyName": account.department } : { department: account.department },
        lastSignIn: null,
      },
    ];
  });
  const stranger = { id: "a-stranger", address: "stranger@acme.example", join: null, profile: {}, lastSignIn: null };
  return [...own, { ...stranger, state: "active" }];
}

function systemOf(live: Live, system: "okta" | "google"): CompleteObservation {
  const isGoogle = system === "google";
  const accounts = accountsOf(live[system], isGoogle);
  const ids = new Set(accounts.map(({ id }) => id));
  const names = isGoogle ? googleGroups : oktaGroups;
  const groups = names.flatMap((name, position) => {
    const state = live.groups[position + (isGoogle ? oktaGroups.length : 0)];
    if (state === "absent") return [];
    const actual = state === "earlier-name" ? `old-${name}` : name;
    return [
      {
        id: `g-${name}`,
        name: isGoogle ? `${actual}@acme.example` : actual,
        type: isGoogle ? ("GOOGLE_GROUP" as const) : ("OKTA_GROUP" as const),
        profile: {},
        settings: null,
        ruleFed: false,
        writable: true,
      },
    ];
  });
  const memberships = new Map<string, ObservedMembership>();
  for (const { group, member, role } of live.memberships) {
    if (!groups.some(({ id }) => id === `g-${group}`)) continue;
    const isAccount = ids.has(`a-${member}`);
    if (!isAccount && !isGoogle) continue;
    memberships.set(`${group} ${member}`, {
      group: `g-${group}`,
      account: isAccount ? `a-${member}` : null,
      address: isAccount ? null : `${member}@acme.example`,
      role: isGoogle ? role : "member",
    });
  }
  return complete({
    system,
    provider: system,
    tenant: "https://acme.example",
    accounts,
    groups,
    memberships: [...memberships.values()],
    membershipsRead: groups.map(({ id }) => id),
    ...assignmentsOf(live, system, accounts),
  });
}

const oktaOf = (live: Live): CompleteObservation => systemOf(live, "okta");
const googleOf = (live: Live): CompleteObservation => systemOf(live, "google");

/** A deactivated Okta account holds no app and no role: the provider ends both. */
function assignmentsOf(live: Live, system: "okta" | "google", accounts: readonly ObservedAccount[]) {
  const present = assignables.filter((one) => one.system === system && one.id !== live.absentAssignable);
  const holders = new Set(accounts.flatMap(({ id, state }) => (state === "deactivated" ? [] : [id])));
  const assignments = new Map<string, ObservedDirectAssignment>();
  for (const { of, holder, team } of live.assignments) {
    const target = present.find(({ id }) => id === of);
    if (target === undefined || !holders.has(`a-${holder}`)) continue;
    assignments.set(`${of} ${holder}`, {
      kind: target.kind,
      target: `t-${of}`,
      account: `a-${holder}`,
      id: target.kind === "adminRole" ? `ra-${holder}` : null,
      profile: target.kind === "app" ? (team === null ? {} : { team }) : null,
    });
  }
  return {
    assignables: present.map(({ kind, id, name }) => ({ kind, id: `t-${id}`, name })),
    directAssignments: [...assignments.values()],
  };
}
