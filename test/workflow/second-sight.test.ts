import { describe, expect, it } from "vitest";
import type { ReadFor } from "../../src/model/observation.ts";
import type { AccessReader, Known } from "../../src/ports/access.ts";
import type { Connection } from "../../src/ports/connection.ts";
import { secondSight } from "../../src/workflow/second-sight.ts";
import { aModel, type ModelBuilder } from "../support/model.ts";
import { aGoogle, anOkta, type ObservedBuilder } from "../support/observed.ts";
import { planFor } from "../support/planned.ts";

interface Case {
  readonly base: ModelBuilder;
  readonly head: ModelBuilder;
  /** What the lists show. */
  readonly lists: readonly ObservedBuilder[];
  /** The objects themselves. Default: as the lists show them. */
  readonly objects?: readonly ObservedBuilder[];
  /** What was read; absent: everything. */
  readonly readFor?: ReadFor;
  /** True: no object can be read. */
  readonly isDown?: boolean;
}

/** Returns the sentences, and the objects that were read again. */
async function sightsOf({ base, head, lists, objects = lists, readFor, isDown = false }: Case) {
  const reads: string[] = [];
  const model = head.build();
  const found = <T>(value: T | undefined): Known<T> =>
    isDown
      ? { kind: "unknown", failure: { kind: "unavailable", message: "down" } }
      : value === undefined
        ? { kind: "absent" }
        : { kind: "found", value };
  const connections = objects.map((builder) => {
    const { observed } = builder.build();
    const reader: Pick<AccessReader, "accountById" | "membership" | "directAssignment"> = {
      directAssignment: async (kind, target, account) => {
        reads.push(`${observed.system} ${target} ${account}`);
        const { directAssignments = [] } = observed;
        return found(
          directAssignments.find((one) => one.kind === kind && one.target === target && one.account === account),
        );
      },
      accountById: async (id) => {
        reads.push(`${observed.system} ${id}`);
        return found(observed.accounts.find((account) => account.id === id));
      },
      membership: async (group, member) => {
        reads.push(`${observed.system} ${group} ${member}`);
        return found(observed.memberships.find((one) => one.group === group && one.account === member));
      },
    };
    return { system: [...model.systems.values()].find(({ id }) => id === observed.system), reader };
  }) as unknown as readonly Connection[];
  const texts = await secondSight(
    {
      plan: planFor(head, lists, { base }),
      model,
      base: base.build(),
      observed: lists.map((builder) => ({
        ...builder.build().observed,
        ...(readFor === undefined ? {} : { readFor }),
      })),
    },
    connections,
  );
  return { texts, reads };
}

/** Ada and bob have accounts in both systems. */
const company = (): ModelBuilder =>
  aModel()
    .user("ada")
    .user("bob")
    .entitlement("okta/account")
    .entitlement("google/account")
    .grant("ada", "okta/account")
    .grant("bob", "okta/account")
    .grant("ada", "google/account")
    .grant("bob", "google/account")
    .entitlement("okta/crm")
    .entitlement("okta/wiki");
const okta = (): ObservedBuilder => anOkta().account("ada").account("bob").group("crm").group("wiki");
const google = (): ObservedBuilder => aGoogle().account("ada").account("bob");
const renamed = { name: { display: "ada", given: "ada", family: "Lovelace" }, department: "Sales" };
const inSales = { profile: { login: "ada@acme.example", department: "Sales" } };
const asLovelace = { profile: { primaryEmail: "ada@acme.example", "name.familyName": "Lovelace" } };
const okta2 = (): ObservedBuilder => anOkta().account("ada", inSales).account("bob").group("crm").group("wiki");
const google2 = (): ObservedBuilder => aGoogle().account("ada", asLovelace).account("bob");

