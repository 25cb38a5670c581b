import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { GroupRole, User } from "../../src/model/documents.ts";
import type { ObservedGroup } from "../../src/model/observation.ts";
import { connectedTraits, type GroupType } from "../../src/model/provider.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { aModel, type ModelBuilder, now, ref, userId } from "../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../support/observed.ts";
import { planFor } from "../support/planned.ts";

/** The rows of one table: the live state, what the files want, and the plan of that case. */
type Row = readonly [live: string, wanted: string, plan: () => Plan];

const address = "list@acme.example";
const oktaGroup = { target: { kind: "group", name: "crm", role: "member" } } as const;
const googleGroup = { target: { kind: "group", name: address, role: "member" }, title: "list" } as const;
type Changes = Parameters<ModelBuilder["entitlement"]>[1];

/** Ada has an account and is granted the group. */
const wantsOkta = (changes: Changes = {}): ModelBuilder =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm", { ...oktaGroup, ...changes })
    .user("ada")
    .grant("ada", "okta/account")
    .grant("ada", "okta/crm");
const wantsGoogle = (changes: Changes = {}, user: Parameters<ModelBuilder["user"]>[1] = {}): ModelBuilder =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/list", { ...googleGroup, ...changes })
    .user("ada", user)
    .grant("ada", "google/account");
const granted = (changes: Changes = {}, user: Parameters<ModelBuilder["user"]>[1] = {}): ModelBuilder =>
  wantsGoogle(changes, user).grant("ada", "google/list");
const okta = (): ObservedBuilder => anOkta().account("ada");
const google = (): ObservedBuilder => aGoogle().account("ada");
const listed = (changes: Partial<ObservedGroup> = {}): ObservedBuilder =>
  google().group("list", { name: address, profile: { name: "list" }, ...changes });

/** Each type of the groups of Okta and Google, which docs/live-states.md describes; a test compares. */
const typeRows = {
  OKTA_GROUP: () => okta().group("crm", { type: "OKTA_GROUP" }),
  APP_GROUP: () => okta().group("crm", { type: "APP_GROUP" }),
  BUILT_IN: () => okta().group("crm", { type: "BUILT_IN" }),
  GOOGLE_GROUP: () => listed({ type: "GOOGLE_GROUP" }),
} satisfies Partial<Record<GroupType, () => ObservedBuilder>>;
type DescribedType = keyof typeof typeRows;

const ofType = (type: DescribedType, isMember: boolean): Plan => {
  const live = typeRows[type]();
  const isGoogle = type === "GOOGLE_GROUP";
  const present = isMember ? live.member(isGoogle ? "list" : "crm", "ada") : live;
  return planFor(isGoogle ? granted() : wantsOkta(), [present]);
};

const open = { whoCanJoin: "ANYONE_CAN_JOIN" };
const configured = (changes: Changes = {}): ModelBuilder =>
  wantsGoogle({ settings: new Map([["whoCanJoin", "INVITED_CAN_JOIN"]]), ...changes });
const addOnly = (world: ModelBuilder): ModelBuilder => world.system("google", { mode: "add-only" });

