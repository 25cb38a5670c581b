import { createPacer } from "../../src/http/pacer.ts";
import { connectedTraits } from "../../src/model/provider.ts";
import type { ProviderWrite } from "../../src/ports/access.ts";
import { createGoogleClient, createGoogleReader, createGoogleWriter } from "../../src/providers/google/index.ts";
import type { StateDump } from "../../src/sandbox/core/state-dump.ts";
import { createGoogleSandbox } from "../../src/sandbox/google/google-sandbox.ts";
import type { GoogleSeed } from "../../src/sandbox/google/seed.ts";
import type { Random } from "../property/random.ts";
import { googleReference } from "../reference-client/google.ts";
import { departments, domain, mail, names, password, type ProviderCase, someChanges, someId } from "./provider-case.ts";

const join = "externalIds.organization";
const attributes = { department: "organizations.department", title: "organizations.title" };
const token = "differential-token";
const groups = ["sales", "prod-db", "everybody"] as const;
const roleNames = ["_GROUPS_ADMIN_ROLE", "_HELP_DESK_ADMIN_ROLE"] as const;
const skus = ["Google-Apps/1010020027", "Google-Apps/1010020028", "101031/1010310008"] as const;
const memberRoles = ["MEMBER", "MANAGER", "OWNER"] as const;

export const googleCase: ProviderCase = {
  join,
  attributes,
  settings: Object.keys(connectedTraits.google.groups.settings),
  assignables: [
    ...roleNames.map((name) => ({ kind: "adminRole" as const, name })),
    ...skus.map((name) => ({ kind: "license" as const, name })),
  ],
  sandbox: (random, clock) =>
    createGoogleSandbox({
      seed: seedFrom(random),
      clock,
      perMinute: 1_000_000,
      licensesPerMinute: 1_000_000,
      token,
    }),
  async product(rootUrl, clock) {
    const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
    const credentials = { kind: "access-token", token } as const;
    const client = await createGoogleClient({ rootUrl, credentials, pacer, clock });
    const shown = { join, attributes: [...Object.values(attributes), "orgUnitPath"] };
    return {
      reader: createGoogleReader(client, { system: "google", clock, ...shown }),
      writer: createGoogleWriter(client, { system: "google", clock, join, randomPassword: () => password }),
    };
  },
  reference: (url, limit) => googleReference({ url, token, limit, password }),
  write: writeFrom,
};

function seedFrom(random: Random): GoogleSeed {
  const people = names.slice(0, 3 + random.below(5));
  const addresses = people.map(mail);
  return {
    domains: [domain],
    orgUnits: ["/Staff"],
    users: people.map((name, index) => ({
      primaryEmail: mail(name),
      name: { givenName: name, familyName: "O'Neil-Åsa" },
      suspended: random.chance(0.2),
      archived: random.chance(0.1),
      orgUnitPath: random.one(["/", "/Staff"]),
      ...(random.chance(0.7)
        ? {
            externalIds: [
              { type: "custom", customType: "badge", value: "b1" },
              { type: "organization", value: `n${index}` },
            ],
          }
        : {}),
      ...(random.chance(0.6)
        ? {
            organizations: [
              ...random.some([{ title: "Second", department: "Other" }], 0.3),
              { primary: true, department: random.one(departments), location: "Oslo" },
            ],
          }
        : {}),
      ...(random.chance(0.2) ? { aliases: [mail(`${name}.old`)] } : {}),
    })),
    groups: groups.map((name, index) => ({
      email: mail(name),
      name,
      ...(random.chance(0.5) ? { description: `About ${name}` } : {}),
      ...(random.chance(0.3) ? { aliases: [mail(`${name}-old`)] } : {}),
      ...(random.chance(0.3) ? { settings: { whoCanJoin: "INVITED_CAN_JOIN" } } : {}),
      members: [
        ...random.some(addresses, 0.4).map((email) => ({ email, role: random.one(memberRoles) })),
        ...random.some([{ email: "guest@partner.example", role: "MEMBER" as const }], 0.3),
        ...random.some([{ type: "CUSTOMER" as const, role: "MEMBER" as const }], 0.1),
        // Only later groups are members, so that there is no cycle.
        ...random.some(groups.slice(index + 1), 0.2).map((inner) => ({ email: mail(inner), role: "MEMBER" as const })),
      ],
    })),
    licenses: skus.map((license) => {
      const [product = "", sku = ""] = license.split("/");
      const isSecond = license === skus[1];
      return {
        product,
        sku,
        seats: random.one([2, 50]),
        isAutomatic: random.chance(0.1),
        users: isSecond ? [] : addresses.slice(0, random.below(3)),
      };
    }),
    roles: roleNames.map((roleName) => ({
      roleName,
      assignments: [
        ...random.some(addresses, 0.2).map((assignee) => ({ assignee })),
        ...random.some([{ assignee: mail("sales") }], 0.2),
      ],
    })),
  };
}