describe("a second sight of accounts", () => {
  const change = { base: company(), head: company().user("ada", renamed) };

  it("reads the account of a changed user again, and no other", async () => {
    const { texts, reads } = await sightsOf({ ...change, lists: [okta2(), google2()] });
    expect([texts, reads]).toEqual([[], ["okta a-ada", "google a-ada"]]);
  });

  it("reads nothing for a user whose file only moved", async () => {
    const moved = company().user("ada", { source: { file: "access/users/new/ada.yaml", line: 3 } });
    expect(await sightsOf({ base: company(), head: moved, lists: [okta(), google()] })).toEqual({
      texts: [],
      reads: [],
    });
  });

  it("reads the account of a user who is new in the files, and that of one whose attributes changed", async () => {
    const newcomer = { base: company(), head: company().user("zoe", { status: "terminated" }) };
    const suspended = okta().account("zoe", { state: "suspended" });
    expect((await sightsOf({ ...newcomer, lists: [suspended, google()] })).reads).toEqual(["okta a-zoe"]);
    const costed = { base: company(), head: company().user("ada", { attributes: new Map([["cost", "7"]]) }) };
    expect((await sightsOf({ ...costed, lists: [okta(), google()] })).reads).toEqual(["okta a-ada", "google a-ada"]);
  });

  it("reads the account of a user whose access changes, although the user's file does not", async () => {
    const granted = { base: company(), head: company().grant("bob", "okta/crm") };
    const { reads } = await sightsOf({ ...granted, lists: [okta().member("crm", "bob"), google()] });
    expect(reads).toEqual(["okta a-bob", "okta g-crm a-bob", "google a-bob"]);
  });

  it("reads the account of a user who gains the account itself", async () => {
    const gained = { base: company().user("zoe"), head: company().user("zoe").grant("zoe", "okta/account") };
    const { texts, reads } = await sightsOf({ ...gained, lists: [okta().account("zoe"), google()] });
    expect([texts, reads]).toEqual([[], ["okta a-zoe"]]);
  });

  it("leaves an account that the plan writes to, and reads the account in the other system", async () => {
    const { reads } = await sightsOf({ ...change, lists: [okta(), google2()] });
    expect(reads).toEqual(["google a-ada"]);
  });

  it("reads the account of a user for whom the plan writes only a membership", async () => {
    const both = { base: company(), head: company().user("ada", renamed).grant("ada", "okta/crm") };
    expect((await sightsOf({ ...both, lists: [okta2(), google2()] })).reads).toContain("okta a-ada");
  });

  it.each([
    ["profile", {}],
    ["state", { ...inSales, state: "suspended" }],
    ["employee number", { ...inSales, join: "n-other" }],
    ["address", { ...inSales, address: "ada2@acme.example" }],
  ] as const)("reports an account with another %s", async (_name, actual) => {
    const object = anOkta().account("ada", actual);
    const { texts } = await sightsOf({ ...change, lists: [okta2(), google2()], objects: [object, google2()] });
    expect(texts).toEqual(["The account of ada in okta is not as the list shows it."]);
  });

  it("reports nothing for an address in other letter case, or another last sign-in", async () => {
    const object = anOkta().account("ada", {
      ...inSales,
      address: "Ada@acme.example",
      lastSignIn: "2026-11-20T09:00:00Z",
    });
    const { texts } = await sightsOf({ ...change, lists: [okta2(), google2()], objects: [object, google2()] });
    expect(texts).toEqual([]);
  });

  it("reports an account that does not exist, and one that cannot be read", async () => {
    const lists = [okta2(), google2()];
    expect((await sightsOf({ ...change, lists, objects: [anOkta(), google2()] })).texts).toEqual([
      "The account of ada in okta is not as the list shows it.",
    ]);
    expect((await sightsOf({ ...change, lists, isDown: true })).texts).toEqual([
      "The account of ada in okta could not be read again.",
      "The account of ada in google could not be read again.",
    ]);
  });

  it("ignores accounts without an employee number, and finds those with an earlier one", async () => {
    const head = company().user("ada", { ...renamed, previousNumbers: ["n-old"] });
    const lists = [anOkta().account("bob", { join: null }).account("ada", { join: "n-old" }), google2()];
    // The plan corrects the number, so the account is written to.
    expect((await sightsOf({ base: company(), head, lists })).reads).toEqual(["google a-ada"]);
  });
});