const groups: readonly Row[] = [
  ...(Object.keys(typeRows) as DescribedType[]).flatMap((type): readonly Row[] => [
    [`A group of type \`${type}\` has the name`, "Another member", () => ofType(type, false)],
    ["The same", "Its current state", () => ofType(type, true)],
  ]),
  [
    "An active rule feeds the Okta group",
    "Another member",
    () => planFor(wantsOkta(), [okta().group("crm", { ruleFed: true })]),
  ],
  [
    "The same",
    "Its current state",
    () => planFor(wantsOkta(), [okta().group("crm", { ruleFed: true }).member("crm", "ada")]),
  ],
  ["No group has the name", "The group", () => planFor(wantsOkta(), [okta()])],
  ["The same", "The group, retired", () => planFor(wantsOkta({ status: "retired" }), [okta()])],
  [
    "The description differs",
    "The group",
    () => planFor(wantsOkta({ description: "Sales" }), [okta().group("crm").member("crm", "ada")]),
  ],
  [
    "One group has an earlier name (`previously`)",
    "The group",
    () => planFor(wantsOkta({ previously: ["sales"] }), [okta().group("sales").member("sales", "ada")]),
  ],
  [
    "Two groups have the name",
    "The group",
    () => planFor(wantsOkta(), [okta().group("crm").group("crm", { id: "g-2" })]),
  ],
  [
    "One group has the name and another one an earlier name",
    "The group",
    () => planFor(wantsOkta({ previously: ["sales"] }), [okta().group("crm").group("sales")]),
  ],
  [
    "One group has an earlier name of two declarations",
    "Both groups",
    () =>
      planFor(
        wantsOkta({ previously: ["sales"] }).entitlement("okta/erp", {
          target: { kind: "group", name: "erp", role: "member" },
          previously: ["sales"],
        }),
        [okta().group("sales")],
      ),
  ],
  ["The members were not read", "The group", () => planFor(wantsOkta(), [okta().group("crm").withoutMembersOf("crm")])],
  ["The declared settings differ", "The group", () => planFor(configured(), [listed({ settings: open })])],
  ["The same", "The group, in add-only mode", () => planFor(addOnly(configured()), [listed({ settings: open })])],
  ["The same", "The group, retired", () => planFor(configured({ status: "retired" }), [listed({ settings: open })])],
  ["The declared settings were not read", "The group", () => planFor(configured(), [listed()])],
  [
    "The settings differ, and no file declares any",
    "The group",
    () => planFor(wantsGoogle(), [listed({ settings: open })]),
  ],
  ["No group has the name", "The group, with settings", () => planFor(configured(), [google()])],
  [
    "An undeclared group has the name but for letter case or spaces",
    "The group",
    () => planFor(wantsOkta(), [okta().group("CRM ")]),
  ],
  [
    "The same, in observe mode",
    "The group",
    () => planFor(wantsOkta().system("okta", { mode: "observe" }), [okta().group("CRM ")]),
  ],
  [
    "The same, of a type that no file can declare",
    "The group",
    () => planFor(wantsOkta(), [okta().group("CRM ", { type: "APP_GROUP" })]),
  ],
  [
    "The address is an alias of another group (Google keeps it when it renames)",
    "The group",
    () => planFor(granted(), [google().group("other@acme.example", { aliases: [address] })]),
  ],
  [
    "The same",
    "The group, retired",
    () => planFor(granted({ status: "retired" }), [google().group("other@acme.example", { aliases: [address] })]),
  ],
  [
    "The address is an alias of a group whose name is in `previously`",
    "The group",
    () =>
      planFor(granted({ previously: ["other@acme.example"] }), [
        google()
          .group("other", { name: "other@acme.example", profile: { name: "list" }, aliases: [address] })
          .member("other", "ada"),
      ]),
  ],
  [
    "An account has the address, as its main address or as an alias",
    "The group",
    () => planFor(granted(), [google().account("box", { address, join: null })]),
  ],
  [
    "The same",
    "The group, retired",
    () => planFor(granted({ status: "retired" }), [google().account("box", { address, join: null })]),
  ],
  [
    "A deleted account had the address",
    "The group",
    () => planFor(granted(), [google().account("box", { address, join: null, state: "deleted" })]),
  ],
];

/** Each role of the published type: a new one does not compile without a row. */
const roles = Object.keys({ member: true, manager: true, owner: true } satisfies Record<
  GroupRole,
  true
>) as GroupRole[];
const owners = (world: ModelBuilder): ModelBuilder =>
  world.entitlement("google/list-owner", { target: { kind: "group", name: address, role: "owner" }, title: "list" });
const additive = { membership: "additive" } as const;
const outside = { externalIn: ["google"], email: "ada@else.example" } as unknown as Partial<User>;
const box = { address: "box@else.example", sponsor: userId("ada"), reason: "Reports", expires: now + 1 };
const external = (entry: Partial<typeof box> = {}, changes: Changes = {}): ModelBuilder =>
  wantsGoogle({ externalMembers: [{ ...box, ...entry }], ...changes });
const staff = {
  target: { kind: "group", name: "staff@acme.example", role: "member" },
  title: "staff@acme.example",
} as const;
const nested = (): ObservedBuilder =>
  listed().group("staff", { name: "staff@acme.example", profile: { name: "staff@acme.example" } });