function writeFrom(random: Random, state: StateDump): ProviderWrite {
  const account = someId(random, state, "users", "100000000000000009999");
  const group = someId(random, state, "groups", "200000000000000009999");
  const name = random.one(names);
  const held = Object.values(state["roleAssignments"] ?? {}) as readonly {
    roleAssignmentId: string;
    roleId: string;
    assignedTo: string;
  }[];
  const one =
    held.length === 0
      ? { roleAssignmentId: "13801188331889999", roleId: "13801188331880451", assignedTo: account }
      : random.one(held);
  const member = random.one([account, account, account, mail(name), "guest@partner.example", group]);
  const role = random.one(["member", "manager", "owner"] as const);
  const license = random.one([...skus, "Google-Apps/9999"]);
  const choices: readonly ProviderWrite[] = [
    {
      action: "account.create",
      address: mail(random.one([name, `${name}.old`, "sales"])),
      join: `n${random.below(9)}`,
      profile: {
        "name.givenName": name,
        "name.familyName": random.one(["Example", "Example", ""]),
        ...(random.chance(0.5) ? { "organizations.department": random.one(departments) } : {}),
      },
      orgUnit: random.one([null, "/Staff", "/Nowhere"]),
      state: random.one(["active", "staged"]),
    },
    { action: "account.adopt", account, join: `m${random.below(3)}`, from: random.one([null, "n0", "n1"]) },
    { action: "account.update", account, set: someChanges(random, attributes) },
    { action: "account.update", account, set: { orgUnitPath: random.one(["/", "/Staff", "/Nowhere"]) } },
    { action: random.one(["account.activate", "account.unsuspend"]), account },
    { action: random.one(["account.suspend", "account.suspend", "account.deactivate"]), account },
    {
      action: "group.create",
      name: mail(random.one([...groups, "sales-old", "new", "ada"])),
      profile: random.one([{}, { description: "About new" }, { name: "New title" }]),
    },
    {
      action: "group.update",
      group,
      set: random.one([
        { description: "Changed" },
        { description: null },
        { name: "Title" },
        { name: mail(random.one([...groups, "renamed"])) },
      ]),
    },
    {
      action: "group.configure",
      group,
      set: random.one([{ whoCanJoin: "ANYONE_CAN_JOIN" }, { allowExternalMembers: "true" }, { whoCanJoin: "WRONG" }]),
    },
    { action: "membership.add", group, member, role },
    { action: "membership.add", group, member: account, role },
    { action: "membership.update", group, member, role },
    { action: "membership.remove", group, member },
    { action: random.one(["license.assign", "license.unassign"]), license, account },
    { action: "license.assign", license, account },
    { action: "admin-role.assign", role: one.roleId, account },
    { action: "admin-role.unassign", role: one.roleId, assignment: one.roleAssignmentId, account: one.assignedTo },
  ];
  return random.one(choices);
}
