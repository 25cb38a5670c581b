import { describe, expect, it } from "vitest";
import type { User } from "../../src/model/documents.ts";
import { renderComment } from "../../src/report/comment/render-comment.ts";
import { changeRows } from "../../src/report/comment/rows/change-rows.ts";
import { type Random, randomFrom } from "../property/random.ts";
import { aModel, at, type ModelBuilder, person, selector, userId } from "../support/model.ts";
import { pinned } from "../support/github.ts";
import { commentOn, compared } from "./comment-scenario.ts";

const seller = { department: "Sales", title: "Account Executive", manager: userId("grace") };
const named = (display: string) => ({ name: { display, given: display, family: display } });

/** A company with birthright access of sellers and engineers. Grace manages and owns everything. */
const aCompany = (): ModelBuilder =>
  aModel()
    .system("okta", { title: "Okta" })
    .system("google", { title: "Google Workspace" })
    .user("grace", { ...pinned("grace"), ...named("Grace Hopper"), department: "IT" })
    .user("ada", { ...named("Ada Lovelace"), ...seller })
    .user("bob", seller)
    .entitlement("okta/account", { title: "Okta account" })
    .entitlement("google/account", { title: "Google account" })
    .entitlement("okta/crm", { title: "Customer relations", owners: [person("grace")] })
    .entitlement("okta/github", { title: "Source code", owners: [person("grace")] })
    .entitlement("okta/wiki", { owners: [person("grace")] })
    .entitlement("okta/erp", { owners: [person("grace")] })
    .entitlement("okta/prod", { title: "Production", tier: "critical", owners: [person("grace")] })
    .approvedBy("low", [["owner"]])
    .approvedBy("critical", [["owner"]])
    .role("everyone", ["okta/account", "google/account"], { birthright: selector({ kind: "employee" }) })
    .role("seller", ["okta/crm"], {
      title: "Seller",
      owners: [person("grace")],
      birthright: selector({ department: "Sales" }),
    })
    .role("engineer", ["okta/github"], { birthright: selector({ department: "Engineering" }) });

/** Returns the rows of the table, without its head. */
function rowsOf(base: ModelBuilder, head: ModelBuilder): readonly string[] {
  const { markdown } = renderComment(commentOn(compared(base, head)));
  return markdown.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Who "));
}

const withUser = (id: string, changes: Partial<User>): ModelBuilder => aCompany().user(id, changes);