describe("a second sight of memberships", () => {
  const gained = { base: company(), head: company().grant("bob", "okta/crm") };
  const lost = { base: company().grant("bob", "okta/crm"), head: company() };
  const text = 'The membership of bob in the group "crm" in okta is not as the list shows it.';

  it("reports one that only the list has", async () => {
    const lists = [okta().member("crm", "bob"), google()];
    expect((await sightsOf({ ...gained, lists, objects: [okta(), google()] })).texts).toEqual([text]);
    expect((await sightsOf({ ...gained, lists })).texts).toEqual([]);
  });

  it("reports one that the list does not have", async () => {
    const lists = [okta(), google()];
    const objects = [okta().member("crm", "bob"), google()];
    expect((await sightsOf({ ...lost, lists, objects })).texts).toEqual([text]);
    expect((await sightsOf({ ...lost, lists })).texts).toEqual([]);
  });

  it("reports one that cannot be read, also where the list does not have it", async () => {
    const unread = 'The membership of bob in the group "crm" in okta could not be read again.';
    expect((await sightsOf({ ...lost, lists: [okta(), google()], isDown: true })).texts).toContain(unread);
    const lists = [okta().member("crm", "bob"), google()];
    expect((await sightsOf({ ...gained, lists, isDown: true })).texts).toContain(unread);
  });

  it("leaves one that the plan writes, and reads another one of the same user", async () => {
    const two = { base: company(), head: company().grant("bob", "okta/crm").grant("bob", "okta/wiki") };
    const { reads } = await sightsOf({ ...two, lists: [okta().member("wiki", "bob"), google()] });
    expect(reads).toEqual(["okta a-bob", "okta g-wiki a-bob", "google a-bob"]);
  });

  it("leaves a group whose members were not read, and one that does not exist", async () => {
    const unread = await sightsOf({ ...gained, lists: [okta().withoutMembersOf("crm"), google()] });
    expect(unread.reads).toEqual(["okta a-bob", "google a-bob"]);
    const missing = await sightsOf({ ...lost, lists: [anOkta().account("bob"), google()] });
    expect(missing.reads).toEqual(["okta a-bob", "google a-bob"]);
  });

  it("leaves a group of the same name in another system", async () => {
    const lists = [okta().member("crm", "bob"), google().group("crm")];
    expect((await sightsOf({ ...gained, lists })).reads).toEqual(["okta a-bob", "okta g-crm a-bob", "google a-bob"]);
  });

  it("reads nothing for a system without a connection", async () => {
    const lists = [okta().member("crm", "bob"), google()];
    expect(await sightsOf({ ...gained, lists, objects: [google()] })).toEqual({ texts: [], reads: ["google a-bob"] });
  });
});

describe("the second sight of a targeted read", () => {
  const gained = company().entitlement("okta/crm").grant("ada", "okta/account").grant("bob", "okta/account");
  const change = {
    base: gained,
    head: company()
      .entitlement("okta/crm")
      .grant("ada", "okta/account")
      .grant("bob", "okta/account")
      .grant("bob", "okta/crm"),
    objects: [anOkta().account("ada").account("bob").group("crm").member("crm", "bob")],
  };
  const of = (users: readonly string[]): ReadFor => ({
    identified: new Set(["ada", "bob"]),
    users: new Set(users),
    groups: new Set(),
  });

  it("does not judge a membership that was not read", async () => {
    expect((await sightsOf({ ...change, lists: change.objects, readFor: of(["bob"]) })).reads).toContain(
      "okta g-crm a-bob",
    );
    expect((await sightsOf({ ...change, lists: change.objects, readFor: of(["ada"]) })).reads).not.toContain(
      "okta g-crm a-bob",
    );
  });
});

describe("the second sight of a direct assignment", () => {
  const target = { target: { kind: "app", label: "Payroll" } } as const;
  const base = company().entitlement("okta/payroll", target);
  const head = company().entitlement("okta/payroll", target).grant("ada", "okta/payroll");
  const app = (): ObservedBuilder => okta().assignable("app", "Payroll");
  const assigned = (): ObservedBuilder => app().assigned("app", "Payroll", "ada");

  it("reads what the list already shows as wanted, and reports where the object differs", async () => {
    const read = ["okta a-ada", "okta app-Payroll a-ada"];
    expect(await sightsOf({ base, head, lists: [assigned()] })).toEqual({ texts: [], reads: read });
    expect(await sightsOf({ base, head, lists: [assigned()], objects: [app()] })).toEqual({
      texts: ['The assignment of the app "Payroll" to ada in okta is not as the list shows it.'],
      reads: read,
    });
  });

  it("does not read what the plan changes", async () => {
    expect(await sightsOf({ base, head, lists: [app()] })).toEqual({ texts: [], reads: ["okta a-ada"] });
  });
});