const members: readonly Row[] = [
  ...roles.map((role): Row => [
    `An account of a user, as \`${role}\``,
    "The user as `member`",
    () => planFor(owners(granted()), [listed().member("list", "ada", role)]),
  ]),
  ...roles.map((role): Row => [
    `An account of a user, as \`${role}\``,
    "The user as `owner`",
    () => planFor(owners(granted()).grant("ada", "google/list-owner"), [listed().member("list", "ada", role)]),
  ]),
  ...roles.map((role): Row => [
    `An account of a user, as \`${role}\``,
    "Not this user",
    () => planFor(owners(wantsGoogle()), [listed().member("list", "ada", role)]),
  ]),
  [
    "A user with a role that no entitlement declares",
    "The user in a lower role, or not at all",
    () => planFor(granted(), [listed().member("list", "ada", "owner")]),
  ],
  [
    "The same",
    "A user who left, or whose access the files ended",
    () => planFor(wantsGoogle({}, { status: "terminated" }), [listed().member("list", "ada", "owner")]),
  ],
  ["None", "A user with an account", () => planFor(granted(), [listed()])],
  [
    "An address of a user without an account (`externalIn`), in any letter case",
    "The user as a member",
    () =>
      planFor(granted({}, outside), [
        aGoogle()
          .group("list", { name: address, profile: { name: "list" } })
          .outsider("list", "Ada@Else.example"),
      ]),
  ],
  [
    "A consumer mailbox (gmail.com, googlemail.com) that differs from the user's address in dots or domain",
    "The user as a member",
    () =>
      planFor(granted({}, { ...outside, email: "a.da@gmail.com" }), [
        aGoogle()
          .group("list", { name: address, profile: { name: "list" } })
          .outsider("list", "ada@googlemail.com"),
      ]),
  ],
  [
    "The same member twice",
    "Not this member",
    () => planFor(wantsGoogle(), [listed().outsider("list", "eve@else.example").outsider("list", "Eve@else.example")]),
  ],
  [
    "An account or address of no user",
    "Authoritative membership",
    () => planFor(wantsGoogle(), [listed().outsider("list", "eve@else.example")]),
  ],
  [
    "The same",
    "Additive membership",
    () => planFor(wantsGoogle(additive), [listed().outsider("list", "eve@else.example")]),
  ],
  [
    "The same, with a role that no entitlement declares",
    "Authoritative membership",
    () => planFor(wantsGoogle(), [listed().outsider("list", "eve@else.example", "owner")]),
  ],
  [
    "An address that `externalMembers` declares",
    "The member, in any spelling",
    () => planFor(external(), [listed().outsider("list", "Box@else.example")]),
  ],
  ["None", "The same", () => planFor(external(), [listed()])],
  [
    "An address that `externalMembers` declares",
    "Nothing: its end has passed",
    () => planFor(external({ expires: now }, additive), [listed().outsider("list", "box@else.example")]),
  ],
  [
    "The same, as `owner`, which the group declares",
    "The member",
    () => planFor(owners(external()), [listed().outsider("list", "box@else.example", "owner")]),
  ],
  [
    "The same, with a role that no entitlement declares",
    "The member",
    () => planFor(external(), [listed().outsider("list", "box@else.example", "owner")]),
  ],
  [
    "An account or a group has the address that `externalMembers` declares",
    "The member",
    () => planFor(external(), [listed().account("box", { address: "box@else.example", join: null })]),
  ],
  [
    "An account whose user is in doubt",
    "Authoritative membership",
    () =>
      planFor(wantsGoogle(), [
        aGoogle()
          .account("ada", { join: null })
          .group("list", { name: address, profile: { name: "list" } })
          .member("list", "ada"),
      ]),
  ],
  [
    "A live group, by its address or an alias",
    "Additive membership",
    () => planFor(wantsGoogle(additive), [nested().outsider("list", "staff@acme.example")]),
  ],
  [
    "The same",
    "Authoritative membership",
    () => planFor(wantsGoogle(), [nested().outsider("list", "staff@acme.example")]),
  ],
  [
    "The same",
    "The group in `nests`",
    () =>
      planFor(
        wantsGoogle({ nests: [ref("google/staff")] }).entitlement("google/staff", {
          target: { kind: "group", name: "staff@acme.example", role: "member" },
          title: "staff@acme.example",
        }),
        [nested().outsider("list", "staff@acme.example")],
      ),
  ],
  [
    "The same",
    "No longer the group in `nests`, by a change",
    () =>
      planFor(
        wantsGoogle(additive).entitlement("google/staff", staff),
        [nested().outsider("list", "staff@acme.example")],
        {
          base: wantsGoogle({ ...additive, nests: [ref("google/staff")] }).entitlement("google/staff", staff),
        },
      ),
  ],
  [
    "None",
    "The group in `nests`",
    () => planFor(wantsGoogle({ nests: [ref("google/staff")] }).entitlement("google/staff", staff), [nested()]),
  ],
  [
    "The entire tenant",
    "Additive membership",
    () => planFor(wantsGoogle(additive), [listed().outsider("list", listed().build().observed.tenant)]),
  ],
  [
    "The same",
    "Authoritative membership",
    () => planFor(wantsGoogle(), [listed().outsider("list", listed().build().observed.tenant)]),
  ],
];

const payroll = { target: { kind: "app", label: "Payroll" } } as const;
const app = (): ObservedBuilder => okta().assignable("app", "Payroll");
const withoutApp = (changes: Changes = {}, user: Parameters<ModelBuilder["user"]>[1] = {}): ModelBuilder =>
  aModel()
    .entitlement("okta/account")
    .entitlement("okta/payroll", { ...payroll, ...changes })
    .user("ada", user)
    .grant("ada", "okta/account");