describe("the row of a person", () => {
  it("who joins has the department, title and start, the accounts and the number of birthright entitlements", () => {
    const park = { ...named("Grace Park"), ...seller, start: at("2026-11-30T23:00:00Z") };
    expect(rowsOf(aCompany(), withUser("grace-park", park))).toEqual([
      "| **Grace Park**<br>`grace-park`<br>Account Executive, Sales | **Joins** Sales as Account Executive on Tuesday, 1 December 2026<br>Accounts in Google Workspace and Okta, 1 birthright entitlement | no end | ☐ `@acme/security` |",
    ]);
  });

  it("who joins with a grant leaves the grant a row of its own, because it is a decision of its own", () => {
    const head = withUser("park", seller).grant("park", "okta/prod");
    const [first, second] = rowsOf(aCompany(), head);
    expect(first).toContain("**Gains** Production `okta/prod`, 🔴 critical | no end | ☐ `grace` |");
    expect(second).toContain("**Joins** Sales");
  });

  it("who joins names privileged birthright access", () => {
    const company = () => aCompany().role("seller", ["okta/prod"], { birthright: selector({ department: "Sales" }) });
    const [row] = rowsOf(company(), company().user("park", seller));
    expect(row).toContain("1 birthright entitlement<br>Production `okta/prod`, 🔴 critical |");
  });

  it("who moves has what the user gains, loses and keeps, and who re-certifies it", () => {
    const base = aCompany().grant("ada", "okta/wiki");
    const moved = { ...named("Ada Lovelace"), ...seller, department: "Engineering", title: "Engineer" };
    const head = withUser("ada", moved).grant("ada", "okta/wiki");
    expect(rowsOf(base, head)).toEqual([
      "| **Ada Lovelace**<br>`ada`<br>Engineer, Engineering | **Moves** from Account Executive, Sales to Engineer, Engineering<br>**Gains:**<br>Source code `okta/github`, low<br>**Loses** 1 entitlement:<br>Customer relations `okta/crm`, low<br>**Keeps** by grant: `okta/wiki` (low). To re-certify by the manager `grace`. | no end | ☐ `grace` |",
    ]);
  });

  it("who leaves has the systems that are closed, and the lost access of a high tier by name", () => {
    const left = { ...named("Ada Lovelace"), ...seller, status: "terminated" } as const;
    const base = aCompany().grant("ada", "okta/prod").grant("ada", "okta/wiki");
    const head = withUser("ada", left).grant("ada", "okta/prod").grant("ada", "okta/wiki");
    expect(rowsOf(base, head)).toEqual([
      "| **Ada Lovelace**<br>`ada`<br>Account Executive, Sales | **Leaves**<br>Sign-in is blocked after the merge in Google Workspace and Okta<br>**Loses** 3 entitlements, among them:<br>Production `okta/prod`, 🔴 critical<br>The accounts and their data are not deleted<br>Owns, manages and sponsors nothing | ends after the merge | none required |",
    ]);
  });

  it("who leaves has who takes over what the user owns, and where the data goes", () => {
    const withData = () =>
      aCompany()
        .user("grace", { ...pinned("grace"), ...named("Grace Hopper"), department: "IT", manager: userId("ada") })
        .user("cy", { manager: userId("ada") });
    const account =
      aCompany()
        .build()
        .systems.get("google" as never)?.account ?? null;
    if (account === null) throw new Error("the company has Google accounts");
    const onTerminate = { ...account.onTerminate, transferDataTo: "manager" };
    const to = (model: ModelBuilder): ModelBuilder =>
      model.system("google", { title: "Google Workspace", account: { ...account, onTerminate } });
    const left = {
      ...pinned("grace"),
      ...named("Grace Hopper"),
      manager: userId("ada"),
      status: "terminated",
    } as const;
    const head = to(withData())
      .user("grace", left)
      .entitlement("okta/wiki", { owners: [person("cy")] });
    const row = rowsOf(to(withData()), head).find((one) => one.includes("**Leaves**"));
    expect(row).toContain("<br>Data in Google Workspace goes to Ada Lovelace `ada`. An administrator transfers it<br>");
    expect(row).toContain("<br>Handed over to `cy`: owner of the entitlement `okta/wiki`<br>");
    expect(row).toContain(
      "<br>**To hand over** to Ada Lovelace `ada`: owner of 5 objects and manager of bob<br>**To hand over** to a user to choose: manager of ada<br>",
    );
    expect(row).toContain("<br>`rolecall handover grace` proposes the edits<br>");
  });

  it("who leaves later has the last day", () => {
    const [row, ...others] = rowsOf(aCompany(), withUser("ada", { ...seller, end: at("2026-12-31T23:00:00Z") }));
    expect(others).toEqual([]);
    expect(row).toContain(
      "**Leaves** after Thursday, 31 December 2026<br>Sign-in is blocked after that day in Google Workspace and Okta<br>",
    );
    expect(row).toContain("| 31 Dec 2026 (in 40 days) |");
  });

  it("who goes on leave, and who returns with what grants give again", () => {
    const away = () => withUser("ada", { ...seller, status: "on-leave" }).grant("ada", "okta/prod");
    const here = () => withUser("ada", seller).grant("ada", "okta/prod");
    expect(rowsOf(here(), away())[0]).toContain("**Goes on leave**<br>");
    expect(rowsOf(here(), away())[0]).toContain("Production `okta/prod`, 🔴 critical");
    const back = rowsOf(away(), here());
    expect(back).toHaveLength(1);
    expect(back[0]).toMatch(/\*\*Returns\*\*.*\*\*Gains:\*\*<br>Production `okta\/prod`, 🔴 critical .*☐ `grace`/);
  });
});

