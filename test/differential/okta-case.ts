import { createPacer } from "../../src/http/pacer.ts";
import type { ProviderWrite } from "../../src/ports/access.ts";
import { createOktaClient, createOktaReader, createOktaWriter } from "../../src/providers/okta/index.ts";
import type { StateDump } from "../../src/sandbox/core/state-dump.ts";
import { createOktaSandbox } from "../../src/sandbox/okta/okta-sandbox.ts";
import type { OktaSeed } from "../../src/sandbox/okta/seed.ts";
import type { Random } from "../property/random.ts";
import { oktaReference } from "../reference-client/okta.ts";
import { departments, mail, names, type ProviderCase, someChanges, someId } from "./provider-case.ts";

const join = "employeeNumber";
const attributes = { department: "department", title: "title" };
const roles = ["USER_ADMIN", "READ_ONLY_ADMIN", "HELP_DESK_ADMIN"] as const;
const groups = ["Sales", "Prod DB", "Everybody else"] as const;
const labels = ["Payroll", "Wiki"] as const;
const statuses = [
  "ACTIVE",
  "ACTIVE",
  "STAGED",
  "PROVISIONED",
  "PASSWORD_EXPIRED",
  "RECOVERY",
  "LOCKED_OUT",
  "SUSPENDED",
  "DEPROVISIONED",
] as const;
const token = "differential-token";

export const oktaCase: ProviderCase = {
  join,
  attributes,
  settings: [],
  assignables: [
    ...labels.map((name) => ({ kind: "app" as const, name })),
    ...roles.map((name) => ({ kind: "adminRole" as const, name })),
  ],
  sandbox: (random, clock) =>
    createOktaSandbox({
      seed: seedFrom(random),
      clock,
      limits: { all: 1_000_000 },
      principalPercentage: 100,
      token,
      groupPageMax: random.one([2, 200]),
      memberPageMax: random.one([2, 1000]),
      activation: random.one(["active", "provisioned"]),
      customAttributes: ["badge"],
      customGroupAttributes: ["costCenter"],
    }),
  async product(orgUrl, clock) {
    const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
    const client = await createOktaClient({ orgUrl, credentials: { kind: "token", token }, pacer, clock });
    const shown = { join, attributes: Object.values(attributes) };
    return {
      reader: createOktaReader(client, { system: "okta", clock, ...shown }),
      writer: createOktaWriter(client, { system: "okta", clock, join }),
    };
  },
  reference: (url, limit) => oktaReference({ url, token, join, limit }),
  write: writeFrom,
};

function seedFrom(random: Random): OktaSeed {
  const people = names.slice(0, 3 + random.below(5));
  const logins = people.map(mail);
  const status = new Map(people.map((name) => [mail(name), random.one(statuses)]));
  // A deactivated user has no apps and no administrator roles.
  const live = logins.filter((login) => status.get(login) !== "DEPROVISIONED");
  return {
    users: people.map((name, index) => ({
      status: status.get(mail(name)) ?? "ACTIVE",
      profile: {
        login: mail(name),
        email: mail(name),
        firstName: name,
        lastName: "O'Neil-Åsa",
        ...(random.chance(0.7) ? { [join]: `n${index}` } : {}),
        ...(random.chance(0.6) ? { department: random.one(departments) } : {}),
        ...(random.chance(0.3) ? { badge: "b 1" } : {}),
      },
      adminRoles: status.get(mail(name)) === "DEPROVISIONED" ? [] : random.some(roles, 0.15),
    })),
    groups: groups.map((name) => ({
      name,
      type: random.one(["OKTA_GROUP", "OKTA_GROUP", "OKTA_GROUP", "APP_GROUP"] as const),
      ...(random.chance(0.5) ? { description: `About ${name}` } : {}),
      ...(random.chance(0.5) ? { attributes: { costCenter: "42" } } : {}),
      members: random.some(logins, 0.4),
      adminRoles: random.some(roles, 0.1),
    })),
    rules: random.chance(0.5)
      ? [
          {
            name: "by department",
            status: random.one(["ACTIVE", "INACTIVE"] as const),
            expression: 'user.department=="Sales"',
            groups: [random.one(groups)],
          },
        ]
      : [],
    apps: labels.map((label) => ({
      label,
      status: random.one(["ACTIVE", "ACTIVE", "INACTIVE"] as const),
      attributes: ["team", "site"],
      users: random.some(live, 0.2).map((login) => ({ login, profile: { team: "blue" } })),
      groups: random.some(groups, 0.2).map((name) => ({ name })),
    })),
  };
}

function writeFrom(random: Random, state: StateDump): ProviderWrite {
  const account = someId(random, state, "users", "00unobody00000000000");
  const group = someId(random, state, "groups", "00gnothing0000000000");
  const app = someId(random, state, "apps", "0oanothing0000000000");
  const name = random.one(names);
  const role = random.one(roles);
  const held = Object.values(state["adminRoles"] ?? {}) as readonly { id: string; user: string }[];
  const one = held.length === 0 ? { id: "ra1nothing0000000000", user: account } : random.one(held);
  const profile = random.one([{}, { team: "red" }, { team: null, site: "Oslo" }, { unknown: "x" }]);
  const choices: readonly ProviderWrite[] = [
    {
      action: "account.create",
      address: mail(name),
      join: `n${random.below(9)}`,
      profile: { firstName: name, lastName: random.one(["Example", ""]), department: random.one(departments) },
      orgUnit: null,
      state: random.one(["active", "staged"]),
    },
    {
      action: "account.adopt",
      account,
      join: `m${random.below(3)}`,
      from: random.one([null, "n0", "n1"]),
    },
    { action: "account.update", account, set: someChanges(random, attributes) },
    { action: "account.update", account, set: random.one([{ badge: "b 2" }, { unknown: "x" }, { email: "none" }]) },
    { action: random.one(["account.activate", "account.suspend"]), account },
    { action: random.one(["account.unsuspend", "account.deactivate"]), account },
    {
      action: "group.create",
      name: random.one([...groups, "New: 50 % off", ""]),
      profile: random.one([{}, { description: "About new" }, { unknown: "x" }]),
    },
    {
      action: "group.update",
      group,
      set: random.one([
        { description: "Changed" },
        { description: null },
        { name: random.one([...groups, "Renamed"]) },
      ]),
    },
    { action: "membership.add", group, member: account, role: random.one(["member", "member", "owner"]) },
    { action: "membership.add", group, member: account, role: "member" },
    { action: "membership.remove", group, member: account },
    { action: "membership.remove", group, member: account },
    { action: random.one(["app.assign", "app.update"]), app, account, profile },
    { action: "app.unassign", app, account },
    { action: "admin-role.assign", role, account },
    { action: "admin-role.unassign", role, assignment: one.id, account: one.user },
  ];
  return random.one(choices);
}