const withApp = (changes: Changes = {}): ModelBuilder => withoutApp(changes).grant("ada", "okta/payroll");
const described = { profile: new Map([["team", { field: "department" }]]) } as const;

const admin = (): ObservedBuilder => okta().assignable("adminRole", "USER_ADMIN");
const withAdminRole = (): ModelBuilder => withoutApp({ target: { kind: "adminRole", name: "USER_ADMIN" } });

const assignments: readonly Row[] = [
  ["None", "The user as a holder", () => planFor(withApp(), [app()])],
  [
    "An assignment to a user",
    "The user as a holder",
    () => planFor(withApp(), [app().assigned("app", "Payroll", "ada")]),
  ],
  ["The same", "Not this user", () => planFor(withoutApp(), [app().assigned("app", "Payroll", "ada")])],
  [
    "The same",
    "A user who left",
    () => planFor(withoutApp({}, { status: "terminated" }), [app().assigned("app", "Payroll", "ada")]),
  ],
  [
    "The same",
    "The entitlement, retired",
    () => planFor(withApp({ status: "retired" }), [app().assigned("app", "Payroll", "ada")]),
  ],
  [
    "An attribute of the app's profile differs",
    "The user as a holder, with `profile`",
    () => planFor(withApp(described), [app().assigned("app", "Payroll", "ada", { profile: { team: "Sales" } })]),
  ],
  [
    "The same",
    "The user as a holder",
    () => planFor(withApp(), [app().assigned("app", "Payroll", "ada", { profile: { team: "Sales" } })]),
  ],
  [
    "An assignment to an account of no user",
    "Authoritative membership",
    () => planFor(withoutApp(), [app().account("eve").assigned("app", "Payroll", "eve")]),
  ],
  [
    "The same",
    "Additive membership",
    () => planFor(withoutApp(additive), [app().account("eve").assigned("app", "Payroll", "eve")]),
  ],
  [
    "An administrator role of an account of no user",
    "Authoritative membership",
    () => planFor(withAdminRole(), [admin().account("eve").assigned("adminRole", "USER_ADMIN", "eve")]),
  ],
  [
    "An administrator role of the account whose credential Rolecall uses",
    "Not this user",
    () => planFor(withAdminRole(), [admin().assigned("adminRole", "USER_ADMIN", "ada").own("ada")]),
  ],
  [
    "An assignment to an account whose user is in doubt",
    "Authoritative membership",
    () =>
      planFor(withoutApp(), [
        anOkta().account("ada", { join: null }).assignable("app", "Payroll").assigned("app", "Payroll", "ada"),
      ]),
  ],
  ["No object has the name", "The user as a holder", () => planFor(withApp(), [okta()])],
  ["The same", "The entitlement, retired", () => planFor(withApp({ status: "retired" }), [okta()])],
  [
    "Two objects have the name",
    "The user as a holder",
    () => planFor(withApp(), [app().assignable("app", "Payroll", { id: "another" })]),
  ],
  [
    "The holders were not read",
    "The user as a holder",
    () => planFor(withApp(), [app().withoutHoldersOf("app", "Payroll")]),
  ],
];

/** Returns the result of a plan as the table shows it. */
function resultOf({ operations, guards, unmanaged }: Plan): string {
  const parts = [
    ...new Set(operations.map(({ action }) => `\`${action}\``)),
    ...guards.map(({ code, blocked }) => `${blocked ? "block" : "finding"}: \`${code}\``),
    ...(Object.values(unmanaged).some((count) => count.members > 0) ? ["unmanaged"] : []),
  ];
  return parts.length === 0 ? "–" : parts.join(", ");
}

const file = new URL("../../docs/live-states.md", import.meta.url);

function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ""] = readFileSync(file, "utf8").split(`\n${heading}\n`);
  const lines = (section.split("\n#")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it("has a row for each type of the groups of Okta and Google", () => {
  const { okta: ofOkta, google: ofGoogle } = connectedTraits;
  expect(Object.keys(typeRows)).toEqual([ofOkta, ofGoogle].flatMap(({ groups: { types } }) => Object.keys(types)));
});

describe.each([
  ["## Groups", groups],
  ["### Members of a group", members],
  ["## Apps, administrator roles and licences", assignments],
] as const)("docs/live-states.md, %s", (heading, rows) => {
  it("has one row for each case, in this order", () => {
    expect(rowsBelow(heading).map(([live, wanted]) => [live, wanted])).toEqual(
      rows.map(([live, wanted]) => [live, wanted]),
    );
  });

  it.each(rows.map(([live, wanted, plan], index) => ({ live, wanted, plan, index })))(
    "describes the plan for: $live / $wanted",
    ({ plan, index }) => {
      expect(rowsBelow(heading)[index]?.[2]).toBe(resultOf(plan()));
    },
  );
});