describe("the row of an edited person", () => {
  it("has the changed fields, and the approvals of the edit", () => {
    expect(rowsOf(aCompany(), withUser("bob", { ...seller, email: "robert@acme.example" }))).toEqual([
      '| `bob`<br>Account Executive, Sales | **Changes**<br>`email: "bob@acme.example" → "robert@acme.example"` | no end | ☐ `@acme/security` or `grace`<br>☐ `grace` |',
    ]);
  });

  it("shows a changed mailbox also where the person moves", () => {
    const [row] = rowsOf(aCompany(), withUser("bob", { ...seller, title: "Lead", email: "robert@acme.example" }));
    expect(row).toMatch(/\*\*Moves\*\* .*<br>`email: "bob@acme.example" → "robert@acme.example"` \|/);
  });

  it("who stays longer has the end before, and what a grant gives for longer", () => {
    const until = (end: string) =>
      withUser("ada", { ...seller, kind: "contractor", end: at(end) }).grant("ada", "okta/prod");
    expect(rowsOf(until("2026-11-30T23:00:00Z"), until("2026-12-31T23:00:00Z"))).toEqual([
      "| `ada`<br>Account Executive, Sales, contractor | **Stays longer**, before: 30 Nov 2026 (in 9 days)<br>Keeps 2 entitlements for longer, among them:<br>Production `okta/prod`, 🔴 critical | 31 Dec 2026 (in 40 days) | ☐ `grace` |",
    ]);
  });
});

describe("the row of an edited role", () => {
  const company = (entitlements: readonly string[]): ModelBuilder => {
    const model = aCompany();
    for (let number = 0; number < 64; number += 1) model.user(`user-${number}`, seller);
    return model.role("seller", entitlements, {
      title: "Seller",
      owners: [person("grace")],
      birthright: selector({ department: "Sales" }),
    });
  };

  it("has the number of users who gain and lose, and collapses their names", () => {
    const rows = rowsOf(company(["okta/crm"]), company(["okta/wiki"]));
    expect(rows).toEqual([
      "| **66 users**<br>named under the access changes | **Edits the role** Seller `seller`:<br>66 users **gain** wiki `okta/wiki`, low<br>66 users **lose** Customer relations `okta/crm`, low | no end | ☐ `grace` |",
    ]);
    const { markdown } = renderComment(commentOn(compared(company(["okta/crm"]), company(["okta/wiki"]))));
    expect(markdown.replaceAll(/<details>[^]*?<\/details>/g, "")).not.toContain("`user-42`");
    expect(markdown).toContain('- `role seller`: `entitlements` adds `"okta/wiki"`, removes `"okta/crm"`\n');
  });

  it("names the access of a high tier", () => {
    expect(rowsOf(company(["okta/crm"]), company(["okta/crm", "okta/prod"]))[0]).toContain(
      "66 users **gain** Production `okta/prod`, 🔴 critical | no end |",
    );
  });
});

describe("rows of grants", () => {
  it("share a row where one user gets several entitlements, or several users get one", () => {
    const several = aCompany().grant("ada", "okta/wiki").grant("ada", "okta/erp").grant("ada", "okta/github");
    expect(rowsOf(aCompany(), several)).toEqual([
      "| **Ada Lovelace**<br>`ada`<br>Account Executive, Sales | **Gains** 3 entitlements:<br>erp `okta/erp`, low<br>Source code `okta/github`, low<br>wiki `okta/wiki`, low | no end | ☐ `grace` |",
    ]);
    const team = () => aCompany().user("cy", seller);
    const many = team().grant("ada", "okta/wiki").grant("bob", "okta/wiki").grant("cy", "okta/wiki");
    expect(rowsOf(team(), many)).toEqual([
      "| **3 users**<br>Ada Lovelace `ada`<br>`bob`<br>`cy` | **Gain** wiki `okta/wiki`, low | no end | ☐ `grace` |",
    ]);
  });

  it("name six entitlements of a lower tier and count the others, and name all of a high tier", () => {
    const eight = (tier: string) => Array.from({ length: 8 }, (_, number) => `okta/${tier}-${number}`);
    const [low, high] = [eight("low"), eight("high")];
    const company = (): ModelBuilder => {
      const model = aCompany();
      for (const id of low) model.entitlement(id, { tier: "low", owners: [person("grace")] });
      for (const id of high) model.entitlement(id, { tier: "high", owners: [person("grace")] });
      return model;
    };
    const named = (granted: readonly string[]): readonly string[] => {
      const head = company();
      for (const id of granted) head.grant("ada", id);
      const [row = ""] = rowsOf(company(), head);
      return [...row.matchAll(/okta\/(?:low|high)-\d|and \d+ more/g)].map(([name]) => name);
    };
    expect(named(low.slice(0, 6))).toEqual(low.slice(0, 6));
    expect(named(low)).toEqual([...low.slice(0, 6), "and 2 more"]);
    expect(named(high)).toEqual(high);
  });

  it("do not share a row where the period differs", () => {
    const team = () => aCompany().user("cy", seller);
    const until = { expires: at("2026-12-01T18:00:00Z") };
    const head = team().grant("ada", "okta/wiki", until).grant("bob", "okta/wiki").grant("cy", "okta/wiki");
    expect(rowsOf(team(), head)).toHaveLength(3);
  });

  it("show a granted role once, with what it gives", () => {
    const company = () => aCompany().role("dba", ["okta/wiki", "okta/prod"], { title: "Database team" });
    expect(rowsOf(company(), company().grant("ada", "role:dba"))).toEqual([
      "| **Ada Lovelace**<br>`ada`<br>Account Executive, Sales | **Gains** the role Database team `dba`: 2 entitlements<br>Production `okta/prod`, 🔴 critical<br>wiki `okta/wiki`, low | no end | ☐ `@acme/security` |",
    ]);
  });

  it("show the end of an extension next to the end before it", () => {
    const grant = (until: string) => aCompany().grant("ada", "okta/wiki", { expires: at(until) });
    expect(rowsOf(grant("2026-11-30T23:00:00Z"), grant("2026-12-31T23:00:00Z"))[0]).toContain(
      "| **Keeps for longer** wiki `okta/wiki`, low | 31 Dec 2026 (in 40 days)<br>before: 30 Nov 2026 (in 9 days) | ☐ `grace` |",
    );
  });
});

it("gives approvals about no access a row of their own", () => {
  const policy = rowsOf(aCompany(), aCompany().approvedBy("low", []));
  expect(policy).toEqual([
    "| – | **Policy:** Required approvals<br>New access of tier low:<br>no longer requires approval by an owner, and requires no other approval<br>6 entitlements of this tier, held by 3 users now<br>`approvals` | – | ☐ `@acme/security` |",
  ]);
});

describe("the text before the collapsed sections", () => {
  const visible = (base: ModelBuilder, head: ModelBuilder): number => {
    const { markdown } = renderComment(commentOn(compared(base, head)));
    return markdown
      .replaceAll(/<details>[^]*?<\/details>/g, "")
      .split("\n")
      .filter((line) => line.trim() !== "").length;
  };
  const team = (): ModelBuilder => {
    const model = aCompany();
    for (let number = 0; number < 12; number += 1)
      model
        .user(`boss-${number}`, pinned(`boss-${number}`))
        .user(`user-${number}`, { ...seller, manager: userId(`boss-${number}`) });
    return model.approvedBy("critical", [["manager"], ["owner"]]);
  };

  it("has at most 60 lines for twelve critical grants that twelve managers approve", () => {
    const head = team();
    for (let number = 0; number < 12; number += 1) head.grant(`user-${number}`, "okta/prod");
    const rows = rowsOf(team(), head).filter((row) => row.includes("🔴 critical"));
    expect(rows).toHaveLength(12);
    expect(visible(team(), head)).toBeLessThanOrEqual(60);
  });

  it("has at most 60 lines for twelve leavers and for a rule that changes", () => {
    const head = team();
    for (let number = 0; number < 12; number += 1) head.user(`user-${number}`, { ...seller, status: "terminated" });
    expect(visible(team(), head)).toBeLessThanOrEqual(60);
    expect(visible(team(), team().approvedBy("critical", [["owner"]]))).toBeLessThanOrEqual(60);
  });
});

describe("random changes", () => {
  const users = ["ada", "bob", "cy", "dee", "eve", "fay"];
  const targets = ["okta/crm", "okta/github", "okta/wiki", "okta/erp", "okta/prod", "role:seller", "role:engineer"];

  function aRandomCompany(random: Random): ModelBuilder {
    const model = aCompany();
    for (const id of users) {
      if (random.chance(0.2)) continue;
      model.user(id, {
        department: random.one(["Sales", "Engineering", "Legal"]),
        title: random.one(["Lead", "Member"]),
        status: random.one(["active", "active", "active", "on-leave", "terminated"]),
        location: random.one(["Berlin", "Lisbon"]),
        end: random.chance(0.2) ? at("2026-12-31T23:00:00Z") : null,
      });
      for (const target of random.some(targets, 0.3))
        model.grant(id, target, random.chance(0.4) ? { expires: at("2026-12-01T18:00:00Z") } : {});
    }
    if (random.chance(0.4))
      model.role("seller", random.some(["okta/crm", "okta/wiki", "okta/prod"], 0.6), {
        birthright: selector({ department: random.one(["Sales", "Engineering"]) }),
      });
    return model;
  }

  it("put each access change into exactly one row, and each approval into at least one", () => {
    const seed = 20_261_128;
    const random = randomFrom(seed);
    const kinds = new Set<string>();
    for (let round = 0; round < 300; round += 1) {
      const { report } = compared(aRandomCompany(random), aRandomCompany(random));
      const rows = changeRows(report, report.approvals);
      const shown = rows.flatMap(({ access }) => access);
      expect(shown.length, `seed ${seed}, round ${round}`).toBe(report.access.length);
      expect(new Set(shown)).toEqual(new Set(report.access));
      expect(new Set(rows.flatMap(({ approvals }) => approvals))).toEqual(new Set(report.approvals));
      for (const row of rows) kinds.add(row.kind === "person" ? row.event : row.kind);
    }
    expect([...kinds].sort()).toEqual([
      "access",
      "approval",
      "goes-on-leave",
      "is-edited",
      "joins",
      "leaves",
      "moves",
      "returns",
      "role",
      "stays-longer",
    ]);
  });
});

describe("changes of an entitlement that give access without an access change of a user", () => {
  const list = { target: { kind: "group", name: "plans@acme.example", role: "member" } } as const;
  const box = {
    address: "box@vendor.example",
    sponsor: userId("grace"),
    reason: "Reports",
    expires: at("2027-01-01T00:00:00Z"),
  };
  const having = (changes: Parameters<ModelBuilder["entitlement"]>[1]) =>
    aCompany().entitlement("google/plans", { owners: [person("grace")], ...list, ...changes });
  /** Returns the comment without its collapsed parts. */
  const openPart = (base: ModelBuilder, head: ModelBuilder): string =>
    renderComment(commentOn(compared(base, head))).markdown.replaceAll(/<details>.*?<\/details>/gsu, "");

  it("are not collapsed: an external member, the target and a setting", () => {
    expect(openPart(having({}), having({ externalMembers: [box] }))).toContain("box@vendor.example until 2027-01-01");
    expect(openPart(aCompany(), having({ externalMembers: [box] }))).toContain("box@vendor.example until 2027-01-01");
    expect(openPart(having({}), having({ target: { ...list.target, name: "board@acme.example" } }))).toContain(
      "board@acme.example",
    );
    expect(openPart(having({}), having({ settings: new Map([["whoCanJoin", "ALL_IN_DOMAIN_CAN_JOIN"]]) }))).toContain(
      "ALL_IN_DOMAIN_CAN_JOIN",
    );
  });
});
